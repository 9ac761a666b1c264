"""The photo under review: highlights the current face; boxes are drawn, moved and resized."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.folder import text as words
from desktop.i18n import text as wording
from desktop.review.box_edit import DraftBox, Handle, cursor_of, handle_at, is_near, paint_handles
from desktop.viewer import annotate
from desktop.viewer.image_view import ImageView
from desktop.viewer.picture_cache import Picture
from engine.project.review import NEITHER, Part
from engine.results import Box, Face, Point

_SMALL_PX = 64.0  # on screen, with the whole photo in view: too small to judge
_SMALL_SHARE = 0.3
_FIRST_SHARE = 0.22
_STEP_PX, _FINE_PX = 10.0, 1.0
_SLIP_PX = 5.0
_DASHES = (5.0, 3.0)
_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ReviewCanvas(ImageView):
    """An ``ImageView`` that marks one face and lets a person draw another, or move its box.

    ``box_drawn`` carries the finished ``Box`` in full-size pixels, ``box_moved`` the index of a
    face and its new box, ``drawing_changed`` whether one is being drawn or moved. Such a box stays
    on screen until other faces are shown or ``end_drawing``. Only while ``editable`` does the
    highlighted face have handles.
    """

    quiet = True
    _drawing = False  # events come while the base class is being set up
    box_drawn = Signal(object)
    box_moved = Signal(int, object)
    drawing_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft: DraftBox | None = None
        self._from: Point | None = None
        self._moved_index: int | None = None  # of the face whose box is being moved
        self._pull: tuple[Handle, DraftBox] | None = None
        self._near = False
        self._editable = False
        self._close_up = False
        self._approached: QRectF | None = None
        self._hidden: tuple[frozenset[Part], ...] = ()
        self.setAccessibleName(self.tr("Photo under review"))

    @property
    def drawing(self) -> bool:
        """Whether a box is being drawn."""
        return self._drawing

    @property
    def moving(self) -> bool:
        """Whether that is the box of a face that is there already."""
        return self._drawing and self._moved_index is not None

    @property
    def editable(self) -> bool:
        """Whether the box of the highlighted face can be moved."""
        return self._editable

    @editable.setter
    def editable(self, editable: bool) -> None:
        if editable != self._editable:
            self._editable = editable
            self.update()

    @property
    def draft(self) -> Box | None:
        """The box that is being drawn, or was and is being judged."""
        return self._draft.box if self._draft is not None else None

    @property
    def close_up(self) -> bool:
        """Whether the face in question fills the view, and the next ones will."""
        return self._close_up

    def set_close_up(self, close: bool) -> None:
        """Bring the face in question near, or show the whole photo."""
        self._close_up = close
        if close:
            self.approach()
        else:
            self.zoom_fit()

    def show_picture(self, picture: Picture) -> None:
        """Show another picture; what was being drawn on the former one is given up."""
        self.end_drawing()
        super().show_picture(picture)

    def show_faces(self, faces: tuple[Face, ...]) -> None:
        """Mark the faces of the picture; a box that was judged is one of them by now."""
        if not self._drawing:
            self._draft = None
        super().show_faces(faces)

    def hide_answers(self, hidden: Sequence[frozenset[Part]]) -> None:
        """Tell of each face only what is not hidden from the reviewer; nothing moves."""
        if tuple(hidden) != self._hidden:
            self._hidden = tuple(hidden)
            self._describe()
            self._relabel()

    def words_of(self, index: int) -> str:
        """Keep to what the reviewer is to see."""
        return words.face_words(self.faces[index], self._hidden_of(index))

    def label_of(self, index: int) -> annotate.Forms:
        """Keep to what the reviewer is to see; no label where that is nothing."""
        hidden, estimate = self._hidden_of(index), self.faces[index].estimate
        if not hidden or estimate is None:
            return super().label_of(index)
        if "age" not in hidden:
            return ((wording.age(estimate),), (wording.age_brief(estimate),))
        return ((wording.gender(estimate),),) if "gender" not in hidden else ()

    def _hidden_of(self, index: int) -> frozenset[Part]:
        return self._hidden[index] if index < len(self._hidden) else NEITHER

    def select(self, index: int | None) -> None:
        """Highlight one face, near by if that is wanted."""
        before = self.selected
        ours = self._viewport.fitted or self._near_by_itself
        super().select(index)
        if self.selected in (before, None) or self._drawing:
            return
        if self._close_up:
            self.approach()
        elif ours:  # the user has not chosen what to see
            self._look_at(self.faces[self.selected])

    def begin_drawing(self) -> None:
        """Lay a box into the middle of what is seen; mouse and keys do the rest."""
        if self.picture is None or self._drawing:
            return
        if self._near_by_itself:
            self.zoom_fit()  # a missed face is rarely beside the one in question
        middle = self._viewport.to_photo(QPointF(self.width() / 2, self.height() / 2))
        loaded = self._viewport.photo_rect.intersected(self.rect().toRectF())
        side = _FIRST_SHARE * min(loaded.width(), loaded.height()) / self._viewport.scale
        self._draft = DraftBox.around(
            self.picture.width_px,
            self.picture.height_px,
            centre=(middle.x(), middle.y()),
            side_px=side,
        )
        self._set_drawing(True)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_moving(self) -> None:
        """Let mouse and keys move and resize the box of the highlighted face."""
        index = self.selected
        if self.picture is None or self._drawing or not self._editable or index is None:
            return
        box, picture = self.faces[index].box, self.picture
        self._draft = DraftBox(picture.width_px, picture.height_px, box)
        self._moved_index = index
        self._set_drawing(True)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish_drawing(self) -> None:
        """Hand the box over; it stays on screen until it was judged."""
        draft, index = self._draft, self._moved_index
        if not self._drawing or draft is None or not draft.usable:
            return
        if index is not None and draft.box == self.faces[index].box:
            self.end_drawing()
            return
        self._set_drawing(False)
        if index is None:
            self.box_drawn.emit(draft.box)
        else:
            self.box_moved.emit(index, draft.box)

    def end_drawing(self) -> None:
        """Take the box away."""
        self._draft = None
        self._set_drawing(False)

    def _set_drawing(self, drawing: bool) -> None:
        self._from = self._pull = None
        if not drawing:
            self._moved_index = None
        if drawing != self._drawing:
            self._drawing = drawing
            self.drawing_changed.emit(drawing)
        if self.moving:
            self.setCursor(Qt.CursorShape.SizeAllCursor)
        elif drawing:
            self.setCursor(Qt.CursorShape.CrossCursor)
        else:
            self.unsetCursor()
        self.update()

    @property
    def _near_by_itself(self) -> bool:
        """Whether the view is where it went for a small face, and the user has not moved it."""
        return self._approached == self._viewport.photo_rect

    def _look_at(self, face: Face) -> None:
        """Bring a face near that is small in the whole photo; show the whole photo else."""
        box, fit = face.box, self._viewport.fit_scale
        if max(box.w, box.h) * fit < _SMALL_PX:
            self.approach(share=_SMALL_SHARE)
            self._approached = self._viewport.photo_rect
        elif not self._viewport.fitted:
            self.zoom_fit()

    def _point(self, event: QMouseEvent) -> Point:
        at = self._viewport.to_photo(event.position())
        return at.x(), at.y()

    def event(self, event: QEvent) -> bool:
        """Keep the keys that move a box from those who else would get them."""
        if self._drawing and isinstance(event, QKeyEvent):
            own = event.key() in (*_ARROWS, *_ENTER, Qt.Key.Key_Escape)
            if own and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and size the box; digits are an age, which is none of the photo's business."""
        if self._drawing and self._draft is not None:
            self._draw_by_key(event)
        elif event.text().isdecimal():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _draw_by_key(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        if key in _ENTER:
            self.finish_drawing()
        elif key == Qt.Key.Key_Escape:
            self.end_drawing()
        elif key in _ARROWS and self._draft is not None:
            fine = bool(held & Qt.KeyboardModifier.ControlModifier)
            step = max((_FINE_PX if fine else _STEP_PX) / self._viewport.scale, 1.0)
            dx, dy = _ARROWS[key]
            if held & Qt.KeyboardModifier.ShiftModifier:
                self._draft = self._draft.resized(dx * step, dy * step)
            else:
                self._draft = self._draft.moved(dx * step, dy * step)
            self.update()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to draw or to pull a box, or what an ``ImageView`` does."""
        left = event.button() == Qt.MouseButton.LeftButton
        handle = self._handle_at(event.position()) if left else None
        if handle is not None:
            self.begin_moving()
            if self._draft is not None:
                self._from, self._pull = self._point(event), (handle, self._draft)
        elif self.moving or (self._drawing and event.button() == Qt.MouseButton.RightButton):
            event.accept()  # no other face is picked meanwhile
        elif self._drawing and left:
            self._from = self._point(event)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the box up to the pointer, or pull it along."""
        if self._pull is not None and self._from is not None:
            self._pull_to(event)
        elif self.moving or not event.buttons():
            self._show_handles(event.position())
        elif self._drawing and self._from is not None and self._draft is not None:
            if self._dragged(self._from, event):
                self._draft = self._draft.spanned(self._from, self._point(event))
                self.update()
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The box is as wanted; a mere click places one that is drawn, and moves none."""
        if self._pull is not None:
            self._end_pull(event)
            return
        if self.moving:
            return
        if not self._drawing or self._from is None or self._draft is None:
            super().mouseReleaseEvent(event)
            return
        if self._dragged(self._from, event):
            self._draft = self._draft.spanned(self._from, self._point(event))
            self._from = None
            self.finish_drawing()
            self.update()
        else:
            x, y = self._draft.box.centre
            self._draft = self._draft.moved(self._from[0] - x, self._from[1] - y)
            self._from = None
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Not while drawing: it would zoom in."""
        if not self._drawing:
            super().mouseDoubleClickEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Take the handles away with the pointer."""
        self._near = False
        self.update()
        super().leaveEvent(event)

    def _handle_at(self, point: QPointF) -> Handle | None:
        """What of the highlighted face's box a press at a point would pull."""
        if self._drawing and not self.moving:
            return None
        if self.moving and self._draft is not None:
            return handle_at(self._viewport.to_widget(self._draft.box), point, inside=True)
        if not self._editable or self.selected is None or self._draft is not None:
            return None
        return handle_at(self.box_rect(self.selected), point)

    def _show_handles(self, point: QPointF) -> None:
        """Show handles while the pointer is near the box, and what pulling there would do."""
        can = self._editable and self.selected is not None and self._draft is None
        near = can and self.selected is not None and is_near(self.box_rect(self.selected), point)
        if near != self._near:
            self._near = near
            self.update()
        handle = self._handle_at(point)
        if handle is not None:
            self.setCursor(cursor_of(handle))
        elif not self._drawing:
            self.unsetCursor()

    def _pull_to(self, event: QMouseEvent) -> None:
        if self._pull is None or self._from is None:
            return
        handle, start = self._pull
        x, y = self._point(event)
        self._draft = start.pulled(handle, x - self._from[0], y - self._from[1])
        self.update()

    def _end_pull(self, event: QMouseEvent) -> None:
        """A box that was pulled is judged; a mere click on its edge gives it back as it was."""
        if self._from is not None and self._dragged(self._from, event):
            self._pull_to(event)
            self.finish_drawing()
        else:
            self.end_drawing()

    def _dragged(self, start: Point, event: QMouseEvent) -> bool:
        moved = math.dist(start, self._point(event))
        return moved * self._viewport.scale >= _SLIP_PX

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box over everything else."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._draft is not None:
            self._paint_draft(painter, self._draft)
        elif self._near and self.selected is not None:
            paint_handles(painter, self.box_rect(self.selected))
        painter.end()

    def _paint_draft(self, painter: QPainter, draft: DraftBox) -> None:
        rect = self._viewport.to_widget(draft.box)
        painter.setPen(QPen(annotate.RIM, 4.0))
        painter.drawRect(rect)
        pen = QPen(annotate.CHOSEN_LINE, 2.0)
        pen.setDashPattern(_DASHES)
        painter.setPen(pen)
        painter.drawRect(rect)
        if self.moving:
            paint_handles(painter, rect)

"""The photo under review: highlights the current face, and lets the user draw a missed one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.folder import text as words
from desktop.i18n import text as wording
from desktop.viewer import annotate
from desktop.viewer.image_view import ImageView
from desktop.viewer.picture_cache import Picture
from engine.project.review import NEITHER, Part
from engine.results import Box, Face, Point

_FACE_SHARE = 0.45
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
    """An ``ImageView`` that marks one face and lets a person draw another.

    ``box_drawn`` carries the finished ``Box`` in full-size pixels, ``drawing_changed`` whether one
    is being drawn. A drawn box stays on screen until other faces are shown or ``end_drawing``.
    """

    quiet = True
    box_drawn = Signal(object)
    drawing_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft: DraftBox | None = None
        self._drawing = False
        self._from: Point | None = None
        self._close_up = False
        self._approached: QRectF | None = None
        self._hidden: tuple[frozenset[Part], ...] = ()
        self.setAccessibleName(self.tr("Photo under review"))

    @property
    def drawing(self) -> bool:
        """Whether a box is being drawn."""
        return self._drawing

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
            self._approach()
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
            self._approach()
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

    def finish_drawing(self) -> None:
        """Hand the box over; it stays on screen until it was judged."""
        draft = self._draft
        if self._drawing and draft is not None and draft.usable:
            self._set_drawing(False)
            self.box_drawn.emit(draft.box)

    def end_drawing(self) -> None:
        """Take the box away."""
        self._draft = None
        self._set_drawing(False)

    def _set_drawing(self, drawing: bool) -> None:
        self._from = None
        if drawing != self._drawing:
            self._drawing = drawing
            self.drawing_changed.emit(drawing)
        if drawing:
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
            self._approach(share=_SMALL_SHARE)
            self._approached = self._viewport.photo_rect
        elif not self._viewport.fitted:
            self.zoom_fit()

    def _approach(self, *, share: float = _FACE_SHARE) -> None:
        if self.selected is None:
            return
        rect = self.box_rect(self.selected)
        room = min(self.width(), self.height())
        self.zoom(share * room / max(rect.width(), rect.height(), 1.0))
        middle = self.box_rect(self.selected).center()
        self.pan(self.width() / 2 - middle.x(), self.height() / 2 - middle.y())

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
        """Begin to draw, or what an ``ImageView`` does."""
        if self._drawing and event.button() == Qt.MouseButton.LeftButton:
            self._from = self._point(event)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the box up to the pointer."""
        if self._drawing and self._from is not None and self._draft is not None:
            if self._dragged(self._from, event):
                self._draft = self._draft.spanned(self._from, self._point(event))
                self.update()
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The box is as wanted; a mere click places it."""
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

    def _dragged(self, start: Point, event: QMouseEvent) -> bool:
        moved = math.dist(start, self._point(event))
        return moved * self._viewport.scale >= _SLIP_PX

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box over everything else."""
        super().paintEvent(event)
        if self._draft is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = self._viewport.to_widget(self._draft.box)
        painter.setPen(QPen(annotate.RIM, 4.0))
        painter.drawRect(rect)
        pen = QPen(annotate.CHOSEN_LINE, 2.0)
        pen.setDashPattern(_DASHES)
        painter.setPen(pen)
        painter.drawRect(rect)
        painter.end()


SMALLEST_PX = 8.0
"""No side is shorter: less is a slip of the mouse, and no face."""


@dataclass(frozen=True, slots=True)
class DraftBox:
    """A box inside a photo of ``width_px`` by ``height_px`` pixels."""

    width_px: int
    height_px: int
    box: Box

    @classmethod
    def around(cls, width_px: int, height_px: int, *, centre: Point, side_px: float) -> DraftBox:
        """A square to begin with."""
        side = min(max(side_px, SMALLEST_PX), width_px, height_px)
        box = Box(centre[0] - side / 2, centre[1] - side / 2, side, side)
        return cls(width_px, height_px, box).moved(0, 0)

    def moved(self, dx: float, dy: float) -> DraftBox:
        """The box pushed, as far as there is photo."""
        box = self.box
        x = min(max(box.x + dx, 0.0), self.width_px - box.w)
        y = min(max(box.y + dy, 0.0), self.height_px - box.h)
        return replace(self, box=Box(x, y, box.w, box.h))

    def resized(self, dw: float, dh: float) -> DraftBox:
        """Right and lower edge pushed, as far as there is photo; never less than the smallest."""
        box = self.box
        w = min(max(box.w + dw, SMALLEST_PX), self.width_px - box.x)
        h = min(max(box.h + dh, SMALLEST_PX), self.height_px - box.y)
        return replace(self, box=Box(box.x, box.y, w, h))

    def spanned(self, one: Point, other: Point) -> DraftBox:
        """The box between two points, the part of it inside the photo."""
        left, right = sorted((one[0], other[0]))
        top, bottom = sorted((one[1], other[1]))
        box = Box(left, top, right - left, bottom - top).clipped(self.width_px, self.height_px)
        return replace(self, box=box)

    @property
    def usable(self) -> bool:
        """Whether it is large enough for a face."""
        return min(self.box.w, self.box.h) >= SMALLEST_PX

"""A photo with a labelled box on every face, which the user zooms, pans and picks faces in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontInfo,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from desktop.i18n import text as wording
from desktop.viewer import annotate
from desktop.viewer.picture_cache import Picture
from desktop.viewer.viewport import Viewport
from desktop.widgets.labels import plain_tip
from engine.results import Face

ZOOM_STEP = 1.25
_SHARPEN_ABOVE = 1.25
_LABEL_MARGIN_PX = 4.0
_SMALLEST_FONT_PX = 11
_PIXELS_SHOW_ABOVE = 4.0
_PAN_PX = 60.0
_CROWD = 12  # more faces get brief labels, and only where those cover no face
_FACE_SHARE = 0.45
_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class ImageView(QWidget):
    """Shows one picture and its faces, and answers to mouse, touch pad and keyboard.

    It keeps the last picture until it gets another. ``zoomed`` carries the scale in screen pixels
    per photo pixel. ``detail_wanted`` asks, once a picture, for a sharper reading of it.
    ``face_chosen`` carries a face's index when the user picks one here, ``stepped`` -1 or +1 when
    they ask for the previous or next photo, ``jumped`` for the first or (true) the last one.
    """

    zoomed = Signal(float)
    detail_wanted = Signal()
    face_chosen = Signal(int)
    stepped = Signal(int)
    jumped = Signal(bool)
    # Whether only the highlighted face gets a label and a thick box.
    quiet = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewport = Viewport()
        self._picture: Picture | None = None
        self._faces: tuple[Face, ...] = ()
        self._selected: int | None = None
        self._marks: annotate.Marks | None = None
        self._asked_for_detail = False
        self._ring = False
        self._boxes_shown = self._labels_shown = True
        self._hovered: int | None = None
        self.setMouseTracking(True)
        self._pressed: QPointF | None = None
        self._panning = False
        self.setAccessibleName(self.tr("Photo"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(240, 180))

    @property
    def picture(self) -> Picture | None:
        """What is on screen."""
        return self._picture

    @property
    def faces(self) -> tuple[Face, ...]:
        """The faces that are marked, in full-size pixels."""
        return self._faces

    @property
    def selected(self) -> int | None:
        """Index of the highlighted face."""
        return self._selected

    @property
    def fitted(self) -> bool:
        """True while the whole photo is shown and follows the widget's size."""
        return self._viewport.fitted

    @property
    def scale(self) -> float:
        """Screen pixels per full-size photo pixel."""
        return self._viewport.scale * self.devicePixelRatioF()

    def show_picture(self, picture: Picture) -> None:
        """Show another picture, whole and without boxes."""
        self._picture = picture
        self._faces, self._selected = (), None
        self._asked_for_detail = False
        self._viewport.set_photo(picture.width_px, picture.height_px)
        self._describe()
        self._moved()

    def show_faces(self, faces: tuple[Face, ...]) -> None:
        """Mark the faces of the picture."""
        self._faces, self._selected, self._hovered = faces, None, None
        self._describe()
        self._relabel()

    def sharpen(self, picture: Picture) -> None:
        """Put a sharper reading of the same picture in its place; nothing moves."""
        self._picture = picture
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._picture = None
        self.show_faces(())

    def select(self, index: int | None) -> None:
        """Highlight one face, bringing it into view if need be; none where it is not marked."""
        if index is not None and index >= len(self._faces):
            index = None
        if index == self._selected:
            return
        self._selected = index
        if index is not None and not self._viewport.fitted:
            self._viewport.reveal(self._faces[index].box)
        self._relabel()

    @property
    def boxes_shown(self) -> bool:
        """Whether faces are marked at all."""
        return self._boxes_shown

    @property
    def hovered(self) -> int | None:
        """The face under the pointer, where faces are so many that not all have labels."""
        return self._hovered

    def set_marks(self, *, boxes: bool, labels: bool) -> None:
        """Show or hide the boxes, and the labels at them."""
        if (boxes, labels) != (self._boxes_shown, self._labels_shown):
            self._boxes_shown, self._labels_shown = boxes, labels
            self._relabel()

    def approach(self, *, share: float = _FACE_SHARE) -> None:
        """Let the highlighted face fill this share of the view."""
        if self.selected is None:
            return
        rect = self.box_rect(self.selected)
        room = min(self.width(), self.height())
        self.zoom(share * room / max(rect.width(), rect.height(), 1.0))
        middle = self.box_rect(self.selected).center()
        self.pan(self.width() / 2 - middle.x(), self.height() / 2 - middle.y())

    def zoom_in(self) -> None:
        """Enlarge by a quarter."""
        self.zoom(ZOOM_STEP)

    def zoom_out(self) -> None:
        """Reduce by a fifth."""
        self.zoom(1 / ZOOM_STEP)

    def zoom_fit(self) -> None:
        """Show the whole photo."""
        self._viewport.fit()
        self._moved()

    def zoom_actual(self, about: QPointF | None = None) -> None:
        """Show one photo pixel on one screen pixel."""
        self._viewport.zoom_to(1 / self.devicePixelRatioF(), about)
        self._moved()

    def label_rects(self) -> tuple[QRectF, ...]:
        """Where labels stand now, in widget pixels; that of a face pointed at is not among them."""
        labels = self._laid_out().labels
        corners = [placed.rect for placed in labels if placed is not None]
        return tuple(QRectF(QPointF(a, b), QPointF(c, d)) for a, b, c, d in corners)

    def box_rect(self, index: int) -> QRectF:
        """A face's box in widget pixels."""
        return self._viewport.to_widget(self._faces[index].box)

    def face_at(self, point: QPointF) -> int | None:
        """Index of the face under a point of the widget; the smallest where boxes overlap."""
        hits = [i for i in range(len(self._faces)) if self.box_rect(i).contains(point)]
        return min(hits, key=lambda i: self._faces[i].box.area, default=None)

    def zoom(self, factor: float, about: QPointF | None = None) -> None:
        """Enlarge by ``factor``; the photo's point under ``about`` (widget pixels) stays."""
        if self._picture is not None:
            self._viewport.zoom_to(self._viewport.scale * factor, about)
            self._moved()

    def pan(self, dx: float, dy: float) -> None:
        """Move the photo by widget pixels."""
        self._viewport.pan(dx, dy)
        self._moved()

    def _moved(self) -> None:
        self._relabel()
        self.zoomed.emit(self.scale)
        if self._picture is None or self._asked_for_detail or self._picture.scale >= 1.0:
            return
        if self.scale > _SHARPEN_ABOVE * self._picture.scale:
            self._asked_for_detail = True
            self.detail_wanted.emit()

    def _relabel(self) -> None:
        self._marks = None
        self.update()

    def words_of(self, index: int) -> str:
        """What is told of a face, in a sentence's worth of words."""
        return wording.face(self._faces[index])

    def label_of(self, index: int) -> annotate.Forms:
        """What stands at a face's box, from full to brief."""
        return annotate.label_forms(self._faces[index])

    @property
    def _crowded(self) -> bool:
        return len(self._faces) > _CROWD and not self.quiet

    def _forms_of(self, index: int) -> annotate.Forms:
        """What may stand at a face's box now, from full to brief."""
        if not self._labels_shown:
            return ()
        forms = self.label_of(index)
        return forms[-1:] if self._crowded and index != self._selected else forms

    def _describe(self) -> None:
        lines = [wording.face_count(len(self._faces))] if self._faces else []
        lines += [self.words_of(index) for index in range(len(self._faces))]
        self.setAccessibleDescription("\n".join(lines))

    def _laid_out(self) -> annotate.Marks:
        """Labels for what is visible now, laid out once for every view."""
        if self._marks is None:
            boxes = [self.box_rect(index) for index in range(len(self._faces))]
            self._marks = annotate.lay_out(
                self._faces,
                boxes,
                font=self._label_font(),
                bounds=self._label_bounds(),
                selected=self._selected,
                quiet=self.quiet,
                forms=self._forms_of,
                sparing=self._crowded,
            )
        return self._marks

    def _label_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(QFontInfo(self.font()).pixelSize(), _SMALLEST_FONT_PX))
        return font

    def _label_bounds(self) -> QRectF:
        """Where labels may stand: on the part of the photo that is seen."""
        margin = _LABEL_MARGIN_PX
        inside = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        return inside.intersected(self._viewport.photo_rect.adjusted(1, 1, -1, -1))

    def _hover_mark(self, index: int) -> annotate.Marks:
        """The whole label of one face, over whatever stands there."""
        return annotate.lay_out(
            [self._faces[index]],
            [self.box_rect(index)],
            font=self._label_font(),
            bounds=self._label_bounds(),
            forms=lambda _: self.label_of(index),
        )

    def _hover(self, point: QPointF | None) -> None:
        """Tell all of the face under the pointer where a crowd leaves no room for it."""
        wanted = self._crowded and self._boxes_shown and self._labels_shown and point is not None
        hovered = self.face_at(point) if wanted and point is not None else None
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    # Qt's own calls from here on: drawing, then mouse, touch pad and keyboard.

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, photo, boxes and labels."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.AlternateBase))
        if self._picture is not None:
            image = self._picture.level(min(self.scale, 1.0))
            smooth = self.scale < _PIXELS_SHOW_ABOVE
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
            painter.drawImage(self._viewport.photo_rect, image)
            if self._faces and self._boxes_shown:
                annotate.paint(painter, self._laid_out(), selected=self._selected)
                if self._hovered is not None and self._hovered != self._selected:
                    annotate.paint(painter, self._hover_mark(self._hovered))
        if self._ring:
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the photo fitted, or its middle in the middle."""
        self._viewport.set_widget(self.width(), self.height())
        self._moved()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of what was read for a sharper look: hundreds of megabytes that nobody sees."""
        if self._picture is not None and (reduced := self._picture.reduced()) is not self._picture:
            self._picture = reduced
            self._asked_for_detail = False

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for it again where it is wanted."""
        self._moved()

    def changeEvent(self, event: QEvent) -> None:
        """Lay labels out again in another font."""
        if event.type() == QEvent.Type.FontChange:
            self._relabel()
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show a ring to those who came by keyboard."""
        self._ring = event.reason() in _KEYS
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self._ring = False
        self.update()

    def event(self, event: QEvent) -> bool:
        """Zoom by pinching a touch pad; tell a face's estimate where its label had no room."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom(1 + event.value(), event.position())
                return True
        elif isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.face_at(QPointF(event.pos()))
            text = self.words_of(index) if index is not None else ""
            QToolTip.showText(event.globalPos(), plain_tip(text), self)
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer; touch pads pan unless Ctrl is held."""
        pixels = event.pixelDelta()
        precise = not pixels.isNull() and event.phase() is not Qt.ScrollPhase.NoScrollPhase
        if precise and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.pan(pixels.x(), pixels.y())
        elif event.angleDelta().y():
            self.zoom(ZOOM_STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click or a drag began; the menu is about the face that it opens on."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._pressed, self._panning = event.position(), False
        elif event.button() == Qt.MouseButton.RightButton:
            self._choose_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the photo."""
        if self._pressed is None:
            self._hover(event.position())
            return
        moved = event.position() - self._pressed
        if self._panning or moved.manhattanLength() >= QApplication.startDragDistance():
            if not self._panning:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._panning, self._pressed = True, event.position()
            self.pan(moved.x(), moved.y())

    def leaveEvent(self, event: QEvent) -> None:
        """Point at no face any more."""
        self._hover(None)
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pick the face under a click."""
        if self._pressed is not None and not self._panning:
            self._choose_at(event.position())
        self._pressed, self._panning = None, False
        self.unsetCursor()

    def _choose_at(self, point: QPointF) -> None:
        index = self.face_at(point)
        if index is not None:
            self.face_chosen.emit(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Change between the whole photo and its real size."""
        if self.fitted and self.picture is not None:
            self.zoom_actual(event.position())
        else:
            self.zoom_fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom, pan, pick a face, or ask for another photo."""
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        pans = {
            Qt.Key.Key_Left: (_PAN_PX, 0.0),
            Qt.Key.Key_Right: (-_PAN_PX, 0.0),
            Qt.Key.Key_Up: (0.0, _PAN_PX),
            Qt.Key.Key_Down: (0.0, -_PAN_PX),
        }
        zooms = {
            Qt.Key.Key_Plus: self.zoom_in,
            Qt.Key.Key_Equal: self.zoom_in,
            Qt.Key.Key_Minus: self.zoom_out,
            Qt.Key.Key_0: self.zoom_fit,
            Qt.Key.Key_1: self.zoom_actual,
        }
        if key in zooms:
            zooms[Qt.Key(key)]()
        elif key in pans and shift:
            self.pan(*pans[Qt.Key(key)])
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.jumped.emit(key == Qt.Key.Key_End)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.faces:
            self._step_face(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def _step_face(self, step: int) -> None:
        last = len(self.faces) - 1
        start = (-1 if step > 0 else last + 1) if self.selected is None else self.selected
        self.face_chosen.emit(min(max(start + step, 0), last))

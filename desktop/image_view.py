"""The photo as the user handles it: zoom by wheel, pinch or keys, pan by dragging, pick a face."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from desktop import wording
from desktop.photo_canvas import ZOOM_STEP, PhotoCanvas

_PAN_PX = 60.0


class ImageView(PhotoCanvas):
    """A photo that answers to mouse, touch pad and keyboard.

    ``face_chosen`` carries a face's index when the user picks one here, ``stepped`` -1 or +1 when
    they ask for the previous or next photo.
    """

    face_chosen = Signal(int)
    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed: QPointF | None = None
        self._panning = False

    def event(self, event: QEvent) -> bool:
        """Zoom by pinching a touch pad; tell a face's estimate where its label had no room."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom(1 + event.value(), event.position())
                return True
        elif isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.face_at(QPointF(event.pos()))
            text = wording.face(self.faces[index]) if index is not None else ""
            QToolTip.showText(event.globalPos(), text, self)
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
        """Remember where a click or a drag began."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._pressed, self._panning = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the photo."""
        if self._pressed is None:
            return
        moved = event.position() - self._pressed
        if self._panning or moved.manhattanLength() >= QApplication.startDragDistance():
            if not self._panning:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._panning, self._pressed = True, event.position()
            self.pan(moved.x(), moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pick the face under a click."""
        if self._pressed is not None and not self._panning:
            index = self.face_at(event.position())
            if index is not None:
                self.face_chosen.emit(index)
        self._pressed, self._panning = None, False
        self.unsetCursor()

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
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.faces:
            self._step_face(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def _step_face(self, step: int) -> None:
        last = len(self.faces) - 1
        start = (-1 if step > 0 else last + 1) if self.selected is None else self.selected
        self.face_chosen.emit(min(max(start + step, 0), last))

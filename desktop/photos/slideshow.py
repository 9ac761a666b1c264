"""The open photos one after another, each filling the screen."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.viewer.image_view import ImageView
from desktop.viewer.picture_cache import Picture
from desktop.widgets.buttons import latin_letter
from engine.results import Face

_EACH_MS = 4000
_NEXT = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown)
_PREVIOUS = (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_PageUp)


class Slideshow(QWidget):
    """A window of its own: ``stepped`` asks for the next or previous photo, ``ended`` is its last.

    Escape ends it, Space pauses it, arrow keys go on and back, B hides the boxes.
    """

    stepped = Signal(int)
    ended = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Slideshow"))
        self.view = ImageView(self)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        palette = self.palette()
        for role in (QPalette.ColorRole.Window, QPalette.ColorRole.AlternateBase):
            palette.setColor(role, Qt.GlobalColor.black)
        self.view.setPalette(palette)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._timer = QTimer(self, interval=_EACH_MS)
        self._timer.timeout.connect(lambda: self.stepped.emit(1))

    @property
    def running(self) -> bool:
        """Whether it goes on by itself."""
        return self._timer.isActive()

    def begin(self) -> None:
        """Fill the screen and begin."""
        self.showFullScreen()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._timer.start()

    @Slot(object)
    def show_picture(self, picture: Picture) -> None:
        """Show a photo, for as long as every other one from now on."""
        self.view.show_picture(picture)
        if self.running:
            self._timer.start()

    def show_faces(self, faces: tuple[Face, ...]) -> None:
        """Mark the faces of the photo on screen."""
        self.view.show_faces(faces)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on, back, pause, or end."""
        key = event.key()
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_F5, Qt.Key.Key_F11):
            self.close()
        elif key == Qt.Key.Key_Space:
            self._timer.stop() if self.running else self._timer.start()
        elif key in _NEXT or key in _PREVIOUS:
            self.stepped.emit(1 if key in _NEXT else -1)
        elif key == Qt.Key.Key_B or latin_letter(event, QGuiApplication.platformName()) == "B":
            self.view.set_marks(boxes=not self.view.boxes_shown, labels=True)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that it is over."""
        self._timer.stop()
        self.ended.emit()
        super().closeEvent(event)

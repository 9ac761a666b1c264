"""Whether the user can see a widget: not on a hidden tab, nor in a minimised window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget


class Presence(QObject):
    """``left`` when ``widget`` goes out of sight, ``came`` when it is back."""

    left = Signal()
    came = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._window: QWidget | None = None
        self._here = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice what hides or shows the widget; nothing is held back."""
        kind = event.type()
        if watched is self._widget and kind == QEvent.Type.Show:
            self._watch_window()
            self._look(hidden=False)
        elif watched is self._widget and kind == QEvent.Type.Hide:
            self._look(hidden=True)
        elif watched is self._window and kind == QEvent.Type.WindowStateChange:
            self._look(hidden=not self._widget.isVisible())
        return False

    def _watch_window(self) -> None:
        window = self._widget.window()
        if window is not self._window:
            self._window = window
            if window is not self._widget:
                window.installEventFilter(self)

    def _look(self, *, hidden: bool) -> None:
        minimised = self._window is not None and self._window.isMinimized()
        here = not hidden and not minimised
        if here != self._here:
            self._here = here
            (self.came if here else self.left).emit()

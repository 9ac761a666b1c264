"""The full screen of a tab that presents: large text, no bars, controls while the mouse moves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QCursor, QMouseEvent
from PySide6.QtWidgets import QApplication, QGraphicsOpacityEffect, QMainWindow, QTabWidget, QWidget

from desktop.tab import Tab
from desktop.theme import Theme

_REST_MS = 3000


class Presentation(QObject):
    """Turns the full screen of a window into a presentation while such a tab is in front.

    Menu bar, tab bar and status bar are away meanwhile; keys of menu entries go on working.
    """

    def __init__(self, window: QMainWindow, tabs: QTabWidget, theme: Theme) -> None:
        super().__init__(window)
        self._window, self._tabs, self._theme = window, tabs, theme
        self._wanted = False
        self._tab: Tab | None = None
        self._last = QPoint()
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._hide_controls)
        # Large text in a turn of its own: with the bars it would hold up the window.
        self._enlarge = QTimer(self, singleShot=True, interval=0)
        self._enlarge.timeout.connect(self._enlarge_text)
        tabs.currentChanged.connect(self._follow)

    @property
    def active(self) -> bool:
        """Whether something is being presented."""
        return self._tab is not None

    def set_active(self, wanted: bool) -> None:
        """The window fills the screen, or does not any more."""
        self._wanted = wanted
        self._follow()

    @Slot()
    def _follow(self) -> None:
        current = self._tabs.currentWidget()
        tab = current if self._wanted and isinstance(current, Tab) and current.presents else None
        if tab is self._tab:
            return
        if self._tab is not None:
            self._end(self._tab)
        self._tab = tab
        if tab is not None:
            self._begin()

    def _begin(self) -> None:
        self._show_bars(False)
        self._enlarge.start()
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self._last = QCursor.pos()
        self._hide_controls()

    def _end(self, tab: Tab) -> None:
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self._rest.stop()
        self._window.unsetCursor()
        tab.show_controls(True)
        self._enlarge.stop()
        self._theme.present(False)
        self._show_bars(True)

    @Slot()
    def _enlarge_text(self) -> None:
        self._theme.present(True)

    def _show_bars(self, shown: bool) -> None:
        # Not hidden: the keys of a menu bar that is hidden are dead.
        self._window.menuBar().setMaximumHeight(16_777_215 if shown else 0)
        self._tabs.tabBar().setVisible(shown)
        self._window.statusBar().setVisible(shown)

    @Slot()
    def _hide_controls(self) -> None:
        if self._tab is None:
            return
        if QApplication.activePopupWidget() or QApplication.activeModalWidget():
            self._rest.start()  # somebody is choosing or being asked
            return
        self._tab.show_controls(False)
        self._window.setCursor(Qt.CursorShape.BlankCursor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the controls when the mouse moves, whatever it moves over."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            place = event.globalPosition().toPoint()
            # A window that changes under a mouse at rest tells of moves, too.
            if place != self._last:
                self._last = place
                self._show_controls()
        return False

    def _show_controls(self) -> None:
        if self._tab is not None:
            self._window.unsetCursor()
            self._tab.show_controls(True)
            self._rest.start()


def set_faded(widget: QWidget, faded: bool) -> None:
    """Let a widget keep its place, its keys and its focus, and be seen or not."""
    if faded == (widget.graphicsEffect() is not None):
        return
    effect = None
    if faded:
        effect = QGraphicsOpacityEffect(widget)
        effect.setOpacity(0.0)
    widget.setGraphicsEffect(effect)  # type: ignore[arg-type]

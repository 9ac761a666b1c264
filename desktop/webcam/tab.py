"""The Webcam tab: an empty page until somebody looks at it.

What it shows needs QtMultimedia, NumPy and more; the window's start does not wait for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import icons
from desktop.jobs import Job
from desktop.tab import KeyList, MenuActions, Tab
from desktop.webcam.actions import WebcamActions
from desktop.webcam.backend import WebcamTools

if TYPE_CHECKING:
    from desktop.webcam.page import WebcamPage


class WebcamTab(Tab):
    """Faces in live video; no camera is opened before the user says so."""

    def __init__(self, tools: WebcamTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("Webcam")
        self._tools = tools
        self._desk: WebcamPage | None = None
        self._loading: Job | None = None
        self.menu_actions = WebcamActions(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def desk(self) -> WebcamPage:
        """What the tab shows, built now if it is not there yet."""
        if self._desk is None:
            from desktop.webcam.page import WebcamPage

            self._desk = WebcamPage(self._tools, self.menu_actions, self)
            self._column.addWidget(self._desk)
            icons.refresh(self._desk)
        return self._desk

    def by_menu(self) -> MenuActions:
        """The tab's actions for the window's menus."""
        return self.menu_actions.by_menu()

    def key_list(self) -> KeyList | None:
        """The keys of the live picture."""
        return (
            (self.tr("Go from face to face"), self.tr("Left, Right")),
            (self.tr("Show this face, or blur it again"), self.tr("Space, Return")),
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Build what is shown, the first time."""
        super().showEvent(event)
        if self._desk is None and self._loading is None:
            job = self._loading = self._tools.lane.submit(_load)
            job.succeeded.connect(self._build)
            job.failed.connect(self._tools.messages.report)

    def cancel(self) -> None:
        """Release the camera; the window is about to close."""
        if self._desk is not None:
            self._desk.halt()

    @Slot()
    def _build(self) -> None:
        self._loading = None
        _ = self.desk


def _load() -> None:
    """Work for the lane: import everything that the tab is made of."""
    import desktop.webcam.page  # noqa: F401

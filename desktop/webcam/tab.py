"""The Webcam tab: faces in live video."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.tab import KeyList, LazyTab, MenuActions
from desktop.webcam.actions import WebcamActions
from desktop.webcam.backend import WebcamBackend

if TYPE_CHECKING:
    from desktop.webcam.page import WebcamPage


class WebcamTab(LazyTab["WebcamPage"]):
    """Faces in live video; no camera is opened before the user says so."""

    def __init__(
        self, context: AppContext, backend: WebcamBackend, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            module="desktop.webcam.page",
            build_page=self._build,
            lane=context.lanes.model,
            messages=context.messages,
            parent=parent,
        )
        self.title = self.tr("Webcam")
        self._context, self._backend = context, backend
        self.menu_actions = WebcamActions(self)

    def _build(self) -> WebcamPage:
        from desktop.webcam.page import WebcamPage

        return WebcamPage(self._context, self._backend, self.menu_actions, self)

    @property
    def backend(self) -> WebcamBackend:
        """Where its pictures come from."""
        return self._backend

    def by_menu(self) -> MenuActions:
        """The tab's actions for the window's menus."""
        return self.menu_actions.by_menu()

    def key_list(self) -> KeyList | None:
        """The keys of the live picture."""
        return (
            (self.tr("Go from face to face"), self.tr("Left, Right")),
            (self.tr("Show this face, or blur it again"), self.tr("Space, Return")),
        )

    def cancel(self) -> None:
        """Release the camera; the window is about to close."""
        if self._page is not None:
            self._page.halt()

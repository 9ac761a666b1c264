"""A window with the Folder tab in front, and shorthands for what its tests do with it."""

from __future__ import annotations

from pathlib import Path

from desktop.folder.page import FolderPage
from tests.desktop.conftest import Rig


class Folder:
    """The tab, its page and its actions; ``label`` takes a folder from the start to its faces."""

    def __init__(self, rig: Rig) -> None:
        self.rig, self.stage = rig, rig.folder_stage
        rig.window.tabs.setCurrentWidget(rig.desktop.folder_tab)
        rig.idle()
        self.page: FolderPage = rig.desktop.folder_tab.page
        self.menu_actions = rig.desktop.folder_tab.menu_actions

    def idle(self) -> None:
        self.rig.idle()

    def choose(self, folder: Path) -> None:
        self.rig.dialogs.answer = [folder]
        self.menu_actions.choose_folder.trigger()
        self.idle()

    def label(self, folder: Path) -> None:
        """Choose a folder and label it to the end."""
        self.choose(folder)
        self.page.setup.start.click()
        self.wait_for_end()

    def wait_for_end(self) -> None:
        self.rig.qtbot.waitUntil(lambda: self.page.work.project is not None, timeout=20_000)
        self.rig.qtbot.waitUntil(lambda: not self.page.run.active, timeout=20_000)
        self.idle()

    @property
    def current_page(self) -> object:
        return self.page.pages.currentWidget()

    @property
    def shown(self) -> list[str]:
        """The names of the photos in the order of the list."""
        rows = self.page.work.rows
        return [rows.names[row] for row in self.page.model.listing]

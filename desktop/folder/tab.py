"""The Folder tab: an empty page until it is first shown or something is dropped on it.

What it shows needs NumPy and more; the window's start does not wait for that.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import icons
from desktop.folder.actions import FolderActions
from desktop.folder.backend import FolderTools
from desktop.jobs import Job
from desktop.tab import KeyList, MenuActions, Tab
from desktop.widgets.drop_frame import DropCatcher, DroppedData

if TYPE_CHECKING:
    from desktop.folder.page import FolderPage


class FolderTab(Tab):
    """Label whole folders and review what was found.

    ``training_wanted`` (path of a table) when labels are to be trained on; ``project_changed``
    when a project was opened or closed.
    """

    training_wanted = Signal(object)
    project_changed = Signal()

    def __init__(self, tools: FolderTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("Folder")
        self._tools = tools
        self._page: FolderPage | None = None
        self._loading: Job | None = None
        self._waiting = False
        self.menu_actions = FolderActions(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        catcher = DropCatcher(self)
        catcher.dropped.connect(self._take)
        catcher.hovering.connect(self._hover)

    @property
    def page(self) -> FolderPage:
        """What the tab shows, built now if it is not there yet."""
        if self._page is None:
            from desktop.folder.page import FolderPage

            self._page = FolderPage(self._tools, self.menu_actions, self)
            self._page.training_wanted.connect(self.training_wanted)
            self._page.work.opened.connect(self.project_changed)
            self._column.addWidget(self._page)
            icons.refresh(self._page)
        return self._page

    @property
    def project_path(self) -> Path | None:
        """The file of the open project."""
        project = self._page.work.project if self._page is not None else None
        return project.path if project is not None else None

    def take(self, paths: Sequence[Path]) -> None:
        """Open a folder, a project or a table."""
        self.page.take(paths)

    def by_menu(self) -> MenuActions:
        """The tab's actions for the window's menus."""
        return self.menu_actions.by_menu()

    def key_list(self) -> KeyList | None:
        """The keys of the review that are no actions."""
        return () if self._page is None else self._page.review.key_list()

    def keyed_actions(self) -> MenuActions:
        """All actions that have keys, those of the review as well."""
        return self.menu_actions.keyed

    def showEvent(self, event: QShowEvent) -> None:
        """Build what is shown, the first time."""
        super().showEvent(event)
        if self._page is None and self._loading is None:
            job = self._loading = self._tools.lane.submit(_load)
            job.succeeded.connect(self._build)
            job.failed.connect(self._tools.messages.report)

    def may_close(self) -> bool:
        """Not before the last answers are on the disk; a second wish is granted all the same.

        On the disk of a computer that takes milliseconds; a dead network drive may take for ever.
        """
        if self._page is None:
            return True
        self._page.review.commands.keep_typed()
        if self._waiting or not self._page.work.writing:
            self._waiting = False
            return True
        self._waiting = True
        self._tools.messages.say(self.tr("Saving your last answers…"))
        once = Qt.ConnectionType.SingleShotConnection
        self._page.work.all_written.connect(self._go_on_closing, once)
        return False

    @Slot()
    def _go_on_closing(self) -> None:
        if self._waiting:
            self._waiting = False
            self.close_wanted.emit()

    def cancel(self) -> None:
        """Cancel everything in progress; a job can be continued later."""
        if self._page is not None:
            self._page.cancel()

    def end(self) -> None:
        """Close the project after the last work on it."""
        if self._page is not None:
            self._page.end()

    @Slot()
    def _build(self) -> None:
        self._loading = None
        _ = self.page

    @Slot(bool)
    def _hover(self, hovering: bool) -> None:
        self.page.start.set_hovered(hovering)

    @Slot(object)
    def _take(self, taken: DroppedData) -> None:
        self.take(taken.paths)


def _load() -> None:
    """Work for the lane: import everything that the tab is made of."""
    import desktop.folder.page  # noqa: F401

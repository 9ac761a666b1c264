"""The Folder tab: label whole folders and review what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.folder.actions import FolderActions
from desktop.folder.backend import FolderBackend
from desktop.tab import KeyList, LazyTab, MenuActions
from desktop.widgets.drop_frame import DropCatcher, DroppedData

if TYPE_CHECKING:
    from desktop.folder.page import FolderPage


class FolderTab(LazyTab["FolderPage"]):
    """Labels folders and shows what was found in them.

    ``training_wanted`` (path of a table) when labels are to be trained on; ``project_changed``
    when a project was opened or closed.
    """

    training_wanted = Signal(object)
    project_changed = Signal()

    def __init__(
        self,
        context: AppContext,
        backend: FolderBackend,
        *,
        training_active: Callable[[], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            module="desktop.folder.page",
            build_page=self._build,
            lane=context.lanes.model,
            messages=context.messages,
            parent=parent,
        )
        self.title = self.tr("Folder")
        self._context, self._backend = context, backend
        self._training_active = training_active
        self._waiting = False
        self.menu_actions = FolderActions(self)
        catcher = DropCatcher(self)
        catcher.dropped.connect(self.take_dropped)
        catcher.hovering.connect(self._hover)

    def _build(self) -> FolderPage:
        from desktop.folder.page import FolderPage

        page = FolderPage(
            self._context,
            self._backend,
            self.menu_actions,
            training_active=self._training_active,
            parent=self,
        )
        page.training_wanted.connect(self.training_wanted)
        page.work.opened.connect(self.project_changed)
        return page

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
        self._context.messages.say(self.tr("Saving your last answers…"))
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

    @Slot(bool)
    def _hover(self, hovering: bool) -> None:
        self.page.start.set_hovered(hovering)

    @Slot(object)
    def take_dropped(self, taken: DroppedData) -> None:
        """Open what was dropped on the tab."""
        self.take(taken.paths)

    def show_recent(self) -> None:
        """Show the recent projects as they are remembered now."""
        if self._page is not None:
            self._page.show_recent()

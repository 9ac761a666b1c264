"""The Training tab: an empty page until somebody looks at it.

What it shows needs NumPy and more; the window's start does not wait for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import icons
from desktop.drop_area import DropCatcher
from desktop.intake import Intake
from desktop.jobs import Job
from desktop.tab import MenuActions, Tab
from desktop.training_actions import TrainingActions
from desktop.training_tools import Tools

if TYPE_CHECKING:
    from desktop.training_addon_page import AddonPage
    from desktop.training_desk import TrainingDesk


class TrainingTab(Tab):
    """Teach networks age and gender, and watch them learn."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("Training")
        self._tools = tools
        self._desk: TrainingDesk | None = None
        self._addon_page: AddonPage | None = None
        self._loading: Job | None = None
        self.acts = TrainingActions(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        catcher = DropCatcher(self)
        catcher.dropped.connect(self.take)
        catcher.hovering.connect(self._hover)

    @property
    def desk(self) -> TrainingDesk:
        """What the tab shows, built now if it is not there yet."""
        if self._desk is None:
            from desktop.training_desk import TrainingDesk

            self._desk = TrainingDesk(self._tools, self.acts, self)
            self._desk.close_wanted.connect(self.close_wanted)
            self._column.addWidget(self._desk)
            self._desk.setVisible(self._addon_page is None)
            icons.refresh(self._desk)
        return self._desk

    @property
    def active(self) -> bool:
        """Whether a training is going on."""
        return self._desk is not None and self._desk.run.active

    def by_menu(self) -> MenuActions:
        """The tab's actions for the window's menus."""
        return self.acts.by_menu()

    def showEvent(self, event: QShowEvent) -> None:
        """Build what is shown, the first time."""
        super().showEvent(event)
        if self._needs_addon():
            self.addon_page.show()
        elif self._desk is None and self._loading is None:
            # The modules take a fifth of a second: in the lane, where nobody waits for them.
            job = self._loading = self._tools.lane.submit(_load)
            job.succeeded.connect(self._build)
            job.failed.connect(self._tools.messages.report)

    @property
    def addon_page(self) -> AddonPage:
        """What the tab shows as long as the program has nothing to train with."""
        if self._addon_page is None:
            from desktop.training_addon_page import AddonPage

            tools = self._tools
            if tools.addon is None:
                raise ValueError("This program needs no add-on. Received: addon=None")
            self._addon_page = AddonPage(
                tools.addon,
                lane=tools.lane,
                messages=tools.messages,
                dialogs=tools.dialogs,
                parent=self,
            )
            self._addon_page.installed.connect(self._open_desk)
            self._column.addWidget(self._addon_page)
        return self._addon_page

    def _needs_addon(self) -> bool:
        return self._tools.addon is not None and self._tools.addon.missing()

    def may_close(self) -> bool:
        """False while a training is going on: the user is being asked."""
        return self._desk is None or self._desk.may_close()

    def cancel(self) -> None:
        """Give up everything that is under way; a training can be resumed."""
        if self._addon_page is not None:
            self._addon_page.work.cancel()
        if self._desk is not None:
            self._desk.cancel()

    @Slot()
    def _build(self) -> None:
        self._loading = None
        _ = self.desk

    @Slot()
    def _open_desk(self) -> None:
        """The add-on is there: show what it is for."""
        if self._addon_page is not None:
            self._addon_page.hide()
            self._addon_page.deleteLater()
            self._addon_page = None
        self.desk.show()

    @Slot(bool)
    def _hover(self, hovering: bool) -> None:
        if self._addon_page is None:
            self.desk.setup.data.set_hovered(hovering)

    @Slot(object)
    def take(self, taken: Intake) -> None:
        """Use what was dropped."""
        if taken.paths and self._addon_page is not None:
            self._addon_page.take(taken.paths[0])
        elif taken.paths:
            self.desk.take(taken.paths[0])


def _load() -> None:
    """Work for the lane: import everything that the tab is made of."""
    import desktop.training_desk  # noqa: F401

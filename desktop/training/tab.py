"""The Training tab: an empty page until it is first shown, or the add-on page.

What it shows needs NumPy and more; the window's start does not wait for that.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import icons
from desktop.jobs import Job, Lane, LaneTask, ProgressReporter
from desktop.messages import Messages
from desktop.tab import MenuActions, Tab
from desktop.training.actions import TrainingActions
from desktop.training.backend import TrainingTools
from desktop.training_addon import TrainingAddon, file_name
from desktop.widgets.dialogs import FileDialogs
from desktop.widgets.drop_frame import DropCatcher, DroppedData
from desktop.widgets.labels import Paragraph
from desktop.widgets.progress import ProgressPanel

if TYPE_CHECKING:
    from desktop.training.page import TrainingPage


class TrainingTab(Tab):
    """Trains networks and shows how they learn; the page is built when first shown."""

    def __init__(self, tools: TrainingTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("Training")
        self._tools = tools
        self._page: TrainingPage | None = None
        self._addon_page: AddonPage | None = None
        self._loading: Job | None = None
        self.menu_actions = TrainingActions(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        catcher = DropCatcher(self)
        catcher.dropped.connect(self.take)
        catcher.hovering.connect(self._hover)

    @property
    def page(self) -> TrainingPage:
        """The page, built now if it is not there yet."""
        if self._page is None:
            from desktop.training.page import TrainingPage

            self._page = TrainingPage(self._tools, self.menu_actions, self)
            self._page.close_wanted.connect(self.close_wanted)
            self._column.addWidget(self._page)
            self._page.setVisible(self._addon_page is None)
            icons.refresh(self._page)
        return self._page

    @property
    def active(self) -> bool:
        """Whether a training is going on."""
        return self._page is not None and self._page.run.active

    def by_menu(self) -> MenuActions:
        """The tab's actions for the window's menus."""
        return self.menu_actions.by_menu()

    def showEvent(self, event: QShowEvent) -> None:
        """Build what is shown, the first time."""
        super().showEvent(event)
        if self._needs_addon():
            self.addon_page.show()
        elif self._page is None and self._loading is None:
            # The modules take a fifth of a second: in the lane, where nobody waits for them.
            job = self._loading = self._tools.lane.submit(_load)
            job.succeeded.connect(self._build)
            job.failed.connect(self._tools.messages.report)

    @property
    def addon_page(self) -> AddonPage:
        """What the tab shows as long as the program has nothing to train with."""
        if self._addon_page is None:
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
            self._addon_page.installed.connect(self._show_page)
            self._column.addWidget(self._addon_page)
        return self._addon_page

    def _needs_addon(self) -> bool:
        return self._tools.addon is not None and self._tools.addon.missing()

    def may_close(self) -> bool:
        """False while a training is going on: the user is being asked."""
        return self._page is None or self._page.may_close()

    def cancel(self) -> None:
        """Give up everything that is under way; a training can be resumed."""
        if self._addon_page is not None:
            self._addon_page.work.cancel()
        if self._page is not None:
            self._page.cancel()

    @Slot()
    def _build(self) -> None:
        self._loading = None
        _ = self.page

    @Slot()
    def _show_page(self) -> None:
        """The add-on is installed: show the training page."""
        if self._addon_page is not None:
            self._addon_page.hide()
            self._addon_page.deleteLater()
            self._addon_page = None
        self.page.show()

    @Slot(bool)
    def _hover(self, hovering: bool) -> None:
        if self._addon_page is None:
            self.page.setup.data.set_hovered(hovering)

    @Slot(object)
    def take(self, taken: DroppedData) -> None:
        """Use what was dropped."""
        if taken.paths and self._addon_page is not None:
            self._addon_page.take(taken.paths[0])
        elif taken.paths:
            self.page.take(taken.paths[0])


def _load() -> None:
    """Work for the lane: import everything that the tab is made of."""
    import desktop.training.page  # noqa: F401


_WIDTH_PX = 576  # leaves the width that a paragraph has
_MB = 1e6


class AddonPage(QWidget):
    """Explains the training add-on and installs it from a file; ``installed`` when that is done."""

    installed = Signal()

    def __init__(
        self,
        addon: TrainingAddon,
        *,
        lane: Lane,
        messages: Messages,
        dialogs: FileDialogs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._addon, self._messages, self._dialogs = addon, messages, dialogs
        self.setAccessibleName(self.tr("Training needs an add-on"))
        self._card = QFrame(self)
        self._card.setObjectName("card")
        self._card.setFixedWidth(_WIDTH_PX)
        self.choose = QPushButton(self.tr("Choose the add-on file…"), self._card)
        self.choose.setObjectName("primary")
        self.choose.clicked.connect(self._ask)
        self.progress = ProgressPanel(self._card)
        self.work = LaneTask(lane, self)
        self._arrange()
        self.work.started.connect(self._follow)
        self.work.succeeded.connect(self._succeed)
        self.work.failed.connect(self._messages.report)
        self.work.ended.connect(self._rest)

    def take(self, file: Path) -> None:
        """Install this file, which was chosen or dropped."""
        if not self.work.busy:
            self._messages.clear()
            self.work.start(partial(_install, self._addon, file))

    def _arrange(self) -> None:
        column = QVBoxLayout(self._card)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(10)
        title = QLabel(self.tr("Training needs an add-on"), self._card)
        title.setObjectName("runTitle")
        column.addWidget(title)
        for line in self._lines():
            label = Paragraph(line, self._card)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        column.addSpacing(8)
        column.addWidget(self.progress)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.choose)
        column.addLayout(row)
        whole = QVBoxLayout(self)
        whole.addStretch(1)
        whole.addWidget(self._card, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(2)

    def _lines(self) -> tuple[str, ...]:
        stamp = self._addon.stamp
        size = 0 if stamp is None else round(stamp.total_bytes / _MB)
        return (
            self.tr(
                "Photos, folders and the webcam work without it. Only training needs "
                "TensorFlow, which is larger than everything else, so it comes as a "
                "separate file."
            ),
            self.tr("The file is called {0}. You can find it where you got AgeLens.").format(
                file_name()
            ),
            self.tr(
                "Copy it to this computer, for example with a USB stick, and choose "
                "it, or drop it on this page. No network is used. Once installed, it "
                "takes {0} MB of disk space."
            ).format(size),
        )

    @Slot()
    def _ask(self) -> None:
        kinds = self.tr("Training add-on (AgeLens-training*.tar.xz)")
        chosen = self._dialogs.photos(self, title=self.tr("Choose the add-on file"), kinds=kinds)
        if chosen:
            self.take(chosen[0])

    @Slot(object)
    def _follow(self, job: Job) -> None:
        self.choose.setEnabled(False)
        self.progress.watch(job, self.tr("Installing…"))

    @Slot()
    def _rest(self) -> None:
        self.choose.setEnabled(True)

    @Slot()
    def _succeed(self) -> None:
        self._messages.say(self.tr("The training add-on is installed."))
        self.installed.emit()


def _install(addon: TrainingAddon, file: Path, report: ProgressReporter) -> None:
    addon.install(file, progress=report)

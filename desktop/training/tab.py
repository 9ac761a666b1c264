"""The Training tab, and the page that installs the training add-on where it is missing."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.jobs import Job, Lane, LaneTask, ProgressReporter, Urgency
from desktop.messages import Messages
from desktop.tab import LazyTab, MenuActions
from desktop.training.actions import TrainingActions
from desktop.training.backend import TrainingBackend
from desktop.training_addon import TrainingAddon, file_name
from desktop.widgets.dialogs import FileDialogs
from desktop.widgets.drop_frame import DropCatcher, DroppedData
from desktop.widgets.labels import Paragraph, PlainLabel, write_as_title
from desktop.widgets.progress import ProgressPanel

if TYPE_CHECKING:
    from desktop.training.page import ClosingDialog, TrainingPage
    from training.interrupted_runs import InterruptedRun


class TrainingTab(LazyTab["TrainingPage"]):
    """Trains networks and shows how they learn.

    ``picture_wanted`` when somebody wants a webcam picture of themselves on the face wall.
    """

    picture_wanted = Signal()

    presents = True

    def __init__(
        self,
        context: AppContext,
        backend: TrainingBackend,
        *,
        addon: TrainingAddon | None = None,
        now: Callable[[], datetime.datetime] = datetime.datetime.now,
        parent: QWidget | None = None,
    ) -> None:
        """``addon`` is what a program without TensorFlow needs to train; ``None`` needs nothing."""
        super().__init__(
            module="desktop.training.page",
            build_page=self._build,
            lane=context.lanes.training,
            messages=context.messages,
            prepare=self._make_parts,
            parent=parent,
        )
        self.title = self.tr("Training")
        self._context, self._backend, self._addon, self._now = context, backend, addon, now
        self._addon_page: AddonPage | None = None
        self.menu_actions = TrainingActions(self)
        catcher = DropCatcher(self)
        catcher.dropped.connect(self.take)
        catcher.hovering.connect(self._hover)

    def _make_parts(self) -> Iterator[None]:
        from desktop.training.page import TrainingPage

        self._made = TrainingPage(
            self._context, self._backend, self.menu_actions, now=self._now, parent=self
        )
        yield from self._made.fill()

    def _build(self) -> TrainingPage:
        page = self._made
        page.close_wanted.connect(self.close_wanted)
        page.loaded.connect(self.loaded)
        for button in (page.run_page.wall.own.button, page.setup.own.button):
            button.picture_wanted.connect(self.picture_wanted)
        if self._addon_page is not None:
            page.hide()
        return page

    @property
    def active(self) -> bool:
        """Whether a training is going on."""
        return self._page is not None and self._page.run.active

    @property
    def question(self) -> ClosingDialog | None:
        """What the user is being asked before the window may close."""
        return None if self._page is None else self._page.closing.question

    def by_menu(self) -> MenuActions:
        """The tab's actions for the window's menus."""
        return self.menu_actions.by_menu()

    def page_wanted(self) -> bool:
        """Not while the add-on is missing."""
        return not self._needs_addon()

    def showEvent(self, event: QShowEvent) -> None:
        """Build the page or the add-on's, the first time."""
        super().showEvent(event)
        if self._needs_addon():
            self.addon_page.show()

    @property
    def addon_page(self) -> AddonPage:
        """What the tab shows as long as the program has nothing to train with."""
        if self._addon_page is None:
            if self._addon is None:
                raise ValueError("This program needs no add-on. Received: addon=None")
            self._addon_page = AddonPage(
                self._addon,
                lane=self._context.lanes.training,
                messages=self._context.messages,
                dialogs=self._context.dialogs,
                parent=self,
            )
            self._addon_page.installed.connect(self._remove_addon_page)
            self._column.addWidget(self._addon_page)
        return self._addon_page

    def _needs_addon(self) -> bool:
        return self._addon is not None and self._addon.missing()

    def announce_interrupted(self) -> None:
        """Say in the status line that a training can be resumed, if one can."""
        job = self._context.lanes.model.submit(self._backend.interrupted_runs, urgency=Urgency.IDLE)
        job.succeeded.connect(self._announce)

    @Slot(object)
    def _announce(self, runs: Sequence[InterruptedRun]) -> None:
        if runs and self._page is None:
            told = self.tr("A training was interrupted. You can resume it in the Training tab.")
            self._context.messages.say(told)

    def show_controls(self, shown: bool) -> None:
        """Show or hide the buttons of a run; of a page that is set up, nothing is hidden."""
        if self._page is not None:
            self._page.run_page.show_controls(shown)

    def may_close(self) -> bool:
        """False while a training is going on: the user is being asked."""
        return self._page is None or self._page.may_close()

    def cancel(self) -> None:
        """Cancel everything in progress; a training can be resumed."""
        if self._addon_page is not None:
            self._addon_page.work.cancel()
        if self._page is not None:
            self._page.cancel()

    @Slot()
    def _remove_addon_page(self) -> None:
        """The add-on is installed: show the training page."""
        if self._addon_page is not None:
            self._addon_page.hide()
            self._addon_page.deleteLater()
            self._addon_page = None
        self.page.show()

    @Slot(bool)
    def _hover(self, hovering: bool) -> None:
        if self._addon_page is None:
            self.page.set_hovered(hovering)

    @Slot(object)
    def take(self, taken: DroppedData) -> None:
        """Use what was dropped."""
        if taken.paths and self._addon_page is not None:
            self._addon_page.take(taken.paths[0])
        elif self._addon_page is None:
            self.page.take_dropped(taken)


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
        title = PlainLabel(self.tr("Training needs an add-on"), self._card)
        write_as_title(title)
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
        chosen = self._dialogs.photos(
            self, title=self.tr("Choose the add-on file"), kinds=kinds, purpose="models"
        )
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

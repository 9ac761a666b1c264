"""The page of the Training tab: setup, run and result, connected; built when first shown."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.context import AppContext
from desktop.jobs import Urgency, import_in_lane
from desktop.training.actions import TrainingActions
from desktop.training.backend import PastRun, StartModel, TrainingBackend
from desktop.training.own_faces import OwnFaces
from desktop.training.past_runs import RunsController, recall
from desktop.training.result import ResultController
from desktop.training.run import TrainingRun
from desktop.training.run_page import ResumeBanner, RunPage
from desktop.training.runs_page import RunsPage
from desktop.training.setup_page import TrainingSetupPage
from desktop.training.text import place_title, stopping_costs, titles
from desktop.widgets.drop_frame import DroppedData
from desktop.widgets.labels import PlainLabel
from engine.errors import UserError
from training.interrupted_runs import InterruptedRun
from training.settings import TrainSettings


def _preload() -> None:
    """Import in the lane what the first data check and the first event of a run need.

    Imported by them, these modules would hold up the window for tens of milliseconds.
    """
    import_in_lane(
        "desktop.training.curves.plot",
        "training.dataset.check",
        "training.dataset.sources",
        "training.worker",
    )


class TrainingPage(QWidget):
    """Connects setup, run and result; ``close_wanted`` when the window may close now.

    ``loaded`` when what it will need has been loaded.
    """

    close_wanted = Signal()
    loaded = Signal()

    def __init__(
        self,
        context: AppContext,
        backend: TrainingBackend,
        actions: TrainingActions,
        *,
        now: Callable[[], datetime.datetime],
        parent: QWidget | None = None,
    ) -> None:
        """Empty until ``fill`` has come to its end."""
        super().__init__(parent)
        self._context, self._backend, self._actions, self._now = context, backend, actions, now
        self.waiting: list[InterruptedRun] = []
        self.question: QMessageBox | None = None
        self._past: PastRun | None = None  # about to be shown
        self._result_due = False
        open_process = backend.open_process
        self.run = TrainingRun(lane=context.lanes.training, open_process=open_process, parent=self)
        self.banner = ResumeBanner(self)
        self.pages = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.pages, 1)

    def fill(self) -> Iterator[None]:
        """Make what the page shows, in steps: all at once would hold up the window."""
        context, backend, actions = self._context, self._backend, self._actions
        self.setup = TrainingSetupPage(context, backend, actions, self.pages)
        self.pages.addWidget(self.setup)
        yield
        self.run_page = RunPage(context, run=self.run, actions=actions, parent=self.pages)
        self.pages.addWidget(self.run_page)
        yield
        self.runs_page = RunsPage(context, self.pages)
        self.pages.addWidget(self.runs_page)
        yield
        self.own = OwnFaces(context, run=self.run, wall=self.run_page.wall, choice=self.setup.own)
        self.own.changed.connect(self.run_page.inside.show_own)
        self.result = ResultController(context, backend, self.run_page.report)
        self.past = RunsController(context, backend, self.runs_page, now=self._now)
        self._connect_actions()
        self._connect_parts()
        self.closing = CloseController(self.run, self)
        self.closing.ready.connect(self.close_wanted)
        self._refresh()
        self._list_interrupted()
        self._list_models()
        job = context.lanes.training.submit(_preload, urgency=Urgency.IDLE)
        job.finished.connect(self.loaded)

    def _connect_actions(self) -> None:
        actions = self._actions
        actions.choose_folder.triggered.connect(self._choose_folder)
        actions.choose_file.triggered.connect(self._choose_file)
        actions.start.triggered.connect(self.start)
        actions.pause.triggered.connect(self.run.pause)
        actions.resume.triggered.connect(self._resume)
        actions.stop.triggered.connect(self._ask_to_stop)
        actions.runs.triggered.connect(self.show_runs)

    def _connect_parts(self) -> None:
        self.run.changed.connect(self._follow)
        self.run.failed.connect(self._context.messages.report)
        self.setup.changed.connect(self._refresh)
        self.banner.resume_wanted.connect(self._resume_interrupted)
        self.banner.discard_wanted.connect(self._ask_to_discard)
        self.run_page.again.clicked.connect(self.show_setup)
        self.run_page.report.again_wanted.connect(self.show_setup)
        self.runs_page.left.connect(self.show_setup)
        self.past.begin_wanted.connect(self._begin)
        self.past.opened.connect(self._show_past)
        self.past.changed.connect(self._list_interrupted)

    @Slot()
    def start(self) -> None:
        """Start the training that is set up."""
        plan = self.setup.plan()
        if plan is None or self.run.active:
            return
        backend = self._backend
        try:
            made = plan.settings(
                models_dir=backend.models_dir, work_dir=backend.work_dir, now=self._now()
            )
        except UserError as error:
            context = self.tr("The training cannot start.")
            self._context.messages.report(error, context=context)
            return
        self._begin(made)

    def take_dropped(self, taken: DroppedData) -> None:
        """Photos go on the face wall; anything else is labelled faces to train on."""
        if self.own.wants(taken):
            self.own.take(taken)
        elif self.run.active:  # not a word of stopping it: this may be a slip of the mouse
            told = self.tr(
                "A training is running. Only photos can be dropped here meanwhile: they go on the "
                "face wall."
            )
            self._context.messages.say(told)
        elif taken.paths:
            self.take(taken.paths[0])

    def set_hovered(self, hovered: bool) -> None:
        """Show where what is held over the tab would go."""
        self.setup.data.set_hovered(hovered)
        self.run_page.wall.own.set_hovered(hovered)

    def take(self, path: Path) -> None:
        """Use labelled faces that were dropped."""
        if self.run.active:
            told = self.tr("A training is running. Stop it before you choose other faces.")
            self._context.messages.say(told)
            return
        self.show_setup()
        self.setup.take(path)

    @Slot()
    def show_setup(self) -> None:
        """Back to the settings; what ran before is still there until the next start."""
        if not self.run.active:
            self.result.evaluation.cancel()
            self.pages.setCurrentWidget(self.setup)
            self._list_models()
            self._refresh()
            # What had the focus may be on the page of before.
            focused = QApplication.focusWidget()
            if focused is None or not focused.isVisible():
                self.setup.start_button.setFocus()

    @Slot()
    def show_runs(self) -> None:
        """Show the list of earlier runs."""
        if not self.run.active:
            self.result.evaluation.cancel()
            self.pages.setCurrentWidget(self.runs_page)
            self.runs_page.table.setFocus()
            self.past.list()
            self._refresh()

    @property
    def is_settling(self) -> bool:
        """Whether a run is about to be shown, or its result: in one of the next turns."""
        return self._past is not None or self._result_due

    @Slot(object)
    def _show_past(self, past: PastRun) -> None:
        """Show an earlier run on the page of the run, as if it had just ended."""
        if self.run.active or self.pages.currentWidget() is not self.runs_page:
            return
        self.result.clear()
        self.pages.setCurrentWidget(self.run_page)
        self.run_page.begin(fresh=True)
        # In a turn of its own: with the page it would hold up the window.
        self._past = past
        QTimer.singleShot(0, self, self._recall)

    @Slot()
    def _recall(self) -> None:
        past, self._past = self._past, None
        if past is None or self.run.active or self.pages.currentWidget() is not self.run_page:
            return
        recall(self.run, past)

    def may_close(self) -> bool:
        """Whether the window may close; if a run is going on, the user is asked instead."""
        return self.closing.may_close()

    def cancel(self) -> None:
        """Give up everything that is under way; a run can be resumed."""
        self.setup.cancel()
        self.result.evaluation.cancel()
        self.run.leave()

    @Slot(object)
    def _begin(self, settings: Sequence[TrainSettings]) -> None:
        if self.run.active:
            return
        self.setup.cancel()
        self.result.clear()
        self._context.messages.clear()
        self.pages.setCurrentWidget(self.run_page)
        self.run.start(settings)
        self.run_page.begin(fresh=True)
        started = self.tr("Training: {0} on {1}")
        place = place_title(settings[0].data)
        self._context.messages.say(started.format(titles(settings), place))

    @Slot()
    def _resume(self) -> None:
        if self.run.state == "paused":
            self.run.resume()
        elif self._resumable:
            self.result.clear()
            self._context.messages.clear()
            self.run.start_again()
            self.run_page.begin(fresh=False)

    @property
    def _resumable(self) -> bool:
        return self.run.state in ("failed", "idle") and bool(self.run.settings)

    @Slot(object)
    def _resume_interrupted(self, run: InterruptedRun) -> None:
        self._begin(run.settings)

    @Slot()
    def _ask_to_stop(self) -> None:
        """Stop, after a question if that gives up more than a minute of training."""
        costs = stopping_costs(self.run.tracker.status())
        if not costs:
            self.run.stop()
            return
        kept = self.tr(
            "AgeLens keeps the best model so far. You can continue the training later: it is "
            "listed under “Earlier runs”."
        )
        self._ask(
            title=self.tr("Stop this training?"),
            text=f"{costs} {kept}",
            agree=self.tr("Stop and keep the best so far"),
            refuse=self.tr("Keep training"),
            then=self.run.stop,
        )

    @Slot(object)
    def _ask_to_discard(self, run: InterruptedRun) -> None:
        done = run.epochs_done
        if done:
            deleted = self.tr("This deletes %Ln trained epochs, which cannot be undone.", "", done)
        else:
            deleted = self.tr("No epoch was finished. It cannot be resumed afterwards.")
        self._ask(
            title=self.tr("Discard the interrupted training?"),
            text=deleted,
            agree=self.tr("Discard"),
            refuse=self.tr("Cancel"),
            then=lambda: self._discard(run),
        )

    def _ask(
        self, *, title: str, text: str, agree: str, refuse: str, then: Callable[[], None]
    ) -> None:
        """Ask before something is lost; whoever presses Return or Escape loses nothing."""
        box = self.question = QMessageBox(self.window())
        box.setWindowTitle(title)
        box.setText(title)
        box.setInformativeText(text)
        box.setTextFormat(Qt.TextFormat.PlainText)
        yes = box.addButton(agree, QMessageBox.ButtonRole.DestructiveRole)
        no = box.addButton(refuse, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        yes.clicked.connect(then)
        box.finished.connect(self._forget_question)
        box.finished.connect(box.deleteLater)
        box.open()

    @Slot()
    def _forget_question(self) -> None:
        self.question = None

    def _discard(self, run: InterruptedRun) -> None:
        job = self._context.lanes.training.submit(lambda: self._backend.discard(run))
        job.failed.connect(self._context.messages.report)
        job.finished.connect(self._list_interrupted)

    @Slot()
    def _list_interrupted(self) -> None:
        job = self._context.lanes.training.submit(self._backend.interrupted_runs)
        job.succeeded.connect(self._offer_interrupted)
        job.failed.connect(self._context.messages.report)

    @Slot()
    def _list_models(self) -> None:
        job = self._context.lanes.training.submit(self._backend.start_models)
        job.succeeded.connect(self._offer_models)
        job.failed.connect(self._context.messages.report)

    @Slot(object)
    def _offer_models(self, models: Sequence[StartModel]) -> None:
        spec = self._context.session.spec
        self.setup.start.set_models(models, in_use=None if spec is None else spec.model_id)

    @Slot(object)
    def _offer_interrupted(self, runs: Sequence[InterruptedRun]) -> None:
        self.waiting = list(runs)
        self._refresh()

    @Slot()
    def _follow(self) -> None:
        """The run has come into another state."""
        self.run_page.header.note_focus()
        self._refresh()
        if self.run.active:
            self.run_page.header.follow_focus()
            return
        if self.question is not None:
            self.question.reject()  # it has ended by itself
        # The line below the window must not go on saying that it trains.
        self._context.messages.say(self.run_page.header.title.text())
        self._list_interrupted()
        if self.run.state == "done" and not self.closing.waiting:
            self._result_due = True
            QTimer.singleShot(0, self, self._show_result)  # a turn of its own: it takes a while
        else:
            self.run_page.lead_on()

    @Slot()
    def _show_result(self) -> None:
        self._result_due = False
        if self.run.state != "done" or self.pages.currentWidget() is not self.run_page:
            return
        self.result.show(self.run)
        self.run_page.show_result()
        self.run_page.lead_on()
        if not self.run.made:
            self.run_page.report.say(self.tr("The model that this run made has been deleted."))

    @Slot()
    def _choose_folder(self) -> None:
        self.show_setup()
        self.setup.data.ask_folder()

    @Slot()
    def _choose_file(self) -> None:
        self.show_setup()
        self.setup.data.ask_file()

    @Slot()
    def _refresh(self) -> None:
        """Bring the banner and the actions in line with what is going on."""
        setting_up = self.pages.currentWidget() is self.setup
        on_run = self.pages.currentWidget() is self.run_page
        offered = self.waiting[0] if self.waiting and setting_up and not self.run.active else None
        self.banner.offer(offered, more=len(self.waiting) - 1)
        self._actions.refresh(
            ready=setting_up and self.setup.plan() is not None,
            active=self.run.active,
            state=self.run.state,
            resumable=self._resumable and on_run,
            on_run=on_run,
        )


class ClosingDialog(QDialog):
    """Stop, close or keep training; ``rejected`` means to keep training."""

    stop_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("A training is running"))
        words = PlainLabel(
            self.tr(
                "Stopping saves the best model so far and then closes the window. You "
                "can also close it now: finished epochs are saved, and you can resume the "
                "training next time."
            ),
            self,
        )
        words.setWordWrap(True)
        self.stop = QPushButton(self.tr("Stop and keep the best so far"), self)
        self.leave = QPushButton(self.tr("Close now, resume later"), self)
        self.stay = QPushButton(self.tr("Keep training"), self)
        self.stay.setObjectName("primary")
        self.stay.setDefault(True)
        self.stop.clicked.connect(self.accept)
        self.stop.clicked.connect(self.stop_wanted)
        self.leave.clicked.connect(self.accept)
        self.leave.clicked.connect(self.leave_wanted)
        self.stay.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(10)
        column.addWidget(words)
        column.addSpacing(4)
        for button in (self.stop, self.leave, self.stay):
            column.addWidget(button)
        self.setMinimumWidth(420)
        self.stay.setFocus()


class CloseController(QObject):
    """Asks before a window with a running training is closed; ``ready`` when it may close."""

    ready = Signal()

    def __init__(self, run: TrainingRun, window_of: QWidget) -> None:
        super().__init__(window_of)
        self._run, self._widget = run, window_of
        self.question: ClosingDialog | None = None
        self.waiting = False
        run.changed.connect(self._follow)

    def may_close(self) -> bool:
        """Whether the window may close; if a run is going on, the user is asked instead."""
        if not self._run.active:
            return True
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication) and app.isSavingSession():
            self._run.leave()  # the computer is being shut down: nobody is there to answer
            return True
        if self.question is None:
            self._ask()
        return False

    def _ask(self) -> None:
        question = self.question = ClosingDialog(self._widget.window())
        question.stop_wanted.connect(self._stop)
        question.leave_wanted.connect(self._leave)
        question.finished.connect(self._forget)
        question.open()

    @Slot()
    def _forget(self) -> None:
        if self.question is not None:
            self.question.deleteLater()
            self.question = None

    @Slot()
    def _stop(self) -> None:
        self.waiting = True
        self._run.stop()

    @Slot()
    def _leave(self) -> None:
        self._run.leave()
        self.ready.emit()

    @Slot()
    def _follow(self) -> None:
        if self._run.active:
            return
        if self.question is not None:
            self.question.reject()  # there is nothing to ask any more
        if self.waiting:
            self.waiting = False
            # After a failure the window stays: what went wrong must be read.
            if self._run.state == "done":
                self.ready.emit()

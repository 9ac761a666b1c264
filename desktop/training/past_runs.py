"""What is done with earlier runs: listed, opened, played against, continued and deleted."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QMessageBox

from desktop.context import AppContext
from desktop.i18n.text import plural
from desktop.training.backend import PastRun, TrainingBackend
from desktop.training.class_round import ClassRoundDialog, round_against
from desktop.training.run import Made, TrainingRun
from desktop.training.runs_page import RunsPage, size_text
from desktop.widgets.dialogs import show
from training.runs import KeptRun
from training.settings import TrainSettings


class RunsController(QObject):
    """Connects the page of earlier runs with what is on disk.

    ``begin_wanted`` carries the settings of a run to begin now, ``opened`` an earlier run to be
    shown, ``changed`` comes when some were deleted.
    """

    begin_wanted = Signal(object)
    opened = Signal(object)
    changed = Signal()

    def __init__(
        self,
        context: AppContext,
        backend: TrainingBackend,
        page: RunsPage,
        *,
        now: Callable[[], datetime.datetime],
    ) -> None:
        super().__init__(page)
        self._context, self._backend, self._page, self._now = context, backend, page, now
        self._runs: dict[str, KeptRun] = {}
        self.question: QMessageBox | None = None
        self.class_round: ClassRoundDialog | None = None
        self._played = ""
        self._rivals: set[str] = set()
        page.open_wanted.connect(self._open)
        page.continue_wanted.connect(self._continue)
        page.more_wanted.connect(self._train_on)
        page.round_wanted.connect(self._play)
        page.delete_wanted.connect(self._ask_to_delete)
        context.session.models_changed.connect(self._check_round)

    @Slot()
    def list(self) -> None:
        """Show what is there now."""
        job = self._context.lanes.training.submit(self._backend.kept_runs)
        job.succeeded.connect(self._show)
        job.failed.connect(self._context.messages.report)

    @Slot(object)
    def _show(self, runs: Sequence[KeptRun]) -> None:
        self._runs = {run.name: run for run in runs}
        self._page.show_runs(runs)

    @Slot(str)
    def _open(self, name: str) -> None:
        run, open_run = self._runs[name], self._backend.open_run
        job = self._context.lanes.training.submit(lambda: open_run(run))
        job.succeeded.connect(self.opened)
        job.failed.connect(self._context.messages.report)

    @Slot(str)
    def _continue(self, name: str) -> None:
        now, continue_run = self._now(), self._backend.continue_run
        self._begin(lambda: continue_run(name, now))

    @Slot(str)
    def _play(self, name: str) -> None:
        """Open the round against a run's models: the one that was begun, or a new one."""
        dialog = self.class_round
        if dialog is not None and self._played == name and not dialog.is_done:
            dialog.open()
            return
        run, open_rivals = self._runs[name], self._backend.open_rivals
        job = self._context.lanes.training.submit(lambda: open_rivals(run))
        job.succeeded.connect(self._open_round)
        context = self.tr("The class cannot play against this run.")
        job.failed.connect(lambda error: self._context.messages.report(error, context=context))

    @Slot(object)
    def _open_round(self, past: PastRun) -> None:
        if not self._page.isVisible():
            return  # another page was opened meanwhile
        self.forget_round()
        self._played = past.run.name
        self.class_round = round_against(
            self._context,
            self._backend,
            made_by(past),
            settings=past.run.settings,
            known_only=True,
            parent=self._page.window(),
        )
        self._rivals = set(past.model_ids)
        self.class_round.open()

    @Slot()
    def _check_round(self) -> None:
        """Against a model that has been deleted there is no other round; one with a score ends."""
        if self._rivals - {spec.model_id for spec in self._context.session.models}:
            if self.class_round is not None and self.class_round.has_score:
                self.class_round.make_last()
            else:
                self.forget_round()

    def forget_round(self) -> None:
        """End the round that was begun."""
        if self.class_round is not None:
            self.class_round.reject()
            self.class_round.deleteLater()
            self.class_round = None
        self._rivals = set()

    @Slot(str)
    def _train_on(self, name: str) -> None:
        now, train_on = self._now(), self._backend.train_on
        self._begin(lambda: train_on(name, now))

    def _begin(self, settings: Callable[[], Sequence[TrainSettings]]) -> None:
        job = self._context.lanes.training.submit(settings)
        job.succeeded.connect(self.begin_wanted)
        job.failed.connect(self._context.messages.report)

    @Slot(object)
    def _ask_to_delete(self, names: Sequence[str]) -> None:
        """Say what goes, what stays and what is freed, and ask."""
        runs = [self._runs[name] for name in names]
        freed = size_text(sum(run.size_bytes for run in runs))
        told = [
            self.tr("This frees {0} and cannot be undone.").format(freed),
            self.tr("The models that these runs made and the prepared faces are kept."),
        ]
        if any(run.can_continue for run in runs):
            told.append(self.tr("What is not finished cannot be continued afterwards."))
        box = self.question = QMessageBox(self._page.window())
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Delete runs"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(plural("runs", "Delete %Ln runs?", len(runs)))
        box.setInformativeText(" ".join(told))
        yes = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        # Enter alone must not delete anything.
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        yes.clicked.connect(lambda: self._delete(tuple(names)))
        show(box)

    def _delete(self, names: tuple[str, ...]) -> None:
        if self._played in names:
            self.forget_round()
        delete_runs = self._backend.delete_runs
        job = self._context.lanes.training.submit(lambda: delete_runs(names))
        job.succeeded.connect(self._told)
        job.failed.connect(self._context.messages.report)
        job.finished.connect(self.list)
        job.finished.connect(self.changed)

    @Slot(object)
    def _told(self, freed: int) -> None:
        told = self.tr("The runs are deleted; {0} are free again.")
        self._context.messages.say(told.format(size_text(freed)))


def made_by(past: PastRun) -> list[Made]:
    """The models of an earlier run; those that are gone are left out."""
    record = past.run.record
    if record is None:
        return []
    seconds: dict[str, float] = {}
    for one in record.started:
        row = one.history[-1] if one.history else {}
        seconds[one.architecture] = seconds.get(one.architecture, 0.0) + row.get("seconds", 0.0)
    return [
        Made(record.finished(model), seconds.get(model.architecture, 0.0))
        for model in record.models
        if model.model_id in past.model_ids
    ]


def recall(run: TrainingRun, past: PastRun) -> None:
    """Show an earlier run as it stood when it ended; models that are gone are left out."""
    if past.run.record is None:
        return
    ended = past.run.state in ("stopped", "finished")
    run.recall(
        past.run.settings,
        made=made_by(past),
        events=past.events,
        state="done" if ended else "failed",
        stopped=past.run.state == "stopped",
    )

"""What the Training tab needs from outside, as functions that a test can replace.

Nothing heavy is imported before it is called, and Keras never: that lives in the child process.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop import paths
from desktop.jobs import ProgressReporter
from engine.errors import DataError
from training.run_evaluation import (
    EvaluatedModels,
    EvaluationRequest,
    Place,
    RoundRequest,
    RunPlaces,
    draw_run_round,
    evaluate_run,
)

if TYPE_CHECKING:
    from training.class_round import ClassRound
    from training.dataset.check import Findings
    from training.dataset.sources import DataSource
    from training.events import Event
    from training.interrupted_runs import InterruptedRun
    from training.own_faces import OwnFace
    from training.runs import KeptRun
    from training.settings import TrainSettings

_MOST_GROUPS = 30


class Process(Protocol):
    """A training run in a process of its own, as ``training.worker`` has it."""

    def events(self) -> Generator[Event | None, None, tuple[str, ...]]:
        """Run; yield what happens and return the ids of the stored models."""

    def pause(self) -> None:
        """Hold after the current step."""

    def resume(self) -> None:
        """Go on after a pause."""

    def stop(self) -> None:
        """Finish early and store the best so far."""

    def show(self, faces: Sequence[OwnFace]) -> None:
        """Have these faces guessed after each epoch, in place of the former ones."""

    def watch(self, face: int | None) -> None:
        """Have it told after each epoch what a face sets off inside, numbered as ``Insides``."""


@dataclass(frozen=True, slots=True, eq=False)
class DataCheckResult:
    """The result of checking labelled faces."""

    source: DataSource
    findings: Findings

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups that the data name, commonest first; not more than fit into a list."""
        from training.dataset.utkface import NO_GROUP

        named = Counter(one.group for one in self.source.samples if one.group != NO_GROUP)
        return tuple(str(name) for name, _ in named.most_common(_MOST_GROUPS))


@dataclass(frozen=True, slots=True, kw_only=True)
class StartModel:
    """An installed model that a training may start from."""

    model_id: str
    architecture: str
    folder: Path


@dataclass(frozen=True, slots=True, eq=False)
class PastRun:
    """A run that has ended: its course, and those of its models that are still installed."""

    run: KeptRun
    events: Sequence[Event]
    model_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingBackend:
    """Everything behind the tab; all but ``open_process`` and ``open_url`` run in the lane."""

    models_dir: Path
    work_dir: Path
    open_process: Callable[[Sequence[TrainSettings]], Process]
    interrupted_runs: Callable[[], Sequence[InterruptedRun]]
    discard: Callable[[InterruptedRun], None]
    start_models: Callable[[], Sequence[StartModel]]
    is_corrections: Callable[[Place], bool]
    check_data: Callable[[Place, ProgressReporter], DataCheckResult]
    evaluate: Callable[[EvaluationRequest, ProgressReporter], EvaluatedModels]
    kept_runs: Callable[[], Sequence[KeptRun]]
    open_run: Callable[[KeptRun], PastRun]
    open_rivals: Callable[[KeptRun], PastRun]
    delete_runs: Callable[[Sequence[str]], int]
    continue_run: Callable[[str, datetime.datetime], Sequence[TrainSettings]]
    train_on: Callable[[str, datetime.datetime], Sequence[TrainSettings]]
    draw_round: Callable[[RoundRequest, ProgressReporter], ClassRound]
    open_url: Callable[[QUrl], bool]


def training_backend(
    *, models_dir: Path | None = None, work_dir: Path | None = None
) -> TrainingBackend:
    """The real ones, in the user's own folders unless others are named."""
    models = models_dir or paths.user_models_dir()
    work = work_dir or paths.training_dir()
    places = RunPlaces(models, work, tried=paths.tried_models_file())
    return TrainingBackend(
        models_dir=models,
        work_dir=work,
        open_process=_open_process,
        interrupted_runs=lambda: _interrupted_runs(work),
        discard=_discard,
        start_models=lambda: _start_models(models),
        is_corrections=_is_corrections,
        check_data=lambda place, report: _check_data(place, report, work_dir=work),
        evaluate=lambda order, report: _judged_apart(evaluate_run, order, report, places),
        kept_runs=lambda: kept_runs_in(work),
        open_run=open_run,
        open_rivals=open_rivals,
        delete_runs=lambda names: delete_runs_in(work, names),
        continue_run=lambda name, now: continue_run_in(work, name, now),
        train_on=lambda name, now: train_on_in(work, name, now),
        draw_round=lambda order, report: _judged_apart(draw_run_round, order, report, places),
        open_url=QDesktopServices.openUrl,
    )


def _open_process(settings: Sequence[TrainSettings]) -> Process:
    from training.worker import TrainingProcess

    return TrainingProcess(settings)


def _interrupted_runs(work_dir: Path) -> Sequence[InterruptedRun]:
    from training.interrupted_runs import unfinished_runs

    return unfinished_runs(work_dir)


def _discard(run: InterruptedRun) -> None:
    from training.interrupted_runs import discard

    discard(run)


def kept_runs_in(work_dir: Path) -> Sequence[KeptRun]:
    """The runs of a work folder, newest first."""
    from training.runs import kept_runs

    return kept_runs(work_dir)


def open_run(run: KeptRun) -> PastRun:
    """Read the course of a run, and look for its models."""
    from engine.store import SPEC_NAME

    made = () if run.record is None else run.record.models
    models_dir = run.settings[0].models_dir if run.settings else Path()
    there = [one.model_id for one in made if (models_dir / one.model_id / SPEC_NAME).is_file()]
    return PastRun(run, run.events(), tuple(there))


def open_rivals(run: KeptRun) -> PastRun:
    """A run that a class may play against.

    Raises ``DataError`` if its models or its faces are gone.
    """
    from training.settings import DRAWN

    past = open_run(run)
    if not past.model_ids:
        raise DataError(
            "The models of this run have been deleted, so there is nobody to play against.",
            received=run.name,
        )
    place = run.settings[0].data
    if place != DRAWN and not Path(place).exists():
        raise DataError(
            "The faces of this run are no longer where they were, so a class cannot guess them.",
            received=place,
        )
    return past


def delete_runs_in(work_dir: Path, names: Sequence[str]) -> int:
    """Delete runs; returns how many bytes are free again."""
    from training.runs import delete_run

    return sum(delete_run(work_dir, name).size_bytes for name in names)


def continue_run_in(work_dir: Path, name: str, now: datetime.datetime) -> Sequence[TrainSettings]:
    """Settings that continue a run."""
    from training.runs import continued

    return continued(work_dir, name, now=now)


def train_on_in(work_dir: Path, name: str, now: datetime.datetime) -> Sequence[TrainSettings]:
    """Settings that train the model of a run a few epochs longer."""
    from training.runs import trained_on

    return trained_on(work_dir, name, now=now)


def _start_models(models_dir: Path) -> Sequence[StartModel]:
    from engine.store import ModelStore, shipped_models_dir

    return [
        StartModel(model_id=spec.model_id, architecture=spec.architecture, folder=folder)
        for folder, spec in ModelStore([models_dir, shipped_models_dir()]).located()
    ]


def _is_corrections(place: Place) -> bool:
    from training.dataset.sources import is_own_table

    return is_own_table(place)


def _check_data(place: Place, report: ProgressReporter, *, work_dir: Path) -> DataCheckResult:
    from training.dataset.check import check
    from training.dataset.sources import open_source

    source = open_source(place, work_dir=work_dir, progress=report)
    findings = check(source, progress=report.note, cancelled=lambda: report.cancelled)
    report.check()
    return DataCheckResult(source, findings)


_Order = TypeVar("_Order")
_Answer = TypeVar("_Answer")


def _judged_apart(
    judge: Callable[[_Order, RunPlaces, Callable[[int, int], None]], _Answer],
    order: _Order,
    report: ProgressReporter,
    places: RunPlaces,
) -> _Answer:
    """What the models say, asked in a process of its own: loading them would hold up the window."""
    from training.apart import in_child

    return in_child(partial(judge, order, places), report)

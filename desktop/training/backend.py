"""What the Training tab needs from outside, as functions that a test can replace.

Nothing heavy is imported before it is called, and Keras never: that lives in the child process.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop import paths
from desktop.jobs import ProgressReporter

if TYPE_CHECKING:
    from training.class_round import ClassRound
    from training.dataset.check import Findings
    from training.dataset.sources import DataSource
    from training.evaluation import EvaluationResult
    from training.events import Event
    from training.interrupted_runs import InterruptedRun
    from training.own_faces import OwnFace
    from training.settings import TrainSettings

Place = Path | str
"""Where labelled faces are: a folder, an archive, a table, or the word ``drawn``."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class StartModel:
    """An installed model that a training may start from."""

    model_id: str
    architecture: str
    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationRequest:
    """Which models to evaluate on the test faces of which data.

    ``limit`` is the number of faces that they were given of these data; ``beside`` the folder of
    the model that they were fine-tuned from, to be compared with; ``out`` receives the report's
    files.
    """

    place: Place
    limit: int | None
    model_ids: tuple[str, ...]
    out: Path
    beside: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRequest:
    """Which faces a class is to guess against which models; ``limit`` as for an evaluation."""

    place: Place
    limit: int | None
    model_ids: tuple[str, ...]
    count: int
    seed: int


@dataclass(frozen=True, slots=True, eq=False)
class EvaluatedModels:
    """An evaluation, its report as a file, and whether the faces are the drawn ones."""

    result: EvaluationResult
    page: Path
    drawn: bool


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
    draw_round: Callable[[RoundRequest, ProgressReporter], ClassRound]
    open_url: Callable[[QUrl], bool]


def training_backend(
    *, models_dir: Path | None = None, work_dir: Path | None = None
) -> TrainingBackend:
    """The real ones, in the user's own folders unless others are named."""
    models = models_dir or paths.user_models_dir()
    work = work_dir or paths.training_dir()
    return TrainingBackend(
        models_dir=models,
        work_dir=work,
        open_process=_open_process,
        interrupted_runs=lambda: _interrupted_runs(work),
        discard=_discard,
        start_models=lambda: _start_models(models),
        is_corrections=_is_corrections,
        check_data=lambda place, report: _check_data(place, report, work_dir=work),
        evaluate=lambda order, report: _evaluate(order, report, models_dir=models, work_dir=work),
        draw_round=lambda order, report: _draw_round(
            order, report, models_dir=models, work_dir=work
        ),
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


def _evaluate(
    order: EvaluationRequest, report: ProgressReporter, *, models_dir: Path, work_dir: Path
) -> EvaluatedModels:
    from engine.report import write_report
    from training.dataset.sources import open_source
    from training.dataset.utkface import limited
    from training.evaluation import evaluate_models
    from training.lineage import is_model

    source = open_source(order.place, work_dir=work_dir, progress=report)
    folders, ids = [models_dir], order.model_ids
    if order.beside is not None and is_model(order.beside):
        folders, ids = [models_dir, order.beside.parent], (*ids, order.beside.name)
    result = evaluate_models(
        limited(source.samples, order.limit),
        data_name=source.title,
        model_ids=ids,
        store=paths.store_of(folders),
        work_dir=work_dir,
        say=lambda _: None,
        prepared=report,
        progress=lambda _, done, total: report(done, total),
    )
    # The pictures stay on this computer, beside the data that they come from.
    page, _ = write_report(result.report, order.out, chips=result.chips)
    return EvaluatedModels(result, page, drawn=source.kind == "drawn")


def _draw_round(
    order: RoundRequest, report: ProgressReporter, *, models_dir: Path, work_dir: Path
) -> ClassRound:
    from training.dataset.cache import open_cache
    from training.dataset.sources import open_source
    from training.dataset.utkface import limited
    from training.round_faces import draw_round

    source = open_source(order.place, work_dir=work_dir, progress=report)
    samples = limited(source.samples, order.limit)
    store = paths.store_of([models_dir])
    specs = [store.open(model_id)[1] for model_id in order.model_ids]
    caches = [
        open_cache(
            samples,
            folder=work_dir / "cache",
            size_px=spec.input_px,
            alignment=spec.alignment,
            progress=report,
        )
        for spec in specs
    ]
    return draw_round(
        caches,
        samples=samples,
        model_ids=order.model_ids,
        store=store,
        count=order.count,
        seed=order.seed,
    )

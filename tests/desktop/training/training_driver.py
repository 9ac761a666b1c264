"""A training without a trainer: a process that says what a test tells it to, and made-up faces."""

from __future__ import annotations

import queue
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QUrl

from desktop.jobs import ProgressReporter
from desktop.training.backend import (
    DataCheckResult,
    StartModel,
    TrainingBackend,
    continue_run_in,
    delete_runs_in,
    kept_runs_in,
    open_rivals,
    open_run,
    train_on_in,
)
from engine.errors import DataError
from engine.report import write_report
from training.class_round import ClassRound, RoundFace
from training.dataset.check import check
from training.dataset.drawn import draw_face
from training.dataset.sources import is_own_table, open_source
from training.events import (
    BatchDone,
    EpochDone,
    Event,
    Exporting,
    Finished,
    Preparing,
    Started,
    WallFaces,
    WallGuesses,
)
from training.own_faces import OwnFace
from training.run_evaluation import EvaluatedModels, EvaluationRequest, Place, RoundRequest
from training.settings import TrainSettings
from training.thinning import parted

NETWORKS = {"combined": ("model",), "separate": ("age", "gender")}
STEPS, FACES = 20, (640, 80, 80)


class ScriptedProcess:
    """Yields what the test puts in; remembers what it was told to do."""

    def __init__(self, settings: Sequence[TrainSettings]) -> None:
        self.settings = tuple(settings)
        self.commands: list[str] = []
        self.shown: list[tuple[OwnFace, ...]] = []
        self.watched: list[int | None] = []
        self.closed = False
        self._said: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def say(self, *events: Event) -> None:
        for event in events:
            self._said.put(event)

    def fail(self, error: Exception) -> None:
        self._said.put(error)

    def finish(self) -> None:
        """Store a model for each architecture, and end."""
        for one in self.settings:
            self.say(Exporting(one.variant), finished(one))
        self._said.put(tuple(one.model_id for one in self.settings))

    def events(self) -> Generator[Event | None, None, tuple[str, ...]]:
        try:
            while True:
                try:
                    value = self._said.get(timeout=0.01)
                except queue.Empty:
                    yield None
                    continue
                if isinstance(value, Exception):
                    raise value
                if isinstance(value, tuple):
                    return value
                yield value
        finally:
            self.closed = True

    def pause(self) -> None:
        self.commands.append("pause")

    def resume(self) -> None:
        self.commands.append("resume")

    def stop(self) -> None:
        self.commands.append("stop")

    def show(self, faces: Sequence[OwnFace]) -> None:
        self.shown.append(tuple(faces))

    def watch(self, face: int | None) -> None:
        self.watched.append(face)


@dataclass
class Stage:
    """All stand-ins behind the Training tab, and what they were asked."""

    folder: Path
    processes: list[ScriptedProcess] = field(default_factory=list)
    waiting: list[Any] = field(default_factory=list)
    discarded: list[Any] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    orders: list[EvaluationRequest] = field(default_factory=list)
    rounds: list[RoundRequest] = field(default_factory=list)
    round_error: Exception | None = None
    models: list[StartModel] = field(default_factory=list)
    evaluation_error: Exception | None = None

    def backend(self) -> TrainingBackend:
        return TrainingBackend(
            models_dir=self.folder / "models",
            work_dir=self.folder / "work",
            open_process=self._open,
            interrupted_runs=lambda: list(self.waiting),
            discard=self._discard,
            start_models=lambda: list(self.models),
            is_corrections=is_own_table,
            check_data=self._look,
            evaluate=self._judge,
            kept_runs=lambda: kept_runs_in(self.folder / "work"),
            open_run=open_run,
            open_rivals=open_rivals,
            delete_runs=lambda names: delete_runs_in(self.folder / "work", names),
            continue_run=lambda name, now: continue_run_in(self.folder / "work", name, now),
            train_on=lambda name, now: train_on_in(self.folder / "work", name, now),
            draw_round=self._draw_round,
            open_url=self._open_url,
        )

    @property
    def process(self) -> ScriptedProcess:
        return self.processes[-1]

    def _open(self, settings: Sequence[TrainSettings]) -> ScriptedProcess:
        self.processes.append(ScriptedProcess(settings))
        return self.processes[-1]

    def _discard(self, run: object) -> None:
        self.discarded.append(run)
        self.waiting.remove(run)

    def _look(self, place: Place, report: ProgressReporter) -> DataCheckResult:
        if place == "drawn":
            raise DataError("Drawing thousands of faces is not for quick tests. Received: drawn")
        source = open_source(place, work_dir=self.folder / "work", progress=report)
        return DataCheckResult(source, check(source, progress=report.note))

    def _judge(self, order: EvaluationRequest, report: ProgressReporter) -> EvaluatedModels:
        from tests.desktop.training.training_verdicts import (
            made_up_evaluation,  # which imports this module
        )

        self.orders.append(order)
        if self.evaluation_error is not None:
            raise self.evaluation_error
        result = made_up_evaluation(order.model_ids)
        page, _ = write_report(result.report, order.out, chips=result.chips)
        return EvaluatedModels(result, page, drawn=True)

    def _draw_round(self, order: RoundRequest, report: ProgressReporter) -> ClassRound:
        """Faces of 10, 20, … years; every model says five years too much, the second ten."""
        self.rounds.append(order)
        if self.round_error is not None:
            raise self.round_error
        return ClassRound(
            order.model_ids,
            tuple(
                RoundFace(
                    chip,
                    10.0 * (1 + number % 8),
                    0.0,
                    tuple(
                        10.0 * (1 + number % 8) + 5.0 * (1 + place)
                        for place in range(len(order.model_ids))
                    ),
                )
                for number, chip in enumerate(faces(order.count, side_px=64))
            ),
        )

    def _open_url(self, url: QUrl) -> bool:
        self.opened.append(url.toString())
        return True


RUN_FIGURES = {"test_faces": 80.0, "test_age_mae_years": 6.04, "test_gender_accuracy": 0.9125}


def finished(settings: TrainSettings) -> Finished:
    model_id = settings.model_id or settings.variant
    folder = settings.models_dir / model_id
    return Finished(settings.variant, model_id, folder, dict(RUN_FIGURES))


def started(
    architecture: str = "combined", network: str = "model", *, epochs: int = 6, done: int = 0
) -> Started:
    history = tuple({"epoch": float(n), "seconds": 10.0 * n} for n in range(1, done + 1))
    train, validation, test = FACES
    return Started(
        architecture, network, train, validation, test, epochs, done, STEPS, history=history
    )


def figures(network: str, progress: float, *, validation: bool = False) -> dict[str, float]:
    """Metrics that get better as ``progress`` goes from 0 to 1."""
    prefix = "val_" if validation else ""
    better = 1 - 0.7 * progress
    found = {f"{prefix}loss": 1.2 * better}
    if network in ("model", "age"):
        found[f"{prefix}age_mae_years"] = 18.0 * better
    if network in ("model", "gender"):
        found[f"{prefix}gender_accuracy"] = 0.5 + 0.45 * progress
    return found


def batches(
    architecture: str, network: str, *, epoch: int, epochs: int, upto: int = STEPS
) -> list[BatchDone]:
    return [
        BatchDone(
            architecture,
            network,
            epoch,
            step,
            412.0,
            figures(network, (epoch - 1 + step / STEPS) / epochs),
        )
        for step in range(1, upto + 1)
    ]


def epoch_done(
    architecture: str, network: str, *, epoch: int, epochs: int, seconds: float = 0.0
) -> EpochDone:
    progress = epoch / epochs
    both = figures(network, progress) | figures(network, 0.92 * progress, validation=True)
    return EpochDone(architecture, network, epoch, seconds or 10.0 * epoch, both, is_best=True)


def wall_faces(count: int = 12) -> WallFaces:
    ages = np.linspace(4, 84, count).astype(np.float32)
    genders = (np.arange(count) % 2).astype(np.float32)
    return WallFaces(faces(count), ages, genders)


def faces(count: int, *, side_px: int = 96) -> Any:
    return np.stack(
        [
            draw_face(
                4 + 80 * number / max(count - 1, 1),
                number % 2,
                rng=np.random.default_rng(number),
                size_px=side_px,
            )
            for number in range(count)
        ]
    )


def wall_guesses(architecture: str, network: str, *, epoch: int, epochs: int) -> WallGuesses:
    truth = np.linspace(4, 84, 12)
    share = 0.85 * epoch / epochs
    ages = 35 + share * (truth - 35)
    scores = np.where(np.arange(12) % 2 == 1, 0.5 + 0.48 * share, 0.5 - 0.48 * share)
    return WallGuesses(
        architecture,
        network,
        epoch,
        ages if network in ("model", "age") else None,
        scores if network in ("model", "gender") else None,
    )


def whole_run(architectures: Sequence[str], *, epochs: int = 6, upto: int = 6) -> list[Event]:
    """What a run says up to an epoch, networks in turns."""
    networks = [(name, network) for name in architectures for network in NETWORKS[parted(name)[0]]]
    events: list[Event] = [Preparing(100, 800), Preparing(800, 800), wall_faces()]
    for pair in networks:
        events += [started(*pair, epochs=epochs), wall_guesses(*pair, epoch=0, epochs=epochs)]
    for epoch in range(1, upto + 1):
        for pair in networks:
            events += batches(*pair, epoch=epoch, epochs=epochs)
            events.append(epoch_done(*pair, epoch=epoch, epochs=epochs))
            events.append(wall_guesses(*pair, epoch=epoch, epochs=epochs))
    return events

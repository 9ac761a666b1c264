"""``agelens train`` and ``agelens evaluate``: a run in a terminal, told line by line."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.evaluation import Metrics, evaluate
from engine.files import write_atomically
from engine.predictor import Predictor
from engine.results import Estimate
from engine.spec import ModelSpec
from engine.store import ModelStore
from training.dataset.cache import ChipCache, open_cache
from training.dataset.split import split_by_group
from training.dataset.twins import twin_groups
from training.dataset.utkface import read_utkface
from training.events import BatchDone, EpochDone, Event, Exporting, Preparing, Started
from training.settings import TrainSettings

Say = Callable[[str], None]
_SECONDS_BETWEEN_LINES = 5.0


class Narrator:
    """Turns training events into lines for a terminal, steps at most every few seconds."""

    def __init__(self, say: Say, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._say, self._clock = say, clock
        self._last = float("-inf")
        self._steps = 1

    def __call__(self, event: Event) -> None:
        """Say what an event means."""
        if isinstance(event, BatchDone | Preparing):
            finished = isinstance(event, Preparing) and event.done == event.total
            if not finished and self._clock() - self._last < _SECONDS_BETWEEN_LINES:
                return
            self._last = self._clock()
        if isinstance(event, Started):
            self._steps = event.steps_per_epoch
        self._say(self._line(event))

    def _line(self, event: Event) -> str:
        if isinstance(event, Preparing):
            return f"preparing faces: {event.done} of {event.total}"
        if isinstance(event, Started):
            return (
                f"network {event.network}: {event.train_faces} faces to train on, "
                f"{event.validation_faces} to validate, {event.test_faces} to test; "
                f"epochs {event.epochs_done} of {event.epochs} done"
            )
        if isinstance(event, BatchDone):
            return (
                f"  epoch {event.epoch}, step {event.step} of {self._steps}, "
                f"{event.images_per_second:.0f} faces/s: {_figures(event.metrics)}"
            )
        if isinstance(event, EpochDone):
            best = ", best so far" if event.is_best else ""
            return f"epoch {event.epoch}: {_figures(event.metrics)}{best}"
        if isinstance(event, Exporting):
            return "converting the best weights"
        return f"model stored in {event.folder}: {_figures(event.metrics)}"


def run_train(settings: TrainSettings, *, say: Say) -> ModelSpec:
    """Train as the settings say; raises ``DataError`` with a sentence for a person.

    Imports Keras, which takes seconds.
    """
    from training.trainer.run import train

    return train(settings, listener=Narrator(say))


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One model on one folder of labelled faces.

    ``part`` says which faces: "test split" where the model was trained on this very folder, else
    "all faces". ``ms_one_face`` and ``ms_batch_face`` are inference times in milliseconds a face,
    alone and in batches of 32.
    """

    spec: ModelSpec
    part: str
    metrics: Metrics
    ms_one_face: float
    ms_batch_face: float


def run_evaluate(
    data: Path,
    *,
    model_ids: Sequence[str],
    store: ModelStore,
    out: Path,
    work_dir: Path,
    say: Say,
) -> list[Evaluation]:
    """Judge models on labelled faces and write ``report.json`` into the folder ``out``.

    A model meets none of the faces it was trained on, as long as the folder is unchanged since.
    Raises ``DataError``, ``ModelError`` or ``OutputError`` with a sentence for a person.
    """
    samples, problems = read_utkface(data)
    for problem in problems:
        say(f"left out {problem.name}: {problem.reason}")
    narrator = Narrator(say)
    results = []
    for model_id in model_ids:
        folder, spec = store.open(model_id)
        cache = open_cache(
            samples,
            folder=work_dir / "cache",
            size_px=spec.input_px,
            alignment=spec.alignment,
            progress=lambda done, total: narrator(Preparing(done, total)),
        )
        results.append(_evaluate(Predictor(folder, spec), cache))
        say(_summary(results[-1]))
    report = {result.spec.model_id: _as_dict(result) for result in results}
    text = json.dumps(report, indent=2, sort_keys=True) + "\n"
    write_atomically(out / "report.json", text.encode())
    return results


def held_out_rows(spec: ModelSpec, cache: ChipCache) -> tuple[NDArray[np.int64], str]:
    """Rows of a cache that a model did not train on, and what to call them."""
    if spec.training.get("data_sha256") != cache.fingerprint:
        return np.arange(len(cache.names)), "all faces"
    groups = twin_groups(cache.hashes)
    seed = int(spec.training["seed"])
    return split_by_group(cache.ages, cache.genders, groups, seed=seed).test, "test split"


def _evaluate(predictor: Predictor, cache: ChipCache) -> Evaluation:
    rows, part = held_out_rows(predictor.spec, cache)
    begun = time.perf_counter()
    estimates: list[Estimate] = []
    for start in range(0, len(rows), 32):
        estimates += predictor.predict(cache.chips[rows[start : start + 32]])
    batch = time.perf_counter() - begun
    alone = min(200, len(rows))
    begun = time.perf_counter()
    for row in rows[:alone]:
        predictor.predict(cache.chips[row : row + 1])
    one = time.perf_counter() - begun
    metrics = evaluate(cache.ages[rows], cache.genders[rows], estimates, groups=cache.groups[rows])
    return Evaluation(predictor.spec, part, metrics, 1000 * one / alone, 1000 * batch / len(rows))


def _as_dict(result: Evaluation) -> dict[str, object]:
    return {
        "part": result.part,
        "model_sha256": result.spec.sha256,
        "metrics": result.metrics.to_dict(),
        "training_seconds": sum(result.spec.training.get("seconds", {}).values()),
        "parameters": result.spec.training.get("parameters"),
        "ms_one_face": round(result.ms_one_face, 3),
        "ms_batch_face": round(result.ms_batch_face, 3),
    }


def _summary(result: Evaluation) -> str:
    metrics = result.metrics
    return (
        f"{result.spec.model_id} on {metrics.count} faces ({result.part}): "
        f"age error {metrics.age_mae_years:.2f} years, "
        f"gender {metrics.gender_accuracy:.1%} right, "
        f"{result.ms_one_face:.1f} ms a face alone, {result.ms_batch_face:.1f} ms in batches"
    )


def _figures(metrics: dict[str, float]) -> str:
    """Metrics in words, in their given order."""
    parts = []
    for name, value in metrics.items():
        words = name.replace("_", " ").replace(" years", "").replace("val ", "validation ")
        if name.endswith("accuracy"):
            parts.append(f"{words} {value:.1%}")
        elif name.endswith("years"):
            parts.append(f"{words} {value:.2f} years")
        else:
            parts.append(f"{words} {value:.3g}")
    return ", ".join(parts)

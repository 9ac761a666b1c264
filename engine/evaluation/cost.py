"""What a model costs: time to train and to answer, parameters, file size, memory."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine import __version__
from engine.evaluation.memory import BATCH, peak_memory_bytes
from engine.predictor import Predictor
from engine.spec import ModelSpec

Clock = Callable[[], float]
_ALONE_RUNS, _BATCH_RUNS = 60, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a model costs; times in milliseconds a face, alone and in batches of 32.

    ``parameters`` and ``training_seconds`` are ``None`` where the model does not say,
    ``peak_memory_bytes`` (a whole process that only predicts) where it cannot be measured.
    ``machine`` says where the times were measured; training took its time on the machine it ran on.
    """

    parameters: int | None
    file_bytes: int
    training_seconds: float | None
    ms_one_face: float
    ms_batch_face: float
    peak_memory_bytes: int | None
    machine: str


def measure_cost(folder: Path, predictor: Predictor, *, clock: Clock = time.perf_counter) -> Cost:
    """Measure the model that lies in ``folder`` and is loaded in ``predictor``; about 3 seconds.

    Times are the shortest of many runs after one to warm up, on made-up faces: what they show makes
    no difference to the time.
    """
    spec = predictor.spec
    return Cost(
        parameters=_parameters(spec),
        file_bytes=sum(spec.files[name].size for name in set(spec.networks.values())),
        training_seconds=_training_seconds(spec),
        ms_one_face=_milliseconds(predictor, faces=1, runs=_ALONE_RUNS, clock=clock),
        ms_batch_face=_milliseconds(predictor, faces=BATCH, runs=_BATCH_RUNS, clock=clock) / BATCH,
        peak_memory_bytes=peak_memory_bytes(folder),
        machine=machine(),
    )


def machine() -> str:
    """Which machine is running, in words: its kind, never its name or its owner's."""
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count() or 1} processor cores, "
        f"Python {platform.python_version()}, AgeLens {__version__}"
    )


def _milliseconds(predictor: Predictor, *, faces: int, runs: int, clock: Clock) -> float:
    """Shortest time of one call with so many faces, of many.

    Whatever else the machine does can only add to it (see Python's ``timeit``), so that two models
    measured one after the other stay comparable.
    """
    side = predictor.spec.input_px
    random = np.random.default_rng(0)
    chips = random.integers(0, 256, (faces, side, side, 3), dtype=np.uint8)
    predictor.predict(chips)
    times = []
    for _ in range(runs):
        begun = clock()
        predictor.predict(chips)
        times.append(clock() - begun)
    return 1000 * min(times)


def _parameters(spec: ModelSpec) -> int | None:
    value = spec.training.get("parameters")
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _training_seconds(spec: ModelSpec) -> float | None:
    """Time over all networks of the model; ``None`` where the model does not tell."""
    seconds = spec.training.get("seconds")
    if not isinstance(seconds, dict) or not seconds:
        return None
    values = [value for value in seconds.values() if isinstance(value, int | float)]
    return float(sum(values)) if len(values) == len(seconds) else None

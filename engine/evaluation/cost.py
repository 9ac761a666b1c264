"""What a model costs: time to train and to answer, parameters, file size, memory."""

from __future__ import annotations

import multiprocessing
import os
import platform
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from engine import __version__
from engine.errors import UserError
from engine.predictor import Predictor
from engine.spec import ModelSpec
from engine.store import verify

Clock = Callable[[], float]
BATCH = 32
_ALONE_RUNS, _BATCH_RUNS = 60, 8
_PATIENCE_SECONDS = 120.0


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


def peak_memory_bytes(folder: Path) -> int | None:
    """Peak resident memory in bytes of a fresh process that loads a model and predicts 32 faces.

    All of it: Python, the libraries and the model in ``folder``. ``None`` where it cannot be
    measured (Windows, or a process could not be started). Takes about a second.
    """
    if sys.platform == "win32":
        return None
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_measure, args=(folder, sender), daemon=True)
    child.start()
    sender.close()
    try:
        answer = receiver.recv() if receiver.poll(_PATIENCE_SECONDS) else None
    except EOFError:  # the child ended without an answer
        answer = None
    finally:
        receiver.close()
        if answer is None:
            child.kill()
        child.join()
        child.close()
    return answer


def _measure(folder: Path, sender: Connection) -> None:
    """What the child does: predict once, then say how large it ever was."""
    peak = None
    try:
        spec = verify(folder)
        chips = np.zeros((BATCH, spec.input_px, spec.input_px, 3), dtype=np.uint8)
        Predictor(folder, spec).predict(chips)
        peak = _own_peak_bytes()
    except UserError:
        pass  # whoever evaluates this model reports it: here it means "not measured"
    sender.send(peak)
    sender.close()


def _own_peak_bytes() -> int | None:
    """Peak resident memory of this process in bytes.

    On Linux ``ru_maxrss`` starts at the size of the process that forked this one, however small
    this one stays (``exec`` hands the mark on); ``VmHWM`` in ``/proc`` counts this program alone.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024

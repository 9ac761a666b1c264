"""How much memory predicting takes: measured in a fresh process that does nothing else."""

from __future__ import annotations

import multiprocessing
import sys
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from engine.errors import UserError

BATCH = 32
_PATIENCE_SECONDS = 120.0


def peak_memory_bytes(folder: Path) -> int | None:
    """Peak resident memory in bytes of a process that loads a model and judges 32 faces.

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
    from engine.predictor import Predictor
    from engine.store import verify

    peak = None
    try:
        spec = verify(folder)
        chips = np.zeros((BATCH, spec.input_px, spec.input_px, 3), dtype=np.uint8)
        Predictor(folder, spec).predict(chips)
        peak = _own_peak_bytes()
    except UserError:
        pass  # who judges this model tells it: here it means "not measured"
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

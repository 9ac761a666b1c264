"""What a killed run needs to go on: plain arrays and a JSON text, written atomically.

No pickle: loading a checkpoint cannot run code.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from engine.errors import DataError
from engine.files import replacing

Arrays = Sequence[NDArray[Any]]


@dataclass(slots=True)
class CheckpointState:
    """Where a network's training stands: finished epochs, seconds, best validation, history.

    ``began`` holds the validation figures of the weights it started from, none if it started from
    scratch; a ``best_epoch`` of 0 means these weights. ``identity`` names everything that must not
    change between sessions of one run.
    """

    identity: str
    epochs_done: int = 0
    seconds: float = 0.0
    best_loss: float = float("inf")
    best_epoch: int = 0
    history: list[dict[str, float]] = field(default_factory=list)
    began: dict[str, float] = field(default_factory=dict)


def save_arrays(path: Path, groups: dict[str, Arrays], *, text: str = "") -> None:
    """Write groups of arrays and a text into one ``.npz``, replacing it in one step."""
    arrays = {
        f"{name}/{index:04d}": array
        for name, group in groups.items()
        for index, array in enumerate(group)
    }
    arrays["text"] = np.frombuffer(text.encode(), dtype=np.uint8)
    with replacing(path) as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]


def load_arrays(path: Path) -> tuple[dict[str, list[NDArray[Any]]], str]:
    """Read what ``save_arrays`` wrote; raises ``DataError`` if the file is damaged."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            groups: dict[str, list[NDArray[Any]]] = {}
            for key in sorted(name for name in archive.files if name != "text"):
                groups.setdefault(key.partition("/")[0], []).append(archive[key])
            return groups, archive["text"].tobytes().decode()
    except (OSError, ValueError, KeyError, BadZipFile, EOFError) as error:
        raise DataError(
            "The saved training state is damaged: start without resuming.", received=path.name
        ) from error


def progress_text(progress: CheckpointState) -> str:
    """The progress as JSON."""
    return json.dumps(asdict(progress))


def progress_from(text: str, *, identity: str) -> CheckpointState:
    """Read progress; raises ``DataError`` if it belongs to another run."""
    try:
        progress = CheckpointState(**json.loads(text))
    except (ValueError, TypeError) as error:
        raise DataError("The saved training state is damaged.", received=error) from error
    if progress.identity != identity:
        raise DataError(
            "The saved training state belongs to other data or settings: start without resuming.",
            received=f"{progress.identity}, expected {identity}",
        )
    return progress


def history_csv(progress: Mapping[str, CheckpointState]) -> str:
    """All epochs of all networks as one table."""
    rows = [{"network": name, **row} for name, state in progress.items() for row in state.history]
    columns = list(dict.fromkeys(key for row in rows for key in row))
    lines = [",".join(columns)]
    lines += [",".join(str(row.get(column, "")) for column in columns) for row in rows]
    return "\n".join(lines) + "\n"


def weights_sha256(weights: Path) -> str:
    """Hash (hex) of a file of weights; raises ``DataError`` if it is not there."""
    try:
        return hashlib.sha256(weights.read_bytes()).hexdigest()
    except OSError as error:
        raise DataError(
            "There are no weights of an earlier training to start from.",
            received=f"{weights}, {error.strerror or error}",
        ) from error

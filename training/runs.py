"""What trainings leave in their work folder: listed with what it takes of the disk, and deleted.

A run's folder holds, for each network, the checkpoint to go on from, the best weights (to start
another training from) and the history. Its model lies elsewhere and needs none of it.
"""

from __future__ import annotations

import csv
import datetime
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.errors import DataError, ModelError, OutputError
from engine.files import read_ordinary
from engine.spec import ModelSpec
from training.interrupted_runs import discard, unfinished_runs
from training.lock import is_held

_BEST, _HISTORY, _TRAINED = "best.npz", "history.csv", "trained.json"
_LONGEST_NOTE = 4_000_000  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRun:
    """A run's folder: ``name``, when it was last at work, its size.

    ``epochs`` are the finished ones of each network, by its name; ``model_id`` names the model that
    it made, ``None`` where it has made none yet.
    """

    name: str
    folder: Path
    when: datetime.datetime
    epochs: dict[str, int]
    model_id: str | None
    size_bytes: int


def kept_runs(work_dir: Path) -> list[KeptRun]:
    """The runs of a work folder, finished or not, newest first."""
    found = [run for folder in _folders(work_dir) if (run := _read(folder)) is not None]
    return sorted(found, key=lambda run: run.when, reverse=True)


def delete_run(work_dir: Path, name: str) -> KeptRun:
    """Remove a run's folder, and the note to go on with it if it was interrupted.

    The model that it made and the prepared faces stay. Raises ``DataError`` if there is no such
    run or a training is going on there, and ``OutputError`` if not all of it could be removed.
    """
    if is_held(work_dir):
        raise DataError("A training is going on: wait for it to end before you delete runs.")
    found = next((run for run in kept_runs(work_dir) if run.name == name), None)
    if found is None:
        known = ", ".join(run.name for run in kept_runs(work_dir)) or "none"
        raise DataError("There is no such run; known: {known}.", received=name, known=known)
    for unfinished in unfinished_runs(work_dir):
        if name in unfinished.folders:
            discard(unfinished)
    try:
        if found.folder.exists():
            shutil.rmtree(found.folder)
    except OSError as error:
        raise OutputError(
            "The run could not be removed completely.",
            received=f"{found.folder}, {error.strerror or error}",
        ) from error
    return found


def _folders(work_dir: Path) -> Iterator[Path]:
    """Every folder that holds what a network has learned."""
    try:
        yield from sorted({path.parent.parent for path in work_dir.glob(f"*/*/{_BEST}")})
    except OSError:
        return  # not ours to read: nothing that could be listed


def _read(folder: Path) -> KeptRun | None:
    """What a folder holds; ``None`` if it vanishes meanwhile."""
    try:
        files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
        sizes = [path.stat() for path in files]
        networks = sorted(path.parent.name for path in folder.glob(f"*/{_BEST}"))
    except OSError:
        return None
    latest = max((one.st_mtime for one in sizes), default=0.0)
    return KeptRun(
        name=folder.name,
        folder=folder,
        when=datetime.datetime.fromtimestamp(latest, datetime.UTC),
        epochs={name: _epochs(folder / name / _HISTORY) for name in networks},
        model_id=_model_id(folder / _TRAINED),
        size_bytes=sum(one.st_size for one in sizes),
    )


def _epochs(history: Path) -> int:
    """Rows of a network's history; 0 for none that can be read."""
    try:
        text = read_ordinary(history, longest=_LONGEST_NOTE).decode("utf-8")
    except (OSError, ValueError):
        return 0
    return max(sum(1 for row in csv.reader(text.splitlines()) if row) - 1, 0)


def _model_id(note: Path) -> str | None:
    try:
        content = read_ordinary(note, longest=_LONGEST_NOTE).decode("utf-8")
        return ModelSpec.from_json(content).model_id
    except (OSError, ValueError, ModelError, RecursionError):
        return None

"""Two trainings never go on at once in one work folder, whoever started them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.errors import DataError
from engine.files import acquire_lock, is_locked

_LOCK = "training.lock"


@contextmanager
def only_one(work_dir: Path) -> Iterator[None]:
    """Hold the lock of a work folder; the system lets go of it whenever this process ends.

    Raises ``DataError`` if another training holds it or the folder cannot be written.
    """
    try:
        work_dir.mkdir(parents=True, exist_ok=True)
        held = acquire_lock(work_dir / _LOCK)
    except OSError as error:
        raise DataError(
            "The folder for training cannot be written: is the disk full or read-only?",
            received=f"{work_dir}, {error.strerror or error}",
        ) from error
    if held is None:
        raise DataError(
            "Another training is going on. Wait for it to end, or stop it.", received=work_dir.name
        )
    try:
        yield
    finally:
        held.release()


def is_held(work_dir: Path) -> bool:
    """Whether a training is going on in this work folder."""
    return is_locked(work_dir / _LOCK)

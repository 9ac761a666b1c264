"""Two trainings never go on at once in one work folder, whoever started them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.errors import DataError

_LOCK = "training.lock"


@contextmanager
def only_one(work_dir: Path) -> Iterator[None]:
    """Hold the lock of a work folder; the system lets go of it whenever this process ends.

    Raises ``DataError`` if another training holds it or the folder cannot be written.
    """
    try:
        work_dir.mkdir(parents=True, exist_ok=True)
        file = (work_dir / _LOCK).open("a+b")
    except OSError as error:
        raise DataError(
            "The folder for training cannot be written: is the disk full or read-only? "
            f"Received: {error}"
        ) from error
    with file:
        try:
            _lock(file.fileno())
        except OSError as error:
            raise DataError(
                "Another training is going on. Wait for it to end, or stop it. "
                f"Received: {work_dir.name}"
            ) from error
        yield


def is_held(work_dir: Path) -> bool:
    """Whether a training is going on in this work folder."""
    try:
        with (work_dir / _LOCK).open("r+b") as file:
            _lock(file.fileno())
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

"""Files that are either whole or not there."""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
from pathlib import Path
from typing import BinaryIO

from engine.errors import OutputError


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file in one step: readers see the old content or the new, never a part.

    Raises ``OutputError`` with a sentence if the place cannot be written.
    """
    scratch = path.with_name(f".agelens-{secrets.token_hex(6)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with scratch.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)
    except OSError as error:
        raise OutputError(
            "The file could not be written: is it open in another program, or the disk full or "
            f"read-only? Received: {path}, {error.strerror or error}"
        ) from error
    finally:
        with contextlib.suppress(OSError):  # gone already, or its folder never was one
            scratch.unlink()


class Lock:
    """A held lock; ``release`` it, or end the process, and the next one may have it."""

    def __init__(self, path: Path, file: BinaryIO, *, keep: bool) -> None:
        self._path, self._file, self._keep = path, file, keep

    def release(self) -> None:
        """Let go; may be called twice."""
        if self._file.closed:
            return
        if not self._keep:
            # Windows refuses to delete an open file: then it stays, and does no harm.
            with contextlib.suppress(OSError):
                self._path.unlink()
        self._file.close()


def take(path: Path, *, keep: bool = True) -> Lock | None:
    """The lock at ``path``, or ``None`` if somebody holds it.

    With ``keep=False`` the file is deleted on release. Raises ``OSError`` if it cannot be made.
    """
    while True:
        file = path.open("a+b")
        try:
            _lock(file.fileno())
        except OSError:
            file.close()
            return None
        if _is_at(path, file):
            return Lock(path, file, keep=keep)
        file.close()  # its former holder deleted it between our opening and our locking


def is_held(path: Path) -> bool:
    """Whether somebody holds the lock at ``path``."""
    try:
        with path.open("r+b") as file:
            _lock(file.fileno())
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _is_at(path: Path, file: BinaryIO) -> bool:
    try:
        there, here = path.stat(), os.fstat(file.fileno())
    except OSError:
        return False
    return (there.st_dev, there.st_ino) == (here.st_dev, here.st_ino)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

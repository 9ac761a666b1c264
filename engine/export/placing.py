"""Files put where nothing is overwritten, and where the same file is not put twice."""

from __future__ import annotations

import contextlib
import io
import os
import secrets
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import BinaryIO

from engine.errors import OutputError
from engine.export.writing import unwritable

_PIECE_BYTES = 4 * 2**20


def put(path: Path, content: bytes) -> tuple[Path, bool]:
    """Write a file under this name or the next free one.

    Returns which name that is, and false if the file was there already.
    """
    for candidate in _candidates(path):
        if candidate.exists():
            if _same(candidate, io.BytesIO(content), len(content)):
                return candidate, False
            continue
        with _new_file(candidate) as file:
            file.write(content)
        return candidate, True
    raise AssertionError("unreachable")


def copy(source: Path, path: Path) -> Generator[None, None, bool]:
    """Copy a file, piece by piece, under this name or the next free one; false if it was there."""
    try:
        size = source.stat().st_size
        for candidate in _candidates(path):
            if candidate.exists():
                with source.open("rb") as original:
                    if _same(candidate, original, size):
                        return False
                continue
            with source.open("rb") as original, _new_file(candidate) as file:
                while piece := original.read(_PIECE_BYTES):
                    file.write(piece)
                    yield
            return True
    except OSError as error:
        raise OutputError(
            f"This photo cannot be copied. Received: {source.name}, {error.strerror or error}"
        ) from error
    raise AssertionError("unreachable")


def _candidates(path: Path) -> Iterator[Path]:
    yield path
    number = 2
    while True:
        yield path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1


def _same(path: Path, content: BinaryIO, size: int) -> bool:
    """Whether a file holds this content."""
    try:
        if not path.is_file() or path.stat().st_size != size:
            return False
        with path.open("rb") as file:
            while piece := file.read(_PIECE_BYTES):
                if piece != content.read(len(piece)):
                    return False
    except OSError as error:
        raise unwritable(path, error) from error
    return True


@contextlib.contextmanager
def _new_file(path: Path) -> Iterator[BinaryIO]:
    """A file that appears whole under a name that nobody has, or not at all."""
    scratch = path.with_name(f".agelens-{secrets.token_hex(6)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with scratch.open("xb") as file:
            yield file
        _name(scratch, path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            scratch.unlink()


def _name(scratch: Path, path: Path) -> None:
    """Give a finished file its name; raises ``OSError`` rather than replace another one."""
    if os.name == "nt":
        scratch.rename(path)  # refuses to replace there
        return
    try:
        os.link(scratch, path)
    except FileExistsError:
        raise
    except OSError:  # a memory card knows no links: take the name first, then fill it
        path.open("xb").close()
        scratch.replace(path)

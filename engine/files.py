"""Files that are either whole or not there."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

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

"""What may be opened as a picture, and the sentence for a person where something may not be.

All pictures that are being decoded share one budget of memory. Each worker alone may need a
gigabyte for one picture; four at once may need more than there is, and the system then ends the
program. Here they wait for each other instead.
"""

from __future__ import annotations

import io
import os
import stat
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import PIL.Image
import pillow_heif
from PIL import ImageFile, JpegImagePlugin, PngImagePlugin

from engine.errors import ImageError
from engine.words import plural

_COMMON = frozenset({".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".png", ".apng", ".webp", ".gif"})
_RARER = frozenset({".avif", ".heic", ".heif", ".hif", ".tif", ".tiff", ".bmp", ".jp2", ".j2k"})
SUFFIXES: frozenset[str] = _COMMON | _RARER | {".ppm", ".pgm", ".pnm"}
"""Lower-case extensions that a folder scan takes for photos; reading looks at the content only."""

MAX_PIXELS: int = 250_000_000
"""Pictures that claim more are refused before decoding; the largest phones take 200 million."""

MAX_SIDE_PX: int = 200_000
"""Longest side of a picture in pixels: one pixel wide, millions high also fills the memory."""

MAX_FILE_BYTES: int = 2**30
"""Largest file that is opened, in bytes."""

NOT_THERE = "This file is not there, or not there any more."
"""Why a missing file is not read; a table's check tells it from one that was there, but spoilt."""

# Stored with a photo as plain text, so the limits stand in the sentences themselves.
_TOO_MANY_PIXELS = (
    "This picture is too large; AgeLens opens up to 250 million pixels, 200000 on a side."
)
_TOO_LONG = "This file is too large; AgeLens opens up to 1024 MB."
# Not EPS, which would start Ghostscript, nor formats recognised by next to nothing (TGA, DIB).
_FORMATS = ("PNG", "WEBP", "AVIF", "HEIF", "TIFF", "BMP", "GIF", "JPEG2000", "PPM")
_PILLOW_MODULES = r"PIL\."

pillow_heif.register_heif_opener()
# Pillow's own limit speaks through `warnings`, which cannot be caught for one thread alone before
# Python 3.14; `check_size` stands in for it, and nothing else in the program opens pictures.
PIL.Image.MAX_IMAGE_PIXELS = None
# Scanners and editors put colour profiles and XMP above Pillow's 1 MiB limit into sound PNGs.
PngImagePlugin.MAX_TEXT_CHUNK = 16 * 2**20


def hush_pillow() -> None:
    """Keep Pillow's remarks on odd metadata in sound files off the user's screen.

    One filter for Pillow's modules alone, put in front where it is not: unlike
    ``warnings.catch_warnings`` this saves and restores nothing, so that threads cannot disturb
    each other or anybody's own filters.
    """
    front = warnings.filters[0] if warnings.filters else None
    if front is None or getattr(front[3], "pattern", None) != _PILLOW_MODULES:
        warnings.filterwarnings("ignore", module=_PILLOW_MODULES)


@contextmanager
def opened(source: Path | bytes) -> Iterator[IO[bytes]]:
    """The content of an ordinary file of a sensible size, as a binary stream.

    Looks before it opens, as opening a pipe waits for ever. Raises ``ImageError``.
    """
    if isinstance(source, bytes):
        _check_length(len(source), source)
        yield io.BytesIO(source)
        return
    try:
        status = source.stat()
        if stat.S_ISDIR(status.st_mode):
            raise refusal("This is a folder, not a picture.", source)
        if not stat.S_ISREG(status.st_mode):
            raise refusal("This is a device or a pipe, not a picture file.", source)
        _check_length(status.st_size, source)
        stream = source.open("rb")
    except (OSError, ValueError) as error:
        raise not_given(error, source) from error
    with stream:
        yield stream


def identified(stream: IO[bytes]) -> ImageFile.ImageFile:
    """The picture in a stream, known by its content, not decoded yet; raises what Pillow raises."""
    start = stream.read(3)
    stream.seek(0)
    if start == b"\xff\xd8\xff":
        # The first picture of an MPO is a JPEG; read so, a damaged table of the others is no harm.
        return JpegImagePlugin.JpegImageFile(stream)
    return PIL.Image.open(stream, formats=_FORMATS)


def check_size(size: tuple[int, int], source: Path | bytes) -> None:
    """Raise ``ImageError`` for a picture (width, height in pixels) too small or too large."""
    width, height = size
    claimed = f"{width} x {height} pixels"
    if width < 1 or height < 1:
        raise refusal("This picture is empty.", source, claimed)
    if width * height > MAX_PIXELS or max(size) > MAX_SIDE_PX:
        raise refusal(_TOO_MANY_PIXELS, source, claimed)


def not_given(error: OSError | ValueError, source: Path | bytes) -> ImageError:
    """The error to raise for a file that the system does not let us read."""
    if isinstance(error, FileNotFoundError):
        return refusal(NOT_THERE, source)
    if isinstance(error, PermissionError):
        return refusal("You have no permission to read this file.", source)
    reason = getattr(error, "strerror", None) or error
    return refusal("This file could not be read ({reason}).", source, reason=reason)


def refusal(
    template: str, source: Path | bytes, detail: str = "", **arguments: object
) -> ImageError:
    """The error to raise: why, then what was received (name, bytes, detail)."""
    name, length = "picture data", None
    if isinstance(source, bytes):
        length = len(source)
    else:
        # Names need not be valid text; messages and tables must be.
        name = (source.name or str(source)).encode("utf-8", "replace").decode()
        try:
            status = source.stat()
            length = status.st_size if stat.S_ISREG(status.st_mode) else None
        except (OSError, ValueError):
            pass  # it has gone, which the sentence says
    size = "" if length is None else f"{length} {plural('byte', length)}"
    received = [name, size, detail]
    return ImageError(template, received=", ".join(filter(None, received)), **arguments)


def _check_length(length: int, source: Path | bytes) -> None:
    if length == 0:
        raise refusal("This file is empty.", source)
    if length > MAX_FILE_BYTES:
        raise refusal(_TOO_LONG, source)


_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # glibc's malloc.h
_LARGE_BLOCK = 8 * 2**20


def return_large_blocks() -> bool:
    """Have memory of 8 MB and more go back to the system as soon as it is freed, where glibc rules.

    By itself glibc keeps blocks of up to 32 MB, Pillow's among them, for each thread: four workers
    that took turns within the budget then held four pictures' memory all the same. Frames of a
    webcam are smaller, and stay as quick as before.
    """
    if sys.platform != "linux":
        return False
    import ctypes

    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):  # another C library
        return False
    # With the first set, glibc no longer moves the second along with it.
    return bool(
        mallopt(_M_MMAP_THRESHOLD, _LARGE_BLOCK) and mallopt(_M_TRIM_THRESHOLD, 2 * _LARGE_BLOCK)
    )


return_large_blocks()


def return_free_memory() -> bool:
    """Give back to the system what is free between blocks in use, where glibc rules.

    It keeps all of that for each thread, in case it is asked for again: 100 MB and more after a
    folder of photos. Takes some milliseconds; for when there is nothing else to do.
    """
    if sys.platform != "linux":
        return False
    import ctypes

    try:
        return bool(ctypes.CDLL(None).malloc_trim(0))
    except (AttributeError, OSError):  # another C library
        return False


_SHARE = 0.5  # of the computer's memory
_LEAST_BYTES = 2**29
_UNKNOWN_BYTES = 4 * 2**30
_CONTROL_GROUPS = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)


class MemoryBudget:
    """So many bytes, shared by threads: a large need waits until others have given theirs back."""

    def __init__(self, limit_bytes: int) -> None:
        self.limit_bytes = limit_bytes
        self._used = 0
        self._changed = threading.Condition()

    @contextmanager
    def held(self, count: int) -> Iterator[None]:
        """Take ``count`` bytes for the block, waiting for them.

        Raises ``MemoryError`` if there will never be so many.
        """
        if count > self.limit_bytes:
            raise MemoryError(f"{count} bytes of {self.limit_bytes}")
        with self._changed:
            self._changed.wait_for(lambda: self._used + count <= self.limit_bytes)
            self._used += count
        try:
            yield
        finally:
            with self._changed:
                self._used -= count
                self._changed.notify_all()


def memory_bytes() -> int:
    """The memory of this computer, or of the container that this process runs in, in bytes."""
    found = [_UNKNOWN_BYTES]
    with suppress(AttributeError, OSError, ValueError):
        found = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    if sys.platform == "win32":
        found = [_windows_memory_bytes()]
    for limit in _CONTROL_GROUPS:
        with suppress(OSError, ValueError):
            found.append(int(limit.read_text()))
    return min(found)


def _windows_memory_bytes() -> int:
    import ctypes

    class Status(ctypes.Structure):
        _fields_ = [
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            *((name, ctypes.c_ulonglong) for name in "abcdefg"),
        ]

    status = Status()
    status.length = ctypes.sizeof(status)
    if not ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):  # type: ignore[attr-defined]
        return _UNKNOWN_BYTES
    return int(status.a)


PICTURES = MemoryBudget(max(int(memory_bytes() * _SHARE), _LEAST_BYTES))
"""For pictures that are being decoded in this process."""

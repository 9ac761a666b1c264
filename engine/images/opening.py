"""What may be opened as a picture, and the sentence for a person where something may not be.

All pictures that are being decoded share one budget of memory. Each worker alone may need a
gigabyte for one picture; four at once may need more than there is, and the system then ends the
program. Here they wait for each other instead.

A TIFF may hold several pages, each a photo of its own. Wherever the program names a photo, by text
or by path, the first page has the name of its file and the others ``name.tif#2`` and so on
(``split_page``, ``page_name``); ``opened`` gives the stream of a file as if the page that was asked
for were its first.
"""

from __future__ import annotations

import functools
import hashlib
import io
import os
import re
import stat
import struct
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import PIL.Image
import pillow_heif
from PIL import ImageFile, JpegImagePlugin, PngImagePlugin

from engine.errors import ImageError
from engine.files import opened_ordinary
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
_NO_SUCH_PAGE = "This page is not in its file, or not there any more."
_LOST_PAGE = "This page cannot be found in its file, which is damaged or was cut off."
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

    Of a TIFF with several pages it begins with the page that a path names (``split_page``). Looks
    before it opens, as opening a pipe waits for ever. Raises ``ImageError``.
    """
    if isinstance(source, bytes):
        _check_length(len(source), source)
        yield _at_page(io.BytesIO(source), source, 1)
        return
    name, page = split_page(str(source))
    file = Path(name)
    try:
        status = file.stat()
        if stat.S_ISDIR(status.st_mode):
            raise refusal("This is a folder, not a picture.", source)
        if not stat.S_ISREG(status.st_mode):
            raise refusal("This is a device or a pipe, not a picture file.", source)
        _check_length(status.st_size, source)
        stream = file.open("rb")
    except (OSError, ValueError) as error:
        raise not_given(error, source) from error
    with stream:
        try:
            at_page = _at_page(stream, source, page)
        except OSError as error:
            raise not_given(error, source) from error
        yield at_page


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
            status = file_in(source).stat()
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


# Names of photos that are pages.

MAX_PAGES: int = 1000
"""The most pages of a file that are photos of their own; the others are counted."""

# Only files with these endings have pages by name, so that "b.jpg#2" stays the file that it is. A
# file that is really called "a.tif#2" is its own first page: "a.tif#2#1".
_PAGE = re.compile(
    r"(?P<file>.*[^/\\]\.tiff?(?:#[1-9][0-9]*)*)#(?P<page>[1-9][0-9]*)", re.IGNORECASE | re.DOTALL
)
_MOST_DIGITS = 9


def split_page(name: str) -> tuple[str, int]:
    """The file and the page, from 1, that a photo's name or path means; undoes ``page_name``."""
    found = _PAGE.fullmatch(name)
    if found is None or len(found["page"]) > _MOST_DIGITS:
        return name, 1
    return found["file"], int(found["page"])


def page_name(file: str, page: int) -> str:
    """The name of a page of a file whose name ends like that of a TIFF, or of any file's first.

    No two have the same one.
    """
    return file if page == 1 and split_page(file) == (file, 1) else f"{file}#{page}"


def may_have_pages(file: str) -> bool:
    """Whether the further pages of a file have names: it is called as TIFFs are."""
    return split_page(page_name(file, 2)) == (file, 2)


def file_in(path: Path) -> Path:
    """The file on the disk in which a photo lies."""
    file, _ = split_page(str(path))
    return Path(file)


# Pages in a file: TIFF 6.0, section 2, and the BigTIFF design.

_TIFF = {b"II*\0": ("<", 42), b"MM\0*": (">", 42), b"II+\0": ("<", 43)}  # Pillow: no "MM\0+"
_MOST_DIRECTORIES = 100_000  # a file of a gigabyte could hold millions, looked at in minutes
_ENTRIES_READ = 16  # they are sorted by tag, and what is looked for has the lowest
_NEW_SUBFILE_TYPE, _SUBFILE_TYPE = 254, 255
_REDUCED_OR_MASK, _OLD_REDUCED = 1 | 4, 2
_SHORT = 3  # two bytes; every other number of these tags has four


@dataclass(frozen=True, slots=True)
class _Layout:
    """How numbers stand in a TIFF: the byte order, and the sizes that BigTIFF doubles."""

    order: str
    big: bool

    @property
    def at(self) -> int:
        """Where the header says where the first directory is."""
        return 8 if self.big else 4

    @property
    def entry(self) -> struct.Struct:
        """An entry of a directory: tag, type, count and value."""
        return struct.Struct(f"{self.order}HHQ8s" if self.big else f"{self.order}HHI4s")

    @property
    def pointer(self) -> struct.Struct:
        """A place in the file."""
        return struct.Struct(f"{self.order}{'Q' if self.big else 'I'}")

    @property
    def length(self) -> struct.Struct:
        """How many entries a directory has."""
        return struct.Struct(f"{self.order}{'Q' if self.big else 'H'}")


@dataclass(frozen=True, slots=True)
class _Pages:
    """Where the directories of the first ``MAX_PAGES`` pages begin, and how many there are.

    ``first`` is the place that the header names; ``size`` the file's in bytes.
    """

    layout: _Layout
    first: int
    size: int
    offsets: tuple[int, ...]
    count: int


def _layout_of(stream: IO[bytes]) -> _Layout | None:
    """``None`` for what is no TIFF."""
    stream.seek(0)
    order, version = _TIFF.get(stream.read(4), ("", 0))
    return _Layout(order, version == 43) if version else None


def _read_at(stream: IO[bytes], place: int, form: struct.Struct) -> int | None:
    """A number in the file; ``None`` where it ends before."""
    stream.seek(place)
    found = stream.read(form.size)
    return int(form.unpack(found)[0]) if len(found) == form.size else None


def _pages_of(stream: IO[bytes], layout: _Layout) -> _Pages:
    """Follow the directories of a TIFF from one to the next.

    A place that leads out of the file stands for one page more, which cannot be read. Reduced
    copies and masks are no pages, unless there is nothing else.
    """
    size = stream.seek(0, os.SEEK_END)
    first = place = _read_at(stream, layout.at, layout.pointer) or 0
    seen: set[int] = set()
    offsets: list[int] = []
    count = 0
    while place and place not in seen and len(seen) < _MOST_DIRECTORIES:
        seen.add(place)
        following, is_page = _look_at(stream, layout, place, size)
        if is_page:
            count += 1
            offsets += [place] if count <= MAX_PAGES else []
        place = following
    stream.seek(0)
    return _Pages(layout, first, size, tuple(offsets) or (first,), count or 1)


def _look_at(stream: IO[bytes], layout: _Layout, place: int, size: int) -> tuple[int, bool]:
    """Where the next directory is (0: nowhere), and whether this one is a page."""
    length = _read_at(stream, place, layout.length) if place < size else None
    if length is None:
        return 0, True
    entry = layout.entry
    found = stream.read(min(length, _ENTRIES_READ) * entry.size)
    usable = len(found) - len(found) % entry.size
    is_page = not any(
        _is_no_page(layout, tag, kind, value)
        for tag, kind, _, value in entry.iter_unpack(found[:usable])
    )
    end = place + layout.length.size + length * entry.size
    following = _read_at(stream, end, layout.pointer) if end < size else None
    return following or 0, is_page


def _is_no_page(layout: _Layout, tag: int, kind: int, value: bytes) -> bool:
    """Whether an entry says that this is a smaller copy of a page, or a mask."""
    (said,) = struct.unpack_from(f"{layout.order}{'H' if kind == _SHORT else 'I'}", value)
    if tag == _SUBFILE_TYPE:
        return bool(said == _OLD_REDUCED)
    return tag == _NEW_SUBFILE_TYPE and bool(said & _REDUCED_OR_MASK)


@functools.lru_cache(maxsize=32)
def _known_pages(file: str, *_stamp: int) -> _Pages | None:
    """The same for a file, kept while it stays as it is: each of its pages is opened by itself."""
    with Path(file).open("rb") as stream:
        layout = _layout_of(stream)
        return None if layout is None else _pages_of(stream, layout)


def _pages(stream: IO[bytes], file: str | None) -> _Pages | None:
    """The pages of an open file, or of what came from memory; ``None`` for what is no TIFF."""
    layout = _layout_of(stream)
    stream.seek(0)
    if layout is None:
        return None
    if file is None:
        return _pages_of(stream, layout)
    now = os.fstat(stream.fileno())
    stamp = now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns
    return _known_pages(file, *stamp)


def _at_page(stream: IO[bytes], source: Path | bytes, page: int) -> IO[bytes]:
    """The stream as if a page were the first of its file; raises ``ImageError`` if it is not there.

    Following the directories again for each page, as decoders do, would take minutes.
    """
    file = None if isinstance(source, bytes) else split_page(str(source))[0]
    pages = _pages(stream, file)
    if page > (1 if pages is None else len(pages.offsets)):
        raise refusal(_NO_SUCH_PAGE, source)
    if pages is None:
        return stream
    place = pages.offsets[page - 1]
    if place >= pages.size and page > 1:
        raise refusal(_LOST_PAGE, source)
    if place == pages.first:
        return stream
    header = pages.layout.pointer.pack(place)
    if isinstance(stream, io.BytesIO):
        content = bytearray(stream.getbuffer())
        content[pages.layout.at : pages.layout.at + len(header)] = header
        return io.BytesIO(content)
    return cast("IO[bytes]", OtherFirstPage(stream, pages.layout.at, header))


class OtherFirstPage:
    """An open TIFF whose header names another directory as the first; nothing is copied."""

    def __init__(self, stream: IO[bytes], at: int, header: bytes) -> None:
        self._stream, self._at, self._header = stream, at, header

    def read(self, count: int = -1, /) -> bytes:
        """Read on."""
        start = self._stream.tell()
        found = self._stream.read(count)
        low = max(start, self._at)
        high = min(start + len(found), self._at + len(self._header))
        if low >= high:
            return found
        changed = bytearray(found)
        changed[low - start : high - start] = self._header[low - self._at : high - self._at]
        return bytes(changed)

    def seek(self, place: int, whence: int = os.SEEK_SET, /) -> int:
        """Go to a place."""
        return self._stream.seek(place, whence)

    def tell(self) -> int:
        """Where it is."""
        return self._stream.tell()

    def fileno(self) -> int:
        """The file itself, for decoders that are told where the directory is."""
        return self._stream.fileno()

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def original(self) -> IO[bytes]:
        """The file as it is, from its beginning."""
        self._stream.seek(0)
        return self._stream


def page_count(source: Path | bytes) -> int:
    """How many pages a picture's file has: 1 for all but TIFFs, and where it cannot be read.

    All are counted, those beyond ``MAX_PAGES``, too, up to 100,000.
    """
    try:
        if isinstance(source, bytes):
            pages = _pages(io.BytesIO(source), None)
        else:
            file = file_in(source)
            with opened_ordinary(file) as stream:
                pages = _pages(stream, str(file))
    except (OSError, ValueError):
        return 1
    return 1 if pages is None else pages.count


def page_digest(path: Path) -> str | None:
    """SHA-256 (hex) of what a page holds, wherever it stands in its file; of pixels and of tags.

    The file's own hash would change with every page that is added before it or behind it. ``None``
    for a picture that is the only one of its file, which the file's hash is for. Raises
    ``ImageError`` if there is no such page, and ``OSError``.
    """
    name, page = split_page(str(path))
    if not may_have_pages(name):
        return None
    with opened_ordinary(Path(name)) as stream:
        pages = _pages(stream, name)
        if pages is None or pages.count == 1:
            if page > 1:
                raise refusal(_NO_SUCH_PAGE, path)
            return None
        if page > len(pages.offsets):
            raise refusal(_NO_SUCH_PAGE, path)
        return _PageHasher(stream, pages).digest(pages.offsets[page - 1])


_TYPE_BYTES = {
    1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8,
    17: 8, 18: 8,
}  # fmt: skip
# Where the pixels are: strips, tiles, and the JPEG stream of TIFF 6.0; each with its lengths.
_DATA = ((273, 279), (324, 325), (513, 514))
# Places in the file, and the number of the page: they say nothing of the page itself.
_PLACES = frozenset({273, 288, 289, 297, 324, 330, 513, 519, 520, 521, 34665, 34853, 40965})
_PIECE_BYTES = 2**20
_MOST_ENTRIES, _MOST_PARTS = 65_535, 2**20  # 250 megapixels in tiles of 16 by 16
_Entry = tuple[int, int, bytes]


class _PageHasher:
    """Hashes what a directory describes, and whatever is wrong with it, it comes to an end.

    No more bytes are read than the file has, however often the directory names them.
    """

    def __init__(self, stream: IO[bytes], pages: _Pages) -> None:
        self._stream, self._layout, self._size = stream, pages.layout, pages.size
        self._left = pages.size
        self._hash = hashlib.sha256(b"page")

    def digest(self, place: int) -> str:
        """The hash (hex) of the page whose directory is at this place."""
        length = _read_at(self._stream, place, self._layout.length) if place < self._size else None
        form = self._layout.entry
        found = self._stream.read(min(length or 0, _MOST_ENTRIES) * form.size)
        entries: dict[int, _Entry] = {}
        for tag, *entry in form.iter_unpack(found[: len(found) - len(found) % form.size]):
            entries.setdefault(tag, (entry[0], entry[1], entry[2]))
        for tag, (kind, count, value) in sorted(entries.items()):
            if tag not in _PLACES:
                self._hash.update(struct.pack("<HHQ", tag, kind, count))
                for piece in self._content(kind, count, value):
                    self._hash.update(piece)
        for places, lengths in _DATA:
            if places in entries:
                self._add_data(self._numbers(entries[places]), self._numbers(entries.get(lengths)))
        return self._hash.hexdigest()

    def _content(self, kind: int, count: int, value: bytes) -> Iterator[bytes]:
        """What an entry holds: a little in itself, more in another place."""
        length = count * _TYPE_BYTES.get(kind, 1)
        if length <= len(value):
            yield value[:length]
        else:
            (place,) = self._layout.pointer.unpack(value)
            yield from self._pieces(place, length)

    def _numbers(self, entry: _Entry | None) -> list[int]:
        kind, count, value = entry or (0, 0, b"")
        form = {3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}.get(kind)
        if form is None:
            return []
        content = b"".join(self._content(kind, min(count, _MOST_PARTS), value))
        many = len(content) // struct.calcsize(f"={form}")
        return list(struct.unpack_from(f"{self._layout.order}{many}{form}", content))

    def _add_data(self, places: list[int], lengths: list[int]) -> None:
        if len(lengths) != len(places) or 0 in lengths:  # some writers do not say: all that follows
            lengths = [self._size] * len(places)
        for place, length in zip(places, lengths, strict=True):
            for piece in self._pieces(place, length):
                self._hash.update(piece)

    def _pieces(self, place: int, length: int) -> Iterator[bytes]:
        if place >= self._size:
            return
        self._stream.seek(place)
        length = min(length, self._left)
        while length > 0 and (piece := self._stream.read(min(length, _PIECE_BYTES))):
            length -= len(piece)
            self._left -= len(piece)
            yield piece


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

"""TIFF files of several pages, written by hand, and a stand-in for a model that looks at them."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.errors import ImageError
from engine.images import read_photo
from engine.labelling import FolderJob
from engine.progress import drain
from engine.project import Counts, Project
from engine.results import Box, Estimate, Face, PhotoResult
from tests.engine.labelling_driver import RUN

SHORT, LONG = 3, 4
WIDTH, HEIGHT, STRIPS, LENGTHS, ORIENTATION = 256, 257, 273, 279, 274
NEW_SUBFILE_TYPE, SUBFILE_TYPE, PAGE_NUMBER = 254, 255, 297


@dataclass
class Page:
    """Pixels, ``uint8`` RGB (h, w, 3), or none of a broken page; ``tags`` are of type SHORT."""

    pixels: NDArray[np.uint8] | None
    tags: Mapping[int, int] = field(default_factory=dict)


def plain(value: int, size: tuple[int, int] = (8, 6)) -> Page:
    """A page of one grey, of this width and height."""
    width, height = size
    return Page(np.full((height, width, 3), value, np.uint8))


def tiff(
    pages: Sequence[Page],
    *,
    order: str = "<",
    big: bool = False,
    numbered: bool = False,
    padding: int = 0,
    then: int = 0,
) -> bytes:
    """The file: each page's pixels, then its directory; ``then`` is where the last one leads to.

    ``padding`` bytes before everything move all places; ``numbered`` pages say which one they are.
    """
    form = _Form(order, big)
    pointer, count = ("Q", "Q") if big else ("I", "H")
    mark = b"II" if order == "<" else b"MM"
    version = struct.pack(f"{order}HHH", 43, 8, 0) if big else struct.pack(f"{order}H", 42)
    content = bytearray(mark + version)
    link = len(content)
    content += bytes(struct.calcsize(f"={pointer}") + padding)
    for number, page in enumerate(pages):
        pixels = b"" if page.pixels is None else page.pixels.tobytes()
        data = len(content)
        content += pixels
        bits = len(content)
        content += struct.pack(f"{order}3H", 8, 8, 8)
        content += bytes(len(content) % 2)
        height, width = (0, 0) if page.pixels is None else page.pixels.shape[:2]
        values = {
            WIDTH: form.short(width), HEIGHT: form.short(height),
            258: form.short(8, 8, 8) if big else (SHORT, 3, form.long(bits)[2]),
            259: form.short(1), 262: form.short(2), STRIPS: form.long(data), 277: form.short(3),
            278: form.short(height), LENGTHS: form.long(len(pixels)),
        }  # fmt: skip
        if numbered:
            values[PAGE_NUMBER] = form.short(number, len(pages))
        values |= {tag: form.short(value) for tag, value in page.tags.items()}
        if page.pixels is None:
            del values[WIDTH], values[STRIPS]
        struct.pack_into(f"{order}{pointer}", content, link, len(content))
        content += struct.pack(f"{order}{count}", len(values))
        for tag, (kind, many, value) in sorted(values.items()):
            content += struct.pack(f"{order}HH{'Q' if big else 'I'}", tag, kind, many) + value
        link = len(content)
        content += struct.pack(f"{order}{pointer}", then)
    return bytes(content)


@dataclass(frozen=True)
class _Form:
    """How the values of an entry are packed: type, count, and the bytes of its last field."""

    order: str
    big: bool

    def short(self, *values: int) -> tuple[int, int, bytes]:
        packed = struct.pack(f"{self.order}{len(values)}H", *values)
        return SHORT, len(values), packed.ljust(8 if self.big else 4, b"\0")

    def long(self, value: int) -> tuple[int, int, bytes]:
        return LONG, 1, struct.pack(f"{self.order}I", value).ljust(8 if self.big else 4, b"\0")


class PageFinder:
    """Finds one face in each page; its age is the grey of the page."""

    def analyse_file(self, path: Path, *, name: str | None = None) -> PhotoResult:
        try:
            photo = read_photo(path)
        except ImageError as error:
            return PhotoResult(str(name), "unreadable", message=str(error))
        grey = float(photo.pixels[0, 0, 0])
        face = Face(Box(1, 1, 4, 4), None, 0.9, Estimate(grey, 0.8, "female"))
        return PhotoResult(
            str(name), "ok", photo.width_px, photo.height_px, (face,), picture=photo.digest
        )


def look(project: Project) -> Counts:
    return drain(FolderJob(project, analysers=PageFinder, run=RUN, workers=2).run_all())

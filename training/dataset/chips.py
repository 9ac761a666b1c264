"""One labelled face to a chip, on the road that a photo's face takes: read, find, cut."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.detection import BlazeFaceDetector, Detector
from engine.errors import ImageError
from engine.images import Photo, read_photo, sharper
from engine.pipeline import cut_chips, face_in, find_faces
from engine.preprocessing import Alignment, Image, centre_square, resize
from engine.results import Box, Face
from training.dataset.duplicates import difference_hash
from training.dataset.utkface import Sample


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A chip, ``uint8`` RGB (S, S, 3), and the hashes (32,) that find duplicates.

    ``difference`` is that of the picture as its source has it, ``frame`` that of the canonical
    frame, in which pictures of different sources can be compared. ``aligned`` is false where no
    face was found and the whole picture or given box was taken.
    """

    chip: Image
    difference: NDArray[np.uint8]
    frame: NDArray[np.uint8]
    aligned: bool


class Cutter:
    """Cuts faces for one thread; faces of one photo in a row read and search it once.

    ``size_px`` is the side of the canonical frame. With a ``border`` (share of that side) a chip
    also shows what lies around the frame, black where there is no picture.
    """

    def __init__(
        self,
        *,
        size_px: int,
        alignment: Alignment,
        border: float = 0.0,
        detector: Detector | None = None,
    ) -> None:
        self._size_px, self._border = size_px, border
        self._border_px = border_px(size_px, border)
        # As whole pixels have it, so that frame and border keep one scale.
        share = self._border_px / size_px
        self._alignment = alignment.widened(share) if share else alignment
        self._detector = detector
        self._path: Path | None = None
        self._photo: Photo | None = None
        self._faces: tuple[Face, ...] | None = None

    def cut(self, sample: Sample) -> Cut:
        """The chip of one face; raises ``ImageError`` if there is none to be had."""
        photo = self._read(sample.path)
        if sample.framed:
            frame = _inside(photo.pixels, had=sample.border, wanted=0.0)
            chip = self._framed(photo.pixels, sample.border)
            return self._cut(chip, frame, aligned=True)
        if sample.box is None:
            face = main_face(self._found(photo))
            seen = photo.pixels
        else:
            face = face_in(sample.box, self._found(photo))
            seen = _part(photo, sample.box)
        if face is not None:
            side = self._size_px + 2 * self._border_px
            chips = cut_chips(photo, [face], size_px=side, alignment=self._alignment)
            return self._cut(chips[0], seen, aligned=True)
        if sample.box is None:
            chip = resize(photo.pixels, size_px=self._size_px)
        else:
            chip = self._cut_box(photo, sample.box)
        return self._cut(_padded(chip, self._border_px), seen, aligned=False)

    def _cut(self, chip: Image, seen: Image, *, aligned: bool) -> Cut:
        frame = difference_hash(_trimmed(chip, self._border_px))
        return Cut(chip, difference_hash(seen), frame, aligned)

    def _framed(self, pixels: Image, border: float) -> Image:
        """A chip out of one that shows the canonical frame with a border of its own."""
        shared = min(border, self._border)
        kept_px = border_px(self._size_px, shared)
        inside = _inside(pixels, had=border, wanted=shared)
        chip = resize(inside, size_px=self._size_px + 2 * kept_px)
        return _padded(chip, self._border_px - kept_px)

    def _read(self, path: Path) -> Photo:
        if self._photo is None or path != self._path:
            self._path = self._photo = self._faces = None
            self._photo = read_photo(path)
            self._path = path
        return self._photo

    def _found(self, photo: Photo) -> tuple[Face, ...]:
        if self._faces is None:
            if self._detector is None:
                self._detector = BlazeFaceDetector(num_threads=1)
            self._faces = find_faces(photo, self._detector)
        return self._faces

    def _cut_box(self, photo: Photo, box: Box) -> Image:
        """The centre square of a box without landmarks, as of a photo without a detector."""
        side = min(box.w, box.h) * photo.scale
        if side < self._size_px and photo.scale < 1.0:
            photo = sharper(photo, scale=min(photo.scale * self._size_px / side, 1.0))
        return centre_square(_part(photo, box), size_px=self._size_px)


def border_px(size_px: int, border: float) -> int:
    """A border given as a share of the side of a frame of ``size_px``, in whole pixels."""
    return round(size_px * border)


def _inside(pixels: Image, *, had: float, wanted: float) -> Image:
    """The middle of a framed picture, with a smaller border (share of the frame's side)."""
    if had <= wanted:
        return pixels
    height, width = pixels.shape[:2]
    cut = (had - wanted) / (1.0 + 2.0 * had)
    top, left = round(height * cut), round(width * cut)
    return np.ascontiguousarray(pixels[top : height - top, left : width - left])


def _padded(chip: Image, width_px: int) -> Image:
    """A chip in a black border."""
    if not width_px:
        return chip
    return np.pad(chip, ((width_px, width_px), (width_px, width_px), (0, 0)))


def _trimmed(chip: Image, width_px: int) -> Image:
    """A chip without its border."""
    side = chip.shape[0]
    return np.ascontiguousarray(chip[width_px : side - width_px, width_px : side - width_px])


def main_face(faces: Sequence[Face]) -> Face | None:
    """The face a chip or portrait is about: the largest."""
    return max(faces, key=lambda face: face.box.area, default=None)


def _part(photo: Photo, box: Box) -> Image:
    """What a box shows of a photo; raises ``ImageError`` if it lies outside."""
    inside = box.clipped(photo.width_px, photo.height_px)
    if min(inside.w, inside.h) < 1:
        size = f"{photo.width_px} x {photo.height_px} pixels"
        raise ImageError("The box of this face lies outside the picture.", received=size)
    small = inside.scaled(photo.scale)
    height, width = photo.pixels.shape[:2]
    left, top = min(int(small.x), width - 1), min(int(small.y), height - 1)
    right, bottom = math.ceil(small.x + small.w), math.ceil(small.y + small.h)
    part = photo.pixels[top : max(bottom, top + 1), left : max(right, left + 1)]
    return np.ascontiguousarray(part)

"""The shake test: one face of a photo in worse light, blurred, turned, smaller, covered.

The photo's pixels around the face are changed, and what comes of it goes the road of every photo:
it is searched for faces, and the face is aligned, judged and, where it is hard to read, given a
wider range.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from engine import degradation
from engine.images import Photo
from engine.pipeline import cut_chips, cut_surroundings, face_in
from engine.preprocessing import (
    Alignment,
    Image,
    brightened,
    frame_matrix,
    legibility_signals,
    to_input,
)
from engine.results import Box, Estimate, Face, PhotoResult
from engine.spec import ModelSpec

Change = Literal["light_stops", "blur_percent", "turn_deg", "size_px", "covered_percent"]
CHANGES: tuple[Change, ...] = (
    "light_stops",
    "blur_percent",
    "turn_deg",
    "size_px",
    "covered_percent",
)

_FACE_PX = 224  # of the longer side of a box: more than any network looks at
_SHOWN = 2.6  # times the box: what is left of the photo around the face
_CUT = _SHOWN * 1.4143  # so that a turned picture has its corners
_FULL_WELL = 4000.0
_MASK_PX = 256
_MASK = ((0.5, 0.5), (0.86, 0.52), (0.8, 0.84), (0.5, 1.03), (0.2, 0.84), (0.14, 0.52))
_MASK_COLOUR = (150.0, 190.0, 205.0)
_SIZES_PX = (10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192)


class FaceJudge(Protocol):
    """Photo to result, as ``engine.pipeline`` does it."""

    @property
    def spec(self) -> ModelSpec:
        """The model in use."""

    def analyse(self, photo: Photo, *, path: str = "") -> PhotoResult:
        """Find and judge every face of ``photo``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shake:
    """What is done to a photo of a face.

    ``light_stops`` are doublings of the light, ``blur_percent`` is the standard deviation of the
    blur in hundredths of the face's box, ``turn_deg`` turns clockwise, ``size_px`` is the longer
    side of the box in the changed photo (infinite: as it is), ``covered_percent`` how much of the
    lower half of the face a mask covers.
    """

    light_stops: float = 0.0
    blur_percent: float = 0.0
    turn_deg: float = 0.0
    size_px: float = math.inf
    covered_percent: float = 0.0

    def changed(self, change: Change, value: float) -> Shake:
        """The same with another amount of one change."""
        return replace(self, **{change: value})


@dataclass(frozen=True, slots=True, eq=False)
class ShakenFace:
    """What comes of a change: the photo around the face, and what the model says of it.

    ``picture`` is ``uint8`` RGB (H, W, 3); ``chip`` what the network sees, ``uint8`` RGB (S, S, 3),
    and ``estimate`` its answer, both ``None`` where no face is found any more; ``widened`` says how
    many times as wide the range is as that of a face that is easy to read.
    """

    picture: Image
    chip: Image | None = None
    estimate: Estimate | None = None
    widened: float = 1.0


class FaceCutout:
    """A face with its surroundings, cut out of a photo once, to be changed as often as one likes.

    Raises ``ImageError`` if the photo's file is needed again and has vanished.
    """

    def __init__(self, photo: Photo, face: Face) -> None:
        box = face.box.clipped(photo.width_px, photo.height_px)
        self.full_px = max(box.w, box.h)
        part, (left, top) = cut_surroundings(photo, box, share=_CUT)
        factor = min(_FACE_PX / self.full_px, part.pixels.shape[1] / part.width_px)
        self._face = _moved(replace(face, box=box), (-left, -top)).scaled(factor)
        size = max(round(part.width_px * factor), 1), max(round(part.height_px * factor), 1)
        self._pixels = part.pixels
        if size != (part.pixels.shape[1], part.pixels.shape[0]):
            reduced = cv2.resize(part.pixels, size, interpolation=cv2.INTER_AREA)
            self._pixels = np.asarray(reduced, dtype=np.uint8)
        self.side_px = max(self._face.box.w, self._face.box.h)

    def values(self, change: Change) -> tuple[float, ...]:
        """The amounts of a change, from end to end; the usual one is among them.

        The last size is that of the face in the photo as it is.
        """
        if change == "size_px":
            smaller = [float(side) for side in _SIZES_PX if side < 0.95 * self.side_px]
            return (*smaller, self.full_px)
        return _AMOUNTS[change]

    def shaken(self, shake: Shake) -> tuple[Image, Box]:
        """The photo around the face after a change, and where the face is in it, in pixels."""
        side = self.side_px
        pixels = self._turned(self._covered(shake.covered_percent), shake.turn_deg)
        if shake.blur_percent > 0:
            pixels = degradation.blurred(pixels, shake.blur_percent / 100 * side)
        factor = min(shake.size_px / side, 1.0)
        if factor < 1.0:
            few = max(round(pixels.shape[0] * factor), 1)
            reduced = cv2.resize(pixels, (few, few), interpolation=cv2.INTER_AREA)
            pixels = np.asarray(reduced, dtype=np.uint8)
        if shake.light_stops != 0:
            # The same noise each time: a picture that stays as it is must not flicker.
            random = np.random.default_rng(0)
            pixels = degradation.exposed(
                pixels, shake.light_stops, full_well=_FULL_WELL, random=random
            )
        middle, box = pixels.shape[0] / 2, self._face.box.scaled(factor)
        return pixels, Box(middle - box.w / 2, middle - box.h / 2, box.w, box.h)

    def judge(self, shake: Shake, judge: FaceJudge) -> ShakenFace:
        """What a model says after a change; raises ``ModelError`` if it fails.

        Without any change it is what was said of the photo: found again in a part of it, a face
        is cut a little differently, which is worth half a year on average.
        """
        pixels, box = self.shaken(shake)
        photo = Photo(pixels, pixels.shape[1], pixels.shape[0], None)
        if shake == Shake():
            corner = box.x - self._face.box.x, box.y - self._face.box.y
            face: Face | None = _moved(self._face, corner)
        else:
            face = face_in(box, judge.analyse(photo).faces)
        if face is None or face.estimate is None:
            return ShakenFace(pixels)
        spec = judge.spec
        (chip,) = cut_chips(photo, [face], size_px=spec.input_px, alignment=spec.alignment)
        legibility = spec.calibration.legibility
        widened = 1.0 if legibility is None else legibility.age.factor(legibility_signals(chip))
        if spec.calibration.brightened:
            chip = degradation.rounded_bytes(brightened(to_input(chip[np.newaxis]))[0] * 255.0)
        return ShakenFace(pixels, chip, face.estimate, widened)

    def _covered(self, percent: float) -> Image:
        """The pixels with a mask over the face, from the chin upwards."""
        if percent <= 0:
            return self._pixels
        top = 1.0 - percent / 200
        cover = degradation.mask_cover(_MASK_PX, _MASK, top=top)
        colour, random = np.array(_MASK_COLOUR), np.random.default_rng(0)
        over = degradation.cloth(_MASK_PX, colour, depth=0.06, folds=12.0, random=random)
        matrix = self._frame()
        height, width = self._pixels.shape[:2]
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        there = cv2.warpAffine(cover, matrix, (width, height), flags=flags)
        laid = cv2.warpAffine(
            over, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE
        )
        return degradation.covered(
            self._pixels, np.asarray(there, dtype=np.uint8), np.asarray(laid, dtype=np.float64)
        )

    def _frame(self) -> NDArray[np.float64]:
        """The matrix (2, 3) from the pixels to the square that a mask is drawn in."""
        if self._face.keypoints is not None:
            frame = Alignment()
            return frame_matrix(self._face.keypoints, size_px=_MASK_PX, alignment=frame)
        (x, y), scale = self._face.box.centre, _MASK_PX / self.side_px
        middle = _MASK_PX / 2
        return np.array([[scale, 0.0, middle - scale * x], [0.0, scale, middle - scale * y]])

    def _turned(self, pixels: Image, turn_deg: float) -> Image:
        """A square around the face, turned; what lies outside the photo is black."""
        (x, y), side = self._face.box.centre, round(_SHOWN * self.side_px)
        matrix = np.asarray(cv2.getRotationMatrix2D((x, y), -turn_deg, 1.0), dtype=np.float64)
        # By whole pixels, or a picture that is not turned would be blurred.
        matrix[:, 2] += (round(side / 2 - x), round(side / 2 - y))
        turned = cv2.warpAffine(pixels, matrix, (side, side), flags=cv2.INTER_CUBIC)
        return np.asarray(turned, dtype=np.uint8)


def _moved(face: Face, by: tuple[float, float]) -> Face:
    points = face.keypoints.moved(*by) if face.keypoints is not None else None
    return replace(face, box=face.box.moved(*by), keypoints=points)


def _steps(low: float, high: float, step: float) -> tuple[float, ...]:
    return tuple(low + number * step for number in range(round((high - low) / step) + 1))


_AMOUNTS: Mapping[Change, tuple[float, ...]] = {
    "light_stops": _steps(-7.0, 3.0, 0.25),
    "blur_percent": _steps(0.0, 5.0, 0.25),
    "turn_deg": _steps(-90.0, 90.0, 5.0),
    "covered_percent": _steps(0.0, 100.0, 5.0),
}

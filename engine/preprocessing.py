"""Face plus image to a model's input: the only cropping and scaling code in the project.

One road serves training chips, evaluation chips, photos and video: a similarity transform takes
the eyes and the mouth to fixed places (the *canonical frame*), which are where they lie in the
UTKFace chips, so that a network sees in use what it saw in training.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as PillowImage

from engine.results import Box, Keypoints, Point

Image = NDArray[np.uint8]
"""``uint8`` RGB of shape (H, W, 3), upright."""

Padding = Literal["black", "reflect"]
_BORDERS: dict[Padding, int] = {"black": cv2.BORDER_CONSTANT, "reflect": cv2.BORDER_REFLECT_101}


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where eyes and mouth lie in a chip, as shares of its side, and what fills the outside.

    The defaults are the medians on 1,996 UTKFace chips by ``benchmarks/canonical_frame.py``.
    """

    right_eye: Point = (0.2955, 0.3013)
    left_eye: Point = (0.6932, 0.3035)
    mouth: Point = (0.4908, 0.7169)
    padding: Padding = "black"

    @property
    def anchors(self) -> NDArray[np.float64]:
        """The three canonical points as an array of shape (3, 2), shares of the side."""
        return np.array([self.right_eye, self.left_eye, self.mouth], dtype=np.float64)

    def widened(self, border: float) -> Alignment:
        """The same frame with a border of this share of its side all round, as one larger frame."""
        right_eye, left_eye, mouth = ((self.anchors + border) / (1.0 + 2.0 * border)).tolist()
        return replace(
            self, right_eye=tuple(right_eye), left_eye=tuple(left_eye), mouth=tuple(mouth)
        )


def similarity(source: NDArray[np.float64], target: NDArray[np.float64]) -> NDArray[np.float64]:
    """Least-squares rotation, scale and shift that takes ``source`` to ``target``.

    Both have shape (N, 2), N >= 2; returns a 2x3 matrix. Closed form in complex numbers, equal to
    Umeyama's (1991) solution for two dimensions without reflection. Raises ``ValueError`` if the
    source points coincide or are no finite numbers.
    """
    if not np.isfinite(source).all():
        raise ValueError(f"The points are no finite numbers. Received: {source.tolist()}")
    a = source[:, 0] + 1j * source[:, 1]
    b = target[:, 0] + 1j * target[:, 1]
    a_centred, b_centred = a - a.mean(), b - b.mean()
    spread = float(np.sum(np.abs(a_centred) ** 2))
    if not math.isfinite(spread) or spread < 1e-9:
        raise ValueError(f"The points coincide. Received: {source.tolist()}")
    turn = complex(np.sum(b_centred * np.conj(a_centred)) / spread)
    shift = complex(b.mean() - turn * a.mean())
    return np.array(
        [[turn.real, -turn.imag, shift.real], [turn.imag, turn.real, shift.imag]], dtype=np.float64
    )


@lru_cache(maxsize=256)  # asked of each face where it is found, chosen and cut
def chip_side_px(keypoints: Keypoints, alignment: Alignment) -> float:
    """Side of the square that ``align`` cuts, in pixels of the image with these landmarks."""
    matrix = similarity(_landmarks(keypoints), alignment.anchors)
    return 1.0 / math.hypot(matrix[0, 0], matrix[1, 0])


def frame_matrix(
    keypoints: Keypoints, *, size_px: int, alignment: Alignment
) -> NDArray[np.float64]:
    """The 2x3 matrix that takes pixels of an image to those of the face's chip."""
    points = _landmarks(keypoints)
    return similarity(points - 0.5, alignment.anchors * size_px - 0.5)


def align(image: Image, keypoints: Keypoints, *, size_px: int, alignment: Alignment) -> Image:
    """Cut the face out of ``image`` into the canonical frame: ``uint8`` RGB (S, S, 3).

    The face is first turned upright at the photo's own scale, then reduced or enlarged with
    Lanczos as in the source method, so that fine detail never aliases. A face of more than three
    times the output is halved first, until it is not: that detail is lost in any case, and whole
    pixels are averaged ten times as fast as shares of them.
    """
    side = chip_side_px(keypoints, alignment)
    crop, points = _surroundings(image, _landmarks(keypoints), alignment)
    while side > 3 * size_px and min(crop.shape[:2]) > 1:
        crop, points, side = _halved(crop), points / 2, side / 2
    # Landmarks far outside the photo can leave next to nothing to halve: bound time and memory.
    native = int(min(max(math.ceil(side), 8), 3 * size_px))
    # OpenCV counts from pixel centres, landmarks from the image's edge: half a pixel apart.
    matrix = similarity(points - 0.5, alignment.anchors * native - 0.5)
    upright = cv2.warpAffine(
        crop,
        matrix,
        (native, native),
        flags=cv2.INTER_CUBIC,
        borderMode=_BORDERS[alignment.padding],
    )
    return resize(np.asarray(upright, dtype=np.uint8), size_px=size_px)


def _surroundings(
    image: Image, points: NDArray[np.float64], alignment: Alignment
) -> tuple[Image, NDArray[np.float64]]:
    """The part of the image that a chip can show, and the landmarks in it.

    OpenCV's warp takes no image of 32,768 pixels or more on a side.
    """
    to_image = cv2.invertAffineTransform(similarity(points, alignment.anchors))
    corners = np.array([(0, 0, 1), (1, 0, 1), (0, 1, 1), (1, 1, 1)], dtype=np.float64) @ to_image.T
    low, high = corners.min(axis=0), corners.max(axis=0)
    # A few pixels for interpolation; what a mirrored border shows lies up to a chip further in.
    margin = 8.0 + 0.02 * (high - low) + (high - low if alignment.padding == "reflect" else 0.0)
    size = np.array([image.shape[1], image.shape[0]])
    left, top = np.clip(np.floor(low - margin), 0, size - 1).astype(int)
    right, bottom = np.clip(np.ceil(high + margin), (left + 1, top + 1), size).astype(int)
    return image[top:bottom, left:right], points - (left, top)


def _halved(image: Image) -> Image:
    """Half an image in each direction, averaging areas; an odd row or column is left out."""
    height, width = image.shape[0] // 2, image.shape[1] // 2
    even = image[: 2 * height, : 2 * width]
    return np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def centre_square(image: Image, *, size_px: int) -> Image:
    """The source's detector-less road: the centre square, resized with Lanczos."""
    box = centre_square_box(image.shape[1], image.shape[0])
    x, y, side = int(box.x), int(box.y), int(box.w)
    return resize(image[y : y + side, x : x + side], size_px=size_px)


def centre_square_box(width_px: int, height_px: int) -> Box:
    """The largest centred square of an image; landscape and portrait alike."""
    side = min(width_px, height_px)
    return Box((width_px - side) // 2, (height_px - side) // 2, side, side)


def resize(image: Image, *, size_px: int) -> Image:
    """Lanczos to (S, S, 3); antialiased when reducing."""
    if image.shape[0] == size_px and image.shape[1] == size_px:
        return image
    picture = PillowImage.fromarray(np.ascontiguousarray(image))
    resized = picture.resize((size_px, size_px), PillowImage.Resampling.LANCZOS)
    return np.asarray(resized, dtype=np.uint8)


def to_input(chips: Image) -> NDArray[np.float32]:
    """``uint8`` chips of any leading shape to ``float32`` in [0, 1], as every model expects."""
    return chips.astype(np.float32) / np.float32(255.0)


_BRIGHT, _LEAST_BRIGHT = 0.5, 4 / 255
_BRIGHTEST_SHARE = 0.99
_LOOKED_AT = 4  # every so many pixels


def brightened(image: NDArray[np.float32]) -> NDArray[np.float32]:
    """Faces, (N, S, S, 3) in [0, 1], of which those in the dark are brighter.

    Where 99 of 100 values lie below a half, all are multiplied until that one is a half. Any other
    face stays as it is, dark skin included: something about it is bright, if only the eyes. What
    it is worth: docs/adr/0008-recommended-model.md.
    """
    values = image[:, ::_LOOKED_AT, ::_LOOKED_AT].reshape(len(image), -1)
    place = int(_BRIGHTEST_SHARE * (values.shape[1] - 1))
    brightest = np.partition(values, place, axis=1)[:, place]
    gain = np.maximum(_BRIGHT / np.maximum(brightest, _LEAST_BRIGHT), 1.0).astype(np.float32)
    if (gain == 1.0).all():
        return image
    brighter = image * gain[:, np.newaxis, np.newaxis, np.newaxis]
    return np.asarray(np.minimum(brighter, 1.0), np.float32)


LEGIBILITY_SIGNALS = ("dark", "flat", "soft", "grainy", "covered", "one_sided")
"""What ``legibility_signals`` measures, each the greater the harder a face is to read."""

_MEASURED_PX = 128
_LEAST_TONE = 0.1  # of 255: black has no logarithm
# Rows and columns of a chip, as shares of its side in the canonical frame: from the brows to the
# chin, the eyes, and nose and mouth.
_FACE = (0.16, 0.88, 0.16, 0.84)
_EYES = (0.17, 0.48, 0.16, 0.84)
_MOUTH = (0.55, 0.88, 0.28, 0.72)


def legibility_signals(chip: Image) -> dict[str, float]:
    """How hard a face in the canonical frame, ``uint8`` RGB (S, S, 3), is to read, by name.

    "dark", "flat" (little contrast), "soft" (little detail for its contrast), "grainy" (more of
    the finest detail than a face has) and "covered" (less detail about nose and mouth than about
    the eyes, as under a mask) are in doublings (log2); "one_sided" is what the halves differ by,
    in contrasts, as where a face is seen from the side or half in shadow. Detail is what the
    Laplacian of a halved copy of the chip shows (Burt and Adelson, 1983).
    """
    grey = cv2.cvtColor(chip, cv2.COLOR_RGB2GRAY)
    if chip.shape[0] != _MEASURED_PX:
        how = cv2.INTER_AREA if chip.shape[0] > _MEASURED_PX else cv2.INTER_LINEAR
        grey = cv2.resize(grey, (_MEASURED_PX, _MEASURED_PX), interpolation=how)
    half = cv2.pyrDown(grey)
    quarter = cv2.pyrDown(half)
    edges = cv2.Laplacian(quarter, cv2.CV_16S)
    light, contrast = _mean_and_deviation(half, _FACE)
    fine = _mean_and_deviation(cv2.Laplacian(grey, cv2.CV_16S), _FACE)[1]
    middle = _mean_and_deviation(cv2.Laplacian(half, cv2.CV_16S), _FACE)[1]
    coarse, eyes, mouth = (_mean_and_deviation(edges, part)[1] for part in (_FACE, _EYES, _MOUTH))
    halves = cv2.absdiff(quarter, cv2.flip(quarter, 1))
    return {
        "dark": _doublings(255.0, light),
        "flat": _doublings(128.0, contrast),
        "soft": _doublings(contrast, middle),
        "grainy": _doublings(fine, coarse),
        "covered": _doublings(eyes, mouth),
        "one_sided": _mean_and_deviation(halves, _FACE)[0] / max(contrast, 1.0),
    }


def _doublings(value: float, of: float) -> float:
    return math.log2(max(value, _LEAST_TONE) / max(of, _LEAST_TONE))


def _part(values: NDArray[Any], shares: tuple[float, float, float, float]) -> NDArray[Any]:
    """A part of a square array, by the shares of its side: top, bottom, left, right."""
    top, bottom, left, right = (round(share * values.shape[0]) for share in shares)
    return values[top:bottom, left:right]


def _mean_and_deviation(
    values: NDArray[Any], shares: tuple[float, float, float, float]
) -> tuple[float, float]:
    mean, deviation = cv2.meanStdDev(_part(values, shares))
    return float(mean[0, 0]), float(deviation[0, 0])


def _landmarks(keypoints: Keypoints) -> NDArray[np.float64]:
    return np.array([keypoints.right_eye, keypoints.left_eye, keypoints.mouth], dtype=np.float64)

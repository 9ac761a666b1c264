"""A photo and its halves: views are cut from the smallest that still shows all a network sees."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.preprocessing import Image
from engine.results import Box, Point


class Pyramid:
    """A ``uint8`` RGB image (H, W, 3) at full, half, quarter size and so on, made when needed.

    Halving averages whole pixels, which costs a tenth of shrinking by an odd ratio.
    """

    def __init__(self, image: Image) -> None:
        self._levels = [image]

    @property
    def width_px(self) -> int:
        """Width of the image itself."""
        return int(self._levels[0].shape[1])

    @property
    def height_px(self) -> int:
        """Height of the image itself."""
        return int(self._levels[0].shape[0])

    @property
    def longer_px(self) -> int:
        """The longer side of the image itself."""
        return max(self.width_px, self.height_px)

    def square(self, view: Box, *, side_px: int) -> tuple[Image, Box]:
        """A square view, shrunk to ``side_px`` pixels a side if it is larger; never enlarged.

        ``view`` is in whole pixels of the image. Black where it leaves the image. Comes with the
        view that is really shown: moved and rounded to whole pixels of the level it is cut from.
        """
        level = self._level_for(view.w, side_px)
        size = 2**level
        x, y, side = (round(value / size) for value in (view.x, view.y, view.w))
        pixels = cut_square(self._at(level), Box(x, y, side, side))
        if side > side_px:
            pixels = _shrunk(pixels, (side_px, side_px))
        return pixels, Box(x, y, side, side).scaled(size)

    def turned_square(
        self, centre: Point, side: float, *, turn_deg: float, side_px: int
    ) -> tuple[Image, NDArray[np.float64]]:
        """A square of ``side`` pixels of the image around a point, turned back by ``turn_deg``.

        What stands turned clockwise by so much in the image is upright in the square, which has
        ``side_px`` pixels a side. Comes with the 2x3 matrix from its pixels to the image's.
        """
        size = 2 ** self._level_for(side, side_px)
        level = self._at(self._level_for(side, side_px))
        turn = math.radians(turn_deg)
        step = side / side_px
        axes = step * np.array(
            [[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]]
        )
        start = np.array(centre) - axes @ np.full(2, side_px / 2)
        reach = math.ceil(side / size / math.sqrt(2)) + 2
        left, top = (math.floor(value / size) - reach for value in centre)
        crop = cut_square(level, Box(left, top, 2 * reach, 2 * reach))
        # OpenCV counts from pixel centres, boxes from the image's edge: half a pixel apart.
        shift = (start + axes @ np.full(2, 0.5)) / size - (left, top) - 0.5
        square = cv2.warpAffine(
            np.ascontiguousarray(crop),
            np.column_stack([axes / size, shift]),
            (side_px, side_px),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        )
        return np.asarray(square, np.uint8), np.column_stack([axes, start])

    def whole(self, longer_px: int) -> Image:
        """All of the image, shrunk until its longer side is ``longer_px``; never enlarged."""
        share = min(longer_px / self.longer_px, 1.0)
        size = max(round(self.width_px * share), 1), max(round(self.height_px * share), 1)
        return _shrunk(self._at(self._level_for(self.longer_px, longer_px)), size)

    def reduced(self, longer_px: int) -> Image:
        """All of the image at the last halving that leaves so many pixels or more."""
        return self._at(self._level_for(self.longer_px, longer_px))

    def _level_for(self, side: float, side_px: int) -> int:
        """The last level that shows a side of the image with ``side_px`` pixels or more."""
        level = 0
        while side / 2 ** (level + 1) >= side_px:
            level += 1
        return level

    def _at(self, level: int) -> Image:
        while len(self._levels) <= level:
            last = self._levels[-1]
            height, width = max(last.shape[0] // 2, 1), max(last.shape[1] // 2, 1)
            # An odd row or column is left out: only whole pixels are averaged fast.
            even = last[: height * 2, : width * 2]
            half = cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA)
            self._levels.append(np.asarray(half, np.uint8))
        return self._levels[level]


def _shrunk(image: Image, size: tuple[int, int]) -> Image:
    """An image at (width, height), to more than half its size.

    So far, bilinear interpolation uses every pixel, at a tenth of the cost of averaging areas.
    """
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_LINEAR), np.uint8)


_EDGE_SHARE = 0.01


def tiles_of(width_px: int, height_px: int, *, side_px: float, overlap: float) -> Iterator[Box]:
    """Squares of ``side_px`` pixels that cover a photo; ``overlap`` is a share of their side.

    Row by row, in whole pixels; one that is larger than the photo reaches over its edges.
    """
    side = max(math.ceil(side_px), 1)
    step = side * (1.0 - overlap)
    for y, x in product(_starts(height_px, side, step), _starts(width_px, side, step)):
        yield Box(x, y, side, side)


_BLOCK_PX = 8


def liveliest(picture: Image) -> float:
    """The greatest spread of brightness in any block of 8 pixels: a standard deviation, 0-127.

    Sky, walls and what is out of focus have next to none; a face has, however small it is shown.
    """
    green = np.ascontiguousarray(picture[:, :, 1]).astype(np.float32)
    size = max(green.shape[1] // _BLOCK_PX, 1), max(green.shape[0] // _BLOCK_PX, 1)
    mean = cv2.resize(green, size, interpolation=cv2.INTER_AREA)
    square = cv2.resize(green * green, size, interpolation=cv2.INTER_AREA)
    return math.sqrt(max(float(np.max(square - mean * mean)), 0.0))


def cut_square(image: Image, view: Box) -> Image:
    """The pixels of a square view in whole pixels; black where it leaves the image."""
    left, top, side = int(view.x), int(view.y), max(int(view.w), 1)
    height, width = image.shape[:2]
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + side, width), min(top + side, height)
    if (x0, y0, x1, y1) == (left, top, left + side, top + side):
        return image[y0:y1, x0:x1]
    square = np.zeros((side, side, 3), dtype=np.uint8)
    if x1 > x0 and y1 > y0:
        square[y0 - top : y1 - top, x0 - left : x1 - left] = image[y0:y1, x0:x1]
    return square


def cut_by_view(box: Box, view: Box, *, width_px: int, height_px: int) -> bool:
    """Whether an edge of the view that lies inside the photo cuts the box.

    Such a box is half a face at best; the neighbouring view has the whole of it.
    """
    margin = _EDGE_SHARE * view.w
    left = view.x > 0 and box.x < view.x + margin
    top = view.y > 0 and box.y < view.y + margin
    right = view.x + view.w < width_px and box.x + box.w > view.x + view.w - margin
    bottom = view.y + view.h < height_px and box.y + box.h > view.y + view.h - margin
    return left or top or right or bottom


def _starts(length_px: int, side: int, step: float) -> list[int]:
    """Starts of tiles that cover the length, ``step`` pixels apart or less."""
    if length_px <= side:
        return [(length_px - side) // 2]
    steps = math.ceil((length_px - side) / step)
    return [round((length_px - side) * step / steps) for step in range(steps + 1)]

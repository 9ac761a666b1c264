"""A photo and its halves: views are cut from the smallest that still shows all a network sees."""

from __future__ import annotations

import cv2
import numpy as np

from engine.detection.views import cut_square
from engine.preprocessing import Image
from engine.results import Box


class Pyramid:
    """A ``uint8`` RGB image (H, W, 3) at full, half, quarter size and so on, made when needed.

    Halving averages whole pixels, which costs a tenth of shrinking by an odd ratio. With
    ``halve=False`` every view is cut from the image itself and left as it is.
    """

    def __init__(self, image: Image, *, halve: bool = True) -> None:
        self._levels = [image]
        self._halve = halve

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
        Where the image may not be halved, the square is not shrunk either.
        """
        level = self._level_for(view.w, side_px)
        size = 2**level
        x, y, side = (round(value / size) for value in (view.x, view.y, view.w))
        pixels = cut_square(self._at(level), Box(x, y, side, side))
        if self._halve and side > side_px:
            pixels = _shrunk(pixels, (side_px, side_px))
        return pixels, Box(x, y, side, side).scaled(size)

    def whole(self, longer_px: int) -> Image:
        """All of the image, shrunk until its longer side is ``longer_px``; never enlarged."""
        share = min(longer_px / self.longer_px, 1.0)
        size = max(round(self.width_px * share), 1), max(round(self.height_px * share), 1)
        return _shrunk(self._at(self._level_for(self.longer_px, longer_px)), size)

    def _level_for(self, side: float, side_px: int) -> int:
        """The last level that shows a side of the image with ``side_px`` pixels or more."""
        level = 0
        while self._halve and side / 2 ** (level + 1) >= side_px:
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

"""The box that a person draws around a face the model missed, in pixels of the photo."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.results import Box, Point

SMALLEST_PX = 8.0
"""No side is shorter: less is a slip of the mouse, and no face."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A box inside a photo of ``width_px`` by ``height_px`` pixels."""

    width_px: int
    height_px: int
    box: Box

    @classmethod
    def around(cls, width_px: int, height_px: int, *, centre: Point, side_px: float) -> Draft:
        """A square to begin with."""
        side = min(max(side_px, SMALLEST_PX), width_px, height_px)
        box = Box(centre[0] - side / 2, centre[1] - side / 2, side, side)
        return cls(width_px, height_px, box).moved(0, 0)

    def moved(self, dx: float, dy: float) -> Draft:
        """The box pushed, as far as there is photo."""
        box = self.box
        x = min(max(box.x + dx, 0.0), self.width_px - box.w)
        y = min(max(box.y + dy, 0.0), self.height_px - box.h)
        return replace(self, box=Box(x, y, box.w, box.h))

    def resized(self, dw: float, dh: float) -> Draft:
        """Right and lower edge pushed, as far as there is photo; never less than the smallest."""
        box = self.box
        w = min(max(box.w + dw, SMALLEST_PX), self.width_px - box.x)
        h = min(max(box.h + dh, SMALLEST_PX), self.height_px - box.y)
        return replace(self, box=Box(box.x, box.y, w, h))

    def spanned(self, one: Point, other: Point) -> Draft:
        """The box between two points, the part of it inside the photo."""
        left, right = sorted((one[0], other[0]))
        top, bottom = sorted((one[1], other[1]))
        box = Box(left, top, right - left, bottom - top).clipped(self.width_px, self.height_px)
        return replace(self, box=box)

    @property
    def usable(self) -> bool:
        """Whether it is large enough for a face."""
        return min(self.box.w, self.box.h) >= SMALLEST_PX

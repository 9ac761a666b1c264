"""How a picture or a part of one looks: enough to notice that another one stands there by now.

Sixteen by sixteen cells of lightness and colour. They tell a cut in a video, or that somebody else
has taken a person's place, from the small changes between two frames; they recognise nobody, and
nothing is kept of them beyond the next frames.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.preprocessing import Image
from engine.results import Box

_CELLS = 16
_AROUND = 1.6
_FLATTEST = 8.0
# Measured by benchmarks/looks.py on portraits cut alike, the hardest case: 99.2 % of two people
# differ by one of these, and 0.8 % of a face and itself a moment later.
_MOST_SHAPE = 0.85
_MOST_COLOUR = 5.0
_MOST_LIGHT = 15.0


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """Sixteen by sixteen cells, row by row.

    ``shape`` (256,) is their lightness with a mean of 0 and a deviation of 1, ``colour`` (256, 2)
    their CIE a and b, ``light`` the mean lightness (0-100).
    """

    shape: NDArray[np.float32]
    colour: NDArray[np.float32]
    light: float

    def differs(self, other: Look) -> bool:
        """Whether this is something else, rather than the same a moment later."""
        distance = float(np.sqrt(np.mean(np.square(self.shape - other.shape))))
        colour = float(np.mean(np.abs(self.colour - other.colour)))
        return (
            distance > _MOST_SHAPE
            or colour > _MOST_COLOUR
            or abs(self.light - other.light) > _MOST_LIGHT
        )


def look_of(pixels: Image, box: Box | None = None) -> Look | None:
    """The look of a picture, ``uint8`` RGB (H, W, 3), or of a face and what is around it.

    ``None`` if nothing of the box lies in the picture.
    """
    part = pixels if box is None else _part(pixels, box)
    if not part.size:
        return None
    cells = cv2.resize(part, (_CELLS, _CELLS), interpolation=cv2.INTER_AREA)
    lab = np.asarray(
        cv2.cvtColor(cells.astype(np.float32) / 255.0, cv2.COLOR_RGB2LAB), np.float32
    ).reshape(-1, 3)
    lightness = lab[:, 0]
    light, spread = float(lightness.mean()), float(lightness.std())
    # What is nearly flat holds noise: that is not drawn out to contrast.
    shape = np.asarray((lightness - light) / max(spread, _FLATTEST), np.float32)
    return Look(shape, lab[:, 1:], light)


def is_cut(before: Look | None, now: Look | None) -> bool:
    """Whether a video went on with another scene; nothing is known of a first frame."""
    return before is not None and now is not None and now.differs(before)


def _part(pixels: Image, box: Box) -> Image:
    height, width = pixels.shape[:2]
    x, y = box.centre
    across, down = _AROUND * box.w / 2, _AROUND * box.h / 2
    left, right = max(round(x - across), 0), min(round(x + across), width)
    top, bottom = max(round(y - down), 0), min(round(y + down), height)
    return pixels[top : max(bottom, top), left : max(right, left)]

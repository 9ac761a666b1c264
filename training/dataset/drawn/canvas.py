"""A small canvas for drawing faces: smooth outlines in a face's own coordinates, soft shadows."""

from __future__ import annotations

import math
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.results import Point

Colour = tuple[float, float, float]
"""Red, green, blue; each 0-255."""

Points = NDArray[np.float64]
"""Shape (N, 2): x to the right, y down, in a face's own coordinates."""

_SHIFT = 4  # OpenCV takes fractions of a pixel as whole numbers of sixteenths
_SHADE_PX = 64
_TURN = np.linspace(0.0, 2.0 * math.pi, 28, endpoint=False)
_CIRCLE = np.stack([np.cos(_TURN), np.sin(_TURN)], axis=1)
_NORMAL = np.array([-1.0, 1.0])


def mixed(first: Colour, second: Colour, share: float) -> Colour:
    """A colour between two: ``share`` 0 gives the first, 1 the second."""
    rest = 1.0 - share
    return (
        first[0] * rest + second[0] * share,
        first[1] * rest + second[1] * share,
        first[2] * rest + second[2] * share,
    )


def darker(colour: Colour, share: float) -> Colour:
    """A colour with ``share`` (0-1) of its light taken away; negative makes it lighter."""
    target = (0.0, 0.0, 0.0) if share >= 0 else (255.0, 255.0, 255.0)
    return mixed(colour, target, abs(share))


def curve(*through: Point, steps: int = 6) -> Points:
    """A smooth line through points (Catmull-Rom), ``steps`` pieces between any two."""
    knots = np.array([through[0], *through, through[-1]], dtype=np.float64)
    pieces = (_spline(steps) @ knots[_windows(len(knots))]).reshape(-1, 2)
    return np.concatenate([pieces, knots[-1:]])


@lru_cache(maxsize=32)
def _windows(count: int) -> NDArray[np.int64]:
    """Which four of ``count`` points shape each piece of a curve: (count - 3, 4)."""
    return np.arange(count - 3)[:, np.newaxis] + np.arange(4)


@lru_cache(maxsize=16)
def _spline(steps: int) -> NDArray[np.float64]:
    """The weights (steps, 4) of the four points round a piece of a Catmull-Rom curve."""
    t = np.linspace(0.0, 1.0, steps, endpoint=False)[:, np.newaxis]
    powers = np.concatenate([np.ones_like(t), t, t**2, t**3], axis=1)
    weights = np.array([[0, 2, 0, 0], [-1, 0, 1, 0], [2, -5, 4, -1], [-1, 3, -3, 1]])
    return np.asarray(0.5 * powers @ weights, dtype=np.float64)


@lru_cache(maxsize=64)
def _swelling(count: int) -> NDArray[np.float64]:
    """The share of its width that a stroke of ``count`` points has at each of them."""
    return np.asarray(0.12 + 0.88 * np.sin(np.linspace(0.0, math.pi, count)), dtype=np.float64)


def ellipse(centre: Point, radii: Point, *, turned: float = 0.0) -> Points:
    """The outline of an ellipse; ``turned`` in radians."""
    outline = _CIRCLE * radii
    if turned:
        cosine, sine = math.cos(turned), math.sin(turned)
        outline = outline @ np.array([[cosine, sine], [-sine, cosine]])
    return outline + centre


def mirrored(points: Points) -> Points:
    """The same on the other side of the face, in reverse order."""
    return points[::-1] * (-1.0, 1.0)


def both_sides(right: Points) -> Points:
    """A closed outline from its right half, which runs from the top to the bottom."""
    return np.concatenate([right, mirrored(right)])


class DrawingCanvas:
    """A square ``uint8`` RGB picture with a face's coordinates laid over it.

    One unit of the face is ``scale`` of the side; ``origin`` is where the face's (0, 0) lies, as
    shares of the side; ``turned`` in radians.
    """

    def __init__(self, side_px: int, *, origin: Point, scale: float, turned: float) -> None:
        self.pixels = np.zeros((side_px, side_px, 3), dtype=np.uint8)
        self._side = side_px
        cosine, sine = math.cos(turned) * scale, math.sin(turned) * scale
        self._turn = np.array([[cosine, sine], [-sine, cosine]])
        self._origin = np.array(origin)
        self._unit_px = scale * side_px
        self._shade = np.zeros((_SHADE_PX, _SHADE_PX), dtype=np.float32)

    def fill(self, outline: Points, colour: Colour, *, alpha: float = 1.0) -> None:
        """Fill a closed outline; ``alpha`` 0-1 lets through what is below."""
        points = self._sixteenths(outline, self._side)
        if alpha >= 1.0:
            cv2.fillPoly(self.pixels, [points], colour, cv2.LINE_AA, _SHIFT)
            return
        x, y, width, height = (value >> _SHIFT for value in cv2.boundingRect(points))
        left, top = max(x - 2, 0), max(y - 2, 0)
        part = self.pixels[top : max(y + height + 3, 0), left : max(x + width + 3, 0)]
        if part.size and alpha > 0.0:
            painted = part.copy()
            points -= (left << _SHIFT, top << _SHIFT)
            cv2.fillPoly(painted, [points], colour, cv2.LINE_AA, _SHIFT)
            cv2.addWeighted(painted, alpha, part, 1.0 - alpha, 0.0, dst=part)

    def stroke(self, line: Points, colour: Colour, width: float, *, alpha: float = 1.0) -> None:
        """A line of ``width`` in its middle that runs out to a point at both ends."""
        if alpha > 0.0:
            self.fill(ribbon(line, width * _swelling(len(line))), colour, alpha=alpha)

    def line(self, line: Points, colour: Colour, width: float) -> None:
        """A line of the same width everywhere."""
        thickness = max(round(width * self._unit_px), 1)
        points = self._sixteenths(line, self._side)
        cv2.polylines(self.pixels, [points], False, colour, thickness, cv2.LINE_AA, _SHIFT)

    def shade(self, outline: Points, amount: float) -> None:
        """Note a soft shadow (0-1; negative: light) to be laid on by ``lay_shades``."""
        points = self._sixteenths(outline, _SHADE_PX)
        layer = np.zeros_like(self._shade)
        cv2.fillPoly(layer, [points], amount, cv2.LINE_8, _SHIFT)
        self._shade += layer

    def lay_shades(self, colour: Colour, *, softness: float) -> None:
        """Lay the noted shadows on, blurred by ``softness`` (a share of the side)."""
        soft = cv2.GaussianBlur(self._shade, (0, 0), softness * _SHADE_PX)
        tint = 1.0 - np.array(colour) / 255.0
        factors = 1.0 - soft[:, :, np.newaxis] * tint
        self.multiply(factors.astype(np.float32))
        self._shade[:] = 0.0

    def multiply(self, factors: NDArray[np.float32]) -> None:
        """Multiply the picture by factors of any size (h, w, 3), enlarged smoothly; 0-2."""
        coarse = np.clip(factors * 128.0, 0.0, 255.0).astype(np.uint8)
        whole = cv2.resize(coarse, (self._side, self._side), interpolation=cv2.INTER_LINEAR)
        cv2.multiply(self.pixels, whole, dst=self.pixels, scale=1.0 / 128.0)

    def _sixteenths(self, points: Points, side_px: int) -> NDArray[np.int32]:
        """Face to pixel coordinates; a pixel's centre is a whole number."""
        unit = side_px * (1 << _SHIFT)
        places = points @ (self._turn * unit) + (self._origin * unit - (1 << _SHIFT) / 2)
        rounded: NDArray[np.int32] = np.rint(places, out=places).astype(np.int32)
        return rounded


def ribbon(line: Points, widths: NDArray[np.float64] | float) -> Points:
    """The closed outline of a band along a line, ``widths`` wide at each of its points."""
    along = np.empty_like(line)
    along[1:-1] = line[2:] - line[:-2]
    along[0], along[-1] = line[1] - line[0], line[-1] - line[-2]
    length = np.maximum(np.sqrt((along * along).sum(axis=1)), 1e-9)
    half = along[:, ::-1] * _NORMAL * (np.asarray(widths) / 2 / length)[:, np.newaxis]
    return np.concatenate([line + half, (line - half)[::-1]])

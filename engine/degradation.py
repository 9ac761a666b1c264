"""What makes a face harder to read, by a stated amount: less light, blur, a mask.

Trainings draw the amounts by chance (``training.dataset.degradation``), the shake test lets a
person choose them (``engine.robustness``).
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.preprocessing import Image

GAMMA = 2.2
"""Of a picture's tones."""

_READ_NOISE = 6.0  # electrons of a pixel of a camera in the dark
_MASK_EDGE_PX = 0.7


def rounded_bytes(tones: NDArray[np.float64]) -> Image:
    """Tones (0-255) as ``uint8``; what is brighter or darker than a picture can be is cut."""
    return np.clip(np.round(tones), 0, 255).astype(np.uint8)


def exposed(image: Image, stops: float, *, full_well: float, random: np.random.Generator) -> Image:
    """A picture with twice the light a stop (negative: half of it), and the noise of its photons.

    ``full_well`` is how many electrons of a camera's pixel are white.
    """
    # By tables of the 256 tones: powers of millions of values would take ten times as long.
    electrons = (np.arange(256) / 255.0) ** GAMMA * 2.0**stops * full_well
    spread = cv2.LUT(image, np.sqrt(electrons + _READ_NOISE**2))
    counted = cv2.LUT(image, electrons) + random.normal(size=image.shape) * spread
    return rounded_bytes(np.maximum(counted / full_well, 0.0) ** (1.0 / GAMMA) * 255.0)


def blurred(image: Image, sigma_px: float) -> Image:
    """A picture out of focus, by a normal distribution of this standard deviation."""
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma_px), dtype=np.uint8)


def mask_cover(side: int, outline: Sequence[tuple[float, float]], *, top: float = 0.0) -> Image:
    """What a mask covers of a square of ``side`` pixels: ``uint8`` (side, side), 255 where it does.

    ``outline`` are corners (x, y) as shares of the side; nothing above the share ``top`` is
    covered.
    """
    corners = np.round(np.array(outline) * side).astype(np.int32)
    inside = np.zeros((side, side), dtype=np.uint8)
    cv2.fillPoly(inside, [corners], 255, lineType=cv2.LINE_AA)
    inside[: round(top * side)] = 0
    return np.asarray(cv2.GaussianBlur(inside, (0, 0), _MASK_EDGE_PX), dtype=np.uint8)


def cloth(
    side: int,
    colour: NDArray[np.float64],
    *,
    depth: float,
    folds: float,
    random: np.random.Generator,
) -> NDArray[np.float64]:
    """Cloth of a colour (RGB, 0-255), (side, side, 3), with folds that differ by a share of it."""
    waves = 2.0 * np.pi * np.arange(side)[:, np.newaxis, np.newaxis] / side
    shades = 1.0 + depth * np.sin(waves * folds)
    return np.asarray(colour * shades + random.normal(0.0, 2.0, (side, side, 3)))


def covered(image: Image, cover: Image, over: NDArray[np.float64]) -> Image:
    """A picture (H, W, 3) with something ``over`` it (H, W, 3), where ``cover`` (H, W) says so."""
    share = cover[..., np.newaxis] / 255.0
    return rounded_bytes(image * (1.0 - share) + over * share)

"""Copies of faces as worse photos would show them: dark, turned, grey, scanned.

They stand for sources that no data set here has, when it is asked what a model may promise of
photos that it never saw.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

Chips = NDArray[np.uint8]

_GAMMA = 2.2  # of a picture's tones


def _dark(chip: Chips, random: np.random.Generator) -> Chips:
    """One to three stops too dark, with a sensor's noise."""
    tones = chip * 2.0 ** (-random.uniform(1.0, 3.0) / _GAMMA)
    return _bytes(tones + random.normal(0.0, 4.0, chip.shape))


def _turned(chip: Chips, random: np.random.Generator) -> Chips:
    """Turned by 10 to 25 degrees around the middle of the face."""
    side = chip.shape[0]
    angle = float(random.uniform(10.0, 25.0) * random.choice([-1.0, 1.0]))
    middle = (side - 1) / 2.0
    matrix = cv2.getRotationMatrix2D((middle, middle), angle, 1.0)
    return np.asarray(cv2.warpAffine(chip, matrix, (side, side)), dtype=np.uint8)


def _grey(chip: Chips, random: np.random.Generator) -> Chips:
    """Without colour, as in a newspaper."""
    del random  # grey is grey
    return np.repeat(cv2.cvtColor(chip, cv2.COLOR_RGB2GRAY)[..., np.newaxis], 3, axis=2)


def _scanned(chip: Chips, random: np.random.Generator) -> Chips:
    """A small old print: a quarter to half of the detail, little contrast, yellow and grainy."""
    side = chip.shape[0]
    small = max(round(side * random.uniform(0.25, 0.5)), 4)
    grey = cv2.resize(_grey(chip, random), (small, small), interpolation=cv2.INTER_AREA)
    soft = cv2.resize(grey, (side, side), interpolation=cv2.INTER_CUBIC).astype(np.float64)
    faded = (soft - 128.0) * random.uniform(0.5, 0.9) + 128.0
    return _bytes((faded + random.normal(0.0, 6.0, faded.shape)) * (1.05, 1.0, 0.85))


def _bytes(tones: NDArray[np.float64]) -> Chips:
    return np.clip(np.round(tones), 0, 255).astype(np.uint8)


_KINDS: dict[str, Callable[[Chips, np.random.Generator], Chips]] = {
    "dark": _dark,
    "turned": _turned,
    "grey": _grey,
    "scanned": _scanned,
}
KINDS = tuple(_KINDS)
"""Names of what can be done to a face."""


def degraded(chips: Chips, kind: str, *, border_px: int = 0, seed: int = 0) -> Chips:
    """Degraded copies of chips, ``uint8`` RGB (N, S, S, 3), without their border of ``border_px``.

    A turned face shows what the border has. The same seed gives the same copies. Raises
    ``KeyError`` for a kind that is none of ``KINDS``.
    """
    change = _KINDS[kind]
    random = np.random.default_rng((seed, KINDS.index(kind)))
    end = chips.shape[1] - border_px
    made = np.stack([change(np.asarray(chip), random) for chip in chips])
    return np.ascontiguousarray(made[:, border_px:end, border_px:end])

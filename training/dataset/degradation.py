"""Copies of faces as worse photos would show them: dark, turned, grey, scanned.

They stand for sources that no data set here has, when it is asked what a model may promise of
photos that it never saw (``KINDS``), and for what makes a face hard to read, in all degrees, when
it is asked by how much less (``HARD_KINDS``).
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as PillowImage

from engine import degradation
from engine.degradation import GAMMA, rounded_bytes

Chips = NDArray[np.uint8]


def _dark(chip: Chips, random: np.random.Generator) -> Chips:
    """One to three stops too dark, with a sensor's noise."""
    tones = chip * 2.0 ** (-random.uniform(1.0, 3.0) / GAMMA)
    return rounded_bytes(tones + random.normal(0.0, 4.0, chip.shape))


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
    return rounded_bytes((faded + random.normal(0.0, 6.0, faded.shape)) * (1.05, 1.0, 0.85))


# What follows is done to a chip with its border, if it has one: shares are of all that it shows.
_FULL_WELLS = (2000.0, 8000.0)  # electrons of a pixel of a camera


def _underexposed(chip: Chips, random: np.random.Generator) -> Chips:
    """Half a stop to three stops too little light, with the noise of few photons."""
    full = random.uniform(*_FULL_WELLS)
    stops = -random.uniform(0.5, 3.2)
    return _moved(degradation.exposed(chip, stops, full_well=full, random=random), random)


def _blurred(chip: Chips, random: np.random.Generator) -> Chips:
    """Out of focus, by 0.6 to 5 % of the side."""
    sigma = chip.shape[0] * math.exp(random.uniform(math.log(0.006), math.log(0.05)))
    return _moved(degradation.blurred(chip, sigma), random)


def _small(chip: Chips, random: np.random.Generator) -> Chips:
    """Enlarged from a quarter to 60 % of the pixels on a side."""
    side = chip.shape[0]
    few = max(round(side * random.uniform(0.25, 0.6)), 4)
    reduced = cv2.resize(chip, (few, few), interpolation=cv2.INTER_AREA)
    large = cv2.resize(reduced, (side, side), interpolation=cv2.INTER_CUBIC)
    return _moved(np.asarray(large, dtype=np.uint8), random)


def _masked(chip: Chips, random: np.random.Generator) -> Chips:
    """A mask from the bridge of the nose to the chin, in any colour, with folds."""
    side = chip.shape[0]
    top, cheek, jaw = random.uniform((0.42, 0.44, 0.78), (0.55, 0.6, 0.86))
    wide = random.uniform(0.24, 0.34)
    shares = [(0.5, top), (0.5 + wide, cheek), (0.5 + 0.9 * wide, jaw), (0.5, 1.0)]
    shares += [(0.5 - 0.9 * wide, jaw), (0.5 - wide, cheek)]
    colour = random.uniform(20.0, 245.0) + random.normal(0.0, 25.0, 3)
    depth, folds = random.uniform(0.0, 0.08), random.uniform(6.0, 20.0)
    cloth = degradation.cloth(side, colour, depth=depth, folds=folds, random=random)
    return _moved(degradation.covered(chip, degradation.mask_cover(side, shares), cloth), random)


def _printed(chip: Chips, random: np.random.Generator) -> Chips:
    """A scan of an old print: grey or brown, faded, soft, grainy, scratched and kept as JPEG."""
    side = chip.shape[0]
    soft = cv2.GaussianBlur(_grey(chip, random), (0, 0), random.uniform(0.4, 1.6))
    faded = 128.0 + (soft - 128.0) * random.uniform(0.45, 0.8) + random.uniform(-15.0, 25.0)
    tint = np.array((1.06, 1.0, 0.82)) if random.random() < 0.5 else np.ones(3)
    grain = random.normal(0.0, random.uniform(3.0, 11.0), (side, side, 1))
    scan = np.ascontiguousarray(np.clip((faded + grain) * tint, 0.0, 255.0))
    for _ in range(int(random.integers(0, 5))):
        top, bottom = random.integers(0, side, 2).tolist()
        cv2.line(scan, (top, 0), ((3 * top + bottom) // 4, side), (225.0, 225.0, 225.0), 1)
    scan[random.random((side, side)) > 0.998] = 240.0
    return _moved(_saved(rounded_bytes(scan), quality=int(random.integers(40, 70))), random)


def _compressed(chip: Chips, random: np.random.Generator) -> Chips:
    """Saved as JPEG of quality 5 to 20."""
    return _moved(_saved(chip, quality=int(random.integers(5, 20))), random)


def _saved(chip: Chips, *, quality: int) -> Chips:
    held = io.BytesIO()
    PillowImage.fromarray(chip).save(held, "JPEG", quality=quality)
    return np.asarray(PillowImage.open(held), dtype=np.uint8)


def _moved(chip: Chips, random: np.random.Generator) -> Chips:
    """Cut a little beside the mark, as where landmarks are hard to see."""
    side = chip.shape[0]
    middle = (side - 1) / 2.0
    zoom = math.exp(random.normal(0.0, 0.02))
    angle = float(random.normal(0.0, 1.5))
    matrix = np.array(cv2.getRotationMatrix2D((middle, middle), angle, zoom), dtype=np.float64)
    matrix[:, 2] += random.normal(0.0, 0.01 * side, 2)
    return np.asarray(cv2.warpAffine(chip, matrix, (side, side)), dtype=np.uint8)


_Change = Callable[[Chips, np.random.Generator], Chips]
_KINDS: dict[str, _Change] = {"dark": _dark, "turned": _turned, "grey": _grey, "scanned": _scanned}
_HARD_KINDS: dict[str, _Change] = {
    "underexposed": _underexposed,
    "blurred": _blurred,
    "small": _small,
    "masked": _masked,
    "printed": _printed,
    "compressed": _compressed,
}
KINDS = tuple(_KINDS)
"""Names of what can be done to a face to make it one of another source."""
HARD_KINDS = tuple(_HARD_KINDS)
"""Names of what makes a face hard to read."""


def degraded(chips: Chips, kind: str, *, border_px: int = 0, seed: int = 0) -> Chips:
    """Degraded copies of chips, ``uint8`` RGB (N, S, S, 3), without their border of ``border_px``.

    A turned face shows what the border has. The same seed gives the same copies. Raises
    ``KeyError`` for a kind that is none of ``KINDS`` and ``HARD_KINDS``.
    """
    change = (_KINDS | _HARD_KINDS)[kind]
    random = np.random.default_rng((seed, (*KINDS, *HARD_KINDS).index(kind)))
    end = chips.shape[1] - border_px
    made = np.stack([change(np.asarray(chip), random) for chip in chips])
    return np.ascontiguousarray(made[:, border_px:end, border_px:end])

"""What a drawn face looks like: numbers drawn by lot around an age and a gender.

Ages show in many small ways that all change steadily; genders show as tendencies that overlap,
hardly at all in small children, so that some faces stay undecidable. Skin tone, eye colour and
natural hair colour have nothing to do with either.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from training.dataset.drawn.canvas import Colour, mixed

HairStyle = Literal["tuft", "short", "crop", "curly", "bob", "long", "wavy", "bun", "bald"]
Beard = Literal["none", "stubble", "moustache", "goatee", "full"]

_SKIN: tuple[Colour, ...] = (
    (255, 226, 202),
    (247, 209, 178),
    (236, 190, 152),
    (220, 168, 124),
    (194, 138, 96),
    (160, 108, 74),
    (124, 80, 56),
    (92, 60, 45),
)
_HAIR: tuple[Colour, ...] = (
    (38, 31, 30),
    (62, 44, 36),
    (98, 66, 44),
    (142, 100, 64),
    (208, 168, 104),
    (166, 84, 48),
)
_EYES: tuple[Colour, ...] = (
    (74, 48, 34),
    (104, 70, 42),
    (92, 112, 70),
    (78, 118, 160),
    (100, 124, 136),
)
_GREY: Colour = (206, 206, 210)
_ROSE: Colour = (196, 74, 84)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceColours:
    """The colours of a face; ``blush`` (0-1) is how red the cheeks are."""

    skin: Colour
    hair: Colour
    brow: Colour
    iris: Colour
    lips: Colour
    cloth: Colour
    blush: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Sizes and places in the face's units: the eyes lie at height 0, y runs down.

    ``jaw``: 2 is oval, more is squarer; ``taper`` narrows the chin; ``smile`` bends the mouth.
    """

    half_width: float
    top: float
    chin: float
    jaw: float
    taper: float
    eye_distance: float
    eye_width: float
    eye_height: float
    brow_width: float
    brow_height: float
    nose_length: float
    nose_width: float
    mouth: float
    mouth_width: float
    lip_height: float
    smile: float
    neck: float
    ear: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hair:
    """How hair and beard are worn; ``parting`` -1 to 1, ``recession`` 0-1, ``volume`` in units."""

    style: HairStyle
    parting: float
    fringe: bool
    recession: float
    volume: float
    beard: Beard


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What else there is; ``lashes`` 0-1, ``glasses`` 0 for none, else how round (0-1)."""

    lashes: float
    glasses: float
    earrings: bool
    ribbon: bool
    freckles: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """The looks of one face.

    ``growth`` runs from 0 at birth to 1 in adults, ``wear`` from 0 in young adults to about 1 in
    the very old.
    """

    growth: float
    wear: float
    colours: FaceColours
    shape: Shape
    hair: Hair
    extras: Extras


class _Lots:
    """Lots drawn for one face: ``f`` is how female it looks (-1 to 1 and a little beyond)."""

    def __init__(self, age_years: float, gender: int, rng: np.random.Generator) -> None:
        self.rng = rng
        # Nobody looks exactly as old as they are.
        self.age = max(age_years + rng.normal(0.0, 0.3 + 0.03 * age_years), 0.0)
        maturity = 0.4 + 0.6 * _ramp(age_years, 4.0, 16.0)
        clear = min(max(rng.normal(1.0, 0.28), 0.0), 1.5)
        self.f = (2 * gender - 1) * maturity * clear
        self.growth = 1.0 - math.exp(-self.age / 8.0)
        self.wear = min(max((self.age - 24.0) / 62.0, 0.0), 1.15)

    def between(self, low: float, high: float) -> float:
        return float(self.rng.uniform(low, high))

    def about(self, mean: float, spread: float) -> float:
        return mean + spread * min(max(float(self.rng.normal()), -2.2), 2.2)

    def grown(self, newborn: float, adult: float) -> float:
        """Between the newborn's and the adult's value, a little off for each face."""
        return self.about(newborn + (adult - newborn) * self.growth, 0.02 * adult)

    def leaning(self, male: float, female: float) -> float:
        """Between what is usual for men and for women; they overlap."""
        share = min(max(0.5 + 0.5 * self.f + 0.18 * float(self.rng.normal()), -0.15), 1.15)
        return male + (female - male) * share

    def chance(self, probability: float) -> bool:
        return bool(self.rng.random() < probability)

    def one_of(self, colours: tuple[Colour, ...], weights: tuple[float, ...]) -> Colour:
        return colours[int(self.rng.choice(len(colours), p=weights))]

    @property
    def ripeness(self) -> float:
        """0 in children, 1 from about 20 on: when beards and make-up appear."""
        return _ramp(self.age, 13.0, 21.0)


def traits_of(age_years: float, gender: int, rng: np.random.Generator) -> Traits:
    """Draw the looks of one face by lot; ``age_years`` 0 and above, ``gender`` 0 male, 1 female."""
    lots = _Lots(age_years, gender, rng)
    return Traits(
        growth=lots.growth,
        wear=lots.wear,
        colours=_colours(lots),
        shape=_shape(lots),
        hair=_hair(lots),
        extras=_extras(lots),
    )


def _colours(lots: _Lots) -> FaceColours:
    natural = lots.one_of(_HAIR, (0.26, 0.24, 0.2, 0.12, 0.11, 0.07))
    grey = min(_ramp(lots.age, 34.0, 76.0) * lots.between(0.85, 1.1), 1.0)
    skin = _skin(lots)
    brow = mixed(mixed(natural, (52, 38, 32), 0.5), _GREY, 0.75 * grey)
    return FaceColours(
        skin=skin,
        hair=mixed(natural, _GREY, grey),
        brow=mixed(skin, brow, 0.45 + 0.55 * lots.growth),
        iris=lots.one_of(_EYES, (0.38, 0.22, 0.12, 0.16, 0.12)),
        lips=_lip_colour(lots, skin),
        cloth=(lots.between(40, 220), lots.between(40, 220), lots.between(40, 220)),
        blush=lots.between(0.1, 0.3) + 0.45 * (1.0 - lots.growth),
    )


def _skin(lots: _Lots) -> Colour:
    place = lots.between(0.0, len(_SKIN) - 1.001)
    tone = mixed(_SKIN[int(place)], _SKIN[int(place) + 1], place % 1.0)
    dull = mixed(tone, (170, 160, 150), 0.14 * lots.wear)
    return mixed(dull, (255, 190, 170), 0.1 * (1.0 - lots.growth))


def _lip_colour(lots: _Lots, skin: Colour) -> Colour:
    natural = mixed(skin, _ROSE, lots.about(0.34, 0.05) - 0.14 * lots.wear)
    made_up = lots.chance(0.7 * lots.ripeness * _tendency(lots.f, 0.15))
    return mixed(natural, (190, 38, 66), lots.between(0.35, 0.7)) if made_up else natural


def _shape(lots: _Lots) -> Shape:
    wear, ripe = lots.wear, lots.ripeness
    return Shape(
        half_width=lots.grown(0.455, 0.44) + 0.012 * wear,
        top=lots.grown(-0.66, -0.58),
        chin=lots.grown(0.475, 0.66) + lots.leaning(0.02, -0.015) * (0.3 + 0.7 * ripe),
        jaw=lots.grown(2.25, 2.2) + lots.leaning(0.46, -0.14) * (0.25 + 0.75 * ripe),
        taper=lots.grown(0.02, 0.13) + lots.leaning(-0.06, 0.07) - 0.09 * wear,
        eye_distance=lots.grown(0.205, 0.198),
        eye_width=lots.grown(0.118, 0.09) + lots.leaning(-0.004, 0.006),
        eye_height=lots.grown(0.105, 0.056) + lots.leaning(-0.006, 0.01) - 0.015 * wear,
        brow_width=lots.grown(0.012, 0.036) + lots.leaning(0.022, -0.012) * (0.3 + 0.7 * ripe),
        brow_height=lots.grown(0.15, 0.115) + lots.leaning(-0.012, 0.014) - 0.012 * wear,
        nose_length=lots.grown(0.15, 0.245) + 0.045 * wear,
        nose_width=lots.grown(0.05, 0.075) + lots.leaning(0.01, -0.008) + 0.02 * wear,
        mouth=lots.grown(0.31, 0.415) + 0.012 * wear,
        mouth_width=lots.grown(0.095, 0.155),
        lip_height=lots.grown(0.05, 0.062) + lots.leaning(-0.012, 0.014) - 0.03 * wear,
        smile=lots.about(0.03, 0.016),
        neck=lots.grown(0.17, 0.27) + lots.leaning(0.05, -0.03) * ripe,
        ear=lots.grown(0.085, 0.115) + 0.03 * wear,
    )


def _recession(lots: _Lots) -> float:
    """How far the hairline has gone back: a little in all, far in many elder men."""
    own = lots.leaning(lots.between(0.25, 1.25), 0.18)
    return min(max(own, 0.05) * _ramp(lots.age, 22.0, 75.0), 1.0)


def _glasses(lots: _Lots) -> float:
    """0 for none, else how round they are (0-1)."""
    share = 0.04 + 0.16 * _ramp(lots.age, 6.0, 20.0) + 0.2 * _ramp(lots.age, 40.0, 60.0)
    return lots.between(0.1, 1.0) if lots.chance(share) else 0.0


def _hair(lots: _Lots) -> Hair:
    style = _style(lots, long_hair=lots.chance(0.08 + 0.8 * _tendency(lots.f, 0.0)))
    return Hair(
        style=style if lots.chance(_ramp(lots.age, 1.0, 4.0)) else "tuft",
        parting=lots.between(-0.75, 0.75),
        fringe=lots.chance(0.35 * (1.0 - 0.5 * lots.wear)),
        recession=_recession(lots),
        volume=lots.between(0.03, 0.085) * (0.4 + 0.6 * lots.growth),
        beard=_beard(lots),
    )


def _extras(lots: _Lots) -> Extras:
    female, ripe = _tendency(lots.f, 0.0), lots.ripeness
    return Extras(
        lashes=max(lots.leaning(0.0, 0.85) * (0.35 + 0.65 * ripe), 0.0),
        glasses=_glasses(lots),
        earrings=lots.chance(female * (0.1 + 0.35 * ripe) * _ramp(lots.age, 3.0, 8.0)),
        ribbon=lots.chance(0.25 * female * (1.0 - ripe) * _ramp(lots.age, 0.5, 3.0)),
        freckles=lots.chance(0.12 * (1.0 - lots.wear)),
    )


def _style(lots: _Lots, *, long_hair: bool) -> HairStyle:
    if not long_hair:
        if lots.f < 0.0 and lots.chance(0.75 * _ramp(lots.age, 38.0, 72.0)):
            return "bald"
        return ("short", "short", "crop", "curly")[int(lots.rng.integers(4))]
    # Hair is worn shorter with age.
    if lots.chance(0.25 + 0.45 * lots.wear):
        return ("bob", "bun", "bob", "curly")[int(lots.rng.integers(4))]
    return ("long", "wavy", "long")[int(lots.rng.integers(3))]


def _beard(lots: _Lots) -> Beard:
    if not lots.chance(0.66 * _tendency(-lots.f, -0.35) * lots.ripeness):
        return "none"
    if lots.age < 21:
        return "stubble"
    return ("stubble", "full", "moustache", "goatee", "full")[int(lots.rng.integers(5))]


def _ramp(value: float, low: float, high: float) -> float:
    """0 up to ``low``, 1 from ``high`` on, smooth between."""
    share = min(max((value - low) / (high - low), 0.0), 1.0)
    return share * share * (3.0 - 2.0 * share)


def _tendency(f: float, middle: float) -> float:
    """0-1: how strongly a face leans to one side of ``middle``."""
    return 1.0 / (1.0 + math.exp(-5.0 * (f - middle)))

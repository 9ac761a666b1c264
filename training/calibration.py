"""Ranges with a promise and a threshold for "not sure", fitted on faces held out from training.

An age range is right for a stated share of faces like those that it was fitted on (split-conformal
prediction: Vovk et al., "Algorithmic Learning in a Random World", 2005; Papadopoulos et al., ECML
2002; errors scaled to the face as in Lei et al., JASA 2018). Its width follows the age that is
stated and, where the network states one, the spread. One number for everybody would be too wide
for small children and far too narrow for the old; so ages that the ranges serve worst count for
more until none is left far behind.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.evaluation import AGE_BAND_STARTS
from engine.spec import LEAST_SPREAD_YEARS, AgeRange, Calibration

Floats = NDArray[np.float64]

COVERAGE = 0.8
ANSWERED_ERROR = 0.05
"""Of the genders that are answered, at most this share (0-1) is to be wrong."""

_LEAST_FACES = 100  # a promise about 80 of 100 needs that many
_FOLDS = 5
_KNOTS = (1.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0, 50.0, 60.0, 70.0, 80.0)
_NEIGHBOURS = 200  # faces of about the same stated age that decide a knot
_LEAST_REACH_YEARS = 3.0
_BAND_COVERAGE = 0.78  # that each band of ages is to have at least
_BAND_FACES = 40  # fewer are too few to steer by
_ROUNDS, _STEP = 20, 0.5
_THRESHOLDS = np.round(np.arange(0.5, 0.801, 0.01), 2)


@dataclass(frozen=True, slots=True)
class HeldOutAnswer:
    """Where genders under ``threshold`` go unanswered: the shares (0-1) answered, and wrong."""

    threshold: float
    answered: float
    error: float


def calibrated(
    *, ages: Floats, stated: Floats, spreads: Floats | None, genders: Floats, female: Floats
) -> Calibration:
    """What a model is to say of its own certainty, from its answers on held-out faces (N,).

    ``ages`` and ``genders`` are the labels (NaN where unknown), ``stated`` the ages that the model
    states and ``spreads`` their standard deviations, all in years; ``female`` its scores (0-1).
    Where fewer than 100 labels are known, no range is promised and the usual threshold stays.
    """
    known = np.isfinite(ages)
    age_range = None
    if known.sum() >= _LEAST_FACES:
        age_range = fit_range(
            ages[known], stated[known], None if spreads is None else spreads[known]
        )
    curve = answer_curve(genders, female)
    if not curve:
        return Calibration(age_range=age_range)
    return Calibration(unsure_below=_threshold(curve), age_range=age_range)


def answer_curve(genders: Floats, female: Floats) -> tuple[HeldOutAnswer, ...]:
    """Error against share answered, for thresholds of 0.5 to 0.8; empty under 100 known labels."""
    known = np.isfinite(genders)
    if known.sum() < _LEAST_FACES:
        return ()
    right = (female[known] >= 0.5) == (genders[known] >= 0.5)
    certainty = np.maximum(female[known], 1.0 - female[known])
    points = []
    for threshold in _THRESHOLDS.tolist():
        answered = certainty >= threshold
        error = 1.0 - float(right[answered].mean()) if answered.any() else 0.0
        points.append(HeldOutAnswer(threshold, float(answered.mean()), error))
    return tuple(points)


def _threshold(curve: tuple[HeldOutAnswer, ...]) -> float:
    """The lowest at which few enough answers are wrong, never under the usual one."""
    usual = Calibration().unsure_below
    for point in curve:
        if point.threshold >= usual and point.error <= ANSWERED_ERROR:
            return point.threshold
    return curve[-1].threshold


def fit_range(ages: Floats, stated: Floats, spreads: Floats | None) -> AgeRange:
    """Ranges that hold ``COVERAGE`` of these faces, all arrays (N,) in years, N >= 100.

    The shape is fitted on all faces; the one number that makes the promise comes from faces that
    the shape was not fitted on (cross-conformal: Vovk, Annals of Mathematics and AI 2015).
    """
    scale = np.ones_like(stated) if spreads is None else np.maximum(spreads, LEAST_SPREAD_YEARS)
    distances = np.empty_like(stated)
    for rest, fold in _folds(len(ages)):
        shape = _Shape.fitted(ages[rest], stated[rest], scale[rest])
        distances[fold] = shape.distances(ages[fold], stated[fold], scale[fold])
    rank = min(math.ceil((len(ages) + 1) * COVERAGE), len(ages))
    factor = float(np.sort(distances)[rank - 1])
    shape = _Shape.fitted(ages, stated, scale)
    return AgeRange(
        ages=tuple(shape.knots.tolist()),
        below=tuple(np.round(shape.below * factor, 3).tolist()),
        above=tuple(np.round(shape.above * factor, 3).tolist()),
        by_spread=spreads is not None,
        coverage=COVERAGE,
    )


def _folds(count: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    order = np.random.default_rng(0).permutation(count)
    for number in range(_FOLDS):
        chosen = np.zeros(count, dtype=bool)
        chosen[order[number::_FOLDS]] = True
        yield np.flatnonzero(~chosen), np.flatnonzero(chosen)


@dataclass(frozen=True, slots=True, eq=False)
class _Shape:
    """How far ranges reach below and above at each knot (a stated age), in units of the scale."""

    knots: Floats
    below: Floats
    above: Floats

    @classmethod
    def fitted(cls, ages: Floats, stated: Floats, scale: Floats) -> _Shape:
        """Raise the weight of age bands that are covered too seldom until none is left behind."""
        bands = np.searchsorted(AGE_BAND_STARTS, ages, side="right") - 1
        counts = np.bincount(bands, minlength=len(AGE_BAND_STARTS))
        near = _Neighbourhoods.of(stated)
        errors = (ages - stated) / scale
        weights = np.ones(len(AGE_BAND_STARTS))
        for _ in range(_ROUNDS):
            below, above = near.reaches(errors, weights[bands])
            shape = cls(near.knots, below, above)
            distances = shape.distances(ages, stated, scale)
            inside = distances <= np.quantile(distances, COVERAGE)
            covered = np.bincount(bands, weights=inside, minlength=len(weights)) / np.maximum(
                counts, 1
            )
            lacking = np.clip(_BAND_COVERAGE - covered, -0.05, 0.2) * (counts >= _BAND_FACES)
            weights = weights * np.exp(_STEP * lacking)
            weights = weights / weights[bands].mean()
        # Of one size however the weights came out, so that a factor fits the shapes of all folds.
        size = float(np.quantile(distances, COVERAGE))
        return cls(near.knots, below * size, above * size)

    def distances(self, ages: Floats, stated: Floats, scale: Floats) -> Floats:
        """How many times as wide each range must be to reach the label; 0 at the stated age."""
        errors = (ages - stated) / scale
        below = np.interp(stated, self.knots, self.below)
        above = np.interp(stated, self.knots, self.above)
        distances: Floats = np.where(errors < 0, -errors / below, errors / above)
        return distances


@dataclass(frozen=True, slots=True, eq=False)
class _Neighbourhoods:
    """How much each face counts at each knot: ``shares`` (K, N)."""

    knots: Floats
    shares: Floats

    @classmethod
    def of(cls, stated: Floats) -> _Neighbourhoods:
        least, most = stated.min(), stated.max()
        knots = [knot for knot in _KNOTS if least <= knot <= most] or [float(np.median(stated))]
        shares = []
        for knot in knots:
            away = np.abs(stated - knot)
            reach = np.sort(away)[min(_NEIGHBOURS, len(away)) - 1]
            shares.append(np.exp(-2.0 * (away / max(reach, _LEAST_REACH_YEARS)) ** 2))
        return cls(np.array(knots), np.array(shares))

    def reaches(self, errors: Floats, weights: Floats) -> tuple[Floats, Floats]:
        """How far below and above the stated age the middle ``COVERAGE`` of labels lies, (K,)."""
        order = np.argsort(errors)
        mass = np.cumsum((self.shares * weights)[:, order], axis=1)
        low, high = (
            np.array([np.interp(share * row[-1], row, errors[order]) for row in mass])
            for share in ((1 - COVERAGE) / 2, (1 + COVERAGE) / 2)
        )
        # A range holds the age that is stated, and never ends right at it.
        least = 0.1 * (high - low) + 1e-3
        return np.maximum(-low, least), np.maximum(high, least)

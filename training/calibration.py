"""Ranges with a promise and a threshold for "not sure", fitted on faces held out from training.

An age range is right for a stated share of faces like those that it was fitted on (split-conformal
prediction: Vovk et al., "Algorithmic Learning in a Random World", 2005; Papadopoulos et al., ECML
2002; errors scaled to the face as in Lei et al., JASA 2018). Its width follows the age that is
stated and, where the network states one, the spread. Faces of several sources are calibrated by
leaving one source out at a time: what holds on a source that was not asked is worth more than what
holds on those that were. One number for everybody would be too wide
for small children and far too narrow for the old; so ages that the ranges serve worst count for
more until none is left far behind, and what that makes of neighbouring ages is smoothed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.evaluation import AGE_BAND_STARTS
from engine.spec import LEAST_SPREAD_YEARS, AgeRange, Calibration
from training.thresholds import fair_thresholds

Floats = NDArray[np.float64]

COVERAGE = 0.8
LEFT_OUT_COVERAGE = 0.8
"""What ranges are to hold at least of each source that they were not fitted on."""
ANSWERED_ERROR = 0.05
"""Of the genders that are answered, at most this share (0-1) is to be wrong."""

_LEAST_FACES = 100  # a promise about 80 of 100 needs that many
_FOLDS = 5
_KNOTS = (1.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0, 50.0, 60.0, 70.0, 80.0)
_NEIGHBOURS = 300  # faces of about the same stated age that decide a knot
_LEAST_REACH_YEARS = 3.0
_SMOOTHED = 1 / 5  # share of a knot's age over which its reaches are averaged
_SMOOTHED_FROM_YEARS = 10.0  # younger knots are averaged as this one is
_BAND_FACES = 40  # fewer are too few to steer by
_ROUNDS, _STEP = 60, 2.0
_MOST_WEIGHT = 3.0  # of a band; with more, the smallest bands would decide alone
_NARROW_YEARS = 1.5
_BAND_REACH_YEARS = 5.0
_THRESHOLDS = np.round(np.arange(0.5, 0.801, 0.01), 2)


@dataclass(frozen=True, slots=True)
class HeldOutAnswer:
    """Where genders under ``threshold`` go unanswered: the shares (0-1) answered, and wrong."""

    threshold: float
    answered: float
    error: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HeldOut:
    """Faces that a model did not learn from, and its answers on them; every array (N,).

    ``ages`` and ``genders`` are the labels (NaN where unknown), ``reaches`` half the widths of age
    intervals, ``stated`` the ages that the model states and ``spreads`` their standard deviations,
    all in years; ``female`` its scores (0-1). ``sources`` are names; ``copies`` marks faces that
    are there another time, made worse on purpose: sources to be held, too, but none of whom ranges
    hold 80 of 100.
    """

    ages: Floats
    stated: Floats
    spreads: Floats | None
    genders: Floats
    female: Floats
    reaches: Floats | None = None
    sources: NDArray[np.str_] | None = None
    copies: NDArray[np.bool_] | None = None

    @property
    def several(self) -> bool:
        """Whether they come from more than one source."""
        return self.sources is not None and len(np.unique(self.sources)) > 1

    def take(self, chosen: NDArray[Any]) -> HeldOut:
        """Some of the faces, by numbers or flags."""
        values: dict[str, Any] = {one.name: getattr(self, one.name) for one in fields(self)}
        taken: dict[str, Any] = {
            name: value if value is None else value[chosen] for name, value in values.items()
        }
        return HeldOut(**taken)

    def calibration(self) -> Calibration:
        """What the model is to say of its own certainty.

        With several sources, ranges and thresholds are to hold on each of them. Where fewer than
        100 labels are known, no range is promised and the usual threshold stays.
        """
        known = self.take(np.isfinite(self.ages))
        age_range = None
        if len(known.ages) >= _LEAST_FACES:
            age_range = fit_range(
                known.ages,
                known.stated,
                known.spreads,
                reaches=known.reaches,
                sources=known.sources,
                copies=known.copies,
            )
        own = self if self.copies is None else self.take(~self.copies)
        curve = answer_curve(own.genders, own.female)
        if not curve:
            return Calibration(age_range=age_range)
        thresholds = None
        if self.several and self.sources is not None:
            thresholds = fair_thresholds(
                self.genders, self.female, stated=self.stated, sources=self.sources
            )
        return Calibration(
            unsure_below=_threshold(curve), age_range=age_range, thresholds=thresholds
        )


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


def fit_range(
    ages: Floats,
    stated: Floats,
    spreads: Floats | None,
    *,
    reaches: Floats | None = None,
    sources: NDArray[np.str_] | None = None,
    copies: NDArray[np.bool_] | None = None,
) -> AgeRange:
    """Ranges that hold ``COVERAGE`` of these faces, all arrays (N,) in years, N >= 100.

    The shape is fitted on all faces; the one number that makes the promise comes from faces that
    the shape was not fitted on (cross-conformal: Vovk, Annals of Mathematics and AI 2015). With
    several ``sources`` it is made large enough to hold ``LEFT_OUT_COVERAGE`` of each of them where
    the shape was fitted on the others.
    """
    faces = _Faces.of(ages, stated, spreads, reaches=reaches, sources=sources, copies=copies)
    names = faces.sources_to_hold()
    fit = _Fit.of(faces, names)
    shape, factor = fit.shape, fit.factor
    return AgeRange(
        ages=tuple(shape.knots.tolist()),
        below=tuple(np.round(shape.below * factor, 3).tolist()),
        above=tuple(np.round(shape.above * factor, 3).tolist()),
        by_spread=spreads is not None,
        coverage=COVERAGE,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Faces:
    """Held-out faces: labels, answers and how far a range of one unit reaches, (N,) each."""

    ages: Floats
    stated: Floats
    scale: Floats
    reaches: Floats
    sources: NDArray[np.str_]
    copies: NDArray[np.bool_]

    @classmethod
    def of(
        cls,
        ages: Floats,
        stated: Floats,
        spreads: Floats | None,
        *,
        reaches: Floats | None,
        sources: NDArray[np.str_] | None,
        copies: NDArray[np.bool_] | None,
    ) -> _Faces:
        count = len(ages)
        return cls(
            ages=ages,
            stated=stated,
            scale=np.ones(count) if spreads is None else np.maximum(spreads, LEAST_SPREAD_YEARS),
            reaches=np.zeros(count) if reaches is None else reaches,
            sources=np.full(count, "") if sources is None else sources,
            copies=np.zeros(count, dtype=bool) if copies is None else copies,
        )

    def take(self, chosen: NDArray[Any]) -> _Faces:
        """Some of the faces, by numbers or flags."""
        return _Faces(
            self.ages[chosen],
            self.stated[chosen],
            self.scale[chosen],
            self.reaches[chosen],
            self.sources[chosen],
            self.copies[chosen],
        )

    def sources_to_hold(self) -> list[str]:
        """Sources of at least 100 faces."""
        names, counts = np.unique(self.sources, return_counts=True)
        return [str(name) for name in names[counts >= _LEAST_FACES]]

    @property
    def errors(self) -> Floats:
        """How far labels lie from the stated ages in units of the scale; 0 inside an interval."""
        away = self.ages - self.stated
        outside: Floats = np.sign(away) * np.maximum(np.abs(away) - self.reaches, 0.0)
        return outside / self.scale

    @property
    def bands(self) -> NDArray[np.int64]:
        """The age band of each label; a long interval counts where it begins."""
        within = self.ages - np.maximum(self.reaches - _BAND_REACH_YEARS, 0.0)
        found = np.searchsorted(AGE_BAND_STARTS, within, side="right") - 1
        return found.astype(np.int64)

    def for_shape(self) -> _Faces:
        """Those with exact ages, if they are enough: an interval hides how far off an age is."""
        return self.take(self._exact if self.exact_enough else ~self.copies)

    @property
    def exact_enough(self) -> bool:
        """Whether at least 100 faces have exact ages."""
        return bool(self._exact.sum() >= _LEAST_FACES)

    @property
    def _exact(self) -> NDArray[np.bool_]:
        exact: NDArray[np.bool_] = (self.reaches < _NARROW_YEARS) & ~self.copies
        return exact


@dataclass(frozen=True, slots=True, eq=False)
class _Fit:
    """A shape, and the factor that makes its promise."""

    shape: _Shape
    factor: float

    @classmethod
    def of(cls, faces: _Faces, names: Sequence[str]) -> _Fit:
        distances = np.empty(len(faces.ages))
        for rest, fold in _folds(len(faces.ages)):
            shape = _Shape.fitted(faces.take(rest).for_shape())
            distances[fold] = shape.distances(faces.take(fold))
        own = distances[~faces.copies]
        rank = min(math.ceil((len(own) + 1) * COVERAGE), len(own))
        factor = float(np.sort(own)[rank - 1])
        if len(names) > 1:
            factor = max(factor, *(_left_out(faces, name) for name in names))
        return cls(_Shape.fitted(faces.for_shape()), factor)


def _left_out(faces: _Faces, name: str) -> float:
    """The factor that a source needs where the shape was fitted on the others."""
    left_out = faces.sources == name
    others = faces.take(~left_out)
    # Copies show the same people as the others; without exact ages there is no shape to be had.
    if faces.copies[left_out].all() or faces.exact_enough > others.exact_enough:
        others = faces
    shape = _Shape.fitted(others.for_shape())
    return float(np.quantile(shape.distances(faces.take(left_out)), LEFT_OUT_COVERAGE))


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
    def fitted(cls, faces: _Faces) -> _Shape:
        """Raise the weight of age bands that are covered too seldom until none is left behind."""
        faces = faces.take(np.argsort(faces.errors))
        bands, errors = faces.bands, faces.errors
        counts = np.bincount(bands, minlength=len(AGE_BAND_STARTS))
        near = _Neighbourhoods.of(faces.stated)
        weights = np.ones(len(AGE_BAND_STARTS))
        for _ in range(_ROUNDS):
            shape = cls(near.knots, *near.reaches(errors, weights[bands]))
            distances = shape.distances(faces)
            size = float(np.quantile(distances, COVERAGE))
            inside = distances <= size
            covered = np.bincount(bands, weights=inside, minlength=len(weights)) / np.maximum(
                counts, 1
            )
            lacking = np.clip(COVERAGE - covered, -0.05, 0.2) * (counts >= _BAND_FACES)
            weights = np.clip(weights * np.exp(_STEP * lacking), 1 / _MOST_WEIGHT, _MOST_WEIGHT)
            weights = weights / weights[bands].mean()
        # Of one size however the weights came out, so that a factor fits the shapes of all folds.
        return cls(near.knots, shape.below * size, shape.above * size)

    def distances(self, faces: _Faces) -> Floats:
        """How many times as wide each range must be to reach the label; 0 where it is met."""
        errors = faces.errors
        below = np.interp(faces.stated, self.knots, self.below)
        above = np.interp(faces.stated, self.knots, self.above)
        distances: Floats = np.where(errors < 0, -errors / below, errors / above)
        return distances


@dataclass(frozen=True, slots=True, eq=False)
class _Neighbourhoods:
    """How much each face counts at each knot, and each knot at the others.

    ``shares`` (K, N) of the faces, ``smoothing`` (K, K) of the knots, whose rows add up to one.
    """

    knots: Floats
    shares: Floats
    smoothing: Floats

    @classmethod
    def of(cls, stated: Floats) -> _Neighbourhoods:
        least, most = stated.min(), stated.max()
        knots = [knot for knot in _KNOTS if least <= knot <= most] or [float(np.median(stated))]
        shares = []
        for knot in knots:
            away = np.abs(stated - knot)
            reach = np.sort(away)[min(_NEIGHBOURS, len(away)) - 1]
            shares.append(np.exp(-2.0 * (away / max(reach, _LEAST_REACH_YEARS)) ** 2))
        at = np.array(knots)
        over = _SMOOTHED * np.maximum(at, _SMOOTHED_FROM_YEARS)[:, np.newaxis]
        smoothing = np.exp(-0.5 * ((at[:, np.newaxis] - at) / over) ** 2)
        return cls(at, np.array(shares), smoothing / smoothing.sum(axis=1, keepdims=True))

    def reaches(self, errors: Floats, weights: Floats) -> tuple[Floats, Floats]:
        """How far below and above the stated age the middle ``COVERAGE`` of labels lies, (K,).

        ``errors`` ascend. Neighbouring knots are averaged (their geometric mean): faces of nearly
        the same age are to get nearly the same range.
        """
        mass = np.cumsum(self.shares * weights, axis=1)
        low, high = (
            np.array([np.interp(share * row[-1], row, errors) for row in mass])
            for share in ((1 - COVERAGE) / 2, (1 + COVERAGE) / 2)
        )
        # A range holds the age that is stated, and never ends right at it.
        least = 0.1 * (high - low) + 1e-3
        below, above = (
            np.exp(self.smoothing @ np.log(np.maximum(reach, least))) for reach in (-low, high)
        )
        return below, above

"""How much wider ranges must be, and how much less sure genders, for faces that are hard to read.

Ranges that hold on clear faces may hold too seldom on dark, blurred, small or covered ones, and a
network may be as sure of them as of others. So validation faces are made harder to read in many
ways and degrees, and what is measured of a chip is weighed such that what goes wrong follows it:
for ranges the log of how many times as wide they would have had to be (quantile regression: Koenker
and Bassett, Econometrica 1978), for each answer of gender whether it is wrong (logistic
regression). Over each of these numbers a table says the factor that is needed, of the range or by
which log odds shrink (as by a temperature: Guo et al., ICML 2017), never less for a harder face and
never below 1 (isotonic regression: Barlow et al., 1972). What is no harder than nearly all clear
faces are keeps what was promised: otherwise a model whose ranges just hold on clear faces would
widen those of everybody, for the sake of hard ones that cannot be told from them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.preprocessing import LEGIBILITY_SIGNALS
from engine.spec import Calibration, Difficulty, Legibility, SignalWeight, doubted
from training.calibration import COVERAGE

Floats = NDArray[np.float64]

CLEAR = "clear"
"""What faces as they are are called among the kinds."""

_CLEAR_SHARE = 0.9  # of clear faces, of which no signal says anything
_LEAST_FACES = 100
_LEAST_ANSWERS = 30  # of clear faces; of fewer nobody can tell how often they are wrong
_BINS = 8
_ROUNDS, _STEP = 12, 4.0
_DESCENTS, _RATE = 300, 0.05
_SPARSE, _HARDLY = 0.005, 0.01  # signals that add less than that to a usual hard face are left out
_LEAST_DISTANCE = 0.02  # inside a range or an interval: its logarithm says no more than that
_DOUBTS = (*(1.0 + 0.05 * step for step in range(40)), *(3.0 + 0.25 * step for step in range(29)))
_MOST_TIMES = 10.0
_ERROR_AT_LEAST = 0.03  # fewer wrong answers than that are not asked for


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HardCopies:
    """Held-out faces as they are and made harder to read, and what a model answers; (N,) each.

    ``kinds`` are names, ``CLEAR`` for faces as they are; ``signals`` (N, S) are in the order of
    ``LEGIBILITY_SIGNALS``. ``ages`` and ``genders`` are the labels (NaN where unknown), ``reaches``
    half the widths of age intervals, ``stated`` and ``spreads`` what the model states, all in
    years; ``female`` its scores (0-1).
    """

    kinds: NDArray[np.str_]
    signals: Floats
    ages: Floats
    reaches: Floats
    genders: Floats
    stated: Floats
    spreads: Floats | None
    female: Floats

    def distances(self, calibration: Calibration) -> Floats:
        """How many times as wide each range would have to be to reach its label; NaN unknown."""
        if calibration.age_range is None:
            return np.full(len(self.ages), np.nan)
        spreads = [None] * len(self.ages) if self.spreads is None else self.spreads.tolist()
        pairs = zip(self.stated.tolist(), spreads, strict=True)
        below, above = np.array([calibration.age_range.reaches(*pair) for pair in pairs]).T
        away = self.ages - self.stated
        missed = np.maximum(np.abs(away) - self.reaches, 0.0)
        distances: Floats = missed / np.where(away < 0, below, above)
        return distances


def fit_legibility(faces: HardCopies, calibration: Calibration) -> Legibility | None:
    """What the model is to promise less of hard faces; ``None`` where too few labels are known.

    ``calibration`` is the one that holds on clear faces.
    """
    clear = faces.kinds == CLEAR
    distances, genders = faces.distances(calibration), faces.genders
    known, labelled = np.isfinite(distances), np.isfinite(genders)
    if min((known & clear).sum(), (labelled & clear).sum()) < _LEAST_FACES:
        return None
    starts = _starts(faces.signals[clear])
    excess = np.maximum(faces.signals - starts, 0.0)
    answers = {}
    for name, label in (("female", 1.0), ("male", 0.0)):
        told = labelled & ((faces.female >= 0.5) == (label == 1.0))
        answers[name] = _doubting(faces, calibration, told, excess=excess, starts=starts)
    widening = _widening(excess[known], distances[known], faces.kinds[known], starts=starts)
    return Legibility(age=widening, **answers)


def _starts(signals: Floats) -> Floats:
    """Where each signal begins to count, (S,): beyond what nearly all clear faces (N, S) show.

    All signals leave the same share of clear faces alone, and together ``_CLEAR_SHARE`` of them.
    So a signal that spreads widely among clear faces does not hide what another one says.
    """
    ranks = (np.argsort(np.argsort(signals, axis=0), axis=0) + 1) / len(signals)
    share = np.quantile(ranks.max(axis=1), _CLEAR_SHARE)
    starts: Floats = np.round(np.quantile(signals, share, axis=0), 3)
    return starts


def _difficulty(starts: Floats, weights: Floats, levels: Floats, factors: Floats) -> Difficulty:
    return Difficulty(
        signals={
            name: SignalWeight(float(start), float(weight))
            for name, start, weight in zip(LEGIBILITY_SIGNALS, starts, weights, strict=True)
            if weight > 0
        },
        levels=tuple(levels.tolist()),
        factors=tuple(factors.tolist()),
    )


def _widening(
    excess: Floats, distances: Floats, kinds: NDArray[np.str_], *, starts: Floats
) -> Difficulty:
    """Factors of ranges; kinds that are held too seldom count for more until none is left."""
    names, numbers, counts = np.unique(kinds, return_inverse=True, return_counts=True)
    heights = np.log(np.maximum(distances, _LEAST_DISTANCE))
    heights -= float(np.quantile(heights[kinds == CLEAR], COVERAGE))
    by_kind = np.ones(len(names))
    for _ in range(_ROUNDS):
        shares = (by_kind / counts)[numbers]
        weights = _weights(excess, shares, lambda fitted: _quantile_slope(heights - fitted))
        hard = excess @ weights
        bins = _bins(hard, shares)
        factors = [weighted_quantile(distances[one], shares[one], COVERAGE) for one in bins]
        levels, rising = _table(hard, shares, bins, factors)
        held = np.bincount(numbers, weights=distances <= np.interp(hard, levels, rising)) / counts
        by_kind = by_kind * np.exp(_STEP * np.clip(COVERAGE - held, -0.05, 0.2))
        by_kind = by_kind / by_kind.mean()
    return _difficulty(starts, weights, levels, rising)


def _quantile_slope(left: Floats) -> Floats:
    """How the loss of quantile regression changes with each fitted value, (N,)."""
    slope: Floats = np.where(left > 0, -COVERAGE, 1.0 - COVERAGE)
    return slope


def _doubting(
    faces: HardCopies,
    calibration: Calibration,
    told: NDArray[np.bool_],
    *,
    excess: Floats,
    starts: Floats,
) -> Difficulty:
    """What log odds of one answer are divided by; ``told`` (N,) are the faces that got it.

    Kinds of which too many of the answers are wrong count for more until none is left.
    """
    excess, kinds = excess[told], faces.kinds[told]
    female, stated = faces.female[told].tolist(), faces.stated[told].tolist()
    wrong = (faces.female[told] >= 0.5) != (faces.genders[told] >= 0.5)
    pairs = zip(female, stated, strict=True)
    enough = np.array([_doubt_to_be_unsure(calibration, *pair) for pair in pairs])
    answered = enough > 1.0
    if (answered & (kinds == CLEAR)).sum() < _LEAST_ANSWERS:
        return _difficulty(starts, np.zeros(len(starts)), np.zeros(1), np.ones(1))
    names, numbers, counts = np.unique(kinds, return_inverse=True, return_counts=True)
    most = max(float(wrong[answered & (kinds == CLEAR)].mean()), _ERROR_AT_LEAST)
    usual, by_kind = math.log(most / (1.0 - most)), np.ones(len(names))
    for _ in range(_ROUNDS):
        shares = (by_kind / counts)[numbers]
        weights = _weights(
            excess[answered],
            shares[answered],
            lambda fitted: 1.0 / (1.0 + np.exp(-usual - fitted)) - wrong[answered],
        )
        hard = excess @ weights
        bins = _bins(hard, shares)
        doubts = [_doubt_for(enough[one], wrong[one], shares[one], most=most) for one in bins]
        levels, rising = _table(hard, shares, bins, doubts)
        sure = enough > np.interp(hard, levels, rising)
        left = np.bincount(numbers, weights=sure & wrong) / np.maximum(
            np.bincount(numbers, weights=sure), 1
        )
        by_kind = by_kind * np.exp(_STEP * np.clip(left - most, -0.05, 0.2))
        by_kind = by_kind / by_kind.mean()
    return _difficulty(starts, weights, levels, rising)


def _doubt_to_be_unsure(calibration: Calibration, female: float, age_years: float) -> float:
    """The least doubt at which an answer is not sure any more; 1 for one that never was."""
    return next(
        (doubt for doubt in _DOUBTS if not calibration.sure(doubted(female, doubt), age_years)),
        math.inf,
    )


def _doubt_for(enough: Floats, wrong: NDArray[np.bool_], shares: Floats, *, most: float) -> float:
    """The least doubt that leaves few enough wrong, as far as so many answers can tell.

    ``enough`` (N,) are the doubts at which the answers are not sure any more.
    """
    count = max(int((enough > 1.0).sum()), 1)
    limit = most + math.sqrt(most * (1.0 - most) / count)
    for doubt in _DOUBTS:
        mass = shares * (enough > doubt)
        if (mass * wrong).sum() <= limit * mass.sum():
            return doubt
    return _DOUBTS[-1]


def _weights(excess: Floats, shares: Floats, slope_of: Callable[[Floats], Floats]) -> Floats:
    """Weights >= 0 of signals, (S,), by gradient descent; those that hardly matter are 0.

    ``slope_of`` says how the loss of each face changes with its fitted value, both (N,).
    """
    size = np.maximum(excess.mean(axis=0), 1e-9)
    units, share = excess / size, shares / shares.sum()
    weights, speed, square = (np.zeros(excess.shape[1]) for _ in range(3))
    for step in range(1, _DESCENTS + 1):
        slope = (slope_of(units @ weights) * share) @ units + _SPARSE
        speed = 0.9 * speed + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        rate = _RATE * (1.0 - step / (_DESCENTS + 1)) / (1.0 - 0.9**step)
        weights -= rate * speed / (np.sqrt(square / (1.0 - 0.99**step)) + 1e-9)
        weights = np.maximum(weights, 0.0)
    weights[weights < _HARDLY] = 0.0
    found: Floats = np.round(weights / size, 4)
    return found


def _bins(hard: Floats, shares: Floats) -> list[NDArray[np.int64]]:
    """Faces of any difficulty, by theirs, in groups of equal weight."""
    order = np.argsort(hard, kind="stable")
    others = order[hard[order] > 0.0]
    mass = np.cumsum(shares[others])
    cuts = np.searchsorted(mass, np.arange(1, _BINS) / _BINS * mass[-1]) if len(mass) else []
    return [one for one in np.split(others, cuts) if len(one)]


def _table(
    hard: Floats, shares: Floats, bins: Sequence[NDArray[np.int64]], factors: Sequence[float]
) -> tuple[Floats, Floats]:
    """Levels from 0, where the factor is 1, and the factors there, which never fall."""
    levels = [float(np.average(hard[one], weights=shares[one])) for one in bins]
    mass = np.array([shares[one].sum() for one in bins])
    rising = np.clip(isotonic(np.array(factors), mass), 1.0, _MOST_TIMES).round(3)
    rounded = np.round([0.0, *levels], 4)
    keep = np.append(True, np.diff(rounded) > 0)
    return rounded[keep], np.append(1.0, rising)[keep]


def weighted_quantile(values: Floats, weights: Floats, share: float) -> float:
    """The least value that this share (0-1) of the weight does not exceed."""
    order = np.argsort(values)
    mass = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(mass, share * mass[-1])])


def isotonic(values: Floats, weights: Floats) -> Floats:
    """The nearest values that never fall (pool adjacent violators), (N,)."""
    pools: list[tuple[float, float, int]] = []
    for value, weight in zip(values.tolist(), weights.tolist(), strict=True):
        pools.append((value, weight, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (last, some, few), (before, others, many) = pools.pop(), pools.pop()
            mean = (last * some + before * others) / (some + others)
            pools.append((mean, some + others, few + many))
    return np.repeat([pool[0] for pool in pools], [pool[2] for pool in pools])

"""When to say "not sure" of a gender: as seldom as can be, and as rightly for women as for men.

Scores that hold on faces like those learned from are too sure of others, and more so of one gender:
one threshold for both leaves the mistakes with it. So each answer has its own, chosen on all
sources at once, the worst of which decides (a choice of thresholds by group, as for equal error
rates: Hardt, Price and Srebro, "Equality of Opportunity in Supervised Learning", NeurIPS 2016).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.spec import GenderThresholds

Floats = NDArray[np.float64]

WRONG_AT_MOST = 0.05
"""Of the sure answers about women, and of those about men, at most this share (0-1) is wrong."""
GAP_AT_MOST = 0.015
"""How far these two shares may lie apart on any source."""

_MARGIN = 0.005  # on new faces it will be a little worse
_LEAST_FACES = 100  # of each gender, or a share of wrong answers says little
_CHILD_YEARS = 10.0
_GRID = np.round(np.append(np.arange(0.5, 1.0, 0.01), 1.01), 2)
# Lower scores are a guess on photos of a kind that thresholds were not chosen on: of a source that
# was left out, 5 % of the sure answers were wrong with 0.70 (``calibration_check``).
_LEAST = 0.71
_USUAL = 0.6  # where too few faces can say
_PENALTY = 20.0  # faces unanswered are cheaper than mistakes


@dataclass(frozen=True, slots=True)
class SureAnswers:
    """What thresholds lead to on one source, shares 0-1: answered, and wrong among the answers.

    ``women_wrong`` and ``men_wrong`` are NaN where nobody is answered.
    """

    source: str
    faces: int
    answered: float
    women_wrong: float
    men_wrong: float


def fair_thresholds(
    genders: Floats, female: Floats, *, stated: Floats, sources: NDArray[np.str_]
) -> GenderThresholds:
    """Thresholds for faces (N,) with labels (0 male, 1 female, NaN unknown) and scores (0-1).

    ``stated`` are the ages that the model states, in years; ``sources`` names. Children and others
    are judged by themselves; too few of either take what holds for all.
    """
    known = np.isfinite(genders)
    child = stated < _CHILD_YEARS
    pairs = {}
    for name, chosen in (("all", known), ("child", known & child), ("older", known & ~child)):
        pairs[name] = _best(genders[chosen], female[chosen], sources[chosen])
    everybody = pairs["all"] or (_USUAL, _USUAL)
    older, children = pairs["older"] or everybody, pairs["child"] or everybody
    return GenderThresholds(
        female=older[0],
        male=older[1],
        child_female=children[0],
        child_male=children[1],
        child_years=_CHILD_YEARS,
    )


def sure_answers(
    thresholds: GenderThresholds,
    genders: Floats,
    female: Floats,
    *,
    stated: Floats,
    sources: NDArray[np.str_],
) -> tuple[SureAnswers, ...]:
    """What these thresholds lead to on each source, of faces as in ``fair_thresholds``."""
    known = np.isfinite(genders)
    sure = np.array(
        [
            thresholds.sure(score, age)
            for score, age in zip(female.tolist(), stated.tolist(), strict=True)
        ]
    )
    wrong = (female >= 0.5) != (genders >= 0.5)
    found = []
    for name in np.unique(sources[known]).tolist():
        faces = known & (sources == name)
        rates = []
        for gender in (1.0, 0.0):
            answered = faces & sure & (genders == gender)
            rates.append(float(wrong[answered].mean()) if answered.any() else float("nan"))
        found.append(SureAnswers(name, int(faces.sum()), float(sure[faces].mean()), *rates))
    return tuple(found)


def _best(genders: Floats, female: Floats, sources: NDArray[np.str_]) -> tuple[float, float] | None:
    """Thresholds for "female" and "male" with the fewest faces unanswered; ``None`` for too few."""
    costs = np.zeros((len(_GRID), len(_GRID)))
    count = 0
    for counts in _by_source(genders, female, sources):
        costs += counts.cost()
        count += 1
    if not count:
        return None
    costs[_GRID < _LEAST, :] = np.inf
    costs[:, _GRID < _LEAST] = np.inf
    first, second = np.unravel_index(int(np.argmin(costs)), costs.shape)
    return float(_GRID[first]), float(_GRID[second])


@dataclass(frozen=True, slots=True, eq=False)
class _Counts:
    """Faces of one source at each threshold (T,): women and men, answered "female" and "male"."""

    women: int
    men: int
    women_as_female: Floats
    women_as_male: Floats
    men_as_female: Floats
    men_as_male: Floats

    def cost(self) -> Floats:
        """Share unanswered and what is too much of mistakes, (T, T): by "female", by "male"."""
        women_right, women_wrong = self.women_as_female[:, None], self.women_as_male[None, :]
        men_wrong, men_right = self.men_as_female[:, None], self.men_as_male[None, :]
        women = women_wrong / np.maximum(women_right + women_wrong, 1.0)
        men = men_wrong / np.maximum(men_right + men_wrong, 1.0)
        limit, gap = WRONG_AT_MOST - _MARGIN, GAP_AT_MOST - _MARGIN
        excess = (
            np.maximum(women - limit, 0.0)
            + np.maximum(men - limit, 0.0)
            + np.maximum(np.abs(women - men) - gap, 0.0)
        )
        answered = women_right + women_wrong + men_right + men_wrong
        unanswered: Floats = 1.0 - answered / (self.women + self.men)
        return unanswered + _PENALTY * excess


def _by_source(genders: Floats, female: Floats, sources: NDArray[np.str_]) -> Iterator[_Counts]:
    """Counts of each source that has enough women and men."""
    for name in np.unique(sources).tolist():
        women = female[(sources == name) & (genders == 1)]
        men = female[(sources == name) & (genders == 0)]
        if min(len(women), len(men)) < _LEAST_FACES:
            continue
        yield _Counts(
            len(women),
            len(men),
            _at_least(women[women >= 0.5]),
            _at_least(1.0 - women[women < 0.5]),
            _at_least(men[men >= 0.5]),
            _at_least(1.0 - men[men < 0.5]),
        )


def _at_least(scores: Floats) -> Floats:
    """How many scores reach each threshold of the grid, (T,)."""
    ordered = np.sort(scores)
    counts: Floats = (len(ordered) - np.searchsorted(ordered, _GRID, side="left")).astype(
        np.float64
    )
    return counts

"""Labels and a model's answers, face by face: what every figure is computed from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.errors import DataError
from engine.results import Estimate, Gender

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Rows = NDArray[np.int64]

DECIDED_AT = 0.5
"""A face counts as answered "female" from this score on."""

_BAND_REACH_YEARS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answers:
    """N faces with their labels and one model's answers; every array has shape (N,).

    ``age_true``, ``age``, ``age_low``, ``age_high`` in years, the last two NaN where the model
    states no range; where a label is an interval, ``age_true`` is its middle and ``age_reach`` how
    far it reaches to both sides, 0 for an exact age; ``female_true`` the label; ``female_score``
    the answered probability (0-1); ``sure`` where the model did not say "not sure". ``rows`` are
    row numbers in the caller's own table and ``names`` its names of the faces (empty strings where
    none were given).
    """

    age_true: Floats
    female_true: Flags
    age: Floats
    female_score: Floats
    sure: Flags
    age_low: Floats
    age_high: Floats
    age_reach: Floats
    rows: Rows
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.age_true)

    @property
    def age_error(self) -> Floats:
        """Answered minus true age in years, (N,); outside an interval from its nearest bound."""
        error = self.age - self.age_true
        outside: Floats = np.sign(error) * np.maximum(np.abs(error) - self.age_reach, 0.0)
        return outside

    @property
    def age_in_band(self) -> Floats:
        """The age in years (N,) that says which band a face counts to.

        Of an interval it is the middle; a long one, such as 70 and more, counts where it begins.
        """
        return self.age_true - np.maximum(self.age_reach - _BAND_REACH_YEARS, 0.0)

    @property
    def gender_right(self) -> Flags:
        """Whether the gender is right when decided at a score of 0.5 for every face, (N,)."""
        right: Flags = (self.female_score >= DECIDED_AT) == self.female_true
        return right

    @property
    def confidence(self) -> Floats:
        """Probability (0.5-1) that the model gives to the gender it answers, (N,)."""
        return np.maximum(self.female_score, 1.0 - self.female_score)

    def take(self, index: Rows | Flags) -> Answers:
        """The answers at these places (numbers or flags), in that order."""
        places = np.arange(len(self))[index]
        return Answers(
            age_true=self.age_true[places],
            female_true=self.female_true[places],
            age=self.age[places],
            female_score=self.female_score[places],
            sure=self.sure[places],
            age_low=self.age_low[places],
            age_high=self.age_high[places],
            age_reach=self.age_reach[places],
            rows=self.rows[places],
            names=tuple(self.names[place] for place in places),
        )


def gather(
    age_true: ArrayLike,
    gender_true: ArrayLike,
    estimates: Sequence[Estimate],
    *,
    age_reach: ArrayLike | None = None,
    rows: ArrayLike | None = None,
    names: Sequence[str] | None = None,
) -> Answers:
    """Put N labels and estimates side by side.

    ``age_true`` (N,) in years, with ``age_reach`` (N,) the middles of intervals and half their
    widths; ``gender_true`` (N,) 0 male, 1 female; ``rows`` (N,) default to 0..N-1. Raises
    ``DataError`` if there is nothing to compare or labels are no labels, ``ValueError`` if the
    lengths differ or an estimate is not an age and a probability.
    """
    count = len(estimates)
    ages, genders = _labels(age_true, gender_true, count)
    reaches = np.zeros(count) if age_reach is None else np.asarray(age_reach, dtype=np.float64)
    if reaches.shape != (count,) or not (reaches >= 0).all():
        raise ValueError(f"Intervals need half their width each. Received: {reaches.shape}")
    numbers = np.arange(count) if rows is None else np.asarray(rows, dtype=np.int64)
    words = ("",) * count if names is None else tuple(names)
    if numbers.shape != (count,) or len(words) != count:
        raise ValueError(
            "Every estimate needs a row and a name, or none of them. "
            f"Received: {count} estimates, rows {numbers.shape}, {len(words)} names"
        )
    answers = Answers(
        age_true=ages,
        female_true=genders == 1,
        age=_column([estimate.age_years for estimate in estimates]),
        female_score=_column([estimate.female_score for estimate in estimates]),
        sure=np.array([estimate.gender is not None for estimate in estimates], dtype=np.bool_),
        age_low=_column([estimate.age_low for estimate in estimates]),
        age_high=_column([estimate.age_high for estimate in estimates]),
        age_reach=reaches,
        rows=numbers.astype(np.int64),
        names=words,
    )
    _check_estimates(answers.age, answers.female_score)
    return answers


def _check_estimates(age: Floats, score: Floats) -> None:
    if not (np.isfinite(age).all() and (score >= 0).all() and (score <= 1).all()):
        raise ValueError(
            "An estimate must be an age and a probability. "
            f"Received: ages {age.min()} to {age.max()}, scores {score.min()} to {score.max()}"
        )


def _column(values: Sequence[float | None]) -> Floats:
    """Numbers as an array; ``None`` becomes NaN."""
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _labels(age_true: ArrayLike, gender_true: ArrayLike, count: int) -> tuple[Floats, Floats]:
    ages = np.asarray(age_true, dtype=np.float64)
    genders = np.asarray(gender_true, dtype=np.float64)
    if ages.shape != (count,) or genders.shape != (count,):
        raise ValueError(
            "Every estimate needs an age and a gender label. "
            f"Received: {count} estimates, ages {ages.shape}, genders {genders.shape}"
        )
    if not count:
        raise DataError("There is nothing to evaluate.", received="0 faces")
    if not (np.isfinite(ages).all() and (ages >= 0).all()):
        raise DataError("An age label is not an age.", received=f"{ages.min()} to {ages.max()}")
    if not np.isin(genders, (0, 1)).all():
        raise DataError(
            "A gender label must be 0 (male) or 1 (female).",
            received=np.unique(genders)[:5].tolist(),
        )
    return ages, genders


def stated_range(answers: Answers) -> tuple[float | None, float | None]:
    """Coverage and mean width in years of the stated ranges, over the faces that have one.

    A range holds an interval that it meets: then the age may lie in both.
    """
    low, high = answers.age_low, answers.age_high
    stated = np.isfinite(low) & np.isfinite(high)
    if not stated.any():
        return None, None
    least, most = answers.age_true - answers.age_reach, answers.age_true + answers.age_reach
    inside = (low <= most) & (least <= high)
    return float(inside[stated].mean()), float((high - low)[stated].mean())


LISTED = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One face: label and answer. ``row`` and ``name`` are the caller's own; ages in years.

    Where the label is an interval, ``age_true`` is its middle and ``age_reach`` half its width.
    """

    row: int
    name: str
    age_true: float
    age_years: float
    gender_true: Gender
    female_score: float
    age_reach: float = 0.0

    @property
    def age_label(self) -> str:
        """The labelled age in whole years: "30", or "30-39" for an interval."""
        low, high = self.age_true - self.age_reach, self.age_true + self.age_reach
        return f"{low:.0f}-{high:.0f}" if self.age_reach else f"{self.age_true:.0f}"

    @property
    def age_error(self) -> float:
        """Answered minus labelled age in years; outside an interval from its nearest bound."""
        error = self.age_years - self.age_true
        return math.copysign(max(abs(error) - self.age_reach, 0.0), error)


def worst_ages(answers: Answers, *, limit: int = LISTED) -> tuple[Mistake, ...]:
    """The faces with the largest error of age, worst first; right answers are not listed."""
    errors = np.abs(answers.age_error)
    order = np.argsort(-errors, kind="stable")
    return _mistakes(answers, order[errors[order] > 0][:limit])


def worst_genders(answers: Answers, *, limit: int = LISTED) -> tuple[Mistake, ...]:
    """The faces whose gender is wrong, those with the highest confidence first."""
    wrong = np.flatnonzero(~answers.gender_right)
    order = np.argsort(-answers.confidence[wrong], kind="stable")
    return _mistakes(answers, wrong[order][:limit])


def _mistakes(answers: Answers, places: Rows) -> tuple[Mistake, ...]:
    return tuple(
        Mistake(
            row=int(answers.rows[place]),
            name=answers.names[place],
            age_true=float(answers.age_true[place]),
            age_years=float(answers.age[place]),
            gender_true="female" if answers.female_true[place] else "male",
            female_score=float(answers.female_score[place]),
            age_reach=float(answers.age_reach[place]),
        )
        for place in places.tolist()
    )

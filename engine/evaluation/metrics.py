"""All figures of one model on labelled faces, with what chance alone can do to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from engine.evaluation import parts
from engine.evaluation.answers import DECIDED_AT, Answers, Floats, Rows, gather, stated_range
from engine.evaluation.bootstrap import (
    Interval,
    interval,
    resampled_auc,
    resampled_sums,
    share_interval,
)
from engine.evaluation.gender import GenderFigures, auc, gender_figures
from engine.evaluation.parts import GROUPS_NOTE, Part
from engine.results import Estimate

RESAMPLES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """How far a model is from the labels; ages in years, accuracies and shares 0-1.

    ``age_bias_years`` is the mean of answer minus label, ``age_median_error_years`` the median of
    the absolute error. ``gender_accuracy`` decides at 0.5 for every face; ``sure_gender_accuracy``
    counts only the answers that were not "not sure" (``None`` if there were none) and
    ``sure_share`` says how many those are. ``intervals`` are 95 % bootstrap intervals (low, high)
    of the figures by name. ``groups`` is an audit of errors, never a property of a person;
    ``sources`` are the same figures for each source of the faces, empty where there is but one.
    """

    count: int
    age_mae_years: float
    age_rmse_years: float
    age_median_error_years: float
    age_bias_years: float
    age_within_5_share: float
    gender_accuracy: float
    sure_gender_accuracy: float | None
    sure_share: float
    age: AgeFigures
    gender: GenderFigures
    age_bands: tuple[Part, ...]
    genders: tuple[Part, ...]
    age_bands_by_gender: dict[str, tuple[Part, ...]]
    groups: tuple[Part, ...]
    intervals: dict[str, Interval]
    sources: tuple[Part, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The figures as plain values for JSON."""
        return asdict(self) | {"groups_note": GROUPS_NOTE}


def evaluate(
    age_true: ArrayLike,
    gender_true: ArrayLike,
    estimates: Sequence[Estimate],
    *,
    age_reach: ArrayLike | None = None,
    groups: ArrayLike | None = None,
    sources: ArrayLike | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Metrics:
    """Compare N estimates with their labels.

    ``age_true`` (N,) in years, with ``age_reach`` (N,) the middles of intervals and half their
    widths: inside one an age has no error; ``gender_true`` (N,) 0 male, 1 female; ``groups`` (N,)
    names or numbers of any kind, ``sources`` (N,) names. The bootstrap draws faces; the same
    ``seed`` gives the same intervals. Raises ``DataError`` if there is nothing to compare or
    labels are no labels, ``ValueError`` if the lengths differ.
    """
    answers = gather(age_true, gender_true, estimates, age_reach=age_reach)
    return evaluate_answers(answers, groups=groups, sources=sources, resamples=resamples, seed=seed)


def evaluate_answers(
    answers: Answers,
    *,
    groups: ArrayLike | None = None,
    sources: ArrayLike | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Metrics:
    """The same as ``evaluate`` for answers already gathered; raises ``ValueError`` on lengths."""
    errors = np.abs(answers.age_error)
    right, sure = answers.gender_right, answers.sure
    names = None if groups is None else np.asarray(groups)
    by_gender = parts.age_bands_by_gender(answers, resamples=resamples, seed=seed)
    return Metrics(
        count=len(answers),
        age_mae_years=float(errors.mean()),
        age_rmse_years=float(np.sqrt(np.mean(errors**2))),
        age_median_error_years=float(np.median(errors)),
        age_bias_years=float(answers.age_error.mean()),
        age_within_5_share=float(np.mean(errors <= 5)),
        gender_accuracy=float(right.mean()),
        sure_gender_accuracy=float(right[sure].mean()) if sure.any() else None,
        sure_share=float(sure.mean()),
        age=age_figures(answers),
        gender=gender_figures(answers),
        age_bands=parts.age_bands(answers, resamples=resamples, seed=seed),
        genders=parts.genders(answers, resamples=resamples, seed=seed),
        age_bands_by_gender=by_gender,
        groups=()
        if names is None
        else parts.groups(answers, names, resamples=resamples, seed=seed),
        intervals=_intervals(answers, resamples=resamples, seed=seed),
        sources=_by_source(answers, sources, resamples=resamples, seed=seed),
    )


def _by_source(
    answers: Answers, sources: ArrayLike | None, *, resamples: int, seed: int
) -> tuple[Part, ...]:
    if sources is None or len(np.unique(np.asarray(sources))) < 2:
        return ()
    return parts.groups(answers, np.asarray(sources), resamples=resamples, seed=seed)


def _intervals(answers: Answers, *, resamples: int, seed: int) -> dict[str, Interval]:
    """Intervals by name of all figures that sums over faces give, and of the AUC."""
    columns = _columns(answers)
    drawn = _figures(resampled_sums(columns, resamples=resamples, seed=seed), len(answers))
    points = _figures(columns.sum(axis=0)[np.newaxis], len(answers))
    drawn["gender_auc"] = resampled_auc(
        answers.female_score, answers.female_true, resamples=resamples, seed=seed
    )
    area = auc(answers.female_score, answers.female_true)
    points["gender_auc"] = np.array([np.nan if area is None else area])
    faces = _faces_of_shares(answers)
    found = {
        name: share_interval(values, float(points[name][0]), faces[name])
        if name in faces
        else interval(values, float(points[name][0]))
        for name, values in drawn.items()
    }
    return {name: bounds for name, bounds in found.items() if bounds is not None}


def _faces_of_shares(answers: Answers) -> dict[str, int]:
    """Of how many faces each figure is a share; of the others none."""
    everybody = len(answers)
    female = int(answers.female_true.sum())
    says = int((answers.female_score >= DECIDED_AT).sum())
    return {
        "age_within_5_share": everybody,
        "gender_accuracy": everybody,
        "female_precision": says,
        "female_recall": female,
        "male_precision": everybody - says,
        "male_recall": everybody - female,
    }


def _columns(answers: Answers) -> Floats:
    """What is summed over faces, (N, 8); ``_figures`` knows the order."""
    signed, female = answers.age_error, answers.female_true
    says = answers.female_score >= DECIDED_AT
    return np.column_stack(
        [
            np.abs(signed),
            signed**2,
            signed,
            np.abs(signed) <= 5,
            (answers.female_score - female) ** 2,
            female,
            says,
            female & says,
        ]
    ).astype(np.float64)


def _figures(sums: Floats, count: int) -> dict[str, Floats]:
    """Figures by name from sums (R, 8) over ``count`` faces; NaN where one is not defined."""
    absolute, squared, signed, within, brier, female, says, both = sums.T
    male, says_male = count - female, count - says
    neither = count - female - says + both
    return {
        "age_mae_years": absolute / count,
        "age_rmse_years": np.sqrt(squared / count),
        "age_bias_years": signed / count,
        "age_within_5_share": within / count,
        "gender_accuracy": (both + neither) / count,
        "gender_brier": brier / count,
        "female_precision": _ratio(both, says),
        "female_recall": _ratio(both, female),
        "female_f1": _ratio(2 * both, female + says),
        "male_precision": _ratio(neither, says_male),
        "male_recall": _ratio(neither, male),
        "male_f1": _ratio(2 * neither, male + says_male),
    }


def _ratio(part: Floats, whole: Floats) -> Floats:
    ratio = np.full(len(part), np.nan)
    np.divide(part, whole, out=ratio, where=whole > 0)
    return ratio


CUMULATIVE_TO_YEARS = 30
HISTOGRAM_BIN_YEARS = 5
_LAST_BIN = 24  # 120 years and above


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeFigures:
    """Everything about the apparent age beyond the plain errors; ages in years, shares 0-1.

    ``cumulative_score[t]`` is the share of faces with an error of at most t years.
    ``histogram[i][j]`` counts the faces whose true age lies in bin i and whose answer lies in bin
    j, bins of ``bin_years`` from 0, both to the highest bin in use. ``range_coverage`` is the share
    of true ages inside the range that the model states and ``range_width_years`` its mean width;
    ``None`` where it states none.
    """

    cumulative_score: tuple[float, ...]
    bin_years: int
    histogram: tuple[tuple[int, ...], ...]
    range_coverage: float | None
    range_width_years: float | None


def age_figures(answers: Answers) -> AgeFigures:
    """Work out all figures about the apparent age of N >= 1 faces."""
    coverage, width = stated_range(answers)
    return AgeFigures(
        cumulative_score=cumulative_score(answers),
        bin_years=HISTOGRAM_BIN_YEARS,
        histogram=histogram(answers),
        range_coverage=coverage,
        range_width_years=width,
    )


def cumulative_score(answers: Answers) -> tuple[float, ...]:
    """Share of faces with an error of at most 0, 1, ... 30 years.

    Geng, Zhou and Smith-Miles, "Automatic age estimation based on facial aging patterns", 2007.
    """
    errors = np.sort(np.abs(answers.age_error))
    within = np.searchsorted(errors, np.arange(CUMULATIVE_TO_YEARS + 1), side="right")
    return tuple((within / len(errors)).tolist())


def histogram(answers: Answers) -> tuple[tuple[int, ...], ...]:
    """Counts by true age (outer) and answered age (inner) in bins of five years, square."""
    true = _bins(answers.age_true)
    said = _bins(answers.age)
    side = int(max(true.max(), said.max())) + 1
    counts = np.bincount(true * side + said, minlength=side * side).reshape(side, side)
    return tuple(tuple(row) for row in counts.tolist())


def _bins(ages: Floats) -> Rows:
    return np.clip(ages // HISTOGRAM_BIN_YEARS, 0, _LAST_BIN).astype(np.int64)

"""Figures about the apparent age: cumulative score, predicted against true, stated ranges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.evaluation.answers import Answers, Floats, Rows, stated_range

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

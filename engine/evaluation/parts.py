"""The same figures for parts of the faces: age bands, genders, both, and the data set's groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.evaluation.answers import Answers, stated_range
from engine.evaluation.bootstrap import ENOUGH, Interval, interval, resampled_sums, share_interval

AGE_BAND_STARTS = (0, 5, 10, 20, 30, 40, 50, 60, 70, 80)
"""First year of each age band; the last one is open."""

GROUPS_NOTE = "For audit only: how the errors differ between the groups that the data set names."
GENDERS = ("male", "female")
"""Names of the labels 0 and 1."""


@dataclass(frozen=True, slots=True)
class Part:
    """Figures of one age band or group: ages in years, accuracy as a share (0-1).

    ``age_bias_years`` is the mean of answer minus label: above 0 where people are taken for older.
    ``range_coverage`` is the share (0-1) of labels inside the range that the model states, ``None``
    where it states none. With fewer than 30 faces there are no intervals, and ``enough`` says that
    the figures are too few to say anything.
    """

    name: str
    count: int
    age_mae_years: float
    gender_accuracy: float
    age_bias_years: float
    age_mae_interval: Interval | None
    age_bias_interval: Interval | None
    gender_interval: Interval | None
    enough: bool
    range_coverage: float | None = None


def age_bands(answers: Answers, *, resamples: int, seed: int) -> tuple[Part, ...]:
    """Figures by band of the true age; bands without a face are left out."""
    bands = bands_of(answers)
    return tuple(
        part_of(band_name(band), answers.take(bands == band), resamples=resamples, seed=seed)
        for band in np.unique(bands).tolist()
    )


def genders(answers: Answers, *, resamples: int, seed: int) -> tuple[Part, ...]:
    """Figures by gender label, male first; a gender without a face is left out."""
    return tuple(
        part_of(GENDERS[label], answers.take(rows), resamples=resamples, seed=seed)
        for label in (0, 1)
        if (rows := answers.female_true == bool(label)).any()
    )


def age_bands_by_gender(
    answers: Answers, *, resamples: int, seed: int
) -> dict[str, tuple[Part, ...]]:
    """Age bands of each gender label that is there: ``{"male": (...), "female": (...)}``."""
    return {
        GENDERS[label]: age_bands(answers.take(rows), resamples=resamples, seed=seed)
        for label in (0, 1)
        if (rows := answers.female_true == bool(label)).any()
    }


def groups(answers: Answers, names: NDArray[Any], *, resamples: int, seed: int) -> tuple[Part, ...]:
    """Figures by names (N,) of the data set's groups, for audit only, or of its sources.

    Raises ``ValueError`` on lengths.
    """
    if names.shape != (len(answers),):
        raise ValueError(f"One group a face is needed. Received: {names.shape}, {len(answers)}")
    return tuple(
        part_of(str(name), answers.take(names == name), resamples=resamples, seed=seed)
        for name in np.unique(names)
    )


def band_name(band: int) -> str:
    """What to call the age band of this number, "20-29" or "80+"."""
    start = AGE_BAND_STARTS[band]
    if band + 1 == len(AGE_BAND_STARTS):
        return f"{start}+"
    return f"{start}-{AGE_BAND_STARTS[band + 1] - 1}"


def bands_of(answers: Answers) -> NDArray[np.int64]:
    """The number of each face's age band, (N,)."""
    found = np.searchsorted(AGE_BAND_STARTS, answers.age_in_band, side="right") - 1
    return found.astype(np.int64)


def part_of(name: str, answers: Answers, *, resamples: int, seed: int) -> Part:
    """The figures of some faces, all of these answers."""
    errors = answers.age_error
    right = answers.gender_right.astype(np.float64)
    mae, bias, accuracy = (float(np.mean(x)) for x in (np.abs(errors), errors, right))
    enough = len(errors) >= ENOUGH
    columns = np.column_stack([np.abs(errors), errors, right])
    drawn = resampled_sums(columns, resamples=resamples if enough else 0, seed=seed) / len(errors)
    return Part(
        name=name,
        count=len(errors),
        age_mae_years=mae,
        gender_accuracy=accuracy,
        age_bias_years=bias,
        age_mae_interval=interval(drawn[:, 0], mae),
        age_bias_interval=interval(drawn[:, 1], bias),
        gender_interval=share_interval(drawn[:, 2], accuracy, len(right)),
        enough=enough,
        range_coverage=stated_range(answers)[0],
    )

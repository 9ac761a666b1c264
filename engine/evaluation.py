"""Labels and estimates to figures: errors, intervals, tables by age and by group. Pure NumPy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.errors import DataError
from engine.results import Estimate

AGE_BAND_STARTS = (0, 5, 10, 20, 30, 40, 50, 60, 70, 80)
"""First year of each age band; the last one is open."""

GROUPS_NOTE = "For audit only: how the errors differ between the groups that the data set names."
_LEVEL = 0.95
_CHUNK = 50  # resamples at a time, to bound memory


@dataclass(frozen=True, slots=True)
class Part:
    """Figures of one age band or group: ages in years, accuracy as a share (0-1)."""

    name: str
    count: int
    age_mae_years: float
    gender_accuracy: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """How far a model is from the labels; ages in years, accuracies and shares 0-1.

    ``gender_accuracy`` decides at 0.5 for every face; ``sure_gender_accuracy`` counts only the
    answers that were not "not sure" (``None`` if there were none) and ``sure_share`` says how many
    those are. ``intervals`` are 95 % bootstrap intervals (low, high) of the figures by name.
    ``groups`` is an audit of errors, never a property of a person.
    """

    count: int
    age_mae_years: float
    age_rmse_years: float
    age_within_5_share: float
    gender_accuracy: float
    sure_gender_accuracy: float | None
    sure_share: float
    age_bands: tuple[Part, ...]
    groups: tuple[Part, ...]
    intervals: dict[str, tuple[float, float]]

    def to_dict(self) -> dict[str, Any]:
        """The figures as plain values for JSON."""
        return asdict(self) | {"groups_note": GROUPS_NOTE}


def evaluate(
    age_true: ArrayLike,
    gender_true: ArrayLike,
    estimates: Sequence[Estimate],
    *,
    groups: ArrayLike | None = None,
    resamples: int = 1000,
    seed: int = 0,
) -> Metrics:
    """Compare N estimates with their labels.

    ``age_true`` (N,) in years; ``gender_true`` (N,) 0 male, 1 female; ``groups`` (N,) names or
    numbers of any kind. The bootstrap draws faces; the same ``seed`` gives the same intervals.
    Raises ``DataError`` if there is nothing to compare or labels are no labels, ``ValueError`` if
    the lengths differ.
    """
    ages, genders = _labels(age_true, gender_true, len(estimates))
    answers = np.array([estimate.age_years for estimate in estimates], dtype=np.float64)
    female = np.array([estimate.female_score for estimate in estimates], dtype=np.float64)
    sure = np.array([estimate.gender is not None for estimate in estimates], dtype=np.bool_)
    errors = np.abs(answers - ages)
    right = (female >= 0.5) == (genders == 1)
    bands = np.searchsorted(AGE_BAND_STARTS, ages, side="right") - 1
    return Metrics(
        count=len(ages),
        age_mae_years=float(errors.mean()),
        age_rmse_years=float(np.sqrt(np.mean(errors**2))),
        age_within_5_share=float(np.mean(errors <= 5)),
        gender_accuracy=float(right.mean()),
        sure_gender_accuracy=float(right[sure].mean()) if sure.any() else None,
        sure_share=float(sure.mean()),
        age_bands=tuple(
            _part(_band_name(int(band)), bands == band, errors, right) for band in np.unique(bands)
        ),
        groups=() if groups is None else _group_parts(np.asarray(groups), errors, right),
        intervals=_intervals(errors, right, resamples=resamples, seed=seed),
    )


def _labels(
    age_true: ArrayLike, gender_true: ArrayLike, count: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    ages = np.asarray(age_true, dtype=np.float64)
    genders = np.asarray(gender_true, dtype=np.float64)
    if ages.shape != (count,) or genders.shape != (count,):
        raise ValueError(
            "Every estimate needs an age and a gender label. "
            f"Received: {count} estimates, ages {ages.shape}, genders {genders.shape}"
        )
    if not count:
        raise DataError("There is nothing to evaluate. Received: 0 faces")
    if not (np.isfinite(ages).all() and (ages >= 0).all()):
        raise DataError(f"An age label is not an age. Received: {ages.min()} to {ages.max()}")
    if not np.isin(genders, (0, 1)).all():
        raise DataError(
            "A gender label must be 0 (male) or 1 (female). "
            f"Received: {np.unique(genders)[:5].tolist()}"
        )
    return ages, genders


def _part(
    name: str, rows: NDArray[np.bool_], errors: NDArray[np.float64], right: NDArray[np.bool_]
) -> Part:
    return Part(name, int(rows.sum()), float(errors[rows].mean()), float(right[rows].mean()))


def _group_parts(
    names: NDArray[Any], errors: NDArray[np.float64], right: NDArray[np.bool_]
) -> tuple[Part, ...]:
    if names.shape != errors.shape:
        raise ValueError(f"One group a face is needed. Received: {names.shape}, {errors.shape}")
    return tuple(_part(str(name), names == name, errors, right) for name in np.unique(names))


def _band_name(band: int) -> str:
    start = AGE_BAND_STARTS[band]
    if band + 1 == len(AGE_BAND_STARTS):
        return f"{start}+"
    return f"{start}-{AGE_BAND_STARTS[band + 1] - 1}"


def _intervals(
    errors: NDArray[np.float64], right: NDArray[np.bool_], *, resamples: int, seed: int
) -> dict[str, tuple[float, float]]:
    """Percentile bootstrap (Efron and Tibshirani, 1993) over faces."""
    random = np.random.default_rng(seed)
    values = {
        "age_mae_years": errors,
        "age_rmse_years": errors**2,
        "age_within_5_share": (errors <= 5).astype(np.float64),
        "gender_accuracy": right.astype(np.float64),
    }
    means: dict[str, list[NDArray[np.float64]]] = {name: [] for name in values}
    for start in range(0, resamples, _CHUNK):
        shape = (min(_CHUNK, resamples - start), len(errors))
        drawn = random.integers(0, len(errors), size=shape)
        for name, column in values.items():
            means[name].append(column[drawn].mean(axis=1))
    tails = [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2]
    intervals = {}
    for name, parts in means.items():
        if not parts:
            continue
        low, high = np.quantile(np.concatenate(parts), tails)
        if name == "age_rmse_years":
            low, high = np.sqrt(low), np.sqrt(high)
        intervals[name] = (float(low), float(high))
    return intervals

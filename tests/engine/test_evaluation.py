"""Figures: right on cases that can be worked out by hand, honest about their uncertainty."""

from __future__ import annotations

import json

import numpy as np
import pytest

from engine.errors import DataError
from engine.evaluation import AGE_BAND_STARTS, evaluate
from engine.results import Estimate, Gender


def answer(age: float, female: float, *, unsure: bool = False) -> Estimate:
    gender: Gender | None = None if unsure else "female" if female >= 0.5 else "male"
    return Estimate(age, female, gender)


def test_figures_worked_out_by_hand() -> None:
    estimates = [answer(22, 0.9), answer(33, 0.4), answer(4, 0.55, unsure=True), answer(70, 0.1)]
    metrics = evaluate([20, 30, 4, 80], [1, 1, 1, 0], estimates, groups=[2, 0, 2, 0])
    assert metrics.count == 4
    assert metrics.age_mae_years == pytest.approx((2 + 3 + 0 + 10) / 4)
    assert metrics.age_rmse_years == pytest.approx(np.sqrt((4 + 9 + 0 + 100) / 4))
    assert metrics.age_within_5_share == pytest.approx(0.75)
    assert metrics.gender_accuracy == pytest.approx(0.75)
    assert metrics.sure_share == pytest.approx(0.75)
    assert metrics.sure_gender_accuracy == pytest.approx(2 / 3)
    bands = [(band.name, band.count, band.age_mae_years) for band in metrics.age_bands]
    assert bands == [("0-4", 1, 0), ("20-29", 1, 2), ("30-39", 1, 3), ("80+", 1, 10)]
    groups = [(g.name, g.count, g.age_mae_years, g.gender_accuracy) for g in metrics.groups]
    assert groups == [("0", 2, 6.5, 0.5), ("2", 2, 1, 1)]


def test_a_score_of_one_half_counts_as_female() -> None:
    assert evaluate([20], [1], [answer(20, 0.5)]).gender_accuracy == 1
    assert evaluate([20], [0], [answer(20, 0.5)]).gender_accuracy == 0


def test_nobody_sure() -> None:
    metrics = evaluate([20], [1], [answer(20, 0.5, unsure=True)])
    assert (metrics.sure_share, metrics.sure_gender_accuracy) == (0, None)
    assert metrics.groups == ()


@pytest.mark.parametrize("age", [0, 4, 5, 9, 10, 19, 20, 79, 80, 116])
def test_every_age_falls_into_its_band(age: int) -> None:
    (band,) = evaluate([age], [0], [answer(age, 0)]).age_bands
    start = max(first for first in AGE_BAND_STARTS if first <= age)
    assert band.name.startswith((f"{start}-", f"{start}+"))


def test_intervals_hold_the_figure_and_are_repeatable() -> None:
    random = np.random.default_rng(1)
    ages = random.uniform(0, 90, 400)
    genders = random.integers(0, 2, 400)
    estimates = [
        answer(max(age + error, 0), float(right) if gender else 1 - float(right))
        for age, gender, error, right in zip(
            ages, genders, random.normal(0, 8, 400), random.random(400) < 0.9, strict=True
        )
    ]
    metrics = evaluate(ages, genders, estimates, seed=3)
    assert set(metrics.intervals) == {
        "age_mae_years",
        "age_rmse_years",
        "age_within_5_share",
        "gender_accuracy",
    }
    for name, (low, high) in metrics.intervals.items():
        assert low < getattr(metrics, name) < high
    # The known width for a share: 1.96 standard errors to each side.
    low, high = metrics.intervals["gender_accuracy"]
    share = metrics.gender_accuracy
    assert high - low == pytest.approx(2 * 1.96 * np.sqrt(share * (1 - share) / 400), rel=0.15)
    assert evaluate(ages, genders, estimates, seed=3) == metrics
    assert evaluate(ages, genders, estimates, seed=4).intervals != metrics.intervals


def test_types_of_a_training_cache_are_taken() -> None:
    ages = np.array([20, 30], dtype=np.float32)
    genders = np.array([0, 1], dtype=np.float32)
    groups = np.array([4, 4], dtype=np.int64)
    metrics = evaluate(ages, genders, [answer(20, 0), answer(31, 1)], groups=groups)
    assert [group.name for group in metrics.groups] == ["4"]


def test_to_dict_is_json() -> None:
    metrics = evaluate([20, 40], [0, 1], [answer(25, 0.2), answer(38, 0.9)], groups=["a", "b"])
    data = json.loads(json.dumps(metrics.to_dict(), allow_nan=False))
    assert data["age_mae_years"] == 3.5
    assert data["age_bands"][0] == {
        "name": "20-29",
        "count": 1,
        "age_mae_years": 5,
        "gender_accuracy": 1,
    }
    assert "audit" in data["groups_note"]


@pytest.mark.parametrize(
    ("ages", "genders"), [([], []), ([-1], [0]), ([float("nan")], [0]), ([20], [2]), ([20], [0.5])]
)
def test_labels_that_are_none_are_told(ages: list[float], genders: list[float]) -> None:
    with pytest.raises(DataError, match="Received: "):
        evaluate(ages, genders, [answer(20, 0)] * len(ages))


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match="1 estimates"):
        evaluate([20, 30], [0, 1], [answer(20, 0)])
    with pytest.raises(ValueError, match="One group a face"):
        evaluate([20], [0], [answer(20, 0)], groups=[1, 2])

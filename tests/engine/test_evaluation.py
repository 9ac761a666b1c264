"""Figures: right on cases that can be worked out by hand, honest about their uncertainty."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from engine.errors import DataError
from engine.evaluation import (
    AGE_BAND_STARTS,
    ENOUGH,
    evaluate,
    evaluate_answers,
    gather,
    worst_ages,
    worst_genders,
)
from engine.results import Estimate, Gender


def answer(age: float, female: float, *, unsure: bool = False, margin: float = 0.0) -> Estimate:
    gender: Gender | None = None if unsure else "female" if female >= 0.5 else "male"
    if margin:
        return Estimate(age, female, gender, age_low=age - margin, age_high=age + margin)
    return Estimate(age, female, gender)


def crowd(count: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray, list[Estimate]]:
    """Labels and plausible answers: ages 8 years off on average, genders right in 9 of 10."""
    random = np.random.default_rng(seed)
    ages = np.floor(random.uniform(0, 90, count))
    genders = random.integers(0, 2, count)
    scores = np.clip(random.normal(0.3 + 0.4 * genders, 0.15), 0, 1)
    said = np.maximum(ages + random.normal(0, 8, count), 0)
    return ages, genders, [answer(a, s) for a, s in zip(said, scores, strict=True)]


def test_figures_worked_out_by_hand() -> None:
    estimates = [answer(22, 0.9), answer(33, 0.4), answer(4, 0.55, unsure=True), answer(70, 0.1)]
    metrics = evaluate([20, 30, 4, 80], [1, 1, 1, 0], estimates, groups=[2, 0, 2, 0])
    assert metrics.count == 4
    assert metrics.age_mae_years == pytest.approx((2 + 3 + 0 + 10) / 4)
    assert metrics.age_rmse_years == pytest.approx(np.sqrt((4 + 9 + 0 + 100) / 4))
    assert metrics.age_median_error_years == pytest.approx(2.5)
    assert metrics.age_bias_years == pytest.approx((2 + 3 + 0 - 10) / 4)
    assert metrics.age_within_5_share == pytest.approx(0.75)
    assert metrics.gender_accuracy == pytest.approx(0.75)
    assert metrics.sure_share == pytest.approx(0.75)
    assert metrics.sure_gender_accuracy == pytest.approx(2 / 3)
    bands = [(band.name, band.count, band.age_mae_years) for band in metrics.age_bands]
    assert bands == [("0-4", 1, 0), ("20-29", 1, 2), ("30-39", 1, 3), ("80+", 1, 10)]
    assert [band.age_bias_years for band in metrics.age_bands] == [0, 2, 3, -10]
    groups = [(g.name, g.count, g.age_mae_years, g.gender_accuracy) for g in metrics.groups]
    assert groups == [("0", 2, 6.5, 0.5), ("2", 2, 1, 1)]
    assert [(part.name, part.count) for part in metrics.genders] == [("male", 1), ("female", 3)]
    by_gender = metrics.age_bands_by_gender
    assert [part.name for part in by_gender["male"]] == ["80+"]
    assert [part.name for part in by_gender["female"]] == ["0-4", "20-29", "30-39"]


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


def test_the_cumulative_score_counts_errors_up_to_each_year() -> None:
    estimates = [answer(20, 0), answer(21, 0), answer(25, 0), answer(60, 0)]
    score = evaluate([20] * 4, [0] * 4, estimates).age.cumulative_score
    assert score[:6] == (0.25, 0.5, 0.5, 0.5, 0.5, 0.75)
    assert score[30] == 0.75
    assert len(score) == 31


def test_the_histogram_has_true_ages_outside_and_answers_inside() -> None:
    estimates = [answer(0, 0), answer(4.9, 0), answer(5, 0), answer(14, 0)]
    ages = evaluate([3, 4, 4, 10], [0] * 4, estimates).age
    assert (ages.bin_years, ages.histogram) == (5, ((2, 1, 0), (0, 0, 0), (0, 0, 1)))


def test_ages_past_the_last_bin_stay_in_it() -> None:
    histogram = evaluate([116], [0], [answer(500, 0)]).age.histogram
    assert len(histogram) == 25
    assert histogram[23][24] == 1


def test_stated_ranges_are_checked_against_the_labels() -> None:
    estimates = [answer(20, 0, margin=5), answer(40, 0, margin=5), answer(90, 0)]
    ages = evaluate([25, 46, 20], [0] * 3, estimates).age
    assert (ages.range_coverage, ages.range_width_years) == (0.5, 10)
    assert evaluate([20], [0], [answer(20, 0)]).age.range_coverage is None


def test_intervals_hold_the_figure_and_are_repeatable() -> None:
    ages, genders, estimates = crowd(400)
    metrics = evaluate(ages, genders, estimates, seed=3)
    assert set(metrics.intervals) == {
        "age_mae_years",
        "age_rmse_years",
        "age_bias_years",
        "age_within_5_share",
        "gender_accuracy",
        "gender_auc",
        "gender_brier",
        *(f"{of}_{what}" for of in ("female", "male") for what in ("precision", "recall", "f1")),
    }
    points = {
        "gender_auc": metrics.gender.auc,
        "gender_brier": metrics.gender.brier,
        **{
            f"{figures.name}_{what}": getattr(figures, what)
            for figures in metrics.gender.classes
            for what in ("precision", "recall", "f1")
        },
    }
    for name, (low, high) in metrics.intervals.items():
        point = points[name] if name in points else getattr(metrics, name)
        assert low < point < high
    # The known width for a share: 1.96 standard errors to each side.
    low, high = metrics.intervals["gender_accuracy"]
    share = metrics.gender_accuracy
    assert high - low == pytest.approx(2 * 1.96 * np.sqrt(share * (1 - share) / 400), rel=0.15)
    assert evaluate(ages, genders, estimates, seed=3) == metrics
    assert evaluate(ages, genders, estimates, seed=4).intervals != metrics.intervals


@pytest.mark.parametrize("right", [True, False])
def test_all_right_or_all_wrong_is_not_certain(right: bool) -> None:
    """The exact binomial interval: of 30 faces (0.8843, 1), as in tables of Clopper and Pearson."""
    told = answer(24, 0.1 if right else 0.9)
    metrics = evaluate([20] * 30, [0] * 30, [told] * 30)
    reach = pytest.approx(0.88430, abs=1e-5)
    low, high = metrics.intervals["gender_accuracy"]
    assert (low, high) == ((reach, 1.0) if right else (0.0, pytest.approx(0.11570, abs=1e-5)))
    assert metrics.intervals["age_within_5_share"] == (reach, 1.0)
    assert metrics.intervals["male_recall"] == (low, high)
    # Of no figure that is no share.
    assert metrics.intervals["age_mae_years"] == (4.0, 4.0)


def test_under_thirty_faces_there_are_no_intervals_by_part() -> None:
    count = ENOUGH - 1
    metrics = evaluate([20] * count, [0] * count, [answer(24, 0.1)] * count)
    (few,) = metrics.age_bands
    assert (few.enough, few.age_mae_interval, few.gender_interval) == (False, None, None)
    (enough,) = evaluate([20] * ENOUGH, [0] * ENOUGH, [answer(24, 0.1)] * ENOUGH).age_bands
    assert (enough.enough, enough.age_mae_interval) == (True, (4, 4))
    assert enough.age_bias_interval == (4, 4)
    assert enough.gender_interval == (pytest.approx(0.88430, abs=1e-5), 1.0)


def test_one_class_alone_leaves_its_figures_undefined() -> None:
    metrics = evaluate([20] * 40, [1] * 40, [answer(20, 0.9)] * 40)
    assert (metrics.gender.auc, metrics.gender.roc) == (None, ())
    assert "gender_auc" not in metrics.intervals
    assert "male_recall" not in metrics.intervals
    assert [figures.recall for figures in metrics.gender.classes] == [1, None]


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
        "age_bias_years": 5,
        "age_mae_interval": None,
        "age_bias_interval": None,
        "gender_interval": None,
        "enough": False,
        "range_coverage": None,
    }
    assert data["gender"]["confusion"]["female_as_female"] == 1
    assert "audit" in data["groups_note"]


def test_the_worst_mistakes_come_first_with_the_rows_and_names_of_the_caller() -> None:
    estimates = [answer(22, 0.9), answer(30, 0.4), answer(9, 0.95), answer(70, 0.1)]
    answers = gather(
        [20, 30, 4, 80], [1, 1, 0, 0], estimates, rows=[7, 8, 9, 3], names=["a", "b", "c", "d"]
    )
    ages = [(m.row, m.name, m.age_true, m.age_years) for m in worst_ages(answers)]
    assert ages == [(3, "d", 80, 70), (9, "c", 4, 9), (7, "a", 20, 22)]
    genders = [(m.row, m.gender_true, m.female_score) for m in worst_genders(answers)]
    assert genders == [(9, "male", 0.95), (8, "female", 0.4)]
    assert [m.row for m in worst_ages(answers, limit=1)] == [3]


@pytest.mark.parametrize(
    ("ages", "genders"), [([], []), ([-1], [0]), ([float("nan")], [0]), ([20], [2]), ([20], [0.5])]
)
def test_labels_that_are_none_are_told(ages: list[float], genders: list[float]) -> None:
    with pytest.raises(DataError, match="Received: "):
        evaluate(ages, genders, [answer(20, 0)] * len(ages))


@pytest.mark.parametrize("bad", [(float("nan"), 0.5), (20, float("nan")), (20, 1.5), (20, -0.1)])
def test_estimates_that_are_none_are_refused(bad: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="an age and a probability"):
        evaluate([20], [0], [Estimate(*bad, gender=None)])


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match="1 estimates"):
        evaluate([20, 30], [0, 1], [answer(20, 0)])
    with pytest.raises(ValueError, match="One group a face"):
        evaluate([20], [0], [answer(20, 0)], groups=[1, 2])
    with pytest.raises(ValueError, match="a row and a name"):
        gather([20], [0], [answer(20, 0)], names=["a", "b"])


def test_ranges_are_judged_by_age_band_too() -> None:
    ranged = [
        replace(answer(25, 0.2), age_low=22.0, age_high=30.0),  # holds 24
        replace(answer(28, 0.2), age_low=22.0, age_high=30.0),  # misses 21
        replace(answer(40, 0.9), age_low=38.0, age_high=44.0),  # holds 44, its very end
    ]
    metrics = evaluate([24, 21, 44], [0, 0, 1], ranged)
    assert [(part.name, part.range_coverage) for part in metrics.age_bands] == [
        ("20-29", 0.5),
        ("40-49", 1.0),
    ]
    assert metrics.age.range_coverage == pytest.approx(2 / 3)
    assert metrics.age.range_width_years == pytest.approx((8 + 8 + 6) / 3)


def test_an_age_inside_its_interval_is_right() -> None:
    estimates = [answer(25, 0.1, margin=3), answer(45, 0.1, margin=4)]
    estimates += [answer(70, 0.9, margin=2), answer(90, 0.9, margin=9)]
    answers = gather([24.5, 34.5, 85, 85], [0, 0, 1, 1], estimates, age_reach=[4.5, 4.5, 15, 15])
    assert answers.age_error.tolist() == [0.0, 6.0, 0.0, 0.0]
    assert answers.take(np.array([1])).age_error.tolist() == [6.0]
    metrics = evaluate_answers(answers, sources=["a", "a", "b", "b"], resamples=20)
    assert metrics.age_mae_years == 1.5
    assert metrics.age.range_coverage == 0.75  # a range holds an interval that it meets
    assert [part.name for part in metrics.age_bands] == ["20-29", "30-39", "70-79"]
    assert [(part.name, part.count) for part in metrics.sources] == [("a", 2), ("b", 2)]
    (worst,) = worst_ages(answers)
    assert (worst.age_label, worst.age_error) == ("30-39", 6.0)
    assert evaluate_answers(answers, sources=["a"] * 4, resamples=20).sources == ()
    with pytest.raises(ValueError, match="half their width"):
        gather([20], [0], [answer(20, 0)], age_reach=[-1])

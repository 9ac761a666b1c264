"""ROC, calibration, coverage and bootstrap against definitions written the slow way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.evaluation import gender
from engine.evaluation.bootstrap import (
    count_matrices,
    interval,
    resampled_auc,
    resampled_means,
    resampled_sums,
)

# Few distinct values, so that ties are common.
SCORES = st.integers(0, 20).map(lambda twentieth: twentieth / 20)
FACES = st.lists(st.tuples(SCORES, st.booleans()), min_size=1, max_size=60)


def columns(faces: list[tuple[float, bool]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([score for score, _ in faces]), np.array([female for _, female in faces])


def slow_auc(score: np.ndarray, female: np.ndarray) -> float:
    pairs = [(f, m) for f in score[female] for m in score[~female]]
    return sum(1.0 if f > m else 0.5 if f == m else 0.0 for f, m in pairs) / len(pairs)


def test_auc_and_roc_worked_out_by_hand() -> None:
    score = np.array([0.9, 0.8, 0.8, 0.3])
    female = np.array([True, True, False, False])
    assert gender.auc(score, female) == 3.5 / 4
    assert gender.roc(score, female) == ((0, 0), (0, 0.5), (0.5, 1), (1, 1))


@given(FACES)
def test_auc_is_the_share_of_pairs_in_order(faces: list[tuple[float, bool]]) -> None:
    score, female = columns(faces)
    area = gender.auc(score, female)
    if female.all() or not female.any():
        assert area is None
        assert gender.roc(score, female) == ()
        return
    assert area == pytest.approx(slow_auc(score, female))
    points = np.array(gender.roc(score, female))
    assert np.trapezoid(points[:, 1], points[:, 0]) == pytest.approx(area)
    assert (np.diff(points, axis=0) >= 0).all()
    # Turned round, the area is what was missing.
    assert gender.auc(1 - score, female) == pytest.approx(1 - area)


@given(st.integers(1, 30), st.integers(1, 30))
def test_auc_of_perfect_and_of_inverted_scores(females: int, males: int) -> None:
    female = np.array([True] * females + [False] * males)
    assert gender.auc(np.where(female, 0.8, 0.2), female) == 1
    assert gender.auc(np.where(female, 0.2, 0.8), female) == 0
    assert gender.auc(np.full(len(female), 0.7), female) == 0.5


def test_a_thinned_curve_keeps_its_ends_and_only_its_own_points() -> None:
    random = np.random.default_rng(0)
    female = random.random(3000) < 0.5
    points = gender.roc(random.normal(female, 1.0), female)
    thin = gender.thinned(points, 50)
    assert 25 < len(thin) <= 50
    assert (thin[0], thin[-1]) == ((0, 0), (1, 1))
    assert set(thin) <= set(points)
    assert list(thin) == sorted(thin)


def test_classes_and_confusion_worked_out_by_hand() -> None:
    score = np.array([0.9, 0.6, 0.4, 0.7, 0.1, 0.2])
    female = np.array([True, True, True, False, False, False])
    assert gender.confusion(score, female) == {
        "female_as_female": 2,
        "female_as_male": 1,
        "male_as_female": 1,
        "male_as_male": 2,
    }
    for figures in gender.class_figures(score, female):
        assert figures.count == 3
        assert (figures.precision, figures.recall) == (2 / 3, 2 / 3)
        assert figures.f1 == pytest.approx(2 / 3)


def test_calibration_worked_out_by_hand() -> None:
    score = np.array([0.0, 0.05, 0.95, 1.0, 0.5])
    female = np.array([False, True, True, True, False])
    bins = gender.calibration_bins(score, female)
    assert [(b.low, b.high, b.count) for b in bins] == [(0, 0.1, 2), (0.5, 0.6, 1), (0.9, 1.0, 2)]
    assert [b.mean_score for b in bins] == pytest.approx([0.025, 0.5, 0.975])
    assert [b.female_share for b in bins] == [0.5, 0, 1]
    expected = (2 * 0.475 + 1 * 0.5 + 2 * 0.025) / 5
    assert gender.calibration_error(bins) == pytest.approx(expected)
    assert gender.brier(score, female) == pytest.approx((0.95**2 + 0.05**2 + 0.5**2) / 5)


@given(FACES)
def test_bins_hold_every_face_once(faces: list[tuple[float, bool]]) -> None:
    score, female = columns(faces)
    bins = gender.calibration_bins(score, female)
    assert sum(b.count for b in bins) == len(faces)
    assert all(b.low - 1e-9 <= b.mean_score <= b.high + 1e-9 for b in bins)
    assert 0 <= gender.calibration_error(bins) <= 1


def test_honest_scores_are_calibrated_and_boastful_ones_are_not() -> None:
    random = np.random.default_rng(0)
    score = random.random(20_000)
    female = random.random(20_000) < score
    honest = gender.calibration_error(gender.calibration_bins(score, female))
    boastful = gender.calibration_error(gender.calibration_bins(np.round(score), female))
    assert honest < 0.02
    assert boastful > 0.2


@given(FACES)
def test_coverage_is_the_error_above_each_confidence(faces: list[tuple[float, bool]]) -> None:
    score, female = columns(faces)
    confidence = np.maximum(score, 1 - score)
    right = (score >= 0.5) == female
    points = gender.coverage(confidence, right)
    for point in points:
        answered = confidence >= point.confidence
        assert point.answered_share == answered.mean()
        assert point.error == pytest.approx(1 - right[answered].mean())
    assert points[-1].answered_share == 1
    shares = [point.answered_share for point in points]
    assert shares == sorted(set(shares))


def test_coverage_of_many_faces_is_thinned_to_the_end() -> None:
    random = np.random.default_rng(0)
    points = gender.coverage(random.uniform(0.5, 1, 5000), random.random(5000) < 0.9)
    assert 90 <= len(points) <= 101
    assert points[-1].answered_share == 1


def test_every_resample_draws_as_many_faces_as_there_are() -> None:
    blocks = list(count_matrices(700, resamples=7000, seed=1))
    assert len(blocks) > 1  # memory is bounded
    counts = np.concatenate(blocks)
    assert counts.shape == (7000, 700)
    assert (counts.sum(axis=1) == 700).all()
    assert counts.mean(axis=0) == pytest.approx(np.ones(700), abs=0.1)
    with pytest.raises(ValueError, match="Received: 0"):
        next(count_matrices(0, resamples=1, seed=0))


def test_resampled_sums_are_sums_over_the_faces_drawn() -> None:
    random = np.random.default_rng(0)
    values = random.normal(size=(25, 3))
    (counts,) = count_matrices(25, resamples=40, seed=9)
    slow = [np.repeat(values, row.astype(int), axis=0).sum(axis=0) for row in counts]
    assert resampled_sums(values, resamples=40, seed=9) == pytest.approx(np.array(slow))
    assert resampled_sums(values, resamples=0, seed=9).shape == (0, 3)


def test_resampled_areas_are_areas_of_the_faces_drawn() -> None:
    random = np.random.default_rng(0)
    female = np.array([True] * 3 + [False] * 22)
    score = np.round(random.normal(0.4 + 0.2 * female, 0.2), 1)
    (counts,) = count_matrices(25, resamples=60, seed=2)
    areas = resampled_auc(score, female, resamples=60, seed=2)
    missing = 0
    for row, area in zip(counts.astype(int), areas, strict=True):
        slow = gender.auc(np.repeat(score, row), np.repeat(female, row))
        missing += slow is None
        assert np.isnan(area) if slow is None else area == pytest.approx(slow)
    assert missing  # three females among 25: sometimes none is drawn


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=40), st.integers(0, 5))
def test_an_interval_of_a_mean_holds_the_mean(values: list[float], seed: int) -> None:
    column = np.array(values)
    mean = float(column.mean())
    bounds = interval(resampled_means(column, resamples=200, seed=seed), mean)
    assert bounds is not None
    assert bounds[0] <= mean <= bounds[1]
    assert column.min() - 1e-9 <= bounds[0]
    assert bounds[1] <= column.max() + 1e-9


def test_no_interval_of_nothing() -> None:
    assert interval(np.empty(0), 1.0) is None
    assert interval(np.array([np.nan, np.nan]), 1.0) is None
    assert interval(np.array([1.0, 2.0]), float("nan")) is None


def test_intervals_cover_the_truth_about_as_often_as_they_say() -> None:
    random = np.random.default_rng(5)
    hits = 0
    for trial in range(200):
        values = random.exponential(6.0, 150)  # errors of age look like this
        bounds = interval(resampled_means(values, resamples=300, seed=trial), float(values.mean()))
        assert bounds is not None
        hits += bounds[0] <= 6.0 <= bounds[1]
    assert 0.89 <= hits / 200 <= 0.99

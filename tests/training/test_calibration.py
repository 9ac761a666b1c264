"""Promises that hold on faces that they were not fitted on."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from engine.spec import AgeRange, Calibration
from training.calibration import COVERAGE, Floats, HeldOut, answer_curve, fit_range


def people(count: int, *, seed: int) -> tuple[Floats, Floats, Floats]:
    """True ages, stated ages and spreads: errors grow with the age, and from face to face."""
    random = np.random.default_rng(seed)
    ages = random.uniform(1.0, 85.0, count)
    spreads = (1.0 + ages / 12.0) * random.choice([0.5, 1.0, 2.0], count)
    return ages, np.clip(ages + spreads * random.normal(size=count), 0.0, 100.0), spreads


def bounds(told: AgeRange, stated: Floats, spreads: Floats | None) -> tuple[Floats, Floats]:
    given = [None] * len(stated) if spreads is None else spreads.tolist()
    pairs = [told.bounds(age, spread) for age, spread in zip(stated.tolist(), given, strict=True)]
    low, high = np.array(pairs).T
    return low, high


@pytest.mark.parametrize("with_spreads", [False, True])
def test_the_promise_is_kept_on_new_faces(with_spreads: bool) -> None:
    ages, stated, spreads = people(1500, seed=1)
    told = fit_range(ages, stated, spreads if with_spreads else None)
    assert told.by_spread is with_spreads
    ages, stated, spreads = people(4000, seed=2)
    low, high = bounds(told, stated, spreads if with_spreads else None)
    inside = (low <= ages) & (ages <= high)
    assert abs(inside.mean() - COVERAGE) < 0.035
    for start in range(0, 80, 10):
        assert inside[(ages >= start) & (ages < start + 10)].mean() > 0.65
    assert (low <= stated).all()
    assert (stated <= high).all()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_neighbouring_ages_get_ranges_of_much_the_same_width(seed: int) -> None:
    told = fit_range(*people(1500, seed=seed))  # errors are the same at all ages, in spreads
    widths = np.log(np.add(told.below, told.above))
    assert np.abs(np.diff(widths)).max() < 0.2


def test_spreads_widen_the_range_of_those_who_need_it() -> None:
    ages, stated, spreads = people(1500, seed=1)
    unsure = spreads > 1.5 * (1.0 + ages / 12.0)
    covered = []
    for given in (None, spreads):
        low, high = bounds(fit_range(ages, stated, given), stated, given)
        covered.append(float(((low <= ages) & (ages <= high))[unsure].mean()))
    assert covered[0] < 0.65
    assert covered[1] > 0.72


def test_ages_of_one_year_only_make_a_range_too() -> None:
    ages = np.full(120, 30.0)
    told = fit_range(ages, np.linspace(25.0, 36.0, 120), None)
    low, high = bounds(told, np.linspace(25.0, 36.0, 120), None)
    assert 0.75 <= ((low <= 30.0) & (high >= 30.0)).mean() <= 0.9


def test_the_threshold_leaves_few_enough_wrong() -> None:
    random = np.random.default_rng(3)
    female = random.uniform(0.0, 1.0, 4000)
    genders = (random.uniform(size=4000) < female).astype(np.float64)  # scores that are honest
    curve = answer_curve(genders, female)
    assert [point.threshold for point in curve][:3] == [0.5, 0.51, 0.52]
    assert curve[0].answered == 1.0
    assert all(a.answered >= b.answered for a, b in itertools.pairwise(curve))
    told = HeldOut(
        ages=np.full(4000, np.nan), stated=female, spreads=None, genders=genders, female=female
    ).calibration()
    assert told.age_range is None
    assert told.unsure_below == 0.8  # even there one in ten is wrong


def test_a_good_model_keeps_the_usual_threshold() -> None:
    female = np.tile([0.02, 0.98], 100)
    told = HeldOut(
        ages=np.full(200, np.nan),
        stated=female,
        spreads=None,
        genders=(female > 0.5).astype(np.float64),
        female=female,
    ).calibration()
    assert told == Calibration()


def test_too_few_faces_promise_nothing() -> None:
    few = np.linspace(1.0, 80.0, 99)
    told = HeldOut(
        ages=few, stated=few, spreads=None, genders=few * np.nan, female=few / 100
    ).calibration()
    assert told == Calibration()

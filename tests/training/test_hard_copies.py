"""What is promised less of faces that are hard to read, fitted where the truth is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.preprocessing import LEGIBILITY_SIGNALS
from engine.spec import AgeRange, Calibration, Legibility, doubted
from training.legibility import CLEAR, HardCopies, fit_legibility, isotonic, weighted_quantile

# Errors are normal with 6 years: 80 of 100 lie within 1.2816 deviations.
REACH = 1.2816 * 6.0
CALIBRATION = Calibration(
    unsure_below=0.7, age_range=AgeRange(ages=(0.0,), below=(REACH,), above=(REACH,))
)
SOFT, DARK = LEGIBILITY_SIGNALS.index("soft"), LEGIBILITY_SIGNALS.index("dark")


def people(count: int, *, seed: int) -> HardCopies:
    """Clear faces, soft ones (errors grow with softness), and dark ones (genders go wrong)."""
    random = np.random.default_rng(seed)
    kinds = np.repeat([CLEAR, "soft", "dark"], count)
    signals = random.normal(0.0, 0.3, (3 * count, len(LEGIBILITY_SIGNALS)))
    soft, dark = kinds == "soft", kinds == "dark"
    signals[soft, SOFT] += random.uniform(0.5, 3.0, count)
    signals[dark, DARK] += random.uniform(0.5, 3.0, count)
    harder = 1.0 + 0.5 * np.maximum(signals[:, SOFT] - 0.4, 0.0)
    stated = random.uniform(20.0, 80.0, 3 * count)
    genders = random.integers(0, 2, 3 * count).astype(np.float64)
    side = np.where(genders == 1, 1.0, -1.0) * random.normal(4.0, 2.0, 3 * count)
    # In the dark men are called women now and then, and no less surely.
    flipped = dark & (genders == 0) & (random.random(3 * count) < 0.08 * signals[:, DARK])
    odds = np.where(flipped, np.abs(side) / 2.0, side)
    return HardCopies(
        kinds=kinds,
        signals=signals,
        ages=stated + 6.0 * harder * random.normal(size=3 * count),
        reaches=np.zeros(3 * count),
        genders=genders,
        stated=stated,
        spreads=None,
        female=1.0 / (1.0 + np.exp(-odds)),
    )


def factors(told: Legibility, faces: HardCopies, part: str) -> np.ndarray:
    rows = [dict(zip(LEGIBILITY_SIGNALS, row, strict=True)) for row in faces.signals.tolist()]
    return np.array([getattr(told, part).factor(row) for row in rows])


@pytest.fixture(scope="module")
def told() -> Legibility:
    found = fit_legibility(people(1500, seed=1), CALIBRATION)
    assert found is not None
    return found


def test_ranges_hold_on_new_faces_of_every_kind(told: Legibility) -> None:
    faces = people(4000, seed=2)
    distances, wider = faces.distances(CALIBRATION), factors(told, faces, "age")
    soft = faces.kinds == "soft"
    assert (distances <= 1.0)[soft].mean() < 0.68
    assert (distances <= wider)[soft].mean() == pytest.approx(0.8, abs=0.03)
    for kind in (CLEAR, "dark"):
        some = faces.kinds == kind
        assert (distances <= wider)[some].mean() == pytest.approx(0.8, abs=0.03)
        assert wider[some].mean() < 1.03
    assert wider[soft].max() > 1.6


def test_sure_answers_about_new_hard_faces_are_seldom_wrong(told: Legibility) -> None:
    faces = people(4000, seed=3)
    doubts = {part: factors(told, faces, part) for part in ("female", "male")}
    doubt = np.where(faces.female >= 0.5, doubts["female"], doubts["male"])
    pairs = list(zip(faces.female.tolist(), doubt.tolist(), strict=True))
    before = np.array([CALIBRATION.sure(one, 40.0) for one, _ in pairs])
    after = np.array([CALIBRATION.sure(doubted(one, more), 40.0) for one, more in pairs])
    wrong = (faces.female >= 0.5) != (faces.genders >= 0.5)
    men = (faces.kinds == "dark") & (faces.genders == 0)
    assert wrong[men & before].mean() > 0.08
    assert wrong[men & after].mean() < 0.06
    clear = faces.kinds == CLEAR
    assert after[clear].mean() > before[clear].mean() - 0.05
    assert doubts["male"].mean() < 1.05


def test_clear_faces_do_not_pay_for_hard_ones_that_nobody_can_tell_from_them() -> None:
    faces = people(1500, seed=4)
    hidden = np.where(faces.kinds == "soft", 0.0, faces.signals[:, SOFT])
    signals = faces.signals.copy()
    signals[:, SOFT] = hidden  # as wrong as before, and no sign of it
    told = fit_legibility(replace(faces, signals=signals), CALIBRATION)
    assert told is not None
    shown, clear = replace(faces, signals=signals), faces.kinds == CLEAR
    given = {part: factors(told, shown, part) for part in ("age", "female", "male")}
    assert all(np.mean(one[clear] == 1.0) > 0.9 for one in given.values())
    assert given["age"][clear].mean() < 1.05  # how much wider their ranges are
    doubt = np.where(faces.female >= 0.5, given["female"], given["male"])[clear]
    scores = faces.female[clear].tolist()
    before = np.mean([CALIBRATION.sure(one, 40.0) for one in scores])
    pairs = zip(scores, doubt.tolist(), strict=True)
    after = np.mean([CALIBRATION.sure(doubted(one, more), 40.0) for one, more in pairs])
    assert after > before - 0.05  # and how many lose their gender


def test_a_signal_that_spreads_among_clear_faces_hides_no_other() -> None:
    faces, random = people(1500, seed=8), np.random.default_rng(8)
    signals, covered = faces.signals.copy(), LEGIBILITY_SIGNALS.index("covered")
    clear, soft, dark = (faces.kinds == kind for kind in (CLEAR, "soft", "dark"))
    signals[dark, covered] += signals[dark, DARK]  # what was dark is covered instead
    signals[dark, DARK] = random.normal(0.0, 0.3, dark.sum())
    # Some clear faces are as soft as soft ones, of which a quarter of the genders go wrong.
    signals[clear, SOFT] += np.where(random.random(clear.sum()) < 0.08, 1.5, 0.0)
    wrong = (faces.female >= 0.5) != (faces.genders >= 0.5)
    righted = dark & wrong & (random.random(len(wrong)) > 0.6)
    lost = soft & (signals[:, SOFT] > 1.2) & (random.random(len(wrong)) < 0.25)
    female = np.where(righted != lost, 1.0 - faces.female, faces.female)
    shown = replace(faces, signals=signals, female=female)
    told = fit_legibility(shown, CALIBRATION)
    assert told is not None
    given = factors(told, shown, "female")
    assert np.median(given[signals[:, covered] > 1.5]) > 1.1
    assert np.mean(given[clear] == 1.0) > 0.9


def test_what_says_nothing_has_no_weight(told: Legibility) -> None:
    assert told.age.signals["soft"].weight == max(one.weight for one in told.age.signals.values())
    others = set(told.age.signals) - {"soft"}
    assert all(told.age.signals[name].weight < 0.1 for name in others)
    assert told.female.signals["dark"].weight > 0.2
    for one in (told.age, told.female, told.male):
        assert list(one.factors) == sorted(one.factors)
        assert one.factors[0] == 1.0
        assert one.levels[0] == 0.0


def test_the_same_faces_give_the_same_tables() -> None:
    assert fit_legibility(people(300, seed=4), CALIBRATION) == fit_legibility(
        people(300, seed=4), CALIBRATION
    )


def test_too_few_labels_say_nothing() -> None:
    faces = people(120, seed=5)
    assert fit_legibility(people(99, seed=5), CALIBRATION) is None
    assert fit_legibility(replace(faces, ages=faces.ages * np.nan), CALIBRATION) is None
    assert fit_legibility(replace(faces, genders=faces.genders * np.nan), CALIBRATION) is None
    assert fit_legibility(faces, replace(CALIBRATION, age_range=None)) is None
    assert fit_legibility(faces, CALIBRATION) is not None


def test_a_model_that_says_one_gender_of_everybody_is_measured_too() -> None:
    faces = people(200, seed=7)
    found = fit_legibility(replace(faces, female=np.full(600, 0.9)), CALIBRATION)
    assert found is not None
    assert found.male.factors == (1.0,)
    assert not found.male.signals
    never_sure = fit_legibility(replace(faces, female=np.full(600, 0.5)), CALIBRATION)
    assert never_sure is not None
    assert never_sure.female.factors == (1.0,)


def test_ranges_of_next_to_nothing_are_not_widened_without_end() -> None:
    tiny = AgeRange(ages=(0.0,), below=(1e-3,), above=(1e-3,))
    found = fit_legibility(people(200, seed=8), replace(CALIBRATION, age_range=tiny))
    assert found is not None
    assert found.age.factors[-1] == 10.0


def test_an_interval_that_a_range_meets_is_no_distance_away() -> None:
    faces = people(100, seed=6)
    wide = replace(faces, reaches=np.full(300, 1000.0))
    assert (wide.distances(CALIBRATION) == 0.0).all()
    away = (faces.ages - faces.stated) / REACH
    np.testing.assert_allclose(faces.distances(CALIBRATION), np.abs(away))


def test_quantiles_and_isotonic_values() -> None:
    values = np.array([3.0, 1.0, 2.0, 4.0])
    assert weighted_quantile(values, np.ones(4), 0.5) == 2.0
    assert weighted_quantile(values, np.array([0.0, 0.0, 0.0, 1.0]), 0.1) == 4.0
    np.testing.assert_allclose(isotonic(values, np.ones(4)), [2.0, 2.0, 2.0, 4.0])
    np.testing.assert_allclose(
        isotonic(values, np.array([3.0, 1.0, 1.0, 1.0])), [2.4, 2.4, 2.4, 4.0]
    )

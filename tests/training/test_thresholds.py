"""Thresholds that are as right for women as for men, on every source."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.spec import GenderThresholds
from training.calibration import Floats, HeldOut, fit_range
from training.thresholds import GAP_AT_MOST, WRONG_AT_MOST, fair_thresholds, sure_answers

Faces = tuple[Floats, Floats, Floats, NDArray[np.str_]]


def crowd(
    *, seed: int, shifts: dict[str, float], count: int = 3000, children: float = 0.0
) -> Faces:
    """Labels, scores, stated ages, sources: in each, women's scores are shifted towards "male"."""
    random = np.random.default_rng(seed)
    genders, scores, ages, sources = [], [], [], []
    for name, shift in shifts.items():
        labels = random.integers(0, 2, count).astype(np.float64)
        young = random.random(count) < children
        strength = np.where(young, 0.7, 3.0)
        logit = random.normal(np.where(labels == 1, strength - shift, -strength), 1.7)
        genders.append(labels)
        scores.append(1 / (1 + np.exp(-logit)))
        ages.append(np.where(young, 5.0, 35.0))
        sources.append(np.full(count, name))
    return (
        np.concatenate(genders),
        np.concatenate(scores),
        np.concatenate(ages),
        np.concatenate(sources),
    )


def test_a_source_that_takes_women_for_men_raises_one_threshold() -> None:
    genders, female, stated, sources = crowd(seed=1, shifts={"a": 0.5, "b": 1.2})
    told = fair_thresholds(genders, female, stated=stated, sources=sources)
    assert told.male > told.female + 0.03
    fresh = crowd(seed=2, shifts={"a": 0.5, "b": 1.2})
    for found in sure_answers(told, fresh[0], fresh[1], stated=fresh[2], sources=fresh[3]):
        assert found.women_wrong < WRONG_AT_MOST + 0.015
        assert found.men_wrong < WRONG_AT_MOST + 0.015
        assert abs(found.women_wrong - found.men_wrong) < GAP_AT_MOST + 0.02
        assert found.answered > 0.6


def test_photos_that_are_harder_than_any_source_still_get_few_wrong_answers() -> None:
    genders, female, stated, sources = crowd(seed=5, shifts={"a": 0.3, "b": 0.6})
    told = fair_thresholds(genders, female, stated=stated, sources=sources)
    fresh = crowd(seed=6, shifts={"never seen": 0.9})
    (found,) = sure_answers(told, fresh[0], fresh[1], stated=fresh[2], sources=fresh[3])
    assert found.women_wrong < WRONG_AT_MOST
    assert found.men_wrong < WRONG_AT_MOST
    assert found.answered > 0.8


def test_scores_that_are_right_are_answered_at_the_lowest_threshold() -> None:
    genders = np.tile([0.0, 1.0], 300)
    female = np.tile([0.03, 0.97], 300)
    told = fair_thresholds(genders, female, stated=np.full(600, 40.0), sources=np.full(600, "a"))
    assert (told.female, told.male) == (0.71, 0.71)


def test_children_in_whom_nobody_could_tell_are_not_answered() -> None:
    genders, female, stated, sources = crowd(seed=3, shifts={"a": 0.0}, children=0.4)
    told = fair_thresholds(genders, female, stated=stated, sources=sources)
    assert told.child_female > told.female + 0.1
    (found,) = sure_answers(told, genders, female, stated=stated, sources=sources)
    assert found.faces == 3000
    child = stated < 10
    kept = [told.sure(score, 5.0) for score in female[child].tolist()]
    assert 0 <= np.mean(kept) < 0.6


def test_too_few_faces_take_what_holds_for_all_or_the_usual() -> None:
    genders, female, stated, sources = crowd(seed=4, shifts={"a": 0.3}, children=0.01)
    told = fair_thresholds(genders, female, stated=stated, sources=sources)
    assert told.child_female >= 0.6
    none = fair_thresholds(
        np.array([0.0, 1.0]),
        np.array([0.1, 0.9]),
        stated=np.array([5.0, 40.0]),
        sources=np.array(["a", "a"]),
    )
    assert asdict(none) == asdict(GenderThresholds(0.6, 0.6, 0.6, 0.6))


def aged(count: int, *, seed: int, noise: float) -> tuple[Floats, Floats, Floats]:
    """True and stated ages, and spreads that know nothing of a source's own noise."""
    random = np.random.default_rng(seed)
    ages = random.uniform(1.0, 85.0, count)
    spreads = (1.0 + ages / 12.0) * random.choice([0.5, 1.0, 2.0], count)
    stated = np.clip(ages + noise * spreads * random.normal(size=count), 0.0, 100.0)
    return ages, stated, spreads


def covered(
    sources: NDArray[np.str_], noises: dict[str, float], *, seed: int
) -> tuple[dict[str, float], float]:
    """How much of each source ranges hold that were fitted knowing these sources."""
    parts = [aged(1200, seed=seed + n, noise=noise) for n, noise in enumerate(noises.values())]
    ages, stated, spreads = (np.concatenate(values) for values in zip(*parts, strict=True))
    told = fit_range(ages, stated, spreads, sources=sources)
    fresh = {}
    for number, (name, noise) in enumerate(noises.items()):
        new = aged(3000, seed=100 + seed + number, noise=noise)
        pairs = [told.bounds(*pair) for pair in zip(new[1].tolist(), new[2].tolist(), strict=True)]
        low, high = np.array(pairs).T
        fresh[name] = float(((low <= new[0]) & (new[0] <= high)).mean())
    return fresh, told.spread_power


def test_ranges_hold_the_source_that_was_left_out() -> None:
    noises = {"near": 0.9, "middle": 1.0, "far": 1.4}
    named = np.repeat(list(noises), 1200)
    told, power = covered(named, noises, seed=1)
    alone, usual = covered(np.full(3600, ""), noises, seed=1)
    assert usual == power == 1.0
    assert alone["far"] < 0.72 < told["far"]
    assert told["far"] > 0.75
    assert told["near"] > alone["near"]


def test_an_interval_is_held_where_it_is_met() -> None:
    ages, stated, spreads = aged(2000, seed=5, noise=1.0)
    low = np.floor(ages / 10) * 10
    interval = np.arange(2000) >= 1000
    middles = np.where(interval, low + 4.5, ages)
    reaches = np.where(interval, 4.5, 0.0)
    sources = np.where(interval, "classes", "years")
    told = fit_range(middles, stated, spreads, reaches=reaches, sources=sources)
    exact = fit_range(ages[:1000], stated[:1000], spreads[:1000])
    widths = []
    for one in (told, exact):
        pairs = [one.bounds(*pair) for pair in zip(stated.tolist(), spreads.tolist(), strict=True)]
        widths.append(float(np.mean([high - low for low, high in pairs])))
    assert widths[0] == pytest.approx(widths[1], rel=0.35)  # the interval narrows no shape


def test_copies_are_to_be_held_but_are_none_of_the_eighty() -> None:
    ages, stated, spreads = aged(1500, seed=6, noise=1.0)
    _, worse, _ = aged(1500, seed=6, noise=1.3)
    joined = np.concatenate
    sources = np.repeat(["a", "b", "dark"], [750, 750, 1500])
    told = fit_range(
        joined([ages, ages]),
        joined([stated, worse]),
        joined([spreads, spreads]),
        sources=sources,
        copies=np.arange(3000) >= 1500,
    )
    pairs = [told.bounds(*pair) for pair in zip(worse.tolist(), spreads.tolist(), strict=True)]
    low, high = np.array(pairs).T
    assert 0.74 < float(((low <= ages) & (ages <= high)).mean()) < 0.82


def test_several_sources_give_thresholds_and_one_gives_none() -> None:
    genders, female, stated, sources = crowd(seed=7, shifts={"a": 0.2, "b": 0.9})
    values = {
        "ages": np.full(len(stated), np.nan),
        "stated": stated,
        "spreads": None,
        "genders": genders,
        "female": female,
    }
    assert HeldOut(**values).calibration().thresholds is None
    told = HeldOut(**values, sources=sources).calibration()
    assert told.thresholds is not None
    assert told.sure(0.99, 40.0)
    assert not told.sure(0.55, 40.0)

"""Curves: what is kept of a long run, axes, looks and words; no widget needed."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from desktop.i18n import language
from desktop.theme import DARK, LIGHT, Colours
from desktop.training.curves import board as words
from desktop.training.curves import plot as scale
from desktop.training.curves import series_style as look
from tests.desktop.test_theme import contrast
from tests.desktop.training.curves_driver import COMBINED, STEPS, batch, metrics, run, started
from training.events import BatchDone, Preparing, Started
from training.run_history import METRICS, RunHistory, RunPosition, ThinnedSteps


@given(st.integers(0, 3000), st.sampled_from([2, 8, 64]))
def test_thinning_keeps_the_newest_and_stays_even(count: int, limit: int) -> None:
    thinned = ThinnedSteps(1, limit)
    for number in range(count):
        thinned.add((float(number),))
    kept = thinned.rows[:, 0]
    assert len(kept) == count if count <= limit else limit / 2 <= len(kept) <= limit + 1
    if count:
        assert kept[0] == 0
        assert kept[-1] == count - 1
        gaps = np.diff(kept)
        assert len(set(gaps[:-1])) <= 1  # only the gap before the newest may be shorter
        assert not len(gaps) > 1 or gaps[-1] <= gaps[0]


def test_a_resumed_run_has_its_former_epochs_and_drops_unfinished_steps() -> None:
    history = RunHistory()
    for event in itertools.chain(run(COMBINED, 2), [batch(COMBINED, 3, step) for step in (1, 2)]):
        assert history.take(event)
    rows = tuple({"epoch": float(e), "seconds": 3.0 * e, **metrics(COMBINED, e)} for e in (1, 2))
    history.take(Started(*COMBINED, 900, 50, 50, 30, 2, STEPS, rows))
    (network,) = history.networks
    assert network.step_x.max() == 2.0
    assert network.epoch_x.tolist() == [1.0, 2.0]
    assert network.epochs[1].seconds == 6.0

    fresh = RunHistory()
    fresh.take(Started(*COMBINED, 900, 50, 50, 30, 2, STEPS, rows))
    (network,) = fresh.networks
    assert network.epoch_values("loss").tolist() == [15.0, 10.0]
    assert network.epoch_values("loss", validation=True)[0] == pytest.approx(16.5)
    assert fresh.end == 2.0


def test_a_new_run_of_the_same_network_begins_anew() -> None:
    history = RunHistory()
    for event in itertools.chain(run(COMBINED, 2), [started(COMBINED)]):
        history.take(event)
    (network,) = history.networks
    assert not len(network.step_x)
    assert not network.epochs
    assert history.nearest(0.5) is None


def test_other_events_pass_by() -> None:
    history = RunHistory()
    assert not history.take(Preparing(1, 2))
    assert history.networks == ()


def test_the_nearest_moment_is_a_step_or_an_epochs_end() -> None:
    history = RunHistory()
    for event in run(COMBINED, 3):
        history.take(event)
    assert history.nearest(2.04) == RunPosition(2.0, 2)
    assert history.nearest(1.52) == RunPosition(1.5, 2, 5)
    assert history.nearest(99.0) == RunPosition(3.0, 3, STEPS)
    assert history.beside(2.0, forward=True, steps=False) == RunPosition(3.0, 3)
    assert history.beside(2.0, forward=False, steps=True) == RunPosition(1.9, 2, 9)
    assert history.beside(3.0, forward=True, steps=False) == RunPosition(3.0, 3)
    assert history.beside(None, forward=False, steps=False) == RunPosition(3.0, 3)


# Axes and words.


def test_round_ticks() -> None:
    assert scale.ticks(0.0, 10.0, most=5) == [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]
    assert scale.ticks(55.0, 96.0, most=2) == [60.0, 80.0]
    assert scale.ticks(1.0, 1.0, most=5) == []
    assert scale.log_ticks(-1.2, 2.3, most=5) == pytest.approx([0.1, 1.0, 10.0, 100.0])
    assert scale.log_ticks(1.0, 1.0, most=5) == []
    assert scale.log_ticks(0.7, 1.2, most=5) == pytest.approx([10.0, 15.0])
    assert scale.epoch_ticks(3.0, most=8) == [0.0, 1.0, 2.0, 3.0]
    assert scale.epoch_ticks(300.0, most=8) == [0.0, 50.0, 100.0, 150.0, 200.0, 250.0, 300.0]
    texts = [scale.number_text(value) for value in (0.0, 0.1 + 0.2, 1500.0, 0.00002)]
    assert texts == ["0", "0.3", "1500", "0.00002"]


def test_numbers_have_the_decimal_sign_of_the_language(qapp: QApplication) -> None:
    assert language.install(qapp, "ru") == "ru"
    try:
        assert scale.number_text(1.5) == "1,5"
        assert words.figure("loss", 0.9621) == "0,962"
        assert words.figure("age_mae_years", 6.04) == "6,0"
        assert words.figure("gender_accuracy", 0.9333) == "93,3"
    finally:
        language.install(qapp, "en")
    assert words.figure("loss", 0.9621) == "0.962"


@given(st.floats(1e-6, 1e6), st.floats(1.05, 1e6), st.integers(2, 10))
def test_there_are_always_some_ticks_and_never_too_many(
    low: float, factor: float, most: int
) -> None:
    high = low * factor
    for found, bound in (
        (scale.ticks(low, high, most=most), 2 * most + 2),
        (scale.log_ticks(math.log10(low), math.log10(high), most=most), 2 * most + 2),
    ):
        assert 1 <= len(found) <= bound
        assert all(low * 0.999 <= value <= high * 1.001 for value in found)


def test_first_steps_do_not_squash_the_epochs() -> None:
    steps = np.concatenate([np.full(2, 5000.0), np.linspace(20.0, 5.0, 500)])
    low, high = scale.value_range([np.array([9.0, 6.0])], [steps], limits=(0.0, math.inf))
    assert 0.0 <= low < 6.0
    assert 9.0 < high < 40.0
    before_the_first_epoch = scale.value_range([], [steps])
    assert before_the_first_epoch[1] > 5000.0
    assert scale.value_range([], []) == (0.0, 1.0)
    epochs = [np.array([9.0, 6.0])]  # of a run that goes on and has made no step yet
    assert scale.value_range(epochs, [np.empty(0)]) == scale.value_range(epochs, [])
    assert scale.value_range([np.array([7.0])], [])[0] < 7.0


def test_what_has_no_logarithm_is_a_gap() -> None:
    found = scale.scaled(np.array([10.0, 0.0, -1.0, math.nan]), logarithmic=True)
    assert found[0] == 1.0
    assert np.isnan(found[1:]).all()


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_networks_are_told_apart_by_colour_and_by_marker(colours: Colours) -> None:
    looks = [*look.KNOWN.values(), look.OTHER]
    assert len({one.marker for one in looks}) == len(looks)
    assert len({one.colour(colours).name() for one in looks}) == len(looks)
    for one in looks:
        for ground in (colours.surface, colours.window):
            assert contrast(one.colour(colours), QColor(ground)) >= 3.0, one
    assert look.style_of("recommended", "model") != look.OTHER
    assert look.style_of("of tomorrow", "model") == look.OTHER


def test_numbers_in_words() -> None:
    assert words.figure("gender_accuracy", 0.9134) == "91.3"
    assert words.figure("age_mae_years", 7.06) == "7.1"
    assert [words.figure("loss", value) for value in (0.01234, 8.3149, 311.2, math.nan)] == [
        "0.012",
        "8.31",
        "311",
        "–",
    ]
    text = " ".join(
        words.title(metric) + words.network_column(metric) for metric in METRICS
    ).lower()
    assert "apparent-age" in text
    assert "perceived-gender" in text


def test_steps_stand_for_themselves_and_are_smoothed_for_the_eye() -> None:
    values = np.array([4.0, 0.0, math.nan, 4.0, 0.0])
    assert scale.smoothed(values, 0.0) is values
    means = scale.smoothed(values, 0.5)
    assert means[0] == 4.0  # not pulled to where the mean begins
    assert means[1] == pytest.approx(4.0 / 3)
    assert math.isnan(means[2])
    assert means[3] == pytest.approx((0.5 * 4.0 + 0.125 * 4.0) / 0.875)
    many = np.random.default_rng(1).normal(size=2000)
    assert scale.smoothed(many, 0.98).std() < 0.3 * many.std()


def test_a_step_by_itself_is_kept_beside_the_average() -> None:
    history = RunHistory()
    history.take(started(COMBINED))
    history.take(BatchDone("combined", "model", 1, 1, 9.0, {"loss": 2.0}, {"loss": 2.0}))
    history.take(BatchDone("combined", "model", 1, 2, 9.0, {"loss": 1.5}, {"loss": 1.0}))
    (network,) = history.networks
    assert network.step_values("loss").tolist() == [2.0, 1.5]
    assert network.single_values("loss").tolist() == [2.0, 1.0]


def test_steps_of_another_session_come_first() -> None:
    rows = np.full((20, 9), 0.5)
    rows[:, 0], rows[:, 1] = 1.0, np.arange(1, 21)
    rows[:, 2] = rows[:, 1] / 20
    history = RunHistory()
    history.take(replace(started(COMBINED), epochs_done=1, steps=rows, stride=1))
    history.take(BatchDone("combined", "model", 2, 1, 9.0, {"loss": 0.4}))
    (network,) = history.networks
    assert network.step_epochs.tolist() == [1.0] * 20 + [2.0]
    # Kept by a version with other columns: shown without them.
    other = RunHistory()
    other.take(replace(started(COMBINED), epochs_done=1, steps=rows[:, :6], stride=1))
    assert len(other.networks[0].step_x) == 0

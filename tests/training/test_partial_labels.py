"""Data that know ages only, genders only, or one of them for some faces."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.errors import DataError
from tests.training.test_network import cache, recipe, run, split, tiny_network
from training.dataset.batches import ChipBatches
from training.dataset.cache import ChipCache
from training.dataset.split import Split, split_by_group
from training.events import BatchDone, EpochDone, Started, WallGuesses
from training.trainer.checkpoint import load_arrays
from training.trainer.job import BEST, known_outputs
from training.trainer.validation import scores

__all__ = ["cache", "split"]  # fixtures

BOTH = ("gender_out", "age_out")


def without(cache: ChipCache, *, ages: float = 0.0, genders: float = 0.0) -> ChipCache:
    """The same faces; these shares of the labels are unknown."""
    random = np.random.default_rng(1)
    count = len(cache.names)
    hidden = [random.permutation(count) < share * count for share in (ages, genders)]
    return replace(
        cache,
        ages=np.where(hidden[0], np.nan, cache.ages).astype(np.float32),
        genders=np.where(hidden[1], np.nan, cache.genders).astype(np.float32),
    )


def test_faces_without_labels_are_dealt_to_all_parts(cache: ChipCache) -> None:
    partly = without(cache, ages=0.3, genders=0.6)
    split = split_by_group(partly.ages, partly.genders, np.arange(len(cache.names)), seed=1)
    for rows in (split.train, split.validation, split.test):
        assert np.isnan(partly.ages[rows]).mean() == pytest.approx(0.3, abs=0.1)
        assert np.isnan(partly.genders[rows]).mean() == pytest.approx(0.6, abs=0.1)


def test_batches_give_unknown_labels_no_weight(cache: ChipCache) -> None:
    partly = without(cache, ages=0.5)
    rows = np.arange(20)
    _, targets, weights = ChipBatches(partly, rows, outputs=BOTH, batch_size=20)[0]  # type: ignore[misc]
    known = np.isfinite(partly.ages[:20])
    assert 0 < known.sum() < 20
    assert weights["age_out"].tolist() == known.astype(float).tolist()
    assert weights["gender_out"].tolist() == [1.0] * 20
    assert targets["age_out"][~known].tolist() == [[0.0]] * int((~known).sum())
    np.testing.assert_array_equal(targets["age_out"][known, 0], cache.ages[:20][known])
    assert targets["age_out"].dtype == np.float32
    assert len(ChipBatches(partly, rows, outputs=("gender_out",), batch_size=20)[0]) == 2


def test_figures_count_known_labels_only() -> None:
    outputs = {"age_out": np.array([30.0, 40.0]), "gender_out": np.array([0.9, 0.2])}
    ages = np.array([33.0, np.nan], dtype=np.float32)
    genders = np.array([np.nan, 1.0], dtype=np.float32)
    found = scores(outputs, ages, genders, recipe=recipe())
    assert found["age_mae_years"] == pytest.approx(3.0)
    assert found["gender_accuracy"] == 0.0
    assert found["loss"] == pytest.approx(3 / 15 - np.log(0.2))
    nothing = np.full(2, np.nan, dtype=np.float32)
    assert scores(outputs, ages, nothing, recipe=recipe()).keys() == {"loss", "age_mae_years"}


@pytest.mark.parametrize("normalise", [False, True])
def test_with_ages_only_the_age_is_learned_and_the_gender_stays_unsure(
    cache: ChipCache, split: Split, tmp_path: Path, normalise: bool
) -> None:
    chosen = recipe(weight_decay=0.1, normalise=normalise, average_momentum=0.9)
    ages_only = without(cache, genders=1.0)
    progress, events, _ = run(
        ages_only, split, tmp_path, chosen=chosen, epochs=8, wall=split.validation[:3]
    )
    assert progress.history[-1]["val_age_mae_years"] < progress.history[0]["val_age_mae_years"]
    assert not any("gender" in key for row in progress.history for key in row)
    steps = [event for event in events if isinstance(event, BatchDone)]
    assert steps[0].metrics.keys() == {"loss", "age_mae_years"}
    guesses = [event for event in events if isinstance(event, WallGuesses)]
    assert [guess.epoch for guess in guesses] == list(range(9))
    assert all(guess.female_scores is None and guess.ages is not None for guess in guesses)
    network = tiny_network()
    network.set_weights(load_arrays(tmp_path / BEST)[0]["network"])
    answers = network.predict_on_batch(cache.chips[:40].astype(np.float32) / 255)
    assert np.asarray(answers["gender_out"]).ravel().tolist() == [0.5] * 40
    assert np.ptp(np.asarray(answers["age_out"])) > 10


@pytest.mark.parametrize("gender", [0.0, 1.0])
def test_of_one_gender_alone_nobody_learns_to_tell(
    cache: ChipCache, split: Split, tmp_path: Path, gender: float
) -> None:
    """Else the network would call everybody so, and be right about every face it knows."""
    genders = np.full(len(cache.names), gender, dtype=np.float32)
    progress, events, _ = run(replace(cache, genders=genders), split, tmp_path, epochs=2)
    assert not any("gender" in key for row in progress.history for key in row)
    (started,) = [event for event in events if isinstance(event, Started)]
    assert started.untaught == ("gender_out",)
    network = tiny_network()
    network.set_weights(load_arrays(tmp_path / BEST)[0]["network"])
    answers = network.predict_on_batch(cache.chips[:40].astype(np.float32) / 255)
    assert np.asarray(answers["gender_out"]).ravel().tolist() == [0.5] * 40


def test_of_one_age_alone_nothing_is_learned(
    cache: ChipCache, split: Split, tmp_path: Path
) -> None:
    ages = np.full(len(cache.names), 30.0, dtype=np.float32)
    _, events, _ = run(replace(cache, ages=ages), split, tmp_path, epochs=1)
    (started,) = [event for event in events if isinstance(event, Started)]
    assert started.untaught == ("age_out",)


def test_with_genders_only_the_age_says_nothing(
    cache: ChipCache, split: Split, tmp_path: Path
) -> None:
    progress, _, _ = run(without(cache, ages=1.0), split, tmp_path, epochs=8)
    assert progress.history[-1]["val_gender_accuracy"] > 0.8
    network = tiny_network()
    network.set_weights(load_arrays(tmp_path / BEST)[0]["network"])
    answers = network.predict_on_batch(cache.chips[:5].astype(np.float32) / 255)
    assert np.asarray(answers["age_out"]).ravel().tolist() == [60.0] * 5


def test_what_is_known_of_some_faces_is_learned_from_those(
    cache: ChipCache, split: Split, tmp_path: Path
) -> None:
    partly = without(cache, ages=0.4, genders=0.4)
    progress, events, _ = run(partly, split, tmp_path, epochs=15)
    epochs = [event for event in events if isinstance(event, EpochDone)]
    assert epochs[-1].metrics["val_age_mae_years"] < 0.7 * epochs[0].metrics["val_age_mae_years"]
    assert epochs[-1].metrics["val_gender_accuracy"] > 0.8
    assert epochs[-1].metrics["age_mae_years"] < epochs[0].metrics["age_mae_years"]
    assert all(np.isfinite(list(row.values())).all() for row in progress.history)


def test_nothing_to_learn_is_a_sentence(cache: ChipCache, split: Split) -> None:
    nothing = without(cache, genders=1.0)
    assert known_outputs(BOTH, nothing, split) == ("age_out",)
    with pytest.raises(DataError, match="None of these faces has a label"):
        known_outputs(("gender_out",), nothing, split)
    few = replace(nothing, genders=nothing.genders.copy())
    few.genders[split.train[0]] = 1.0
    with pytest.raises(DataError, match="Too few faces have a known gender"):
        known_outputs(BOTH, few, split)

"""Killed, stopped, damaged or astray: what a network's run goes on from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.errors import DataError
from tests.training.test_network import StopsAfter, cache, recipe, run, split
from training.dataset.cache import ChipCache
from training.dataset.split import Split
from training.events import BatchDone, EpochDone, Event, Started, WallGuesses
from training.recipes import AugmentSettings
from training.trainer.checkpoint import load_arrays, save_arrays
from training.trainer.job import BEST, CHECKPOINT

__all__ = ["cache", "split"]  # fixtures


def test_a_resumed_run_ends_where_an_uninterrupted_one_does(
    cache: ChipCache, split: Split, tmp_path: Path
) -> None:
    whole, _, exact = run(cache, split, tmp_path / "whole")
    two_epochs = StopsAfter(2 * (len(split.train) // recipe().batch_size))
    first, _, _ = run(cache, split, tmp_path / "parts", control=two_epochs)
    assert first.epochs_done == 2
    resumed, events, network = run(cache, split, tmp_path / "parts", resume=True)
    started = events[0]
    assert isinstance(started, Started)
    assert started.epochs_done == 2
    assert [row["epoch"] for row in resumed.history] == [1, 2, 3, 4]
    for left, right in zip(exact.get_weights(), network.get_weights(), strict=True):
        np.testing.assert_allclose(left, right, atol=1e-4)
    assert resumed.best_loss == pytest.approx(whole.best_loss, rel=1e-3)


def test_chance_goes_on_as_if_nothing_had_happened(
    cache: ChipCache, split: Split, tmp_path: Path
) -> None:
    """Changed chips, blended faces and dropped features are those of an uninterrupted run."""
    chosen = replace(
        recipe(), augment=AugmentSettings(flip=True, rotation_deg=20.0, noisy=0.5, noise=0.3)
    )
    _, _, exact = run(cache, split, tmp_path / "whole", chosen=chosen, dropout=0.5)
    two_epochs = StopsAfter(2 * (len(split.train) // chosen.batch_size))
    parts = tmp_path / "parts"
    run(cache, split, parts, chosen=chosen, dropout=0.5, control=two_epochs)
    _, _, network = run(cache, split, parts, chosen=chosen, dropout=0.5, resume=True)
    for left, right in zip(exact.get_weights(), network.get_weights(), strict=True):
        np.testing.assert_allclose(left, right, atol=1e-4)


def test_resume_refuses_another_run(cache: ChipCache, split: Split, tmp_path: Path) -> None:
    run(cache, split, tmp_path, epochs=1)
    with pytest.raises(DataError, match="other data or settings"):
        run(cache, split, tmp_path, resume=True, identity="two")


def test_a_damaged_checkpoint_is_explained(cache: ChipCache, split: Split, tmp_path: Path) -> None:
    run(cache, split, tmp_path, epochs=1)
    content = (tmp_path / CHECKPOINT).read_bytes()
    (tmp_path / CHECKPOINT).write_bytes(content[: len(content) // 2])
    with pytest.raises(DataError, match="damaged"):
        run(cache, split, tmp_path, resume=True)


def test_patience_holds_across_a_resumption(cache: ChipCache, split: Split, tmp_path: Path) -> None:
    stuck = recipe(learning_rate=1e-12, patience_epochs=3)
    whole, _, _ = run(cache, split, tmp_path / "whole", chosen=stuck, epochs=30)
    steps = len(split.train) // stuck.batch_size
    control = StopsAfter(2 * steps)
    run(cache, split, tmp_path / "parts", chosen=stuck, epochs=30, control=control)
    parts, _, _ = run(cache, split, tmp_path / "parts", chosen=stuck, epochs=30, resume=True)
    assert parts.epochs_done == whole.epochs_done < 30
    again, events, _ = run(cache, split, tmp_path / "parts", chosen=stuck, epochs=30, resume=True)
    assert again.epochs_done == whole.epochs_done
    assert not any(isinstance(event, BatchDone) for event in events)


def test_a_resumed_run_tells_what_came_before(
    cache: ChipCache, split: Split, tmp_path: Path
) -> None:
    wall = split.validation[[3, 1, 8]]
    _, first, _ = run(cache, split, tmp_path, epochs=2, wall=wall)
    _, events, _ = run(cache, split, tmp_path, epochs=3, wall=wall, resume=True)
    started = next(event for event in events if isinstance(event, Started))
    before = [event for event in first if isinstance(event, EpochDone)]
    assert [row["epoch"] for row in started.history] == [1, 2]
    for row, event in zip(started.history, before, strict=True):
        assert row["seconds"] == event.seconds
        assert event.metrics.items() <= row.items()
    told = [event for event in events if isinstance(event, WallGuesses)]
    assert [guess.epoch for guess in told] == [0, 1, 2, 3]
    former = [event for event in first if isinstance(event, WallGuesses)]
    for new, old in zip(told, former, strict=False):
        np.testing.assert_array_equal(new.ages, old.ages)
        np.testing.assert_array_equal(new.female_scores, old.female_scores)


def test_a_fresh_run_forgets_a_former_one_in_its_folder(
    cache: ChipCache, split: Split, tmp_path: Path
) -> None:
    run(cache, split, tmp_path, epochs=2)

    class Killed(Exception):  # noqa: N818 - stands for a kill
        pass

    def kill(event: Event) -> None:
        if isinstance(event, BatchDone):
            raise Killed

    with pytest.raises(Killed):
        run(cache, split, tmp_path, epochs=2, listener=kill)
    _, events, _ = run(cache, split, tmp_path, epochs=2, resume=True)
    assert isinstance(events[0], Started)
    assert events[0].epochs_done == 0


def test_a_run_that_goes_astray_ends_in_a_sentence_or_with_its_best(
    cache: ChipCache, split: Split, tmp_path: Path
) -> None:
    with pytest.raises(DataError, match="diverged"):
        run(cache, split, tmp_path / "first", chosen=recipe(learning_rate=float("inf")))
    run(cache, split, tmp_path / "later", epochs=2)
    groups, text = load_arrays(tmp_path / "later" / CHECKPOINT)
    spoilt = [np.full_like(array, np.nan) for array in groups["network"]]
    save_arrays(
        tmp_path / "later" / CHECKPOINT,
        {"network": spoilt, "optimizer": groups["optimizer"]},
        text=text,
    )
    progress, _, _ = run(cache, split, tmp_path / "later", epochs=4, resume=True)
    assert progress.epochs_done == 2
    best = load_arrays(tmp_path / "later" / BEST)[0]["network"]
    assert all(np.isfinite(array).all() for array in best)

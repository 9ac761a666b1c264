"""The trainer on a tiny network: learns, stops, resumes, averages; nothing runs code on load."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest
from keras import layers

from engine.architectures import ARCHITECTURES
from engine.errors import DataError
from training.dataset.cache import ChipCache
from training.dataset.split import Split, split_by_group
from training.events import BatchDone, EpochDone, Event, Listener, Started, WallGuesses
from training.recipes import RECIPES, AugmentSettings, Recipe, recipe_for
from training.trainer.checkpoint import (
    CheckpointState,
    load_arrays,
    progress_from,
    save_arrays,
    weights_sha256,
)
from training.trainer.control import Control
from training.trainer.job import BEST, NetworkJob, naive_figures
from training.trainer.network import NetworkTrainer
from training.trainer.validation import scores

SIDE = 16


def tiny_network(dropout: float = 0.0) -> keras.Model:
    image = keras.Input((SIDE, SIDE, 3), name="image")
    x = layers.Flatten()(layers.AveragePooling2D(4)(image))
    x = layers.Dense(64, activation="relu")(x)
    if dropout:
        x = layers.Dropout(dropout)(x)
    return keras.Model(
        image,
        {
            "gender_out": layers.Dense(1, activation="sigmoid", name="gender_out")(x),
            "age_out": layers.Dense(1, activation="relu", name="age_out")(x),
        },
    )


@pytest.fixture(scope="module")
def cache() -> ChipCache:
    """Faces without a face: brightness tells the age, the redder half the gender."""
    rng = np.random.default_rng(0)
    count = 300
    ages = rng.integers(1, 80, count).astype(np.float32)
    genders = rng.integers(0, 2, count).astype(np.float32)
    chips = np.empty((count, SIDE, SIDE, 3), dtype=np.uint8)
    chips[:] = (ages * 2 + 20)[:, None, None, None]
    chips[:, :, : SIDE // 2, 0] += (genders * 60).astype(np.uint8)[:, None, None]
    names = tuple(str(i) for i in range(count))
    hashes = np.zeros((count, 32), dtype=np.uint8)
    groups = np.zeros(count, dtype=np.int64)
    return ChipCache(chips, ages, genders, groups, hashes, names, "print", 0, ())


@pytest.fixture(scope="module")
def split(cache: ChipCache) -> Split:
    return split_by_group(cache.ages, cache.genders, np.arange(len(cache.names)), seed=1)


def recipe(**changes: object) -> Recipe:
    base = Recipe("test", 4, 20, 3e-2, "mae", age_scale_years=15.0, data_bias=True)
    return replace(base, augment=AugmentSettings(flip=False), **changes)


def run(
    cache: ChipCache,
    split: Split,
    folder: Path,
    *,
    chosen: Recipe | None = None,
    resume: bool = False,
    epochs: int = 4,
    control: Control | None = None,
    identity: str = "one",
    start: Path | None = None,
    wall: np.ndarray | None = None,
    listener: Listener | None = None,
    dropout: float = 0.0,
) -> tuple[CheckpointState, list[Event], keras.Model]:
    keras.utils.set_random_seed(1)
    network = tiny_network(dropout)
    events: list[Event] = []
    job = NetworkJob(
        architecture="tiny",
        name="model",
        cache=cache,
        split=split,
        recipe=chosen or recipe(),
        epochs=epochs,
        seed=1,
        folder=folder,
        identity=identity,
        start=start,
        wall=wall,
    )
    trainer = NetworkTrainer(
        network, job, listener=listener or events.append, control=control or Control()
    )
    return trainer.run(resume=resume), events, network


def test_it_learns_and_reports_every_step(cache: ChipCache, split: Split, tmp_path: Path) -> None:
    progress, events, _ = run(cache, split, tmp_path, epochs=25)
    history = progress.history
    assert [row["epoch"] for row in history] == list(range(1, 26))
    assert history[-1]["val_age_mae_years"] < 0.6 * history[0]["val_age_mae_years"]
    assert history[-1]["val_gender_accuracy"] > 0.9
    assert isinstance(events[0], Started)
    assert sorted(events[0].naive) == ["age_mae_years", "gender_accuracy"]
    assert sum(isinstance(event, BatchDone) for event in events) == 25 * events[0].steps_per_epoch
    epochs = [event for event in events if isinstance(event, EpochDone)]
    assert [event.epoch for event in epochs] == list(range(1, 26))
    assert min(event.metrics["val_loss"] for event in epochs) == pytest.approx(progress.best_loss)
    assert (tmp_path / BEST).is_file()


def test_a_step_is_traced_once(
    cache: ChipCache, split: Split, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    traced: list[object] = []
    step = keras.Model.train_step

    def noted(model: keras.Model, data: object) -> object:
        traced.append(data)
        return step(model, data)

    monkeypatch.setattr(keras.Model, "train_step", noted)
    run(cache, split, tmp_path, epochs=2)
    assert len(traced) == 1


def test_the_best_weights_are_kept_not_the_last(
    cache: ChipCache, split: Split, tmp_path: Path
) -> None:
    progress, _, _ = run(cache, split, tmp_path, epochs=6)
    network = tiny_network()
    network.set_weights(load_arrays(tmp_path / BEST)[0]["network"])
    rows = split.validation
    answers = network.predict_on_batch(cache.chips[rows].astype(np.float32) / 255)
    found = scores(
        {name: np.asarray(v, dtype=np.float64)[:, 0] for name, v in answers.items()},
        cache.ages[rows],
        cache.genders[rows],
        recipe=recipe(),
    )
    assert found["loss"] == pytest.approx(progress.best_loss, rel=1e-4)


class StopsAfter(Control):
    """A control that asks for a stop by itself after so many steps."""

    def __init__(self, steps: int) -> None:
        super().__init__()
        self._left = steps

    def wait(self) -> float:
        self._left -= 1
        if self._left == 0:
            self.stop()
        return super().wait()


def test_stop_in_the_first_epoch_still_leaves_a_model(
    cache: ChipCache, split: Split, tmp_path: Path
) -> None:
    control = Control()
    control.stop()
    progress, events, _ = run(cache, split, tmp_path / "before", control=control)
    assert progress.epochs_done == 1
    assert sum(isinstance(event, BatchDone) for event in events) == 1
    progress, _, _ = run(cache, split, tmp_path / "during", control=StopsAfter(2))
    assert progress.epochs_done == 1
    for name in ("before", "during"):
        assert (tmp_path / name / BEST).is_file()


def test_a_run_can_start_from_the_weights_of_another(
    cache: ChipCache, split: Split, tmp_path: Path
) -> None:
    first, _, _ = run(cache, split, tmp_path / "first", epochs=10)
    slow = recipe(learning_rate=1e-6)
    second, _, _ = run(
        cache, split, tmp_path / "second", chosen=slow, epochs=1, start=tmp_path / "first" / BEST
    )
    assert second.epochs_done == 1
    assert second.best_loss == pytest.approx(first.best_loss, rel=0.02)
    with pytest.raises(DataError, match="earlier training"):
        weights_sha256(tmp_path / "nowhere" / BEST)


def test_patience_ends_a_run_that_no_longer_improves(
    cache: ChipCache, split: Split, tmp_path: Path
) -> None:
    stuck = recipe(learning_rate=1e-12, patience_epochs=2)
    progress, _, _ = run(cache, split, tmp_path, chosen=stuck, epochs=30)
    assert progress.epochs_done < 30


def test_the_wall_hears_what_the_judged_network_says(
    cache: ChipCache, split: Split, tmp_path: Path
) -> None:
    wall = split.validation[[7, 2]]
    averaged = recipe(average_momentum=0.9)
    _, events, _ = run(cache, split, tmp_path, chosen=averaged, epochs=1, wall=wall)
    guesses = [event for event in events if isinstance(event, WallGuesses)]
    network = tiny_network()
    network.set_weights(load_arrays(tmp_path / BEST)[0]["network"])
    answers = network.predict_on_batch(cache.chips[wall].astype(np.float32) / 255)
    ages = np.asarray(answers["age_out"])[:, 0]
    np.testing.assert_allclose(guesses[1].ages, ages, rtol=1e-4)


def test_averaging_judges_smoothed_weights_and_trains_on_raw_ones(
    cache: ChipCache, split: Split, tmp_path: Path
) -> None:
    averaged = recipe(average_momentum=0.9)
    progress, _, network = run(cache, split, tmp_path, chosen=averaged, epochs=1)
    kept = load_arrays(tmp_path / BEST)[0]["network"]
    raw = network.get_weights()
    assert progress.epochs_done == 1
    assert any(not np.allclose(a, b) for a, b in zip(kept, raw, strict=True))


def test_checkpoints_never_unpickle(tmp_path: Path) -> None:
    path = tmp_path / "evil.npz"
    with path.open("wb") as file:
        np.savez(file, **{"network/0000": np.array([{"a": 1}], dtype=object)})
    with pytest.raises(DataError):
        load_arrays(path)
    path.write_bytes(pickle.dumps({"a": 1}))
    with pytest.raises(DataError):
        load_arrays(path)


def test_arrays_come_back_in_order_with_their_text(tmp_path: Path) -> None:
    arrays = [np.full((2,), i, dtype=np.float32) for i in range(12)]
    save_arrays(tmp_path / "a.npz", {"network": arrays}, text="Алия ✓")
    groups, text = load_arrays(tmp_path / "a.npz")
    assert [int(a[0]) for a in groups["network"]] == list(range(12))
    assert text == "Алия ✓"
    with pytest.raises(DataError, match="damaged"):
        progress_from(json.dumps({"wrong": 1}), identity="x")


def test_every_architecture_has_all_recipes() -> None:
    assert sorted(RECIPES) == sorted(ARCHITECTURES)
    for name in ("combined", "separate"):
        assert sorted(RECIPES[name]) == ["fine-tune", "source", "tuned"]
    assert sorted(RECIPES["recommended"]) == ["broad", "fine-tune", "tuned"]
    with pytest.raises(DataError, match="known"):
        recipe_for("combined", "magic")


def test_naive_figures_are_those_of_the_same_answer_for_every_face(cache: ChipCache) -> None:
    ages = np.array([10.0, 20.0, 30.0, np.nan, 0.0, 40.0, np.nan], dtype=np.float32)
    genders = np.array([1.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0], dtype=np.float32)
    rows = np.arange(7)
    few = replace(cache, chips=cache.chips[:7], ages=ages, genders=genders)
    split = Split(train=rows[:4], validation=rows[4:], test=rows[:0])
    both = naive_figures(few, split, outputs=("age_out", "gender_out"))
    assert both == {"age_mae_years": 20.0, "gender_accuracy": pytest.approx(1 / 3)}
    assert naive_figures(few, split, outputs=("gender_out",)) == {
        "gender_accuracy": pytest.approx(1 / 3)
    }
    unknown = replace(few, ages=np.full(7, np.nan, dtype=np.float32))
    assert "age_mae_years" not in naive_figures(unknown, split, outputs=("age_out",))

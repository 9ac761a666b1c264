"""Training an installed model on: from its files alone, never worse, never dishonest."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest

from engine import store
from engine.architectures import ARCHITECTURES
from engine.errors import DataError
from engine.export import TRAINING_COLUMNS
from engine.preprocessing import Alignment
from engine.spec import LICENCE, ModelSpec
from tests.training.run_driver import interrupted
from tests.training.small_networks import random_model, small_networks, small_networks_in_children
from tests.training.test_network import cache, recipe, run, split, tiny_network
from training.commands import run_train
from training.dataset.cache import ChipCache
from training.dataset.drawn import write_drawn_set
from training.dataset.split import Split
from training.events import BatchDone, EpochDone, Event, Started
from training.interrupted_runs import unfinished_runs
from training.lineage import trainings
from training.settings import LEAST_FACES, TrainSettings
from training.trainer.checkpoint import load_arrays
from training.trainer.job import BEST, START, TRAINED
from training.trainer.run import train
from training.trainer.start import Start

__all__ = ["cache", "small_networks", "small_networks_in_children", "split"]  # fixtures


@pytest.fixture(scope="module")
def faces(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Drawn faces: 160 files."""
    folder = write_drawn_set(tmp_path_factory.mktemp("drawn"), count=160, seed=7)
    return sorted(folder.glob("*.jpg"))


def table(path: Path, faces: Sequence[Path], *, genders: int | None = None) -> Path:
    """The faces as the Folder tab hands them over; of the first ``genders`` the gender is known."""
    known = len(faces) if genders is None else genders
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(TRAINING_COLUMNS)
        for place, face in enumerate(faces):
            age, gender, *_ = face.name.split("_")
            word = ("male", "female")[int(gender)] if place < known else ""
            writer.writerow((face, age, word, "0", "0", "128", "128"))
    return path


def settings(folder: Path, data: Path, start: Path, **changes: object) -> TrainSettings:
    values: dict[str, object] = {
        "data": data,
        "architecture": "combined",
        "models_dir": folder / "models",
        "work_dir": folder / "work",
        "recipe": "fine-tune",
        "model_id": "tuned-on",
        "epochs": 1,
        "batch_size": 16,
        "start_from": start,
        **changes,
    }
    return TrainSettings(**values)  # type: ignore[arg-type]


def quiet(_: object) -> None:
    """Nobody listens."""


# The network alone, on faces without a face


def test_a_start_is_judged_first_and_kept_if_nothing_is_better(
    cache: ChipCache, split: Split, tmp_path: Path
) -> None:
    run(cache, split, tmp_path / "first", epochs=10)
    start = tmp_path / "first" / BEST
    wild = recipe(learning_rate=0.5)
    progress, events, _ = run(cache, split, tmp_path / "second", chosen=wild, epochs=2, start=start)
    started = events[0]
    assert isinstance(started, Started)
    assert started.began == progress.began
    assert progress.began["loss"] == progress.best_loss
    assert progress.best_epoch == 0
    assert not any(event.is_best for event in events if isinstance(event, EpochDone))
    kept, before = (load_arrays(path)[0]["network"] for path in (tmp_path / "second" / BEST, start))
    for left, right in zip(kept, before, strict=True):
        np.testing.assert_array_equal(left, right)


def test_the_outputs_do_not_begin_at_the_mean_again(
    cache: ChipCache, split: Split, tmp_path: Path
) -> None:
    first, _, _ = run(cache, split, tmp_path / "first", epochs=10)
    biased = recipe(data_bias=True, learning_rate=1e-6)
    again, _, _ = run(
        cache, split, tmp_path / "b", chosen=biased, epochs=1, start=tmp_path / "first" / BEST
    )
    assert again.began["loss"] == pytest.approx(first.best_loss, rel=1e-4)


def without(cache: ChipCache, *, genders: int) -> ChipCache:
    """The same faces, of which the gender is known for a few only."""
    known = cache.genders.copy()
    known[genders:] = np.nan
    return replace(cache, genders=known)


@pytest.mark.parametrize("genders", [0, LEAST_FACES - 10])
def test_what_the_data_do_not_teach_is_left_as_it_was(
    genders: int, cache: ChipCache, split: Split, tmp_path: Path
) -> None:
    run(cache, split, tmp_path / "first", epochs=6)
    start = tmp_path / "first" / BEST
    ages_only = without(cache, genders=genders)
    progress, _, _ = run(ages_only, split, tmp_path / "second", epochs=3, start=start)
    assert progress.best_epoch > 0
    said = []
    for path in (start, tmp_path / "second" / BEST):
        network = tiny_network()
        network.set_weights(load_arrays(path)[0]["network"])
        chips = cache.chips[split.test].astype(np.float32) / 255
        said.append({k: np.asarray(v) for k, v in network.predict_on_batch(chips).items()})
    np.testing.assert_array_equal(said[0]["gender_out"], said[1]["gender_out"])
    assert np.abs(said[0]["age_out"] - said[1]["age_out"]).max() > 0.1


# Whole runs


def test_too_few_faces_are_a_sentence(
    shipped_model: Path, tmp_path: Path, faces: list[Path]
) -> None:
    data = table(tmp_path / "faces.csv", faces[: LEAST_FACES - 5], genders=20)
    with pytest.raises(DataError, match=r"at least 100 faces.*Received: 95 ages, 20 genders"):
        train(settings(tmp_path, data, shipped_model), listener=quiet)
    assert unfinished_runs(tmp_path / "work") == []
    assert not (tmp_path / "models").exists()


def in_the_second_epoch(event: Event) -> bool:
    return isinstance(event, BatchDone) and event.epoch == 2


@pytest.mark.slow
def test_a_shipped_model_is_fine_tuned_and_says_so(
    shipped_model: Path, tmp_path: Path, faces: list[Path]
) -> None:
    before = store.verify(shipped_model)
    data = table(tmp_path / "faces.csv", faces[:110])
    lines: list[str] = []
    (spec,) = run_train(settings(tmp_path, data, shipped_model), say=lines.append)
    assert any("begins at loss" in line for line in lines)
    assert spec.title == "Combined model, fine-tuned"
    assert spec.licence == LICENCE
    origin = spec.training["fine_tuned_from"]
    assert (origin["model_id"], origin["sha256"]) == (before.model_id, before.sha256)
    assert origin["training"]["data_sha256"] == before.training["data_sha256"]
    assert spec.training["began"]["model"]["age_mae_years"] > 0
    assert spec.training["recipe"]["name"] == "fine-tune"
    files = {path.name for path in (tmp_path / "models" / "tuned-on").iterdir()}
    assert files == {"model.json", "model.tflite", "report.json", "history.csv"}
    # What it made can be trained on in turn, from the model as from the run's own folder.
    (work,) = (path for path in (tmp_path / "work").glob("combined-*") if path.is_dir())
    assert ModelSpec.from_json((work / TRAINED).read_text()) == spec
    for folder in (tmp_path / "models" / "tuned-on", work):
        start = Start.of(folder, ARCHITECTURES["combined"], noted=None)
        origins = [one["data_sha256"] for one in trainings(start.facts()) if "data_sha256" in one]
        assert origins == [spec.training["data_sha256"], before.training["data_sha256"]]


@pytest.mark.slow
@pytest.mark.usefixtures("small_networks")
def test_an_interrupted_run_goes_on_without_its_model_and_its_faces(
    tmp_path: Path, faces: list[Path]
) -> None:
    model = random_model(tmp_path / "elsewhere", "combined")
    sha256 = store.verify(model).sha256
    data = table(tmp_path / "faces.csv", faces[:110])
    chosen = settings(tmp_path, data, model, epochs=2, augment=False)
    interrupted(chosen, in_the_second_epoch)
    (note,) = (tmp_path / "work" / "unfinished").glob("*.json")
    assert json.loads(note.read_text())["settings"][0]["start_from"] == str(model)
    (run_left,) = unfinished_runs(tmp_path / "work")
    assert (run_left.epochs_done, run_left.epochs) == (1, 2)
    shutil.rmtree(model)
    data.unlink()
    events: list[Event] = []
    (spec,) = train(run_left.settings, listener=events.append)
    (started,) = (event for event in events if isinstance(event, Started))
    assert started.epochs_done == 1
    assert started.began
    assert spec.training["fine_tuned_from"]["sha256"] == sha256
    assert unfinished_runs(tmp_path / "work") == []


@pytest.mark.slow
@pytest.mark.usefixtures("small_networks")
def test_a_network_of_which_the_faces_say_nothing_stays_as_it_is(
    tmp_path: Path, faces: list[Path]
) -> None:
    model = random_model(tmp_path / "installed", "separate")
    data = table(tmp_path / "faces.csv", faces[:110], genders=0)
    chosen = settings(tmp_path, data, model, architecture="separate", augment=False)
    events: list[Event] = []
    (spec,) = train(chosen, listener=events.append)
    assert spec.training["epochs"] == {"age": 1, "gender": 0}
    assert "untaught" not in spec.training
    assert spec.alignment == Alignment(padding="reflect")
    told = {one.network: one for one in events if isinstance(one, Started)}
    assert told["gender"].epochs_done == told["gender"].epochs
    (work,) = (path for path in (tmp_path / "work").glob("separate-*") if path.is_dir())
    kept, before = (load_arrays(work / "gender" / name)[0]["network"] for name in (BEST, START))
    for left, right in zip(kept, before, strict=True):
        np.testing.assert_array_equal(left, right)


@pytest.mark.slow
def test_fine_tuning_beats_its_start_and_a_training_from_scratch(
    shipped_model: Path, tmp_path: Path, faces: list[Path]
) -> None:
    """The shipped model on 160 drawn faces, which it has never seen the like of."""
    data = table(tmp_path / "faces.csv", faces)
    fine = settings(tmp_path, data, shipped_model, epochs=2, augment=False, model_id="fine")
    keras.utils.set_random_seed(1)
    (tuned,) = train(fine, listener=quiet)
    scratch = replace(fine, start_from=None, recipe="tuned", model_id="scratch")
    (raw,) = train(scratch, listener=quiet)
    began = tuned.training["began"]["model"]
    best: Callable[[ModelSpec], float] = lambda spec: min(  # noqa: E731
        row["val_loss"] for row in _history(tmp_path / "models" / spec.model_id)
    )
    assert best(tuned) < 0.8 * began["loss"]
    assert best(tuned) < 0.8 * best(raw)
    assert tuned.metrics["test_age_mae_years"] < raw.metrics["test_age_mae_years"]


def _history(folder: Path) -> list[dict[str, float]]:
    rows: list[dict[str, float]] = json.loads((folder / "report.json").read_text())["history"][
        "model"
    ]
    return rows

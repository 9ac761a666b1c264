"""A whole training run, from a folder of pictures to a stored model that predicts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.errors import DataError
from engine.predictor import Predictor
from engine.store import ModelStore
from tests.training.run_driver import make_data, settings
from tests.training.small_networks import small_networks, small_networks_in_children
from training.commands import run_evaluate, run_train
from training.interrupted_runs import unfinished_runs
from training.lock import only_one
from training.recipes import AugmentSettings, recipe_for

__all__ = ["small_networks", "small_networks_in_children"]  # fixtures


@pytest.mark.slow
def test_train_store_predict_evaluate(tmp_path: Path) -> None:
    make_data(tmp_path / "data")
    lines: list[str] = []
    (spec,) = run_train(settings(tmp_path), say=lines.append)
    store = ModelStore([tmp_path / "models"])
    folder, stored = store.open("combined")
    assert stored == spec
    assert stored.training["parameters"] == 5_108_034
    assert stored.versions["backend"] == "tensorflow"
    names = {path.name for path in folder.iterdir()}
    assert names == {"model.json", "model.tflite", "report.json", "history.csv"}
    report = json.loads((folder / "report.json").read_text())
    assert report["conversion"]["age_mean_difference_years"] < 1.0
    assert report["test"]["count"] == stored.training["test_faces"]
    chips = np.zeros((3, 128, 128, 3), dtype=np.uint8)
    assert len(Predictor(folder, stored).predict(chips)) == 3
    assert lines[-1].startswith("combined: model stored in")

    results = run_evaluate(
        tmp_path / "data",
        model_ids=["combined"],
        store=store,
        out=tmp_path / "report",
        work_dir=tmp_path / "work",
        say=lines.append,
    )
    assert results[0].part == "test split"
    assert results[0].metrics.age_mae_years == pytest.approx(stored.metrics["test_age_mae_years"])
    written = json.loads((tmp_path / "report" / "report.json").read_text())
    assert written["combined"]["metrics"]["count"] == stored.training["test_faces"]

    make_data(tmp_path / "other", count=20)
    elsewhere = run_evaluate(
        tmp_path / "other",
        model_ids=["combined"],
        store=store,
        out=tmp_path / "report",
        work_dir=tmp_path / "work",
        say=lines.append,
    )
    assert (elsewhere[0].part, elsewhere[0].metrics.count) == ("all faces", 20)


def noise_chips(side_px: int) -> NDArray[np.uint8]:
    """Four chips with no face on them."""
    random = np.random.default_rng(0)
    return random.integers(0, 256, (4, side_px, side_px, 3), dtype=np.uint8)


def test_unusable_settings_are_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="positive"):
        settings(tmp_path, epochs=0)
    with pytest.raises(DataError, match="known"):
        run_train(settings(tmp_path, architecture="huge"), say=print)
    with pytest.raises(DataError, match="no folder"):
        run_train(settings(tmp_path), say=print)
    make_data(tmp_path / "data", count=3)
    with pytest.raises(DataError, match="too few"):
        run_train(settings(tmp_path), say=print)
    assert unfinished_runs(tmp_path / "work") == []


def test_a_second_training_is_refused_in_the_terminal_too(tmp_path: Path) -> None:
    with only_one(tmp_path / "work"), pytest.raises(DataError, match="Another training"):
        run_train(settings(tmp_path), say=print)


@pytest.mark.usefixtures("small_networks")
def test_a_table_with_ages_only_makes_a_model_that_is_not_sure_of_gender(tmp_path: Path) -> None:
    make_data(tmp_path / "data", count=40)
    table = tmp_path / "ages.csv"
    rows = [f"data/{path.name},{path.name.split('_')[0]}" for path in (tmp_path / "data").iterdir()]
    table.write_text("\n".join(["path,age", *sorted(rows)]))
    (spec,) = run_train(settings(tmp_path, data=table, augment=False), say=print)
    assert spec.title == "Combined model, age only"
    assert spec.training["untaught"] == ["gender_out"]
    assert spec.metrics.keys() == {"test_faces", "test_age_mae_years"}
    folder, stored = ModelStore([tmp_path / "models"]).open("combined")
    chips = noise_chips(stored.input_px)
    estimates = Predictor(folder, stored).predict(chips)
    assert [estimate.gender for estimate in estimates] == [None] * 4
    with pytest.raises(DataError, match="None of these faces has a label"):
        run_train(settings(tmp_path, data=table, architecture="separate"), say=print)
    assert unfinished_runs(tmp_path / "work") == []


@pytest.mark.slow
@pytest.mark.usefixtures("small_networks")
def test_a_table_with_genders_only_makes_a_recommended_model_of_any_age(tmp_path: Path) -> None:
    make_data(tmp_path / "data", count=40)
    table = tmp_path / "genders.csv"
    names = sorted(path.name for path in (tmp_path / "data").iterdir())
    rows = [f"data/{name},{'MF'[int(name.split('_')[1])]}" for name in names]
    table.write_text("\n".join(["path,gender", *rows]))
    changes = {"data": table, "architecture": "recommended", "augment": False}
    (spec,) = run_train(settings(tmp_path, **changes), say=print)
    assert spec.title == "Recommended model, gender only"
    assert spec.training["untaught"] == ["age_out"]
    folder, stored = ModelStore([tmp_path / "models"]).open(spec.model_id)
    chips = noise_chips(stored.input_px)
    for estimate in Predictor(folder, stored).predict(chips):
        assert estimate.age_years == pytest.approx(60.0, abs=0.1)
        assert estimate.age_low == pytest.approx(0.0, abs=0.1)
        assert estimate.age_high == pytest.approx(120.0, abs=0.2)


def test_without_augmentation_it_is_another_run() -> None:
    from training.trainer.run import _adjusted

    usual = recipe_for("combined", "tuned")
    chosen = settings(Path(), epochs=None, batch_size=None)
    assert _adjusted(usual, chosen) == usual
    bare = _adjusted(usual, replace(chosen, augment=False))
    assert bare == replace(usual, augment=AugmentSettings(flip=False))

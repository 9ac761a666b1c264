"""A stored model calibrated anew: the same networks, new promises, nobody else's faces."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine import store
from engine.errors import DataError
from engine.spec import Calibration
from tests.training.small_networks import make_small
from training.recalibration import main, recalibrate
from training.settings import TrainSettings
from training.trainer.run import train

TABLE = Path("faces", "labels.csv")
FACES = 1040  # a tenth of them are held out; a range takes 100


def pictures(folder: Path) -> Path:
    """A table of chips, whose brightness tells the age and whose left half the gender."""
    folder.mkdir()
    random = np.random.default_rng(1)
    with (folder / "labels.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["file", "age", "gender"])
        for number in range(FACES):
            age, female = int(random.integers(1, 80)), number % 2
            pixels = random.integers(0, 60, (40, 40, 3)) + 2 * age
            pixels[:, :20, 0] += 30 * female
            Image.fromarray(pixels.astype(np.uint8)).save(folder / f"{number}.png")
            rows.writerow([f"{number}.png", age, ("male", "female")[female]])
    (folder / "dataset.json").write_text('{"framed": true}', encoding="utf-8")
    return folder / "labels.csv"


@pytest.fixture(scope="module", autouse=True)
def small_ones() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        make_small(patch.setattr, patch.setitem)
        yield


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model and the faces that it was trained on, with the cache beside it."""
    folder = tmp_path_factory.mktemp("recalibrate")
    settings = TrainSettings(
        data=pictures(folder / "faces"),
        architecture="combined",
        models_dir=folder / "models",
        work_dir=folder / "work",
        epochs=2,
        augment=False,
    )
    train(settings, listener=lambda event: None)
    return folder


def test_a_training_ends_with_a_range(trained: Path) -> None:
    spec = store.verify(trained / "models" / "combined")
    assert spec.calibration.age_range is not None
    assert spec.metrics["test_range_coverage"] > 0.6
    assert spec.metrics["test_range_width_years"] > 0


def test_a_model_without_a_range_gets_the_same_one_back(trained: Path, tmp_path: Path) -> None:
    folder = trained / "models" / "combined"
    spec = store.verify(folder)
    bare = replace(spec, calibration=Calibration(), metrics={"test_faces": 1.0})
    older = store.save(tmp_path / "older", bare, {name: folder / name for name in spec.files})
    again = recalibrate(older, trained / TABLE, work_dir=trained / "work", out=tmp_path / "new")
    assert again.calibration == spec.calibration
    assert again.metrics["test_range_coverage"] == spec.metrics["test_range_coverage"]
    networks = [model.files["model.tflite"] for model in (again, spec)]
    assert networks[0] == networks[1]


def test_a_model_may_be_told_to_brighten_faces(trained: Path, tmp_path: Path) -> None:
    folder = trained / "models" / "combined"
    place, work = trained / TABLE, trained / "work"
    new = recalibrate(folder, place, work_dir=work, out=tmp_path / "new", brightened=True)
    assert new.calibration.brightened
    again = recalibrate(tmp_path / "new" / "combined", place, work_dir=work, out=tmp_path / "again")
    assert again.calibration == new.calibration


def test_hard_faces_alone_can_be_measured_anew(trained: Path, tmp_path: Path) -> None:
    folder = trained / "models" / "combined"
    spec = store.verify(folder)
    assert spec.calibration.legibility is not None
    older = spec.before_legibility
    assert older.calibration.age_range is not None
    wide = replace(
        older.calibration.age_range, above=(30.0,) * len(older.calibration.age_range.ages)
    )
    told = replace(older.calibration, age_range=wide)
    files = {name: folder / name for name in spec.files}
    bare = store.save(tmp_path / "older", replace(older, calibration=told), files)
    place, work = trained / TABLE, trained / "work"
    new = recalibrate(bare, place, work_dir=work, out=tmp_path / "new", only="legibility")
    assert new.before_legibility.calibration == told
    assert new.calibration.legibility is not None


def test_ranges_alone_can_be_measured_anew(trained: Path, tmp_path: Path) -> None:
    folder = trained / "models" / "combined"
    spec = store.verify(folder)
    found = spec.calibration
    assert found.age_range is not None
    assert found.legibility is not None
    narrow = replace(found.age_range, above=(0.1,) * len(found.age_range.ages))
    told = replace(found, age_range=narrow, unsure_below=0.93)
    files = {name: folder / name for name in spec.files}
    bare = store.save(tmp_path / "older", replace(spec, calibration=told), files)
    place, work = trained / TABLE, trained / "work"
    new = recalibrate(bare, place, work_dir=work, out=tmp_path / "new", only="ranges").calibration
    assert new.age_range == found.age_range
    assert new.legibility is not None
    assert (new.unsure_below, new.thresholds) == (0.93, told.thresholds)
    assert (new.legibility.female, new.legibility.male) == (
        found.legibility.female,
        found.legibility.male,
    )


def test_other_faces_are_refused(
    trained: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = trained / "models" / "combined"
    spec = store.verify(folder)
    facts = {**spec.training, "data_sha256": "0" * 64}
    files = {name: folder / name for name in spec.files}
    other = store.save(tmp_path / "other", replace(spec, training=facts), files)
    with pytest.raises(DataError, match="not the faces"):
        recalibrate(other, trained / TABLE, work_dir=trained / "work", out=tmp_path / "new")
    arguments = [str(other), "--data", str(trained / TABLE), "--cache", str(trained / "work")]
    assert main([*arguments, "--out", str(tmp_path / "new")]) == 1
    assert "not the faces" in capsys.readouterr().err

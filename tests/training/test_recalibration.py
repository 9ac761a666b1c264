"""A stored model calibrated anew: the same networks, new promises, nobody else's faces."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engine import store
from engine.errors import DataError
from engine.spec import Calibration
from training.dataset.drawn import write_drawn_set
from training.recalibration import main, recalibrate
from training.settings import TrainSettings
from training.trainer.run import train

FACES = 1040  # a tenth of them are held out; a range takes 100


def drawn(folder: Path) -> Path:
    return write_drawn_set(folder / "drawn", count=FACES, seed=1)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of drawn faces, with the cache beside it."""
    folder = tmp_path_factory.mktemp("recalibrate")
    settings = TrainSettings(
        data=drawn(folder),
        architecture="combined",
        models_dir=folder / "models",
        work_dir=folder / "work",
        epochs=1,
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
    again = recalibrate(older, drawn(trained), work_dir=trained / "work", out=tmp_path / "new")
    assert again.calibration == spec.calibration
    assert again.metrics["test_range_coverage"] == spec.metrics["test_range_coverage"]
    networks = [model.files["model.tflite"] for model in (again, spec)]
    assert networks[0] == networks[1]


def test_other_faces_are_refused(
    trained: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = trained / "models" / "combined"
    spec = store.verify(folder)
    facts = {**spec.training, "data_sha256": "0" * 64}
    files = {name: folder / name for name in spec.files}
    other = store.save(tmp_path / "other", replace(spec, training=facts), files)
    with pytest.raises(DataError, match="not the faces"):
        recalibrate(other, drawn(trained), work_dir=trained / "work", out=tmp_path / "new")
    arguments = [str(other), "--data", str(drawn(trained)), "--cache", str(trained / "work")]
    assert main([*arguments, "--out", str(tmp_path / "new")]) == 1
    assert "not the faces" in capsys.readouterr().err

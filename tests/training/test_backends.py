"""The same trainer under other Keras backends; the conversion needs TensorFlow each time.

The networks are small ones: their layers are the same.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.predictor import Predictor
from engine.store import ModelStore
from tests.training.run_driver import QUICK_TO_COMPILE, make_data

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).parents[2]
_SMALL = "from tests.training.small_networks import make_small; make_small()"

# A process of its own: a backend is chosen once, when Keras is imported.
_TRAIN = """
import contextlib, json, sys
from pathlib import Path

import keras

from training.events import EpochDone, WallGuesses
from training.settings import TrainSettings
from training.trainer.run import train

place = Path(sys.argv[1])
told = {"backend": keras.backend.backend(), "epochs": [], "wall": 0}


class Interrupted(Exception):
    pass


def listen(event):
    if isinstance(event, EpochDone):
        told["epochs"].append([event.epoch, event.metrics["val_age_mae_years"]])
    told["wall"] += isinstance(event, WallGuesses)
    if isinstance(event, WallGuesses) and event.epoch == 1 and told["wall"] == 2:
        raise Interrupted


for resume in (False, True):
    with contextlib.suppress(Interrupted):
        train(
            TrainSettings(
                data=place / "data", architecture="combined", models_dir=place / "models",
                work_dir=place / "work", batch_size=8, epochs=2, resume=resume,
            ),
            listener=listen,
        )
print(json.dumps(told))
"""


@pytest.mark.parametrize("backend", ["jax", "torch"])
def test_a_model_is_trained_resumed_converted_and_stored(tmp_path: Path, backend: str) -> None:
    if importlib.util.find_spec(backend) is None:
        pytest.skip(f"{backend} is not installed")
    make_data(tmp_path / "data", count=40)
    # Python runs this at the start of each process, the one that converts included.
    (tmp_path / "sitecustomize.py").write_text(_SMALL)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _TRAIN, str(tmp_path)],
        env={
            **os.environ,
            "KERAS_BACKEND": backend,
            "XLA_FLAGS": QUICK_TO_COMPILE,
            "TF_CPP_MIN_LOG_LEVEL": "3",
        }
        | {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(REPOSITORY)])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["backend"] == backend
    assert [epoch for epoch, _ in told["epochs"]] == [1, 2]
    assert all(error < 60 for _, error in told["epochs"])
    assert told["wall"] == 2 + 3  # resumed, it tells again what came before
    folder, spec = ModelStore([tmp_path / "models"]).open("combined")
    assert spec.versions["backend"] == backend
    report = json.loads((folder / "report.json").read_text())
    assert report["conversion"]["age_mean_difference_years"] < 1.0
    Predictor(folder, spec)

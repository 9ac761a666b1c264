"""Each batch shared among several devices: the same losses as on one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from engine.errors import DataError
from tests.training.run_driver import QUICK_TO_COMPILE, make_data

REPOSITORY = Path(__file__).parents[2]
_SMALL = "from tests.training.small_networks import make_small; make_small()"

# A process of its own: the number of devices is settled when JAX is imported.
_TRAIN = """
import contextlib, json, sys
from pathlib import Path

import keras

from training.events import EpochDone
from training.settings import TrainSettings
from training.trainer.run import train

place = Path(sys.argv[1])
told = {"devices": len(keras.distribution.list_devices()), "epochs": {}}


class Taught(Exception):  # what follows, conversion and report, needs no device
    pass


for devices in sys.argv[2:]:
    epochs = told["epochs"][devices] = []

    def listen(event):
        if isinstance(event, EpochDone):
            epochs.append(dict(event.metrics))
            if len(epochs) == 2:
                raise Taught

    with contextlib.suppress(Taught):
        train(
            TrainSettings(
                data=place / "data", architecture="combined", models_dir=place / devices / "models",
                work_dir=place / devices / "work", batch_size=8, epochs=2, augment=False,
                devices=devices,
            ),
            listener=listen,
        )
print(json.dumps(told))
"""


def run_training(
    place: Path, *devices: str, devices_there: int = 2
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _TRAIN, str(place), *devices],
        env={
            **os.environ,
            "KERAS_BACKEND": "jax",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "XLA_FLAGS": f"--xla_force_host_platform_device_count={devices_there} "
            + QUICK_TO_COMPILE,
            "PYTHONPATH": os.pathsep.join([str(place), str(REPOSITORY)]),
        },
        capture_output=True,
        text=True,
        check=False,
    )


def told_by(place: Path, *devices: str) -> dict[str, Any]:
    done = run_training(place, *devices)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.slow
def test_two_devices_learn_what_one_does(tmp_path: Path) -> None:
    pytest.importorskip("jax", reason="several devices are used under JAX")
    make_data(tmp_path / "data", count=40)
    (tmp_path / "sitecustomize.py").write_text(_SMALL)
    told = told_by(tmp_path, "one", "all")
    assert told["devices"] == 2
    one, both = told["epochs"]["one"], told["epochs"]["all"]
    assert len(one) == 2
    for alone, shared in zip(one, both, strict=True):
        losses = [name for name in alone if name.endswith("loss")]
        assert losses
        for name in losses:
            assert shared[name] == pytest.approx(alone[name], rel=1e-3), name


@pytest.mark.slow
def test_under_another_backend_it_is_refused() -> None:
    from training.trainer.compilation import spread_over

    with pytest.raises(DataError, match="under JAX only"), spread_over("all", batch_sizes=[8]):
        pass


@pytest.mark.slow
def test_a_batch_that_cannot_be_shared_evenly_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("jax", reason="several devices are used under JAX")
    make_data(tmp_path / "data", count=40)
    (tmp_path / "sitecustomize.py").write_text(_SMALL)
    done = run_training(tmp_path, "all", devices_there=3)
    assert "A batch of 8 faces cannot be shared evenly among 3 devices" in done.stderr

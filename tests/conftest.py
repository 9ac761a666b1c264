"""Fixtures for all tests: tiny models with known answers, photos that anyone may use."""

from __future__ import annotations

import gc
import hashlib
import importlib.util
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from filelock import FileLock
from PIL import Image as PillowImage

import desktop  # noqa: F401 - it sets PYTHONSAFEPATH: for every test, whichever comes first
from engine import store
from engine.preprocessing import Image
from engine.spec import ModelSpec
from engine.store import ModelStore, shipped_models_dir

# Collecting thousands of tests makes millions of objects and no rubbish: looking through them for
# some, over and over, is a third of its time.
gc.disable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    """What has been collected stays to the end: no test waits while it is looked through."""
    gc.freeze()
    gc.enable()


TINY_PX = 32

# In a process of its own: importing TensorFlow warns, and warnings are errors here.
# "both": age = 100 x mean red, score of female = sigmoid(20 x (mean green - 0.5)), channels 0-1.
_BUILD_NETWORKS = """
import sys
from pathlib import Path

import keras
import tensorflow as tf

SIDE = int(sys.argv[2])


def answer(name, weights, bias, activation, features):
    layer = keras.layers.Dense(1, activation=activation, name=name)
    output = layer(features)
    layer.set_weights([keras.ops.reshape(weights, (3, 1)), keras.ops.array([bias])])
    return output


def network(name="image", side=SIDE):
    image = keras.Input((side, side, 3), name=name)
    mean = keras.layers.GlobalAveragePooling2D()(image)
    age = answer("age_out", [100.0, 0.0, 0.0], 0.0, "relu", mean)
    gender = answer("gender_out", [0.0, 20.0, 0.0], -10.0, "sigmoid", mean)
    broken = answer("broken", [0.0, 0.0, 0.0], float("nan"), None, mean)
    return image, age, gender, broken


def convert(file, image, outputs):
    converter = tf.lite.TFLiteConverter.from_keras_model(keras.Model(image, outputs))
    (Path(sys.argv[1]) / f"{file}.tflite").write_bytes(converter.convert())


image, age, gender, broken = network()
convert("both", image, {"gender_out": gender, "age_out": age})
convert("age", image, {"age_out": age})
convert("gender", image, {"gender_out": gender})
convert("nan", image, {"gender_out": gender, "age_out": broken})
convert("score_of_50", image, {"gender_out": age, "age_out": age})
image, age, gender, _ = network(name="picture")
convert("other_name", image, {"gender_out": gender, "age_out": age})


def convert_strange(file, strange):
    @tf.function(input_signature=[tf.TensorSpec([None, SIDE, SIDE, 3], tf.float32)])
    def answer(image):
        mean = tf.reduce_mean(image, axis=[1, 2, 3], keepdims=True)[:, :, 0, 0]
        mean = strange(mean)
        return {"gender_out": tf.sigmoid(mean), "age_out": mean}

    holder = tf.Module()
    folder = f"{sys.argv[1]}/saved_{file}"
    concrete = answer.get_concrete_function()
    tf.saved_model.save(holder, folder, signatures={"serving_default": concrete})
    converter = tf.lite.TFLiteConverter.from_saved_model(folder)
    (Path(sys.argv[1]) / f"{file}.tflite").write_bytes(converter.convert())


def endless(x):
    return tf.while_loop(lambda y: tf.reduce_max(y) < 1e30, lambda y: [y + 0.0 * x], [x])[0]


convert_strange("endless", endless)
convert_strange("huge", lambda x: tf.reduce_max(tf.broadcast_to(x, [32, 2 * 10**9]), 1, True))
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the files that train first, then the other slow ones.

    All workers then end together, on the small files. Those beside this one start the whole
    program, which trains, too.
    """
    here = Path(__file__).parent
    slow = {item.path for item in items if item.get_closest_marker("slow")}

    def turn(item: pytest.Item) -> int:
        if item.path.parent == here or "training" in item.path.parts:
            return 0
        return 1 if item.path in slow else 2

    items.sort(key=turn)


@pytest.fixture(scope="session", autouse=True)
def own_places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the program's notes out of the places of whoever runs the tests (Linux)."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(home / "state"))
        patch.setenv("XDG_DATA_HOME", str(home / "data"))
        yield


@pytest.fixture(scope="session")
def tiny_networks(pytestconfig: pytest.Config) -> Path:
    """A folder of LiteRT files with known answers; see ``_BUILD_NETWORKS``.

    It lies in pytest's cache, for all workers and for the next session: building it starts
    TensorFlow. Another script or another TensorFlow builds another folder.
    """
    assert pytestconfig.cache is not None
    built_by = f"{_BUILD_NETWORKS} {TINY_PX} {metadata.version('tensorflow')}"
    cache = pytestconfig.cache.mkdir("tiny-networks")
    folder = cache / hashlib.sha256(built_by.encode()).hexdigest()[:16]
    with FileLock(cache / "lock"):
        if not folder.is_dir():
            unfinished = Path(tempfile.mkdtemp(dir=cache))
            subprocess.run(
                [sys.executable, "-c", _BUILD_NETWORKS, str(unfinished), str(TINY_PX)],
                check=True,
                capture_output=True,
            )
            unfinished.rename(folder)
    return folder


MakeModel = Callable[..., Path]


@pytest.fixture
def make_model(tiny_networks: Path) -> MakeModel:
    """Save a tiny model: ``make_model(models_dir, "id", networks={"model": "both"}, ...)``.

    Further keywords are fields of ``ModelSpec``. Returns its folder.
    """

    def make(
        models_dir: Path,
        model_id: str = "tiny",
        *,
        networks: Mapping[str, str] | None = None,
        **fields: Any,
    ) -> Path:
        networks = networks or {"model": "both"}
        files = {f"{name}.tflite": tiny_networks / f"{of}.tflite" for name, of in networks.items()}
        spec = ModelSpec(
            **{
                "model_id": model_id,
                "title": "A tiny model for tests",
                "architecture": "tiny",
                "input_px": TINY_PX,
                "networks": {name: f"{name}.tflite" for name in networks},
                "files": {},
            }
            | fields
        )
        return store.save(models_dir, spec, files)

    return make


@pytest.fixture
def models_dir(tmp_path: Path, make_model: MakeModel) -> Path:
    """A folder of models with one in it: ``tiny``."""
    folder = tmp_path / "models"
    make_model(folder)
    return folder


@pytest.fixture
def tiny_store(models_dir: Path) -> ModelStore:
    """A store with one model: ``tiny``."""
    return ModelStore([models_dir])


@pytest.fixture(scope="session")
def shipped_model() -> Path:
    """The shipped combined model; skips where the weights are not in the checkout yet."""
    folder = shipped_models_dir() / "combined"
    if not folder.is_dir():
        pytest.skip("resources/models/combined is not in this checkout: no real weights to test")
    return folder


@pytest.fixture(scope="session")
def astronaut() -> Image:
    """A public-domain photo with one face, (512, 512, 3): a woman in her mid-thirties."""
    from skimage import data

    return np.asarray(data.astronaut(), dtype=np.uint8)


@pytest.fixture
def noise() -> Callable[[int, int], Image]:
    """``noise(width, height)``: a colourful picture without people."""

    def make(width: int, height: int) -> Image:
        random = np.random.default_rng(width * 10_007 + height)
        coarse = random.integers(0, 256, (9, 12, 3), dtype=np.uint8)
        large = PillowImage.fromarray(coarse).resize(
            (width, height), PillowImage.Resampling.BICUBIC
        )
        return np.asarray(large, dtype=np.uint8)

    return make


@pytest.fixture
def make_photo(noise: Callable[[int, int], Image]) -> Callable[..., Path]:
    """``make_photo(path, width=64, height=48)``: write a picture without people."""

    def make(path: Path, width: int = 64, height: int = 48) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Of PNG files, hardly compressed: most of the time went into that.
        PillowImage.fromarray(noise(width, height)).save(path, compress_level=1)
        return path

    return make


@pytest.fixture
def make_broken_files() -> Callable[[Path], list[Path]]:
    """``make_broken_files(folder)``: files of many kinds, none of which is a sound picture."""
    path = Path(__file__).with_name("broken_files.py")
    module_spec = importlib.util.spec_from_file_location("broken_files", path)
    assert module_spec is not None
    assert module_spec.loader is not None
    module = importlib.util.module_from_spec(module_spec)
    module_spec.loader.exec_module(module)
    make: Callable[[Path], list[Path]] = module.make_broken_files
    return make

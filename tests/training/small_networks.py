"""The three architectures in small, for tests of what a run does and not of what it learns.

The same builders with the same layers, on smaller chips and with fewer and narrower convolutions:
tracing, training and converting one of them takes a second or two instead of ten. The networks as
they are are trained in ``test_run``, ``test_broad``, ``test_fine_tuning``, ``test_real_run`` and
the self-test, converted in ``test_litert_weights`` and run on another backend in ``test_backends``.
"""

from __future__ import annotations

import copyreg
import multiprocessing
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

import pytest

from engine import store
from engine.layer_tables import COMBINED, RECOMMENDED, SEPARATE
from engine.preprocessing import Alignment
from engine.spec import ModelSpec
from training.settings import TrainSettings

SMALL_PX: Mapping[str, int] = {"combined": 32, "separate": 40, "recommended": 32}
"""Sides of the chips in pixels; two sizes, as the whole ones have."""

_get_context = multiprocessing.get_context


def make_small(
    set_attribute: Callable[[object, str, object], None] = setattr,
    set_item: Callable[[dict[str, Any], str, object], None] = dict.__setitem__,
) -> None:
    """Let every network that is built in this process be a small one.

    The plain pictures that these learn from show no face. To look for one, at every size and turn,
    would take as long as the training; that it finds none is tested in ``test_dataset``.
    """
    from engine.architectures import ARCHITECTURES, combined, recommended, separate
    from training.dataset import chips

    set_attribute(chips, "find_faces", lambda photo, detector: ())

    plain = {"filters": (8, 16), "dense": 16}
    stages = ((16, 1), (32, 1))
    for module, name, table in (
        (combined, "combined", replace(COMBINED, input_px=SMALL_PX["combined"], **plain)),
        (separate, "separate", replace(SEPARATE, input_px=SMALL_PX["separate"], **plain)),
        (
            recommended,
            "recommended",
            replace(RECOMMENDED, input_px=SMALL_PX["recommended"], stem=8, stages=stages),
        ),
    ):
        set_attribute(module, name.upper(), table)
        set_attribute(module, "INPUT_PX", SMALL_PX[name])
        set_item(ARCHITECTURES, name, replace(ARCHITECTURES[name], input_px=SMALL_PX[name]))


def _settings_in_child(values: dict[str, Any]) -> TrainSettings:
    """Called where the settings are unpickled: in the training process, before it begins."""
    make_small()
    return TrainSettings(**values)


def _pickled(settings: TrainSettings) -> tuple[Callable[..., TrainSettings], tuple[object]]:
    return _settings_in_child, (
        {one.name: getattr(settings, one.name) for one in fields(settings)},
    )


def _warm_context(method: str) -> BaseContext:
    """Processes forked from one that has imported TensorFlow already, where there are such.

    Importing it takes longer than most of these runs. That the product spawns its process and what
    that one imports is tested in ``test_real_run`` and the self-test.
    """
    assert method == "spawn"
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return _get_context(method)
    context = _get_context("forkserver")
    context.set_forkserver_preload(["training.trainer.run", "tests.training.small_networks"])
    return context


@pytest.fixture
def small_networks_in_children(monkeypatch: pytest.MonkeyPatch) -> None:
    """Training processes that are started here build small networks; nothing is imported here."""
    monkeypatch.setitem(copyreg.dispatch_table, TrainSettings, _pickled)
    monkeypatch.setattr(multiprocessing, "get_context", _warm_context)


@pytest.fixture
def small_networks(monkeypatch: pytest.MonkeyPatch, small_networks_in_children: None) -> None:
    """All networks that are built are small ones, here and in training processes started here."""
    make_small(monkeypatch.setattr, monkeypatch.setitem)


def random_model(folder: Path, architecture: str) -> Path:
    """An architecture with weights at random, as an installed model; its folder."""
    import keras

    from engine.architectures import ARCHITECTURES
    from training.export import convert
    from training.trainer.checkpoint import save_arrays

    chosen = ARCHITECTURES[architecture]
    files: dict[str, bytes | Path] = {}
    for seed, (name, build) in enumerate(chosen.networks.items()):
        keras.utils.set_random_seed(seed)
        save_arrays(folder / f"{name}.npz", {"network": build().get_weights()})
        files[f"{name}.tflite"] = convert(architecture, name, folder / f"{name}.npz")
    spec = ModelSpec(
        model_id=architecture,
        title=chosen.title,
        architecture=architecture,
        input_px=chosen.input_px,
        networks={name: f"{name}.tflite" for name in chosen.networks},
        files={},
        alignment=Alignment(padding="reflect"),
        training={"untaught": [], "data_sha256": "0" * 64, "seed": 1, "limit": None},
    )
    return store.save(folder / "models", spec, files)

"""Inside a network while it learns: filters of the first layer, what a face sets off, no more."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest

from engine.architectures import ARCHITECTURES
from tests.training.test_network import cache, run, split
from training.dataset.cache import ChipCache
from training.dataset.split import Split
from training.events import Insides
from training.trainer.control import Control
from training.trainer.insides import InsideView
from training.trainer.normalization import normalised

__all__ = ["cache", "split"]  # fixtures


def look(network: keras.Model, chip: np.ndarray) -> Insides:
    view = InsideView(network)
    return view.look(chip, architecture="tiny", network="model", epoch=3, face=2)


def chip_of(side: int) -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (side, side, 3), dtype=np.uint8)


@pytest.mark.parametrize(
    ("name", "learns", "layers"),
    [("combined", False, 4), ("combined", True, 4), ("recommended", False, 4)],
)
def test_every_architecture_can_be_looked_into(name: str, learns: bool, layers: int) -> None:
    """As it is stored, and as the copy with normalisations that learns in its place."""
    architecture = ARCHITECTURES[name]
    network = next(iter(architecture.networks.values()))()
    told = look(normalised(network) if learns else network, chip_of(architecture.input_px))
    assert told.filters.shape == (32, 3, 3, 3)
    assert len(told.maps) == layers
    assert all(maps.shape[0] == 12 and maps.shape[1] <= 48 for maps in told.maps)
    sides = [maps.shape[1] for maps in told.maps]
    assert sides == sorted(sides, reverse=True)
    assert all(maps.max() == 255 for maps in told.maps)
    assert (told.epoch, told.face) == (3, 2)


def test_a_filter_and_a_map_are_what_the_network_computes() -> None:
    """An edge filter answers where the edge is."""
    picture = keras.Input((32, 32, 3))
    edges = keras.layers.Conv2D(1, 3, activation="relu", name="edges")
    pooled = keras.layers.MaxPooling2D(2)(edges(picture))
    network = keras.Model(picture, {"age_out": keras.layers.Flatten()(pooled)})
    kernel = np.zeros((3, 3, 3, 1), np.float32)
    kernel[:, 0], kernel[:, 2] = -1.0, 1.0
    edges.set_weights([kernel, np.zeros(1, np.float32)])
    chip = np.zeros((32, 32, 3), np.uint8)
    chip[:, 16:] = 255
    told = look(network, chip)
    assert told.filters[0, 1, :, 0].tolist() == [0, 128, 255]
    (maps,) = told.maps
    assert maps.shape == (1, 15, 15)
    columns = maps[0].max(axis=0)
    assert columns.argmax() == 7
    assert columns[:6].max() == 0


def test_nothing_is_told_while_nobody_watches(
    cache: ChipCache, split: Split, tmp_path: Path
) -> None:
    wall = split.validation[:3]
    _, events, _ = run(cache, split, tmp_path, epochs=2, wall=wall)
    assert not any(isinstance(event, Insides) for event in events)
    control = Control()
    control.watch(1)
    _, events, _ = run(cache, split, tmp_path, epochs=2, wall=wall, control=control)
    told = [event for event in events if isinstance(event, Insides)]
    assert [(one.epoch, one.face) for one in told] == [(0, 1), (1, 1), (2, 1)]


@pytest.mark.parametrize("face", [3, -1])
def test_a_face_that_is_not_there_is_not_looked_at(
    cache: ChipCache, split: Split, tmp_path: Path, face: int
) -> None:
    control = Control()
    control.watch(face)
    wall = split.validation[:3]
    _, events, _ = run(cache, split, tmp_path, epochs=1, wall=wall, control=control)
    assert not any(isinstance(event, Insides) for event in events)

"""Two architectures side by side: the same faces, in turns, stopped and resumed together."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.errors import UserError
from engine.store import ModelStore
from tests.training.run_driver import drained, make_data, plain_settings, settings, trained
from tests.training.small_networks import SMALL_PX, small_networks, small_networks_in_children
from training.events import (
    EpochDone,
    Event,
    Exporting,
    Finished,
    Preparing,
    Started,
    StoppedError,
    WallFaces,
    WallGuesses,
)
from training.interrupted_runs import unfinished_runs
from training.settings import TrainSettings
from training.trainer.control import Control
from training.worker import TrainingProcess

__all__ = ["small_networks", "small_networks_in_children"]  # fixtures

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("small_networks")]

NETWORKS = [("combined", "model"), ("separate", "age"), ("separate", "gender")]


def duel(tmp_path: Path, one: TrainSettings) -> list[TrainSettings]:
    make_data(tmp_path / "data", count=40)
    return [one, replace(one, architecture="separate", model_id="two-networks")]


def turns(seen: list[Event]) -> list[tuple[int, str, str]]:
    return [
        (event.epoch, event.architecture, event.network)
        for event in seen
        if isinstance(event, EpochDone)
    ]


def test_networks_take_turns_on_the_same_faces(tmp_path: Path) -> None:
    seen, ids = trained(duel(tmp_path, settings(tmp_path, epochs=2)))
    assert ids == ("combined", "two-networks")
    assert turns(seen) == [(epoch, *network) for epoch in (1, 2) for network in NETWORKS]
    started = [event for event in seen if isinstance(event, Started)]
    assert [(event.architecture, event.network) for event in started] == NETWORKS
    assert len({(one.train_faces, one.validation_faces, one.test_faces) for one in started}) == 1
    _agree_on_the_wall(seen)
    finished = [event for event in seen if isinstance(event, Finished)]
    assert [(event.architecture, event.model_id) for event in finished] == [
        ("combined", "combined"),
        ("separate", "two-networks"),
    ]
    store = ModelStore([tmp_path / "models"])
    specs = [store.open(model_id)[1] for model_id in ids]
    assert specs[0].training["data_sha256"] == specs[1].training["data_sha256"]
    assert specs[1].training["epochs"] == {"age": 2, "gender": 2}
    assert unfinished_runs(tmp_path / "work") == []


def _agree_on_the_wall(seen: list[Event]) -> None:
    (wall,) = [event for event in seen if isinstance(event, WallFaces)]
    faces = len(wall.ages)
    assert wall.chips.shape == (faces, SMALL_PX["combined"], SMALL_PX["combined"], 3)
    guesses = [event for event in seen if isinstance(event, WallGuesses)]
    told = sorted((event.epoch, event.architecture, event.network) for event in guesses)
    assert told == sorted((epoch, *network) for epoch in (0, 1, 2) for network in NETWORKS)
    for guess in guesses:
        known = (guess.ages is not None, guess.female_scores is not None)
        assert (
            known
            == {"model": (True, True), "age": (True, False), "gender": (False, True)}[guess.network]
        )
        for values in (guess.ages, guess.female_scores):
            assert values is None or (values.shape == (faces,) and np.isfinite(values).all())


def test_stop_gives_every_network_its_first_epoch_and_stores_both(tmp_path: Path) -> None:
    control = Control()

    def stop(event: Event) -> None:
        if isinstance(event, EpochDone):
            control.stop()

    several = duel(tmp_path, plain_settings(tmp_path, epochs=50))
    seen, ids = trained(several, stop, control=control)
    assert ids == ("combined", "two-networks")
    finished = {(architecture, network) for _, architecture, network in turns(seen)}
    assert finished == set(NETWORKS)
    assert max(epoch for epoch, _, _ in turns(seen)) <= 2
    store = ModelStore([tmp_path / "models"])
    assert {spec.model_id for spec in store.models()} == set(ids)
    assert unfinished_runs(tmp_path / "work") == []


def test_stop_before_anything_is_trained_stores_nothing_and_says_so(tmp_path: Path) -> None:
    control = Control()

    def stop(event: Event) -> None:
        if isinstance(event, Preparing):
            control.stop()

    with pytest.raises(StoppedError, match="stopped while its faces were being prepared"):
        trained(duel(tmp_path, plain_settings(tmp_path)), stop, control=control)
    assert not (tmp_path / "models").exists()
    assert unfinished_runs(tmp_path / "work") == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_killed_duel_lets_those_behind_catch_up(tmp_path: Path) -> None:
    process = TrainingProcess(duel(tmp_path, plain_settings(tmp_path, epochs=2)))

    def kill(event: Event) -> None:
        if isinstance(event, EpochDone) and (event.network, event.epoch) == ("model", 2):
            assert process.pid is not None
            os.kill(process.pid, signal.SIGKILL)

    with pytest.raises(UserError, match="ended by the system"):
        drained(process, kill)
    (run,) = unfinished_runs(tmp_path / "work")
    assert run.epochs == 6
    assert 3 <= run.epochs_done <= 4
    seen, ids = trained(run.settings)
    assert ids == ("combined", "two-networks")
    started = {event.network: event for event in seen if isinstance(event, Started)}
    assert started["model"].epochs_done == 2
    assert turns(seen)[-1] == (2, "separate", "gender")
    assert all(len(one.history) == one.epochs_done for one in started.values())
    assert sum(isinstance(event, Exporting) for event in seen) == 2

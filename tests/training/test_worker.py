"""The training child: it reports, obeys, and dies without taking anything along."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from engine.errors import DataError, UserError
from engine.store import ModelStore
from tests.training.test_run import make_data, settings
from training.events import EpochDone, Event, Finished, Started
from training.worker import TrainingProcess

pytestmark = pytest.mark.slow


def test_a_run_reports_and_stores_its_model(tmp_path: Path) -> None:
    make_data(tmp_path / "data")
    process = TrainingProcess(settings(tmp_path))
    seen, model_id = drained(process)
    kinds = [type(event) for event in seen]
    assert kinds.index(Started) < kinds.index(EpochDone) < kinds.index(Finished)
    assert model_id == "combined"
    assert ModelStore([tmp_path / "models"]).open("combined")[1].training["epochs"] == {"model": 1}


def drained(process: TrainingProcess) -> tuple[list[Event], str]:
    seen: list[Event] = []
    run = process.events()
    while True:
        try:
            event = next(run)
        except StopIteration as stop:
            return seen, stop.value
        if event is not None:
            seen.append(event)


def test_stop_keeps_the_best_so_far(tmp_path: Path) -> None:
    make_data(tmp_path / "data")
    process = TrainingProcess(settings(tmp_path, epochs=500))
    run = process.events()
    model_id = ""
    try:
        for event in run:
            if isinstance(event, EpochDone):
                process.stop()
                break
        while True:
            next(run)
    except StopIteration as stop:
        model_id = stop.value
    assert model_id == "combined"
    epochs = ModelStore([tmp_path / "models"]).open("combined")[1].training["epochs"]["model"]
    assert 1 <= epochs < 500


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_killed_from_outside_it_says_so_and_resumes(tmp_path: Path) -> None:
    make_data(tmp_path / "data")
    process = TrainingProcess(settings(tmp_path, epochs=2))
    with pytest.raises(UserError, match="ended by the system"):
        killed_after_an_epoch(process)
    assert not (tmp_path / "models" / "combined").exists()
    seen, _ = drained(TrainingProcess(settings(tmp_path, epochs=2, resume=True)))
    assert next(event for event in seen if isinstance(event, Started)).epochs_done == 1


def killed_after_an_epoch(process: TrainingProcess) -> None:
    for event in process.events():
        if isinstance(event, EpochDone):
            assert process.pid is not None
            os.kill(process.pid, signal.SIGKILL)


def test_an_error_in_the_child_is_its_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no folder") as caught:
        drained(TrainingProcess(settings(tmp_path)))
    assert "Traceback" in caught.value.__notes__[0]


def test_two_runs_never_go_on_at_once(tmp_path: Path) -> None:
    make_data(tmp_path / "data")
    first = TrainingProcess(settings(tmp_path, epochs=500)).events()
    next(first)
    try:
        with pytest.raises(DataError, match="Another training"):
            drained(TrainingProcess(settings(tmp_path)))
    finally:
        first.close()
    drained(TrainingProcess(settings(tmp_path)))

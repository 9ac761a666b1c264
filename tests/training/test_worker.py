"""The training child: it reports, obeys, and dies without taking anything along."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from engine.errors import DataError, UserError
from engine.store import ModelStore
from tests.training.run_driver import drained, make_data, plain_settings, settings
from tests.training.small_networks import small_networks_in_children
from training.events import BatchDone, EpochDone, Event, Finished, Started
from training.interrupted_runs import unfinished_runs
from training.worker import TrainingProcess

__all__ = ["small_networks_in_children"]  # a fixture

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("small_networks_in_children")]


def test_a_run_reports_holds_when_paused_and_stores_its_model(tmp_path: Path) -> None:
    make_data(tmp_path / "data", count=40)
    process = TrainingProcess(plain_settings(tmp_path, epochs=2))
    kinds: list[type[Event]] = []
    paused_at, held, seconds = 0.0, 0.0, 0.0
    for event in process.events():
        if event is not None:
            kinds.append(type(event))
        if isinstance(event, EpochDone):
            seconds = event.seconds
            if event.epoch == 1:
                before = event.seconds
                process.pause()
                paused_at = time.monotonic()
        elif event is None and paused_at and time.monotonic() - paused_at > 3.0:
            held, paused_at = time.monotonic() - paused_at, 0.0
            process.resume()
            resumed_at = time.monotonic()
    assert held >= 3.0
    assert seconds - before < time.monotonic() - resumed_at + 1.0, "pauses are not training time"
    assert kinds.index(Started) < kinds.index(EpochDone) < kinds.index(Finished)
    assert ModelStore([tmp_path / "models"]).open("combined")[1].training["epochs"] == {"model": 2}


def test_stop_keeps_the_best_so_far(tmp_path: Path) -> None:
    make_data(tmp_path / "data", count=40)
    process = TrainingProcess(plain_settings(tmp_path, epochs=500))

    def stop(event: Event) -> None:
        if isinstance(event, EpochDone):
            process.stop()

    _, model_ids = drained(process, stop)
    assert model_ids == ("combined",)
    epochs = ModelStore([tmp_path / "models"]).open("combined")[1].training["epochs"]["model"]
    assert 1 <= epochs < 500


def test_an_error_in_the_child_is_its_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no folder") as caught:
        drained(TrainingProcess(settings(tmp_path)))
    assert "Traceback" in caught.value.__notes__[0]
    assert unfinished_runs(tmp_path / "work") == []


def test_two_runs_never_go_on_at_once(tmp_path: Path) -> None:
    make_data(tmp_path / "data", count=40)
    first = TrainingProcess(settings(tmp_path, epochs=500)).events()
    next(first)
    try:
        with pytest.raises(DataError, match="Another training"):
            drained(TrainingProcess(settings(tmp_path)))
    finally:
        first.close()
    second = TrainingProcess(settings(tmp_path)).events()
    next(second)
    second.close()


def test_a_killed_child_leaves_no_files_of_libraries(tmp_path: Path) -> None:
    make_data(tmp_path / "data", count=40)
    run = TrainingProcess(plain_settings(tmp_path, epochs=500)).events()
    while not isinstance(next(run), BatchDone):
        pass
    (tmp_path / "work" / "libraries" / "generated.py").write_text("# as TensorFlow's")
    run.close()
    assert not (tmp_path / "work" / "libraries").exists()

"""The training child: it reports, obeys, and dies without taking anything along."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.errors import DataError, UserError
from engine.store import ModelStore
from tests.training.test_run import make_data, settings
from training.events import (
    EpochDone,
    Event,
    Finished,
    Started,
)
from training.worker import TrainingProcess

pytestmark = pytest.mark.slow


def test_a_run_reports_and_stores_its_model(tmp_path: Path) -> None:
    make_data(tmp_path / "data")
    process = TrainingProcess(settings(tmp_path))
    seen, model_ids = drained(process)
    kinds = [type(event) for event in seen]
    assert kinds.index(Started) < kinds.index(EpochDone) < kinds.index(Finished)
    assert model_ids == ("combined",)
    assert ModelStore([tmp_path / "models"]).open("combined")[1].training["epochs"] == {"model": 1}


def drained(
    process: TrainingProcess, act: Callable[[Event], None] | None = None
) -> tuple[list[Event], tuple[str, ...]]:
    """All events of a run and the ids of its models; ``act`` is called with each event."""
    seen: list[Event] = []
    run = process.events()
    while True:
        try:
            event = next(run)
        except StopIteration as stop:
            return seen, stop.value
        if event is not None:
            seen.append(event)
            if act is not None:
                act(event)


def test_stop_keeps_the_best_so_far(tmp_path: Path) -> None:
    make_data(tmp_path / "data")
    process = TrainingProcess(settings(tmp_path, epochs=500))

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

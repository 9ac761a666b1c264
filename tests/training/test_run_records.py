"""What is kept of a run after its end, and how a run goes on from it."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import numpy as np
import pytest

from engine.errors import DataError
from tests.training.run_driver import InterruptedByTestError, interrupted, make_data, trained
from tests.training.run_driver import plain_settings as settings
from tests.training.small_networks import small_networks, small_networks_in_children
from training.events import BatchDone, EpochDone, Event, Finished, Started, WallFaces, WallGuesses
from training.interrupted_runs import unfinished_runs
from training.lock import only_one
from training.run_history import RunHistory
from training.run_records import read_records
from training.runs import continued, delete_run, kept_runs, trained_on
from training.trainer.checkpoint import load_arrays
from training.trainer.control import Control

__all__ = ["small_networks", "small_networks_in_children"]  # fixtures
pytestmark = pytest.mark.usefixtures("small_networks")
NOW = datetime.datetime(2026, 11, 29, 12, 0, 0)


def history_of(events: list[Event]) -> RunHistory:
    history = RunHistory()
    for event in events:
        history.take(event)
    return history


def stop_after(control: Control, epochs: int) -> object:
    def act(event: Event) -> None:
        if isinstance(event, EpochDone) and event.epoch == epochs:
            control.stop()

    return act


def test_a_finished_run_is_told_again_as_it_was(tmp_path: Path) -> None:
    make_data(tmp_path / "data")
    events, ids = trained(settings(tmp_path, epochs=2))
    (run,) = kept_runs(tmp_path / "work")
    assert run.state == "finished"
    assert run.model_id == ids[0]
    assert (dict(run.epochs), dict(run.planned)) == ({"model": 2}, {"model": 2})
    told = run.events()
    then, now = history_of(events).networks[0], history_of(told).networks[0]
    np.testing.assert_array_equal(then.steps.rows, now.steps.rows)
    assert [one.metrics["val_loss"] for one in then.epochs] == [
        one.metrics["val_loss"] for one in now.epochs
    ]
    faces = [[one for one in them if isinstance(one, WallFaces)][-1] for them in (events, told)]
    np.testing.assert_array_equal(faces[0].chips, faces[1].chips)
    guesses = [[one for one in them if isinstance(one, WallGuesses)] for them in (events, told)]
    assert [one.epoch for one in guesses[0]] == [one.epoch for one in guesses[1]] == [0, 1, 2]
    assert next(one for one in told if isinstance(one, Finished)).metrics == (
        next(one for one in events if isinstance(one, Finished)).metrics
    )
    assert run.figures["age_mae_years"] > 0
    files = [path for path in (tmp_path / "work").rglob("*") if path.is_file()]
    inside = [path for path in files if path.is_relative_to(run.folders[0])]
    record = [path for path in files if "records" in path.parts]
    assert run.size_bytes == sum(path.stat().st_size for path in (*inside, *record))


def test_every_step_by_itself_is_kept(tmp_path: Path) -> None:
    make_data(tmp_path / "data")
    events, _ = trained(settings(tmp_path))
    steps = [event for event in events if isinstance(event, BatchDone)]
    assert len(steps) > 3
    for number, step in enumerate(steps, start=1):
        mean = np.mean([one.alone["loss"] for one in steps[:number]])
        assert mean == pytest.approx(step.metrics["loss"], rel=1e-3)


def test_a_finished_run_lets_go_of_its_checkpoint_and_is_not_trained_again(tmp_path: Path) -> None:
    make_data(tmp_path / "data")
    trained(settings(tmp_path, epochs=2))
    (run,) = kept_runs(tmp_path / "work")
    arrays, _ = load_arrays(run.folders[0] / "model" / "checkpoint.npz")
    assert arrays == {}
    model = (tmp_path / "models" / "combined" / "model.tflite").read_bytes()
    events, _ = trained(settings(tmp_path, epochs=2, resume=True))
    assert not any(isinstance(event, BatchDone) for event in events)
    assert (tmp_path / "models" / "combined" / "model.tflite").read_bytes() == model


def test_a_stopped_run_goes_on_to_its_planned_end(tmp_path: Path) -> None:
    make_data(tmp_path / "data")
    control = Control()
    trained(settings(tmp_path, epochs=3), stop_after(control, 1), control=control)  # type: ignore[arg-type]
    work = tmp_path / "work"
    (run,) = kept_runs(work)
    assert (run.state, run.can_continue, run.can_train_more) == ("stopped", True, True)
    assert dict(run.epochs) == {"model": 1}
    chosen = continued(work, run.name, now=NOW)
    assert [one.model_id for one in chosen] == ["combined-data-2026-11-29-120000"]
    (waiting,) = kept_runs(work)
    assert (waiting.state, waiting.name) == ("interrupted", run.name)
    events, ids = trained(chosen)
    begun = next(event for event in events if isinstance(event, Started))
    assert begun.epochs_done == 1
    assert begun.steps is not None
    assert len(begun.steps) == begun.steps_per_epoch
    assert ids == ("combined-data-2026-11-29-120000",)
    assert sorted(path.name for path in (tmp_path / "models").iterdir()) == ["combined", *ids]
    (done,) = kept_runs(work)
    assert (done.state, done.name, dict(done.epochs)) == ("finished", run.name, {"model": 3})
    assert not done.can_continue
    assert unfinished_runs(work) == []
    with pytest.raises(DataError, match="cannot be continued"):
        continued(work, run.name, now=NOW)


def test_a_run_that_was_killed_keeps_the_curve_of_its_steps(tmp_path: Path) -> None:
    make_data(tmp_path / "data")
    heard: list[Event] = []
    interrupted(
        settings(tmp_path, epochs=2),
        lambda event: isinstance(event, BatchDone) and event.epoch == 2,
        heard.append,
    )
    work = tmp_path / "work"
    (run,) = kept_runs(work)
    assert (run.state, run.can_continue) == ("interrupted", True)
    assert history_of(run.events()).networks[0].step_epochs.tolist() == [
        event.epoch for event in heard if isinstance(event, BatchDone) and event.epoch == 1
    ]
    events, _ = trained(continued(work, run.name, now=NOW))
    steps = history_of(events).networks[0].step_epochs.tolist()
    assert steps.count(1.0) == steps.count(2.0) > 0
    (run,) = kept_runs(work)
    assert run.state == "finished"


def test_a_finished_run_is_trained_on_as_another_run(tmp_path: Path) -> None:
    make_data(tmp_path / "data", count=220)
    trained(settings(tmp_path, batch_size=32))
    work = tmp_path / "work"
    (run,) = kept_runs(work)
    chosen = trained_on(work, run.name, now=NOW)
    assert (chosen[0].epochs, chosen[0].recipe) == (5, "fine-tune")
    _, ids = trained(chosen)
    assert ids == ("combined-fine-data-2026-11-29-120000",)
    assert [one.model_id for one in kept_runs(work)] == [*ids, "combined"]


def test_the_same_settings_again_are_another_run_and_take_the_checkpoints(tmp_path: Path) -> None:
    make_data(tmp_path / "data")
    control = Control()
    trained(settings(tmp_path, epochs=2), stop_after(control, 1), control=control)  # type: ignore[arg-type]
    trained(settings(tmp_path, epochs=2))
    work = tmp_path / "work"
    newer, older = kept_runs(work)
    assert (newer.state, older.state) == ("finished", "stopped")
    assert not older.can_continue
    assert older.folders == ()
    delete_run(work, older.name)
    (left,) = kept_runs(work)
    assert left.folders[0].is_dir()
    delete_run(work, newer.name)
    assert kept_runs(work) == []
    assert not newer.folders[0].exists()
    assert sorted(path.name for path in (work / "cache").iterdir())


def test_an_interrupted_run_is_deleted_with_its_note(tmp_path: Path) -> None:
    make_data(tmp_path / "data")
    interrupted(settings(tmp_path, epochs=2), lambda event: isinstance(event, BatchDone))
    work = tmp_path / "work"
    (run,) = kept_runs(work)
    assert run.state == "interrupted"
    with only_one(work):
        assert kept_runs(work)[0].state == "running"
        with pytest.raises(DataError, match="going on"):
            delete_run(work, run.name)
    delete_run(work, run.name)
    assert kept_runs(work) == unfinished_runs(work) == []


def test_a_run_that_died_before_it_began_is_listed(tmp_path: Path) -> None:
    make_data(tmp_path / "data")
    with pytest.raises(InterruptedByTestError):
        _die_at_once(tmp_path)
    (run,) = kept_runs(tmp_path / "work")
    assert (run.state, dict(run.epochs), run.size_bytes) == ("interrupted", {"model": 0}, 0)
    delete_run(tmp_path / "work", run.name)
    assert kept_runs(tmp_path / "work") == []


def _die_at_once(tmp_path: Path) -> None:
    from training.trainer.run import train

    def listen(event: Event) -> None:
        raise InterruptedByTestError

    train(settings(tmp_path), listener=listen)


def test_damaged_records_are_passed_over(tmp_path: Path) -> None:
    make_data(tmp_path / "data")
    trained(settings(tmp_path))
    work = tmp_path / "work"
    (record,) = read_records(work)
    whole = json.loads((record.folder / "record.json").read_text())
    (record.folder / "steps.npz").write_bytes(b"PK\x03\x04 no steps")
    (record.folder / "faces.npz").write_bytes(b"")
    told = kept_runs(work)[0].events()
    assert not any(isinstance(event, WallFaces | WallGuesses) for event in told)
    assert len(history_of(told).networks[0].epochs) == 1
    for number, text in enumerate(
        (
            "",
            "[]",
            json.dumps({**whole, "state": "lost"}),
            json.dumps({**whole, "networks": [{}]}),
            json.dumps({**whole, "run": {**whole["run"], "record": "another"}}),
            json.dumps({**whole, "run": {**whole["run"], "folders": ["../../home"]}}),
            json.dumps({**whole, "format": 99}),
        )
    ):
        (record.folder / "record.json").write_text(text)
        assert read_records(work) == [], number
    # What lies there is listed all the same, as it was by earlier versions.
    (run,) = kept_runs(work)
    assert (run.name, run.model_id, run.record) == (record.run.folders[0], "combined", None)

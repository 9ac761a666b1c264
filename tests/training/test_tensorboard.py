"""Event files: what TensorFlow reads out of them is what the run has told."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import OutputError
from tests.training.run_driver import make_data, settings, trained
from tests.training.small_networks import small_networks, small_networks_in_children
from training.events import BatchDone, EpochDone, Event, Started
from training.interrupted_runs import Journal, NetworkEpochs, unfinished_runs
from training.tensorboard import TensorBoardWriter

__all__ = ["small_networks", "small_networks_in_children"]  # fixtures
Scalars = dict[tuple[str, int], float]


def scalars(folder: Path) -> Scalars:
    """What TensorFlow reads; it checks the sums of every record."""
    import tensorflow as tf
    from tensorflow.core.util import event_pb2

    found: Scalars = {}
    for path in sorted(folder.glob("events.out.tfevents.*")):
        for number, record in enumerate(tf.data.TFRecordDataset(str(path)).as_numpy_iterator()):
            event = event_pb2.Event.FromString(record)
            assert event.wall_time > 1e9
            if number == 0:
                assert event.file_version == "brain.Event:2"
            for value in event.summary.value:
                found[value.tag, event.step] = value.simple_value
    return found


@pytest.mark.usefixtures("small_networks")
def test_a_run_writes_what_it_tells(tmp_path: Path) -> None:
    make_data(tmp_path / "data")
    events, _ = trained(settings(tmp_path, epochs=2, tensorboard=tmp_path / "board"))
    (run,) = (tmp_path / "board").iterdir()
    assert sorted(path.name for path in run.iterdir()) == [
        "combined-training",
        "combined-validation",
    ]
    told, judged = scalars(run / "combined-training"), scalars(run / "combined-validation")
    (begun,) = [event for event in events if isinstance(event, Started)]
    for event in events:
        if isinstance(event, BatchDone):
            step = (event.epoch - 1) * begun.steps_per_epoch + event.step
            for name, value in event.alone.items():
                assert told[f"step/{name}", step] == pytest.approx(value, rel=1e-6)
        elif isinstance(event, EpochDone):
            for name in ("loss", "age_mae_years", "gender_accuracy"):
                value = event.metrics[f"val_{name}"]
                assert told[f"epoch/{name}", event.epoch] == pytest.approx(event.metrics[name])
                assert judged[f"epoch/{name}", event.epoch] == pytest.approx(value)


def whole(epoch: int) -> EpochDone:
    return EpochDone("separate", "age", epoch, 1.0, {"loss": 0.5, "val_loss": 0.6}, is_best=True)


def begun(done: int) -> Started:
    history = tuple(
        {"epoch": float(one), "seconds": 1.0, "loss": 0.9} for one in range(1, done + 1)
    )
    return Started("separate", "age", 9, 9, 9, 4, done, 300, history=history)


def test_a_resumed_run_goes_on_in_its_folder(tmp_path: Path) -> None:
    heard: list[Event] = []
    first = TensorBoardWriter(tmp_path, listener=heard.append)
    first(begun(0))
    first(whole(1))
    first.close()
    second = TensorBoardWriter(tmp_path, listener=heard.append)
    second(begun(1))
    second(BatchDone("separate", "age", 2, 7, 1.0, {"loss": 2.0}, {"loss": float("nan")}))
    second(BatchDone("separate", "age", 2, 8, 1.0, {"loss": 2.0}, {"loss": 3.0}))
    second(whole(2))
    second.close()
    told = scalars(tmp_path / "separate-age-training")
    assert told == pytest.approx(
        {("epoch/loss", 1): 0.5, ("step/loss", 308): 3.0, ("epoch/loss", 2): 0.5}
    )
    assert len(heard) == 6


def test_files_that_are_asked_for_later_hold_what_came_before(tmp_path: Path) -> None:
    writer = TensorBoardWriter(tmp_path, listener=lambda event: None)
    writer(begun(3))
    writer.close()
    told = scalars(tmp_path / "separate-age-training")
    assert told == pytest.approx({("epoch/loss", epoch): 0.9 for epoch in (1, 2, 3)})


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    writer = TensorBoardWriter(tmp_path / "file", listener=lambda event: None)
    with pytest.raises(OutputError, match="TensorBoard cannot be written"):
        writer(whole(1))


def test_it_makes_no_other_run_of_one(tmp_path: Path) -> None:
    rows = [NetworkEpochs("combined", "model", 0, 1)]
    Journal.begin([settings(tmp_path)], networks=rows)
    Journal.begin([settings(tmp_path, tensorboard=tmp_path / "board")], networks=rows)
    (run,) = unfinished_runs(tmp_path / "work")
    assert run.settings[0].tensorboard == tmp_path / "board"

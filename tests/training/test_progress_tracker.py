"""Where a run is: phases, epochs, time left, pauses, several networks, a resumed run."""

from __future__ import annotations

import pytest

from tests.desktop.training.training_driver import FACES, STEPS, batches, epoch_done, started
from training.events import BatchDone, Exporting, Preparing, Started
from training.progress_tracker import ProgressTracker


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def tally(*architectures: str) -> tuple[ProgressTracker, Clock]:
    clock = Clock()
    return ProgressTracker(architectures, clock=clock), clock


def test_the_phases_of_a_run() -> None:
    run, clock = tally("combined")
    assert run.status().phase == "starting"
    run.add(Preparing(40, 160))
    status = run.status()
    assert (status.phase, status.done, status.total) == ("preparing", 40, 160)
    run.add(started(epochs=4))
    status = run.status()
    assert (status.phase, status.epoch, status.epochs) == ("training", 1, 4)
    assert status.left_seconds is None
    clock.now += 7
    run.add(Exporting("combined"))
    assert run.status().phase == "converting"
    assert run.status().share == 1.0
    assert run.status().elapsed_seconds == pytest.approx(7)


def test_the_time_left_follows_the_speed_and_then_the_epochs() -> None:
    run, _ = tally("combined")
    run.add(started(epochs=4))
    run.add(BatchDone("combined", "model", 1, STEPS // 2, 64.0, {}))
    # 640 faces at 64 a second are 10 s an epoch, and validation; three and a half are left.
    assert run.status().left_seconds == pytest.approx(3.5 * 11.5)
    assert run.status().share == pytest.approx(0.5 / 4)
    run.add(epoch_done("combined", "model", epoch=1, epochs=4, seconds=20.0))
    assert run.status().left_seconds == pytest.approx(60.0)
    assert run.status().share == pytest.approx(0.25)
    assert run.training_seconds("combined") == 20.0


def test_a_duel_counts_networks_that_have_not_begun() -> None:
    run, _ = tally("combined", "separate")
    run.add(started("combined", "model", epochs=2))
    run.add(epoch_done("combined", "model", epoch=1, epochs=2, seconds=10.0))
    # One epoch of one network is left, and two epochs of two networks that nobody has seen yet.
    assert run.status().left_seconds == pytest.approx(50.0)
    assert run.status().share == pytest.approx(0.5 / 3)
    run.add(started("separate", "age", epochs=2))
    run.add(epoch_done("separate", "age", epoch=1, epochs=2, seconds=30.0))
    assert run.status().left_seconds == pytest.approx(10 + 30 + 40)
    assert run.status().network == "age" or run.status().architecture == "separate"


def test_the_first_steps_tell_no_time() -> None:
    run, _ = tally("combined", "separate")
    run.add(started("combined", "model", epochs=2))
    run.add(BatchDone("combined", "model", 1, 1, 0.5, {}))  # the network was being built
    assert run.status().left_seconds is None
    run.add(BatchDone("combined", "model", 1, STEPS // 4, 64.0, {}))
    assert run.status().left_seconds is not None
    run.add(epoch_done("combined", "model", epoch=1, epochs=2, seconds=10.0))
    run.add(started("separate", "age", epochs=2))
    run.add(BatchDone("separate", "age", 1, 1, 0.5, {}))
    # Another network has told how long an epoch takes; of its two, one step in 20 is done.
    assert run.status().left_seconds == pytest.approx(10 + 19.5 + 20)


def test_a_pause_costs_no_time() -> None:
    run, clock = tally("combined")
    clock.now += 5
    run.pause()
    clock.now += 1000
    assert run.status().elapsed_seconds == pytest.approx(5)
    run.pause()
    run.resume()
    clock.now += 2
    run.end()
    clock.now += 50
    assert run.status().elapsed_seconds == pytest.approx(7)


def test_a_resumed_run_begins_where_it_was() -> None:
    run, _ = tally("combined")
    run.add(started(epochs=4, done=2))
    status = run.status()
    assert (status.epoch, status.share) == (3, pytest.approx(0.5))
    run.add(epoch_done("combined", "model", epoch=3, epochs=4, seconds=32.0))
    assert run.status().left_seconds == pytest.approx(12.0)
    assert run.faces() == FACES


def test_events_of_an_unknown_network_are_no_harm() -> None:
    run, _ = tally("combined")
    for event in batches("other", "model", epoch=1, epochs=2):
        run.add(event)
    run.add(epoch_done("other", "model", epoch=1, epochs=2))
    assert run.status().phase == "starting"
    assert run.faces() is None


def test_a_stopped_run_knows_what_it_keeps() -> None:
    run, _ = tally("combined")
    run.add(started(epochs=4, done=2))
    run.add(epoch_done("combined", "model", epoch=3, epochs=4))
    assert run.status().cut_short == ()
    run.stop()
    (one,) = run.status().cut_short
    assert (one.epochs_done, one.epochs) == (3, 4)
    assert one.best_epoch == 3
    run.add(epoch_done("combined", "model", epoch=4, epochs=4))
    assert run.status().cut_short == ()  # asked to stop, but there was nothing left to do


def test_an_epoch_that_was_stopped_midway_is_told_from_a_whole_one() -> None:
    run, _ = tally("combined")
    run.add(started(epochs=4, done=0))
    steps = batches("combined", "model", epoch=1, epochs=4)
    for event in steps[: len(steps) // 2]:
        run.add(event)
    run.stop()
    run.add(epoch_done("combined", "model", epoch=1, epochs=4))
    (one,) = run.status().cut_short
    assert (one.epochs_done, one.partial) == (1, True)


def test_what_was_best_before_a_resume_is_known() -> None:
    run, _ = tally("combined")
    run.add(
        Started(
            "combined", "model", *FACES, 4, 2, STEPS,
            history=({"epoch": 1, "val_loss": 2.0}, {"epoch": 2, "val_loss": 3.0}),
            began={"loss": 2.5},
        )
    )  # fmt: skip
    run.stop()
    assert run.status().cut_short[0].best_epoch == 1

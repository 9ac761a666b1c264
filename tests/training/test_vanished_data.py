"""Photos and prepared faces that are gone: a run goes on while it has the one or the other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine.errors import DataError
from engine.store import ModelStore
from tests.training.run_driver import interrupted, make_data, plain_settings, trained
from tests.training.small_networks import small_networks, small_networks_in_children
from training.events import BatchDone, Event, Started
from training.interrupted_runs import unfinished_runs

__all__ = ["small_networks", "small_networks_in_children"]  # fixtures

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("small_networks")]


def amid_the_second_epoch(event: Event) -> bool:
    return isinstance(event, BatchDone) and (event.epoch, event.step) == (2, 3)


def has_started(event: Event) -> bool:
    return isinstance(event, Started)


def test_a_run_goes_on_without_its_photos_or_without_its_prepared_faces(tmp_path: Path) -> None:
    data, cache = tmp_path / "data", tmp_path / "work" / "cache"
    make_data(data, count=40)

    def vanish(event: Event) -> None:
        if isinstance(event, Started):
            data.rename(tmp_path / "elsewhere")

    # Once it has started, it trains a whole epoch without the photos.
    interrupted(plain_settings(tmp_path, epochs=2), amid_the_second_epoch, vanish)
    (run,) = unfinished_runs(tmp_path / "work")
    assert run.epochs_done == 1

    # Without both it says so, and can still be resumed.
    shutil.rmtree(cache)
    with pytest.raises(DataError, match="There is no folder"):
        trained(run.settings)
    (run,) = unfinished_runs(tmp_path / "work")
    assert run.epochs_done == 1

    # The photos are back: the faces are prepared again, and the epoch is not lost.
    (tmp_path / "elsewhere").rename(data)
    interrupted(run.settings[0], has_started)
    (run,) = unfinished_runs(tmp_path / "work")
    assert (run.epochs_done, cache.is_dir()) == (1, True)

    # The prepared faces are enough to go on with.
    shutil.rmtree(data)
    seen, ids = trained(run.settings)
    started = next(event for event in seen if isinstance(event, Started))
    assert started.epochs_done == 1 == len(started.history)
    assert ids == ("combined",)
    stored = ModelStore([tmp_path / "models"])
    assert stored.open("combined")[1].training["epochs"] == {"model": 2}
    assert stored.problems() == ()
    assert unfinished_runs(tmp_path / "work") == []

"""What may befall a training, each time: a sentence, a whole store, and a run that goes on."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine import store
from engine.errors import DataError, UserError
from engine.spec import ModelSpec
from engine.store import ModelStore
from tests.conftest import MakeModel
from tests.training.run_driver import drained, make_data, plain_settings, trained
from tests.training.small_networks import small_networks, small_networks_in_children
from training.events import BatchDone, EpochDone, Event, Exporting, Started
from training.interrupted_runs import unfinished_runs
from training.settings import TrainSettings
from training.worker import TrainingProcess

__all__ = ["small_networks", "small_networks_in_children"]  # fixtures

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("small_networks"),
    pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of another system"),
]
When = Callable[[Event], bool]


def in_the_first_epoch(event: Event) -> bool:
    return isinstance(event, BatchDone) and (event.epoch, event.step) == (1, 2)


def amid_a_later_epoch(event: Event) -> bool:
    return isinstance(event, BatchDone) and (event.epoch, event.step) == (2, 3)


def after_an_epoch(event: Event) -> bool:
    return isinstance(event, EpochDone)


def during_the_export(event: Event) -> bool:
    return isinstance(event, Exporting)


def befallen(chosen: TrainSettings, when: When, harm: Callable[[int], None]) -> UserError:
    """Train, do harm to the child at a moment, and return the sentence in which it ends."""
    process = TrainingProcess(chosen)
    harmed: list[int] = []

    def act(event: Event) -> None:
        if when(event) and not harmed and process.pid is not None:
            harmed.append(process.pid)
            harm(process.pid)

    with pytest.raises(UserError) as caught:
        drained(process, act)
    assert harmed
    return caught.value


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def resumed(tmp_path: Path, *, from_epoch: int, former: tuple[ModelSpec, ...] = ()) -> list[Event]:
    """Take up the run that is offered; it goes on after ``from_epoch`` and stores its model.

    In this process: what is to be seen is what the other one has left behind.
    """
    models = ModelStore([tmp_path / "models"])
    assert (models.models(), models.problems()) == (former, ())
    (run,) = unfinished_runs(tmp_path / "work")
    assert run.epochs_done == from_epoch
    seen, ids = trained(run.settings)
    started = next(event for event in seen if isinstance(event, Started))
    assert started.epochs_done == from_epoch == len(started.history)
    assert ids == ("combined",)
    _, spec = models.open("combined")
    assert spec.training["epochs"] == {"model": 2}
    assert models.problems() == ()
    assert unfinished_runs(tmp_path / "work") == []
    return seen


@pytest.mark.parametrize(("when", "finished"), [(in_the_first_epoch, 0), (amid_a_later_epoch, 1)])
def test_killed_with_9_it_goes_on_after_the_last_finished_epoch(
    tmp_path: Path, when: When, finished: int
) -> None:
    make_data(tmp_path / "data", count=40)
    error = befallen(plain_settings(tmp_path, epochs=2), when, kill)
    assert "ended by the system" in str(error)
    assert str(error).endswith("Received: signal 9")
    seen = resumed(tmp_path, from_epoch=finished)
    epochs = [event.epoch for event in seen if isinstance(event, EpochDone)]
    assert epochs == list(range(finished + 1, 3))


def test_killed_during_the_export_the_former_model_stays_and_the_run_goes_on(
    tmp_path: Path, make_model: MakeModel
) -> None:
    make_data(tmp_path / "data", count=40)
    former = store.verify(make_model(tmp_path / "models", "combined"))
    error = befallen(plain_settings(tmp_path, epochs=2), during_the_export, kill)
    assert str(error).endswith("Received: signal 9")
    seen = resumed(tmp_path, from_epoch=2, former=(former,))
    assert not any(isinstance(event, EpochDone) for event in seen)


@pytest.mark.skipif(sys.platform != "linux", reason="no limits for another process")
def test_out_of_memory_is_a_sentence_and_the_run_goes_on(tmp_path: Path) -> None:
    import resource

    def starve(pid: int) -> None:
        """From now on, the child gets no more memory at all."""
        resource.prlimit(pid, resource.RLIMIT_AS, (1 << 20, resource.RLIM_INFINITY))

    make_data(tmp_path / "data", count=40)
    error = befallen(plain_settings(tmp_path, epochs=2), after_an_epoch, starve)
    assert "memory" in str(error)
    assert "resume" in str(error)
    resumed(tmp_path, from_epoch=unfinished_runs(tmp_path / "work")[0].epochs_done)


@contextlib.contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    """A file system of its own; skips where none may be made."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no small file system can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True, capture_output=True)


@pytest.mark.skipif(sys.platform != "linux", reason="tmpfs")
@pytest.mark.parametrize("when", [after_an_epoch, during_the_export])
def test_a_full_disk_is_a_sentence_and_the_run_goes_on(tmp_path: Path, when: When) -> None:
    make_data(tmp_path / "data", count=40)
    with small_disk(tmp_path / "work", 200):
        filler = tmp_path / "work" / "filler"

        def fill(_: int) -> None:
            with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
                while True:
                    file.write(bytes(1 << 20))

        error = befallen(plain_settings(tmp_path, epochs=2), when, fill)
        told = f"{error}\n{getattr(error, '__notes__', ())}"
        assert "disk" in str(error), told
        assert "full" in str(error), told
        parts = [path for path in (tmp_path / "work").rglob("*.part")]
        assert parts == []
        filler.unlink()
        # Before the disk was full, the child may have finished the second epoch, too.
        (run,) = unfinished_runs(tmp_path / "work")
        assert run.epochs_done >= 1
        resumed(tmp_path, from_epoch=run.epochs_done)


@pytest.mark.skipif(sys.platform != "linux", reason="no limits for another process")
def test_a_file_that_may_not_grow_is_a_sentence(tmp_path: Path) -> None:
    import resource

    def limit(pid: int) -> None:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (1 << 12, resource.RLIM_INFINITY))

    make_data(tmp_path / "data", count=40)
    error = befallen(plain_settings(tmp_path, epochs=2), in_the_first_epoch, limit)
    assert "disk is full" in str(error)
    resumed(tmp_path, from_epoch=0)


def test_settings_that_do_not_fit_together_never_start_a_process(tmp_path: Path) -> None:
    one = plain_settings(tmp_path)
    with pytest.raises(DataError, match="same faces"):
        TrainingProcess([one, replace(one, architecture="separate", seed=2)])

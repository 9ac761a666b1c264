"""A training run in a process of its own, watched from outside.

Importing TensorFlow stalls threads of the same process for half a second and may fill the memory;
in a child it can do neither to a window. The child is spawned, never forked, so the frozen program
does the same. If it dies, what it had saved is resumable.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

from engine.errors import DataError, UserError
from training.events import Event
from training.settings import TrainSettings

Command = Literal["pause", "resume", "stop"]
_POLL_SECONDS = 0.1
_LOCK = "training.lock"


@dataclass(frozen=True, slots=True)
class _Done:
    """The child's last word: the id of the stored model."""

    model_id: str


@dataclass(frozen=True, slots=True)
class _Failed:
    """The child's last word: a sentence, and what only a developer wants to read."""

    sentence: str
    details: str


class TrainingProcess:
    """One run; iterating ``events`` starts it, the other methods are for any thread."""

    def __init__(self, settings: TrainSettings) -> None:
        self._settings = settings
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._theirs: Connection | None = theirs
        self._process = context.Process(
            target=_child, args=(settings, theirs), name="AgeLens training", daemon=True
        )
        self._sending = threading.Lock()

    @property
    def pid(self) -> int | None:
        """The child's process id, once it runs."""
        return self._process.pid

    def pause(self) -> None:
        """Hold after the current step."""
        self._send("pause")

    def resume(self) -> None:
        """Go on after a pause."""
        self._send("resume")

    def stop(self) -> None:
        """Finish early; the best model so far is kept and stored."""
        self._send("stop")

    def events(self) -> Generator[Event | None, None, str]:
        """Run, and yield what happens; ``None`` at least ten times a second when nothing does.

        Returns the id of the stored model. Closing the generator ends the child; the run can be
        resumed. Raises ``UserError`` with a sentence, its details in ``__notes__``, whatever ends
        the run early, and ``DataError`` if another run is going on.
        """
        with _only_one(self._settings.work_dir):
            try:
                self._process.start()
                self._close_their_end()
                return (yield from self._listen())
            finally:
                self._end()

    def _listen(self) -> Generator[Event | None, None, str]:
        while True:
            if not self._ours.poll(_POLL_SECONDS):
                if self._process.is_alive():
                    yield None
                    continue
                if not self._ours.poll():  # it may have spoken just before it ended
                    raise self._died()
            try:
                message = self._ours.recv()
            except (EOFError, OSError):
                self._process.join()
                raise self._died() from None
            if isinstance(message, _Done):
                return message.model_id
            if isinstance(message, _Failed):
                error = UserError(message.sentence)
                error.add_note(message.details)
                raise error
            yield message

    def _died(self) -> UserError:
        code = self._process.exitcode
        if code is not None and code < 0:
            return UserError(
                "The training was ended by the system, perhaps because the memory ran out. "
                "Finished epochs are saved: resume it, with a smaller batch if this happens again. "
                f"Received: signal {-code}"
            )
        return UserError(
            "The training ended unexpectedly. Finished epochs are saved: resume it. "
            f"Received: exit code {code}"
        )

    def _send(self, command: Command) -> None:
        with self._sending, contextlib.suppress(OSError, ValueError):
            self._ours.send(command)  # to a child that has ended: nothing left to command

    def _close_their_end(self) -> None:
        """Keep the only copy of the child's end in the child, so that its death is noticed."""
        if self._theirs is not None:
            self._theirs.close()
            self._theirs = None

    def _end(self) -> None:
        if self._process.pid is not None:
            if self._process.is_alive():
                self._process.kill()  # checkpoints are written atomically
            self._process.join()
            self._process.close()
        self._close_their_end()
        with self._sending:
            self._ours.close()


@contextmanager
def _only_one(work_dir: Path) -> Iterator[None]:
    """Hold the lock of a work folder; the system lets go of it whenever this process ends."""
    try:
        work_dir.mkdir(parents=True, exist_ok=True)
        file = (work_dir / _LOCK).open("a+b")
    except OSError as error:
        raise DataError(
            "The folder for training cannot be written: is the disk full or read-only? "
            f"Received: {error}"
        ) from error
    with file:
        try:
            _lock(file.fileno())
        except OSError as error:
            raise DataError(
                "Another training is going on. Wait for it to end, or stop it. "
                f"Received: {work_dir.name}"
            ) from error
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _child(settings: TrainSettings, connection: Connection) -> None:
    """The child's whole life."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    with contextlib.suppress(AttributeError, OSError):
        os.nice(5)  # the window comes first; Windows knows no niceness
    from training.trainer.control import Control
    from training.trainer.run import train

    control = Control()
    listener = threading.Thread(target=_obey, args=(connection, control), daemon=True)
    listener.start()
    try:
        spec = train(settings, listener=connection.send, control=control)
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent must be told
        connection.send(_failure(error))
    else:
        connection.send(_Done(spec.model_id))


def _obey(connection: Connection, control: object) -> None:
    """Carry out commands; without a parent there is nobody to train for."""
    while True:
        try:
            command = connection.recv()
        except (EOFError, OSError):
            os._exit(1)
        getattr(control, command)()


def _failure(error: Exception) -> _Failed:
    """What to tell of an error in the child."""
    import traceback

    details = "".join(traceback.format_exception(error))
    if isinstance(error, UserError):
        return _Failed(str(error), details)
    if isinstance(error, MemoryError) or type(error).__name__ == "ResourceExhaustedError":
        return _Failed(
            "There was not enough memory. Finished epochs are saved: resume with a smaller batch. "
            f"Received: {type(error).__name__}",
            details,
        )
    if isinstance(error, OSError):
        return _Failed(
            "The training could not write or read its files: is the disk full, or has a folder "
            f"gone? Finished epochs are saved. Received: {error.strerror or error}",
            details,
        )
    return _Failed(
        "The training failed. Finished epochs are saved. "
        f"Received: {type(error).__name__}: {error}",
        details,
    )

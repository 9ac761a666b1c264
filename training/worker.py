"""A training run in a process of its own, watched from outside.

Importing TensorFlow stalls threads of the same process for half a second and may fill the memory;
in a child it can do neither to a window. The child is spawned, never forked, so the frozen program
does the same. If it dies, what it had saved is resumable.
"""

from __future__ import annotations

import contextlib
import errno
import importlib.util
import multiprocessing
import os
import shutil
import tempfile
import threading
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

from engine.errors import UserError
from training.events import Event
from training.lock import only_one
from training.own_faces import OwnFace
from training.settings import TrainSettings, together
from training.trainer.control import Control

Command = Literal["pause", "resume", "stop"]
_POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class _Show:
    """Tells the child which faces to guess besides the wall's."""

    faces: tuple[OwnFace, ...]


@dataclass(frozen=True, slots=True)
class _Listening:
    """The child's first word: it waits for the faces that somebody has chosen already."""


@dataclass(frozen=True, slots=True)
class _Watch:
    """Tells the child of which face to tell what it sets off inside."""

    face: int | None


@dataclass(frozen=True, slots=True)
class _Done:
    """The child's last word: the ids of the stored models."""

    model_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Failed:
    """The child's last word: the error for the user, and what only a developer wants to read."""

    error: UserError
    details: str


class TrainingProcess:
    """One run; iterating ``events`` starts it, the other methods are for any thread.

    Several settings are a duel: on the same faces, split and seed, the networks take turns epoch
    by epoch. Raises ``DataError`` if they do not fit together.
    """

    def __init__(self, settings: TrainSettings | Sequence[TrainSettings]) -> None:
        self._settings = together(settings)
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._theirs: Connection | None = theirs
        self._process = context.Process(
            target=_child, args=(self._settings, theirs), name="AgeLens training", daemon=True
        )
        self._sending = threading.Lock()
        self._to_show: deque[_Show] = deque(maxlen=1)

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
        """Finish early; the best of every network so far is kept and stored.

        A network that has not finished an epoch ends its first one after a step; stopped before
        anything is trained, the run ends with a ``DataError``.
        """
        self._send("stop")

    def show(self, faces: Sequence[OwnFace]) -> None:
        """Have these faces guessed from the next epoch on, in place of the former ones.

        Before the run has begun: from the guesses before its first epoch on. They go to the child
        and nowhere else. Returns at once: ``events`` sends them, as soon as the child listens.
        """
        self._to_show.append(_Show(tuple(faces)))

    def watch(self, face: int | None) -> None:
        """Have it told from the next epoch on what a face of the wall sets off inside.

        Numbered as in ``Insides``; ``None`` for nothing.
        """
        self._send(_Watch(face))

    def events(self) -> Generator[Event | None, None, tuple[str, ...]]:
        """Run, and yield what happens; ``None`` at least ten times a second when nothing does.

        Returns the ids of the stored models, in the order of the settings. Closing the generator
        ends the child; the run can be resumed. Raises ``UserError`` with a sentence, its details
        in ``__notes__``, whatever ends the run early, and ``DataError`` if another run is going on.
        """
        with only_one(self._settings[0].work_dir):
            try:
                self._process.start()
                self._close_their_end()
                return (yield from self._listen())
            finally:
                self._end()

    def _listen(self) -> Generator[Event | None, None, tuple[str, ...]]:
        heard = False
        while True:
            if not self._ours.poll(_POLL_SECONDS):
                if self._process.is_alive():
                    yield None
                    if heard:
                        self._send_faces()
                    continue
                if not self._ours.poll():  # it may have spoken just before it ended
                    raise self._died()
            try:
                message = self._ours.recv()
            except (EOFError, OSError):
                self._process.join()
                raise self._died() from None
            heard = True
            if isinstance(message, _Listening):
                self._answer()
                continue
            self._send_faces()
            if isinstance(message, _Done):
                return message.model_ids
            if isinstance(message, _Failed):
                message.error.add_note(message.details)
                raise message.error
            yield message

    def _died(self) -> UserError:
        code = self._process.exitcode
        if code is not None and code < 0:
            return UserError(
                "The training was ended by the system, perhaps because the memory ran "
                "out. Finished epochs are saved: resume it, with a smaller batch if this "
                "happens again.",
                received=f"signal {-code}",
            )
        return UserError(
            "The training ended unexpectedly. Finished epochs are saved: resume it.",
            received=f"exit code {code}",
        )

    def _send_faces(self) -> None:
        """Send what is to be shown, to a child that reads: pixels do not fit into the pipe."""
        with contextlib.suppress(IndexError):  # nothing new
            self._send(self._to_show.popleft())

    def _answer(self) -> None:
        """Send the faces that were chosen before the run, or none: the child waits for that."""
        try:
            chosen = self._to_show.popleft()
        except IndexError:
            chosen = _Show(())
        self._send(chosen)

    def _send(self, command: Command | _Show | _Watch) -> None:
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
            _remove_library_files(self._settings[0].work_dir)
        self._close_their_end()
        with self._sending:
            self._ours.close()


@contextlib.contextmanager
def library_files_in(work_dir: Path) -> Iterator[None]:
    """Keep what Keras and TensorFlow write for themselves in the work folder; remove it afterwards.

    By itself Keras obeys, or makes, a ``keras.json`` in the user's home folder, where the user's
    other programs may have asked for another arithmetic or order of the axes; and TensorFlow's
    generated code stays in the system's folder for temporary files when a run is killed. A backend
    that the user's other programs ask for by ``KERAS_BACKEND`` counts only where it is installed.
    Needs the lock of ``only_one``; Keras must not have been imported yet.
    """
    folder = _remove_library_files(work_dir)
    with contextlib.suppress(OSError):  # the run itself says that its folder cannot be written
        folder.mkdir(parents=True)
    former = {name: os.environ.get(name) for name in (*_LIBRARY_FOLDERS, _BACKEND)}
    former_folder = tempfile.tempdir
    os.environ.update(dict.fromkeys(_LIBRARY_FOLDERS, str(folder)))
    if not os.environ.get(_BACKEND) or missing_backend() is not None:
        os.environ[_BACKEND] = _OWN_BACKEND
    tempfile.tempdir = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = former_folder
        for name, value in former.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        _remove_library_files(work_dir)


_LIBRARY_FOLDERS = ("KERAS_HOME", "TMPDIR")
_BACKEND, _OWN_BACKEND = "KERAS_BACKEND", "tensorflow"


def missing_backend() -> str | None:
    """The backend that ``KERAS_BACKEND`` asks for, if Keras cannot have it here."""
    wish = os.environ.get(_BACKEND)
    if not wish or wish == _OWN_BACKEND:
        return None
    known = wish in ("jax", "torch") and importlib.util.find_spec(wish) is not None
    return None if known else wish


def _remove_library_files(work_dir: Path) -> Path:
    """Those of this run, or of one that was killed."""
    folder = work_dir.resolve() / "libraries"
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def _child(settings: tuple[TrainSettings, ...], connection: Connection) -> None:
    """The child's whole life."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    _step_back()
    control = Control()
    listener = threading.Thread(target=_obey, args=(connection, control), daemon=True)
    listener.start()
    connection.send(_Listening())
    control.await_faces()
    try:
        with library_files_in(settings[0].work_dir):
            from training.trainer.run import train

            specs = train(settings, listener=connection.send, control=control)
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent must be told
        connection.send(_failure(error))
    else:
        connection.send(_Done(tuple(spec.model_id for spec in specs)))


def _step_back() -> None:
    """Let the window come first: for the processor, and where memory is short, for survival."""
    with contextlib.suppress(AttributeError, OSError):
        os.nice(5)  # Windows knows no niceness
    with contextlib.suppress(OSError):  # Linux alone has this file
        Path("/proc/self/oom_score_adj").write_text("500")


def _obey(connection: Connection, control: Control) -> None:
    """Carry out commands; without a parent there is nobody to train for."""
    while True:
        try:
            command = connection.recv()
        except (EOFError, OSError):
            os._exit(1)
        if isinstance(command, _Show):
            control.show(command.faces)
        elif isinstance(command, _Watch):
            control.watch(command.face)
        else:
            getattr(control, command)()


_MEMORY_WORDS = (
    "ResourceExhausted",
    "RESOURCE_EXHAUSTED",
    "OOM when",
    "bad_alloc",
    "out of memory",
)

_FULL_NUMBERS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# As systems put it in the texts of TensorFlow's errors, which call a full disk and a full memory
# alike RESOURCE_EXHAUSTED.
_FULL_WORDS = (
    "No space left on device",
    "not enough space on the disk",
    "Disk quota exceeded",
    "File too large",
)


def _failure(error: Exception) -> _Failed:
    """What to tell of an error in the child."""
    import traceback

    return _Failed(_user_error(error), "".join(traceback.format_exception(error)))


def _user_error(error: Exception) -> UserError:
    """What to tell the user of an error in the child."""
    name = type(error).__name__
    causes = list(_chain(error))
    numbers = {cause.errno for cause in causes if isinstance(cause, OSError)}
    full = bool(numbers & _FULL_NUMBERS) or any(map(_is_full, causes))
    if not full and (_is_memory(error) or errno.ENOMEM in numbers):
        return UserError(
            "There was not enough memory. Finished epochs are saved: close other programs, or "
            "resume with a smaller batch.",
            received=name,
        )
    if full:
        return UserError(
            "The disk is full. Finished epochs are saved: make room, then resume.", received=error
        )
    if isinstance(error, UserError):
        return error
    if isinstance(error, OSError):
        return UserError(
            "The training could not write or read its files: is the disk full, or has a folder "
            "gone? Finished epochs are saved.",
            received=error.strerror or error,
        )
    return UserError("The training failed. Finished epochs are saved.", received=f"{name}: {error}")


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An error and what led to it, the latest first: clearing up after one often brings another."""
    known: list[BaseException] = []
    waiting = [error]
    while waiting:
        one = waiting.pop(0)
        if one not in known:
            known.append(one)
            yield one
            waiting += [each for each in (one.__cause__, one.__context__) if each is not None]


def _is_full(error: BaseException) -> bool:
    return any(word in str(error) for word in _FULL_WORDS)


def _is_memory(error: Exception) -> bool:
    """Whether memory ran out; every backend has an error of its own for it."""
    words = f"{type(error).__name__} {error}"
    return isinstance(error, MemoryError) or any(word in words for word in _MEMORY_WORDS)

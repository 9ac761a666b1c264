"""Work that a window waits for, in a process of its own: evaluations, rounds of a class.

LiteRT keeps Python's lock while it lays out a network, 90 ms for ``combined``; in a thread of the
window's process, the window would stand still meanwhile.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TypeVar, cast

from engine.errors import UserError

Progress = Callable[[int, int], None]
"""Called with what is done so far and all of it; what it raises stops the work."""
Result = TypeVar("Result")
_POLL_SECONDS, _LEAVE_SECONDS = 0.1, 2.0


@dataclass(frozen=True, slots=True)
class _Told:
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class _Done:
    result: object


@dataclass(frozen=True, slots=True)
class _Failed:
    """The error, and what only a developer wants to read."""

    error: Exception
    details: str


class _StoppedError(Exception):
    """Nobody waits any more."""


def in_child(work: Callable[[Progress], Result], progress: Progress) -> Result:
    """The result of ``work(progress)``, done in another process; both must be picklable.

    ``progress`` is called at least ten times a second, in this thread; if it raises, the child
    cleans up and ends. What ``work`` raises is raised here, with the child's traceback as a note;
    ``UserError`` if the system ended the child.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    # Not a daemon: those may start no processes, and the memory of a model is measured in one.
    child = context.Process(target=_child, args=(work, theirs), name="AgeLens evaluation")
    child.start()
    theirs.close()  # the only copy is the child's, so that its death is noticed
    try:
        return cast("Result", _await(ours, child.is_alive, progress))
    finally:
        ours.close()  # the child takes that as an order to stop
        child.join(_LEAVE_SECONDS)
        if child.is_alive():
            child.kill()
            child.join()
        child.close()


def _await(ours: Connection, is_alive: Callable[[], bool], progress: Progress) -> object:
    last = _Told(0, 0)
    while True:
        there = ours.poll(_POLL_SECONDS)
        if not there and not is_alive():
            there = ours.poll()  # it may have spoken just before it ended
        try:
            message = ours.recv() if there else last if is_alive() else None
        except (EOFError, OSError):
            message = None
        if message is None:
            raise UserError(
                "The models could not be judged: the system ended the work, perhaps because the "
                "memory ran out. Close other programs and try again."
            )
        if isinstance(message, _Done):
            return message.result
        if isinstance(message, _Failed):
            message.error.add_note(message.details)
            raise message.error
        last = message
        progress(last.done, last.total)


def _child(work: Callable[[Progress], object], theirs: Connection) -> None:
    """The child's whole life."""
    left = threading.Event()
    threading.Thread(target=_listen, args=(theirs, left), daemon=True).start()

    def tell(done: int, total: int) -> None:
        if left.is_set():
            raise _StoppedError
        theirs.send(_Told(done, total))

    try:
        answer: _Done | _Failed = _Done(work(tell))
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent must be told
        answer = _failure(error)
    try:
        theirs.send(answer)
    except OSError:  # nobody waits any more
        os._exit(1)


def _listen(theirs: Connection, left: threading.Event) -> None:
    """Note when the other end is closed, or its process has died: nothing is ever said there."""
    try:
        theirs.recv()
    except (EOFError, OSError):
        left.set()


def _failure(error: Exception) -> _Failed:
    import traceback

    return _Failed(error, "".join(traceback.format_exception(error)))

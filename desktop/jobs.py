"""The one way to leave the GUI thread: a ``Job`` in a ``Lane``, always answered on the GUI thread.

A lane has one worker thread and serves one step of one job at a time, the most urgent first, so
what it shares (a model, a file) needs no lock. There are two: ``model`` and ``training``.

Work is a function without arguments that touches no widget. It runs in one step, or, written as
a generator, in many: a yielded value is reported, a yielded ``None`` reports nothing, and between
two steps the job can be cancelled and more urgent jobs are served. Work that takes a progress
callback instead is submitted by ``Lane.submit_reporting``. Either way the job reports ``Progress``,
which ``desktop.widgets.progress`` shows.
"""

from __future__ import annotations

import logging
import queue
import sys
import threading
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from enum import IntEnum
from importlib import import_module
from typing import Any, Literal

from PySide6.QtCore import QObject, Qt, Signal, Slot

from engine.progress import Progress

Work = Callable[[], Any]
_Kind = Literal["reported", "succeeded", "failed", "dropped"]
_log = logging.getLogger(__name__)


_UNDISTURBED_S = 0.5
_importing = threading.Lock()


def import_in_lane(*modules: str) -> None:
    """Import modules that derive classes from Qt's, in a lane.

    Such a class is made partly in Python. A thread that took over in the middle, the window's, has
    crashed (docs/adr/0012): none does meanwhile, but whenever a file is read.
    """
    with _importing:
        usual_s = sys.getswitchinterval()
        sys.setswitchinterval(_UNDISTURBED_S)
        try:
            for module in modules:
                import_module(module)
        finally:
            sys.setswitchinterval(usual_s)


class Urgency(IntEnum):
    """Who is served first: what the user looks at, what they will need, what is nice to have.

    Last of all comes what nobody has asked for in so many words.
    """

    NOW = 0
    SOON = 1
    IDLE = 2
    BACKGROUND = 3


class Job(QObject):
    """One piece of work on its way; made by ``Lane.submit``, belongs to its lane.

    ``reported`` (a value), then either ``succeeded`` (the result) or ``failed`` (the exception),
    then ``finished``, in this order, on the GUI thread. ``cancel()`` emits ``cancel_requested`` at
    once, and only ``finished`` follows, when the worker has let go of the job.
    """

    reported = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    finished = Signal()
    cancel_requested = Signal()

    def __init__(self, cancelled: threading.Event, parent: QObject) -> None:
        super().__init__(parent)
        self._cancelled = cancelled
        self._finished = False

    @property
    def cancelled(self) -> bool:
        """True once the job was given up."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Give the job up: at once, silently, and as often as one likes."""
        if not self.cancelled:
            self._cancelled.set()
            if not self._finished:
                self.cancel_requested.emit()

    def finish(self) -> None:
        """Emit ``finished`` and go; called by the lane."""
        self._finished = True
        self.finished.emit()
        self.deleteLater()


class CancelledError(Exception):
    """Stops work whose job was cancelled; never shown."""


_REPORT_EVERY_S = 0.1
_QUIET_S = 1.0


class ProgressReporter:
    """A progress callback for work in a lane; it stops the work once its job is cancelled.

    Reports at most every 0.1 seconds, and always when everything is done: the work may call it as
    often as it likes.
    """

    def __init__(
        self,
        report: Callable[[Progress], None] | None = None,
        *,
        cancelled: threading.Event | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._report, self._clock = report, clock
        self._cancelled = cancelled or threading.Event()
        self._last: float | None = None

    def __call__(self, done: int, total: int) -> None:
        """Report progress; raises ``CancelledError`` once the job is cancelled."""
        self.note(done, total)
        self.check()

    def note(self, done: int, total: int) -> None:
        """Report progress without stopping, for work that asks ``cancelled`` itself."""
        now = self._clock()
        due = self._last is None or now - self._last >= _REPORT_EVERY_S or done >= total
        if self._report is not None and due and not self.cancelled:
            self._last = now
            self._report(Progress(done, total))

    def check(self) -> None:
        """Raise ``CancelledError`` if the job is cancelled."""
        if self.cancelled:
            raise CancelledError

    @property
    def cancelled(self) -> bool:
        """True once the job was given up."""
        return self._cancelled.is_set()


@dataclass(order=True, slots=True)
class _Task:
    """The worker's half of a job. It holds no QObject: those may only die on the GUI thread."""

    urgency: int
    number: int
    work: Work | None = field(compare=False)
    cancelled: threading.Event = field(compare=False, default_factory=threading.Event)
    steps: Generator[Any, None, Any] | None = field(compare=False, default=None)


@dataclass(frozen=True, slots=True)
class _Answer:
    number: int
    kind: _Kind
    value: Any = None


class Lane(QObject):
    """One worker thread with a queue; lives on the GUI thread, starts with the first job.

    ``when_quiet`` is called in the worker when work was done and none came for a second.
    """

    _answered = Signal()

    def __init__(
        self,
        name: str,
        parent: QObject | None = None,
        *,
        when_quiet: Callable[[], object] | None = None,
        quiet_s: float = _QUIET_S,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._when_quiet, self._quiet_s = when_quiet, quiet_s
        self._tasks: queue.PriorityQueue[_Task] = queue.PriorityQueue()
        # Answers wait here rather than in Qt's event queue, which only carries the wake-up call:
        # Python objects then never cross a thread inside Qt, and close() can collect the rest.
        self._answers: queue.SimpleQueue[_Answer] = queue.SimpleQueue()
        self._jobs: dict[int, Job] = {}
        self._submitted = 0
        self._thread: threading.Thread | None = None
        self._closed = False
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """True while a job is waiting, running or not yet answered."""
        return bool(self._jobs)

    def submit(self, work: Work, *, urgency: Urgency = Urgency.NOW) -> Job:
        """Queue ``work`` and return its job; connect to its signals before returning to Qt.

        On a closed lane the job comes back cancelled and is never run.
        """
        self._submitted += 1
        return self._queue(_Task(int(urgency), self._submitted, work))

    def submit_reporting(
        self, work: Callable[[ProgressReporter], Any], *, urgency: Urgency = Urgency.NOW
    ) -> Job:
        """Queue work that is one step, with a callback by which it reports its progress."""
        self._submitted += 1
        number, cancelled = self._submitted, threading.Event()

        def report(progress: Progress) -> None:
            self._answer(number, "reported", progress)

        reporter = ProgressReporter(report, cancelled=cancelled)
        return self._queue(_Task(int(urgency), number, lambda: work(reporter), cancelled))

    def _queue(self, task: _Task) -> Job:
        job = Job(task.cancelled, self)
        if self._closed:
            job.cancel()
            job.deleteLater()
            return job
        self._jobs[task.number] = job
        self._tasks.put(task)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=f"{self._name} lane")
            # A file on a dead network drive must not keep the program from ending.
            self._thread.daemon = True
            self._thread.start()
        return job

    def close(self, *, timeout_s: float = 10.0) -> bool:
        """Cancel everything and join the worker; False if it still hangs after ``timeout_s``."""
        self._closed = True
        for job in self._jobs.values():
            job.cancel()
        if self._thread is not None:
            self._tasks.put(_Task(-1, 0, None))
            self._thread.join(timeout_s)
            if self._thread.is_alive():
                _log.error("The %s lane did not stop within %.0f s", self._name, timeout_s)
                return False
            self._thread = None
        while self._jobs and not self._answers.empty():
            self._deliver()
        return True

    @Slot()
    def _deliver(self) -> None:
        """Hand one answer to its job. One wake-up, one answer: the window never waits for many."""
        try:
            answer = self._answers.get_nowait()
        except queue.Empty:
            return
        if answer.kind == "reported":
            job = self._jobs[answer.number]
            if not job.cancelled:
                job.reported.emit(answer.value)
            return
        job = self._jobs.pop(answer.number)
        if not job.cancelled and answer.kind == "succeeded":
            job.succeeded.emit(answer.value)
        elif not job.cancelled and answer.kind == "failed":
            job.failed.emit(answer.value)
        job.finish()

    # Everything below runs in the worker thread.

    def _run(self) -> None:
        while (task := self._next()).work is not None:
            self._step(task)
            # Or the loop would hold the last job's work, and all it refers to, while waiting.
            del task
        while not self._tasks.empty():
            self._drop(self._tasks.get())

    def _next(self) -> _Task:
        """Wait for the most urgent task."""
        if self._when_quiet is not None:
            try:
                return self._tasks.get(timeout=self._quiet_s)
            except queue.Empty:
                self._be_quiet(self._when_quiet)
        return self._tasks.get()

    def _be_quiet(self, when_quiet: Callable[[], object]) -> None:
        try:
            when_quiet()
        except Exception:  # noqa: BLE001 - the lane must go on; the log is told
            _log.exception("What the %s lane does when it is quiet failed", self._name)

    def _step(self, task: _Task) -> None:
        if task.cancelled.is_set() or task.work is None:
            self._drop(task)
            return
        try:
            steps = task.steps or task.work()
            if not isinstance(steps, Generator):
                self._answer(task.number, "succeeded", steps)
                return
            task.steps = steps
            value = next(steps)
        except StopIteration as stop:
            self._answer(task.number, "succeeded", stop.value)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the job must be answered
            self._answer(task.number, "failed", error)
        else:
            if value is not None:
                self._answer(task.number, "reported", value)
            self._tasks.put(task)

    def _drop(self, task: _Task) -> None:
        if task.steps is not None:
            try:
                task.steps.close()
            except Exception:  # noqa: BLE001 - its owner has given it up; the log is told
                _log.exception("A cancelled job failed while it cleaned up")
        self._answer(task.number, "dropped")

    def _answer(self, number: int, kind: _Kind, value: object = None) -> None:
        self._answers.put(_Answer(number, kind, value))
        self._answered.emit()


class LaneTask(QObject):
    """Work of which only the latest piece counts: ``started``, one of two results, ``ended``.

    ``started`` carries the job, ``succeeded`` the result, ``failed`` the exception. Starting
    another piece cancels the one before; a piece that is cancelled only emits ``ended``.
    """

    started = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._job: Job | None = None

    @property
    def busy(self) -> bool:
        """True while a piece is queued or running."""
        return self._job is not None

    def start(self, work: Callable[[ProgressReporter], object]) -> None:
        """Start a piece of work."""
        self.cancel()
        job = self._lane.submit_reporting(work)
        if job.cancelled:  # the lane is closed
            return
        self._job = job
        job.succeeded.connect(self._succeed)
        job.failed.connect(self._fail)
        job.cancel_requested.connect(self._end)
        self.started.emit(job)

    @Slot()
    def cancel(self) -> None:
        """Give the work up: at once, silently."""
        if self._job is not None:
            self._job.cancel()

    @Slot(object)
    def _succeed(self, result: object) -> None:
        self._end()
        self.succeeded.emit(result)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self._end()
        self.failed.emit(error)

    @Slot()
    def _end(self) -> None:
        self._job = None
        self.ended.emit()

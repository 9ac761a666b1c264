"""The current training run: start, pause, resume, stop; one at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from desktop.jobs import Job, Lane
from desktop.training.backend import Process
from training.events import Event, Finished, Preparing, StoppedError
from training.progress_tracker import ProgressTracker
from training.settings import TrainSettings

if TYPE_CHECKING:
    from training.own_faces import OwnFace

State = Literal["idle", "running", "paused", "stopping", "done", "failed"]


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """One model that came out of a run; ``seconds`` is its training time."""

    finished: Finished
    seconds: float


def common_limit(settings: Sequence[TrainSettings]) -> int | None:
    """How many faces all networks of a run were given of its data; ``None`` for all."""
    limits = {one.limit for one in settings}
    return limits.pop() if len(limits) == 1 else None


class TrainingRun(QObject):
    """Drives one training process in the lane.

    ``changed`` comes with every new state, ``happened`` carries a bundle of events, ``failed`` the
    exception that ended a run; what it had finished can be resumed. A run that is stopped while
    its faces are prepared ends in the state "failed", but nothing is told of an exception.
    """

    changed = Signal()
    happened = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        *,
        lane: Lane,
        open_process: Callable[[Sequence[TrainSettings]], Process],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._lane, self._open_process = lane, open_process
        self._process: Process | None = None
        self._job: Job | None = None
        self.state: State = "idle"
        self.settings: tuple[TrainSettings, ...] = ()
        self.made: list[Made] = []
        self._own: tuple[OwnFace, ...] = ()
        self._watched: int | None = None
        self.tracker = ProgressTracker(())

    @property
    def active(self) -> bool:
        """True while a process is at work, paused and stopping ones included."""
        return self.state in ("running", "paused", "stopping")

    def start(self, settings: Sequence[TrainSettings]) -> None:
        """Start a run or resume one; does nothing while a run is active."""
        if self.active or not settings:
            return
        self.settings = tuple(settings)
        self.made = []
        self.tracker = ProgressTracker([one.variant for one in settings])
        process = self._process = self._open_process(self.settings)
        if self._own:
            process.show(self._own)
        if self._watched is not None:
            process.watch(self._watched)
        job = self._job = self._lane.submit(lambda: paced(process.events()))
        job.reported.connect(self._take)
        job.succeeded.connect(self._succeed)
        job.failed.connect(self._fail)
        self._become("running")

    def show_own(self, faces: Sequence[OwnFace]) -> None:
        """Have these faces guessed after each epoch of this run, and of those to come."""
        self._own = tuple(faces)
        if self._process is not None:
            self._process.show(self._own)

    @Slot(object)
    def watch(self, face: int | None) -> None:
        """Have it told after each epoch what a face sets off inside; ``None`` for nothing."""
        if face == self._watched:
            return
        self._watched = face
        if self._process is not None:
            self._process.watch(face)

    def start_again(self) -> None:
        """Resume the last run after its last finished epoch."""
        self.start([replace(one, resume=True) for one in self.settings])

    def recall(
        self,
        settings: Sequence[TrainSettings],
        *,
        made: Sequence[Made],
        events: Sequence[Event],
        state: State,
        stopped: bool,
    ) -> None:
        """Show a run that ended earlier; does nothing while a run is active.

        ``state`` is "done", or "failed" for one that can be resumed; ``stopped``: before its end.
        """
        if self.active:
            return
        self.settings, self.made = tuple(settings), list(made)
        # Its clock stood still long ago: how long it took as a whole is not known.
        self.tracker = ProgressTracker([one.variant for one in settings], clock=lambda: 0.0)
        if stopped:
            self.tracker.stop()
        for event in events:
            self.tracker.add(event)
        self.tracker.end()
        self.happened.emit(tuple(events))
        self._become(state)

    @Slot()
    def pause(self) -> None:
        """Pause after the current step."""
        if self._process is not None and self.state == "running":
            self._process.pause()
            self.tracker.pause()
            self._become("paused")

    @Slot()
    def resume(self) -> None:
        """Continue after a pause."""
        if self._process is not None and self.state == "paused":
            self._process.resume()
            self.tracker.resume()
            self._become("running")

    @Slot()
    def stop(self) -> None:
        """Finish early; the best so far is stored."""
        if self._process is None or self.state not in ("running", "paused"):
            return
        if self.state == "paused":
            self._process.resume()
            self.tracker.resume()
        self._process.stop()
        self.tracker.stop()
        self._become("stopping")

    def leave(self) -> None:
        """End the process now; the run can be resumed later."""
        if self._job is not None and self.active:
            self._job.cancel()
            self._end()
            self._become("idle")

    @Slot(object)
    def _take(self, events: tuple[Event, ...]) -> None:
        for event in events:
            self.tracker.add(event)
            if isinstance(event, Finished):
                seconds = self.tracker.training_seconds(event.architecture)
                self.made.append(Made(event, seconds))
        self.happened.emit(events)

    @Slot(object)
    def _succeed(self, model_ids: object) -> None:
        self._end()
        self._become("done")

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self._end()
        self._become("failed")
        # What the user did is said in the heading; nothing has gone wrong.
        if not isinstance(error, StoppedError):
            self.failed.emit(error)

    def _end(self) -> None:
        self.tracker.end()
        self._process = self._job = None

    def _become(self, state: State) -> None:
        self.state = state
        self.changed.emit()


Result = TypeVar("Result")
EVERY_S = 0.08


def paced(
    events: Generator[Event | None, None, Result],
    *,
    every_s: float = EVERY_S,
    clock: Callable[[], float] = time.monotonic,
) -> Generator[tuple[Event, ...] | None, None, Result]:
    """Pass on what ``events`` yields in bundles, at most one in ``every_s`` seconds.

    Every step is passed on; of several reports on how far the preparation is, only the newest.
    The order stays. Closing this closes ``events``.
    """
    waiting: list[Event] = []
    last = clock() - every_s
    with closing(events):
        try:
            while True:
                event = next(events)
                if event is not None:
                    _gather(waiting, event)
                if waiting and clock() - last >= every_s:
                    last = clock()
                    yield tuple(waiting)
                    waiting.clear()
                else:
                    yield None
        except StopIteration as stop:
            result: Result = stop.value
        except Exception:
            # What led to the failure is shown before the failure itself.
            if waiting:
                yield tuple(waiting)
            raise
    if waiting:
        yield tuple(waiting)
    return result


def _gather(waiting: list[Event], event: Event) -> None:
    """Add an event; it takes the place of an older one that it makes needless."""
    if waiting and _replaces(event, waiting[-1]):
        waiting[-1] = event
    else:
        waiting.append(event)


def _replaces(event: Event, older: Event) -> bool:
    return isinstance(event, Preparing) and isinstance(older, Preparing)

"""A labelling job in the model lane: its controller, and its status in words."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

from desktop.folder.backend import FolderBackend, JobOrder, LabelJob
from desktop.folder.project_controller import ProjectController, keep_scan_options
from desktop.i18n.text import decimal, number, plural, time_left, translate
from desktop.jobs import Job, Lane, Urgency
from engine.labelling import JobProgress
from engine.project import Counts, Project

State = Literal["idle", "running", "paused", "stopping", "done", "failed"]
_SHORTEST_MS = 1000
_SHARE = 8  # of the time between two readings of the rows, at most one part is spent reading


class JobController(QObject):
    """Starts, pauses and stops the labelling job; ``changed`` with every state and progress.

    ``failed`` (exception) if it ended early through no wish of the user. ``ended`` comes when the
    lane has let go of it, however it ended: the project may then be closed.
    """

    changed = Signal()
    failed = Signal(object)
    ended = Signal()

    def __init__(
        self,
        *,
        lane: Lane,
        backend: FolderBackend,
        work: ProjectController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._lane, self._backend, self._work = lane, backend, work
        self.state: State = "idle"
        self.progress = JobProgress(stage="scanning")
        self._job: Job | None = None
        self._steps: _Steps | None = None
        self._reading_ms = 0
        self._clock = QElapsedTimer()
        self._due = QTimer(self, singleShot=True)
        self._due.timeout.connect(self._read)
        work.rows_changed.connect(self._note_read)
        work.opened.connect(self._reset)

    @property
    def active(self) -> bool:
        """Whether the lane has a job in hand."""
        return self._job is not None

    def start(self, order: JobOrder) -> None:
        """Start the job, or continue where it stopped."""
        project = self._work.project
        if project is None or self._job is not None:
            return
        steps = self._steps = _Steps(project, order, self._backend)
        self.progress = JobProgress(stage="scanning")
        job = self._job = self._lane.submit(steps.run, urgency=Urgency.IDLE)
        job.reported.connect(self._on_progress)
        job.succeeded.connect(self._on_success)
        job.failed.connect(self._on_failure)
        job.finished.connect(self._on_end)
        self._go_to("running")

    @Slot()
    def pause(self) -> None:
        """Pause: start no more photos."""
        if self._steps is not None and self.state == "running":
            self._steps.hold(True)
            self._go_to("paused")

    @Slot()
    def resume(self) -> None:
        """Continue after a pause."""
        if self._steps is not None and self.state == "paused":
            self._steps.hold(False)
            self._go_to("running")

    @Slot()
    def stop(self) -> None:
        """Stop after the current photos; finished ones are kept and a new start continues there."""
        if self._job is not None and self.state != "stopping":
            self._job.cancel()
            self._go_to("stopping")

    @Slot(object)
    def _on_progress(self, progress: JobProgress) -> None:
        self.progress = progress
        if progress.outcomes and not self._due.isActive():
            self._due.start(max(_SHORTEST_MS, _SHARE * self._reading_ms))
        self.changed.emit()

    @Slot(object)
    def _on_success(self, _counts: Counts) -> None:
        self._go_to("done")

    @Slot(object)
    def _on_failure(self, error: Exception) -> None:
        self._go_to("failed")
        self.failed.emit(error)

    @Slot()
    def _on_end(self) -> None:
        self._job = self._steps = None
        self._due.stop()
        if self.state == "stopping":
            self._go_to("idle")
        else:
            self.changed.emit()
        self._work.refresh()
        self.ended.emit()

    @Slot()
    def _read(self) -> None:
        self._clock.start()
        self._work.refresh()

    @Slot()
    def _note_read(self) -> None:
        """Remember how long reading takes: the larger the project, the rarer it is read."""
        if self._clock.isValid():
            self._reading_ms = int(self._clock.elapsed())
            self._clock.invalidate()

    @Slot()
    def _reset(self) -> None:
        if self._job is None:
            self._reading_ms = 0
            self._go_to("idle")

    def _go_to(self, state: State) -> None:
        self.state = state
        self.changed.emit()


class _Steps:
    """The part of a job that runs in the lane: opens it there, pauses and resumes it."""

    def __init__(self, project: Project, order: JobOrder, backend: FolderBackend) -> None:
        self._project, self._order, self._backend = project, order, backend
        self._lock = threading.Lock()
        self._job: LabelJob | None = None
        self._held = False

    def hold(self, held: bool) -> None:
        """Pause or go on, also before the job is open."""
        with self._lock:
            self._held = held
            if self._job is not None:
                _hold(self._job, held)

    def run(self) -> Generator[JobProgress | None, None, Counts]:
        keep_scan_options(self._project, self._order.options)
        job = self._backend.open_job(self._project, self._order)
        with self._lock:
            self._job = job
            _hold(job, self._held)
        counts = yield from job.run_all()
        return counts


def _hold(job: LabelJob, held: bool) -> None:
    if held:
        job.pause()
    else:
        job.resume()


@dataclass(frozen=True, slots=True)
class JobStatus:
    """A project, and the job on it: its ``state``, its progress, what the project holds."""

    title: str
    state: str
    active: bool
    progress: JobProgress
    counts: Counts


def status_line(status: JobStatus) -> str:
    """The state of the job and its results so far, in one line."""
    return "  ·  ".join(part for part in (headline(status), details(status)) if part)


def headline(status: JobStatus) -> str:
    """The state of the job in one line."""
    state, now, counts = status.state, status.progress, status.counts
    if state == "stopping":
        return translate("folder", "Stopping after the current photos…")
    if state in ("running", "paused"):
        return _at_work(now, paused=state == "paused")
    if not counts.photos:
        if state == "done":
            return translate("folder", "There are no photos in this folder")
        return translate("folder", "No photos yet")
    if counts.pending:
        done = plural("folder", "{0} of %Ln photos are done", counts.photos)
        return done.format(number(counts.done))
    return plural("folder", "All %Ln photos are done", counts.photos)


def _at_work(now: JobProgress, *, paused: bool) -> str:
    if now.stage == "finishing":
        return translate("folder", "Finishing…")
    if now.stage == "scanning":
        if now.total:
            return plural("folder", "Scanning the folder: %Ln photos so far", now.total)
        return translate("folder", "Scanning the folder…")
    word = translate("folder", "Paused") if paused else translate("folder", "Labelling")
    line = plural("folder", "{0}: {1} of %Ln photos", now.total)
    return line.format(word, number(now.done))


def details(status: JobStatus) -> str:
    """Counts, speed and time left of a running job; counts of a project at rest."""
    now = status.progress
    if status.active and now.stage == "working":
        parts = [_faces(now.faces), *_unread(now.unread)]
        if status.state == "running":
            parts += _speed(now)
        return "  ·  ".join(parts)
    counts = status.counts
    if status.active or not counts.photos:
        return ""
    parts = [_faces(counts.faces)]
    if counts.no_face:
        parts.append(plural("folder", "%Ln photos without a face", counts.no_face))
    parts += _unread(counts.unreadable + counts.skipped)
    if counts.duplicates:
        parts.append(plural("folder", "%Ln duplicates", counts.duplicates))
    if counts.gone:
        parts.append(plural("folder", "%Ln no longer there", counts.gone))
    if counts.held:
        held = plural("folder", "%Ln labels held: their photo was changed or replaced", counts.held)
        parts.append(held)
    parts += passed_over(counts.passed_over)
    return "  ·  ".join(parts)


def passed_over(counts: Iterable[tuple[str, int]]) -> list[str]:
    """What was not judged and may be taken for photos, one phrase a kind."""
    return [_PASSED_OVER[kind](count) for kind, count in counts if kind in _PASSED_OVER]


_PASSED_OVER: Mapping[str, Callable[[int], str]] = {
    "other names": lambda n: plural("folder", "%Ln pictures without a photo’s file name", n),
    "raw photos": lambda n: plural("folder", "%Ln raw photos (not supported)", n),
    "JPEG XL": lambda n: plural("folder", "%Ln JPEG XL pictures (not supported)", n),
    "other pictures": lambda n: plural("folder", "%Ln pictures of unsupported types", n),
    "other types": lambda n: plural("folder", "%Ln photos of types not selected", n),
    "in the cloud": lambda n: plural("folder", "%Ln photos that are only in the cloud", n),
    "hidden photos": lambda n: plural("folder", "%Ln hidden photos not included", n),
    "subfolders": lambda n: plural("folder", "%Ln subfolders not included", n),
    "linked folders": lambda n: plural("folder", "%Ln linked folders not followed", n),
    "hidden folders": lambda n: plural("folder", "%Ln hidden folders not included", n),
    "system folders": lambda n: plural("folder", "%Ln thumbnail or trash folders skipped", n),
}


def _faces(count: int) -> str:
    return plural("folder", "%Ln faces", count)


def _unread(count: int) -> list[str]:
    return [plural("folder", "%Ln could not be read", count)] if count else []


def _speed(now: JobProgress) -> list[str]:
    if not now.photos_per_s or now.seconds_left is None:
        return []
    rate = now.photos_per_s
    shown = decimal(rate) if rate < 10 else number(round(rate))
    return [translate("folder", "{0} photos a second").format(shown), time_left(now.seconds_left)]

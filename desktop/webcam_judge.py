"""Predictions for a video: one at a time, always of the newest frame, in the model lane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.jobs import Job, Lane, Urgency
from desktop.session import Session
from desktop.webcam_doors import WebcamDoors

if TYPE_CHECKING:
    from desktop.camera import Frame

# More would only heat the computer: numbers are smoothed over a second, boxes move by themselves.
_MOST_A_SECOND = 15.0


class Judge(QObject):
    """``answered`` (faces, frame) for some of the frames that are offered; the others are dropped.

    A running folder job is served between two predictions, since the next one is only handed in
    when the last one was answered. After ``failed`` (exception) it rests until another model comes.
    """

    answered = Signal(object, object)
    failed = Signal(object)

    def __init__(
        self, *, lane: Lane, session: Session, doors: WebcamDoors, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._lane, self._session, self._doors = lane, session, doors
        self._waiting: Frame | None = None
        self._job: Job | None = None
        self._begun_s = 0.0
        self._resting = False
        session.model_changed.connect(self._start_anew)

    def offer(self, frame: Frame) -> None:
        """Have a frame that may be judged, unless a newer one comes first."""
        self._waiting = frame
        self._go()

    def stop(self) -> None:
        """Drop what waits and what is being judged."""
        self._waiting = None
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _go(self) -> None:
        frame, pipeline = self._waiting, self._session.pipeline
        if frame is None or pipeline is None or self._job is not None or self._resting:
            return
        # A hair less than the pace, or frames at 30 a second would be taken every third time.
        if self._doors.now() - self._begun_s < 0.9 / _MOST_A_SECOND:
            return
        self._begun_s, self._waiting = self._doors.now(), None
        judge = self._doors.judge
        job = self._job = self._lane.submit(lambda: judge(pipeline, frame), urgency=Urgency.NOW)
        job.succeeded.connect(lambda faces: self.answered.emit(faces, frame))
        job.failed.connect(self._fail)
        job.finished.connect(lambda: self._finish(job))

    def _finish(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self._go()

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self._resting = True
        self.failed.emit(error)

    @Slot()
    def _start_anew(self) -> None:
        self._resting = False

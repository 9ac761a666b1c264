"""One piece of metered work in the training lane: a data check, or the judging of models."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from desktop.jobs import Job, Lane
from desktop.training_meter import Meter


class LaneWork(QObject):
    """Runs ``work`` with a meter; ``begun``, then ``succeeded`` or ``failed``, then ``ended``.

    Beginning another piece gives up the one before; a piece that is given up only says ``ended``.
    """

    begun = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._meter: Meter | None = None
        self._job: Job | None = None

    @property
    def busy(self) -> bool:
        """True while it is at work."""
        return self._job is not None

    def begin(self, work: Callable[[Meter], object]) -> None:
        """Start a piece of work."""
        self.cancel()
        meter = self._meter = Meter()
        job = self._job = self._lane.submit(lambda: work(meter))
        job.succeeded.connect(self._succeed)
        job.failed.connect(self._fail)
        self.begun.emit(meter)

    @Slot()
    def cancel(self) -> None:
        """Give the work up: at once, silently."""
        if self._job is not None and self._meter is not None:
            self._meter.cancel()
            self._job.cancel()
            self._end()

    @Slot(object)
    def _succeed(self, result: object) -> None:
        self._end()
        self.succeeded.emit(result)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self._end()
        self.failed.emit(error)

    def _end(self) -> None:
        self._job = self._meter = None
        self.ended.emit()

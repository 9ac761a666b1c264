"""Signs that something is being done: a moving line, and a bar with a Cancel button.

Both wait 300 ms before they appear, so that quick work never flickers.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtCore import (
    QObject,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QWidget,
)

from desktop.jobs import Job, Lane

PATIENCE_MS = 300
_FRAME_MS = 33
_LINE_PX = 3


class BusyIndicator(QWidget):
    """A thin line in which a light moves to and fro; ``shown`` when it appears."""

    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._appear)
        self._frames = QTimer(self, interval=_FRAME_MS)
        self._frames.timeout.connect(self._move)
        self._phase = 0.0
        self.setFixedHeight(_LINE_PX)
        self.setAccessibleName(self.tr("Working"))

    @property
    def moving(self) -> bool:
        """True while it is seen."""
        return self._frames.isActive()

    def set_busy(self, busy: bool) -> None:
        """Begin to wait, or stop at once."""
        if not busy:
            self._patience.stop()
            self._frames.stop()
            self.update()
        elif not self.moving and not self._patience.isActive():
            self._patience.start()

    def sizeHint(self) -> QSize:
        """Return a line."""
        return QSize(100, _LINE_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw an edge, and on it the light where it is now."""
        painter = QPainter(self)
        edge = self.palette().color(QPalette.ColorRole.Mid)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), edge)
        if not self.moving:
            painter.end()
            return
        width = self.width() * 0.3
        left = (self.width() - width) * (1 - abs(2 * self._phase - 1))
        colour = self.palette().color(QPalette.ColorRole.Accent)
        painter.fillRect(QRectF(left, 0, width, self.height()), colour)
        painter.end()

    def _appear(self) -> None:
        self._phase = 0.0
        self._frames.start()
        self.update()
        self.shown.emit()

    def _move(self) -> None:
        self._phase = (self._phase + 0.02) % 1.0
        self.update()


class Step(Protocol):
    """What a job with a known length reports."""

    @property
    def done(self) -> int:
        """Parts that are done."""

    @property
    def total(self) -> int:
        """All parts."""


class ProgressPanel(QWidget):
    """Follows one job at a time: what it does, how far it is, and Cancel.

    Others that are watched meanwhile wait for the place, in their order.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._waiting: dict[Job, str] = {}
        self._steps: dict[Job, Step] = {}
        self._text = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(140)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._cancel = QPushButton(self.tr("Cancel"), self)
        self._cancel.setObjectName("small")
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self.show)
        self._cancel.clicked.connect(self._give_up)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 6, 2)
        row.setSpacing(10)
        for widget in (self._text, self._bar, self._cancel):
            row.addWidget(widget, alignment=Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def watch(self, job: Job, text: str) -> None:
        """Follow ``job`` to its end; if it reports steps, the bar shows them.

        Who is followed already keeps the place, and the Cancel button with it, until it has ended.
        """
        if job.cancelled:
            return
        self._waiting[job] = text
        job.reported.connect(lambda step: self._advance(job, step))
        job.finished.connect(lambda: self._end(job))
        if self._job is None:
            self._next()

    @property
    def text(self) -> str:
        """What is being followed, "" for nothing."""
        return "" if self._job is None else self._text.text()

    @property
    def cancel_button(self) -> QPushButton:
        """Gives up what is being followed."""
        return self._cancel

    def _next(self) -> None:
        """Follow the one that has waited longest."""
        self._job = next((job for job in self._waiting if not job.cancelled), None)
        if self._job is None:
            self._patience.stop()
            self.hide()
            return
        self._text.setText(self._waiting.pop(self._job))
        self._bar.setRange(0, 0)
        self._show_step()
        if self.isHidden():
            self._patience.start()

    def _advance(self, job: Job, step: object) -> None:
        self._steps[job] = cast(Step, step)
        if job is self._job:
            self._show_step()

    def _show_step(self) -> None:
        step = None if self._job is None else self._steps.get(self._job)
        if step is not None:
            self._bar.setRange(0, step.total)
            self._bar.setValue(step.done)

    def _give_up(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._end(self._job)

    def _end(self, job: Job) -> None:
        self._waiting.pop(job, None)
        self._steps.pop(job, None)
        if job is self._job:
            self._next()


class StoppedError(Exception):
    """The user gave the work up; never shown."""


class Meter:
    """Counts parts done of all parts; a progress callback that stops the work once cancelled."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()
        # One tuple, replaced as a whole: never the parts of one report with the total of another.
        self._state = (0, 0)

    def __call__(self, done: int, total: int) -> None:
        """Note the progress; raises ``StoppedError`` after ``cancel``."""
        self.note(done, total)
        if self.cancelled:
            raise StoppedError

    def note(self, done: int, total: int) -> None:
        """Note the progress, for work that asks ``cancelled`` itself."""
        self._state = (done, total)

    @property
    def state(self) -> tuple[int, int]:
        """Parts done, and all parts; 0 of 0 before anything is known."""
        return self._state

    @property
    def cancelled(self) -> bool:
        """True once somebody gave the work up."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Give the work up."""
        self._cancelled.set()


_LOOK_MS = 150


class MeterBar(QWidget):
    """Shows a meter between ``watch`` and ``rest``; ``cancelled`` when the button is pressed."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._meter: Meter | None = None
        self._text = QLabel(self)
        self._text.setProperty("muted", True)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self.button = QPushButton(self.tr("Cancel"), self)
        self.button.setObjectName("small")
        self.button.clicked.connect(self.cancelled)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._text)
        row.addWidget(self._bar, 1)
        row.addWidget(self.button)
        self.hide()

    def watch(self, meter: Meter, text: str) -> None:
        """Follow ``meter`` from now on."""
        self._meter = meter
        self._text.setText(text)
        self._bar.setRange(0, 0)
        self._timer.start()
        self.show()

    def rest(self) -> None:
        """Nothing is being done any more."""
        self._meter = None
        self._timer.stop()
        self.hide()

    @Slot()
    def _look(self) -> None:
        if self._meter is None:
            return
        done, total = self._meter.state
        self._bar.setRange(0, total)
        self._bar.setValue(done)


class LaneTask(QObject):
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

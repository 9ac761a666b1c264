"""Signs that something is being done: a moving line, and a bar with a Cancel button.

Both wait 300 ms before they appear, so that quick work never flickers.
"""

from __future__ import annotations

from typing import Protocol, cast

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from desktop.jobs import Job

PATIENCE_MS = 300
_FRAME_MS = 33
_LINE_PX = 3


class BusyLine(QWidget):
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


class Progress(QWidget):
    """Follows one job: what it does, how far it is, and Cancel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
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

        Who is followed already keeps the place, and the Cancel button with it.
        """
        if self._job is not None:
            return
        self._job = job
        self._text.setText(text)
        self._bar.setRange(0, 0)
        self._patience.start()
        job.reported.connect(self._advance)
        job.finished.connect(lambda: self._end(job))

    def _advance(self, step: object) -> None:
        known = cast(Step, step)
        self._bar.setRange(0, known.total)
        self._bar.setValue(known.done)

    def _give_up(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._end(self._job)

    def _end(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self._patience.stop()
            self.hide()

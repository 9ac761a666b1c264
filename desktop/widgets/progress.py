"""How progress is shown: a bar, a panel with text, bar and Cancel button, and a moving line.

Panel and line wait 300 ms before they appear, so that quick work never flickers.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from desktop.jobs import Job
from desktop.widgets.labels import PlainLabel
from engine.progress import Progress

PATIENCE_MS = 300
_FRAME_MS = 33
_LINE_PX = 3


class BusyIndicator(QWidget):
    """A thin line along which a highlight moves while work goes on; ``shown`` when it appears."""

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
        """True while the highlight moves."""
        return self._frames.isActive()

    def set_busy(self, busy: bool) -> None:
        """Start after the delay, or stop at once."""
        if not busy:
            self._patience.stop()
            self._frames.stop()
            self.update()
        elif not self.moving and not self._patience.isActive():
            self._patience.start()

    def sizeHint(self) -> QSize:
        """Return the size of a thin line."""
        return QSize(100, _LINE_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the edge, and the highlight where it is now."""
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


_BAR_STEPS = 1000
_COMPACT_BAR_PX = 140


class ProgressBar(QProgressBar):
    """A bar that shows a ``Progress``; it moves to and fro while the total is unknown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.setAccessibleName(self.tr("Progress"))
        self.show_progress(Progress())

    def show_progress(self, progress: Progress) -> None:
        """Show how far it is."""
        self.setRange(0, _BAR_STEPS if progress.total else 0)
        self.setValue(round(_BAR_STEPS * progress.share))


class ProgressPanel(QWidget):
    """Shows one job at a time: what it does, how far it is, and Cancel; hidden without a job.

    Jobs that are watched meanwhile wait for their turn, in order; one in the background gives way
    to any other. A ``compact`` panel has a short bar, for a status bar; any other is as wide as its
    place.
    """

    def __init__(self, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._waiting: dict[Job, str] = {}
        self._background: dict[Job, str] = {}
        self._progress: dict[Job, Progress] = {}
        self._text = PlainLabel(self)
        self._bar = ProgressBar(self)
        self._cancel = QPushButton(self.tr("Cancel"), self)
        self._cancel.setObjectName("small")
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self.show)
        self._cancel.clicked.connect(self._cancel_job)
        row = QHBoxLayout(self)
        row.setSpacing(10)
        if compact:
            row.setContentsMargins(0, 2, 6, 2)
            self._bar.setFixedWidth(_COMPACT_BAR_PX)
        else:
            row.setContentsMargins(0, 0, 0, 0)
            self._text.setProperty("muted", True)
        for widget in (self._text, self._bar, self._cancel):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        if not compact:
            row.setStretchFactor(self._bar, 1)
        self.hide()

    def watch(self, job: Job, text: str, *, background: bool = False) -> None:
        """Follow ``job`` to its end; if it reports a ``Progress``, the bar shows it.

        A job that is followed already keeps the panel, and its Cancel button, until it has ended,
        unless it is in the ``background``: what the user asked for since then is shown first.
        """
        if job.cancelled:
            return
        (self._background if background else self._waiting)[job] = text
        job.reported.connect(lambda value: self._advance(job, value))
        job.cancel_requested.connect(lambda: self._end(job))
        job.finished.connect(lambda: self._end(job))
        if self._job is None or (not background and self._job in self._background):
            self._next()

    @property
    def text(self) -> str:
        """What is being followed, "" for nothing."""
        return "" if self._job is None else self._text.text()

    @property
    def cancel_button(self) -> QPushButton:
        """Cancels the job that is shown."""
        return self._cancel

    def _next(self) -> None:
        """Follow the job that has waited longest."""
        self._job = next(iter((*self._waiting, *self._background)), None)
        if self._job is None:
            self._patience.stop()
            self.hide()
            return
        self._text.setText(self._waiting.pop(self._job, "") or self._background[self._job])
        # A status bar lays its widgets out late: a longer text than the one before would be cut.
        self._text.setMinimumWidth(self._text.sizeHint().width())
        self._show_progress()
        if self.isHidden():
            self._patience.start()

    def _advance(self, job: Job, value: object) -> None:
        if isinstance(value, Progress):
            self._progress[job] = value
            if job is self._job:
                self._show_progress()

    def _show_progress(self) -> None:
        if self._job is not None:
            self._bar.show_progress(self._progress.get(self._job, Progress()))

    def _cancel_job(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _end(self, job: Job) -> None:
        self._waiting.pop(job, None)
        self._background.pop(job, None)
        self._progress.pop(job, None)
        if job is self._job:
            self._next()

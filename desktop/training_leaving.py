"""Closing the window during a training: the question, and what its answers do."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.training_run import TrainingRun


class ClosingDialog(QDialog):
    """Three answers; ``rejected`` means to go on training."""

    stop_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("A training is going on"))
        words = QLabel(
            self.tr(
                "Stopping finishes the epoch, stores the best model so far and then closes the "
                "window. Leaving closes it at once: finished epochs are saved, and the training "
                "can be continued the next time."
            ),
            self,
        )
        words.setWordWrap(True)
        self.stop = QPushButton(self.tr("Stop and keep the best so far"), self)
        self.leave = QPushButton(self.tr("Leave, continue later"), self)
        self.stay = QPushButton(self.tr("Go on training"), self)
        self.stay.setObjectName("primary")
        self.stay.setDefault(True)
        self.stop.clicked.connect(self.accept)
        self.stop.clicked.connect(self.stop_wanted)
        self.leave.clicked.connect(self.accept)
        self.leave.clicked.connect(self.leave_wanted)
        self.stay.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(10)
        column.addWidget(words)
        column.addSpacing(4)
        for button in (self.stop, self.leave, self.stay):
            column.addWidget(button)
        self.setMinimumWidth(420)
        self.stay.setFocus()


class Leaving(QObject):
    """Asks before a window with a running training is closed; ``ready`` when it may close."""

    ready = Signal()

    def __init__(self, run: TrainingRun, window_of: QWidget) -> None:
        super().__init__(window_of)
        self._run, self._widget = run, window_of
        self.question: ClosingDialog | None = None
        self.waiting = False
        run.changed.connect(self._follow)

    def may_close(self) -> bool:
        """Whether the window may close; if a run is going on, the user is asked instead."""
        if not self._run.active:
            return True
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication) and app.isSavingSession():
            self._run.leave()  # the computer is being shut down: nobody is there to answer
            return True
        if self.question is None:
            self._ask()
        return False

    def _ask(self) -> None:
        question = self.question = ClosingDialog(self._widget.window())
        question.stop_wanted.connect(self._stop)
        question.leave_wanted.connect(self._leave)
        question.finished.connect(self._forget)
        question.open()

    @Slot()
    def _forget(self) -> None:
        if self.question is not None:
            self.question.deleteLater()
            self.question = None

    @Slot()
    def _stop(self) -> None:
        if self._run.active:
            self.waiting = True
            self._run.stop()
        else:  # it ended while the question was on screen
            self.ready.emit()

    @Slot()
    def _leave(self) -> None:
        self._run.leave()
        self.ready.emit()

    @Slot()
    def _follow(self) -> None:
        if self._run.active:
            return
        if self.question is not None and self._run.state != "idle":
            self.question.reject()  # there is nothing to ask any more
        if self.waiting:
            self.waiting = False
            # After a failure the window stays: what went wrong must be read.
            if self._run.state == "done":
                self.ready.emit()

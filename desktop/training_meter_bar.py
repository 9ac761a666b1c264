"""Follows work in the lane by its meter: what it does, how far it is, and Cancel."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from desktop.training_meter import Meter

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

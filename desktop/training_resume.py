"""A quiet line about a run that was interrupted: go on with it, or discard it."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from desktop.training_plan import place_title, titles
from training.unfinished import Unfinished


class ResumeBanner(QFrame):
    """Offers one unfinished run; both signals carry it."""

    resume_wanted = Signal(object)
    discard_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAccessibleName(self.tr("A training that is not finished"))
        self._run: Unfinished | None = None
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.resume = QPushButton(self.tr("Resume"), self)
        self.discard = QPushButton(self.tr("Discard"), self)
        self.resume.setAccessibleName(self.tr("Resume the interrupted training"))
        self.discard.setAccessibleName(self.tr("Discard the interrupted training"))
        self.resume.clicked.connect(self._resume)
        self.discard.clicked.connect(self._discard)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(10)
        row.addWidget(self._text, 1)
        row.addWidget(self.resume)
        row.addWidget(self.discard)
        self.hide()

    @property
    def text(self) -> str:
        """What it says, "" while it is hidden."""
        return "" if self.isHidden() else self._text.text()

    def offer(self, run: Unfinished | None, *, more: int = 0) -> None:
        """Offer a run, or nothing; ``more`` others wait behind it."""
        self._run = run
        if run is not None:
            self._text.setText(self._told(run, more=more))
        self.setVisible(run is not None)

    def _told(self, run: Unfinished, *, more: int) -> str:
        what = self.tr("{0} on {1}").format(titles(run.settings), place_title(run.settings[0].data))
        when = QLocale().toString(
            QDateTime.fromSecsSinceEpoch(int(run.when.timestamp())), QLocale.FormatType.ShortFormat
        )
        parts = [self.tr("A training was interrupted: {0}, {1}.").format(what, when)]
        if run.epochs:
            done = self.tr("{0} of {1} epochs are done.")
            parts.append(done.format(run.epochs_done, run.epochs))
        if more:
            parts.append(self.tr("There are {0} more.").format(more))
        return " ".join(parts)

    @Slot()
    def _resume(self) -> None:
        if self._run is not None:
            self.resume_wanted.emit(self._run)

    @Slot()
    def _discard(self) -> None:
        if self._run is not None:
            self.discard_wanted.emit(self._run)

"""The head of a run: what is going on, how far it is, and Pause, Resume and Stop."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import icons
from desktop.photo_bar import ElidedLabel
from desktop.training_actions import TrainingActions
from desktop.training_run import TrainingRun
from desktop.training_wording import details, heading

_TICK_MS = 200
_PARTS = 1000
_BESIDE_PX = 1000


class RunHeader(QFrame):
    """Follows a run; its words change five times a second at most."""

    def __init__(
        self, run: TrainingRun, actions: TrainingActions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("toolRow")
        self._run, self._actions = run, actions
        self.title = QLabel(self)
        self.title.setObjectName("runTitle")
        self.about = ElidedLabel(self)
        self.about.setProperty("muted", True)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress of the training"))
        self.pause = self._button(actions.pause, self.tr("Pause"))
        self.resume = self._button(actions.resume, self.tr("Resume"))
        self.stop = self._button(actions.stop, self.tr("Stop and keep the best so far"))
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.refresh)
        self._arrange()
        run.changed.connect(self._change)
        self._change()

    def _arrange(self) -> None:
        row = self._row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addSpacing(8)
        row.addStretch()
        for button in (self.pause, self.resume, self.stop):
            row.addWidget(button)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._bar)
        column.addWidget(self.about)

    def _button(self, action: QAction, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(action.toolTip())
        icons.mark(button, str(action.property("iconName")))
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setVisible)
        button.setVisible(action.isEnabled())
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The details stand beside the title where there is room, else in a line of their own."""
        super().resizeEvent(event)
        beside = event.size().width() >= _BESIDE_PX
        if beside and self._row.indexOf(self.about) < 0:
            self._row.insertWidget(2, self.about, 1)
        elif not beside and self._column.indexOf(self.about) < 0:
            self._column.addWidget(self.about)

    def showEvent(self, event: QShowEvent) -> None:
        """Count again."""
        super().showEvent(event)
        self._tick_if_needed()
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: rest."""
        super().hideEvent(event)
        self._timer.stop()

    @Slot()
    def refresh(self) -> None:
        """Say how things stand now."""
        standing = self._run.tally.standing()
        state = self._run.state
        self.title.setText(heading(state, standing))
        self.about.setText(details(state, standing))
        unknown = state == "running" and standing.phase in ("starting", "converting")
        if unknown or (standing.phase == "preparing" and not standing.total):
            self._bar.setRange(0, 0)
            return
        self._bar.setRange(0, _PARTS)
        share = 1.0 if state == "done" else standing.share
        if standing.phase == "preparing":
            share = standing.done / max(standing.total, 1)
        self._bar.setValue(round(_PARTS * share))

    @Slot()
    def _change(self) -> None:
        self._tick_if_needed()
        self.refresh()

    def _tick_if_needed(self) -> None:
        moving = self._run.active and self.isVisible()
        if moving and not self._timer.isActive():
            self._timer.start()
        elif not moving:
            self._timer.stop()

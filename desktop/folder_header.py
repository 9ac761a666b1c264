"""The head of an open project: which folder, how far the job is, and its buttons."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import icons
from desktop.folder_actions import FolderActions
from desktop.folder_progress import Standing, told
from desktop.photo_bar import ElidedLabel

_PARTS = 1000


class Header(QFrame):
    """Says what ``show_standing`` tells it; the buttons are the actions'."""

    def __init__(self, actions: FolderActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolRow")
        self.title = ElidedLabel(self)
        self.title.setObjectName("runTitle")
        self.about = ElidedLabel(self)
        self.about.setProperty("muted", True)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress of the labelling"))
        self.again = self._button(actions.look_again, self.tr("Look again"), gone_when_off=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.title, 1)
        for button in (
            self.again,
            self._button(actions.pause, self.tr("Pause"), gone_when_off=True),
            self._button(actions.resume, self.tr("Continue"), gone_when_off=True),
            self._button(actions.stop, self.tr("Stop"), gone_when_off=True),
            self._button(actions.export, self.tr("Export…")),
            self._button(actions.review, self.tr("Review"), primary=True),
        ):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 6)
        column.setSpacing(5)
        column.addLayout(row)
        column.addWidget(self._bar)
        column.addWidget(self.about)

    def _button(
        self, action: QAction, text: str, *, gone_when_off: bool = False, primary: bool = False
    ) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(action.toolTip())
        button.setAccessibleName(action.text().replace("&", "").rstrip("…"))
        if primary:
            button.setObjectName("primary")  # an icon would be dark on dark
        elif action.property("iconName"):
            icons.mark(button, str(action.property("iconName")))
        button.clicked.connect(action.trigger)
        follow = button.setVisible if gone_when_off else button.setEnabled
        action.enabledChanged.connect(follow)
        follow(action.isEnabled())
        return button

    def show_standing(self, standing: Standing) -> None:
        """Say how things stand."""
        self.title.setText(standing.title)
        self.about.setText(told(standing))
        self.again.setText(self.tr("Go on") if standing.counts.pending else self.tr("Look again"))
        self._bar.setVisible(standing.active)
        total = standing.progress.total
        if standing.progress.stage == "working" and total:
            self._bar.setRange(0, _PARTS)
            self._bar.setValue(round(_PARTS * standing.progress.done / total))
        else:
            # A moving bar stands for work; nothing moves while the job is held.
            self._bar.setRange(0, _PARTS if standing.state == "paused" else 0)

"""What stands in place of the faces where there are none to show."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.folder_actions import FolderActions

_WIDEST_PX = 520
Emptiness = Literal["filtered", "busy", "not_begun", "bare"]


class Note(QWidget):
    """A sentence, a hint, and one button that helps."""

    def __init__(self, actions: FolderActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # It holds the keys for the faces that will stand here.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._actions = actions
        self._heading, self._hint = QLabel(self), QLabel(self)
        font = self._heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setWeight(font.Weight.DemiBold)
        self._heading.setFont(font)
        self._hint.setProperty("muted", True)
        for label in (self._heading, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self.clear = self._button(actions.clear_filters, self.tr("Clear filters"))
        self.options = self._button(actions.options, self.tr("Label with other options…"))
        inside = QWidget(self)
        inside.setMaximumWidth(_WIDEST_PX)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(inside, 100)
        row.addStretch(1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 24, 16, 24)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(self._heading)
        column.addWidget(self._hint)
        for button in (self.clear, self.options):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def _button(self, action: QAction, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        return button

    @property
    def heading(self) -> str:
        """What it says."""
        return self._heading.text()

    def show_state(self, state: Emptiness) -> None:
        """Say why nothing is shown: the filters, a job that has just begun, an empty folder."""
        if state == "filtered":
            heading = self.tr("Nothing matches these filters")
            hint = self.tr("Every face is still there; it is only not shown.")
        elif state == "busy":
            heading = self.tr("The first faces will stand here in a moment")
            hint = self.tr("You can begin to review while the rest is still being looked at.")
        elif state == "not_begun":
            heading = self.tr("Nothing was looked at yet")
            hint = self.tr("The first button above begins, or goes on, with the photos.")
        else:
            heading = self.tr("There is no photo in this folder")
            hint = self.tr(
                "AgeLens looked for JPEG, PNG, HEIC, WebP, TIFF and more. Perhaps the photos lie "
                "in subfolders, or are of a kind that was left out?"
            )
        self._heading.setText(heading)
        self._hint.setText(hint)
        self.clear.setVisible(state == "filtered")
        self.options.setVisible(state == "bare")

"""The row below the faces: how many are shown, how many reviewed, by whom, and what of them."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from desktop.folder_actions import FolderActions
from desktop.folder_recent import number
from desktop.photo_bar import ElidedLabel
from engine.project import Attribute

_NAME_PX = 120


class Foot(QFrame):
    """``reviewer_named`` (name), ``attribute_chosen`` (attribute) and ``update_wanted``."""

    reviewer_named = Signal(str)
    attribute_chosen = Signal(str)
    update_wanted = Signal()

    def __init__(self, actions: FolderActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("footRow")
        self.count = ElidedLabel(self)
        self.update_button = QPushButton(self.tr("Update the list"), self)
        self.update_button.setObjectName("small")
        self.update_button.setToolTip(
            self.tr("What you reviewed stays listed until then, so that nothing jumps")
        )
        self.update_button.clicked.connect(self.update_wanted)
        self.reviewed = QLabel(self)
        self.reviewed.setProperty("muted", True)
        self.attribute = QComboBox(self)
        self.attribute.setAccessibleName(self.tr("What is reviewed"))
        choices: tuple[tuple[str, Attribute], ...] = (
            (self.tr("Age and gender"), "both"),
            (self.tr("Only gender"), "gender"),
            (self.tr("Only age"), "age"),
        )
        for text, key in choices:
            self.attribute.addItem(text, key)
        self.reviewer = QLineEdit(self)
        self.reviewer.setObjectName("field")
        self.reviewer.setPlaceholderText(self.tr("Reviewer"))
        self.reviewer.setAccessibleName(self.tr("Name of the reviewer"))
        self.reviewer.setToolTip(self.tr("Whose answers are shown and kept: a name or initials"))
        self.reviewer.setFixedWidth(_NAME_PX)
        self.agreement = self._button(actions.agreement, self.tr("Agreement…"))
        self._arrange()
        self.reviewer.editingFinished.connect(self._tell_name)
        self.attribute.activated.connect(
            lambda _: self.attribute_chosen.emit(self.attribute.currentData())
        )
        self.update_button.hide()

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(8)
        row.addWidget(self.count, 1)
        for widget in (
            self.update_button,
            self.reviewed,
            self.attribute,
            self.reviewer,
            self.agreement,
        ):
            row.addWidget(widget)

    def _button(self, action: QAction, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(action.toolTip())
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        button.setEnabled(action.isEnabled())
        return button

    def show_counts(self, *, shown: int, rows: int, faces: int, reviewed: int) -> None:
        """Say how many rows are shown of all, and how many faces this reviewer has seen."""
        if shown == rows:
            self.count.setText(self.tr("{0} shown").format(number(shown)))
        else:
            told = self.tr("{0} of {1} shown")
            self.count.setText(told.format(number(shown), number(rows)))
        told = self.tr("{0} of {1} reviewed")
        self.reviewed.setText(told.format(number(reviewed), number(faces)))

    def show_reviewer(self, name: str) -> None:
        """Show who reviews."""
        if self.reviewer.text() != name:
            self.reviewer.setText(name)

    def show_attribute(self, attribute: Attribute) -> None:
        """Show what is reviewed."""
        self.attribute.setCurrentIndex(self.attribute.findData(attribute))

    @Slot()
    def _tell_name(self) -> None:
        self.reviewer_named.emit(self.reviewer.text().strip())

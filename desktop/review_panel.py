"""Beside the photo under review: the model's estimates, the reviewer's answer, other reviewers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop import review_answer as answers
from desktop.review_actions import ReviewActions, plain
from desktop.review_parts import AnswerPart, EstimatePart, Looked, caption, strong


class ReviewPanel(QFrame):
    """Shows one face, or a note; what is asked for here goes out through the actions."""

    def __init__(self, acts: ReviewActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        self._acts = acts
        self._looked: Looked | None = None
        self.attribute = self._build_attribute()
        self.estimate, self.answer = EstimatePart(self), AnswerPart(acts, self)
        self._note, self._hint = strong("", self), QLabel(self)
        self._hint.setProperty("muted", True)
        self._others_box = self._build_others_box()
        self._others = caption("", self)
        self._reviewer = caption("", self)
        for label in (self._note, self._hint, self._others):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._arrange()
        acts.show_others.toggled.connect(self._show_others)
        for action in acts.attributes.values():
            action.toggled.connect(self._follow_attribute)
        self.show_note("")

    def _build_attribute(self) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(self.tr("What is reviewed"))
        for attribute, action in self._acts.attributes.items():
            box.addItem(plain(action), attribute)
        box.activated.connect(self._choose_attribute)
        return box

    def _build_others_box(self) -> QCheckBox:
        action = self._acts.show_others
        box = QCheckBox(plain(action), self)
        box.setToolTip(self.tr("Off, you judge without knowing what others said"))
        box.toggled.connect(action.setChecked)
        action.toggled.connect(box.setChecked)
        return box

    def _arrange(self) -> None:
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(10)
        parts = (self.attribute, self._note, self._hint, self.estimate, self.answer)
        for part in (*parts, self._others_box, self._others):
            column.addWidget(part)
        column.addStretch()
        area = QScrollArea(self)
        area.setObjectName("reviewArea")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        for ground in (area.viewport(), inner):
            ground.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addWidget(self._build_foot())
        # Room for the scroll bar that comes in a low window.
        self.setFixedWidth(inner.minimumSizeHint().width() + 12)

    def _build_foot(self) -> QWidget:
        foot = QWidget(self)
        change = QPushButton(self.tr("Change…"), foot)
        change.setObjectName("small")
        change.setAccessibleName(plain(self._acts.change_reviewer))
        change.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        change.clicked.connect(self._acts.change_reviewer.trigger)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 6, 16, 8)
        row.addWidget(self._reviewer, 1)
        row.addWidget(change)
        return foot

    @property
    def note(self) -> str:
        """What stands in place of a face, or ""."""
        return "" if self._note.isHidden() else self._note.text()

    @property
    def others(self) -> str:
        """What is told of other reviewers, or ""."""
        return "" if self._others.isHidden() else self._others.text()

    @property
    def reviewer(self) -> str:
        """What is told of the reviewer."""
        return self._reviewer.text()

    def show_face(self, looked: Looked) -> None:
        """Show a face, and what was said of it."""
        self._looked = looked
        self._note.hide()
        self._hint.hide()
        for part in (self.estimate, self.answer, self._others_box):
            part.show()
        self.estimate.show_face(looked)
        self.answer.show_face(looked)
        self._show_others()

    def show_note(self, note: str, hint: str = "") -> None:
        """Say something in place of a face."""
        self._looked = None
        for part in (self.estimate, self.answer, self._others_box, self._others):
            part.hide()
        for label, text in ((self._note, note), (self._hint, hint)):
            label.setText(text)
            label.setVisible(bool(text))

    def show_reviewer(self, name: str) -> None:
        """Say whose answers these are."""
        told = self.tr("Reviewer: {0}").format(name) if name else self.tr("No reviewer named yet")
        self._reviewer.setText(told)

    @Slot()
    def _show_others(self) -> None:
        looked = self._looked
        wanted = self._acts.show_others.isChecked() and looked is not None
        if not wanted or looked is None:
            self._others.hide()
            return
        lines = answers.others(looked.entry, looked.reviewer)
        self._others.setText("\n".join(lines) or self.tr("Nobody else has said anything."))
        self._others.show()

    @Slot(int)
    def _choose_attribute(self, index: int) -> None:
        self._acts.attributes[self.attribute.itemData(index)].trigger()

    @Slot()
    def _follow_attribute(self) -> None:
        for index in range(self.attribute.count()):
            if self._acts.attributes[self.attribute.itemData(index)].isChecked():
                self.attribute.setCurrentIndex(index)

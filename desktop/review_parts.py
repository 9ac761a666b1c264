"""The two halves of the review panel: what the model says of a face, and what the reviewer says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop import folder_words as words
from desktop import review_answer as answers
from desktop.review_actions import ReviewActions
from desktop.review_keys import Command
from desktop.review_widgets import OLDEST_YEARS, AgeEdit, KeyButton
from engine.project import Attribute, FaceEntry, FaceRows, HumanGender

_CROP_PX = 84
_SMALL = 0.88
_GENDERS: tuple[HumanGender, ...] = ("female", "male", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Looked:
    """The face in question: its row, and what is known beyond that once its photo is read.

    ``writable``: the reviewer may say something of it.
    """

    rows: FaceRows
    row: int
    attribute: Attribute
    reviewer: str
    writable: bool = True
    entry: FaceEntry | None = None
    crop: QPixmap | None = None

    @property
    def face_id(self) -> int:
        """Which face it is, whatever number its row has."""
        return int(self.rows.face_ids[self.row])


class EstimatePart(QWidget):
    """A small picture of the face, and the model's two estimates with how sure it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._crop = QLabel(self)
        self._crop.setFixedSize(_CROP_PX, _CROP_PX)
        self._crop.setAccessibleName(self.tr("The face in question"))
        self._age, self._gender = strong("", self), strong("", self)
        self._captions = (
            caption(self.tr("Apparent age"), self),
            caption(self.tr("Perceived gender"), self),
            caption(self.tr("(from appearance)"), self),
        )
        self._sure = caption("", self)
        self._sure.setWordWrap(True)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(self._age)
        text.addWidget(self._captions[0])
        text.addSpacing(6)
        for label in (self._gender, *self._captions[1:]):
            text.addWidget(label)
        text.addStretch()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._crop, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._sure)
        self._sure.setMinimumHeight(2 * QFontMetrics(self._sure.font()).lineSpacing())
        self._sure.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @property
    def texts(self) -> tuple[str, str, str]:
        """Age, gender and sureness as they stand."""
        return self._age.text(), self._gender.text(), self._sure.text()

    def show_face(self, looked: Looked) -> None:
        """Show what the model says."""
        rows, row = looked.rows, looked.row
        self._age.setText(words.age_text(rows, row))
        self._gender.setText(words.gender_text(rows, row) or "–")
        parts = (
            answers.sureness(rows, row, looked.attribute),
            answers.found_by(rows, row, looked.entry),
        )
        self._sure.setText(" ".join(part for part in parts if part))
        self._crop.setPixmap(self._fitted(looked.crop))
        # What is not under review is told, but quietly.
        self._age.setEnabled(looked.attribute != "gender")
        self._gender.setEnabled(looked.attribute != "age")

    def _fitted(self, crop: QPixmap | None) -> QPixmap:
        if crop is None:
            return QPixmap()
        density = self.devicePixelRatioF()
        side_px = round(_CROP_PX * density)
        fitted = crop.scaled(
            QSize(side_px, side_px), mode=Qt.TransformationMode.SmoothTransformation
        )
        fitted.setDevicePixelRatio(density)
        return fitted


class AnswerPart(QWidget):
    """Age and gender as the reviewer sees them, and the buttons for all that can be said."""

    def __init__(self, acts: ReviewActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._looked: Looked | None = None
        self.age = AgeEdit(self)
        self.age.setFixedWidth(64)
        self._age_label = QLabel(self.tr("Age"), self)
        self._age_label.setBuddy(self.age)
        self._digits = caption(self.tr("type digits"), self)
        self._state = caption("", self)
        self.genders: Mapping[HumanGender, KeyButton] = {
            gender: self._button(gender, checkable=True) for gender in _GENDERS
        }
        self.confirm = self._button("confirm")
        self.confirm.setObjectName("primary")
        self._complaint = QLabel(self)
        self._complaint.setObjectName("caution")
        self._complaint.setWordWrap(True)
        self._arrange()
        self.complain("")
        self.age.textChanged.connect(self._offer)

    def _button(self, command: Command, text: str = "", *, checkable: bool = False) -> KeyButton:
        acts = self._acts
        button = KeyButton(command, acts.commands[command], acts.keys, text=text, parent=self)
        if checkable:
            button.setCheckable(True)
            # What was said is checked, not what was clicked.
            button.clicked.connect(self._check)
        return button

    def _arrange(self) -> None:
        heading = strong(self.tr("Your answer"), self)
        head = QHBoxLayout()
        head.addWidget(heading)
        head.addStretch()
        head.addWidget(self._state)
        age = QHBoxLayout()
        age.setSpacing(8)
        for widget in (self._age_label, self.age, self._digits):
            age.addWidget(widget)
        age.addStretch()
        grid = QGridLayout()
        grid.setSpacing(6)
        grid.addWidget(self.genders["female"], 0, 0)
        grid.addWidget(self.genders["male"], 0, 1)
        grid.addWidget(self.genders["unknown"], 1, 0, 1, 2)
        grid.addWidget(self._button("not_a_face"), 2, 0)
        grid.addWidget(self._button("clear", self.tr("Clear")), 2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (head, age, grid):
            column.addLayout(part)
        column.addWidget(self._complaint)
        column.addWidget(self.confirm)

    @property
    def state(self) -> str:
        """What became of the face in review."""
        return self._state.text()

    @property
    def complaint(self) -> str:
        """What is wrong with what was typed or asked for, or ""."""
        return "" if self._complaint.isHidden() else self._complaint.text()

    def show_face(self, looked: Looked) -> None:
        """Show what was said of a face; a number that was typed for another is forgotten."""
        before, self._looked = self._looked, looked
        rows, row = looked.rows, looked.row
        said, model = answers.said(rows, row), answers.model_says(rows, row)
        texts = ["" if age is None else words.years(age) for age in (said.age, model.age)]
        same = before is not None and before.face_id == looked.face_id
        if not (same and self.age.typed):
            self.age.show_said(texts[0], model=texts[1])
        with_age = looked.attribute != "gender" and looked.writable
        for widget in (self.age, self._age_label):
            widget.setEnabled(with_age)
        self._digits.setVisible(with_age)
        self._state.setText(words.verdict_text(rows.verdict_of(row)))
        self._check()
        self._offer()

    def complain(self, text: str) -> None:
        """Say what is wrong; "" takes it back."""
        self._complaint.setText(text)
        self._complaint.setVisible(bool(text))

    def _check(self) -> None:
        looked = self._looked
        said = None if looked is None else looked.rows.human_gender_of(looked.row)
        for gender, button in self.genders.items():
            button.setChecked(gender == said)

    def _offer(self) -> None:
        """Let the button say what it will keep."""
        looked = self._looked
        self.complain("")
        if looked is None:
            return
        refused = bool(self.age.typed) and self.age.years is None
        # The button must never offer another number than the one that is seen.
        self.confirm.setEnabled(self._acts.commands["confirm"].isEnabled() and not refused)
        if refused:
            self.complain(self.tr("Ages run from 0 to {0} years.").format(OLDEST_YEARS))
            self.confirm.setText(self.tr("{0} is no age").format(self.age.typed))
            return
        offer = None
        if looked.writable:
            offer = answers.offered(looked.rows, looked.row, looked.attribute, typed=self.age.years)
        self.confirm.setText(answers.confirm_text(offer))


def caption(text: str, parent: QWidget) -> QLabel:
    """Small, quiet text."""
    label = QLabel(text, parent)
    label.setProperty("muted", True)
    label.setFont(_sized(label.font(), _SMALL))
    return label


def strong(text: str, parent: QWidget) -> QLabel:
    """Text that stands out."""
    label = QLabel(text, parent)
    font = QFont(label.font())
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    return label


def _sized(font: QFont, factor: float) -> QFont:
    sized = QFont(font)
    sized.setPointSizeF(font.pointSizeF() * factor)
    return sized

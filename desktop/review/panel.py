"""The side panel of the review: the model's estimates, the answer, other reviewers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRegularExpression, QSize, Qt, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPixmap, QRegularExpressionValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.folder import text as words
from desktop.review.actions import Command, ReviewActions
from desktop.review.key_button import KeyButton
from desktop.review.remarks import RemarkPart
from desktop.widgets.buttons import plain_name
from desktop.widgets.labels import PlainLabel
from desktop.widgets.scroll_page import ScrollPage
from engine.project import Attribute, FaceEntry, FaceNote, FaceRows, HumanGender
from engine.project.review import NEITHER, Part, answer_to_confirm, model_answer, reviewer_answer


class ReviewPanel(QFrame):
    """Shows one face, or a note; its controls trigger the actions."""

    def __init__(self, actions: ReviewActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        self._actions = actions
        self._current: ReviewedFace | None = None
        self.attribute = self._build_attribute()
        self.estimate, self.answer = EstimatePart(self), AnswerPart(actions, self)
        self.remarks = RemarkPart(actions, self)
        self._note, self._hint = strong("", self), PlainLabel(self)
        self._hint.setProperty("muted", True)
        self._others_box = self._build_others_box()
        self._others = caption("", self)
        self._reviewer = caption("", self)
        for label in (self._note, self._hint, self._others):
            label.setWordWrap(True)
        self._arrange()
        actions.show_others.toggled.connect(self._show_others)
        for action in actions.attributes.values():
            action.toggled.connect(self._follow_attribute)
        self.show_note("")

    def _build_attribute(self) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(self.tr("What to review"))
        for attribute, action in self._actions.attributes.items():
            box.addItem(plain_name(action), attribute)
        box.activated.connect(self._choose_attribute)
        return box

    def _build_others_box(self) -> QCheckBox:
        action = self._actions.show_others
        box = QCheckBox(plain_name(action), self)
        box.setToolTip(self.tr("When off, you label without seeing what others answered"))
        box.toggled.connect(action.setChecked)
        action.toggled.connect(box.setChecked)
        return box

    def _arrange(self) -> None:
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(10)
        parts = (self.attribute, self._note, self._hint, self.estimate, self.answer, self.remarks)
        for part in (*parts, self._others_box, self._others):
            column.addWidget(part)
        column.addStretch()
        area = ScrollPage(inner, parent=self)
        area.setObjectName("reviewArea")
        for ground in (area.viewport(), inner):
            ground.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        # Below what is scrolled: it must be in view however low the window is.
        ending = QVBoxLayout()
        ending.setContentsMargins(16, 8, 16, 0)
        ending.addWidget(self.answer.confirm)
        whole.addLayout(ending)
        whole.addWidget(self._build_button_row())
        # Room for the scroll bar that comes in a low window.
        self.setFixedWidth(inner.minimumSizeHint().width() + 12)

    def _build_button_row(self) -> QWidget:
        bar = QWidget(self)
        change = QPushButton(self.tr("Change…"), bar)
        change.setObjectName("small")
        change.setAccessibleName(plain_name(self._actions.change_reviewer))
        change.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        change.clicked.connect(self._actions.change_reviewer.trigger)
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 6, 16, 8)
        row.addWidget(self._reviewer, 1)
        row.addWidget(change)
        return bar

    @property
    def note(self) -> str:
        """The note shown instead of a face, or ""."""
        return "" if self._note.isHidden() else self._note.text()

    @property
    def others(self) -> str:
        """What is told of other reviewers, or ""."""
        return "" if self._others.isHidden() else self._others.text()

    @property
    def reviewer(self) -> str:
        """What is told of the reviewer."""
        return self._reviewer.text()

    def _of_face(self) -> tuple[QWidget, ...]:
        """What is there only with a face."""
        answer = self.answer
        return self.estimate, answer, answer.confirm, self.remarks, self._others_box

    def show_face(self, current: ReviewedFace) -> None:
        """Show a face, its estimates and its answers."""
        self._current = current
        self._note.hide()
        self._hint.hide()
        for part in self._of_face():
            part.show()
        self.estimate.show_face(current)
        self.answer.show_face(current)
        self.remarks.show_note(
            current.face_id,
            current.note,
            writable=current.writable,
            key=self._actions.keys.hint("comment"),
        )
        self._show_others()

    def show_note(self, note: str, hint: str = "") -> None:
        """Show a note instead of a face."""
        self._current = None
        for part in (*self._of_face(), self._others):
            part.hide()
        for label, text in ((self._note, note), (self._hint, hint)):
            label.setText(text)
            label.setVisible(bool(text))

    def show_reviewer(self, name: str) -> None:
        """Say whose answers these are."""
        message = (
            self.tr("Reviewer: {0}").format(name) if name else self.tr("No reviewer named yet")
        )
        self._reviewer.setText(message)

    @Slot()
    def _show_others(self) -> None:
        current = self._current
        wanted = self._actions.show_others.isChecked() and current is not None
        if not wanted or current is None:
            self._others.hide()
            return
        lines = [
            *words.other_labels(current.entry, current.reviewer, hidden=current.hidden),
            *words.other_remarks(current.rows.notes_of(current.row), current.reviewer),
        ]
        self._others.setText("\n".join(lines) or self.tr("No other labels."))
        self._others.show()

    @Slot(int)
    def _choose_attribute(self, index: int) -> None:
        self._actions.attributes[self.attribute.itemData(index)].trigger()

    @Slot()
    def _follow_attribute(self) -> None:
        for index in range(self.attribute.count()):
            if self._actions.attributes[self.attribute.itemData(index)].isChecked():
                self.attribute.setCurrentIndex(index)


_CROP_PX = 84
_SMALL = 0.88
_GENDERS: tuple[HumanGender, ...] = ("female", "male", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReviewedFace:
    """The face under review: its row, and more once its photo is read.

    ``writable``: the reviewer may say something of it. ``hidden`` are the model's answers that the
    reviewer is not to see yet. ``settled``: two raters differed on it, and no longer do. ``model``
    says by which model it was judged.
    """

    rows: FaceRows
    row: int
    attribute: Attribute
    reviewer: str
    writable: bool = True
    hidden: frozenset[Part] = NEITHER
    settled: bool = False
    entry: FaceEntry | None = None
    crop: QPixmap | None = None
    model: str = ""

    @property
    def face_id(self) -> int:
        """Which face it is, whatever number its row has."""
        return int(self.rows.face_ids[self.row])

    @property
    def note(self) -> FaceNote | None:
        """What the reviewer remarked on it."""
        notes = self.rows.notes_of(self.row)
        return next((note for note in notes if note.reviewer == self.reviewer), None)


class EstimatePart(QWidget):
    """A small picture of the face, and the model's two estimates with how sure it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._crop = PlainLabel(self)
        self._crop.setFixedSize(_CROP_PX, _CROP_PX)
        self._crop.setAccessibleName(self.tr("Current face"))
        self._age, self._gender = strong("", self), strong("", self)
        self._captions = (
            caption(self.tr("Apparent age"), self),
            caption(self.tr("Perceived gender"), self),
            caption(self.tr("(from appearance)"), self),
        )
        self._sure = caption("", self)
        self._sure.setWordWrap(True)
        self.model = caption("", self)
        self.model.setWordWrap(True)
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
        column.addWidget(self.model)
        self._sure.setMinimumHeight(2 * QFontMetrics(self._sure.font()).lineSpacing())
        self._sure.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @property
    def texts(self) -> tuple[str, str, str]:
        """Age, gender and sureness as they stand."""
        return self._age.text(), self._gender.text(), self._sure.text()

    def show_face(self, current: ReviewedFace) -> None:
        """Show what the model says."""
        rows, row, hidden = current.rows, current.row, current.hidden
        self._age.setText(words.age_text(rows, row, hidden=hidden))
        self._gender.setText(words.gender_text(rows, row, hidden=hidden) or "–")
        if hidden:
            self._sure.setText(self.tr("The model’s answers appear once you have given yours."))
        else:
            parts = (
                words.sureness(rows, row, current.attribute),
                words.found_by(rows, row, current.entry),
            )
            self._sure.setText(" ".join(part for part in parts if part))
        self.model.setText(current.model)
        self.model.setVisible(bool(current.model))
        self._crop.setPixmap(self._fitted(current.crop))
        # What is not under review is told, but quietly.
        self._age.setEnabled(current.attribute != "gender")
        self._gender.setEnabled(current.attribute != "age")

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
    """The reviewer's answer: age, gender and the buttons of the answers.

    ``confirm`` is laid out by whoever holds the part.
    """

    def __init__(self, actions: ReviewActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._current: ReviewedFace | None = None
        self.age = AgeEdit(self)
        self.age.setFixedWidth(64)
        self._age_label = PlainLabel(self.tr("Age"), self)
        self._age_label.setBuddy(self.age)
        self._digits = caption(self.tr("type digits"), self)
        self._state = caption("", self)
        self._state.setWordWrap(True)  # "added by hand, partly reviewed" is too long for the line
        self._state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.genders: Mapping[HumanGender, KeyButton] = {
            gender: self._button(gender, checkable=True) for gender in _GENDERS
        }
        self.not_a_face = self._button("not_a_face", checkable=True)
        self.confirm = self._button("confirm")
        self.confirm.setObjectName("primary")
        self._complaint = PlainLabel(self)
        self._complaint.setObjectName("caution")
        self._complaint.setWordWrap(True)
        self._arrange()
        self.complain("")
        self.age.textChanged.connect(self._offer)

    def _button(self, command: Command, text: str = "", *, checkable: bool = False) -> KeyButton:
        actions = self._actions
        button = KeyButton(command, actions.commands[command], actions.keys, text=text, parent=self)
        if checkable:
            button.setCheckable(True)
            # What was said is checked, not what was clicked.
            button.clicked.connect(self._check)
        return button

    def _arrange(self) -> None:
        heading = strong(self.tr("Your answer"), self)
        head = QHBoxLayout()
        head.addWidget(heading, alignment=Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._state, 1)
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
        grid.addWidget(self.not_a_face, 2, 0)
        grid.addWidget(self._button("clear", self.tr("Clear")), 2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (head, age, grid):
            column.addLayout(part)
        column.addWidget(self._complaint)

    @property
    def state(self) -> str:
        """What became of the face in review."""
        return self._state.text()

    @property
    def complaint(self) -> str:
        """What is wrong with what was typed or asked for, or ""."""
        return "" if self._complaint.isHidden() else self._complaint.text()

    def show_face(self, current: ReviewedFace) -> None:
        """Show the answer for a face; a number typed for another face is dropped."""
        before, self._current = self._current, current
        rows, row = current.rows, current.row
        answer, model = reviewer_answer(rows, row), model_answer(rows, row)
        offered = None if "age" in current.hidden else model.age
        texts = ["" if age is None else words.years(age) for age in (answer.age, offered)]
        same = before is not None and before.face_id == current.face_id
        if not (same and self.age.typed):
            self.age.show_said(texts[0], model=texts[1])
        with_age = current.attribute != "gender" and current.writable
        for widget in (self.age, self._age_label):
            widget.setEnabled(with_age)
        self._digits.setVisible(with_age)
        self._state.setText(words.state_text(rows, row, settled=current.settled))
        self._check()
        self._offer()

    def complain(self, text: str) -> None:
        """Say what is wrong; "" takes it back."""
        self._complaint.setText(text)
        self._complaint.setVisible(bool(text))

    def _check(self) -> None:
        current = self._current
        answer = None if current is None else current.rows.human_gender_of(current.row)
        for gender, button in self.genders.items():
            button.setChecked(gender == answer)
        verdict = None if current is None else current.rows.verdict_of(current.row)
        self.not_a_face.setChecked(verdict == "not_a_face")

    def _offer(self) -> None:
        """Let the button say what it will keep."""
        current = self._current
        self.complain("")
        if current is None:
            return
        refused = bool(self.age.typed) and self.age.years is None
        # The button must never offer another number than the one that is seen.
        self.confirm.setEnabled(self._actions.commands["confirm"].isEnabled() and not refused)
        if refused:
            self.complain(self.tr("Ages run from 0 to %Ln years.", "", OLDEST_YEARS))
            self.confirm.setText(self.tr("{0} is not a valid age").format(self.age.typed))
            return
        offer = None
        if current.writable:
            offer = answer_to_confirm(
                current.rows,
                current.row,
                current.attribute,
                typed=self.age.years,
                hidden=current.hidden,
            )
        self.confirm.setText(words.confirm_text(offer, current.attribute))


def caption(text: str, parent: QWidget) -> QLabel:
    """Small, quiet text."""
    label = PlainLabel(text, parent)
    label.setProperty("muted", True)
    label.setFont(_sized(label.font(), _SMALL))
    return label


def strong(text: str, parent: QWidget) -> QLabel:
    """Text that stands out."""
    label = PlainLabel(text, parent)
    font = QFont(label.font())
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    return label


def _sized(font: QFont, factor: float) -> QFont:
    sized = QFont(font)
    sized.setPointSizeF(font.pointSizeF() * factor)
    return sized


OLDEST_YEARS = 120
_DIGITS = 3
_EDITING = (
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)


class AgeEdit(QLineEdit):
    """The reviewer's age of the face; what is typed but not confirmed yet is ``typed``.

    Keys that are no part of a number are left to the review, whoever has the focus.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = self._typed = ""
        self.textEdited.connect(self._on_edited)
        self.setValidator(
            QRegularExpressionValidator(QRegularExpression(rf"\d{{0,{_DIGITS}}}"), self)
        )
        self.setAccessibleName(self.tr("Apparent age as you see it, in years"))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    @property
    def typed(self) -> str:
        """The number that was typed and is not confirmed, or ""."""
        return self._typed

    @property
    def years(self) -> float | None:
        """The typed age, ``None`` for none or one that nobody reaches."""
        if not self._typed or int(self._typed) > OLDEST_YEARS:
            return None
        return float(self._typed)

    def show_said(self, answer: str, *, model: str) -> None:
        """Show the reviewer's age, else the model's in grey."""
        self._said, self._typed = answer, ""
        self.setText(answer)
        self.setPlaceholderText(model)

    def take(self, digit: str) -> None:
        """Type a digit from afar: the first one begins a new number."""
        if len(self._typed) < _DIGITS:
            self._typed += digit
            self.setText(self._typed)

    def take_back(self) -> None:
        """Take back the last digit from afar."""
        self._typed = self._typed[:-1]
        self.setText(self._typed or self._said)

    def drop(self) -> None:
        """Forget what was typed."""
        self._typed = ""
        self.setText(self._said)

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        self._typed = text

    def event(self, event: QEvent) -> bool:
        """Keep what belongs to a number from the shortcuts, and nothing else."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            plain_key = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            editing = event.key() in _EDITING and bool(self.typed)
            if plain_key and (event.text().isdecimal() or editing):
                event.accept()
            else:
                event.ignore()
            return True
        return super().event(event)

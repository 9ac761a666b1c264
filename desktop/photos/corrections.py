"""What the user says of faces in the Photos tab: kept while they are open, and in what is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import text as wording
from desktop.viewer import annotate
from desktop.viewer.picture_cache import Entry
from desktop.widgets.labels import PlainLabel
from engine.results import Box, Estimate, Face, PhotoResult

if TYPE_CHECKING:  # the window is shown before NumPy is loaded
    from engine.project.records import HumanGender, HumanLabel, Verdict

_OLDEST = 120
_GENDER_CHARACTERS = 6


@dataclass(frozen=True, slots=True)
class Correction:
    """An age in years and a gender as the user sees them, or that it is no face."""

    age: int | None = None
    gender: HumanGender | None = None
    rejected: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is said."""
        return self == Correction()

    def label(self, face: Face, *, reviewer: str, at: str) -> HumanLabel:
        """The same as a label, for tables."""
        from engine.project.records import HumanLabel

        verdict: Verdict = "not_a_face" if self.rejected else "corrected"
        if not self.rejected and self._agrees(face.estimate):
            verdict = "confirmed"
        return HumanLabel(
            verdict=verdict,
            reviewer=reviewer,
            reviewed_at=at,
            age_years=None if self.rejected or self.age is None else float(self.age),
            gender=None if self.rejected else self.gender,
        )

    def _agrees(self, estimate: Estimate | None) -> bool:
        if estimate is None:
            return False
        same_age = self.age in (None, round(estimate.age_years))
        return same_age and self.gender in (None, estimate.gender or "unknown")


class Corrections:
    """Corrections by photo and by the box of the face: the same box is the same face."""

    def __init__(self) -> None:
        self._said: dict[tuple[Entry, Box], Correction] = {}

    def __len__(self) -> int:
        return len(self._said)

    def of(self, entry: Entry, face: Face) -> Correction:
        """What was said of a face."""
        return self._said.get((entry, face.box), Correction())

    def say(self, entry: Entry, face: Face, correction: Correction) -> None:
        """Keep what is said of a face, in place of what was said before."""
        if correction.empty:
            self._said.pop((entry, face.box), None)
        else:
            self._said[entry, face.box] = correction

    def forget(self, entry: Entry | None = None) -> None:
        """Forget what was said of one photo, or of all."""
        if entry is None:
            self._said.clear()
        self._said = {key: said for key, said in self._said.items() if key[0] is not entry}

    def snapshot(self) -> Corrections:
        """The same as they are now, for work elsewhere."""
        copy = Corrections()
        copy._said = dict(self._said)
        return copy

    def labels(
        self, entry: Entry, faces: Sequence[Face], *, reviewer: str, at: str
    ) -> tuple[HumanLabel | None, ...]:
        """The labels of the faces of a photo, ``None`` where nothing was said."""
        found = [self.of(entry, face) for face in faces]
        return tuple(
            None if said.empty else said.label(face, reviewer=reviewer, at=at)
            for said, face in zip(found, faces, strict=True)
        )


class CorrectionBar(QWidget):
    """Fields for the face that is chosen; ``corrected`` (Correction) with every change.

    ``label_wanted`` when the user would rather label the folder, where answers are kept.
    """

    corrected = Signal(object)
    label_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.age, self.gender = QSpinBox(self), QComboBox(self)
        self.age.setRange(-1, _OLDEST)
        self.age.setSpecialValueText("–")
        self.age.setAccessibleName(self.tr("Age as you see it"))
        self.gender.setAccessibleName(self.tr("Gender as you see it"))
        self.gender.view().setAccessibleName(self.gender.accessibleName())
        self.gender.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.gender.setMinimumContentsLength(_GENDER_CHARACTERS)
        for text, key in (
            ("–", None),
            (self.tr("Female"), "female"),
            (self.tr("Male"), "male"),
            (self.tr("Cannot tell"), "unknown"),
        ):
            self.gender.addItem(text, key)
        self.rejected = QCheckBox(self.tr("Not a face"), self)
        self._note = PlainLabel(
            self.tr(
                "Only what you save or copy holds your corrections; AgeLens stores them nowhere "
                "else."
            ),
            self,
        )
        self._note.setWordWrap(True)
        self._note.setProperty("muted", True)
        self.door = QPushButton(self.tr("Label this folder…"), self)
        self.door.setObjectName("small")
        self.door.clicked.connect(self.label_wanted)
        self._arrange()
        self.age.valueChanged.connect(self._tell)
        self.gender.currentIndexChanged.connect(self._tell)
        self.rejected.toggled.connect(self._tell)
        self.hide()

    def _arrange(self) -> None:
        fields = QHBoxLayout()
        fields.setSpacing(6)
        for text, field in ((self.tr("Age"), self.age), (self.tr("Gender"), self.gender)):
            label = PlainLabel(text, self)
            label.setBuddy(field)
            fields.addWidget(label)
            fields.addWidget(field, 1 if field is self.gender else 0)
        doors = QHBoxLayout()
        doors.addWidget(self.rejected, 1)
        doors.addWidget(self.door, alignment=Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 0)
        column.setSpacing(4)
        column.addLayout(fields)
        column.addLayout(doors)
        column.addWidget(self._note)

    @property
    def correction(self) -> Correction:
        """What the fields say."""
        if self.rejected.isChecked():
            return Correction(rejected=True)
        age = self.age.value()
        return Correction(None if age < 0 else age, self.gender.currentData())

    def show_correction(self, said: Correction, *, folder: bool) -> None:
        """Show what was said of a face; ``folder``: its photo lies in one that can be labelled."""
        blockers = [QSignalBlocker(one) for one in (self.age, self.gender, self.rejected)]
        self.age.setValue(-1 if said.age is None else said.age)
        self.gender.setCurrentIndex(self.gender.findData(said.gender))
        self.rejected.setChecked(said.rejected)
        del blockers
        self._enable()
        self.door.setEnabled(folder)
        self.show()

    def _enable(self) -> None:
        for field in (self.age, self.gender):
            field.setEnabled(not self.rejected.isChecked())

    @Slot()
    def _tell(self) -> None:
        self._enable()
        self.corrected.emit(self.correction)


Told = tuple[tuple[Face, Correction], ...]
"""The faces of a photo that go out, each with what the user said of it."""


def told(faces: Sequence[Face], corrections: Corrections, entry: Entry) -> Told:
    """The faces of a photo but for those that the user said are none."""
    found = ((face, corrections.of(entry, face)) for face in faces)
    return tuple((face, said) for face, said in found if not said.rejected)


def words_of(said: Correction) -> str:
    """A correction in words: "you: 31, female"; "" where nothing is said."""
    if said.empty:
        return ""
    if said.rejected:
        return wording.translate("faces", "you: not a face")
    parts = [] if said.age is None else [wording.number(said.age)]
    parts += [] if said.gender is None else [_gender_word(said.gender)]
    return wording.translate("faces", "you: {0}").format(", ".join(parts))


def forms_of(face: Face, said: Correction) -> annotate.Forms:
    """The label of a face in a picture: the user's answer where there is one, else the model's."""
    if said.empty:
        return annotate.label_forms(face)
    own = "" if said.age is None else wording.number(said.age)
    age, brief = own or wording.age(face.estimate), own or wording.age_brief(face.estimate)
    gender = wording.gender(face.estimate) if said.gender is None else _gender_word(said.gender)
    full = (age, gender) if gender else (age,)
    return (full, (age,), (brief,))


def text_of(name: str, faces: Told) -> str:
    """The whole answer on a photo as text, one line a face."""
    lines = wording.result(name, PhotoResult(name, "ok", 0, 0, tuple(face for face, _ in faces)))
    head, *rest = lines.split("\n")
    said = [words_of(correction) for _, correction in faces] or [""]
    return "\n".join(
        [
            head,
            *(f"{line}; {more}" if more else line for line, more in zip(rest, said, strict=True)),
        ]
    )


def _gender_word(gender: HumanGender) -> str:
    genders: dict[HumanGender, str] = {
        "female": wording.translate("faces", "female"),
        "male": wording.translate("faces", "male"),
        "unknown": wording.translate("faces", "cannot tell"),
    }
    return genders[gender]

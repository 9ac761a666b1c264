"""Somebody in the room, chosen before a training: guessed from before its first epoch on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop import icons
from desktop.training.face_wall.own import OwnFaceButton
from desktop.viewer.qimage import qimage_of
from desktop.widgets.labels import PlainLabel
from engine.preprocessing import Alignment

if TYPE_CHECKING:
    from training.own_faces import OwnFace

_CHIP_PX, _CLOSE_PX = 64, 22


class OwnFaceChoice(QWidget):
    """A button to choose a face, and those that were; ``removal_wanted`` carries the number."""

    removal_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = self.tr("Somebody in this room")
        self.setAccessibleName(title)
        heading = PlainLabel(title, self)
        heading.setObjectName("heading")
        note = PlainLabel(
            self.tr(
                "Choose or drop a photo: the networks guess this face from the beginning on, on "
                "the wall beside the others. It is never trained on, never stored, and never "
                "leaves this computer."
            ),
            self,
        )
        note.setWordWrap(True)
        note.setProperty("muted", True)
        self.button = OwnFaceButton(self)
        self.chips: tuple[ChosenFace, ...] = ()
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addWidget(self.button)
        self._row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (heading, note):
            column.addWidget(part)
        column.addLayout(self._row)

    @Slot(object)
    def show_faces(self, faces: Sequence[OwnFace]) -> None:
        """Show these, in place of the former ones."""
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips = tuple(ChosenFace(face, self) for face in faces)
        for place, chip in enumerate(self.chips):
            chip.remove.clicked.connect(
                lambda _=False, number=chip.number: self.removal_wanted.emit(number)
            )
            self._row.insertWidget(1 + place, chip)
        icons.refresh(self)


class ChosenFace(QFrame):
    """A face that was chosen, and the button that forgets it."""

    def __init__(self, face: OwnFace, parent: QWidget) -> None:
        super().__init__(parent)
        self.number = face.number
        picture = PlainLabel(self)
        chip = face.chip(size_px=2 * _CHIP_PX, alignment=Alignment())
        mode = Qt.TransformationMode.SmoothTransformation
        scaled = QPixmap.fromImage(qimage_of(chip)).scaled(_CHIP_PX, _CHIP_PX, mode=mode)
        picture.setPixmap(scaled)
        picture.setAccessibleName(self.tr("Own photo {0}").format(face.number))
        self.remove = QToolButton(self)
        self.remove.setObjectName("quiet")
        self.remove.setAutoRaise(True)
        icons.mark(self.remove, "close")
        self.remove.setFixedSize(_CLOSE_PX, _CLOSE_PX)
        self.remove.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.remove.setToolTip(self.tr("Forget this face"))
        self.remove.setAccessibleName(self.tr("Remove own photo {0}").format(face.number))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(picture)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)

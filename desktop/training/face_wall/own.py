"""Faces of people in the room on the face wall: how they get there, and their cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop import icons
from desktop.theme import Colours
from desktop.training.face_wall.card import FaceCard, Guesses
from desktop.widgets.labels import PlainLabel
from engine.preprocessing import Alignment
from training.events import OwnGuess

if TYPE_CHECKING:
    from training.own_faces import OwnFace

_CHIP_PX = 128
_CLOSE_PX, _CLOSE_GAP_PX = 22, 4


class OwnCard(FaceCard):
    """The card of a face that somebody put on the wall; ``removal_wanted`` carries its number."""

    removal_wanted = Signal(int)

    def __init__(self, face: OwnFace, *, colours: Colours, parent: QWidget) -> None:
        super().__init__(
            face.number,
            chip=face.chip(size_px=_CHIP_PX, alignment=Alignment()),
            age_years=float("nan"),
            gender=float("nan"),
            colours=colours,
            parent=parent,
            own=True,
        )
        self.face = face
        self._told = Guesses()
        self.remove = QToolButton(self)
        self.remove.setObjectName("quiet")
        self.remove.setAutoRaise(True)
        icons.mark(self.remove, "close")
        icons.refresh(self)
        self.remove.setFixedSize(_CLOSE_PX, _CLOSE_PX)
        self.remove.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.remove.setToolTip(self.tr("Take it off the wall and forget it"))
        self.remove.setAccessibleName(self.tr("Remove own photo {0}").format(face.number))
        self.remove.clicked.connect(lambda: self.removal_wanted.emit(face.number))

    def take(self, guess: OwnGuess) -> None:
        """Keep what a network said of this face."""
        self._told.take(guess.as_wall())

    def forget_guesses(self) -> None:
        """Another run: what the former networks said is out of date."""
        self._told = Guesses()

    def show_epoch(self, epoch: int) -> None:
        """Show what was said up to an epoch."""
        self.show_guesses(self._told.at(0, epoch), after_epoch=epoch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button in its corner."""
        super().resizeEvent(event)
        self.remove.move(self.width() - _CLOSE_PX - _CLOSE_GAP_PX, _CLOSE_GAP_PX)


class OwnFaceButton(QPushButton):
    """A button with the ways to a face of one's own.

    ``photo_wanted`` and ``picture_wanted`` (from a camera) when one is chosen.
    """

    photo_wanted = Signal()
    picture_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(self.tr("&Own face"))
        self.setToolTip(self.tr("Let the networks guess somebody in this room"))
        menu = QMenu(self)
        self.photo = menu.addAction(self.tr("From a &photo…"))
        self.picture = menu.addAction(self.tr("From the &webcam…"))
        self.setMenu(menu)
        self.photo.triggered.connect(self.photo_wanted)
        self.picture.triggered.connect(self.picture_wanted)


class OwnBar(QWidget):
    """Says that a photo may be dropped, and what becomes of it; a button for other ways.

    ``beside`` is what shares the button's row.
    """

    def __init__(self, font: QFont, *, beside: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._hovered = False
        beside.setParent(self)
        self.setAccessibleName(self.tr("Own face on the wall"))
        self.button = OwnFaceButton(self)
        self.button.setFont(font)
        self.note = PlainLabel(
            self.tr(
                "Drop a photo of yourself here: it is never trained on, never stored, and never "
                "leaves this computer."
            ),
            self,
        )
        self.note.setFont(font)
        self.note.setWordWrap(True)
        self.note.setProperty("muted", True)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(beside, 1)
        row.addStretch()
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 2, 8, 4)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.note)

    def set_hovered(self, hovered: bool) -> None:
        """Show that letting go would put what is being dragged on the wall."""
        self._hovered = hovered
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a dashed frame while something is held over it."""
        super().paintEvent(event)
        if not self._hovered:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.palette().color(QPalette.ColorRole.Accent), 2)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Midlight))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 8, 8)

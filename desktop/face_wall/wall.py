"""The face wall in the window: cards, a slider back through the epochs, and "Live"."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSlider,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.curves.look import readable
from desktop.face_wall import words
from desktop.face_wall.card import FaceCard
from desktop.face_wall.grid import FlowGrid
from desktop.face_wall.guesses import Guesses
from desktop.face_wall.key import SpeakerKey
from desktop.theme import Theme
from training.events import Event, WallFaces, WallGuesses

_WIDEST_EPOCH = 1000


class FaceWall(QWidget):
    """Validation faces, never trained on, with what the networks guess of them."""

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._faces: WallFaces | None = None
        self._guesses = Guesses()
        self._cards: list[FaceCard] = []
        self._font = readable(self.font())
        self._key = SpeakerKey(self)
        self._grid = FlowGrid()
        self._live = QPushButton(self.tr("&Live"), self)
        self._slider = QSlider(Qt.Orientation.Horizontal, self)
        self._place = QLabel(self)
        self._pages = QStackedWidget(self)
        self._arrange()
        self.clear()
        self._live.toggled.connect(self._follow)
        self._slider.valueChanged.connect(self._show)
        self._slider.actionTriggered.connect(self._take_over)
        theme.changed.connect(self._recolour)

    def _arrange(self) -> None:
        self.setAccessibleName(self.tr("Face wall"))
        # Given to each: a change of the style sheet takes an inherited size away again.
        for widget in (self._key, self._live, self._place):
            widget.setFont(self._font)
        self._live.setCheckable(True)
        self._live.setToolTip(self.tr("Follow the newest epoch"))
        self._slider.setAccessibleName(self.tr("Epoch shown on the face wall"))
        self._slider.setPageStep(5)
        self._place.setFixedWidth(
            QFontMetrics(self._font).horizontalAdvance(words.epoch(_WIDEST_EPOCH)) + 8
        )
        self._pages.addWidget(self._build_note())
        self._pages.addWidget(self._build_wall())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def _build_note(self) -> QLabel:
        note = QLabel(
            self.tr(
                "Faces appear here as soon as a training runs: a dozen that the networks never "
                "train on, and what they guess of them, epoch by epoch."
            ),
            self,
        )
        note.setFont(self._font)
        note.setWordWrap(True)
        note.setProperty("muted", True)
        note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        note.setContentsMargins(24, 24, 24, 24)
        return note

    def _build_wall(self) -> QWidget:
        page = QWidget(self)
        caption = QLabel(
            self.tr(
                "Bold: the data. Below: guesses of apparent age and perceived gender (from "
                "appearance); markers move towards the bar."
            ),
            page,
        )
        caption.setFont(self._font)
        caption.setWordWrap(True)
        caption.setProperty("muted", True)
        self._scroll = QScrollArea(page)
        self._scroll.setWidget(self._grid)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(self.tr("Faces with their guesses"))
        head = QVBoxLayout()
        head.setContentsMargins(8, 8, 8, 0)
        head.addWidget(self._key)
        head.addWidget(caption)
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 8, 8)
        row.setSpacing(10)
        row.addWidget(self._live)
        row.addWidget(self._slider, 1)
        row.addWidget(self._place)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        column.addLayout(row)
        return page

    @property
    def cards(self) -> tuple[FaceCard, ...]:
        """The faces shown."""
        return tuple(self._cards)

    @property
    def is_live(self) -> bool:
        """Whether the newest epoch is followed."""
        return self._live.isChecked()

    @property
    def epoch(self) -> int:
        """The epoch shown; 0 is before training."""
        return self._slider.value()

    def clear(self) -> None:
        """Forget the run and show the empty state."""
        self._faces = None
        self._guesses = Guesses()
        self._cards = []
        self._grid.show_cards(())
        self._slider.setRange(0, 0)
        self._live.setChecked(True)
        self._pages.setCurrentIndex(0)
        self._refresh()

    def on_event(self, event: Event) -> None:
        """Take in what a trainer reports; what is not about the wall passes by."""
        if isinstance(event, WallFaces):
            self._show_faces(event)
        elif isinstance(event, WallGuesses):
            self._guesses.take(event)
            self._refresh()

    def _show_faces(self, event: WallFaces) -> None:
        # Told again for the same faces (a run that goes on), what was guessed still holds.
        if self._faces is not None and not np.array_equal(self._faces.chips, event.chips):
            self._guesses = Guesses()
            self._live.setChecked(True)
        self._faces = event
        self._cards = [
            FaceCard(
                number + 1,
                chip=event.chips[number],
                age_years=float(event.ages[number]),
                gender=float(event.genders[number]),
                parent=self._grid,
            )
            for number in range(len(event.chips))
        ]
        for card in self._cards:
            card.setFont(self._font)
            card.recolour(self._theme.colours)
        self._grid.show_cards(self._cards)
        self._pages.setCurrentIndex(1)
        self._recolour()
        self._refresh()

    def _refresh(self) -> None:
        epochs = self._guesses.epochs or (0,)
        blocked = self._slider.blockSignals(True)
        self._slider.setRange(epochs[0], epochs[-1])
        if self._live.isChecked():
            self._slider.setValue(epochs[-1])
        self._slider.blockSignals(blocked)
        self._slider.setEnabled(len(epochs) > 1)
        self._show()

    @Slot()
    def _show(self) -> None:
        epoch = self._slider.value()
        self._place.setText(words.epoch(epoch))
        self._slider.setAccessibleDescription(words.epoch(epoch))
        self._key.show_speakers(self._guesses.speakers(epoch))
        for number, card in enumerate(self._cards):
            card.show_guesses(self._guesses.at(number, epoch), after_epoch=epoch)
        self._grid.arrange()

    @Slot(bool)
    def _follow(self, live: bool) -> None:
        if live:
            self._slider.setValue(self._slider.maximum())

    @Slot()
    def _take_over(self) -> None:
        """The user moved the slider: stay there; at its end, follow again, as players do."""
        self._live.setChecked(self._slider.sliderPosition() == self._slider.maximum())

    @Slot()
    def _recolour(self) -> None:
        colours = self._theme.colours
        self._key.recolour(colours)
        for card in self._cards:
            card.recolour(colours)

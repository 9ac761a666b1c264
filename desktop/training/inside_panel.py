"""Inside the networks, live: filters of the first layer, and what a chosen face sets off.

The training's child process computes it after each epoch, and only while this is on screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n.text import number, translate
from desktop.training.curves.series_style import name_of, readable
from desktop.training.face_wall.card import epoch_text, label_text, own_text
from desktop.viewer.qimage import qimage_of
from desktop.widgets.labels import PlainLabel
from desktop.widgets.scroll_page import ScrollPage
from training.events import Event, Insides, WallFaces

if TYPE_CHECKING:
    from engine.preprocessing import Image
    from training.own_faces import OwnFace

_FILTER_PX, _MAP_PX, _GAP_PX = 36, 66, 4


class InsidePanel(QWidget):
    """Filters and activations of every network of a run; ``face_wanted`` says whose, or None.

    The face is numbered as in ``Insides``.
    """

    face_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        font = readable(self.font())
        self._wall: tuple[str, ...] = ()
        self._own: tuple[int, ...] = ()
        self.chapters: dict[tuple[str, str], Chapter] = {}
        self.faces = QComboBox(self)
        self.faces.setFont(font)
        self.faces.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for control in (self.faces, self.faces.view()):
            control.setAccessibleName(self.tr("Face whose activations are shown"))
        label = PlainLabel(self.tr("Face:"), self)
        label.setFont(font)
        self.note = PlainLabel(
            self.tr(
                "After the next epoch this shows the filters of the first layer, and how brightly "
                "the chosen face lights up the maps of the layers after it."
            ),
            self,
        )
        self.note.setFont(font)
        self.note.setWordWrap(True)
        self.note.setProperty("muted", True)
        row = QHBoxLayout()
        row.setContentsMargins(14, 10, 14, 0)
        row.addWidget(label)
        row.addWidget(self.faces)
        row.addStretch(1)
        inside = QWidget(self)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(14, 6, 14, 10)
        self._column.addWidget(self.note)
        self._column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        page = ScrollPage(inside, focusable=True, parent=self)
        page.setAccessibleName(self.tr("Filters and activations"))
        column.addWidget(page, 1)
        self.faces.currentIndexChanged.connect(self._choose)
        self._list()

    @property
    def face(self) -> int | None:
        """The chosen face, numbered as in ``Insides``; ``None`` before there is any."""
        value = self.faces.currentData()
        return value if isinstance(value, int) else None

    def clear(self) -> None:
        """Forget the run."""
        self._wall = ()
        self._drop_chapters()
        self._list()

    def show_own(self, faces: Sequence[OwnFace]) -> None:
        """Offer these faces of people in the room, too."""
        self._own = tuple(face.number for face in faces)
        self._list()

    def on_event(self, event: Event) -> None:
        """Take in what a trainer reports; what is not about this passes by."""
        if isinstance(event, WallFaces):
            self._wall = tuple(
                label_text(float(age), float(gender))
                for age, gender in zip(event.ages, event.genders, strict=True)
            )
            self._list()
        elif isinstance(event, Insides) and event.face == self.face:
            self._show(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody watches from now on."""
        super().showEvent(event)
        self._choose()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody watches any more."""
        super().hideEvent(event)
        self.face_wanted.emit(None)

    def _show(self, event: Insides) -> None:
        key = event.architecture, event.network
        if key not in self.chapters:
            self.chapters[key] = Chapter(name_of(*key), self)
            self._column.insertWidget(self._column.count() - 1, self.chapters[key])
        self.chapters[key].show_insides(event)
        self.note.hide()

    def _drop_chapters(self) -> None:
        for chapter in self.chapters.values():
            chapter.hide()
            chapter.deleteLater()
        self.chapters = {}
        self.note.show()

    def _list(self) -> None:
        """Offer the faces there are; the chosen one stays chosen."""
        chosen = self.face
        blocked = self.faces.blockSignals(True)
        self.faces.clear()
        for place, label in enumerate(self._wall):
            told = translate("wall", "Face {0}: {1}").format(number(place + 1), label)
            self.faces.addItem(told, place)
        for own in self._own:
            self.faces.addItem(own_text(own), -own)
        kept = self.faces.findData(chosen) if chosen is not None else -1
        self.faces.setCurrentIndex(max(kept, 0))
        self.faces.blockSignals(blocked)
        self.faces.setEnabled(self.faces.count() > 0)
        if self.face != chosen:
            self._choose()

    @Slot()
    def _choose(self) -> None:
        if any(chapter.face != self.face for chapter in self.chapters.values()):
            self._drop_chapters()
        if self.isVisible():
            self.face_wanted.emit(self.face)


class Chapter(QWidget):
    """One network: a heading, its filters, and a row of maps for each layer."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self.face: int | None = None
        font = readable(self.font())
        self.title = PlainLabel(name, self)
        bold = readable(self.font())
        bold.setBold(True)
        self.title.setFont(bold)
        self._font = font
        self.filters = PictureRow(_FILTER_PX, self)
        self.maps: list[PictureRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.setSpacing(4)
        self._column.addWidget(self.title)
        self._column.addWidget(self._heading(self.tr("Filters of the first layer")))
        self._column.addWidget(self.filters)

    def show_insides(self, event: Insides) -> None:
        """Show how things stand after an epoch."""
        self.face = event.face
        self.title.setText(f"{self._name}: {epoch_text(event.epoch).lower()}")
        self.filters.show_pictures(list(event.filters))
        for place, maps in enumerate(event.maps):
            if place == len(self.maps):
                told = self.tr("Activations of the face, layer {0}").format(number(place + 1))
                self._column.addWidget(self._heading(told))
                self.maps.append(PictureRow(_MAP_PX, self))
                self._column.addWidget(self.maps[-1])
            grey = [_in_grey(one) for one in maps]
            self.maps[place].show_pictures(grey)

    def _heading(self, text: str) -> PlainLabel:
        label = PlainLabel(text, self)
        label.setFont(self._font)
        label.setProperty("muted", True)
        return label


class PictureRow(QWidget):
    """Small pictures beside each other, in as many rows as the width asks for."""

    def __init__(self, side_px: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._side_px = side_px
        self.pictures: list[QImage] = []

    def show_pictures(self, pictures: Sequence[Image]) -> None:
        """Show these, ``uint8`` RGB (S, S, 3) each."""
        self.pictures = [qimage_of(one) for one in pictures]
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        """At least one picture wide."""
        return QSize(self._side_px, self._side_px)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break rows anew."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw each of them, pixel by pixel: nothing is smoothed that a network sees sharp."""
        painter = QPainter(self)
        step = self._side_px + _GAP_PX
        for place, picture in enumerate(self.pictures):
            row, column = divmod(place, self._columns)
            rect = QRectF(column * step, row * step, self._side_px, self._side_px)
            painter.drawImage(rect, picture)
        painter.end()

    @property
    def _columns(self) -> int:
        return max((self.width() + _GAP_PX) // (self._side_px + _GAP_PX), 1)

    def _fit(self) -> None:
        rows = -(-len(self.pictures) // self._columns)
        self.setFixedHeight(rows * (self._side_px + _GAP_PX))


def _in_grey(one: Image) -> Image:
    """A map (S, S) as grey RGB (S, S, 3)."""
    return np.repeat(one[:, :, np.newaxis], 3, axis=2)

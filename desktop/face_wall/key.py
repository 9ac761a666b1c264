"""Which marker is which network, and of which epoch its guesses are."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.curves import look
from desktop.face_wall import words
from desktop.face_wall.guesses import Speaker
from desktop.theme import Colours

_MARKER_RADIUS_PX = 4.5
_MARKER_PX = 18
_GAP_PX = 20
_LINE_GAP_PX = 4


class SpeakerKey(QWidget):
    """Markers with the names of their networks, in as many lines as the width asks for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._speakers: tuple[Speaker, ...] = ()
        self._colours: Colours | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """What it says, one text a network."""
        return tuple(
            f"{look.name_of(one.architecture, one.network)} ({words.epoch(one.epoch).lower()})"
            for one in self._speakers
        )

    def show_speakers(self, speakers: tuple[Speaker, ...]) -> None:
        """Name these networks."""
        self._speakers = speakers
        self.setAccessibleName(", ".join(self.texts))
        self._fit()
        self.update()

    def recolour(self, colours: Colours) -> None:
        """Take on the colours of a theme."""
        self._colours = colours
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Return room for the longest name."""
        metrics = QFontMetrics(self.font())
        longest = max((metrics.horizontalAdvance(text) for text in self.texts), default=0)
        return QSize(longest + _MARKER_PX, metrics.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break lines anew."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw markers and names."""
        if self._colours is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for one, text, place in zip(self._speakers, self.texts, self._places(), strict=True):
            its_look = look.look_of(one.architecture, one.network)
            ink = its_look.colour(self._colours)
            look.paint_marker(
                painter,
                QPointF(place.left() + _MARKER_RADIUS_PX + 1, place.center().y()),
                marker=its_look.marker,
                radius=_MARKER_RADIUS_PX,
                line=ink,
                fill=ink,
            )
            painter.setPen(QColor(self._colours.text))
            painter.drawText(
                place.adjusted(_MARKER_PX, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text
            )

    def _fit(self) -> None:
        places = self._places()
        self.setFixedHeight(round(places[-1].bottom()) + 1 if places else 0)

    def _places(self) -> list[QRectF]:
        metrics = QFontMetrics(self.font())
        places: list[QRectF] = []
        x, y = 0.0, 0.0
        for text in self.texts:
            width_px = _MARKER_PX + metrics.horizontalAdvance(text) + 2
            if x and x + width_px > self.width():
                x, y = 0.0, y + metrics.height() + _LINE_GAP_PX
            places.append(QRectF(x, y, width_px, metrics.height()))
            x += width_px + _GAP_PX
        return places

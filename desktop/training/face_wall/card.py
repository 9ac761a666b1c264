"""One face of the wall: its picture, its label, and each guess as words and as a moving marker."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from desktop.i18n import text as wording
from desktop.i18n.text import plural, translate
from desktop.theme import Colours
from desktop.training.curves import series_style
from desktop.viewer.qimage import qimage_of
from desktop.widgets.tile_view import paint_picture
from engine.results import Estimate, Gender
from training.events import WallGuesses

_CHIP_PX = (40, 104)
"""Side of the picture: at least, at most; between them it takes the width that words leave."""
_LARGEST_CHIP_PX = 320
"""The same where the height is known that a card may take."""
_READABLE_PT, _EDGE_PX = 15.0, 3
_PADDING_PX = 9
_SYMBOL_PX = 14
_MARKER_RADIUS_PX = 4.5
_LANE_PX = 14
_OLDEST_YEARS = 100.0


class FaceCard(QWidget):
    """Shows one face; ``show_guesses`` moves the markers."""

    def __init__(
        self,
        number: int,
        *,
        chip: NDArray[np.uint8],
        age_years: float,
        gender: float,
        colours: Colours,
        parent: QWidget,
        own: bool = False,
    ) -> None:
        """``own`` marks a face of somebody in the room, of which no label is known."""
        super().__init__(parent)
        self._number = number
        self._age_years = age_years
        self._own = own
        self._label = own_text(number) if own else label_text(age_years, gender)
        self._pixmap = QPixmap.fromImage(qimage_of(chip))
        self._guesses: tuple[Guess, ...] = ()
        self._colours = colours
        self._room_px: float | None = None
        self.show_guesses((), after_epoch=0)

    @property
    def label(self) -> str:
        """What the data say of this face."""
        return self._label

    @property
    def guesses(self) -> tuple[Guess, ...]:
        """The guesses shown."""
        return self._guesses

    def show_guesses(self, guesses: tuple[Guess, ...], *, after_epoch: int) -> None:
        """Show what the architectures said after an epoch."""
        higher = len(guesses) != len(self._guesses)
        self._guesses = guesses
        sentence = own_sentence if self._own else guess_sentence
        self.setAccessibleName(
            sentence(self._number, label=self._label, guesses=guesses, after_epoch=after_epoch)
        )
        if higher:
            self.updateGeometry()
        self.update()

    def recolour(self, colours: Colours) -> None:
        """Take on the colours of a theme."""
        self._colours = colours
        self.update()

    def sizeHint(self) -> QSize:
        """Return the least room in which all words fit."""
        width_px = _CHIP_PX[0] + 3 * _PADDING_PX + self._text_px()
        return QSize(width_px, self.heightForWidth(width_px))

    def heightForWidth(self, width_px: int) -> int:
        """Return the room for picture, words and one lane a guess."""
        text_px = (1 + len(self._guesses)) * _line_px(self.font())
        return max(self._chip_px(width_px), text_px) + self._rest_px()

    def _rest_px(self) -> int:
        """Height of everything below the picture, with the margins."""
        figures_px = QFontMetrics(_small(self.font())).height()
        return _LANE_PX * max(len(self._guesses), 1) + figures_px + 3 * _PADDING_PX

    def fit(self, room_px: float | None) -> None:
        """Be at most that high, with as large a picture as goes into it; ``None``: as is usual."""
        if room_px != self._room_px:
            self._room_px = room_px
            self.update()

    def largest_chip(self, width_px: int, room_px: float) -> int:
        """Side of the picture in a card of that size; 0 where it does not go into it."""
        text_px = (1 + len(self._guesses)) * _line_px(self.font())
        beside_px = width_px - self._text_px() - 3 * _PADDING_PX
        side_px = min(beside_px, int(room_px - self._rest_px()), _LARGEST_CHIP_PX)
        fits = side_px >= _CHIP_PX[0] and room_px >= text_px + self._rest_px()
        return side_px if fits else 0

    def _text_px(self) -> int:
        """Width of the longest guess there can be."""
        words_px = QFontMetrics(self.font()).horizontalAdvance(widest_gender())
        return 2 * _SYMBOL_PX + _age_px(self.font()) + words_px + 4

    def _chip_px(self, width_px: int) -> int:
        least, most = _CHIP_PX
        if self._room_px is not None:
            most = max(min(int(self._room_px - self._rest_px()), _LARGEST_CHIP_PX), least)
        return min(max(width_px - self._text_px() - 3 * _PADDING_PX, least), most)

    def marker_x(self, age_years: float) -> float:
        """Where an age lies on this card's line (logical pixels); beyond its ends, at the end."""
        left, right = 2.0 * _PADDING_PX, self.width() - 2.0 * _PADDING_PX
        share = min(max(age_years / _OLDEST_YEARS, 0.0), 1.0)
        return left + share * (right - left)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        edge, inset = (self._colours.accent, 1.0) if self._own else (self._colours.border, 0.5)
        painter.setPen(QPen(QColor(edge), 2 * inset))
        painter.setBrush(QColor(self._colours.surface))
        whole = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(whole, 8, 8)
        self._paint_chip(painter)
        self._paint_words(painter, self._colours)
        self._paint_line(painter, self._colours)

    def _paint_chip(self, painter: QPainter) -> None:
        side = self._chip_px(self.width())
        frame = QRectF(_PADDING_PX, _PADDING_PX, side, side)
        paint_picture(painter, self._pixmap, frame)

    def _paint_words(self, painter: QPainter, colours: Colours) -> None:
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        line_px = _line_px(self.font())
        left, top = self._chip_px(self.width()) + 2 * _PADDING_PX, _PADDING_PX
        width = self.width() - left - _PADDING_PX
        painter.setPen(QColor(colours.text))
        painter.setFont(bold)
        self._write(painter, self._label, QRectF(left, top, width, line_px))
        painter.setFont(self.font())
        if self._own and not self._guesses:
            painter.setPen(QColor(colours.muted))
            place = QRectF(left, top + line_px, width, line_px)
            self._write(painter, translate("wall", "no prediction yet"), place)
        for row, guess in enumerate(self._guesses, start=1):
            place = QRectF(left, top + row * line_px, width, line_px)
            self._paint_guess_words(painter, guess, place=place, ink=QColor(colours.text))

    def _paint_guess_words(
        self, painter: QPainter, guess: Guess, *, place: QRectF, ink: QColor
    ) -> None:
        """A marker and the age, then a marker too if another network says it, and the gender."""
        middle = place.center().y()
        self._paint_marker(painter, QPointF(place.left() + 5, middle), guess, "age")
        place.setLeft(place.left() + _SYMBOL_PX)
        painter.setPen(ink)
        self._write(painter, age_text(guess), place)
        place.setLeft(place.left() + _age_px(self.font()))
        if guess.gender_network and guess.gender_network != guess.age_network:
            self._paint_marker(painter, QPointF(place.left() + 5, middle), guess, "gender")
            place.setLeft(place.left() + _SYMBOL_PX)
        painter.setPen(ink)
        self._write(painter, gender_text(guess), place)

    def _write(self, painter: QPainter, text: str, place: QRectF) -> None:
        fitted = QFontMetrics(painter.font()).elidedText(
            text, Qt.TextElideMode.ElideRight, math.floor(place.width())
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fitted)

    def _paint_line(self, painter: QPainter, colours: Colours) -> None:
        small = _small(self.font())
        figures_px = QFontMetrics(small).height()
        lanes = max(len(self._guesses), 1)
        bottom = self.height() - _PADDING_PX / 2 - figures_px
        top = bottom - lanes * _LANE_PX
        painter.setFont(small)
        for years in (0, 50, 100):
            x = self.marker_x(years)
            painter.setPen(QPen(QColor(colours.border), 1))
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))
            painter.setPen(QColor(colours.muted))
            place = QRectF(x - 30, bottom, 60, figures_px)
            text_px = QFontMetrics(small).horizontalAdvance(str(years))
            beyond_px = x + text_px / 2 + _EDGE_PX - self.width()
            place.moveLeft(place.left() - max(beyond_px, 0.0))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(years))
        painter.setPen(QPen(QColor(colours.border), 1))
        for lane in range(lanes):
            y = top + (lane + 0.5) * _LANE_PX
            painter.drawLine(QPointF(self.marker_x(0), y), QPointF(self.marker_x(100), y))
        if math.isfinite(self._age_years):
            x = self.marker_x(self._age_years)
            painter.setPen(QPen(QColor(colours.text), 2.5))
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        for lane, guess in enumerate(self._guesses):
            self._paint_guess(painter, guess, y=top + (lane + 0.5) * _LANE_PX, colours=colours)

    def _paint_guess(self, painter: QPainter, guess: Guess, *, y: float, colours: Colours) -> None:
        if guess.age_years is None:
            return
        x = self.marker_x(guess.age_years)
        ink = series_style.style_of(guess.architecture, guess.age_network).colour(colours)
        if math.isfinite(self._age_years):
            # What is still wrong, as a length that shrinks while the network learns.
            painter.setPen(QPen(ink, 2.5))
            painter.drawLine(QPointF(self.marker_x(self._age_years), y), QPointF(x, y))
        self._paint_marker(painter, QPointF(x, y), guess, "age")

    def _paint_marker(self, painter: QPainter, centre: QPointF, guess: Guess, what: str) -> None:
        network = guess.age_network if what == "age" else guess.gender_network
        if not network:
            return
        style = series_style.style_of(guess.architecture, network)
        series_style.paint_marker(
            painter,
            centre,
            marker=style.marker,
            radius=_MARKER_RADIUS_PX,
            line=QColor(self._colours.surface),
            fill=style.colour(self._colours),
        )


def _line_px(font: QFont) -> int:
    return QFontMetrics(font).height() + 4


def _age_px(font: QFont) -> int:
    return QFontMetrics(font).horizontalAdvance("100 ")


def _small(font: QFont) -> QFont:
    small = QFont(font)
    size = font.pointSizeF()
    # What is large enough for a room stays so.
    small.setPointSizeF(size * 0.8 if size < _READABLE_PT else max(size * 0.8, _READABLE_PT))
    return small


@dataclass(frozen=True, slots=True)
class Guess:
    """One architecture's guess of one face: years and a score (0-1), None while there is none.

    ``age_network`` and ``gender_network`` say which of its networks spoke, "" for none.
    """

    architecture: str
    age_years: float | None = None
    age_network: str = ""
    female_score: float | None = None
    gender_network: str = ""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A network and the epoch after which it said what is shown."""

    architecture: str
    network: str
    epoch: int


class Guesses:
    """Every guess of a run, by network and epoch."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, str], dict[int, WallGuesses]] = {}

    @property
    def architectures(self) -> tuple[str, ...]:
        """Those that spoke, in the order in which they first did."""
        return tuple(dict.fromkeys(architecture for architecture, _ in self._told))

    @property
    def epochs(self) -> tuple[int, ...]:
        """Every epoch after which somebody spoke, in order; 0 is before training."""
        return tuple(sorted({epoch for told in self._told.values() for epoch in told}))

    def take(self, event: WallGuesses) -> None:
        """Keep what a network said; told again, it takes the place of the former."""
        self._told.setdefault((event.architecture, event.network), {})[event.epoch] = event

    def legend_entries(self, epoch: int) -> tuple[LegendEntry, ...]:
        """Each network with the newest epoch up to this one in which it spoke."""
        newest = [(key, self._newest(key, epoch)) for key in self._told]
        return tuple(LegendEntry(*key, found.epoch) for key, found in newest if found is not None)

    def at(self, face: int, epoch: int) -> tuple[Guess, ...]:
        """One guess of a face for each architecture, as it stood after an epoch."""
        return tuple(self._guess(name, face, epoch) for name in self.architectures)

    def _guess(self, architecture: str, face: int, epoch: int) -> Guess:
        age: float | None = None
        female: float | None = None
        age_network = gender_network = ""
        for key in self._told:
            found = self._newest(key, epoch) if key[0] == architecture else None
            if found is None:
                continue
            if found.ages is not None:
                age, age_network = float(found.ages[face]), key[1]
            if found.female_scores is not None:
                female, gender_network = float(found.female_scores[face]), key[1]
        return Guess(architecture, age, age_network, female, gender_network)

    def _newest(self, key: tuple[str, str], epoch: int) -> WallGuesses | None:
        told = self._told[key]
        former = [number for number in told if number <= epoch]
        return told[max(former)] if former else None


_FEMALE_FROM = 0.5


def label_text(age_years: float, gender: float) -> str:
    """What the data say: "age 34, female"; NaN is left out."""
    parts = []
    if math.isfinite(age_years):
        parts.append(plural("wall", "age %Ln", round(age_years)))
    if math.isfinite(gender):
        female = gender >= _FEMALE_FROM
        parts.append(translate("wall", "female") if female else translate("wall", "male"))
    return ", ".join(parts) or translate("wall", "no label")


def age_text(guess: Guess) -> str:
    """A guessed age as a bare number, "…" while there is none."""
    return "…" if guess.age_years is None else wording.age_brief(_estimate(guess))


def gender_text(guess: Guess) -> str:
    """A guessed gender with its score, "female 97 %", "…" while there is none."""
    return "…" if guess.female_score is None else wording.gender(_estimate(guess))


def widest_gender() -> str:
    """The longest that ``gender`` can say."""
    return max((gender_text(Guess("", female_score=score)) for score in (0.0, 1.0)), key=len)


def epoch_text(number: int) -> str:
    """Where the slider stands."""
    if number == 0:
        return translate("wall", "Before training")
    return translate("wall", "After epoch {0}").format(number)


def own_text(number: int) -> str:
    """What a face of somebody in the room is called in place of a label."""
    return translate("wall", "own photo {0}").format(number)


def own_sentence(number: int, *, label: str, guesses: tuple[Guess, ...], after_epoch: int) -> str:
    """The same for a face of somebody in the room."""
    return translate("wall", "{0}, no label. {1}: {2}.").format(
        label, epoch_text(after_epoch), _told(guesses)
    )


def guess_sentence(number: int, *, label: str, guesses: tuple[Guess, ...], after_epoch: int) -> str:
    """One face in full, for screen readers."""
    return translate("wall", "Face {0}. Label: {1}. {2}: {3}.").format(
        number, label, epoch_text(after_epoch), _told(guesses)
    )


def _told(guesses: tuple[Guess, ...]) -> str:
    said = [
        translate(
            "wall", "{0} predicts apparent age {1}, perceived gender (from appearance) {2}"
        ).format(series_style.name_of(guess.architecture), age_text(guess), gender_text(guess))
        for guess in guesses
    ]
    return "; ".join(said) or translate("wall", "no prediction yet")


def _estimate(guess: Guess) -> Estimate:
    score = guess.female_score if guess.female_score is not None else _FEMALE_FROM
    gender: Gender = "female" if score >= _FEMALE_FROM else "male"
    years = guess.age_years if guess.age_years is not None else 0.0
    return Estimate(years, score, gender)

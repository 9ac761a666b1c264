"""How networks are told apart: a colour, and for those who do not see it, a marker shape.

The colours are Okabe and Ito's ("Color Universal Design", 2008), on dark grounds their lighter
ones, and the same as in the evaluation report.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from desktop.i18n import text as wording
from desktop.theme import Colours
from training.thinning import parted

# Smaller text cannot be read from the back of a classroom.
SMALLEST_PT = 11.0

Marker = Literal["circle", "square", "triangle", "diamond", "cross"]

_CORNERS: dict[Marker, tuple[tuple[float, float], ...]] = {
    "square": ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    "triangle": ((0, -1), (1, 0.85), (-1, 0.85)),
    "diamond": ((0, -1.2), (1, 0), (0, 1.2), (-1, 0)),
    "cross": tuple(
        (x, y)
        for x, y in (
            *((-0.4, -1), (0.4, -1), (0.4, -0.4), (1, -0.4), (1, 0.4), (0.4, 0.4)),
            *((0.4, 1), (-0.4, 1), (-0.4, 0.4), (-1, 0.4), (-1, -0.4), (-0.4, -0.4)),
        )
    ),
}


@dataclass(frozen=True, slots=True)
class SeriesStyle:
    """The colour of a network on light and on dark grounds, and its marker."""

    on_light: str
    on_dark: str
    marker: Marker

    def colour(self, colours: Colours) -> QColor:
        """The colour that stands out (3 : 1 and more) in this theme."""
        return QColor(self.on_dark if is_dark(colours) else self.on_light)


KNOWN: dict[tuple[str, str], SeriesStyle] = {
    ("combined", "model"): SeriesStyle("#0072b2", "#56b4e9", "circle"),
    ("separate", "age"): SeriesStyle("#d55e00", "#e69f00", "square"),
    ("separate", "gender"): SeriesStyle("#009e73", "#2fc99a", "triangle"),
    ("recommended", "model"): SeriesStyle("#b5568e", "#e59bc8", "diamond"),
}
# Beside the network that learned from all faces, never beside one of another architecture.
_THINNED: dict[tuple[str, str], SeriesStyle] = {
    ("combined", "model"): SeriesStyle("#d55e00", "#e69f00", "square"),
    ("separate", "age"): SeriesStyle("#0072b2", "#56b4e9", "circle"),
    ("separate", "gender"): SeriesStyle("#b5568e", "#e59bc8", "diamond"),
    ("recommended", "model"): SeriesStyle("#d55e00", "#e69f00", "square"),
}
OTHER = SeriesStyle("#6b6200", "#f0e442", "cross")
"""Of a network that the program does not know."""


def style_of(architecture: str, network: str) -> SeriesStyle:
    """Return the look of a network: always the same, in curves and wall alike."""
    name, thinned = parted(architecture)
    return (_THINNED if thinned else KNOWN).get((name, network), OTHER)


StyleOf = Callable[[str, str], SeriesStyle]
"""The look of a network, by its architecture and name."""


class StylesInTurn:
    """Looks for networks of several runs: colours in turn, with other markers in each round."""

    def __init__(self) -> None:
        self._looks: dict[tuple[str, str], SeriesStyle] = {}

    def clear(self) -> None:
        """Begin with the first look again."""
        self._looks.clear()

    def __call__(self, architecture: str, network: str) -> SeriesStyle:
        """The look of a network: the same until ``clear``."""
        palette = (*KNOWN.values(), OTHER)
        rounds, place = divmod(len(self._looks), len(palette))
        marker = palette[(place + rounds) % len(palette)].marker
        free = replace(palette[place], marker=marker)
        return self._looks.setdefault((architecture, network), free)


def name_of(architecture: str, network: str = "model") -> str:
    """Return what a network is called on screen: "combined", "separate: age"."""
    name, thinned = parted(architecture)
    if thinned:
        architecture = wording.translate("curves", "{0} (thinned set)").format(name)
    if network == "model":
        return architecture
    parts = {
        "age": wording.translate("curves", "{0}: age"),
        "gender": wording.translate("curves", "{0}: gender"),
    }
    return parts.get(network, "{0}: {1}").format(architecture, network)


def readable(font: QFont) -> QFont:
    """Return a font at the size that a projector needs."""
    larger = QFont(font)
    larger.setPointSizeF(max(SMALLEST_PT, font.pointSizeF()))
    return larger


def is_dark(colours: Colours) -> bool:
    """Whether this is a theme of light text on dark ground."""
    return QColor(colours.surface).lightness() < QColor(colours.text).lightness()


def mixed(colour: QColor, ground: QColor, share: float) -> QColor:
    """Return ``share`` (0-1) of a colour on a ground; solid, since see-through lines are slow."""
    ours = (colour.redF(), colour.greenF(), colour.blueF())
    theirs = (ground.redF(), ground.greenF(), ground.blueF())
    return QColor.fromRgbF(
        *(a * share + b * (1 - share) for a, b in zip(ours, theirs, strict=True))
    )


def paint_marker(
    painter: QPainter, centre: QPointF, *, marker: Marker, radius: float, line: QColor, fill: QColor
) -> None:
    """Paint one marker of the given radius (logical pixels)."""
    painter.setPen(QPen(line, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(fill)
    if marker == "circle":
        painter.drawEllipse(centre, radius, radius)
        return
    corners = [QPointF(centre.x() + x * radius, centre.y() + y * radius) for x, y in shape(marker)]
    painter.drawPolygon(QPolygonF(corners))


def shape(marker: Marker) -> tuple[tuple[float, float], ...]:
    """Return the corners of a marker around (0, 0) with radius 1; none for the circle."""
    return _CORNERS.get(marker, ())

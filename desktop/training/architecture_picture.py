"""The architectures of a run as a picture: layer by layer, with shapes and parameters.

A layer is drawn as wide as its feature maps and as thick as they are many; a bar shows what share
of the network's parameters lies in it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPen,
    QPolygonF,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QStyle, QWidget

from desktop.i18n.text import number, plural, translate
from desktop.theme import Colours, Theme
from desktop.training.curves import series_style
from desktop.training.curves.series_style import readable
from desktop.training.model_details import layer_name, shape_text
from desktop.training.text import architecture_title, network_title
from desktop.widgets.labels import plain_tip
from engine.layer_tables import NETWORKS, LayerRow, layer_rows, parameter_count

Kind = Literal["maps", "flat"]
_ROW_PX, _GAP_PX, _COLUMN_GAP_PX, _TEXT_GAP_PX = 46.0, 10.0, 24.0, 14.0
_BLOCK_PX, _TEXT_PX = 90.0, 222.0
_LEAST_PX = 8.0
_WIDEST_MAP = 200.0
_DEPTH_PX = (3.0, 14.0)
_SLANT = 0.5
_BAR_PX = 4.0
_SOURCE = ("combined", "separate")
_SCALES = (0.55, 1.6)
_READABLE = 0.95
_STEP = 1.2


@dataclass(frozen=True, slots=True)
class NetworkColumn:
    """One network: whose it is, its common layers, and the heads that part after them."""

    architecture: str
    network: str
    trunk: tuple[LayerRow, ...]
    heads: tuple[tuple[LayerRow, ...], ...]


def columns_of(architecture: str) -> list[NetworkColumn]:
    """The networks of an architecture, heads set apart."""
    return [
        NetworkColumn(architecture, network, *parted(layer_rows(architecture)[network]))
        for network in NETWORKS.get(architecture, ())
    ]


def parted(
    rows: Sequence[LayerRow],
) -> tuple[tuple[LayerRow, ...], tuple[tuple[LayerRow, ...], ...]]:
    """The layers that all answers share, and those of each answer, in order."""
    answers = list(dict.fromkeys(row.answer for row in rows if row.answer))
    if len(answers) < 2:
        return tuple(rows), ()
    heads = tuple(tuple(row for row in rows if row.answer == answer) for answer in answers)
    return tuple(row for row in rows if not row.answer), heads


def shown_beside(architectures: Sequence[str]) -> tuple[str, ...]:
    """What to draw for a run: of the two source architectures both, to be compared."""
    wanted = [name for name in architectures if name in NETWORKS]
    if any(name in _SOURCE for name in wanted):
        wanted += [name for name in _SOURCE if name not in wanted]
    return tuple(wanted)


class ArchitecturePicture(QGraphicsView):
    """Draws architectures side by side; + and - change the size, arrow keys move."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._run: tuple[str, ...] = ()
        self._zoom, self._outdated = 1.0, False
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setAccessibleName(self.tr("Picture of the layers"))
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)  # this widget takes the keys
        self.setMinimumSize(QSize(240, 200))
        theme.changed.connect(self._redraw)

    @property
    def drawn(self) -> tuple[str, ...]:
        """The architectures in the picture."""
        return shown_beside(self._run)

    def show_architectures(self, trained: Sequence[str]) -> None:
        """Draw these architectures, which are trained here, and those to compare with."""
        if tuple(trained) != self._run:
            self._run = tuple(trained)
            self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with colours and text size."""
        super().showEvent(event)
        if self._outdated:
            self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the width."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Larger, smaller, or as it was."""
        zooms = {
            Qt.Key.Key_Plus: self._zoom * _STEP,
            Qt.Key.Key_Equal: self._zoom * _STEP,
            Qt.Key.Key_Minus: self._zoom / _STEP,
            Qt.Key.Key_0: 1.0,
        }
        zoom = zooms.get(Qt.Key(event.key()))
        if zoom is None:
            super().keyPressEvent(event)
            return
        self._zoom = min(max(zoom, 0.3), 4.0)
        self._fit()

    @Slot()
    def _redraw(self) -> None:
        if self.isVisible():
            self._draw()
        else:  # and its font may still be the former one
            self._outdated = True

    def _draw(self) -> None:
        self._outdated = False
        self._scene.clear()
        font = readable(self.font())
        pen = _Pen(self._scene, self._theme.colours, font)
        pen.key(-2.0 * _GAP_PX)
        left = 0.0
        for architecture in self.drawn:
            left = pen.architecture(architecture, left, trained=architecture in self._run)
        self._scene.setSceneRect(self._scene.itemsBoundingRect().adjusted(-14, -10, 14, 14))
        self.setBackgroundBrush(QColor(self._theme.colours.surface))
        self.setAccessibleDescription(" ".join(pen.said))
        self._fit()

    def _fit(self) -> None:
        room = self._scene.sceneRect()
        if room.isEmpty():
            return
        # Not the viewport's: it grows and shrinks with the scroll bars that the size brings about.
        bar_px = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        fitting = (self.width() - bar_px) / room.width()
        # As high as the room is better still, as long as it can be read.
        lower = max((self.height() - bar_px) / room.height(), _READABLE)
        scale = min(max(min(fitting, lower), _SCALES[0]), _SCALES[1]) * self._zoom
        self.resetTransform()
        self.scale(scale, scale)


class _Pen:
    """Puts architectures into a scene; ``said`` is the picture in words, for screen readers."""

    def __init__(self, scene: QGraphicsScene, colours: Colours, font: QFont) -> None:
        self._scene, self._colours, self._font = scene, colours, font
        self._bold = QFont(font)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._ink = QColor()
        self._room = _TEXT_PX
        self.said: list[str] = []

    def key(self, bottom: float) -> None:
        """Say what the figures are."""
        told = translate(
            "training",
            "Below each layer: its output shape · its parameters, with a bar for their share",
        )
        self._text(told, 0.0, bottom - self._line, muted=True, cut=False)

    def architecture(self, name: str, left: float, *, trained: bool) -> float:
        """Draw one; returns where the next one begins."""
        title = architecture_title(name)
        total = plural("training", "%Ln parameters", parameter_count(name))
        self.said.append(f"{title}: {total}")
        columns = columns_of(name)
        beside = translate("training", "{0}, for comparison")
        heading = title if trained else beside.format(title)
        self._text(heading, left, 0.0, font=self._bold, cut=False)
        self._text(total, left, self._line, muted=True, cut=False)
        top = 2 * self._line + _GAP_PX
        for column in columns:
            if len(columns) > 1:
                self._text(network_title(name, column.network), left, top, font=self._bold)
            self._ink = series_style.style_of(name, column.network).colour(self._colours)
            width = self._column(column, left, top + self._line + _GAP_PX)
            left += width + _COLUMN_GAP_PX
        return left

    @property
    def _line(self) -> float:
        return QFontMetricsF(self._font).height()

    def _column(self, column: NetworkColumn, left: float, top: float) -> float:
        rows = [*column.trunk, *(row for head in column.heads for row in head)]
        total = sum(row.parameters for row in rows)
        metrics = QFontMetricsF(self._font)
        names = max(metrics.horizontalAdvance(_short_name(row)) for row in rows)
        self._room = max(_TEXT_PX, names + _TEXT_GAP_PX + 1.0)
        for row in column.trunk:
            top = self._layer(row, left, top, total=total)
        width = _BLOCK_PX + self._room
        foot = QPointF(left + _BLOCK_PX / 2, top - _GAP_PX)
        for place, head in enumerate(column.heads):
            # The second one stands a little to the right of the first, below it.
            inset = left + 26.0
            self._branch(foot, QPointF(inset, top + _ROW_PX / 2 - _GAP_PX / 2))
            for row in head:
                top = self._layer(row, inset, top, total=total)
            if place + 1 < len(column.heads):
                top += _GAP_PX
        return width + (26.0 if column.heads else 0.0)

    def _branch(self, start: QPointF, end: QPointF) -> None:
        pen = QPen(QColor(self._colours.muted), 1.5)
        x = start.x() - _BLOCK_PX / 2 + 10.0
        for a, b in ((QPointF(x, start.y()), QPointF(x, end.y())), (QPointF(x, end.y()), end)):
            self._scene.addLine(a.x(), a.y(), b.x(), b.y(), pen)

    def _layer(self, row: LayerRow, left: float, top: float, *, total: int) -> float:
        """Draw one layer; returns the top of the next."""
        self._block(row, QRectF(left, top, _BLOCK_PX, _ROW_PX - _GAP_PX))
        text = left + _BLOCK_PX + _TEXT_GAP_PX
        name, shape = layer_name(row), shape_text(row)
        room = self._room - _TEXT_GAP_PX
        self._text(_short_name(row), text, top - 2.0, width=room, hint=name)
        figures = shape
        if row.parameters:
            figures = f"{shape}  ·  {number(row.parameters)}"
            share = row.parameters / total
            bar = QRectF(text, top + _ROW_PX - _GAP_PX + 1.0, room * share, _BAR_PX)
            self._scene.addRect(bar, QPen(Qt.PenStyle.NoPen), self._ink)
        self._text(figures, text, top - 2.0 + self._line, width=room, muted=True)
        self.said.append(f"{name}, {figures}.")
        return top + _ROW_PX + _GAP_PX

    def _block(self, row: LayerRow, room: QRectF) -> None:
        pen = QPen(self._ink, 1.2)
        fill = series_style.mixed(
            self._ink, QColor(self._colours.surface), _TINTS.get(row.kind, 0.3)
        )
        middle = room.center()
        if len(row.output) == 3:
            side, _, depth = row.output
            width = max(room.width() * 0.86 * side / _WIDEST_MAP, _LEAST_PX)
            thick = _between(math.log2(max(depth, 2)) / 9.0)
            height = max(room.height() * side / _WIDEST_MAP, 4.0)
            front = QRectF(0, 0, width, height)
            front.moveCenter(middle)
            self._prism(front, thick, pen, fill)
            return
        width = room.width() * min(math.log2(max(row.output[0], 2)) / 16.0, 1.0)
        bar = QRectF(0, 0, width, 10.0)
        bar.moveCenter(middle)
        self._scene.addRect(bar, pen, fill)

    def _prism(self, front: QRectF, thick: float, pen: QPen, fill: QColor) -> None:
        """A stack of maps seen from the front, its thickness going up to the right."""
        shift = QPointF(thick, -thick * _SLANT)
        front = front.translated(-shift / 2)
        side = fill.darker(115)
        top = [front.topLeft(), front.topRight(), front.topRight() + shift, front.topLeft() + shift]
        right = [
            front.topRight(),
            front.bottomRight(),
            front.bottomRight() + shift,
            front.topRight() + shift,
        ]
        for corners in (top, right):
            self._scene.addPolygon(QPolygonF(corners), pen, side)
        self._scene.addRect(front, pen, fill)

    def _text(
        self,
        text: str,
        x: float,
        y: float,
        *,
        font: QFont | None = None,
        width: float = 0.0,
        muted: bool = False,
        cut: bool = True,
        hint: str = "",
    ) -> None:
        font = font or self._font
        room = width or _BLOCK_PX + _TEXT_PX
        shown = text
        if cut:
            shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
        item = self._scene.addSimpleText(shown, font)
        item.setBrush(QColor(self._colours.muted if muted else self._colours.text))
        item.setPos(x, y)
        if hint or shown != text:
            item.setToolTip(plain_tip(hint or text))


def _short_name(row: LayerRow) -> str:
    """A layer's name without its filters, the last number of its shape; the hint has it all.

    What follows a comma alone is a fraction, not the next word.
    """
    return layer_name(row).partition(", ")[0]


def _between(share: float) -> float:
    least, most = _DEPTH_PX
    return least + min(max(share, 0.0), 1.0) * (most - least)


_TINTS: dict[str, float] = {
    "input": 0.08,
    "max_pooling": 0.16,
    "average_pooling": 0.16,
    "flatten": 0.16,
    "dropout": 0.08,
    "output": 0.9,
    "age_distribution": 0.9,
    "age_moments": 0.9,
    "dense": 0.6,
}
"""How strongly a kind of layer is coloured: what learns more than what only passes on."""

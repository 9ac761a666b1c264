"""Three plots over the same epochs and the table above them: what a picture of the curves shows."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.curves import words
from desktop.curves.history import METRICS, History, Metric, Moment, Network, Reading
from desktop.curves.legend import Legend
from desktop.curves.look import readable
from desktop.curves.plot import Canvas
from desktop.theme import Colours

_ROW_WIDTH_PX = 760
_ROW_HEIGHT_PX = 640
"""Wide and not so high: the plots stand side by side, else on top of each other."""
_PLOT_MIN_WIDTH_PX = 200
_PLOT_MIN_HEIGHT_PX = 150
# Low enough that the board can be made flat, upon which the plots go side by side.
_PLOT_FLAT_PX = 90


class _Panel(QWidget):
    """A plot with its title."""

    def __init__(self, canvas: Canvas, *, font: QFont, parent: QWidget) -> None:
        super().__init__(parent)
        self.canvas, metric = canvas, canvas.metric
        self.canvas.setAccessibleName(words.title(metric))
        self.canvas.setMinimumWidth(_PLOT_MIN_WIDTH_PX)
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        self._title, self._hint = (
            QLabel(words.title(metric), self),
            QLabel(words.hint(metric), self),
        )
        self._title.setFont(bold)
        self._hint.setFont(font)
        self._hint.setProperty("muted", True)
        head = QHBoxLayout()
        head.setContentsMargins(2, 0, 2, 0)
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._hint)
        self._axis = QLabel(self.tr("Epoch"), self)
        self._axis.setFont(font)
        self._axis.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.canvas, 1)
        column.addWidget(self._axis)
        # The longest of all plots, so that either all of them have hints or none.
        titles, hints = QFontMetrics(bold), QFontMetrics(font)
        self._room_px = 24 + max(titles.horizontalAdvance(words.title(name)) for name in METRICS)
        self._room_px += max(hints.horizontalAdvance(words.hint(name)) for name in METRICS)

    def name_axis(self, named: bool) -> None:
        """Write "Epoch" under the axis, or leave it to the plot below."""
        self._axis.setVisible(named)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop the hint where there is no room for it."""
        super().resizeEvent(event)
        self._hint.setVisible(self.width() >= self._room_px)


class Board(QWidget):
    """Shows a history; the pointer or the keys choose a moment of which it gives the numbers.

    ``spoken`` carries the numbers of a newly chosen moment as sentences.
    """

    spoken = Signal(str)

    def __init__(self, history: History, *, canvases: Sequence[Canvas], parent: QWidget) -> None:
        super().__init__(parent)
        self._history = history
        self._moment: Moment | None = None
        self._logarithmic = False
        font = readable(self.font())
        self.legend = Legend(self, font=font)
        self._panels = {one.metric: _Panel(one, font=font, parent=self) for one in canvases}
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self._beside: bool | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.legend)
        column.addLayout(self._grid, 1)
        self._arrange(beside=False)
        for panel in self._panels.values():
            canvas = panel.canvas
            canvas.pointed.connect(self._point)
            canvas.left.connect(self._leave)
            canvas.moved.connect(self._move)
            canvas.jumped.connect(self._jump)

    @property
    def canvases(self) -> dict[Metric, Canvas]:
        """The plots."""
        return {metric: panel.canvas for metric, panel in self._panels.items()}

    @property
    def turns(self) -> int:
        """In how many parts the board can be drawn."""
        return len(METRICS)

    @property
    def networks(self) -> tuple[Network, ...]:
        """The networks shown."""
        return self._history.networks

    @property
    def moment(self) -> Moment | None:
        """The chosen moment; None while the latest numbers are shown."""
        return self._moment

    @property
    def sentences(self) -> str:
        """What the table says, in words."""
        told = [
            words.sentence(network, self._reading(network)) for network in self._history.networks
        ]
        return f"{words.moment(self._moment)}. {'. '.join(told)}."

    def show_history(self, history: History) -> None:
        """Show another run from now on."""
        self._history = history
        self.draw()

    def set_logarithmic(self, logarithmic: bool) -> None:
        """Draw loss and age error on a logarithmic or a linear axis."""
        self._logarithmic = logarithmic
        self.draw()

    def recolour(self, colours: Colours) -> None:
        """Take on the colours of a theme."""
        self.legend.recolour(colours)
        for canvas in self.canvases.values():
            canvas.recolour(colours)
        self.draw()

    def draw(self) -> None:
        """Show the history as it is now."""
        for turn in range(self.turns):
            self.draw_part(turn)

    def draw_part(self, turn: int) -> None:
        """Show one plot as it is now: that of ``turn``, counted from 0 up to ``turns``."""
        metric = METRICS[turn]
        end = float(max(1, math.ceil(self._history.end - 1e-9)))
        logarithmic = self._logarithmic and metric != "gender_accuracy"
        canvas = self._panels[metric].canvas
        canvas.draw(self._history.networks, end=end, logarithmic=logarithmic)
        if turn == 0:
            self.legend.show_networks(self._history.networks)
            self._show_numbers()

    def choose(self, moment: Moment | None) -> None:
        """Give the numbers of a moment, or the latest."""
        if moment == self._moment:
            return
        self._moment = moment
        for canvas in self.canvases.values():
            canvas.show_cursor(None if moment is None else moment.x)
        self._show_numbers()
        sentences = self.sentences
        for canvas in self.canvases.values():
            canvas.setAccessibleDescription(sentences)
        self.spoken.emit(sentences)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the plots side by side where that suits the shape of the window."""
        super().resizeEvent(event)
        wide = self.width() >= _ROW_WIDTH_PX
        beside = wide and self.height() < _ROW_HEIGHT_PX
        for canvas in self.canvases.values():
            flat = wide and not beside
            canvas.setMinimumHeight(_PLOT_FLAT_PX if flat else _PLOT_MIN_HEIGHT_PX)
        self._arrange(beside=beside)

    def _arrange(self, *, beside: bool) -> None:
        if beside == self._beside:
            return
        self._beside = beside
        for number, panel in enumerate(self._panels.values()):
            self._grid.removeWidget(panel)
            self._grid.addWidget(panel, *((0, number) if beside else (number, 0)))
            self._grid.setColumnStretch(number, int(beside or number == 0))
            self._grid.setRowStretch(number, int(not beside or number == 0))
            panel.name_axis(beside or number == len(self._panels) - 1)

    def _reading(self, network: Network) -> Reading:
        return network.latest() if self._moment is None else network.at(self._moment)

    def _show_numbers(self) -> None:
        readings = {
            (network.architecture, network.network): self._reading(network)
            for network in self._history.networks
        }
        self.legend.show_readings(words.moment(self._moment), readings)

    @Slot(float)
    def _point(self, x: float) -> None:
        self.choose(self._history.nearest(x))

    @Slot()
    def _leave(self) -> None:
        self.choose(None)

    @Slot(bool, bool)
    def _move(self, forward: bool, by_steps: bool) -> None:
        x = None if self._moment is None else self._moment.x
        self.choose(self._history.beside(x, forward=forward, steps=by_steps))

    @Slot(bool)
    def _jump(self, to_end: bool) -> None:
        moments = self._history.moments(steps=False) or self._history.moments(steps=True)
        if moments:
            self.choose(moments[-1 if to_end else 0])

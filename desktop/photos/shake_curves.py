"""Age with its range, and the probability of "female", over the whole way of one slider."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QWheelEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.theme import Colours
from desktop.widgets.labels import PlainLabel
from engine.results import Estimate

_LINE_PX, _MARK_PX = 2, 7
_BAND_ALPHA = 60
_MOST_TICKS = 6
_TICKS_EVERY = (1, 2, 4, 5, 8, 10, 15, 20)
_NICE_YEARS = (5, 10, 20, 25, 50)
_LEAST_PX = 96
_DRAW_MS = 80


class ShakeCurves(QWidget):
    """Two plots on top of each other; places on the level axis are those of the slider."""

    def __init__(self, colours: Colours, parent: QWidget) -> None:
        super().__init__(parent)
        self._count = 0
        self._answers: dict[int, Estimate | None] = {}
        self._soon = QTimer(self, singleShot=True, interval=_DRAW_MS)
        self._soon.timeout.connect(self._draw)
        self.ages = _Plot(self.font(), self)
        self.genders = _Plot(self.font(), self)
        self.ages.setAccessibleName(self.tr("Apparent age over the way of the slider"))
        self.genders.setAccessibleName(self.tr("Perceived gender over the way of the slider"))
        self.title = PlainLabel(self)
        self.title.setObjectName("heading")
        self._captions = [
            PlainLabel(self.tr("Apparent age with its range, years"), self),
            PlainLabel(self.tr("Probability of “female”, %; hollow: not sure"), self),
        ]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.title)
        for caption, plot in zip(self._captions, (self.ages, self.genders), strict=True):
            caption.setProperty("muted", True)
            column.addWidget(caption)
            column.addWidget(plot, 1)
        self.recolour(colours)

    def recolour(self, colours: Colours) -> None:
        """Take on the colours of a theme."""
        for plot in (self.ages, self.genders):
            plot.recolour(colours)
        self._draw()

    def begin(
        self, title: str, values: Sequence[float], text_of: Callable[[float], str], *, usual: int
    ) -> None:
        """Empty the plots for another slider, or for other amounts of the others.

        ``usual`` is the place at which nothing is changed; it has a tick.
        """
        self.title.setText(title)
        self._count, self._answers = len(values), {}
        for plot in (self.ages, self.genders):
            plot.begin([text_of(value) for value in values], usual=usual)
        self._draw()

    def add(self, place: int, estimate: Estimate | None) -> None:
        """Draw one more answer; ``None`` where no face was found."""
        self._answers[place] = estimate
        if not self._soon.isActive():  # answers may come faster than they can be drawn
            self._soon.start()

    def show_place(self, place: int) -> None:
        """Mark where the slider stands."""
        for plot in (self.ages, self.genders):
            plot.cursor.setValue(place)

    @property
    def answers(self) -> dict[int, Estimate | None]:
        """What is drawn, by place."""
        return dict(self._answers)

    @Slot()
    def _draw(self) -> None:
        known = sorted(self._answers)
        rows = np.full((len(known), 4), np.nan)
        sure = np.zeros(len(known), dtype=bool)
        for row, place in enumerate(known):
            estimate = self._answers[place]
            if estimate is None:
                continue
            low, high = estimate.age_low, estimate.age_high
            rows[row] = (
                estimate.age_years if low is None else low,
                estimate.age_years,
                estimate.age_years if high is None else high,
                100 * estimate.female_score,
            )
            sure[row] = estimate.gender is not None
        places = np.array(known, dtype=np.float64)
        self.ages.draw(places, rows[:, :3], filled=np.ones(len(known), dtype=bool))
        self.genders.draw(places, rows[:, [3, 3, 3]], filled=sure)
        top = np.nanmax(rows[:, 2]) if np.isfinite(rows[:, 2]).any() else 0.0
        self.ages.show_range(float(max(top * 1.06, 60.0)), step=_NICE_YEARS)
        self.genders.show_range(104.0, step=(50,), low=-4.0)


class _Plot(pg.PlotWidget):  # type: ignore[misc]
    """A line within a band, with a mark at each place; nothing in it can be moved."""

    def __init__(self, font: QFont, parent: QWidget) -> None:
        self._upright, self._level = _Ticks("left"), _Ticks("bottom")
        axes = {"left": self._upright, "bottom": self._level}
        super().__init__(parent, background=None, axisItems=axes, enableMenu=False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        for part in (self, self.viewport()):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plotItem.hideButtons()
        self.setMouseEnabled(x=False, y=False)
        self.disableAutoRange()
        self.showGrid(x=False, y=True, alpha=0.35)
        self.setMinimumHeight(_LEAST_PX)
        metrics = QFontMetrics(font)
        for axis in (self._upright, self._level):
            axis.setTickFont(font)
            axis.setStyle(tickLength=-4, hideOverlappingLabels=False)
        self._upright.setWidth(metrics.horizontalAdvance("000") + 12)
        self._level.setHeight(metrics.height() + 6)
        self.plotItem.layout.setContentsMargins(2, 2, metrics.averageCharWidth() * 2, 2)
        self._low, self._high = pg.PlotCurveItem(), pg.PlotCurveItem()
        self._band = pg.FillBetweenItem(self._low, self._high)
        self._line = pg.PlotCurveItem(antialias=True)
        self._marks = pg.ScatterPlotItem(size=_MARK_PX, antialias=True)
        self.cursor = pg.InfiniteLine(angle=90, movable=False)
        for item in (self._band, self._line, self._marks):
            self.addItem(item)
        self.addItem(self.cursor, ignoreBounds=True)
        self._ink, self._ground = QColor(), QColor()

    def recolour(self, colours: Colours) -> None:
        self._ink, self._ground = QColor(colours.accent), QColor(colours.surface)
        band = QColor(self._ink)
        band.setAlpha(_BAND_ALPHA)
        self.setBackground(colours.surface)
        self._band.setBrush(pg.mkBrush(band))
        self._line.setPen(pg.mkPen(self._ink, width=_LINE_PX))
        self._marks.setPen(pg.mkPen(self._ink, width=1.4))
        self.cursor.setPen(pg.mkPen(colours.text))
        for axis in (self._upright, self._level):
            axis.setPen(pg.mkPen(colours.muted))
            axis.setTextPen(pg.mkPen(colours.text))

    def begin(self, texts: Sequence[str], *, usual: int) -> None:
        count = len(texts)
        every = next(one for one in _TICKS_EVERY if math.ceil(count / one) <= _MOST_TICKS)
        places = range(usual % every, count, every)
        self._level.show_ticks({float(place): texts[place] for place in places})
        self.setXRange(-0.5, count - 0.5, padding=0.0)

    def draw(self, places: np.ndarray, rows: np.ndarray, *, filled: np.ndarray) -> None:
        """Low, middle and high at each place; NaN leaves a gap."""
        for item, column in ((self._low, 0), (self._line, 1), (self._high, 2)):
            item.setData(places, rows[:, column], connect="finite")
        found = np.isfinite(rows[:, 1])
        brushes = [pg.mkBrush(self._ink if one else self._ground) for one in filled[found]]
        self._marks.setData(places[found], rows[found, 1], brush=brushes)

    def show_range(self, high: float, *, step: Sequence[int], low: float = 0.0) -> None:
        apart = next((one for one in step if high / one <= _MOST_TICKS), step[-1])
        ticks = range(0, int(high) + 1, apart)
        self._upright.show_ticks({float(value): str(value) for value in ticks})
        self.setYRange(low, high, padding=0.0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to whatever scrolls around this plot."""
        event.ignore()


class _Ticks(pg.AxisItem):  # type: ignore[misc]
    """An axis that shows what it is given, by place."""

    def __init__(self, side: str) -> None:
        self.shown: dict[float, str] = {}
        super().__init__(side)

    def show_ticks(self, shown: dict[float, str]) -> None:
        """Show these texts at these places."""
        if shown != self.shown:
            self.shown, self.picture = shown, None
            self.update()

    def tickValues(
        self, low: float, high: float, size_px: float
    ) -> list[tuple[float, list[float]]]:
        """Return one level of ticks."""
        return [(1.0, [place for place in self.shown if low <= place <= high])]

    def tickStrings(self, places: list[float], factor: float, spacing: float) -> list[str]:
        """Return their texts."""
        return [self.shown.get(place, "") for place in places]

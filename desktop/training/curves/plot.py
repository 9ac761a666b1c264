"""One plot: a metric of all networks over the epochs."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QLocale, QPointF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainterPath,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from desktop.i18n.text import decimal, number, translate
from desktop.theme import Colours
from desktop.training.curves import series_style
from training.run_history import Metric, NetworkHistory, Numbers

_NO_BREAK = "\N{NO-BREAK SPACE}"
_MARKER_PX = 9
_MOST_MARKERS = 40
_BEYOND = 1.012
_STEP_SHARE = 0.6  # of a network's colour is left in the thin line of its steps
_LINE_PX = 2
_NEAR = 1.0  # of what the curves span, from their middle: then a level beside them is shown, too
# Wide lines are slow; of a run of a thousand epochs not every one is needed to see where it goes.
_MOST_EPOCHS = 500
_LIMITS: dict[Metric, tuple[float, float]] = {
    "loss": (0.0, math.inf),
    "age_mae_years": (0.0, math.inf),
    "gender_accuracy": (0.0, 100.0),
}


class PlotCanvas(pg.PlotWidget):  # type: ignore[misc]
    """A plot without menus, zoom and buttons; tells where pointer and keys are.

    ``pointed`` carries a place on the axis (epochs), ``left`` comes when the pointer goes;
    ``moved`` carries (forward, by steps) and ``jumped`` (to the end) from the keyboard. ``naive``
    is the line to be better than.
    """

    pointed = Signal(float)
    left = Signal()
    moved = Signal(bool, bool)
    jumped = Signal(bool)

    def __init__(
        self,
        metric: Metric,
        *,
        font: QFont,
        colours: Colours,
        parent: QWidget,
        style_of: series_style.StyleOf = series_style.style_of,
    ) -> None:
        self._style_of = style_of
        self._values, self._epochs = ValueAxis("left"), EpochAxis("bottom")
        axes = {"left": self._values, "bottom": self._epochs}
        super().__init__(parent, background=None, axisItems=axes, enableMenu=False)
        # Not "metric": a virtual function of Qt has that name, and would call it.
        self.shows: Metric = metric
        self._lines: dict[tuple[str, str], _Lines] = {}
        self._factor = 100.0 if metric == "gender_accuracy" else 1.0
        self._colours = colours
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.plotItem.hideButtons()
        self.setMouseEnabled(x=False, y=False)
        self.disableAutoRange()
        self.showGrid(x=False, y=True, alpha=0.35)
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._cursor.hide()
        self.addItem(self._cursor, ignoreBounds=True)
        self.naive = NaiveLine(self, metric, font=font)
        self._scale, self._end = 1.0, 1.0
        self._values_shown = 0.0, 1.0
        self._values_marked: tuple[float, float] | None = None
        self.resize_text(font, scale=1.0)
        self.plotItem.vb.sigResized.connect(self._fit)

    def resize_text(self, font: QFont, *, scale: float) -> None:
        """Write at another size, with lines and markers to match; ``draw`` draws them."""
        self._scale = scale
        metrics = QFontMetrics(font)
        for axis in (self._values, self._epochs):
            axis.setTickFont(font)
            axis.setStyle(tickLength=-4, hideOverlappingLabels=False)
            axis.text_scale = font.pointSizeF() / series_style.SMALLEST_PT
        # One width for all, so that plots on top of each other share their epochs.
        self._values.setWidth(metrics.horizontalAdvance("000 %") + 10)
        self._epochs.setHeight(metrics.height() + 6)
        self.plotItem.layout.setContentsMargins(2, metrics.height() // 2, metrics.height(), 2)
        self.naive.set_font(font)

    def recolour(self, colours: Colours) -> None:
        """Take on the colours of a theme; ``draw`` colours the lines."""
        self._colours = colours
        self.setBackground(colours.surface)
        for axis in (self._values, self._epochs):
            axis.setPen(pg.mkPen(colours.muted))
            axis.setTickPen(pg.mkPen(colours.muted))
            axis.setTextPen(pg.mkPen(colours.text))
        self._cursor.setPen(pg.mkPen(colours.text))
        self.naive.recolour(colours)
        self._show_focus(self.hasFocus())

    def draw(
        self,
        networks: tuple[NetworkHistory, ...],
        *,
        end: float,
        logarithmic: bool,
        smoothing: float = 0.0,
    ) -> None:
        """Show what is known: ``end`` is the last epoch on the axis.

        ``smoothing`` (0-1) is how much of a step's point are the steps before it.
        """
        shown = {(n.architecture, n.network): n for n in networks if n.has(self.shows)}
        for key in [key for key in self._lines if key not in shown]:
            self._lines.pop(key).remove(self)
        ends: list[Numbers] = []
        steps: list[Numbers] = []
        for key, network in shown.items():
            lines = self._lines.get(key)
            if lines is None:
                lines = self._lines[key] = _Lines(self, self._style_of(*key))
            values = [
                self._scaled(part, logarithmic=logarithmic)
                for part in (
                    smoothed(network.single_values(self.shows), smoothing),
                    network.epoch_values(self.shows),
                    network.epoch_values(self.shows, validation=True),
                )
            ]
            lines.show_steps(network.step_x, values[0], network.step_epochs)
            lines.show_epochs(network.epoch_x, trained=values[1], validated=values[2])
            lines.recolour(self._colours, scale=self._scale)
            steps.append(values[0])
            ends += values[1:]
        limits = None if logarithmic else _LIMITS[self.shows]
        naive = next((n.naive[self.shows] for n in shown.values() if self.shows in n.naive), None)
        level = None
        if naive is not None:
            level = float(self._scaled(np.array([naive]), logarithmic=logarithmic)[0])
        low, high = value_range(ends, steps, limits=limits, level=level)
        self._end = end
        marked = np.concatenate([np.empty(0), *map(_finite, ends)])
        self._values_shown = low, high
        self._values_marked = (float(marked.min()), float(marked.max())) if len(marked) else None
        self.naive.show(naive, level=level, shown=(low, high), end=self._reach())
        self._values.logarithmic = logarithmic
        self._values.unit = " %" if self.shows == "gender_accuracy" else ""
        self._fit()

    @property
    def _marker_px(self) -> float:
        """How far from the edge a marker is whole."""
        return self._scale * _MARKER_PX / 2 + 2

    def _reach(self) -> float:
        """Where the axis of epochs ends: a little beyond the last, so that its marker is whole."""
        width = float(self.plotItem.vb.width())
        needed = self._marker_px
        beyond = 1.0 / (1.0 - needed / width) if width > 4 * needed else 1.0
        return self._end * max(beyond, _BEYOND)

    def _heights(self) -> tuple[float, float]:
        """From where to where the axis of values goes: markers are whole at 100 %, too."""
        low, high = self._values_shown
        height = float(self.plotItem.vb.height())
        if self._values_marked is None or height <= 4 * self._marker_px:
            return low, high
        room = (high - low) * self._marker_px / (height - 2 * self._marker_px)
        lowest, highest = self._values_marked
        return min(low, lowest - room), max(high, highest + room)

    def _fit(self) -> None:
        self.setXRange(0.0, self._reach(), padding=0.0)
        self.setYRange(*self._heights(), padding=0.0)

    def show_cursor(self, x: float | None) -> None:
        """Draw the line at a place on the axis, or take it away."""
        self._cursor.setVisible(x is not None)
        if x is not None:
            self._cursor.setValue(x)

    def line_data(self, architecture: str, network: str) -> dict[str, tuple[Numbers, Numbers]]:
        """What is drawn for a network: x and y of "steps", "trained" and "validated"."""
        return self._lines[architecture, network].data()

    def _scaled(self, values: Numbers, *, logarithmic: bool) -> Numbers:
        return scaled(values * self._factor, logarithmic=logarithmic)

    def _show_focus(self, focused: bool) -> None:
        pen = pg.mkPen(self._colours.accent, width=2) if focused else None
        self.plotItem.getViewBox().setBorder(pen)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keys act here."""
        super().focusInEvent(event)
        self._show_focus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that they no longer do."""
        super().focusOutEvent(event)
        self._show_focus(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to whatever scrolls around this plot."""
        event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the place under the pointer."""
        place = self.plotItem.getViewBox().mapSceneToView(QPointF(event.position()))
        self.pointed.emit(float(place.x()))

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that the pointer has gone."""
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from epoch to epoch, with Shift from step to step; Home, End, Escape."""
        key = event.key()
        by_steps = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.moved.emit(key == Qt.Key.Key_Right, by_steps)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.jumped.emit(key == Qt.Key.Key_End)
        elif key == Qt.Key.Key_Escape and self._cursor.isVisible():
            self.left.emit()
        else:
            event.ignore()
            return
        event.accept()


class NaiveLine:
    """What whoever says the same of every face would get: a dotted line that says so.

    Where the curves have left it far behind, the words alone stand at the edge beyond which it
    lies.
    """

    def __init__(self, canvas: PlotCanvas, metric: Metric, *, font: QFont) -> None:
        self._metric: Metric = metric
        self._room = canvas.plotItem.vb
        self._line = pg.InfiniteLine(angle=0, movable=False)
        self._words = pg.TextItem()
        self._words.setFont(font)
        self.text = ""
        for item in (self._line, self._words):
            item.setZValue(0)
            item.hide()
            canvas.addItem(item, ignoreBounds=True)
        self._room.sigResized.connect(self._fit)

    def _fit(self) -> None:
        """Take two lines rather than lose the beginning: large text in a narrow plot."""
        self._words.setTextWidth(-1)
        if self.words_px > self._room.width() > 0:
            self._words.setTextWidth(self._room.width())

    @property
    def words_px(self) -> float:
        """How wide the words are."""
        return float(self._words.boundingRect().width())

    def set_font(self, font: QFont) -> None:
        """Write in another font."""
        self._words.setFont(font)
        self._fit()

    def recolour(self, colours: Colours) -> None:
        """Take on the colours of a theme."""
        pen = pg.mkPen(colours.muted, width=1)
        pen.setDashPattern([1.0, 4.0])
        self._line.setPen(pen)
        self._words.setColor(QColor(colours.muted))

    def show(
        self, value: float | None, *, level: float | None, shown: tuple[float, float], end: float
    ) -> None:
        """Stand at ``level`` of an axis that shows a range, with the words at its ``end``."""
        known = value is not None and level is not None
        self._words.setVisible(known)
        self._line.setVisible(known and level is not None and shown[0] <= level <= shown[1])
        self.text = ""
        if value is None or level is None:
            return
        low, high = shown
        self.text = naive_text(self._metric, value)
        if not low <= level <= high:
            self.text += " \N{UPWARDS ARROW}" if level > high else " \N{DOWNWARDS ARROW}"
        place = min(max(level, low), high)
        self._line.setValue(place)
        self._words.setText(self.text)
        self._fit()
        below = place > (low + high) / 2
        self._words.setAnchor((1.0, 0.0 if below else 1.0))
        self._words.setPos(end, place)


class _Lines:
    """The lines of one network: thin for steps, solid for epochs, dashed for validation."""

    def __init__(self, canvas: PlotCanvas, networks_look: series_style.SeriesStyle) -> None:
        self._look = networks_look
        symbol = _symbol(networks_look.marker)
        # Long lines: one pixel wide and not smoothed, or drawing takes four times as long.
        self._steps = pg.PlotCurveItem(antialias=False)
        self._trained = pg.PlotCurveItem(antialias=True)
        self._validated = pg.PlotCurveItem(antialias=True)
        self._trained_marks = pg.ScatterPlotItem(symbol=symbol, size=_MARKER_PX, antialias=True)
        self._validated_marks = pg.ScatterPlotItem(symbol=symbol, size=_MARKER_PX, antialias=True)
        self._items = (
            self._steps,
            self._validated,
            self._trained,
            self._validated_marks,
            self._trained_marks,
        )
        self._inks: tuple[QColor, QColor, float] | None = None
        for item in self._items:
            canvas.addItem(item)

    def remove(self, canvas: PlotCanvas) -> None:
        """Take the lines away again."""
        for item in self._items:
            canvas.removeItem(item)

    def show_steps(self, x: Numbers, y: Numbers, epochs: Numbers) -> None:
        """Draw the steps, each epoch's for itself: between two of them lies the validation."""
        joined = np.ones(len(x), dtype=np.uint8)
        joined[:-1] = epochs[1:] == epochs[:-1]
        joined &= np.isfinite(y)
        joined[:-1] &= np.isfinite(y[1:])
        # Copied: the history goes on writing into its own array.
        self._steps.setData(x.copy(), np.nan_to_num(y), connect=joined)

    def show_epochs(self, x: Numbers, *, trained: Numbers, validated: Numbers) -> None:
        """Draw the epochs."""
        for line, marks, y in (
            (self._trained, self._trained_marks, trained),
            (self._validated, self._validated_marks, validated),
        ):
            known = np.flatnonzero(np.isfinite(y))
            drawn = known[_spread(len(known), _MOST_EPOCHS)]
            line.setData(x[drawn], y[drawn])
            marked = known[_spread(len(known), _MOST_MARKERS)]
            marks.setData(x[marked], y[marked])

    def recolour(self, colours: Colours, *, scale: float) -> None:
        """Take on the colours of a theme; ``scale``: how much thicker than usual lines are."""
        ink, ground = self._look.colour(colours), QColor(colours.surface)
        if self._inks == (ink, ground, scale):
            return
        self._inks = ink, ground, scale
        self._steps.setPen(pg.mkPen(series_style.mixed(ink, ground, _STEP_SHARE), width=1))
        for item in (self._steps, self._trained, self._validated):
            item.setZValue(1)
        solid, dashed = (pg.mkPen(ink, width=_LINE_PX * scale) for _ in range(2))
        dashed.setDashPattern([4.0, 3.0])
        self._trained.setPen(solid)
        self._validated.setPen(dashed)
        for marks, fill in ((self._trained_marks, ink), (self._validated_marks, ground)):
            marks.setSize(_MARKER_PX * scale)
            marks.setPen(pg.mkPen(ink, width=1.6 * scale))
            marks.setBrush(pg.mkBrush(fill))
            marks.setZValue(2)

    def data(self) -> dict[str, tuple[Numbers, Numbers]]:
        """What is drawn."""
        parts = {"steps": self._steps, "trained": self._trained, "validated": self._validated}
        return {name: item.getData() for name, item in parts.items()}


def _spread(count: int, most: int) -> Numbers | slice:
    """Which of ``count`` points to draw: all, or ``most`` evenly spread, the last among them."""
    return slice(None) if count <= most else np.linspace(0, count - 1, most).round().astype(int)


def _symbol(marker: series_style.Marker) -> QPainterPath | str:
    if marker == "circle":
        return "o"
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x / 2, y / 2) for x, y in series_style.shape(marker)]))
    path.closeSubpath()
    return path


_MOST_TICKS = 7
_VALUE_PX = 28
_EPOCH_PX = 42
"""Room for one tick with its text, on the upright and on the level axis."""


class ValueAxis(pg.AxisItem):  # type: ignore[misc]
    """Round values with their unit; on a logarithmic axis places are logarithms."""

    logarithmic = False
    unit = ""
    text_scale = 1.0

    def tickValues(
        self, low: float, high: float, size_px: float
    ) -> list[tuple[float, list[float]]]:
        """Return one level of ticks."""
        most = min(max(2, int(size_px / (_VALUE_PX * self.text_scale))), _MOST_TICKS)
        if not self.logarithmic:
            return [(1.0, ticks(low, high, most=most))]
        values = log_ticks(low, high, most=most)
        return [(1.0, [math.log10(value) for value in values if value > 0])]

    def tickStrings(self, places: list[float], factor: float, spacing: float) -> list[str]:
        """Return the values in plain figures."""
        values = [10.0**place if self.logarithmic else place for place in places]
        return [f"{number_text(value)}{self.unit}" for value in values]


class EpochAxis(pg.AxisItem):  # type: ignore[misc]
    """Whole epochs."""

    text_scale = 1.0

    def tickValues(
        self, low: float, high: float, size_px: float
    ) -> list[tuple[float, list[float]]]:
        """Return one level of ticks."""
        most = max(2, int(size_px / (_EPOCH_PX * self.text_scale)))
        return [(1.0, epoch_ticks(high, most=most))]

    def tickStrings(self, places: list[float], factor: float, spacing: float) -> list[str]:
        """Return the epochs' numbers."""
        return [number_text(place) for place in places]


Values = NDArray[np.float64]

_PADDING = 0.06
_OUTLIERS_PERCENT = 2.0
_NICE = (0.5, 1.0, 2.0, 5.0, 10.0)


def scaled(values: Values, *, logarithmic: bool) -> Values:
    """Return where values lie on the axis: as they are, or their decimal logarithms.

    What has no logarithm is NaN and leaves a gap.
    """
    if not logarithmic:
        return values
    result = np.full(values.shape, math.nan)
    np.log10(values, out=result, where=values > 0)
    return result


def smoothed(values: Values, smoothing: float) -> Values:
    """Return running means that give each value (1 - ``smoothing``) and the former ones the rest.

    Without the pull of where they begin (Kingma and Ba, "Adam", 2015, section 3). What is NaN stays
    NaN and has no weight.
    """
    if not smoothing:
        return values
    mean, weight = 0.0, 0.0
    found = values.tolist()
    for place, value in enumerate(found):
        if math.isnan(value):
            continue
        mean = smoothing * mean + (1.0 - smoothing) * value
        weight = smoothing * weight + (1.0 - smoothing)
        found[place] = mean / weight
    return np.array(found)


def naive_text(metric: Metric, value: float) -> str:
    """What saying the same of every face would give."""
    if metric == "gender_accuracy":
        told = translate("curves", "always the commoner gender: {0}")
        if value < 0.5:  # commoner in training, not among these faces
            told = translate("curves", "always the same gender: {0}")
        return told.format(f"{number(round(100 * value))}{_NO_BREAK}%")
    return translate("curves", "always the average age: {0} years").format(decimal(value))


def value_range(
    epochs: Sequence[Values],
    steps: Sequence[Values],
    *,
    limits: tuple[float, float] | None = None,
    level: float | None = None,
) -> tuple[float, float]:
    """Return the range of the axis for scaled values, within ``limits``.

    Without values all that the limits allow, or (0, 1).

    Every epoch is shown. Single steps may leave the plot: the first ones are often so far off
    that nothing else could be told apart. A ``level`` to compare with is shown where it is near.
    """
    ends = [_finite(part) for part in epochs]
    few = [_finite(part) for part in steps]
    if any(len(part) for part in ends):
        few = [_without_outliers(part) for part in few]
    shown = np.concatenate([np.empty(0), *ends, *few])
    if not len(shown):
        return limits if limits is not None and math.isfinite(limits[1]) else (0.0, 1.0)
    low, high = float(shown.min()), float(shown.max())
    if level is not None and abs(level - (low + high) / 2) <= _NEAR * (high - low):
        low, high = min(low, level), max(high, level)
    margin = (high - low) * _PADDING or max(abs(high) * _PADDING, 0.05)
    low, high = low - margin, high + margin
    if limits is not None:
        low, high = max(low, limits[0]), min(high, limits[1])
    return low, high


def ticks(low: float, high: float, *, most: int) -> list[float]:
    """Return about ``most`` round numbers between two values, and two at least."""
    span = high - low
    if span <= 0 or most < 1:
        return []
    raw = span / most
    power = 10.0 ** math.floor(math.log10(raw))
    # One number alone gives no scale: then the next finer step, though it is a little crowded.
    fitting = next(number for number in range(len(_NICE)) if _NICE[number] * power >= raw * 0.999)
    found: list[float] = []
    for step in (_NICE[fitting] * power, _NICE[fitting - 1] * power):
        first = math.ceil(low / step - 1e-9)
        last = math.floor(high / step + 1e-9)
        found = [number * step for number in range(first, last + 1)]
        if len(found) >= 2:
            break
    return found


def log_ticks(low: float, high: float, *, most: int) -> list[float]:
    """Return round values between two decimal logarithms: 1, 2, 5, 10, or finer, or powers of 10.

    The numbers returned are values, not logarithms.
    """
    if high <= low:
        return []
    powers = range(math.floor(low), math.ceil(high) + 1)
    for digits in ((1, 2, 5), (1, 3), (1,)):
        found = [digit * 10.0**power for power in powers for digit in digits]
        found = [value for value in found if low <= math.log10(value) <= high]
        if len(found) <= most:
            # Within one power of ten there are too few of these; evenly spaced ones do better.
            return found if len(found) >= 3 else ticks(10**low, 10**high, most=most)
    every = math.ceil(len(found) / most)
    return found[::every]


def epoch_ticks(high: float, *, most: int) -> list[float]:
    """Return whole numbers from 0 to ``high``."""
    every = max(1, math.ceil(high / max(most, 1)))
    nice = next(
        number * 10**power
        for power in range(9)
        for number in (1, 2, 5)
        if number * 10**power >= every
    )
    return [float(number) for number in range(0, math.floor(high + 1e-9) + 1, nice)]


def number_text(value: float) -> str:
    """Return a number for a tick, without needless digits and exponents."""
    if abs(value) < 1e-12:
        return "0"
    plain = np.format_float_positional(float(f"{value:.6g}"), trim="-")
    return plain.replace(".", QLocale().decimalPoint())


def figure_text(value: float) -> str:
    """Return a measured, finite number to three digits, to two if it is below 0.1."""
    power = math.floor(math.log10(abs(value))) if value else 0
    digits = 2 - power if power >= -1 else 1 - power
    return decimal(value, min(max(digits, 0), 5))


def _finite(values: Values) -> Values:
    return values[np.isfinite(values)]


def _without_outliers(values: Values) -> Values:
    if not len(values):
        return values
    return np.percentile(values, [_OUTLIERS_PERCENT, 100 - _OUTLIERS_PERCENT])

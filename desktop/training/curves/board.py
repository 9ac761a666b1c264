"""Three plots over the same epochs and the table above them: what a picture of the curves shows."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n.text import decimal, translate
from desktop.theme import Colours
from desktop.training.curves import series_style
from desktop.training.curves.plot import PlotCanvas, figure_text
from desktop.training.curves.series_style import name_of, readable
from desktop.widgets.labels import PlainLabel, plain_tip
from training.run_history import METRICS, Metric, NetworkHistory, Reading, RunHistory, RunPosition

_ROW_WIDTH_PX = 760
_ROW_HEIGHT_PX = 640
"""Wide and not so high: the plots stand side by side, else on top of each other."""
_MARGIN_PX = 8
_PLOT_MIN_WIDTH_PX = 200
_PLOT_MIN_HEIGHT_PX = 130
# Low enough that the board can be made flat, upon which the plots go side by side.
_PLOT_FLAT_PX = 90
# In a window that is lower than this, so that their axes are not lost below its edge.
_LOW_WINDOW_PX, _PLOT_LOW_PX = 680, 76


class _Panel(QWidget):
    """A plot with its title."""

    def __init__(self, canvas: PlotCanvas, *, font: QFont, parent: QWidget) -> None:
        super().__init__(parent)
        self.canvas, metric = canvas, canvas.shows
        self.canvas.setAccessibleName(title(metric))
        self.canvas.setMinimumWidth(_PLOT_MIN_WIDTH_PX)
        self._title, self._hint = (PlainLabel(title(metric), self), PlainLabel(hint(metric), self))
        self._hint.setProperty("muted", True)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setContentsMargins(2, 0, 2, 0)
        self._head.setSpacing(0)
        self._head.addWidget(self._title)
        self._head.addStretch()
        self._head.addWidget(self._hint)
        if metric == "loss":
            self.setToolTip(plain_tip(about_loss()))
            self.canvas.setAccessibleDescription(about_loss())
        self._axis = PlainLabel(self.tr("Epoch"), self)
        self._axis.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._head)
        column.addWidget(self.canvas, 1)
        column.addWidget(self._axis)
        self.set_font(font)

    def set_font(self, font: QFont) -> None:
        """Write in another font."""
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        self._title.setFont(bold)
        for label in (self._hint, self._axis):
            label.setFont(font)
        # The longest of all plots, so that either all of them have hints or none.
        titles, hints = QFontMetrics(bold), QFontMetrics(font)
        self._room_px = 24 + max(titles.horizontalAdvance(title(name)) for name in METRICS)
        self._room_px += max(hints.horizontalAdvance(hint(name)) for name in METRICS)
        self._place_hint()

    def name_axis(self, named: bool) -> None:
        """Write "Epoch" under the axis, or leave it to the plot below."""
        self._axis.setVisible(named)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the hint below the title where there is no room beside it."""
        super().resizeEvent(event)
        self._place_hint()

    def _place_hint(self) -> None:
        ways = QBoxLayout.Direction
        beside = self.width() >= self._room_px
        self._head.setDirection(ways.LeftToRight if beside else ways.TopToBottom)


class CurvesBoard(QWidget):
    """Shows a history; the pointer or the keys choose a moment of which it gives the numbers.

    ``spoken`` carries the numbers of a newly chosen moment as sentences, "" when none is chosen.
    """

    spoken = Signal(str)

    def __init__(
        self,
        history: RunHistory,
        *,
        canvases: Sequence[PlotCanvas],
        parent: QWidget,
        style_of: series_style.StyleOf = series_style.style_of,
    ) -> None:
        super().__init__(parent)
        self._history = history
        self._moment: RunPosition | None = None
        self._logarithmic = False
        self._smoothing = 0.0
        font = readable(self.font())
        self.legend = Legend(self, font=font, style_of=style_of)
        self._panels = {one.shows: _Panel(one, font=font, parent=self) for one in canvases}
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self._beside: bool | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN_PX, _MARGIN_PX, _MARGIN_PX, _MARGIN_PX)
        column.setSpacing(8)
        column.addWidget(self.legend)
        column.addLayout(self._grid, 1)
        self.surprise = PlainLabel(about_better_validation(), self)
        self.surprise.setProperty("muted", True)
        self.surprise.setWordWrap(True)
        self.surprise.setFont(font)
        self.surprise.hide()
        column.addWidget(self.surprise)
        self._arrange(beside=False)
        for panel in self._panels.values():
            canvas = panel.canvas
            canvas.pointed.connect(self._point)
            canvas.left.connect(self._leave)
            canvas.moved.connect(self._move)
            canvas.jumped.connect(self._jump)

    @property
    def canvases(self) -> dict[Metric, PlotCanvas]:
        """The plots."""
        return {metric: panel.canvas for metric, panel in self._panels.items()}

    @property
    def turns(self) -> int:
        """In how many parts the board can be drawn."""
        return len(METRICS)

    @property
    def networks(self) -> tuple[NetworkHistory, ...]:
        """The networks shown."""
        return self._history.networks

    @property
    def moment(self) -> RunPosition | None:
        """The chosen moment; None while the latest numbers are shown."""
        return self._moment

    @property
    def sentences(self) -> str:
        """What the table says, in words."""
        told = [sentence(network, self._reading(network)) for network in self._history.networks]
        return f"{moment_text(self._moment)}. {'. '.join(told)}."

    def show_history(self, history: RunHistory) -> None:
        """Show another run from now on."""
        self._history = history
        self.draw()

    def set_logarithmic(self, logarithmic: bool) -> None:
        """Draw loss and age error on a logarithmic or a linear axis."""
        self._logarithmic = logarithmic
        self.draw()

    def set_smoothing(self, smoothing: float) -> None:
        """Draw the steps as running means; ``smoothing`` 0-1, 0 for each as it was."""
        self._smoothing = smoothing
        self.legend.name_steps(smoothed=smoothing > 0)
        self.draw()

    def resize_text(self, font: QFont, *, scale: float) -> None:
        """Write at another size, with lines to match; ``recolour`` draws them."""
        self.legend.set_font(font, scale=scale)
        self.surprise.setFont(font)
        self._fit_words()
        for panel in self._panels.values():
            panel.set_font(font)
            panel.canvas.resize_text(font, scale=scale)

    def recolour(self, colours: Colours) -> None:
        """Take on the colours of a theme; ``draw`` shows all of it in them."""
        self.legend.recolour(colours)
        for canvas in self.canvases.values():
            canvas.recolour(colours)

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
        canvas.draw(
            self._history.networks, end=end, logarithmic=logarithmic, smoothing=self._smoothing
        )
        if turn == 0:
            self.legend.show_networks(self._history.networks)
            self.surprise.setVisible(any(map(validates_better, self._history.networks)))
            self._show_numbers()

    def choose(self, moment: RunPosition | None) -> None:
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
        # The latest numbers would be old ones soon: only what is pointed at is told.
        self.spoken.emit("" if moment is None else sentences)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the plots side by side where that suits the shape of the window."""
        super().resizeEvent(event)
        wide = self.width() >= _ROW_WIDTH_PX
        beside = wide and self.height() < _ROW_HEIGHT_PX
        least_px = _PLOT_FLAT_PX if wide and not beside else _PLOT_MIN_HEIGHT_PX
        if self.window().height() < _LOW_WINDOW_PX:
            least_px = _PLOT_LOW_PX
        for canvas in self.canvases.values():
            canvas.setMinimumHeight(least_px)
        self._fit_words()
        self._arrange(beside=beside)

    def _fit_words(self) -> None:
        # A layout that is short of room takes wrapped words for a single line. First without the
        # height that they have: a label never asks for less than that.
        self.surprise.setMinimumHeight(0)
        room_px = self.contentsRect().width() - 2 * _MARGIN_PX
        self.surprise.setMinimumHeight(self.surprise.heightForWidth(room_px))

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

    def _reading(self, network: NetworkHistory) -> Reading:
        return network.latest() if self._moment is None else network.at(self._moment)

    def _show_numbers(self) -> None:
        readings = {
            (network.architecture, network.network): self._reading(network)
            for network in self._history.networks
        }
        told = moment_text(self._moment)
        if self._moment is None and any(one.within_epoch for one in self._history.networks):
            told = translate("curves", "Latest / last epoch")
        self.legend.show_readings(told, readings)

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


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
_SAMPLE_PX = (30, 18)
_ABOUT_PX = 260
_MARKER_RADIUS_PX = 4.5


class LegendSample(QWidget):
    """A short piece of line with its marker, as in the plots: solid, dashed or thin."""

    def __init__(self, parent: QWidget, *, marker: series_style.Marker | None, line: str) -> None:
        super().__init__(parent)
        self._marker: series_style.Marker | None = marker
        self._line = line
        self._ink, self._ground = QColor(), QColor()
        self.set_scale(1.0)

    def set_scale(self, scale: float) -> None:
        """Be larger than usual, with a thicker line."""
        self._scale = scale
        self.setFixedSize(QSize(*(round(side * scale) for side in _SAMPLE_PX)))
        self.update()

    def recolour(self, ink: QColor, ground: QColor) -> None:
        """Take on other colours."""
        self._ink, self._ground = ink, ground
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw line and marker."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._ink, 1 if self._line == "thin" else 2 * self._scale)
        if self._line == "dashed":
            pen.setDashPattern([2.5, 1.8])
        painter.setPen(pen)
        middle = self.height() / 2
        # From the edges inwards, so that dashes are the same on both sides of the marker.
        for edge in (1, self.width() - 1):
            painter.drawLine(QPointF(edge, middle), QPointF(self.width() / 2, middle))
        if self._marker is not None:
            series_style.paint_marker(
                painter,
                QPointF(self.width() / 2, middle),
                marker=self._marker,
                radius=_MARKER_RADIUS_PX * self._scale,
                line=self._ink,
                fill=self._ground if self._line == "dashed" else self._ink,
            )


class Legend(QFrame):
    """One row a network, one column a metric: "training / validation" at a moment."""

    def __init__(self, parent: QWidget, *, font: QFont, style_of: series_style.StyleOf) -> None:
        super().__init__(parent)
        self._style_of = style_of
        self._scale = 1.0
        self._font = font
        self._bold = QFont(font)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._rows: dict[tuple[str, str], tuple[LegendSample, list[QLabel]]] = {}
        self._colours: Colours | None = None
        self._moment = self._label(bold=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(3)
        self._lines = [
            LegendSample(self, marker="circle", line="solid"),
            LegendSample(self, marker="circle", line="dashed"),
            LegendSample(self, marker=None, line="thin"),
        ]
        self._arrange()

    def show_lines(self, *, steps: bool) -> None:
        """Explain the line of single steps, or leave it out where none is drawn."""
        for widget in self._about_steps:
            widget.setVisible(steps)

    def name_steps(self, *, smoothed: bool) -> None:
        """Say whether the line of steps shows each as it was."""
        text = self.tr("each step, smoothed") if smoothed else self.tr("each step")
        self._about_steps[1].setText(text)

    def set_font(self, font: QFont, *, scale: float) -> None:
        """Write at another size."""
        self._font, self._bold = font, QFont(font)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._scale = scale
        for label in self.findChildren(QLabel):
            label.setFont(self._bold if label is self._moment else font)
        for sample in self.findChildren(LegendSample):
            sample.set_scale(scale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Explain the loss where there is room for it."""
        super().resizeEvent(event)
        taken_px = self._grid.sizeHint().width()
        room_px = self.width() - taken_px - 3 * self._grid.horizontalSpacing()
        self.about.setVisible(room_px >= _ABOUT_PX * self._scale)

    def _label(self, text: str = "", *, bold: bool = False, muted: bool = False) -> QLabel:
        label = PlainLabel(text, self)
        label.setFont(self._bold if bold else self._font)
        label.setProperty("muted", muted)
        return label

    def _arrange(self) -> None:
        key = QHBoxLayout()
        key.setSpacing(5)
        texts = (self.tr("training"), self.tr("validation"), self.tr("each step"))
        for sample, text in zip(self._lines, texts, strict=True):
            label = self._label(text, muted=True)
            key.addWidget(sample)
            key.addWidget(label)
            key.addSpacing(10)
            self._about_steps = (sample, label)  # the last of them
        key.addStretch()
        self._grid.addWidget(self._moment, 0, 0, 1, 2, Qt.AlignmentFlag.AlignBottom)
        for number, metric in enumerate(METRICS):
            heading = self._label(network_column(metric), muted=True)
            heading.setAlignment(_RIGHT)
            self._grid.addWidget(heading, 0, 2 + number)
        self._grid.setColumnStretch(2 + len(METRICS), 1)
        self.about = self._label(about_loss(), muted=True)
        self.about.setWordWrap(True)
        # It must not keep the window from becoming narrow.
        self.about.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        rows = QHBoxLayout()
        rows.setSpacing(24)
        rows.addLayout(self._grid)
        rows.addWidget(self.about, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(key)
        column.addLayout(rows)

    @property
    def moment(self) -> str:
        """Which moment the numbers are of."""
        return self._moment.text()

    @property
    def texts(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The texts of each network's row: its name, then a cell for each metric."""
        return {
            key: tuple(label.text() for label in labels) for key, (_, labels) in self._rows.items()
        }

    def show_networks(self, networks: tuple[NetworkHistory, ...]) -> None:
        """Have exactly these rows."""
        wanted = [(network.architecture, network.network) for network in networks]
        for key in [key for key in self._rows if key not in wanted]:
            sample, labels = self._rows.pop(key)
            for widget in (sample, *labels):
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        for key in wanted:
            if key not in self._rows:
                self._add_row(key)

    def _add_row(self, key: tuple[str, str]) -> None:
        row = self._grid.rowCount()
        sample = LegendSample(self, marker=self._style_of(*key).marker, line="solid")
        sample.set_scale(self._scale)
        labels = [self._label(series_style.name_of(*key))]
        labels += [self._label() for _ in METRICS]
        self._grid.addWidget(sample, row, 0)
        self._grid.addWidget(labels[0], row, 1)
        for number, label in enumerate(labels[1:]):
            self._grid.addWidget(label, row, 2 + number, _RIGHT)
        self._rows[key] = sample, labels
        if self._colours is not None:
            self.recolour(self._colours)

    def show_readings(self, moment: str, readings: dict[tuple[str, str], Reading]) -> None:
        """Fill in the numbers of a moment."""
        self._moment.setText(moment)
        for key, reading in readings.items():
            _, labels = self._rows[key]
            for metric, label in zip(METRICS, labels[1:], strict=True):
                label.setText(pair(metric, reading))

    def recolour(self, colours: Colours) -> None:
        """Take on the colours of a theme."""
        self._colours = colours
        ground = QColor(colours.window)
        for sample in self._lines:
            sample.recolour(QColor(colours.muted), ground)
        for key, (sample, _) in self._rows.items():
            sample.recolour(self._style_of(*key).colour(colours), ground)


def title(metric: Metric) -> str:
    """Name of a plot, with its unit."""
    return {
        "loss": translate("curves", "Loss"),
        "age_mae_years": translate("curves", "Apparent-age error (years)"),
        "gender_accuracy": translate("curves", "Perceived-gender accuracy (%)"),
    }[metric]


def network_column(metric: Metric) -> str:
    """Name of a column in the table of numbers."""
    return {
        "loss": translate("curves", "Loss"),
        "age_mae_years": translate("curves", "Age error\n(years)"),
        "gender_accuracy": translate("curves", "Gender\naccuracy (%)"),
    }[metric]


def hint(metric: Metric) -> str:
    """Which way is good."""
    if metric == "gender_accuracy":
        return translate("curves", "higher is better")
    return translate("curves", "lower is better")


def about_loss() -> str:
    """What the loss is, in a sentence."""
    return translate(
        "curves",
        "Loss is the one number that training makes smaller: it adds up how wrong the answers are "
        "on age and gender.",
    )


def about_better_validation() -> str:
    """Why validation can be better than training, which surprises whoever sees it first."""
    return translate(
        "curves",
        "Validation can be better than training: the training faces are changed by chance to make "
        "them harder, and they are counted while the network is still learning.",
    )


def validates_better(network: NetworkHistory) -> bool:
    """Whether a network's last epoch was better on validation than on training faces."""
    last = network.epochs[-1].metrics if network.epochs else {}
    for metric in METRICS:
        training, validation = last.get(metric), last.get(f"val_{metric}")
        if training is None or validation is None or validation == training:
            continue
        if (validation > training) == (metric == "gender_accuracy"):
            return True
    return False


def moment_text(one: RunPosition | None) -> str:
    """Where on the axis: "Epoch 3", "Epoch 4, step 120"; without a place, the latest."""
    if one is None:
        return translate("curves", "Latest")
    if one.step is None:
        return translate("curves", "Epoch {0}").format(one.epoch)
    return translate("curves", "Epoch {0}, step {1}").format(one.epoch, one.step)


def figure(metric: Metric, value: float) -> str:
    """One number without its unit; "–" where there is none."""
    if not math.isfinite(value):
        return "–"
    if metric == "gender_accuracy":
        return decimal(100 * value)
    return decimal(value) if metric == "age_mae_years" else figure_text(value)


def pair(metric: Metric, reading: Reading) -> str:
    """Training and validation in one cell: "7.1 / 7.9"; one alone if there is only training."""
    trained, validated = reading[metric]
    if not math.isfinite(validated):
        return figure(metric, trained)
    return f"{figure(metric, trained)} / {figure(metric, validated)}"


def unit(metric: Metric) -> str:
    """The unit with a space before it, or ""."""
    return {
        "loss": "",
        "age_mae_years": translate("curves", " years"),
        "gender_accuracy": translate("curves", " %"),
    }[metric]


def sentence(network: NetworkHistory, reading: Reading) -> str:
    """All numbers of one network: "combined: loss 8.31, validation 9.02; …"."""
    names = {
        "loss": translate("curves", "loss"),
        "age_mae_years": translate("curves", "apparent-age error"),
        "gender_accuracy": translate("curves", "perceived-gender accuracy"),
    }
    parts = []
    for metric in METRICS:
        trained, validated = reading[metric]
        told = []
        if math.isfinite(trained):
            told.append(f"{names[metric]} {figure(metric, trained)}{unit(metric)}")
        if math.isfinite(validated):
            name = translate("curves", "validation") if told else names[metric]
            suffix = "" if told else translate("curves", " in validation")
            told.append(f"{name} {figure(metric, validated)}{unit(metric)}{suffix}")
        if told:
            parts.append(", ".join(told))
    text = "; ".join(parts) or translate("curves", "no figures")
    return f"{name_of(network.architecture, network.network)}: {text}"

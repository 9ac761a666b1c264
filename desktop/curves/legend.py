"""The table above the plots: what each colour, marker and line means, and the numbers."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.curves import look, words
from desktop.curves.history import METRICS, Network, Reading
from desktop.theme import Colours

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
_SAMPLE_PX = (30, 18)
_MARKER_RADIUS_PX = 4.5


class Sample(QWidget):
    """A short piece of line with its marker, as in the plots: solid, dashed or thin."""

    def __init__(self, parent: QWidget, *, marker: look.Marker | None, line: str) -> None:
        super().__init__(parent)
        self._marker: look.Marker | None = marker
        self._line = line
        self._ink, self._ground = QColor(), QColor()
        self.setFixedSize(QSize(*_SAMPLE_PX))

    def recolour(self, ink: QColor, ground: QColor) -> None:
        """Take on other colours."""
        self._ink, self._ground = ink, ground
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw line and marker."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._ink, 1 if self._line == "thin" else 2)
        if self._line == "dashed":
            pen.setDashPattern([2.5, 1.8])
        painter.setPen(pen)
        middle = self.height() / 2
        # From the edges inwards, so that dashes are the same on both sides of the marker.
        for edge in (1, self.width() - 1):
            painter.drawLine(QPointF(edge, middle), QPointF(self.width() / 2, middle))
        if self._marker is not None:
            look.paint_marker(
                painter,
                QPointF(self.width() / 2, middle),
                marker=self._marker,
                radius=_MARKER_RADIUS_PX,
                line=self._ink,
                fill=self._ground if self._line == "dashed" else self._ink,
            )


class Legend(QFrame):
    """One row a network, one column a metric: "training / validation" at a moment."""

    def __init__(self, parent: QWidget, *, font: QFont) -> None:
        super().__init__(parent)
        self._font = font
        self._bold = QFont(font)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._rows: dict[tuple[str, str], tuple[Sample, list[QLabel]]] = {}
        self._colours: Colours | None = None
        self._moment = self._label(bold=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(3)
        self._lines = [
            Sample(self, marker="circle", line="solid"),
            Sample(self, marker="circle", line="dashed"),
            Sample(self, marker=None, line="thin"),
        ]
        self._arrange()

    def _label(self, text: str = "", *, bold: bool = False, muted: bool = False) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(self._bold if bold else self._font)
        label.setProperty("muted", muted)
        return label

    def _arrange(self) -> None:
        key = QHBoxLayout()
        key.setSpacing(5)
        texts = (self.tr("training"), self.tr("validation"), self.tr("each step"))
        for sample, text in zip(self._lines, texts, strict=True):
            key.addWidget(sample)
            key.addWidget(self._label(text, muted=True))
            key.addSpacing(10)
        key.addStretch()
        self._grid.addWidget(self._moment, 0, 0, 1, 2, Qt.AlignmentFlag.AlignBottom)
        for number, metric in enumerate(METRICS):
            heading = self._label(words.column(metric), muted=True)
            heading.setAlignment(_RIGHT)
            self._grid.addWidget(heading, 0, 2 + number)
        self._grid.setColumnStretch(2 + len(METRICS), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(key)
        column.addLayout(self._grid)

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

    def show_networks(self, networks: tuple[Network, ...]) -> None:
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
        sample = Sample(self, marker=look.look_of(*key).marker, line="solid")
        labels = [self._label(look.name_of(*key))]
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
                label.setText(words.pair(metric, reading))

    def recolour(self, colours: Colours) -> None:
        """Take on the colours of a theme."""
        self._colours = colours
        ground = QColor(colours.window)
        for sample in self._lines:
            sample.recolour(QColor(colours.muted), ground)
        for key, (sample, _) in self._rows.items():
            sample.recolour(look.look_of(*key).colour(colours), ground)

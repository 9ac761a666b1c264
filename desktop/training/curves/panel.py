"""The curves in the window: empty until a run begins, redrawn at a calm pace, saved on request."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QHideEvent,
    QImage,
    QImageWriter,
    QPainter,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QSlider,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.messages import Messages
from desktop.theme import Theme
from desktop.training.curves.series_style import StyleOf, readable, style_of
from desktop.widgets.dialogs import FileDialogs
from desktop.widgets.labels import PlainLabel
from engine.errors import OutputError, UserError
from engine.files import write_atomically
from training.events import Event
from training.run_history import METRICS, EpochReading, NetworkHistory, RunHistory

if TYPE_CHECKING:
    from desktop.training.curves.board import CurvesBoard
    from desktop.training.curves.plot import PlotCanvas

# One plot a turn, all three at about 10 Hz: the window never waits for more than one of them.
_TURN_MS = 33
_SMOOTHING, _SMOOTHEST = 80, 98
_SLIDER_PX = 130


class CurvesPanel(QWidget):
    """Loss, apparent-age error and perceived-gender accuracy, live, of one run.

    ``spoken`` carries what the user points at, as sentences.
    """

    spoken = Signal(str)

    def __init__(
        self,
        *,
        theme: Theme,
        dialogs: FileDialogs,
        messages: Messages,
        note: str = "",
        steps: bool = True,
        style_of: StyleOf = style_of,
        parent: QWidget | None = None,
    ) -> None:
        """``note`` stands there while there is nothing to draw; ``steps``: whether steps are."""
        super().__init__(parent)
        self._note, self._steps, self._style_of = note, steps, style_of
        self._theme, self._dialogs, self._messages = theme, dialogs, messages
        self._history = RunHistory()
        self._board: CurvesBoard | None = None
        self._canvases: list[PlotCanvas] = []
        self._stale = False
        self._turn = 0
        self._timer = QTimer(self, singleShot=True, interval=_TURN_MS)
        self._timer.timeout.connect(self._redraw)
        self._logarithmic = QCheckBox(self.tr("Lo&garithmic scale"), self)
        self._logarithmic.setToolTip(
            self.tr(
                "For loss and age error: small values get as much room as large ones, "
                "so that late progress can be seen"
            )
        )
        self._save_picture = QPushButton(self.tr("Save &picture…"), self)
        self._save_table = QPushButton(self.tr("Save &table…"), self)
        self._smoothing = QSlider(Qt.Orientation.Horizontal, self)
        self._smoothing_name = PlainLabel(self.tr("Smoothing"), self)
        self.tools = self._tools = QWidget(self)
        self._pages = QStackedWidget(self)
        self._arrange()
        self._logarithmic.toggled.connect(self._set_logarithmic)
        self._smoothing.valueChanged.connect(self._set_smoothing)
        self._save_table.clicked.connect(self._ask_table)
        theme.changed.connect(self._recolour)

    def _arrange(self) -> None:
        self.setAccessibleName(self.tr("Training curves"))
        self._save_picture.setAccessibleName(self.tr("Save the curves as a picture"))
        self._smoothing.setRange(0, _SMOOTHEST)
        self._smoothing.setValue(_SMOOTHING)
        self._smoothing.setFixedWidth(_SLIDER_PX)
        self._smoothing.setAccessibleName(self.tr("Smoothing of the curve of steps"))
        self._smoothing.setToolTip(
            self.tr(
                "At the left end every step is drawn as it was; further to the right each "
                "point is a mean of the steps before it"
            )
        )
        for widget in (self._smoothing, self._smoothing_name):
            widget.setVisible(self._steps)
        self._save_table.setAccessibleName(self.tr("Save the numbers of the curves as a table"))
        left, right = self._tool_parts = QHBoxLayout(), QHBoxLayout()
        left.addWidget(self._logarithmic)
        if self._steps:
            left.addSpacing(14)
            left.addWidget(self._smoothing_name)
            left.addWidget(self._smoothing)
        left.addStretch()
        right.addStretch()
        right.addWidget(self._save_picture)
        right.addWidget(self._save_table)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._tools)
        self._row.setContentsMargins(8, 8, 8, 0)
        for part in (left, right):
            self._row.addLayout(part)
        note = self._note_label = PlainLabel(
            self._note
            or self.tr(
                "Curves appear here as soon as a training runs: loss, apparent-age error "
                "and perceived-gender accuracy, step by step."
            ),
            self,
        )
        self._write_readably()
        note.setWordWrap(True)
        note.setProperty("muted", True)
        note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        note.setMargin(24)
        self._pages.addWidget(note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tools)
        column.addWidget(self._pages, 1)
        self._tools.hide()

    def _write_readably(self) -> None:
        for widget in (self._note_label, self._logarithmic, self._smoothing_name):
            widget.setFont(self._font())

    def _resize_text(self) -> None:
        self._write_readably()
        if self._board is not None:
            self._board.resize_text(self._font(), scale=self._theme.scale)

    def _font(self) -> QFont:
        return readable(QApplication.font())

    @property
    def history(self) -> RunHistory:
        """What is shown."""
        return self._history

    @property
    def board(self) -> CurvesBoard | None:
        """The plots; None until the first event, since they are slow to load."""
        return self._board

    @property
    def is_behind(self) -> bool:
        """Whether there is something that is not drawn yet."""
        return self._stale or self._turn > 0

    @property
    def is_waiting(self) -> bool:
        """Whether a redraw is about to come."""
        return self._timer.isActive()

    def clear(self) -> None:
        """Forget the run and show the empty state."""
        self._timer.stop()
        self._stale = False
        self._turn = 0
        self._history = RunHistory()
        self._tools.hide()
        self._pages.setCurrentIndex(0)
        if self._board is not None:
            self._board.choose(None)
            self._board.show_history(self._history)

    def on_event(self, event: Event) -> None:
        """Take in what a trainer reports; what is not about curves passes by."""
        if not self._history.take(event):
            return
        self._draw_soon()

    def _draw_soon(self) -> None:
        self._stale = True
        # Not restarted by later events: a fast run would put the redraw off for ever.
        if self.isVisible() and not self._timer.isActive():
            self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what came while nobody looked."""
        super().showEvent(event)
        # In another parent, Qt's style sheets bring back the fonts that there were at first.
        self._resize_text()
        if self.is_behind:
            self._timer.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the tools side by side where they fit."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        margins = self._row.contentsMargins()
        parts_px = [part.sizeHint().width() for part in self._tool_parts]
        around_px = margins.left() + margins.right()
        # Or the tools, side by side, would keep the panel from becoming as narrow as they can be.
        self._tools.setMinimumWidth(max(parts_px) + around_px)
        needed_px = sum(parts_px) + self._row.spacing() + around_px
        beside = self.width() >= needed_px
        self._row.setDirection(ways.LeftToRight if beside else ways.TopToBottom)

    def hideEvent(self, event: QHideEvent) -> None:
        """Draw nothing that nobody sees."""
        super().hideEvent(event)
        self._timer.stop()

    @Slot()
    def _redraw(self) -> None:
        """Draw the next plot; after the last one begin anew if more has come meanwhile.

        Building the plots and showing them for the first time are turns of their own.
        """
        if self._board is None:
            self._build_part()
        elif self._pages.currentWidget() is not self._board:
            self._pages.setCurrentWidget(self._board)
            self._tools.show()
        else:
            self._draw_part(self._board)
        if self.is_behind:
            self._timer.start()

    def _draw_part(self, board: CurvesBoard) -> None:
        if self._turn == 0:
            self._stale = False
        board.draw_part(self._turn)
        self._turn = (self._turn + 1) % board.turns

    def _build_part(self) -> None:
        """Make one more plot; when there are all, the board that holds them."""
        from desktop.training.curves.board import CurvesBoard
        from desktop.training.curves.plot import PlotCanvas

        if len(self._canvases) < len(METRICS):
            metric = METRICS[len(self._canvases)]
            font, colours = self._font(), self._theme.colours
            canvas = PlotCanvas(
                metric, font=font, colours=colours, parent=self, style_of=self._style_of
            )
            self._canvases.append(canvas)
            return
        board = self._board = CurvesBoard(
            self._history, canvases=self._canvases, parent=self, style_of=self._style_of
        )
        board.legend.show_lines(steps=self._steps)
        board.spoken.connect(self.spoken)
        board.resize_text(self._font(), scale=self._theme.scale)
        board.recolour(self._theme.colours)
        board.set_smoothing(self._smoothing.value() / 100)
        board.set_logarithmic(self._logarithmic.isChecked())
        self._save_picture.clicked.connect(lambda: self._ask_picture(board))
        self._pages.addWidget(board)

    @Slot()
    def _recolour(self) -> None:
        self._resize_text()
        if self._board is not None:
            self._board.recolour(self._theme.colours)
            self._draw_soon()

    @Slot(bool)
    def _set_logarithmic(self, logarithmic: bool) -> None:
        if self._board is not None:
            self._board.set_logarithmic(logarithmic)

    @Slot(int)
    def _set_smoothing(self, percent: int) -> None:
        if self._board is not None:
            self._board.set_smoothing(percent / 100)

    def _ask_picture(self, board: CurvesBoard) -> None:
        ground = QColor(self._theme.colours.window)

        def content(path: Path) -> bytes:
            board.draw()
            return (drawing if path.suffix.lower() == ".svg" else picture)(board, ground)

        self._save(
            content,
            title=self.tr("Save picture of the curves"),
            suffix=".png",
            kinds=self.tr("PNG picture (*.png);;SVG drawing (*.svg)"),
            trouble=self.tr("The picture was not saved."),
        )

    @Slot()
    def _ask_table(self) -> None:
        self._save(
            lambda _: table(self._history.networks),
            title=self.tr("Save numbers of the curves"),
            suffix=".csv",
            kinds=self.tr("Table (*.csv)"),
            trouble=self.tr("The table was not saved."),
        )

    def _save(
        self, content: Callable[[Path], bytes], *, title: str, suffix: str, kinds: str, trouble: str
    ) -> None:
        name = f"agelens-curves{suffix}"
        path = self._dialogs.save_as(self, title=title, name=name, kinds=kinds)
        if path is None:
            return
        try:
            write_atomically(path, content(path))
        except UserError as error:
            self._messages.report(error, context=trouble)
        else:
            self._messages.say(self.tr("Saved as {0}").format(path))


COLUMNS = (
    "architecture",
    "network",
    "row",
    "epoch",
    "step",
    "seconds",
    *METRICS,
    *(f"val_{metric}" for metric in METRICS),
    *(f"step_{metric}" for metric in METRICS),
)
"""``row`` is "epoch" or "step"; the metrics of a step are running averages of its epoch, those with
``step_`` the figures of the step by itself.
Seconds of training, age error in years, accuracy 0-1; an empty cell where there is no value."""

_DENSITY = 2.0
_QUALITY = 80  # of speed over size, here: the window waits for it


def table(networks: tuple[NetworkHistory, ...]) -> bytes:
    """Return the curves as CSV (UTF-8 with BOM, dot decimals): ``COLUMNS``."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    for network in networks:
        whose = {"architecture": network.architecture, "network": network.network}
        for epoch in network.epochs:
            writer.writerow(whose | _epoch_cells(epoch))
        for number, step, _, *values in network.steps.rows.tolist():
            cells = {"row": "step", "epoch": str(int(number)), "step": str(int(step))}
            names = (*METRICS, *(f"step_{metric}" for metric in METRICS))
            cells |= {name: _cell(value) for name, value in zip(names, values, strict=True)}
            writer.writerow(whose | cells)
    return text.getvalue().encode("utf-8-sig")


def picture(board: QWidget, ground: QColor) -> bytes:
    """Return what a widget shows as a PNG at twice its size, sharp on paper and projector.

    Raises ``OutputError`` if there is nothing to draw.
    """
    image = QImage(board.size() * _DENSITY, QImage.Format.Format_RGB32)
    if image.isNull():
        size = f"{board.width()} x {board.height()} pixels"
        raise OutputError(f"The curves cannot be drawn at this size. Received: {size}")
    image.setDevicePixelRatio(_DENSITY)
    image.fill(ground)
    board.render(image, QPoint(0, 0))
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, b"PNG")
    writer.setQuality(_QUALITY)
    if not writer.write(image):
        size = f"{image.width()} x {image.height()} pixels"
        raise OutputError(f"The picture could not be encoded. Received: {size}")
    return bytes(content.data())


def drawing(board: QWidget, ground: QColor) -> bytes:
    """Return what a widget shows as an SVG drawing, sharp at any size."""
    from PySide6.QtSvg import QSvgGenerator

    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(board.size())
    generator.setViewBox(board.rect())
    # Its unit is then the pixel of the screen, and texts keep their size beside the lines.
    generator.setResolution(board.logicalDpiX())
    painter = QPainter(generator)
    painter.fillRect(board.rect(), ground)
    board.render(painter, QPoint(0, 0))
    painter.end()
    return bytes(content.data())


def _epoch_cells(epoch: EpochReading) -> dict[str, str]:
    cells = {"row": "epoch", "epoch": str(epoch.number), "seconds": _cell(epoch.seconds)}
    for metric in METRICS:
        for name in (metric, f"val_{metric}"):
            cells[name] = _cell(epoch.metrics.get(name, math.nan))
    return cells


def _cell(value: float) -> str:
    return f"{value:.6g}" if math.isfinite(value) else ""

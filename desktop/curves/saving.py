"""Curves as files: a table of every epoch and the kept steps, and a picture."""

from __future__ import annotations

import csv
import io
import math

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint
from PySide6.QtGui import QColor, QImage, QImageWriter
from PySide6.QtWidgets import QWidget

from desktop.curves.history import METRICS, Epoch, Network
from engine.errors import OutputError

COLUMNS = (
    "architecture",
    "network",
    "row",
    "epoch",
    "step",
    "seconds",
    *METRICS,
    *(f"val_{metric}" for metric in METRICS),
)
"""``row`` is "epoch" or "step"; the metrics of a step are running averages of its epoch.
Seconds of training, age error in years, accuracy 0-1; an empty cell where there is no value."""

_DENSITY = 2.0
_QUALITY = 80  # of speed over size, here: the window waits for it


def table(networks: tuple[Network, ...]) -> bytes:
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
            cells |= {name: _cell(value) for name, value in zip(METRICS, values, strict=True)}
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


def _epoch_cells(epoch: Epoch) -> dict[str, str]:
    cells = {"row": "epoch", "epoch": str(epoch.number), "seconds": _cell(epoch.seconds)}
    for metric in METRICS:
        for name in (metric, f"val_{metric}"):
            cells[name] = _cell(epoch.metrics.get(name, math.nan))
    return cells


def _cell(value: float) -> str:
    return f"{value:.6g}" if math.isfinite(value) else ""

"""The little signs on tiles: confirmed, corrected, not a face, added, not sure, unreadable."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF

from engine.project import Verdict

Mark = Verdict | Literal["unsure"]
# Lines from point to point, in a square from -1 to 1.
_STROKES: dict[Mark, tuple[tuple[tuple[float, float], ...], ...]] = {
    "confirmed": (((-0.45, 0.02), (-0.12, 0.36), (0.48, -0.36)),),
    "corrected": (
        ((-0.42, 0.42), (-0.34, 0.1), (0.26, -0.5), (0.5, -0.26), (-0.1, 0.34)),
        ((-0.42, 0.42), (-0.1, 0.34)),
    ),
    "not_a_face": (((-0.36, -0.36), (0.36, 0.36)), ((0.36, -0.36), (-0.36, 0.36))),
    "added": (((-0.46, 0.0), (0.46, 0.0)), ((0.0, -0.46), (0.0, 0.46))),
    "unsure": (),
}


def paint_mark(
    painter: QPainter, mark: Mark, centre: QPointF, *, side_px: float, palette: QPalette
) -> None:
    """Draw a sign in its circle; "unsure" is a question mark on the colour of the window."""
    role = QPalette.ColorRole
    circle = QRectF(0, 0, side_px, side_px)
    circle.moveCenter(centre)
    grounds: dict[Mark, QColor] = {
        "not_a_face": palette.color(role.BrightText),
        "unsure": palette.color(role.Base),
    }
    ground = grounds.get(mark, palette.color(role.Accent))
    ink = palette.color(role.Text if mark == "unsure" else role.HighlightedText)
    if mark == "not_a_face":
        ink = palette.color(role.Base)
    painter.setPen(QPen(palette.color(role.Base), 1.5))
    painter.setBrush(ground)
    painter.drawEllipse(circle)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(ink, side_px / 11, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    if mark == "unsure":
        font = painter.font()
        font.setPixelSize(round(side_px * 0.68))
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, "?")
        return
    half = side_px / 2
    for stroke in _STROKES[mark]:
        points = [QPointF(centre.x() + x * half, centre.y() + y * half) for x, y in stroke]
        painter.drawPolyline(QPolygonF(points))


def paint_broken(painter: QPainter, tile: QRectF, colour: QColor) -> None:
    """Draw a struck out frame: a file that is no photo."""
    third = tile.width() / 3
    frame = QRectF(tile.x() + third, tile.y() + third, third, third)
    painter.setPen(QPen(colour, 4, c=Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(frame, 6, 6)
    painter.drawLine(frame.bottomLeft(), frame.topRight())

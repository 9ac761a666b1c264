"""A box that a person draws, moves or resizes: its arithmetic, and the handles that are pulled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop.viewer import annotate
from engine.results import Box, Point

Handle = Literal["nw", "n", "ne", "e", "se", "s", "sw", "w", "move"]
"""What of a box is pulled: a corner or an edge by its point of the compass, or all of it."""
_CORNERS: tuple[Handle, ...] = ("nw", "ne", "se", "sw")
_EDGES: tuple[Handle, ...] = ("n", "e", "s", "w")
_ROOMY_PX = 48.0  # smaller boxes have handles at their corners alone
_REACH_PX = 8.0
_SIDE_PX = 8.0
_CURSORS: dict[Handle, Qt.CursorShape] = {
    "nw": Qt.CursorShape.SizeFDiagCursor,
    "se": Qt.CursorShape.SizeFDiagCursor,
    "ne": Qt.CursorShape.SizeBDiagCursor,
    "sw": Qt.CursorShape.SizeBDiagCursor,
    "n": Qt.CursorShape.SizeVerCursor,
    "s": Qt.CursorShape.SizeVerCursor,
    "e": Qt.CursorShape.SizeHorCursor,
    "w": Qt.CursorShape.SizeHorCursor,
    "move": Qt.CursorShape.SizeAllCursor,
}


def cursor_of(handle: Handle) -> Qt.CursorShape:
    """The pointer that says what pulling here does."""
    return _CURSORS[handle]


def handle_points(rect: QRectF) -> dict[Handle, QPointF]:
    """Where the handles of a box are, which is this rectangle on screen."""
    middle = rect.center()
    points: dict[Handle, QPointF] = {
        "nw": rect.topLeft(),
        "ne": rect.topRight(),
        "se": rect.bottomRight(),
        "sw": rect.bottomLeft(),
        "n": QPointF(middle.x(), rect.top()),
        "e": QPointF(rect.right(), middle.y()),
        "s": QPointF(middle.x(), rect.bottom()),
        "w": QPointF(rect.left(), middle.y()),
    }
    roomy = min(rect.width(), rect.height()) >= _ROOMY_PX
    return {name: points[name] for name in ((*_CORNERS, *_EDGES) if roomy else _CORNERS)}


def handle_at(rect: QRectF, point: QPointF, *, inside: bool = False) -> Handle | None:
    """What a press at a point pulls: a handle, or by the edge (or ``inside``) the whole box."""
    for name, place in handle_points(rect).items():
        if max(abs(place.x() - point.x()), abs(place.y() - point.y())) <= _REACH_PX:
            return name
    near = rect.adjusted(-_REACH_PX / 2, -_REACH_PX / 2, _REACH_PX / 2, _REACH_PX / 2)
    within = rect.adjusted(_REACH_PX / 2, _REACH_PX / 2, -_REACH_PX / 2, -_REACH_PX / 2)
    if near.contains(point) and (inside or not within.contains(point)):
        return "move"
    return None


def is_near(rect: QRectF, point: QPointF) -> bool:
    """Whether the pointer is so near a box that its handles are to be seen."""
    reach = 2 * _REACH_PX
    return rect.adjusted(-reach, -reach, reach, reach).contains(point)


def paint_handles(painter: QPainter, rect: QRectF) -> None:
    """Draw the handles of a box, light on dark and dark on light."""
    painter.setPen(QPen(annotate.RIM, 1.5))
    painter.setBrush(annotate.CHOSEN_LINE)
    for point in handle_points(rect).values():
        square = QRectF(0, 0, _SIDE_PX, _SIDE_PX)
        square.moveCenter(point)
        painter.drawRect(square)
    painter.setBrush(Qt.BrushStyle.NoBrush)


SMALLEST_PX = 8.0
"""No side is shorter: less is a slip of the mouse, and no face."""


@dataclass(frozen=True, slots=True)
class DraftBox:
    """A box inside a photo of ``width_px`` by ``height_px`` pixels."""

    width_px: int
    height_px: int
    box: Box

    @classmethod
    def around(cls, width_px: int, height_px: int, *, centre: Point, side_px: float) -> DraftBox:
        """A square to begin with."""
        side = min(max(side_px, SMALLEST_PX), width_px, height_px)
        box = Box(centre[0] - side / 2, centre[1] - side / 2, side, side)
        return cls(width_px, height_px, box).moved(0, 0)

    def moved(self, dx: float, dy: float) -> DraftBox:
        """The box pushed, as far as there is photo."""
        box = self.box
        x = min(max(box.x + dx, 0.0), self.width_px - box.w)
        y = min(max(box.y + dy, 0.0), self.height_px - box.h)
        return replace(self, box=Box(x, y, box.w, box.h))

    def resized(self, dw: float, dh: float) -> DraftBox:
        """Right and lower edge pushed, as far as there is photo; never less than the smallest."""
        box = self.box
        w = min(max(box.w + dw, SMALLEST_PX), self.width_px - box.x)
        h = min(max(box.h + dh, SMALLEST_PX), self.height_px - box.y)
        return replace(self, box=Box(box.x, box.y, w, h))

    def spanned(self, one: Point, other: Point) -> DraftBox:
        """The box between two points, the part of it inside the photo."""
        left, right = sorted((one[0], other[0]))
        top, bottom = sorted((one[1], other[1]))
        box = Box(left, top, right - left, bottom - top).clipped(self.width_px, self.height_px)
        return replace(self, box=box)

    @property
    def usable(self) -> bool:
        """Whether it is large enough for a face."""
        return min(self.box.w, self.box.h) >= SMALLEST_PX

    def pulled(self, handle: Handle, dx: float, dy: float) -> DraftBox:
        """One of its edges or corners pushed by (dx, dy), or all of it; never past the photo."""
        if handle == "move":
            return self.moved(dx, dy)
        box = self.box
        left, top, right, bottom = box.x, box.y, box.x + box.w, box.y + box.h
        if "w" in handle:
            left = min(max(left + dx, 0.0), right - SMALLEST_PX)
        if "e" in handle:
            right = max(min(right + dx, self.width_px), left + SMALLEST_PX)
        if "n" in handle:
            top = min(max(top + dy, 0.0), bottom - SMALLEST_PX)
        if "s" in handle:
            bottom = max(min(bottom + dy, self.height_px), top + SMALLEST_PX)
        return replace(self, box=Box(left, top, right - left, bottom - top))

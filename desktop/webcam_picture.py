"""A video frame as it is shown and saved: mirrored, blurred where nobody agreed, with boxes.

One road serves the screen and saved pictures, so that what is blurred on one is on the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from desktop import annotate, wording
from desktop.camera import Frame
from engine.results import Box, Face
from engine.tracking import Track

Pixels = NDArray[np.uint8]
# Of the whole picture, and of a face on its own: too few cells to know anybody by.
_CELLS = (20, 12)
_FACE_CELLS = (4, 5)
_CLEAR_WIDER, _CLEAR_HIGHER = 1.3, 1.6
_HIDDEN_WIDER, _HIDDEN_HIGHER = 1.4, 1.6
_SMALLEST_FONT_PX = 11
_STEPS = 4


@dataclass(frozen=True, slots=True)
class Seen:
    """A face as it is to be shown; ``clear`` says whether it may be seen."""

    track: Track
    clear: bool = True


@dataclass(frozen=True, slots=True)
class Look:
    """How frames are shown; in ``opt_in`` mode all is blurred but the faces that are clear."""

    mirrored: bool = True
    opt_in: bool = False


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a frame of ``width_px`` lies: its scale, left top corner, and whether it is turned."""

    width_px: int
    scale: float
    mirrored: bool
    origin: QPointF

    def rect(self, box: Box) -> QRectF:
        """A box of the frame where the frame lies."""
        x = self.width_px - box.x - box.w if self.mirrored else box.x
        placed = Box(x, box.y, box.w, box.h).scaled(self.scale)
        return QRectF(placed.x + self.origin.x(), placed.y + self.origin.y(), placed.w, placed.h)


def scene(frame: Frame, seen: Sequence[Seen], *, look: Look, scale: float = 1.0) -> QImage:
    """The frame at ``scale`` (pixels per frame pixel), mirrored and blurred as it is to be seen."""
    width = max(round(frame.width_px * scale), 1)
    height = max(round(frame.height_px * scale), 1)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    target = np.frombuffer(image.bits(), np.uint8).reshape(height, width, 4)
    method = cv2.INTER_AREA if scale < 0.5 else cv2.INTER_LINEAR
    pixels = np.asarray(cv2.resize(frame.bgra(), (width, height), interpolation=method), np.uint8)
    if look.mirrored:
        cv2.flip(pixels, 1, dst=target)
    else:
        target[:] = pixels
    if look.opt_in:
        placing = Placing(frame.width_px, width / frame.width_px, look.mirrored, QPointF(0, 0))
        _veil(
            target,
            clear=[placing.rect(one.track.face.box) for one in seen if one.clear],
            hidden=[placing.rect(one.track.face.box) for one in seen if not one.clear],
        )
    return image


def paint_marks(
    painter: QPainter,
    seen: Sequence[Seen],
    placing: Placing,
    *,
    font: QFont,
    bounds: QRectF,
    selected: int | None = None,
) -> None:
    """Paint boxes and labels, paler the staler they are; ``selected`` is a track's id."""
    strengths = [one.track.strength for one in seen]
    for step in sorted({_step(strength) for strength in strengths}):
        group = [one for one, s in zip(seen, strengths, strict=True) if _step(s) == step]
        painter.setOpacity(step / _STEPS)
        shown = [one for one in group if one.clear]
        faces = [one.track.face for one in shown]
        boxes = [placing.rect(face.box) for face in faces]
        ids = [one.track.track_id for one in shown]
        chosen = ids.index(selected) if selected in ids else None
        marks = annotate.lay_out(faces, boxes, font=font, bounds=bounds, selected=chosen)
        annotate.paint(painter, marks, selected=chosen)
        for one in group:
            if not one.clear:
                rect = placing.rect(one.track.face.box)
                _paint_hidden(painter, rect, font=font, chosen=one.track.track_id == selected)
    painter.setOpacity(1.0)


def still(frame: Frame, seen: Sequence[Seen], *, look: Look, boxes: bool, family: str) -> QImage:
    """A picture to keep, at full size: what is on screen, with or without boxes and labels."""
    image = scene(frame, seen, look=look)
    if not boxes:
        return image
    font = QFont(family)
    font.setPixelSize(max(round(0.022 * min(image.width(), image.height())), _SMALLEST_FONT_PX))
    placing = Placing(frame.width_px, 1.0, look.mirrored, QPointF(0, 0))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    # Whoever is blurred is not pointed at either.
    shown = [one for one in seen if one.clear]
    bounds = QRectF(image.rect()).adjusted(2, 2, -2, -2)
    paint_marks(painter, shown, placing, font=font, bounds=bounds)
    painter.end()
    return image


def faces_of(seen: Sequence[Seen]) -> tuple[Face, ...]:
    """The faces that may be seen, and so written down."""
    return tuple(one.track.face for one in seen if one.clear)


def _step(strength: float) -> int:
    return max(round(_STEPS * strength), 1)


def _veil(pixels: Pixels, *, clear: Sequence[QRectF], hidden: Sequence[QRectF]) -> None:
    """Blur everything but the clear faces, and hidden ones more coarsely, in place.

    Everything: a face that no prediction has found yet must not be seen for even a moment.
    """
    height, width = pixels.shape[:2]
    veil = _coarse(pixels, _CELLS)
    mask = np.zeros((height, width), np.uint8)
    for rect in clear:
        middle = round(rect.center().x()), round(rect.center().y() - 0.05 * rect.height())
        radii = round(_CLEAR_WIDER * rect.width() / 2), round(_CLEAR_HIGHER * rect.height() / 2)
        cv2.ellipse(mask, middle, radii, 0, 0, 360, 255, thickness=cv2.FILLED)
    for rect in hidden:
        part = _around(rect, width, height)
        mask[part] = 0
        if veil[part].size:
            veil[part] = _coarse(veil[part], _FACE_CELLS)
    cv2.copyTo(pixels, mask, veil)
    pixels[:] = veil


def _around(rect: QRectF, width: int, height: int) -> tuple[slice, slice]:
    """Rows and columns around a face that is not to be seen."""
    x, y = rect.center().x(), rect.center().y()
    across, down = _HIDDEN_WIDER * rect.width() / 2, _HIDDEN_HIGHER * rect.height() / 2
    left, right = max(int(x - across), 0), min(int(x + across) + 1, width)
    top, bottom = max(int(y - down), 0), min(int(y + down) + 1, height)
    return slice(top, max(bottom, top)), slice(left, max(right, left))


def _coarse(pixels: Pixels, cells: tuple[int, int]) -> Pixels:
    """Averages over ``cells`` (columns, rows), drawn out to the size again."""
    height, width = pixels.shape[:2]
    size = min(cells[0], width), min(cells[1], height)
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def _paint_hidden(painter: QPainter, rect: QRectF, *, font: QFont, chosen: bool) -> None:
    """A dashed box around a face that has not agreed, and how it can, where that fits."""
    colour = annotate.CHOSEN_LINE if chosen else QColor(255, 255, 255, 210)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for line, width in ((annotate.RIM, 3.5), (colour, 1.5)):
        painter.setPen(QPen(line, width, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(rect, 6, 6)
    hint = wording.translate("webcam", "Click to show")
    metrics = QFontMetricsF(font)
    room = metrics.horizontalAdvance(hint) + 12
    if 2 * rect.width() >= room:
        plate = QRectF(0, 0, room, metrics.height() + 6)
        plate.moveCenter(rect.center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(annotate.PLATE)
        painter.drawRoundedRect(plate, 4, 4)
        painter.setPen(annotate.PLATE_TEXT)
        painter.setFont(font)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, hint)

"""The live picture: the newest frame with its boxes, at the video's own pace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import text as wording
from desktop.viewer import annotate
from desktop.webcam.camera import Frame
from engine.live import Track
from engine.results import Box, Face

_SMALLEST_FONT_PX = 12
_LARGEST_SCALE = 3.0
_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class WebcamView(QWidget):
    """Shows frames and what ``seen_in`` says about each at the moment it is painted.

    ``painted`` after every painting of a frame that was not painted before; ``face_chosen`` (a
    track's id) on a click, or on Space or Return after arrow keys have gone to a face.
    """

    painted = Signal()
    face_chosen = Signal(int)

    def __init__(
        self, seen_in: Callable[[Frame], tuple[DisplayedFrame, ...]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._seen_in = seen_in
        self._frame: Frame | None = None
        self._painted: Frame | None = None
        self._selected: int | None = None
        self.look = DisplayOptions()
        self.dimmed = False
        self._ring = False
        self.setAccessibleName(self.tr("Live picture"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(240, 180))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def frame(self) -> Frame | None:
        """The frame on screen."""
        return self._frame

    def show_frame(self, frame: Frame) -> None:
        """Show a newer frame; one that could not be painted meanwhile is skipped."""
        self._frame = frame
        self.update()

    def set_look(self, look: DisplayOptions) -> None:
        """Mirror or blur from now on, also the picture that stands still."""
        self.look = look
        self.update()

    def set_dimmed(self, dimmed: bool) -> None:
        """Show that the picture is no longer live."""
        self.dimmed = dimmed
        self.update()

    def clear(self) -> None:
        """Show nothing and keep nothing."""
        self._frame = self._painted = None
        self._selected = None
        self.update()

    def rendered(self, frame: Frame) -> QImage:
        """The frame as it is shown at the widget's present size, without boxes."""
        scale = self._placing(frame).scale * self.devicePixelRatioF()
        image = scene(frame, self._seen_in(frame), look=self.look, scale=scale)
        image.setDevicePixelRatio(self.devicePixelRatioF())
        return image

    def face_rect(self, one: DisplayedFrame) -> QRectF:
        """Where a face's box is, in widget pixels; empty without a picture."""
        if self._frame is None:
            return QRectF()
        return self._placing(self._frame).rect(one.track.face.box)

    def _placing(self, frame: Frame) -> FramePlacement:
        fitting = min(self.width() / frame.width_px, self.height() / frame.height_px)
        scale = max(min(fitting, _LARGEST_SCALE), 1e-3)
        left = (self.width() - scale * frame.width_px) / 2
        top = (self.height() - scale * frame.height_px) / 2
        corner = QPointF(round(left), round(top))
        return FramePlacement(frame.width_px, scale, self.look.mirrored, corner)

    def _on_screen(self) -> list[DisplayedFrame]:
        """The faces from left to right as they are shown."""
        if self._frame is None:
            return []
        seen = list(self._seen_in(self._frame))
        return seen[::-1] if self.look.mirrored else seen

    def _step(self, by: int) -> None:
        ids = [one.track.track_id for one in self._on_screen()]
        if not ids:
            self._selected = None
        elif self._selected in ids:
            self._selected = ids[(ids.index(self._selected) + by) % len(ids)]
        else:
            self._selected = ids[0 if by > 0 else -1]
        self.update()

    # Qt's own calls from here on.

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame, boxes and labels."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.AlternateBase))
        frame = self._frame
        if frame is not None:
            placing = self._placing(frame)
            painter.drawImage(placing.origin, self.rendered(frame))
            font = QFont(self.font())
            font.setPixelSize(max(QFontInfo(self.font()).pixelSize(), _SMALLEST_FONT_PX))
            picture = QRectF(placing.origin, frame.image.size() * placing.scale)
            if self.dimmed:
                painter.setOpacity(0.5)
                painter.fillRect(picture, Qt.GlobalColor.black)
                painter.setOpacity(1.0)
            paint_marks(
                painter,
                self._seen_in(frame),
                placing,
                font=font,
                bounds=picture.adjusted(4, 4, -4, -4),
                selected=self._selected,
            )
        if self._ring:
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()
        if frame is not None and frame is not self._painted:
            self._painted = frame
            self.painted.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show a ring to whoever came by the keyboard."""
        self._ring = event.reason() in _KEYS
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self._ring = False
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the face under the pointer; the smallest where boxes overlap."""
        hits = [one for one in self._on_screen() if self.face_rect(one).contains(event.position())]
        if hits and event.button() == Qt.MouseButton.LeftButton:
            hit = min(hits, key=lambda one: one.track.face.box.area)
            self.face_chosen.emit(hit.track.track_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys go from face to face; Space or Return chooses."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._selected in [one.track.track_id for one in self._on_screen()]:
                self.face_chosen.emit(self._selected)
        else:
            super().keyPressEvent(event)


Pixels = NDArray[np.uint8]
# Of the whole picture, and of a face on its own: too few cells to know anybody by.
_CELLS = (20, 12)
_FACE_CELLS = (4, 5)
_CLEAR_WIDER, _CLEAR_HIGHER = 1.3, 1.6
_HIDDEN_WIDER, _HIDDEN_HIGHER = 1.4, 1.6
_FRAME_FONT_MIN_PX = 11
_STEPS = 4


@dataclass(frozen=True, slots=True)
class DisplayedFrame:
    """A face as it is to be shown; ``clear`` says whether it may be seen."""

    track: Track
    clear: bool = True


@dataclass(frozen=True, slots=True)
class DisplayOptions:
    """How frames are shown; in ``opt_in`` mode all is blurred but the faces that are clear."""

    mirrored: bool = True
    opt_in: bool = False


@dataclass(frozen=True, slots=True)
class FramePlacement:
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


def scene(
    frame: Frame, seen: Sequence[DisplayedFrame], *, look: DisplayOptions, scale: float = 1.0
) -> QImage:
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
        placing = FramePlacement(
            frame.width_px, width / frame.width_px, look.mirrored, QPointF(0, 0)
        )
        _veil(
            target,
            clear=[placing.rect(one.track.face.box) for one in seen if one.clear],
            hidden=[placing.rect(one.track.face.box) for one in seen if not one.clear],
        )
    return image


def paint_marks(
    painter: QPainter,
    seen: Sequence[DisplayedFrame],
    placing: FramePlacement,
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


def still(
    frame: Frame, seen: Sequence[DisplayedFrame], *, look: DisplayOptions, boxes: bool, family: str
) -> QImage:
    """A picture to keep, at full size: what is on screen, with or without boxes and labels."""
    image = scene(frame, seen, look=look)
    if not boxes:
        return image
    font = QFont(family)
    font.setPixelSize(max(round(0.022 * min(image.width(), image.height())), _FRAME_FONT_MIN_PX))
    placing = FramePlacement(frame.width_px, 1.0, look.mirrored, QPointF(0, 0))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    # Whoever is blurred is not pointed at either.
    shown = [one for one in seen if one.clear]
    bounds = QRectF(image.rect()).adjusted(2, 2, -2, -2)
    paint_marks(painter, shown, placing, font=font, bounds=bounds)
    painter.end()
    return image


def faces_of(seen: Sequence[DisplayedFrame]) -> tuple[tuple[int, Face], ...]:
    """The faces that may be seen, and so written down, each with its track's id."""
    return tuple((one.track.track_id, one.track.face) for one in seen if one.clear)


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


class VisibilityWatcher(QObject):
    """``left`` when ``widget`` goes out of sight, ``came`` when it is back."""

    left = Signal()
    came = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._window: QWidget | None = None
        self._here = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice what hides or shows the widget; nothing is held back."""
        kind = event.type()
        if watched is self._widget and kind == QEvent.Type.Show:
            self._watch_window()
            self._look(hidden=False)
        elif watched is self._widget and kind == QEvent.Type.Hide:
            self._look(hidden=True)
        elif watched is self._window and kind == QEvent.Type.WindowStateChange:
            self._look(hidden=not self._widget.isVisible())
        return False

    def _watch_window(self) -> None:
        window = self._widget.window()
        if window is not self._window:
            self._window = window
            if window is not self._widget:
                window.installEventFilter(self)

    def _look(self, *, hidden: bool) -> None:
        minimised = self._window is not None and self._window.isMinimized()
        here = not hidden and not minimised
        if here != self._here:
            self._here = here
            (self.came if here else self.left).emit()

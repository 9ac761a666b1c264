"""The live picture: the newest frame with its boxes, at the video's own pace."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontInfo,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import webcam_picture
from desktop.camera import Frame
from desktop.webcam_picture import Look, Placing, Seen

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
        self, seen_in: Callable[[Frame], tuple[Seen, ...]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._seen_in = seen_in
        self._frame: Frame | None = None
        self._painted: Frame | None = None
        self._selected: int | None = None
        self.look = Look()
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

    @property
    def selected(self) -> int | None:
        """The track that arrow keys have gone to."""
        return self._selected

    def show_frame(self, frame: Frame) -> None:
        """Show a newer frame; one that could not be painted meanwhile is skipped."""
        self._frame = frame
        self.update()

    def set_look(self, look: Look) -> None:
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
        image = webcam_picture.scene(frame, self._seen_in(frame), look=self.look, scale=scale)
        image.setDevicePixelRatio(self.devicePixelRatioF())
        return image

    def face_rect(self, one: Seen) -> QRectF:
        """Where a face's box is, in widget pixels; empty without a picture."""
        if self._frame is None:
            return QRectF()
        return self._placing(self._frame).rect(one.track.face.box)

    def _placing(self, frame: Frame) -> Placing:
        fitting = min(self.width() / frame.width_px, self.height() / frame.height_px)
        scale = max(min(fitting, _LARGEST_SCALE), 1e-3)
        left = (self.width() - scale * frame.width_px) / 2
        top = (self.height() - scale * frame.height_px) / 2
        corner = QPointF(round(left), round(top))
        return Placing(frame.width_px, scale, self.look.mirrored, corner)

    def _on_screen(self) -> list[Seen]:
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
            webcam_picture.paint_marks(
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

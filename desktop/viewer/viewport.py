"""Where a photo lies inside a widget: the arithmetic of fit, zoom and pan, without any drawing."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF

from engine.results import Box

MARGIN_PX = 16.0
_LARGEST_FIT = 3.0
_LARGEST_SCALE = 16.0


class Viewport:
    """Scale (widget pixels per full-size photo pixel) and place of a photo in a widget.

    While ``fitted``, the photo follows the widget's size; zooming ends that.
    """

    def __init__(self) -> None:
        self._photo = QSizeF(1, 1)
        self._widget = QSizeF(1, 1)
        self._origin = QPointF(0, 0)
        self.scale = 1.0
        self.fitted = True

    @property
    def fit_scale(self) -> float:
        """The scale at which the whole photo shows; small photos are not blown up to a blur."""
        width = max(self._widget.width() - 2 * MARGIN_PX, 1.0)
        height = max(self._widget.height() - 2 * MARGIN_PX, 1.0)
        fitting = min(width / self._photo.width(), height / self._photo.height())
        return min(fitting, _LARGEST_FIT)

    @property
    def photo_rect(self) -> QRectF:
        """The whole photo in widget pixels; reaches outside when zoomed in."""
        return QRectF(self._origin, self._photo * self.scale)

    def set_photo(self, width_px: int, height_px: int) -> None:
        """Look at another photo, all of it."""
        self._photo = QSizeF(max(width_px, 1), max(height_px, 1))
        self.fit()

    def set_widget(self, width: float, height: float) -> None:
        """Follow the widget's size (logical pixels), keeping the middle in the middle."""
        middle = self.to_photo(self._middle)
        self._widget = QSizeF(max(width, 1.0), max(height, 1.0))
        if self.fitted:
            self.fit()
        else:
            self._place(middle, self._middle)

    def fit(self) -> None:
        """Show the whole photo."""
        self.fitted = True
        self.scale = self.fit_scale
        self._place(QPointF(self._photo.width() / 2, self._photo.height() / 2), self._middle)

    def zoom_to(self, scale: float, about: QPointF | None = None) -> None:
        """Change the scale; the photo's point under ``about`` (default: the middle) stays."""
        about = self._middle if about is None else about
        fixed = self.to_photo(about)
        smallest = min(self.fit_scale, 1.0)
        self.scale = min(max(scale, smallest), max(_LARGEST_SCALE, self.fit_scale))
        self.fitted = self.scale == self.fit_scale
        self._place(fixed, about)

    def pan(self, dx: float, dy: float) -> None:
        """Move the photo by widget pixels, as far as there is more of it to see."""
        origin = self._origin + QPointF(dx, dy)
        self._origin = QPointF(
            _held(origin.x(), self._photo.width() * self.scale, self._widget.width()),
            _held(origin.y(), self._photo.height() * self.scale, self._widget.height()),
        )

    def reveal(self, box: Box) -> None:
        """Pan as little as needed to bring a box (full-size pixels) into view."""
        rect = self.to_widget(box)
        dx = _nudge(rect.left(), rect.right(), self._widget.width())
        dy = _nudge(rect.top(), rect.bottom(), self._widget.height())
        if dx or dy:
            self.pan(dx, dy)

    def to_widget(self, box: Box) -> QRectF:
        """A box of the photo in widget pixels."""
        scaled = box.scaled(self.scale)
        return QRectF(scaled.x + self._origin.x(), scaled.y + self._origin.y(), scaled.w, scaled.h)

    def to_photo(self, point: QPointF) -> QPointF:
        """A point of the widget in full-size photo pixels."""
        return (point - self._origin) / self.scale

    @property
    def _middle(self) -> QPointF:
        return QPointF(self._widget.width() / 2, self._widget.height() / 2)

    def _place(self, photo_point: QPointF, widget_point: QPointF) -> None:
        self._origin = widget_point - photo_point * self.scale
        self.pan(0, 0)


def _held(start: float, length: float, room: float) -> float:
    """Keep a stretch in the middle if it fits the room, else let it cover the room."""
    if length <= room:
        return (room - length) / 2
    return min(max(start, room - length - MARGIN_PX), MARGIN_PX)


def _nudge(start: float, end: float, room: float) -> float:
    if end - start > room - 2 * MARGIN_PX:
        return (room - start - end) / 2
    return max(MARGIN_PX - start, 0.0) + min(room - MARGIN_PX - end, 0.0)

"""Photos as Qt draws them. All of it is work for a lane, except ``Picture.crop``.

NumPy, OpenCV and Pillow are imported at the first photo: the window's start does not wait for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPalette, QPen
from PySide6.QtWidgets import QApplication

from desktop.jobs import Job, Lane, Urgency
from desktop.viewer.qimage import pixels_of, qimage_of
from engine.results import Box

if TYPE_CHECKING:
    from engine.images import Photo

_SMALLEST_LEVEL_PX = 400
_CROP_MARGIN = 0.15
_THUMBNAIL_READ_PX = 200


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A photo ready to be drawn.

    ``levels`` show the same picture, sharpest first, each half as large as the one before, so that
    a reduced view is both quick and free of moiré. ``width_px`` and ``height_px`` are those of the
    full-size upright photo, in whose pixels boxes are given. ``page`` is the one of its file that
    it shows, of ``pages``.
    """

    levels: tuple[QImage, ...]
    width_px: int
    height_px: int
    page: int = 1
    pages: int = 1

    @property
    def scale(self) -> float:
        """Pixels of the sharpest level per full-size pixel, at most 1."""
        return self.levels[0].width() / self.width_px

    def level(self, scale: float) -> QImage:
        """The smallest level with at least ``scale`` pixels per full-size pixel."""
        wanted_px = self.width_px * scale
        fitting = [image for image in self.levels if image.width() >= wanted_px]
        return fitting[-1] if fitting else self.levels[0]

    def crop(self, box: Box, *, side_px: int) -> QImage:
        """Cut a square of ``side_px`` around ``box`` (full-size pixels) (a millisecond)."""
        side = max(box.w, box.h, 1.0) * (1 + 2 * _CROP_MARGIN)
        image = self.level(side_px / side)
        scale = image.width() / self.width_px
        x, y = box.centre
        length = max(min(round(side * scale), image.width(), image.height()), 1)
        left = min(max(round(x * scale - length / 2), 0), image.width() - length)
        top = min(max(round(y * scale - length / 2), 0), image.height() - length)
        return image.copy(QRect(left, top, length, length)).scaled(
            QSize(side_px, side_px),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )


def picture_of(photo: Photo) -> Picture:
    """Make a photo drawable; the pixels are copied. Raises ``ImageError`` if memory is short."""
    import cv2

    pixels: Any = photo.pixels
    levels = []
    while True:
        height, width = pixels.shape[:2]
        levels.append(qimage_of(pixels))
        if max(width, height) < 2 * _SMALLEST_LEVEL_PX or min(width, height) < 2:
            return Picture(tuple(levels), photo.width_px, photo.height_px, photo.page, photo.pages)
        pixels = cv2.resize(pixels, (width // 2, height // 2), interpolation=cv2.INTER_AREA)


def read(source: Path | QImage, *, reduce_to_px: int | None = 1600) -> Photo:
    """Read a file, or take a picture from the clipboard, as a photo; raises ``ImageError``."""
    from engine.images import from_array, read_photo

    if isinstance(source, QImage):
        return from_array(pixels_of(source))
    return read_photo(source, reduce_to_px=reduce_to_px)


def thumbnail(source: Path | QImage, *, side_px: int) -> QImage:
    """Return the middle square of a picture, ``side_px`` wide; raises ``ImageError``."""
    if isinstance(source, QImage):
        image = source
    else:
        image = qimage_of(read(source, reduce_to_px=_THUMBNAIL_READ_PX).pixels)
    side = min(image.width(), image.height())
    square = image.copy((image.width() - side) // 2, (image.height() - side) // 2, side, side)
    return square.scaled(
        QSize(side_px, side_px),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    ).convertToFormat(QImage.Format.Format_RGB32)


SIDE_PX = 160
_WISHES_KEPT = 64


class Thumbnailer(QObject):
    """Answers ``want`` with ``ready`` (entry, image); what nobody sees any more is left out.

    Those who scroll past thousands of photos wish for all of them: the newest wishes are served
    first and the oldest dropped, to be wished for again when they come into view.
    """

    ready = Signal(object, object)

    def __init__(self, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._wishes: dict[Entry, None] = {}
        self._job: Job | None = None
        self._entry: Entry | None = None

    @Slot(object)
    def want(self, entry: Entry) -> None:
        """Wish for a thumbnail; wishing again moves it to the front."""
        if entry is self._entry:
            return
        self._wishes.pop(entry, None)
        self._wishes[entry] = None
        if len(self._wishes) > _WISHES_KEPT:
            del self._wishes[next(iter(self._wishes))]
        self._next()

    def cancel(self) -> None:
        """Forget all wishes."""
        self._wishes.clear()
        if self._job is not None:
            self._job.cancel()

    def _next(self) -> None:
        if self._job is not None or not self._wishes:
            return
        entry, _ = self._wishes.popitem()
        self._entry = entry
        self._job = self._lane.submit(
            lambda: thumbnail(entry.source, side_px=SIDE_PX), urgency=Urgency.SOON
        )
        self._job.succeeded.connect(self._keep)
        self._job.failed.connect(self._keep_broken)
        self._job.finished.connect(self._finished)

    @Slot(object)
    def _keep(self, image: QImage) -> None:
        self.ready.emit(self._entry, image)

    @Slot(object)
    def _keep_broken(self, _error: Exception) -> None:
        # The sentence on what is wrong comes when the photo is chosen; here a sign will do.
        self.ready.emit(self._entry, broken_picture())

    @Slot()
    def _finished(self) -> None:
        self._job = self._entry = None
        self._next()


def broken_picture() -> QImage:
    """The thumbnail of a file that is no photo: a struck out frame."""
    palette = QApplication.palette()
    image = QImage(SIDE_PX, SIDE_PX, QImage.Format.Format_RGB32)
    image.fill(palette.color(QPalette.ColorRole.AlternateBase))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_broken(painter, QRectF(image.rect()), palette.color(QPalette.ColorRole.PlaceholderText))
    painter.end()
    return image


def paint_broken(painter: QPainter, tile: QRectF, colour: QColor) -> None:
    """Draw a struck out frame: a file that is no photo."""
    third = tile.width() / 3
    frame = QRectF(tile.x() + third, tile.y() + third, third, third)
    painter.setPen(QPen(colour, third / 10, c=Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(frame, third / 7, third / 7)
    painter.drawLine(frame.bottomLeft(), frame.topRight())


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One photo that is open: a file, or a picture from the clipboard.

    ``text`` is what results call it; two entries are never equal, so they can be looked up.
    """

    source: Path | QImage
    text: str

    @property
    def name(self) -> str:
        """The short name on screen."""
        return self.source.name if isinstance(self.source, Path) else self.text

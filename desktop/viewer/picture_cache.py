"""Photos as Qt draws them, and a cache that holds so many bytes of them.

Reading and making them is work for a lane.

NumPy, OpenCV and Pillow are imported at the first photo: the window's start does not wait for them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QApplication

from desktop.jobs import Job, Lane, Urgency
from desktop.viewer.qimage import pixels_of, qimage_of
from engine.results import Box

if TYPE_CHECKING:
    from engine.images import Photo

_READ_PX = 1600
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

    @property
    def bytes_held(self) -> int:
        """The memory that its pixels take, in bytes."""
        return sum(image.sizeInBytes() for image in self.levels)

    def reduced(self) -> Picture:
        """The same as ``read`` gives it by default: without what was read for a sharper look."""
        kept = tuple(
            image for image in self.levels if max(image.width(), image.height()) < 2 * _READ_PX
        )
        if not kept or len(kept) == len(self.levels):
            return self
        return Picture(kept, self.width_px, self.height_px)

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


def read(source: Path | QImage, *, reduce_to_px: int | None = _READ_PX) -> Photo:
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


_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class BytesCache(Generic[_Key, _Value]):
    """What was used lately, up to a budget in bytes: pictures differ in size by a hundred times.

    What was put in last always stays, however large it is, or the screen would have nothing.
    """

    def __init__(self, limit_bytes: int, *, size_of: Callable[[_Value], int]) -> None:
        """``size_of`` tells how many bytes a value takes; it must not change."""
        self.limit_bytes, self._size_of = limit_bytes, size_of
        self._values: OrderedDict[_Key, _Value] = OrderedDict()
        self._bytes_held = 0

    def __len__(self) -> int:
        return len(self._values)

    def __contains__(self, key: _Key) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[_Key]:
        """Keys, the longest unused first."""
        return iter(self._values)

    @property
    def bytes_held(self) -> int:
        """How much memory all values take."""
        return self._bytes_held

    def get(self, key: _Key) -> _Value | None:
        """The value of a key, which is used by that; ``None`` if it is not there (any more)."""
        value = self._values.get(key)
        if value is not None:
            self._values.move_to_end(key)
        return value

    def put(self, key: _Key, value: _Value, *, keep: _Key | None = None) -> None:
        """Keep a value; the longest unused leave for it, but never the one of the key ``keep``."""
        self.pop(key)
        self._values[key] = value
        self._bytes_held += self._size_of(value)
        while self._bytes_held > self.limit_bytes:
            oldest = next((other for other in self._values if other not in (key, keep)), None)
            if oldest is None:
                break
            self.pop(oldest)

    def pop(self, key: _Key) -> None:
        """Forget a key, if it is there."""
        value = self._values.pop(key, None)
        if value is not None:
            self._bytes_held -= self._size_of(value)

    def clear(self) -> None:
        """Forget everything."""
        self._values.clear()
        self._bytes_held = 0


def pixmap_bytes(pixmap: QPixmap) -> int:
    """About the memory that a pixmap takes, in bytes."""
    return pixmap.width() * pixmap.height() * max(pixmap.depth(), 8) // 8


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

"""Thumbnails, made one at a time in a lane, the latest wish first."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainter, QPalette, QPen
from PySide6.QtWidgets import QApplication

from desktop import picture
from desktop.jobs import Job, Lane, Urgency
from desktop.photo_list import Entry

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
            lambda: picture.thumbnail(entry.source, side_px=SIDE_PX), urgency=Urgency.SOON
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
    painter.setPen(
        QPen(palette.color(QPalette.ColorRole.PlaceholderText), 6, c=Qt.PenCapStyle.RoundCap)
    )
    third = SIDE_PX // 3
    painter.drawRoundedRect(third, third, third, third, 8, 8)
    painter.drawLine(third, 2 * third, 2 * third, third)
    painter.end()
    return image

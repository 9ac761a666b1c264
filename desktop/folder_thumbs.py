"""Thumbnails of faces: the newest wish first, one photo at a time, its faces cut in one go."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from desktop.folder_cutting import thumbnails_of
from desktop.folder_thumb_cache import ThumbnailCache
from desktop.folder_work import FolderWork
from desktop.jobs import Job, Lane, Urgency
from desktop.thumbnails import broken_picture
from engine.project import FaceRows, Project

_KEPT = 1500
_WISHES_KEPT = 240
_IN_HAND = 3


class FaceThumbs(QObject):
    """Pictures by row; ``ready`` (list of keys) when some have come.

    Who scrolls past thousands of faces wishes for all of them: the newest wishes are served
    first and the oldest dropped, to be wished for again when they come into view. A row's key is
    its face, or its photo (negative) where there is no face.
    """

    ready = Signal(object)

    def __init__(
        self, *, lane: Lane, work: FolderWork, cache: ThumbnailCache, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._lane, self._work, self._cache = lane, work, cache
        self._pixmaps: OrderedDict[int, QPixmap] = OrderedDict()
        self._wishes: dict[int, None] = {}
        # Some wait in the lane already: it would else turn to less urgent work after each.
        self._jobs: dict[int, Job] = {}
        work.opened.connect(self.forget)

    def pixmap(self, rows: FaceRows, row: int) -> QPixmap | None:
        """The picture of a row, if it is there."""
        key = key_at(rows, row)
        pixmap = self._pixmaps.get(key)
        if pixmap is not None:
            self._pixmaps.move_to_end(key)
        return pixmap

    def want(self, row: int) -> None:
        """Wish for the picture of a row; wishing again moves it to the front."""
        photo_id = int(self._work.rows.photo_ids[row])
        if photo_id in self._jobs:
            return
        self._wishes.pop(photo_id, None)
        self._wishes[photo_id] = None
        if len(self._wishes) > _WISHES_KEPT:
            del self._wishes[next(iter(self._wishes))]
        self._next()

    def cancel(self) -> None:
        """Forget all wishes."""
        self._wishes.clear()
        for job in self._jobs.values():
            job.cancel()

    def forget(self) -> None:
        """Forget all pictures as well: another project has other faces under the same numbers."""
        self.cancel()
        self._pixmaps.clear()

    def close(self) -> None:
        """Forget all wishes, and close the file once the lane is done with it."""
        self.cancel()
        self._lane.submit(self._cache.close)

    def _next(self) -> None:
        project = self._work.project
        while project is not None and self._wishes and len(self._jobs) < _IN_HAND:
            photo_id, _ = self._wishes.popitem()
            self._submit(project, photo_id)

    def _submit(self, project: Project, photo_id: int) -> None:
        cache = self._cache
        job = self._jobs[photo_id] = self._lane.submit(
            lambda: thumbnails_of(project, cache, photo_id), urgency=Urgency.SOON
        )
        job.succeeded.connect(lambda made: self._keep(project, made))
        job.failed.connect(lambda _error: self._keep_broken(project, photo_id))
        job.finished.connect(lambda: self._finished(photo_id, job))

    def _keep(self, project: Project, made: Mapping[int, QImage]) -> None:
        if project is not self._work.project:
            return
        for key, image in made.items():
            self._pixmaps[key] = QPixmap.fromImage(image)
        while len(self._pixmaps) > _KEPT:
            self._pixmaps.popitem(last=False)
        self.ready.emit(list(made))

    def _keep_broken(self, project: Project, photo_id: int) -> None:
        # Why is told by the hint and in review; here a sign will do.
        rows = self._work.rows
        keys = {key_at(rows, int(row)) for row in (rows.photo_ids == photo_id).nonzero()[0]}
        self._keep(project, dict.fromkeys(keys, broken_picture()))

    def _finished(self, photo_id: int, job: Job) -> None:
        if self._jobs.get(photo_id) is job:
            del self._jobs[photo_id]
        self._next()


def key_at(rows: FaceRows, row: int) -> int:
    """What stands for a row: its face, or the negative number of a photo without one."""
    return int(rows.face_ids[row]) or -int(rows.photo_ids[row])

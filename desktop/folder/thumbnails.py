"""Thumbnails of faces: newest request first, all faces of a photo in one reading; the cache."""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from desktop.folder.project_controller import ProjectController
from desktop.jobs import Job, Lane, Urgency
from desktop.viewer.picture_cache import BytesCache, broken_picture, pixmap_bytes
from desktop.viewer.qimage import qimage_of
from engine.errors import ImageError
from engine.files import make_private_file, make_private_folder
from engine.images import read_photo
from engine.project import FaceRows, PhotoEntry, Project
from engine.results import Box

_PICTURES_BYTES = 48 * 2**20  # some 480; the rest is read from the file of thumbnails again
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
        self,
        *,
        lane: Lane,
        work: ProjectController,
        cache: ThumbnailCache,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._lane, self._work, self._cache = lane, work, cache
        self._pixmaps: BytesCache[int, QPixmap] = BytesCache(_PICTURES_BYTES, size_of=pixmap_bytes)
        self._wishes: dict[int, None] = {}
        # Some wait in the lane already: it would else turn to less urgent work after each.
        self._jobs: dict[int, Job] = {}
        work.opened.connect(self.forget)
        work.face_moved.connect(self._pixmaps.pop)

    def pixmap(self, rows: FaceRows, row: int) -> QPixmap | None:
        """The picture of a row, if it is there."""
        return self._pixmaps.get(key_at(rows, row))

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
            self._pixmaps.put(key, QPixmap.fromImage(image))
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
    """The key of a row: its face id, or the negative id of a photo without a face."""
    return int(rows.face_ids[row]) or -int(rows.photo_ids[row])


SIDE_PX = 160
_MARGIN = 0.15
_SHARPEST_PX = 4000
_QUALITY = 88
Pixels = NDArray[np.uint8]


def thumbnails_of(project: Project, cache: ThumbnailCache, photo_id: int) -> dict[int, QImage]:
    """The thumbnails of all faces of a photo by face id, or of the photo by its negative id.

    Raises ``ImageError`` if the file cannot be read or is another picture by now.
    """
    entry = project.photo(photo_id)
    places: dict[int, Box | None] = {face.face_id: face.face.box for face in entry.faces}
    places = places or {-photo_id: None}
    found = {key: kept_thumbnail(cache, entry, box) for key, box in places.items()}
    missing = {key: places[key] for key, image in found.items() if image is None}
    if missing and entry.is_replaced:  # its picture is nowhere any more
        found |= dict.fromkeys(missing, broken_picture())
    elif missing:
        made = _cut(project, entry, missing)
        if entry.sha256 is not None:
            cache.put(
                {
                    key_of(entry.sha256, places[key], SIDE_PX): _jpeg(pixels)
                    for key, pixels in made.items()
                }
            )
        found |= {key: qimage_of(pixels) for key, pixels in made.items()}
    return {key: image for key, image in found.items() if image is not None}


def kept_thumbnail(cache: ThumbnailCache, entry: PhotoEntry, box: Box | None) -> QImage | None:
    """The small picture of a face, or of a photo, that was made before, if it is still there."""
    if entry.sha256 is None:
        return None
    jpeg = cache.get(key_of(entry.sha256, box, SIDE_PX))
    if jpeg is None:
        return None
    pixels = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    if pixels is None or pixels.shape != (SIDE_PX, SIDE_PX, 3):
        return None
    return qimage_of(np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB), dtype=np.uint8))


def _cut(project: Project, entry: PhotoEntry, places: dict[int, Box | None]) -> dict[int, Pixels]:
    photo = read_photo(project.analysed_file(entry), reduce_to_px=_goal_px(entry, places))
    looked_at = entry.status in ("ok", "no_face")
    if looked_at and (photo.width_px, photo.height_px) != (entry.width_px, entry.height_px):
        raise ImageError(
            "This file was changed after AgeLens looked at it. "
            f"Received: {entry.name}, {photo.width_px} x {photo.height_px} pixels"
        )
    scale = photo.scale
    return {
        key: _square(photo.pixels, None if box is None else box.scaled(scale))
        for key, box in places.items()
    }


def _goal_px(entry: PhotoEntry, places: dict[int, Box | None]) -> int:
    """The longer side at which the smallest face fills its thumbnail."""
    sides = [max(box.w, box.h) for box in places.values() if box is not None]
    if not sides:
        return SIDE_PX * 2
    longer = max(entry.width_px, entry.height_px, 1)
    return min(max(round(longer * SIDE_PX / max(min(sides), 1.0)), SIDE_PX), _SHARPEST_PX)


def _square(pixels: Pixels, box: Box | None) -> Pixels:
    """The square around a box, or the middle square; ``uint8`` RGB (SIDE_PX, SIDE_PX, 3)."""
    height, width = pixels.shape[:2]
    if box is None:
        box = Box(0, 0, width, height)
        side = min(width, height)
    else:
        side = round(max(box.w, box.h, 1.0) * (1 + 2 * _MARGIN))
        side = max(min(side, width, height), 1)
    x, y = box.centre
    left = min(max(round(x - side / 2), 0), width - side)
    top = min(max(round(y - side / 2), 0), height - side)
    cut = np.ascontiguousarray(pixels[top : top + side, left : left + side])
    way = cv2.INTER_AREA if side >= SIDE_PX else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(cut, (SIDE_PX, SIDE_PX), interpolation=way), dtype=np.uint8)


def _jpeg(pixels: Pixels) -> bytes:
    options = [cv2.IMWRITE_JPEG_QUALITY, _QUALITY]
    _, encoded = cv2.imencode(".jpg", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), options)
    return encoded.tobytes()


_log = logging.getLogger(__name__)
_VERSION = 1
_LARGEST_BYTES = 300 * 2**20
_CHECK_EVERY = 200
_SPARE = 0.1
_DAY_S = 86_400
_TABLE = (
    "CREATE TABLE IF NOT EXISTS thumbnails"
    " (key BLOB PRIMARY KEY, used INTEGER NOT NULL, jpeg BLOB NOT NULL);"
    "CREATE INDEX IF NOT EXISTS thumbnails_by_use ON thumbnails (used);"
)


class ThumbnailCache:
    """Pictures by key; whatever is wrong with its file, it then merely remembers nothing."""

    def __init__(self, path: Path, *, largest_bytes: int = _LARGEST_BYTES) -> None:
        self._path, self._largest = path, largest_bytes
        self._db: sqlite3.Connection | None = None
        self._tried = False
        self._added = 0

    def get(self, key: bytes) -> bytes | None:
        """The JPEG of a key."""
        try:
            db = self._opened()
            row = (
                None
                if db is None
                else db.execute(
                    "SELECT jpeg, used FROM thumbnails WHERE key = ?", (key,)
                ).fetchone()
            )
            if db is None or row is None:
                return None
            if row[1] < _today():
                db.execute("UPDATE thumbnails SET used = ? WHERE key = ?", (_today(), key))
            return bytes(row[0])
        except sqlite3.Error as error:
            self._give_up(error)
            return None

    def put(self, pictures: Mapping[bytes, bytes]) -> None:
        """Keep JPEGs; the longest unused ones leave if there is no more room."""
        try:
            db = self._opened()
            if db is None:
                return
            rows = [(key, _today(), jpeg) for key, jpeg in pictures.items()]
            db.executemany("INSERT OR REPLACE INTO thumbnails VALUES (?, ?, ?)", rows)
            self._added += len(rows)
            if self._added >= _CHECK_EVERY:
                self._added = 0
                self._make_room(db)
        except sqlite3.Error as error:
            self._give_up(error)

    def close(self) -> None:
        """Close the file; may be called twice."""
        if self._db is not None:
            with suppress(sqlite3.Error):
                self._db.close()
        self._db, self._tried = None, True

    def _opened(self) -> sqlite3.Connection | None:
        if self._tried:
            return self._db
        self._tried = True
        try:
            make_private_folder(self._path.parent)
            make_private_file(self._path)
            self._db = _connect(self._path)
        except (OSError, sqlite3.Error) as error:
            _log.info("Thumbnails start afresh: %s", error)
            try:
                self._path.unlink(missing_ok=True)
                make_private_file(self._path)
                self._db = _connect(self._path)
            except (OSError, sqlite3.Error) as again:
                self._give_up(again)
        return self._db

    def _make_room(self, db: sqlite3.Connection) -> None:
        used = _bytes_used(db)
        if used <= self._largest:
            return
        share = min(1 - self._largest / used + _SPARE, 1.0)
        (count,) = db.execute("SELECT count(*) FROM thumbnails").fetchone()
        db.execute(
            "DELETE FROM thumbnails WHERE key IN"
            " (SELECT key FROM thumbnails ORDER BY used, rowid LIMIT ?)",
            (max(int(count * share), 1),),
        )

    def _give_up(self, error: Exception) -> None:
        _log.warning("Thumbnails are not kept: %s", error)
        self.close()
        if _is_damage(error):  # or every later start would end here as well
            with suppress(OSError):
                self._path.unlink(missing_ok=True)


def key_of(sha256: str, box: Box | None, side_px: int) -> bytes:
    """The key of a picture: content of the photo, place of the face (``None``: the photo)."""
    place = "" if box is None else f"{box.x:.1f} {box.y:.1f} {box.w:.1f} {box.h:.1f}"
    text = f"{_VERSION} {side_px} {sha256} {place}"
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=1.0)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = OFF")  # what a power cut takes is made again
        db.executescript(_TABLE)
        db.execute("SELECT count(*) FROM (SELECT 1 FROM thumbnails LIMIT 1)")
    except sqlite3.Error:
        db.close()
        raise
    return db


def _is_damage(error: Exception) -> bool:
    """Whether the file is at fault, not a full disk or another program that holds it."""
    code = getattr(error, "sqlite_errorcode", None)  # not every error has one
    return code is not None and code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _bytes_used(db: sqlite3.Connection) -> int:
    pages, free, size = (
        int(db.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * size


def _today() -> int:
    return int(time.time() // _DAY_S)

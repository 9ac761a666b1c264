"""Thumbnails kept from one day to the next: one bounded file in the user's cache folder.

It holds small JPEG pictures of faces and photos that were shown in the Folder tab, under keys
made of the photo's content and the face's place: no names, no answers. It may be deleted at any
time. Used in the lane only.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from engine.results import Box

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
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._db = _connect(self._path)
        except (OSError, sqlite3.Error) as error:
            _log.info("Thumbnails start afresh: %s", error)
            try:
                self._path.unlink(missing_ok=True)
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


def _bytes_used(db: sqlite3.Connection) -> int:
    pages, free, size = (
        int(db.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * size


def _today() -> int:
    return int(time.time() // _DAY_S)

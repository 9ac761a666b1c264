"""The project file: opened for one writer at a time, guarded, and one whole file when closed.

All methods may be called from any thread. Reading and writing use connections of their own, so
that a reader does not wait for a writer's disk.
"""

from __future__ import annotations

import sqlite3
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Self

from engine import lock
from engine.errors import OutputError, ProjectError
from engine.project import schema

SUFFIX = ".agelens"
_ROOT, _ID = "root", "id"
_FULL = frozenset({"SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC"})


class ProjectFile:
    """An open file; made by ``open``, ended by ``close``. A context manager."""

    def __init__(
        self, path: Path, writing: sqlite3.Connection | None, held: lock.Lock | None
    ) -> None:
        self.path = path
        self._held = held
        self._write_lock, self._read_lock = threading.RLock(), threading.RLock()
        self._writing = writing
        self._reading = schema.connect(path, read_only=True)

    @classmethod
    def open(cls, path: Path, *, root: Path | None = None, read_only: bool = False) -> Self:
        """Open a project, or begin one for the photos of the folder ``root``.

        Without ``root`` a new project takes names as they are given. If another window has it
        open, or it lies where nothing may be written, ``read_only`` of the project is true.
        Raises ``ProjectError`` for anything that is no sound project.
        """
        held = None
        try:
            held = None if read_only else _take(path)
            writing = None if held is None else _writable(path, root)
            project = cls(path, writing, held)
        except (sqlite3.Error, OSError, ProjectError) as error:
            if held is not None:
                held.release()
            if isinstance(error, ProjectError):
                raise
            raise unreadable(path, error) from error
        try:
            project._check()
        except BaseException:
            project.close()
            raise
        return project

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed: another window has it, or the disk refuses."""
        return self._writing is None

    @property
    def root(self) -> Path | None:
        """The folder of the photos, found again if project and folder were moved together."""
        text = self._meta(_ROOT)
        if text is None:
            return None
        beside, _, absolute = text.partition("\n")
        near = self.path.absolute().parent / PurePosixPath(beside) if beside else None
        return near if near is not None and near.is_dir() else Path(absolute)

    @property
    def project_id(self) -> str:
        """A random name, the same for every copy of the file."""
        return self._meta(_ID) or ""

    def setting(self, name: str) -> str | None:
        """A setting that was kept with the project, ``None`` if it was not."""
        return self._meta(f"setting {name}")

    def keep_setting(self, name: str, value: str) -> None:
        """Keep a setting with the project."""
        with self.changing() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"setting {name}", value))

    def move_root(self, root: Path) -> None:
        """Say where the folder of the photos is by now."""
        with self.changing() as db:
            _set_root(db, self.path, root)

    def file_of(self, name: str) -> Path:
        """Where a photo of this name lies."""
        root = self.root
        return Path(name) if root is None else root / name

    def close(self) -> None:
        """End it; the file is then one file, whole and portable. May be called twice."""
        with self._read_lock, self._write_lock:
            self._reading.close()
            if self._writing is not None:
                with suppress(sqlite3.Error):  # another window still reads
                    self._writing.execute("PRAGMA journal_mode = DELETE")
                self._writing.close()
            if self._held is not None:
                self._held.release()
                self._held = None

    def _meta(self, key: str) -> str | None:
        with self.reading() as db:
            row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
            return None if row is None else str(row[0])

    def _check(self) -> None:
        with self.reading() as db:
            schema.check(db, self.path)
        if self._writing is not None:
            with self._guarded() as db:
                schema.migrate(db, schema.MIGRATIONS)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection to read with; its errors become ``ProjectError``."""
        with self._read_lock:
            try:
                yield self._reading
            except sqlite3.Error as error:
                raise unreadable(self.path, error) from error

    @contextmanager
    def _guarded(self) -> Iterator[sqlite3.Connection]:
        with self._write_lock:
            if self._writing is None:
                raise ProjectError(
                    "This project is open in another window or write-protected, so it can only be "
                    f"looked at. Received: {self.path.name}"
                )
            try:
                yield self._writing
            except sqlite3.Error as error:
                raise _unwritable(self.path, error) from error

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """A transaction, all or nothing; raises ``OutputError``, ``ProjectError`` if read-only."""
        with self._guarded() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                with suppress(sqlite3.Error):  # a full disk has rolled it back already
                    db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")


def now() -> str:
    """The time as it stands in projects and tables: UTC, whole seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def is_project(path: Path) -> bool:
    """Whether a file looks like a project, by its first bytes."""
    try:
        with path.open("rb") as file:
            head = file.read(72)
    except OSError:
        return False
    return head[:15] == b"SQLite format 3" and head[68:72] == schema.APPLICATION_ID.to_bytes(4)


def _take(path: Path) -> lock.Lock | None:
    try:
        return lock.take(path.with_name(f"{path.name}-lock"), keep=False)
    except OSError:
        if path.exists():
            return None
        raise


def _writable(path: Path, root: Path | None) -> sqlite3.Connection | None:
    """A connection to write with; ``None`` where the file may only be read."""
    if not path.exists():
        _begin(path, root)
    db = schema.connect(path, read_only=True)
    try:
        schema.check(db, path)  # before anything is changed in what may be somebody else's file
    finally:
        db.close()
    try:
        return schema.connect(path)
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorname", "").startswith("SQLITE_READONLY"):
            return None
        raise


def _begin(path: Path, root: Path | None) -> None:
    """Make a new project under another name first: what stands at ``path`` is always whole."""
    scratch = path.with_name(f".{uuid.uuid4().hex}.part")
    try:
        db = schema.create(scratch)
        try:
            with db:
                db.execute("BEGIN")
                db.execute("INSERT INTO meta VALUES (?, ?)", (_ID, uuid.uuid4().hex))
                if root is not None:
                    _set_root(db, path, root)
        finally:
            db.close()
        scratch.rename(path)
    finally:
        scratch.unlink(missing_ok=True)


def _set_root(db: sqlite3.Connection, path: Path, root: Path) -> None:
    """Keep the folder relative to the project where it lies below its folder, and absolute."""
    here, there = path.absolute().parent, root.absolute()
    beside = there.relative_to(here).as_posix() if there.is_relative_to(here) else ""
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_ROOT, f"{beside}\n{there}"))


def unreadable(path: Path, error: sqlite3.Error | OSError) -> ProjectError:
    """The sentence for a project that gives no answer."""
    return ProjectError(
        "This project cannot be read: is it damaged, or its disk no longer there? "
        f"Received: {path.name}, {error}"
    )


def _unwritable(path: Path, error: sqlite3.Error) -> OutputError:
    full = getattr(error, "sqlite_errorname", "") in _FULL
    reason = "the disk is full" if full else "is its disk still there, and may you write to it?"
    return OutputError(
        f"The project could not be written: {reason} What was written before is safe. "
        f"Received: {path.name}, {error}"
    )

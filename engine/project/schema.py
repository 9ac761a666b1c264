"""The project file: its tables, its version, and how it is opened safely.

SQLite in write-ahead mode: a kill at any moment leaves the last committed state, and a second
window can read while the first one writes. ``application_id`` tells our files from other people's.

On drives that know no locks ("lockless") write-ahead mode is impossible. There a rollback journal
does the same for kills, whoever holds the project's lock file has one connection for everything,
and others read a copy.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from engine.errors import DamagedProjectError, OutputError, ProjectError
from engine.files import make_private_file, opened_ordinary

APPLICATION_ID = 0x4167654C  # "AgeL"
VERSION = 5
_BUSY_MS = 5000
_POLL_S = 0.02
_FULL = frozenset({"SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC"})
_LONGEST_S = 120.0
_STEPS = 100_000  # of SQLite's machine: about a millisecond

FAILURES = (sqlite3.Error, UnicodeDecodeError)
"""What a query raises; the second where a damaged file's names get into SQLite's own message."""

# What may stand in each cell is said in ``integrity``. Names that are not valid Unicode are kept as
# their bytes (BLOB), others as text.
TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    model_id TEXT NOT NULL, model_sha256 TEXT NOT NULL, detector TEXT NOT NULL,
    detect INTEGER NOT NULL, app_version TEXT NOT NULL, begun_at TEXT NOT NULL,
    UNIQUE (model_sha256, model_id, detector, detect, app_version)
);
CREATE TABLE photos (
    id INTEGER PRIMARY KEY,
    name NOT NULL UNIQUE,
    position INTEGER NOT NULL,
    present INTEGER NOT NULL DEFAULT 1,
    size_bytes INTEGER, mtime_ns INTEGER, hash BLOB,
    status TEXT NOT NULL DEFAULT 'pending',
    width_px INTEGER NOT NULL DEFAULT 0, height_px INTEGER NOT NULL DEFAULT 0,
    message TEXT NOT NULL DEFAULT '',
    run INTEGER REFERENCES runs (id),
    twin_of INTEGER
);
CREATE INDEX photos_by_hash ON photos (hash);
CREATE INDEX photos_by_position ON photos (position);
CREATE INDEX photos_pending ON photos (position) WHERE status = 'pending';
CREATE TABLE faces (
    id INTEGER PRIMARY KEY,
    photo INTEGER NOT NULL REFERENCES photos (id),
    origin TEXT NOT NULL DEFAULT 'model',
    found INTEGER NOT NULL DEFAULT 1,
    undone INTEGER NOT NULL DEFAULT 0,
    x REAL NOT NULL, y REAL NOT NULL, w REAL NOT NULL, h REAL NOT NULL,
    keypoints TEXT, score REAL,
    age REAL, age_low REAL, age_high REAL, female REAL, gender TEXT,
    found_at TEXT
);
CREATE INDEX faces_by_photo ON faces (photo);
CREATE TABLE labels (
    face INTEGER NOT NULL REFERENCES faces (id),
    reviewer TEXT NOT NULL,
    verdict TEXT NOT NULL, age REAL, gender TEXT, at TEXT NOT NULL,
    blind INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (face, reviewer)
) WITHOUT ROWID;
CREATE TABLE edits (
    id INTEGER PRIMARY KEY,
    reviewer TEXT NOT NULL, at TEXT NOT NULL, face INTEGER NOT NULL REFERENCES faces (id),
    what TEXT NOT NULL, before TEXT, after TEXT,
    undone INTEGER NOT NULL DEFAULT 0,
    batch INTEGER
);
CREATE INDEX edits_by_reviewer ON edits (reviewer, undone, id);
CREATE INDEX edits_by_face ON edits (face);
"""

_CONTENTS = """
CREATE TABLE contents (
    photo INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
    changed_ns INTEGER, picture BLOB
)"""
_NOTES = """
CREATE TABLE notes (
    face INTEGER NOT NULL REFERENCES faces (id),
    reviewer TEXT NOT NULL,
    comment TEXT NOT NULL DEFAULT '', flags INTEGER NOT NULL DEFAULT 0, at TEXT NOT NULL,
    PRIMARY KEY (face, reviewer)
) WITHOUT ROWID"""
TABLES += f"{_CONTENTS};{_NOTES}"
ADDED: dict[int, tuple[str, ...]] = {2: ("contents",), 5: ("notes",)}
"""Tables that a version has and those before it had not."""

_BLIND = "blind INTEGER NOT NULL DEFAULT 0"
# Before version 3 the model's answers always stood beside the question.
_NEVER_BLIND = "CREATE TEMP VIEW labels AS SELECT *, 0 AS blind FROM main.labels"

# Of changes that were made together, and are undone together, the number of the first one.
_BATCH = "batch INTEGER"
# Before version 4 each change stood alone. A view has row numbers only where it names them.
_NO_BATCH = "CREATE TEMP VIEW edits AS SELECT rowid AS rowid, *, NULL AS batch FROM main.edits"

# Where the model found a face whose box a person has moved or resized since.
_FOUND_AT = "found_at TEXT"
# Before version 5 no box could be moved.
_NEVER_MOVED = (
    "CREATE TEMP VIEW faces AS SELECT rowid AS rowid, *, NULL AS found_at FROM main.faces"
)


def _add_notes(db: sqlite3.Connection) -> None:
    db.execute(_NOTES)
    db.execute(f"ALTER TABLE faces ADD COLUMN {_FOUND_AT}")


# From version N (the key) to N + 1, in one transaction with the new version number.
MIGRATIONS: dict[int, Callable[[sqlite3.Connection], object]] = {
    1: lambda db: db.execute(_CONTENTS),
    2: lambda db: db.execute(f"ALTER TABLE labels ADD COLUMN {_BLIND}"),
    3: lambda db: db.execute(f"ALTER TABLE edits ADD COLUMN {_BATCH}"),
    4: _add_notes,
}


def tables_of(version: int) -> str:
    """The statements that make the tables and indexes of a version."""
    tables = TABLES
    if version < 5:
        tables = tables.replace(f";{_NOTES}", "").replace(f",\n    {_FOUND_AT}\n", "\n")
    if version < 4:
        tables = tables.replace(f",\n    {_BATCH}\n", "\n")
    if version < 3:
        tables = tables.replace(f"    {_BLIND},\n", "")
    if version < 2:
        tables = tables.replace(_CONTENTS, "")
    return tables


def create(path: Path) -> sqlite3.Connection:
    """A new, empty project file, not yet in write-ahead mode; raises ``sqlite3.Error``."""
    make_private_file(path)  # faces, ages and names of reviewers are nobody else's business
    # Nobody else knows of it yet, so that it needs no locks, which its drive may not know.
    connection = _open(path, "rw", lockless=True)
    connection.execute("BEGIN")
    with connection:
        for statement in TABLES.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
    return connection


def connect(path: Path, *, read_only: bool = False, lockless: bool = False) -> sqlite3.Connection:
    """A connection that may be used from any one thread at a time; commits are explicit.

    A read-only one also works where nothing may be written at all; ``lockless`` it is a copy in
    memory. To write ``lockless``, there may be no other connection. Raises ``sqlite3.Error``.
    """
    if read_only:
        connection = _copy_of(path) if lockless else _connect_read_only(path)
        _stand_in(connection)
        return connection
    connection = _open(path, "rw", lockless=lockless)
    if lockless:
        _leave_write_ahead_mode(connection)
    else:
        connection.execute("PRAGMA journal_mode = WAL")
    # FULL: what a person said is on the disk when the window says so, power cut or not.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _leave_write_ahead_mode(connection: sqlite3.Connection) -> None:
    """Use a rollback journal, which is there during a change and at no other time."""
    # Only so may a file in write-ahead mode be opened without shared memory, which needs locks.
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA locking_mode = NORMAL")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


@contextmanager
def bounded(connection: sqlite3.Connection, *, longest_s: float = _LONGEST_S) -> Iterator[None]:
    """Interrupt what runs longer than any query of the program on a project that it has made.

    A file may be built so that a query never ends; it raises ``sqlite3.OperationalError`` then.
    """
    end = time.monotonic() + longest_s
    connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, _STEPS)


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Raise ``ProjectError`` unless the file is a sound project that this version understands."""
    found = _pragma(connection, "application_id"), _pragma(connection, "user_version")
    if found[0] != APPLICATION_ID:
        raise ProjectError("This file is not an AgeLens project.", received=path.name)
    if found[1] < 1:
        raise DamagedProjectError(
            "This project is damaged, or was not made by AgeLens.",
            received=f"{path.name}, version {found[1]}",
        )
    if found[1] > VERSION:
        raise ProjectError(
            "This project was made by a newer AgeLens: install that one to open it.",
            received=f"{path.name}, version {found[1]}, known up to {VERSION}",
        )


def migrate(connection: sqlite3.Connection, migrations: dict[int, Callable[..., object]]) -> bool:
    """Bring an older file up to date, each step in a transaction of its own.

    Returns whether there was anything to do.
    """
    migrated = False
    while (version := _pragma(connection, "user_version")) < VERSION:
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            migrations[version](connection)
            connection.execute(f"PRAGMA user_version = {version + 1}")
        migrated = True
    return migrated


def _stand_in(connection: sqlite3.Connection) -> None:
    """Give what is read of an earlier version's file the tables and columns that it has not got.

    Not by its version: in a damaged file that may be wrong.
    """
    columns = {column for _, column, *_ in connection.execute("PRAGMA main.table_info(labels)")}
    if columns and "blind" not in columns:
        connection.execute(_NEVER_BLIND)
    history = {column for _, column, *_ in connection.execute("PRAGMA main.table_info(edits)")}
    if history and "batch" not in history:
        connection.execute(_NO_BATCH)
    known = {column for _, column, *_ in connection.execute("PRAGMA main.table_info(faces)")}
    if known and "found_at" not in known:
        connection.execute(_NEVER_MOVED)
    if columns and not list(connection.execute("PRAGMA main.table_info(notes)")):
        connection.execute(
            _NOTES.replace("TABLE", "TEMP TABLE").replace(" REFERENCES faces (id)", "")
        )
    if columns and not list(connection.execute("PRAGMA main.table_info(contents)")):
        connection.execute(
            _CONTENTS.replace("TABLE", "TEMP TABLE").replace(
                "REFERENCES photos (id) ON DELETE CASCADE", ""
            )
        )


def _connect_read_only(path: Path) -> sqlite3.Connection:
    try:
        connection = _open(path, "ro")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return connection
    except sqlite3.OperationalError:
        # A write-ahead file needs a shared-memory file beside it, which a read-only disk refuses.
        connection = _open(path, "ro&immutable=1")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return connection


def _copy_of(path: Path) -> sqlite3.Connection:
    """A copy in memory of what is there between two changes of whoever writes it."""
    journal = path.with_name(f"{path.name}-journal")
    end = time.monotonic() + _BUSY_MS / 1000
    while True:
        before = path.stat()
        with opened_ordinary(path) as file:
            data = bytearray(file.read())
        after = path.stat()
        quiet = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
        if quiet and not journal.exists() and len(data) == after.st_size:
            break
        if time.monotonic() > end:
            raise sqlite3.OperationalError("another window is writing it all the time")
        time.sleep(_POLL_S)
    data[18:20] = b"\1\1"  # a file in write-ahead mode would look for its log
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.deserialize(bytes(data))
    _protect(connection)
    return connection


def copy_in_memory(connection: sqlite3.Connection) -> sqlite3.Connection:
    """All that a connection sees now, to be read while it is used for other things."""
    copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.backup(copy)
    _protect(copy)
    _stand_in(copy)
    return copy


def _open(path: Path, mode: str, *, lockless: bool = False) -> sqlite3.Connection:
    vfs = "&vfs=unix-none" if lockless and os.name != "nt" else ""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}{vfs}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    _protect(connection)
    return connection


def _protect(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    # Nothing that a file brings along is called, and damaged pages are noticed.
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


class ProjectDatabase:
    """One connection to read with and, unless the project is read-only, one to write with.

    Each may be used from any thread, by one at a time. On a drive that knows no locks they are the
    same one.
    """

    def __init__(
        self, path: Path, writing: sqlite3.Connection | None, *, lockless: bool = False
    ) -> None:
        self._path, self._lockless = path, lockless
        self._write_lock = self._read_lock = threading.RLock()
        self._writing = writing
        if lockless and writing is not None:
            self._reading = writing
        else:
            self._read_lock = threading.RLock()
            self._reading = connect(path, read_only=True, lockless=lockless)

    @property
    def read_only(self) -> bool:
        """Whether there is no connection to write with."""
        return self._writing is None

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection to read with; its errors become ``ProjectError``."""
        with self._read_lock:
            try:
                with bounded(self._reading):
                    yield self._reading
            except FAILURES as error:
                raise unreadable(self._path, error) from error

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """A connection of one's own to read with; the file may have gone since it was opened."""
        try:
            with closing(self._connect_apart()) as connection:
                yield connection
        except FAILURES as error:
            raise unreadable(self._path, error) from error

    def _connect_apart(self) -> sqlite3.Connection:
        if not self._lockless:
            return connect(self._path, read_only=True)
        with self._read_lock:
            return copy_in_memory(self._reading)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection to write with; its errors become ``OutputError``."""
        with self._write_lock:
            if self._writing is None:
                raise ProjectError(
                    "This project is open in another window or write-protected, so it can only be "
                    "looked at.",
                    received=self._path.name,
                )
            try:
                with bounded(self._writing):
                    yield self._writing
            except FAILURES as error:
                raise _unwritable(self._path, error) from error

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """A transaction, all or nothing; raises ``OutputError``, ``ProjectError`` if read-only."""
        with self.writing() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                with suppress(sqlite3.Error):  # a full disk has rolled it back already
                    db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    def migrate(self) -> None:
        """Bring the file up to date, for both connections."""
        with self._read_lock, self.writing() as db:
            if migrate(db, MIGRATIONS) and self._reading is not db:
                # The one to read with has stand-ins for what the file had not got before.
                self._reading.close()
                self._reading = connect(self._path, read_only=True)

    def close(self) -> None:
        """Close both; the file is then one file, whole and portable. May be called twice."""
        with self._read_lock, self._write_lock:
            self._reading.close()
            if self._writing is not None:
                with suppress(sqlite3.Error):  # another window still reads
                    self._writing.execute("PRAGMA journal_mode = DELETE")
                self._writing.close()


def unreadable(path: Path, error: Exception) -> ProjectError:
    """The sentence for a project that gives no answer."""
    # An OperationalError is of the disk or of another program, any other one of the content.
    by_content = not isinstance(error, OSError | sqlite3.OperationalError)
    return (DamagedProjectError if by_content else ProjectError)(
        "This project cannot be read: is it damaged, or its disk no longer there?",
        received=f"{path.name}, {error}",
    )


def _unwritable(path: Path, error: Exception) -> OutputError:
    received = f"{path.name}, {error}"
    if getattr(error, "sqlite_errorname", "") in _FULL:
        return OutputError(
            "The project could not be written: the disk is full. What was written before is safe.",
            received=received,
        )
    return OutputError(
        "The project could not be written: is its disk still there, and may you write to it? "
        "What was written before is safe.",
        received=received,
    )

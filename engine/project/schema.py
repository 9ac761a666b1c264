"""The project file: its tables, its version, and how it is opened safely.

SQLite in write-ahead mode: a kill at any moment leaves the last committed state, and a second
window can read while the first one writes. ``application_id`` tells our files from other people's.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.errors import DamagedProjectError, ProjectError
from engine.files import make_private_file

APPLICATION_ID = 0x4167654C  # "AgeL"
VERSION = 3
_BUSY_MS = 5000
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
    age REAL, age_low REAL, age_high REAL, female REAL, gender TEXT
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
    undone INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX edits_by_reviewer ON edits (reviewer, undone, id);
CREATE INDEX edits_by_face ON edits (face);
"""

_CONTENTS = """
CREATE TABLE contents (
    photo INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
    changed_ns INTEGER, picture BLOB
)"""
TABLES += _CONTENTS
ADDED: dict[int, tuple[str, ...]] = {2: ("contents",)}
"""Tables that a version has and those before it had not."""

_BLIND = "blind INTEGER NOT NULL DEFAULT 0"
# Before version 3 the model's answers always stood beside the question.
_NEVER_BLIND = "CREATE TEMP VIEW labels AS SELECT *, 0 AS blind FROM main.labels"

# From version N (the key) to N + 1, in one transaction with the new version number.
MIGRATIONS: dict[int, Callable[[sqlite3.Connection], object]] = {
    1: lambda db: db.execute(_CONTENTS),
    2: lambda db: db.execute(f"ALTER TABLE labels ADD COLUMN {_BLIND}"),
}


def tables_of(version: int) -> str:
    """The statements that make the tables and indexes of a version."""
    tables = TABLES
    if version < 3:
        tables = tables.replace(f"    {_BLIND},\n", "")
    if version < 2:
        tables = tables.replace(_CONTENTS, "")
    return tables


def create(path: Path) -> sqlite3.Connection:
    """A new, empty project file, not yet in write-ahead mode; raises ``sqlite3.Error``."""
    make_private_file(path)  # faces, ages and names of reviewers are nobody else's business
    connection = _open(path, "rw")
    connection.execute("BEGIN")
    with connection:
        for statement in TABLES.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
    return connection


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection that may be used from any one thread at a time; commits are explicit.

    Raises ``sqlite3.Error``. A read-only one also works where nothing may be written at all.
    """
    if read_only:
        connection = _connect_read_only(path)
        _stand_in(connection)
        return connection
    connection = _open(path, "rw")
    connection.execute("PRAGMA journal_mode = WAL")
    # FULL: what a person said is on the disk when the window says so, power cut or not.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


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


def _open(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    # Nothing that a file brings along is called, and damaged pages are noticed.
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])

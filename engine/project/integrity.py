"""A project file from anybody: its tables, every cell and its pages, checked before it is used.

Projects are passed on, and a file is only bytes: SQLite keeps any text where a number is expected,
runs whatever triggers a file brings along, and reports some damage only when a page is read. What
is checked here once, when a project is opened, everything else relies on: a gender becomes the name
of a folder, a photo's name is joined to the folder of the photos.

What may stand in a cell is said as conditions of SQLite, a column each, so that a whole file is
checked in one pass over each table and without a Python object a cell. They say what the program
writes, and no more.

Of a damaged project each row that can be read and is what the program writes can be taken over into
a new one (``rescue``); the damaged file is only read. Where rows of photos or faces are lost, all
photos are judged again: nobody can tell any more which faces there were. What people said stays
with the faces that are left.
"""

from __future__ import annotations

import json
import math
import os
import re
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, get_args

from engine.errors import DamagedProjectError, ProjectError
from engine.files import scratch_for
from engine.project import faces, history, photos, schema
from engine.project.records import (
    FLAGS,
    HUMAN_GENDERS,
    LONGEST_COMMENT,
    VERDICTS,
    Origin,
    PhotoStatus,
)
from engine.project.schema import FAILURES
from engine.results import Gender

_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r" ?([(),]) ?")  # a column that a migration adds stands behind a line break
_LONGEST_NAME = 32_768  # bytes of a path; systems take 4,096, Windows 32,767 characters
_LONGEST_TEXT = 100_000
_LONGEST_WORD = 1_000
_MOST_PX = 10_000_000
_MOST_YEARS = 1000  # no age, but a number that does no harm
_POINTS = 6

EDITS = ("label", "add", faces.MOVE, faces.DROP, faces.LOST, faces.BOX, history.NOTE)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_LABEL_FIELDS = frozenset({"verdict", "reviewer", "reviewed_at", "age_years", "gender"})
_NOTE_FIELDS = frozenset({"reviewer", "comment", "flags", "noted_at"})
_LATER_FIELDS = frozenset({"blind"})  # labels of earlier versions lack it


def _words(column: str, words: Sequence[str], *, optional: bool = False) -> str:
    listed = ", ".join(f"'{word}'" for word in words)
    known = f"typeof({column}) = 'text' AND {column} IN ({listed})"
    return f"({column} IS NULL OR ({known}))" if optional else f"({known})"


def _text(column: str, most: int = _LONGEST_WORD) -> str:
    # Most are empty; the others go to Python, which alone sees bytes that are no text.
    return f"({column} = '' OR is_text({column}, {most}))"


def _whole(column: str, low: int, high: int, *, optional: bool = False) -> str:
    inside = f"typeof({column}) = 'integer' AND {column} BETWEEN {low} AND {high}"
    return f"({column} IS NULL OR ({inside}))" if optional else f"({inside})"


def _number(column: str, low: float, high: float, *, optional: bool = False) -> str:
    inside = f"typeof({column}) IN ('real', 'integer') AND {column} BETWEEN {low} AND {high}"
    return f"({column} IS NULL OR ({inside}))" if optional else f"({inside})"


_ANY = 2**62

CONDITIONS: dict[str, dict[str, str]] = {
    "meta": {
        "key": _text("key"),
        "value": f"({_text('value', _LONGEST_NAME * 2)} AND (key <> 'root' OR is_root(value)))",
    },
    "runs": {
        **{name: _text(name) for name in ("model_id", "model_sha256", "detector", "app_version")},
        "detect": _whole("detect", 0, 1),
        "begun_at": "is_time(begun_at)",
    },
    "photos": {
        "name": "is_name(name)",
        "position": _whole("position", -1, _ANY),
        "present": _whole("present", 0, 1),
        "size_bytes": _whole("size_bytes", 0, _ANY, optional=True),
        "mtime_ns": _whole("mtime_ns", -_ANY, _ANY, optional=True),
        "hash": "(hash IS NULL OR (typeof(hash) = 'blob' AND length(hash) = 32))",
        "status": _words("status", get_args(PhotoStatus)),
        "width_px": _whole("width_px", 0, _MOST_PX),
        "height_px": _whole("height_px", 0, _MOST_PX),
        "message": _text("message", _LONGEST_TEXT),
        "run": _whole("run", 0, _ANY, optional=True),
        "twin_of": _whole("twin_of", 0, _ANY, optional=True),
    },
    "faces": {
        "photo": _whole("photo", 0, _ANY),
        "origin": _words("origin", get_args(Origin)),
        "found": _whole("found", 0, 1),
        "undone": _whole("undone", 0, 1),
        **{name: _number(name, -_MOST_PX, _MOST_PX) for name in ("x", "y")},
        **{name: _number(name, 0, _MOST_PX) for name in ("w", "h")},
        "keypoints": "(keypoints IS NULL OR is_points(keypoints))",
        "score": _number("score", 0, 1.001, optional=True),  # rounded
        **{
            name: _number(name, -_MOST_YEARS, _MOST_YEARS, optional=True)
            for name in ("age", "age_low", "age_high")
        },
        "female": _number("female", 0, 1.001, optional=True),  # rounded
        "gender": _words("gender", get_args(Gender), optional=True),
        "found_at": "(found_at IS NULL OR is_box(found_at))",
    },
    "contents": {
        "photo": _whole("photo", 0, _ANY),
        "changed_ns": _whole("changed_ns", -_ANY, _ANY, optional=True),
        "picture": "(picture IS NULL OR (typeof(picture) = 'blob' AND length(picture) = 16))",
    },
    "labels": {
        "face": _whole("face", 0, _ANY),
        "reviewer": _text("reviewer"),
        "verdict": _words("verdict", VERDICTS),
        "age": _number("age", 0, _MOST_YEARS, optional=True),
        "gender": _words("gender", HUMAN_GENDERS, optional=True),
        "at": "is_time(at)",
        "blind": _whole("blind", 0, 1),
    },
    "notes": {
        "face": _whole("face", 0, _ANY),
        "reviewer": _text("reviewer"),
        "comment": _text("comment", LONGEST_COMMENT),
        "flags": _whole("flags", 0, 2 ** len(FLAGS) - 1),
        "at": "is_time(at)",
    },
    "edits": {
        "reviewer": _text("reviewer"),
        "at": "is_time(at)",
        "face": _whole("face", 0, _ANY),
        "what": _words("what", EDITS),
        **{
            name: f"({name} IS NULL OR CASE what WHEN '{faces.BOX}' THEN is_state({name})"
            f" WHEN '{history.NOTE}' THEN is_note({name}) ELSE is_label({name}) END)"
            for name in ("before", "after")
        },
        "undone": _whole("undone", 0, 2),
        "batch": _whole("batch", 0, _ANY, optional=True),
    },
}
"""By table and column, the condition that a cell must meet; needs ``install``."""


def install(db: sqlite3.Connection) -> None:
    """Give a connection the functions that the conditions call."""
    for check in (
        is_name,
        is_below,
        is_root,
        is_time,
        is_points,
        is_box,
        is_label,
        is_note,
        is_state,
    ):
        db.create_function(check.__name__, 1, check, deterministic=True)
    db.create_function(is_text.__name__, 2, is_text, deterministic=True)


def is_text(value: object, most: int) -> bool:
    """Whether this is a text of so many characters at most.

    A text with a NUL in it ends there for SQLite and goes on for Python: it is none.
    """
    return isinstance(value, str) and len(value) <= most and "\0" not in value


def is_name(value: object) -> bool:
    """Whether this names a photo: a path below a folder, or whole as a user gave it."""
    if isinstance(value, bytes):
        text = value.decode("utf-8", "surrogateescape")
    elif isinstance(value, str):
        text = value
    else:
        return False
    return 0 < len(text) <= _LONGEST_NAME and "\0" not in text


def is_below(name: object) -> bool:
    """Whether a photo's name is a path below a folder: relative, without a step upwards."""
    text = name.decode("utf-8", "surrogateescape") if isinstance(name, bytes) else str(name)
    # A colon or a backslash is an ordinary character of names on other systems.
    path = PureWindowsPath(text) if os.name == "nt" else PurePosixPath(text)
    return not (path.drive or path.root or ".." in path.parts)


def is_root(value: object) -> bool:
    """Whether this says where the photos are: a folder beside the project, a line break, a path."""
    if not isinstance(value, str):
        return False
    beside, line_break, absolute = value.partition("\n")
    return bool(line_break and absolute) and is_below(beside)


def is_time(value: object) -> bool:
    """Whether this is a time in UTC as the program writes it, or none (of a restored label)."""
    return isinstance(value, str) and (value == "" or _TIME.fullmatch(value) is not None)


def is_points(value: object) -> bool:
    """Whether this is a JSON list of six points (x, y) in pixels."""
    try:
        points = json.loads(value) if isinstance(value, str) else None
    except (ValueError, RecursionError):
        return False
    return (
        isinstance(points, list)
        and len(points) == _POINTS
        and all(
            isinstance(point, list) and len(point) == 2 and all(_is_place(one) for one in point)
            for point in points
        )
    )


def is_label(value: object) -> bool:
    """Whether this is a label as JSON, as the history of edits keeps it."""
    try:
        label = json.loads(value) if isinstance(value, str) else None
    except (ValueError, RecursionError):
        return False
    if not isinstance(label, dict) or label.keys() - _LATER_FIELDS != _LABEL_FIELDS:
        return False
    age, gender, reviewer = label["age_years"], label["gender"], label["reviewer"]
    return (
        label["verdict"] in VERDICTS
        and isinstance(reviewer, str)
        and len(reviewer) <= _LONGEST_WORD
        and is_time(label["reviewed_at"])
        and isinstance(label.get("blind", False), bool)
        and (age is None or (_is_number(age) and 0 <= age <= _MOST_YEARS))
        and (gender is None or gender in HUMAN_GENDERS)
    )


def is_box(value: object) -> bool:
    """Whether this is a JSON list of a box's left, top, width and height in pixels."""
    box = _parsed(value)
    return (
        isinstance(box, list)
        and len(box) == 4
        and all(_is_place(one) for one in box)
        and min(box[2:]) >= 0
    )


def is_note(value: object) -> bool:
    """Whether this is a comment with flags as JSON, as the history of edits keeps it."""
    note = _parsed(value)
    if not isinstance(note, dict) or note.keys() != _NOTE_FIELDS:
        return False
    flags = note["flags"]
    return (
        is_text(note["reviewer"], _LONGEST_WORD)
        and is_text(note["comment"], LONGEST_COMMENT)
        and is_time(note["noted_at"])
        and isinstance(flags, list)
        and all(flag in FLAGS for flag in flags)
    )


def is_state(value: object) -> bool:
    """Whether this is where a face is, and what the model says of it, as the history keeps it."""
    state = _parsed(value)
    if not isinstance(state, dict) or state.keys() != set(faces.STATE):
        return False
    points, found_at = state["keypoints"], state["found_at"]
    return (
        all(_is_place(state[name]) for name in ("x", "y", "w", "h"))
        and min(state["w"], state["h"]) >= 0
        and (points is None or is_points(points))
        and (found_at is None or is_box(found_at))
        and all(_is_between(state[name], 0, 1.001) for name in ("score", "female"))
        and all(
            _is_between(state[name], -_MOST_YEARS, _MOST_YEARS)
            for name in ("age", "age_low", "age_high")
        )
        and state["gender"] in (None, *get_args(Gender))
    )


def _parsed(value: object) -> object:
    """What a JSON text says; ``None`` for what is none."""
    try:
        return json.loads(value) if isinstance(value, str) else None
    except (ValueError, RecursionError):
        return None


def _is_between(value: object, low: float, high: float) -> bool:
    """Whether this is a number in a range, or none."""
    return value is None or (_is_number(value) and low <= value <= high)  # type: ignore[operator]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_place(value: object) -> bool:
    return _is_number(value) and abs(value) <= _MOST_PX  # type: ignore[arg-type]


def verify(db: sqlite3.Connection, path: Path) -> None:
    """Raise ``DamagedProjectError`` unless every page, table and cell is what AgeLens writes.

    ``db`` may be read-only. Takes half as long again as reading the rows; measured by
    benchmarks/project_check.py.
    """
    for found in problems(db):
        raise damaged(path, found)


def problems(db: sqlite3.Connection) -> Iterator[str]:
    """What is wrong with a project file, each in a few words for a developer; nothing if sound."""
    try:
        later = _later_tables(db)
        yield from _strangers(db)
        yield from _broken_pages(db)
        install(db)
        for table, conditions in CONDITIONS.items():
            if table not in later:
                yield from _wrong_cells(db, table, conditions)
        yield from _names_outside(db)
        yield from _foreign_keys(db)
    except FAILURES as error:
        yield f"{type(error).__name__}: {error}"


def damaged(path: Path, found: str) -> DamagedProjectError:
    """The sentence for a project that holds what AgeLens never writes."""
    return DamagedProjectError(
        "This project is damaged, or was not made by AgeLens.", received=f"{path.name}, {found}"
    )


def _later_tables(db: sqlite3.Connection) -> frozenset[str]:
    """Tables that a file of an earlier version has not got yet."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return frozenset(
        table for added, tables in schema.ADDED.items() if added > version for table in tables
    )


def _strangers(db: sqlite3.Connection) -> Iterator[str]:
    """Tables, indexes, views and triggers that do not belong to a project, or lack in it."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    found, expected = _objects(db), _expected(version)
    for name in sorted(found.keys() | expected.keys()):
        if found.get(name) != expected.get(name):
            kind, title = name
            yield f"the {kind} {title[:60]!r}"


def _objects(db: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """What the file declares: the statement by kind and name, without spaces that say nothing."""
    rows = db.execute(
        "SELECT type, name, coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%'"
        " ESCAPE '\\'"
    )
    return {(str(kind), str(name)): _plain(str(sql)) for kind, name, sql in rows}


def _plain(statement: str) -> str:
    return _AROUND.sub(r"\1", _SPACE.sub(" ", statement)).strip()


@cache
def _expected(version: int) -> dict[tuple[str, str], str]:
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(schema.tables_of(version))
        return _objects(db)


def _broken_pages(db: sqlite3.Connection) -> Iterator[str]:
    """The first thing that SQLite's own check of pages and indexes finds."""
    (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        yield str(verdict)


def _wrong_cells(db: sqlite3.Connection, table: str, conditions: dict[str, str]) -> Iterator[str]:
    """The first cell of a table that is not of its type, range or vocabulary."""
    # A condition that is unknown, as NULL makes it, is not met.
    met = " AND ".join(f"coalesce({condition}, 0)" for condition in conditions.values())
    columns = ", ".join(f"coalesce({condition}, 0)" for condition in conditions.values())
    row = db.execute(f"SELECT {columns} FROM {table} WHERE NOT ({met}) LIMIT 1").fetchone()
    if row is not None:
        column = next(name for name, right in zip(conditions, row, strict=True) if not right)
        yield f"a value in {table}.{column}"


def _names_outside(db: sqlite3.Connection) -> Iterator[str]:
    """The first photo that is not below the folder of the photos, where there is one."""
    row = db.execute(
        "SELECT 1 FROM photos WHERE NOT is_below(name)"
        " AND EXISTS (SELECT 1 FROM meta WHERE key = 'root') LIMIT 1"
    ).fetchone()
    if row is not None:
        yield "a photo outside the folder of the photos"


def _foreign_keys(db: sqlite3.Connection) -> Iterator[str]:
    """The first row that refers to one that is not there."""
    row = db.execute("PRAGMA foreign_key_check").fetchone()
    if row is not None:
        yield f"a row of {row[0]} without its {row[2]}"


_PAGE = 200
_LARGEST_ID = 2**62
_BY_KEY = {"meta": ("key",), "labels": ("face", "reviewer"), "notes": ("face", "reviewer")}

# What refers to a row that was lost cannot stay.
_ORPHANS = """
UPDATE photos SET run = NULL WHERE run NOT IN (SELECT id FROM runs);
UPDATE photos SET twin_of = NULL;
DELETE FROM faces WHERE photo NOT IN (SELECT id FROM photos);
DELETE FROM contents WHERE photo NOT IN (SELECT id FROM photos);
DELETE FROM labels WHERE face NOT IN (SELECT id FROM faces);
DELETE FROM notes WHERE face NOT IN (SELECT id FROM faces);
DELETE FROM edits WHERE face NOT IN (SELECT id FROM faces);
"""
_OUTSIDE = """
DELETE FROM photos WHERE NOT is_below(name)
    AND EXISTS (SELECT 1 FROM meta WHERE key = 'root');
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescued:
    """How much of a damaged project was saved; ``complete`` if no photo and no face was lost."""

    photos: int
    faces: int
    labels: int
    complete: bool


def rescue(path: Path, target: Path) -> Rescued:
    """Write what can be saved of the project at ``path`` to ``target``, which appears whole.

    Raises ``ProjectError`` if nothing can be saved, and ``OutputError`` if ``target`` cannot be
    written.
    """
    try:
        damaged = schema.connect(path, read_only=True)
    except (*schema.FAILURES, OSError) as error:
        raise _nothing(path, error) from error
    try:
        with scratch_for(target) as scratch:
            saved = schema.create(scratch)
            try:
                rescued = _copied(damaged, saved)
            finally:
                saved.close()
            if not rescued.photos:
                raise _nothing(path, "no photo is left in it")
            return rescued
    finally:
        damaged.close()


def _nothing(path: Path, reason: object) -> ProjectError:
    return ProjectError("Nothing can be saved of this project.", received=f"{path.name}, {reason}")


def _copied(damaged: sqlite3.Connection, saved: sqlite3.Connection) -> Rescued:
    install(damaged)
    install(saved)
    lost = {}
    with saved:
        saved.execute("BEGIN")
        for table, conditions in CONDITIONS.items():
            rows = _Rows(damaged, table)
            marks = ", ".join("?" * len(rows.columns))
            saved.executemany(
                f"INSERT OR IGNORE INTO {table} ({', '.join(rows.columns)}) VALUES ({marks})",
                rows.sound(conditions),
            )
            lost[table] = rows.lost
        before = _count(saved, "faces"), _count(saved, "photos")
        for statement in f"{_OUTSIDE}{_ORPHANS}".split(";"):
            saved.execute(statement)
        saved.execute("INSERT OR IGNORE INTO meta VALUES ('id', ?)", (uuid.uuid4().hex,))
        photos.mark_duplicates(saved)
        complete = not (lost["photos"] or lost["faces"]) and before == (
            _count(saved, "faces"),
            _count(saved, "photos"),
        )
        if not complete:
            saved.execute("UPDATE photos SET status = 'pending'")
    return Rescued(
        photos=_count(saved, "photos"),
        faces=_count(saved, "faces"),
        labels=_count(saved, "labels"),
        complete=complete,
    )


def _count(db: sqlite3.Connection, table: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


class _Rows:
    """The rows of one table of a damaged file; ``lost`` is set if some cannot be read or used."""

    def __init__(self, db: sqlite3.Connection, table: str) -> None:
        self._db, self._table = db, table
        with sqlite3.connect(":memory:") as model:
            model.executescript(schema.TABLES)
            found = model.execute(f"SELECT name FROM pragma_table_info('{table}')")
            self.columns = [str(name) for (name,) in found]
        self.lost = False

    def sound(self, conditions: dict[str, str]) -> Iterator[tuple[Any, ...]]:
        """Every row whose cells are what the program writes."""
        met = " AND ".join(f"coalesce({condition}, 0)" for condition in conditions.values())
        # Where the words of the schema are damaged, only SQLite still knows a row by its number.
        by_id = self._table not in _BY_KEY
        names = ", ".join(["rowid", *self.columns[1:]] if by_id else self.columns)
        select = f"SELECT {names}, {met} FROM {self._table}"
        keys = _BY_KEY.get(self._table)
        rows = self._by_id(select) if keys is None else self._by_key(select, keys)
        for *cells, right in rows:
            if right:
                yield tuple(cells)
            else:
                self.lost = True

    def _by_id(self, select: str) -> Iterator[tuple[Any, ...]]:
        """Pages of rows; behind one that cannot be read the next that can is looked for."""
        after, limit, leap = -1, _PAGE, 1
        while after < _LARGEST_ID:
            query = f"{select} WHERE rowid > ? ORDER BY rowid LIMIT {limit}"
            page = self._read(query, (after,))
            if page is None:
                self.lost = True
                if limit > 1:
                    limit = 1
                else:
                    after, leap = after + leap, leap * 2
                continue
            if not page:
                return
            yield from page
            # Damaged pages may hold their rows in any order, and lead round in a circle.
            after, leap = max(after + 1, int(page[-1][0])), 1
            limit = min(limit * 2, _PAGE)

    def _by_key(self, select: str, keys: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
        """From the first row onwards to where reading fails, then from the last one backwards."""
        names, marks = ", ".join(keys), ", ".join("?" * len(keys))
        seen: set[tuple[Any, ...]] = set()
        for sign, order in ((">", "ASC"), ("<", "DESC")):
            ordered = ", ".join(f"{key} {order}" for key in keys)
            last: tuple[Any, ...] | None = None
            limit = _PAGE
            while True:
                where = "" if last is None else f"WHERE ({names}) {sign} ({marks})"
                query = f"{select} {where} ORDER BY {ordered} LIMIT {limit}"
                page = self._read(query, last or ())
                if page is None and limit > 1:
                    limit = 1
                    continue
                if not page:
                    break
                known = len(seen)
                for row in page:
                    last = tuple(row[self.columns.index(key)] for key in keys)
                    if last not in seen:
                        seen.add(last)
                        yield row
                if len(seen) == known:  # in a circle
                    page = None
                    break
            if page is not None:
                return
            self.lost = True

    def _read(self, query: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]] | None:
        """A page, ``None`` if it cannot be read."""
        try:
            with schema.bounded(self._db):
                return self._db.execute(query, values).fetchall()
        except schema.FAILURES:
            return None

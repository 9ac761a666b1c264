"""What can be saved of a damaged project, as a new one.

Each row that can be read and is what the program writes is taken over; the damaged file is only
read. Where rows of photos or faces are lost, all photos are judged again: nobody can tell any more
which faces there were. What people said stays with the faces that are left.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import ProjectError
from engine.files import scratch_for
from engine.project import photos, schema
from engine.project.integrity import CONDITIONS, install

_PAGE = 200
_LARGEST_ID = 2**62
_BY_KEY = {"meta": ("key",), "labels": ("face", "reviewer")}

# What refers to a row that was lost cannot stay.
_ORPHANS = """
UPDATE photos SET run = NULL WHERE run NOT IN (SELECT id FROM runs);
UPDATE photos SET twin_of = NULL;
DELETE FROM faces WHERE photo NOT IN (SELECT id FROM photos);
DELETE FROM labels WHERE face NOT IN (SELECT id FROM faces);
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
        select = f"SELECT {', '.join(self.columns)}, {met} FROM {self._table}"
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
        seen = set()
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

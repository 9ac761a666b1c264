"""All faces of a project read into columns, a few thousand at a time.

Whoever else runs in this process, such as a window, gets a turn between two of these pages.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Generator, Sequence
from pathlib import PurePosixPath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.project.photos import name_of
from engine.project.records import HUMAN_GENDERS, VERDICTS
from engine.project.rows import STATUSES, Codes, FaceRows, Numbers

_PAGE = 2000
_NAMES = (
    "face_ids",
    "photo_ids",
    "status",
    "age",
    "age_low",
    "age_range",
    "female",
    "gender",
    "score",
    "side_px",
    "verdict",
    "human_age",
    "human_gender",
)
_ROWS = (
    "SELECT coalesce(faces.id, 0), photos.id, photos.status, faces.age, faces.age_low,"
    " faces.age_high - faces.age_low, faces.female, faces.gender, faces.score,"
    " min(faces.w, faces.h), labels.verdict, labels.age, labels.gender, photos.name"
    " FROM photos LEFT JOIN faces ON faces.photo = photos.id AND NOT faces.undone"
    " LEFT JOIN labels ON labels.face = faces.id AND labels.reviewer = ?"
    " WHERE photos.present OR labels.face IS NOT NULL"
    " ORDER BY photos.present DESC, photos.position, faces.x, faces.id"
)
_REASONS = "SELECT id, message FROM photos WHERE message <> '' AND present"


def load(db: sqlite3.Connection, *, reviewer: str) -> Generator[None, None, FaceRows]:
    """Read all rows with what this person said, a page a step."""
    found = db.execute(_ROWS, (reviewer,))
    pages: list[tuple[NDArray[Any], ...]] = []
    names: list[str] = []
    while page := found.fetchmany(_PAGE):
        *columns, page_names = zip(*page, strict=True)
        pages.append(_converted(columns))
        names += [name_of(name) for name in page_names]
        yield
    folders: dict[str, int] = {}
    places = [folders.setdefault(_folder(name), len(folders)) for name in names]
    return FaceRows(
        **_joined(pages),
        folder=np.array(places, dtype=np.int32),
        name_rank=_ranks(names),
        names=names,
        folders=tuple(folders),
        reasons=dict(db.execute(_REASONS)),
    )


def no_rows() -> FaceRows:
    """The columns of a project without photos."""
    nothing = np.zeros(0, dtype=np.int32)
    return FaceRows(**_joined([]), folder=nothing, name_rank=nothing, names=[])


def _converted(columns: Sequence[Sequence[Any]]) -> tuple[NDArray[Any], ...]:
    """Columns as the database has them, as arrays."""
    faces, photos, status, age, low, width, female, gender, score, side, verdict, said, named = (
        columns
    )
    return (
        np.array(faces, dtype=np.int64),
        np.array(photos, dtype=np.int64),
        _codes(status, STATUSES),
        _numbers(age),
        _numbers(low),
        _numbers(width),
        _numbers(female),
        _codes(gender, ("male", "female")),
        _numbers(score),
        _numbers(side),
        _codes(verdict, VERDICTS),
        _numbers(said),
        _codes(named, HUMAN_GENDERS),
    )


def _joined(pages: Sequence[tuple[NDArray[Any], ...]]) -> dict[str, Any]:
    """The pages' columns as one, by name."""
    parts = [_converted([()] * len(_NAMES)), *pages]
    columns = (np.concatenate(column) for column in zip(*parts, strict=True))
    return dict(zip(_NAMES, columns, strict=True))


def _folder(name: str) -> str:
    parent = str(PurePosixPath(name).parent)
    return "" if parent == "." else parent


def _numbers(values: Sequence[float | None]) -> Numbers:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float32)


def _codes(values: Sequence[str | None], known: Sequence[str]) -> Codes:
    table: dict[str | None, int] = {name: code for code, name in enumerate(known)}
    return np.array([table.get(value, -1) for value in values], dtype=np.int8)


def _ranks(names: Sequence[str]) -> NDArray[np.int32]:
    """Place of each name in alphabetical order, the same for the same name."""
    keys = [(name.casefold(), name) for name in dict.fromkeys(names)]
    # One sort of all would hold up other threads, too: pages are sorted, then merged.
    pages = [sorted(keys[start : start + _PAGE]) for start in range(0, len(keys), _PAGE)]
    places = {name: place for place, (_, name) in enumerate(heapq.merge(*pages))}
    return np.array([places[name] for name in names], dtype=np.int32)

"""Who reviews which faces of a project, and how far and how long everybody has been at it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Self, get_args

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from engine.project.face_table import FaceRows

Method = Literal["photos", "folders"]
PAUSE_S = 120.0
"""Seconds between two answers of a person after which they were doing something else."""
_NOBODY = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """For which reviewer each face is.

    By "photos" each reviewer has every so-manieth one, with all its faces; by "folders" they have
    those of the folders named with them, subfolders included unless they are named themselves.
    """

    method: Method
    reviewers: tuple[str, ...]
    folders: tuple[tuple[str, str], ...] = ()

    def owners(self, rows: FaceRows) -> NDArray[np.int64]:
        """The place of each row's reviewer among ``reviewers``, -1 for nobody."""
        if self.method == "photos":
            return np.asarray(rows.photo_ids % max(len(self.reviewers), 1), dtype=np.int64)
        named = dict(self.folders)
        found = [self._owner_of(folder, named) for folder in rows.folders]
        return np.array([*found, _NOBODY], dtype=np.int64)[rows.folder]

    def mask(self, rows: FaceRows, reviewer: str) -> NDArray[np.bool_]:
        """Which rows are for a reviewer."""
        place = self.reviewers.index(reviewer) if reviewer in self.reviewers else None
        if place is None:
            return np.zeros(len(rows), dtype=bool)
        mask: NDArray[np.bool_] = self.owners(rows) == place
        return mask

    def _owner_of(self, folder: str, named: dict[str, str]) -> int:
        parts = folder.split("/") if folder else []
        for count in range(len(parts), -1, -1):
            reviewer = named.get("/".join(parts[:count]))
            if reviewer is not None:
                return self.reviewers.index(reviewer) if reviewer in self.reviewers else _NOBODY
        return _NOBODY

    def packed(self) -> str:
        """The text that a project keeps."""
        return json.dumps(
            {"method": self.method, "reviewers": self.reviewers, "folders": dict(self.folders)}
        )

    @classmethod
    def unpacked(cls, text: str | None) -> Self | None:
        """The opposite of ``packed``; ``None`` for what cannot be understood."""
        try:
            kept = json.loads(text or "null")
            if kept["method"] not in get_args(Method):
                return None
            return cls(
                method=kept["method"],
                reviewers=tuple(str(name) for name in kept["reviewers"]),
                folders=tuple((str(a), str(b)) for a, b in kept["folders"].items()),
            )
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerWork:
    """How far one reviewer is: faces with a complete label of theirs, and the time they took.

    ``assigned`` are the faces that are for them, ``done`` those of them that they have reviewed;
    ``seconds`` adds up the times between their answers, but for pauses (``PAUSE_S``).
    """

    reviewer: str
    reviewed: int
    seconds: float
    assigned: int = 0
    done: int = 0

    @property
    def seconds_each(self) -> float | None:
        """Seconds for a face; ``None`` where nothing was timed."""
        return self.seconds / self.reviewed if self.reviewed and self.seconds else None


_COMPLETE = (
    "SELECT face, reviewer FROM labels JOIN faces ON faces.id = face WHERE NOT undone AND"
    " (verdict = 'not_a_face' OR (labels.age IS NOT NULL AND labels.gender IS NOT NULL))"
)
_TIMES = "SELECT reviewer, at FROM edits WHERE reviewer <> '' AND at <> '' ORDER BY reviewer, id"
_PAGE = 5000


def workload(
    db: sqlite3.Connection, rows: FaceRows, assignment: Assignment | None
) -> Generator[None, None, list[ReviewerWork]]:
    """How far everybody is who has labelled or is to label, by name; in short steps."""
    faces: dict[str, list[int]] = {}
    found = db.execute(_COMPLETE)
    while page := found.fetchmany(_PAGE):
        for face, reviewer in page:
            faces.setdefault(reviewer, []).append(face)
        yield
    times: dict[str, list[str]] = {}
    found = db.execute(_TIMES)
    while page := found.fetchmany(_PAGE):
        for reviewer, at in page:
            times.setdefault(reviewer, []).append(at)
        yield
    owned = _owned(rows, assignment)
    names = {*faces, *times, *owned}
    return [
        ReviewerWork(
            reviewer=name,
            reviewed=len(faces.get(name, ())),
            seconds=spent(times.get(name, ())),
            assigned=len(owned.get(name, ())),
            done=int(np.isin(owned.get(name, np.zeros(0)), faces.get(name, [])).sum()),
        )
        for name in sorted(names)
    ]


def _owned(rows: FaceRows, assignment: Assignment | None) -> dict[str, NDArray[np.int64]]:
    """The faces that are for each reviewer; held ones are for nobody."""
    if assignment is None:
        return {}
    there = (rows.face_ids > 0) & ~rows.held
    owners = assignment.owners(rows)
    return {
        name: rows.face_ids[there & (owners == place)]
        for place, name in enumerate(assignment.reviewers)
    }


def spent(times: Sequence[str]) -> float:
    """Seconds between times (``2026-01-31T12:00:00Z``) in their order, but for pauses."""
    moments = [datetime.fromisoformat(time).timestamp() for time in times]
    gaps = np.diff(np.array(moments, dtype=np.float64))
    return float(gaps[(gaps > 0) & (gaps <= PAUSE_S)].sum())

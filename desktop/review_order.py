"""In which order faces are reviewed: as the grid showed them, whatever becomes of them meanwhile.

A face that was reviewed may no longer pass the grid's filter, and rows get other numbers when a
project is read anew. So the order is kept by faces, not rows.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.project import Attribute, FaceRows

Rows = NDArray[np.int64]
_GONE = -1


class ReviewOrder:
    """Faces in the order of review; photos without any take part as they do in the grid."""

    def __init__(self, rows: FaceRows, order: Rows) -> None:
        """``order`` are the rows, first to be reviewed first."""
        self._table = rows
        self._rows = np.asarray(order, dtype=np.int64)
        self._keys: Rows = _keys(rows)[self._rows]

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, place: int) -> int | None:
        """The row at a place of the order, ``None`` if there is no such place."""
        return int(self._rows[place]) if 0 <= place < len(self._rows) else None

    def place(self, row: int) -> int | None:
        """Where a row stands in the order."""
        found = np.flatnonzero(self._rows == row)
        return int(found[0]) if len(found) else None

    def step(self, place: int, by: int, *, skip: Attribute | None = None) -> int | None:
        """The next place forwards or backwards, ``None`` at the end.

        ``skip`` leaves out what is reviewed already in that sense, and photos without a face.
        """
        ahead = self._rows[place + 1 :] if by > 0 else self._rows[:place][::-1]
        if skip is not None:
            wanted = ~self._table.reviewed(skip)[ahead] & (self._table.face_ids[ahead] > 0)
        else:
            wanted = np.ones(len(ahead), dtype=bool)
        if not wanted.any():
            return None
        distance = int(np.argmax(wanted)) + 1
        return place + distance if by > 0 else place - distance

    def after_reading(self, rows: FaceRows, order: Rows, *, near: int) -> int | None:
        """Go over to rows that were read anew; returns where the face at place ``near`` is now.

        What stood in the order keeps its place, even if the grid's ``order`` has it no longer;
        what is new comes at the end; what is gone leaves, and its neighbour stands in for it.
        """
        everything = _keys(rows)
        if not len(everything):
            self._table, self._rows, self._keys = rows, everything, everything
            return None
        fresh = everything[np.asarray(order, dtype=np.int64)]
        keys = np.concatenate([self._keys, fresh[~np.isin(fresh, self._keys)]])
        sorter = np.argsort(everything, kind="stable")
        at = np.searchsorted(everything, keys, sorter=sorter)
        found = sorter[np.minimum(at, len(sorter) - 1)]
        there = everything[found] == keys
        self._table = rows
        self._keys, self._rows = keys[there], found[there]
        before = int(there[:near].sum())
        return min(before, len(self._rows) - 1) if len(self._rows) else None

    def insert(self, row: int, *, after: int) -> int:
        """Put a row behind a place, wherever it was; returns its new place."""
        known = self.place(row)
        if known is not None:
            self._rows, self._keys = np.delete(self._rows, known), np.delete(self._keys, known)
            after -= known <= after
        self._rows = np.insert(self._rows, after + 1, row)
        self._keys = np.insert(self._keys, after + 1, _keys(self._table)[row])
        return after + 1


def _keys(rows: FaceRows) -> Rows:
    """What stands for a row through all readings: its face, or the photo without one."""
    return np.where(rows.face_ids > 0, rows.face_ids, -rows.photo_ids)

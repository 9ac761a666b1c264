"""A timed table of estimates, without pictures: one row a face and second, or one that says none.

The file is opened for each second's rows only, so that it can be looked at meanwhile, and what was
written is safe whatever happens.
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Sequence
from pathlib import Path

from desktop import wording
from engine.errors import OutputError
from engine.export.cells import cell, neutralised
from engine.results import Face

COLUMNS = (
    *("time", "face_index", "face_count", "box_x", "box_y", "box_w", "box_h"),
    *("apparent_age", "age_low", "age_high", "perceived_gender", "female_score", "model_id"),
)


def begin(path: Path) -> None:
    """Write the head of a new table; raises ``OutputError``."""
    _write(path, [COLUMNS], mode="w")


def add(path: Path, faces: Sequence[Face], *, at: datetime.datetime, model_id: str) -> None:
    """Add what is seen now, left to right; raises ``OutputError``."""
    time = at.isoformat(timespec="milliseconds")
    rows = [_row(time, index, len(faces), face, model_id) for index, face in enumerate(faces)]
    empty = [time, "", "0", *[""] * (len(COLUMNS) - 4), neutralised(model_id)]
    _write(path, rows or [empty], mode="a")


def _row(time: str, index: int, count: int, face: Face, model_id: str) -> list[str]:
    box, told = face.box, face.estimate
    row = [time, str(index), str(count)]
    row += [cell(f"box_{side}", float(getattr(box, side))) for side in "xywh"]
    if told is None:
        return [*row, *[""] * 5, neutralised(model_id)]
    row += [cell("apparent_age", told.age_years), cell("age_low", told.age_low)]
    row += [cell("age_high", told.age_high), told.gender or ""]
    return [*row, cell("female_score", told.female_score), neutralised(model_id)]


def _write(path: Path, rows: Sequence[Sequence[str]], *, mode: str) -> None:
    # Spreadsheets take a table for UTF-8 only if it begins with a mark that says so.
    encoding = "utf-8-sig" if mode == "w" else "utf-8"
    try:
        with path.open(mode, encoding=encoding, newline="") as file:
            csv.writer(file).writerows(rows)
    except OSError as error:
        sentence = wording.translate(
            "webcam",
            "The log could not be written: may you write in this folder, and is there space on "
            "the disk? Received: {0}, {1}",
        )
        raise OutputError(sentence.format(path.name, error.strerror or "")) from error

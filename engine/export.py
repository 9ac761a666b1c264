"""Results as a table: one row a face, and one for every file without a face or not read.

Columns and their meaning are a contract with people's scripts. ``face_index`` counts from 1, left
to right; ``face_count`` is empty where nobody looked (``unreadable``, ``skipped``).
``review_state`` is ``unreviewed`` until a person has confirmed or corrected the row; the other
human columns are empty until then.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from engine import __version__
from engine.files import write_atomically
from engine.results import Face, PhotoResult
from engine.spec import ModelSpec

CSV_COLUMNS: tuple[str, ...] = (
    "image_path",
    "status",
    "image_width",
    "image_height",
    "face_index",
    "face_count",
    "box_x",
    "box_y",
    "box_w",
    "box_h",
    "detector_score",
    "apparent_age",
    "age_low",
    "age_high",
    "perceived_gender",
    "female_score",
    "review_state",
    "human_age",
    "human_gender",
    "reviewer",
    "reviewed_at",
    "model_id",
    "model_sha256",
    "app_version",
)
UNREVIEWED = "unreviewed"
_FOUR_DECIMALS = frozenset({"detector_score", "female_score"})
_RUNS = re.compile(r"'*[=+\-@\t\r\n]")
_HIDDEN = re.compile(r"'+[=+\-@\t\r\n]")

Value = str | int | float | None


def records(result: PhotoResult, *, spec: ModelSpec) -> list[dict[str, Value]]:
    """The rows of one photo as numbers and text, ``None`` where a cell is empty.

    Keys are ``CSV_COLUMNS`` in their order. Boxes in full-size pixels and ages in years with 1
    decimal, scores (0-1) with 4.
    """
    read = result.status in ("ok", "no_face")
    common: dict[str, Value] = dict.fromkeys(CSV_COLUMNS)
    common |= {
        "image_path": _encodable(result.path),
        "status": result.status,
        "image_width": result.width_px or None,
        "image_height": result.height_px or None,
        "face_count": len(result.faces) if read else None,
        "review_state": UNREVIEWED,
        "model_id": spec.model_id,
        "model_sha256": spec.sha256,
        "app_version": __version__,
    }
    if not result.faces:
        return [common]
    return [
        common | {"face_index": index} | _face_values(face)
        for index, face in enumerate(result.faces, start=1)
    ]


def rows(result: PhotoResult, *, spec: ModelSpec) -> list[dict[str, str]]:
    """The rows of one photo as the text of a CSV file's cells, safe to open in a spreadsheet."""
    return [
        {column: _cell(column, value) for column, value in record.items()}
        for record in records(result, spec=spec)
    ]


def write_csv(path: Path, results: Iterable[PhotoResult], *, spec: ModelSpec) -> None:
    """Write the table (UTF-8 with BOM), replacing ``path`` in one step once it is complete.

    Raises ``OutputError`` if it cannot be written; a former file then stays as it was.
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, CSV_COLUMNS)
    writer.writeheader()
    for result in results:
        writer.writerows(rows(result, spec=spec))
    # Through a link, not in place of it; the BOM is how spreadsheets recognise UTF-8.
    write_atomically(Path(os.path.realpath(path)), text.getvalue().encode("utf-8-sig"))


def write_json(stream: TextIO, result: PhotoResult, *, spec: ModelSpec) -> None:
    """Write the rows of one photo as JSON Lines: one object a row, ``null`` for an empty cell.

    Keys are ``CSV_COLUMNS`` and ``message`` (why a file is ``unreadable`` or ``skipped``). Paths
    stand as they are: only spreadsheets need the apostrophe of ``neutralised``.
    """
    for record in records(result, spec=spec):
        stream.write(json.dumps(record | {"message": result.message or None}) + "\n")
    stream.flush()


def neutralised(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: ``= + - @`` and the like get an apostrophe.

    Text that begins so but for leading apostrophes gets one more, so that ``original`` is exact.
    """
    return f"'{text}" if _RUNS.match(text) else text


def original(cell: str) -> str:
    """The text of a neutralised cell, for instance to join ``image_path`` with files again."""
    return cell[1:] if _HIDDEN.match(cell) else cell


def _face_values(face: Face) -> dict[str, Value]:
    box, estimate = face.box, face.estimate
    values: dict[str, Value] = {"box_x": box.x, "box_y": box.y, "box_w": box.w, "box_h": box.h}
    values["detector_score"] = face.score
    if estimate is not None:
        values |= {
            "apparent_age": estimate.age_years,
            "age_low": estimate.age_low,
            "age_high": estimate.age_high,
            "perceived_gender": estimate.gender,
            "female_score": estimate.female_score,
        }
    return {
        # A whole number may come as an int; adding zero turns -0.0 into 0.0.
        name: round(float(value), _decimals(name)) + 0.0
        if isinstance(value, int | float)
        else value
        for name, value in values.items()
    }


def _decimals(column: str) -> int:
    return 4 if column in _FOUR_DECIMALS else 1


def _cell(column: str, value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.{_decimals(column)}f}"
    return neutralised(value) if isinstance(value, str) else str(value)


def _encodable(text: str) -> str:
    """File names need not be valid Unicode; a table must be: odd bytes become escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")

"""Tables as text: CSV, the contract with people's scripts, and JSON Lines.

Rows go to the disk as they come, so a hundred thousand of them take no more memory than one.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from engine.export.about import Notes, dictionary
from engine.export.cells import Value, encodable
from engine.export.columns import CSV_COLUMNS
from engine.export.records import (
    Choice,
    OutFace,
    OutPhoto,
    as_cells,
    human_values,
    outgoing,
    photo_records,
    records,
    rows,
    state_of,
)
from engine.export.writing import Export, ExportReport, Pace, replacing
from engine.project import Project
from engine.results import PhotoResult
from engine.spec import ModelSpec

_BOM = b"\xef\xbb\xbf"  # how spreadsheets recognise UTF-8


def companions(path: Path) -> tuple[Path, Path]:
    """Where the data dictionary and the settings of the table at ``path`` go."""
    return path.with_name(f"{path.stem}.columns.csv"), path.with_name(f"{path.stem}.settings.json")


def write_csv(path: Path, results: Iterable[PhotoResult], *, spec: ModelSpec) -> None:
    """Write the table (UTF-8 with BOM), replacing ``path`` in one step once it is complete.

    Raises ``OutputError`` if it cannot be written; a former file then stays as it was.
    """
    with replacing(path) as file:
        table = CsvWriter(file, CSV_COLUMNS)
        for result in results:
            for row in rows(result, spec=spec):
                table.write(row.values())


def write_json(stream: TextIO, result: PhotoResult, *, spec: ModelSpec) -> None:
    """Write the rows of one photo as JSON Lines: one object a row, ``null`` for an empty cell.

    Keys are ``CSV_COLUMNS`` and ``message`` (why a file is ``unreadable`` or ``skipped``). Paths
    stand as they are: only spreadsheets need the apostrophe of ``neutralised``.
    """
    for record in records(result, spec=spec):
        stream.write(json.dumps(record | {"message": result.message or None}) + "\n")
    stream.flush()


def export_csv(
    project: Project,
    path: Path,
    *,
    choice: Choice | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Export:
    """Write the table of a project, and its data dictionary and settings beside it.

    ``settings`` are further facts for the settings file, for instance how the folder was scanned.
    Raises ``OutputError`` and ``ProjectError``; what stood there before is then still there.
    """
    choice = choice or Choice()
    pace = Pace(project)
    columns_path, settings_path = companions(path)
    with (
        Notes(project, choice, settings) as notes,
        replacing(path) as file,
        replacing(settings_path) as settings_file,
        replacing(columns_path) as columns_file,
    ):
        table = CsvWriter(file, CSV_COLUMNS)
        for photo in outgoing(project, choice):
            if photo is not None:
                found = photo_records(photo)
                notes.add(photo, found)
                for record in found:
                    table.write(as_cells(record).values())
            if (step := pace.step()) is not None:
                yield step
        header, *meanings = dictionary()
        meaning = CsvWriter(columns_file, header)
        for row in meanings:
            meaning.write(row)
        notes.write(settings_file, {"file": encodable(path.name), "sha256": table.sha256})
    yield pace.now()
    return ExportReport(
        paths=(path, columns_path, settings_path), photos=notes.photos, rows=notes.rows
    )


def export_jsonl(project: Project, path: Path, *, choice: Choice | None = None) -> Export:
    """Write the rows of a project as JSON Lines (UTF-8), one object a row.

    Keys are ``CSV_COLUMNS``, ``message``, ``duplicate_of``, and ``labels``: what every reviewer
    said, newest first. Numbers are numbers, an empty cell is ``null``. Raises as ``export_csv``.
    """
    choice = choice or Choice()
    pace = Pace(project)
    photos = count = 0
    with replacing(path) as file:
        for photo in outgoing(project, choice):
            if photo is not None:
                photos += 1
                for row in json_rows(photo):
                    file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
                    count += 1
            if (step := pace.step()) is not None:
                yield step
    yield pace.now()
    return ExportReport(paths=(path,), photos=photos, rows=count)


def json_rows(photo: OutPhoto) -> list[dict[str, Any]]:
    """The rows of a photo as JSON Lines have them."""
    message = photo.entry.result(photo.path).message
    more: dict[str, Any] = {
        "message": encodable(message) if message else None,
        "duplicate_of": None if photo.twin_path is None else encodable(photo.twin_path),
    }
    faces: list[OutFace | None] = [*photo.faces] or [None]
    return [
        record | more | {"labels": [] if face is None else _labels(face)}
        for record, face in zip(photo_records(photo), faces, strict=True)
    ]


def _labels(face: OutFace) -> list[dict[str, Value]]:
    return [
        {"human_age": None, "human_gender": None}
        | human_values(OutFace(face.index, face.entry, label))
        | {"review_state": state_of(face.entry, label)}
        for label in face.entry.labels
    ]


class CsvWriter:
    """Rows of text to a binary file, with the hash (hex) of all that was written."""

    def __init__(self, file: BinaryIO, header: Iterable[str]) -> None:
        self._file, self._digest = file, hashlib.sha256()
        self._line = io.StringIO(newline="")
        self._csv = csv.writer(self._line)
        self._put(_BOM)
        self.write(header)

    def write(self, cells: Iterable[str]) -> None:
        """Write one row."""
        self._csv.writerow(cells)
        self._put(self._line.getvalue().encode())
        self._line.seek(0)
        self._line.truncate()

    @property
    def sha256(self) -> str:
        """The hash of the file so far."""
        return self._digest.hexdigest()

    def _put(self, content: bytes) -> None:
        self._digest.update(content)
        self._file.write(content)

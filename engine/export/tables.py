"""Tables as text: CSV, the contract with people's scripts, and JSON Lines.

Rows go to the disk as they come, so a hundred thousand of them take no more memory than one.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from engine.errors import OutputError, UserError
from engine.export.about import Notes, dictionary
from engine.export.columns import CSV_COLUMNS, Value, cell, encodable, neutralised
from engine.export.records import (
    FaceSelection,
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
from engine.export.writing import Export, ExportReport, Problems, StepTimer
from engine.files import replacing
from engine.project import HumanGender, HumanLabel, Project
from engine.results import Face, PhotoResult
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

    Keys are ``CSV_COLUMNS``, ``message`` (why a file is ``unreadable`` or ``skipped``) and
    ``turned_deg`` (the quarter turn clockwise in which the face stands). Paths stand as they are:
    only spreadsheets need the apostrophe of ``neutralised``.
    """
    faces: list[Face | None] = [*result.faces] or [None]
    for record, face in zip(records(result, spec=spec), faces, strict=True):
        more = {"message": result.message or None, "turned_deg": _turn(face)}
        stream.write(json.dumps(record | more) + "\n")
    stream.flush()


def export_csv(
    project: Project,
    path: Path,
    *,
    choice: FaceSelection | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Export:
    """Write the table of a project, and its data dictionary and settings beside it.

    ``settings`` are further facts for the settings file, for instance how the folder was scanned.
    Raises ``OutputError`` and ``ProjectError``; what stood there before is then still there.
    """
    choice = choice or FaceSelection()
    pace = StepTimer(project)
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


def export_jsonl(project: Project, path: Path, *, choice: FaceSelection | None = None) -> Export:
    """Write the rows of a project as JSON Lines (UTF-8), one object a row.

    Keys are ``CSV_COLUMNS``, ``message``, ``duplicate_of``, ``turned_deg``, and ``labels``: what
    every reviewer said, newest first. Numbers are numbers, an empty cell is ``null``. Raises as
    ``export_csv``.
    """
    choice = choice or FaceSelection()
    pace = StepTimer(project)
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
        "duplicate_of": None if photo.duplicate_of is None else encodable(photo.duplicate_of),
    }
    faces: list[OutFace | None] = [*photo.faces] or [None]
    return [
        record
        | more
        | {
            "turned_deg": _turn(None if face is None else face.face),
            "labels": [] if face is None else _labels(face),
        }
        for record, face in zip(photo_records(photo), faces, strict=True)
    ]


def _turn(face: Face | None) -> int | None:
    """The quarter turn of a face in degrees; ``None`` where nobody knows its landmarks."""
    return None if face is None or face.keypoints is None else face.turned_deg


def _labels(face: OutFace) -> list[dict[str, Value]]:
    return [
        {"human_age": None, "human_gender": None}
        | human_values(OutFace(face.index, face.entry, label))
        | {"review_state": state_of(face.entry, label)}
        for label in face.entry.labels
    ]


_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def csv_line(cells: Iterable[str]) -> str:
    """A line of a CSV file: every text in quotes, numbers and empty cells without.

    A spreadsheet of another language separates by semicolons; quotes keep them inside a cell.
    """
    return ",".join(
        one if not one or _NUMBER.fullmatch(one) else '"' + one.replace('"', '""') + '"'
        for one in cells
    )


class CsvWriter:
    """Rows of text to a binary file, with the hash (hex) of all that was written."""

    def __init__(self, file: BinaryIO, header: Iterable[str]) -> None:
        self._file, self._digest = file, hashlib.sha256()
        self._put(_BOM)
        self._put(f"{','.join(header)}\r\n".encode())  # the program's own words

    def write(self, cells: Iterable[str]) -> None:
        """Write one row."""
        self._put(f"{csv_line(cells)}\r\n".encode())

    @property
    def sha256(self) -> str:
        """The hash of the file so far."""
        return self._digest.hexdigest()

    def _put(self, content: bytes) -> None:
        self._digest.update(content)
        self._file.write(content)


TRAINING_COLUMNS = ("path", "age", "gender", "box_x", "box_y", "box_w", "box_h")


def export_training(
    project: Project, path: Path, *, choice: FaceSelection | None = None, relative: bool = False
) -> Export:
    """Write the labelled faces; ``relative`` names photos from the table's folder.

    Left out are faces without a label, those that are no face, and of the others an age or gender
    that was not said or is "unknown / prefer not to say". Raises ``OutputError`` and
    ``ProjectError``.
    """
    choice = choice or FaceSelection()
    pace, problems = StepTimer(project), Problems()
    photos = rows = 0
    folder = path.absolute().parent
    with replacing(path) as file:
        table = CsvWriter(file, TRAINING_COLUMNS)
        for photo in outgoing(project, choice):
            if photo is None or not (cells := _rows(photo, choice)):
                pass
            else:
                try:
                    name = _name(project, photo, folder if relative else None)
                except UserError as error:
                    problems.add(photo.path, error)
                else:
                    photos += 1
                    rows += len(cells)
                    for row in cells:
                        table.write((neutralised(name), *row))
            if (step := pace.step()) is not None:
                yield step
    yield pace.now()
    return ExportReport(
        paths=(path,),
        photos=photos,
        rows=rows,
        problems=problems.first,
        problem_count=problems.count,
    )


def _label_cells(
    face: OutFace, choice: FaceSelection
) -> tuple[float | None, HumanGender | None] | None:
    """The age and gender that a person gave a face; ``None`` if there is neither, or no face.

    Where anybody's labels count, one person may have looked at ages and another at genders.
    """
    if face.label is None or face.state == "rejected":
        return None
    said: tuple[HumanLabel, ...] = face.entry.labels if choice.reviewer is None else (face.label,)
    said = tuple(label for label in said if label.verdict != "not_a_face")
    age = next((label.age_years for label in said if label.age_years is not None), None)
    gender = next((label.gender for label in said if label.gender is not None), None)
    gender = None if gender == "unknown" else gender
    return None if age is None and gender is None else (age, gender)


def _rows(photo: OutPhoto, choice: FaceSelection) -> list[tuple[str, ...]]:
    """The cells of a photo's labelled faces, but for its path."""
    if not photo.entry.present:
        return []
    labelled = [(face, _label_cells(face, choice)) for face in photo.faces]
    return [_row(face, *said) for face, said in labelled if said is not None]


def _row(face: OutFace, age: float | None, gender: HumanGender | None) -> tuple[str, ...]:
    box = face.face.box
    sides = {"box_x": box.x, "box_y": box.y, "box_w": box.w, "box_h": box.h}
    return (
        "" if age is None else f"{age:g}",
        gender or "",
        *(cell(name, float(value)) for name, value in sides.items()),
    )


def _name(project: Project, photo: OutPhoto, folder: Path | None) -> str:
    """The photo's path, absolute or from ``folder``; raises ``UserError`` if there is none."""
    path = project.file_of(photo.entry.name).absolute()
    name = str(path)
    if folder is not None:
        with contextlib.suppress(ValueError):  # another drive on Windows
            name = Path(os.path.relpath(path, folder)).as_posix()
    try:
        name.encode()
    except UnicodeEncodeError:
        raise OutputError("A table cannot hold this name: it is no valid text.") from None
    return name

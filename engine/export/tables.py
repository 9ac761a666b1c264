"""Tables as text: CSV, the contract with people's scripts, JSON Lines, and tables that come back.

Rows go to the disk as they come, so a hundred thousand of them take no more memory than one. What
comes back may have been saved by any spreadsheet: ``dialect_of`` says how it is to be read.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import hashlib
import io
import itertools
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from engine.errors import DataError, OutputError, UserError
from engine.export.about import Notes, dictionary
from engine.export.columns import CSV_COLUMNS, Value, cell, encodable, neutralised, original
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
from engine.files import opened_ordinary, replacing
from engine.project import HumanGender, HumanLabel, Project
from engine.results import Face, PhotoResult
from engine.spec import ModelSpec
from engine.words import translatable

_BOM = b"\xef\xbb\xbf"  # how spreadsheets recognise UTF-8


def companions(path: Path) -> tuple[Path, Path]:
    """Where the data dictionary and the settings of the table at ``path`` go."""
    return path.with_name(f"{path.stem}.columns.csv"), path.with_name(f"{path.stem}.settings.json")


def write_csv(
    path: Path,
    results: Iterable[PhotoResult],
    *,
    spec: ModelSpec,
    labels: Callable[[PhotoResult], Sequence[HumanLabel | None]] = lambda _: (),
) -> None:
    """Write the table (UTF-8 with BOM), replacing ``path`` in one step once it is complete.

    ``labels`` says what a person said of the faces of a photo.

    Raises ``OutputError`` if it cannot be written; a former file then stays as it was.
    """
    with replacing(path) as file:
        table = CsvWriter(file, CSV_COLUMNS)
        for result in results:
            for row in rows(result, spec=spec, labels=labels(result)):
                table.write(row.values())


def write_json(stream: TextIO, result: PhotoResult, *, spec: ModelSpec) -> None:
    """Write the rows of one photo as JSON Lines: one object a row, ``null`` for an empty cell.

    Keys are ``CSV_COLUMNS`` and ``turned_deg`` (the quarter turn clockwise in which the face
    stands). Texts stand as they are: only spreadsheets need the apostrophe of ``neutralised``.
    """
    faces: list[Face | None] = [*result.faces] or [None]
    for record, face in zip(records(result, spec=spec), faces, strict=True):
        stream.write(json.dumps(record | {"turned_deg": _turn(face)}) + "\n")
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
        paths=(path, columns_path, settings_path),
        photos=notes.photos,
        rows=notes.rows,
        changed=notes.changed,
    )


def export_jsonl(project: Project, path: Path, *, choice: FaceSelection | None = None) -> Export:
    """Write the rows of a project as JSON Lines (UTF-8), one object a row.

    Keys are ``CSV_COLUMNS``, ``duplicate_of``, ``turned_deg``, and ``labels``: what every reviewer
    said, newest first. Numbers are numbers, an empty cell is ``null``. Raises as ``export_csv``.
    """
    choice = choice or FaceSelection()
    pace = StepTimer(project)
    photos = count = changed = 0
    with replacing(path) as file:
        for photo in outgoing(project, choice):
            if photo is not None:
                photos += 1
                changed += photo.changed
                for row in json_rows(photo):
                    file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
                    count += 1
            if (step := pace.step()) is not None:
                yield step
    yield pace.now()
    return ExportReport(paths=(path,), photos=photos, rows=count, changed=changed)


def json_rows(photo: OutPhoto) -> list[dict[str, Any]]:
    """The rows of a photo as JSON Lines have them."""
    first = None if photo.duplicate_of is None else encodable(photo.duplicate_of)
    faces: list[OutFace | None] = [*photo.faces] or [None]
    return [
        record
        | {"duplicate_of": first, "turned_deg": _turn(None if face is None else face.face)}
        | {"labels": [] if face is None else _labels(face)}
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

    Left out are faces without a label, those that are no face, those that the model finds no longer
    and nobody has confirmed since (``left_out`` counts them), and of the others an age or gender
    that was not said or is "unknown / prefer not to say". Raises ``OutputError`` and
    ``ProjectError``.
    """
    choice = choice or FaceSelection()
    pace, problems = StepTimer(project), Problems()
    photos = rows = left_out = 0
    folder = path.absolute().parent
    with replacing(path) as file:
        table = CsvWriter(file, TRAINING_COLUMNS)
        for photo in outgoing(project, choice):
            if photo is not None:
                left_out += sum(_is_left_out(photo, face, choice) for face in photo.faces)
            if photo is not None and (cells := _rows(photo, choice)):
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
        left_out=left_out,
        problems=problems.first,
        problem_count=problems.count,
    )


def _is_left_out(photo: OutPhoto, face: OutFace, choice: FaceSelection) -> bool:
    """Whether a label is not trained on because the model finds the face no longer."""
    return photo.entry.present and face.is_lost and _label_cells(face, choice) is not None


def _label_cells(
    face: OutFace, choice: FaceSelection
) -> tuple[float | None, HumanGender | None] | None:
    """The age and gender that a person gave a face; ``None`` if there is neither, or no face.

    Where anybody's newest labels count, one may have looked at ages and another at genders.
    """
    if face.label is None or face.state == "rejected":
        return None
    anybody = choice.reviewer is None and not choice.consensus
    said: tuple[HumanLabel, ...] = face.entry.labels if anybody else (face.label,)
    said = tuple(label for label in said if label.verdict != "not_a_face")
    age = next((label.age_years for label in said if label.age_years is not None), None)
    gender = next((label.gender for label in said if label.gender is not None), None)
    gender = None if gender == "unknown" else gender
    return None if age is None and gender is None else (age, gender)


def _rows(photo: OutPhoto, choice: FaceSelection) -> list[tuple[str, ...]]:
    """The cells of a photo's labelled faces, but for its path."""
    if not photo.entry.present:
        return []
    labelled = [(face, _label_cells(face, choice)) for face in photo.faces if not face.is_lost]
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
    path = project.analysed_file(photo.entry).absolute()
    name = str(path)
    if folder is not None:
        with contextlib.suppress(ValueError):  # another drive on Windows
            name = Path(os.path.relpath(path, folder)).as_posix()
    try:
        name.encode()
    except UnicodeEncodeError:
        raise OutputError("A table cannot hold this name: it is no valid text.") from None
    return name


_CODE_PAGES = ("cp1252", "cp1250", "cp1251", "cp932", "cp936")
_TRIED = "UTF-8, UTF-16, Windows-1252, Windows-1250, Windows-1251, code page 932, code page 936"
_READ_AS = {
    "utf-16": translatable("This table was read as UTF-16."),
    "utf-16-le": translatable("This table was read as UTF-16."),
    "utf-16-be": translatable("This table was read as UTF-16."),
    "cp1252": translatable("This table was read as Windows-1252 (Western Europe)."),
    "cp1250": translatable("This table was read as Windows-1250 (Central Europe)."),
    "cp1251": translatable("This table was read as Windows-1251 (Cyrillic)."),
    "cp932": translatable("This table was read as code page 932 (Japanese)."),
    "cp936": translatable("This table was read as code page 936 (Chinese)."),
}
_UNSURE = translatable(
    "No photo's path tells the encoding of this table: other words in it may be wrong."
)
_HEAD_BYTES = 40_000
_SAMPLE = 200
_SAMPLED_ROWS = 50_000
_PIECE_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written: the encoding of its text, and what separates its cells.

    ``header`` are the names of its columns as they stand there, ``hints`` the lines above them, as
    spreadsheets put one (``sep=;``); ``notes`` say how it was read where that had to be found out.
    """

    encoding: str
    delimiter: str
    header: tuple[str, ...]
    hints: int = 0
    notes: tuple[str, ...] = ()


def dialect_of(path: Path, *, columns: Sequence[str], is_there: Callable[[str], bool]) -> Dialect:
    """Find out how a table was saved: commas, semicolons or tabs, and in which encoding.

    UTF-8 and UTF-16 (with or without a byte order mark) are known by themselves. Of the code pages
    1252, 1250, 1251, 932 and 936 that one counts in which the most photos exist: ``is_there`` is
    asked for the text of ``columns`` (the first that the table has, in small letters). Raises
    ``DataError`` if there is none, and ``OSError``.
    """
    with opened_ordinary(path) as file:
        head = file.read(_HEAD_BYTES)
    encoding = _unicode_of(head, columns)
    if encoding is None and _decodes(path, "utf-8"):
        encoding = "utf-8-sig"
    if encoding is not None:
        return _dialect(path, encoding, columns)
    return _code_page(path, columns, is_there)


@contextmanager
def opened_table(path: Path, dialect: Dialect) -> Iterator[TextIO]:
    """A table's text from its header on, for ``csv``; raises ``OSError`` and ``UnicodeError``."""
    with (
        opened_ordinary(path) as file,
        io.TextIOWrapper(file, encoding=dialect.encoding, newline="") as text,
    ):
        for _ in range(dialect.hints):
            text.readline()
        yield text


def header_of(path: Path, *, columns: Sequence[str]) -> tuple[str, ...]:
    """The names of a table's columns, if it has one of ``columns``; no more of it is read.

    Raises ``OSError``.
    """
    with opened_ordinary(path) as file:
        head = file.read(_HEAD_BYTES)
    text = head.decode(_unicode_of(head, columns) or "utf-8", "replace")
    return _split(io.StringIO(text.removeprefix("\ufeff"), newline=""), columns)[0]


def plain_name(name: str) -> str:
    """The name of a column without what people vary: ``File Name`` is ``file_name``."""
    return "_".join(name.strip().casefold().split())


def _dialect(path: Path, encoding: str, columns: Sequence[str]) -> Dialect:
    note = _READ_AS.get(encoding)
    dialect = Dialect(encoding, ",", (), notes=() if note is None else (note,))
    with opened_table(path, dialect) as text:
        header, delimiter, hints = _split(text, columns)
    return replace(dialect, delimiter=delimiter, header=header, hints=hints)


def _split(text: TextIO, columns: Sequence[str]) -> tuple[tuple[str, ...], str, int]:
    """The cells of the header, what separates them, and how many lines stand above it."""
    hints = 0
    line = text.readline(_HEAD_BYTES)
    while line and (not line.strip() or (not hints and line.lower().startswith("sep="))):
        hints += 1
        line = text.readline(_HEAD_BYTES)
    for delimiter in ",;\t":
        names = next(csv.reader([line], delimiter=delimiter), [])
        if len(names) > 1 and not {plain_name(name) for name in names}.isdisjoint(columns):
            return tuple(names), delimiter, hints
    return tuple(next(csv.reader([line]), [])), ",", hints


def _unicode_of(head: bytes, columns: Sequence[str]) -> str | None:
    """The encoding that a file's first bytes tell; ``None`` if they tell none."""
    if head.startswith(_BOM):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for encoding in ("utf-16-le", "utf-16-be") if b"\0" in head else ():
        text = head[: len(head) // 2 * 2].decode(encoding, "replace")
        header, *_ = _split(io.StringIO(text, newline=""), columns)
        if not {plain_name(name) for name in header}.isdisjoint(columns):
            return encoding
    return None


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with opened_ordinary(path) as file:
            while piece := file.read(_PIECE_BYTES):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _code_page(path: Path, columns: Sequence[str], is_there: Callable[[str], bool]) -> Dialect:
    """The code page in which the most of the paths that tell it exist."""
    found: list[tuple[int, Dialect]] = []
    told = plain = False
    for encoding in _CODE_PAGES:
        if not _decodes(path, encoding):
            continue
        dialect = _dialect(path, encoding, columns)
        names = _paths(path, dialect, columns)
        told = told or any(not name.isascii() for name in names)
        found.append((sum(is_there(name) for name in names if not name.isascii()), dialect))
        # These are the same in every one of them.
        plain = plain or any(is_there(name) for name in names if name.isascii())
    hits, best = max(found, key=lambda one: one[0], default=(0, None))
    if best is None or (told and not hits and not plain):
        raise DataError(
            "No photo of this table is there, in whatever encoding its text is read. Tried: "
            "{encodings}.",
            received=path,
            encodings=_TRIED,
        )
    return best if hits else replace(best, notes=(*best.notes, _UNSURE))


def _paths(path: Path, dialect: Dialect, columns: Sequence[str]) -> list[str]:
    """Some paths of a table: those that tell its encoding, and a few others."""
    names = [plain_name(name) for name in dialect.header]
    place = next((names.index(name) for name in columns if name in names), None)
    if place is None:
        return []
    telling: dict[str, None] = {}
    plain: dict[str, None] = {}
    with opened_table(path, dialect) as text, contextlib.suppress(csv.Error):
        rows = csv.reader(text, delimiter=dialect.delimiter)
        next(rows, None)
        for row in itertools.islice(rows, _SAMPLED_ROWS):
            name = original(row[place]).strip() if place < len(row) else ""
            if name and len(kind := plain if name.isascii() else telling) < _SAMPLE:
                kind[name] = None
    return [*telling, *plain]

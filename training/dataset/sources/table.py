"""A CSV with a path, an age and a gender a row: AgeLens's own table, or anybody's.

In AgeLens's own table only what a person entered is a label; what a model guessed never is. In
anybody's, an age may be an interval (``age_low`` and ``age_high``, or ``20-29`` in one cell), and
columns ``source`` and ``group`` say where a face is from and which group it counts to in the audit
of errors; how the pictures were cut may stand in a ``dataset.json`` beside it (see
``description``).
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from engine.errors import DataError
from engine.export import (
    TRAINING_COLUMNS,
    Dialect,
    dialect_of,
    header_of,
    opened_table,
    original,
    plain_name,
)
from engine.images import file_in
from engine.results import Box
from training.dataset.sources.classes import gender_of, interval_of
from training.dataset.sources.description import Description, description_beside
from training.dataset.utkface import MAX_AGE_YEARS, NO_GROUP, DataProblem, Sample, is_file

MAX_TABLE_BYTES = 512 * 2**20
_PATHS = ("path", "image_path", "file", "filename", "file_name", "image")
_HUMAN_AGE, _HUMAN_GENDER = "human_age", "human_gender"
_AGES = (_HUMAN_AGE, "age", "age_years", "apparent_age")
_GENDERS = (_HUMAN_GENDER, "gender", "sex", "perceived_gender")
_BOUNDS = ("age_low", "age_high")
_SOURCE, _GROUP = "source", "group"
_BOX = ("box_x", "box_y", "box_w", "box_h")
# Any of these, and what stands under "apparent_age" comes from a model.
_OWN = frozenset({_HUMAN_AGE, _HUMAN_GENDER, "review_state", "model_id", "model_sha256"})
_SILENT = frozenset({"", "-", "?", "nan", "na", "n/a", "none", "null", "unknown", "unsure"})
_UNDECIDED = frozenset({"not sure", "other", "prefer not to say", "unknown / prefer not to say"})
_GENDER_NUMBERS = {"0": 0, "0.0": 0, "0,0": 0, "1": 1, "1.0": 1, "1,0": 1}


class _BadCellError(ValueError):
    """A cell cannot be used; the text says why, for a person."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where in a row the values stand; of several columns for a label, the first filled one counts.

    ``bounds`` are those of an age interval, ``source`` and ``group`` below 0 without such a column;
    ``own`` says that it is AgeLens's own table.
    """

    path: int
    ages: tuple[int, ...]
    bounds: tuple[int, ...]
    source: int
    group: int
    genders: tuple[int, ...]
    box: tuple[int, ...]
    own: bool


@dataclass(frozen=True, slots=True)
class Table:
    """What a CSV holds: ``own`` says that it is AgeLens's own table, not anybody's.

    ``notes`` say in which encoding it was read, where that had to be found out.
    """

    samples: tuple[Sample, ...]
    problems: tuple[DataProblem, ...]
    own: bool
    notes: tuple[str, ...] = ()


def read_table(path: Path) -> Table:
    """Labelled faces of a CSV, and every row that cannot be used with its line number.

    Commas, semicolons or tabs; UTF-8, UTF-16, or the code page in which the photos exist (see
    ``dialect_of``); decimal points or commas; paths absolute or relative to the table's folder.
    Raises ``DataError`` if the file cannot be read or has no column for a path or for a label.
    """
    try:
        _refuse_long(path)
        dialect = dialect_of(
            path, columns=_PATHS, is_there=lambda name: _found(name, path.parent) is not None
        )
        with opened_table(path, dialect) as text:
            return _read(text, dialect, path)
    except OSError as error:
        reason = error.strerror or error
        raise DataError("This table cannot be read.", received=f"{path}, {reason}") from error
    except UnicodeError as error:
        raise DataError(
            "This table is damaged: it is not in the encoding that its first bytes tell.",
            received=f"{path}, {error}",
        ) from error


def _read(text: TextIO, dialect: Dialect, path: Path) -> Table:
    columns = _columns(dialect.header, path)
    described = description_beside(path)
    rows = _rows(text, dialect)
    next(rows, None)  # the header
    samples: list[Sample] = []
    problems: list[DataProblem] = []
    for line, cells, trouble in rows:
        if not trouble and not any(cell.strip() for cell in cells):
            continue
        try:
            if trouble:
                raise _BadCellError(f"This row is not sound CSV ({trouble}).")
            samples.append(_sample(cells, columns, path.parent, described))
        except _BadCellError as error:
            problems.append(DataProblem(f"line {line}", str(error)))
    return Table(tuple(samples), tuple(problems), columns.own, dialect.notes)


def is_own(path: Path) -> bool:
    """Whether AgeLens wrote this table: its own table of labels, or one to train on."""
    try:
        columns = [plain_name(name) for name in header_of(path, columns=_PATHS)]
    except OSError:
        return False
    return columns == list(TRAINING_COLUMNS) or not _OWN.isdisjoint(columns)


def _refuse_long(path: Path) -> None:
    length = path.stat().st_size
    if length > MAX_TABLE_BYTES:
        most = f"{MAX_TABLE_BYTES // 2**20} MB"
        raise DataError(
            "This table is larger than {most}.", received=f"{path}, {length} bytes", most=most
        )


def _rows(text: TextIO, dialect: Dialect) -> Iterator[tuple[int, list[str], str]]:
    """(number of its first line, cells, what is wrong with it) of every row, the header first."""
    reader = csv.reader(text, delimiter=dialect.delimiter)
    while True:
        number = dialect.hints + reader.line_num + 1
        try:
            yield number, next(reader), ""
        except StopIteration:
            return
        except csv.Error as error:
            yield number, [], str(error)


def _columns(header: Sequence[str], path: Path) -> _Columns:
    places: dict[str, int] = {}
    for place, name in enumerate(header):
        places.setdefault(plain_name(name), place)
    own = not _OWN.isdisjoint(places)
    ages, genders = ((_HUMAN_AGE,), (_HUMAN_GENDER,)) if own else (_AGES, _GENDERS)
    if own and "apparent_age" not in places:  # somebody's table with a column "human_age"
        ages, genders = (*ages, "age", "age_years"), (*genders, "gender", "sex")
    columns = _Columns(
        path=next((places[name] for name in _PATHS if name in places), -1),
        ages=tuple(places[name] for name in ages if name in places),
        # In AgeLens's own table these are the range that a model states.
        bounds=() if own else tuple(places[name] for name in _BOUNDS if name in places),
        source=-1 if own else places.get(_SOURCE, -1),
        group=-1 if own else places.get(_GROUP, -1),
        genders=tuple(places[name] for name in genders if name in places),
        box=tuple(places[name] for name in _BOX if name in places),
        own=own,
    )
    labels = (*columns.ages, *columns.genders, *columns.bounds)
    if columns.path < 0 or not labels or len(columns.bounds) == 1:
        raise DataError(
            "This table lacks a column: it needs path (or image_path, file) and age "
            "(or both of age_low and age_high) or gender; in a table by AgeLens, "
            "human_age or human_gender.",
            received=f"{path}, columns {', '.join(header)[:200] or 'none'}",
        )
    return columns


def _sample(
    cells: Sequence[str], columns: _Columns, folder: Path, described: Description
) -> Sample:
    """The labelled face of a row; raises ``_BadCellError``."""
    name = original(_cell(cells, columns.path)).strip()
    if not name:
        raise _BadCellError("The row names no file.")
    age, reach = _age_or_interval(_first(cells, columns.ages))
    if age is None and columns.bounds:
        age, reach = _interval(*(_first(cells, (place,)) for place in columns.bounds))
    gender = _gender(_first(cells, columns.genders))
    if age is None and gender is None:
        who = "No person has given" if columns.own else "There is neither"
        raise _BadCellError(f"{who} an age {'or' if columns.own else 'nor'} a gender: {name}")
    box = _box([_cell(cells, place).strip() for place in columns.box])
    return Sample(
        _file(name, folder),
        age,
        gender,
        group=_word(cells, columns.group) or NO_GROUP,
        box=box,
        framed=described.framed,
        age_reach=reach,
        source=_word(cells, columns.source),
        border=described.border,
    )


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _word(cells: Sequence[str], place: int) -> str:
    """What a cell says as it stands; empty without such a column."""
    return "" if place < 0 else original(_cell(cells, place)).strip()


def _first(cells: Sequence[str], places: Sequence[int]) -> str:
    """The first of these cells that says something."""
    texts = (original(_cell(cells, place)).strip().casefold() for place in places)
    return next((text for text in texts if text not in _SILENT | _UNDECIDED), "")


def _age(text: str) -> float | None:
    if not text:
        return None
    age = _number(text, "age")
    if not 0 <= age <= MAX_AGE_YEARS:
        raise _BadCellError(f"The age {text} is not between 0 and {MAX_AGE_YEARS}.")
    return age


def _age_or_interval(text: str) -> tuple[float | None, float]:
    """An age and 0, or the middle of an interval and its reach to both sides, in years."""
    found = interval_of(text)
    if found is None:
        return _age(text), 0.0
    low, high = found
    return (low + high) / 2, (high - low) / 2


def _interval(low: str, high: str) -> tuple[float | None, float]:
    """Middle and reach to both sides, in years, of an interval of ages; ``None`` without one."""
    if not low and not high:
        return None, 0.0
    if not low or not high:
        raise _BadCellError("The interval of ages lacks an end.")
    least, most = _age(low), _age(high)
    if least is None or most is None or least > most:
        raise _BadCellError(f"The interval of ages ends before it begins: {low} to {high}.")
    return (least + most) / 2, (most - least) / 2


def _gender(text: str) -> int | None:
    if not text:
        return None
    gender = _GENDER_NUMBERS.get(text, gender_of(text))
    if gender is None:
        raise _BadCellError(f'The gender "{text}" is neither female, f, 1 nor male, m, 0.')
    return gender


def _number(text: str, what: str) -> float:
    try:
        value = float(text.replace(",", ".")) if "_" not in text else math.nan
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise _BadCellError(f'The {what} "{text}" is not a number.')
    return value


def _box(texts: Sequence[str]) -> Box | None:
    if not any(texts):
        return None
    if len(texts) != len(_BOX) or not all(texts):
        raise _BadCellError("The box of the face is incomplete.")
    box = Box(*(_number(original(text), name) for text, name in zip(texts, _BOX, strict=True)))
    if box.w <= 0 or box.h <= 0:
        raise _BadCellError(f"The box of the face is empty: {box.w:g} x {box.h:g} pixels.")
    return box


def _file(name: str, folder: Path) -> Path:
    """The file that a row means; raises ``_BadCellError`` if there is none."""
    path = _found(name, folder)
    if path is None:
        raise _BadCellError(f"There is no such file: {name}")
    return path


def _found(name: str, folder: Path) -> Path | None:
    for text in (name, name.replace("\\", "/")):  # tables travel between systems
        path = folder / text
        if is_file(file_in(path)):
            return path
    return None

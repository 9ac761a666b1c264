"""AgeLens's own table read back, photo by photo, in constant memory.

A spreadsheet of any language may have saved it since: numbers that are the same count as the same.
"""

from __future__ import annotations

import csv
import hashlib
import itertools
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TextIO

from engine.errors import DataError
from engine.export import (
    ALL_ROWS,
    COLUMNS,
    CSV_COLUMNS,
    FIRST_COLUMNS,
    PATHS_FROM,
    Dialect,
    companions,
    dialect_of,
    header_of,
    opened_table,
    original,
)
from engine.files import opened_ordinary, read_ordinary
from engine.images import NOT_THERE, page_count, split_page
from engine.preprocessing import centre_square_box
from engine.project.sureness import kept_threshold
from engine.results import Box

_ZIP = b"PK\x03\x04"  # how workbooks begin
BOX_COLUMNS = ("box_x", "box_y", "box_w", "box_h")
_ESCAPED = re.compile(r"\\udc([89a-f][0-9a-f])")
# Columns are only ever added at the end: a table of an earlier version has fewer.
_FEWEST = len(FIRST_COLUMNS)
_PATHS = ("image_path",)
_DIGITS = {one.name: one.decimals for one in COLUMNS if one.kind in ("whole", "decimal")}
# Numbers as AgeLens writes them.
_AS_WRITTEN = {
    name: re.compile(rf"-?\d+\.\d{{{digits}}}" if digits else r"\d+")
    for name, digits in _DIGITS.items()
}
_ROUNDING = 0.051  # boxes stand in the table with one decimal


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the line on which it begins, from 1, and its cells by column."""

    line: int
    cells: dict[str, str]

    @property
    def box(self) -> Box | None:
        """The face's box in pixels; ``None`` without a face."""
        try:
            return Box(*(float(self.cells[name]) for name in BOX_COLUMNS))
        except ValueError:
            return None

    @property
    def model_box(self) -> Box | None:
        """Where the model found the face, if a person has moved its box; ``None`` for others."""
        try:
            return Box(*(float(number) for number in self.cells["model_box"].split()))
        except (ValueError, TypeError):
            return None

    @property
    def face_index(self) -> int | None:
        """The face's number in its photo."""
        text = self.cells["face_index"]
        return int(text) if text.isascii() and text.isdigit() else None

    @property
    def detected(self) -> bool:
        """Whether the detector found this face."""
        return bool(self.cells["detector_score"])

    @property
    def is_centre_square(self) -> bool:
        """Whether this is what stands for a face where nobody looked for faces."""
        box = self.box
        if box is None or self.detected or not self.cells["apparent_age"]:
            return False
        try:
            sides = int(self.cells["image_width"]), int(self.cells["image_height"])
        except ValueError:
            return False
        square = centre_square_box(*sides)
        gaps = (box.x - square.x, box.y - square.y, box.w - square.w, box.h - square.h)
        return all(abs(gap) < _ROUNDING for gap in gaps)


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one photo in their order; never empty."""

    rows: tuple[Row, ...]

    @property
    def first(self) -> Row:
        """The first row, which speaks for the photo."""
        return self.rows[0]

    @property
    def name(self) -> str:
        """The photo's path as the table was given it."""
        return original(self.first.cells["image_path"])

    @property
    def model_sha256(self) -> str:
        """Which model analysed the photo; "" if none did."""
        return self.first.cells["model_sha256"]

    @property
    def gender_threshold(self) -> float | None:
        """From which score on genders were answers; ``None`` for the model's own rule."""
        cells = (row.cells["gender_threshold"] for row in self.rows)
        return kept_threshold(next((cell for cell in cells if cell), None))

    @property
    def whole(self) -> bool:
        """Whether all faces of the photo stand in the table, not a choice of them."""
        return self.first.cells["face_count"] in ("", str(len(self.numbers)))

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the faces that have a row, in the order of the rows."""
        return tuple(row.face_index for row in self.rows if row.face_index is not None)


def is_own_table(path: Path) -> bool:
    """Whether a file is a table by AgeLens, by its first row."""
    try:
        return _is_own(header_of(path, columns=_PATHS))
    except OSError:
        return False


def own_dialect(path: Path, base: Path | None = None) -> Dialect:
    """How a table by AgeLens is written by now; ``base`` is where ``find`` looks, too.

    Raises ``DataError`` if it is not AgeLens's own, or cannot be read.
    """
    try:
        with opened_ordinary(path) as file:
            if file.read(len(_ZIP)) == _ZIP:
                raise DataError(
                    "This is an Excel workbook; what can be checked again is the table as CSV: "
                    "export or label once more with that form.",
                    received=path,
                )
        dialect = dialect_of(
            path, columns=_PATHS, is_there=lambda name: find(name, path, base=base) is not None
        )
    except OSError as error:
        raise _unreadable(path, error) from error
    except UnicodeError as error:
        raise _damaged(path, error) from error
    if not _is_own(dialect.header):
        missing = [name for name in CSV_COLUMNS[:_FEWEST] if name not in dialect.header]
        raise DataError(
            "This is not a table by AgeLens, or its columns were changed.",
            received=f"{path}, missing columns: {', '.join(missing) or 'none, but in other order'}",
        )
    return dialect


def groups(path: Path, dialect: Dialect | None = None) -> Iterator[Group]:
    """The photos of a table; raises ``DataError`` if it is not AgeLens's own, or damaged."""
    dialect = own_dialect(path) if dialect is None else dialect
    if not _is_sorted_by_photo(path, dialect):
        # Somebody has sorted or added to it: the rows of a photo belong together wherever they are.
        by_photo: dict[str, list[Row]] = {}
        for row in _rows(path, dialect):
            by_photo.setdefault(row.cells["image_path"], []).append(row)
        yield from (Group(tuple(rows)) for rows in by_photo.values())
        return
    found = _rows(path, dialect)
    for _, rows in itertools.groupby(found, key=lambda row: row.cells["image_path"]):
        yield Group(tuple(rows))


def _is_sorted_by_photo(path: Path, dialect: Dialect) -> bool:
    """Whether the rows of each photo stand together, as AgeLens writes them."""
    seen: set[int] = set()  # hashes of the paths: a table may have millions
    before = None
    for row in _rows(path, dialect):
        name = row.cells["image_path"]
        if name != before:
            if hash(name) in seen:
                return False
            seen.add(hash(name))
            before = name
    return True


@dataclass(frozen=True, slots=True)
class Written:
    """What the settings beside a table say of the day it was written.

    ``base`` is the folder from which its paths count, ``absent`` are the files that were not there,
    ``sha256`` is the hash (hex) of the table; ``rows`` and ``photos`` are how many it had;
    ``chosen`` says that it was given a choice of the faces, ``fast`` that no run searched for small
    faces; ``detectors`` are the ways in which faces were found. ``None`` is what is not known.
    """

    base: Path | None = None
    absent: frozenset[str] = frozenset()
    sha256: str | None = None
    rows: int | None = None
    photos: int | None = None
    chosen: bool = False
    fast: bool = False
    detectors: frozenset[str] = frozenset()

    def is_edited(self, table: Path) -> bool | None:
        """Whether anything in the table has changed since; ``None`` if nobody can tell.

        Raises ``DataError`` if it cannot be read.
        """
        if self.sha256 is None:
            return None
        try:
            with opened_ordinary(table) as file:
                return hashlib.file_digest(file, "sha256").hexdigest() != self.sha256
        except OSError as error:
            raise _unreadable(table, error) from error


def written(table: Path) -> Written:
    """What the settings beside a table say; nothing if there are none, or somebody changed them."""
    try:
        facts = json.loads(read_ordinary(companions(table)[1]))
        base = facts["settings"].get(PATHS_FROM)
        unread = facts.get("not_read", ())
        absent = (one["image_path"] for one in unread if one["reason"].startswith(NOT_THERE))
        digest = facts.get("table", {}).get("sha256")
        counts = facts.get("counts", {})
        photos = counts.get("photos")
        return Written(
            None if base is None else Path(base),
            frozenset(absent),
            digest if isinstance(digest, str) else None,
            rows=_count(counts.get("rows")),
            photos=None if photos is None else _count(sum(photos.values())),
            chosen=facts.get("selection", ALL_ROWS) != ALL_ROWS,
            fast={run.get("search") for run in facts.get("models", ())} == {"fast"},
            detectors=frozenset(
                run["detector"]
                for run in facts.get("models", ())
                if isinstance(run.get("detector"), str)
            ),
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return Written()


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def find(
    name: str, table: Path, *, base: Path | None = None, unreadable: bool = False
) -> Path | None:
    """The photo that a table means: from the current folder, then the table's, then ``base``.

    One that was ``unreadable`` is there as well if it is a link that leads nowhere, or lies where
    nobody may look. A page is there if its file has so many.
    """
    names = [name]
    if _ESCAPED.search(name):  # an odd byte of a name that is no valid text
        names.append(_ESCAPED.sub(lambda found: chr(0xDC00 + int(found[1], 16)), name))
    hidden: Path | None = None
    for text in names:
        for folder in (Path(), table.absolute().parent, *([] if base is None else [base])):
            path = folder / text
            try:
                file, page = split_page(str(path))
                there = Path(file).exists()
                if unreadable and (there or Path(file).is_symlink()):
                    return path
                if there and (page == 1 or page_count(path) >= page):
                    return path
            except (OSError, ValueError):
                hidden = hidden or path
    return hidden if unreadable else None


def _is_own(header: Sequence[str]) -> bool:
    return len(header) >= _FEWEST and tuple(header) == CSV_COLUMNS[: len(header)]


def _rows(path: Path, dialect: Dialect) -> Iterator[Row]:
    try:
        with opened_table(path, dialect) as text:
            yield from _parsed(text, path, dialect)
    except OSError as error:
        raise _unreadable(path, error) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise _damaged(path, error) from error


def _parsed(text: TextIO, path: Path, dialect: Dialect) -> Iterator[Row]:
    reader = csv.reader(text, delimiter=dialect.delimiter, strict=True)
    header = next(reader, [])
    while True:
        line = dialect.hints + reader.line_num + 1
        cells = next(reader, None)
        if cells is None:
            return
        if len(cells) != len(header):
            raise DataError(
                "A row of this table has not as many cells as there are columns.",
                received=f"{path}, line {line}, {len(cells)} cells",
            )
        found = dict.fromkeys(CSV_COLUMNS, "") | dict(zip(header, cells, strict=True))
        for name in _DIGITS:
            found[name] = _as_written(name, found[name])
        yield Row(line, found)


def _as_written(column: str, text: str) -> str:
    """A number as AgeLens writes it; as it stands if it is none, or one with more digits."""
    if not text or "_" in text or _AS_WRITTEN[column].fullmatch(text):
        return text
    try:
        number = Decimal(text.strip().replace(",", "."))
        rounded = number.quantize(Decimal(1).scaleb(-_DIGITS[column]))
    except InvalidOperation:  # no number, no finite one, or one without end
        return text
    return f"{rounded:f}" if rounded == number else text


def _damaged(path: Path, error: Exception) -> DataError:
    return DataError(
        "This table is damaged, or another program has saved it in its own way.",
        received=f"{path}, {error}",
    )


def _unreadable(path: Path, error: OSError) -> DataError:
    return DataError("This table cannot be read.", received=f"{path}, {error.strerror or error}")

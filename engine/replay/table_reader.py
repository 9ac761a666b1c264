"""AgeLens's own table read back, photo by photo, in constant memory."""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from engine.errors import DataError
from engine.export import CSV_COLUMNS, PATHS_FROM, companions, original
from engine.files import opened_ordinary, read_ordinary
from engine.images import NOT_THERE
from engine.preprocessing import centre_square_box
from engine.results import Box

_ZIP = b"PK\x03\x04"  # how workbooks begin
_BOX = ("box_x", "box_y", "box_w", "box_h")
_ESCAPED = re.compile(r"\\udc([89a-f][0-9a-f])")
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
            return Box(*(float(self.cells[name]) for name in _BOX))
        except ValueError:
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
    def whole(self) -> bool:
        """Whether all faces of the photo stand in the table, not a choice of them."""
        faces = sum(row.face_index is not None for row in self.rows)
        return self.first.cells["face_count"] in ("", str(faces))


def groups(path: Path) -> Iterator[Group]:
    """The photos of a table; raises ``DataError`` if it is not AgeLens's own, or damaged."""
    for _, rows in itertools.groupby(_rows(path), key=lambda row: row.cells["image_path"]):
        yield Group(tuple(rows))


@dataclass(frozen=True, slots=True)
class Written:
    """What the settings beside a table say of the day it was written.

    ``base`` is the folder from which its paths count, ``absent`` are the files that were not there,
    ``sha256`` is the hash (hex) of the table. ``fast`` says that no run searched for small faces.
    """

    base: Path | None = None
    absent: frozenset[str] = frozenset()
    sha256: str | None = None
    fast: bool = False

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
        return Written(
            None if base is None else Path(base),
            frozenset(absent),
            digest if isinstance(digest, str) else None,
            {run.get("search") for run in facts.get("models", ())} == {"fast"},
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return Written()


def find(
    name: str, table: Path, *, base: Path | None = None, unreadable: bool = False
) -> Path | None:
    """The photo that a table means: from the current folder, then the table's, then ``base``.

    One that was ``unreadable`` is there as well if it is a link that leads nowhere, or lies where
    nobody may look.
    """
    names = [name]
    if _ESCAPED.search(name):  # an odd byte of a name that is no valid text
        names.append(_ESCAPED.sub(lambda found: chr(0xDC00 + int(found[1], 16)), name))
    hidden: Path | None = None
    for text in names:
        for folder in (Path(), table.absolute().parent, *([] if base is None else [base])):
            path = folder / text
            try:
                if path.exists() or (unreadable and path.is_symlink()):
                    return path
            except (OSError, ValueError):
                hidden = hidden or path
    return hidden if unreadable else None


def _rows(path: Path) -> Iterator[Row]:
    try:
        with opened_ordinary(path) as file:
            if file.read(len(_ZIP)) == _ZIP:
                raise DataError(
                    "This is an Excel workbook; what can be checked again is the table as CSV: "
                    "export or label once more with that form.",
                    received=path,
                )
        with (
            opened_ordinary(path) as file,
            io.TextIOWrapper(file, encoding="utf-8-sig", newline="") as text,
        ):
            yield from _parsed(text, path)
    except OSError as error:
        raise _unreadable(path, error) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError(
            "This table is damaged, or another program has saved it in its own way.",
            received=f"{path}, {error}",
        ) from error


def _parsed(text: TextIO, path: Path) -> Iterator[Row]:
    reader = csv.reader(text, strict=True)
    header = next(reader, [])
    if tuple(header) != CSV_COLUMNS:
        missing = [name for name in CSV_COLUMNS if name not in header]
        raise DataError(
            "This is not a table by AgeLens, or its columns were changed.",
            received=f"{path}, missing columns: {', '.join(missing) or 'none, but in other order'}",
        )
    while True:
        line = reader.line_num + 1
        cells = next(reader, None)
        if cells is None:
            return
        if len(cells) != len(CSV_COLUMNS):
            raise DataError(
                "A row of this table has not as many cells as there are columns.",
                received=f"{path}, line {line}, {len(cells)} cells",
            )
        yield Row(line, dict(zip(CSV_COLUMNS, cells, strict=True)))


def _unreadable(path: Path, error: OSError) -> DataError:
    return DataError("This table cannot be read.", received=f"{path}, {error.strerror or error}")

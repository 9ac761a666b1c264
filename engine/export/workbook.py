"""Tables that keep their types: an Excel workbook, and Parquet for large ones.

Numbers are numbers, and text never becomes a formula or link.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import OutputError
from engine.export.about import DICTIONARY_COLUMNS, Notes
from engine.export.columns import BY_NAME, COLUMNS, CSV_COLUMNS, Value, encodable
from engine.export.records import FaceSelection, outgoing, photo_records
from engine.export.writing import Export, ExportReport, StepTimer
from engine.files import scratch_for
from engine.project import Project

if TYPE_CHECKING:
    import pyarrow
    from xlsxwriter.worksheet import Worksheet

MAX_ROWS: int = 1_048_575
"""Rows below the header that an Excel sheet can hold."""

_MAX_TEXT = 32_767  # characters in a cell
_TIME = "%Y-%m-%dT%H:%M:%SZ"
_WIDTHS = {"image_path": 50, "model_sha256": 20, "reviewed_at": 20, "reviewer": 16, "message": 50}
# Rows go to the disk as they come; nothing that looks like a formula, link or number becomes one.
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def export_xlsx(
    project: Project,
    path: Path,
    *,
    choice: FaceSelection | None = None,
    settings: Mapping[str, Any] | None = None,
    rows_a_sheet: int = MAX_ROWS,
) -> Export:
    """Write the table of a project as a workbook.

    Sheets: ``faces`` (the columns of the CSV; ``faces 2`` and so on where they are more than fit),
    ``columns`` (what they mean), ``settings``, and ``files`` (duplicates, and files that were not
    read, with the reason). Raises ``OutputError`` and ``ProjectError``.
    """
    choice = choice or FaceSelection()
    pace = StepTimer(project)
    with (
        Notes(project, choice, settings) as notes,
        scratch_for(path) as scratch,
        _workbook(scratch, path) as book,
    ):
        faces = _Faces(book, rows_a_sheet)
        for photo in outgoing(project, choice):
            if photo is not None:
                found = photo_records(photo)
                notes.add(photo, found)
                faces.write(found)
            if (step := pace.step()) is not None:
                yield step
        faces.end()
        _write_files(book, notes)
        _write_settings(book, notes)
        yield pace.now()
    yield pace.now()
    return ExportReport(paths=(path,), photos=notes.photos, rows=notes.rows, changed=notes.changed)


class _Book:
    """A workbook being written, and the formats of its cells."""

    def __init__(self, scratch: Path, folder: str) -> None:
        from xlsxwriter import Workbook  # not for every table: it takes a while to load

        self._book = Workbook(str(scratch), {**_OPTIONS, "tmpdir": folder})
        self._header = self._book.add_format({"bold": True})
        self._formats = {
            "text": None,
            "whole": self._book.add_format({"num_format": "0"}),
            "decimal1": self._book.add_format({"num_format": "0.0"}),
            "decimal4": self._book.add_format({"num_format": "0.0000"}),
            "time": self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        }
        # The sheets stand in this order, whenever they are written.
        self.faces = self.add("faces", CSV_COLUMNS)
        self.columns = self.add("columns", DICTIONARY_COLUMNS)
        self.settings = self.add("settings", ("setting", "value"))
        self.files = self.add("files", ("image_path", "duplicate_of", "status", "reason"))
        for row, column in enumerate(COLUMNS, start=1):
            cells = (column.name, column.meaning, column.unit, column.values)
            for place, text in enumerate(cells):
                self.put(self.columns, row, place, text)

    def add(self, name: str, header: Iterable[str]) -> Worksheet:
        """A sheet with a bold first row that stays in sight."""
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for place, text in enumerate(header):
            sheet.set_column(place, place, _WIDTHS.get(text, max(len(text) + 2, 12)))
            sheet.write_string(0, place, text, self._header)
        return sheet

    def put(
        self, sheet: Worksheet, row: int, place: int, value: Value, *, column: str = ""
    ) -> None:
        """Write one cell; an empty one is left out."""
        known = BY_NAME.get(column)
        if value is None or value == "":
            return
        if isinstance(value, int | float):
            kind = "whole" if known is None or known.kind == "whole" else f"decimal{known.decimals}"
            sheet.write_number(row, place, value, self._formats[kind])
        elif known is not None and known.kind == "time" and (moment := _moment(value)):
            sheet.write_datetime(row, place, moment, self._formats["time"])
        else:
            sheet.write_string(row, place, encodable(value)[:_MAX_TEXT])

    def close(self) -> None:
        """Put the parts together."""
        self._book.close()

    def abandon(self) -> None:
        """Let go of the half-written sheets' files."""
        for sheet in self._book.worksheets():
            handle = getattr(sheet, "row_data_fh", None)
            if handle is not None:
                handle.close()


class _Faces:
    """The rows of the faces, on as many sheets as they need."""

    def __init__(self, book: _Book, rows_a_sheet: int) -> None:
        self._book, self._sheet, self._limit = book, book.faces, rows_a_sheet
        self._row, self._number = 0, 1

    def write(self, records: Iterable[dict[str, Value]]) -> None:
        """Write the rows of a photo."""
        for record in records:
            if self._row == self._limit:
                self.end()
                self._number += 1
                self._sheet = self._book.add(f"faces {self._number}", CSV_COLUMNS)
                self._row = 0
            self._row += 1
            for place, (column, value) in enumerate(record.items()):
                self._book.put(self._sheet, self._row, place, value, column=column)

    def end(self) -> None:
        """Offer a filter on every column of the sheet."""
        self._sheet.autofilter(0, 0, self._row, len(CSV_COLUMNS) - 1)


@contextmanager
def _workbook(scratch: Path, path: Path) -> Iterator[_Book]:
    """A workbook whose parts wait in a folder beside it; put together if all goes well."""
    from xlsxwriter.exceptions import XlsxWriterException

    with tempfile.TemporaryDirectory(prefix=".agelens-", dir=scratch.parent) as folder:
        book = _Book(scratch, folder)
        try:
            yield book
            book.close()
        except XlsxWriterException as error:
            cause = error.args[0] if error.args else error
            if isinstance(cause, OSError):
                raise cause from error
            raise OutputError(
                "The workbook could not be written.", received=f"{path}, {error}"
            ) from error
        finally:
            with contextlib.suppress(OSError):  # a full disk refuses what was not written yet
                book.abandon()


def _write_settings(book: _Book, notes: Notes) -> None:
    for row, (name, value) in enumerate(_flat(notes.facts()), start=1):
        book.put(book.settings, row, 0, name)
        book.put(book.settings, row, 1, value)


def _write_files(book: _Book, notes: Notes) -> None:
    """Duplicates first, then what was not read; as many as fit."""
    places = {"image_path": 0, "duplicate_of": 1, "status": 2, "reason": 3}
    row = 0
    for kind in ("duplicates", "not_read"):
        for entry in notes.lists(kind):
            row += 1
            if row > MAX_ROWS:
                return
            for name, place in places.items():
                book.put(book.files, row, place, entry.get(name))


def _flat(facts: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Value]]:
    """Facts within facts as one list: ``counts.rows``, ``models.1.model_id``."""
    for name, value in facts.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{name}.")
        elif isinstance(value, list | tuple):
            numbered = {str(number): entry for number, entry in enumerate(value, start=1)}
            yield from _flat(numbered, f"{above}{name}.")
        elif isinstance(value, bool):
            yield f"{above}{name}", "yes" if value else "no"
        elif value is None or isinstance(value, str | int | float):
            yield f"{above}{name}", value
        else:
            yield f"{above}{name}", str(value)


def _moment(text: object) -> datetime | None:
    """A time of the project without its zone, which Excel does not know; UTC."""
    try:
        return datetime.strptime(str(text), _TIME)
    except ValueError:
        return None


_ROWS_A_GROUP = 50_000
_NO_PARQUET = (
    "Parquet tables need the package pyarrow, which is not installed here: "
    "pip install 'agelens[parquet]'."
)


def can_write_parquet() -> bool:
    """Whether the package that writes Parquet is installed; it is not loaded."""
    return importlib.util.find_spec("pyarrow") is not None


def export_parquet(
    project: Project,
    path: Path,
    *,
    choice: FaceSelection | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Export:
    """Write the table of a project as Parquet: the columns of the CSV, each with its type.

    Whole numbers are ``int64``, decimal ones ``float64``, times are in UTC, empty cells are null.
    The metadata of the file holds the settings under ``agelens`` (JSON), that of each column its
    ``meaning``, ``unit`` and ``values``. Raises ``OutputError``, among others where pyarrow is not
    installed, and ``ProjectError``.
    """
    if not can_write_parquet():
        raise OutputError(_NO_PARQUET)
    from pyarrow import RecordBatch, parquet

    choice = choice or FaceSelection()
    pace, schema = StepTimer(project), _schema()
    waiting: list[dict[str, Any]] = []
    with (
        Notes(project, choice, settings) as notes,
        scratch_for(path) as scratch,
        parquet.ParquetWriter(scratch, schema) as table,
    ):
        for photo in outgoing(project, choice):
            if photo is not None:
                found = photo_records(photo)
                notes.add(photo, found)
                waiting += [_typed(record) for record in found]
            if len(waiting) >= _ROWS_A_GROUP:
                table.write_batch(RecordBatch.from_pylist(waiting, schema=schema))
                waiting = []
            if (step := pace.step()) is not None:
                yield step
        table.write_batch(RecordBatch.from_pylist(waiting, schema=schema))
        facts = json.dumps(notes.facts(), ensure_ascii=False)
        table.add_key_value_metadata({"agelens": encodable(facts)})
    yield pace.now()
    return ExportReport(paths=(path,), photos=notes.photos, rows=notes.rows, changed=notes.changed)


def _schema() -> pyarrow.Schema:
    import pyarrow

    types = {
        "text": pyarrow.string(),
        "whole": pyarrow.int64(),
        "decimal": pyarrow.float64(),
        "time": pyarrow.timestamp("s", tz="UTC"),
    }
    fields = []
    for column in COLUMNS:
        about = {"meaning": column.meaning, "unit": column.unit, "values": column.values}
        told = {name: text for name, text in about.items() if text}
        fields.append(pyarrow.field(column.name, types[column.kind], metadata=told))
    return pyarrow.schema(fields)


def _typed(record: Mapping[str, Value]) -> dict[str, Any]:
    """A row whose times are times."""
    return {
        name: _moment(value) if BY_NAME[name].kind == "time" and value else value
        for name, value in record.items()
    }

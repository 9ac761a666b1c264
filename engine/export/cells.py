"""Values as the cells of a table: text that no spreadsheet runs, numbers at their rounding."""

from __future__ import annotations

import re

from engine.export.columns import BY_NAME

Value = str | int | float | None
_RUNS = re.compile(r"'*[=+\-@\t\r\n]")
_HIDDEN = re.compile(r"'+[=+\-@\t\r\n]")


def neutralised(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: ``= + - @`` and the like get an apostrophe.

    Text that begins so but for leading apostrophes gets one more, so that ``original`` is exact.
    """
    return f"'{text}" if _RUNS.match(text) else text


def original(cell: str) -> str:
    """The text of a neutralised cell, for instance to join ``image_path`` with files again."""
    return cell[1:] if _HIDDEN.match(cell) else cell


def encodable(text: str) -> str:
    """File names need not be valid Unicode; a table must be: odd bytes become escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def rounded(column: str, value: float) -> float:
    """A number as precise as its column is."""
    # A whole number may come as an int; adding zero turns -0.0 into 0.0.
    return round(float(value), BY_NAME[column].decimals) + 0.0


def cell(column: str, value: Value) -> str:
    """The text of a CSV file's cell."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.{BY_NAME[column].decimals}f}"
    return neutralised(value) if isinstance(value, str) else str(value)

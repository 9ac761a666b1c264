"""No spreadsheet finds a formula in a table, whatever separates its cells; no text is lost."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.export import neutralised, original
from engine.export.tables import csv_line

FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20"
texts = st.text(alphabet=FORMULA + ";,\t\r\n'\" a1|", max_size=12)


def cells(line: str, delimiter: str) -> list[str]:
    """Every cell that a spreadsheet sees which separates by ``delimiter``."""
    return [
        cell
        for row in csv.reader(io.StringIO(line, newline=""), delimiter=delimiter)
        for cell in row
    ]


@given(st.lists(texts, min_size=1, max_size=4))
@example(["a;=1+1"])
@example(["a", 'x";=1+1'])
@example(["a", 'x;"=1+1'])
@example(["a", "x\n=1+1"])
@example(["\uff1d1+1"])
def test_no_cell_begins_as_a_formula(row: list[str]) -> None:
    line = csv_line([*map(neutralised, row), "5", "", *map(neutralised, row)]) + "\r\n"
    for delimiter in (",", ";", "\t"):
        begin = {cell.lstrip(" ")[:1] for cell in cells(line, delimiter)}
        assert begin.isdisjoint(FORMULA), (delimiter, line)


@given(st.lists(texts, min_size=1, max_size=4))
def test_the_exact_text_comes_back(row: list[str]) -> None:
    row = ["a.jpg", *row]
    line = csv_line(map(neutralised, row)) + "\r\n"
    (found,) = csv.reader(io.StringIO(line, newline=""))
    assert [original(cell) for cell in found] == row


@pytest.mark.parametrize(
    ("cell", "written"),
    [("", ""), ("5", "5"), ("-0.25", "-0.25"), ("a", '"a"'), ('"', '""""'), ("1e5", '"1e5"')],
)
def test_texts_are_quoted_and_numbers_are_not(cell: str, written: str) -> None:
    assert csv_line([cell]) == written

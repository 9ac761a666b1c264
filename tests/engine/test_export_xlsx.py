"""The Excel workbook, read back by another library: numbers, times, and no formulas."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from engine.export import CSV_COLUMNS, export_csv, export_jsonl, export_xlsx
from engine.progress import drain
from tests.engine.export_driver import Stage, face, read


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    with made.project:
        yield made


def test_a_workbook_read_back(tmp_path: Path) -> None:
    stage = Stage(tmp_path, root=False)
    (entry,) = stage.add("=HYPERLINK(1).jpg", face(), content="same").faces
    stage.say(entry.face_id, age=40, gender="female", reviewer="=1+1")
    stage.add("http:/x.jpg", content="same", write=False)
    drain(export_xlsx(stage.project, tmp_path / "t.xlsx"))
    stage.project.close()
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == ["faces", "columns", "settings", "files"]
    faces = book["faces"]
    assert faces.freeze_panes == "A2"
    header, first, second = faces.iter_rows()
    assert [cell.value for cell in header] == list(CSV_COLUMNS)
    values = dict(zip(CSV_COLUMNS, (cell.value for cell in first), strict=True))
    assert values["image_path"] == "=HYPERLINK(1).jpg"
    assert (values["face_index"], values["apparent_age"], values["female_score"]) == (
        1,
        33.3,
        0.9124,
    )
    assert str(values["reviewed_at"]) == "2026-01-31 12:00:00"
    assert (values["human_age"], values["reviewer"]) == (40, "=1+1")
    assert {cell.data_type for row in (first, second) for cell in row} <= {"s", "n", "d"}
    assert all(cell.hyperlink is None for row in (first, second) for cell in row)
    assert [row[0].value for row in book["columns"].iter_rows(min_row=2)] == list(CSV_COLUMNS)
    told = {row[0].value: row[1].value for row in book["settings"].iter_rows(min_row=2)}
    assert (told["models.1.model_id"], told["counts.rows"]) == ("tiny", 2)
    files = [[cell.value for cell in row] for row in book["files"].iter_rows(min_row=2)]
    assert files[0][:2] == ["http:/x.jpg", "=HYPERLINK(1).jpg"]


def test_more_rows_than_a_sheet_holds(stage: Stage, tmp_path: Path) -> None:
    for number in range(7):
        stage.add(f"{number}.jpg", face(), write=False)
    drain(export_xlsx(stage.project, tmp_path / "t.xlsx", rows_a_sheet=3))
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    sheets = [name for name in book.sheetnames if name.startswith("faces")]
    assert sheets == ["faces", "faces 2", "faces 3"]
    found = [row[0].value for name in sheets for row in book[name].iter_rows(min_row=2)]
    assert [Path(str(path)).stem for path in found] == list("0123456")
    assert {book[name]["A1"].value for name in sheets} == {"image_path"}


def test_all_tables_say_the_same(stage: Stage, tmp_path: Path) -> None:
    random = np.random.default_rng(5)
    for number in range(20):
        faces = [
            face(*random.uniform(0, 30, 2), age=float(random.uniform(0, 90)))
            for _ in range(number % 4)
        ]
        stage.add(f"{number}.jpg", *faces, write=False)
    drain(export_csv(stage.project, tmp_path / "t.csv"))
    drain(export_jsonl(stage.project, tmp_path / "t.jsonl"))
    drain(export_xlsx(stage.project, tmp_path / "t.xlsx"))
    text = read(tmp_path / "t.csv")
    lines = [json.loads(one) for one in (tmp_path / "t.jsonl").read_text("utf-8").splitlines()]
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx", read_only=True)
    cells = list(sheet["faces"].iter_rows(min_row=2, values_only=True))
    sheet.close()
    assert len(text) == len(lines) == len(cells) > 30
    for row, line, values in zip(text, lines, cells, strict=True):
        for name, value in zip(CSV_COLUMNS, values, strict=True):
            assert line[name] == value
            assert row[name] == "" if value is None else float_or_text(row[name]) == value


def float_or_text(cell: str) -> float | str:
    try:
        return float(cell)
    except ValueError:
        return cell

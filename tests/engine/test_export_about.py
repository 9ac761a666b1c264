"""What stands beside a table and in JSON Lines: meanings, settings, duplicates, reasons."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from engine import __version__
from engine.errors import ImageError
from engine.export import COLUMNS, CSV_COLUMNS, export_csv, export_jsonl, export_xlsx, original
from engine.images import read_photo
from engine.progress import drain
from tests.engine.export_driver import RUN, Stage, face, read


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    with made.project:
        yield made


def test_53_broken_files_are_53_rows(
    stage: Stage, tmp_path: Path, make_broken_files: Callable[[Path], list[Path]]
) -> None:
    paths = make_broken_files(stage.photos)
    for path in paths:
        with pytest.raises(ImageError) as trouble:
            read_photo(path)
        stage.add(path.name, status="unreadable", message=str(trouble.value))
    drain(export_csv(stage.project, tmp_path / "t.csv"))
    drain(export_jsonl(stage.project, tmp_path / "t.jsonl"))
    drain(export_xlsx(stage.project, tmp_path / "t.xlsx"))
    found = read(tmp_path / "t.csv")
    assert len(found) == len(paths) >= 53
    assert {row["status"] for row in found} == {"unreadable"}
    assert [Path(original(row["image_path"])) for row in found] == paths
    settings = json.loads((tmp_path / "t.settings.json").read_text("utf-8"))
    assert len(settings["not_read"]) == len(paths)
    reasons = [entry["reason"] for entry in settings["not_read"]]
    assert all(f" File: {path.name}" in one for path, one in zip(paths, reasons, strict=True))
    assert [original(row["message"]) for row in found] == reasons
    lines = (tmp_path / "t.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["message"] for line in lines] == reasons
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book["files"].max_row == len(paths) + 1
    place = CSV_COLUMNS.index("message")
    assert [row[place].value for row in book["faces"].iter_rows(min_row=2)] == reasons


def test_the_data_dictionary(stage: Stage, tmp_path: Path) -> None:
    drain(export_csv(stage.project, tmp_path / "t.csv"))
    found = read(tmp_path / "t.columns.csv")
    assert [row["column"] for row in found] == list(CSV_COLUMNS)
    assert all(row["meaning"] for row in found)
    units = {row["column"]: row["unit"] for row in found}
    assert (units["box_x"], units["age_low"], units["female_score"]) == ("pixels", "years", "")


def test_the_documentation_names_every_column() -> None:
    text = (Path(__file__).parents[2] / "docs" / "csv.md").read_text("utf-8")
    assert [column.name for column in COLUMNS if f"`{column.name}`" not in text] == []


def test_the_settings(stage: Stage, tmp_path: Path) -> None:
    photo = stage.add("a.jpg", face(), content="same")
    stage.say(photo.faces[0].face_id, age=33)
    stage.add("b.jpg", face(), content="same")
    stage.add("=c.jpg", status="skipped", message="The model failed. Received: nan")
    drain(export_csv(stage.project, tmp_path / "t.csv", settings={"recursive": True}))
    settings = json.loads((tmp_path / "t.settings.json").read_text("utf-8"))
    digest = hashlib.sha256((tmp_path / "t.csv").read_bytes()).hexdigest()
    assert settings["table"] == {"file": "t.csv", "sha256": digest}
    assert settings["project"]["folder"] == str(stage.photos)
    assert settings["project"]["id"] == stage.project.project_id
    assert settings["settings"] == {"recursive": True}
    (model,) = settings["models"]
    assert (model["model_id"], model["model_sha256"], model["photos"]) == ("tiny", "ab" * 32, 3)
    assert model["detector"] == RUN.detector
    assert settings["passed_over"] == {}
    assert settings["counts"] == {
        "rows": 3,
        "photos": {"ok": 2, "skipped": 1},
        "faces": {"partly": 1, "unreviewed": 1},
        "held_labels": 0,
        "changed_photos": 0,
        "gone_photos": 0,
    }
    assert settings["duplicates"] == [
        {"image_path": str(stage.photos / "b.jpg"), "duplicate_of": str(stage.photos / "a.jpg")}
    ]
    assert settings["not_read"] == [
        {
            "image_path": str(stage.photos / "=c.jpg"),
            "status": "skipped",
            "reason": "The model failed. Details: nan",
        }
    ]
    assert settings["versions"]["agelens"] == __version__
    assert settings["written_at"].endswith("Z")


def test_json_lines(stage: Stage, tmp_path: Path) -> None:
    (entry,) = stage.add("=a.jpg", face(), content="same").faces
    stage.say(entry.face_id, age=30, at="2026-01-01T00:00:00Z")
    stage.say(entry.face_id, "not_a_face", reviewer="Bob", at="2026-01-02T00:00:00Z")
    stage.add("b.jpg", content="same")
    stage.add("c.jpg", status="unreadable", message="This file is empty.")
    report = drain(export_jsonl(stage.project, tmp_path / "t.jsonl"))
    first, second, third = [
        json.loads(line) for line in (tmp_path / "t.jsonl").read_text("utf-8").splitlines()
    ]
    assert (report.rows, report.photos) == (3, 3)
    assert list(first) == [*CSV_COLUMNS, "duplicate_of", "turned_deg", "labels"]
    assert first["image_path"] == str(stage.photos / "=a.jpg")
    assert (first["face_index"], first["apparent_age"], first["female_score"]) == (1, 33.3, 0.9124)
    assert first["labels"] == [
        {
            "human_age": None,
            "human_gender": None,
            "review_state": "rejected",
            "reviewer": "Bob",
            "reviewed_at": "2026-01-02T00:00:00Z",
            "blind": "no",
        },
        {
            "human_age": 30.0,
            "human_gender": None,
            "review_state": "partly",
            "reviewer": "Ada",
            "reviewed_at": "2026-01-01T00:00:00Z",
            "blind": "no",
        },
    ]
    assert (second["duplicate_of"], second["labels"]) == (str(stage.photos / "=a.jpg"), [])
    assert (third["message"], third["box_x"]) == ("This file is empty.", None)

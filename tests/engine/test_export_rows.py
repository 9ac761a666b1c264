"""A project's table: every row right, nothing that a spreadsheet runs, whole or not at all."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from engine import __version__
from engine.export import (
    CSV_COLUMNS,
    FaceSelection,
    companions,
    export_csv,
    export_jsonl,
    export_sidecars,
    export_xlsx,
    neutralised,
    original,
)
from engine.progress import drain
from engine.project import AnalysedPhoto, Filter, HumanGender, Verdict, stamp_of
from engine.results import PhotoResult
from tests.engine.export_driver import RUN, Stage, face, label, read

ODD_NAMES = (
    "=cmd|' /C calc'!A0.jpg",
    "+1.jpg",
    "-1.jpg",
    "@sum(A1).jpg",
    "'=both.jpg",
    'comma, "quote".jpg',
    "größe 年齢 🙂.jpg",
    "new\nline.jpg",
    b"odd \xff.jpg".decode("utf-8", "surrogateescape"),
)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    with made.project:
        yield made


def test_rows_of_a_project(stage: Stage, tmp_path: Path) -> None:
    stage.add("sub/a.jpg", face(40, score=0.5), face(2.04, age=8.26, female=0.5))
    stage.add("b.jpg")
    stage.add("c.jpg", status="unreadable", message="This file is empty. Received: c.jpg")
    stage.pending("d.jpg")
    report = drain(export_csv(stage.project, tmp_path / "t.csv"))
    assert (report.photos, report.rows) == (4, 5)
    assert report.paths == (tmp_path / "t.csv", *companions(tmp_path / "t.csv"))
    left, right, none, unread, waiting = read(tmp_path / "t.csv")
    assert left == {
        "image_path": str(stage.photos / "sub" / "a.jpg"),
        "status": "ok",
        "image_width": "64",
        "image_height": "48",
        "face_index": "1",
        "face_count": "2",
        "box_x": "2.0",
        "box_y": "12.0",
        "box_w": "16.0",
        "box_h": "20.0",
        "detector_score": "0.9877",
        "apparent_age": "8.3",
        "age_low": "3.3",
        "age_high": "13.3",
        "perceived_gender": "",
        "female_score": "0.5000",
        "review_state": "unreviewed",
        "human_age": "",
        "human_gender": "",
        "reviewer": "",
        "reviewed_at": "",
        "model_id": "tiny",
        "model_sha256": RUN.model_sha256,
        "app_version": "0.0.9",
        "message": "",
        "blind": "",
        "label_rule": "",
        "comment": "",
        "flags": "",
        "model_box": "",
        "gender_threshold": "",
    }
    assert (right["face_index"], right["box_x"], right["perceived_gender"]) == (
        "2",
        "40.0",
        "female",
    )
    assert (none["status"], none["face_count"], none["image_width"]) == ("no_face", "0", "64")
    assert (unread["status"], unread["face_count"], unread["image_width"]) == ("unreadable", "", "")
    assert (waiting["status"], waiting["model_sha256"]) == ("skipped", "")
    assert waiting["app_version"] == __version__


@pytest.mark.parametrize(
    ("status", "kept", "told"),
    [
        ("no_face", "", "No face was found."),
        ("unreadable", "This file is empty. Received: =a.jpg", "This file is empty. File: =a.jpg"),
        ("unreadable", "", "This file could not be read."),
        ("skipped", "The model failed. Received: nan", "The model failed. Details: nan"),
        ("skipped", "=1+1", "=1+1"),
        ("skipped", "Gone.\n=1+1", "Gone.\n=1+1"),
        ("skipped", "", "This photo was not analysed."),
        ("pending", "", "This photo has not been analysed yet."),
    ],
)
@pytest.mark.parametrize("labelled", [False, True])
def test_every_row_that_is_not_ok_says_why(
    stage: Stage, tmp_path: Path, status: str, kept: str, told: str, labelled: bool
) -> None:
    """In every form of the table, and on the rows of faces that a label keeps, too."""
    if labelled and status in ("unreadable", "skipped"):
        (entry,) = stage.add("=a.jpg", face()).faces
        stage.say(entry.face_id, age=30)
        stage.project.put_back(stage.run, stamps={})
        stage.gone("=a.jpg")
    if status == "pending":
        stage.pending("=a.jpg")
    else:
        stage.add("=a.jpg", status=status, message=kept)
    drain(export_csv(stage.project, tmp_path / "t.csv"))
    drain(export_jsonl(stage.project, tmp_path / "t.jsonl"))
    drain(export_xlsx(stage.project, tmp_path / "t.xlsx"))
    (row,) = read(tmp_path / "t.csv")
    assert row["status"] == ("skipped" if status == "pending" else status)
    assert original(row["message"]) == told
    assert neutralised(told) == row["message"]
    assert json.loads((tmp_path / "t.jsonl").read_text("utf-8"))["message"] == told
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["faces"]
    place = CSV_COLUMNS.index("message") + 1
    assert (sheet.cell(2, place).value, sheet.max_column) == (told, len(CSV_COLUMNS))


def test_a_row_that_is_ok_has_no_message(stage: Stage, tmp_path: Path) -> None:
    stage.add("a.jpg", face(), face(40))
    photo = stage.add("b.jpg")
    stage.project.add_face(photo.photo_id, face(score=None), label=label("added", age=7))
    drain(export_csv(stage.project, tmp_path / "t.csv"))
    assert [(row["status"], row["message"]) for row in read(tmp_path / "t.csv")] == [("ok", "")] * 3


def test_names_stand_as_they_are_without_a_folder(tmp_path: Path) -> None:
    stage = Stage(tmp_path, root=False)
    with stage.project:
        stage.add("./x/../a.jpg", face(), write=False)
        drain(export_csv(stage.project, tmp_path / "t.csv"))
    assert [row["image_path"] for row in read(tmp_path / "t.csv")] == ["./x/../a.jpg"]


def test_what_people_said(stage: Stage, tmp_path: Path) -> None:
    photo = stage.add("a.jpg", *(face(x) for x in (1, 10, 20, 30)))
    one, two, three, four = (entry.face_id for entry in photo.faces)
    stage.say(one, "confirmed", age=33, gender="female")
    stage.say(two, "corrected", age=40.5, gender="unknown", reviewer="=Eve()")
    stage.say(three, "not_a_face", age=3, gender="male")
    stage.project.add_face(photo.photo_id, face(45, score=None), label=label("added", age=7))
    drain(export_csv(stage.project, tmp_path / "t.csv"))
    found = read(tmp_path / "t.csv")
    human = ("review_state", "human_age", "human_gender", "reviewer")
    assert [tuple(row[name] for name in human) for row in found] == [
        ("confirmed", "33.0", "female", "Ada"),
        ("corrected", "40.5", "unknown", "'=Eve()"),
        ("rejected", "", "", "Ada"),
        ("unreviewed", "", "", ""),
        ("added", "7.0", "", "Ada"),
    ]
    assert found[0]["reviewed_at"] == "2026-01-31T12:00:00Z"
    assert [row["face_index"] for row in found] == list("12345")
    assert {row["face_count"] for row in found} == {"5"}
    assert four


@pytest.mark.parametrize("verdict", ["confirmed", "corrected"])
@pytest.mark.parametrize(
    ("age", "gender", "partly"),
    [(33, "female", False), (33, "unknown", False), (33, None, True), (None, "unknown", True)],
)
def test_only_age_or_only_gender_is_a_part(
    stage: Stage,
    tmp_path: Path,
    verdict: Verdict,
    age: float | None,
    gender: HumanGender | None,
    partly: bool,
) -> None:
    photo = stage.add("a.jpg", face())
    stage.say(photo.faces[0].face_id, verdict, age=age, gender=gender)
    drain(export_csv(stage.project, tmp_path / "t.csv"))
    (row,) = read(tmp_path / "t.csv")
    assert row["review_state"] == ("partly" if partly else verdict)
    settings = json.loads((tmp_path / "t.settings.json").read_text("utf-8"))
    assert settings["counts"]["faces"] == {row["review_state"]: 1}


def test_a_face_that_a_person_drew_makes_a_photo_ok(stage: Stage, tmp_path: Path) -> None:
    photo = stage.add("a.jpg")
    drawn = stage.project.add_face(
        photo.photo_id, face(score=None), label=label("added", gender="male")
    )
    stage.say(drawn.face_id, "confirmed", reviewer="Bob", at="2026-02-01T00:00:00Z")
    drain(export_csv(stage.project, tmp_path / "t.csv"))
    (row,) = read(tmp_path / "t.csv")
    assert (row["status"], row["face_count"], row["detector_score"]) == ("ok", "1", "")
    assert (row["review_state"], row["reviewer"]) == ("added", "Bob")


def test_the_newest_label_or_a_chosen_reviewer(stage: Stage, tmp_path: Path) -> None:
    (entry,) = stage.add("a.jpg", face()).faces
    stage.say(entry.face_id, age=30, gender="female", at="2026-01-01T00:00:00Z")
    stage.say(entry.face_id, "corrected", age=50, reviewer="Bob", at="2026-01-02T00:00:00Z")
    ages = {}
    for reviewer in (None, "Ada", "Bob", "Cem"):
        drain(
            export_csv(stage.project, tmp_path / "t.csv", choice=FaceSelection(reviewer=reviewer))
        )
        (row,) = read(tmp_path / "t.csv")
        ages[reviewer] = row["human_age"], row["review_state"]
    assert ages == {
        None: ("50.0", "partly"),
        "Ada": ("30.0", "confirmed"),
        "Bob": ("50.0", "partly"),
        "Cem": ("", "unreviewed"),
    }


def test_of_a_face_no_longer_found_only_the_box_is_left(stage: Stage, tmp_path: Path) -> None:
    (entry,) = stage.add("a.jpg", face()).faces
    stage.say(entry.face_id, "corrected", age=20, gender="male")
    stage.run = stage.project.begin(replace(RUN, model_id="other", model_sha256="cd" * 32))
    stage.project.put_back(stage.run, stamps={})
    stage.gone("a.jpg")
    again = stage.add("a.jpg")
    assert [one.found for one in again.faces] == [False]
    drain(export_csv(stage.project, tmp_path / "t.csv"))
    (row,) = read(tmp_path / "t.csv")
    assert (row["status"], row["box_x"], row["model_id"]) == ("ok", "10.0", "other")
    assert (row["detector_score"], row["apparent_age"], row["female_score"]) == ("", "", "")
    assert (row["review_state"], row["human_age"]) == ("corrected", "20.0")


def test_a_photo_that_is_gone_keeps_its_labelled_row(stage: Stage, tmp_path: Path) -> None:
    (entry,) = stage.add("a.jpg", face()).faces
    stage.add("b.jpg")
    stage.add("c.jpg")
    stage.say(entry.face_id, age=30)
    stage.gone("a.jpg")
    stage.gone("c.jpg")
    drain(export_csv(stage.project, tmp_path / "t.csv"))
    assert [Path(row["image_path"]).name for row in read(tmp_path / "t.csv")] == ["b.jpg", "a.jpg"]


def test_the_label_of_a_replaced_picture_is_in_no_table(stage: Stage, tmp_path: Path) -> None:
    (entry,) = stage.add("a.jpg", face(), content="one").faces
    stage.say(entry.face_id, age=30)
    stage.project.put_back(stage.run, stamps={})
    photo = stage.project.find("a.jpg")
    result = PhotoResult("a.jpg", "ok", 64, 48, (face(),), picture="ab" * 16)
    stamp = stamp_of(stage.photos / "a.jpg")
    other = AnalysedPhoto(photo.photo_id, result, stamp, "cd" * 32)
    stage.project.keep([other], stage.run)
    for export, name in ((export_csv, "t.csv"), (export_jsonl, "t.jsonl")):
        drain(export(stage.project, tmp_path / name))
    (row,) = read(tmp_path / "t.csv")
    assert (row["image_path"], row["human_age"]) == (str(stage.photos / "a.jpg"), "")
    assert len((tmp_path / "t.jsonl").read_text().splitlines()) == 1
    settings = json.loads((tmp_path / "t.settings.json").read_text())
    assert settings["counts"]["held_labels"] == 1
    drain(export_sidecars(stage.project, into=tmp_path / "sidecars"))
    (sidecar,) = (tmp_path / "sidecars").rglob("*.xmp")
    assert sidecar.name == "a.jpg.xmp"
    assert "human_age" not in sidecar.read_text()


def test_only_the_rows_that_are_shown(stage: Stage, tmp_path: Path) -> None:
    stage.add("a.jpg", face(1, age=10), face(30, age=50))
    stage.add("b.jpg")
    stage.add("c.jpg", face(age=60))
    rows = stage.project.rows(reviewer="Ada")
    old = FaceSelection.of_rows(rows, rows.selected(Filter(age_from=40)))
    none = FaceSelection.of_rows(rows, rows.selected(Filter(show="no_face")))
    drain(export_csv(stage.project, tmp_path / "old.csv", choice=old))
    drain(export_csv(stage.project, tmp_path / "none.csv", choice=none))
    found = read(tmp_path / "old.csv")
    assert [(row["face_index"], row["face_count"]) for row in found] == [("2", "2"), ("1", "1")]
    assert [row["apparent_age"] for row in found] == ["50.0", "60.0"]
    assert [row["status"] for row in read(tmp_path / "none.csv")] == ["no_face"]


def test_no_name_runs_in_a_spreadsheet_and_all_join_back(tmp_path: Path) -> None:
    stage = Stage(tmp_path, root=False)
    with stage.project:
        for name in ODD_NAMES:
            stage.add(name, face(), write=False)
        drain(export_csv(stage.project, tmp_path / "t.csv"))
    found = [row["image_path"] for row in read(tmp_path / "t.csv")]
    assert all(cell[0] not in "=+-@\t\r\n" for cell in found)
    joined = [original(cell) for cell in found]
    assert joined == [*ODD_NAMES[:-1], "odd \\udcff.jpg"]


def test_a_table_that_excel_wrote_is_still_csv(stage: Stage, tmp_path: Path) -> None:
    stage.add("a.jpg", face())
    drain(export_csv(stage.project, tmp_path / "t.csv"))
    content = (tmp_path / "t.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfimage_path,status,")
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [len(row) for row in csv.reader(file)] == [len(CSV_COLUMNS)] * 2

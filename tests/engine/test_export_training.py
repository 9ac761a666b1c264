"""A table to train on your own corrections with: what the real source reads of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.export import FaceSelection, export_csv, export_training
from engine.progress import drain
from engine.results import Box
from tests.engine.export_driver import Stage, face, label, names, read
from training.dataset.sources import open_source


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    with made.project:
        yield made


def labelled(stage: Stage) -> None:
    """Two faces with labels, one rejected, one unknown, one that nobody looked at, one drawn."""
    photo = stage.add("sub/a.jpg", *(face(x) for x in (1, 10, 20, 30, 40)))
    one, two, three, four, _ = (entry.face_id for entry in photo.faces)
    stage.say(one, "corrected", age=40.5, gender="female")
    stage.say(two, "confirmed", gender="male")
    stage.say(three, "not_a_face", age=3, gender="male")
    stage.say(four, "corrected", gender="unknown")
    drawn = stage.add("b.jpg")
    stage.project.add_face(
        drawn.photo_id, face(5, score=None), label=label("added", age=7, gender="unknown")
    )


def test_the_rows(stage: Stage, tmp_path: Path) -> None:
    labelled(stage)
    report = drain(export_training(stage.project, tmp_path / "t.csv"))
    assert (report.photos, report.rows) == (2, 3)
    a, b = str(stage.photos / "sub" / "a.jpg"), str(stage.photos / "b.jpg")
    sides = {"box_y": "12.0", "box_w": "16.0", "box_h": "20.0"}
    assert read(tmp_path / "t.csv") == [
        {"path": a, "age": "40.5", "gender": "female", "box_x": "1.0"} | sides,
        {"path": a, "age": "", "gender": "male", "box_x": "10.0"} | sides,
        {"path": b, "age": "7", "gender": "", "box_x": "5.0"} | sides,
    ]


@pytest.mark.parametrize("relative", [False, True])
def test_the_training_tab_reads_it_back(stage: Stage, tmp_path: Path, relative: bool) -> None:
    labelled(stage)
    table = tmp_path / "tables" / "t.csv"
    drain(export_training(stage.project, table, relative=relative))
    source = open_source(table, work_dir=tmp_path / "work")
    assert source.kind == "csv"
    assert source.problems == ()
    found = [(one.path.resolve(), one.age_years, one.gender, one.box) for one in source.samples]
    a, b = (stage.photos / "sub" / "a.jpg").resolve(), (stage.photos / "b.jpg").resolve()
    assert found == [
        (a, 40.5, 1, Box(1, 12, 16, 20)),
        (a, None, 0, Box(10, 12, 16, 20)),
        (b, 7.0, None, Box(5, 12, 16, 20)),
    ]
    text = table.read_text("utf-8-sig")
    assert (str(tmp_path) in text) == (not relative)


def test_the_contracts_table_gives_the_same_faces(stage: Stage, tmp_path: Path) -> None:
    """The ordinary table can be trained on, too: there a rejected row is no face."""
    labelled(stage)
    drain(export_csv(stage.project, tmp_path / "table.csv"))
    drain(export_training(stage.project, tmp_path / "t.csv"))
    own = open_source(tmp_path / "table.csv", work_dir=tmp_path / "work")
    told = open_source(tmp_path / "t.csv", work_dir=tmp_path / "work")
    assert own.samples == told.samples
    assert len(own.problems) == 3


def test_one_person_looked_at_ages_and_another_at_genders(stage: Stage, tmp_path: Path) -> None:
    (entry,) = stage.add("a.jpg", face()).faces
    stage.say(entry.face_id, "corrected", age=50, at="2026-01-01T00:00:00Z")
    stage.say(entry.face_id, gender="male", reviewer="Bob", at="2026-01-02T00:00:00Z")
    said = {}
    for reviewer in (None, "Ada", "Bob", "Cem"):
        choice = FaceSelection(reviewer=reviewer)
        drain(export_training(stage.project, tmp_path / "t.csv", choice=choice))
        said[reviewer] = [(row["age"], row["gender"]) for row in read(tmp_path / "t.csv")]
    assert said == {None: [("50", "male")], "Ada": [("50", "")], "Bob": [("", "male")], "Cem": []}


def test_the_newest_word_counts_for_what_is_no_face(stage: Stage, tmp_path: Path) -> None:
    (entry,) = stage.add("a.jpg", face()).faces
    stage.say(entry.face_id, age=50, at="2026-01-01T00:00:00Z")
    stage.say(entry.face_id, "not_a_face", reviewer="Bob", at="2026-01-02T00:00:00Z")
    assert drain(export_training(stage.project, tmp_path / "t.csv")).rows == 0
    stage.say(entry.face_id, age=51, at="2026-01-03T00:00:00Z")
    drain(export_training(stage.project, tmp_path / "t.csv"))
    assert [row["age"] for row in read(tmp_path / "t.csv")] == ["51"]


def test_photos_that_are_gone_are_no_use(stage: Stage, tmp_path: Path) -> None:
    (entry,) = stage.add("a.jpg", face()).faces
    stage.say(entry.face_id, age=50)
    stage.gone("a.jpg")
    assert drain(export_training(stage.project, tmp_path / "t.csv")).rows == 0


@pytest.mark.parametrize("relative", [False, True])
def test_odd_names_are_read_back(stage: Stage, tmp_path: Path, relative: bool) -> None:
    odd = ["=cmd|' /C calc'!A0.jpg", "'=a.jpg", "@b.jpg", 'c, "d".jpg', "ü 写真.jpg", "e\nf.jpg"]
    made = 0
    for name in odd:
        try:
            entry = stage.add(name, face())
        except OSError:
            continue  # this disk takes no such name
        stage.say(entry.faces[0].face_id, age=50)
        made += 1
    table = stage.photos / "t.csv"
    drain(export_training(stage.project, table, relative=relative))
    source = open_source(table, work_dir=tmp_path / "work")
    assert source.problems == ()
    assert len(source.samples) == made


@pytest.mark.skipif(os.name != "posix", reason="names are always valid text here")
def test_names_that_no_table_can_hold_are_told(stage: Stage, tmp_path: Path) -> None:
    entry = stage.add(os.fsdecode(b"odd \xff.jpg"), face())
    stage.say(entry.faces[0].face_id, age=50)
    report = drain(export_training(stage.project, tmp_path / "t.csv"))
    assert (report.rows, report.problem_count) == (0, 1)
    assert "no valid text" in report.problems[0].reason


def test_cancelling_leaves_the_former_table(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.export.writing._STEP_S", 0.0)
    labelled(stage)
    (tmp_path / "t.csv").write_text("former")
    steps = export_training(stage.project, tmp_path / "t.csv")
    next(steps)
    steps.close()
    assert (tmp_path / "t.csv").read_text() == "former"
    assert not any(".part" in name for name in names(tmp_path))

"""Comments, flags and boxes that people move: kept, undone, found again, exported and checked."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import DamagedProjectError
from engine.export import COLUMNS, FaceSelection, export_csv, export_jsonl
from engine.progress import drain
from engine.project import (
    AnalysedPhoto,
    FaceNote,
    FileStamp,
    Filter,
    Flag,
    HumanLabel,
    Project,
    Run,
    now,
)
from engine.project.records import FLAGS, LONGEST_COMMENT, bits_of, flags_of
from engine.replay.comparison import differences
from engine.replay.table_reader import Group, Row
from engine.results import Box, Estimate, Face, PhotoResult

RUN = Run(run_id=0, model_id="m", model_sha256="a" * 64, detector="d", detect=True, app_version="1")
OTHER = Run(
    run_id=0, model_id="n", model_sha256="b" * 64, detector="d", detect=True, app_version="1"
)
STAMP = FileStamp(size_bytes=10, mtime_ns=2**60)
ESTIMATE = Estimate(34.5, 0.9, "female", 30.0, 40.0)
FACES = tuple(Face(Box(left, 20, 40, 40), None, 0.75, ESTIMATE) for left in (10, 210))
MOVED = Face(Box(60, 30, 50, 60), None, 0.4, Estimate(50.0, 0.2, "male", 45.0, 55.0))
RESULT = PhotoResult("a.jpg", "ok", 400, 300, FACES)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "photos").mkdir()
    with Project.open(tmp_path / "photos.agelens", root=tmp_path / "photos") as opened:
        opened.list_photos(["a.jpg"])
        analyse(opened)
        yield opened


def analyse(project: Project, result: PhotoResult = RESULT, run: Run = RUN) -> None:
    ((photo_id, _),) = project.present()
    project.keep([AnalysedPhoto(photo_id, result, STAMP, "1" * 64)], project.begin(run))


def note(comment: str = "", *flags: Flag, by: str = "ann") -> FaceNote:
    return FaceNote(reviewer=by, comment=comment, flags=frozenset(flags), noted_at=now())


def faces_of(project: Project) -> list[int]:
    return [face.face_id for face in project.find("a.jpg").faces]


def test_a_comment_is_kept_replaced_undone_and_redone(project: Project) -> None:
    face_id, _ = faces_of(project)
    project.set_note(face_id, note("first"))
    project.set_note(face_id, note("second", "discuss"))
    project.set_note(face_id, note("mine", by="bob"))

    def comments() -> list[str]:
        return [one.comment for one in project.find("a.jpg").faces[0].notes]

    assert comments() == ["second", "mine"]
    edit = project.undo(reviewer="ann")
    assert edit is not None
    assert edit.what == "note"
    assert comments() == ["first", "mine"]
    project.undo(reviewer="ann")
    assert comments() == ["mine"]
    project.redo(reviewer="ann")
    project.redo(reviewer="ann")
    assert comments() == ["second", "mine"]
    project.set_note(face_id, note())  # nothing is said any more
    assert comments() == ["mine"]


def test_a_comment_is_one_line_of_bounded_length(project: Project) -> None:
    face_id, _ = faces_of(project)
    project.set_note(face_id, note("two\n lines " + "x" * 2000))
    comment = project.find("a.jpg").faces[0].notes[0].comment
    assert comment.startswith("two lines x")
    assert len(comment) == LONGEST_COMMENT


def test_flags_are_numbers_in_the_file() -> None:
    for bits in range(2 ** len(FLAGS)):
        assert bits_of(flags_of(bits)) == bits


def test_a_comment_does_not_make_a_label_seen(project: Project) -> None:
    """What is said of a face beside its age and gender does not end blind review."""
    face_id, _ = faces_of(project)
    project.set_note(face_id, note("dark", "poor_picture"))
    project.move_face(face_id, MOVED, reviewer="ann")
    label = HumanLabel(
        verdict="corrected", reviewer="ann", reviewed_at=now(), age_years=30, blind=True
    )
    project.set_label(face_id, label)
    assert project.find("a.jpg").faces[0].labels[0].blind
    labels = project.rows(reviewer="ann").labels_in(
        project.rows(reviewer="ann").face_ids.nonzero()[0]
    )
    project.set_labels(labels.of(labels.face_ids == face_id), reviewer="ann")
    assert project.find("a.jpg").faces[0].labels[0].blind


def test_rows_are_filtered_by_flags_and_found_by_comments(project: Project) -> None:
    one, other = faces_of(project)
    project.set_note(one, note("Blurred", "discuss"))
    project.set_note(other, note("", "good_example", by="bob"))
    rows = project.rows(reviewer="ann")

    def found(chosen: Filter) -> list[int]:
        return rows.face_ids[rows.selected(chosen)].tolist()

    assert found(Filter(text="BLUR")) == [one]
    assert found(Filter(text="a.jp")) == [one, other]
    assert found(Filter(remark="discuss")) == [one]
    assert found(Filter(remark="good_example")) == [other]
    assert found(Filter(remark="poor_picture")) == []
    assert found(Filter(remark="flagged")) == [one, other]
    assert found(Filter(remark="comment")) == [one]
    assert rows.flags_of(0) == {"discuss"}


def test_a_moved_box_is_undone_and_redone_with_its_estimate(project: Project) -> None:
    face_id, _ = faces_of(project)
    edit = project.move_face(face_id, MOVED, reviewer="ann")
    assert (edit.what, edit.relists) == ("box", False)

    def state() -> tuple[Box, float | None, Box | None]:
        face = next(one for one in project.find("a.jpg").faces if one.face_id == face_id)
        estimate = face.face.estimate
        return face.face.box, None if estimate is None else estimate.age_years, face.found_at

    assert state() == (MOVED.box, 50.0, FACES[0].box)
    further = Face(MOVED.box.moved(9, 0))
    project.move_face(face_id, further, reviewer="ann")
    assert state() == (further.box, None, FACES[0].box)
    project.undo(reviewer="ann")
    assert state() == (MOVED.box, 50.0, FACES[0].box)
    project.undo(reviewer="ann")
    assert state() == (FACES[0].box, 34.5, None)
    project.redo(reviewer="ann")
    assert state() == (MOVED.box, 50.0, FACES[0].box)


def test_a_moved_box_stays_when_the_photo_is_analysed_again(project: Project) -> None:
    face_id, other = faces_of(project)
    project.move_face(face_id, MOVED, reviewer="ann")
    analyse(project)
    assert sorted(faces_of(project)) == [face_id, other]  # the model's face is not a third one
    entry = next(one for one in project.find("a.jpg").faces if one.face_id == face_id)
    assert entry.face.box == MOVED.box
    assert entry.face.estimate == MOVED.estimate
    analyse(project, PhotoResult("a.jpg", "ok", 400, 300, FACES[1:]))
    assert sorted(faces_of(project)) == [face_id, other]  # a person says that it is there
    assert project.undo(reviewer="ann") is not None


def test_another_model_has_not_judged_a_moved_box(project: Project) -> None:
    face_id, _ = faces_of(project)
    project.move_face(face_id, MOVED, reviewer="ann")
    analyse(project, run=OTHER)
    entry = next(one for one in project.find("a.jpg").faces if one.face_id == face_id)
    assert entry.face == Face(MOVED.box)
    assert project.undo(reviewer="ann") is None  # nor does the former one's answer come back


def test_remarks_and_the_model_s_box_stand_at_the_end_of_tables(
    project: Project, tmp_path: Path
) -> None:
    face_id, other = faces_of(project)
    project.set_note(face_id, note("=too dark", "poor_picture", "discuss"))
    project.set_note(face_id, note("I agree", by="bob"))
    project.move_face(other, Face(Box(220, 30, 30, 30), None, 0.9, ESTIMATE), reviewer="ann")
    names = [column.name for column in COLUMNS]
    assert names[names.index("comment") :][:3] == ["comment", "flags", "model_box"]

    def table(choice: FaceSelection) -> list[dict[str, str]]:
        drain(export_csv(project, tmp_path / "t.csv", choice=choice))
        with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    first, second = table(FaceSelection())
    assert first["comment"] == "ann: =too dark | bob: I agree"
    assert first["flags"] == "discuss; poor_picture"
    assert (first["model_box"], first["detector_score"]) == ("", "0.7500")
    assert (second["comment"], second["flags"]) == ("", "")
    assert second["model_box"] == "210.0 20.0 40.0 40.0"
    assert second["detector_score"] == ""
    assert table(FaceSelection(reviewer="ann"))[0]["comment"] == "'=too dark"
    assert table(FaceSelection(reviewer="bob"))[0]["flags"] == ""
    drain(export_jsonl(project, tmp_path / "t.jsonl"))
    line = json.loads((tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines()[1])
    assert line["model_box"] == "210.0 20.0 40.0 40.0"


def test_a_check_looks_for_a_moved_face_where_the_model_found_it() -> None:
    from engine.export import rows
    from tests.engine.replay_driver import SPEC

    found = rows(RESULT, spec=SPEC)
    moved = dict(found[1]) | {
        "detector_score": "",
        "apparent_age": "61.0",
        "box_x": "150.0",
        "model_box": " ".join(found[1][name] for name in ("box_x", "box_y", "box_w", "box_h")),
    }
    group = Group((Row(2, found[0]), Row(3, moved)))
    assert differences(group, RESULT, spec=SPEC) == []
    elsewhere = Group((Row(2, found[0]), Row(3, moved | {"model_box": "205.0 20.0 40.0 40.0"})))
    (difference,) = differences(elsewhere, RESULT, spec=SPEC)
    assert (difference.column, difference.after) == ("model_box", "210.0 20.0 40.0 40.0")
    (missing,) = differences(group, PhotoResult("a.jpg", "ok", 400, 300, FACES[:1]), spec=SPEC)
    assert (missing.column, missing.after) == ("face", "not found")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE notes SET flags = 8",
        "UPDATE notes SET comment = X'00'",
        "UPDATE faces SET found_at = '[1, 2, 3]'",
        "UPDATE faces SET found_at = '[1, 2, -3, 4]'",
        "UPDATE edits SET after = '{}' WHERE what = 'note'",
        "UPDATE edits SET before = NULL, after = '{\"x\": 1}' WHERE what = 'box'",
        "UPDATE edits SET after = json_set(after, '$.flags[0]', 'DROP') WHERE what = 'note'",
        "UPDATE edits SET after = json_set(after, '$.gender', 'x') WHERE what = 'box'",
    ],
)
def test_a_project_with_odd_remarks_is_refused(project: Project, statement: str) -> None:
    face_id, _ = faces_of(project)
    project.set_note(face_id, note("dark", "poor_picture"))
    project.move_face(face_id, MOVED, reviewer="ann")
    with project.database.changing() as db:
        db.execute(statement)
    project.close()
    with pytest.raises(DamagedProjectError):
        Project.open(project.path)

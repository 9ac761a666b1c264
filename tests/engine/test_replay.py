"""Replay: identical only where everything is, and every difference named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine import __version__
from engine.export import FaceSelection, companions, export_csv
from engine.images import NOT_THERE
from engine.progress import drain
from engine.project import Run
from engine.replay import CellDifference, ReplayPredictor, ReplayReport, replay
from engine.results import Box, Face, PhotoResult
from tests.engine.export_driver import Stage, face, label
from tests.engine.replay_driver import Told, answers_of, run, table_of, told


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    with made.project:
        yield made


def test_identical(stage: Stage) -> None:
    photo = stage.add("a.jpg", face(1), face(30, age=8, female=0.5))
    stage.add("b.jpg")
    stage.say(photo.faces[0].face_id, "not_a_face")
    report, found = told(stage, table_of(stage), answers_of(stage))
    assert found == []
    assert report == ReplayReport(
        photos=2,
        rows=3,
        checked=2,
        versions=("0.0.9",),
        edited=False,
        rows_written=3,
        photos_written=2,
    )
    assert report.verdict == "identical"


@pytest.mark.parametrize(
    ("change", "column", "before", "after"),
    [
        ({"age": 33.4}, "apparent_age", "33.3", "33.4"),
        ({"female": 0.91249}, "female_score", "0.9124", "0.9125"),
        ({"female": 0.5}, "perceived_gender", "female", ""),
        ({"score": 0.5}, "detector_score", "0.9877", "0.5000"),
        ({"x": 10.11}, "box_x", "10.0", "10.1"),
        ({"h": 21}, "box_h", "20.0", "21.0"),
    ],
)
def test_a_value_that_changed(
    stage: Stage, change: dict[str, float], column: str, before: str, after: str
) -> None:
    stage.add("a.jpg", face())
    answers = {"a.jpg": PhotoResult("a.jpg", "ok", 64, 48, (face(**change),))}
    report, found = told(stage, table_of(stage), answers)
    wanted = CellDifference(
        line=2,
        image_path=str(stage.photos / "a.jpg"),
        face_index=1,
        column=column,
        before=before,
        after=after,
    )
    assert wanted in found
    assert report.verdict == "changed"
    assert report.differences == len(found)


def test_a_change_below_the_rounding_is_none(stage: Stage) -> None:
    stage.add("a.jpg", face())
    close = face(10.001, age=33.3301, female=0.91238, score=0.98768)
    answers = {"a.jpg": PhotoResult("a.jpg", "ok", 64, 48, (close,))}
    assert told(stage, table_of(stage), answers)[0].verdict == "identical"


def test_faces_that_came_and_went(stage: Stage) -> None:
    stage.add("a.jpg", face(1), face(30))
    answers = {"a.jpg": PhotoResult("a.jpg", "ok", 64, 48, (face(30.2), face(46)))}
    _, found = told(stage, table_of(stage), answers)
    assert [(one.line, one.face_index, one.column, one.before, one.after) for one in found] == [
        (2, 1, "face", "found", "not found"),
        (3, 2, "box_x", "30.0", "30.2"),
        (2, None, "face", "not found", "found at box_x 46.0, box_y 12.0"),
    ]


def test_another_status_and_another_size(stage: Stage) -> None:
    stage.add("a.jpg", face())
    stage.add("b.jpg")
    stage.add("c.jpg", status="unreadable", message="broken")
    (stage.photos / "c.jpg").write_bytes(b"")
    answers = {
        "a.jpg": PhotoResult("a.jpg", "no_face", 65, 48),
        "b.jpg": PhotoResult("b.jpg", "unreadable"),
        "c.jpg": PhotoResult("c.jpg", "no_face", 5, 5),
    }
    _, found = told(stage, table_of(stage), answers)
    assert [(one.line, one.column, one.before, one.after) for one in found] == [
        (2, "status", "ok", "no_face"),
        (2, "image_width", "64", "65"),
        (2, "face", "found", "not found"),
        (3, "status", "no_face", "unreadable"),
        (4, "status", "unreadable", "no_face"),
    ]


def test_what_people_said_and_drew_is_not_the_models(stage: Stage) -> None:
    photo = stage.add("a.jpg", face(1))
    empty = stage.add("b.jpg")
    stage.project.add_face(photo.photo_id, face(40, score=None), label=label("added", age=5))
    stage.project.add_face(empty.photo_id, Face(Box(3, 3, 9, 9)), label=label("added"))
    report, found = told(stage, table_of(stage), answers_of(stage))
    assert found == []
    assert (report.verdict, report.drawn, report.checked) == ("identical", 2, 2)


def test_a_choice_of_faces_misses_none(stage: Stage) -> None:
    photo = stage.add("a.jpg", face(1), face(30))
    answers = answers_of(stage)
    choice = FaceSelection(face_ids=frozenset({photo.faces[1].face_id}))
    drain(export_csv(stage.project, stage.folder / "t.csv", choice=choice))
    assert told(stage, stage.folder / "t.csv", answers)[0].verdict == "identical"


def test_missing_photos_and_models_are_told(stage: Stage) -> None:
    for name in ("a.jpg", "b.jpg"):
        stage.add(name, face())
    stage.add("gone.jpg", status="unreadable", message=f"{NOT_THERE} Received: gone.jpg")
    table = table_of(stage)
    answers = answers_of(stage)
    (stage.photos / "b.jpg").unlink()
    report, found = told(stage, table, answers)
    assert [(one.line, one.column, one.after) for one in found] == [(3, "photo", "missing")]
    assert (report.verdict, report.missing_photos, report.checked) == ("changed", 1, 2)
    report, found = run(replay(table, opener=lambda sha256, detect, thorough: None))
    assert report.verdict == "unchecked"
    assert report.missing_models == (f"tiny {'ab' * 32}",)
    assert {one.column for one in found} == {"model"}


def test_an_unreadable_file_that_has_gone_is_missing(stage: Stage) -> None:
    stage.add("a.jpg", face())
    stage.add("spoilt.jpg", status="unreadable", message="This picture is damaged.")
    (stage.photos / "spoilt.jpg").write_bytes(b"spoilt")
    table, answers = table_of(stage), answers_of(stage)
    report, found = told(stage, table, answers)
    assert (report.verdict, report.checked, found) == ("identical", 2, [])
    (stage.photos / "spoilt.jpg").unlink()
    report, found = told(stage, table, answers)
    assert [(one.line, one.column, one.before, one.after) for one in found] == [
        (3, "photo", "unreadable", "missing")
    ]
    assert (report.checked, report.unchecked, report.missing_photos) == (1, 1, 1)
    assert report.verdict == "changed"


def test_unreadable_names_that_are_there_all_the_same(stage: Stage) -> None:
    """A link that leads nowhere, and a name at which the system will not look."""
    stage.add("link.jpg", status="unreadable", message=f"{NOT_THERE} Received: link.jpg")
    stage.add(f"{'x' * 300}.jpg", status="unreadable", message="This file could not be read.")
    (stage.photos / "link.jpg").symlink_to(stage.photos / "absent.jpg")
    table = table_of(stage)
    companions(table)[1].unlink()
    report, found = told(stage, table, answers_of(stage))
    assert found == []
    assert (report.verdict, report.checked) == ("identical", 2)


def test_nothing_there_is_unchecked(stage: Stage) -> None:
    stage.pending("a.jpg")
    report, found = told(stage, table_of(stage), {})
    assert (report.verdict, report.unchecked, found) == ("unchecked", 1, [])
    stage.add("b.jpg", face())
    (stage.photos / "b.jpg").unlink()
    assert told(stage, table_of(stage), {})[0].verdict == "unchecked"


def test_each_model_is_opened_once(stage: Stage) -> None:
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        stage.add(name, face())
    stage.run = stage.project.begin(
        Run(
            run_id=0,
            model_id="other",
            model_sha256="cd" * 32,
            detector="d",
            detect=True,
            app_version=__version__,
        )
    )
    stage.add("d.jpg", face())
    opened = []
    answers = answers_of(stage)

    def opener(sha256: str, detect: bool, thorough: bool) -> ReplayPredictor:
        opened.append((sha256[:2], detect))
        return Told(answers)

    report, _ = run(replay(table_of(stage), opener=opener))
    assert opened == [("ab", True), ("cd", True)]
    assert (report.checked, report.versions) == (4, ("0.0.9",))

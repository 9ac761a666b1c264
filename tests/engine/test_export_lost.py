"""A face that the model finds no longer: every export says so, or leaves it out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.export import (
    FaceSelection,
    SortSettings,
    export_jsonl,
    export_sidecars,
    export_sorted,
    export_training,
)
from engine.export.records import NOT_FOUND, VOUCHED
from engine.progress import drain
from engine.project import FaceEntry
from tests.engine.export_driver import RUN, Stage, face, label, names, read


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    with made.project:
        yield made


def lose(stage: Stage, name: str = "a.jpg") -> FaceEntry:
    """A face that Ada confirmed, and that another model does not find."""
    (entry,) = stage.add(name, face()).faces
    stage.say(entry.face_id, "corrected", age=20, gender="female")
    stage.run = stage.project.begin(replace(RUN, model_id="other", model_sha256="cd" * 32))
    stage.project.put_back(stage.run, stamps={})
    stage.gone(name)
    (lost,) = stage.add(name).faces
    return lost


def messages(stage: Stage, out: Path) -> list[str | None]:
    drain(export_jsonl(stage.project, out))
    return [json.loads(line)["message"] for line in out.read_text().splitlines()]


def all_but_tables(stage: Stage, out: Path, choice: FaceSelection | None = None) -> list[int]:
    """How many faces sidecars, crops and a training table left out; files lie below ``out``."""
    reports = [
        drain(export_sidecars(stage.project, into=out / "sidecars", choice=choice)),
        drain(export_sorted(stage.project, out / "crops", SortSettings(), choice=choice)),
        drain(
            export_sorted(stage.project, out / "states", SortSettings(by="state"), choice=choice)
        ),
        drain(export_training(stage.project, out / "training.csv", choice=choice)),
    ]
    return [report.left_out for report in reports]


def test_only_rows_of_tables_tell_of_it_and_say_so(stage: Stage, tmp_path: Path) -> None:
    lost = lose(stage)
    assert lost.is_lost
    assert messages(stage, tmp_path / "t.jsonl") == [NOT_FOUND]
    assert all_but_tables(stage, tmp_path / "out") == [1, 1, 1, 1]
    assert names(tmp_path / "out") == ["training.csv"]
    assert read(tmp_path / "out" / "training.csv") == []


def test_once_a_person_has_confirmed_it_again_it_goes_out(stage: Stage, tmp_path: Path) -> None:
    lost = lose(stage)
    stage.say(lost.face_id, "corrected", age=21, gender="female", reviewer="Bob")
    assert not stage.project.photo(lost.photo_id).faces[0].is_lost
    assert messages(stage, tmp_path / "t.jsonl") == [VOUCHED]
    assert all_but_tables(stage, tmp_path / "out") == [0, 0, 0, 0]
    assert len(names(tmp_path / "out")) == 4
    # The label is taken back, and with it all that spoke for the face.
    stage.project.undo(reviewer="Bob")
    assert messages(stage, tmp_path / "t.jsonl") == [NOT_FOUND]


def test_that_it_is_no_face_does_not_speak_for_it(stage: Stage, tmp_path: Path) -> None:
    lost = lose(stage)
    stage.say(lost.face_id, "not_a_face", reviewer="Bob", at="2026-02-01T00:00:00Z")
    assert stage.project.photo(lost.photo_id).faces[0].is_lost
    choice = FaceSelection(reviewer="Ada")
    assert all_but_tables(stage, tmp_path / "out", choice) == [1, 1, 1, 1]


def test_found_again_it_is_a_face_as_any_other(stage: Stage, tmp_path: Path) -> None:
    lose(stage)
    stage.run = stage.project.begin(RUN)
    stage.project.put_back(stage.run, stamps={})
    stage.gone("a.jpg")
    (again,) = stage.add("a.jpg", face()).faces
    assert again.found
    assert not again.is_lost
    assert messages(stage, tmp_path / "t.jsonl") == [None]


def test_a_crop_of_before_is_taken_away(stage: Stage, tmp_path: Path) -> None:
    (entry,) = stage.add("a.jpg", face()).faces
    stage.say(entry.face_id, age=30)
    drain(export_sorted(stage.project, tmp_path / "out", SortSettings()))
    assert len(names(tmp_path / "out")) == 1
    stage.run = stage.project.begin(replace(RUN, model_id="other", model_sha256="cd" * 32))
    stage.project.put_back(stage.run, stamps={})
    stage.gone("a.jpg")
    stage.add("a.jpg")
    report = drain(export_sorted(stage.project, tmp_path / "out", SortSettings()))
    assert (report.removed, report.left_out) == (1, 1)
    assert names(tmp_path / "out") == []


def test_losing_a_face_is_nobodys_change_to_undo(stage: Stage) -> None:
    lose(stage)
    assert stage.project.can_undo_redo(reviewer="") == (False, False)
    assert stage.project.undo(reviewer="") is None
    photo = stage.add("b.jpg")
    drawn = stage.project.add_face(photo.photo_id, face(), label=label("added", reviewer=""))
    assert stage.project.undo(reviewer="") == drawn

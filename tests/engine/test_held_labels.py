"""Labels that are held: a person moves them to a face of the new picture, or drops them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.progress import drain
from engine.project import FaceEntry, HeldFace, HumanLabel, Project, now
from engine.project.photos import name_before
from engine.project.review import likely_face
from engine.results import Box, Estimate, Face
from tests.engine.labelling_driver import RUN, Files, Recorder, job, run, writer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "photos").mkdir()
    return tmp_path / "photos"


@pytest.fixture
def files(folder: Path) -> Files:
    return writer(folder)


@pytest.fixture
def project(folder: Path, tmp_path: Path) -> Iterator[Project]:
    with Project.open(tmp_path / "p.agelens", root=folder) as made:
        yield made


def say(project: Project, name: str, age: float, reviewer: str = "ann") -> FaceEntry:
    (face,) = project.find(name).faces
    label = HumanLabel(
        verdict="corrected", reviewer=reviewer, reviewed_at=now(), age_years=age, gender="female"
    )
    project.set_label(face.face_id, label)
    return face


def replace_picture(project: Project, files: Files, content: bytes = b"other") -> HeldFace:
    """Label the face of a photo, put another picture under its name: the held face."""
    files({"sub/a.jpg": b"first"})
    run(project)
    say(project, "sub/a.jpg", 40.0)
    files({"sub/a.jpg": content})
    run(project)
    (held,) = project.held()
    return held


def face_there(project: Project) -> FaceEntry:
    (face,) = project.find("sub/a.jpg").faces
    return face


def test_what_is_held_is_told_with_its_successor(project: Project, files: Files) -> None:
    held = replace_picture(project, files)
    assert held.former_name == "sub/a.jpg"
    assert held.successor == project.find("sub/a.jpg")
    assert held.face.label is not None
    assert held.face.label.age_years == 40.0
    files({"sub/a.jpg": b""}).joinpath("sub/a.jpg").unlink()
    run(project)
    (without,) = project.held()
    assert without.successor is None


def test_moved_it_is_the_reviewers_own_judged_anew(project: Project, files: Files) -> None:
    held = replace_picture(project, files)
    there = face_there(project)
    edit = project.move_held(held.face.face_id, there.face_id, reviewer="bob")
    assert (edit.face_id, edit.relists) == (there.face_id, True)
    label = face_there(project).label
    assert label is not None
    assert (label.reviewer, label.age_years, label.gender) == ("bob", 40.0, "female")
    assert label.verdict == "corrected"
    assert project.held() == []
    assert project.counts().held == 0
    assert [photo.name for photo in project.photos()] == ["sub/a.jpg"]


def test_the_verdict_is_that_of_the_new_face(project: Project, files: Files) -> None:
    files({"sub/a.jpg": b"first"})
    run(project)
    age = float(round(sum(b"other") % 90))
    say(project, "sub/a.jpg", age)
    files({"sub/a.jpg": b"other"})
    run(project)
    (held,) = project.held()
    project.move_held(held.face.face_id, face_there(project).face_id, reviewer="bob")
    label = face_there(project).label
    assert label is not None
    assert label.verdict == "confirmed", "the model says the same of the new face"


def test_a_move_is_undone_and_redone_in_one_step(project: Project, files: Files) -> None:
    held = replace_picture(project, files)
    there = face_there(project)
    own = say(project, "sub/a.jpg", 20.0, reviewer="bob")
    project.move_held(held.face.face_id, own.face_id, reviewer="bob")
    for _ in range(2):
        undone = project.undo(reviewer="bob")
        assert undone is not None
        assert (undone.face_id, undone.relists) == (there.face_id, True)
        assert [one.face for one in project.held()] == [held.face]
        label = face_there(project).label
        assert label is not None
        assert label.age_years == 20.0, "what bob had said before"
        redone = project.redo(reviewer="bob")
        assert redone is not None
        assert redone.relists
        assert project.held() == []
        label = face_there(project).label
        assert label is not None
        assert label.age_years == 40.0
        assert project.can_undo_redo(reviewer="bob") == (True, False)


def test_a_drop_is_undone_and_redone(project: Project, files: Files) -> None:
    held = replace_picture(project, files)
    project.drop_held(held.face.face_id, reviewer="bob")
    assert (project.held(), project.counts().held) == ([], 0)
    assert face_there(project).labels == ()
    undone = project.undo(reviewer="bob")
    assert undone is not None
    assert undone.relists
    assert project.held() == [held]
    assert project.redo(reviewer="bob") is not None
    assert project.held() == []


def test_only_what_is_held_goes_and_only_to_what_is_there(project: Project, files: Files) -> None:
    held = replace_picture(project, files)
    there = face_there(project)
    for wrong in (
        lambda: project.move_held(there.face_id, there.face_id, reviewer="bob"),
        lambda: project.move_held(held.face.face_id, held.face.face_id, reviewer="bob"),
        lambda: project.move_held(held.face.face_id, 999, reviewer="bob"),
        lambda: project.drop_held(there.face_id, reviewer="bob"),
    ):
        with pytest.raises(LookupError):
            wrong()
    assert project.held() == [held]
    assert project.can_undo_redo(reviewer="bob") == (False, False)


@pytest.mark.parametrize("how", ["move", "drop"])
@pytest.mark.parametrize("model", [RUN.model_id, "other"])
def test_the_former_picture_has_its_label_when_it_comes_back(
    project: Project, files: Files, how: str, model: str
) -> None:
    held = replace_picture(project, files)
    there = face_there(project)
    if how == "move":
        project.move_held(held.face.face_id, there.face_id, reviewer="bob")
    else:
        project.drop_held(held.face.face_id, reviewer="bob")
    files({"b.jpg": b"first"})
    recorder = Recorder()
    settings = RUN.__class__(**{**_fields(), "model_id": model})
    drain(job(project, recorder, run=settings).run_all())
    (face,) = project.find("b.jpg").faces
    assert face.face_id == held.face.face_id
    assert [label.age_years for label in face.labels] == [40.0]
    assert project.held() == []
    # What was moved stays where it was moved to, and can still be taken back.
    assert len(face_there(project).labels) == (1 if how == "move" else 0)
    project.undo(reviewer="bob")
    assert face_there(project).labels == ()
    (face,) = project.find("b.jpg").faces
    assert [label.age_years for label in face.labels] == [40.0]


def _fields() -> dict[str, object]:
    return {name: getattr(RUN, name) for name in RUN.__slots__}


def test_a_project_with_such_changes_is_sound(project: Project, files: Files) -> None:
    held = replace_picture(project, files)
    project.move_held(held.face.face_id, face_there(project).face_id, reviewer="bob")
    project.undo(reviewer="bob")
    project.drop_held(held.face.face_id, reviewer="bob")
    path = project.path
    project.close()
    with Project.open(path) as again:
        assert again.held() == []
        assert again.undo(reviewer="bob") is not None
        assert len(again.held()) == 1


@pytest.mark.parametrize(
    "name", ["a.jpg", "sub/a.b.png", "no suffix", ".hidden", "sub/x (1).jpg", "é (abcdef01).tif"]
)
def test_the_former_name_is_told_from_the_one_aside(
    project: Project, files: Files, name: str
) -> None:
    files({name: b"first"})
    drain(job(project, Recorder(), names=None).run_all())
    if name in (".hidden", "no suffix"):
        project.list_photos([name])
        drain(job(project, Recorder(), names=[name]).run_all())
    say(project, name, 40.0)
    files({name: b"second"})
    drain(job(project, Recorder(), names=[name]).run_all())
    (held,) = project.held()
    assert held.former_name == name
    assert held.photo.name != name
    assert name_before(held.photo.name, held.photo.sha256 or "") == name


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_likely_face_lies_where_the_turned_one_would(
    project: Project, files: Files, orientation: int
) -> None:
    held = replace_picture(project, files)
    assert held.successor is not None
    into = (200, 100) if orientation >= 5 else (100, 200)
    place = held.face.face.box.before((100, 200), orientation, into_px=into)
    estimate = Estimate(30.0, 0.5, None)
    faces = (Face(Box(60, 60, 20, 20), None, 0.9, estimate), Face(place, None, 0.9, estimate))
    new = held.successor
    entries = tuple(
        FaceEntry(face_id=number, photo_id=new.photo_id, face=face)
        for number, face in enumerate(faces, start=100)
    )
    shape = {"width_px": into[0], "height_px": into[1]}
    found = likely_face(_with(held, faces=entries, **shape))
    assert found is not None
    assert found.face_id == 101
    nowhere = likely_face(_with(held, faces=(entries[0], entries[0]), **shape))
    assert nowhere is None
    alone = likely_face(_with(held, faces=(entries[0],), **shape))
    assert alone is entries[0]
    assert likely_face(_with(held, faces=(), **shape)) is None


def _with(held: HeldFace, **changes: object) -> HeldFace:
    from dataclasses import replace

    assert held.successor is not None
    return replace(held, successor=replace(held.successor, **changes))  # type: ignore[arg-type]

"""What a check reports: photos that are new, moved, changed or gone, and what became of labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.progress import drain
from engine.project import CHANGE_KINDS, Changes, HumanLabel, Project, now
from engine.results import PhotoResult
from tests.engine.labelling_driver import RUN, Files, Recorder, job, writer


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


def check(project: Project) -> Changes | None:
    """Look through the folder; what was found."""
    made = job(project, Recorder())
    drain(made.run_all())
    return made.changes


def told(changes: Changes | None) -> set[tuple[str, str, str, int, int]]:
    assert changes is not None
    found = [
        (one.kind, one.name, one.former_name, one.labels_moved, one.labels_held)
        for one in changes.photos
    ]
    assert len(found) == len(set(found))
    return set(found)


def label_all(project: Project) -> None:
    for photo in list(project.photos()):
        for face in photo.faces:
            said = HumanLabel(verdict="confirmed", reviewer="ann", reviewed_at=now(), age_years=3.0)
            project.set_label(face.face_id, said)


@pytest.fixture
def labelled(project: Project, files: Files) -> Project:
    """Three photos, each with a label."""
    files({"a.jpg": b"1", "b.jpg": b"2", "c.jpg": b"3"})
    assert check(project) is None, "all is new: there is nothing to compare with"
    label_all(project)
    return project


def test_nothing_has_changed(labelled: Project) -> None:
    assert check(labelled) == Changes()


def test_what_an_interrupted_job_had_not_come_to_is_not_new(
    project: Project, files: Files, folder: Path
) -> None:
    files({f"{n:03}.jpg": str(n).encode() for n in range(90)})
    steps = job(project, Recorder()).run_all()
    while not project.counts().done:
        next(steps)
    steps.close()
    assert 0 < project.counts().pending < 90
    files({"added.jpg": b"90"})
    first = next(project.photos())
    (folder / first.name).rename(folder / "moved.jpg")
    assert told(check(project)) == {
        ("new", "added.jpg", "", 0, 0),
        ("moved", "moved.jpg", first.name, 0, 0),
    }


def test_each_kind_is_told_with_its_labels(labelled: Project, files: Files, folder: Path) -> None:
    (folder / "a.jpg").rename(folder / "z.jpg")
    (folder / "b.jpg").unlink()
    files({"c.jpg": b"33", "n.jpg": b"9"})
    changes = check(labelled)
    assert told(changes) == {
        ("moved", "z.jpg", "a.jpg", 1, 0),
        ("gone", "b.jpg", "", 0, 0),
        ("changed", "c.jpg", "", 0, 1),
        ("new", "n.jpg", "", 0, 0),
    }
    assert changes is not None
    assert (changes.labels_moved, changes.labels_held) == (1, 1)
    assert check(labelled) == Changes(), "told once"


def test_swapped_files_have_both_moved(labelled: Project, files: Files) -> None:
    files({"a.jpg": b"2", "b.jpg": b"1"})
    assert told(check(labelled)) == {
        ("moved", "a.jpg", "b.jpg", 1, 0),
        ("moved", "b.jpg", "a.jpg", 1, 0),
    }


def test_numbered_anew_the_first_is_new(labelled: Project, files: Files) -> None:
    files({"a.jpg": b"0", "b.jpg": b"1", "c.jpg": b"2", "d.jpg": b"3"})
    assert told(check(labelled)) == {
        ("new", "a.jpg", "", 0, 0),
        ("moved", "b.jpg", "a.jpg", 1, 0),
        ("moved", "c.jpg", "b.jpg", 1, 0),
        ("moved", "d.jpg", "c.jpg", 1, 0),
    }


def test_a_file_that_was_written_over_by_another_is_gone(labelled: Project, folder: Path) -> None:
    (folder / "b.jpg").replace(folder / "a.jpg")
    assert told(check(labelled)) == {("moved", "a.jpg", "b.jpg", 1, 0), ("gone", "a.jpg", "", 0, 1)}


def test_of_other_metadata_no_label_is_held(labelled: Project, files: Files) -> None:
    files({"a.jpg": b"1#rated"})
    assert told(check(labelled)) == {("changed", "a.jpg", "", 0, 0)}


def test_a_picture_that_comes_back_brings_its_label(labelled: Project, files: Files) -> None:
    files({"a.jpg": b"other"})
    check(labelled)
    files({"a.jpg": b"1"})
    assert told(check(labelled)) == {("changed", "a.jpg", "", 1, 0)}
    files({"a.jpg": b"other"})
    check(labelled)
    files({"x.jpg": b"1"})
    assert told(check(labelled)) == {("moved", "x.jpg", "a.jpg", 1, 0)}


def test_a_changed_photo_that_nobody_labelled(project: Project, files: Files) -> None:
    files({"a.jpg": b"1"})
    check(project)
    files({"a.jpg": b"2"})
    assert told(check(project)) == {("changed", "a.jpg", "", 0, 0)}


def test_a_labelled_face_that_is_found_no_longer_is_told_once(
    labelled: Project, files: Files
) -> None:
    class Blind(Recorder):
        def analyse_file(self, path: Path, *, name: str | None = None) -> PhotoResult:
            result = super().analyse_file(path, name=name)
            return replace(result, faces=(), status="no_face") if "b.jpg" in str(name) else result

    files({"c.jpg": b"33"})
    for expected in (1, 0):
        other = job(labelled, Blind(), run=replace(RUN, model_id="other"))
        drain(other.run_all())
        changes = other.changes
        assert changes is not None
        assert changes.labels_lost == expected
        lost = [(one.kind, one.name) for one in changes.photos if one.labels_lost]
        assert lost == [("same", "b.jpg")] * expected
        assert sum(map(changes.count, CHANGE_KINDS)) == expected, "c.jpg, once"


def test_another_model_alone_is_no_change(labelled: Project) -> None:
    other = job(labelled, Recorder(), run=replace(RUN, model_id="other"))
    drain(other.run_all())
    assert other.changes == Changes()

"""Faces for reviewers: in turn and by folder; how far everybody is, and the time it took them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.progress import drain
from engine.project import AnalysedPhoto, FileStamp, Filter, HumanLabel, Project, Run
from engine.project.workload import Assignment, spent
from engine.results import Box, Face, PhotoResult

RUN = Run(run_id=0, model_id="m", model_sha256="a" * 64, detector="d", detect=True, app_version="1")
NAMES = ("a.jpg", "b.jpg", "one/c.jpg", "one/deep/d.jpg", "two/e.jpg")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "photos").mkdir()
    with Project.open(tmp_path / "p.agelens", root=tmp_path / "photos") as opened:
        opened.list_photos(NAMES)
        faces = tuple(Face(Box(60.0 * n, 5, 40, 40)) for n in range(2))
        batch = [
            AnalysedPhoto(
                key,
                PhotoResult(name, "ok", 400, 300, faces),
                FileStamp(size_bytes=9, mtime_ns=9),
                f"{key:064x}",
            )
            for key, name in opened.present()
        ]
        opened.keep(batch, opened.begin(RUN))
        yield opened


def said(by: str, second: int, age: float | None = 30.0) -> HumanLabel:
    return HumanLabel(
        verdict="corrected",
        reviewer=by,
        reviewed_at=f"2026-01-31T12:{second // 60:02}:{second % 60:02}Z",
        age_years=age,
        gender="female",
    )


def test_photos_in_turn_give_each_reviewer_whole_photos(project: Project) -> None:
    rows = project.rows(reviewer="")
    shared = Assignment(method="photos", reviewers=("ann", "bob"))
    ann, bob = shared.mask(rows, "ann"), shared.mask(rows, "bob")
    assert (ann ^ bob).all()
    for photo_id in set(rows.photo_ids.tolist()):
        assert len(set(ann[rows.photo_ids == photo_id].tolist())) == 1
    assert abs(int(ann.sum()) - int(bob.sum())) <= 2
    assert not shared.mask(rows, "somebody else").any()


def test_a_folder_takes_its_subfolders_along_unless_they_are_named(project: Project) -> None:
    rows = project.rows(reviewer="")
    shared = Assignment(
        method="folders", reviewers=("ann", "bob"), folders=(("one", "ann"), ("one/deep", "bob"))
    )

    def of(name: str) -> set[str]:
        index = rows.selected(Filter(assignee=name, assignment=shared))
        return {rows.names[row] for row in index}

    assert of("ann") == {"one/c.jpg"}
    assert of("bob") == {"one/deep/d.jpg"}
    everything = Assignment(method="folders", reviewers=("ann",), folders=(("", "ann"),))
    assert everything.mask(rows, "ann").all()


def test_an_assignment_is_kept_with_the_project(project: Project) -> None:
    assert project.assignment is None
    shared = Assignment(method="folders", reviewers=("ann", "böb"), folders=(("one", "böb"),))
    project.keep_assignment(shared)
    assert project.assignment == shared
    project.keep_assignment(None)
    assert project.assignment is None


@pytest.mark.parametrize(
    "text", ["", "{", "null", "[]", '{"method": "x"}', '{"method": "photos"}', "[[[[" * 9000]
)
def test_an_assignment_that_nobody_understands_is_none(text: str) -> None:
    assert Assignment.unpacked(text) is None


def test_time_is_what_lies_between_answers_but_for_pauses() -> None:
    def at(*seconds: int) -> list[str]:
        return [said("", second).reviewed_at for second in seconds]

    assert spent([]) == 0
    assert spent(at(5)) == 0
    assert spent(at(0, 10, 10, 40)) == 40
    assert spent(at(0, 10, 600, 620)) == 30  # ten minutes were a pause


def test_everybody_is_listed_with_faces_and_time(project: Project) -> None:
    project.keep_assignment(Assignment(method="photos", reviewers=("ann", "cid")))
    rows = project.rows(reviewer="")
    owned = project.assignment
    assert owned is not None
    mine = rows.face_ids[owned.mask(rows, "ann")].tolist()
    for second, face_id in enumerate(mine[:3]):
        project.set_label(face_id, said("ann", 20 * second))
    project.set_label(mine[3], said("ann", 100, age=None))  # half an answer is none yet
    project.set_label(mine[0], said("bob", 7))
    found = {one.reviewer: one for one in drain(project.workload())}
    assert list(found) == ["ann", "bob", "cid"]
    ann, bob, cid = found.values()
    assert (ann.reviewed, ann.assigned, ann.done, ann.seconds) == (3, len(mine), 3, 100.0)
    assert ann.seconds_each == pytest.approx(100 / 3)
    assert (bob.reviewed, bob.assigned, bob.done, bob.seconds_each) == (1, 0, 0, None)
    assert (cid.reviewed, cid.assigned) == (0, len(rows) - len(mine))

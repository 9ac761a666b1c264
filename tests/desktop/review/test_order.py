"""The order of review stays by its faces, whatever becomes of rows and filters."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from desktop.review.navigator import ReviewOrder
from engine.project import AnalysedPhoto, FaceRows, HumanLabel, Project, now
from engine.results import Box, PhotoResult
from tests.desktop.review.review_driver import FACES, RUN, make_project, one_face


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Rows 0 to 2 are faces of one photo, row 3 is a photo without any, row 4 a face."""
    return make_project(tmp_path, [FACES, [], [one_face(0)]])


def read(path: Path) -> FaceRows:
    with Project.open(path) as project:
        return project.rows(reviewer="AB")


def navigator(order: ReviewOrder) -> list[int | None]:
    return [order.row(place) for place in range(len(order))]


def test_steps_follow_the_order(path: Path) -> None:
    rows = read(path)
    order = ReviewOrder(rows, np.array([4, 0, 3, 2]))
    assert [order.step(place, 1) for place in range(4)] == [1, 2, 3, None]
    assert [order.step(place, -1) for place in range(4)] == [None, 0, 1, 2]
    assert (order.place(3), order.place(1)) == (2, None)
    assert (order.row(0), order.row(4), order.row(-1)) == (4, None, None)


def test_steps_pass_what_is_reviewed(path: Path) -> None:
    rows = read(path)
    label = HumanLabel(verdict="confirmed", reviewer="AB", reviewed_at=now(), gender="female")
    rows.note(1, label)
    order = ReviewOrder(rows, np.arange(5))
    assert order.step(0, 1, skip="both") == 1, "its age is still to be stated"
    assert order.step(0, 1, skip="gender") == 2
    assert order.step(0, 1, skip="age") == 1
    label = replace(label, age_years=30.0)
    rows.note(1, label)
    assert order.step(0, 1, skip="both") == 2
    assert order.step(2, 1, skip="both") == 4  # past the photo without a face
    assert order.step(2, -1, skip="both") == 0
    rows.note(4, label)
    assert order.step(2, 1, skip="both") is None


def test_a_new_reading_keeps_the_face(path: Path) -> None:
    rows = read(path)
    order = ReviewOrder(rows, np.array([4, 2, 0]))
    with Project.open(path) as project:
        run = project.begin(RUN)
        project.list_photos(["0000.jpg", "0001.jpg", "0002.jpg", "another.jpg"])
        first, *_, last = project.present()
        # The first photo keeps its faces but for the middle one, and gets another at its left.
        faces = (one_face(7), FACES[0], FACES[2])
        faces = (type(faces[0])(Box(0, 200, 40, 40)), *faces[1:])
        for (key, name), found in ((first, faces), (last, (one_face(1),))):
            project.keep(
                [AnalysedPhoto(key, PhotoResult(name, "ok", 480, 320, found), None, None)], run
            )
    again = read(path)
    assert [int(face) for face in again.face_ids[again.photo_ids == first[0]]] != [
        int(face) for face in rows.face_ids[:3]
    ]
    place = order.after_reading(again, np.arange(len(again)), near=1)
    assert place == 1
    ids = [int(again.face_ids[row]) for row in navigator(order) if row is not None]
    assert ids[:3] == [int(rows.face_ids[row]) for row in (4, 2, 0)]
    # Everything that is new stands at the end, once.
    assert len(set(navigator(order))) == len(again)


def test_the_neighbour_stands_in_for_a_face_that_is_gone(path: Path) -> None:
    rows = read(path)
    order = ReviewOrder(rows, np.array([0, 1, 2, 4]))
    with Project.open(path) as project:
        run = project.begin(RUN)
        key, name = project.present()[0]
        result = PhotoResult(name, "ok", 480, 320, (FACES[0], FACES[2]))
        project.keep([AnalysedPhoto(key, result, None, None)], run)
    again = read(path)
    assert order.after_reading(again, np.arange(len(again)), near=1) == 1
    row = order.row(1)
    assert row is not None
    assert again.face_ids[row] == rows.face_ids[2]


def test_nothing_may_be_left(tmp_path: Path, path: Path) -> None:
    order = ReviewOrder(read(path), np.arange(5))
    empty = read(make_project(tmp_path / "other", []))
    assert order.after_reading(empty, np.arange(0), near=3) is None
    assert len(order) == 0
    assert order.row(0) is None


def test_a_face_is_put_where_it_is_wanted(path: Path) -> None:
    order = ReviewOrder(read(path), np.array([0, 2, 4]))
    assert order.insert(1, after=0) == 1
    assert navigator(order) == [0, 1, 2, 4]
    assert order.insert(4, after=0) == 1
    assert navigator(order) == [0, 4, 1, 2]
    assert order.insert(0, after=2) == 2
    assert navigator(order) == [4, 1, 0, 2]
    assert order.insert(3, after=-1) == 0

"""What people say: labels, undo without limit, two reviewers, and the columns of the grid."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from engine.project import (
    AnalysedPhoto,
    Filter,
    HumanGender,
    HumanLabel,
    Project,
    Run,
    Verdict,
    now,
)
from engine.project.review import ReviewAnswer, verdict_for
from engine.results import Box, Estimate, Face, PhotoResult

RUN = Run(run_id=0, model_id="m", model_sha256="a" * 64, detector="d", detect=True, app_version="1")


def face(x: float, *, age: float = 30.0, female: float = 0.9, side: float = 40.0) -> Face:
    gender = None if 0.4 < female < 0.6 else "female" if female > 0.5 else "male"
    return Face(Box(x, 5, side, side), None, 0.8, Estimate(age, female, gender))  # type: ignore[arg-type]


def said(
    age: float | None = 30,
    gender: str | None = "female",
    *,
    by: str = "ann",
    verdict: str = "corrected",
) -> HumanLabel:
    return HumanLabel(
        verdict=cast("Verdict", verdict),
        reviewer=by,
        reviewed_at=now(),
        age_years=age,
        gender=cast("HumanGender", gender),
    )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """a/1.jpg with three faces, b.jpg with one, c.jpg without, d.jpg broken."""
    with Project.open(tmp_path / "p.agelens") as made:
        made.list_photos(["a/1.jpg", "b.jpg", "c.jpg", "d.jpg"])
        run = made.begin(RUN)
        results = [
            PhotoResult(
                "a/1.jpg",
                "ok",
                900,
                90,
                (face(10, age=20), face(200, age=40, female=0.5), face(400, age=60, female=0.1)),
            ),
            PhotoResult("b.jpg", "ok", 900, 90, (face(10, age=30, female=0.7, side=80),)),
            PhotoResult("c.jpg", "no_face", 900, 90),
            PhotoResult("d.jpg", "unreadable", message="Broken."),
        ]
        made.keep(
            [
                AnalysedPhoto(key, result, None, None)
                for (key, _), result in zip(made.present(), results, strict=True)
            ],
            run,
        )
    return Project.open(tmp_path / "p.agelens")


@pytest.fixture(autouse=True)
def _close(project: Project) -> object:
    yield
    project.close()


def ids(project: Project) -> list[int]:
    return [face.face_id for photo in project.photos() for face in photo.faces]


def label_of(project: Project, face_id: int, by: str = "ann") -> HumanLabel | None:
    for photo in project.photos():
        for entry in photo.faces:
            if entry.face_id == face_id:
                return entry.label_of(by)
    return None


def test_undo_and_redo_without_limit_and_across_closing(project: Project) -> None:
    faces = ids(project)
    for number in range(300):
        project.set_label(faces[number % 4], said(age=number))
    path = project.path
    project.close()
    with Project.open(path) as again:
        assert again.can_undo_redo(reviewer="ann") == (True, False)
        for _ in range(300):
            assert again.undo(reviewer="ann") is not None
        assert again.undo(reviewer="ann") is None
        assert [label_of(again, face_id) for face_id in faces] == [None] * 4
        assert again.can_undo_redo(reviewer="ann") == (False, True)
        for _ in range(300):
            edit = again.redo(reviewer="ann")
        assert edit is not None
        assert edit.face_id == faces[299 % 4]
        assert again.redo(reviewer="ann") is None
        last = label_of(again, faces[3])
        assert last is not None
        assert last.age_years == 299


def test_a_new_change_ends_redoing(project: Project) -> None:
    first, second, *_ = ids(project)
    project.set_label(first, said(age=1))
    project.undo(reviewer="ann")
    project.set_label(second, said(age=2))
    assert project.redo(reviewer="ann") is None
    assert label_of(project, first) is None
    project.undo(reviewer="ann")
    assert project.undo(reviewer="ann") is None


def test_clearing_can_be_undone(project: Project) -> None:
    first = ids(project)[0]
    project.set_label(first, said(age=44))
    project.clear_label(first, reviewer="ann")
    assert label_of(project, first) is None
    project.undo(reviewer="ann")
    label = label_of(project, first)
    assert label is not None
    assert label.age_years == 44


def test_reviewers_do_not_touch_each_other(project: Project) -> None:
    first = ids(project)[0]
    project.set_label(first, said(age=1, by="ann"))
    project.set_label(first, said(age=2, by="bob"))
    project.undo(reviewer="ann")
    assert label_of(project, first, "ann") is None
    label = label_of(project, first, "bob")
    assert label is not None
    assert label.age_years == 2
    assert project.reviewers() == [("bob", 1)]


def test_an_added_face_comes_and_goes(project: Project) -> None:
    photo_id = project.present()[2][0]
    edit = project.add_face(photo_id, face(50), label=said(verdict="added"))
    entry = project.photo(photo_id)
    assert [(one.origin, one.face_id) for one in entry.faces] == [("person", edit.face_id)]
    project.set_label(edit.face_id, said(age=9, verdict="added"))
    project.undo(reviewer="ann")
    project.undo(reviewer="ann")
    assert project.photo(photo_id).faces == ()
    assert project.counts().faces == 4
    project.redo(reviewer="ann")
    assert len(project.photo(photo_id).faces) == 1
    # Analysed again, the drawn face stays.
    run = project.begin(RUN)
    project.keep([AnalysedPhoto(photo_id, PhotoResult("c", "no_face", 9, 9), None, None)], run)
    assert len(project.photo(photo_id).faces) == 1


def test_rows_hold_what_sorting_needs(project: Project) -> None:
    faces = ids(project)
    project.set_label(faces[0], said(age=25, gender="unknown"))
    rows = project.rows(reviewer="ann")
    assert rows.names == ["a/1.jpg"] * 3 + ["b.jpg", "c.jpg", "d.jpg"]
    assert rows.face_ids.tolist() == [*faces, 0, 0]
    assert rows.gender.tolist() == [1, -1, 0, 1, -1, -1]
    np.testing.assert_allclose(rows.age[:4], [20, 40, 60, 30])
    assert rows.verdict_of(0) == "corrected"
    assert rows.human_gender_of(0) == "unknown"
    assert rows.human_age[0] == 25
    assert rows.verdict_of(1) is None
    assert project.rows(reviewer="bob").verdict.tolist() == [-1] * 6
    rows.note(0, None)
    assert rows.verdict_of(0) is None
    assert np.isnan(rows.human_age[0])


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Filter(), [0, 1, 2, 3, 4, 5]),
        (Filter(show="unreviewed"), [1, 2, 3]),
        (Filter(show="reviewed"), [0]),
        (Filter(show="unsure"), [1]),
        (Filter(show="no_face"), [4]),
        (Filter(show="unread"), [5]),
        (Filter(gender="female"), [3]),  # a person called the first one unknown
        (Filter(gender="male"), [2]),
        (Filter(gender="unsure"), [0, 1]),
        (Filter(age_from=25, age_to=40), [0, 1, 3]),  # the person's age of the first one
        (Filter(side_from_px=50), [3]),
        (Filter(folder="a"), [0, 1, 2]),
        (Filter(text="B.J"), [3]),
        (Filter(show="unreviewed", age_from=35, text="1"), [1, 2]),
    ],
)
def test_filters(project: Project, chosen: Filter, expected: list[int]) -> None:
    project.set_label(ids(project)[0], said(age=25, gender="unknown"))
    assert project.rows(reviewer="ann").selected(chosen).tolist() == expected


def test_orders(project: Project) -> None:
    rows = project.rows(reviewer="ann")
    every = Filter()
    assert rows.selected(every, order="age").tolist() == [0, 3, 1, 2, 4, 5]
    assert rows.selected(every, order="age", descending=True).tolist() == [2, 1, 3, 0, 4, 5]
    assert rows.selected(every, order="size", descending=True).tolist()[0] == 3
    assert rows.selected(every, order="name", descending=True).tolist()[0] == 5
    least_sure = rows.selected(Filter(show="unreviewed"), order="certainty", attribute="gender")
    assert least_sure.tolist() == [1, 3, 0, 2]


def test_one_attribute_counts_as_reviewed_for_itself_alone(project: Project) -> None:
    first, second, *_ = ids(project)
    project.set_label(first, said(age=None, gender="male"))
    project.set_label(second, said(age=None, gender=None, verdict="not_a_face"))
    rows = project.rows(reviewer="ann")
    assert rows.reviewed("gender").tolist()[:4] == [True, True, False, False]
    assert rows.reviewed("age").tolist()[:4] == [False, True, False, False]
    todo = rows.selected(Filter(show="unreviewed"), attribute="age").tolist()
    assert todo == [0, 2, 3]


def test_an_empty_project_has_no_rows(tmp_path: Path) -> None:
    with Project.open(tmp_path / "empty.agelens") as empty:
        rows = empty.rows(reviewer="ann")
        assert len(rows) == 0
        assert rows.selected(Filter(text="x"), order="age").tolist() == []


def test_a_face_is_reviewed_once_somebody_said_it_all(project: Project) -> None:
    first, second, third, fourth = ids(project)
    project.set_label(first, said(30, None))
    project.set_label(first, said(None, "female", by="bob"))
    project.set_label(second, said(None, None, verdict="not_a_face"))
    project.set_label(third, said(30, "unknown"))
    assert project.counts().reviewed == 2, "two halves by two people are no whole"
    rows = project.rows(reviewer="ann")
    assert rows.partly().tolist()[:4] == [True, False, False, False]
    assert [rows.is_partly(row) for row in range(len(rows))] == rows.partly().tolist()
    assert rows.reviewed().tolist()[:4] == [False, True, True, False]
    assert rows.reviewed("age").tolist()[:4] == [True, True, True, False]
    assert rows.reviewed("gender").tolist()[:4] == [False, True, True, False]
    assert rows.selected(Filter(show="partly")).tolist() == [0]
    assert rows.selected(Filter(show="unreviewed")).tolist() == [0, 3]
    assert rows.selected(Filter(show="unreviewed"), attribute="age").tolist() == [3]
    # Photos without a face come last.
    assert rows.selected(Filter(), order="state").tolist()[:4] == [3, 0, 2, 1]
    assert fourth


def test_a_drawn_face_of_which_no_more_was_said_is_not_reviewed(project: Project) -> None:
    photo = next(iter(project.photos()))
    edit = project.add_face(photo.photo_id, face(600), label=said(None, None, verdict="added"))
    for age, gender, partly in ((None, None, False), (30, None, True), (30, "male", False)):
        project.set_label(edit.face_id, said(age, gender, verdict="added"))
        rows = project.rows(reviewer="ann")
        row = rows.face_ids.tolist().index(edit.face_id)
        assert rows.drawn.tolist().count(True) == 1
        assert rows.drawn[row]
        assert rows.is_partly(row) == rows.partly()[row] == partly
        assert rows.reviewed()[row] == (age is not None and gender is not None)


@pytest.mark.parametrize(
    ("age", "gender", "expected"),
    [
        # The model says 60 (not shown: 60.4), male.
        (60, "male", "confirmed"),
        (60, None, "confirmed"),
        (None, "male", "confirmed"),
        (61, "male", "corrected"),
        (60.5, "male", "corrected"),
        (60, "female", "corrected"),
        (60, "unknown", "corrected"),
    ],
)
def test_confirmed_is_what_the_model_said(
    project: Project, age: float | None, gender: HumanGender | None, expected: Verdict
) -> None:
    rows = project.rows(reviewer="ann")
    rows.age[2] = 60.4
    assert verdict_for(rows, 2, ReviewAnswer(age, gender)) == expected


def test_of_a_model_that_is_not_sure_only_cannot_tell_is_confirmed(project: Project) -> None:
    rows = project.rows(reviewer="ann")
    assert rows.gender[1] < 0
    assert verdict_for(rows, 1, ReviewAnswer(40, "unknown")) == "confirmed"
    assert verdict_for(rows, 1, ReviewAnswer(40, "female")) == "corrected"
    rows.female[1] = rows.age[1] = np.nan
    assert verdict_for(rows, 1, ReviewAnswer(40, None)) == "corrected", "the model said nothing"


def test_the_verdict_stays_what_it_was_when_another_model_answers(project: Project) -> None:
    photo = next(iter(project.photos()))
    first = photo.faces[0].face_id
    project.set_label(first, said(20, "female", verdict="confirmed"))
    other = project.begin(replace(RUN, model_sha256="b" * 64))
    faces = tuple(
        replace(entry.face, estimate=Estimate(70.0, 0.1, "male")) for entry in photo.faces
    )
    result = PhotoResult(photo.name, "ok", 900, 90, faces)
    project.keep([AnalysedPhoto(photo.photo_id, result, None, None)], other)
    label = label_of(project, first)
    assert label is not None
    assert (label.verdict, label.age_years) == ("confirmed", 20)
    rows = project.rows(reviewer="ann")
    assert verdict_for(rows, 0, ReviewAnswer(20, "female")) == "corrected", "said of this model"


def blind(age: float | None = 30, gender: str | None = "female") -> HumanLabel:
    return replace(said(age, gender), blind=True)


def test_a_label_is_blind_only_before_anything_was_seen(project: Project) -> None:
    first, second, third, _ = ids(project)

    def is_blind(face_id: int, by: str = "ann") -> bool:
        label = label_of(project, face_id, by)
        assert label is not None
        return label.blind

    project.set_label(first, blind(None))
    project.set_label(first, blind())
    assert is_blind(first), "half an answer shows nothing"
    project.set_label(first, blind(31))
    assert not is_blind(first)
    assert project.undo(reviewer="ann") is not None
    assert is_blind(first), "what it was when it was given"
    project.undo(reviewer="ann")
    project.set_label(first, blind(32))
    assert not is_blind(first), "the first whole answer was taken back, not unseen"
    project.set_label(first, replace(blind(32), reviewer="bob"))
    assert is_blind(first, "bob"), "another person"
    project.set_label(second, said(30))
    project.clear_label(second, reviewer="ann")
    project.set_label(second, blind())
    assert not is_blind(second)
    project.set_label(third, replace(said(None, None, verdict="not_a_face"), blind=True))
    assert is_blind(third)
    project.clear_label(third, reviewer="ann")
    project.set_label(third, blind())
    assert not is_blind(third)
    assert project.rows(reviewer="ann").blind.tolist()[:4] == [False] * 4
    assert project.rows(reviewer="bob").blind.tolist()[:4] == [True, False, False, False]

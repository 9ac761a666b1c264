"""What confirming keeps, and the words for it; the box that is drawn."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.folder import text as words
from desktop.review.box_edit import SMALLEST_PX, DraftBox
from engine.project import (
    Attribute,
    FaceEntry,
    FaceRows,
    HumanGender,
    HumanLabel,
    Project,
    Verdict,
    now,
)
from engine.project.review import BOTH, ReviewAnswer, answer_to_confirm
from engine.results import Box
from tests.desktop.review.review_driver import FACES, make_project, one_face

SURE, UNSURE, BARE = 0, 2, 3


@pytest.fixture
def rows(tmp_path: Path) -> FaceRows:
    """Rows: a woman of 34, a man of 51, somebody under 1 (not sure), a face without estimate."""
    bare = replace(one_face(0), box=Box(400, 10, 20, 20), estimate=None, score=None)
    with Project.open(make_project(tmp_path, [(*FACES, bare)])) as project:
        return project.rows(reviewer="AB")


def said(
    verdict: Verdict = "corrected", age: float | None = None, gender: HumanGender | None = None
) -> HumanLabel:
    return HumanLabel(
        verdict=verdict, reviewer="AB", reviewed_at=now(), age_years=age, gender=gender
    )


@pytest.mark.parametrize(
    ("row", "label", "attribute", "typed", "expected"),
    [
        (SURE, None, "both", None, ReviewAnswer(34, "female")),
        (SURE, None, "both", 40, ReviewAnswer(40, "female")),
        (SURE, None, "gender", None, ReviewAnswer(None, "female")),
        (SURE, None, "age", None, ReviewAnswer(34, None)),
        (SURE, said(gender="male"), "both", None, ReviewAnswer(34, "male")),
        (SURE, said(age=40), "both", None, ReviewAnswer(40, "female")),
        (SURE, said(age=40), "gender", None, ReviewAnswer(None, "female")),
        (SURE, said(age=40, gender="unknown"), "both", None, None),
        (SURE, said(age=40, gender="unknown"), "both", 41, ReviewAnswer(41, "unknown")),
        (SURE, said(age=40), "age", None, None),
        (SURE, said(age=40), "age", 40, None),
        (SURE, said("not_a_face"), "both", None, None),
        (SURE, said("not_a_face"), "both", 20, ReviewAnswer(20, "female")),
        (UNSURE, None, "both", None, ReviewAnswer(0, None)),
        (UNSURE, said(age=0), "both", None, ReviewAnswer(0, None)),
        (UNSURE, None, "gender", None, ReviewAnswer()),
        (UNSURE, said(age=0), "gender", None, ReviewAnswer()),
        (UNSURE, said(age=0, gender="female"), "gender", None, None),
        (BARE, None, "both", None, ReviewAnswer()),
        (BARE, None, "both", 30, ReviewAnswer(30, None)),
        (BARE, said("added"), "both", None, ReviewAnswer()),
    ],
)
def test_what_confirming_keeps(
    rows: FaceRows,
    row: int,
    label: HumanLabel | None,
    attribute: Attribute,
    typed: float | None,
    expected: ReviewAnswer | None,
) -> None:
    rows.note(row, label)
    assert answer_to_confirm(rows, row, attribute, typed=typed) == expected


def test_the_button_says_what_it_keeps() -> None:
    assert words.confirm_text(ReviewAnswer(34, "female"), "both") == "Confirm 34, female"
    assert words.confirm_text(ReviewAnswer(34.5, None), "age") == "Confirm 34.5"
    assert words.confirm_text(ReviewAnswer(34.5, None), "both") == "Gender is missing"
    assert words.confirm_text(ReviewAnswer(None, "unknown"), "gender") == "Confirm unknown"
    assert words.confirm_text(ReviewAnswer(None, "unknown"), "both") == "Age is missing"
    assert words.confirm_text(ReviewAnswer(), "both") == "Nothing to confirm"
    assert words.confirm_text(None, "both") == "Next face"


def test_sureness_is_told_in_words(rows: FaceRows) -> None:
    assert words.sureness(rows, SURE, "gender") == "Sure of the gender."
    assert words.sureness(rows, UNSURE, "gender") == "Not very sure of the gender."
    # A range of 11 years: 1 / (1 + 11 / 20)
    assert words.sureness(rows, 1, "age") == "Fairly sure of the age."
    assert words.sureness(rows, BARE, "both") == ""


def test_who_found_it(rows: FaceRows) -> None:
    entry = FaceEntry(face_id=1, photo_id=1, face=FACES[0])
    assert words.found_by(rows, SURE, entry) == "Face found with score 0.90."
    assert words.found_by(rows, SURE, replace(entry, origin="person")) == "Drawn by hand."
    assert "no longer finds" in words.found_by(rows, SURE, replace(entry, found=False))
    assert "face detection was off" in words.found_by(rows, BARE, entry)


def test_others_are_told_by_name() -> None:
    labels = (
        said(age=40, gender="male"),
        replace(said("not_a_face"), reviewer="CD"),
        replace(said(age=22.5, gender="unknown"), reviewer="EF"),
        replace(said(age=22.0), reviewer="GH"),
    )
    entry = FaceEntry(face_id=1, photo_id=1, face=FACES[0], labels=labels)
    assert words.other_labels(entry, "AB") == [
        "CD: not a face",
        "EF: 22.5, unknown (corrected)",
        "GH: 22 (partly reviewed)",
    ]
    told = words.other_labels(entry, "AB", hidden=BOTH)
    # "Corrected" would tell something of the model.
    assert told == ["CD: not a face", "EF: 22.5, unknown", "GH: 22"]
    assert words.other_labels(None, "AB") == []


def test_a_draft_stays_in_the_photo() -> None:
    dice = random.Random(1)
    draft = DraftBox.around(200, 100, centre=(190, 5), side_px=60)
    assert draft.box == Box(140, 0, 60, 60)
    for _ in range(500):
        if dice.random() < 0.5:
            draft = draft.moved(dice.uniform(-90, 90), dice.uniform(-90, 90))
        else:
            draft = draft.resized(dice.uniform(-60, 60), dice.uniform(-60, 60))
        box = draft.box
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.w <= 200 + 1e-9
        assert box.y + box.h <= 100 + 1e-9
        assert draft.usable


def test_a_draft_spans_two_points_in_any_direction() -> None:
    draft = DraftBox.around(200, 100, centre=(50, 50), side_px=20)
    assert draft.spanned((80, 70), (20, 30)).box == Box(20, 30, 60, 40)
    assert draft.spanned((-50, -50), (300, 300)).box == Box(0, 0, 200, 100)
    assert not draft.spanned((20, 20), (20 + SMALLEST_PX - 1, 90)).usable
    assert DraftBox.around(5, 5, centre=(2, 2), side_px=50).box == Box(0, 0, 5, 5)

"""What the labels of several people come to, against rules worked out in another way."""

from __future__ import annotations

import random
import statistics
from dataclasses import replace

import pytest

from engine.project import HUMAN_GENDERS, HumanGender, HumanLabel
from engine.project.review import consensus
from engine.results import Estimate

MODEL = Estimate(30.4, 0.9, "female")


def face(age: float | None, gender: HumanGender | None, *, by: str = "a") -> HumanLabel:
    return HumanLabel(
        verdict="corrected",
        reviewer=by,
        reviewed_at="2026-01-31T12:00:00Z",
        age_years=age,
        gender=gender,
    )


def no_face(by: str = "z") -> HumanLabel:
    return HumanLabel(verdict="not_a_face", reviewer=by, reviewed_at="2026-02-01T12:00:00Z")


def test_nobody_comes_to_nothing() -> None:
    assert consensus([], MODEL) is None


@pytest.mark.parametrize(
    ("labels", "age", "gender", "undecided"),
    [
        ([face(30, "female")], 30, "female", ()),
        ([face(30, "female"), face(35, "female"), face(70, "male")], 35, "female", ()),
        ([face(30, "female"), face(35, "male")], 32.5, None, ("gender",)),
        # As many for each, and more than half for none.
        ([face(1, "female"), face(2, "male"), face(3, "unknown")], 2, None, ("gender",)),
        (
            [face(1, "female"), face(1, "female"), face(1, "male"), face(1, "unknown")],
            1,
            None,
            ("gender",),
        ),
        ([face(20, "unknown"), face(20, "unknown"), face(20, "male")], 20, "unknown", ()),
        # Who states nothing of it has no vote in it.
        ([face(None, "male"), face(30, None), face(40, None)], 35, "male", ()),
        ([face(30, None), face(40, None)], 35, None, ()),
        # As many say the one as the other: it stays.
        ([face(30, "female"), no_face()], 30, "female", ("face",)),
        ([face(30, "female"), face(40, "female"), no_face()], 35, "female", ()),
        (
            [face(1, "female"), face(3, "male"), no_face("y"), no_face()],
            2,
            None,
            ("face", "gender"),
        ),
    ],
)
def test_median_and_majority(
    labels: list[HumanLabel],
    age: float | None,
    gender: HumanGender | None,
    undecided: tuple[str, ...],
) -> None:
    for order in (labels, labels[::-1]):
        found = consensus(order, MODEL)
        assert found is not None
        assert found.label.verdict != "not_a_face"
        assert (found.label.age_years, found.label.gender) == (age, gender)
        assert found.undecided == undecided


def test_it_is_no_face_if_more_than_half_say_so() -> None:
    found = consensus([face(30, "male", by="b"), no_face("c"), no_face("a")], MODEL)
    assert found is not None
    assert found.label.verdict == "not_a_face"
    assert (found.label.age_years, found.label.gender, found.undecided) == (None, None, ())
    assert found.label.reviewer == "a; b; c"
    assert found.label.reviewed_at == "2026-02-01T12:00:00Z"


def test_it_confirms_or_corrects_what_the_model_says_now() -> None:
    verdicts = {
        (30.0, "female"): "confirmed",
        (30.0, None): "confirmed",
        (31.0, "female"): "corrected",
        (30.0, "male"): "corrected",
        (30.0, "unknown"): "corrected",
    }
    for (age, gender), expected in verdicts.items():
        found = consensus([face(age, gender)], MODEL)  # type: ignore[arg-type]
        assert found is not None
        assert found.label.verdict == expected
    unsure = consensus([face(30, "unknown")], Estimate(30.4, 0.5, None))
    nothing = consensus([face(30, "female")], None)
    drawn = consensus([face(30, "female")], MODEL, drawn=True)
    assert unsure is not None
    assert nothing is not None
    assert drawn is not None
    verdict = [found.label.verdict for found in (unsure, nothing, drawn)]
    assert verdict == ["confirmed", "corrected", "added"]


def test_it_is_blind_if_everybody_was() -> None:
    sighted, blind = face(30, "male"), replace(face(30, "male", by="b"), blind=True)
    for labels, expected in (([blind], True), ([blind, sighted], False), ([sighted], False)):
        found = consensus(labels, MODEL)
        assert found is not None
        assert found.label.blind is expected


def test_of_any_labels_the_majority_and_the_median_hold() -> None:
    dice = random.Random(5)
    for _ in range(500):
        labels = [
            no_face(str(number))
            if dice.random() < 0.3
            else face(
                dice.choice([None, 20, 20.5, 40]),
                dice.choice([None, *HUMAN_GENDERS]),
                by=str(number),
            )
            for number in range(dice.randint(1, 7))
        ]
        found = consensus(labels, MODEL)
        assert found is not None
        faces = [label for label in labels if label.verdict != "not_a_face"]
        rejected = len(faces) < len(labels) / 2
        assert (found.label.verdict == "not_a_face") == rejected
        assert ("face" in found.undecided) == (len(faces) == len(labels) / 2)
        if rejected:
            continue
        ages = [label.age_years for label in faces if label.age_years is not None]
        assert found.label.age_years == (statistics.median(ages) if ages else None)
        genders = [label.gender for label in faces if label.gender]
        winners = [one for one in HUMAN_GENDERS if genders.count(one) > len(genders) / 2]
        assert found.label.gender == (winners[0] if winners else None)
        assert ("gender" in found.undecided) == (bool(genders) and not winners)

"""What the labels of several people come to, against rules worked out in another way."""

from __future__ import annotations

import json
import random
import statistics
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.export import (
    FaceSelection,
    SortSettings,
    export_csv,
    export_sidecars,
    export_sorted,
    export_training,
)
from engine.progress import drain
from engine.project import HUMAN_GENDERS, FaceEntry, HumanGender, HumanLabel
from engine.project.review import consensus
from engine.results import Estimate
from tests.engine.export_driver import RUN, Stage, names, read
from tests.engine.export_driver import face as made_face

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


def both(stage: Stage, entry: FaceEntry, *said: tuple[float | None, HumanGender | None]) -> None:
    """Several people, one after another, on a face."""
    for number, (age, gender) in enumerate(said):
        at = f"2026-01-0{number + 1}T00:00:00Z"
        stage.say(entry.face_id, "corrected", age=age, gender=gender, reviewer=f"r{number}", at=at)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    with made.project:
        yield made


ALL = FaceSelection(consensus=True)


def test_a_table_of_the_consensus(stage: Stage, tmp_path: Path) -> None:
    photo = stage.add("a.jpg", *(made_face(x) for x in (1, 10, 20, 30, 40)))
    agreed, differing, rejected, tied, _ = photo.faces
    both(stage, agreed, (30, "female"), (33, "female"), (60, "male"))
    both(stage, differing, (20, "female"), (25, "male"))
    for reviewer in ("r0", "r1"):
        stage.say(rejected.face_id, "not_a_face", reviewer=reviewer)
    both(stage, tied, (50, "male"))
    stage.say(tied.face_id, "not_a_face", reviewer="r1", at="2026-01-09T00:00:00Z")
    drain(export_csv(stage.project, tmp_path / "t.csv", choice=ALL))
    human = ("review_state", "human_age", "human_gender", "reviewer", "reviewed_at")
    assert [row["label_rule"] for row in read(tmp_path / "t.csv")] == [
        "consensus",
        "consensus; no majority: gender",
        "consensus",
        "consensus; no majority: face",
        "",
    ]
    assert [tuple(row[name] for name in human) for row in read(tmp_path / "t.csv")] == [
        # 33.33 and female is what the model says.
        ("confirmed", "33.0", "female", "r0; r1; r2", "2026-01-03T00:00:00Z"),
        ("partly", "22.5", "", "r0; r1", "2026-01-02T00:00:00Z"),
        ("rejected", "", "", "r0; r1", "2026-01-31T12:00:00Z"),
        ("corrected", "50.0", "male", "r0; r1", "2026-01-09T00:00:00Z"),
        ("unreviewed", "", "", "", ""),
    ]
    settings = json.loads((tmp_path / "t.settings.json").read_text("utf-8"))
    assert settings["label_rule"].startswith("consensus of all reviewers: ")
    assert "median" in settings["label_rule"]
    assert settings["reviewer"] == "anybody"
    assert settings["counts"]["faces"] == {
        "confirmed": 1,
        "corrected": 1,
        "partly": 1,
        "rejected": 1,
        "unreviewed": 1,
    }


@pytest.mark.parametrize(
    ("choice", "rule"),
    [(FaceSelection(), "latest"), (FaceSelection(reviewer="r0"), "one reviewer")],
)
def test_other_rules_are_named_as_well(
    stage: Stage, tmp_path: Path, choice: FaceSelection, rule: str
) -> None:
    (entry,) = stage.add("a.jpg", made_face()).faces
    both(stage, entry, (30, "female"))
    drain(export_csv(stage.project, tmp_path / "t.csv", choice=choice))
    settings = json.loads((tmp_path / "t.settings.json").read_text("utf-8"))
    assert settings["label_rule"].startswith(f"{rule}: ")
    (row,) = read(tmp_path / "t.csv")
    assert row["label_rule"] == rule


def test_a_row_says_whether_its_label_is_blind(stage: Stage, tmp_path: Path) -> None:
    (entry, _) = stage.add("a.jpg", made_face(1), made_face(30)).faces
    said = replace(face(30, "female", by="r0"), blind=True)
    stage.project.set_label(entry.face_id, said)
    stage.project.set_label(
        entry.face_id, replace(said, reviewer="r1", blind=False, reviewed_at="2026-03-01T00:00:00Z")
    )
    found = {}
    for choice in (FaceSelection(reviewer="r0"), FaceSelection(), ALL):
        drain(export_csv(stage.project, tmp_path / "t.csv", choice=choice))
        first, second = read(tmp_path / "t.csv")
        assert second["blind"] == ""
        found[first["label_rule"]] = first["blind"]
    assert found == {"one reviewer": "yes", "latest": "no", "consensus": "no"}


def test_of_a_face_no_longer_found_the_model_says_nothing(stage: Stage, tmp_path: Path) -> None:
    (entry,) = stage.add("a.jpg", made_face()).faces
    both(stage, entry, (33, "female"), (33, "female"))
    stage.run = stage.project.begin(replace(RUN, model_id="other", model_sha256="cd" * 32))
    stage.project.put_back(stage.run, stamps={})
    stage.gone("a.jpg")
    stage.add("a.jpg")
    drain(export_csv(stage.project, tmp_path / "t.csv", choice=ALL))
    (row,) = read(tmp_path / "t.csv")
    assert (row["apparent_age"], row["review_state"]) == ("", "corrected")


def test_crops_sidecars_and_training_follow_the_consensus(stage: Stage, tmp_path: Path) -> None:
    (first, second) = stage.add("a.jpg", made_face(1), made_face(30)).faces
    both(stage, first, (40, "male"), (50, "male"), (90, "female"))
    for reviewer in ("r0", "r1"):
        stage.say(second.face_id, "not_a_face", reviewer=reviewer)
    stage.say(second.face_id, "corrected", age=9, gender="male", reviewer="r2")
    drain(export_sorted(stage.project, tmp_path / "out", SortSettings(), choice=ALL))
    (crop,) = names(tmp_path / "out")
    assert crop.startswith("male/50-59/a-")
    drain(export_sidecars(stage.project, choice=ALL))
    sidecar = (stage.photos / "a.jpg.xmp").read_text("utf-8")
    assert sidecar.count("<mwg-rs:Type>") == 1
    assert "50" in sidecar
    drain(export_training(stage.project, tmp_path / "train.csv", choice=ALL))
    (row,) = read(tmp_path / "train.csv")
    assert (row["age"], row["gender"]) == ("50", "male")

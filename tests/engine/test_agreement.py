"""Agreement of two judges, against values worked out by hand."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from engine.agreement import (
    ENOUGH,
    FACE_CLASSES,
    FIGURE_COLUMNS,
    DisagreementQueue,
    age_agreement,
    agreement,
    agreement_steps,
    class_agreement,
    figure_table,
    kappa,
    save_figures,
)
from engine.project import (
    AnalysedPhoto,
    FaceEntry,
    HumanGender,
    HumanLabel,
    PhotoEntry,
    Project,
    Run,
    Verdict,
    now,
)
from engine.results import Box, Estimate, Face, PhotoResult

Pairs = list[tuple[str, str]]


def label(
    reviewer: str,
    *,
    verdict: Verdict = "confirmed",
    age: float | None = None,
    gender: HumanGender | None = None,
) -> HumanLabel:
    return HumanLabel(
        verdict=verdict, reviewer=reviewer, reviewed_at=now(), age_years=age, gender=gender
    )


def photo_of(entries: Sequence[FaceEntry], photo_id: int = 1) -> PhotoEntry:
    return PhotoEntry(photo_id=photo_id, name=f"{photo_id}.jpg", status="ok", faces=tuple(entries))


def entry(face_id: int, *labels: HumanLabel, **fields: object) -> FaceEntry:
    face = Face(Box(0, 0, 10, 10), estimate=Estimate(30.4, 0.9, "female"))
    given = {"face_id": face_id, "photo_id": 1, "face": face, "labels": labels} | fields
    return FaceEntry(**given)  # type: ignore[arg-type]


def pairs_of(counts: Sequence[Sequence[int]], classes: Sequence[str]) -> Pairs:
    return [
        (first, second)
        for first, row in zip(classes, counts, strict=True)
        for second, times in zip(classes, row, strict=True)
        for _ in range(times)
    ]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        # p_o = 35/50, p_e = (25 x 30 + 25 x 20) / 50^2 = 0.5
        ([[20, 5], [10, 15]], 0.4),
        # p_o = 0.6, p_e = (60 x 70 + 40 x 30) / 100^2 = 0.54 and (60 x 30 + 40 x 70) / 100^2 = 0.46
        ([[45, 15], [25, 15]], 0.06 / 0.46),
        ([[25, 35], [5, 35]], 0.14 / 0.54),
        # p_o = 60/100, p_e = (40 x 35 + 35 x 40 + 25 x 25) / 100^2 = 0.3425
        ([[25, 10, 5], [5, 20, 10], [5, 10, 10]], (0.55 - 0.3425) / 0.6575),
        ([[20, 0], [0, 20]], 1.0),
        # Never of one mind: p_e = 0.5
        ([[0, 20], [20, 0]], -1.0),
        # One judge uses one class only: p_o = p_e = 0.75
        ([[30, 10], [0, 0]], 0.0),
    ],
)
def test_kappa_is_cohens(counts: list[list[int]], expected: float) -> None:
    found = kappa(np.array(counts))
    assert found is not None
    assert found.value == pytest.approx(expected)
    assert found.low is not None
    assert found.high is not None
    assert -1.0 <= found.low <= found.value <= found.high <= 1.0


def test_kappa_is_undefined_where_all_are_of_one_class() -> None:
    assert kappa(np.array([[40, 0], [0, 0]])) is None
    assert kappa(np.zeros((3, 3), dtype=np.int64)) is None
    told = class_agreement([("female", "female")] * 40, ("female", "male"))
    assert told is not None
    assert told.kappa is None
    assert told.agreed.value == 1.0
    # Wilson for 40 of 40: 1 / (1 + 1.96^2 / 40)
    assert told.agreed.low == pytest.approx(1 / (1 + 1.959964**2 / 40))
    assert told.agreed.high == 1.0


def test_the_share_has_wilsons_interval() -> None:
    told = class_agreement(pairs_of([[20, 5], [10, 15]], ("a", "b")), ("a", "b"))
    assert told is not None
    assert told.faces == 50
    assert told.enough
    assert told.counts == ((20, 5), (10, 15))
    assert told.agreed.value == pytest.approx(0.7)
    # (0.7 + z^2/100 -+ z sqrt(0.21/50 + z^2/10000)) / (1 + z^2/50), z = 1.96
    assert told.agreed.low == pytest.approx(0.5625, abs=2e-4)
    assert told.agreed.high == pytest.approx(0.8090, abs=2e-4)
    assert told.kappa is not None
    assert told.kappa.low == pytest.approx((0.5625 - 0.5) / 0.5, abs=5e-4)
    assert told.kappa.high == pytest.approx((0.8090 - 0.5) / 0.5, abs=5e-4)


def test_kappas_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    """2,000 samples of 60 faces from a table whose kappa is 0.4."""
    random = np.random.default_rng(3)
    chances = np.array([0.4, 0.1, 0.2, 0.3])
    hits = 0
    for _ in range(2000):
        found = kappa(random.multinomial(60, chances).reshape(2, 2))
        assert found is not None
        assert found.low is not None
        assert found.high is not None
        hits += found.low <= 0.4 <= found.high
    assert 0.93 <= hits / 2000 <= 0.99


def test_ages_are_compared_in_years() -> None:
    # Differences -10, -1, 0, 2, 3, 6 times 6: mean 0, mean absolute 22/6
    ones = [20.0, 29.0, 30.0, 32.0, 33.0, 36.0]
    others = [30.0, 30.0, 30.0, 30.0, 30.0, 30.0]
    told = age_agreement(list(zip(ones, others, strict=True)) * 6)
    assert told is not None
    assert told.faces == 36
    assert told.difference.value == pytest.approx(0.0)
    assert told.absolute.value == pytest.approx(22 / 6)
    assert told.within_2.value == pytest.approx(0.5)
    assert told.within_5.value == pytest.approx(4 / 6)
    # Standard error: sqrt(6 x 150 / 35) / 6
    half = 1.959964 * (900 / 35) ** 0.5 / 6
    assert told.difference.low == pytest.approx(-half)
    assert told.difference.high == pytest.approx(half)


def test_few_faces_get_no_interval() -> None:
    ages = age_agreement([(30.0, 33.0)] * (ENOUGH - 1))
    classes = class_agreement(pairs_of([[9, 10], [5, 5]], ("a", "b")), ("a", "b"))
    assert ages is not None
    assert classes is not None
    assert not ages.enough
    assert not classes.enough
    assert classes.kappa is not None
    for figure in (ages.difference, ages.absolute, ages.within_2, classes.agreed, classes.kappa):
        assert figure.low is None
        assert figure.high is None
    assert ages.difference.value == pytest.approx(-3.0)
    assert age_agreement([]) is None
    assert class_agreement([], ("a",)) is None


def test_an_interval_of_absolute_differences_begins_at_nought() -> None:
    told = age_agreement([(30.0, 30.0)] * 39 + [(30.0, 90.0)])
    assert told is not None
    assert told.absolute.low == 0.0


def test_two_reviewers_are_compared_face_by_face() -> None:
    faces = [
        entry(1, label("ab", age=30, gender="female"), label("cd", age=32, gender="female")),
        entry(2, label("ab", age=30, gender="unknown"), label("cd", age=36, gender="male")),
        entry(3, label("ab", verdict="not_a_face"), label("cd", age=20)),
        entry(4, label("ab", age=50)),
        entry(5, label("ab", verdict="not_a_face"), label("cd", verdict="not_a_face")),
        entry(6),
    ]
    told = agreement([photo_of(faces)], "ab", "cd")
    assert told.faces == 4
    assert not told.enough
    assert told.face is not None
    assert told.face.classes == FACE_CLASSES
    assert told.face.counts == ((2, 0), (1, 1))
    assert told.gender is not None
    assert told.gender.classes == ("female", "male", "unknown")
    assert told.gender.counts == ((1, 0, 0), (0, 0, 0), (0, 1, 0))
    assert told.age is not None
    assert told.age.difference.value == pytest.approx(-4.0)
    assert [(d.face_id, d.about) for d in told.disagreements] == [
        (2, ("gender", "age")),
        (3, ("face",)),
    ]
    # By its number in the photo, with what each of them said.
    assert [one.face_index for one in told.disagreements] == [2, 3]
    first, second = told.disagreements[0].said
    assert (first.gender, first.age_years) == ("unknown", 30)
    assert (second.gender, second.age_years) == ("male", 36)
    assert not told.disagreements[1].said[0].is_face


def test_the_model_is_a_judge_too() -> None:
    box = Box(0, 0, 9, 9)
    unsure = Face(box, estimate=Estimate(31.0, 0.5, None))
    faces = [
        entry(1, label("ab", age=30, gender="female")),
        entry(2, label("ab", verdict="not_a_face")),
        entry(3, label("ab", gender="unknown"), face=unsure),
        entry(4, label("ab", verdict="added", age=40), origin="person"),
        entry(5, label("ab", age=70, gender="male"), found=False),
        entry(6, label("ab", age=70), face=Face(box)),
        entry(7),
    ]
    told = agreement([photo_of(faces)], "ab", None)
    assert told.other is None
    assert told.faces == 5
    assert told.face is not None
    # It found 1, 2 and 3, missed 4, and finds 5 no longer.
    assert told.face.counts == ((2, 2), (1, 0))
    assert told.gender is not None
    assert told.gender.counts == ((1, 0, 0), (0, 0, 0), (0, 0, 1))
    assert told.age is not None
    assert told.age.faces == 2
    assert [d.face_id for d in told.disagreements] == [2, 4, 5]
    assert told.disagreements[1].about == ("face", "age")


def test_nobody_agrees_with_themselves() -> None:
    with pytest.raises(ValueError, match="Received: ab"):
        agreement([], "ab", "ab")
    empty = agreement([], "ab", "cd")
    assert (empty.faces, empty.face, empty.gender, empty.age) == (0, None, None, None)


def test_it_goes_in_short_steps() -> None:
    photos = [photo_of([entry(n, label("ab"), label("cd"))], n) for n in range(1, 1001)]
    steps = agreement_steps(photos, "ab", "cd")
    assert sum(1 for _ in steps) == 5


def test_it_reads_a_real_project(tmp_path: Path) -> None:
    run = Run(
        run_id=0, model_id="m", model_sha256="0" * 64, detector="d", detect=True, app_version="1"
    )
    with Project.open(tmp_path / "p.agelens") as project:
        run = project.begin(run)
        project.list_photos(["a.jpg", "b.jpg"])
        face = Face(Box(0, 0, 40, 40), score=0.9, estimate=Estimate(30.4, 0.9, "female"))
        for key, name in project.present():
            result = PhotoResult(name, "ok", 100, 100, (face,))
            project.keep([AnalysedPhoto(key, result, None, None)], run)
        ids = [one.face_id for photo in project.photos() for one in photo.faces]
        project.set_label(ids[0], label("ab", age=30, gender="female"))
        project.set_label(ids[0], label("cd", age=31, gender="male"))
        project.set_label(ids[1], label("ab", verdict="not_a_face"))
        both = agreement(project.photos(), "ab", "cd")
        model = agreement(project.photos(), "ab", None)
    assert both.faces == 1
    assert [(d.face_id, d.about) for d in both.disagreements] == [(ids[0], ("gender",))]
    assert model.faces == 2
    assert model.gender is not None
    assert model.gender.agreed.value == 1.0


def said_of(*labels: HumanLabel, count: int = 1) -> list[PhotoEntry]:
    return [photo_of([entry(number, *labels) for number in range(1, count + 1)])]


def test_a_queue_keeps_its_faces_and_follows_the_two() -> None:
    photos = [
        photo_of(
            [
                entry(1, label("A", age=30, gender="male"), label("B", age=30, gender="female")),
                entry(2, label("A", age=30), label("B", age=36)),
                entry(3, label("A", age=30), label("B", age=35)),
                entry(4, label("A", verdict="not_a_face"), label("B", age=30)),
            ]
        )
    ]
    queue = DisagreementQueue(agreement(photos, "A", "B"))
    assert queue.face_ids == {1, 2, 4}
    assert not any(queue.agreed(face_id) for face_id in range(1, 5))
    queue.note(1, "B", label("B", age=30, gender="male"))
    queue.note(2, "C", label("C", age=30))
    queue.note(2, "A", label("A", gender="male"))
    queue.note(4, "B", label("B", verdict="not_a_face"))
    queue.note(3, "A", label("A", age=90))
    assert [queue.agreed(face_id) for face_id in (1, 2, 3, 4)] == [True, True, False, True]
    queue.note(4, "B", None)
    assert not queue.agreed(4), "who says nothing agrees with nobody"
    assert queue.face_ids == {1, 2, 4}
    queue.without([1, 3])
    assert queue.face_ids == {2, 4}
    queue.note(1, "A", None)
    assert queue.face_ids == {2, 4}


def test_a_queue_of_disagreements_with_the_model() -> None:
    found = agreement(said_of(label("A", age=30, gender="male")), "A", None)
    queue = DisagreementQueue(found)
    assert queue.face_ids == {1}
    queue.note(1, "A", label("A", age=30, gender="female"))
    assert queue.agreed(1)


def test_figures_as_a_table(tmp_path: Path) -> None:
    pairs = said_of(
        label("=A\t1", age=30, gender="male"), label("B", age=33, gender="male"), count=ENOUGH
    )
    found = agreement(pairs, "=A\t1", "B")
    save_figures(tmp_path / "f.csv", found)
    with (tmp_path / "f.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert tuple(header) == FIGURE_COLUMNS
    assert [tuple(row) for row in rows] == list(figure_table(found))
    assert {(row[0], row[1]) for row in rows} == {("'=A 1", "B")}
    by_name = {(row[2], row[3]): row[4:] for row in rows}
    assert by_name["gender", "count male / male"] == [str(ENOUGH), str(ENOUGH), "", ""]
    assert by_name["age", "mean difference in years"] == ["30", "-3.0000", "-3.0000", "-3.0000"]
    assert by_name["face", "kappa"] == ["30", "", "", ""]
    agreed = found.gender
    assert agreed is not None
    assert float(by_name["gender", "agreed"][2]) == pytest.approx(agreed.agreed.low, abs=1e-4)
    assert found.age is not None
    assert sum(int(row[5]) for row in rows if row[2] == "face" and "count" in row[3]) == ENOUGH


def test_figures_name_the_model(tmp_path: Path) -> None:
    found = agreement(said_of(label("A", age=30)), "A", None)
    assert {row[1] for row in figure_table(found)} == {"model"}
    assert list(figure_table(agreement([], "A", "B"))) == []

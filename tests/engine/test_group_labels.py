"""An answer to many faces: the rules as for one, one step to undo, and whole after a kill."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.errors import OutputError
from engine.project import (
    HUMAN_GENDERS,
    VERDICTS,
    AnalysedPhoto,
    Attribute,
    FaceRows,
    HumanGender,
    HumanLabel,
    Project,
    Run,
    now,
)
from engine.project.face_table import LabelColumns
from engine.project.integrity import rescue
from engine.project.review import (
    BOTH,
    NEITHER,
    GroupAnswer,
    HiddenParts,
    answer_to_confirm,
    group_of_gender,
    group_to_confirm,
    group_to_reject,
    hidden_in_blind,
    labels_of_group,
    parts_hidden_in_blind,
    verdict_for,
)
from engine.results import Box, Estimate, Face, PhotoResult

RUN = Run(run_id=0, model_id="m", model_sha256="a" * 64, detector="d", detect=True, app_version="1")
FACES = 40


def some_face(number: int) -> Face:
    """Every fifth is of an unsure gender, every seventh has no estimate at all."""
    female = 0.5 if number % 5 == 4 else 0.9 if number % 2 else 0.1
    gender = None if female == 0.5 else "female" if female > 0.5 else "male"
    estimate = Estimate(20.5 + number % 60, female, gender, 15.0, 60.0)  # type: ignore[arg-type]
    return Face(Box(5, 5, 40, 40), None, 0.8, None if number % 7 == 6 else estimate)


def make(path: Path, faces: int = FACES) -> Project:
    project = Project.open(path)
    project.list_photos([f"{number:05}.jpg" for number in range(faces)] + ["none.jpg"])
    run = project.begin(RUN)
    project.keep(
        [
            AnalysedPhoto(
                key,
                PhotoResult(name, "no_face", 90, 90)
                if name == "none.jpg"
                else PhotoResult(name, "ok", 90, 90, (some_face(int(name[:5])),)),
                None,
                None,
            )
            for key, name in project.present()
        ],
        run,
    )
    return project


@pytest.fixture
def project(tmp_path: Path) -> object:
    project = make(tmp_path / "p.agelens")
    yield project
    project.close()


def faces_of(rows: FaceRows) -> NDArray[np.int64]:
    return np.flatnonzero(rows.face_ids > 0)


def nothing_hidden(rows: FaceRows) -> HiddenParts:
    return HiddenParts.all_or_none(rows, hidden=False)


def some_labels(project: Project, *, reviewer: str = "ann") -> None:
    """A label of every kind that there is, on every other face."""
    faces = [face.face_id for photo in project.photos() for face in photo.faces]
    chance = np.random.default_rng(3)
    for place, face_id in enumerate(faces):
        if place % 2:
            continue
        rejected = place % 8 == 6
        gender = (*HUMAN_GENDERS, None)[int(chance.integers(4))]
        label = HumanLabel(
            verdict="not_a_face" if rejected else "corrected",
            reviewer=reviewer,
            reviewed_at=now(),
            age_years=None if rejected or place % 3 == 0 else float(chance.integers(90)) + 0.5,
            gender=None if rejected else gender,
            blind=place % 4 == 0,
        )
        project.set_label(face_id, label)


@pytest.mark.parametrize("attribute", get_args(Attribute))
@pytest.mark.parametrize("hiding", ["nothing", "blind", "everything"])
def test_many_are_confirmed_by_the_rule_for_one(
    project: Project, attribute: Attribute, hiding: str
) -> None:
    some_labels(project)
    rows = project.rows(reviewer="ann")
    hidden = {
        "nothing": nothing_hidden(rows),
        "blind": parts_hidden_in_blind(rows, attribute),
        "everything": HiddenParts.all_or_none(rows, hidden=True),
    }[hiding]
    found = group_to_confirm(rows, faces_of(rows), attribute, hidden=hidden)
    labels = labels_of_group(rows, found, hidden=hidden, seen=nothing_hidden(rows))
    expected, lacking = {}, 0
    for row in faces_of(rows).tolist():
        parts = {
            "nothing": NEITHER,
            "blind": hidden_in_blind(rows, row, attribute),
            "everything": BOTH,
        }[hiding]
        assert parts == {part for part in BOTH if getattr(hidden, part)[row]}, (
            "the parts that are hidden are the same"
        )
        answer = answer_to_confirm(rows, row, attribute, hidden=parts)
        if answer is None:
            continue
        if answer.missing(attribute):
            lacking += 1
            continue
        # Confirming one attribute keeps what was said of the other, as ``say`` does.
        before_age, before_gender = float(rows.human_age[row]), rows.human_gender_of(row)
        age = answer.age if answer.age is not None else before_age
        gender = answer.gender or before_gender
        whole = replace(answer, age=None if np.isnan(age) else age, gender=gender)
        expected[row] = (whole.age, whole.gender, verdict_for(rows, row, whole))
    assert found.lacking == lacking
    assert found.same == len(faces_of(rows)) - len(expected) - lacking
    assert told(rows, found, labels) == expected
    assert expected or hiding != "nothing"


def told(rows: FaceRows, found: GroupAnswer, labels: LabelColumns) -> dict[int, object]:
    ages = [None if np.isnan(age) else float(age) for age in labels.age]
    genders = [None if code < 0 else HUMAN_GENDERS[code] for code in labels.gender]
    verdicts = [VERDICTS[code] for code in labels.verdict]
    assert labels.face_ids.tolist() == rows.face_ids[found.rows].tolist()
    return dict(zip(found.rows.tolist(), zip(ages, genders, verdicts, strict=True), strict=True))


@pytest.mark.parametrize("gender", HUMAN_GENDERS)
def test_a_gender_of_many_keeps_their_ages(project: Project, gender: HumanGender) -> None:
    some_labels(project)
    rows = project.rows(reviewer="ann")
    found = group_of_gender(rows, faces_of(rows), gender)
    labels = labels_of_group(rows, found, hidden=nothing_hidden(rows), seen=nothing_hidden(rows))
    assert np.array_equal(labels.age, rows.human_age[found.rows], equal_nan=True)
    assert {HUMAN_GENDERS[code] for code in labels.gender} == {gender}
    assert found.same == int((rows.human_gender == HUMAN_GENDERS.index(gender)).sum()) > 0
    assert not labels.blind.any(), "the model's answers stood beside the question"


def test_an_answer_to_many_is_one_step(project: Project) -> None:
    some_labels(project)
    some_labels(project, reviewer="bob")
    before = list(project.photos())
    rows = project.rows(reviewer="ann")
    found = group_to_reject(rows, faces_of(rows))
    labels = labels_of_group(rows, found, hidden=nothing_hidden(rows), seen=nothing_hidden(rows))
    edit = project.set_labels(labels, reviewer="ann")
    assert edit is not None
    assert edit.count == len(labels) == len(found.rows)
    after = list(project.photos())
    assert after != before
    rejected = VERDICTS.index("not_a_face")
    assert set(project.rows(reviewer="ann").verdict[faces_of(rows)].tolist()) == {rejected}
    path = project.path
    project.close()
    with Project.open(path) as again:
        ahead = again.batch_ahead(reviewer="ann", back=True)
        undone = again.undo(reviewer="ann")
        assert undone == edit
        assert undone.count == edit.count
        assert list(again.photos()) == before, "the labels of before stand there, times and all"
        assert ahead is not None
        stands = again.rows(reviewer="ann").labels_in(found.rows)
        assert ahead.of(np.argsort(ahead.face_ids)).verdict.tolist() == stands.verdict.tolist()
        ahead = again.batch_ahead(reviewer="ann", back=False)
        assert ahead is not None
        assert set(ahead.verdict.tolist()) == {VERDICTS.index("not_a_face")}
        redone = again.redo(reviewer="ann")
        assert redone == edit
        assert list(again.photos()) == after
        assert again.batch_ahead(reviewer="ann", back=False) is None
        # One more step back leads before the answer to many, to the last single one.
        again.undo(reviewer="ann")
        assert again.batch_ahead(reviewer="ann", back=True) is None
        single = again.undo(reviewer="ann")
        assert single is not None
        assert single.count == 1


def test_a_new_answer_ends_redoing_many(project: Project) -> None:
    rows = project.rows(reviewer="ann")
    found = group_of_gender(rows, faces_of(rows), "female")
    labels = labels_of_group(rows, found, hidden=nothing_hidden(rows), seen=nothing_hidden(rows))
    project.set_labels(labels, reviewer="ann")
    project.undo(reviewer="ann")
    project.set_labels(labels.of(np.arange(3)), reviewer="ann")
    assert project.redo(reviewer="ann") is None
    undone = project.undo(reviewer="ann")
    assert undone is not None
    assert undone.count == 3
    assert project.undo(reviewer="ann") is None
    assert (project.rows(reviewer="ann").verdict < 0).all()


def test_no_faces_are_no_change(project: Project) -> None:
    rows = project.rows(reviewer="ann")
    nothing = rows.labels_in(np.zeros(0, dtype=np.int64))
    assert project.set_labels(nothing, reviewer="ann") is None
    assert project.can_undo_redo(reviewer="ann") == (False, False)


def test_who_once_saw_an_answer_is_not_blind_again(project: Project) -> None:
    """As for one face: what was said in sight of the model and taken back still counts."""
    rows = project.rows(reviewer="ann")
    first, second = (int(face) for face in rows.face_ids[faces_of(rows)[:2]])
    seen = HumanLabel(verdict="corrected", reviewer="ann", reviewed_at=now(), age_years=30.0)
    project.set_label(first, seen)
    project.undo(reviewer="ann")
    hidden = HiddenParts.all_or_none(rows, hidden=True)
    found = group_of_gender(rows, faces_of(rows)[:2], "female")
    labels = labels_of_group(rows, found, hidden=hidden, seen=nothing_hidden(rows))
    assert labels.blind.tolist() == [True, True]
    project.set_labels(labels, reviewer="ann")
    again = project.rows(reviewer="ann")
    assert again.blind[faces_of(rows)[:2]].tolist() == [False, True]
    assert second > first


def test_all_or_none_are_kept(project: Project) -> None:
    rows = project.rows(reviewer="ann")
    found = group_to_reject(rows, faces_of(rows))
    labels = labels_of_group(rows, found, hidden=nothing_hidden(rows), seen=nothing_hidden(rows))
    strange = replace(labels, face_ids=np.append(labels.face_ids[:-1], 10**6))
    with pytest.raises(OutputError):
        project.set_labels(strange, reviewer="ann")
    assert (project.rows(reviewer="ann").verdict < 0).all()
    assert project.can_undo_redo(reviewer="ann") == (False, False)


def test_a_rescued_project_still_undoes_many_in_one_step(project: Project) -> None:
    rows = project.rows(reviewer="ann")
    found = group_to_reject(rows, faces_of(rows))
    labels = labels_of_group(rows, found, hidden=nothing_hidden(rows), seen=nothing_hidden(rows))
    project.set_labels(labels, reviewer="ann")
    project.close()
    target = project.path.with_name("saved.agelens")
    rescue(project.path, target)
    with Project.open(target) as saved:
        edit = saved.undo(reviewer="ann")
        assert edit is not None
        assert edit.count == FACES
        assert (saved.rows(reviewer="ann").verdict < 0).all()


_CHILD = """
import sys
from pathlib import Path
from engine.project import Project
from engine.project.review import HiddenParts, group_to_reject, labels_of_group
import numpy as np
with Project.open(Path(sys.argv[1])) as project:
    rows = project.rows(reviewer="ann")
    none = HiddenParts.all_or_none(rows, hidden=False)
    answer = group_to_reject(rows, np.flatnonzero(rows.face_ids > 0))
    labels = labels_of_group(rows, answer, hidden=none, seen=none)
    print("ready", flush=True)
    while True:
        project.set_labels(labels, reviewer="ann")
        project.undo(reviewer="ann")
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills as Linux does it")
def test_a_kill_leaves_all_of_it_or_nothing(tmp_path: Path) -> None:
    path = tmp_path / "p.agelens"
    make(path, 2000).close()
    chance = np.random.default_rng(5)
    for _ in range(4):
        with subprocess.Popen(
            [sys.executable, "-c", _CHILD, str(path)], stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            with pytest.raises(subprocess.TimeoutExpired):
                child.wait(0.02 + 0.2 * float(chance.random()))
            child.kill()
        with Project.open(path) as project:
            labelled = int((project.rows(reviewer="ann").verdict >= 0).sum())
            assert labelled in (0, 2000)
            if labelled:
                edit = project.undo(reviewer="ann")
                assert edit is not None
                assert edit.count == 2000
            assert (project.rows(reviewer="ann").verdict < 0).all()

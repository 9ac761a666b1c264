"""Who reviews and what comes next: names, other reviewers, locked projects, order, the end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.jobs import Lane
from desktop.messages import Messages
from desktop.settings import Settings
from engine.errors import ProjectError
from engine.project import Filter, HumanLabel, PhotoEntry, Project, now
from tests.desktop.review.review_driver import (
    ADDED,
    FACES,
    ReviewRig,
    make_project,
    make_rig,
    one_face,
)


@pytest.fixture
def rig(qtbot: QtBot, lane: Lane, settings: Settings, messages: Messages) -> Iterator[ReviewRig]:
    rig = make_rig(qtbot=qtbot, lane=lane, settings=settings, messages=messages)
    yield rig
    rig.close()


@pytest.fixture
def three(rig: ReviewRig, tmp_path: Path) -> ReviewRig:
    """Three photos: with three faces, with one, with none."""
    rig.open(make_project(tmp_path, [FACES, [one_face(0)], []]))
    rig.begin()
    return rig


def test_only_what_is_not_reviewed_comes_next(rig: ReviewRig, tmp_path: Path) -> None:
    rig.open(make_project(tmp_path, [[one_face(n)] for n in range(6)]))
    rig.model.show(Filter(show="unreviewed"))
    rig.begin(2)
    assert rig.position == "3 of 6"
    rig.press("Return")
    # It left the filter, but nothing jumps.
    assert rig.position == "4 of 6"
    rig.press("Left")
    assert rig.position == "3 of 6"
    rig.press("Left", "Return")
    assert rig.position == "4 of 6"
    rig.press("Return", "Return", "Return")
    assert rig.position == "6 of 6"
    assert [rig.said(row)[1] for row in range(6)] == [None, 21.0, 22.0, 23.0, 24.0, 25.0]


def test_the_order_is_the_grids(rig: ReviewRig, tmp_path: Path) -> None:
    faces = [one_face(n) for n in range(4)]
    unsure = replace(faces[2], estimate=replace(ADDED, female_score=0.51, gender=None))
    rig.open(make_project(tmp_path, [[faces[0]], [faces[1]], [unsure], [faces[3]]]))
    rig.model.arrange("certainty")
    rig.begin()
    assert rig.row == 2
    rig.press("Right")
    assert rig.row == 0


def test_escape_leads_back(three: ReviewRig) -> None:
    with three.qtbot.waitSignal(three.view.closed):
        three.press("Esc")
    assert not three.navigator.open
    assert three.canvas.picture is None
    assert not three.view.menu_actions.commands["confirm"].isEnabled()
    three.begin(3)
    assert three.parts.bar.name == "0001.jpg"


def test_a_name_is_asked_for_once(
    qtbot: QtBot, lane: Lane, settings: Settings, messages: Messages, tmp_path: Path
) -> None:
    rig = make_rig(qtbot=qtbot, lane=lane, settings=settings, messages=messages, reviewer="")
    rig.open(make_project(tmp_path, [FACES]))
    rig.begin()
    line = rig.parts.reviewer_line
    assert line.isVisible()
    assert "as they should appear in the table" in line.edit.accessibleName()
    rig.press("F")
    assert rig.said() == (None, None, None)
    assert rig.window.focusWidget() is line.edit
    rig.press("M", "F", "Space", "X", "Return")
    assert rig.window.focusWidget() is rig.canvas
    rig.idle()
    assert rig.work.reviewer == settings.reviewer
    assert settings.reviewer.lower() == "mf x"
    assert line.isHidden()
    assert rig.panel.reviewer.lower() == "reviewer: mf x"
    rig.press("F", "Return")
    assert rig.said(0) == ("confirmed", 34.0, "female")
    rig.view.menu_actions.change_reviewer.trigger()
    assert line.edit.text() == settings.reviewer
    rig.press("Esc")
    assert line.isHidden()
    assert rig.navigator.open
    rig.close()


def test_others_are_hidden_until_asked_for(three: ReviewRig) -> None:
    project = three.work.project
    assert project is not None
    face_id = int(three.work.rows.face_ids[0])
    project.set_label(
        face_id,
        HumanLabel(
            verdict="corrected", reviewer="CD", reviewed_at=now(), age_years=44.0, gender="unknown"
        ),
    )
    three.work.refresh()
    three.idle()
    assert three.panel.others == ""
    assert not any("CD" in text for text in three.panel.estimate.texts)
    three.view.menu_actions.show_others.trigger()
    assert three.panel.others == "CD: 44, unknown (corrected)"
    three.press("Right")
    assert three.panel.others == "No other labels."
    three.work.set_reviewer("CD")
    three.idle()
    three.press("Left")
    assert three.said(0) == ("corrected", 44.0, "unknown")


def test_a_locked_project_can_only_be_looked_at(rig: ReviewRig, tmp_path: Path) -> None:
    path = make_project(tmp_path, [FACES, [one_face(0)]])
    with Project.open(path):
        rig.open(path)
        assert rig.work.read_only
        rig.begin()
        assert rig.parts.locked_line.isVisible()
        rig.press("F", "X", "5", "A", "C")
        assert not rig.canvas.drawing
        assert rig.position == "1 of 4"
        rig.press("Return")
        assert rig.position == "2 of 4"
        assert rig.labels() == [None] * 4


def test_a_photo_that_is_gone_says_so(rig: ReviewRig, tmp_path: Path) -> None:
    path = make_project(tmp_path, [[one_face(0)], [one_face(1)]])
    (tmp_path / "photos" / "0000.jpg").unlink()
    rig.open(path)
    rig.begin()
    assert "0000.jpg" in rig.parts.absence
    assert rig.panel.estimate.texts[0] == "around 20"
    rig.press("Return")
    rig.idle()
    assert rig.said(0)[0] == "confirmed"
    assert rig.parts.absence == ""
    assert rig.canvas.picture is not None


def test_a_project_that_cannot_be_read_is_told_and_the_review_goes_on(
    rig: ReviewRig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig.open(make_project(tmp_path, [[one_face(number)] for number in range(6)]))
    rig.begin()

    def refuse(_project: Project, _photo_id: int) -> PhotoEntry:
        raise ProjectError("The drive does not answer. Received: p.agelens")

    with monkeypatch.context() as patched:
        patched.setattr(Project, "photo", refuse)
        rig.press("Right")
        rig.idle()
        assert rig.canvas.picture is not None
        assert rig.recorder.sentences == [], "this one was read ahead; the next ones may wait"
        rig.press("Right", "Right")
        rig.idle()
        (sentence,) = rig.recorder.sentences
        assert "drive does not answer" in sentence
        assert rig.position == "4 of 6"
        assert rig.canvas.picture is None
    rig.press("Right", "Left")
    rig.idle()
    assert rig.position == "4 of 6"
    assert rig.canvas.picture is not None
    rig.press("Return")
    assert rig.said(3)[0] == "confirmed"


def test_a_photo_whose_two_reads_fail_is_told_once(
    rig: ReviewRig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that was foreseen, and the one when it was asked for meanwhile."""
    rig.open(make_project(tmp_path, [[one_face(number)] for number in range(6)]))
    rig.begin()
    begun, answer, read, calls = threading.Event(), threading.Event(), Project.photo, []

    def stuck(project: Project, photo_id: int) -> PhotoEntry:
        if photo_id != 4:
            return read(project, photo_id)
        calls.append(photo_id)
        begun.set()
        assert answer.wait(60)
        raise ProjectError("The drive does not answer. Received: p.agelens")

    monkeypatch.setattr(Project, "photo", stuck)
    rig.press("Right")
    rig.qtbot.waitUntil(begun.is_set)  # it is foreseen
    rig.press("Right", "Right")
    answer.set()
    rig.idle()
    assert calls == [4, 4]
    (sentence,) = rig.recorder.sentences
    assert "drive does not answer" in sentence


def test_a_photo_that_has_left_the_project_is_no_problem(
    rig: ReviewRig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig.open(make_project(tmp_path, [[one_face(0)]]))

    def gone(_project: Project, photo_id: int) -> PhotoEntry:
        raise LookupError(f"There is no such photo. Received: {photo_id}")

    monkeypatch.setattr(Project, "photo", gone)
    rig.begin()
    assert rig.canvas.picture is None
    assert rig.recorder.sentences == []


def test_another_project_ends_the_review(three: ReviewRig, tmp_path: Path) -> None:
    other = make_project(tmp_path / "other", [[one_face(number)] for number in range(6)])
    with three.qtbot.waitSignal(three.view.closed):
        three.open(other)
    assert not three.navigator.open
    assert three.canvas.picture is None
    three.begin(5)
    assert three.parts.bar.name == "0005.jpg"


def test_reading_anew_moves_nothing(three: ReviewRig) -> None:
    three.press("Right", "4")
    three.idle()
    picture = three.canvas.picture
    three.work.refresh()
    three.idle()
    assert three.position == "2 of 5"
    assert three.answer.age.typed == "4"
    assert three.canvas.picture is picture
    assert three.canvas.selected == 1
    three.press("5", "Return")
    assert three.said(1) == ("corrected", 45.0, "male")


def test_closing_the_project_ends_the_review(three: ReviewRig) -> None:
    with three.qtbot.waitSignal(three.view.closed):
        three.work.close()
    assert not three.navigator.open

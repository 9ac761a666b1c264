"""The project in hand: written in the lane, seen at once, and never other than what is on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.jobs import Lane
from desktop.messages import Messages
from desktop.settings import Settings
from engine.errors import OutputError, ProjectError
from engine.project import Counts, Edit, HumanLabel, Project
from engine.results import Box
from tests.desktop.folder.folder_driver import face_of
from tests.desktop.review.review_driver import ReviewRig, make_project, make_rig


@pytest.fixture
def rig(
    qtbot: QtBot, lane: Lane, settings: Settings, messages: Messages, tmp_path: Path
) -> Iterator[ReviewRig]:
    """A project of six faces, a photo a face."""
    rig = make_rig(qtbot=qtbot, lane=lane, settings=settings, messages=messages)
    rig.open(make_project(tmp_path, [[face_of(number)] for number in range(6)]))
    yield rig
    rig.close()


def test_what_is_said_is_seen_at_once_and_kept(rig: ReviewRig) -> None:
    changed: list[int] = []
    rig.work.row_changed.connect(changed.append)
    rig.work.say(2, age=40.5)
    assert rig.said(2) == ("corrected", 40.5, None)
    assert changed == [2]
    assert rig.work.can_undo
    rig.work.say(2, gender="unknown")
    assert rig.said(2) == ("corrected", 40.5, "unknown")
    (label,) = [label for label in rig.labels() if label is not None]
    assert (label.age_years, label.gender, label.reviewer) == (40.5, "unknown", "AB")


def test_rows_that_were_read_before_it_was_written_still_have_it(rig: ReviewRig) -> None:
    """Reading began first, then something was said: it may not vanish from the screen."""
    rig.work.refresh()
    rig.work.say(1, age=33.0)
    before = rig.work.rows
    rig.idle()
    assert rig.work.rows is not before
    assert rig.said(1) == ("corrected", 33.0, None)


def test_what_cannot_be_written_is_taken_back_and_told(
    rig: ReviewRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig.work.say(0, age=21.0)
    rig.idle()

    def refuse(_project: Project, _face_id: int, _label: HumanLabel) -> Edit:
        raise OutputError("The disk is full. Received: p.agelens")

    with monkeypatch.context() as patched:
        patched.setattr(Project, "set_label", refuse)
        rig.work.say(0, age=70.0)
        assert rig.said(0)[1] == 70.0
        rig.idle()
    assert rig.said(0)[1] == 21.0
    (sentence,) = rig.recorder.sentences
    assert "could not be saved" in sentence
    assert "disk is full" in sentence
    rig.work.say(0, age=71.0)
    assert [label.age_years for label in rig.labels() if label] == [71.0]


def test_asked_while_reading_it_is_read_once_more(rig: ReviewRig) -> None:
    readings: list[None] = []
    rig.work.rows_changed.connect(lambda: readings.append(None))
    for _ in range(5):
        rig.work.refresh()
    rig.idle()
    assert len(readings) == 2


def test_each_reviewer_sees_their_own(rig: ReviewRig, settings: Settings) -> None:
    rig.work.confirm(0)
    rig.work.set_reviewer("  CD ")
    rig.idle()
    assert settings.reviewer == "CD"
    assert rig.said(0) == (None, None, None)
    assert rig.work.reviewed == 0
    assert not rig.work.can_undo, "nobody takes back what another one said"
    rig.work.set_reviewer("AB")
    rig.idle()
    assert rig.said(0)[0] == "confirmed"
    assert rig.work.can_undo


def test_one_attribute_mode_counts_only_that(rig: ReviewRig) -> None:
    rig.work.say(0, age=25.0)
    assert (rig.work.reviewed, rig.work.partly) == (0, 1)
    rig.work.set_attribute("age")
    assert (rig.work.reviewed, rig.work.partly) == (1, 1), "of the whole it is still a part"
    rig.work.set_attribute("gender")
    assert rig.work.reviewed == 0
    assert rig.work.confirm(0)
    assert rig.work.partly == 0
    assert rig.said(0) == ("corrected", 25.0, "female")
    # The model is not sure of this one's gender: there is nothing to confirm.
    assert not rig.work.confirm(4)
    assert rig.work.reviewed == 1


def test_undo_and_redo_go_back_and_forth(rig: ReviewRig) -> None:
    rig.work.confirm(0)
    rig.work.not_a_face(1)
    rig.work.undo()
    rig.idle()
    assert rig.said(1) == (None, None, None)
    rig.work.undo()
    rig.idle()
    assert rig.said(0) == (None, None, None)
    assert (rig.work.can_undo, rig.work.can_redo) == (False, True)
    rig.work.redo()
    rig.idle()
    assert rig.said(0)[0] == "confirmed"


def test_a_drawn_face_is_there_undone_and_there_again(rig: ReviewRig, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rig.work.face_added) as added:
        rig.work.add_face(int(rig.work.rows.photo_ids[0]), Box(300, 60, 50, 50))
    row = rig.work.row_of(added.args[0])
    assert row is not None
    assert rig.said(row)[0] == "added"
    assert rig.model.rowCount() == 7
    rig.work.say(row, age=25.0)
    assert rig.said(row)[0] == "added", "it stays added whatever is said of it"
    rig.work.undo()
    rig.work.undo()
    rig.idle()
    assert rig.work.row_of(added.args[0]) is None
    assert rig.model.rowCount() == 6
    rig.work.redo()
    rig.idle()
    assert rig.model.rowCount() == 7


def test_a_closed_project_leaves_nothing(rig: ReviewRig, tmp_path: Path) -> None:
    rig.work.say(0, age=21.0)
    rig.work.say(1, age=21.0, gender="male")
    rig.work.close()
    assert len(rig.work.rows) == 0
    rig.idle()
    assert rig.recorder.sentences == []
    with Project.open(tmp_path / "p.agelens") as project:
        assert project.counts().reviewed == 1, "the face that was answered in full"
        assert not project.read_only
    left = sorted(path.name for path in tmp_path.glob("p.agelens*"))
    assert left == ["p.agelens"], "one file, portable"


def test_nothing_to_undo_changes_nothing(rig: ReviewRig, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(rig.work.undone):
        rig.work.undo()
        rig.work.redo()
        rig.idle()
    assert (rig.work.can_undo, rig.work.can_redo) == (False, False)
    assert rig.labels() == [None] * 6
    assert rig.recorder.sentences == []


def test_no_face_is_added_to_a_project_that_is_open_elsewhere(
    rig: ReviewRig, tmp_path: Path, qtbot: QtBot
) -> None:
    path = make_project(tmp_path / "other", [[face_of(1)]])
    with Project.open(path):
        rig.open(path)
        with qtbot.assertNotEmitted(rig.work.face_added):
            rig.work.add_face(int(rig.work.rows.photo_ids[0]), Box(300, 60, 50, 50))
            rig.idle()
        assert rig.recorder.said == ["This project is open read-only."]
        assert rig.labels() == [None]


def test_rows_of_the_former_project_never_come_late(rig: ReviewRig, tmp_path: Path) -> None:
    """It was being read anew when another one was opened."""
    path = make_project(tmp_path / "other", [[face_of(number)] for number in range(2)])
    with rig.qtbot.waitSignal(rig.work.opened, timeout=20_000):
        rig.work.open(path)
        rig.work.refresh()
    rig.idle()
    assert rig.work.project is not None
    assert rig.work.project.path == path
    assert len(rig.work.rows) == rig.model.rowCount() == 2
    assert rig.recorder.sentences == []
    rig.work.refresh()
    rig.work.say(1, age=40.0)
    assert [label.age_years for label in rig.labels() if label] == [40.0]


def test_a_project_that_cannot_be_read_is_not_left_open(
    rig: ReviewRig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, before = make_project(tmp_path / "other", [[face_of(1)]]), rig.work.project

    def refuse(_project: Project) -> Counts:
        raise ProjectError("The drive does not answer. Received: p.agelens")

    with monkeypatch.context() as patched:
        patched.setattr(Project, "counts", refuse)
        with rig.qtbot.waitSignal(rig.work.open_failed, timeout=20_000) as failed:
            rig.work.open(path)
    assert "drive does not answer" in str(failed.args[0])
    assert rig.work.project is before
    rig.work.say(0, age=21.0)
    assert [label.age_years for label in rig.labels() if label] == [21.0]
    with Project.open(path) as project:
        assert not project.read_only, "its lock is free"

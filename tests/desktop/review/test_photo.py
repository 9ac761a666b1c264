"""The photo under review: faces picked, a missed one drawn, zoom; and the buttons beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.jobs import Lane
from desktop.messages import Messages
from desktop.settings import Settings
from engine.results import Box
from tests.desktop.review.review_driver import FACES, ReviewRig, make_project, make_rig, one_face


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


def test_faces_are_picked_in_the_photo_and_below_it(three: ReviewRig) -> None:
    three.press("Down")
    assert three.position == "2 of 5"
    QTest.mouseClick(
        three.canvas, Qt.MouseButton.LeftButton, pos=three.canvas.box_rect(2).center().toPoint()
    )
    assert three.position == "3 of 5"
    strip = three.parts.strip
    rect = strip.visualItemRect(strip.item(0))
    QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert three.position == "1 of 5"
    assert strip.currentRow() == 0


def test_a_missed_face_is_drawn_with_the_mouse(three: ReviewRig) -> None:
    three.press("Right", "Right", "Right", "Right")
    three.idle()
    three.press("A")
    assert three.canvas.drawing
    assert "Drag a box" in three.parts.hint
    start, end = QPoint(100, 100), QPoint(200, 230)
    three.drag(start, end)
    assert not three.canvas.drawing
    expected = three.canvas.draft
    assert expected is not None
    three.idle()
    assert three.parts.bar.name == "0002.jpg"
    assert three.canvas.selected == 0
    assert three.canvas.draft is None
    box = three.canvas.faces[0].box
    assert (box.x, box.y, box.w) == pytest.approx((expected.x, expected.y, expected.w), abs=0.01)
    assert three.answer.state == "added by hand"
    assert three.answer.confirm.text() == "Confirm 25, female"
    assert "Drawn by hand" in three.panel.estimate.texts[2]
    three.press("3", "0", "Return")
    three.idle()
    label = three.labels()[4]
    assert label is not None
    assert (label.verdict, label.age_years, label.gender) == ("added", 30.0, "female")
    assert three.position == "5 of 5"


def test_a_missed_face_is_drawn_with_keys(three: ReviewRig) -> None:
    three.press("A")
    first = three.canvas.draft
    assert first is not None
    three.press("Right", "Down", "Down", "Shift+Right", "Shift+Up", "Ctrl+Left")
    moved = three.canvas.draft
    assert moved is not None
    step = 10 / (three.canvas.scale / three.canvas.devicePixelRatioF())
    fine = max(step / 10, 1.0)
    assert moved.x == pytest.approx(first.x + step - fine)
    assert moved.y == pytest.approx(first.y + 2 * step)
    assert moved.w == pytest.approx(first.w + step)
    assert moved.h == pytest.approx(first.h - step)
    three.press("Return")
    three.idle()
    assert three.position == "2 of 6"
    assert len(three.canvas.faces) == 4
    assert three.answer.state == "added by hand"
    three.press("Ctrl+Z")
    three.idle()
    assert len(three.canvas.faces) == 3
    assert three.position.endswith("of 5")
    assert three.parts.bar.name == "0000.jpg"
    three.press("Ctrl+Y")
    three.idle()
    assert len(three.canvas.faces) == 4
    assert three.answer.state == "added by hand"
    assert [label.verdict for label in three.labels() if label] == ["added"]


def test_drawing_can_be_given_up(three: ReviewRig) -> None:
    three.press("A", "Esc")
    assert three.canvas.draft is None
    assert three.navigator.open
    three.press("A")
    QTest.mouseClick(three.canvas, Qt.MouseButton.LeftButton, pos=QPoint(150, 150))
    assert three.canvas.drawing  # a mere click places the box
    three.press("Esc")
    three.press("A", "Right")
    three.view.menu_actions.commands["next"].trigger()
    assert three.position == "2 of 5"
    three.idle()
    assert len(three.labels()) == 4


def test_zoom_has_keys(three: ReviewRig) -> None:
    scale = three.canvas.scale
    three.press("+")
    assert three.canvas.scale == pytest.approx(scale * 1.25)
    three.press("-")
    three.press("Z")
    assert three.canvas.close_up
    face, view = three.canvas.box_rect(0), three.canvas.rect()
    assert face.height() == pytest.approx(0.45 * min(view.width(), view.height()), abs=1)
    assert abs(face.center().y() - view.center().y()) < 2
    three.press("Right")
    assert three.canvas.box_rect(1).width() > 1.3 * FACES[1].box.w * scale
    three.press("Z")
    assert three.canvas.fitted


def test_a_small_face_is_brought_near_by_itself(rig: ReviewRig, tmp_path: Path) -> None:
    large, small, other = (
        replace(one_face(0), box=Box(x, y, side, side))
        for x, y, side in ((300, 200, 600), (1500, 300, 60), (1700, 900, 50))
    )
    rig.open(make_project(tmp_path, [[large, small, other]], size=(2000, 1200)))
    rig.begin()
    assert rig.canvas.fitted  # a large face is seen well enough
    rig.press("Right")
    assert not rig.canvas.fitted
    face, view = rig.canvas.box_rect(1), rig.canvas.rect()
    assert face.height() == pytest.approx(0.3 * min(view.width(), view.height()), abs=1)
    assert view.contains(face.toAlignedRect())
    rig.press("Right")
    assert rig.canvas.box_rect(2).height() == pytest.approx(face.height(), abs=1)
    # Who zooms by hand is not moved about: the next face is only brought into view.
    rig.press("-")
    scale = rig.canvas.scale
    rig.press("Left")
    assert rig.canvas.scale == pytest.approx(scale)
    rig.canvas.zoom_fit()
    rig.press("Left")
    assert rig.canvas.fitted
    # A missed face may be anywhere in the photo.
    rig.press("Right")
    assert not rig.canvas.fitted
    rig.press("A")
    assert rig.canvas.fitted
    rig.press("Esc")


def test_a_large_face_after_a_small_one_is_seen_in_the_whole_photo(
    rig: ReviewRig, tmp_path: Path
) -> None:
    large, small = (
        replace(one_face(0), box=Box(x, y, side, side))
        for x, y, side in ((300, 200, 600), (1500, 300, 60))
    )
    rig.open(make_project(tmp_path, [[large, small]], size=(2000, 1200)))
    rig.begin()
    rig.press("Right")
    assert not rig.canvas.fitted
    rig.press("Left")
    assert rig.canvas.fitted
    assert rig.canvas.selected == 0


def test_a_close_up_waits_for_a_photo_that_is_there(rig: ReviewRig, tmp_path: Path) -> None:
    path = make_project(tmp_path, [[one_face(number)] for number in range(2)])
    (tmp_path / "photos" / "0000.jpg").unlink()
    rig.open(path)
    rig.begin()
    rig.press("Z")
    assert rig.canvas.close_up
    assert "0000.jpg" in rig.parts.absence
    rig.press("Right")
    rig.idle()
    face, view = rig.canvas.box_rect(0), rig.canvas.rect()
    assert face.height() == pytest.approx(0.45 * min(view.width(), view.height()), abs=1)


def test_a_photo_that_is_gone_may_follow_one_that_was_enlarged(
    rig: ReviewRig, tmp_path: Path
) -> None:
    path = make_project(tmp_path, [[one_face(number)] for number in range(2)])
    (tmp_path / "photos" / "0001.jpg").unlink()
    rig.open(path)
    rig.begin()
    rig.press("+", "+", "Right")
    rig.idle()
    assert "0001.jpg" in rig.parts.absence
    rig.press("Return")
    assert rig.said(1)[0] == "confirmed"
    rig.press("Left")
    rig.idle()
    assert rig.canvas.fitted
    assert rig.canvas.selected == 0


def test_the_enlarged_photo_is_dragged(three: ReviewRig) -> None:
    three.canvas.zoom(4)
    before, start = three.canvas.box_rect(0).center(), QPoint(300, 200)
    three.drag(start, start - QPoint(60, 40))
    moved = three.canvas.box_rect(0).center() - before
    assert (moved.x(), moved.y()) == pytest.approx((-60, -40), abs=1)
    assert three.position == "1 of 5"
    assert three.canvas.draft is None


def test_a_sharper_look_is_let_go_of_with_its_photo(rig: ReviewRig, tmp_path: Path) -> None:
    rig.open(make_project(tmp_path, [[one_face(n)] for n in range(4)], size=(4000, 3000)))
    rig.begin()
    loader = rig.navigator.loader
    kept, usual = loader._kept, 4 * (2000 * 1500 + 1000 * 750 + 500 * 375)
    with_face = usual + 4 * 128 * 128
    for number in range(1, 5):
        rig.canvas.zoom_actual()
        rig.qtbot.waitUntil(lambda: loader._sharp is not None)
        rig.idle()
        assert rig.position == f"{number} of 4"
        # The others have the usual size, and those that come next are there.
        assert kept.bytes_held == len(kept) * with_face <= 64 * 2**20
        assert len(kept) == min(number + 2, 4)
        assert loader._sharp is not None
        assert loader._sharp.picture is rig.canvas.picture
        assert rig.canvas.picture is not None
        assert rig.canvas.picture.scale == 1.0
        rig.press("Right")
    rig.press("Escape")
    rig.idle()
    assert loader._sharp is None
    assert kept.bytes_held == 4 * with_face


def test_a_double_click_zooms_except_while_a_box_is_drawn(three: ReviewRig) -> None:
    at = three.canvas.box_rect(0).center().toPoint()
    QTest.mouseDClick(three.canvas, Qt.MouseButton.LeftButton, pos=at)
    assert three.canvas.scale == pytest.approx(1.0)
    QTest.mouseDClick(three.canvas, Qt.MouseButton.LeftButton, pos=at)
    assert three.canvas.fitted
    three.press("A")
    QTest.mouseDClick(three.canvas, Qt.MouseButton.LeftButton, pos=at)
    assert three.canvas.fitted
    assert three.canvas.drawing
    three.press("Esc")


def test_asking_for_a_box_again_leaves_the_one_that_is_drawn(three: ReviewRig) -> None:
    three.press("A", "Right", "Shift+Down")
    draft = three.canvas.draft
    assert draft is not None
    three.press("A")
    assert three.canvas.draft == draft
    assert three.canvas.drawing
    three.press("Esc")


def test_buttons_do_the_same(three: ReviewRig) -> None:
    three.click("male")
    assert three.said() == ("corrected", None, "male")
    assert three.window.focusWidget() is three.canvas
    three.click("confirm")
    assert three.said(0) == ("corrected", 34.0, "male")
    three.click("not_a_face")
    assert three.said(1)[0] == "not_a_face"
    three.press("Left")
    three.click("clear")
    assert three.said(1)[0] is None
    # The field takes an age from those who click into it, and leaves letters to the review.
    QTest.mouseClick(three.answer.age, Qt.MouseButton.LeftButton)
    assert three.window.focusWidget() is three.answer.age
    three.press("6", "2", "F", "Return")
    assert three.said(1) == ("corrected", 62.0, "female")
    assert three.position == "3 of 5"


def test_space_presses_a_button_that_has_the_focus(three: ReviewRig) -> None:
    three.answer.genders["unknown"].setFocus(Qt.FocusReason.TabFocusReason)
    three.press("Space")
    assert three.said() == ("corrected", None, "unknown")
    assert three.position == "1 of 5"


def test_a_box_that_could_not_be_kept_is_taken_away(three: ReviewRig) -> None:
    path = three.work.project.path if three.work.project else Path()
    three.press("A")
    # The disk refuses while the box is being judged.
    other = sqlite3.connect(path)
    other.execute("PRAGMA busy_timeout = 0")
    three.work.project.database._writing.execute("PRAGMA busy_timeout = 0")  # type: ignore[union-attr]
    other.execute("BEGIN IMMEDIATE")
    three.press("Return")
    assert not three.canvas.drawing
    three.idle()
    assert three.canvas.draft is None
    assert "could not be written" in three.recorder.sentences[0]
    assert len(three.canvas.faces) == 3
    other.rollback()
    other.close()
    three.press("F")
    three.idle()
    assert three.said() == ("confirmed", None, "female")

"""Blind review: the model's answers are hidden until the reviewer has given theirs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from desktop.folder.face_model import AGE, GENDER
from desktop.jobs import Lane
from desktop.messages import Messages
from desktop.settings import Settings
from engine.project import Attribute
from tests.desktop.review.review_driver import FACES, ReviewRig, make_project, make_rig, one_face

# The model's answers to the first face: an age of 34, female with 97 %, found with 0.90.
GIVEN_AWAY = ("34", "emale", "97", "0.90", "sure", "Sure", "around")


@pytest.fixture
def rig(qtbot: QtBot, lane: Lane, settings: Settings, messages: Messages) -> Iterator[ReviewRig]:
    rig = make_rig(qtbot=qtbot, lane=lane, settings=settings, messages=messages)
    yield rig
    rig.close()


@pytest.fixture
def blind(rig: ReviewRig, tmp_path: Path) -> ReviewRig:
    """Two photos, with three faces and with one, in blind review."""
    rig.open(make_project(tmp_path, [FACES, [one_face(0)]]))
    rig.view.menu_actions.blind.trigger()
    rig.begin()
    return rig


def tooltip(rig: ReviewRig, place: QPoint) -> str:
    """What the photo tells of what lies under the pointer."""
    QToolTip.hideText()
    QApplication.sendEvent(
        rig.canvas, QHelpEvent(QEvent.Type.ToolTip, place, rig.canvas.mapToGlobal(place))
    )
    return QToolTip.text()


def told(rig: ReviewRig, row: int = 0) -> list[str]:
    """Everything that is told of a face anywhere on screen."""
    answer, roles = rig.answer, Qt.ItemDataRole
    index = rig.model.index_of(row)
    strip = rig.parts.strip.item(row)
    return [
        *rig.panel.estimate.texts,
        answer.state,
        answer.confirm.text(),
        answer.age.text(),
        answer.age.placeholderText(),
        rig.canvas.words_of(row),
        *(line for form in rig.canvas.label_of(row) for line in form),
        rig.canvas.accessibleDescription().splitlines()[row + 1],
        tooltip(rig, rig.canvas.box_rect(row).center().toPoint()),
        strip.toolTip(),
        strip.data(roles.AccessibleTextRole),
        index.data(roles.ToolTipRole),
        index.data(roles.AccessibleTextRole),
        rig.model.index_of(row, AGE).data(),
        rig.model.index_of(row, GENDER).data(),
    ]


def flags(rig: ReviewRig) -> list[bool | None]:
    """Whether the labels on disk were given blind, a face each."""
    return [None if label is None else label.blind for label in rig.labels()]


def test_nothing_of_the_model_is_told_before_the_answer(blind: ReviewRig) -> None:
    assert not [text for text in told(blind) for word in GIVEN_AWAY if word in text]
    assert blind.canvas.label_rects() == ()
    blind.press("M")
    assert blind.answer.state == "partly reviewed"
    texts = [text for text in told(blind) if "male" not in text]  # their own answer
    assert not [text for text in texts for word in GIVEN_AWAY if word in text]


def test_after_the_answer_everything_is_told(blind: ReviewRig) -> None:
    blind.press("3", "0", "M")
    assert blind.position == "1 of 4"
    age, gender, sure = blind.panel.estimate.texts
    assert age == "around 34"
    assert gender.startswith("female 97")
    assert "0.90" in sure
    assert "34" in blind.canvas.words_of(0)
    assert "34" in blind.parts.strip.item(0).toolTip()
    assert len(blind.canvas.label_rects()) == 1
    assert blind.model.index_of(0, AGE).data() == "around 34"
    assert "hidden" in blind.parts.strip.item(1).toolTip(), "of the others nothing was said"


def test_return_takes_over_nothing_that_is_hidden(blind: ReviewRig) -> None:
    blind.press("Return")
    assert blind.said(0) == (None, None, None)
    assert blind.position == "1 of 4"
    assert blind.answer.complaint == "Enter an age and choose a gender."
    blind.press("4", "0", "Return")
    assert blind.answer.complaint == "Choose a gender."
    assert blind.said(0) == (None, None, None)
    blind.press("F")
    assert blind.said(0) == ("corrected", 40.0, "female")
    blind.press("Right", "M", "Return")
    assert blind.answer.complaint == "Enter an age."
    blind.press("5", "1", "Return")
    assert blind.said(1) == ("confirmed", 51.0, "male"), "what the model had said all the same"
    assert blind.position == "3 of 4"
    assert flags(blind) == [True, True, None, None]


@pytest.mark.parametrize(("attribute", "own", "hidden"), [("gender", "F", 0), ("age", "34", 1)])
def test_of_one_attribute_the_other_stays_hidden(
    blind: ReviewRig, attribute: Attribute, own: str, hidden: int
) -> None:
    blind.work.set_attribute(attribute)
    blind.press("Return")
    assert blind.said(0) == (None, None, None)
    blind.press(*own, "Return", "Left") if attribute == "age" else blind.press(own, "Left")
    texts = blind.panel.estimate.texts
    assert texts[hidden] == "hidden"
    assert texts[1 - hidden] != "hidden"
    assert "hidden" in blind.canvas.words_of(0)
    blind.work.set_attribute("age" if attribute == "gender" else "gender")
    blind.press(*("3", "4", "Return") if attribute == "gender" else "F")
    assert blind.said(0) == ("confirmed", 34.0, "female")
    assert flags(blind)[0] is True


def test_a_change_after_the_answer_was_seen_is_not_blind(blind: ReviewRig) -> None:
    blind.press("3", "0", "M")
    assert flags(blind)[0] is True
    blind.press("U")
    assert flags(blind)[0] is False


def test_a_slip_before_anything_was_seen_is_still_blind(blind: ReviewRig) -> None:
    blind.press("M", "F", "3", "0", "Return")
    assert blind.said(0) == ("corrected", 30.0, "female")
    assert flags(blind)[0] is True


@pytest.mark.parametrize("back", [("Ctrl+Z",), ("C",), ("X", "Left", "X")])
def test_what_was_seen_cannot_be_unseen(blind: ReviewRig, back: tuple[str, ...]) -> None:
    blind.press("3", "0", "M")
    blind.idle()
    for key in back:
        blind.press(key)
        blind.idle()
    assert blind.said(0) == (None, None, None)
    blind.press("3", "1", "F")
    assert flags(blind)[0] is False


def test_it_is_not_forgotten_that_somebody_saw(blind: ReviewRig) -> None:
    """Not even by another start of the program: the history of the project knows."""
    blind.press("3", "0", "M")
    blind.idle()
    blind.press("Ctrl+Z")
    blind.idle()
    blind.work._seen.clear()
    blind.press("3", "1", "F")
    assert flags(blind)[0] is False


def test_switched_on_in_sight_of_the_answer_it_is_not_blind(rig: ReviewRig, tmp_path: Path) -> None:
    rig.open(make_project(tmp_path, [FACES, [one_face(0)]]))
    rig.begin()
    rig.view.menu_actions.blind.trigger()
    rig.press("3", "0", "F", "Right", "3", "0", "F")
    assert flags(rig) == [False, True, None, None]


def test_labels_in_sight_of_the_model_say_so(rig: ReviewRig, tmp_path: Path) -> None:
    rig.open(make_project(tmp_path, [FACES, [one_face(0)]]))
    rig.begin()
    rig.press("3", "0", "F", "Right", "Return", "X")
    assert flags(rig) == [False, False, False, None]


def test_not_a_face_is_said_blind(blind: ReviewRig) -> None:
    blind.press("X", "Left")
    assert blind.panel.estimate.texts[0] == "around 34"
    assert flags(blind)[0] is True


def test_a_drawn_face_is_answered_blind(blind: ReviewRig) -> None:
    blind.press("A", "Return")
    blind.idle()
    assert blind.answer.state == "added by hand"
    assert blind.panel.estimate.texts[0] == "hidden"
    row = blind.row
    blind.press("2", "8", "F", "Return")
    label = blind.labels()[row]
    assert label is not None
    assert (label.verdict, label.age_years, label.blind) == ("added", 28.0, True)


def test_another_reviewer_has_seen_nothing(blind: ReviewRig) -> None:
    blind.press("3", "0", "M")
    blind.work.set_reviewer("CD")
    blind.idle()
    assert blind.panel.estimate.texts[0] == "hidden"
    blind.press("3", "0", "M")
    assert flags(blind)[0] is True


def test_the_choice_is_remembered(blind: ReviewRig, settings: Settings) -> None:
    assert settings.review_blind
    assert blind.view.menu_actions.blind.isChecked()
    blind.view.menu_actions.blind.trigger()
    assert not settings.review_blind
    assert blind.panel.estimate.texts[0] == "around 34"
    assert blind.answer.confirm.text() == "Confirm 34, female"


def test_nothing_moves_when_the_answer_appears(blind: ReviewRig) -> None:
    blind.canvas.zoom_in()
    blind.canvas.pan(13, 7)
    before = blind.canvas.box_rect(0)
    blind.press("3", "0", "M")
    assert blind.panel.estimate.texts[0] == "around 34"
    assert blind.canvas.box_rect(0) == before
    assert blind.canvas.selected == 0

"""The review by keys, on a real project that is read again afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.folder import text as words
from desktop.jobs import Lane
from desktop.messages import Messages
from desktop.settings import Settings
from engine.project import SHOWS, Filter
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


def test_it_shows_the_face_in_its_photo(three: ReviewRig) -> None:
    assert three.position == "1 of 5"
    assert three.parts.bar.name == "0000.jpg"
    assert len(three.canvas.faces) == 3
    assert three.canvas.selected == 0
    age, gender, sure = three.panel.estimate.texts
    assert age == "around 34"
    assert gender.startswith("female 97")
    assert "ure of the gender" in sure
    assert "0.90" in sure
    assert three.answer.state == "not reviewed"
    assert three.answer.confirm.text() == "Confirm 34, female"
    # Only the face in question carries a label.
    assert len(three.canvas.label_rects()) == 1
    assert three.parts.strip.count() == 3


def test_enter_confirms_and_goes_on(three: ReviewRig) -> None:
    rows: list[int] = []
    three.view.current_changed.connect(rows.append)
    three.press("Return")
    assert three.said(0) == ("confirmed", 34.0, "female")
    assert rows == [1]
    assert three.position == "2 of 5"
    assert three.canvas.selected == 1
    three.press("Space")
    assert three.said(1) == ("confirmed", 51.0, "male")
    # Not sure of the gender: an age alone is nothing to confirm.
    three.press("Return")
    assert three.said(2) == (None, None, None)
    assert three.position == "3 of 5"
    assert three.answer.complaint == "The model is not sure of the gender: choose one."
    assert three.answer.confirm.text() == "Gender is missing"
    three.press("F")
    assert three.answer.complaint == ""
    assert three.answer.state == "partly reviewed"
    assert three.answer.confirm.text() == "Confirm 0, female"
    three.press("Return")
    assert three.said(2) == ("corrected", 0.0, "female"), "the model had said no gender"
    assert three.position == "4 of 5"
    labels = three.labels()
    assert [label and label.age_years for label in labels] == [34.0, 51.0, 0.0, None]
    assert labels[0] is not None
    assert (labels[0].reviewer, labels[0].gender) == ("AB", "female")


def test_what_was_said_is_not_said_again(three: ReviewRig) -> None:
    three.press("Return", "Left")
    assert three.answer.confirm.text() == "Next face"
    assert three.answer.state == "confirmed"
    three.press("Return")
    assert three.position == "2 of 5"
    three.idle()
    three.press("Ctrl+Z")
    three.idle()
    assert not three.work.can_undo


def test_genders_have_keys(three: ReviewRig) -> None:
    three.press("M")
    assert three.position == "1 of 5"
    assert three.said() == ("corrected", None, "male")
    assert three.answer.genders["male"].isChecked()
    three.press("U")
    assert three.said() == ("corrected", None, "unknown")
    assert [b.isChecked() for b in three.answer.genders.values()] == [False, False, True]
    assert three.answer.confirm.text() == "Confirm 34, unknown"
    three.press("F")
    assert three.said() == ("confirmed", None, "female")
    three.press("Return")
    label = three.labels()[0]
    assert label is not None
    assert (label.age_years, label.gender, label.verdict) == (34.0, "female", "confirmed")


def test_an_age_is_typed(three: ReviewRig) -> None:
    three.press("4", "7")
    assert three.answer.age.text() == "47"
    assert three.said()[0] is None
    three.press("Backspace", "1")
    assert three.answer.confirm.text() == "Confirm 41, female"
    three.press("Return")
    assert three.said(0) == ("corrected", 41.0, "female")
    assert three.position == "2 of 5"
    assert three.answer.age.text() == ""
    assert three.answer.age.placeholderText() == "51"
    three.press("9", "Esc")
    assert three.answer.age.typed == ""
    assert three.view.isVisible()
    assert three.navigator.open


def test_an_age_that_nobody_reaches_is_refused(three: ReviewRig) -> None:
    three.press("1", "3", "0", "Return")
    assert three.position == "1 of 5"
    assert "0 to 120" in three.answer.complaint
    three.press("Backspace")
    assert not three.answer.complaint
    three.press("Return")
    assert three.said(0)[1] == 13.0


def test_the_button_never_offers_another_age_than_is_seen(three: ReviewRig) -> None:
    three.press("1", "3")
    confirm = three.answer.confirm
    assert confirm.text().startswith("Confirm 13")
    three.press("0")
    assert three.answer.age.text() == "130"
    assert confirm.text() == "130 is not a valid age"
    assert not confirm.isEnabled()
    three.press("Return")
    three.press("M")
    assert three.said() == (None, None, None)
    three.press("Backspace")
    assert confirm.isEnabled()
    assert confirm.text().startswith("Confirm 13")
    assert three.answer.complaint == ""


def test_a_typed_age_is_not_lost_by_moving_on(three: ReviewRig) -> None:
    three.press("3", "9", "Right")
    assert three.said(0) == ("corrected", 39.0, None)
    three.press("Left")
    assert three.answer.age.text() == "39"
    three.press("4", "0", "M")
    assert three.said(0) == ("corrected", 40.0, "male")
    # A number that was said already begins anew with the first digit.
    three.press("4")
    assert three.answer.age.text() == "4"


def test_a_typed_age_waits_for_the_gender(three: ReviewRig) -> None:
    three.press("Right", "Right", "3", "1", "Return")
    assert three.said() == (None, None, None)
    assert three.answer.complaint == "The model is not sure of the gender: choose one."
    assert three.answer.age.typed == "31"
    three.press("U")
    assert three.said() == ("corrected", 31.0, "unknown")
    assert three.position == "3 of 5"


def test_one_part_of_the_answer_is_a_partly_reviewed_face(three: ReviewRig) -> None:
    three.press("3", "9", "Right", "Left")
    assert three.answer.state == "partly reviewed"
    assert words.state_text(three.work.rows, 0) == "partly reviewed"
    assert (three.work.reviewed, three.work.partly) == (0, 1)
    shown = [three.work.rows.selected(Filter(show=show)).tolist() for show in SHOWS]
    by_show = dict(zip(SHOWS, shown, strict=True))
    assert by_show["partly"] == [0]
    assert by_show["unreviewed"] == [0, 1, 2, 3], "it still wants an answer"
    assert by_show["reviewed"] == []
    three.work.set_attribute("age")
    wanted = three.work.rows.selected(Filter(show="unreviewed"), attribute="age")
    assert wanted.tolist() == [1, 2, 3]
    three.work.set_attribute("both")
    three.press("Return")
    assert three.said(0) == ("corrected", 39.0, "female")
    assert (three.work.reviewed, three.work.partly) == (1, 0)


def test_not_a_face_shows_as_chosen_and_is_taken_back(three: ReviewRig) -> None:
    button = three.answer.not_a_face
    assert not button.isChecked()
    three.press("M", "X")
    assert three.position == "2 of 5"
    assert not button.isChecked(), "of this face nothing was said"
    three.press("Left")
    assert button.isChecked()
    assert not any(one.isChecked() for one in three.answer.genders.values())
    three.click("not_a_face")
    assert three.said(0) == (None, None, None)
    assert three.position == "1 of 5", "the face that is one after all is there to be answered"
    assert not button.isChecked()
    three.press("X", "Left", "F")
    assert three.said(0) == ("confirmed", None, "female"), "an answer says that it is a face"
    assert not button.isChecked()


def test_a_drawn_face_that_is_none_can_be_one_again(three: ReviewRig) -> None:
    three.press("A", "Return")
    three.idle()
    assert three.answer.state == "added by hand"
    row = three.row
    three.press("X")
    three.idle()
    three.view.navigator.go_to_face(int(three.work.rows.face_ids[row]))
    assert three.answer.not_a_face.isChecked()
    three.press("X")
    assert three.said(row) == ("added", None, None)
    three.press("X", "Left", "F")
    assert three.said(row) == ("added", None, "female")
    assert three.answer.state == "added by hand, partly reviewed"


def test_not_a_face_and_clear(three: ReviewRig) -> None:
    three.press("X")
    assert three.said(0) == ("not_a_face", None, None)
    assert three.position == "2 of 5"
    three.press("Del", "Left")
    assert three.answer.state == "not a face"
    three.press("C")
    assert three.said(1) == (None, None, None)
    assert [label and label.verdict for label in three.labels()] == ["not_a_face", *[None] * 3]


def test_undo_has_no_end_and_goes_to_the_face(three: ReviewRig) -> None:
    three.press("Return", "X", "2", "F", "Return", "M", "Return")
    assert three.position == "5 of 5"
    three.idle()
    said = [three.said(row) for row in range(4)]
    for expected in (3, 3, 2, 1, 0):
        assert three.work.can_undo
        three.press("Ctrl+Z")
        three.idle()
        assert three.row == expected
    assert [label for label in three.labels() if label] == []
    assert not three.view.menu_actions.commands["undo"].isEnabled()
    for _ in range(5):
        three.press("Ctrl+Shift+Z")
        three.idle()
    assert [three.said(row) for row in range(4)] == said
    assert three.row == 3
    assert not three.work.can_redo


def test_what_was_said_after_an_undo_stays(three: ReviewRig) -> None:
    three.press("F")
    three.idle()
    # No turn of the event loop in between: the answer to the first comes after the second.
    three.press("Ctrl+Z", "M")
    three.idle()
    assert three.said() == ("corrected", None, "male")
    label = three.labels()[0]
    assert label is not None
    assert label.gender == "male"


def test_arrows_go_through_the_faces(three: ReviewRig) -> None:
    three.press("Left")
    assert three.position == "1 of 5"
    three.press("Right", "Right", "Right")
    three.idle()
    assert three.parts.bar.name == "0001.jpg"
    assert len(three.canvas.faces) == 1
    assert three.parts.strip.isHidden()
    three.press("Right")
    three.idle()
    assert three.panel.note == "No face"
    assert three.canvas.picture is not None
    three.press("Return", "F", "5", "X")
    assert three.position == "5 of 5"
    assert "last one" in three.recorder.said[-1]
    assert three.labels() == [None] * 4


def test_only_the_gender_is_reviewed(three: ReviewRig) -> None:
    three.work.set_attribute("gender")
    assert not three.answer.age.isEnabled()
    assert three.answer.confirm.text() == "Confirm female"
    three.press("4", "4")
    assert three.answer.age.text() == ""
    three.press("Return")
    assert three.said(0) == ("confirmed", None, "female")
    # Nothing else is asked for: a gender goes on at once.
    three.press("U")
    assert three.said(1) == ("corrected", None, "unknown")
    assert three.position == "3 of 5"
    three.press("Return")
    assert three.position == "3 of 5"
    assert "not sure of the gender" in three.answer.complaint
    three.press("M")
    assert not three.answer.complaint
    assert three.position == "4 of 5"


def test_only_the_age_is_reviewed(three: ReviewRig) -> None:
    three.press("M")
    three.view.menu_actions.attributes["age"].trigger()
    assert three.work.attribute == "age"
    assert three.panel.attribute.currentData() == "age"
    assert not any(button.isEnabled() for button in three.answer.genders.values())
    three.press("F", "3", "3", "Return")
    assert three.said(0) == ("corrected", 33.0, "male")
    assert three.position == "2 of 5"

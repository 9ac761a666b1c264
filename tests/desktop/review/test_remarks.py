"""Comments and flags under review: typed, put on by key or click, kept, undone, searched."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.errors import OutputError
from engine.project import FaceNote, Filter, Project, now
from tests.desktop.review.review_driver import ReviewRig


def notes(rig: ReviewRig) -> list[tuple[str, str, list[str]]]:
    """What stands on the disk of all faces: who, the comment, the flags."""
    rig.idle()
    assert rig.work.project is not None
    return [
        (note.reviewer, note.comment, sorted(note.flags))
        for photo in rig.work.project.photos()
        for face in photo.faces
        for note in face.notes
    ]


def type_in(rig: ReviewRig, text: str) -> None:
    QTest.keyClicks(rig.panel.remarks.edit, text)


def test_a_comment_is_typed_and_kept_with_enter(rig: ReviewRig) -> None:
    rig.press("N")
    assert rig.panel.remarks.edit.hasFocus()
    type_in(rig, "turned away, 3 people")  # letters and digits are text here
    assert rig.said(0) == (None, None, None)
    rig.press("Return")
    assert rig.window.focusWidget() is rig.canvas
    assert notes(rig) == [("AB", "turned away, 3 people", [])]
    assert rig.position == "1 of 5"


def test_escape_drops_what_was_typed(rig: ReviewRig) -> None:
    rig.press("N")
    type_in(rig, "no")
    rig.press("Esc")
    assert rig.panel.remarks.edit.text() == ""
    assert rig.window.focusWidget() is rig.canvas
    assert notes(rig) == []
    assert rig.navigator.open


def test_a_comment_stays_with_its_face_whatever_leads_away(rig: ReviewRig) -> None:
    rig.press("N")
    type_in(rig, "first")
    rig.click("confirm")  # which leaves the focus where it is
    assert rig.position == "2 of 5"
    assert rig.panel.remarks.edit.text() == ""
    rig.canvas.setFocus()
    rig.press("N")
    type_in(rig, "second")
    QTest.mouseClick(rig.canvas, Qt.MouseButton.LeftButton, pos=middle(rig, 2))
    assert rig.position == "3 of 5"
    assert notes(rig) == [("AB", "first", []), ("AB", "second", [])]
    rig.canvas.setFocus()
    rig.press("Left")
    assert rig.panel.remarks.edit.text() == "second"


def middle(rig: ReviewRig, index: int):  # type: ignore[no-untyped-def]
    return rig.canvas.box_rect(index).center().toPoint()


def test_flags_are_put_on_and_taken_off_by_key_and_click(rig: ReviewRig) -> None:
    rig.press("D", "P")
    assert notes(rig) == [("AB", "", ["discuss", "poor_picture"])]
    buttons = rig.panel.remarks.flags
    assert [buttons[flag].isChecked() for flag in buttons] == [True, True, False]
    QTest.mouseClick(buttons["discuss"], Qt.MouseButton.LeftButton)
    assert notes(rig) == [("AB", "", ["poor_picture"])]
    QTest.mouseClick(buttons["good_example"], Qt.MouseButton.LeftButton)
    assert notes(rig) == [("AB", "", ["good_example", "poor_picture"])]
    rig.press("Right")
    assert not any(button.isChecked() for button in buttons.values())
    rig.press("Left")
    assert [buttons[flag].isChecked() for flag in buttons] == [False, True, True]


def test_remarks_are_undone_and_redone_with_all_else(rig: ReviewRig) -> None:
    rig.press("D", "F", "G")
    rig.press("Ctrl+Z")
    assert notes(rig) == [("AB", "", ["discuss"])]
    assert not rig.panel.remarks.flags["good_example"].isChecked()
    rig.press("Ctrl+Z", "Ctrl+Z")
    assert notes(rig) == []
    rig.press("Ctrl+Y")
    assert notes(rig) == [("AB", "", ["discuss"])]
    assert rig.panel.remarks.flags["discuss"].isChecked()


def test_others_remarks_are_told_where_others_labels_are(rig: ReviewRig) -> None:
    project = rig.work.project
    assert project is not None
    face_id = int(rig.work.rows.face_ids[0])
    bob = FaceNote(reviewer="BC", comment="too dark", flags=frozenset({"discuss"}), noted_at=now())
    project.set_note(face_id, bob)
    rig.work.refresh()
    rig.idle()
    assert rig.panel.others == ""
    assert not rig.panel.remarks.flags["discuss"].isChecked()  # it is not the reviewer's own
    rig.view.menu_actions.show_others.trigger()
    assert rig.panel.others == "BC: discuss; “too dark”"
    rig.press("D")
    assert notes(rig) == [("AB", "", ["discuss"]), ("BC", "too dark", ["discuss"])]


def test_the_list_finds_comments_and_flags(rig: ReviewRig) -> None:
    rig.press("D", "Right", "N")
    type_in(rig, "Blurred")
    rig.press("Return")
    rig.model.show(Filter(text="blur"))
    assert rig.model.listing.tolist() == [1]
    rig.model.show(Filter(remark="discuss"))
    assert rig.model.listing.tolist() == [0]
    column = rig.model.columnCount() - 1
    rig.model.show(Filter())
    texts = [rig.model.index(place, column).data() for place in range(2)]
    assert texts == ["discuss", "“Blurred”"]


def test_a_remark_that_cannot_be_kept_is_taken_back(
    rig: ReviewRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_args: object) -> None:
        raise OutputError("The disk is full.")

    monkeypatch.setattr(Project, "set_note", refused)
    rig.press("D")
    rig.idle()
    assert "could not be saved" in rig.recorder.sentences[0]
    assert not rig.panel.remarks.flags["discuss"].isChecked()
    assert notes(rig) == []


def test_a_remark_made_while_the_rows_are_read_stays(rig: ReviewRig) -> None:
    rig.work.refresh()
    rig.press("D")
    rig.idle()
    assert rig.panel.remarks.flags["discuss"].isChecked()
    assert rig.work.rows.flags_of(0) == {"discuss"}


def test_without_a_name_a_remark_asks_for_one(rig: ReviewRig) -> None:
    rig.work.set_reviewer("")
    rig.idle()
    rig.press("D")
    assert rig.parts.reviewer_line.isVisible()
    assert notes(rig) == []

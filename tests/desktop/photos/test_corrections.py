"""Faces corrected in the Photos tab: on screen, in what is saved and copied, and nowhere else."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from desktop.photos.corrections import Correction, forms_of
from engine.results import Box, Estimate, Face
from tests.desktop.conftest import FACES, MakeRig, Rig

WritePhoto = Callable[..., Path]


@pytest.fixture
def rig(make_rig: MakeRig, write_photo: WritePhoto) -> Rig:
    rig = make_rig()
    rig.desktop.settings.reviewer = "AB"
    rig.open(write_photo("a.jpg"), write_photo("b.jpg"))
    return rig


def choose(rig: Rig, index: int) -> None:
    middle = rig.view.box_rect(index).center().toPoint()
    QTest.mouseClick(rig.view, Qt.MouseButton.LeftButton, pos=middle)


def say(rig: Rig, age: str = "", gender: str = "") -> None:
    bar = rig.panel.correction
    if age:
        bar.age.setFocus()
        bar.age.selectAll()
        QTest.keyClicks(bar.age, age)
        QTest.keyClick(bar.age, Qt.Key.Key_Return)
    if gender:
        bar.gender.setFocus()
        QTest.keyClicks(bar.gender, gender)


def table(rig: Rig, path: Path) -> list[dict[str, str]]:
    rig.dialogs.answer = [path]
    rig.tab.menu_actions.save_table.trigger()
    rig.idle()
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_fields_come_with_a_chosen_face_and_say_that_nothing_is_stored(rig: Rig) -> None:
    bar = rig.panel.correction
    assert not bar.isVisible()
    choose(rig, 0)
    assert bar.isVisible()
    assert any(
        "stores them nowhere else" in label.text()
        for label in bar.findChildren(type(rig.panel.model_caution))
    )


def test_corrections_stand_in_the_table_as_labels(rig: Rig, tmp_path: Path) -> None:
    choose(rig, 0)
    say(rig, age="41", gender="M")
    assert "you: 41, male" in rig.texts()[0]
    choose(rig, 1)
    QTest.mouseClick(rig.panel.correction.rejected, Qt.MouseButton.LeftButton)
    assert "you: not a face" in rig.texts()[1]
    assert not rig.panel.correction.age.isEnabled()
    rows = table(rig, tmp_path / "t.csv")
    assert len(rows) == 6
    first, second, third = rows[:3]
    assert (first["review_state"], first["human_age"], first["human_gender"]) == (
        "corrected",
        "41.0",
        "male",
    )
    assert (first["reviewer"], first["label_rule"], first["blind"]) == ("AB", "one reviewer", "no")
    assert first["apparent_age"]  # the model's answer stays beside it
    assert second["review_state"] == "rejected"
    assert third["review_state"] == "unreviewed"
    assert {row["review_state"] for row in rows[3:]} == {"unreviewed"}


def test_they_are_kept_while_the_photos_are_open_and_forgotten_with_them(rig: Rig) -> None:
    choose(rig, 0)
    say(rig, age="41")
    rig.tab.step(1)
    rig.idle()
    choose(rig, 0)
    assert rig.panel.correction.correction.empty
    rig.tab.step(-1)
    rig.idle()
    assert "you: 41" in rig.texts()[0]
    choose(rig, 0)
    assert rig.panel.correction.correction == Correction(age=41)
    rig.tab.close_all()
    assert len(rig.tab.corrections) == 0


def test_what_is_copied_says_it_and_leaves_out_what_is_no_face(rig: Rig) -> None:
    choose(rig, 0)
    say(rig, age="41")
    choose(rig, 1)
    QTest.mouseClick(rig.panel.correction.rejected, Qt.MouseButton.LeftButton)
    rig.tab.menu_actions.copy_text.trigger()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "a.jpg"
    assert len(lines) == 1 + len(FACES) - 1
    assert lines[1].endswith("; you: 41")
    assert not lines[2].endswith("you: 41")


def test_a_saved_picture_shows_it(rig: Rig, tmp_path: Path) -> None:
    def saved(name: str) -> QImage:
        rig.dialogs.answer = [tmp_path / name]
        rig.tab.menu_actions.save_picture.trigger()
        rig.idle()
        return QImage(str(tmp_path / name))

    before = saved("before.png")
    choose(rig, 1)
    QTest.mouseClick(rig.panel.correction.rejected, Qt.MouseButton.LeftButton)
    after = saved("after.png")
    assert not before.isNull()
    assert before != after
    edge = FACES[1].box
    line = (round(edge.x), round(edge.y + edge.h / 2))
    assert before.pixelColor(*line) != after.pixelColor(*line)


def test_a_person_s_answer_has_no_score() -> None:
    face = Face(Box(0, 0, 9, 9), estimate=Estimate(30.0, 0.9, "female", 25.0, 36.0))
    assert forms_of(face, Correction(age=41, gender="male"))[0] == ("41", "male")
    assert forms_of(face, Correction(gender="unknown"))[0] == ("25–36, around 30", "cannot tell")
    assert forms_of(face, Correction(age=41))[0][0] == "41"
    assert "90" in forms_of(face, Correction(age=41))[0][1]


def test_the_door_leads_to_the_folder_tab(rig: Rig, tmp_path: Path) -> None:
    choose(rig, 0)
    QTest.mouseClick(rig.panel.correction.door, Qt.MouseButton.LeftButton)
    rig.idle()
    assert rig.window.tabs.currentWidget() is rig.desktop.folder_tab
    page = rig.desktop.folder_tab.page
    assert page.pages.currentWidget() is page.setup

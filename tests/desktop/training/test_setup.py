"""Setting a training up: choices with sentences, a look at the data, drops, what may be started."""

from __future__ import annotations

import shutil
from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QLabel

from desktop.training.backend import StartModel
from desktop.training.page import TrainingPage
from tests.desktop.conftest import Rig
from tests.desktop.test_drops import drop, urls
from tests.desktop.training.training_driver import faces


@pytest.fixture
def page(rig: Rig) -> TrainingPage:
    return open_tab(rig)


def open_tab(rig: Rig) -> TrainingPage:
    rig.window.tabs.setCurrentWidget(rig.desktop.training_tab)
    rig.qtbot.waitUntil(lambda: rig.desktop.training_tab.is_built, timeout=20_000)
    rest(rig)
    return rig.desktop.training_tab.page


def rest(rig: Rig) -> None:
    tab = rig.desktop.training_tab

    def at_rest() -> bool:
        if rig.desktop.context.lanes.training.busy:
            return False
        page = tab.page if tab.is_built else None
        return page is None or not (page.is_settling or page.run_page.report.is_filling)

    rig.qtbot.waitUntil(at_rest, timeout=20_000)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Forty good pictures, one that is none, one without a label."""
    folder = tmp_path / "class photos"
    folder.mkdir()
    for number, face in enumerate(faces(40, side_px=64)):
        name = f"{5 + 2 * number}_{number % 2}_0_2017{number:04}.jpg"
        cv2.imwrite(str(folder / name), face[:, :, ::-1])
    (folder / "30_0_0_20180101.jpg").write_bytes(b"no picture")
    (folder / "holiday.jpg").write_bytes(b"no label")
    return folder


def test_nothing_is_built_before_somebody_looks(rig: Rig) -> None:
    assert rig.desktop.training_tab._page is None
    assert not rig.desktop.context.lanes.training.busy
    assert open_tab(rig) is rig.desktop.training_tab.page


def test_photos_come_first_and_the_bar_appears(rig: Rig) -> None:
    tabs = rig.window.tabs
    assert [tabs.tabText(n) for n in range(tabs.count())] == [
        "Photos",
        "Folder",
        "Webcam",
        "Training",
    ]
    assert tabs.currentIndex() == 0
    assert tabs.tabBar().isVisible()


def test_every_choice_has_a_sentence(page: TrainingPage) -> None:
    setup = page.setup
    for question in (setup.data.question, setup.architecture, setup.start.question, setup.preset):
        for card in question.cards.values():
            assert len(card.sentence.text()) > 40
            told = QAccessible.queryAccessibleInterface(card.radio)
            assert told.text(QAccessible.Text.Description) == card.sentence.text()
    assert set(setup.architecture.cards) == {"combined", "separate", "duel", "recommended"}
    assert set(setup.preset.cards) == {"class_demo", "full"}
    assert "drawn" in setup.data.question.cards["drawn"].sentence.text()
    options = setup.options
    controls = (
        options.recipe,
        options.epochs,
        options.batch_size,
        options.learning_rate,
        options.augment,
        options.seed,
    )
    for control in controls:
        assert control.accessibleName()
        assert len(control.accessibleDescription()) > 40


def test_more_settings_are_folded_away_and_used(page: TrainingPage) -> None:
    options = page.setup.options
    assert not options.isVisible()
    page.setup.more.set_open(True)
    assert options.isVisible()
    options.recipe.setCurrentIndex(options.recipe.findData("source"))
    options.epochs.setValue(4)
    options.augment.setChecked(False)
    options.seed.setValue(11)
    plan = page.setup.plan()
    assert plan is not None
    assert plan.options.overrides() == {
        "recipe": "source",
        "epochs": 4,
        "augment": False,
        "seed": 11,
    }


def test_as_above_says_which_numbers_it_stands_for(page: TrainingPage) -> None:
    setup = page.setup
    options = setup.options
    assert options.recipe.itemText(0) == "Default: tuned"
    assert options.epochs.text() == "Default: 6"
    assert options.batch_size.text() == "Default: 32"
    assert options.learning_rate.text() == "Default: 0.0015"
    setup.preset.choose("full")
    assert options.epochs.text() == "Default: 24"
    setup.architecture.choose("duel")
    assert options.epochs.text() == "Default: 24 / 16"
    assert options.batch_size.text() == "Default: 64"
    options.recipe.setCurrentIndex(options.recipe.findData("source"))
    assert options.epochs.text() == "Default: 30"
    assert options.learning_rate.text() == "Default: 0.001 / 0.0001"
    plan = setup.plan()
    assert plan is not None
    assert plan.options.epochs is None  # still left to preset and recipe


def test_the_source_has_no_way_for_the_recommended_one(page: TrainingPage) -> None:
    setup = page.setup
    recipe = setup.options.recipe
    source = recipe.findData("source")
    recipe.setCurrentIndex(source)
    setup.architecture.choose("recommended")
    assert recipe.currentIndex() == 0
    assert not recipe.model().flags(recipe.model().index(source, 0)) & Qt.ItemFlag.ItemIsEnabled
    plan = setup.plan()
    assert plan is not None
    assert (plan.architecture, plan.options.recipe) == ("recommended", None)
    setup.architecture.choose("duel")
    assert recipe.model().flags(recipe.model().index(source, 0)) & Qt.ItemFlag.ItemIsEnabled


def test_four_cards_stand_two_and_two(page: TrainingPage) -> None:
    cards = page.setup.architecture.cards
    assert cards["combined"].y() == cards["separate"].y() < cards["duel"].y()
    assert cards["duel"].y() == cards["recommended"].y()
    assert cards["separate"].x() == cards["recommended"].x()


def test_a_click_anywhere_on_a_card_chooses_it(rig: Rig, page: TrainingPage) -> None:
    card = page.setup.architecture.cards["duel"]
    rig.qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert page.setup.architecture.key == "duel"
    assert "Both as a duel" in page.setup.summary


def test_without_faces_there_is_a_hint_and_no_start(rig: Rig, page: TrainingPage) -> None:
    actions = rig.desktop.training_tab.menu_actions
    assert actions.start.isEnabled()
    page.setup.data.question.choose("own")
    assert not actions.start.isEnabled()
    assert not page.setup.start_button.isEnabled()
    assert "First choose" in page.setup.summary
    notes = [one for one in page.findChildren(QLabel) if "UTKFace is a collection" in one.text()]
    assert notes[0].isVisible()
    notes[0].linkActivated.emit("https://susanqq.github.io/UTKFace/")
    assert rig.stage.opened == ["https://susanqq.github.io/UTKFace/"]
    page.setup.data.question.choose("drawn")
    assert actions.start.isEnabled()
    assert not notes[0].isVisible()


def test_a_folder_is_looked_at_and_told_as_a_table(
    rig: Rig, page: TrainingPage, folder: Path
) -> None:
    rig.dialogs.answer = [folder]
    page.setup.data.choose_folder.click()
    rest(rig)
    view = page.setup.data.findings
    assert view.isVisible()
    assert "40 usable faces" in view.summary
    assert "20 labelled female" in view.summary
    rows = [
        [view.table.item(row, column).text() for column in range(4)]
        for row in range(view.table.rowCount())
    ]
    assert [row[0] for row in rows] == ["Warning"] * 3
    assert any("cannot be read" in row[1] and row[2] == "1" for row in rows)
    assert not view.table.item(0, 0).icon().isNull()
    assert "10 to 19 years: 5" in view.bars.accessibleDescription()
    assert view.left_out.splitlines()[1].startswith("holiday.jpg: ")
    assert not view._left_out.isVisible()
    view.fold.heading.click()
    assert view._left_out.isVisible()
    assert rig.desktop.training_tab.menu_actions.start.isEnabled()
    assert page.setup.summary.startswith("class photos")


def test_an_archive_is_chosen_from_the_menu(
    rig: Rig, page: TrainingPage, folder: Path, tmp_path: Path
) -> None:
    choose = rig.desktop.training_tab.menu_actions.choose_file
    choose.trigger()  # a change of mind
    assert page.setup.data.place == "drawn"
    archive = Path(shutil.make_archive(str(tmp_path / "faces"), "zip", folder))
    rig.dialogs.answer = [archive]
    choose.trigger()
    rest(rig)
    assert page.setup.data.place == archive
    assert "“faces.zip”: 40 usable faces" in page.setup.data.findings.summary


def test_of_very_many_files_that_are_skipped_the_rest_is_counted(
    rig: Rig, page: TrainingPage, folder: Path
) -> None:
    for number in range(500):
        (folder / f"holiday {number}.jpg").write_bytes(b"no label")
    page.take(folder)
    rest(rig)
    lines = page.setup.data.findings.left_out.splitlines()
    assert len(lines) == 501
    assert lines[-1] == "… and 2 more"


def test_the_findings_follow_the_theme(rig: Rig, page: TrainingPage, folder: Path) -> None:
    theme, table = rig.desktop.theme, page.setup.data.findings.table

    def icon() -> QImage:
        return table.item(0, 0).icon().pixmap(16).toImage()

    theme.choose("light")
    page.take(folder)
    rest(rig)
    told, light = table.item(0, 1).text(), icon()
    theme.choose("dark")
    assert icon() != light
    assert table.item(0, 1).text() == told
    theme.choose("light")
    assert icon() == light


def test_a_drop_on_the_tab_is_taken(rig: Rig, page: TrainingPage, folder: Path) -> None:
    assert drop(rig.desktop.training_tab, urls(folder))
    rig.idle()
    rest(rig)
    assert page.setup.data.place == folder
    assert page.setup.data.findings.isVisible()
    plan = page.setup.plan()
    assert plan is not None
    assert plan.place == folder


def test_unusable_data_are_a_sentence(rig: Rig, page: TrainingPage, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    rig.dialogs.answer = [empty]
    rig.desktop.training_tab.menu_actions.choose_folder.trigger()
    rest(rig)
    (sentence,) = rig.recorder.sentences
    assert sentence.startswith("These faces cannot be used. No labelled faces")
    assert "Details: " in sentence
    assert not page.setup.data.findings.isVisible()


def test_a_look_can_be_given_up(rig: Rig, page: TrainingPage, folder: Path) -> None:
    data = page.setup.data
    data.choose(folder)
    assert data.progress.text == "Checking the faces"
    data.progress.cancel_button.click()
    assert data.progress.text == ""
    assert data.progress.isHidden()
    rest(rig)
    assert not data.findings.isVisible()
    assert not rig.recorder.problems


def test_another_choice_forgets_what_was_found(rig: Rig, page: TrainingPage, folder: Path) -> None:
    page.take(folder)
    rest(rig)
    page.setup.data.question.choose("drawn")
    assert not page.setup.data.findings.isVisible()
    assert page.setup.data.place == "drawn"


def test_too_few_faces_are_not_started_on(rig: Rig, page: TrainingPage, folder: Path) -> None:
    start = rig.desktop.training_tab.menu_actions.start
    for face in sorted(folder.glob("*_2017*.jpg"))[29:]:
        face.unlink()
    page.take(folder)
    rest(rig)
    assert not start.isEnabled()
    assert page.setup.plan() is None
    told = "Too few faces to train on: 29 can be used; at least 30 are needed."
    assert page.setup.summary == told
    page.setup.data.question.choose("drawn")
    assert start.isEnabled()
    assert "Drawn faces" in page.setup.summary


def test_a_model_takes_more_faces_than_a_beginner(
    rig: Rig, page: TrainingPage, folder: Path
) -> None:
    one = StartModel(model_id="mine", architecture="combined", folder=folder / "mine")
    rig.stage.models = [one]
    page.take(folder)
    rest(rig)
    assert page.setup.plan() is not None
    page.setup.start.question.cards["model"].radio.click()
    told = "Starting from a model takes at least 100 labelled faces; there are 40."
    assert page.setup.summary == told
    assert not rig.desktop.training_tab.menu_actions.start.isEnabled()

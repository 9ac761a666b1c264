"""*Manage models*: what there is, another name, a copy elsewhere, and what is deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from desktop.model_manager import InstalledModel, ModelComparison, ModelsDialog
from desktop.unfit_model import UnfitModelDialog
from engine.spec import DRAWN_LICENCE, THINNED_NOTE
from engine.store import ModelStore, shipped_models_dir, verify
from tests.desktop.conftest import FakePipeline, Rig, make_spec

MakeModel = Callable[..., Path]


@pytest.fixture
def mine(tmp_path: Path, make_model: MakeModel) -> Path:
    folder = tmp_path / "mine"
    make_model(folder, "class-1", title="First try")
    make_model(folder, "class-2", title="Second try")
    return folder


@pytest.fixture
def opened(rig: Rig, mine: Path) -> ModelsDialog:
    """The dialog, as the menu opens it, over two models of one's own and the shipped ones."""
    rig.idle()
    rig.desktop.model_manager._open_models = lambda: ModelStore([mine, shipped_models_dir()])
    rig.window.managing_wanted.emit()
    dialog = rig.desktop.model_manager.dialog
    assert dialog is not None
    rig.qtbot.waitUntil(lambda: dialog.list.count() == 5, timeout=20_000)
    return dialog


def choose(dialog: ModelsDialog, model_id: str) -> None:
    rows = [dialog.list.item(row).text().split("\n")[1] for row in range(dialog.list.count())]
    dialog.list.setCurrentRow(rows.index(model_id))


def test_the_menu_leads_to_it(rig: Rig) -> None:
    (action,) = [one for one in rig.window.model_menu.actions() if "Manage" in one.text()]
    with rig.qtbot.waitSignal(rig.window.managing_wanted):
        action.trigger()
    assert rig.desktop.model_manager.dialog is not None
    rig.idle()


def test_a_model_of_ones_own_gets_another_name_by_enter(
    rig: Rig, opened: ModelsDialog, mine: Path
) -> None:
    choose(opened, "class-2")
    assert not opened.rename.isEnabled()  # it has that name
    opened.name.selectAll()
    QTest.keyClicks(opened.name, "Room 12")
    assert opened.rename.isEnabled()
    with rig.qtbot.waitSignal(rig.desktop.model_manager.changed, timeout=20_000):
        QTest.keyClick(opened.name, Qt.Key.Key_Return)
    rig.qtbot.waitUntil(
        lambda: opened.list.currentItem().text() == "Room 12\nclass-2", timeout=20_000
    )
    assert opened.isVisible()
    assert verify(mine / "class-2").title == "Room 12"


def test_a_shipped_model_is_shown_and_stays(opened: ModelsDialog) -> None:
    choose(opened, "recommended")
    assert not opened.name.isEnabled()
    assert not opened.delete.isEnabled()
    assert opened.export.isEnabled()
    assert "came with AgeLens" in opened.note.text()


def test_deleting_asks_and_enter_keeps(rig: Rig, opened: ModelsDialog, mine: Path) -> None:
    choose(opened, "class-1")
    opened.delete.click()
    box = rig.desktop.model_manager.question
    assert isinstance(box, QMessageBox)
    assert box.defaultButton() is box.button(QMessageBox.StandardButton.Cancel)
    assert box.text() == "Delete “First try (class-1)” from this computer?"
    assert "in use" not in box.informativeText()
    QTest.keyClick(box, Qt.Key.Key_Return)
    rig.idle()
    assert (mine / "class-1").exists()
    opened.delete.click()
    box = rig.desktop.model_manager.question
    assert isinstance(box, QMessageBox)
    (yes,) = [one for one in box.buttons() if one.text() == "Delete"]
    with rig.qtbot.waitSignal(rig.desktop.model_manager.changed, timeout=20_000):
        yes.click()
    rig.qtbot.waitUntil(lambda: opened.list.count() == 4, timeout=20_000)
    assert [path.name for path in mine.iterdir()] == ["class-2"]


def test_deleting_says_that_a_model_is_in_use_and_forgets(rig: Rig, opened: ModelsDialog) -> None:
    rig.store.pipelines["class-1"] = FakePipeline(make_spec("class-1", title="First try"))
    choose(opened, "class-1")
    with rig.qtbot.waitSignal(rig.desktop.context.session.model_changed, timeout=20_000):
        opened.use.click()
    opened.delete.click()
    box = rig.desktop.model_manager.question
    assert isinstance(box, QMessageBox)
    assert box.informativeText().startswith("It is in use now")
    (yes,) = [one for one in box.buttons() if one.text() == "Delete"]
    del rig.store.pipelines["class-1"]
    with rig.qtbot.waitSignal(rig.desktop.model_manager.changed, timeout=20_000):
        yes.click()
    rig.idle()
    assert rig.desktop.settings.model_id is None  # or the next start would warn of it
    assert not rig.recorder.problems, "the question has said it"


def test_a_copy_goes_where_one_says_and_never_over_another(
    rig: Rig, opened: ModelsDialog, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    choose(opened, "class-1")
    for told in ("was exported", "already"):
        rig.dialogs.answer = [tmp_path / "stick"]
        opened.export.click()
        rig.qtbot.waitUntil(lambda told=told: told in opened.note.text(), timeout=20_000)
    assert verify(tmp_path / "stick" / "class-1").title == "First try"


def test_closing_it_while_it_looks_is_no_accident(rig: Rig) -> None:
    rig.window.managing_wanted.emit()
    dialog = rig.desktop.model_manager.dialog
    assert dialog is not None
    dialog.reject()
    rig.idle()
    assert rig.desktop.model_manager.dialog is None
    assert not rig.recorder.problems


def test_two_models_are_compared_line_by_line(rig: Rig, opened: ModelsDialog) -> None:
    choose(opened, "combined")
    rows = {opened.list.item(row).text().split("\n")[1]: row for row in range(opened.list.count())}
    opened.list.item(rows["recommended"]).setSelected(True)
    comparison = opened._details.widget()
    assert isinstance(comparison, ModelComparison)
    told = {what: (first, second) for what, first, second in comparison.rows}
    ids = [told["Name"][place].split("\n")[1] for place in (0, 1)]
    assert sorted(ids) == ["combined", "recommended"]
    specs = {one.spec.model_id: one.spec for one in opened._models}
    for place, model_id in enumerate(ids):
        figure = specs[model_id].metrics["test_age_mae_years"]
        assert told["Age error (years)"][place] == f"{figure:.2f}"
        assert specs[model_id].architecture in told["Architecture"][place]
    assert not opened.rename.isEnabled()
    assert not opened.delete.isEnabled()
    assert not opened.use.isEnabled()
    opened.list.selectAll()
    assert "Select two models" in opened.note.text()
    choose(opened, "combined")
    assert not isinstance(opened._details.widget(), ModelComparison)
    assert opened.use.isEnabled()


def test_a_model_is_used_from_now_on_and_at_the_next_start(rig: Rig, opened: ModelsDialog) -> None:
    rig.store.pipelines["class-1"] = FakePipeline(make_spec("class-1", title="First try"))
    choose(opened, "class-1")
    assert opened.use.text() == "Use by default"
    with rig.qtbot.waitSignal(rig.desktop.context.session.model_changed, timeout=20_000):
        opened.use.click()
    assert opened.use.text() == "In use"
    assert not opened.use.isEnabled()
    assert rig.desktop.settings.model_id == "class-1"
    assert rig.window.status_text.text() == "Now using class-1"


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"licence": DRAWN_LICENCE}, "A model trained on drawings"),
        ({"intended_use": THINNED_NOTE}, "A model trained without a group"),
    ],
)
def test_a_model_that_is_not_for_photos_is_used_only_after_a_question(
    rig: Rig, opened: ModelsDialog, fields: dict[str, str], title: str
) -> None:
    unfit = replace(make_spec("class-2"), **fields)
    rig.store.pipelines["class-2"] = FakePipeline(unfit)
    opened.show_models([InstalledModel(unfit, True)], choose="class-2", in_use="tiny")
    manager = rig.desktop.model_manager
    before = rig.desktop.settings.model_id
    opened.use.click()
    question = manager.question
    assert isinstance(question, UnfitModelDialog)
    assert question.windowTitle() == title
    QTest.keyClick(question, Qt.Key.Key_Return)  # whoever presses it keeps what is in use
    assert not question.isVisible()
    assert rig.desktop.settings.model_id == before
    assert opened.use.text() == "Use by default"
    opened.use.click()
    question = manager.question
    assert isinstance(question, UnfitModelDialog)
    with rig.qtbot.waitSignal(rig.desktop.context.session.model_changed, timeout=20_000):
        question.use.click()
    assert rig.desktop.settings.model_id == "class-2"
    assert opened.use.text() == "In use"

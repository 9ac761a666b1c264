"""The page of earlier runs: listed, compared, opened, continued, trained on, deleted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton

from desktop.training.page import TrainingPage
from tests.desktop.conftest import Rig
from tests.desktop.training.kept_runs import leave_run
from tests.desktop.training.test_setup import open_tab, rest
from tests.desktop.training.training_driver import started
from training.interrupted_runs import unfinished_runs
from training.lock import only_one
from training.runs import kept_runs


@pytest.fixture
def page(rig: Rig) -> TrainingPage:
    """The page of earlier runs, with one of each kind."""
    folder = rig.stage.folder
    leave_run(folder, ("combined",), number=1)
    leave_run(folder, ("combined", "separate"), number=2, upto=3, state="stopped")
    leave_run(folder, ("separate",), number=3, upto=2, state="interrupted")
    leave_run(folder, ("combined",), number=4, upto=4, state="stopped")
    page = open_tab(rig)
    show(rig)
    assert page.pages.currentWidget() is page.runs_page
    return page


def show(rig: Rig) -> None:
    rig.desktop.training_tab.menu_actions.runs.trigger()
    rest(rig)


def row_of(page: TrainingPage, architecture: str, state: str) -> int:
    table = page.runs_page.table
    (row,) = [
        row
        for row in range(table.rowCount())
        if (table.item(row, 2).text(), table.item(row, 1).text()) == (architecture, state)
    ]
    return row


def select(page: TrainingPage, *rows: int) -> None:
    table = page.runs_page.table
    table.clearSelection()
    for row in rows:
        flags = table.selectionModel().SelectionFlag
        table.selectionModel().select(table.model().index(row, 0), flags.Select | flags.Rows)


def test_every_run_is_listed_with_what_is_known_of_it(rig: Rig, page: TrainingPage) -> None:
    table = page.runs_page.table
    assert table.rowCount() == 4
    row = row_of(page, "Combined model", "Finished")
    told = [table.item(row, column).text() for column in range(3, 8)]
    assert told[:4] == ["Drawn faces", "6 of 6", "6.0", "91.2 %"]
    assert told[4].endswith("MB")
    duel = row_of(page, "Combined model and Separate models", "Stopped")
    assert table.item(duel, 4).text() == "3 of 6"
    assert "4 runs" in page.runs_page.about.text()
    assert not rig.recorder.problems


def test_what_can_be_done_depends_on_the_run(page: TrainingPage) -> None:
    runs = page.runs_page
    offered = {
        ("Combined model", "Finished"): (True, False, True),
        ("Combined model", "Stopped"): (True, True, True),
        ("Combined model and Separate models", "Stopped"): (True, True, False),
        ("Separate models", "Interrupted"): (True, True, False),
    }
    for which, wanted in offered.items():
        select(page, row_of(page, *which))
        found = (runs.open.isEnabled(), runs.carry_on.isEnabled(), runs.more.isEnabled())
        assert found == wanted, which
        assert runs.delete.isEnabled()
    select(page, 0, 1)
    assert not runs.open.isEnabled()
    assert runs.delete.isEnabled()


def test_why_a_run_cannot_be_trained_on_is_said(page: TrainingPage) -> None:
    runs = page.runs_page
    said = {
        ("Combined model", "Finished"): "Train the model of this run on",
        ("Combined model and Separate models", "Stopped"): "This run made several models",
        ("Separate models", "Interrupted"): "This run is not at its end",
    }
    for which, start in said.items():
        select(page, row_of(page, *which))
        assert runs.more.toolTip().startswith(start)
    select(page, 0, 1)
    assert runs.more.toolTip() == "Choose one run to train on"


def test_ticked_runs_are_drawn_in_one_plot(rig: Rig, page: TrainingPage) -> None:
    runs, curves = page.runs_page, page.runs_page.curves
    rig.qtbot.waitUntil(lambda: curves.board is not None and not curves.is_behind, timeout=20_000)
    before = len(curves.history.networks)
    ticked = [
        row
        for row in range(runs.table.rowCount())
        if runs.table.item(row, 0).checkState() == Qt.CheckState.Checked
    ]
    assert len(ticked) == 3
    (other,) = set(range(4)) - set(ticked)
    runs.table.item(other, 0).setCheckState(Qt.CheckState.Checked)
    assert len(curves.history.networks) > before
    rig.qtbot.waitUntil(lambda: not curves.is_behind, timeout=20_000)
    board = curves.board
    assert board is not None
    assert set(board.legend.texts) == {
        (one.architecture, one.network) for one in curves.history.networks
    }
    looks = [runs._styles(one.architecture, one.network) for one in curves.history.networks]
    assert len(set(looks)) == len(looks) > 5
    for row in range(4):
        runs.table.item(row, 0).setCheckState(Qt.CheckState.Unchecked)
    assert curves.history.networks == ()


def test_a_finished_run_is_opened_as_it_was(rig: Rig, page: TrainingPage) -> None:
    model = keep_model(rig)
    select(page, row_of(page, "Combined model", "Finished"))
    rig.qtbot.keyClick(page.runs_page.table, Qt.Key.Key_Return)
    rest(rig)
    rig.qtbot.waitUntil(lambda: bool(rig.stage.orders), timeout=20_000)
    rest(rig)
    assert page.pages.currentWidget() is page.run_page
    (network,) = page.run_page.curves.history.networks
    assert len(network.epochs) == 6
    assert len(network.step_x) > 100
    assert len(page.run_page.wall.cards) == 12
    assert page.run_page.wall.epoch == 6
    assert page.run_page.header.title.text() == "Done"
    assert "took" not in page.run_page.header.about.text()
    assert "Training took 1 min 0 s" in " ".join(page.run_page.report.texts)
    assert list(page.run_page.report.use_buttons) == [model]
    show(rig)
    assert page.pages.currentWidget() is page.runs_page


def test_the_keyboard_goes_on_from_a_run_that_is_opened(rig: Rig, page: TrainingPage) -> None:
    """And does not lead back at once, by the button that was pressed there before."""
    keep_model(rig)
    select(page, row_of(page, "Combined model", "Finished"))
    for _ in range(2):
        rig.qtbot.keyClick(page.runs_page.table, Qt.Key.Key_Return)
        rig.qtbot.waitUntil(lambda: page.pages.currentWidget() is page.run_page)
        rig.qtbot.waitUntil(lambda: not page.is_settling)
        rest(rig)
        assert rig.window.focusWidget() in page.run_page.report.next_buttons()
        (back,) = (
            one
            for one in page.run_page.findChildren(QPushButton)
            if one.isVisible() and one.text() == "Earlier runs"
        )
        back.setFocus()
        rig.qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
        rest(rig)


def keep_model(rig: Rig) -> str:
    """The id of the finished run's model, which is there."""
    folder = rig.stage.folder
    model = next(run.model_id for run in kept_runs(folder / "work") if run.state == "finished")
    assert model is not None
    (folder / "models" / model).mkdir(parents=True)
    (folder / "models" / model / "model.json").write_text("{}")
    return model


def test_the_class_plays_against_a_run_without_opening_it(rig: Rig, page: TrainingPage) -> None:
    model = keep_model(rig)
    runs = page.runs_page
    select(page, row_of(page, "Separate models", "Interrupted"))
    assert not runs.play.isEnabled()
    select(page, row_of(page, "Combined model", "Finished"))
    runs.play.trigger()
    rest(rig)
    dialog = page.past.class_round
    assert dialog is not None
    assert dialog.isVisible()
    rig.qtbot.keyClick(dialog.start_page.start, Qt.Key.Key_Return)
    rig.qtbot.waitUntil(lambda: dialog.round is not None, timeout=20_000)
    rest(rig)
    (order,) = rig.stage.rounds
    assert (order.place, order.model_ids, order.known_only) == ("drawn", (model,), True)
    dialog.reject()
    # Opened again, it goes on where it was; against another run it begins anew.
    runs.play.trigger()
    assert page.past.class_round is dialog
    assert dialog.guess_page.isVisible()
    dialog.reject()
    assert page.pages.currentWidget() is runs
    assert not rig.recorder.problems
    # Without its model, which the store of the window does not have, it is over.
    rig.desktop.model_manager.changed.emit()
    rig.idle()
    assert page.past.class_round is None


def test_without_models_or_faces_there_is_a_sentence_and_no_round(
    rig: Rig, page: TrainingPage, tmp_path: Path
) -> None:
    runs = page.runs_page
    select(page, row_of(page, "Combined model", "Finished"))
    runs.play.trigger()
    rest(rig)
    assert "have been deleted, so there is nobody to play against" in rig.recorder.sentences[-1]
    leave_run(rig.stage.folder, ("combined",), number=5, data=tmp_path / "gone")
    show(rig)
    for run in kept_runs(rig.stage.folder / "work"):
        if run.settings[0].seed == 5:
            (rig.stage.folder / "models" / str(run.model_id)).mkdir(parents=True)
            (rig.stage.folder / "models" / str(run.model_id) / "model.json").write_text("{}")
    table = runs.table
    (row,) = [row for row in range(table.rowCount()) if table.item(row, 3).text() == "gone"]
    select(page, row)
    runs.play.trigger()
    rest(rig)
    assert "are no longer where they were" in rig.recorder.sentences[-1]
    assert page.past.class_round is None


def test_a_run_whose_model_is_gone_still_shows_its_course(rig: Rig, page: TrainingPage) -> None:
    select(page, row_of(page, "Combined model and Separate models", "Stopped"))
    page.runs_page.open.trigger()
    rest(rig)
    assert page.run_page.header.title.text() == "Stopped early"
    assert not page.run_page.report.use_buttons
    assert "has been deleted" in " ".join(page.run_page.report.texts)
    assert rig.stage.orders == []


def test_an_interrupted_run_is_looked_at_and_resumed(rig: Rig, page: TrainingPage) -> None:
    select(page, row_of(page, "Separate models", "Interrupted"))
    page.runs_page.open.trigger()
    rest(rig)
    actions = rig.desktop.training_tab.menu_actions
    assert page.run_page.header.title.text() == "The training was interrupted"
    assert actions.resume.isEnabled()
    actions.resume.trigger()
    assert page.run.state == "running"
    assert [one.resume for one in rig.stage.process.settings] == [True]
    page.cancel()


@pytest.mark.parametrize("state", ["Interrupted", "Stopped"])
def test_a_run_is_continued(rig: Rig, page: TrainingPage, state: str) -> None:
    which = "Separate models" if state == "Interrupted" else "Combined model"
    before = len(unfinished_runs(rig.stage.folder / "work"))
    select(page, row_of(page, which, state))
    page.runs_page.carry_on.trigger()
    rig.qtbot.waitUntil(lambda: page.run.active, timeout=20_000)
    assert page.pages.currentWidget() is page.run_page
    (chosen,) = rig.stage.process.settings
    assert chosen.resume
    after = len(unfinished_runs(rig.stage.folder / "work"))
    assert after - before == (state == "Stopped")
    page.cancel()


def test_a_finished_run_is_trained_on(rig: Rig, page: TrainingPage) -> None:
    select(page, row_of(page, "Combined model", "Finished"))
    page.runs_page.more.trigger()
    rig.qtbot.waitUntil(lambda: page.run.active, timeout=20_000)
    (chosen,) = rig.stage.process.settings
    assert (chosen.epochs, chosen.recipe, chosen.resume) == (5, "fine-tune", False)
    assert chosen.start_from is not None
    assert not rig.desktop.training_tab.menu_actions.runs.isEnabled()
    rig.stage.process.say(started(epochs=5))
    page.cancel()


def test_deleting_asks_and_says_what_it_frees(rig: Rig, page: TrainingPage) -> None:
    work = rig.stage.folder / "work"
    rows = [row_of(page, "Combined model", state) for state in ("Finished", "Stopped")]
    select(page, *rows)
    rig.qtbot.keyClick(page.runs_page.table, Qt.Key.Key_Delete)
    question = page.past.question
    assert question is not None
    assert question.text() == "Delete 2 runs?"
    assert "MB and cannot be undone" in question.informativeText()
    assert "cannot be continued" in question.informativeText()
    rig.qtbot.keyClick(question, Qt.Key.Key_Return)  # loses nothing
    rest(rig)
    assert len(kept_runs(work)) == 4
    page.runs_page.delete.trigger()
    question = page.past.question
    assert question is not None
    (yes,) = [
        button
        for button in question.buttons()
        if question.buttonRole(button) == QMessageBox.ButtonRole.DestructiveRole
    ]
    yes.click()
    rig.qtbot.waitUntil(lambda: page.runs_page.table.rowCount() == 2, timeout=20_000)
    assert {run.state for run in kept_runs(work)} == {"stopped", "interrupted"}
    assert "are free again" in rig.window.status_text.text()


def test_what_goes_wrong_is_told_in_a_sentence(rig: Rig, page: TrainingPage) -> None:
    select(page, 0)
    with only_one(rig.stage.folder / "work"):
        page.runs_page.carry_on.trigger()
        rest(rig)
        rig.idle()
    assert "A training is going on" in rig.recorder.sentences[-1]
    assert not page.run.active


def test_without_runs_the_page_says_so(rig: Rig) -> None:
    page = open_tab(rig)
    show(rig)
    assert page.runs_page.about.text() == "No run is kept on this computer yet."
    assert not page.runs_page.delete.isEnabled()
    rig.qtbot.keyClick(page.runs_page.table, Qt.Key.Key_Escape)
    assert page.pages.currentWidget() is page.setup

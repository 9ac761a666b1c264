"""What was seen in an hour of teaching: sliders, menus, heads, empty plots, pairs of numbers."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.training.page import TrainingPage
from desktop.training.result import ConfusionTable
from desktop.training.text import details
from tests.desktop.conftest import Rig
from tests.desktop.training.kept_runs import leave_run
from tests.desktop.training.test_setup import open_tab
from tests.desktop.training.training_driver import (
    RUN_FIGURES,
    batches,
    epoch_done,
    started,
    whole_run,
)
from tests.desktop.training.training_fakes import begin, end, hear
from training.interrupted_runs import unfinished_runs
from training.progress_tracker import RunStatus


@pytest.fixture
def page(rig: Rig) -> TrainingPage:
    return open_tab(rig)


def test_a_click_in_the_groove_goes_to_that_epoch(rig: Rig, page: TrainingPage) -> None:
    process = begin(rig, page)
    hear(rig, page, process, *whole_run(["combined"], epochs=6, upto=6))
    slider = page.run_page.wall._slider
    page.run_page.side.setCurrentWidget(page.run_page.wall)
    rig.qtbot.waitUntil(slider.isVisible)
    assert page.run_page.wall.epoch == 6
    place = QPoint(round(slider.width() * 4 / 6), slider.height() // 2)
    rig.qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=place)
    assert page.run_page.wall.epoch == 4
    assert not page.run_page.wall.is_live
    at_end = QPoint(slider.width() - 4, slider.height() // 2)
    rig.qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=at_end)
    assert page.run_page.wall.is_live
    page.cancel()


def test_layers_are_offered_where_they_can_be_shown(rig: Rig, page: TrainingPage) -> None:
    actions = rig.desktop.training_tab.menu_actions
    assert not actions.model_details.isEnabled()
    process = begin(rig, page)
    assert actions.model_details.isEnabled()
    end(rig, page, process)
    page.show_setup()
    assert not actions.model_details.isEnabled()


def test_a_run_that_ends_under_the_hood_shows_its_result(rig: Rig, page: TrainingPage) -> None:
    process = begin(rig, page)
    hear(rig, page, process, *whole_run(["combined"], upto=3))
    rig.qtbot.mouseClick(page.run_page.details_button, Qt.MouseButton.LeftButton)
    assert page.run_page.hood.isVisible()
    end(rig, page, process)
    assert page.run_page.report.isVisible()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.isVisible()
    rig.qtbot.mouseClick(page.run_page.details_button, Qt.MouseButton.LeftButton)
    assert page.run_page.hood.isVisible(), "layers are there for whoever wants them"


def test_space_pauses_from_plots_and_faces_too(rig: Rig, page: TrainingPage) -> None:
    process = begin(rig, page)
    hear(rig, page, process, *whole_run(["combined"], upto=2))
    curves, wall = page.run_page.curves, page.run_page.wall
    rig.qtbot.waitUntil(lambda: curves.board is not None and not curves.is_behind, timeout=20_000)
    assert curves.board is not None
    for place in (curves.board.canvases["loss"], wall.cards[0]):
        for state in ("paused", "running"):
            rig.qtbot.keyClick(place, Qt.Key.Key_Space)
            assert page.run.state == state
    end(rig, page, process)
    rig.qtbot.keyClick(curves.board.canvases["loss"], Qt.Key.Key_Space)
    assert page.run.state == "done"


def test_between_two_epochs_there_is_no_step() -> None:
    status = RunStatus(phase="training", architecture="combined", network="model", steps=25)
    assert "step" not in details("running", status)
    assert "step 3 of 25" in details("running", replace(status, step=3))


def test_an_empty_plot_has_the_whole_scale(rig: Rig, page: TrainingPage) -> None:
    process = begin(rig, page)
    hear(rig, page, process, started())
    curves = page.run_page.curves
    rig.qtbot.waitUntil(lambda: curves.board is not None and not curves.is_behind, timeout=20_000)
    assert curves.board is not None
    low, high = curves.board.canvases["gender_accuracy"].getViewBox().viewRange()[1]
    assert (low, high) == (0.0, 100.0)
    page.cancel()


def test_the_latest_numbers_say_what_they_pair(rig: Rig, page: TrainingPage) -> None:
    process = begin(rig, page)
    first = batches("combined", "model", epoch=1, epochs=3)
    one = epoch_done("combined", "model", epoch=1, epochs=3)
    hear(rig, page, process, started(epochs=3), *first, one)
    curves = page.run_page.curves
    rig.qtbot.waitUntil(lambda: curves.board is not None and not curves.is_behind, timeout=20_000)
    board = curves.board
    assert board is not None
    assert board.legend.moment == "Latest"
    hear(rig, page, process, batches("combined", "model", epoch=2, epochs=3)[0])
    rig.qtbot.waitUntil(lambda: board.legend.moment == "Latest / last epoch", timeout=20_000)
    page.cancel()


def test_numbers_of_a_pointer_that_has_gone_do_not_stay(rig: Rig, page: TrainingPage) -> None:
    process = begin(rig, page)
    hear(rig, page, process, *whole_run(["combined"], upto=2))
    curves = page.run_page.curves
    rig.qtbot.waitUntil(lambda: curves.board is not None and not curves.is_behind, timeout=20_000)
    assert curves.board is not None
    canvas = curves.board.canvases["loss"]
    rig.qtbot.keyClick(canvas, Qt.Key.Key_End)
    assert rig.window.status_text.text().startswith("Epoch 2.")
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert rig.window.status_text.text() == ""
    page.cancel()


def test_a_resumable_run_counts_as_its_page_does(rig: Rig) -> None:
    leave_run(
        rig.stage.folder, ("combined", "separate"), number=1, epochs=3, upto=1, state="interrupted"
    )
    rig.stage.waiting = unfinished_runs(rig.stage.folder / "work")
    page = open_tab(rig)
    assert "1 of 3 epochs are done" in page.banner.text


def test_labels_and_answers_are_counted_in_the_window(
    rig: Rig, page: TrainingPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run itself asked few faces; the figures are those of the evaluation, which asked more."""
    monkeypatch.setitem(RUN_FIGURES, "test_faces", 40.0)
    process = begin(rig, page)
    hear(rig, page, process, started())
    end(rig, page, process)
    (table,) = page.run_page.report.findChildren(ConfusionTable)
    counts = [[int(table.item(row, column).text()) for column in range(2)] for row in range(2)]
    assert sum(map(sum, counts)) == 80
    right = counts[0][0] + counts[1][1]
    told = " ".join(page.run_page.report.texts)
    assert f"as labelled in {100 * right / 80:.1f}" in told.replace("\N{NO-BREAK SPACE}", "")
    assert table.horizontalHeaderItem(0).text() == "predicted female"
    assert table.verticalHeaderItem(1).text() == "labelled male"
    assert page.run_page.report.width() >= table.width()


def test_the_page_is_made_part_by_part(rig: Rig) -> None:
    """Between two parts the window gets its turn; whoever needs the page gets all of it at once."""
    tab = rig.desktop.training_tab
    made = [0]
    tab._building.timeout.connect(lambda: made.append(len(tab.findChildren(QWidget))))
    rig.window.tabs.setCurrentWidget(tab)
    rig.qtbot.waitUntil(lambda: tab.is_built, timeout=20_000)
    parts = [after - before for before, after in pairwise(made)]
    assert len(parts) == 4
    assert max(parts) < 0.6 * made[-1]
    assert tab.page.setup.isVisible()
    assert not tab._building.isActive()


def test_the_page_can_be_had_before_its_parts_are_made(rig: Rig) -> None:
    page = rig.desktop.training_tab.page
    assert page.pages.count() == 3
    assert rig.desktop.training_tab.is_built


def test_the_axes_of_a_duel_are_seen_in_a_small_window(rig: Rig, page: TrainingPage) -> None:
    process = begin(rig, page, architecture="duel")
    hear(rig, page, process, *whole_run(["combined", "separate"], upto=2))
    rig.window.resize(800, 600)
    curves = page.run_page.curves
    rig.qtbot.waitUntil(lambda: curves.board is not None and not curves.is_behind, timeout=20_000)
    board = curves.board
    assert board is not None
    QApplication.processEvents()
    for canvas in board.canvases.values():
        below = canvas.parentWidget()
        assert below.mapTo(curves, below.rect().bottomLeft()).y() < curves.height()
    page.cancel()

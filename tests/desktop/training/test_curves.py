"""Curves: what events say is drawn, told in words; calm, reachable by keys, in any theme."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QWheelEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from desktop.theme import DARK, LIGHT, Theme
from desktop.training.curves import CurvesPanel
from desktop.training.curves import series_style as look
from desktop.training.curves.plot import PlotCanvas
from tests.desktop.training.curves_driver import (
    AGE,
    COMBINED,
    GENDER,
    STEPS,
    batch,
    button,
    colour_names,
    curves,
    dialogs,
    duel,
    feed,
    run,
    started,
    theme,
)
from training.events import EpochDone, Event, Preparing

__all__ = ["curves", "dialogs", "theme"]  # fixtures


def test_empty_at_first_and_without_the_plotting_library(curves: CurvesPanel) -> None:
    assert curves.board is None
    notes = [label.text() for label in curves.findChildren(QLabel) if label.isVisible()]
    assert any("as soon as a training runs" in note for note in notes)
    assert not button(curves, "Save the curves").isVisible()
    curves.on_event(Preparing(1, 2))
    assert not curves.is_behind


def test_the_plotting_library_is_not_loaded_with_the_window() -> None:
    code = (
        "import sys, desktop.training.curves, desktop.training.face_wall;"
        " print('pyqtgraph' in sys.modules)"
    )
    outcome = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    assert outcome.stdout.strip() == "False"


def with_naive(epochs: int, years: float, share: float) -> Iterator[Event]:
    events = run(COMBINED, epochs)
    next(events)
    yield started(COMBINED, naive={"age_mae_years": years, "gender_accuracy": share})
    yield from events


@pytest.mark.parametrize(
    ("years", "inside", "told"),
    [(9.0, True, "9.0 years"), (14.5, True, "14.5 years"), (90.0, False, "90.0 years ↑")],
)
def test_a_line_says_what_the_same_answer_for_everybody_would_give(
    qtbot: QtBot, curves: CurvesPanel, years: float, inside: bool, told: str
) -> None:
    board = feed(qtbot, curves, with_naive(3, years, 0.55))
    canvas = board.canvases["age_mae_years"]
    assert canvas.naive.text == f"always the average age: {told}"
    low, high = canvas.plotItem.viewRange()[1]
    assert (low <= years <= high) is inside
    gender = board.canvases["gender_accuracy"].naive.text
    assert gender == "always the commoner gender: 55\N{NO-BREAK SPACE}%"
    assert board.canvases["loss"].naive.text == ""


def test_one_gender_is_not_called_commoner_where_it_is_not(
    qtbot: QtBot, curves: CurvesPanel
) -> None:
    """What is commoner in training need not be among the faces that are judged."""
    board = feed(qtbot, curves, with_naive(1, 9.0, 0.48))
    gender = board.canvases["gender_accuracy"].naive.text
    assert gender == "always the same gender: 48\N{NO-BREAK SPACE}%"


def test_why_validation_is_better_is_said_where_it_is_seen(
    qtbot: QtBot, curves: CurvesPanel
) -> None:
    board = feed(qtbot, curves, run(COMBINED, 1))
    assert not board.surprise.isVisible()
    better = {"loss": 1.0, "val_loss": 1.2, "gender_accuracy": 0.7, "val_gender_accuracy": 0.8}
    feed(qtbot, curves, iter([EpochDone(*COMBINED, 2, 12.5, better, is_best=True)]))
    assert board.surprise.isVisible()
    assert board.surprise.text().startswith("Validation can be better than training: ")
    worse = better | {"val_gender_accuracy": 0.6}
    feed(qtbot, curves, iter([EpochDone(*COMBINED, 3, 25.0, worse, is_best=False)]))
    assert not board.surprise.isVisible()


def test_its_words_are_never_cut_off_in_a_narrow_plot(qtbot: QtBot, curves: CurvesPanel) -> None:
    board = feed(qtbot, curves, with_naive(3, 9.0, 0.55))
    canvas = board.canvases["age_mae_years"]
    curves.resize(1100, 330)
    QApplication.processEvents()
    whole = canvas.naive.words_px
    font = QFont(curves.font())
    font.setPixelSize(26)  # as on a projector
    canvas.naive.set_font(font)
    narrow = canvas.plotItem.vb.width()
    assert whole < narrow < whole * 2
    assert canvas.naive.words_px <= narrow
    curves.resize(2400, 330)
    QApplication.processEvents()
    assert narrow < canvas.naive.words_px < canvas.plotItem.vb.width()  # in one line again


def test_without_such_figures_no_line_is_drawn(qtbot: QtBot, curves: CurvesPanel) -> None:
    board = feed(qtbot, curves, run(COMBINED, 2))
    assert all(canvas.naive.text == "" for canvas in board.canvases.values())


def test_events_are_drawn(qtbot: QtBot, curves: CurvesPanel) -> None:
    board = feed(qtbot, curves, duel(3))
    drawn = board.canvases["age_mae_years"].line_data(*COMBINED)
    assert drawn["steps"][0].tolist() == pytest.approx([n / STEPS for n in range(1, 31)])
    assert drawn["trained"][1].tolist() == pytest.approx([10.0, 20 / 3, 5.0])
    assert drawn["validated"][1].tolist() == pytest.approx([11.0, 22 / 3, 5.5])
    shares = board.canvases["gender_accuracy"].line_data(*GENDER)["trained"][1]
    assert shares.tolist() == pytest.approx([75.0, 100 - 50 / 3, 87.5])
    with pytest.raises(KeyError):  # the age network has no gender to draw
        board.canvases["gender_accuracy"].line_data(*AGE)
    assert set(board.legend.texts) == {COMBINED, AGE, GENDER}
    assert board.legend.texts[COMBINED] == ("combined", "7.50 / 8.25", "5.0 / 5.5", "87.5 / 78.8")
    assert board.legend.texts[AGE][0] == "separate: age"
    assert board.legend.texts[AGE][3] == "–"
    assert button(curves, "Save the curves").isVisible()


@pytest.mark.parametrize("width", [1120, 480])
def test_the_last_marker_is_whole_however_narrow_the_plot(
    qtbot: QtBot, curves: CurvesPanel, width: int
) -> None:
    board = feed(qtbot, curves, run(COMBINED, 3))
    curves.resize(width, 520)
    for canvas in board.canvases.values():
        box = canvas.plotItem.vb
        (_, end), _ = box.viewRange()
        assert (end - 3.0) / end * box.width() >= 4.5, "half of a marker of 9 pixels"
        assert end < 3.3


@pytest.mark.parametrize(("width", "height"), [(1120, 760), (1120, 380), (480, 520)])
def test_markers_at_a_hundred_per_cent_are_whole(
    qtbot: QtBot, curves: CurvesPanel, width: int, height: int
) -> None:
    figures = {"gender_accuracy": 1.0, "val_gender_accuracy": 0.9}
    done = (EpochDone(*COMBINED, epoch, 12.5, figures, is_best=True) for epoch in (1, 2))
    board = feed(qtbot, curves, iter([started(COMBINED), *done]))
    curves.resize(width, height)
    canvas = board.canvases["gender_accuracy"]
    box = canvas.plotItem.vb
    _, (low, high) = box.viewRange()
    assert (high - 100.0) / (high - low) * box.height() >= 4.5, "half of a marker of 9 pixels"
    ((_, places),) = canvas.getAxis("left").tickValues(low, high, box.height())
    assert max(places) <= 100.0


def test_before_the_first_epoch_the_steps_fill_the_axis(qtbot: QtBot, curves: CurvesPanel) -> None:
    board = feed(qtbot, curves, iter([started(COMBINED), batch(COMBINED, 1, 1)]))
    (low, high), _ = board.canvases["loss"].getViewBox().viewRange()
    assert low == 0.0
    assert 1.0 <= high < 1.1
    assert board.legend.texts[COMBINED][1] == "27.3"


def test_logarithmic_changes_loss_and_age_only(qtbot: QtBot, curves: CurvesPanel) -> None:
    board = feed(qtbot, curves, run(COMBINED, 3))
    shares = board.canvases["gender_accuracy"].line_data(*COMBINED)["trained"][1].tolist()
    box = curves.findChild(QCheckBox)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    drawn = board.canvases["age_mae_years"].line_data(*COMBINED)["trained"][1]
    assert drawn.tolist() == pytest.approx([1.0, math.log10(20 / 3), math.log10(5)])
    assert board.canvases["gender_accuracy"].line_data(*COMBINED)["trained"][1].tolist() == shares
    axis = board.canvases["age_mae_years"].getAxis("left")
    ((_, places),) = axis.tickValues(0.6, 1.1, 200)
    assert axis.tickStrings(places, 1.0, 1.0) == ["4", "6", "8", "10", "12"]
    qtbot.keyClick(box, Qt.Key.Key_Space)
    drawn = board.canvases["age_mae_years"].line_data(*COMBINED)["trained"][1]
    assert drawn[0] == pytest.approx(10.0)


def pointer_at(canvas: PlotCanvas, x: float) -> QPoint:
    box = canvas.getViewBox()
    (_, (low, high)) = box.viewRange()
    return canvas.mapFromScene(box.mapViewToScene(QPointF(x, (low + high) / 2)))


def test_pointing_tells_the_values_of_the_nearest_epoch_and_step(
    qtbot: QtBot, curves: CurvesPanel
) -> None:
    board = feed(qtbot, curves, duel(3))
    told: list[str] = []
    curves.spoken.connect(told.append)
    canvas = board.canvases["loss"]
    qtbot.mouseMove(canvas.viewport(), pointer_at(canvas, 2.02))
    assert board.legend.moment == "Epoch 2"
    assert board.legend.texts[AGE][2] == "6.7 / 7.3"
    assert told[-1].startswith("Epoch 2. combined: loss 10.0, validation 11.0; apparent-age error")
    assert "perceived-gender accuracy 83.3 %, validation 75.0 %" in told[-1]
    assert "separate: age: loss 10.0" in told[-1]
    assert board.canvases["gender_accuracy"].accessibleDescription() == told[-1]
    qtbot.mouseMove(canvas.viewport(), pointer_at(canvas, 1.52))
    assert board.legend.moment == "Epoch 2, step 5"
    assert board.legend.texts[COMBINED] == ("combined", "12.0", "8.0", "80.0")
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert board.legend.moment == "Latest"


def test_the_keys_go_through_epochs_and_steps(qtbot: QtBot, curves: CurvesPanel) -> None:
    board = feed(qtbot, curves, run(COMBINED, 3))
    canvas = board.canvases["age_mae_years"]
    assert canvas.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert "Apparent-age" in canvas.accessibleName()
    canvas.setFocus()
    moments = []
    shift = Qt.KeyboardModifier.ShiftModifier
    none = Qt.KeyboardModifier.NoModifier
    for key, modifier in (
        (Qt.Key.Key_Left, none),
        (Qt.Key.Key_Left, none),
        (Qt.Key.Key_Right, shift),
        (Qt.Key.Key_Home, none),
        (Qt.Key.Key_End, none),
        (Qt.Key.Key_Escape, none),
    ):
        qtbot.keyClick(canvas, key, modifier)
        moments.append(board.legend.moment)
    assert moments == ["Epoch 3", "Epoch 2", "Epoch 3, step 1", "Epoch 1", "Epoch 3", "Latest"]


def test_nothing_of_the_library_pops_up(qtbot: QtBot, curves: CurvesPanel) -> None:
    board = feed(qtbot, curves, run(COMBINED, 2))
    canvas = board.canvases["loss"]
    before = canvas.getViewBox().viewRange()
    middle = canvas.viewport().rect().center()
    for click in (Qt.MouseButton.RightButton, Qt.MouseButton.LeftButton):
        qtbot.mouseClick(canvas.viewport(), click, pos=middle)
    assert QApplication.activePopupWidget() is None
    assert not canvas.plotItem.autoBtn.isVisible()
    wheel = wheel_event(middle)
    QApplication.sendEvent(canvas.viewport(), wheel)
    assert not wheel.isAccepted()  # it belongs to whatever scrolls around the plots
    assert canvas.getViewBox().viewRange() == before


def wheel_event(place: QPoint) -> QWheelEvent:
    point = QPointF(place)
    turned = QPoint(0, -120)
    return QWheelEvent(
        point,
        point,
        QPoint(),
        turned,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )


def test_readable_from_the_back_of_a_classroom(qtbot: QtBot, curves: CurvesPanel) -> None:
    board = feed(qtbot, curves, duel(2))
    for canvas in board.canvases.values():
        for side in ("left", "bottom"):
            assert QFontInfo(canvas.getAxis(side).style["tickFont"]).pointSizeF() >= 10.9
    for label in board.findChildren(QLabel):
        assert label.font().pointSizeF() >= 11.0


def test_the_theme_changes_while_curves_are_shown(
    qtbot: QtBot, curves: CurvesPanel, theme: Theme
) -> None:
    feed(qtbot, curves, run(COMBINED, 2))
    for choice, colours in (("dark", DARK), ("light", LIGHT)):
        theme.choose(choice)
        shown = curves.grab().toImage()
        found = colour_names(shown)
        assert QColor(colours.surface).name() in found
        assert look.style_of(*COMBINED).colour(colours).name() in found
    assert look.style_of(*COMBINED).colour(DARK).name() not in found


def test_the_plots_suit_the_shape_of_the_window(qtbot: QtBot, curves: CurvesPanel) -> None:
    board = feed(qtbot, curves, duel(2))

    def places() -> list[QPoint]:
        return [c.mapTo(board, QPoint(0, 0)) for c in board.canvases.values()]

    assert len({place.x() for place in places()}) == 1
    curves.resize(1120, 500)
    qtbot.waitUntil(lambda: len({place.y() for place in places()}) == 1)
    curves.resize(800, 800)
    qtbot.waitUntil(lambda: len({place.x() for place in places()}) == 1)
    curves.resize(500, 760)
    assert curves.width() == 500
    edges = [label.geometry().right() for label in board.legend.findChildren(QLabel)]
    assert max(edges) <= board.legend.width()


def test_hidden_curves_do_nothing_and_catch_up_later(qtbot: QtBot, curves: CurvesPanel) -> None:
    feed(qtbot, curves, run(COMBINED, 1))
    curves.on_event(batch(COMBINED, 2, 1))
    curves.hide()  # with a redraw under way
    for step in range(2, STEPS):
        curves.on_event(batch(COMBINED, 2, step))
    assert curves.is_behind
    assert not curves.is_waiting
    curves.show()
    qtbot.waitUntil(lambda: not curves.is_behind)
    assert curves.board is not None
    assert len(curves.board.canvases["loss"].line_data(*COMBINED)["steps"][0]) == 2 * STEPS - 1


def test_clearing_forgets_everything(qtbot: QtBot, curves: CurvesPanel) -> None:
    feed(qtbot, curves, duel(2))
    curves.on_event(batch(COMBINED, 3, 1))
    curves.clear()
    assert not curves.is_behind
    assert not curves.is_waiting
    assert not button(curves, "Save the curves").isVisible()
    board = feed(qtbot, curves, run(AGE, 1))
    assert set(board.legend.texts) == {AGE}
    assert board.legend.moment == "Latest"
    with pytest.raises(KeyError):
        board.canvases["loss"].line_data(*COMBINED)

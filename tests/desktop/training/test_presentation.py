"""F11 in the Training tab: large text, thick lines, controls while the mouse moves; text size."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontInfo, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.training.page import TrainingPage
from tests.desktop.conftest import Rig
from tests.desktop.training.test_setup import open_tab
from tests.desktop.training.training_driver import whole_run
from tests.desktop.training.training_fakes import begin, hear


@pytest.fixture
def page(rig: Rig) -> Iterator[TrainingPage]:
    page = open_tab(rig)
    process = begin(rig, page)
    hear(rig, page, process, *whole_run(["combined"], upto=3))
    rig.window.resize(1920, 1080)
    curves = page.run_page.curves
    rig.qtbot.waitUntil(lambda: curves.board is not None and not curves.is_behind, timeout=20_000)
    yield page
    rig.window.full_screen.setChecked(False)
    rig.desktop.theme.resize_text(100)
    page.cancel()


def move_mouse(rig: Rig, x: int) -> None:
    place = QPointF(x, 300)
    QApplication.sendEvent(
        rig.window,
        QMouseEvent(
            QMouseEvent.Type.MouseMove,
            place,
            QPointF(rig.window.mapToGlobal(QPoint(x, 300))),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        ),
    )


def faded(page: TrainingPage) -> bool:
    return page.run_page.header.buttons.graphicsEffect() is not None


def test_text_of_a_presentation_is_read_from_the_last_row(rig: Rig, page: TrainingPage) -> None:
    rig.qtbot.keyClick(rig.window, Qt.Key.Key_F11)
    assert rig.window.presentation.active
    rig.qtbot.waitUntil(lambda: rig.desktop.theme.presenting)
    run_page = page.run_page
    labels = [one for one in run_page.findChildren(QLabel) if one.isVisible() and one.text()]
    assert len(labels) > 10
    small = {one.text(): QFontInfo(one.font()).pixelSize() for one in labels}
    assert min(small.values()) >= 20, small
    for card in run_page.wall.cards:
        assert QFontInfo(card.font()).pixelSize() >= 20
    assert not rig.window.tabs.tabBar().isVisible()
    assert not rig.window.statusBar().isVisible()
    assert rig.window.menuBar().height() == 0


def test_lines_are_thicker_and_all_is_as_before_afterwards(rig: Rig, page: TrainingPage) -> None:
    board = page.run_page.curves.board
    assert board is not None
    lines = board.canvases["loss"]._lines["combined", "model"]
    before = lines._trained.opts["pen"].widthF()
    fonts = [one.font().pointSizeF() for one in page.run_page.findChildren(QLabel)]
    rig.window.full_screen.setChecked(True)
    rig.qtbot.waitUntil(lambda: lines._trained.opts["pen"].widthF() > before)
    rig.qtbot.keyClick(rig.window, Qt.Key.Key_Escape)
    assert not rig.window.presentation.active
    assert not rig.window.isFullScreen()
    rig.qtbot.waitUntil(lambda: lines._trained.opts["pen"].widthF() == before)
    rig.qtbot.waitUntil(lambda: rig.desktop.theme.waiting == 0)
    assert [one.font().pointSizeF() for one in page.run_page.findChildren(QLabel)] == fonts
    assert rig.window.tabs.tabBar().isVisible()
    assert rig.window.menuBar().height() > 0
    assert not faded(page)


def test_words_below_the_curves_take_the_room_that_they_need_at_each_size(
    rig: Rig, page: TrainingPage
) -> None:
    board = page.run_page.curves.board
    assert board is not None
    rig.window.resize(1280, 800)
    QApplication.processEvents()
    before = board.surprise.minimumHeight()
    rig.desktop.theme.resize_text(150)
    rig.qtbot.waitUntil(lambda: board.surprise.minimumHeight() > before)
    rig.desktop.theme.resize_text(100)
    rig.qtbot.waitUntil(lambda: board.surprise.minimumHeight() == before)


@pytest.mark.parametrize("size", [(1000, 700), (1120, 760), (1280, 720), (1280, 800), (1200, 1000)])
def test_curves_of_a_duel_and_faces_do_not_cut_each_other_off(
    rig: Rig, size: tuple[int, int]
) -> None:
    """Above each other where both have what they need, else on a page each."""
    page = open_tab(rig)
    process = begin(rig, page)
    hear(rig, page, process, *whole_run(["combined", "separate"], upto=3))
    run_page = page.run_page
    curves = run_page.curves
    rig.qtbot.waitUntil(lambda: curves.board is not None and not curves.is_behind, timeout=20_000)
    rig.window.resize(*size)
    rig.qtbot.waitUntil(lambda: curves.height() >= curves.minimumSizeHint().height())
    above = run_page.splitter.count() == 2
    assert above == (size[1] > 720)
    if above:
        assert run_page.side.height() >= run_page.side.minimumSizeHint().height()
    page.cancel()


def test_text_off_screen_grows_in_turns(rig: Rig, page: TrainingPage) -> None:
    """What is on screen has the size at once, and only that; no turn has more than it can do."""
    theme, setup = rig.desktop.theme, page.setup.architecture
    usual = setup.font().pointSizeF()
    theme.resize_text(150)
    assert page.run_page.header.about.font().pointSizeF() == pytest.approx(1.5 * usual)
    assert setup.font().pointSizeF() == usual
    before = theme.waiting
    assert before > len(page.setup.findChildren(QWidget))
    QApplication.processEvents()
    assert before - 150 <= theme.waiting < before
    rig.qtbot.waitUntil(lambda: theme.waiting == 0)
    labels = page.setup.findChildren(QLabel)
    assert all(one.font().pointSizeF() == pytest.approx(1.5 * usual) for one in labels)
    assert QFontInfo(page.runs_page.title.font()).pixelSize() == round(1.5 * 17)


def test_escape_leads_back_where_no_window_may_fill_the_screen(
    rig: Rig, page: TrainingPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rig.window, "isFullScreen", lambda: False)
    rig.window.full_screen.setChecked(True)
    assert rig.window.presentation.active
    rig.qtbot.keyClick(rig.window, Qt.Key.Key_Escape)
    assert not rig.window.presentation.active


def test_controls_come_with_the_mouse_and_go_when_it_rests(rig: Rig, page: TrainingPage) -> None:
    rig.window.presentation._rest.setInterval(80)
    rig.window.full_screen.setChecked(True)
    assert faded(page)
    assert rig.window.cursor().shape() == Qt.CursorShape.BlankCursor
    move_mouse(rig, 400)
    assert not faded(page)
    rig.qtbot.waitUntil(lambda: faded(page), timeout=5_000)
    move_mouse(rig, 400)  # it has not moved: a window that changes below it tells of this, too
    assert faded(page)


def test_keys_work_while_the_controls_are_hidden(rig: Rig, page: TrainingPage) -> None:
    page.run_page.header.pause.setFocus()
    rig.window.full_screen.setChecked(True)
    rig.qtbot.keyClick(page.run_page.header.pause, Qt.Key.Key_Space)
    assert page.run.state == "paused"
    rig.qtbot.keyClick(page.run_page.header.resume, Qt.Key.Key_Space)
    assert page.run.state == "running"
    shortcut = rig.desktop.training_tab.menu_actions.pause.shortcut()
    assert rig.window.menuBar().isVisible()  # or the keys of its entries were dead
    assert shortcut.toString() == "Ctrl+Shift+P"


def test_other_tabs_only_fill_the_screen(rig: Rig, page: TrainingPage) -> None:
    rig.window.full_screen.setChecked(True)
    assert rig.window.presentation.active
    rig.window.tabs.setCurrentWidget(rig.desktop.photo_tab)
    assert not rig.window.presentation.active
    assert rig.window.tabs.tabBar().isVisible()
    rig.window.tabs.setCurrentWidget(rig.desktop.training_tab)
    assert rig.window.presentation.active


def test_the_faces_use_the_room_there_is(rig: Rig, page: TrainingPage) -> None:
    wall = page.run_page.wall
    before = wall.cards[0]._chip_px(wall.cards[0].width())
    rig.qtbot.waitUntil(lambda: wall._scroll.verticalScrollBar().maximum() == 0)
    places = [card.geometry() for card in wall.cards]
    bottom = max(place.bottom() for place in places)
    assert bottom > 0.5 * wall._scroll.viewport().height()
    rig.window.resize(1920, 1400)
    rig.qtbot.waitUntil(lambda: wall.cards[0]._chip_px(wall.cards[0].width()) > before)
    assert wall._scroll.verticalScrollBar().maximum() == 0


def test_text_has_the_size_that_was_chosen(rig: Rig, page: TrainingPage) -> None:
    usual = QApplication.font().pointSizeF()
    (menu,) = [
        action.menu()
        for action in rig.window.findChildren(type(rig.window.full_screen))
        if action.menu() is not None and action.text() == "Te&xt size"
    ]
    (large,) = [action for action in menu.actions() if action.text() == "150 %"]
    large.trigger()
    assert QApplication.font().pointSizeF() == pytest.approx(1.5 * usual)
    assert rig.desktop.settings.text_percent == 150
    rig.window.full_screen.setChecked(True)
    rig.window.full_screen.setChecked(False)
    assert QApplication.font().pointSizeF() == pytest.approx(1.5 * usual)


def test_large_text_on_a_low_screen_gives_curves_and_faces_a_page_each(
    rig: Rig, page: TrainingPage
) -> None:
    side, curves = page.run_page.side, page.run_page.curves
    rig.window.resize(1280, 800)
    rig.qtbot.waitUntil(lambda: page.run_page.width() == 1280)
    assert side.indexOf(curves) < 0  # on top of each other
    rig.desktop.theme.resize_text(150)
    assert side.indexOf(curves) == 0
    rig.desktop.theme.resize_text(100)
    assert side.indexOf(curves) < 0


def test_words_below_the_plots_take_no_more_room_than_they_need(
    rig: Rig, page: TrainingPage
) -> None:
    """Nor after large text or a narrow board, where they had more lines: the plots need it."""
    board = page.run_page.curves.board
    assert board is not None
    words = board.surprise
    words.show()
    QApplication.processEvents()
    usual, size = words.minimumHeight(), board.size()
    assert 0 < usual < 4 * words.fontMetrics().height()
    board.resize(100, size.height())
    assert words.minimumHeight() > usual
    board.resize(size)
    assert words.minimumHeight() == usual
    rig.desktop.theme.present(True)
    rig.qtbot.waitUntil(lambda: rig.desktop.theme.waiting == 0)
    assert words.minimumHeight() > usual
    rig.desktop.theme.present(False)
    rig.qtbot.waitUntil(lambda: rig.desktop.theme.waiting == 0)
    rig.qtbot.waitUntil(lambda: words.minimumHeight() == usual)

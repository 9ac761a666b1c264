"""How the Training tab looks: room for everything, names for screen readers, the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QPushButton,
    QScrollArea,
    QWidget,
)

from desktop.training.page import TrainingPage
from tests.desktop.conftest import Rig
from tests.desktop.training.test_setup import open_tab
from tests.desktop.training.training_driver import started, whole_run
from tests.desktop.training.training_fakes import begin, end, hear


@pytest.fixture
def page(rig: Rig) -> TrainingPage:
    return open_tab(rig)


def test_the_hood_tells_layers_and_folds_away(rig: Rig, page: TrainingPage) -> None:
    process = begin(rig, page)
    hear(rig, page, process, started())
    assert not page.run_page.model_details.isVisible()
    rig.qtbot.mouseClick(page.run_page.details_button, Qt.MouseButton.LeftButton)
    assert page.run_page.model_details.isVisible()
    text = page.run_page.model_details.toPlainText()
    for part in ("5,108,034", "126 × 126 × 32", "640 faces to train on", "Recipe “tuned”"):
        assert part in text
    rig.desktop.training_tab.menu_actions.model_details.trigger()
    assert not page.run_page.model_details.isVisible()


@pytest.mark.parametrize("size", [(1400, 800), (1120, 760), (800, 600)])
def test_curves_and_faces_find_their_place(
    rig: Rig, page: TrainingPage, size: tuple[int, int]
) -> None:
    rig.window.resize(*size)
    process = begin(rig, page)
    hear(rig, page, process, *whole_run(["combined"], upto=2))
    run_page = page.run_page
    rig.qtbot.waitUntil(run_page.curves.isVisible, timeout=20_000)
    assert run_page.wall.isVisible() == (size[0] > 800)
    if size[0] == 800:
        run_page.side.setCurrentWidget(run_page.wall)
        assert run_page.wall.isVisible()
    for larger in ((800, 600), (1400, 800), (1120, 760)):
        rig.window.resize(*larger)
        rig.qtbot.waitUntil(lambda: run_page.curves.isVisible() or run_page.wall.isVisible())
    end(rig, page, process)
    assert run_page.report.isVisible()


def controls(page: TrainingPage) -> list[QWidget]:
    kinds = QAbstractButton | QAbstractItemView
    own = ("ScrollLeftButton", "ScrollRightButton", "qt_tableview_cornerbutton")
    return [
        child
        for child in page.findChildren(QWidget)
        if isinstance(child, kinds) and child.objectName() not in own
    ]


def test_details_of_a_run_go_below_where_they_have_no_room(rig: Rig, page: TrainingPage) -> None:
    rig.window.resize(1120, 760)
    process = begin(rig, page)
    hear(rig, page, process, *whole_run(["combined"], upto=2))
    header = page.run_page.header
    header.refresh()
    place = header.about.y()
    assert place < header.title.geometry().bottom(), "beside the title"
    page.run.changed.disconnect(header._change)
    header.title.setText("A title in a language of longer words " * 2)
    header._place_about()
    QApplication.processEvents()
    assert header.about.y() > header.title.geometry().bottom()
    end(rig, page, process)


def test_every_control_has_a_name(rig: Rig, page: TrainingPage) -> None:
    process = begin(rig, page)
    hear(rig, page, process, *whole_run(["combined"], upto=1))
    end(rig, page, process)
    assert len(controls(page)) > 25
    nameless = [
        f"{type(control).__name__} {control.objectName()}"
        for control in controls(page)
        if not QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name).strip()
    ]
    assert not nameless


def test_the_tab_key_reaches_the_setup(rig: Rig, page: TrainingPage) -> None:
    page.setup.more.set_open(True)
    rig.window.activateWindow()
    reached = set()
    for _ in range(40):
        rig.qtbot.keyClick(QGuiApplication.focusWindow() or rig.window, Qt.Key.Key_Tab)
        reached.add(rig.window.focusWidget())
    setup = page.setup
    wanted = {
        setup.data.question.cards["drawn"].radio,
        setup.data.choose_folder,
        setup.architecture.cards["combined"].radio,
        setup.more.heading,
        setup.options.epochs,
        setup.options.augment,
        setup.start_button,
    }
    assert wanted <= reached


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_is_clipped_at_the_smallest_size(rig: Rig, page: TrainingPage, theme: str) -> None:
    rig.desktop.theme.choose(theme)  # type: ignore[arg-type]
    rig.window.resize(800, 600)
    check_texts(rig, page)
    process = begin(rig, page)
    hear(rig, page, process, *whole_run(["combined"], upto=1))
    check_texts(rig, page)
    end(rig, page, process)
    check_texts(rig, page)
    assert (rig.window.width(), rig.window.height()) == (800, 600)


def check_texts(rig: Rig, page: TrainingPage) -> None:
    """Once the layouts have come to rest, every text has the room that it needs."""
    rig.qtbot.waitUntil(lambda: not clipped(rig, page), timeout=5_000)


def clipped(rig: Rig, page: TrainingPage) -> list[str]:
    others = (page.run_page.curves, page.run_page.wall)  # looked at by their own tests
    return [
        child.text()
        for child in page.findChildren(QWidget)
        if isinstance(child, QPushButton | QLabel)
        and child.isVisible()
        and not any(other.isAncestorOf(child) for other in others)
        and not fits(rig, child)
    ]


def fits(rig: Rig, child: QPushButton | QLabel) -> bool:
    if isinstance(child, QLabel) and child.wordWrap():
        return child.height() + 1 >= child.heightForWidth(child.width())
    hint = child.minimumSizeHint()
    if child.width() + 1 < hint.width() or child.height() + 1 < hint.height():
        return False
    if any(isinstance(parent, QScrollArea) for parent in parents(child)):
        return True
    place = QRect(child.mapTo(rig.window, child.rect().topLeft()), child.size())
    return bool(rig.window.rect().contains(place))


def parents(child: QWidget) -> list[QWidget]:
    parent = child.parentWidget()
    return [parent, *parents(parent)] if parent else []

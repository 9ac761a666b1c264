"""How the review looks: nothing cut off, everything named, reachable and readable."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QAction, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.jobs import Lane
from desktop.messages import Messages
from desktop.review.canvas import ReviewCanvas
from desktop.review.panel import KeyButton
from desktop.settings import Settings
from desktop.theme import DARK, LIGHT, palette, style_sheet
from tests.desktop.review.review_driver import FACES, ReviewRig, make_project, make_rig
from tests.desktop.test_theme import contrast

QT_OWN = ("ScrollLeftButton", "ScrollRightButton", "qt_menubar_ext_button")


@pytest.fixture
def rig(
    qtbot: QtBot, lane: Lane, settings: Settings, messages: Messages, tmp_path: Path
) -> Iterator[ReviewRig]:
    rig = make_rig(qtbot=qtbot, lane=lane, settings=settings, messages=messages)
    rig.open(make_project(tmp_path, [FACES, []]))
    rig.begin()
    yield rig
    rig.close()


def test_every_control_has_a_name(rig: ReviewRig) -> None:
    kinds = QAbstractButton | QAbstractItemView | QLineEdit | QComboBox | ReviewCanvas
    controls = [
        child
        for child in rig.window.findChildren(QWidget)
        if isinstance(child, kinds) and child.objectName() not in QT_OWN
    ]
    assert len(controls) > 20
    nameless = [
        f"{type(control).__name__} {control.objectName()}"
        for control in controls
        if not QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name).strip()
        # The list that a combo box opens is named by Qt once it is open.
        and control.parent() is not None
        and not isinstance(control.parent().parent(), QComboBox)
        and not isinstance(control.parent(), QComboBox)
    ]
    assert not nameless


def test_tab_reaches_every_control(rig: ReviewRig) -> None:
    reached = set()
    for _ in range(40):
        QTest.keyClick(rig.window.windowHandle(), Qt.Key.Key_Tab)
        reached.add(rig.window.focusWidget())
    wanted = [
        child
        for child in rig.view.findChildren(QWidget)
        if isinstance(child, QAbstractButton | QLineEdit | QComboBox | ReviewCanvas)
        and child.isVisible()
        and child.isEnabled()
        and child.objectName() not in QT_OWN
        and not isinstance(child.parent(), QComboBox)
    ]
    assert len(wanted) > 12
    assert [child for child in wanted if child not in reached] == []
    assert rig.parts.strip in reached


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_keys_on_buttons_are_readable(rig: ReviewRig, colours: object) -> None:
    table = LIGHT if colours is LIGHT else DARK
    rig.window.setPalette(palette(table))
    rig.window.setStyleSheet(style_sheet(table))
    role = QPalette.ColorRole
    for button in rig.view.findChildren(KeyButton):
        if not button.isEnabled():
            continue
        primary = button.objectName() == "primary"
        ground = palette(table).color(role.Highlight if primary else role.Base)
        assert contrast(button._ink(), ground) >= 4.5, button.text()


def test_the_button_that_confirms_is_in_view_in_a_low_window(rig: ReviewRig) -> None:
    rig.window.resize(900, 460)
    rig.window.grab()
    button = rig.answer.confirm
    assert button.isVisible()
    assert button.visibleRegion().boundingRect() == button.rect()
    rig.view.step(3)  # to a photo without faces
    rig.idle()


@pytest.mark.parametrize("size", [(800, 600), (1120, 760)])
def test_nothing_is_cut_off(rig: ReviewRig, size: tuple[int, int]) -> None:
    rig.window.resize(*size)
    rig.view.menu_actions.show_others.trigger()
    rig.view.menu_actions.change_reviewer.trigger()
    rig.window.grab()
    assert (rig.window.width(), rig.window.height()) == size
    for child in rig.view.findChildren(QWidget):
        if isinstance(child, QPushButton) and child.isVisible():
            assert child.minimumSizeHint().width() <= child.width() + 1, child.text()
        if isinstance(child, QLabel) and child.isVisible() and not child.wordWrap():
            assert child.minimumSizeHint().width() <= child.width() + 1, child.text()
    panel = rig.panel
    for child in (*panel.answer.genders.values(), panel.answer.confirm, panel.attribute):
        place = QRect(child.mapTo(panel, child.rect().topLeft()), child.size())
        assert place.left() >= 0
        assert place.right() <= panel.width(), child.accessibleName()


def test_actions_are_offered_for_the_menus(rig: ReviewRig) -> None:
    groups = rig.view.menu_actions.by_menu()
    assert set(groups) == {"edit", "view"}
    actions = [a for group in groups.values() for a in group if a is not None]
    assert set(rig.view.menu_actions.commands.values()) <= set(actions)
    texts = [action.text() for action in actions]
    assert len(texts) == len(set(texts))
    keys = [key.toString() for action in actions for key in action.shortcuts()]
    assert len(keys) == len(set(keys))
    assert all(what and keys for what, keys in rig.view.key_list())


def test_actions_follow_what_is_possible(rig: ReviewRig) -> None:
    of = rig.view.menu_actions.commands

    def enabled(*names: str) -> list[bool]:
        found: list[QAction] = [of[name] for name in names]  # type: ignore[index]
        return [action.isEnabled() for action in found]

    assert enabled("confirm", "female", "add", "clear", "undo") == [True, True, True, False, False]
    rig.press("F")
    assert enabled("clear", "undo", "redo") == [True, True, False]
    rig.press("Right", "Right", "Right")
    rig.idle()
    assert enabled("female", "not_a_face", "close_up", "add") == [False, False, False, True]
    rig.view.leave()
    assert not any(enabled("confirm", "next", "back", "add", "female"))
    assert enabled("undo") == [True]  # wanted in the grid as well


def test_the_face_is_told_to_screen_readers(rig: ReviewRig) -> None:
    photo = QAccessible.queryAccessibleInterface(rig.canvas)
    assert photo.text(QAccessible.Text.Name) == "Photo under review"
    assert "3 faces" in photo.text(QAccessible.Text.Description)
    strip = QAccessible.queryAccessibleInterface(rig.parts.strip)
    assert "apparent age around 34" in strip.child(0).text(QAccessible.Text.Name)
    female = QAccessible.queryAccessibleInterface(rig.answer.genders["female"])
    assert not female.state().checked
    rig.press("F")
    assert female.state().checked

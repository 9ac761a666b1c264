"""Every control has a name and can be reached without a mouse; every text can be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QRadioButton,
    QScrollBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from desktop.theme import DARK, LIGHT, Colours
from tests.desktop.conftest import MakeRig, Rig
from tests.desktop.test_theme import contrast
from tests.desktop.tour import tour

WritePhoto = Callable[..., Path]
KINDS = (
    QAbstractButton
    | QAbstractItemView
    | QAbstractSlider
    | QAbstractSpinBox
    | QComboBox
    | QLineEdit
    | QPlainTextEdit
    | QTextEdit
)
QT_OWN = (
    "ScrollLeftButton",
    "ScrollRightButton",
    "qt_menubar_ext_button",
    "qt_tableview_cornerbutton",
    "qt_spinbox_lineedit",
)
MOST_STEPS = 120


def controls(root: QWidget) -> list[QWidget]:
    """What a person can operate in a scene."""
    return [
        child
        for child in root.findChildren(QWidget)
        if (isinstance(child, KINDS) or child.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and child.isVisible()
        and child.isEnabled()
        and child.window() is root
        and not isinstance(child, QScrollBar)
        and child.objectName() not in QT_OWN
        and not isinstance(child.parentWidget(), QComboBox | QAbstractSpinBox)
    ]


def described(control: QWidget) -> str:
    text = control.text() if isinstance(control, QAbstractButton) else ""
    return f"{type(control).__name__} {control.objectName()} {text!r} in {parents(control)}"


def parents(control: QWidget) -> str:
    parent = control.parentWidget()
    return " < ".join(type(p).__name__ for p in (parent, parent.parentWidget()) if p is not None)


def reached(root: QWidget) -> set[QWidget]:
    """Where the Tab key leads, round and round."""
    found: set[QWidget] = set()
    root.activateWindow()
    QApplication.processEvents()
    for _ in range(MOST_STEPS):
        QTest.keyClick(root.windowHandle(), Qt.Key.Key_Tab)
        focus = root.focusWidget()
        if focus is not None:
            found.add(focus)
    return found


def actions_in_menus(rig: Rig) -> set[QAction]:
    """Everything that the menus offer now, and so the keyboard."""
    found: set[QAction] = set()
    waiting: list[QMenu] = [rig.window.menuBar().actions()[n].menu() for n in range(5)]
    while waiting:
        for action in waiting.pop().actions():
            if action.menu() is not None:
                waiting.append(action.menu())
            elif action.isVisible():
                found.add(action)
    return found


def is_reachable(control: QWidget, *, by_tab: set[QWidget], offered: set[QAction]) -> bool:
    if control in by_tab or control.focusProxy() in by_tab:
        return True
    if isinstance(control, QToolButton) and control.defaultAction() in offered:
        return True
    if isinstance(control, QAbstractButton):
        if "&" in control.text().replace("&&", "") or not control.shortcut().isEmpty():
            return True
        if isinstance(control, QRadioButton) or control.autoExclusive():
            # One of a group has the focus, arrow keys lead to the others.
            return any(isinstance(other, QRadioButton) for other in by_tab)
    # A list's own inside, such as its viewport.
    return any(isinstance(one, QAbstractItemView) and one.isAncestorOf(control) for one in by_tab)


def test_names_and_keyboard_everywhere(make_rig: MakeRig, write_photo: WritePhoto) -> None:
    rig = make_rig()
    rig.window.activateWindow()
    nameless: dict[str, str] = {}
    stranded: dict[str, str] = {}
    seen = 0
    for name, root in tour(rig, write_photo):
        found = controls(root)
        seen += len(found)
        for control in found:
            interface = QAccessible.queryAccessibleInterface(control)
            if not interface.text(QAccessible.Text.Name).strip():
                nameless.setdefault(described(control), name)
        by_tab, offered = reached(root), actions_in_menus(rig)
        for control in found:
            if not is_reachable(control, by_tab=by_tab, offered=offered):
                stranded.setdefault(described(control), name)
    assert seen > 200
    assert not nameless, "\n" + "\n".join(f"{k}: {v}" for k, v in nameless.items())
    assert not stranded, "\n" + "\n".join(f"{k}: {v}" for k, v in stranded.items())
    assert QApplication.focusWidget() is None or QApplication.focusWidget().isVisible()


def rules() -> Iterator[tuple[str, dict[str, str]]]:
    """The rules of the style sheet: selector, properties."""
    text = files("resources").joinpath("style.qss").read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
        pairs = (line.partition(":") for line in body.split(";") if ":" in line)
        properties = {name.strip(): value.strip() for name, _, value in pairs}
        for selector in selectors.split(","):
            yield " ".join(selector.split()), properties


def grounds(selector: str, known: dict[str, str]) -> set[str]:
    """The colours that a text may stand on: its own rule's, its base rule's, or the pages'."""
    plain = re.sub(r":[\w-]+", "", selector)
    for key in (selector, plain):
        ground = known.get(key, "")
        if ground.startswith("@"):
            return {ground[1:]}
    return {"window", "surface"}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_of_the_style_sheet_can_be_read(colours: Colours) -> None:
    table = asdict(colours)
    known = {
        selector: properties["background"]
        for selector, properties in rules()
        if "background" in properties
    }
    poor: dict[str, float] = {}
    checked = 0
    for selector, properties in rules():
        colour = properties.get("color", "")
        if not colour.startswith("@") or "disabled" in selector or colour == "@disabled":
            continue  # what cannot be used need not stand out (WCAG 2, 1.4.3)
        found = grounds(selector, known)
        if selector.startswith("QFrame#messageBar"):
            found = {"problem"}
        for ground in found:
            ratio = contrast(QColor(table[colour[1:]]), QColor(table[ground]))
            checked += 1
            if ratio < 4.5:
                poor[f"{selector}: {colour} on @{ground}"] = round(ratio, 2)
    assert checked > 40
    assert poor == {}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_focus_can_be_seen(colours: Colours) -> None:
    """What has the focus is framed in a colour that stands out at least 3 : 1 (WCAG 2, 1.4.11)."""
    table = asdict(colours)
    framed = 0
    for selector, properties in rules():
        border = re.search(r"@(\w+)", properties.get("border", ""))
        if ":focus" not in selector or border is None:
            continue
        framed += 1
        grounds_here = ("problem",) if "messageBar" in selector else ("window", "surface")
        for ground in grounds_here:
            ratio = contrast(QColor(table[border.group(1)]), QColor(table[ground]))
            assert ratio >= 3.0, (selector, ground, ratio)
    assert framed >= 6

"""One tour through every scene: all controls named, all reached by keyboard, all words translated.

It is made in a language of marks, in which every translated text stands between brackets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt, QTranslator
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QRadioButton,
    QScrollBar,
    QTableView,
    QTabWidget,
    QTextEdit,
    QToolButton,
    QWidget,
)

from tests.desktop.conftest import MakeRig, Rig
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
SMALLEST_SCREEN = QSize(800, 540 - 40)  # 1920 × 1080 at 200 %, or 800 × 600, less a frame


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
    """Where the Tab key leads, until it is back where it came to first."""
    found: list[QWidget] = []
    root.activateWindow()
    QApplication.processEvents()
    for _ in range(MOST_STEPS):
        QTest.keyClick(root.windowHandle(), Qt.Key.Key_Tab)
        focus = root.focusWidget()
        if focus is None or focus in found[-1:]:
            continue  # inside one control it may lead on from cell to cell
        if focus in found[:1]:
            break
        found.append(focus)
    return set(found)


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


def is_print(control: QWidget) -> bool:
    """Whether it is figures to be read, or their headings: nothing in it can be operated."""
    table = control.parentWidget() if isinstance(control, QHeaderView) else control
    return (
        isinstance(table, QTableView)
        and table.selectionMode() is QTableView.SelectionMode.NoSelection
        and table.editTriggers() == QTableView.EditTrigger.NoEditTriggers
        and control.focusPolicy() is Qt.FocusPolicy.NoFocus
    )


def is_reachable(control: QWidget, *, by_tab: set[QWidget], offered: set[QAction]) -> bool:
    if is_print(control):
        return True
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
    if isinstance(control.parentWidget(), QLineEdit):
        return control.parentWidget() in by_tab  # its button that clears: keys do so, too
    # A list's own inside, such as its viewport.
    return any(isinstance(one, QAbstractItemView) and one.isAncestorOf(control) for one in by_tab)


NAMES = frozenset(
    {
        # Each language by its own name, and the way back for somebody who is lost.
        "(Language)",
        "English",
        "Русский",
        "Қазақша",
        # Names, and words of file formats.
        "AgeLens",
        "Tiny model",
        "tiny",
        "Built-in camera",
        "combined",
        "album",
        "AB",
        "CD",
        "px",
        "avif apng bmp gif heic heif hif jfif jp jpe jpeg jpg k mpo pgm png pnm ppm tif tiff webp",
    }
)
WORDS = frozenset(word for name in NAMES for word in re.findall(r"[^\W\d_]+", name))


class Marker(QTranslator):
    """Translates everything into itself between marks; erases Qt's own words, but on buttons."""

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        if not text or re.match(r"Q(?!PlatformTheme|DialogButtonBox)[A-Z]", context):
            return ""
        return f"⟦{text}⟧"

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def marked(qapp: QApplication) -> Iterator[None]:
    marker = Marker()
    assert qapp.installTranslator(marker)
    yield
    qapp.removeTranslator(marker)


def said(root: QWidget) -> Iterator[tuple[QWidget | QAction, str]]:
    """Everything that can be read or heard below ``root``."""
    for one in (root, *root.findChildren(QWidget)):
        texts = [one.toolTip(), one.accessibleName(), one.accessibleDescription()]
        if isinstance(one, QLabel | QAbstractButton):
            texts.append(one.text())
        elif isinstance(one, QLineEdit):
            texts.append(one.placeholderText())
        elif isinstance(one, QComboBox):
            texts += [one.itemText(row) for row in range(one.count())]
        elif isinstance(one, QTabWidget):
            texts += [one.tabText(row) for row in range(one.count())]
        elif isinstance(one, QTableView):
            model = one.model()
            columns = range(model.columnCount()) if model is not None else ()
            across = one.horizontalHeader().orientation()
            texts += [str(model.headerData(column, across)) for column in columns]
        elif isinstance(one, QPlainTextEdit | QTextEdit):
            texts.append(one.toPlainText() if one.objectName() == "modelDetails" else "")
        yield from ((one, text) for text in texts if text)
    actions = root.actions() if isinstance(root, QMenu) else root.findChildren(QAction)
    for action in actions:
        yield from ((action, text) for text in (action.text(), action.toolTip()) if text)


def bare(text: str) -> str:
    """What is left of a text without its translated parts, markup and signs."""
    text = re.sub(r"<[^<>]*>", " ", text)
    # Files of the test: paths, and names of pictures, tables and stored models.
    text = re.sub(
        r"(?<!\w)/\S+|\S+\.(jpg|csv|log|agelens)\b( – photos\b)?|\w+-drawn-[\d-]+", " ", text
    )
    while True:
        less = re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
        if less == text:
            return text
        text = less


def untranslated(root: QWidget) -> Iterator[tuple[str, str]]:
    """What went past the translation, and where it stands."""
    for one, text in said(root):
        left = set(re.findall(r"[^\W\d_]+", bare(text))) - WORDS
        if any(len(word) > 1 for word in left):
            yield bare(text).strip(), f"{type(one).__name__} {one.objectName()}"


def fits(dialog: QDialog) -> bool:
    """Whether it is no larger than its screen, and can be made as small as the smallest one."""
    least = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
    room = dialog.screen().availableGeometry().size()
    return (
        dialog.size().boundedTo(room) == dialog.size() and least.boundedTo(SMALLEST_SCREEN) == least
    )


def listed(found: dict[str, str]) -> str:
    return "\n" + "\n".join(f"{what!r}: {scene}" for what, scene in found.items())


def test_every_scene_is_named_reachable_and_translated(
    marked: None, make_rig: MakeRig, write_photo: WritePhoto
) -> None:
    rig = make_rig()
    rig.window.activateWindow()
    nameless: dict[str, str] = {}
    stranded: dict[str, str] = {}
    bare_words: dict[str, str] = {}
    large: dict[str, str] = {}
    with_icons: dict[str, str] = {}
    seen = 0
    for name, root in tour(rig, write_photo):
        if isinstance(root, QDialog) and not fits(root):
            large.setdefault(f"{root.width()} x {root.height()}", name)
        for box in root.findChildren(QDialogButtonBox):
            drawn = [one for one in box.buttons() if not one.icon().isNull()]
            with_icons.update(dict.fromkeys(map(described, drawn), name))
        found = controls(root)
        seen += len(found)
        for control in found:
            interface = QAccessible.queryAccessibleInterface(control)
            if not interface.text(QAccessible.Text.Name).strip():
                nameless.setdefault(described(control), name)
        for words, place in untranslated(root):
            bare_words.setdefault(words, f"{name}: {place}")
        by_tab, offered = reached(root), actions_in_menus(rig)
        for control in found:
            if not is_reachable(control, by_tab=by_tab, offered=offered):
                stranded.setdefault(described(control), name)
    assert seen > 200
    assert not large, listed(large)
    assert not with_icons, listed(with_icons)  # the system's, black on any ground
    assert not nameless, listed(nameless)
    assert not stranded, listed(stranded)
    assert not bare_words, listed(bare_words)
    assert QApplication.focusWidget() is None or QApplication.focusWidget().isVisible()

"""Every scene of the window in every language: is any text cut off? Run by test_language_fit.py.

The scale comes by ``QT_SCALE_FACTOR``, which Qt reads once in a process.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QToolButton,
    QWidget,
)

from desktop.i18n import language
from desktop.settings import LANGUAGES
from desktop.widgets.labels import ElidedLabel
from tests.desktop.conftest import MakeRig
from tests.desktop.tour import tour

WritePhoto = Callable[..., Path]
KINDS = QPushButton | QLabel | QToolButton | QCheckBox | QRadioButton


@pytest.fixture(params=LANGUAGES)
def spoken(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    """The language, for everything that is built in the meantime."""
    assert language.install(qapp, request.param) == request.param
    yield request.param
    language.install(qapp, "en")


def cut(child: QWidget) -> str:
    """What is cut off of a child's text, or ""."""
    if not isinstance(child, KINDS) or isinstance(child, ElidedLabel) or not child.isVisible():
        return ""
    text = child.text()
    if not text or (isinstance(child, QAbstractButton) and icon_only(child)):
        return ""
    if isinstance(child, QLabel) and child.wordWrap():
        # Its longest word decides how narrow it may be, its lines how low.
        words = re.sub(r"<[^<>]*>", " ", text).split()
        wide = max(child.fontMetrics().horizontalAdvance(word) for word in words)
        high = child.heightForWidth(child.width())
    else:
        hint = child.minimumSizeHint() if isinstance(child, QLabel) else child.sizeHint()
        wide, high = hint.width(), hint.height()
    if wide > child.width() + 1 or high > child.height() + 1:
        return f"{text!r} needs {wide} x {high}, has {child.width()} x {child.height()}"
    return ""


def cut_inside(child: QWidget) -> str:
    """What is cut off of a hint in a field, of the choice in a box, or of a heading, or ""."""
    if not child.isVisible():
        return ""
    if isinstance(child, QHeaderView):
        return cut_headings(child)
    if isinstance(child, QComboBox) and not child.isEditable():
        box = QStyleOptionComboBox()
        child.initStyleOption(box)
        part = QStyle.SubControl.SC_ComboBoxEditField
        field = child.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, box, part, child)
        text = child.currentText()
    elif isinstance(child, QLineEdit) and not child.text():
        frame = QStyleOptionFrame()
        child.initStyleOption(frame)
        contents = QStyle.SubElement.SE_LineEditContents
        field = child.style().subElementRect(contents, frame, child)
        text = child.placeholderText()
    else:
        return ""
    needed = child.fontMetrics().horizontalAdvance(text)
    return f"{text!r} needs {needed}, has {field.width()}" if needed > field.width() else ""


def cut_headings(headings: QHeaderView) -> str:
    if headings.orientation() is not Qt.Orientation.Horizontal or headings.model() is None:
        return ""
    found = []
    for column in range(headings.count()):
        needed, has = headings.sectionSizeHint(column), headings.sectionSize(column)
        if not headings.isSectionHidden(column) and needed > has:
            text = headings.model().headerData(column, headings.orientation())
            found.append(f"{text!r} needs {needed}, has {has}")
    return ", ".join(found)


def icon_only(button: QAbstractButton) -> bool:
    style = button.toolButtonStyle() if isinstance(button, QToolButton) else None
    return style is Qt.ToolButtonStyle.ToolButtonIconOnly and not button.icon().isNull()


def test_nothing_is_cut_off(spoken: str, make_rig: MakeRig, write_photo: WritePhoto) -> None:
    rig = make_rig()
    assert rig.window.devicePixelRatioF() == float(os.environ.get("QT_SCALE_FACTOR", "1"))
    rig.window.resize(rig.window.minimumSize())
    scenes: list[str] = []
    found: dict[str, None] = {}
    for name, root in tour(rig, write_photo):
        scenes.append(name)
        for child in root.findChildren(QWidget):
            said = cut(child) or cut_inside(child)
            if said:
                found.setdefault(f"{name}: {type(child).__name__} {child.objectName()} {said}")
    assert len(scenes) > 25
    assert not found, "\n" + "\n".join(found)

"""Nothing that the window says goes past Qt's translation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTabWidget,
    QTextEdit,
    QWidget,
)

from tests.desktop.conftest import MakeRig
from tests.desktop.tour import tour

WritePhoto = Callable[..., Path]
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
        "px",
        "avif apng bmp gif heic heif hif jfif jp jpe jpeg jpg k mpo pgm png pnm ppm tif tiff webp",
    }
)
WORDS = frozenset(word for name in NAMES for word in re.findall(r"[^\W\d_]+", name))


class Marker(QTranslator):
    """Translates everything into itself between marks, but what Qt says of itself."""

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        # The empty string means: not translated.
        return "" if re.match(r"Q[A-Z]", context) else f"⟦{text}⟧"

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
    for action in root.findChildren(QAction):
        yield from ((action, text) for text in (action.text(), action.toolTip()) if text)


def bare(text: str) -> str:
    """What is left of a text without its translated parts, markup and signs."""
    text = re.sub(r"<[^<>]*>", " ", text)
    # Files of the test: paths, and names of pictures, tables and stored models.
    text = re.sub(r"/\S+|\S+\.(jpg|csv|log|agelens)\b|\w+-drawn-[\d-]+", " ", text)
    while True:
        less = re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
        if less == text:
            return text
        text = less


def test_all_words_can_be_translated(
    marked: None, make_rig: MakeRig, write_photo: WritePhoto
) -> None:
    rig = make_rig()
    found: dict[str, str] = {}
    for name, root in tour(rig, write_photo):
        for one, text in said(root):
            left = set(re.findall(r"[^\W\d_]+", bare(text))) - WORDS
            if any(len(word) > 1 for word in left):
                where = f"{name}: {type(one).__name__} {one.objectName()}"
                found.setdefault(bare(text).strip(), where)
    assert not found, "\n" + "\n".join(f"{left!r} in {place}" for left, place in found.items())

"""Names from outside are shown letter by letter, never as markup that Qt would follow."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.widgets.labels import PlainLabel, plain_tip

DESKTOP = Path(__file__).parents[2] / "desktop"

MARKUP = {
    # Titles and headings in the program's own words, escaped piece by piece.
    ("help/menu.py", "QLabel"),
    # A link to the page of the data set, in the program's own words.
    ("training/data_choice.py", "QLabel"),
    ("widgets/labels.py", "QLabel"),
}
"""Where a label may show markup, and why."""

OWN_WORDS = {
    ("folder/filters.py", "text"),  # the names of buttons
    ("folder/filters.py", "name"),
    ("folder/filters.py", "message"),
    ("folder/filters.py", "'' if known else self.more.width_from.toolTip()"),
    ("folder/setup_page.py", "' '.join(sorted(group))"),  # suffixes
    ("review/actions.py", "f'{name} ({hint})' if hint else name"),  # the names of actions
    ("review/key_button.py", "self._action.toolTip()"),
    ("widgets/buttons.py", "f'{name} ({shortcut})' if shortcut else name"),
    ("widgets/buttons.py", "action.toolTip()"),
}
"""Tooltips that are none of a stranger's words, with the expression that makes them."""


def nodes() -> Iterator[tuple[str, ast.AST]]:
    for path in sorted(DESKTOP.rglob("*.py")):
        name = path.relative_to(DESKTOP).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield name, node


def called(node: ast.AST) -> str:
    """The last part of the name of what is called."""
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def test_no_label_guesses_what_its_text_is() -> None:
    found = {(name, "QLabel") for name, node in nodes() if called(node) == "QLabel"}
    found |= {
        (name, "QLabel")
        for name, node in nodes()
        if isinstance(node, ast.ClassDef)
        and any(getattr(base, "id", "") == "QLabel" for base in node.bases)
    }
    assert found <= MARKUP


def test_no_tooltip_guesses_what_its_text_is() -> None:
    found = set()
    for name, node in nodes():
        if called(node) != "setToolTip":
            continue
        assert isinstance(node, ast.Call)
        (text,) = node.args
        if not isinstance(text, ast.Constant) and called(text) not in ("tr", "plain_tip"):
            found.add((name, ast.unparse(text)))
    assert found == OWN_WORDS


def test_models_and_dialogs_say_plain_text() -> None:
    for name, node in nodes():
        if isinstance(node, ast.If) and "ToolTipRole" in ast.unparse(node.test):
            (answer,) = node.body
            assert isinstance(answer, ast.Return)
            assert answer.value is not None
            assert called(answer.value) == "plain_tip", name
        if called(node) == "QMessageBox":
            assert "setTextFormat(Qt.TextFormat.PlainText)" in (DESKTOP / name).read_text(), name


@pytest.mark.parametrize("text", ["<b>x</b>", '<img src="file:///x.png">', "a < b & c", "plain"])
def test_markup_is_shown_as_it_is(qtbot: QtBot, text: str) -> None:
    label = PlainLabel(text)
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    with pytest.raises(ValueError, match="plain text only"):
        label.setTextFormat(Qt.TextFormat.RichText)
    tip = plain_tip(text)
    assert tip == text or ("<b>" not in tip and "<img" not in tip)

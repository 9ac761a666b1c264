"""Shortcuts while a keyboard layout without Latin letters is on: the place of the key counts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.buttons import latin_letter, trigger_by_place

CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier
# What a Russian, a Kazakh and a Greek keyboard give in the places of F, M, U, X, C, A, Z, O:
# evdev codes, and the virtual key codes of macOS.
PLACES = {"F": (33, 3), "M": (50, 46), "U": (22, 32), "X": (45, 7), "C": (46, 8)}
PLACES |= {"A": (30, 0), "Z": (44, 6), "O": (24, 31)}
CYRILLIC = dict(zip("FMUXCAZO", "АЬГЧСФЯЩ", strict=True))
GREEK = dict(zip("FMUXCAZO", "ΦΜΘΧΨΑΖΟ", strict=True))


def pressed(text: str, scan: int, virtual: int = 0, held: Qt.KeyboardModifier = PLAIN) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, ord(text), held, scan, virtual, 0, text)


@pytest.mark.parametrize("script", [CYRILLIC, GREEK])
@pytest.mark.parametrize("latin", PLACES)
def test_a_letter_is_known_by_its_place(script: dict[str, str], latin: str) -> None:
    scan, virtual = PLACES[latin]
    assert latin_letter(pressed(script[latin], scan + 8), "xcb") == latin
    assert latin_letter(pressed(script[latin], scan + 8), "wayland") == latin
    assert latin_letter(pressed(script[latin], scan), "windows") == latin
    assert latin_letter(pressed(script[latin], 1, virtual), "cocoa") == latin


@pytest.mark.parametrize("platform", ["xcb", "windows", "cocoa"])
def test_latin_letters_digits_and_unknown_places_are_left_alone(platform: str) -> None:
    scan = 39 if platform == "windows" else 39 + 8
    assert latin_letter(pressed("Q", 30 + 8), platform) == ""  # the A key of a French keyboard
    assert latin_letter(pressed("7", 30 + 8), platform) == ""
    assert latin_letter(pressed("Ж", scan, 41), platform) == ""  # no letter lies there
    enter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, PLAIN, 36, 36, 0, "\r")
    assert latin_letter(enter, platform) == ""


class _Pane(QWidget):
    """A window with a pane whose action counts inside it alone, and one that counts everywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.inside, self.outside = QWidget(self), QLineEdit(self)
        self.inside.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.addWidget(self.inside)
        column.addWidget(self.outside)
        self.triggered: list[str] = []
        self.male = self.action(self.inside, "M")
        self.male.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.save = self.action(self, "Ctrl+S")

    def action(self, holder: QWidget, keys: str) -> QAction:
        action = QAction(keys, self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda: self.triggered.append(keys))
        holder.addAction(action)
        return action

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not trigger_by_place(self, event):
            super().keyPressEvent(event)


@pytest.fixture
def pane(qtbot: QtBot) -> _Pane:
    pane = _Pane()
    qtbot.addWidget(pane)
    pane.show()
    qtbot.waitActive(pane)
    pane.inside.setFocus()
    return pane


def send(target: QWidget, event: QKeyEvent) -> None:
    QApplication.sendEvent(target, event)


def test_actions_are_triggered_where_they_count(pane: _Pane) -> None:
    send(pane.inside, pressed("Ь", 50 + 8))
    assert pane.triggered == ["M"]
    send(pane.inside, pressed("Ы", 31 + 8, held=CONTROL))
    assert pane.triggered == ["M", "Ctrl+S"]
    pane.male.setEnabled(False)
    send(pane.inside, pressed("Ь", 50 + 8))
    send(pane.inside, pressed("Ы", 31 + 8))  # without Ctrl it is another key
    assert pane.triggered == ["M", "Ctrl+S"]


def test_text_stays_text(pane: _Pane) -> None:
    pane.outside.setFocus()
    send(pane.outside, pressed("Ь", 50 + 8))
    assert pane.outside.text() == "Ь"
    assert not pane.triggered


def test_a_held_key_triggers_once(pane: _Pane) -> None:
    repeated = QKeyEvent(QEvent.Type.KeyPress, ord("Ь"), PLAIN, 58, 0, 0, "Ь", True)
    send(pane.inside, repeated)
    assert not pane.triggered

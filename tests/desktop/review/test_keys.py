"""Keys that the user chooses: recorded by pressing, kept, never in conflict unnoticed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.jobs import Lane
from desktop.messages import Messages
from desktop.review.actions import COMMANDS, DEFAULTS, KeyMap, portable
from desktop.review.keys_dialog import KeysDialog
from desktop.settings import Settings
from tests.desktop.review.review_driver import ReviewRig, make_project, make_rig, one_face


@pytest.fixture
def rig(
    qtbot: QtBot, lane: Lane, settings: Settings, messages: Messages, tmp_path: Path
) -> Iterator[ReviewRig]:
    rig = make_rig(qtbot=qtbot, lane=lane, settings=settings, messages=messages)
    menu = rig.window.menuBar().addMenu("&File")
    menu.addAction("&Open photos…").setShortcut(QKeySequence("Ctrl+O"))
    rig.open(make_project(tmp_path, [[one_face(0)], [one_face(1)]]))
    rig.begin()
    yield rig
    rig.close()


@pytest.fixture
def dialog(rig: ReviewRig) -> KeysDialog:
    rig.view.menu_actions.change_keys.trigger()
    dialog = rig.view.findChild(KeysDialog)
    assert isinstance(dialog, KeysDialog)
    return dialog


def record(dialog: KeysDialog, command: str, key: str) -> None:
    """Choose the command's line and press Enter, then the new key."""
    dialog.table.selectRow(COMMANDS.index(command))  # type: ignore[arg-type]
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    combination = QKeySequence(key)[0]
    press(dialog, combination.key(), combination.keyboardModifiers())
    assert dialog.table.editor is None
    assert dialog.table.hasFocus()


def press(
    dialog: KeysDialog,
    key: Qt.Key,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    text: str = "",
) -> None:
    """Press and release a key while the dialog listens for one."""
    assert dialog.table.editor is not None
    assert dialog.table.editor.hasFocus()
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        if dialog.table.editor is not None:
            event = QKeyEvent(kind, key, held, text)
            QApplication.sendEvent(dialog.table.editor, event)
            assert event.isAccepted()


def leave(dialog: KeysDialog, rig: ReviewRig) -> None:
    """Close it; the screen that tests have activates no other window by itself."""
    dialog.close()
    rig.window.activateWindow()
    rig.qtbot.waitUntil(rig.window.isActiveWindow)


def shown(dialog: KeysDialog, command: str) -> str:
    item = dialog.table.item(COMMANDS.index(command), 1)  # type: ignore[arg-type]
    assert item is not None
    return item.text()


def test_the_usual_keys_are_all_different() -> None:
    keys = [key for keys in DEFAULTS.values() for key in keys]
    assert len(keys) == len(set(keys))
    assert all(portable(key) == key for key in keys)


def test_a_key_is_recorded_and_works_at_once(rig: ReviewRig, dialog: KeysDialog) -> None:
    assert shown(dialog, "female") == "F"
    record(dialog, "female", "W")
    assert shown(dialog, "female") == "W"
    assert not dialog.warning.text
    leave(dialog, rig)
    rig.press("F")
    assert rig.said()[0] is None
    rig.press("W")
    assert rig.said() == ("confirmed", None, "female")
    assert rig.answer.genders["female"].hint == "W"
    assert KeyMap(rig.settings).keys("female") == ("W",)


def test_a_conflict_names_the_other_command(rig: ReviewRig, dialog: KeysDialog) -> None:
    record(dialog, "female", "M")
    assert "“Male”" in dialog.warning.text
    assert rig.view.keys.keys("female") == ("F",)
    QTest.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    assert not dialog.warning.text
    assert rig.view.keys.keys("female") == ("M",)
    assert rig.view.keys.keys("male") == ()
    assert shown(dialog, "male") == "no key"
    leave(dialog, rig)
    rig.press("M")
    assert rig.said()[2] == "female"
    # A command without a key has its button still.
    rig.click("male")
    assert rig.said()[2] == "male"
    again = KeyMap(rig.settings)
    assert (again.keys("female"), again.keys("male")) == (("M",), ())


@pytest.mark.parametrize(
    ("key", "meaning"),
    [
        ("Ctrl+O", "“Open photos”"),
        ("Alt+F", "“File”"),
        ("Tab", "Move between controls"),
        ("7", "Type an age"),
        ("Up", "Other faces"),
    ],
)
def test_keys_of_the_window_stay_its_own(
    rig: ReviewRig, dialog: KeysDialog, key: str, meaning: str
) -> None:
    record(dialog, "clear", key)
    assert meaning in dialog.warning.text
    assert dialog.use.isHidden()
    assert rig.view.keys.keys("clear") == ("C",)
    assert shown(dialog, "clear") == "C"
    dialog.close()


def test_recording_can_be_given_up(rig: ReviewRig, dialog: KeysDialog) -> None:
    record(dialog, "confirm", "Esc")
    assert shown(dialog, "confirm") == "Return, Enter, Space"
    assert dialog.isVisible()
    QTest.mouseClick(dialog.change, Qt.MouseButton.LeftButton)
    for key in (Qt.Key.Key_Shift, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock):
        press(dialog, key)
        assert dialog.table.editor is not None  # Shift alone is no key yet
    assert dialog.table.editor.accessibleName() == "Press a key…"
    dialog.restore.setFocus()
    assert dialog.table.editor is None
    assert dialog.restore.hasFocus()
    assert shown(dialog, "confirm") == "Return, Enter, Space"
    dialog.close()


def test_the_usual_keys_come_back(rig: ReviewRig, dialog: KeysDialog) -> None:
    record(dialog, "confirm", "J")
    record(dialog, "male", "Ctrl+M")
    assert rig.settings.review_keys == {"confirm": ["J"], "male": ["Ctrl+M"]}
    QTest.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
    assert rig.settings.review_keys == {}
    assert shown(dialog, "confirm") == "Return, Enter, Space"
    leave(dialog, rig)
    rig.press("Space")
    assert rig.said(0)[0] == "confirmed"


def test_settings_that_make_no_sense_do_no_harm(settings: Settings) -> None:
    for nonsense in ('{"female": ["", "NoKey+?!"]}', '{"female": 3}', "[1]", "{"):
        settings._store.setValue("review/keys", nonsense)
        keys = KeyMap(settings)
        assert keys.keys("male") == ("M",)
        assert keys.hint("female") in ("", "F")
    settings.review_keys = {"male": ["F"], "elsewhere": ["Q"]}
    keys = KeyMap(settings)
    assert (keys.keys("male"), keys.keys("female")) == (("F",), ())
    assert keys.owner("Q") is None


@pytest.mark.parametrize(
    ("key", "held", "text", "expected"),
    [
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier, "\r", "Enter"),
        (Qt.Key.Key_Plus, Qt.KeyboardModifier.ShiftModifier, "+", "+"),
        (Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier, "F", "Shift+F"),
        (Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier, "", "Shift+Tab"),
        (Qt.Key.Key_At, Qt.KeyboardModifier.GroupSwitchModifier, "@", "@"),
    ],
)
def test_a_pressed_key_is_put_down_plainly(
    dialog: KeysDialog, key: Qt.Key, held: Qt.KeyboardModifier, text: str, expected: str
) -> None:
    keys: list[str] = []
    dialog.table.recorded.connect(keys.append)
    QTest.mouseClick(dialog.change, Qt.MouseButton.LeftButton)
    press(dialog, key, held, text)
    assert keys == [expected]
    dialog.close()


def test_hints_follow_the_keys(rig: ReviewRig) -> None:
    assert "Return confirms" in rig.parts.hint
    rig.view.keys.assign("confirm", "J")
    assert "J confirms" in rig.parts.hint
    action: QAction = rig.view.menu_actions.commands["confirm"]
    assert action.toolTip() == "Confirm and continue (J)"
    assert [s.toString() for s in action.shortcuts()] == ["J"]

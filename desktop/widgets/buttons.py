"""Actions as all tabs make them, and the buttons and keys that trigger them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QKeyCombination, QObject, QSize, Qt, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from desktop import icons

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Keys = QKeySequence | QKeySequence.StandardKey | str


class Actions(QObject):
    """The actions of a tab, shared by menus, buttons and shortcuts."""

    def _make(self, text: str, icon: str, keys: Keys = "") -> QAction:
        """An action with its icon ("" for none) and its keys, named in the hint as well."""
        action = QAction(text, self)
        if keys != "":
            action.setShortcut(QKeySequence(keys))
        if icon:
            icons.mark(action, icon)
            # In menus the words say it; icons there only make them wider.
            action.setIconVisibleInMenu(False)
        name = plain_name(action)
        shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{name} ({shortcut})" if shortcut else name)
        return action


def plain_name(action: QAction) -> str:
    """An action's name without menu mnemonic and ellipsis."""
    return action.text().replace("&", "").rstrip("…")


def action_button(
    action: QAction,
    parent: QWidget,
    *,
    text: str = "",
    style: str = "",
    icon: bool = False,
    hide_when_off: bool = False,
) -> QPushButton:
    """A push button that triggers an action and is enabled, or shown, with it.

    ``text`` where the action's own is too long; ``style`` is the object name for the style sheet.
    """
    button = QPushButton(text or action.text().replace("&", ""), parent)
    button.setToolTip(action.toolTip())
    button.setAccessibleName(plain_name(action))
    if style:
        button.setObjectName(style)
    if icon and action.property("iconName"):
        icons.mark(button, str(action.property("iconName")))
    button.clicked.connect(action.trigger)
    follow = button.setVisible if hide_when_off else button.setEnabled
    action.enabledChanged.connect(follow)
    follow(action.isEnabled())
    return button


def tool_button(
    action: QAction, parent: QWidget, *, text: str = "", style: str = "", icon_px: int = 20
) -> QToolButton:
    """A flat toolbar button for an action: its icon, and ``text`` beside it where given."""
    button = QToolButton(parent)
    if text:
        # The action's own text is longer: what a menu needs, a row has no room for.
        action.setIconText(text)
    button.setDefaultAction(action)
    beside, alone = (
        Qt.ToolButtonStyle.ToolButtonTextBesideIcon,
        Qt.ToolButtonStyle.ToolButtonIconOnly,
    )
    button.setToolButtonStyle(beside if text else alone)
    if style:
        button.setObjectName(style)
    button.setIconSize(QSize(icon_px, icon_px))
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(plain_name(action))
    return button


def offer_menu(widget: QWidget, actions: Sequence[QAction | None]) -> None:
    """Offer actions in the menu of a widget (right click, menu key); ``None`` separates groups."""
    for action in actions:
        if action is None:
            action = QAction(widget)
            action.setSeparator(True)
        widget.addAction(action)
    widget.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)


class FocusHandover(QObject):
    """Hands the focus from a button to the one that takes its place, as *Pause* to *Continue*.

    Whoever has pressed the one by the keyboard finds the other under the same key.
    """

    def __init__(self, *turns: tuple[QAction, QAbstractButton], parent: QObject) -> None:
        """``turns`` are the buttons, each with the action that says when its turn is."""
        super().__init__(parent)
        self._pressed: QAbstractButton | None = None
        for action, button in turns:
            button.pressed.connect(self._note_pressed)
            action.enabledChanged.connect(partial(self._hand_over, button))

    @Slot()
    def _note_pressed(self) -> None:
        button = self.sender()
        self._pressed = None
        if isinstance(button, QAbstractButton) and button.hasFocus():
            self._pressed = button

    def _hand_over(self, button: QAbstractButton, possible: bool) -> None:
        if possible and self._pressed not in (None, button) and button.isVisibleTo(button.window()):
            self._pressed = None
            button.setFocus(Qt.FocusReason.OtherFocusReason)


class EnterPresses(QObject):
    """Lets Enter press the button that has the focus; Qt does so in dialogs alone, and not always.

    Only that button is watched, and only while it has the focus. In dialogs check boxes and radio
    buttons leave Enter to the dialog, whose button it presses.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    @Slot(QWidget, QWidget)
    def _follow(self, former: QWidget | None, now: QWidget | None) -> None:
        if isinstance(former, QAbstractButton):
            former.removeEventFilter(self)
        if isinstance(now, QPushButton | QToolButton) or (
            isinstance(now, QAbstractButton) and now.window() is self._window
        ):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Press the button; what is held down presses it once."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() not in ENTER or not plain or not isinstance(watched, QAbstractButton):
            return False
        if not event.isAutoRepeat():
            watched.click()
        return True


# Where the letters lie on a keyboard: codes of the Linux input layer, which are those of the
# Windows scan codes too, and one less by eight than those of X11 and Wayland.
_ROWS = {16: "QWERTYUIOP", 30: "ASDFGHJKL", 44: "ZXCVBNM"}
_SCAN_CODES = {first + at: letter for first, row in _ROWS.items() for at, letter in enumerate(row)}
_X11_OFFSET = 8
# macOS tells the position in its virtual key codes (HIToolbox, "kVK_ANSI_A" and so on).
_MAC_LETTERS = "ASDFHGZXCVBQWERYTOUIPLJKNM"
_MAC_CODES = dict(
    zip([*range(10), *range(11, 18), 31, 32, 34, 35, 37, 38, 40, 45, 46], _MAC_LETTERS, strict=True)
)
_ASCII_END, _SPECIAL_KEYS = 0x80, 0x01000000


def latin_letter(event: QKeyEvent, platform: str) -> str:
    """The Latin letter at the place of a key that gives a letter of another script, else "".

    ``platform`` is Qt's name of the window system. Layouts with Latin letters of their own are
    left alone: there the letter counts, wherever it lies.
    """
    if not _ASCII_END <= event.key() < _SPECIAL_KEYS:
        return ""
    if platform == "cocoa":
        return _MAC_CODES.get(event.nativeVirtualKey(), "")
    offset = 0 if platform == "windows" else _X11_OFFSET
    return _SCAN_CODES.get(event.nativeScanCode() - offset, "")


def trigger_by_place(window: QWidget, event: QKeyEvent) -> bool:
    """Trigger the action of a window whose key lies where a Russian or Greek letter was pressed.

    Qt compares shortcuts with letters, so that none would work while such a layout is on. Returns
    whether there was one.
    """
    letter = latin_letter(event, QGuiApplication.platformName())
    if not letter or event.isAutoRepeat():
        return False
    keys = QKeySequence(QKeyCombination(event.modifiers(), Qt.Key(ord(letter))))
    for action in window.findChildren(QAction):
        if action.isEnabled() and keys in action.shortcuts() and _applies(action, window):
            action.trigger()
            return True
    return False


def _applies(action: QAction, window: QWidget) -> bool:
    """Whether its shortcut counts where the focus is now, as Qt decides it."""
    focus = QApplication.focusWidget()
    holders = [one for one in action.associatedObjects() if isinstance(one, QWidget)]
    if action.shortcutContext() is Qt.ShortcutContext.WindowShortcut:
        return any(isinstance(one, QMenu) or one.isVisibleTo(window) for one in holders)
    return focus is not None and any(
        one is focus or one.isAncestorOf(focus) for one in holders if one.isVisibleTo(window)
    )

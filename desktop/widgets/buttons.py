"""Actions as all tabs make them, and the buttons that trigger them."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from desktop import icons

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

"""What the tabs' actions have in common: how one is made."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

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
        name = text.replace("&", "").rstrip("…")
        shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{name} ({shortcut})" if shortcut else name)
        return action

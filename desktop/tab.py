"""What the window asks of its tabs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

MenuActions = dict[str, Sequence[QAction | None]]
"""Actions under "file", "edit" and "view"; ``None`` separates groups."""
KeyList = Sequence[tuple[str, str]]
"""Keys that are no actions: what they do, and which they are."""


class Tab(QWidget):
    """One page of the window, with its own entries in the menus.

    ``close_wanted`` comes when the tab has done what it asked the window to wait for.
    """

    close_wanted = Signal()
    title: str = ""

    def by_menu(self) -> MenuActions:
        """The tab's actions, offered while it is in front."""
        return {}

    def keyed_actions(self) -> MenuActions:
        """All actions that have keys, also those that stand in no menu of the window."""
        return self.by_menu()

    def key_list(self) -> KeyList | None:
        """The keys that are no actions; ``None`` for the usual ones, those of a photo."""
        return None

    def may_close(self) -> bool:
        """Whether the window may close now; a tab that says no asks the user what to do."""
        return True

    def cancel(self) -> None:
        """Give up everything that is under way; the window is about to close."""

"""What the window asks of its tabs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

MenuActions = dict[str, Sequence[QAction | None]]
"""Actions under "file", "edit" and "view"; ``None`` separates groups."""


class Tab(QWidget):
    """One page of the window, with its own entries in the menus."""

    title: str = ""

    def by_menu(self) -> MenuActions:
        """The tab's actions, offered while it is in front."""
        return {}

    def cancel(self) -> None:
        """Give up everything that is under way; the window is about to close."""

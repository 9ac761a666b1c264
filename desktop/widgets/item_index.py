"""Split."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
)

Index = QModelIndex | QPersistentModelIndex

"""A quiet line above the faces: the project can only be looked at, or its photos are not there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget


class Banner(QFrame):
    """``folder_wanted`` when the user can say where the photos are by now."""

    folder_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAccessibleName(self.tr("About this project"))
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.search = QPushButton(self.tr("Find the folder…"), self)
        self.search.clicked.connect(self.folder_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 16, 7)
        row.setSpacing(10)
        row.addWidget(self._text, 1)
        row.addWidget(self.search)
        self.hide()

    @property
    def text(self) -> str:
        """What it says, "" while it is hidden."""
        return "" if self.isHidden() else self._text.text()

    def show_project(self, *, read_only: bool, root: Path | None, root_there: bool) -> None:
        """Say what is out of the ordinary, or nothing."""
        parts = []
        if read_only:
            parts.append(
                self.tr(
                    "This project is open in another window or write-protected: you can look at "
                    "everything, filter and export, but not change anything."
                )
            )
        if not root_there:
            told = self.tr(
                "The folder of its photos is not there: {0}. What is known stays; connect the "
                "drive, or say where the folder is now."
            )
            parts.append(told.format(root))
        self._text.setText(" ".join(parts))
        self.search.setVisible(not root_there and not read_only)
        self.setVisible(bool(parts))

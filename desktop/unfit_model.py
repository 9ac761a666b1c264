"""Asks before a model that is not made for photos is used in all tabs."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.widgets.labels import PlainLabel

_WIDTH_PX = 420


class UnfitModelDialog(QDialog):
    """Asks before a model of drawings or of a thinned set is used; ``accepted`` means to use it."""

    def __init__(self, parent: QWidget | None = None, *, thinned: bool = False) -> None:
        super().__init__(parent)
        if thinned:
            self.setWindowTitle(self.tr("A model trained without a group"))
            told = self.tr(
                "This model was trained on purpose with a part of a group left out, so it is worse "
                "for that group than it need be. Use it in all tabs anyway?"
            )
        else:
            self.setWindowTitle(self.tr("A model trained on drawings"))
            told = self.tr(
                "This model was trained on drawn faces, so its results on photos are "
                "meaningless. Use it in all tabs anyway?"
            )
        words = PlainLabel(told, self)
        words.setWordWrap(True)
        self.use = QPushButton(self.tr("Use anyway"), self)
        self.leave = QPushButton(self.tr("Keep the current model"), self)
        self.leave.setObjectName("primary")
        self.leave.setDefault(True)
        self.use.clicked.connect(self.accept)
        self.leave.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        row.addWidget(self.use)
        row.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(14)
        column.addWidget(words)
        column.addLayout(row)
        self.setMinimumWidth(_WIDTH_PX)
        self.leave.setFocus()

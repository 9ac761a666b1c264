"""The question before a model that was trained on drawings is used on photos."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

_WIDTH_PX = 420


class UseDialog(QDialog):
    """``accepted`` means to use it all the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("A model trained on drawings"))
        words = QLabel(
            self.tr(
                "This model was trained on drawn faces, so what it says of photos means nothing: "
                "use it in every tab all the same?"
            ),
            self,
        )
        words.setWordWrap(True)
        self.use = QPushButton(self.tr("Use it"), self)
        self.leave = QPushButton(self.tr("Keep the model in use"), self)
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

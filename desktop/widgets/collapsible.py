"""A section under a heading with an arrow that expands or collapses it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget


class CollapsibleSection(QWidget):
    """Shows or hides ``content``; ``toggled`` carries whether it is shown."""

    toggled = Signal(bool)

    def __init__(self, title: str, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self.heading = QToolButton(self)
        self.heading.setObjectName("foldHeading")
        self.heading.setText(title)
        self.heading.setCheckable(True)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.heading.setAccessibleName(title)
        self.heading.toggled.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(content, 1)
        self._turn(False)

    @property
    def opened(self) -> bool:
        """True while the content is shown."""
        return self.heading.isChecked()

    def set_open(self, opened: bool) -> None:
        """Expand or collapse."""
        self.heading.setChecked(opened)

    @Slot(bool)
    def _turn(self, opened: bool) -> None:
        arrow = Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow
        self.heading.setArrowType(arrow)
        self._content.setVisible(opened)
        self.toggled.emit(opened)

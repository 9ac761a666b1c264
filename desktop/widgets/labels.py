"""Labels that cut text that does not fit, and paragraphs that wrap."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QLabel,
    QSizePolicy,
    QWidget,
)


class ElidedLabel(QLabel):
    """A line of text that gives way: what does not fit is cut in the middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(60)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as there is room for."""
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideMiddle, self.width()
        )
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()

    def minimumSizeHint(self) -> QSize:
        """Return the height of a line, and hardly any width."""
        return QSize(60, super().minimumSizeHint().height())


PARAGRAPH_PX = 520


class Paragraph(QLabel):
    """Text of one width that is as high as its lines; boxes around it would cut them off."""

    def hasHeightForWidth(self) -> bool:
        """Return False, or the page would ask how high it is at the width of the window."""
        return False

    def sizeHint(self) -> QSize:
        """Return the width that all texts here have, and the height that this one takes."""
        return QSize(PARAGRAPH_PX, self.heightForWidth(PARAGRAPH_PX))

    def minimumSizeHint(self) -> QSize:
        """Return the same: it cannot be read in less."""
        return self.sizeHint()

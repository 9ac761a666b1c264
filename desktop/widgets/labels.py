"""Labels: names letter by letter, a line cut where it does not fit, a paragraph that wraps.

Text from outside is never taken for markup. Qt guesses whether a text is HTML, and fetches an image
in it: a file called ``<img src="//computer/share">`` would make Windows log in somewhere. All that
shows such text uses these classes; ``tests/desktop/test_plain_text.py`` looks for what does not.
"""

from __future__ import annotations

import html

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.i18n.text import number


class PlainLabel(QLabel):
    """A label that shows its text letter by letter, whatever stands in it."""

    def __init__(self, text: str | QWidget | None = None, parent: QWidget | None = None) -> None:
        if isinstance(text, str):
            super().__init__(text, parent)
        else:  # as Qt allows: only the parent
            super().__init__(text if parent is None else parent)
        super().setTextFormat(Qt.TextFormat.PlainText)

    def setTextFormat(self, text_format: Qt.TextFormat) -> None:
        """Refuse anything but plain text; raises ``ValueError``."""
        if text_format is not Qt.TextFormat.PlainText:
            raise ValueError(f"This label shows plain text only. Received: {text_format}")


def plain_tip(text: str) -> str:
    """A tooltip that shows this text: it is escaped where Qt may take it for HTML."""
    if "<" not in text:  # what Qt looks for is a tag
        return text
    return "<qt>" + html.escape(text).replace("\n", "<br>") + "</qt>"


class ElidedLabel(PlainLabel):
    """A line of text that gives way: what does not fit is cut, in the middle or as ``cut`` says."""

    def __init__(
        self, parent: QWidget | None = None, *, cut: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle
    ) -> None:
        super().__init__(parent)
        self._cut = cut
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(60)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as there is room for."""
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), self._cut, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()

    def minimumSizeHint(self) -> QSize:
        """Return the height of a line, and hardly any width."""
        return QSize(60, super().minimumSizeHint().height())


class ZoomLabel(PlainLabel):
    """The scale of a photo as a percentage; as wide as the largest one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("muted", True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("1600 %") + 6)

    @Slot(float)
    def show_scale(self, scale: float) -> None:
        """Show a scale in screen pixels per photo pixel."""
        self.setText(f"{number(round(100 * scale))} %")


PARAGRAPH_PX = 520


class Paragraph(PlainLabel):
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

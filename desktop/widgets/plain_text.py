"""Text as it is: names of files, models and people are never taken for markup.

Qt guesses whether a text is HTML, and an image in it is fetched: a file called
``<img src="//computer/share">`` would make Windows log in somewhere. Everything that shows what
comes from outside goes through here; ``tests/desktop/test_plain_text.py`` looks for what does not.
"""

from __future__ import annotations

import html

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


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

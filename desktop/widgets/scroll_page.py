"""A page that scrolls up and down when the window is too low for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget


class ScrollPage(QScrollArea):
    """Scrolls ``content``, which stays as wide as the page, or centred with at most ``widest_px``.

    The keyboard reaches the controls inside, which scroll into view by themselves; ``focusable``
    lets it reach the page too, for one that is only read.
    """

    def __init__(
        self,
        content: QWidget,
        *,
        widest_px: int | None = None,
        focusable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if not focusable:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content if widest_px is None else _centred(content, widest_px))


def _centred(content: QWidget, widest_px: int) -> QWidget:
    """Put ``content`` into the middle of a widget, as wide as that allows."""
    content.setMaximumWidth(widest_px)
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(content, 100)
    row.addStretch(1)
    return whole

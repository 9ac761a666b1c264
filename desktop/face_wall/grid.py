"""Cards of one size that flow with the width: as many beside each other as fit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

_GAP_PX = 10
_MARGIN_PX = 8


class FlowGrid(QWidget):
    """Places its cards row by row, stretched to fill the width, and is as high as they need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: tuple[QWidget, ...] = ()

    @property
    def columns(self) -> int:
        """How many cards stand beside each other."""
        if not self._cards:
            return 1
        room_px = self.width() - 2 * _MARGIN_PX + _GAP_PX
        fitting = room_px // (self._cards[0].sizeHint().width() + _GAP_PX)
        return min(max(fitting, 1), len(self._cards))

    def show_cards(self, cards: Sequence[QWidget]) -> None:
        """Take these cards in place of the former ones."""
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = tuple(cards)
        for card in self._cards:
            card.show()
        self.arrange()

    def arrange(self) -> None:
        """Place the cards; to be called too when they want another height."""
        if not self._cards:
            self.setMinimumHeight(0)
            return
        columns = self.columns
        rows = -(-len(self._cards) // columns)
        width_px = (self.width() - 2 * _MARGIN_PX - (columns - 1) * _GAP_PX) // columns
        height_px = max(card.heightForWidth(width_px) for card in self._cards)
        for index, card in enumerate(self._cards):
            row, column = divmod(index, columns)
            x = _MARGIN_PX + column * (width_px + _GAP_PX)
            card.setGeometry(x, row * (height_px + _GAP_PX), width_px, height_px)
        self.setMinimumHeight(rows * (height_px + _GAP_PX))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Flow anew."""
        super().resizeEvent(event)
        self.arrange()

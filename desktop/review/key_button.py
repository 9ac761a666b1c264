"""A button that shows the key that does the same."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import QAction, QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.review.actions import Command, KeyMap
from desktop.widgets.buttons import plain_name

_SMALL_KEY = 0.88
_GAP_PX = 12


class KeyButton(QPushButton):
    """A push button for an action, with the action's chief key in small letters at its right."""

    def __init__(
        self,
        command: Command,
        action: QAction,
        keys: KeyMap,
        *,
        text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text or plain_name(action), parent)
        self._command, self._action, self._keys = command, action, keys
        self.setAccessibleName(plain_name(action))
        self.setProperty("keyed", True)
        # Whoever clicks goes on with the keys, which the photo must get.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(action.trigger)
        action.enabledChanged.connect(self.setEnabled)
        self.setEnabled(action.isEnabled())
        keys.changed.connect(self._show_keys)
        self._show_keys()

    @property
    def hint(self) -> str:
        """The key shown on the button."""
        return self._keys.hint(self._command)

    @Slot()
    def _show_keys(self) -> None:
        self.setToolTip(self._action.toolTip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for text and key."""
        size = super().sizeHint()
        if self.hint:
            size.setWidth(size.width() + self._hint_width() + _GAP_PX)
        return size

    def minimumSizeHint(self) -> QSize:
        """Return the same: a cut name is none."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, then its key."""
        super().paintEvent(event)
        if not self.hint:
            return
        painter = QPainter(self)
        painter.setFont(_small(self.font()))
        painter.setPen(self._ink())
        place = QRect(self.rect()).adjusted(0, 0, -10, 0)
        painter.drawText(
            place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.hint
        )
        painter.end()

    def _ink(self) -> QColor:
        role, palette = QPalette.ColorRole, self.palette()
        if not self.isEnabled():
            return palette.color(QPalette.ColorGroup.Disabled, role.ButtonText)
        primary = self.objectName() == "primary"
        return palette.color(role.HighlightedText if primary else role.PlaceholderText)

    def _hint_width(self) -> int:
        return QFontMetrics(_small(self.font())).horizontalAdvance(self.hint)


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * _SMALL_KEY)
    return small

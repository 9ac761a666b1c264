"""Small parts of the review panel: a button that shows its key, and the field for an age."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRegularExpression, QSize, Qt, Slot
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QRegularExpressionValidator,
)
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from desktop.review_actions import plain
from desktop.review_keys import Command, KeyMap

OLDEST_YEARS = 120
_DIGITS = 3
_SMALL = 0.88
_GAP_PX = 12
_EDITING = (
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)


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
        super().__init__(text or plain(action), parent)
        self._command, self._action, self._keys = command, action, keys
        self.setAccessibleName(plain(action))
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
        """The key that stands on the button."""
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


class AgeEdit(QLineEdit):
    """The reviewer's age of the face; what is typed but not confirmed yet is ``typed``.

    Keys that are no part of a number are left to the review, whoever has the focus.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = self._typed = ""
        self.textEdited.connect(self._on_edited)
        self.setValidator(
            QRegularExpressionValidator(QRegularExpression(rf"\d{{0,{_DIGITS}}}"), self)
        )
        self.setAccessibleName(self.tr("Apparent age as you see it, in years"))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    @property
    def typed(self) -> str:
        """The number that was typed and is not confirmed, or ""."""
        return self._typed

    @property
    def years(self) -> float | None:
        """The typed age, ``None`` for none or one that nobody reaches."""
        if not self._typed or int(self._typed) > OLDEST_YEARS:
            return None
        return float(self._typed)

    def show_said(self, said: str, *, model: str) -> None:
        """Show what the reviewer said, else greyed what the model says."""
        self._said, self._typed = said, ""
        self.setText(said)
        self.setPlaceholderText(model)

    def take(self, digit: str) -> None:
        """Type a digit from afar: the first one begins a new number."""
        if len(self._typed) < _DIGITS:
            self._typed += digit
            self.setText(self._typed)

    def take_back(self) -> None:
        """Take back the last digit from afar."""
        self._typed = self._typed[:-1]
        self.setText(self._typed or self._said)

    def drop(self) -> None:
        """Forget what was typed."""
        self._typed = ""
        self.setText(self._said)

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        self._typed = text

    def event(self, event: QEvent) -> bool:
        """Keep what belongs to a number from the shortcuts, and nothing else."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            plain_key = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            editing = event.key() in _EDITING and bool(self.typed)
            if plain_key and (event.text().isdecimal() or editing):
                event.accept()
            else:
                event.ignore()
            return True
        return super().event(event)


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * _SMALL)
    return small

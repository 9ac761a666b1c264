"""Fields whose Enter is their own: one for a dialog, and one for what is searched for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.widgets.buttons import ENTER
from desktop.widgets.labels import plain_tip

_CLEAR = "_q_qlineeditclearaction"  # Qt's own name
_FRAME_PX = 24


class EnterField(QLineEdit):
    """A line whose Enter presses no button of the dialog that it stands in, as Qt's would."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter, of which ``returnPressed`` has told."""
        super().keyPressEvent(event)
        if event.key() in ENTER:
            event.accept()


class SearchField(EnterField):
    """A line with a button that clears it, named for screen readers, which Qt does not.

    ``hint`` stands in it while it is empty, or one word where it is too narrow for that. Escape
    empties it; ``left`` when it was empty. Where that moves the focus nowhere, the key is the
    window's, which a dialog closes with.
    """

    left = Signal()

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = hint
        self.setObjectName("field")
        self.setAccessibleName(hint)
        self.setToolTip(plain_tip(hint))
        self.setPlaceholderText(hint)
        self.setClearButtonEnabled(True)
        clear = self.findChild(QAction, _CLEAR)
        if clear is not None:
            clear.setText(self.tr("Clear"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take back what was typed, one step an Escape."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
        else:
            self.left.emit()
            event.setAccepted(not self.hasFocus())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        needed = self.fontMetrics().horizontalAdvance(self._hint) + _FRAME_PX
        self.setPlaceholderText(self._hint if needed <= self.width() else self.tr("Find"))

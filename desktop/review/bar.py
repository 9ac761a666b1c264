"""The bar above the reviewed photo, and the line that asks for the reviewer's name."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from desktop.i18n.text import number
from desktop.review.actions import ReviewActions
from desktop.review.keys import Command
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import tool_button
from desktop.widgets.labels import ElidedLabel

_LONGEST_NAME = 60


class ReviewBar(QFrame):
    """Which photo and which face of how many, between the ways back and on, and the tools."""

    def __init__(self, actions: ReviewActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolRow")
        self._actions = actions
        self._name, self._position = ElidedLabel(self), QLabel(self)
        self._name.setObjectName("photoName")
        self._zoom = QLabel(self)
        for label in (self._position, self._zoom):
            label.setProperty("muted", True)
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._zoom.setMinimumWidth(self._zoom.fontMetrics().horizontalAdvance("1600 %") + 6)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 10, 5)
        row.setSpacing(4)
        self._fill(row, "back", "previous", "next")
        row.addSpacing(8)
        row.addWidget(self._name, 1)
        row.addSpacing(8)
        row.addWidget(self._position)
        row.addSpacing(10)
        self._fill(row, "undo", "redo", "add")
        row.addSpacing(6)
        self._fill(row, "zoom_out")
        row.addWidget(self._zoom)
        self._fill(row, "zoom_in", "close_up")

    @property
    def name(self) -> str:
        """The photo that the row names."""
        return self._name.text()

    @property
    def position(self) -> str:
        """Which face of how many."""
        return self._position.text()

    def show_face(self, name: str, *, place: int, count: int) -> None:
        """Say which photo this is, and which face of how many (``place`` from 0)."""
        self._name.setText(name)
        self._name.setToolTip(name)
        self._position.setText(self.tr("{0} of {1}").format(number(place + 1), number(count)))

    @Slot(float)
    def show_zoom(self, scale: float) -> None:
        """Show the scale, in screen pixels per photo pixel, as a percentage."""
        self._zoom.setText(f"{number(round(100 * scale))} %")

    def _fill(self, row: QHBoxLayout, *commands: Command) -> None:
        for command in commands:
            row.addWidget(tool_button(self._actions.commands[command], self))


class ReviewerLine(Banner):
    """Asks once for a name; ``named`` carries it, ``left`` comes when it was given or not."""

    named = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.label.setText(self.tr("Your name or initials, as they should appear in the table"))
        self.label.setWordWrap(False)
        self.edit = _NameEdit(self)
        self.edit.setMaxLength(_LONGEST_NAME)
        self.edit.setAccessibleName(self.label.text())
        self.label.setBuddy(self.edit)
        self.row.setStretch(0, 0)
        self.row.addWidget(self.edit, 1)
        use = self.add_button(self.tr("OK"))
        use.setObjectName("small")
        use.clicked.connect(self._use)
        self.edit.returnPressed.connect(self._use)
        self.edit.left.connect(self._leave)

    def ask(self, name: str, *, focus: bool) -> None:
        """Ask for a name; ``name`` is the one in use."""
        if self.isHidden():
            self.edit.setText(name)
        self.show()
        if focus:
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self.edit.selectAll()

    @Slot()
    def _use(self) -> None:
        name = self.edit.text().strip()
        if name:
            self.hide()
            self.named.emit(name)
            self.left.emit()

    @Slot()
    def _leave(self) -> None:
        self.hide()
        self.left.emit()


class _NameEdit(QLineEdit):
    """A line edit that takes all plain keys before the shortcuts; ``left`` on Escape."""

    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Let no shortcut of the review take a letter, Enter or Escape."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            command = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
            if not event.modifiers() & command:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives up; everything else is text."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

"""The dialog in which the keys of the review are changed, by pressing the new ones."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QKeyCombination, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.review.actions import COMMANDS, Command, ReviewActions, native, recorded
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import plain_name
from desktop.widgets.labels import PlainLabel

_SIZE_PX = (520, 560)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def taken_keys(window: QWidget, actions: ReviewActions) -> dict[str, str]:
    """Keys that the rest of the window uses, and for what: menus, other tabs, menu letters."""
    own = set(actions.commands.values())
    taken: dict[str, str] = {}
    for action in window.findChildren(QAction):
        if action in own or not action.text():
            continue
        for sequence in action.shortcuts():
            taken[sequence.toString(QKeySequence.SequenceFormat.PortableText)] = plain_name(action)
        letter = QKeySequence.mnemonic(action.text())
        if action.menu() is not None and not letter.isEmpty():
            taken[letter.toString(QKeySequence.SequenceFormat.PortableText)] = plain_name(action)
    return taken


class KeysDialog(QDialog):
    """A table of what can be done and with which keys; what is changed holds at once.

    ``taken`` are the keys that the review cannot have, with what they do.
    """

    def __init__(
        self, actions: ReviewActions, *, taken: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Review keys"))
        self.resize(*_SIZE_PX)
        self._actions, self._keys = actions, actions.keys
        self._taken = self._fixed() | dict(taken)
        self._waiting = ""
        self.table = _KeyTable(self)
        self.change = QPushButton(self.tr("Change key"), self)
        self.restore = QPushButton(self.tr("Restore default keys"), self)
        self.warning = Banner(parent=self)
        self.use = self.warning.add_button(self.tr("Reassign"))
        self.use.setObjectName("small")
        self.use.clicked.connect(self._use)
        self._arrange()
        self.table.recorded.connect(self._take)
        self.table.activated.connect(self._record)
        self.change.clicked.connect(self._record)
        self.restore.clicked.connect(self._restore)
        actions.keys.changed.connect(self._fill)
        self._fill()
        self._warn("", waiting="")
        self.table.selectRow(0)
        self.table.setFocus()

    def _fixed(self) -> dict[str, str]:
        """Keys that mean something whatever the user chooses."""
        fixed = {"Tab": self.tr("Move between controls")}
        fixed["Shift+Tab"] = fixed["Tab"]
        fixed |= {str(digit): self.tr("Type an age") for digit in range(10)}
        fixed["Backspace"] = fixed["0"]
        fixed |= {key: self.tr("Other faces of this photo") for key in ("Up", "Down")}
        for key in ("Left", "Right", "Up", "Down"):
            fixed[f"Shift+{key}"] = self.tr("Move the enlarged photo")
        return fixed

    def _arrange(self) -> None:
        help_text = PlainLabel(
            self.tr("Select a row, choose Change key, then press the new key. Escape cancels."),
            self,
        )
        help_text.setWordWrap(True)
        help_text.setProperty("muted", True)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        box.rejected.connect(self.reject)
        close = box.button(QDialogButtonBox.StandardButton.Close)
        for button in (self.change, self.restore, self.use, close):
            # Enter belongs to the table: it begins to listen for a key.
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self.change)
        row.addWidget(self.restore)
        row.addStretch()
        row.addWidget(box)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(help_text)
        column.addWidget(self.table, 1)
        column.addWidget(self.warning)
        column.addLayout(row)

    def command(self) -> Command:
        """The command of the chosen line."""
        return COMMANDS[max(self.table.currentRow(), 0)]

    @Slot()
    def _fill(self) -> None:
        for row, command in enumerate(COMMANDS):
            keys = ", ".join(native(key) for key in self._keys.keys(command))
            self.table.put(
                row, plain_name(self._actions.commands[command]), keys or self.tr("no key")
            )

    @Slot()
    def _record(self) -> None:
        self._warn("", waiting="")
        self.table.record(self.tr("Press a key…"))

    @Slot(str)
    def _take(self, key: str) -> None:
        """A key was pressed for the chosen line, or "" if the user gave up."""
        command, owner = self.command(), self._keys.owner(key)
        if not key or self._keys.keys(command) == (key,):
            return
        name = native(key)
        if key in self._taken:
            message = self.tr("{0} cannot be used: it is already assigned to “{1}”.")
            self._warn(message.format(name, self._taken[key]), waiting="")
        elif owner is not None and owner != command:
            message = self.tr("{0} is already assigned to “{1}”, which would lose it.")
            self._warn(message.format(name, plain_name(self._actions.commands[owner])), waiting=key)
        else:
            self._keys.assign(command, key)

    @Slot()
    def _use(self) -> None:
        key = self._waiting
        self._warn("", waiting="")
        if key:
            self._keys.assign(self.command(), key)
        self.table.setFocus()

    @Slot()
    def _restore(self) -> None:
        self._warn("", waiting="")
        self._keys.restore()

    def _warn(self, text: str, *, waiting: str) -> None:
        self._waiting = waiting
        self.use.setVisible(bool(waiting))
        self.warning.show_text(text)


class _KeyTable(QTableWidget):
    """What can be done, and with which key; ``recorded`` (key, or "" if it was given up)."""

    recorded = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(len(COMMANDS), 2, parent)
        self.editor: QKeySequenceEdit | None = None
        """What listens for the new key, while one is waited for."""
        self.setAccessibleName(self.tr("Actions and their keys"))
        self.setHorizontalHeaderLabels([self.tr("Action"), self.tr("Key")])
        self.verticalHeader().hide()
        self.horizontalHeader().setAccessibleName(self.tr("Columns"))
        self.horizontalHeader().setDefaultAlignment(_LEFT)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)

    def put(self, row: int, *texts: str) -> None:
        """Fill a line."""
        for column, text in enumerate(texts):
            self.setItem(row, column, QTableWidgetItem(text))

    def record(self, text: str) -> None:
        """Listen for a key for the chosen line."""
        self.editor = _KeyEdit(text, self)
        self.editor.editingFinished.connect(self._finish)
        self.setCellWidget(max(self.currentRow(), 0), 1, self.editor)
        self.editor.setFocus()

    @Slot()
    def _finish(self) -> None:
        editor, self.editor = self.editor, None
        if editor is None:  # Taking it away makes it lose the focus, which ends it once more.
            return
        if editor.hasFocus():
            self.setFocus()
        editor.deleteLater()
        editor.hide()
        self.recorded.emit(recorded(editor.keySequence()))


class _KeyEdit(QKeySequenceEdit):
    """Takes one key, even Tab and those of the window; Escape ends it without any."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(text)
        for line in self.findChildren(QLineEdit):
            line.setPlaceholderText(text)
        self.setMaximumSequenceLength(1)
        self.setFinishingKeyCombinations([QKeyCombination(Qt.Key.Key_Escape)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt would take these for keys by themselves."""
        if event.key() not in (Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock):
            super().keyPressEvent(event)

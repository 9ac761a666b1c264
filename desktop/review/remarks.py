"""The comment and the flags of the face under review, and what others remarked on it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.review.actions import ReviewActions
from desktop.review.key_button import KeyButton
from desktop.widgets.buttons import plain_name
from engine.project import FLAGS, FaceNote
from engine.project.records import LONGEST_COMMENT


class RemarkPart(QWidget):
    """A field for the comment and a button for each flag; ``left`` when Escape leaves the field."""

    left = Signal()

    def __init__(self, actions: ReviewActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face_id, self._kept = 0, ""
        self.edit = CommentEdit(self)
        self.edit.setObjectName("field")
        self.edit.setMaxLength(LONGEST_COMMENT)
        self.edit.setAccessibleName(plain_name(actions.commands["comment"]))
        self.edit.left.connect(self._give_up)
        self.edit.returnPressed.connect(self.left)
        self.flags = {
            flag: KeyButton(flag, actions.commands[flag], actions.keys, parent=self)
            for flag in FLAGS
        }
        for flag, button in self.flags.items():
            button.setCheckable(True)
            actions.commands[flag].toggled.connect(button.setChecked)
        grid = QGridLayout()
        grid.setSpacing(6)
        grid.addWidget(self.flags["discuss"], 0, 0)
        grid.addWidget(self.flags["poor_picture"], 0, 1)
        grid.addWidget(self.flags["good_example"], 1, 0, 1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.edit)
        column.addLayout(grid)

    @property
    def changed(self) -> bool:
        """Whether the field says something else than what is kept."""
        return " ".join(self.edit.text().split()) != self._kept

    def show_note(self, face_id: int, note: FaceNote | None, *, writable: bool, key: str) -> None:
        """Show what the reviewer remarked on a face; what is being typed of it stays."""
        kept = "" if note is None else note.comment
        typing = face_id == self._face_id and self.changed and kept == self._kept
        self._face_id, self._kept = face_id, kept
        if not typing:
            self.edit.setText(kept)
        self.edit.setReadOnly(not writable)
        hint = self.tr("Comment ({0})").format(key) if key else self.tr("Comment")
        self.edit.setPlaceholderText(hint)

    def _give_up(self) -> None:
        self.edit.setText(self._kept)
        self.left.emit()


class CommentEdit(QLineEdit):
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

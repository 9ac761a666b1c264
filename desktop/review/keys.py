"""The keys of the review: the defaults, and those that the user chose."""

from __future__ import annotations

from typing import Literal, get_args

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from desktop.settings import Settings

Command = Literal[
    "next",
    "previous",
    "confirm",
    "female",
    "male",
    "unknown",
    "not_a_face",
    "clear",
    "add",
    "undo",
    "redo",
    "zoom_in",
    "zoom_out",
    "close_up",
    "back",
]
COMMANDS: tuple[Command, ...] = get_args(Command)
DEFAULTS: dict[Command, tuple[str, ...]] = {
    "next": ("Right",),
    "previous": ("Left",),
    "confirm": ("Return", "Enter", "Space"),
    "female": ("F",),
    "male": ("M",),
    "unknown": ("U",),
    "not_a_face": ("X", "Del"),
    "clear": ("C",),
    "add": ("A",),
    "undo": ("Ctrl+Z",),
    "redo": ("Ctrl+Shift+Z", "Ctrl+Y"),
    "zoom_in": ("+", "="),
    "zoom_out": ("-",),
    "close_up": ("Z",),
    "back": ("Esc",),
}


class KeyMap(QObject):
    """The keys of every command, as portable text; ``changed`` when any of them is another.

    A key belongs to one command at most. Only what differs from ``DEFAULTS`` is kept in the
    settings, so that a later version may bring better ones.
    """

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._keys = dict(DEFAULTS)
        kept = settings.review_keys
        for command in COMMANDS:
            if command in kept:
                self._give(command, tuple(filter(None, map(portable, kept[command]))))

    def keys(self, command: Command) -> tuple[str, ...]:
        """The keys of a command, the chief one first; may be none."""
        return self._keys[command]

    def hint(self, command: Command) -> str:
        """The chief key as this system writes it, or ""."""
        keys = self._keys[command]
        return native(keys[0]) if keys else ""

    def owner(self, key: str) -> Command | None:
        """The command that has a key."""
        return next((name for name, keys in self._keys.items() if key in keys), None)

    def assign(self, command: Command, key: str) -> None:
        """Assign a key, and no other, to a command; a command that had it loses it."""
        self._give(command, (key,))
        self._keep()

    def restore(self) -> None:
        """Go back to the usual keys."""
        self._keys = dict(DEFAULTS)
        self._keep()

    def _give(self, command: Command, keys: tuple[str, ...]) -> None:
        for other, theirs in self._keys.items():
            if other != command:
                self._keys[other] = tuple(key for key in theirs if key not in keys)
        self._keys[command] = keys

    def _keep(self) -> None:
        self._settings.review_keys = {
            name: list(keys) for name, keys in self._keys.items() if keys != DEFAULTS[name]
        }
        self.changed.emit()


def portable(text: str) -> str:
    """A key as stored in the settings; "" if it is none."""
    return QKeySequence(text).toString(QKeySequence.SequenceFormat.PortableText)


def native(key: str) -> str:
    """A key as this system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def recorded(sequence: QKeySequence) -> str:
    """A key that was pressed as portable text; "" if there was none."""
    key = sequence.toString(QKeySequence.SequenceFormat.PortableText).replace("Backtab", "Tab")
    # Shift only helps to reach "?" or "+"; where it is needed differs between keyboards.
    return key if key[-1:].isalnum() else key.replace("Shift+", "")

"""The actions of the review, shared by menus, buttons and keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from desktop.review.keys import COMMANDS, Command, KeyMap
from desktop.tab import MenuActions
from desktop.widgets.buttons import Actions, plain_name
from engine.project import Attribute

_REPEATING: frozenset[Command] = frozenset(
    {"next", "previous", "undo", "redo", "zoom_in", "zoom_out"}
)
_ANYWHERE: frozenset[Command] = frozenset({"undo", "redo"})
_CHANGES: tuple[Command, ...] = ("confirm", "not_a_face", "add")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewActionState:
    """Which actions are possible: the view is ``open``, on a ``face``, and ``writable``.

    ``answered``: the reviewer has labelled this face; ``add``: a box can be drawn on the photo.
    """

    open: bool = False
    writable: bool = False
    face: bool = False
    answered: bool = False
    add: bool = False
    can_undo: bool = False
    can_redo: bool = False
    attribute: Attribute = "both"


class ReviewActions(Actions):
    """The actions of the review view, each under its command; the view connects them."""

    def __init__(self, keys: KeyMap, parent: QObject) -> None:
        super().__init__(parent)
        self.keys = keys
        self.commands: Mapping[Command, QAction] = self._build()
        self.change_keys = self._make(self.tr("Change the &keys…"), "")
        self.change_reviewer = self._make(self.tr("Change the &reviewer…"), "")
        self.show_others = self._make(self.tr("Show &others' labels"), "")
        self.show_others.setCheckable(True)
        self.attributes = self._build_attributes()
        keys.changed.connect(self._set_keys)
        self._set_keys()
        self.refresh(ReviewActionState())

    def _build(self) -> dict[Command, QAction]:
        texts: dict[Command, tuple[str, str]] = {
            "next": (self.tr("&Next face"), "next"),
            "previous": (self.tr("&Previous face"), "previous"),
            "confirm": (self.tr("&Confirm and continue"), ""),
            "female": (self.tr("&Female"), ""),
            "male": (self.tr("&Male"), ""),
            "unknown": (self.tr("Cannot &tell"), ""),
            "not_a_face": (self.tr("Not a fa&ce"), ""),
            "clear": (self.tr("C&lear my answer"), ""),
            "add": (self.tr("&Add a missed face"), "add-face"),
            "undo": (self.tr("Un&do"), "undo"),
            "redo": (self.tr("R&edo"), "redo"),
            "zoom_in": (self.tr("Zoom &in"), "zoom-in"),
            "zoom_out": (self.tr("Zoom &out"), "zoom-out"),
            "close_up": (self.tr("Close-&up of the face"), "close-up"),
            "back": (self.tr("&Back to all faces"), "grid"),
        }
        made: dict[Command, QAction] = {}
        for command in COMMANDS:
            text, icon = texts[command]
            action = self._make(text, icon)
            # Nobody looks at what a held key confirms; and undo is wanted in the grid as well.
            action.setAutoRepeat(command in _REPEATING)
            if command not in _ANYWHERE:
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made[command] = action
        made["close_up"].setCheckable(True)
        return made

    def _build_attributes(self) -> dict[Attribute, QAction]:
        group = QActionGroup(self)
        names: dict[Attribute, str] = {
            "both": self.tr("Review a&ge and gender"),
            "gender": self.tr("Review gender &only"),
            "age": self.tr("Review age on&ly"),
        }
        made: dict[Attribute, QAction] = {}
        for attribute, name in names.items():
            action = self._make(name, "")
            action.setCheckable(True)
            action.setData(attribute)
            group.addAction(action)
            made[attribute] = action
        return made

    def by_menu(self) -> MenuActions:
        """Which action belongs into which menu; ``None`` separates groups."""
        of = self.commands
        edit: list[QAction | None] = [of["undo"], of["redo"], None]
        edit += [of["confirm"], of["female"], of["male"], of["unknown"], of["not_a_face"]]
        edit += [of["clear"], of["add"], None, self.change_reviewer, self.change_keys]
        view: list[QAction | None] = [of["back"], of["previous"], of["next"], None]
        view += [of["zoom_in"], of["zoom_out"], of["close_up"], None]
        return {"edit": edit, "view": [*view, *self.attributes.values(), None, self.show_others]}

    def by_purpose(self) -> MenuActions:
        """All commands under what they are for, for the list of keys."""
        of = self.commands
        judge: tuple[Command, ...] = ("confirm", "female", "male", "unknown", "not_a_face")
        return {
            self.tr("Label the face"): [of[name] for name in (*judge, "clear", "add")],
            self.tr("Undo and redo"): [of["undo"], of["redo"]],
            self.tr("Move between faces"): [of["next"], of["previous"], of["back"]],
            self.tr("Zoom"): [of["zoom_in"], of["zoom_out"], of["close_up"]],
        }

    def refresh(self, possible: ReviewActionState) -> None:
        """Offer what is possible now."""
        of, now = self.commands, possible
        for command, action in of.items():
            if command not in _ANYWHERE:
                action.setEnabled(now.open)
        changing = now.open and now.writable
        for command in _CHANGES:
            of[command].setEnabled(changing)
        of["confirm"].setEnabled(now.open)  # without rights it only goes on
        of["not_a_face"].setEnabled(changing and now.face)
        of["clear"].setEnabled(changing and now.answered)
        of["add"].setEnabled(changing and now.add)
        of["close_up"].setEnabled(now.open and now.face)
        genders: tuple[Command, ...] = ("female", "male", "unknown")
        for command in genders:
            of[command].setEnabled(changing and now.face and now.attribute != "age")
        of["undo"].setEnabled(now.can_undo and now.writable)
        of["redo"].setEnabled(now.can_redo and now.writable)
        self.attributes[now.attribute].setChecked(True)

    @Slot()
    def _set_keys(self) -> None:
        for command, action in self.commands.items():
            action.setShortcuts([QKeySequence(key) for key in self.keys.keys(command)])
            name, hint = plain_name(action), self.keys.hint(command)
            action.setToolTip(f"{name} ({hint})" if hint else name)

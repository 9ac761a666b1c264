"""The actions of the review: their keys, those the user chose too, and what each of them does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, get_args

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from desktop.folder import text as words
from desktop.settings import Settings
from desktop.tab import MenuActions
from desktop.widgets.buttons import Actions, plain_name
from engine.project import FLAGS, Attribute, Flag, HumanGender
from engine.project.review import answer_to_confirm, reviewer_answer

if TYPE_CHECKING:
    from desktop.folder.project_controller import ProjectController
    from desktop.messages import Messages
    from desktop.review.panel import AnswerPart
    from desktop.review.remarks import RemarkPart


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewActionState:
    """Which actions are possible: the view is ``open``, on a ``face``, and ``writable``.

    ``answered``: the reviewer has labelled this face; ``add``: a box can be drawn on the photo;
    ``blind``: the model's answers are hidden until the reviewer has given theirs; ``held``: the
    face's photo is there no more; ``flags`` are the reviewer's on this face.
    """

    open: bool = False
    writable: bool = False
    face: bool = False
    answered: bool = False
    add: bool = False
    can_undo: bool = False
    can_redo: bool = False
    attribute: Attribute = "both"
    blind: bool = False
    held: bool = False
    flags: frozenset[Flag] = frozenset()


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
    "move_box",
    "comment",
    "discuss",
    "poor_picture",
    "good_example",
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
    "move_box": ("E",),
    "comment": ("N",),
    "discuss": ("D",),
    "poor_picture": ("P",),
    "good_example": ("G",),
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


_REPEATING: frozenset[Command] = frozenset(
    {"next", "previous", "undo", "redo", "zoom_in", "zoom_out"}
)
_ANYWHERE: frozenset[Command] = frozenset({"undo", "redo"})
_CHANGES: tuple[Command, ...] = ("confirm", "not_a_face", "add")
_REMARKS: tuple[Command, ...] = ("comment", "discuss", "poor_picture", "good_example")


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
        self.blind = self._make(self.tr("Hide the model’s ans&wers until you answer"), "")
        self.blind.setCheckable(True)
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
            "move_box": (self.tr("Mo&ve or resize the box"), ""),
            "comment": (self.tr("Com&ment on the face"), ""),
            "discuss": (self.tr("&Discuss"), ""),
            "poor_picture": (self.tr("&Poor picture"), ""),
            "good_example": (self.tr("&Good example"), ""),
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
        for flag in FLAGS:
            made[flag].setCheckable(True)
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
        edit += [of["clear"], of["add"], of["move_box"], None]
        edit += [of[name] for name in _REMARKS]
        edit += [None, self.change_reviewer, self.change_keys]
        view: list[QAction | None] = [of["back"], of["previous"], of["next"], None]
        view += [of["zoom_in"], of["zoom_out"], of["close_up"], None]
        view += [*self.attributes.values(), None, self.blind, self.show_others]
        return {"edit": edit, "view": view}

    def of_face(self) -> list[QAction | None]:
        """What can be done with a face, for the menu of the photo."""
        menus, settings = self.by_menu(), (self.change_reviewer, self.change_keys)
        edit = [action for action in menus["edit"] if action not in settings]
        return [*edit, self.commands["close_up"], self.commands["back"]]

    def by_purpose(self) -> MenuActions:
        """All commands under what they are for, for the list of keys."""
        of = self.commands
        judge: tuple[Command, ...] = ("confirm", "female", "male", "unknown", "not_a_face")
        return {
            self.tr("Label the face"): [of[name] for name in (*judge, "clear", "add", "move_box")],
            self.tr("Remarks on the face"): [of[name] for name in _REMARKS],
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
        of["move_box"].setEnabled(changing and now.face and now.add and not now.held)
        for command in _REMARKS:
            of[command].setEnabled(changing and now.face)
        for flag in FLAGS:
            of[flag].setChecked(flag in now.flags)
        of["close_up"].setEnabled(now.open and now.face)
        genders: tuple[Command, ...] = ("female", "male", "unknown")
        for command in genders:
            of[command].setEnabled(changing and now.face and now.attribute != "age")
        of["undo"].setEnabled(now.can_undo and now.writable)
        of["redo"].setEnabled(now.can_redo and now.writable)
        self.attributes[now.attribute].setChecked(True)
        self.blind.setChecked(now.blind)

    @Slot()
    def _set_keys(self) -> None:
        for command, action in self.commands.items():
            action.setShortcuts([QKeySequence(key) for key in self.keys.keys(command)])
            name, hint = plain_name(action), self.keys.hint(command)
            action.setToolTip(f"{name} ({hint})" if hint else name)


class ReviewCommands(QObject):
    """Carries out the commands on the current face, whose row ``row`` returns (``None``: no face).

    ``went_on`` when the next face is wanted, ``name_wanted`` when something is to be said but
    nobody knows by whom.
    """

    went_on = Signal()
    name_wanted = Signal()

    def __init__(
        self,
        *,
        work: ProjectController,
        actions: ReviewActions,
        answer: AnswerPart,
        remarks: RemarkPart,
        messages: Messages,
        row: Callable[[], int | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._work, self._answer, self._messages = work, answer, messages
        self._row, self._remarks, self._actions = row, remarks, actions
        of = actions.commands
        # A click on a button leaves the focus, and with it what was typed, where it is.
        judging: tuple[Command, ...] = ("confirm", "female", "male", "unknown", "not_a_face")
        for command in (*judging, *_REMARKS):
            of[command].triggered.connect(self.keep_comment)
        remarks.edit.editingFinished.connect(self.keep_comment)
        for flag in FLAGS:
            of[flag].triggered.connect(partial(self.set_flag, flag))
        of["confirm"].triggered.connect(self.confirm)
        of["not_a_face"].triggered.connect(self.dismiss)
        of["clear"].triggered.connect(self.clear)
        of["undo"].triggered.connect(work.undo)
        of["redo"].triggered.connect(work.redo)
        genders: tuple[HumanGender, ...] = ("female", "male", "unknown")
        for gender in genders:
            of[gender].triggered.connect(partial(self.say_gender, gender))

    @Slot()
    def confirm(self) -> None:
        """Store the typed or shown answer for the reviewed attribute, and go to the next face.

        Where that lacks an answer, nothing is stored, and the reviewer is asked for it.
        """
        row, typed = self._row(), self._answer.age.typed
        if row is None or self._work.read_only:
            self.went_on.emit()
            return
        if typed and self._answer.age.years is None:
            return  # the complaint stands there already
        rows, attribute, hidden = self._work.rows, self._work.attribute, self._work.hidden(row)
        offer = answer_to_confirm(rows, row, attribute, typed=self._answer.age.years, hidden=hidden)
        if offer is None:
            self._answer.age.drop()
            self.went_on.emit()
        elif missing := offer.missing(attribute):
            self._answer.complain(words.ask_text(rows, row, missing, hidden=hidden))
        elif self.may_say():
            self._answer.age.drop()
            self._work.say(row, age=offer.age, gender=offer.gender)
            self.went_on.emit()

    def say_gender(self, gender: HumanGender) -> None:
        """Store a gender and a typed age; go to the next face if only gender is reviewed."""
        row = self._row()
        if row is None or self._work.attribute == "age" or not self.may_say():
            return
        age = self._answer.age.years
        if self._answer.age.typed and age is None:
            return  # the complaint stands there already
        answer = reviewer_answer(self._work.rows, row)
        if (gender, age) != (answer.gender, None):
            self._answer.age.drop()
            self._work.say(row, age=age, gender=gender)
        if self._work.attribute == "gender":
            self.went_on.emit()

    @Slot()
    def dismiss(self) -> None:
        """Store that it is not a face and go to the next, or take that back and stay."""
        row = self._row()
        if row is None or not self.may_say():
            return
        self._answer.age.drop()
        if self._work.rows.verdict_of(row) == "not_a_face":
            self._work.a_face_after_all(row)
            return
        self._work.not_a_face(row)
        self.went_on.emit()

    @Slot()
    def clear(self) -> None:
        """Clear the reviewer's answer for the face."""
        row = self._row()
        if row is not None and self.may_say():
            self._answer.age.drop()
            self._work.clear(row)

    @Slot()
    def keep_comment(self) -> None:
        """Store the comment as it stands in its field, if it is another one."""
        row = self._row()
        if row is not None and self._remarks.changed and self.may_say():
            self._work.remark(row, comment=self._remarks.edit.text())

    def set_flag(self, flag: Flag) -> None:
        """Put a flag on the face, or take it off if it is there."""
        row = self._row()
        note = None if row is None else self._work.note_of(row)
        before = frozenset[Flag]() if note is None else note.flags
        if row is not None and self.may_say():
            self._work.remark(row, flags=before ^ {flag})
        else:
            self._actions.commands[flag].setChecked(flag in before)

    def keep_typed(self) -> None:
        """Store comment and typed age when the reviewer leaves the face; confirm nothing else."""
        self.keep_comment()
        row, age = self._row(), self._answer.age.years
        self._answer.age.drop()
        if row is None or age is None or self._work.read_only or not self._work.reviewer:
            return
        if age != reviewer_answer(self._work.rows, row).age:
            self._work.say(row, age=age)

    def may_say(self) -> bool:
        """Whether an answer can be stored now; reports why not, or asks for the reviewer's name."""
        if self._work.read_only:
            self._messages.say(self.tr("This project is open read-only."))
            return False
        if not self._work.reviewer:
            self.name_wanted.emit()
            return False
        return True

"""The review view: one face after another in its photo, labelled by keys or buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop import icons
from desktop.context import AppContext
from desktop.folder import text as words
from desktop.folder.face_model import FaceModel
from desktop.folder.project_controller import ProjectController
from desktop.i18n.text import number
from desktop.review.actions import Command, KeyMap, ReviewActions, ReviewActionState, ReviewCommands
from desktop.review.canvas import ReviewCanvas
from desktop.review.keys_dialog import KeysDialog, taken_keys
from desktop.review.navigator import LoadedPhoto, ReviewNavigator
from desktop.review.panel import ReviewedFace, ReviewPanel, caption
from desktop.review.remarks import CommentEdit
from desktop.widgets.banner import Banner, first_to_close
from desktop.widgets.buttons import ENTER, offer_menu, tool_button
from desktop.widgets.dialogs import show
from desktop.widgets.labels import ElidedLabel, PlainLabel, ZoomLabel, plain_tip
from desktop.widgets.thumbnail_strip import FaceStrip
from engine.project import Flag
from engine.project.review import BOTH, NEITHER, Part
from engine.results import Box


class ReviewView(QWidget):
    """Shows the face of one row of ``work.rows`` at a time, in the order of ``model``.

    ``closed`` when the user wants back to the grid; ``current_changed`` (row) with every face.
    """

    closed = Signal()
    current_changed = Signal(int)

    def __init__(
        self,
        *,
        work: ProjectController,
        model: FaceModel,
        context: AppContext,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._work, self._messages, self._session = work, context.messages, context.session
        self._row: int | None = None
        self.keys = KeyMap(context.settings, self)
        self.menu_actions = ReviewActions(self.keys, self)
        self.parts = ReviewLayout(self.menu_actions, self)
        self.navigator = ReviewNavigator(
            work=work, model=model, lane=context.lanes.model, messages=context.messages, parent=self
        )
        self.commands = ReviewCommands(
            work=work,
            actions=self.menu_actions,
            answer=self.parts.panel.answer,
            remarks=self.parts.panel.remarks,
            messages=context.messages,
            row=lambda: self.navigator.face_row,
            parent=self,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.parts)
        self.addActions(list(self.menu_actions.commands.values()))
        for part in (self.parts.canvas, self.parts.strip):
            offer_menu(part, self.menu_actions.of_face())
        self._connect_actions()
        self._connect_parts()
        self._refresh()
        icons.refresh(self)

    def _connect_actions(self) -> None:
        of, actions, canvas = self.menu_actions.commands, self.menu_actions, self.parts.canvas
        of["next"].triggered.connect(lambda: self.step(1))
        of["previous"].triggered.connect(lambda: self.step(-1))
        of["add"].triggered.connect(self._begin_drawing)
        of["move_box"].triggered.connect(self._begin_moving)
        of["comment"].triggered.connect(self._begin_comment)
        of["back"].triggered.connect(self._go_back)
        of["zoom_in"].triggered.connect(canvas.zoom_in)
        of["zoom_out"].triggered.connect(canvas.zoom_out)
        of["close_up"].toggled.connect(canvas.set_close_up)
        actions.change_keys.triggered.connect(self._change_keys)
        actions.change_reviewer.triggered.connect(lambda: self._ask_name(focus=True))
        actions.blind.triggered.connect(self._work.set_blind)
        for action in actions.attributes.values():
            action.triggered.connect(self._choose_attribute)

    def _connect_parts(self) -> None:
        work, navigator, parts = self._work, self.navigator, self.parts
        work.row_changed.connect(self._on_row)
        work.rows_answered.connect(self._refresh)
        changes = (work.attribute_changed, work.blind_changed, work.history_changed)
        for signal in (*changes, work.reviewer_changed):
            signal.connect(self._refresh)
        navigator.moved.connect(self._on_moved)
        navigator.photo_left.connect(parts.clear_photo)
        navigator.photo_ready.connect(self._on_loaded)
        navigator.ended.connect(self._on_ended)
        self.commands.went_on.connect(navigator.go_on)
        self.commands.name_wanted.connect(lambda: self._ask_name(focus=True))
        parts.canvas.box_drawn.connect(self._add_face)
        parts.canvas.box_moved.connect(self._move_face)
        parts.panel.remarks.left.connect(parts.canvas.setFocus)
        parts.canvas.detail_wanted.connect(navigator.loader.sharpen)
        parts.canvas.face_chosen.connect(self._choose_number)
        parts.canvas.jumped.connect(self._jump)
        parts.strip.face_chosen.connect(self._choose_number)
        parts.reviewer_line.named.connect(work.set_reviewer)
        parts.reviewer_line.left.connect(parts.canvas.setFocus)
        self._messages.problem.connect(self._on_problem)
        self._session.model_changed.connect(self._refresh)

    @property
    def row(self) -> int | None:
        """The row of ``work.rows`` on screen; once the review is closed, the last one."""
        return self._row

    def key_list(self) -> Sequence[tuple[str, str]]:
        """The keys that are no actions, for the list of all keys: what they do, and which."""
        return (
            (self.tr("Type an age"), self.tr("0 to 9, Backspace")),
            (self.tr("Other faces of this photo"), self.tr("Up, Down")),
            (self.tr("First and last face"), self.tr("Home, End")),
            (self.tr("Move the enlarged photo"), self.tr("Shift+arrow keys")),
            (self.tr("Move or resize a box"), self.tr("Arrow keys, Shift+arrow keys")),
        )

    @Slot(int)
    def show_row(self, row: int) -> None:
        """Begin to review at a row of ``work.rows``, in the order that the model has now."""
        self.navigator.begin(row)
        if not self._work.reviewer and not self._work.read_only:
            self._ask_name(focus=False)
        self.parts.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def leave(self) -> None:
        """Back to the grid; nothing is lost by it."""
        if not self.navigator.open:
            return
        self.commands.keep_typed()
        self.navigator.end()
        self._on_ended()

    def step(self, by: int) -> None:
        """Go to a neighbour, reviewed or not."""
        self.commands.keep_typed()
        self.navigator.step(by)

    @Slot(bool)
    def _jump(self, last: bool) -> None:
        """Go to the first or the last face."""
        self.commands.keep_typed()
        self.navigator.jump(last=last)

    @Slot()
    def _refresh(self) -> None:
        """Bring panel, marks and actions in line with what is so now."""
        work, parts, row = self._work, self.parts, self.navigator.face_row
        writable = work.project is not None and not work.read_only
        self.menu_actions.refresh(
            ReviewActionState(
                open=self.navigator.open,
                writable=writable,
                face=row is not None,
                answered=row is not None and bool(work.rows.verdict[row] >= 0),
                add=parts.canvas.picture is not None,
                can_undo=work.can_undo,
                can_redo=work.can_redo,
                attribute=work.attribute,
                blind=work.blind,
                held=row is not None and bool(work.rows.held[row]),
                flags=self._flags(row),
            )
        )
        parts.canvas.editable = self.menu_actions.commands["move_box"].isEnabled()
        parts.panel.show_reviewer(work.reviewer)
        parts.locked_line.setVisible(self.navigator.open and not writable)
        index, entry = self.navigator.entry
        if self.navigator.loaded is not None:
            parts.hide_answers(self._hidden_of(self.navigator.loaded))
            parts.select(index)
        if row is not None:
            work.note_seen(row)
            current = ReviewedFace(
                rows=work.rows,
                row=row,
                attribute=work.attribute,
                reviewer=work.reviewer,
                writable=writable,
                hidden=work.hidden(row),
                settled=work.is_settled(row),
                entry=entry,
                crop=parts.crop(index),
                model=self._model_text(),
            )
            parts.panel.show_face(current)
        elif self.navigator.row is not None:
            self._show_no_face(self.navigator.row)

    def _flags(self, row: int | None) -> frozenset[Flag]:
        """The reviewer's flags on the face in this row."""
        note = None if row is None else self._work.note_of(row)
        return frozenset() if note is None else note.flags

    def _model_text(self) -> str:
        """By which model the photo on screen was judged, and whether that is another one now."""
        loaded, session = self.navigator.loaded, self._session
        if loaded is None or loaded.entry.run is None:
            return ""
        model = loaded.entry.run.model
        name = words.model_name(model, session.models)
        if session.spec is None or words.model_of(session.spec) == model:
            return self.tr("Model: {0}").format(name)
        return self.tr("Model: {0}, not the current one").format(name)

    def _hidden_of(self, loaded: LoadedPhoto) -> list[frozenset[Part]]:
        """What of the model's answers is not to be seen yet, face by face."""
        work = self._work
        rows = [work.row_of(entry.face_id) for entry in loaded.entry.faces]
        unknown = BOTH if work.blind else NEITHER  # of a face that the rows do not have yet
        return [unknown if row is None else work.hidden(row) for row in rows]

    def _show_no_face(self, row: int) -> None:
        message, key = words.status_text(self._work.rows, row), self.keys.hint("add")
        hint = ""
        if key and self.menu_actions.commands["add"].isEnabled():
            hint = self.tr("Was one missed? Press {0} and draw a box around it.").format(key)
        self.parts.panel.show_note(message[:1].upper() + message[1:], hint)

    @Slot(int)
    def _on_moved(self, row: int) -> None:
        self._row = row
        name = self._work.rows.names[row]
        self.parts.bar.show_face(name, place=self.navigator.place, count=self.navigator.count)
        self._refresh()
        self.current_changed.emit(row)

    @Slot(bool)
    def _on_loaded(self, fresh: bool) -> None:
        if self.navigator.loaded is not None:
            self.parts.hide_answers(self._hidden_of(self.navigator.loaded))
            self.parts.show_loaded(self.navigator.loaded, fresh=fresh)
            self._refresh()

    @Slot(int)
    def _on_row(self, row: int) -> None:
        if row == self.navigator.row:
            self._refresh()

    @Slot()
    def _on_ended(self) -> None:
        self.parts.reviewer_line.hide()
        self._refresh()
        self.closed.emit()

    @Slot(object)
    def _on_problem(self, _problem: object) -> None:
        """Remove a box whose face could not be stored."""
        if not self.parts.canvas.drawing:
            self.parts.canvas.end_drawing()

    @Slot()
    def _go_back(self) -> None:
        """Cancel what is half done, else leave the review."""
        canvas, age = self.parts.canvas, self.parts.panel.answer.age
        if canvas.drawing:
            canvas.end_drawing()
        elif age.typed:
            age.drop()
        else:
            self.leave()

    @Slot()
    def _begin_drawing(self) -> None:
        if self.commands.may_say():
            self.commands.keep_typed()
            self.parts.canvas.begin_drawing()

    @Slot()
    def _begin_moving(self) -> None:
        if self.commands.may_say():
            self.commands.keep_typed()
            self.parts.canvas.begin_moving()

    @Slot()
    def _begin_comment(self) -> None:
        if self.commands.may_say():
            edit = self.parts.panel.remarks.edit
            edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
            edit.selectAll()

    @Slot(int, object)
    def _move_face(self, index: int, box: Box) -> None:
        loaded = self.navigator.loaded
        if loaded is None or not self.commands.may_say():
            self.parts.canvas.end_drawing()
            return
        self._work.move_face(loaded.entry.faces[index].face_id, loaded.entry.photo_id, box)

    @Slot(object)
    def _add_face(self, box: Box) -> None:
        if self.navigator.photo_id is not None:
            self._work.add_face(self.navigator.photo_id, box)

    @Slot(int)
    def _choose_number(self, index: int) -> None:
        self.commands.keep_typed()
        self.navigator.go_to_number(index)

    @Slot()
    def _choose_attribute(self) -> None:
        chosen = next(key for key, act in self.menu_actions.attributes.items() if act.isChecked())
        self.commands.keep_typed()
        self._work.set_attribute(chosen)

    @Slot()
    def _change_keys(self) -> None:
        taken = taken_keys(self.window(), self.menu_actions)
        show(KeysDialog(self.menu_actions, taken=taken, parent=self))

    def _ask_name(self, *, focus: bool) -> None:
        self.parts.reviewer_line.ask(self._work.reviewer, focus=focus)

    def event(self, event: QEvent) -> bool:
        """Let Space and Enter press the button that has the focus, whatever else they do.

        Enter only a button that the Tab key leads to: a click on the photo's buttons does not take
        the keys away from the face. Escape takes away a notice of the window before it leads back.
        """
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            focus = QApplication.focusWidget()
            pressed = isinstance(focus, QAbstractButton | QComboBox)
            by_tab = (
                isinstance(focus, QAbstractButton)
                and focus.focusPolicy() == Qt.FocusPolicy.TabFocus
            )
            own = (pressed and event.key() == Qt.Key.Key_Space) or (by_tab and event.key() in ENTER)
            notice = event.key() == Qt.Key.Key_Escape and first_to_close(self.window()) is not None
            if own or notice:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits type an age, whichever widget has the focus."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        age = self.parts.panel.answer.age
        if not held and age.isEnabled() and self.navigator.face_row is not None:
            if event.text().isdecimal() and self.commands.may_say():
                age.take(event.text())
                return
            if event.key() == Qt.Key.Key_Backspace:
                age.take_back()
                return
        super().keyPressEvent(event)


class ReviewLayout(QWidget):
    """The parts of the view: toolbar, photo, strip of faces, panel and banners."""

    def __init__(self, actions: ReviewActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._pixmaps: tuple[QPixmap, ...] = ()
        # In the order in which the Tab key goes round.
        self.bar = ReviewBar(actions, self)
        self.reviewer_line = ReviewerLine(self)
        self.locked_line = Banner(parent=self)
        self.locked_line.label.setText(
            self.tr(
                "This project is open in another window or write-protected: you can view "
                "everything, but change nothing."
            )
        )
        self.canvas = ReviewCanvas(self)
        self._absent = self._build_absent()
        self.strip = FaceStrip(self)
        self._hint = caption("", self)
        self._hint.setContentsMargins(14, 5, 14, 6)
        self._hint.setWordWrap(True)
        self.panel = ReviewPanel(actions, self)
        self._arrange()
        self.canvas.zoomed.connect(self.bar.zoom.show_scale)
        self.canvas.drawing_changed.connect(self._show_hint)
        actions.keys.changed.connect(self._show_hint)
        self._show_hint()

    def _build_absent(self) -> QLabel:
        """Why there is no photo: on the canvas, which has the keys all the same."""
        label = PlainLabel(self.canvas)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setContentsMargins(40, 20, 40, 20)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        QVBoxLayout(self.canvas).addWidget(label)
        label.hide()
        return label

    def _arrange(self) -> None:
        photo = QVBoxLayout()
        photo.setSpacing(0)
        photo.addWidget(self.canvas, 1)
        photo.addWidget(self.strip)
        photo.addWidget(self._hint)
        split = QHBoxLayout()
        split.setSpacing(0)
        split.addLayout(photo, 1)
        split.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.bar, self.reviewer_line, self.locked_line):
            column.addWidget(part)
        column.addLayout(split, 1)

    @property
    def absence(self) -> str:
        """Why no photo is to be seen, or ""."""
        return "" if self._absent.isHidden() else self._absent.text()

    @property
    def hint(self) -> str:
        """The line on keys under the photo."""
        return self._hint.text()

    def crop(self, index: int | None) -> QPixmap | None:
        """The small picture of a face."""
        known = index is not None and index < len(self._pixmaps)
        return self._pixmaps[index] if known and index is not None else None

    def clear_photo(self) -> None:
        """Show no photo until there is one: another one's would be taken for this one's."""
        self._pixmaps = ()
        self.canvas.end_drawing()
        self.canvas.clear()
        self.strip.show_faces((), ())
        self._absent.hide()

    def show_loaded(self, loaded: LoadedPhoto, *, fresh: bool) -> None:
        """Show a photo with its faces; unless ``fresh`` it is the one on screen, read anew."""
        faces = tuple(entry.face for entry in loaded.entry.faces)
        if loaded.picture is None:
            self.clear_photo()
            self._absent.setText(str(loaded.problem or ""))
            self._absent.show()
            return
        self._absent.hide()
        if fresh:
            self.canvas.show_picture(loaded.picture)
        elif loaded.picture is not self.canvas.picture:
            self.canvas.sharpen(loaded.picture)
        if fresh or faces != self.canvas.faces:
            self.canvas.show_faces(faces)
            self._pixmaps = tuple(QPixmap.fromImage(image) for image in loaded.crops)
            self.strip.show_faces(self._pixmaps, self._texts())

    def hide_answers(self, hidden: Sequence[frozenset[Part]]) -> None:
        """Tell of each face only what is not hidden from the reviewer."""
        self.canvas.hide_answers(hidden)
        self.strip.set_texts(self._texts())

    def _texts(self) -> list[str]:
        return [
            self.tr("Face {0}: {1}").format(index + 1, self.canvas.words_of(index))
            for index in range(len(self.canvas.faces))
        ]

    def select(self, index: int | None) -> None:
        """Highlight the face in question, in the photo and below it."""
        self.canvas.select(index)
        self.strip.select(index)

    def _show_hint(self) -> None:
        if self.canvas.moving:
            text = self.tr(
                "Drag a handle or the box, or use the keys: arrow keys move the box, "
                "Shift+arrow keys resize it, Enter keeps it, Escape cancels."
            )
        elif self.canvas.drawing:
            text = self.tr(
                "Drag a box around the face, or use the keys: arrow keys move the box, "
                "Shift+arrow keys resize it, Enter adds it, Escape cancels."
            )
        else:
            enter, back = self._actions.keys.hint("confirm"), self._actions.keys.hint("back")
            parts = [self.tr("Type digits for an age")]
            parts += [self.tr("{0} confirms and continues").format(enter)] if enter else []
            parts += [self.tr("{0} goes back").format(back)] if back else []
            parts.append(self.tr("F1 shows all keys"))
            text = "  ·  ".join(parts)
        self._hint.setText(text)


_LONGEST_NAME = 60


class ReviewBar(QFrame):
    """Which photo and which face of how many, between the ways back and on, and the tools."""

    def __init__(self, actions: ReviewActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolRow")
        self._actions = actions
        self._name, self._position = ElidedLabel(self), PlainLabel(self)
        self._name.setObjectName("photoName")
        self._position.setProperty("muted", True)
        self.zoom = ZoomLabel(self)
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
        row.addWidget(self.zoom)
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
        self._name.setToolTip(plain_tip(name))
        self._position.setText(self.tr("{0} of {1}").format(number(place + 1), number(count)))

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
        self.edit = CommentEdit(self)
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

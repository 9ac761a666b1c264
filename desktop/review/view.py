"""The big view: one face after another in its photo, judged by keys or buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    Qt,
    Signal,
    Slot,
)
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
from desktop.folder import text as words
from desktop.folder.backend import FolderTools
from desktop.folder.face_model import FaceModel
from desktop.folder.project_controller import ProjectController
from desktop.i18n import text as wording
from desktop.review.actions import ReviewActions, ReviewActionState
from desktop.review.bar import ReviewBar, ReviewerLine
from desktop.review.canvas import ReviewCanvas
from desktop.review.commands import ReviewCommands
from desktop.review.keys import KeyMap
from desktop.review.keys_dialog import KeysDialog, taken_keys
from desktop.review.navigator import LoadedPhoto, ReviewNavigator
from desktop.review.panel import Looked, ReviewPanel, caption
from desktop.widgets.thumbnail_strip import FaceStrip
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
        tools: FolderTools,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._work, self._messages = work, tools.messages
        self._row: int | None = None
        self.keys = KeyMap(tools.settings, self)
        self.acts = ReviewActions(self.keys, self)
        self.stage = ReviewLayout(self.acts, self)
        self.walk = ReviewNavigator(
            work=work, model=model, lane=tools.lane, messages=tools.messages, parent=self
        )
        self.commands = ReviewCommands(
            work=work,
            acts=self.acts,
            answer=self.stage.panel.answer,
            messages=tools.messages,
            row=lambda: self.walk.face_row,
            parent=self,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stage)
        self.addActions(list(self.acts.commands.values()))
        self._connect_actions()
        self._connect_parts()
        self._refresh()
        icons.refresh(self)

    def _connect_actions(self) -> None:
        of, acts, canvas = self.acts.commands, self.acts, self.stage.canvas
        of["next"].triggered.connect(lambda: self.step(1))
        of["previous"].triggered.connect(lambda: self.step(-1))
        of["add"].triggered.connect(self._begin_drawing)
        of["back"].triggered.connect(self._go_back)
        of["zoom_in"].triggered.connect(canvas.zoom_in)
        of["zoom_out"].triggered.connect(canvas.zoom_out)
        of["close_up"].toggled.connect(canvas.set_close_up)
        acts.change_keys.triggered.connect(self._change_keys)
        acts.change_reviewer.triggered.connect(lambda: self._ask_name(focus=True))
        for action in acts.attributes.values():
            action.triggered.connect(self._choose_attribute)

    def _connect_parts(self) -> None:
        work, walk, stage = self._work, self.walk, self.stage
        work.row_changed.connect(self._on_row)
        for signal in (work.attribute_changed, work.history_changed, work.reviewer_changed):
            signal.connect(self._refresh)
        walk.moved.connect(self._on_moved)
        walk.photo_left.connect(stage.clear_photo)
        walk.photo_seen.connect(self._on_seen)
        walk.ended.connect(self._on_ended)
        self.commands.went_on.connect(walk.go_on)
        self.commands.name_wanted.connect(lambda: self._ask_name(focus=True))
        stage.canvas.box_drawn.connect(self._add_face)
        stage.canvas.detail_wanted.connect(walk.loader.sharpen)
        stage.canvas.face_chosen.connect(self._choose_number)
        stage.strip.face_chosen.connect(self._choose_number)
        stage.reviewer_line.named.connect(work.set_reviewer)
        stage.reviewer_line.left.connect(stage.canvas.setFocus)
        self._messages.problem.connect(self._on_problem)

    @property
    def row(self) -> int | None:
        """The row of ``work.rows`` on screen; once the review is closed, the last one."""
        return self._row

    def key_list(self) -> Sequence[tuple[str, str]]:
        """The keys that are no actions, for the list of all keys: what they do, and which."""
        return (
            (self.tr("Type an age"), self.tr("0 to 9, Backspace")),
            (self.tr("Other faces of this photo"), self.tr("Up, Down")),
            (self.tr("Move the enlarged photo"), self.tr("Shift with arrow keys")),
            (self.tr("Move a box being drawn, size it"), self.tr("Arrow keys, with Shift")),
        )

    @Slot(int)
    def show_row(self, row: int) -> None:
        """Begin to review at a row of ``work.rows``, in the order that the model has now."""
        self.walk.begin(row)
        if not self._work.reviewer and not self._work.read_only:
            self._ask_name(focus=False)
        self.stage.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def leave(self) -> None:
        """Back to the grid; nothing is lost by it."""
        if not self.walk.open:
            return
        self.commands.keep_typed()
        self.walk.end()
        self._on_ended()

    def step(self, by: int) -> None:
        """Go to a neighbour, reviewed or not."""
        self.commands.keep_typed()
        self.walk.step(by)

    @Slot()
    def _refresh(self) -> None:
        """Bring panel, marks and actions in line with what is so now."""
        work, stage, row = self._work, self.stage, self.walk.face_row
        writable = work.project is not None and not work.read_only
        self.acts.refresh(
            ReviewActionState(
                open=self.walk.open,
                writable=writable,
                face=row is not None,
                said=row is not None and bool(work.rows.verdict[row] >= 0),
                add=stage.canvas.picture is not None,
                can_undo=work.can_undo,
                can_redo=work.can_redo,
                attribute=work.attribute,
            )
        )
        stage.panel.show_reviewer(work.reviewer)
        stage.locked_line.setVisible(self.walk.open and not writable)
        index, entry = self.walk.entry
        if self.walk.seen is not None:
            stage.select(index)
        if row is not None:
            looked = Looked(
                rows=work.rows,
                row=row,
                attribute=work.attribute,
                reviewer=work.reviewer,
                writable=writable,
                entry=entry,
                crop=stage.crop(index),
            )
            stage.panel.show_face(looked)
        elif self.walk.row is not None:
            self._show_no_face(self.walk.row)

    def _show_no_face(self, row: int) -> None:
        told, key = words.status_text(self._work.rows, row), self.keys.hint("add")
        hint = ""
        if key and self.acts.commands["add"].isEnabled():
            hint = self.tr("Was one missed? Press {0} and draw a box around it.").format(key)
        self.stage.panel.show_note(told[:1].upper() + told[1:], hint)

    @Slot(int)
    def _on_moved(self, row: int) -> None:
        self._row = row
        name = self._work.rows.names[row]
        self.stage.bar.show_face(name, place=self.walk.place, count=self.walk.count)
        self._refresh()
        self.current_changed.emit(row)

    @Slot(bool)
    def _on_seen(self, fresh: bool) -> None:
        if self.walk.seen is not None:
            self.stage.show_seen(self.walk.seen, fresh=fresh)
            self._refresh()

    @Slot(int)
    def _on_row(self, row: int) -> None:
        if row == self.walk.row:
            self._refresh()

    @Slot()
    def _on_ended(self) -> None:
        self.stage.reviewer_line.hide()
        self._refresh()
        self.closed.emit()

    @Slot(object)
    def _on_problem(self, _problem: object) -> None:
        """A box whose face could not be kept must not look as if it was."""
        if not self.stage.canvas.drawing:
            self.stage.canvas.end_drawing()

    @Slot()
    def _go_back(self) -> None:
        """Give up what is half done, or else the review."""
        canvas, age = self.stage.canvas, self.stage.panel.answer.age
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
            self.stage.canvas.begin_drawing()

    @Slot(object)
    def _add_face(self, box: Box) -> None:
        if self.walk.photo_id is not None:
            self._work.add_face(self.walk.photo_id, box)

    @Slot(int)
    def _choose_number(self, index: int) -> None:
        self.commands.keep_typed()
        self.walk.go_to_number(index)

    @Slot()
    def _choose_attribute(self) -> None:
        chosen = next(key for key, act in self.acts.attributes.items() if act.isChecked())
        self.commands.keep_typed()
        self._work.set_attribute(chosen)

    @Slot()
    def _change_keys(self) -> None:
        dialog = KeysDialog(self.acts, taken=taken_keys(self.window(), self.acts), parent=self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_name(self, *, focus: bool) -> None:
        self.stage.reviewer_line.ask(self._work.reviewer, focus=focus)

    # Qt's own calls from here on.

    def event(self, event: QEvent) -> bool:
        """Let Space press the button that has the focus, whatever else it does."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            pressed = isinstance(QApplication.focusWidget(), QAbstractButton | QComboBox)
            if pressed and event.key() == Qt.Key.Key_Space:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits are an age, whoever has the focus."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        age = self.stage.panel.answer.age
        if not held and age.isEnabled() and self.walk.face_row is not None:
            if event.text().isdecimal() and self.commands.may_say():
                age.take(event.text())
                return
            if event.key() == Qt.Key.Key_Backspace:
                age.take_back()
                return
        super().keyPressEvent(event)


class ReviewLayout(QWidget):
    """Row, photo, strip of faces, panel and the lines that ask or tell something."""

    def __init__(self, acts: ReviewActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._pixmaps: tuple[QPixmap, ...] = ()
        # In the order in which the Tab key goes round.
        self.bar = ReviewBar(acts, self)
        self.reviewer_line = ReviewerLine(self)
        self.locked_line = self._build_locked_line()
        self.canvas = ReviewCanvas(self)
        self._absent = self._build_absent()
        self.strip = FaceStrip(self)
        self._hint = caption("", self)
        self._hint.setContentsMargins(14, 5, 14, 6)
        self._hint.setWordWrap(True)
        self.panel = ReviewPanel(acts, self)
        self._arrange()
        self.canvas.zoomed.connect(self.bar.show_zoom)
        self.canvas.drawing_changed.connect(self._show_hint)
        acts.keys.changed.connect(self._show_hint)
        self._show_hint()

    def _build_absent(self) -> QLabel:
        """Why there is no photo: on the canvas, which has the keys all the same."""
        label = QLabel(self.canvas)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setContentsMargins(40, 20, 40, 20)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        QVBoxLayout(self.canvas).addWidget(label)
        label.hide()
        return label

    def _build_locked_line(self) -> QFrame:
        line = QFrame(self)
        line.setObjectName("banner")
        text = QLabel(
            self.tr(
                "This project is open in another window or write-protected: you can look at "
                "everything, but change nothing."
            ),
            line,
        )
        text.setWordWrap(True)
        row = QHBoxLayout(line)
        row.setContentsMargins(14, 6, 14, 6)
        row.addWidget(text, 1)
        line.hide()
        return line

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

    def show_seen(self, seen: LoadedPhoto, *, fresh: bool) -> None:
        """Show a photo with its faces; unless ``fresh`` it is the one on screen, read anew."""
        faces = tuple(entry.face for entry in seen.entry.faces)
        if seen.picture is None:
            self.clear_photo()
            self._absent.setText(str(seen.problem or ""))
            self._absent.show()
            return
        self._absent.hide()
        if fresh:
            self.canvas.show_picture(seen.picture)
        elif seen.picture is not self.canvas.picture:
            self.canvas.sharpen(seen.picture)
        if fresh or faces != self.canvas.faces:
            self.canvas.show_faces(faces)
            self._pixmaps = tuple(QPixmap.fromImage(image) for image in seen.crops)
            texts = [
                self.tr("Face {0}: {1}").format(number, wording.face(face))
                for number, face in enumerate(faces, start=1)
            ]
            self.strip.show_faces(self._pixmaps, texts)

    def select(self, index: int | None) -> None:
        """Highlight the face in question, in the photo and below it."""
        self.canvas.select(index)
        self.strip.select(index)

    def _show_hint(self) -> None:
        if self.canvas.drawing:
            text = self.tr(
                "Drag a box around the face. Or: arrow keys move the box, with Shift they size "
                "it, Enter adds it, Escape gives up."
            )
        else:
            enter, back = self._acts.keys.hint("confirm"), self._acts.keys.hint("back")
            parts = [self.tr("Digits type an age")]
            parts += [self.tr("{0} confirms and goes on").format(enter)] if enter else []
            parts += [self.tr("{0} goes back").format(back)] if back else []
            parts.append(self.tr("F1 shows all keys"))
            text = "  ·  ".join(parts)
        self._hint.setText(text)

"""The page of an open project: header, filters, faces as tiles or table, status bar."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.folder.actions import FolderActions
from desktop.folder.face_grid import FaceGrid, FaceTable
from desktop.folder.face_model import FaceModel
from desktop.folder.filters import FilterBar
from desktop.folder.job import ChangesBanner, JobStatus, status_line
from desktop.folder.project_controller import ProjectController
from desktop.folder.selection import SelectedFaces, SelectionBar
from desktop.folder.text import rater_name
from desktop.folder.thumbnails import FaceThumbs, key_at
from desktop.i18n.text import number
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import FocusHandover, action_button, offer_menu
from desktop.widgets.labels import ElidedLabel, PlainLabel, plain_tip, write_as_title
from desktop.widgets.progress import ProgressBar
from engine.agreement import DisagreementQueue
from engine.progress import Progress
from engine.project import Attribute


class FacesPage(QWidget):
    """``opened`` (row of ``work.rows``) when a face is to be reviewed."""

    opened = Signal(int)

    def __init__(
        self,
        *,
        work: ProjectController,
        model: FaceModel,
        thumbs: FaceThumbs,
        actions: FolderActions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._work, self._model, self._thumbs, self._actions = work, model, thumbs, actions
        self.header = ProjectHeader(actions, self)
        self.banner = ProjectBanner(self)
        self.changes = ChangesBanner(self)
        self.queue_line = QueueBanner(self)
        self.filters = FilterBar(actions, self)
        self.grid = FaceGrid(model, work, self)
        self.table = FaceTable(model, self)
        self.table.setSelectionModel(self.grid.selectionModel())
        self.note = EmptyState(actions, self)
        self.views = QStackedWidget(self)
        for view in (self.grid, self.table, self.note):
            self.views.addWidget(view)
        self.selection = SelectedFaces(work=work, model=model, grid=self.grid, parent=self)
        self.selection_bar = SelectionBar(actions, self)
        self.status_bar = FolderStatusBar(actions, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self.banner, self.changes, self.queue_line, self.filters):
            column.addWidget(part)
        column.addWidget(self.views, 1)
        column.addWidget(self.selection_bar)
        column.addWidget(self.status_bar)
        self._emptiness: Emptiness = "not_begun"
        self._connect()
        self.show_table(False)

    def _connect(self) -> None:
        work, model = self._work, self._model
        model.thumbnail = self._thumbs.pixmap
        model.thumbnail_wanted.connect(self._thumbs.want)
        self._thumbs.ready.connect(self._redraw)
        model.listed.connect(self._on_listed)
        work.opened.connect(self._on_opened)
        work.counts_changed.connect(self._show_counts)
        work.reviewer_changed.connect(self._show_reviewer)
        work.attribute_changed.connect(self._show_reviewer)
        work.blind_changed.connect(self.grid.viewport().update)
        self.filters.filter_changed.connect(self._filter)
        self.filters.order_changed.connect(self._order)
        self.filters.text.left.connect(self.focus_faces)
        self.status_bar.reviewer_named.connect(work.set_reviewer)
        # The next key is meant for the faces again.
        self.status_bar.reviewer.returnPressed.connect(self.focus_faces)
        self.status_bar.attribute_chosen.connect(work.set_attribute)
        self.status_bar.update_wanted.connect(self._update)
        work.queue_changed.connect(self._on_queue)
        work.assignment_changed.connect(self._on_assignment)
        self.queue_line.drop_wanted.connect(work.drop_settled)
        self.queue_line.left.connect(lambda: work.settle(None))
        self._actions.clear_filters.triggered.connect(lambda: work.settle(None))
        for view in (self.grid, self.table):
            view.opened.connect(self.opened)
        self.selection.changed.connect(self._show_selection)
        self._actions.select_all.triggered.connect(self.select_all)
        self._actions.grid.triggered.connect(lambda: self.show_table(False))
        self._actions.table.triggered.connect(lambda: self.show_table(True))
        self._show_reviewer()

    def offer_menus(self, *, undo: QAction, redo: QAction) -> None:
        """Offer what can be done with the faces in the menus of tiles and rows."""
        actions = self._actions
        for view in (self.grid, self.table):
            of_selected = [*actions.of_selected, None, actions.select_all]
            rest = [undo, redo, None, actions.export, actions.find]
            offer_menu(view, [actions.review, None, *of_selected, None, *rest])

    @Slot()
    def select_all(self) -> None:
        """Select everything that is listed."""
        (self.table if self._as_table else self.grid).selectAll()

    def ask_name(self) -> None:
        """Let the reviewer enter their name."""
        self.status_bar.reviewer.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _show_selection(self) -> None:
        self.selection_bar.show_count(self.selection.count)

    @property
    def row(self) -> int | None:
        """The current row of ``work.rows``, or the first one listed."""
        index = self.grid.currentIndex()
        row = self._model.row_at(index if index.isValid() else self._model.index(0, 0))
        return row if row >= 0 else None

    def show_table(self, table: bool) -> None:
        """Show the faces as a table, or as pictures."""
        self._as_table = table
        (self._actions.table if table else self._actions.grid).setChecked(True)
        self._show_view()
        view = self.table if table else self.grid
        view.scrollTo(self.grid.currentIndex())

    @property
    def as_table(self) -> bool:
        """Whether the table is chosen."""
        return self._as_table

    def show_held(self) -> None:
        """List the faces whose labels are held."""
        box = self.filters.show_box
        box.setCurrentIndex(box.findData("held"))

    @Slot(int)
    def follow_row(self, row: int) -> None:
        """Make a row of ``work.rows`` current; the views bring it into view."""
        index = self._model.index_of(row)
        if index.isValid():
            self.grid.setCurrentIndex(index)

    def show_status(self, status: JobStatus) -> None:
        """Show the job's status in the header and in the empty state."""
        self.header.show_status(status)
        if status.active and status.state != "paused":
            self._emptiness = "busy"
        else:
            self._emptiness = "bare" if status.state == "done" else "not_begun"
        self._show_view()

    def focus_faces(self) -> None:
        """Give the faces the keys."""
        view = self.views.currentWidget()
        if view is not None:
            view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_view(self) -> None:
        if self._model.rowCount():
            focused = self.note.hasFocus()
            self.views.setCurrentWidget(self.table if self._as_table else self.grid)
            if focused:
                self.focus_faces()
            return
        filtered = self._model.shown_of > 0
        self.note.show_state("filtered" if filtered else self._emptiness)
        self.views.setCurrentWidget(self.note)

    @Slot()
    def _on_opened(self) -> None:
        self._thumbs.forget()
        self.changes.show_changes(None)
        self.filters.reset(self._work.rows.folders)
        self._order()
        self.grid.scrollToTop()
        self.grid.setCurrentIndex(self._model.index(0, 0))

    @Slot()
    def _filter(self) -> None:
        current, queue = self.row, self._work.queue
        face_ids = None if queue is None else queue.face_ids
        assignment = self._work.assignment
        self._model.show(replace(self.filters.filter, face_ids=face_ids, assignment=assignment))
        index = self._model.index_of(-1 if current is None else current)
        view = self.table if self._as_table else self.grid
        if index.isValid():
            view.scrollTo(index)
        else:
            view.scrollToTop()

    @Slot()
    def _on_queue(self) -> None:
        """Show the faces to settle and nothing else, or everything again."""
        if self._work.queue is not None and self._model.filter.face_ids is None:
            self.filters.clear()
        self._filter()
        self._show_counts()

    @Slot()
    def _on_assignment(self) -> None:
        """Offer the faces of each reviewer, as they are for them by now."""
        assignment = self._work.assignment
        self.filters.more.list_reviewers(() if assignment is None else assignment.reviewers)
        self._filter()

    @Slot()
    def _update(self) -> None:
        """List what belongs in the list by now."""
        self._work.drop_settled()
        self._model.update()

    @Slot()
    def _order(self) -> None:
        self._model.arrange(self.filters.order, descending=self.filters.descending)
        view = self.table if self._as_table else self.grid
        view.scrollToTop()

    @Slot()
    def _on_listed(self) -> None:
        rows = self._work.rows
        self.filters.more.list_folders(rows.folders)
        self.filters.allow_ranges(not bool(np.isnan(rows.age_range).all()))
        for part in (self.filters, self.table):
            part.show_order(self._model.order, descending=self._model.descending)
        self._show_view()
        self._show_counts()

    @Slot()
    def _show_counts(self) -> None:
        self.status_bar.show_counts(
            shown=self._model.rowCount(),
            rows=self._model.shown_of,
            reviewed=self._reviewed_text(self._work.faces),
        )
        self.status_bar.update_button.setVisible(self._model.outdated)
        self.queue_line.show_queue(self._work.queue, settled=len(self._work.settled))

    def _reviewed_text(self, faces: int) -> tuple[str, str]:
        """How far this reviewer is with what is under review; and with age and gender, as a tip."""
        work = self._work
        whole = self.tr("{0} of {1} reviewed")
        whole = whole.format(number(work.count_reviewed("both")), number(faces))
        if work.partly:
            whole = self.tr("{0}, {1} partly").format(whole, number(work.partly))
        if work.assigned is not None:
            done, mine = work.assigned
            whole = self.tr("{0}; yours: {1} of {2}").format(whole, number(done), number(mine))
        if work.attribute == "both":
            return whole, ""
        if work.attribute == "gender":
            part = self.tr("Gender of {0} of {1} reviewed")
        else:
            part = self.tr("Age of {0} of {1} reviewed")
        tip = self.tr("Age and gender: {0}").format(whole)
        return part.format(number(work.reviewed), number(faces)), tip

    @Slot()
    def _show_reviewer(self) -> None:
        self.status_bar.show_reviewer(self._work.reviewer)
        self.status_bar.show_attribute(self._work.attribute)
        self.grid.viewport().update()

    @Slot(object)
    def _redraw(self, keys: list[int]) -> None:
        """Draw the rows whose thumbnails have come, if they are in view."""
        wanted, rows = set(keys), self._work.rows
        if self._as_table:
            self.table.viewport().update()
            return
        for place in self.grid.rows_in_view():
            row = self._model.row_at(self._model.index(place, 0))
            if row >= 0 and key_at(rows, row) in wanted:
                self.grid.viewport().update(self.grid.tile_rect(place))


class ProjectBanner(Banner):
    """``folder_wanted`` when the user can say where the photos are by now.

    ``again_wanted`` when they want everything judged by the current model.
    """

    folder_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(self.tr("About this project"))
        self.search = self.add_button(self.tr("Find the folder…"))
        self.search.clicked.connect(self.folder_wanted)
        self.again = self.add_button(self.tr("Analyse again…"))
        self.again.clicked.connect(self.again_wanted)

    def show_project(
        self,
        *,
        read_only: bool,
        root: Path | None,
        root_there: bool,
        model_warning: str = "",
        current: str = "",
    ) -> None:
        """Say what is out of the ordinary, or nothing; ``current`` is the current model's title."""
        parts = []
        if read_only:
            parts.append(
                self.tr(
                    "This project is open in another window or write-protected: you can look at "
                    "everything, filter and export, but not change anything."
                )
            )
        if not root_there:
            told = self.tr(
                "The folder of its photos is missing: {0}. All results are kept. Connect the "
                "drive, or choose where the folder is now."
            )
            parts.append(told.format(root))
        parts += [model_warning] if model_warning else []
        self.again.setVisible(bool(model_warning) and root_there and not read_only)
        self.again.setText(self.tr("Analyse again with {0}…").format(current))
        self.search.setVisible(not root_there and not read_only)
        self.show_text(" ".join(parts))


class QueueBanner(Banner):
    """Says on whose disagreements the user works, and how many of them are settled.

    ``drop_wanted`` when the settled ones are to leave, ``left`` when everything is to be shown.
    """

    drop_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(self.tr("Disagreements"))
        self.drop = self.add_button(self.tr("Remove settled faces"))
        self.drop.clicked.connect(self.drop_wanted)
        leave = self.add_button(self.tr("Show all faces"))
        leave.clicked.connect(self.left)

    def show_queue(self, queue: DisagreementQueue | None, *, settled: int) -> None:
        """Show how far a queue is; nothing without one."""
        if queue is None:
            self.show_text("")
            return
        message = self.tr("Faces with different labels by {0} and {1}: {2} of {3} settled")
        names = rater_name(queue.one), rater_name(queue.other)
        self.drop.setEnabled(settled > 0)
        self.show_text(message.format(*names, number(settled), number(len(queue.face_ids))))


class ProjectHeader(QFrame):
    """Title, status and progress of a project, with the buttons of the actions."""

    def __init__(self, actions: FolderActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolRow")
        self.title = ElidedLabel(self)
        write_as_title(self.title)
        self.about = PlainLabel(self)
        self.about.setProperty("muted", True)
        self.about.setWordWrap(True)  # nothing of what was passed over may be cut off
        self.model = ElidedLabel(self)
        self.model.setProperty("muted", True)
        self._bar = ProgressBar(self)
        self._bar.setAccessibleName(self.tr("Labelling progress"))
        self.again = action_button(
            actions.check_changes,
            self,
            text=self.tr("Check for changes"),
            icon=True,
            hide_when_off=True,
        )
        pause, resume = (
            action_button(action, self, text=text, icon=True, hide_when_off=True)
            for action, text in (
                (actions.pause, self.tr("Pause")),
                (actions.resume, self.tr("Continue")),
            )
        )
        FocusHandover((actions.pause, pause), (actions.resume, resume), parent=self)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.title, 1)
        for button in (
            action_button(
                actions.held, self, text=self.tr("Held labels…"), icon=True, hide_when_off=True
            ),
            self.again,
            pause,
            resume,
            action_button(actions.stop, self, text=self.tr("Stop"), icon=True, hide_when_off=True),
            action_button(actions.export, self, text=self.tr("Export…"), icon=True),
            action_button(actions.review, self, text=self.tr("Review"), style="primary"),
        ):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 6)
        column.setSpacing(5)
        column.addLayout(row)
        column.addWidget(self._bar)
        column.addWidget(self.about)
        column.addWidget(self.model)

    def show_model(self, text: str) -> None:
        """Say which model the values come from."""
        self.model.setText(text)
        self.model.setVisible(bool(text))

    def show_status(self, status: JobStatus) -> None:
        """Show the status of a job."""
        self.title.setText(status.title)
        self.about.setText(status_line(status))
        self.again.setText(
            self.tr("Continue") if status.counts.pending else self.tr("Check for changes")
        )
        self._bar.setVisible(status.active)
        total = status.progress.total
        if status.progress.stage == "working" and total:
            self._bar.show_progress(status.progress.whole)
        else:
            # A moving bar stands for work; nothing moves while the job is held.
            self._bar.show_progress(Progress(0, 1 if status.state == "paused" else 0))


_NAME_PX = 120


class FolderStatusBar(QFrame):
    """``reviewer_named`` (name), ``attribute_chosen`` (attribute) and ``update_wanted``."""

    reviewer_named = Signal(str)
    attribute_chosen = Signal(str)
    update_wanted = Signal()

    def __init__(self, actions: FolderActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("footRow")
        self.count = ElidedLabel(self)
        self.update_button = QPushButton(self.tr("Update the list"), self)
        self.update_button.setObjectName("small")
        self.update_button.setToolTip(
            self.tr("Faces that you have reviewed stay in the list until you update it")
        )
        self.update_button.clicked.connect(self.update_wanted)
        self.reviewed = PlainLabel(self)
        self.reviewed.setProperty("muted", True)
        self.attribute = QComboBox(self)
        self.attribute.setAccessibleName(self.tr("What to review"))
        choices: tuple[tuple[str, Attribute], ...] = (
            (self.tr("Age and gender"), "both"),
            (self.tr("Gender only"), "gender"),
            (self.tr("Age only"), "age"),
        )
        for text, key in choices:
            self.attribute.addItem(text, key)
        self.reviewer = QLineEdit(self)
        self.reviewer.setObjectName("field")
        self.reviewer.setPlaceholderText(self.tr("Reviewer"))
        self.reviewer.setAccessibleName(self.tr("Name of the reviewer"))
        self.reviewer.setToolTip(
            self.tr("The name or initials under which answers are shown and saved")
        )
        self.reviewer.setFixedWidth(_NAME_PX)
        self.agreement = action_button(actions.agreement, self, text=self.tr("Agreement…"))
        self._arrange()
        self.reviewer.editingFinished.connect(self._emit_name)
        self.attribute.activated.connect(
            lambda _: self.attribute_chosen.emit(self.attribute.currentData())
        )
        self.update_button.hide()

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(8)
        row.addWidget(self.count, 1)
        for widget in (
            self.update_button,
            self.reviewed,
            self.attribute,
            self.reviewer,
            self.agreement,
        ):
            row.addWidget(widget)

    def show_counts(self, *, shown: int, rows: int, reviewed: tuple[str, str]) -> None:
        """Say how many rows are shown of all, and how far the reviewer is (text, tooltip)."""
        if shown == rows:
            self.count.setText(self.tr("%Ln shown", "", shown))
        else:
            message = self.tr("{0} of {1} shown")
            self.count.setText(message.format(number(shown), number(rows)))
        self.reviewed.setText(reviewed[0])
        self.reviewed.setToolTip(plain_tip(reviewed[1]))

    def show_reviewer(self, name: str) -> None:
        """Show who reviews."""
        if self.reviewer.text() != name:
            self.reviewer.setText(name)

    def show_attribute(self, attribute: Attribute) -> None:
        """Show what is reviewed."""
        self.attribute.setCurrentIndex(self.attribute.findData(attribute))

    @Slot()
    def _emit_name(self) -> None:
        self.reviewer_named.emit(self.reviewer.text().strip())


_WIDEST_PX = 520
Emptiness = Literal["filtered", "busy", "not_begun", "bare"]


class EmptyState(QWidget):
    """A sentence, a hint, and one button that helps."""

    def __init__(self, actions: FolderActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # It holds the keys for the faces that will stand here.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._actions = actions
        self._heading, self._hint = PlainLabel(self), PlainLabel(self)
        font = self._heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setWeight(font.Weight.DemiBold)
        self._heading.setFont(font)
        self._hint.setProperty("muted", True)
        for label in (self._heading, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self.clear = action_button(actions.clear_filters, self, text=self.tr("Clear filters"))
        self.options = action_button(
            actions.options, self, text=self.tr("Label with other options…")
        )
        inside = QWidget(self)
        inside.setMaximumWidth(_WIDEST_PX)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(inside, 100)
        row.addStretch(1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 24, 16, 24)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(self._heading)
        column.addWidget(self._hint)
        for button in (self.clear, self.options):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    @property
    def heading(self) -> str:
        """What it says."""
        return self._heading.text()

    def show_state(self, state: Emptiness) -> None:
        """Say why nothing is shown: the filters, a job that has just begun, an empty folder."""
        if state == "filtered":
            heading = self.tr("Nothing matches these filters")
            hint = self.tr("All faces are still there, just not shown.")
        elif state == "busy":
            heading = self.tr("The first faces will appear here in a moment")
            hint = self.tr("You can start reviewing while the other photos are being processed.")
        elif state == "not_begun":
            heading = self.tr("No photo has been processed yet")
            hint = self.tr("Press the first button above to start or continue.")
        else:
            heading = self.tr("There are no photos in this folder")
            hint = self.tr(
                "AgeLens looked for JPEG, PNG, HEIC, WebP, TIFF and more. The photos may "
                "be in subfolders, or of a type that was left out."
            )
        self._heading.setText(heading)
        self._hint.setText(hint)
        self.clear.setVisible(state == "filtered")
        self.options.setVisible(state == "bare")

"""The page of an open project: its head, the faces as tiles or table, and what is told of them."""

from __future__ import annotations

from typing import Literal

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop import icons
from desktop.folder.actions import FolderActions
from desktop.folder.face_grid import FaceGrid, FaceTable
from desktop.folder.face_model import FaceModel
from desktop.folder.filters import FilterBar
from desktop.folder.job import JobStatus, told
from desktop.folder.project_controller import ProjectController
from desktop.folder.thumbnails import FaceThumbs, key_at
from desktop.i18n.text import number
from desktop.widgets.banner import Banner
from desktop.widgets.labels import ElidedLabel
from desktop.widgets.progress import ProgressBar
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
        self.banner = Banner(self)
        self.filters = FilterBar(actions, self)
        self.grid = FaceGrid(model, work, self)
        self.table = FaceTable(model, self)
        self.table.setSelectionModel(self.grid.selectionModel())
        self.note = EmptyState(actions, self)
        self.views = QStackedWidget(self)
        for view in (self.grid, self.table, self.note):
            self.views.addWidget(view)
        self.foot = FolderStatusBar(actions, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self.banner, self.filters):
            column.addWidget(part)
        column.addWidget(self.views, 1)
        column.addWidget(self.foot)
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
        self.filters.filter_changed.connect(self._filter)
        self.filters.order_changed.connect(self._order)
        self.foot.reviewer_named.connect(work.set_reviewer)
        self.foot.attribute_chosen.connect(work.set_attribute)
        self.foot.update_wanted.connect(model.update)
        for view in (self.grid, self.table):
            view.opened.connect(self.opened)
        self._actions.grid.triggered.connect(lambda: self.show_table(False))
        self._actions.table.triggered.connect(lambda: self.show_table(True))
        self._show_reviewer()

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

    @Slot(int)
    def follow_row(self, row: int) -> None:
        """Make a row of ``work.rows`` current; the views bring it into view."""
        index = self._model.index_of(row)
        if index.isValid():
            self.grid.setCurrentIndex(index)

    def show_standing(self, standing: JobStatus) -> None:
        """Say how the job stands, in the head and where there are no faces yet."""
        self.header.show_standing(standing)
        if standing.active:
            self._emptiness = "busy"
        else:
            self._emptiness = "bare" if standing.state == "done" else "not_begun"
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
        self.filters.reset(self._work.rows.folders)
        self._order()
        self.grid.scrollToTop()
        self.grid.setCurrentIndex(self._model.index(0, 0))

    @Slot()
    def _filter(self) -> None:
        current = self.row
        self._model.show(self.filters.filter)
        index = self._model.index_of(-1 if current is None else current)
        view = self.table if self._as_table else self.grid
        if index.isValid():
            view.scrollTo(index)
        else:
            view.scrollToTop()

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
        rows = self._work.rows
        self.foot.show_counts(
            shown=self._model.rowCount(),
            rows=self._model.shown_of,
            faces=int((rows.face_ids > 0).sum()),
            reviewed=self._work.reviewed,
        )
        self.foot.update_button.setVisible(self._model.outdated)

    @Slot()
    def _show_reviewer(self) -> None:
        self.foot.show_reviewer(self._work.reviewer)
        self.foot.show_attribute(self._work.attribute)
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


class ProjectHeader(QFrame):
    """Says what ``show_standing`` tells it; the buttons are the actions'."""

    def __init__(self, actions: FolderActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolRow")
        self.title = ElidedLabel(self)
        self.title.setObjectName("runTitle")
        self.about = ElidedLabel(self)
        self.about.setProperty("muted", True)
        self._bar = ProgressBar(self)
        self._bar.setAccessibleName(self.tr("Progress of the labelling"))
        self.again = self._button(actions.look_again, self.tr("Look again"), gone_when_off=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.title, 1)
        for button in (
            self.again,
            self._button(actions.pause, self.tr("Pause"), gone_when_off=True),
            self._button(actions.resume, self.tr("Continue"), gone_when_off=True),
            self._button(actions.stop, self.tr("Stop"), gone_when_off=True),
            self._button(actions.export, self.tr("Export…")),
            self._button(actions.review, self.tr("Review"), primary=True),
        ):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 6)
        column.setSpacing(5)
        column.addLayout(row)
        column.addWidget(self._bar)
        column.addWidget(self.about)

    def _button(
        self, action: QAction, text: str, *, gone_when_off: bool = False, primary: bool = False
    ) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(action.toolTip())
        button.setAccessibleName(action.text().replace("&", "").rstrip("…"))
        if primary:
            button.setObjectName("primary")  # an icon would be dark on dark
        elif action.property("iconName"):
            icons.mark(button, str(action.property("iconName")))
        button.clicked.connect(action.trigger)
        follow = button.setVisible if gone_when_off else button.setEnabled
        action.enabledChanged.connect(follow)
        follow(action.isEnabled())
        return button

    def show_standing(self, standing: JobStatus) -> None:
        """Say how things stand."""
        self.title.setText(standing.title)
        self.about.setText(told(standing))
        self.again.setText(self.tr("Go on") if standing.counts.pending else self.tr("Look again"))
        self._bar.setVisible(standing.active)
        total = standing.progress.total
        if standing.progress.stage == "working" and total:
            self._bar.show_progress(standing.progress)
        else:
            # A moving bar stands for work; nothing moves while the job is held.
            self._bar.show_progress(Progress(0, 1 if standing.state == "paused" else 0))


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
            self.tr("What you reviewed stays listed until then, so that nothing jumps")
        )
        self.update_button.clicked.connect(self.update_wanted)
        self.reviewed = QLabel(self)
        self.reviewed.setProperty("muted", True)
        self.attribute = QComboBox(self)
        self.attribute.setAccessibleName(self.tr("What is reviewed"))
        choices: tuple[tuple[str, Attribute], ...] = (
            (self.tr("Age and gender"), "both"),
            (self.tr("Only gender"), "gender"),
            (self.tr("Only age"), "age"),
        )
        for text, key in choices:
            self.attribute.addItem(text, key)
        self.reviewer = QLineEdit(self)
        self.reviewer.setObjectName("field")
        self.reviewer.setPlaceholderText(self.tr("Reviewer"))
        self.reviewer.setAccessibleName(self.tr("Name of the reviewer"))
        self.reviewer.setToolTip(self.tr("Whose answers are shown and kept: a name or initials"))
        self.reviewer.setFixedWidth(_NAME_PX)
        self.agreement = self._button(actions.agreement, self.tr("Agreement…"))
        self._arrange()
        self.reviewer.editingFinished.connect(self._tell_name)
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

    def _button(self, action: QAction, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(action.toolTip())
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        button.setEnabled(action.isEnabled())
        return button

    def show_counts(self, *, shown: int, rows: int, faces: int, reviewed: int) -> None:
        """Say how many rows are shown of all, and how many faces this reviewer has seen."""
        if shown == rows:
            self.count.setText(self.tr("%Ln shown", "", shown))
        else:
            told = self.tr("{0} of {1} shown")
            self.count.setText(told.format(number(shown), number(rows)))
        told = self.tr("{0} of {1} reviewed")
        self.reviewed.setText(told.format(number(reviewed), number(faces)))

    def show_reviewer(self, name: str) -> None:
        """Show who reviews."""
        if self.reviewer.text() != name:
            self.reviewer.setText(name)

    def show_attribute(self, attribute: Attribute) -> None:
        """Show what is reviewed."""
        self.attribute.setCurrentIndex(self.attribute.findData(attribute))

    @Slot()
    def _tell_name(self) -> None:
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
        self._heading, self._hint = QLabel(self), QLabel(self)
        font = self._heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setWeight(font.Weight.DemiBold)
        self._heading.setFont(font)
        self._hint.setProperty("muted", True)
        for label in (self._heading, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self.clear = self._button(actions.clear_filters, self.tr("Clear filters"))
        self.options = self._button(actions.options, self.tr("Label with other options…"))
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

    def _button(self, action: QAction, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        return button

    @property
    def heading(self) -> str:
        """What it says."""
        return self._heading.text()

    def show_state(self, state: Emptiness) -> None:
        """Say why nothing is shown: the filters, a job that has just begun, an empty folder."""
        if state == "filtered":
            heading = self.tr("Nothing matches these filters")
            hint = self.tr("Every face is still there; it is only not shown.")
        elif state == "busy":
            heading = self.tr("The first faces will stand here in a moment")
            hint = self.tr("You can begin to review while the rest is still being looked at.")
        elif state == "not_begun":
            heading = self.tr("Nothing was looked at yet")
            hint = self.tr("The first button above begins, or goes on, with the photos.")
        else:
            heading = self.tr("There is no photo in this folder")
            hint = self.tr(
                "AgeLens looked for JPEG, PNG, HEIC, WebP, TIFF and more. Perhaps the photos lie "
                "in subfolders, or are of a kind that was left out?"
            )
        self._heading.setText(heading)
        self._hint.setText(hint)
        self.clear.setVisible(state == "filtered")
        self.options.setVisible(state == "bare")

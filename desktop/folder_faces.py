"""The page of an open project: its head, the faces as tiles or table, and what is told of them."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.folder_actions import FolderActions
from desktop.folder_banner import Banner
from desktop.folder_filter import FilterBar
from desktop.folder_foot import Foot
from desktop.folder_grid import FaceGrid, FaceTable
from desktop.folder_header import Header
from desktop.folder_model import FaceModel
from desktop.folder_note import Emptiness, Note
from desktop.folder_progress import Standing
from desktop.folder_thumbs import FaceThumbs, key_at
from desktop.folder_work import FolderWork


class FacesPage(QWidget):
    """``opened`` (row of ``work.rows``) when a face is to be reviewed."""

    opened = Signal(int)

    def __init__(
        self,
        *,
        work: FolderWork,
        model: FaceModel,
        thumbs: FaceThumbs,
        actions: FolderActions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._work, self._model, self._thumbs, self._actions = work, model, thumbs, actions
        self.header = Header(actions, self)
        self.banner = Banner(self)
        self.filters = FilterBar(actions, self)
        self.grid = FaceGrid(model, work, self)
        self.table = FaceTable(model, self)
        self.table.setSelectionModel(self.grid.selectionModel())
        self.note = Note(actions, self)
        self.views = QStackedWidget(self)
        for view in (self.grid, self.table, self.note):
            self.views.addWidget(view)
        self.foot = Foot(actions, self)
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

    def show_standing(self, standing: Standing) -> None:
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

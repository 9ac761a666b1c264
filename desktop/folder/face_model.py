"""The faces of a project that are shown, as a model for grid, table and review.

It reads columns of numbers and pictures that are there already; nothing here touches a disk.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QPixmap

from desktop.folder import text as words
from desktop.folder.project_controller import ProjectController
from desktop.i18n.text import decimal
from desktop.widgets.labels import plain_tip
from desktop.widgets.tile_view import Index
from engine.project import FaceRows, Filter, Order
from engine.project.face_table import STATUSES

PHOTO, AGE, GENDER, ANSWER, STATE, SIZE, SCORE, FOLDER, REMARK = range(9)
# Which order a column's header asks for.
COLUMN_ORDERS: tuple[Order, ...] = (
    "name",
    "age",
    "female_score",
    "state",
    "state",
    "size",
    "detector_score",
    "scan",
    "scan",
)
_PENDING = STATUSES.index("pending")
_NUMERIC = (SIZE, SCORE)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class FaceModel(QAbstractTableModel):
    """What the filter lets through, in order; ``row_at`` and ``index_of`` lead to ``work.rows``.

    Selections and current indexes stay with their faces when rows are read anew. What the
    reviewer has just dealt with stays listed, though the filter may no longer let it through,
    until ``update`` or another filter: nothing vanishes under one's hands.
    ``about_to_list`` comes before, ``listed`` after the rows or their order changed;
    ``thumbnail_wanted`` (row) when a picture is to be drawn that is not there yet.
    """

    about_to_list = Signal()
    listed = Signal()
    thumbnail_wanted = Signal(int)

    def __init__(self, work: ProjectController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.thumbnail: Callable[[FaceRows, int], QPixmap | None] = lambda rows, row: None
        self.filter = Filter()
        self.order: Order = "scan"
        self.descending = False
        self._rows = work.rows
        self._listing: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self._places: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self._keys: NDArray[np.float32] | None = None
        self._touched: set[int] = set()
        work.opened.connect(self._begin_anew)
        work.rows_changed.connect(self._relist)
        work.row_changed.connect(self._on_row)
        work.rows_answered.connect(self._on_rows)
        work.attribute_changed.connect(self._relist)
        work.blind_changed.connect(self._relist)
        self._relist()

    @property
    def outdated(self) -> bool:
        """Whether answers have changed since the list was made, so that it may be out of date."""
        return bool(self._touched) and (self.filter != Filter() or self.order in ("age", "state"))

    @property
    def listing(self) -> NDArray[np.int64]:
        """All listed rows of ``work.rows`` in order."""
        return self._listing

    @property
    def shown_of(self) -> int:
        """How many rows there are to choose from."""
        return int((~self._empty(self._rows) & ~self._rows.held).sum())

    def row_at(self, index: Index) -> int:
        """The row in ``work.rows`` of an index, -1 for none."""
        place = index.row()
        return int(self._listing[place]) if 0 <= place < len(self._listing) else -1

    def index_of(self, row: int, column: int = 0) -> QModelIndex:
        """Where a row of ``work.rows`` is listed; an invalid index if it is not."""
        place = int(self._places[row]) if 0 <= row < len(self._places) else -1
        return self.index(place, column) if place >= 0 else QModelIndex()

    def order_text(self, row: int) -> str:
        """By what a row is sorted, where its tile says that nowhere else."""
        if self._keys is None:
            return ""
        value = float(self._keys[row])
        return words.order_text(self.order, value, hidden=self._work.hidden(row))

    def faces_in(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The faces in listed rows, by their ids."""
        ids: NDArray[np.int64] = self._rows.face_ids[rows]
        return ids[ids > 0]

    def places_of(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where rows of ``work.rows`` are listed, -1 for those that are not."""
        return np.where(rows >= 0, self._places[rows], -1)

    def show(self, chosen: Filter) -> None:
        """List other rows."""
        self.filter = chosen
        self.update()

    def arrange(self, order: Order, *, descending: bool = False) -> None:
        """List them in another order."""
        self.order, self.descending = order, descending
        self.update()

    @Slot()
    def update(self) -> None:
        """List what the filter lets through by now."""
        self._touched.clear()
        self._relist()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort as a column's header asks."""
        if 0 <= column < len(COLUMN_ORDERS):
            descending = order == Qt.SortOrder.DescendingOrder
            self.arrange(COLUMN_ORDERS[column], descending=descending)

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many are listed."""
        return 0 if parent is not None and parent.isValid() else len(self._listing)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of the table's columns."""
        return 0 if parent is not None and parent.isValid() else len(COLUMN_ORDERS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Return the name of a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMN_ORDERS):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in _NUMERIC else _LEFT
        return self._headings()[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return words, hints and thumbnails; ``None`` for a picture that is being made."""
        row = self.row_at(index)
        if row < 0:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.DecorationRole:
            return self.picture(row) if index.column() == PHOTO else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() in _NUMERIC else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(
                words.hint(
                    self._rows, row, reviewer=self._work.reviewer, hidden=self._work.hidden(row)
                )
            )
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return words.sentence(self._rows, row, hidden=self._work.hidden(row))
        return None

    def picture(self, row: int) -> QPixmap | None:
        """The thumbnail of a row; wishes for it if it is not there."""
        pixmap = self.thumbnail(self._rows, row)
        if pixmap is None:
            self.thumbnail_wanted.emit(row)
        return pixmap

    def _headings(self) -> tuple[str, ...]:
        return (
            self.tr("Photo"),
            self.tr("Apparent age"),
            self.tr("Perceived gender"),
            self.tr("Your answer"),
            self.tr("State"),
            self.tr("Face size"),
            self.tr("Detector"),
            self.tr("Folder"),
            self.tr("Remarks"),
        )

    def _text(self, row: int, column: int) -> str:
        rows = self._rows
        if column == SIZE:
            side = float(rows.side_px[row])
            return "" if np.isnan(side) else self.tr("{0} px").format(round(side))
        if column == SCORE:
            score = float(rows.score[row])
            return "" if np.isnan(score) else decimal(float(score), 2)
        if column == REMARK:
            return words.remark_text(rows, row, reviewer=self._work.reviewer)
        if column == FOLDER:
            return rows.folders[int(rows.folder[row])]
        if column == AGE:
            return words.age_text(rows, row, hidden=self._work.hidden(row))
        if column == GENDER:
            return words.gender_text(rows, row, hidden=self._work.hidden(row))
        if column == STATE:
            return words.state_text(rows, row, settled=self._work.is_settled(row))
        texts = {PHOTO: words.file_name, ANSWER: words.answer_text}
        return texts[column](rows, row)

    @Slot(int)
    def _on_row(self, row: int) -> None:
        self._touched.add(int(self._rows.face_ids[row]))
        index = self.index_of(row)
        if index.isValid():
            self.dataChanged.emit(index, self.index(index.row(), len(COLUMN_ORDERS) - 1))

    @Slot(object)
    def _on_rows(self, index: NDArray[np.int64]) -> None:
        self._touched.update(self._rows.face_ids[index].tolist())
        places = self._places[index]
        places = places[places >= 0]
        if len(places):
            first, last = int(places.min()), int(places.max())
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMN_ORDERS) - 1))

    @Slot()
    def _begin_anew(self) -> None:
        """Another project: nothing of the former one's filter holds for its folders."""
        self.filter, self.order, self.descending = Filter(), "scan", False
        self.update()

    @Slot()
    def _relist(self) -> None:
        """Tell the views what is listed now, so that indexes stay with their faces."""
        self.about_to_list.emit()
        rows = self._work.rows
        listing = self._selected(rows)
        before, after = len(self._listing), len(listing)
        if not before or not after:
            self.beginResetModel()
            self._take(rows, listing)
            self.endResetModel()
        else:
            self._shift(rows, listing, before=before, after=after)
        self.listed.emit()

    def _shift(
        self, rows: FaceRows, listing: NDArray[np.int64], *, before: int, after: int
    ) -> None:
        """Rows appear or vanish at the end only; what stands where is told as a new order."""
        if after > before:
            self.beginInsertRows(QModelIndex(), before, after - 1)
            filler = np.repeat(self._listing[-1:], after - before)  # till the new order is told
            self._listing = np.concatenate([self._listing, filler])
            self.endInsertRows()
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        keys = [self._key(index) for index in kept]
        self._take(rows, listing)
        moved = [self._found(key, index.column()) for key, index in zip(keys, kept, strict=True)]
        if after < before:  # for a moment there are as many as before
            self._listing = np.resize(listing, before)
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()
        if after < before:
            self.beginRemoveRows(QModelIndex(), after, before - 1)
            self._listing = listing
            self.endRemoveRows()

    def _take(self, rows: FaceRows, listing: NDArray[np.int64]) -> None:
        self._rows, self._listing = rows, listing
        by_key = self.order != "scan"
        self._keys = rows.sort_key(self.order, self._work.attribute) if by_key else None
        self._places = np.full(len(rows), -1, dtype=np.int64)
        self._places[listing] = np.arange(len(listing))

    def _selected(self, rows: FaceRows) -> NDArray[np.int64]:
        attribute = self._work.attribute
        listing = rows.selected(
            self.filter, order=self.order, descending=self.descending, attribute=attribute
        )
        empty = self._empty(rows)
        if not self._touched:
            unseen: NDArray[np.bool_] = empty[listing]
            return listing[~unseen]
        mask = np.zeros(len(rows), dtype=bool)
        mask[listing] = True
        touched = np.fromiter(self._touched, np.int64, len(self._touched))
        found = self._work.rows_of(touched)
        mask[found[found >= 0]] = True
        everything = rows.selected(
            Filter(), order=self.order, descending=self.descending, attribute=attribute
        )
        wanted: NDArray[np.bool_] = (mask & ~empty)[everything]
        return everything[wanted]

    @staticmethod
    def _empty(rows: FaceRows) -> NDArray[np.bool_]:
        """Photos that nobody has looked at yet: there is nothing to show of them."""
        empty: NDArray[np.bool_] = (rows.status == _PENDING) & (rows.face_ids == 0)
        return empty

    def _key(self, index: QModelIndex) -> tuple[int, int]:
        """What stays the same when rows are read anew: face and photo."""
        row = self.row_at(index)
        return (
            (int(self._rows.face_ids[row]), int(self._rows.photo_ids[row])) if row >= 0 else (0, 0)
        )

    def _found(self, key: tuple[int, int], column: int) -> QModelIndex:
        face_id, photo_id = key
        if face_id:
            row = self._work.row_of(face_id)
            return QModelIndex() if row is None else self.index_of(row, column)
        found = np.flatnonzero((self._rows.photo_ids == photo_id) & (self._rows.face_ids == 0))
        return self.index_of(int(found[0]), column) if len(found) else QModelIndex()

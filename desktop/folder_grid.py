"""The two views of a project's faces: tiles and table, on one model and one selection."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop import folder_model as columns
from desktop.folder_model import FaceModel
from desktop.folder_tile import TileDelegate
from desktop.folder_tiles import TileView
from desktop.folder_work import FolderWork
from desktop.photo_list import Index
from engine.project import Order

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WIDTHS = {columns.PHOTO: 190, columns.AGE: 150, columns.GENDER: 130, columns.ANSWER: 150}
_TABLE_PICTURE_PX = 40


class FaceGrid(TileView):
    """Tiles; ``opened`` (row of ``work.rows``) when a face is to be reviewed."""

    opened = Signal(int)

    def __init__(self, model: FaceModel, work: FolderWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("faceGrid")
        self.setAccessibleName(self.tr("Faces as pictures"))
        self._faces = model
        delegate = TileDelegate(model, work, self)
        self.setItemDelegate(delegate)
        self.set_tile(delegate.size)
        _prepare(self)
        self.setModel(model)
        self.activated.connect(self._open)

    @Slot(object)
    def _open(self, index: Index) -> None:
        row = self._faces.row_at(index)
        if row >= 0:
            self.opened.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, on every system."""
        if event.key() in _ENTER and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)


class FaceTable(QTableView):
    """Rows of text; a click on a heading sorts."""

    opened = Signal(int)

    def __init__(self, model: FaceModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("faceTable")
        self.setAccessibleName(self.tr("Faces as a table"))
        self._faces = model
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setIconSize(QSize(_TABLE_PICTURE_PX, _TABLE_PICTURE_PX))
        self.setTabKeyNavigation(False)
        self.setItemDelegateForColumn(columns.PHOTO, _PictureDelegate(self))
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(_TABLE_PICTURE_PX + 6)
        rows.hide()
        _prepare(self)
        self.setModel(model)
        headings = self.horizontalHeader()
        headings.setAccessibleName(self.tr("Columns"))
        headings.setHighlightSections(False)
        headings.setStretchLastSection(True)
        headings.setDefaultSectionSize(110)
        for column, width in _WIDTHS.items():
            headings.resizeSection(column, width)
        headings.setSortIndicatorShown(True)
        headings.setSectionsClickable(True)
        headings.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        headings.sortIndicatorChanged.connect(model.sort)
        self.activated.connect(self._open)

    @Slot(object)
    def _open(self, index: Index) -> None:
        row = self._faces.row_at(index)
        if row >= 0:
            self.opened.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, on every system."""
        if event.key() in _ENTER and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def show_order(self, order: Order, *, descending: bool) -> None:
        """Mark the column by which it is sorted, wherever that was chosen."""
        headings = self.horizontalHeader()
        marked = headings.sortIndicatorSection()
        if 0 <= marked < len(columns.COLUMN_ORDERS) and columns.COLUMN_ORDERS[marked] == order:
            column = marked
        else:
            known = order in columns.COLUMN_ORDERS
            column = columns.COLUMN_ORDERS.index(order) if known else -1
        way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        blocked = headings.blockSignals(True)
        headings.setSortIndicator(column, way)
        headings.blockSignals(blocked)


class _PictureDelegate(QStyledItemDelegate):
    """Draws a thumbnail as small as the rows of the table are."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Hand the picture over as an icon, which is drawn at the icon's size."""
        super().initStyleOption(option, index)
        pixmap = index.data(Qt.ItemDataRole.DecorationRole)
        small = QSize(_TABLE_PICTURE_PX, _TABLE_PICTURE_PX)
        option.decorationSize = small
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        option.icon = QIcon(pixmap) if isinstance(pixmap, QPixmap) else _blank(small)


def _blank(size: QSize) -> QIcon:
    """What keeps the place of a picture that is being made."""
    pixmap = QPixmap(size)
    pixmap.fill(Qt.GlobalColor.transparent)
    return QIcon(pixmap)


def _prepare(view: QAbstractItemView) -> None:
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setMouseTracking(True)

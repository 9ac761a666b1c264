"""Tiles: a view of any number of them, and how the picture on one is drawn.

Qt's own list view lays every item out anew whenever rows come or the window is resized: a fifth
of a second for 100,000. Here a place is a matter of arithmetic.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Slot,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

Index = QModelIndex | QPersistentModelIndex
"""What Qt passes to the methods of an item model."""


_MARGIN_PX = 8
_Action = QAbstractItemView.CursorAction
_Flag = QItemSelectionModel.SelectionFlag


class TileView(QAbstractItemView):
    """Fills rows from left to right with the items of a list model, as wide as the window is.

    What is looked at stays where it is on screen when rows come, go or are sorted.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tile = QSize(100, 100)
        self._columns = 1
        self._anchor: tuple[QPersistentModelIndex, int] | None = None
        # Where a rubber band begins, in pixels of the whole contents, and what it covers by now.
        self._band_from = QPoint()
        self._pressed_row = -1  # of a selection, with the left button alone
        self._band: QRect | None = None
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there: tiles would else jump to other columns when it comes.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def set_tile(self, size: QSize) -> None:
        """Set the smallest size of a tile; spare width is shared out."""
        self._tile = size
        self.updateGeometries()

    def setModel(self, model: object) -> None:
        """Keep what is looked at in its place from now on."""
        super().setModel(model)  # type: ignore[arg-type]
        if self.model() is not None:
            self.model().layoutAboutToBeChanged.connect(self._hold)
            self.model().layoutChanged.connect(self._restore)

    # Places.

    @property
    def columns(self) -> int:
        """Tiles side by side."""
        return self._columns

    def tile_rect(self, row: int) -> QRect:
        """Where the tile of a row is, in pixels of the viewport."""
        columns = self.columns
        share = (self.viewport().width() - 2 * _MARGIN_PX) // columns
        line, column = divmod(row, columns)
        x = _MARGIN_PX + column * share + (share - self._tile.width()) // 2
        y = _MARGIN_PX + line * self._tile.height() - self.verticalOffset()
        return QRect(QPoint(x, y), self._tile)

    def rows_in_view(self) -> range:
        """The rows that are at least partly on screen."""
        top = self.verticalOffset() - _MARGIN_PX
        first = max(top // self._tile.height(), 0)
        last = (top + self.viewport().height()) // self._tile.height()
        return range(first * self.columns, min((last + 1) * self.columns, self._count()))

    def visualRect(self, index: Index) -> QRect:
        """Return the place of a tile."""
        return self.tile_rect(index.row()) if index.isValid() else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the tile under a point."""
        line = (point.y() + self.verticalOffset() - _MARGIN_PX) // self._tile.height()
        share = (self.viewport().width() - 2 * _MARGIN_PX) // self.columns
        column = (point.x() - _MARGIN_PX) // max(share, 1)
        row = line * self.columns + column
        inside = 0 <= column < self.columns and 0 <= row < self._count()
        if inside and self.tile_rect(row).contains(point):
            return self.model().index(row, 0)
        return QModelIndex()

    def horizontalOffset(self) -> int:
        """Return nothing: tiles never go beyond the sides."""
        return 0

    def verticalOffset(self) -> int:
        """Return how far the view is scrolled."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:
        """Return false: what is listed is shown."""
        return False

    # Moving.

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a tile into view."""
        if not index.isValid():
            return
        rect, bar, height = (
            self.visualRect(index),
            self.verticalScrollBar(),
            self.viewport().height(),
        )
        top = rect.top() + bar.value() - _MARGIN_PX
        bottom = rect.bottom() + bar.value() + _MARGIN_PX
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(top - (height - rect.height()) // 2)
        elif rect.top() < 0 or hint == QAbstractItemView.ScrollHint.PositionAtTop:
            bar.setValue(top)
        elif rect.bottom() >= height:
            bar.setValue(bottom - height)

    def moveCursor(self, action: _Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Return where a key leads."""
        if not self._count():
            return QModelIndex()
        current = self.currentIndex()
        if not current.isValid():
            return self.model().index(next(iter(self.rows_in_view()), 0), 0)
        page = max(self.viewport().height() // self._tile.height(), 1) * self.columns
        steps = {
            _Action.MoveUp: -self.columns,
            _Action.MoveDown: self.columns,
            _Action.MoveLeft: -1,
            _Action.MovePrevious: -1,
            _Action.MoveRight: 1,
            _Action.MoveNext: 1,
            _Action.MovePageUp: -page,
            _Action.MovePageDown: page,
            _Action.MoveHome: -self._count(),
            _Action.MoveEnd: self._count(),
        }
        last, row = self._count() - 1, current.row() + steps[action]
        if action in (_Action.MoveUp, _Action.MoveDown) and not 0 <= row <= last:
            return current
        return self.model().index(min(max(row, 0), last), 0)

    # Selecting.

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Select whole rows of the model, so that a table beside shows the same ones."""
        return super().selectionCommand(index, event) | _Flag.Rows

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select what lies under a rubber band, or else all from one end to the other.

        ``rect`` goes from where the selection begins to where it ends, and may so be inverted.
        """
        if self.state() == QAbstractItemView.State.DragSelectingState:
            found = self._under(rect.normalized())
        else:
            ends = self.indexAt(rect.topLeft()), self.indexAt(rect.bottomRight())
            rows = sorted(index.row() for index in ends if index.isValid())
            found = [(rows[0], rows[-1])] if rows else []
        self.selectionModel().select(self._selection(found), command)

    def _under(self, rect: QRect) -> list[tuple[int, int]]:
        """The tiles that a rectangle of the viewport touches, as first and last of each line."""
        found: list[tuple[int, int]] = []
        height, count = self._tile.height(), self._count()
        top = self.verticalOffset() - _MARGIN_PX
        first = max((rect.top() + top) // height, 0)
        last = min((rect.bottom() + top) // height, (count - 1) // self.columns)
        for line in range(first, last + 1):
            begin = line * self.columns
            rows = range(begin, min(begin + self.columns, count))
            touched = [row for row in rows if self.tile_rect(row).intersects(rect)]
            if not touched:
                continue
            if found and found[-1][1] == touched[0] - 1:
                found[-1] = found[-1][0], touched[-1]
            else:
                found.append((touched[0], touched[-1]))
        return found

    def _selection(self, ranges: list[tuple[int, int]]) -> QItemSelection:
        model, selection = self.model(), QItemSelection()
        last_column = model.columnCount() - 1
        for first, last in ranges:
            both = model.index(first, 0), model.index(last, last_column)
            selection.append(QItemSelectionRange(*both))
        return selection

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return what is to be drawn anew: nothing of what is out of view."""
        region, seen = QRegion(), self.rows_in_view()
        for part in selection.toList():
            for row in range(max(part.top(), seen.start), min(part.bottom() + 1, seen.stop)):
                region += QRegion(self.tile_rect(row))
        return region

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note where a rubber band would begin; a click beside all tiles selects none.

        Which tile of a selection is pressed is noted, too: if no rubber band is drawn from there,
        it alone stays selected.
        """
        point = event.position().toPoint()
        self._band_from = point + QPoint(0, self.verticalOffset())
        pressed = self.indexAt(point)
        self._pressed_row = -1
        if _is_plain(event):
            if not pressed.isValid():
                self.clearSelection()
            elif self.selectionModel().isSelected(pressed):
                self._pressed_row = pressed.row()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the rubber band."""
        super().mouseMoveEvent(event)
        if self.state() == QAbstractItemView.State.DragSelectingState:
            begin = self._band_from - QPoint(0, self.verticalOffset())
            self._band = QRect(begin, event.position().toPoint()).normalized()
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the rubber band away; after a click, select the tile that was clicked."""
        super().mouseReleaseEvent(event)
        if self._band is not None:
            self._band = None
            self.viewport().update()
            return
        released = self.indexAt(event.position().toPoint())
        if _is_plain(event) and released.isValid() and released.row() == self._pressed_row:
            command = _Flag.ClearAndSelect | _Flag.Rows
            self.selectionModel().select(released, command)

    # Drawing.

    def updateGeometries(self) -> None:
        """Fit the scroll bar to the number of tiles."""
        super().updateGeometries()
        width = self.viewport().width() - 2 * _MARGIN_PX
        self._columns = max(width // self._tile.width(), 1)
        lines = -(-self._count() // self.columns)
        height = lines * self._tile.height() + 2 * _MARGIN_PX
        bar = self.verticalScrollBar()
        bar.setRange(0, max(height - self.viewport().height(), 0))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(self._tile.height() // 3)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is drawn already; only what comes into view is drawn."""
        if self._band is None:
            self.viewport().scroll(dx, dy)
        else:
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is looked at in view when the columns change."""
        first, columns = self._looked_at(), self._columns
        at_top = self.verticalOffset() == 0
        super().resizeEvent(event)
        self.updateGeometries()
        if self._columns != columns and first.isValid() and not at_top:
            self.scrollTo(first)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tiles that are in view."""
        painter = QPainter(self.viewport())
        delegate, selection = self.itemDelegate(), self.selectionModel()
        pointed = self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos()))
        for row in self.rows_in_view():
            rect = self.tile_rect(row)
            if not rect.intersects(event.rect()):
                continue
            index = self.model().index(row, 0)
            option = QStyleOptionViewItem()
            self.initViewItemOption(option)
            option.rect = rect
            state = option.state
            if selection.isSelected(index):
                state |= QStyle.StateFlag.State_Selected
            if index == pointed and self.viewport().underMouse():
                state |= QStyle.StateFlag.State_MouseOver
            option.state = state
            delegate.paint(painter, option, index)
        if self._band is not None:
            paint_band(painter, self._band, self.palette())
        painter.end()

    def _count(self) -> int:
        return self.model().rowCount() if self.model() is not None else 0

    def _looked_at(self) -> QModelIndex:
        """The current tile if it is in view, else the first one that is."""
        rows, current = self.rows_in_view(), self.currentIndex()
        if current.isValid() and current.row() in rows:
            return current
        return self.model().index(rows[0], 0) if len(rows) else QModelIndex()

    @Slot()
    def _hold(self) -> None:
        index = self._looked_at()
        rect = self.visualRect(index)
        at_top = self.verticalOffset() == 0 and index != self.currentIndex()
        self._anchor = None if at_top else (QPersistentModelIndex(index), rect.top())

    @Slot()
    def _restore(self) -> None:
        self.updateGeometries()
        if self._anchor is not None and self._anchor[0].isValid():
            moved = self.visualRect(self._anchor[0]).top() - self._anchor[1]
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved)
        self._anchor = None


NOTE_ROLE = Qt.ItemDataRole.UserRole
"""A word or two on the picture of an item, for ``TileDelegate``."""

_ROUND_PX = 8.0
_BAND_ALPHA = 0.15
# The same in both themes, as pictures are.
_NOTE_GROUND, _NOTE_TEXT = QColor(19, 23, 31, 190), QColor("#ffffff")
_NOTE_SIZE = 0.8
_NOTE_PADDING_PX = 3


class TileDelegate(QStyledItemDelegate):
    """Draws the picture of an item as a rounded square, ringed when selected or pointed at.

    The item's note (``NOTE_ROLE``) stands on the lower edge of the picture, and where it is
    ``captioned``, its name below.
    """

    def __init__(
        self, *, side_px: int, gap_px: int, parent: QWidget, captioned: bool = False
    ) -> None:
        super().__init__(parent)
        self._side_px = side_px
        self._font = QFont(parent.font())
        self._font.setPointSizeF(parent.font().pointSizeF() * _NOTE_SIZE)
        self.caption_px = QFontMetrics(self._font).height() + 2 if captioned else 0
        self._size = QSize(side_px + gap_px, side_px + 2 * gap_px + self.caption_px)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the same for all."""
        return self._size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the picture, or an empty tile while it is being made."""
        tile = QRectF(0, 0, self._side_px, self._side_px)
        tile.moveCenter(QRectF(option.rect).center() - QPointF(0, self.caption_px / 2))
        pixmap = index.data(Qt.ItemDataRole.DecorationRole)
        painter.save()
        paint_picture(
            painter,
            pixmap if isinstance(pixmap, QPixmap) else None,
            tile,
            ground=option.palette.color(QPalette.ColorRole.Midlight),
        )
        if note := index.data(NOTE_ROLE):
            paint_note(painter, str(note), tile, font=option.font)
        paint_ring(painter, tile, option)
        if self.caption_px:
            self._paint_caption(painter, tile, option, str(index.data() or ""))
        painter.restore()

    def _paint_caption(
        self, painter: QPainter, tile: QRectF, option: QStyleOptionViewItem, name: str
    ) -> None:
        place = QRectF(tile.left(), tile.bottom() + 3, tile.width(), self.caption_px)
        painter.setFont(self._font)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        shown = QFontMetrics(self._font).elidedText(
            name, Qt.TextElideMode.ElideMiddle, int(place.width())
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, shown)


def paint_note(painter: QPainter, note: str, tile: QRectF, *, font: QFont) -> None:
    """Write along the lower edge of a tile, on a ground of its own."""
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * _NOTE_SIZE)
    metrics = QFontMetrics(small)
    place = QRectF(tile)
    place.setTop(tile.bottom() - metrics.height() - _NOTE_PADDING_PX)
    shape = QPainterPath()
    shape.addRoundedRect(tile, _ROUND_PX, _ROUND_PX)
    painter.setClipPath(shape)
    painter.fillRect(place, _NOTE_GROUND)
    painter.setClipping(False)
    painter.setFont(small)
    painter.setPen(_NOTE_TEXT)
    width = int(place.width()) - 2 * _NOTE_PADDING_PX
    shown = metrics.elidedText(note, Qt.TextElideMode.ElideRight, width)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shown)


def paint_picture(
    painter: QPainter,
    pixmap: QPixmap | None,
    tile: QRectF,
    *,
    ground: QColor | None = None,
    opacity: float = 1.0,
) -> None:
    """Draw a picture with rounded corners, on a ground where it may be missing or faint."""
    shape = QPainterPath()
    shape.addRoundedRect(tile, _ROUND_PX, _ROUND_PX)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if ground is not None:
        painter.fillPath(shape, ground)
    if pixmap is not None:
        painter.setOpacity(opacity)
        painter.setClipPath(shape)
        painter.drawPixmap(tile, pixmap, QRectF(pixmap.rect()))
        painter.setClipping(False)
        painter.setOpacity(1.0)


def paint_band(painter: QPainter, band: QRect, palette: QPalette) -> None:
    """Draw a rubber band: a faint rectangle with a thin edge."""
    ground = QColor(palette.color(QPalette.ColorRole.Accent))
    painter.setPen(QPen(ground, 1))
    ground.setAlphaF(_BAND_ALPHA)
    painter.setBrush(ground)
    painter.drawRect(band)


def paint_ring(painter: QPainter, tile: QRectF, option: QStyleOptionViewItem) -> None:
    """Draw a ring around the picture of an item that is selected or pointed at."""
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    if not selected and not option.state & QStyle.StateFlag.State_MouseOver:
        return
    role = QPalette.ColorRole.Accent if selected else QPalette.ColorRole.PlaceholderText
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(option.palette.color(role), 3 if selected else 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(tile.adjusted(-1, -1, 1, 1), _ROUND_PX, _ROUND_PX)


def _is_plain(event: QMouseEvent) -> bool:
    """Whether it is the left button alone, without a key."""
    return (
        event.button() == Qt.MouseButton.LeftButton
        and event.modifiers() == Qt.KeyboardModifier.NoModifier
    )

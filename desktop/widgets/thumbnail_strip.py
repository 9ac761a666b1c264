"""The strip of thumbnails under the photo; draws only what is in view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.widgets.tile_view import Index

_TILE_PX = 72
_GAP_PX = 6


class PhotoStrip(QListView):
    """One row of thumbnails; ``chosen`` carries the row that became current."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("photoStrip")
        self.setAccessibleName(self.tr("Open photos"))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        # With one size for all, thousands of rows cost nothing until they are seen.
        self.setUniformItemSizes(True)
        self.setItemDelegate(_TileDelegate(self))
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setViewportMargins(_GAP_PX, 0, _GAP_PX, 0)
        self.setFixedHeight(_TILE_PX + 3 * _GAP_PX + 12)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Listen to the selection of the model too."""
        super().setModel(model)
        self.selectionModel().currentChanged.connect(self._tell)

    def show_row(self, row: int) -> None:
        """Make a row current and bring it into view."""
        self.setCurrentIndex(self.model().index(row, 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let an ordinary mouse wheel move the strip sideways."""
        turned = event.angleDelta()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (turned.x() or turned.y()))
        event.accept()

    def _tell(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.row())


class _TileDelegate(QStyledItemDelegate):
    """A rounded square picture, ringed when it is current."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the same for all."""
        return QSize(_TILE_PX + _GAP_PX, _TILE_PX + 2 * _GAP_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the thumbnail, or an empty tile while it is being made."""
        area = QRect(option.rect)
        state = option.state
        palette = option.palette
        tile = QRectF(0, 0, _TILE_PX, _TILE_PX)
        tile.moveCenter(QRectF(area).center())
        shape = QPainterPath()
        shape.addRoundedRect(tile, 7, 7)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillPath(shape, palette.color(QPalette.ColorRole.Midlight))
        pixmap = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(pixmap, QPixmap):
            painter.setClipPath(shape)
            painter.drawPixmap(tile, pixmap, QRectF(pixmap.rect()))
            painter.setClipping(False)
        self._ring(painter, tile, state=state, palette=palette)
        painter.restore()

    def _ring(
        self, painter: QPainter, tile: QRectF, *, state: QStyle.StateFlag, palette: QPalette
    ) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 3))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.PlaceholderText), 2))
        else:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(tile.adjusted(-1, -1, 1, 1), 8, 8)


_FACE_TILE_PX = 48
_FACE_GAP_PX = 8


class FaceStrip(QListWidget):
    """One row of small pictures; ``face_chosen`` carries the number of the one that was chosen."""

    face_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("faceStrip")
        self.setAccessibleName(self.tr("Faces in this photo"))
        self.setFlow(QListWidget.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_FaceTileDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(_FACE_GAP_PX, 0, _FACE_GAP_PX, 0)
        self.setFixedHeight(_FACE_TILE_PX + 2 * _FACE_GAP_PX + 10)
        self.currentRowChanged.connect(self._tell)
        self.hide()

    def show_faces(self, pictures: Sequence[QPixmap], texts: Sequence[str]) -> None:
        """List the faces, none chosen; one alone needs no list."""
        self.blockSignals(True)
        self.clear()
        for pixmap, text in zip(pictures, texts, strict=True):
            item = QListWidgetItem(self)
            item.setData(Qt.ItemDataRole.DecorationRole, pixmap)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
            item.setToolTip(text)
        self.blockSignals(False)
        self.setVisible(len(pictures) > 1)

    def select(self, index: int | None) -> None:
        """Mark the face in question and bring it into view."""
        self.blockSignals(True)
        self.setCurrentRow(-1 if index is None else index)
        self.blockSignals(False)

    def _tell(self, index: int) -> None:
        if index >= 0:
            self.face_chosen.emit(index)


class _FaceTileDelegate(QStyledItemDelegate):
    """A rounded square picture, ringed when it is the face in question."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the same for all."""
        return QSize(_FACE_TILE_PX + _FACE_GAP_PX, _FACE_TILE_PX + 2 * _FACE_GAP_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the picture and the ring."""
        tile = QRectF(0, 0, _FACE_TILE_PX, _FACE_TILE_PX)
        tile.moveCenter(QRectF(option.rect).center())
        shape = QPainterPath()
        shape.addRoundedRect(tile, 7, 7)
        pixmap: QPixmap = index.data(Qt.ItemDataRole.DecorationRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipPath(shape)
        painter.drawPixmap(tile, pixmap, QRectF(pixmap.rect()))
        painter.setClipping(False)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(option.palette.color(QPalette.ColorRole.Accent), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(tile.adjusted(-1, -1, 1, 1), 8, 8)
        painter.restore()

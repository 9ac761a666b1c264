"""The faces of the photo under review in small, below it; draws only what is in view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPalette, QPen, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.photo_list import Index

_TILE_PX = 48
_GAP_PX = 8


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
        self.setItemDelegate(_TileDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(_GAP_PX, 0, _GAP_PX, 0)
        self.setFixedHeight(_TILE_PX + 2 * _GAP_PX + 10)
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


class _TileDelegate(QStyledItemDelegate):
    """A rounded square picture, ringed when it is the face in question."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the same for all."""
        return QSize(_TILE_PX + _GAP_PX, _TILE_PX + 2 * _GAP_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the picture and the ring."""
        tile = QRectF(0, 0, _TILE_PX, _TILE_PX)
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

"""The strips of thumbnails under a photo: the open photos, and the faces of this one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, Qt, Signal
from PySide6.QtGui import QDrag, QPixmap, QWheelEvent
from PySide6.QtWidgets import QFrame, QListView, QListWidget, QListWidgetItem, QWidget

from desktop.widgets.labels import plain_tip
from desktop.widgets.tile_view import TileDelegate

_TILE_PX = 72
_GAP_PX = 6
_FACE_TILE_PX = 48
_FACE_GAP_PX = 8


class PhotoStrip(QListView):
    """One row of thumbnails; ``chosen`` carries the row that became current.

    ``drag_data`` makes what is dragged out of the current one; ``None`` for nothing.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("photoStrip")
        self.setAccessibleName(self.tr("Open photos"))
        captions_px = _lay_in_a_row(self, side_px=_TILE_PX, gap_px=_GAP_PX, captioned=True)
        self.drag_data: Callable[[], QMimeData | None] = lambda: None
        self.setDragEnabled(True)
        self.setDragDropMode(QListView.DragDropMode.DragOnly)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setViewportMargins(_GAP_PX, 0, _GAP_PX, 0)
        self.setFixedHeight(_TILE_PX + captions_px + 3 * _GAP_PX + 12)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Listen to the selection of the model too."""
        super().setModel(model)
        self.selectionModel().currentChanged.connect(self._tell)

    def show_row(self, row: int) -> None:
        """Make a row current and bring it into view."""
        self.setCurrentIndex(self.model().index(row, 0))

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Drag the current photo's result out of the window."""
        data = self.drag_data()
        if data is None:
            return
        drag = QDrag(self)
        drag.setMimeData(data)
        pixmap = self.currentIndex().data(Qt.ItemDataRole.DecorationRole)
        if isinstance(pixmap, QPixmap):
            drag.setPixmap(pixmap.scaled(_TILE_PX, _TILE_PX))
        drag.exec(Qt.DropAction.CopyAction)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let an ordinary mouse wheel move the strip sideways."""
        turned = event.angleDelta()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (turned.x() or turned.y()))
        event.accept()

    def _tell(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.row())


class FaceStrip(QListWidget):
    """One row of small pictures; ``face_chosen`` carries the number of the one that was chosen."""

    face_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("faceStrip")
        self.setAccessibleName(self.tr("Faces in this photo"))
        _lay_in_a_row(self, side_px=_FACE_TILE_PX, gap_px=_FACE_GAP_PX)
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
            item.setToolTip(plain_tip(text))
        self.blockSignals(False)
        self.setVisible(len(pictures) > 1)

    def set_texts(self, texts: Sequence[str]) -> None:
        """Tell other things of the same faces."""
        for place, text in enumerate(texts[: self.count()]):
            item = self.item(place)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
            item.setToolTip(plain_tip(text))

    def select(self, index: int | None) -> None:
        """Mark the face in question and bring it into view."""
        self.blockSignals(True)
        self.setCurrentRow(-1 if index is None else index)
        self.blockSignals(False)

    def _tell(self, index: int) -> None:
        if index >= 0:
            self.face_chosen.emit(index)


def _lay_in_a_row(view: QListView, *, side_px: int, gap_px: int, captioned: bool = False) -> int:
    """Show the items of a list as one row of tiles that scrolls sideways.

    Returns how high their captions are, in pixels.
    """
    view.setFlow(QListView.Flow.LeftToRight)
    view.setWrapping(False)
    # With one size for all, thousands of rows cost nothing until they are seen.
    view.setUniformItemSizes(True)
    delegate = TileDelegate(side_px=side_px, gap_px=gap_px, parent=view, captioned=captioned)
    view.setItemDelegate(delegate)
    view.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setFrameShape(QFrame.Shape.NoFrame)
    return delegate.caption_px

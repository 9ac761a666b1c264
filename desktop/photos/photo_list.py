"""The photos that are open, as a list model whose thumbnails come when a view asks for them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)
from PySide6.QtGui import QImage, QPixmap

from desktop.viewer.picture_cache import Entry
from desktop.widgets.tile_view import Index

_THUMBNAILS_KEPT = 600


class PhotoList(QAbstractListModel):
    """Entries in the order they were opened; ``thumbnail_wanted`` names one that is in view."""

    thumbnail_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._rows: dict[Entry, int] = {}
        self._by_path: dict[Path, Entry] = {}
        self._thumbnails: OrderedDict[Entry, QPixmap] = OrderedDict()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All photos, in order."""
        return tuple(self._entries)

    def entry(self, row: int) -> Entry | None:
        """The photo of a row, if there is one."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def row_of(self, entry: Entry) -> int | None:
        """The row of a photo, unless it has been closed."""
        return self._rows.get(entry)

    def add_files(self, names: Sequence[str]) -> Entry | None:
        """Append the files that are not open yet; returns the first one named, old or new."""
        new = {Path(name): name for name in names if Path(name) not in self._by_path}
        self._append([Entry(path, name) for path, name in new.items()])
        return self._by_path.get(Path(names[0])) if names else None

    def add_image(self, image: QImage, text: str) -> Entry:
        """Append a picture that has no file."""
        entry = Entry(image, text)
        self._append([entry])
        return entry

    def clear(self) -> None:
        """Close all photos."""
        self.beginResetModel()
        for kept in (self._entries, self._rows, self._by_path, self._thumbnails):
            kept.clear()
        self.endResetModel()

    def remove(self, entry: Entry) -> None:
        """Close one photo."""
        row = self._rows[entry]
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._entries[row]
        if isinstance(entry.source, Path):
            del self._by_path[entry.source]
        self._thumbnails.pop(entry, None)
        self._rows = {other: number for number, other in enumerate(self._entries)}
        self.endRemoveRows()

    def set_thumbnail(self, entry: Entry, image: QImage) -> None:
        """Show a thumbnail; the least recently shown are forgotten and asked for again."""
        row = self._rows.get(entry)
        if row is None:
            return
        self._thumbnails[entry] = QPixmap.fromImage(image)
        while len(self._thumbnails) > _THUMBNAILS_KEPT:
            self._thumbnails.popitem(last=False)
        index = self.index(row)
        self.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole])

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of photos."""
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return a photo's name, path or thumbnail (``None`` while it is being made)."""
        entry = self.entry(index.row())
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DecorationRole:
            return self._thumbnail(entry)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.text
        return None

    def _thumbnail(self, entry: Entry) -> QPixmap | None:
        pixmap = self._thumbnails.get(entry)
        if pixmap is None:
            self.thumbnail_wanted.emit(entry)
        else:
            self._thumbnails.move_to_end(entry)
        return pixmap

    def _append(self, entries: Sequence[Entry]) -> None:
        if not entries:
            return
        first = len(self._entries)
        self.beginInsertRows(QModelIndex(), first, first + len(entries) - 1)
        self._entries += entries
        self._rows |= {entry: row for row, entry in enumerate(entries, start=first)}
        self._by_path |= {e.source: e for e in entries if isinstance(e.source, Path)}
        self.endInsertRows()

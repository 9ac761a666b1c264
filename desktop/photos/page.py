"""The Photos tab once something is open: photo, face list, toolbar, strip, and the open photos."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QImage, QKeySequence, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSplitter, QVBoxLayout, QWidget

from desktop.photos.face_panel import FacePanel
from desktop.tab import MenuActions
from desktop.viewer.image_view import ImageView
from desktop.viewer.picture_cache import BytesCache, Entry, Picture, pixmap_bytes
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Actions, offer_menu, tool_button
from desktop.widgets.labels import ElidedLabel, PlainLabel, ZoomLabel, plain_tip
from desktop.widgets.progress import BusyIndicator
from desktop.widgets.thumbnail_strip import PhotoStrip
from desktop.widgets.tile_view import NOTE_ROLE, Index
from engine.results import Face


class PhotosPage(QWidget):
    """Shows one photo of many; ``chosen`` carries the row of the strip that became current.

    Photo and list select faces together; ``stepped`` asks for the previous or next photo,
    ``jumped`` for the first or (true) the last one. ``face_selected`` (index) when a face became
    the chosen one.
    """

    chosen = Signal(int)
    stepped = Signal(int)
    jumped = Signal(bool)
    face_selected = Signal(int)

    def __init__(
        self, *, actions: PhotoActions, photos: PhotoList, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.photos = photos
        # In the order in which the Tab key goes round.
        self.bar, self.busy_line = PhotoBar(actions, self), BusyIndicator(self)
        self.view, self.panel = ImageView(self), FacePanel(actions.shake_test, self)
        self.strip = PhotoStrip(self)
        self.strip.setModel(photos)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.view)
        self.splitter.addWidget(self.panel)
        self.splitter.setStretchFactor(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.bar, self.busy_line, self.splitter, self.strip):
            column.addWidget(part, 1 if part is self.splitter else 0)
        self.strip.chosen.connect(self.chosen)
        self.view.stepped.connect(self.stepped)
        self.view.jumped.connect(self.jumped)
        offer_menu(self.view, actions.of_photo())
        offer_menu(self.strip, actions.of_photo())
        offer_menu(self.panel.list, actions.of_face())
        self.view.face_chosen.connect(self.select_face)
        self.panel.face_chosen.connect(self.view.select)
        self.panel.face_chosen.connect(self.face_selected)
        self.view.zoomed.connect(self._show_scale)

    @property
    def row(self) -> int:
        """The strip's current row; -1 if there is none."""
        return self.strip.currentIndex().row()

    def show_strip(self) -> None:
        """Show the strip where there is something to choose from."""
        self.strip.setVisible(self.photos.rowCount() > 1)

    def show_picture(self, picture: Picture) -> None:
        """Show another photo; its faces are not known yet."""
        if picture is not self.view.picture:
            self.view.show_picture(picture)
        self.view.show_faces(())
        # Empty rather than a note: most answers come before anybody could read one.
        self.panel.show_note("")

    def await_picture(self) -> None:
        """Take away what was found in the photo on screen: another one is being read.

        Its pixels stay for the moment, as most photos come before an empty page could be seen.
        """
        self.view.show_faces(())
        self.panel.show_note("")
        self.bar.zoom.clear()

    def show_faces(self, faces: tuple[Face, ...]) -> None:
        """Mark and list the faces of the photo on screen."""
        self.view.show_faces(faces)
        if faces and self.view.picture is not None:
            self.panel.show_faces(self.view.picture, faces)
            return
        self.panel.show_note(
            self.tr("No face found in this photo"),
            self.tr(
                "Faces that are very small, turned away or covered can be missed. "
                "A closer or brighter photo often helps."
            ),
        )

    def clear(self) -> None:
        """Show nothing."""
        self.view.clear()
        self.panel.show_note("")
        self.bar.show_photo("", "")
        self.bar.zoom.clear()

    @Slot(float)
    def _show_scale(self, scale: float) -> None:
        """Say how large the photo is shown, if there is one: an empty view has a scale, too."""
        if self.view.picture is not None:
            self.bar.zoom.show_scale(scale)

    @Slot()
    def zoom_to_face(self) -> None:
        """Bring the chosen face near, the first one if none is chosen."""
        if self.view.selected is None and self.view.faces:
            self.select_face(0)
        self.view.approach()

    @Slot(int)
    def select_face(self, index: int) -> None:
        """Highlight a face in the photo and in the list."""
        self.panel.select(index)
        self.view.select(index)


class SubfolderBanner(Banner):
    """Offers the photos in the subfolders of an opened folder; ``accepted`` carries their names."""

    accepted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(self.tr("Photos in subfolders"))
        self._names: tuple[str, ...] = ()
        self.open = self.add_button(
            self.tr("Open"), name=self.tr("Open the photos in subfolders, too")
        )
        self.refuse = self.add_button(
            self.tr("Not now"), name=self.tr("Do not open the photos in subfolders")
        )
        self.open.clicked.connect(self._accept)
        self.refuse.clicked.connect(self.withdraw)
        self.closer = self.refuse

    def offer(self, names: tuple[str, ...], *, here: int) -> None:
        """Ask about these files, beside the ``here`` photos that lie in the folder itself."""
        self._names = names
        opened = self.tr("%Ln photos here", "", here)
        deeper = self.tr("%Ln in subfolders: open them too?", "", len(names))
        self.show_text(f"{opened}, {deeper}")

    @Slot()
    def withdraw(self) -> None:
        """Ask no more."""
        self._names = ()
        self.hide()

    @Slot()
    def _accept(self) -> None:
        names = self._names
        self.withdraw()
        self.accepted.emit(names)


class PhotoBar(QFrame):
    """Name and size of the photo between steps to its neighbours and zoom, copy and save."""

    def __init__(self, actions: PhotoActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolRow")
        self._name = ElidedLabel(self)
        self._name.setObjectName("photoName")
        self._about = PlainLabel(self)
        self._about.setProperty("muted", True)
        self.zoom = ZoomLabel(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 10, 5)
        row.setSpacing(4)
        row.addWidget(tool_button(actions.previous, self))
        row.addWidget(tool_button(actions.next, self))
        row.addSpacing(8)
        row.addWidget(self._name, 1)
        row.addSpacing(8)
        row.addWidget(self._about)
        row.addSpacing(12)
        row.addWidget(tool_button(actions.zoom_out, self))
        row.addWidget(self.zoom)
        row.addWidget(tool_button(actions.zoom_in, self))
        row.addWidget(tool_button(actions.zoom_fit, self))
        row.addSpacing(12)
        for action in (actions.copy_text, actions.save_picture, actions.save_table):
            row.addWidget(tool_button(action, self))

    def show_photo(self, name: str, about: str) -> None:
        """Say which photo is on screen."""
        self._name.setText(name)
        self._about.setText(about)

    @property
    def name(self) -> str:
        """The photo that the row names."""
        return self._name.text()


class PhotoActions(Actions):
    """The actions of the Photos tab; whoever builds the tab connects them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        standard = QKeySequence.StandardKey
        self.open_photos = self._make(self.tr("&Open photos…"), "open", standard.Open)
        self.open_folder = self._make(self.tr("Open &folder…"), "folder", "Ctrl+Shift+O")
        self.save_picture = self._make(self.tr("&Save annotated picture…"), "save", standard.Save)
        self.save_table = self._make(self.tr("Save &table (CSV)…"), "table", "Ctrl+Shift+S")
        self.close_all = self._make(self.tr("&Close all photos"), "", "Ctrl+W")
        self.remove = self._make(self.tr("&Remove from the list"), "", standard.Delete)
        self.paste = self._make(self.tr("&Paste"), "", standard.Paste)
        self.copy_text = self._make(self.tr("&Copy result"), "copy", standard.Copy)
        self.copy_picture = self._make(self.tr("Copy p&icture"), "", "Ctrl+Shift+C")
        self.previous = self._make(self.tr("&Previous photo"), "previous", "PgUp")
        self.next = self._make(self.tr("&Next photo"), "next", "PgDown")
        self.zoom_in = self._make(self.tr("Zoom &in"), "zoom-in", standard.ZoomIn)
        self.zoom_out = self._make(self.tr("Zoom &out"), "zoom-out", standard.ZoomOut)
        self.zoom_fit = self._make(self.tr("&Fit to window"), "fit", "Ctrl+0")
        self.zoom_actual = self._make(self.tr("&Actual size"), "", "Ctrl+1")
        self.zoom_face = self._make(self.tr("&Zoom to the face"), "close-up", "Z")
        self.boxes = self._make(self.tr("Show &boxes"), "", "B")
        self.labels = self._make(self.tr("Show &labels"), "", "Shift+B")
        for action in (self.boxes, self.labels):
            action.setCheckable(True)
            action.setChecked(True)
        self.slideshow = self._make(self.tr("&Slideshow"), "play", "F5")
        self.shake_test = self._make(self.tr("Shake &test…"), "", "T")
        self.recent_menu = QMenu(self.tr("Open &recent"))

    def by_menu(self) -> MenuActions:
        """Which action belongs into which menu; ``None`` separates groups."""
        files = [self.open_photos, self.open_folder, self.recent_menu.menuAction(), None]
        files += [self.save_picture, self.save_table]
        return {
            "file": [*files, None, self.remove, self.close_all],
            "edit": [self.paste, None, self.copy_text, self.copy_picture],
            "view": [
                self.previous,
                self.next,
                None,
                self.zoom_in,
                self.zoom_out,
                self.zoom_fit,
                self.zoom_actual,
                self.zoom_face,
                None,
                self.boxes,
                self.labels,
                self.slideshow,
                self.shake_test,
            ],
        }

    def of_photo(self) -> list[QAction | None]:
        """What can be done with the photo on screen, for its own menu."""
        view, copies = self.by_menu()["view"], [self.copy_text, self.copy_picture]
        return [*view, None, *copies, None, self.save_picture, self.remove]

    def of_face(self) -> list[QAction | None]:
        """What can be done with the faces that are listed."""
        return [self.copy_text, self.copy_picture, self.shake_test]

    def refresh(
        self, *, photos: int, row: int, shown: bool, answered: bool, ready: bool, faces: int
    ) -> None:
        """Offer what is possible now.

        ``photos`` are open and ``row`` is current; ``shown``: one is on screen; ``answered``: its
        faces are known, of which there are ``faces``; ``ready``: there is a model.
        """
        self.previous.setEnabled(row > 0)
        self.next.setEnabled(row < photos - 1)
        self.close_all.setEnabled(photos > 0)
        self.remove.setEnabled(0 <= row < photos)
        self.save_table.setEnabled(photos > 0 and ready)
        for action in (self.save_picture, self.copy_picture, self.copy_text):
            action.setEnabled(answered)
        for action in (self.zoom_in, self.zoom_out, self.zoom_fit, self.zoom_actual):
            action.setEnabled(shown)
        for action in (self.boxes, self.slideshow):
            action.setEnabled(shown)
        self.labels.setEnabled(shown and self.boxes.isChecked())
        self.zoom_face.setEnabled(answered and faces > 0)
        self.shake_test.setEnabled(answered and faces > 0 and ready)


_THUMBNAILS_BYTES = 24 * 2**20  # some 240
_ANSWER_ROLES = [NOTE_ROLE, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole]


class PhotoList(QAbstractListModel):
    """Entries in the order they were opened; ``thumbnail_wanted`` names one that is in view.

    What was found in a photo stands as a note on its thumbnail.
    """

    thumbnail_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._rows: dict[Entry, int] = {}
        self._by_path: dict[Path, Entry] = {}
        self._answers: dict[Entry, str] = {}
        self._thumbnails: BytesCache[Entry, QPixmap] = BytesCache(
            _THUMBNAILS_BYTES, size_of=pixmap_bytes
        )

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
        for kept in (self._entries, self._rows, self._by_path, self._answers, self._thumbnails):
            kept.clear()
        self.endResetModel()

    def remove(self, entry: Entry) -> None:
        """Close one photo."""
        row = self._rows[entry]
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._entries[row]
        if isinstance(entry.source, Path):
            del self._by_path[entry.source]
        self._answers.pop(entry, None)
        self._thumbnails.pop(entry)
        self._rows = {other: number for number, other in enumerate(self._entries)}
        self.endRemoveRows()

    def set_thumbnail(self, entry: Entry, image: QImage) -> None:
        """Show a thumbnail; the least recently shown are forgotten and asked for again."""
        row = self._rows.get(entry)
        if row is None:
            return
        self._thumbnails.put(entry, QPixmap.fromImage(image))
        index = self.index(row)
        self.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole])

    def set_answer(self, entry: Entry, text: str) -> None:
        """Say in a word or two what was found in a photo."""
        row = self._rows.get(entry)
        if row is None:
            return
        self._answers[entry] = text
        index = self.index(row)
        self.dataChanged.emit(index, index, _ANSWER_ROLES)

    def forget_answers(self) -> None:
        """Say nothing of any photo: another model has not looked at them yet."""
        self._answers.clear()
        if self._entries:
            last = self.index(len(self._entries) - 1)
            self.dataChanged.emit(self.index(0), last, _ANSWER_ROLES)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let photos be dragged out of the window."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

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
        answer = self._answers.get(entry, "")
        if role == NOTE_ROLE:
            return answer
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.name}, {answer}" if answer else entry.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{entry.text}\n{answer}" if answer else entry.text)
        return None

    def _thumbnail(self, entry: Entry) -> QPixmap | None:
        pixmap = self._thumbnails.get(entry)
        if pixmap is None:
            self.thumbnail_wanted.emit(entry)
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

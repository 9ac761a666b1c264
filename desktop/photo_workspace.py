"""The Photos tab once something is open: photo, face list, tool row and strip in their places."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop.busy import BusyLine
from desktop.face_list import FacePanel
from desktop.image_view import ImageView
from desktop.photo_actions import PhotoActions
from desktop.photo_bar import PhotoBar
from desktop.photo_list import PhotoList
from desktop.photo_strip import PhotoStrip
from desktop.picture import Picture
from engine.results import Face


class PhotoWorkspace(QWidget):
    """Shows one photo of many; ``chosen`` carries the row of the strip that became current.

    Photo and list select faces together; ``stepped`` asks for the previous or next photo.
    """

    chosen = Signal(int)
    stepped = Signal(int)

    def __init__(
        self, *, actions: PhotoActions, photos: PhotoList, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.photos = photos
        # In the order in which the Tab key goes round.
        self.bar, self.busy_line = PhotoBar(actions, self), BusyLine(self)
        self.view, self.panel = ImageView(self), FacePanel(self)
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
        self.view.face_chosen.connect(self.select_face)
        self.panel.face_chosen.connect(self.view.select)
        self.view.zoomed.connect(self.bar.show_zoom)

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

    @Slot(int)
    def select_face(self, index: int) -> None:
        """Highlight a face in the photo and in the list."""
        self.panel.select(index)
        self.view.select(index)

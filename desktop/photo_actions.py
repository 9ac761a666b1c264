"""What can be done with photos, as actions that menus, buttons and shortcuts share."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

from desktop.actions import Actions
from desktop.tab import MenuActions


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
        self.paste = self._make(self.tr("&Paste"), "", standard.Paste)
        self.copy_text = self._make(self.tr("&Copy result"), "copy", standard.Copy)
        self.copy_picture = self._make(self.tr("Copy p&icture"), "", "Ctrl+Shift+C")
        self.previous = self._make(self.tr("&Previous photo"), "previous", "PgUp")
        self.next = self._make(self.tr("&Next photo"), "next", "PgDown")
        self.zoom_in = self._make(self.tr("Zoom &in"), "zoom-in", standard.ZoomIn)
        self.zoom_out = self._make(self.tr("Zoom &out"), "zoom-out", standard.ZoomOut)
        self.zoom_fit = self._make(self.tr("&Fit to window"), "fit", "Ctrl+0")
        self.zoom_actual = self._make(self.tr("&Actual size"), "", "Ctrl+1")

    def by_menu(self) -> MenuActions:
        """Which action belongs into which menu; ``None`` separates groups."""
        files = [self.open_photos, self.open_folder, None, self.save_picture, self.save_table]
        return {
            "file": [*files, None, self.close_all],
            "edit": [self.paste, None, self.copy_text, self.copy_picture],
            "view": [
                self.previous,
                self.next,
                None,
                self.zoom_in,
                self.zoom_out,
                self.zoom_fit,
                self.zoom_actual,
            ],
        }

    def refresh(self, *, photos: int, row: int, shown: bool, answered: bool, ready: bool) -> None:
        """Offer what is possible now.

        ``photos`` are open and ``row`` is current; ``shown``: one is on screen; ``answered``: its
        faces are known; ``ready``: there is a model.
        """
        self.previous.setEnabled(row > 0)
        self.next.setEnabled(row < photos - 1)
        self.close_all.setEnabled(photos > 0)
        self.save_table.setEnabled(photos > 0 and ready)
        for action in (self.save_picture, self.copy_picture, self.copy_text):
            action.setEnabled(answered)
        for action in (self.zoom_in, self.zoom_out, self.zoom_fit, self.zoom_actual):
            action.setEnabled(shown)

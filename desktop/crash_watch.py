"""Notes what is open while it changes, and opens it again after a crash if that is wanted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.crash import LastSession, Opened
from desktop.crash_dialog import CrashOffer
from desktop.folder_tab import FolderTab
from desktop.photo_tab import PhotoTab

_CALM_MS = 400


class CrashWatch(QObject):
    """Keeps ``last`` in line with the tabs; without one it does nothing."""

    def __init__(
        self,
        last: LastSession | None,
        *,
        photos: PhotoTab,
        folder: FolderTab,
        offer: CrashOffer,
    ) -> None:
        super().__init__(offer)
        self._last, self._photos, self._folder = last, photos, folder
        # Opening a folder adds its photos at once, going through a list does not: one write each.
        self._timer = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._timer.timeout.connect(self._note)
        if last is None:
            return
        model = photos.photos
        for changed in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            changed.connect(self._soon)
        folder.project_changed.connect(self._soon)
        offer.accepted.connect(self._open)
        offer.offer(last.left)

    def end(self) -> None:
        """The window closes as it should."""
        self._timer.stop()
        last, self._last = self._last, None
        if last is not None:
            last.end()

    @Slot()
    def _soon(self) -> None:
        self._timer.start()

    @Slot()
    def _note(self) -> None:
        if self._last is not None:
            sources = (entry.source for entry in self._photos.photos.entries)
            photos = tuple(one.absolute() for one in sources if isinstance(one, Path))
            self._last.keep(Opened(photos, self._folder.project_path))

    @Slot(object)
    def _open(self, opened: Opened) -> None:
        if opened.project is not None:
            self._folder.take([opened.project])
        self._photos.open_paths(opened.photos)

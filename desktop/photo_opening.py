"""How photos get in: asked for, dropped, pasted; folders are searched in the model lane."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop import intake
from desktop.busy import Progress
from desktop.dialogs import FileDialogs
from desktop.intake import Intake
from desktop.jobs import Lane
from desktop.wording import translate
from engine.errors import ImageError, UserError

# As in engine.images, which the window's start does not wait for; a test compares the two.
PATTERNS = (
    "*.apng *.avif *.bmp *.gif *.heic *.heif *.hif *.j2k *.jfif *.jp2 *.jpe *.jpeg *.jpg *.mpo "
    "*.pgm *.png *.pnm *.ppm *.tif *.tiff *.webp"
)


@dataclass(frozen=True, slots=True)
class Found:
    """Files that can be opened, and the error to tell about those that cannot."""

    names: tuple[str, ...]
    problem: UserError | None = None


class PhotoOpening(QObject):
    """Turns wishes into photos: ``found`` carries a ``Found``, ``pictured`` a ``QImage``.

    ``failed`` carries the exception where nothing can be opened.
    """

    found = Signal(object)
    pictured = Signal(object)
    failed = Signal(object)

    def __init__(
        self, *, lane: Lane, dialogs: FileDialogs, progress: Progress, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._lane = lane
        self._progress = progress
        self._dialogs = dialogs
        self._window = parent

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Look for photos under files and folders."""
        if paths:
            job = self._lane.submit(lambda: find_photos(paths))
            job.succeeded.connect(self.found)
            job.failed.connect(self.failed)
            self._progress.watch(job, self.tr("Looking for photos"))

    @Slot(object)
    def open_intake(self, taken: Intake) -> None:
        """Open what was dropped or pasted."""
        if taken.image is not None:
            self.pictured.emit(taken.image)
        else:
            self.open_paths(taken.paths)

    @Slot()
    def paste(self) -> None:
        """Open what the clipboard holds: files, a picture, or a path as text."""
        mime = QGuiApplication.clipboard().mimeData()
        taken = intake.take(mime) if mime is not None else None
        if taken is not None:
            self.open_intake(taken)
            return
        kinds = ", ".join(mime.formats()[:3]) if mime is not None else ""
        sentence = self.tr("There is no photo to paste: copy a picture or a file first.")
        received = self.tr("Received: {0}").format(kinds or self.tr("an empty clipboard"))
        self.failed.emit(ImageError(f"{sentence} {received}"))

    @Slot()
    def ask_photos(self) -> None:
        """Ask for files."""
        kinds = self.tr("Photos ({0});;All files (*)").format(PATTERNS)
        title = self.tr("Open photos")
        self.open_paths(self._dialogs.photos(self._window, title=title, kinds=kinds))

    @Slot()
    def ask_folder(self) -> None:
        """Ask for a folder."""
        folder = self._dialogs.folder(self._window, title=self.tr("Open folder"))
        if folder is not None:
            self.open_paths([folder])


def find_photos(paths: Sequence[Path]) -> Found:
    """Work for the lane: files as they are, the photos of folders.

    Of a folder without photos of its own, those of its subfolders are taken.
    """
    from engine.labelling import ScanSettings, scan

    names = [str(path) for path in paths]
    found = scan(names)
    if found.empty:
        found = scan(names, ScanSettings(recursive=True))
    missing = set(found.missing)
    kept = tuple(name for name in found.names if name not in missing)
    problem = None
    if found.missing:
        gone = translate("photos", "This file is not there, or not there any more. Received: {0}")
        problem = ImageError(gone.format(_some(found.missing)))
    elif found.empty:
        bare = translate("photos", "There is no photo in this folder. Received: {0}")
        problem = ImageError(bare.format(_some(found.empty)))
    return Found(kept, problem)


def _some(names: Sequence[str]) -> str:
    """The first name, and how many more there are."""
    first = Path(names[0]).name or names[0]
    if len(names) == 1:
        return first
    return translate("photos", "{0} and {1} more").format(first, len(names) - 1)

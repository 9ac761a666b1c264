"""What a drop or the clipboard brings: files, a picture, or a path written out as text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage


@dataclass(frozen=True, slots=True)
class Intake:
    """Files and folders (which may not exist), or one picture that has no file."""

    paths: tuple[Path, ...] = ()
    image: QImage | None = None


def can_take(mime: QMimeData) -> bool:
    """Whether a drop is worth accepting; looks at the kinds of data only."""
    return mime.hasUrls() or mime.hasImage()


def take(mime: QMimeData) -> Intake | None:
    """Files before the picture before text: a file keeps its name and full quality."""
    files = tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    if files:
        return Intake(files)
    if mime.hasImage():
        image = mime.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return Intake(image=image)
    paths = _paths_in(mime.text()) if mime.hasText() else ()
    return Intake(paths) if paths else None


def _paths_in(text: str) -> tuple[Path, ...]:
    """The paths in some text, one a line, or nothing if any line is something else."""
    paths = []
    for line in text.strip().splitlines():
        # Windows' "Copy as path" adds quotation marks.
        line = line.strip().strip("\"'")
        url = QUrl(line)
        path = Path(url.toLocalFile()) if url.isLocalFile() else Path(line).expanduser()
        if not line or not path.is_absolute():
            return ()
        paths.append(path)
    return tuple(paths)

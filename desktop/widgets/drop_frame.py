"""Where photos come in: an inviting place to drop them, and drops anywhere on a widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QAction,
    QDragMoveEvent,
    QDropEvent,
    QImage,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop import icons
from desktop.jobs import Lane
from desktop.widgets.buttons import action_button
from desktop.widgets.labels import PlainLabel

Kind = Literal["folder", "model"]
_LENS_PX = 64
_INSET_PX = 2.0


class DropArea(QWidget):
    """The dashed frame to drop photos or a folder in, with two buttons for those who do not."""

    def __init__(
        self,
        title: str,
        hint: str,
        *,
        actions: tuple[QAction, QAction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hovered = False
        self.setAccessibleName(title)
        self._lens = PlainLabel(self)
        self._lens.setAccessibleName(self.tr("AgeLens"))
        self._lens.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 16, 32, 18)
        column.setSpacing(4)
        column.addStretch(2)
        column.addWidget(self._lens)
        column.addSpacing(8)
        column.addWidget(self._line(title, size=1.9, weight=600))
        column.addWidget(self._line(hint, muted=True))
        column.addSpacing(12)
        column.addLayout(self._buttons(*actions))
        column.addStretch(3)

    def set_hovered(self, hovered: bool) -> None:
        """Show that letting go here would open what is being dragged."""
        self._hovered = hovered
        self.update()

    def sizeHint(self) -> QSize:
        """Roomy, but no reason to enlarge the window."""
        return QSize(560, max(self.minimumSizeHint().height(), 230))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dashed frame that stands for a place to drop things."""
        painter, lit = QPainter(self), self._hovered
        palette = self.palette()
        inset = _INSET_PX
        rect = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role = QPalette.ColorRole.Accent if lit else QPalette.ColorRole.Mid
        ground = QPalette.ColorRole.Midlight if lit else QPalette.ColorRole.Base
        pen = QPen(palette.color(role), 2 if lit else 1.6)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.setBrush(palette.color(ground))
        painter.drawRoundedRect(rect, 14, 14)
        painter.end()

    def showEvent(self, event: QEvent) -> None:
        """Draw the lens for the screen that the window opens on."""
        self._lens.setPixmap(icons.app_pixmap(_LENS_PX, self.devicePixelRatioF()))

    def _line(
        self, text: str, *, size: float = 1.0, weight: int = 400, muted: bool = False
    ) -> QLabel:
        label = PlainLabel(text, self)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setWordWrap(True)
        label.setProperty("muted", muted)
        font = label.font()
        font.setPointSizeF(font.pointSizeF() * size)
        font.setWeight(font.Weight(weight))
        label.setFont(font)
        return label

    def _buttons(self, first: QAction, second: QAction) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch()
        row.addWidget(action_button(first, self, style="primary"))
        row.addWidget(action_button(second, self, style="secondary"))
        row.addStretch()
        return row


class DropCatcher(QObject):
    """Takes drops on a widget and all its children; ``dropped`` carries an ``Intake``.

    ``hovering`` tells whether something that can be opened is being held over the widget.
    """

    dropped = Signal(object)
    hovering = Signal(bool)

    def __init__(self, target: QWidget) -> None:
        super().__init__(target)
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept what can be opened, and pass on what was dropped."""
        if isinstance(event, QDragMoveEvent):  # entering is a first move
            if can_take(event.mimeData()):
                _accept_copy(event)
                self.hovering.emit(True)
            return True
        if isinstance(event, QDropEvent):
            self.hovering.emit(False)
            taken = take(event.mimeData())
            if taken is not None:
                _accept_copy(event)
                self.dropped.emit(taken)
            return True
        if event.type() == QEvent.Type.DragLeave:
            self.hovering.emit(False)
            return True
        return False


def _accept_copy(event: QDropEvent) -> None:
    """Take it as a copy: who offers to move, and was let, would delete the photo afterwards."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


@dataclass(frozen=True, slots=True)
class DroppedData:
    """Files and folders (which may not exist), or one picture that has no file."""

    paths: tuple[Path, ...] = ()
    image: QImage | None = None


def can_take(mime: QMimeData) -> bool:
    """Whether a drop is worth accepting; looks at the kinds of data only."""
    return mime.hasUrls() or mime.hasImage()


def take(mime: QMimeData) -> DroppedData | None:
    """Files before the picture before text: a file keeps its name and full quality."""
    files = tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    if files:
        return DroppedData(files)
    if mime.hasImage():
        image = mime.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return DroppedData(image=image)
    paths = _paths_in(mime.text()) if mime.hasText() else ()
    return DroppedData(paths) if paths else None


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


_SUFFIXES = (".csv", ".agelens", ".json", "")
_MODEL_FILE = "model.json"


class DropRouter(QObject):
    """Sends what belongs elsewhere there, whichever tab it is dropped on.

    ``diverted`` (path) for a project or a table, which the Folder tab opens; ``model_dropped``
    (folder) for a model.
    """

    diverted = Signal(object)
    model_dropped = Signal(object)

    def __init__(self, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._tabs: dict[QObject, Callable[[DroppedData], object]] = {}

    def watch(self, tab: QWidget, *, otherwise: Callable[[DroppedData], object]) -> None:
        """Filter the drops on a tab; what belongs nowhere else goes to ``otherwise``."""
        self._tabs[tab] = otherwise
        tab.installEventFilter(self)  # the last one installed is asked first

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold back a single file of the right type until the lane has inspected it."""
        if not isinstance(event, QDropEvent) or event.type() != QEvent.Type.Drop:
            return False
        taken = take(event.mimeData())
        if taken is None or len(taken.paths) != 1 or not _worth_a_look(taken.paths[0]):
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        otherwise = self._tabs[watched]
        self.divert(taken.paths, otherwise=lambda: otherwise(taken))
        return True

    def divert(self, paths: Sequence[Path], *, otherwise: Callable[[], object]) -> None:
        """Emit a signal for one file or folder that belongs elsewhere, else call ``otherwise``."""
        if len(paths) != 1 or not _worth_a_look(paths[0]):
            otherwise()
            return
        path = paths[0]
        job = self._lane.submit(lambda: _inspect(path))
        job.succeeded.connect(lambda found: self._send(*found) if found else otherwise())
        job.failed.connect(lambda _error: otherwise())

    def _send(self, kind: Kind, path: Path) -> None:
        (self.model_dropped if kind == "model" else self.diverted).emit(path)


def _worth_a_look(path: Path) -> bool:
    """Whether a path may be a project, a table or a model, by its name alone.

    The disk is not asked: it may be slow, and this is the GUI thread. A folder may end in ".2".
    """
    suffix = path.suffix.lower()
    return suffix in _SUFFIXES or suffix[1:].isdigit()


def _inspect(path: Path) -> tuple[Kind, Path] | None:
    """What a path is, if it belongs elsewhere; work for the lane."""
    from engine.project import is_project
    from engine.replay import is_own_table

    if path.name == _MODEL_FILE and path.is_file():
        return "model", path.parent
    if path.is_dir():
        return ("model", path) if (path / _MODEL_FILE).is_file() else None
    return ("folder", path) if is_project(path) or is_own_table(path) else None

"""What is open, kept on disk while the window runs: the start after a crash offers it again."""

from __future__ import annotations

import faulthandler
import json
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import BaseFileLock
from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.folder.tab import FolderTab
from desktop.messages import ReportedProblem
from desktop.photos.tab import PhotosTab
from desktop.widgets.banner import Banner
from desktop.widgets.labels import PlainLabel, write_as_title
from engine.errors import OutputError
from engine.files import (
    acquire_lock,
    make_private_file,
    make_private_folder,
    release_and_delete,
    write_atomically,
)

# A list of this many names is written in a moment; whoever has more open has a folder of them.
_MOST_PHOTOS = 2_000
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OpenFiles:
    """What was on screen: photos in their order, the labelling project, and which tab in front.

    ``tab`` is its name as ``desktop.welcome.WAYS`` has it, "" where nobody knows.
    """

    photos: tuple[Path, ...] = ()
    project: Path | None = None
    tab: str = ""

    def __bool__(self) -> bool:
        return bool(self.photos) or self.project is not None


class LastSession:
    """The file that says what is open; one that a window left behind is what a crash left.

    ``left`` is what the window before had open when it ended without saying so. Only the first of
    several windows keeps a session; a place that cannot be written means that none is kept.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: OpenFiles | None = None
        self._lock: BaseFileLock | None = None
        self.left = OpenFiles()
        try:
            make_private_folder(path.parent)
            self._lock = acquire_lock(path.with_suffix(".lock"))
        except OSError as error:
            _log.warning("What is open will not be remembered: %s", error)
        if self._lock is not None:
            self.left = _read(path)

    def keep(self, opened: OpenFiles) -> None:
        """Write down what is open now."""
        opened = replace(opened, photos=opened.photos[:_MOST_PHOTOS])
        if self._lock is None or opened == self._kept:
            return
        self._kept = opened
        if not opened:
            self._forget()
            return
        text = json.dumps(
            {
                "photos": [str(path) for path in opened.photos],
                "project": str(opened.project) if opened.project is not None else None,
                "tab": opened.tab,
            }
        )
        try:
            write_atomically(self._path, text.encode("utf-8", "surrogateescape"))
        except OutputError as error:
            _log.warning("What is open could not be noted: %s", error)

    def end(self) -> None:
        """The window closes as it should: nothing is left behind. May be called twice."""
        if self._lock is not None:
            self._forget()
            release_and_delete(self._lock)
            self._lock = None

    def _forget(self) -> None:
        with suppress(OSError):
            self._path.unlink()


def _read(path: Path) -> OpenFiles:
    """What a file says; nothing where it is not there or says nothing sensible."""
    try:
        told = json.loads(path.read_text("utf-8", "surrogateescape"))
        photos = tuple(Path(name) for name in told["photos"] if isinstance(name, str))
        project, tab = told["project"], told.get("tab", "")
    except (OSError, ValueError, TypeError, KeyError):
        return OpenFiles()
    return OpenFiles(
        photos,
        Path(project) if isinstance(project, str) else None,
        tab if isinstance(tab, str) else "",
    )


def open_trace(path: Path) -> Callable[[], None]:
    """Let Python write where it was into ``path`` if a library crashes; returns its end.

    Such a crash ends the program before any dialog could; the file is what remains for helpers.
    """
    try:
        make_private_folder(path.parent)
        make_private_file(path)
        file = path.open("a", encoding="utf-8")
    except OSError as error:
        _log.warning("No file for crashes: %s", error)
        return lambda: None
    faulthandler.enable(file)

    def close() -> None:
        faulthandler.disable()
        file.close()

    return close


_DETAILS_PX = 220
_WIDTH_PX = 500


class CrashDialog(QDialog):
    """Says that something went wrong inside AgeLens; ``quit_wanted`` to start afresh.

    Further errors are added to its details instead of opening a dialog each.
    """

    quit_wanted = Signal()

    def __init__(self, problem: ReportedProblem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something went wrong"))
        title = PlainLabel(self.tr("Something went wrong in AgeLens"), self)
        write_as_title(title)
        text = PlainLabel(
            self.tr(
                "This is an error in the program, not something you did. Everything saved to "
                "disk is safe, and you can continue. If AgeLens behaves oddly from now on, "
                "close it and start it again. The details help the developers to fix the "
                "error; they may contain names of your files."
            ),
            self,
        )
        text.setWordWrap(True)
        # Not the dialog's own width: that would let it cut off the buttons of a wordier language.
        text.setMinimumSize(_WIDTH_PX, text.heightForWidth(_WIDTH_PX))
        self.details = QPlainTextEdit(problem.details, self)
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.details.setFixedHeight(_DETAILS_PX)
        self.details.setAccessibleName(self.tr("Details of the error"))
        self.details.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(text)
        column.addWidget(self.details)
        column.addLayout(self._buttons())
        self.go_on.setFocus()

    def _buttons(self) -> QHBoxLayout:
        self.toggle = QPushButton(self.tr("Details"), self)
        self.toggle.setCheckable(True)
        self.copy = QPushButton(self.tr("Copy details"), self)
        self.leave = QPushButton(self.tr("Close AgeLens"), self)
        self.go_on = QPushButton(self.tr("Continue"), self)
        self.go_on.setObjectName("primary")
        self.go_on.setDefault(True)
        self.toggle.toggled.connect(self._show_details)
        self.copy.clicked.connect(self._copy)
        self.leave.clicked.connect(self._quit)
        self.go_on.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self.toggle)
        row.addWidget(self.copy)
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.go_on)
        return row

    def add(self, problem: ReportedProblem) -> None:
        """One more error, while the first one is still on screen."""
        # The same one again and again, as a widget that cannot be painted brings it, says no more.
        if problem.details not in self.details.toPlainText():
            self.details.appendPlainText("\n" + problem.details)

    @Slot(bool)
    def _show_details(self, shown: bool) -> None:
        self.details.setVisible(shown)
        self.adjustSize()

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())

    @Slot()
    def _quit(self) -> None:
        self.accept()
        self.quit_wanted.emit()


class CrashOffer(Banner):
    """After a crash: what was open, offered again. ``accepted`` carries ``Opened``."""

    accepted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._opened = OpenFiles()
        self.setAccessibleName(self.tr("After an unexpected exit"))
        self.drop = self.add_button(self.tr("Not now"))
        self.again = self.add_button(self.tr("Reopen"))
        self.again.clicked.connect(self._accept)
        self.drop.clicked.connect(self.hide)
        self.closer = self.drop

    def offer(self, opened: OpenFiles) -> None:
        """Ask whether to open this again; nothing to open, nothing to ask."""
        self._opened = opened
        parts = []
        if opened.photos:
            parts.append(self.tr("%Ln photos", "", len(opened.photos)))
        if opened.project is not None:
            parts.append(self.tr("project: {0}").format(opened.project.name))
        told = self.tr("AgeLens closed unexpectedly last time. Reopen what was open ({0})?")
        self.show_text(told.format(", ".join(parts)) if opened else "")

    @Slot()
    def _accept(self) -> None:
        self.hide()
        self.accepted.emit(self._opened)


_CALM_MS = 400


class CrashWatch(QObject):
    """Keeps ``last`` in line with the tabs; without one it does nothing.

    ``front`` names the tab in front; whoever changes that calls ``note_soon``.
    """

    def __init__(
        self,
        last: LastSession | None,
        *,
        photos: PhotosTab,
        folder: FolderTab,
        front: Callable[[], str],
        offer: CrashOffer,
    ) -> None:
        super().__init__(offer)
        self._front = front
        self._last, self._photos, self._folder = last, photos, folder
        # Opening a folder adds its photos at once, going through a list does not: one write each.
        self._timer = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._timer.timeout.connect(self._note)
        if last is None:
            return
        model = photos.photos
        for changed in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            changed.connect(self.note_soon)
        folder.project_changed.connect(self.note_soon)
        offer.accepted.connect(self.reopen)
        offer.offer(last.left)

    def end(self) -> None:
        """The window closes as it should."""
        self._timer.stop()
        last, self._last = self._last, None
        if last is not None:
            last.end()

    @Slot()
    def note_soon(self) -> None:
        """Write down what is open, once nothing has changed for a moment."""
        if self._last is not None:
            self._timer.start()

    @Slot()
    def _note(self) -> None:
        if self._last is not None:
            self._last.keep(self.open_files())

    def open_files(self) -> OpenFiles:
        """What is open in the tabs now."""
        sources = (entry.source for entry in self._photos.photos.entries)
        photos = tuple(one.absolute() for one in sources if isinstance(one, Path))
        return OpenFiles(photos, self._folder.project_path, self._front())

    @Slot(object)
    def reopen(self, opened: OpenFiles) -> None:
        """Open again what was open."""
        if opened.project is not None:
            self._folder.take([opened.project])
        self._photos.open_paths(opened.photos)

"""How a folder or a project gets in: asked for, dropped, or chosen from the recent ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.folder_place import Place, find_place
from desktop.folder_tools import FolderTools
from desktop.wording import translate
from engine.errors import ProjectError
from engine.project import SUFFIX, is_project


class FolderOpening(QObject):
    """Tells what was found where the user pointed.

    ``project_found`` (path of an existing one), ``folder_found`` (a ``Place`` without one),
    ``table_found`` (path of a table to check again); ``failed`` carries the exception.
    """

    project_found = Signal(object)
    folder_found = Signal(object)
    table_found = Signal(object)
    failed = Signal(object)

    def __init__(self, tools: FolderTools, parent: QWidget) -> None:
        super().__init__(parent)
        self._tools, self._window = tools, parent

    def take(self, paths: Sequence[Path]) -> None:
        """Open what was dropped or named: a folder, a project, or a table by AgeLens."""
        if not paths:
            return
        path, projects_dir = paths[0], self._tools.doors.projects_dir
        job = self._tools.lane.submit(lambda: sort_out(path, projects_dir))
        job.succeeded.connect(self._tell)
        job.failed.connect(self.failed)
        self._tools.progress.watch(job, self.tr("Looking at {0}").format(path.name))

    @Slot()
    def ask_folder(self) -> None:
        """Ask for a folder of photos."""
        title = self.tr("Choose a folder of photos")
        folder = self._tools.dialogs.folder(self._window, title=title)
        if folder is not None:
            self.take([folder])

    @Slot()
    def ask_project(self) -> None:
        """Ask for a project file."""
        kinds = self.tr("AgeLens projects ({0});;All files (*)").format(f"*{SUFFIX}")
        title = self.tr("Open a project")
        self.take(self._tools.dialogs.photos(self._window, title=title, kinds=kinds))

    @Slot()
    def ask_table(self) -> None:
        """Ask for a table to check again."""
        kinds = self.tr("Tables by AgeLens (*.csv);;All files (*)")
        title = self.tr("Check a table again")
        self.take(self._tools.dialogs.photos(self._window, title=title, kinds=kinds))

    def ask_place(self, folder: Path) -> Path | None:
        """Ask where the project of a folder is to be kept."""
        path = self._tools.dialogs.save_as(
            self._window,
            title=self.tr("Keep the project in"),
            name=f"{folder.name or 'photos'}{SUFFIX}",
            kinds=self.tr("AgeLens projects ({0})").format(f"*{SUFFIX}"),
        )
        if path is None:
            return None
        return path if path.suffix == SUFFIX else path.with_name(f"{path.name}{SUFFIX}")

    @Slot(object)
    def _tell(self, found: Place | tuple[str, Path]) -> None:
        if isinstance(found, Place):
            if found.exists:
                self.project_found.emit(found.path)
            else:
                self.folder_found.emit(found)
        elif found[0] == "project":
            self.project_found.emit(found[1])
        else:
            self.table_found.emit(found[1])


def sort_out(path: Path, projects_dir: Path) -> Place | tuple[str, Path]:
    """What a path leads to; work for the lane. Raises ``ProjectError`` for anything else."""
    if path.is_dir():
        return find_place(path, projects_dir=projects_dir)
    if is_project(path):
        return "project", path
    if not path.exists():
        told = translate("folder", "This is not there, or not there any more. Received: {0}")
        raise ProjectError(told.format(path))
    if path.suffix.lower() in (".csv", ".xlsx"):  # of a workbook the check says what is wrong
        return "table", path
    told = translate(
        "folder",
        "This is neither a folder nor an AgeLens project. For single photos there is the Photos "
        "tab. Received: {0}",
    )
    raise ProjectError(told.format(path.name))

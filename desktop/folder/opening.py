"""Opening folders and projects, by dialog, by drop or from the list, and checking tables again."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Generator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from desktop.context import AppContext
from desktop.folder.backend import FolderBackend
from desktop.i18n.backend_messages import error_text, spoken
from desktop.i18n.text import date_time, number, plural, translate
from desktop.jobs import Job, Urgency
from desktop.settings import Settings
from desktop.widgets.dialogs import ReportDialog, show
from engine.errors import DamagedProjectError, ForeignProjectError, ProjectError
from engine.project import SUFFIX, is_project

if TYPE_CHECKING:
    from desktop.folder.project_controller import ProjectController
    from engine.project.integrity import Rescued
    from engine.replay import CellDifference, ReplayReport, ReplayStep


class ProjectOpener(QObject):
    """Asks for a path, or takes a dropped one, and reports what is there.

    ``project_found`` (path of an existing one), ``folder_found`` (a ``ProjectLocation`` still
    without one), ``table_found`` (path of a table to check again), ``failed`` (exception).
    """

    project_found = Signal(object)
    folder_found = Signal(object)
    table_found = Signal(object)
    failed = Signal(object)

    def __init__(self, context: AppContext, backend: FolderBackend, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._backend, self._window = context, backend, parent

    def take(self, paths: Sequence[Path]) -> None:
        """Open what was dropped or named: a folder, a project, or a table by AgeLens."""
        if not paths:
            return
        path, projects_dir = paths[0], self._backend.projects_dir
        job = self._context.lanes.model.submit(lambda: locate(path, projects_dir))
        job.succeeded.connect(self._emit_found)
        job.failed.connect(self.failed)
        self._context.progress.watch(job, self.tr("Reading {0}").format(path.name))

    @Slot()
    def ask_folder(self) -> None:
        """Ask for a folder of photos."""
        title = self.tr("Choose a folder of photos")
        folder = self._context.dialogs.folder(self._window, title=title)
        if folder is not None:
            self.take([folder])

    @Slot()
    def ask_project(self) -> None:
        """Ask for a project file."""
        kinds = self.tr("AgeLens projects ({0});;All files (*)").format(f"*{SUFFIX}")
        title = self.tr("Open a project")
        dialogs = self._context.dialogs
        chosen = dialogs.photos(self._window, title=title, kinds=kinds, purpose="projects")
        self.take(chosen)

    @Slot()
    def ask_table(self) -> None:
        """Ask for a table to check again."""
        kinds = self.tr("Tables by AgeLens (*.csv);;All files (*)")
        title = self.tr("Check a table again")
        dialogs = self._context.dialogs
        chosen = dialogs.photos(self._window, title=title, kinds=kinds, purpose="exports")
        self.take(chosen)

    def ask_place(self, folder: Path) -> Path | None:
        """Ask where the project of a folder is to be kept."""
        path = self._context.dialogs.save_as(
            self._window,
            title=self.tr("Save the project as"),
            name=f"{folder.name or 'photos'}{SUFFIX}",
            purpose="projects",
            kinds=self.tr("AgeLens projects ({0})").format(f"*{SUFFIX}"),
        )
        if path is None:
            return None
        return path if path.suffix == SUFFIX else path.with_name(f"{path.name}{SUFFIX}")

    @Slot(object)
    def _emit_found(self, found: ProjectLocation | tuple[str, Path]) -> None:
        if isinstance(found, ProjectLocation):
            if found.exists:
                self.project_found.emit(found.path)
            else:
                self.folder_found.emit(found)
        elif found[0] == "project":
            self.project_found.emit(found[1])
        else:
            self.table_found.emit(found[1])


def locate(path: Path, projects_dir: Path) -> ProjectLocation | tuple[str, Path]:
    """Find out what a path is; work for the lane. Raises ``ProjectError`` for anything else."""
    if path.is_dir():
        return find_place(path, projects_dir=projects_dir)
    if is_project(path):
        return "project", path
    if not path.exists():
        message = translate("folder", "This file or folder does not exist. File: {0}")
        raise ProjectError(message.format(path))
    if path.suffix.lower() in (".csv", ".xlsx"):  # of a workbook the check says what is wrong
        return "table", path
    message = translate(
        "folder",
        "This is neither a folder nor an AgeLens project. Open single photos in "
        "the Photos tab. File: {0}",
    )
    raise ProjectError(message.format(path.name))


_KEPT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentProject:
    """A project as it was when it was last open; ``when`` in seconds since 1970."""

    path: str
    folder: str = ""
    when: int = 0
    photos: int = 0
    done: int = 0
    faces: int = 0
    reviewed: int = 0

    @property
    def title(self) -> str:
        """What it is called on screen."""
        return Path(self.path).stem

    @property
    def place(self) -> str:
        """The folder of its photos, or of the project file where that is unknown."""
        return self.folder or str(Path(self.path).parent)

    @property
    def summary(self) -> str:
        """When it was open and how far it is, in a line."""
        parts = [date_time(self.when)]
        if self.done < self.photos:
            done = plural("folder", "{0} of %Ln photos done", self.photos)
            parts.append(done.format(number(self.done)))
        else:
            parts.append(plural("folder", "%Ln photos", self.photos))
        if self.faces:
            reviewed = plural("folder", "{0} of %Ln faces reviewed", self.faces)
            parts.append(reviewed.format(number(self.reviewed)))
        return "  ·  ".join(parts)


def recent(settings: Settings) -> list[RecentProject]:
    """All that are remembered, newest first; what cannot be understood is left out."""
    found = (_read(one) for one in settings.recent_projects)
    return [one for one in found if one is not None]


def remember(settings: Settings, project: RecentProject) -> None:
    """Put a project first."""
    others = [one for one in recent(settings) if one.path != project.path]
    settings.recent_projects = [asdict(one) for one in [project, *others][:_KEPT]]


def forget(settings: Settings, path: str) -> None:
    """Leave a project out: it is there no more."""
    settings.recent_projects = [asdict(one) for one in recent(settings) if one.path != path]


def current_project(work: ProjectController) -> RecentProject | None:
    """The open project as it is now, ``None`` if none is open."""
    if work.project is None:
        return None
    counts = work.counts
    return RecentProject(
        path=str(work.project.path),
        folder=str(work.about.root or ""),
        when=int(time.time()),
        photos=counts.photos,
        done=counts.done,
        faces=counts.faces,
        # What was said since the last reading is not among the counts.
        reviewed=max(counts.reviewed, work.count_reviewed("both")),
    )


def _read(kept: Mapping[str, Any]) -> RecentProject | None:
    known = {field.name: kept[field.name] for field in fields(RecentProject) if field.name in kept}
    texts = all(isinstance(known.get(name, ""), str) for name in ("path", "folder"))
    counts = all(
        isinstance(value, int) for name, value in known.items() if name not in ("path", "folder")
    )
    return RecentProject(**known) if texts and counts and known.get("path") else None


_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class ProjectLocation:
    """A folder of photos and its project: the file, whether it is there, and if it lies beside."""

    folder: Path
    path: Path
    exists: bool
    beside: bool


def find_place(folder: Path, *, projects_dir: Path) -> ProjectLocation:
    """Where the project of a folder is, or would be made; work for the lane.

    Raises ``ProjectError`` if there is no such folder.
    """
    folder = folder.absolute()
    if not folder.is_dir():
        raise ProjectError(
            "This folder is not there, or may not be looked into: is its drive connected? "
            f"Received: {folder}"
        )
    beside, own = folder.parent / f"{folder.name}{SUFFIX}", own_place(folder, projects_dir)
    if folder.name and is_project(beside):
        return ProjectLocation(folder, beside, True, True)
    if is_project(own):
        return ProjectLocation(folder, own, True, False)
    if folder.name and not beside.exists() and may_write(folder.parent):
        return ProjectLocation(folder, beside, False, True)
    return ProjectLocation(folder, own, False, False)


def own_place(folder: Path, projects_dir: Path) -> Path:
    """The file in the user's own folder for a project that may not lie beside its photos."""
    name = folder.name[:_LONGEST_NAME] or "photos"
    # Many folders are called "photos": their paths tell them apart.
    mark = hashlib.blake2b(str(folder).encode("utf-8", "surrogateescape"), digest_size=4)
    return projects_dir / f"{name}-{mark.hexdigest()}{SUFFIX}"


def may_write(folder: Path) -> bool:
    """Whether files can be made in a folder; asked by making one, as rights do not tell all."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


_MOST_DIFFERENCES = 1000


class ReplayController(QObject):
    """At most one table at a time; ``shown`` (the dialog) when its result is on screen."""

    shown = Signal(object)

    def __init__(self, context: AppContext, backend: FolderBackend, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._backend, self._window = context, backend, parent
        self._job: Job | None = None
        self._differences: list[CellDifference] = []

    @Slot(object)
    def start(self, table: Path) -> None:
        """Check a table; messages about the previous one are cleared."""
        self.cancel()
        self._context.messages.clear()
        self._differences = []
        backend, messages = self._backend, self._context.messages
        job = self._job = self._context.lanes.model.submit(
            lambda: _in_lane(backend.replay(table)), urgency=Urgency.IDLE
        )
        job.reported.connect(self._keep)
        job.succeeded.connect(lambda report: self._show(table, report))
        context = self.tr("The table could not be checked.")
        job.failed.connect(lambda error: messages.report(error, context=context))
        job.finished.connect(lambda: self._end(job))
        self._context.progress.watch(job, self.tr("Checking {0}").format(table.name))

    def cancel(self) -> None:
        """Give it up."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _end(self, job: Job) -> None:
        if job is self._job:
            self._job = None

    @Slot(object)
    def _keep(self, step: ReplayStep) -> None:
        room = _MOST_DIFFERENCES - len(self._differences)
        self._differences += step.differences[:room]

    def _show(self, table: Path, report: ReplayReport) -> None:
        dialog = ReportDialog(
            title=self.tr("Table checked: {0}").format(table.name),
            heading=_replay_heading(report),
            text=_replay_text(report),
            columns=(
                self.tr("Photo"),
                self.tr("Line"),
                self.tr("Face"),
                self.tr("Value"),
                self.tr("In the table"),
                self.tr("Now"),
            ),
            rows=[
                (
                    one.image_path,
                    str(one.line),
                    "" if one.face_index is None else str(one.face_index),
                    one.column,
                    one.before,
                    one.after,
                )
                for one in self._differences
            ],
            parent=self._window.window(),
        )
        show(dialog)
        self.shown.emit(dialog)


def _in_lane(
    steps: Generator[ReplayStep, None, ReplayReport],
) -> Generator[ReplayStep, None, ReplayReport]:
    """The steps as a generator, which the lane needs, whatever the backend returns."""
    return (yield from steps)


def _replay_heading(report: ReplayReport) -> str:
    if report.verdict == "identical":
        return translate("folder", "No differences: every value is the same")
    if report.verdict == "unchecked":
        return translate("folder", "Nothing could be checked")
    if not report.differences:
        return translate(
            "folder", "The model says the same, but the table has changed since it was written"
        )
    return plural("folder", "%Ln differences found", report.differences)


def _replay_text(report: ReplayReport) -> str:
    message = plural("folder", "{0} of %Ln photos were checked again.", report.photos)
    parts = [message.format(number(report.checked)), *map(spoken, report.notes)]
    if report.edited:
        parts.append(translate("folder", "The table has changed since it was written."))
    elif report.edited is None and report.checked:
        parts.append(
            translate(
                "folder",
                "Nobody can tell whether the table has changed since it was written: its settings "
                "file is not there.",
            )
        )
    if report.rows_written not in (None, report.rows):
        message = plural("folder", "The table has %Ln rows; it was written with {0}.", report.rows)
        parts.append(message.format(number(report.rows_written)))
    if report.photos_written not in (None, report.photos):
        message = plural("folder", "It lists %Ln photos; it was written with {0}.", report.photos)
        parts.append(message.format(number(report.photos_written)))
    if report.checked:
        compared = translate(
            "folder",
            "What the model said was compared, and how many rows and faces there are; what people "
            "said was not.",
        )
        parts.append(compared)
    if report.missing_photos:
        gone = plural("folder", "%Ln photos are not where the table says.", report.missing_photos)
        parts.append(gone)
    for model in report.missing_models:
        message = translate("folder", "This model is not installed: {0}.")
        parts.append(message.format(model))
    if report.drawn:
        drawn = plural(
            "folder", "%Ln faces were added by people and cannot be repeated.", report.drawn
        )
        parts.append(drawn)
    if report.versions:
        message = translate("folder", "The table was made by AgeLens {0}.")
        parts.append(message.format(", ".join(report.versions)))
    return " ".join(parts)


class ProjectTrust(QObject):
    """Asks about a project that may come from somebody else; ``agreed`` (its path) if it is known.

    What it names would else be read, shown and exported, whoever's photos those are.
    """

    agreed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.question: QMessageBox | None = None

    def ask(self, path: Path, error: ForeignProjectError) -> None:
        """Ask whether the photos really lie where the project says; nothing was looked for yet."""
        box = self.question = QMessageBox(self._window.window())
        box.setWindowTitle(self.tr("Whose project is this?"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        if error.folder is None:
            text = self.tr("“{0}” may take photos from anywhere on this computer.")
            box.setText(text.format(path.name))
        else:
            text = self.tr("“{0}” takes its photos from this folder, which is not beside it: {1}")
            box.setText(text.format(path.name, error.folder))
        box.setInformativeText(
            self.tr(
                "AgeLens has not opened it here before. Open it only if you know the project and "
                "these are the photos you expect: exported tables and crops will hold what is "
                "found there."
            )
        )
        agree = QPushButton(self.tr("Open it"), box)
        box.addButton(agree, QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(cancel)
        agree.clicked.connect(lambda: self.agreed.emit(path))
        show(box)


class ProjectRescue(QObject):
    """Offers to save what can be saved; ``saved`` (path of the new project) when that is done."""

    saved = Signal(object)

    def __init__(self, context: AppContext, backend: FolderBackend, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._backend, self._window = context, backend, parent
        self.question: QMessageBox | None = None

    def offer(self, path: Path, error: DamagedProjectError) -> None:
        """Ask what to do about a damaged project, which stays as it is in any case."""
        box = self.question = QMessageBox(self._window.window())
        box.setWindowTitle(self.tr("Damaged project"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(error_text(error))
        box.setInformativeText(
            self.tr(
                "What can still be read can be saved as a new project. The damaged file is not "
                "changed."
            )
        )
        save = QPushButton(self.tr("Save what can be read…"), box)
        box.addButton(save, QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(save)
        save.clicked.connect(lambda: self._ask_place(path))
        show(box)

    def _ask_place(self, path: Path) -> None:
        target = self._context.dialogs.save_as(
            self._window,
            title=self.tr("Save the new project as"),
            name=self.tr("{0} (saved)").format(path.stem) + SUFFIX,
            purpose="projects",
            kinds=self.tr("AgeLens projects ({0})").format(f"*{SUFFIX}"),
        )
        if target is None:
            return
        if target.suffix != SUFFIX:
            target = target.with_name(f"{target.name}{SUFFIX}")
        if target == path:
            message = self.tr("The damaged project is kept: choose another name.")
            self._context.messages.say(message)
            return
        rescue = self._backend.rescue_project
        job = self._context.lanes.model.submit(lambda: rescue(path, target))
        job.succeeded.connect(lambda rescued: self._tell(target, rescued))
        context = self.tr("The project could not be saved.")
        job.failed.connect(lambda error: self._context.messages.report(error, context=context))
        self._context.progress.watch(job, self.tr("Reading {0}").format(path.name))

    def _tell(self, target: Path, rescued: Rescued) -> None:
        parts = [
            plural("folder", "%Ln photos", rescued.photos),
            plural("folder", "%Ln faces", rescued.faces),
            plural("folder", "%Ln labels", rescued.labels),
        ]
        said = self.tr("Saved: {0}.").format(", ".join(parts))
        if not rescued.complete:
            again = self.tr("Some of it was lost, so all photos will be analysed again.")
            said = f"{said} {again}"
        self._context.messages.say(said)
        self.saved.emit(target)

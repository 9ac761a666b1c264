"""A labelling job in the model lane: its controller, and what it has found.

That is its status in words, what has changed since the last check, and labels that are held since.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.context import AppContext
from desktop.folder.backend import FolderBackend, JobOrder, LabelJob
from desktop.folder.project_controller import ProjectController
from desktop.folder.scan_options import keep_scan_options
from desktop.folder.text import label_text
from desktop.folder.thumbnails import ThumbnailCache, kept_thumbnail
from desktop.i18n.backend_messages import error_text
from desktop.i18n.text import decimal, number, plural, time_left, translate
from desktop.jobs import Job, Lane, Urgency
from desktop.viewer.image_view import ImageView
from desktop.viewer.picture_cache import Picture, picture_of, read
from desktop.widgets.banner import Banner
from desktop.widgets.dialogs import ReportDialog, show
from desktop.widgets.labels import ElidedLabel, PlainLabel
from desktop.widgets.search_field import EnterField
from engine.errors import UserError
from engine.labelling import JobProgress
from engine.project import (
    CHANGE_KINDS,
    ChangeKind,
    Changes,
    Counts,
    FaceEntry,
    HeldFace,
    PhotoChange,
    Project,
)
from engine.project.review import likely_face

State = Literal["idle", "running", "paused", "stopping", "done", "failed"]
_SHORTEST_MS = 1000
_SHARE = 8  # of the time between two readings of the rows, at most one part is spent reading


class JobController(QObject):
    """Starts, pauses and stops the labelling job; ``changed`` with every state and progress.

    ``failed`` (exception) if it ended early through no wish of the user, ``noticed`` (exception) if
    something went wrong and it went on. ``checked`` (``Changes``)
    if it went to its end in a project that knew photos before, and with ``None`` when a job begins.
    ``ended`` comes when the
    lane has let go of it, however it ended: the project may then be closed.
    """

    changed = Signal()
    failed = Signal(object)
    noticed = Signal(object)
    checked = Signal(object)
    ended = Signal()

    def __init__(
        self,
        *,
        lane: Lane,
        backend: FolderBackend,
        work: ProjectController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._lane, self._backend, self._work = lane, backend, work
        self.state: State = "idle"
        self.progress = JobProgress(stage="scanning")
        self._job: Job | None = None
        self._steps: _Steps | None = None
        self._reading_ms = 0
        self._clock = QElapsedTimer()
        self._due = QTimer(self, singleShot=True)
        self._due.timeout.connect(self._read)
        work.rows_changed.connect(self._note_read)
        work.opened.connect(self._reset)

    @property
    def active(self) -> bool:
        """Whether the lane has a job in hand."""
        return self._job is not None

    def start(self, order: JobOrder) -> None:
        """Start the job, or continue where it stopped."""
        project = self._work.project
        if project is None or self._job is not None:
            return
        steps = self._steps = _Steps(project, order, self._backend)
        self.progress = JobProgress(stage="scanning")
        job = self._job = self._lane.submit(steps.run, urgency=Urgency.IDLE)
        job.reported.connect(self._on_progress)
        job.succeeded.connect(self._on_success)
        job.failed.connect(self._on_failure)
        job.finished.connect(self._on_end)
        self.checked.emit(None)
        self._go_to("running")

    @Slot()
    def pause(self) -> None:
        """Pause: start no more photos."""
        if self._steps is not None and self.state == "running":
            self._steps.hold(True)
            self._go_to("paused")

    @Slot()
    def resume(self) -> None:
        """Continue after a pause."""
        if self._steps is not None and self.state == "paused":
            self._steps.hold(False)
            self._go_to("running")

    @Slot()
    def stop(self) -> None:
        """Stop after the current photos; finished ones are kept and a new start continues there."""
        if self._job is not None and self.state != "stopping":
            self._job.cancel()
            self._go_to("stopping")

    @Slot(object)
    def _on_progress(self, progress: JobProgress) -> None:
        self.progress = progress
        for notice in progress.notices:
            self.noticed.emit(notice)
        if progress.outcomes and not self._due.isActive():
            self._due.start(max(_SHORTEST_MS, _SHARE * self._reading_ms))
        self.changed.emit()

    @Slot(object)
    def _on_success(self, _counts: Counts) -> None:
        self._go_to("done")
        if self._steps is not None and self._steps.changes is not None:
            self.checked.emit(self._steps.changes)

    @Slot(object)
    def _on_failure(self, error: Exception) -> None:
        self._go_to("failed")
        self.failed.emit(error)

    @Slot()
    def _on_end(self) -> None:
        self._job = self._steps = None
        self._due.stop()
        if self.state == "stopping":
            self._go_to("idle")
        else:
            self.changed.emit()
        self._work.refresh()
        self.ended.emit()

    @Slot()
    def _read(self) -> None:
        self._clock.start()
        self._work.refresh()

    @Slot()
    def _note_read(self) -> None:
        """Remember how long reading takes: the larger the project, the rarer it is read."""
        if self._clock.isValid():
            self._reading_ms = int(self._clock.elapsed())
            self._clock.invalidate()

    @Slot()
    def _reset(self) -> None:
        if self._job is None:
            self._reading_ms = 0
            self._go_to("idle")

    def _go_to(self, state: State) -> None:
        self.state = state
        self.changed.emit()


class _Steps:
    """The part of a job that runs in the lane: opens it there, pauses and resumes it."""

    def __init__(self, project: Project, order: JobOrder, backend: FolderBackend) -> None:
        self._project, self._order, self._backend = project, order, backend
        self._lock = threading.Lock()
        self._job: LabelJob | None = None
        self._held = False
        self.changes: Changes | None = None

    def hold(self, held: bool) -> None:
        """Pause or go on, also before the job is open."""
        with self._lock:
            self._held = held
            if self._job is not None:
                _hold(self._job, held)

    def run(self) -> Generator[JobProgress | None, None, Counts]:
        keep_scan_options(self._project, self._order.options)
        job = self._backend.open_job(self._project, self._order)
        with self._lock:
            self._job = job
            _hold(job, self._held)
        counts = yield from job.run_all()
        self.changes = job.changes
        return counts


def _hold(job: LabelJob, held: bool) -> None:
    if held:
        job.pause()
    else:
        job.resume()


@dataclass(frozen=True, slots=True)
class JobStatus:
    """A project, and the job on it: its ``state``, its progress, what the project holds."""

    title: str
    state: str
    active: bool
    progress: JobProgress
    counts: Counts


def status_line(status: JobStatus) -> str:
    """The state of the job and its results so far, in one line."""
    return "  ·  ".join(part for part in (headline(status), details(status)) if part)


def headline(status: JobStatus) -> str:
    """The state of the job in one line."""
    state, now, counts = status.state, status.progress, status.counts
    if state == "stopping":
        return translate("folder", "Stopping after the current photos…")
    if state in ("running", "paused"):
        return _at_work(now, paused=state == "paused")
    if not counts.photos:
        if state == "done":
            return translate("folder", "There are no photos in this folder")
        return translate("folder", "No photos yet")
    if counts.pending:
        done = plural("folder", "{0} of %Ln photos are done", counts.photos)
        return done.format(number(counts.done))
    return plural("folder", "All %Ln photos are done", counts.photos)


def _at_work(now: JobProgress, *, paused: bool) -> str:
    if now.stage == "finishing":
        return translate("folder", "Finishing…")
    if now.stage == "scanning" and paused:
        return plural("folder", "Paused: %Ln photos so far", now.total)
    if now.stage == "scanning":
        if now.total:
            return plural("folder", "Scanning the folder: %Ln photos so far", now.total)
        return translate("folder", "Scanning the folder…")
    word = translate("folder", "Paused") if paused else translate("folder", "Labelling")
    line = plural("folder", "{0}: {1} of %Ln photos", now.whole.total)
    return line.format(word, number(now.whole.done))


def details(status: JobStatus) -> str:
    """Counts, speed and time left of a running job; counts of a project at rest."""
    now = status.progress
    if status.active and now.stage == "working":
        parts = [_faces(now.faces_before + now.faces), *_unread(now.unread)]
        if status.state == "running":
            parts += _speed(now)
            parts += _helpers(now.helpers)
        return "  ·  ".join(parts)
    counts = status.counts
    if status.active or not counts.photos:
        return ""
    parts = [_faces(counts.faces)]
    if counts.no_face:
        parts.append(plural("folder", "%Ln photos without a face", counts.no_face))
    parts += _unread(counts.unreadable + counts.skipped)
    if counts.duplicates:
        parts.append(plural("folder", "%Ln duplicates", counts.duplicates))
    if counts.gone:
        parts.append(plural("folder", "%Ln no longer there", counts.gone))
    if counts.held:
        held = plural("folder", "%Ln labels held: their photo was changed or replaced", counts.held)
        parts.append(held)
    parts += passed_over(counts.passed_over)
    return "  ·  ".join(parts)


def passed_over(counts: Iterable[tuple[str, int]]) -> list[str]:
    """What was not judged and may be taken for photos, one phrase a kind."""
    return [_PASSED_OVER[kind](count) for kind, count in counts if kind in _PASSED_OVER]


_PASSED_OVER: Mapping[str, Callable[[int], str]] = {
    "other names": lambda n: plural("folder", "%Ln pictures without a photo’s file name", n),
    "raw photos": lambda n: plural("folder", "%Ln raw photos (not supported)", n),
    "JPEG XL": lambda n: plural("folder", "%Ln JPEG XL pictures (not supported)", n),
    "other pictures": lambda n: plural("folder", "%Ln pictures of unsupported types", n),
    "other types": lambda n: plural("folder", "%Ln photos of types not selected", n),
    "in the cloud": lambda n: plural("folder", "%Ln photos that are only in the cloud", n),
    "hidden photos": lambda n: plural("folder", "%Ln hidden photos not included", n),
    "subfolders": lambda n: plural("folder", "%Ln subfolders not included", n),
    "linked folders": lambda n: plural("folder", "%Ln linked folders not followed", n),
    "hidden folders": lambda n: plural("folder", "%Ln hidden folders not included", n),
    "further pages": lambda n: plural("folder", "%Ln further pages of long TIFF files", n),
    "system folders": lambda n: plural("folder", "%Ln thumbnail or trash folders skipped", n),
}


def _faces(count: int) -> str:
    return plural("folder", "%Ln faces", count)


def _unread(count: int) -> list[str]:
    return [plural("folder", "%Ln could not be read", count)] if count else []


def _speed(now: JobProgress) -> list[str]:
    if not now.photos_per_s or now.seconds_left is None:
        return []
    rate = now.photos_per_s
    shown = decimal(rate) if rate < 10 else number(round(rate))
    return [translate("folder", "{0} photos a second").format(shown), time_left(now.seconds_left)]


def _helpers(count: int | None) -> list[str]:
    """How many workers of a cluster take part; nothing where this computer does the work."""
    if count is None:
        return []
    if not count:
        return [translate("folder", "waiting for workers of the cluster")]
    return [plural("folder", "%Ln workers of the cluster", count)]


class ChangesBanner(Banner):
    """What a check has found, with a list to look at, until it is dismissed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(self.tr("What has changed"))
        self._changes = Changes()
        self.details = self.add_button(self.tr("Details…"))
        self.details.clicked.connect(self._show_details)
        close = self.add_close_button(
            tip=self.tr("Dismiss"), name=self.tr("Dismiss what has changed")
        )
        close.clicked.connect(self.hide)

    def show_changes(self, changes: Changes | None) -> None:
        """Say what has changed; ``None``, or nothing, hides the banner."""
        self._changes = changes or Changes()
        self.show_text(changes_text(self._changes))

    @Slot()
    def _show_details(self) -> None:
        dialog = ReportDialog(
            title=self.tr("Changes"),
            heading=self.tr("What has changed since the last check"),
            text=changes_text(self._changes),
            columns=(
                self.tr("Photo"),
                self.tr("What happened"),
                self.tr("Former name"),
                self.tr("Labels"),
            ),
            rows=[change_row(photo) for photo in self._changes.photos],
            parent=self.window(),
        )
        show(dialog)


def changes_text(changes: Changes) -> str:
    """What a check has found in sentences; "" if nothing has changed."""
    if not changes.photos:
        return ""
    new, moved, changed, gone = map(changes.count, CHANGE_KINDS)
    found = [plural("folder", "%Ln new", new)] if new else []
    found += [plural("folder", "%Ln moved", moved)] if moved else []
    found += [plural("folder", "%Ln changed", changed)] if changed else []
    found += [plural("folder", "%Ln gone", gone)] if gone else []
    told = translate("folder", "Photos since the last check: {0}.").format(", ".join(found))
    told = told if found else translate("folder", "No photo has changed since the last check.")
    if changes.labels_moved:
        along = plural("folder", "The labels of %Ln faces moved along.", changes.labels_moved)
        told = f"{told} {along}"
    if changes.labels_held:
        held = plural("folder", "The labels of %Ln faces are held.", changes.labels_held)
        told = f"{told} {held}"
    if changes.labels_lost:
        lost = plural(
            "folder", "The model no longer finds %Ln faces that have labels.", changes.labels_lost
        )
        told = f"{told} {lost}"
    return told


def change_row(photo: PhotoChange) -> tuple[str, str, str, str]:
    """A photo that has changed: its name, what happened, its former name, and its labels."""
    kinds: dict[ChangeKind, str] = {
        "new": translate("folder", "new"),
        "moved": translate("folder", "moved"),
        "changed": translate("folder", "changed"),
        "gone": translate("folder", "gone"),
        "same": translate("folder", "unchanged"),
    }
    labels = []
    if photo.labels_moved:
        labels.append(plural("folder", "%Ln moved along", photo.labels_moved))
    if photo.labels_held:
        labels.append(plural("folder", "%Ln held", photo.labels_held))
    if photo.labels_lost:
        labels.append(plural("folder", "%Ln on faces no longer found", photo.labels_lost))
    return photo.name, kinds[photo.kind], photo.former_name, ", ".join(labels)


@dataclass(frozen=True, slots=True, eq=False)
class HeldPictures:
    """The pictures of a held face: the old one as far as it is left, and the new photo.

    ``problem`` says why the new photo cannot be shown.
    """

    held: HeldFace
    crop: QImage | None = None
    picture: Picture | None = None
    problem: str = ""


def held_pictures(project: Project, cache: ThumbnailCache, held: HeldFace) -> HeldPictures:
    """Read them; work for the lane."""
    crop = kept_thumbnail(cache, held.photo, held.face.face.box)
    new = held.successor
    if new is None:
        return HeldPictures(held, crop)
    try:
        picture = picture_of(read(project.analysed_file(new)))
    except UserError as error:
        return HeldPictures(held, crop, problem=error_text(error))
    if (picture.width_px, picture.height_px) != (new.width_px, new.height_px):
        changed = translate("folder", "This photo was changed again: check for changes first.")
        return HeldPictures(held, crop, problem=changed)
    return HeldPictures(held, crop, picture)


class HeldLabelsController(QObject):
    """Asks where labels belong that are held; ``asked`` (dialog) when the dialog is on screen."""

    asked = Signal(object)

    def __init__(
        self,
        context: AppContext,
        *,
        work: ProjectController,
        cache: ThumbnailCache,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context, self._work, self._cache, self._window = context, work, cache, parent
        self.dialog: HeldLabelsDialog | None = None
        work.held_settled.connect(self._read)
        work.undone.connect(self._read)
        work.opened.connect(self._close)

    def ask(self, face_id: int = 0) -> None:
        """Show the dialog, beginning with this face, or with the first."""
        self._submit(lambda project: project.held(), lambda held: self._show(held, face_id))

    def _submit(self, work: Callable[[Project], object], take: Callable[..., object]) -> None:
        """Work on the open project, whose answer counts while that is open."""
        project = self._work.project
        if project is None:
            return
        job = self._context.lanes.model.submit(lambda: work(project))
        job.succeeded.connect(lambda found: take(found) if project is self._work.project else None)
        job.failed.connect(self._context.messages.report)

    def _show(self, held: Sequence[HeldFace], face_id: int) -> None:
        if not held or self.dialog is not None:
            return
        dialog = self.dialog = HeldLabelsDialog(
            reviewer=self._work.reviewer,
            writable=not self._work.read_only,
            parent=self._window.window(),
        )
        dialog.pictures_wanted.connect(self._load)
        dialog.settle_wanted.connect(lambda one, onto: self._work.settle_held(one, onto=onto))
        dialog.undo_wanted.connect(self._work.undo)
        dialog.reviewer_named.connect(self._work.set_reviewer)
        dialog.finished.connect(self._forget)
        show(dialog)
        dialog.show_held(held, face_id=face_id)
        self.asked.emit(dialog)

    def _load(self, held: HeldFace) -> None:
        cache = self._cache
        self._submit(lambda project: held_pictures(project, cache, held), self._take_pictures)

    def _take_pictures(self, pictures: HeldPictures) -> None:
        if self.dialog is not None:
            self.dialog.show_pictures(pictures)

    @Slot()
    def _read(self) -> None:
        if self.dialog is not None:
            self._submit(lambda project: project.held(), self._take_held)

    def _take_held(self, held: Sequence[HeldFace]) -> None:
        if self.dialog is not None:
            self.dialog.show_held(held)

    @Slot()
    def _forget(self) -> None:
        self.dialog = None

    @Slot()
    def _close(self) -> None:
        if self.dialog is not None:
            self.dialog.reject()


_CROP_PX = 160


class HeldLabelsDialog(QDialog):
    """One held label at a time, beside the photo that lies under the name now.

    ``pictures_wanted`` (HeldFace) asks for ``show_pictures``. ``settle_wanted`` (held face, face of
    the new photo or ``None``) when the label is to be moved or dropped; ``undo_wanted``;
    ``reviewer_named`` (name). Nothing is moved before the reviewer says so.
    """

    pictures_wanted = Signal(object)
    settle_wanted = Signal(int, object)
    undo_wanted = Signal()
    reviewer_named = Signal(str)

    def __init__(self, *, reviewer: str, writable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Held labels"))
        self.resize(860, 600)
        self._held: Sequence[HeldFace] = ()
        self._place = 0
        self._shown: HeldPictures | None = None
        self._writable, self._done = writable, 0
        self.crop = PlainLabel(self)
        self.crop.setFixedSize(_CROP_PX, _CROP_PX)
        self.crop.setWordWrap(True)
        self.crop.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.labels, self.hint, self.position = (PlainLabel(self) for _ in range(3))
        self.name, self.new_name = ElidedLabel(self), ElidedLabel(self)
        for label in (self.labels, self.hint):
            label.setWordWrap(True)
        self.view = ImageView(self)
        self.reviewer = EnterField(self)
        self.reviewer.setText(reviewer)
        self.reviewer.setObjectName("field")
        self.reviewer.setPlaceholderText(self.tr("Reviewer"))
        self.reviewer.setAccessibleName(self.tr("Name of the reviewer"))
        self.move_button = QPushButton(self.tr("Move to this face"), self)
        self.move_button.setObjectName("primary")
        self.drop_button = QPushButton(self.tr("Drop the label"), self)
        self.undo_button = QPushButton(self.tr("Undo"), self)
        self.previous, self.next = (
            QPushButton(self.tr("Previous"), self),
            QPushButton(self.tr("Next"), self),
        )
        self._arrange()
        self._connect()

    def _connect(self) -> None:
        self.view.face_chosen.connect(self._choose)
        self.reviewer.textChanged.connect(self._refresh)
        self.move_button.clicked.connect(self._move)
        self.drop_button.clicked.connect(self._drop)
        self.undo_button.clicked.connect(self._undo)
        self.previous.clicked.connect(lambda: self._go(self._place - 1))
        self.next.clicked.connect(lambda: self._go(self._place + 1))

    def _arrange(self) -> None:
        told = PlainLabel(
            self.tr(
                "The photos of these faces were changed or replaced. Say for each label to which "
                "face of the new photo it belongs, or drop it."
            ),
            self,
        )
        told.setWordWrap(True)
        for heading in (self.name, self.new_name):
            heading.setObjectName("heading")
        old = QVBoxLayout()
        for part in (self.name, self.crop, self.labels):
            old.addWidget(part)
        old.addStretch(1)
        old.addWidget(self.reviewer)
        self.reviewer.setFixedWidth(_CROP_PX)
        new = QVBoxLayout()
        new.addWidget(self.new_name)
        new.addWidget(self.view, 1)
        new.addWidget(self.hint)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addLayout(old)
        both.addLayout(new, 1)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.previous)
        row.addWidget(self.next)
        row.addWidget(self.position)
        row.addStretch(1)
        for button in (self.undo_button, self.drop_button, self.move_button):
            row.addWidget(button)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        column.addWidget(told)
        column.addLayout(both, 1)
        column.addLayout(row)

    @property
    def current(self) -> HeldFace | None:
        """The held face in question."""
        return self._held[self._place] if self._place < len(self._held) else None

    @property
    def choices(self) -> Sequence[FaceEntry]:
        """The faces of the new photo that the label could belong to."""
        new = None if self.current is None else self.current.successor
        return () if new is None else [face for face in new.faces if not face.is_lost]

    def show_held(self, held: Sequence[HeldFace], *, face_id: int | None = None) -> None:
        """Show what is held by now, beginning with this face, or where the user was."""
        self._held = held
        places = [place for place, one in enumerate(held) if one.face.face_id == face_id]
        self._go(places[0] if places else min(self._place, max(len(held) - 1, 0)))

    def show_pictures(self, pictures: HeldPictures) -> None:
        """Show the pictures of a held face, if it is still the one in question."""
        held = self.current
        if held is None or pictures.held is not held:
            return
        self._shown = pictures
        if pictures.crop is None:
            self.crop.setText(self.tr("No small picture of this face is left."))
        else:
            self.crop.setPixmap(QPixmap.fromImage(pictures.crop))
        if pictures.picture is not None:
            self.view.show_picture(pictures.picture)
            self.view.show_faces(tuple(face.face for face in self.choices))
            likely = likely_face(held)
            self.view.select(None if likely is None else self._index_of(likely.face_id))
        self._refresh()

    def _index_of(self, face_id: int) -> int | None:
        ids = [face.face_id for face in self.choices]
        return ids.index(face_id) if face_id in ids else None

    def _go(self, place: int) -> None:
        self._place, self._shown = place, None
        self.crop.clear()
        self.view.clear()
        held = self.current
        self.name.setText("" if held is None else held.former_name)
        self.new_name.setText(
            ""
            if held is None or held.successor is None
            else self.tr("Under this name now: {0}").format(held.successor.name)
        )
        lines = (
            []
            if held is None
            else [f"{one.reviewer}: {label_text(one)}" for one in held.face.labels]
        )
        self.labels.setText("\n".join(lines))
        self._refresh()
        if held is not None:
            self.pictures_wanted.emit(held)

    @Slot(int)
    def _choose(self, index: int) -> None:
        self.view.select(index)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        held, count = self.current, len(self._held)
        may = self._writable and bool(self.reviewer.text().strip()) and held is not None
        self.move_button.setEnabled(may and self.view.selected is not None)
        self.drop_button.setEnabled(may)
        self.undo_button.setEnabled(self._done > 0)
        self.previous.setEnabled(self._place > 0)
        self.next.setEnabled(self._place + 1 < count)
        told = self.tr("{0} of {1}").format(number(self._place + 1), number(count))
        self.position.setText(told if count else "")
        self.hint.setText(self._hint())

    def _hint(self) -> str:
        """What the reviewer can do about the label in question, and why not."""
        held = self.current
        if held is None:
            return self.tr("No label is held any more.")
        if not self._writable:
            return self.tr("This project is open read-only.")
        if not self.reviewer.text().strip():
            return self.tr("Enter your name or initials first, as they should appear in the table.")
        if held.successor is None:
            return self.tr("No photo has this name any more: the label can only be dropped.")
        if self._shown is not None and self._shown.problem:
            return self._shown.problem
        if not self.choices:
            return self.tr(
                "The model found no face in this photo. Draw it in the review first, or drop the "
                "label."
            )
        if len(self.choices) == 1:
            return self.tr("The only face in this photo. Move the label if it is the same person.")
        if self.view.selected is None:
            return self.tr("Click the face that the label belongs to.")
        return self.tr("Move the label if this is the same person, or click another face.")

    @Slot()
    def _move(self) -> None:
        held, index = self.current, self.view.selected
        if held is not None and index is not None:
            self._settle(held, self.choices[index].face_id)

    @Slot()
    def _drop(self) -> None:
        if self.current is not None:
            self._settle(self.current, None)

    def _settle(self, held: HeldFace, onto: int | None) -> None:
        self.reviewer_named.emit(self.reviewer.text().strip())
        self._done += 1
        for button in (self.move_button, self.drop_button):
            button.setEnabled(False)  # until it is known what is held by then
        self.settle_wanted.emit(held.face.face_id, onto)

    @Slot()
    def _undo(self) -> None:
        self._done -= 1
        self._refresh()
        self.undo_wanted.emit()

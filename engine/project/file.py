"""A labelling project: what the model said, what people said, and the way back."""

from __future__ import annotations

import json
import sqlite3
import time
import uuid
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Self

from filelock import BaseFileLock, SoftFileLock

from engine.errors import ProjectError, UserError
from engine.files import (
    acquire_lock,
    opened_ordinary,
    release_and_delete,
    scratch_for,
    soft_lock_of,
)
from engine.progress import drain
from engine.project import changes, entries, faces, history, integrity, photos, review, schema
from engine.project import face_table as columns
from engine.project.face_table import FaceRows, LabelColumns
from engine.project.history import Edit
from engine.project.photos import AnalysedPhoto, Listed, Pending
from engine.project.records import (
    CHANGED,
    Changes,
    Counts,
    FaceNote,
    FileStamp,
    HeldFace,
    HumanLabel,
    PhotoEntry,
    Run,
)
from engine.project.sureness import SETTING, codes_at, threshold_of
from engine.project.workload import Assignment, ReviewerWork, workload
from engine.results import Face

SUFFIX = ".agelens"
_ROOT, _ID = "root", "id"
_ASSIGNMENT = "assignment"
_PATIENCE_S, _POLL_S = 10.0, 0.02


class Project:
    """An open project; made by ``Project.open``, ended by ``close``. A context manager.

    Changes raise ``OutputError`` if they cannot be written and ``ProjectError`` if the project is
    read-only; what was there before then stays.
    """

    def __init__(
        self, path: Path, writing: sqlite3.Connection | None, held: BaseFileLock | None
    ) -> None:
        self.path = path
        self._held = held
        self.database = schema.ProjectDatabase(path, writing, lockless=_is_lockless(path, held))

    @classmethod
    def open(cls, path: Path, *, root: Path | None = None, read_only: bool = False) -> Self:
        """Open a project, or begin one for the photos of the folder ``root``.

        Without ``root`` a new project takes names as they are given. If another window has it
        open, or it lies where nothing may be written, ``read_only`` of the project is true.
        Raises ``ProjectError`` for anything that is no sound project.
        """
        held = None
        try:
            _refuse_special(path)
            held = None if read_only else _take_or_wait(path)
            writing = None if held is None else _writable(path, root, held)
            project = cls(path, writing, held)
        except (*schema.FAILURES, OSError, UserError) as error:
            if held is not None:
                release_and_delete(held)
            if isinstance(error, UserError):
                raise
            raise schema.unreadable(path, error) from error
        try:
            project._check()
        except BaseException:
            project.close()
            raise
        return project

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed: another window has it, or the disk refuses."""
        return self.database.read_only

    @property
    def root(self) -> Path | None:
        """The folder of the photos, found again if project and folder were moved together."""
        text = self._meta(_ROOT)
        if text is None:
            return None
        near = self._beside(text)
        return Path(text.partition("\n")[2]) if near is None else near

    @property
    def is_self_contained(self) -> bool:
        """Whether its photos lie beside the project or below: then it names none but its own.

        Any other project may come from somebody who only guesses what else is on this computer.
        """
        text = self._meta(_ROOT)
        return text is not None and self._beside(text) is not None

    def _beside(self, text: str) -> Path | None:
        """The folder of the photos, if it still lies below that of the project."""
        here, beside = self.path.absolute().parent, text.partition("\n")[0]
        if not beside or not integrity.is_below(beside):
            return None
        near = here / PurePosixPath(beside)
        inside = near.resolve().is_relative_to(here.resolve())
        return near if inside and near.is_dir() else None

    @property
    def project_id(self) -> str:
        """A random name, the same for every copy of the file."""
        return self._meta(_ID) or ""

    def setting(self, name: str) -> str | None:
        """A setting that was kept with the project, ``None`` if it was not."""
        return self._meta(f"setting {name}")

    def keep_setting(self, name: str, value: str) -> None:
        """Keep a setting with the project."""
        with self.database.changing() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"setting {name}", value))

    @property
    def gender_threshold(self) -> float | None:
        """From which score on a gender counts as answered; ``None``: the model's own rule."""
        with self.database.reading() as db:
            return threshold_of(db)

    def keep_gender_threshold(self, threshold: float | None) -> None:
        """Keep a threshold (0.5-0.99), or leave it to the model's own rule."""
        self.keep_setting(SETTING, "" if threshold is None else f"{threshold:.2f}")

    @property
    def assignment(self) -> Assignment | None:
        """For whom the faces are; ``None`` where nobody has said."""
        return Assignment.unpacked(self.setting(_ASSIGNMENT))

    def keep_assignment(self, assignment: Assignment | None) -> None:
        """Keep for whom the faces are, or that they are for everybody."""
        self.keep_setting(_ASSIGNMENT, "null" if assignment is None else assignment.packed())

    def workload(self) -> Generator[None, None, list[ReviewerWork]]:
        """How far everybody is, and how long it took them; in short steps, as a snapshot."""
        assignment = self.assignment
        with self.database.snapshot() as connection:
            rows = yield from columns.load(connection, reviewer="")
            return (yield from workload(connection, rows, assignment))

    @property
    def passed_over(self) -> dict[str, int]:
        """How many files and folders the last scan left out, by kind (``PASSED_OVER``)."""
        with self.database.reading() as db:
            return entries.passed_over(db)

    def keep_passed_over(self, counts: Mapping[str, int]) -> None:
        """Keep what a scan left out, by kind."""
        if dict(counts) != self.passed_over:
            self.keep_setting(entries.PASSED_OVER, json.dumps(dict(counts)))

    def move_root(self, root: Path) -> None:
        """Say where the folder of the photos is by now."""
        with self.database.changing() as db:
            _set_root(db, self.path, root)

    def file_of(self, name: str, *, root: Path | None = None) -> Path:
        """Where a photo of this name lies; ``root`` is the project's own, where it is known.

        A path as ``engine.images`` reads it: of a further page of a file it ends as the name does.

        Raises ``ProjectError`` if a link to a folder leads out of the folder of the photos: no
        photo is looked for behind one, so no photo of the project can be there.
        """
        root = root or self.root
        if root is None:
            return Path(name)
        file = root / name
        if file.parent != root and not file.parent.resolve().is_relative_to(root.resolve()):
            raise ProjectError(
                "This photo lies outside the folder of the project's photos.", received=name
            )
        return file

    def analysed_file(self, entry: PhotoEntry) -> Path:
        """Where a photo lies, for whoever shows or copies faces of it.

        Raises ``ProjectError`` as ``file_of``, and if another picture lies there by now, as files
        were renamed, replaced or edited: what is known of the photo's faces says nothing of those.
        """
        if not self.is_as_analysed(entry):
            raise ProjectError(CHANGED, received=entry.name)
        return self.file_of(entry.name)

    def is_as_analysed(self, entry: PhotoEntry, *, root: Path | None = None) -> bool:
        """Whether the file under a photo's name still holds the picture that was analysed.

        True where nobody can tell: there is no file, or none that can be read. ``root`` as for
        ``file_of``.
        """
        if not entry.present:
            return True
        try:
            file = self.file_of(entry.name, root=root)
        except ProjectError:
            return True
        with self.database.reading() as db:
            known = photos.known_file(db, entry.photo_id)
        # Not while others wait for the connection: it may be a large file on a slow drive.
        return known is None or known.is_at(file)

    def close(self) -> None:
        """End it; the file is then one file, whole and portable. May be called twice."""
        self.database.close()
        if self._held is not None:
            release_and_delete(self._held)
            self._held = None

    def _meta(self, key: str) -> str | None:
        with self.database.reading() as db:
            row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
            return None if row is None else str(row[0])

    def _check(self) -> None:
        if self.read_only:
            with self.database.reading() as db:
                schema.check(db, self.path)
                integrity.verify(db, self.path)
        else:
            self.database.migrate()

    # What the model says.

    def begin(self, run: Run) -> Run:
        """Note settings under which photos are analysed from now on; returns them with their id."""
        with self.database.changing() as db:
            run_id = photos.run_of(db, run, begun_at=now())
        return replace(run, run_id=run_id)

    def list_photos(self, names: Iterable[str]) -> None:
        """Make these the files that are there, in this order; nothing that is known is lost."""
        with self.database.changing() as db:
            photos.list_photos(db, names)

    def begin_list(self) -> None:
        """Begin a list for ``take_list``, to which ``add_to_list`` adds."""
        with self.database.writing() as db:
            photos.begin_list(db)

    def add_to_list(self, names: Iterable[str]) -> None:
        """Add the next files that are there; nothing changes yet."""
        with self.database.changing() as db:
            photos.add_to_list(db, names)

    def take_list(self) -> None:
        """The same as ``list_photos`` with all that was added."""
        with self.database.changing() as db:
            photos.take_list(db)

    def listed(self, *, after: int = -1, limit: int = 200) -> list[Listed]:
        """The next photos that are there, in the order of the scan."""
        with self.database.reading() as db:
            return photos.listed(db, after=after, limit=limit)

    def put_back(self, run: Run, *, stamps: Mapping[int, FileStamp | None]) -> frozenset[int]:
        """Make pending what changed since it was analysed, and what other settings analysed.

        ``stamps`` are those of all photos that are there. Returns the photos that changed.
        """
        everything = self.listed(limit=-1)
        changed = {one.photo_id for one in everything if one.is_changed(stamps.get(one.photo_id))}
        self.put_back_changed(run, changed)
        return frozenset(changed)

    def put_back_changed(self, run: Run, changed: Collection[int]) -> None:
        """The same, for those that are known to have changed."""
        with self.database.changing() as db:
            photos.put_back(db, run.run_id, changed=changed)

    def remember(self) -> None:
        """Note how everything is before a check, for ``changes``."""
        with self.database.writing() as db:
            changes.remember(db)

    def changes(self) -> Changes | None:
        """What has changed since ``remember``; ``None`` if no photo was known then."""
        with self.database.writing() as db:
            return changes.changes_since(db)

    def to_identify(self, changed: Collection[int]) -> list[Pending]:
        """Photos whose files must be looked into before anybody knows which photos they are."""
        with self.database.reading() as db:
            return photos.to_identify(db, changed)

    def wanted_pictures(
        self, found: Mapping[int, str], changed: Collection[int]
    ) -> tuple[dict[str, list[str]], set[int]]:
        """Labelled pages whose content is nowhere, by their pixels, and photos not known yet."""
        with self.database.reading() as db:
            return photos.wanted_pictures(db, found, changed)

    def follow_contents(self, found: Mapping[int, str], changed: Collection[int]) -> int:
        """Let photos go where their content is; ``found`` are the hashes (hex) of ``to_identify``.

        Returns how many took another name, with their faces and labels.
        """
        with self.database.changing() as db:
            return photos.follow_contents(db, found, changed)

    def present(self) -> list[tuple[int, str]]:
        """Id and name of every photo that is there, in the order of the scan."""
        with self.database.reading() as db:
            found = db.execute("SELECT id, name FROM photos WHERE present ORDER BY position")
            return [(key, photos.name_of(name)) for key, name in found]

    def pending(self, *, after: int = -1, limit: int = 200) -> list[tuple[int, Pending]]:
        """The next photos to look at as (position, photo)."""
        with self.database.reading() as db:
            return photos.pending(db, after=after, limit=limit)

    def pending_names(self) -> list[str]:
        """The names of all photos that are still to be looked at."""
        with self.database.reading() as db:
            found = db.execute("SELECT name FROM photos WHERE status = 'pending' AND present")
            return [photos.name_of(name) for (name,) in found]

    def match_file(self, photo: Pending, run: Run, *, sha256: str) -> tuple[int, bool]:
        """Which photo a pending one turns out to be, and whether nothing need be computed for it.

        A file that was moved is the photo that it was before, labels and all; one whose content
        was analysed under these settings already is done once ``keep`` is told.
        """
        with self.database.reading() as db:
            gone = None
            if not faces.has_faces(db, photo.photo_id):
                gone = photos.gone_with(db, sha256)
            known = photos.unchanged(db, gone or photo.photo_id, run.run_id, sha256)
        if gone is None:
            return photo.photo_id, known  # nearly always: nothing is written
        with self.database.changing() as db:
            if photos.gone_with(db, sha256) != gone:
                return photo.photo_id, False  # an identical file was quicker
            photos.move(db, gone, photo.photo_id)
            return gone, known

    def known_content(self, photo: Pending, run: Run) -> str | None:
        """The hash (hex) of a content for which nothing need be computed for a pending photo."""
        with self.database.reading() as db:
            return photos.known_content(db, photo.photo_id, run.run_id)

    def former_picture(self, photo_id: int, sha256: str) -> str | None:
        """The hash (hex) of the pixels under a photo's name before, if faces there have labels."""
        with self.database.reading() as db:
            return photos.former_picture(db, photo_id, sha256)

    def analysed_duplicate(self, photo_id: int, run: Run, sha256: str) -> PhotoEntry | None:
        """An identical photo that was analysed in this run already."""
        with self.database.reading() as db:
            duplicate = photos.analysed_duplicate(db, photo_id, run.run_id, sha256)
            return None if duplicate is None else entries.read_photo(db, duplicate)

    def keep(
        self,
        batch: Sequence[AnalysedPhoto],
        run: Run,
        *,
        unchanged: Mapping[int, FileStamp | None] | None = None,
    ) -> None:
        """Keep results, all or none. People's labels stay with their faces.

        ``unchanged`` are photos whose content was analysed already, with the stamps of their files.
        """
        at = now()
        with self.database.changing() as db:
            for photo in batch:
                photos.keep(db, photo, run.run_id, at=at)
            for photo_id, stamp in (unchanged or {}).items():
                photos.keep_stamp(db, photo_id, stamp)

    def mark_duplicates(self) -> None:
        """Say of every identical file which one stands first."""
        with self.database.changing() as db:
            photos.mark_duplicates(db)

    # What people say.

    def set_label(self, face_id: int, label: HumanLabel) -> Edit:
        """Keep what a person said about a face; can be undone."""
        with self.database.changing() as db:
            return history.set_label(db, face_id, label)

    def set_labels(self, labels: LabelColumns, *, reviewer: str) -> Edit | None:
        """Keep what a person said about many faces, all or none; can be undone, in one step."""
        with self.database.changing() as db:
            return history.set_labels(db, labels, reviewer=reviewer, at=now())

    def clear_label(self, face_id: int, *, reviewer: str) -> Edit:
        """Take back what a person said about a face; can be undone."""
        with self.database.changing() as db:
            return history.clear_label(db, face_id, reviewer=reviewer, at=now())

    def add_face(self, photo_id: int, face: Face, *, label: HumanLabel) -> Edit:
        """Keep a face that the model missed; can be undone."""
        with self.database.changing() as db:
            return history.add_face(db, photo_id, face, label=label)

    def move_face(self, face_id: int, face: Face, *, reviewer: str) -> Edit:
        """Give a face another box and what the model says of it there; can be undone.

        Raises ``LookupError`` if there is no such face.
        """
        with self.database.changing() as db:
            return history.move_face(db, face_id, face, reviewer=reviewer, at=now())

    def set_note(self, face_id: int, note: FaceNote) -> Edit:
        """Keep a person's comment and flags on a face; can be undone.

        Raises ``LookupError`` if there is no such face.
        """
        with self.database.changing() as db:
            return history.set_note(db, face_id, note)

    def held(self) -> list[HeldFace]:
        """All faces whose labels wait for a person, in the order of their photos' names."""
        with self.database.reading() as db:
            return entries.held(db)

    def move_held(self, face_id: int, onto: int, *, reviewer: str) -> Edit:
        """Give the newest label of a held face to a face that is there, as this reviewer's own.

        The verdict is found anew. Can be undone, in one step. Raises ``LookupError`` if the one is
        not held or the other not there.
        """
        with self.database.changing() as db:
            from_face, to_face = entries.held_face(db, face_id), entries.present_face(db, onto)
            original = from_face.label
            if original is None:
                raise LookupError(f"This face has no label. Received: {face_id}")
            label = review.moved_label(original, to_face, reviewer=reviewer, at=now())
            return history.move_held(db, face_id, to_face, label)

    def drop_held(self, face_id: int, *, reviewer: str) -> Edit:
        """Hold the labels of a face no longer; can be undone.

        Raises ``LookupError`` if they are not held.
        """
        with self.database.changing() as db:
            entries.held_face(db, face_id)
            return history.drop_held(db, face_id, reviewer=reviewer, at=now())

    def undo(self, *, reviewer: str) -> Edit | None:
        """Take back this person's last change, however long ago."""
        with self.database.changing() as db:
            return history.undo(db, reviewer=reviewer)

    def redo(self, *, reviewer: str) -> Edit | None:
        """Do again what this person took back last."""
        with self.database.changing() as db:
            return history.redo(db, reviewer=reviewer)

    def batch_ahead(self, *, reviewer: str, back: bool) -> LabelColumns | None:
        """What undo (``back``) or redo would make of many labels; ``None`` if not of many."""
        with self.database.reading() as db:
            return history.batch_ahead(db, reviewer=reviewer, back=back)

    def can_undo_redo(self, *, reviewer: str) -> tuple[bool, bool]:
        """Whether there is something to undo, and to redo."""
        with self.database.reading() as db:
            return history.can(db, reviewer=reviewer)

    # Reading.

    def counts(self) -> Counts:
        """How far the project is."""
        with self.database.reading() as db:
            return entries.counts(db)

    def photo(self, photo_id: int) -> PhotoEntry:
        """One photo with its faces and labels; raises ``LookupError``."""
        with self.database.reading() as db:
            return entries.read_photo(db, photo_id)

    def find(self, name: str) -> PhotoEntry:
        """The photo of a name; raises ``LookupError``."""
        with self.database.reading() as db:
            return entries.find(db, name)

    def photos(self) -> Iterator[PhotoEntry]:
        """All photos in the order of the scan; those that are gone only if somebody labelled them.

        A snapshot: what is written meanwhile is not seen.
        """
        with self.database.snapshot() as connection:
            connection.execute("BEGIN")
            yield from entries.read_photos(connection)

    def rows(self, *, reviewer: str) -> FaceRows:
        """Everything that sorting and filtering needs, a row a face, as columns."""
        return drain(self.reading_rows(reviewer=reviewer))

    def reading_rows(self, *, reviewer: str) -> Generator[None, None, FaceRows]:
        """The same in short steps, for a lane that others wait for; a snapshot of its beginning."""
        with self.database.snapshot() as connection:
            rows = yield from columns.load(connection, reviewer=reviewer)
            threshold = threshold_of(connection)
            if threshold is not None:
                rows.gender[:] = codes_at(rows.female, threshold)
            return rows

    def reviewers(self) -> list[tuple[str, int]]:
        """Who labelled how many faces."""
        with self.database.reading() as db:
            return entries.reviewers(db)

    def judged_by(self) -> tuple[tuple[Run, int], ...]:
        """The models whose values stand in the project, each with how many photos; most first.

        Of several runs with one model the last.
        """
        with self.database.reading() as db:
            known = entries.runs(db)
            found = db.execute(
                "SELECT max(run), count(*) FROM photos JOIN runs ON runs.id = run WHERE present"
                " GROUP BY model_id, model_sha256 ORDER BY 2 DESC, 1 DESC"
            )
            return tuple((known[key], count) for key, count in found)


def now() -> str:
    """The time as it stands in projects and tables: UTC, whole seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def is_project(path: Path) -> bool:
    """Whether a file looks like a project, by its first bytes."""
    try:
        with opened_ordinary(path) as file:
            head = file.read(72)
    except OSError:
        return False
    return head[:15] == b"SQLite format 3" and head[68:72] == schema.APPLICATION_ID.to_bytes(4)


def _refuse_special(path: Path) -> None:
    """Raise ``ProjectError`` for a pipe or device, which SQLite would wait for."""
    if path.exists() and not path.is_file():
        raise ProjectError("This is no file that could be a project.", received=path.name)


def _lock_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-lock")


def _take(path: Path) -> BaseFileLock | None:
    try:
        return acquire_lock(_lock_of(path))
    except OSError:
        if path.exists():
            return None
        raise


def _take_or_wait(path: Path) -> BaseFileLock | None:
    """The lock; where another process holds it and is making the project, once that is there.

    Of several that begin the same project at the same time one makes it; the others read it.
    """
    end = time.monotonic() + _PATIENCE_S
    while (held := _take(path)) is None and not path.exists() and time.monotonic() < end:
        time.sleep(_POLL_S)
    return held


def _is_lockless(path: Path, held: BaseFileLock | None) -> bool:
    """Whether the drive knows no locks: a file stands for ours, or for another window's."""
    if held is None:
        return soft_lock_of(_lock_of(path)).exists()
    return isinstance(held, SoftFileLock)


def _writable(path: Path, root: Path | None, held: BaseFileLock) -> sqlite3.Connection | None:
    """A connection to write with; ``None`` where the file may only be read."""
    if not path.exists():
        _begin(path, root)
    lockless = isinstance(held, SoftFileLock)
    if not lockless:
        # Before anything is changed in what may be somebody else's file.
        with closing(schema.connect(path, read_only=True)) as db:
            _verify(db, path)
    try:
        db = schema.connect(path, lockless=lockless)
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorname", "").startswith("SQLITE_READONLY"):
            return None
        raise
    if lockless:
        try:
            with closing(schema.copy_in_memory(db)) as copy:
                _verify(copy, path)
        except BaseException:
            db.close()
            raise
    return db


def _verify(db: sqlite3.Connection, path: Path) -> None:
    with schema.bounded(db):
        schema.check(db, path)
        integrity.verify(db, path)


def _begin(path: Path, root: Path | None) -> None:
    """Make a new project under another name first: what stands at ``path`` is always whole."""
    with scratch_for(path) as scratch:
        db = schema.create(scratch)
        try:
            with db:
                db.execute("BEGIN")
                db.execute("INSERT INTO meta VALUES (?, ?)", (_ID, uuid.uuid4().hex))
                if root is not None:
                    _set_root(db, path, root)
        finally:
            db.close()


def _set_root(db: sqlite3.Connection, path: Path, root: Path) -> None:
    """Keep the folder relative to the project where it lies below its folder, and absolute."""
    here, there = path.absolute().parent, root.absolute()
    beside = there.relative_to(here).as_posix() if there.is_relative_to(here) else ""
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_ROOT, f"{beside}\n{there}"))

"""A labelling project: what the model said, what people said, and the way back."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from engine.project import columns, photos, reading, review, schema
from engine.project.file import ProjectFile, now, unreadable
from engine.project.photos import Judged, Pending
from engine.project.records import Counts, HumanLabel, PhotoEntry, Run, Stamp
from engine.project.review import Edit
from engine.project.rows import FaceRows
from engine.results import Face


class Project(ProjectFile):
    """An open project; made by ``Project.open``, ended by ``close``. A context manager.

    Changes raise ``OutputError`` if they cannot be written and ``ProjectError`` if the project is
    read-only; what was there before then stays.
    """

    # What the model says.

    def begin(self, run: Run) -> Run:
        """Note settings under which photos are judged from now on; returns them with their id."""
        with self.changing() as db:
            run_id = photos.run_of(db, run, begun_at=now())
        return replace(run, run_id=run_id)

    def list_photos(self, names: Iterable[str]) -> None:
        """Make these the files that are there, in this order; nothing that is known is lost."""
        with self.changing() as db:
            photos.list_photos(db, names)

    def put_back(self, run: Run, *, stamps: Mapping[int, Stamp | None]) -> None:
        """Make pending what changed since it was judged, and what other settings judged."""
        with self.changing() as db:
            photos.put_back(db, run.run_id, stamps=dict(stamps))

    def present(self) -> list[tuple[int, str]]:
        """Id and name of every photo that is there, in the order of the scan."""
        with self.reading() as db:
            found = db.execute("SELECT id, name FROM photos WHERE present ORDER BY position")
            return [(key, photos.name_of(name)) for key, name in found]

    def pending(self, *, after: int = -1, limit: int = 200) -> list[tuple[int, Pending]]:
        """The next photos to look at as (position, photo)."""
        with self.reading() as db:
            return photos.pending(db, after=after, limit=limit)

    def pending_names(self) -> list[str]:
        """The names of all photos that are still to be looked at."""
        with self.reading() as db:
            found = db.execute("SELECT name FROM photos WHERE status = 'pending' AND present")
            return [photos.name_of(name) for (name,) in found]

    def recognise(
        self, photo: Pending, run: Run, *, stamp: Stamp | None, sha256: str
    ) -> tuple[int, bool]:
        """Which photo a pending one turns out to be, and whether nothing need be computed for it.

        A file that was moved is the photo that it was before, labels and all; one whose content
        was judged under these settings already is done.
        """
        with self.reading() as db:
            gone = None
            if not photos.has_faces(db, photo.photo_id):
                gone = photos.gone_with(db, sha256)
            known = photos.unchanged(db, gone or photo.photo_id, run.run_id, sha256)
        if gone is None and not known:
            return photo.photo_id, False  # nearly always: nothing is written
        with self.changing() as db:
            if gone is not None and photos.gone_with(db, sha256) == gone:
                photos.move(db, gone, photo.photo_id)
            elif gone is not None:
                return photo.photo_id, False  # an identical file was quicker
            if known:
                photos.keep_stamp(db, gone or photo.photo_id, stamp)
            return gone or photo.photo_id, known

    def judged_twin(self, photo_id: int, run: Run, sha256: str) -> PhotoEntry | None:
        """An identical photo that was judged in this run already."""
        with self.reading() as db:
            twin = photos.judged_twin(db, photo_id, run.run_id, sha256)
            return None if twin is None else reading.photo(db, twin)

    def keep(self, batch: Sequence[Judged], run: Run) -> None:
        """Keep results, all or none. People's labels stay with their faces."""
        with self.changing() as db:
            for judged in batch:
                photos.keep(db, judged, run.run_id)

    def mark_twins(self) -> None:
        """Say of every identical file which one stands first."""
        with self.changing() as db:
            photos.mark_twins(db)

    # What people say.

    def set_label(self, face_id: int, label: HumanLabel) -> Edit:
        """Keep what a person said about a face; can be undone."""
        with self.changing() as db:
            return review.set_label(db, face_id, label)

    def clear_label(self, face_id: int, *, reviewer: str) -> Edit:
        """Take back what a person said about a face; can be undone."""
        with self.changing() as db:
            return review.clear_label(db, face_id, reviewer=reviewer, at=now())

    def add_face(self, photo_id: int, face: Face, *, label: HumanLabel) -> Edit:
        """Keep a face that the model missed; can be undone."""
        with self.changing() as db:
            return review.add_face(db, photo_id, face, label=label)

    def undo(self, *, reviewer: str) -> Edit | None:
        """Take back this person's last change, however long ago."""
        with self.changing() as db:
            return review.undo(db, reviewer=reviewer)

    def redo(self, *, reviewer: str) -> Edit | None:
        """Do again what this person took back last."""
        with self.changing() as db:
            return review.redo(db, reviewer=reviewer)

    def can_undo_redo(self, *, reviewer: str) -> tuple[bool, bool]:
        """Whether there is something to undo, and to redo."""
        with self.reading() as db:
            return review.can(db, reviewer=reviewer)

    # Reading.

    def counts(self) -> Counts:
        """How far the project is."""
        with self.reading() as db:
            return reading.counts(db)

    def photo(self, photo_id: int) -> PhotoEntry:
        """One photo with its faces and labels; raises ``LookupError``."""
        with self.reading() as db:
            return reading.photo(db, photo_id)

    def find(self, name: str) -> PhotoEntry:
        """The photo of a name; raises ``LookupError``."""
        with self.reading() as db:
            return reading.find(db, name)

    def photos(self) -> Iterator[PhotoEntry]:
        """All photos in the order of the scan; those that are gone only if somebody labelled them.

        A snapshot: what is written meanwhile is not seen.
        """
        connection = schema.connect(self.path, read_only=True)
        try:
            connection.execute("BEGIN")
            yield from reading.photos(connection)
        except sqlite3.Error as error:
            raise unreadable(self.path, error) from error
        finally:
            connection.close()

    def rows(self, *, reviewer: str) -> FaceRows:
        """Everything that sorting and filtering needs, a row a face, as columns."""
        steps = self.reading_rows(reviewer=reviewer)
        while True:
            try:
                next(steps)
            except StopIteration as stop:
                found: FaceRows = stop.value
                return found

    def reading_rows(self, *, reviewer: str) -> Generator[None, None, FaceRows]:
        """The same in short steps, for a lane that others wait for; a snapshot of its beginning."""
        connection = schema.connect(self.path, read_only=True)
        try:
            return (yield from columns.load(connection, reviewer=reviewer))
        except sqlite3.Error as error:
            raise unreadable(self.path, error) from error
        finally:
            connection.close()

    def reviewers(self) -> list[tuple[str, int]]:
        """Who labelled how many faces."""
        with self.reading() as db:
            return reading.reviewers(db)

    def runs(self) -> tuple[Run, ...]:
        """Under which models and settings photos were judged, oldest first."""
        with self.reading() as db:
            return tuple(reading.runs(db).values())

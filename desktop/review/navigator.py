"""Navigation through the faces: the current one, its photo, the order and the loader."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from desktop.folder.face_model import FaceModel
from desktop.folder.project_controller import ProjectController
from desktop.jobs import Job, Lane, Urgency
from desktop.messages import Messages
from desktop.viewer import picture_cache as picture
from desktop.viewer.picture_cache import BytesCache, Picture
from engine.errors import UserError
from engine.project import Attribute, FaceEntry, FaceRows, PhotoEntry, Project

_FORESEEN = 2
_LOOKED_AHEAD = 40


class ReviewNavigator(QObject):
    """Goes from face to face in the order that the grid had when it began.

    ``moved`` (row) with every face in question, and when its row gets another number;
    ``photo_left`` when another photo is being fetched, ``photo_ready`` (fresh) when it is there,
    or not ``fresh``, was read anew; ``ended`` when there is nothing left to review.
    """

    moved = Signal(int)
    photo_left = Signal()
    photo_ready = Signal(bool)
    ended = Signal()

    def __init__(
        self,
        *,
        work: ProjectController,
        model: FaceModel,
        lane: Lane,
        messages: Messages,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._work, self._model, self._messages = work, model, messages
        self._order: ReviewOrder | None = None
        self._awaited: int | None = None
        self.place = 0
        self.loaded: LoadedPhoto | None = None
        self.loader = ReviewLoader(lane, self)
        self.loader.ready.connect(self._on_loaded)
        self.loader.failed.connect(self._on_failed)
        work.opened.connect(self._on_opened)
        work.rows_changed.connect(self._on_rows)
        work.face_added.connect(self._on_added)
        work.face_moved.connect(self._on_box_moved)
        work.undone.connect(self._on_undone)

    @property
    def open(self) -> bool:
        """Whether faces are being reviewed."""
        return self._order is not None

    @property
    def count(self) -> int:
        """How many there are to go through."""
        return 0 if self._order is None else len(self._order)

    @property
    def row(self) -> int | None:
        """The row of ``work.rows`` in question."""
        return None if self._order is None else self._order.row(self.place)

    @property
    def face_row(self) -> int | None:
        """The same if it is a face, not a photo without one."""
        row = self.row
        return row if row is not None and self._work.rows.face_ids[row] > 0 else None

    @property
    def photo_id(self) -> int | None:
        """The photo in question."""
        return None if self.row is None else int(self._work.rows.photo_ids[self.row])

    @property
    def entry(self) -> tuple[int | None, FaceEntry | None]:
        """Number and entry of the face in its photo, as far as that is read."""
        row, loaded = self.face_row, self.loaded
        if row is None or loaded is None:
            return None, None
        face_id = int(self._work.rows.face_ids[row])
        entries = loaded.entry.faces
        found = [index for index, entry in enumerate(entries) if entry.face_id == face_id]
        return (found[0], entries[found[0]]) if found else (None, None)

    def begin(self, row: int) -> None:
        """Begin at a row of ``work.rows``, in the order that the model has now."""
        self._order = ReviewOrder(self._work.rows, self._model.listing)
        place = self._order.place(row)
        self._go(self._order.insert(row, after=-1) if place is None else place)

    def end(self) -> None:
        """Stop; what was fetched is kept for a while."""
        self._order = self.loaded = self._awaited = None
        self.loader.cancel()
        self.photo_left.emit()

    def go_on(self) -> None:
        """Go to the next one to be reviewed: past what is, if only that was wanted."""
        unreviewed = self._model.filter.show == "unreviewed"
        self.step(1, skip=self._work.attribute if unreviewed else None)

    def step(self, by: int, *, skip: Attribute | None = None) -> None:
        """Go on or back, past what is reviewed in the sense of ``skip``."""
        if self._order is None:
            return
        place = self._order.step(self.place, by, skip=skip)
        if place is not None:
            self._go(place)
        elif by > 0:
            self._messages.say(self.tr("That was the last one."))
        else:
            self._messages.say(self.tr("This is the first one."))

    def jump(self, *, last: bool) -> None:
        """Go to the first one, or to the last."""
        if self._order is not None and len(self._order):
            self._go(len(self._order) - 1 if last else 0)

    def go_to_number(self, index: int) -> None:
        """Go to another face of the photo on screen."""
        if self.loaded is not None and index < len(self.loaded.entry.faces):
            self.go_to_face(self.loaded.entry.faces[index].face_id)

    @Slot(int)
    def go_to_face(self, face_id: int) -> None:
        """Go to a face; one that the grid does not show is put after the current one."""
        row = self._work.row_of(face_id)
        if self._order is None or row is None:
            return
        place = self._order.place(row)
        self._go(self._order.insert(row, after=self.place) if place is None else place)

    @Slot(int)
    def _on_added(self, face_id: int) -> None:
        """Go to a face that is new, next to the others of its photo."""
        row = self._work.row_of(face_id)
        if self._order is None or row is None:
            return
        # Where it was the photo's first, the photo's own row has left and the next moved up.
        same_photo = int(self._work.rows.photo_ids[row]) == self.photo_id
        self._go(self._order.insert(row, after=self.place if same_photo else self.place - 1))

    @Slot(int)
    def _on_box_moved(self, _face_id: int) -> None:
        """Show a box where it is by now."""
        self.loader.forget_entries()
        if self._order is not None:
            self._go(self.place)

    def _go(self, place: int) -> None:
        """Put the face at a place in question; its photo follows as soon as it is read."""
        if self._order is None or (row := self._order.row(place)) is None:
            return
        self.place = place
        photo_id = int(self._work.rows.photo_ids[row])
        if self.loaded is not None and self.loaded.entry.photo_id != photo_id:
            self.loaded = None
            self.photo_left.emit()
        self.loader.show(photo_id, then=self._next_photos(photo_id))
        self.moved.emit(row)

    def _next_photos(self, photo_id: int) -> list[int]:
        """The next photos to load in advance."""
        found: list[int] = []
        for place in range(self.place + 1, self.place + _LOOKED_AHEAD):
            row = None if self._order is None else self._order.row(place)
            if row is None or len(found) == _FORESEEN:
                break
            other = int(self._work.rows.photo_ids[row])
            if other != photo_id and other not in found:
                found.append(other)
        return found

    @Slot(object)
    def _on_loaded(self, loaded: LoadedPhoto) -> None:
        before, self.loaded = self.loaded, loaded
        self.photo_ready.emit(before is None or before.entry.sha256 != loaded.entry.sha256)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, LookupError):  # the photo has left: the rows follow
            self._messages.report(error)

    @Slot()
    def _on_opened(self) -> None:
        was_open = self.open
        self.end()
        self.loader.begin(self._work.project)
        if was_open:
            self.ended.emit()

    @Slot()
    def _on_rows(self) -> None:
        """Rows were read anew: stay with the face in question."""
        if self._order is None:
            return
        rows, listing = self._work.rows, self._model.listing
        place = self._order.after_reading(rows, listing, near=self.place)
        if place is None:
            self.end()
            self.ended.emit()
            return
        self.loader.forget_entries()
        self._go(place)
        if self._awaited is not None and self._work.row_of(self._awaited) is not None:
            face_id, self._awaited = self._awaited, None
            self._on_added(face_id)

    @Slot(int, int)
    def _on_undone(self, face_id: int, _photo_id: int) -> None:
        """Show what an undo or redo changed; a face that comes back is waited for."""
        self._awaited = face_id if self._work.row_of(face_id) is None else None
        self.go_to_face(face_id)


Rows = NDArray[np.int64]
_GONE = -1


class ReviewOrder:
    """Faces in the order of review; photos without any take part as they do in the grid."""

    def __init__(self, rows: FaceRows, order: Rows) -> None:
        """``order`` are the rows, first to be reviewed first."""
        self._table = rows
        self._rows = np.asarray(order, dtype=np.int64)
        self._keys: Rows = _keys(rows)[self._rows]

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, place: int) -> int | None:
        """The row at a place of the order, ``None`` if there is no such place."""
        return int(self._rows[place]) if 0 <= place < len(self._rows) else None

    def place(self, row: int) -> int | None:
        """Where a row stands in the order."""
        found = np.flatnonzero(self._rows == row)
        return int(found[0]) if len(found) else None

    def step(self, place: int, by: int, *, skip: Attribute | None = None) -> int | None:
        """The next place forwards or backwards, ``None`` at the end.

        ``skip`` leaves out what is reviewed already in that sense, and photos without a face.
        """
        ahead = self._rows[place + 1 :] if by > 0 else self._rows[:place][::-1]
        if skip is not None:
            wanted = ~self._table.reviewed(skip)[ahead] & (self._table.face_ids[ahead] > 0)
        else:
            wanted = np.ones(len(ahead), dtype=bool)
        if not wanted.any():
            return None
        distance = int(np.argmax(wanted)) + 1
        return place + distance if by > 0 else place - distance

    def after_reading(self, rows: FaceRows, order: Rows, *, near: int) -> int | None:
        """Go over to rows that were read anew; returns where the face at place ``near`` is now.

        What stood in the order keeps its place, even if the grid's ``order`` has it no longer;
        what is new comes at the end; what is gone leaves, and its neighbour stands in for it.
        """
        everything = _keys(rows)
        if not len(everything):
            self._table, self._rows, self._keys = rows, everything, everything
            return None
        fresh = everything[np.asarray(order, dtype=np.int64)]
        keys = np.concatenate([self._keys, fresh[~np.isin(fresh, self._keys)]])
        sorter = np.argsort(everything, kind="stable")
        at = np.searchsorted(everything, keys, sorter=sorter)
        found = sorter[np.minimum(at, len(sorter) - 1)]
        there = everything[found] == keys
        self._table = rows
        self._keys, self._rows = keys[there], found[there]
        before = int(there[:near].sum())
        return min(before, len(self._rows) - 1) if len(self._rows) else None

    def insert(self, row: int, *, after: int) -> int:
        """Put a row behind a place, wherever it was; returns its new place."""
        known = self.place(row)
        if known is not None:
            self._rows, self._keys = np.delete(self._rows, known), np.delete(self._keys, known)
            after -= known <= after
        self._rows = np.insert(self._rows, after + 1, row)
        self._keys = np.insert(self._keys, after + 1, _keys(self._table)[row])
        return after + 1


def _keys(rows: FaceRows) -> Rows:
    """Keys that stay the same when rows are read anew: the face, or the photo without one."""
    return np.where(rows.face_ids > 0, rows.face_ids, -rows.photo_ids)


CROP_PX = 128
"""Side of the small pictures of the faces: enough for a dense screen, little for a crowd."""

_PICTURES_BYTES = 64 * 2**20  # four photos of 12 megapixels: on screen, two to come, the last
_SHARPEST_PX = 4000


@dataclass(frozen=True, slots=True, eq=False)
class LoadedPhoto:
    """A loaded photo; without a ``picture`` there is a ``problem``.

    ``crops`` are small square pictures of the faces, in their order.
    """

    entry: PhotoEntry
    picture: Picture | None
    crops: tuple[QImage, ...]
    problem: UserError | None = None

    @property
    def bytes_held(self) -> int:
        """The memory that its pictures take, in bytes."""
        shown = 0 if self.picture is None else self.picture.bytes_held
        return shown + sum(image.sizeInBytes() for image in self.crops)


class ReviewLoader(QObject):
    """Serves the photo asked for last; those seen lately or foreseen come at once.

    ``ready`` (Seen) when it is there, again when it was read anew after ``forget_entries`` and when
    ``sharpen`` has a sharper picture. ``failed`` (exception) if the project cannot be read.
    """

    ready = Signal(object)
    failed = Signal(object)

    def __init__(self, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._project: Project | None = None
        self._kept: BytesCache[int, LoadedPhoto] = BytesCache(
            _PICTURES_BYTES, size_of=lambda loaded: loaded.bytes_held
        )
        self._sharp: LoadedPhoto | None = None  # of the photo on screen alone
        self._stale: set[int] = set()
        self._jobs: dict[Job, int] = {}
        self._photo_id: int | None = None
        self._wishes: list[int] = []

    @property
    def busy(self) -> bool:
        """Whether anything is being fetched."""
        return bool(self._jobs)

    def begin(self, project: Project | None) -> None:
        """Serve another project; nothing of the former one is kept."""
        self._project = project
        self.cancel()
        self._kept.clear()
        self._stale.clear()

    def cancel(self) -> None:
        """Give up what is under way; what was fetched is kept, though not at full size."""
        self._sharp = None
        for job in self._jobs:
            job.cancel()
        self._jobs.clear()
        self._wishes.clear()
        self._photo_id = None

    def show(self, photo_id: int, *, then: Sequence[int] = ()) -> None:
        """Serve this photo, then fetch those that are likely to be wanted next."""
        if photo_id != self._photo_id:
            self._sharp = None
        self._photo_id = photo_id
        self._wishes = [wish for wish in then if wish != photo_id]
        self._drop({other for other in self._jobs.values() if other not in (photo_id, *then)})
        held = self._held(photo_id)
        if held is not None:
            self.ready.emit(held)
        if photo_id in self._stale:
            self._drop({photo_id})
        if held is None or photo_id in self._stale:
            # One that was foreseen may be half done: whichever comes first is taken.
            self._fetch(photo_id, Urgency.NOW)
        self._foresee()

    def forget_entries(self) -> None:
        """What is known of the photos may have changed; their pictures are kept."""
        self._stale.update(self._kept)

    def sharpen(self) -> None:
        """Read the photo on screen again at full size; silently not, where that is no use."""
        photo_id, project = self._photo_id, self._project
        held = None if photo_id is None else self._held(photo_id)
        if held is None or project is None or photo_id in self._jobs.values():
            return
        job = self._lane.submit(lambda: _sharper(project, held), urgency=Urgency.SOON)
        self._follow(held.entry.photo_id, job)

    def _fetch(self, photo_id: int, urgency: Urgency) -> None:
        project, held = self._project, self._held(photo_id)
        if project is None:
            return
        self._stale.discard(photo_id)
        job = self._lane.submit(lambda: _options(project, photo_id, held), urgency=urgency)
        self._follow(photo_id, job)

    def _follow(self, photo_id: int, job: Job) -> None:
        self._jobs[job] = photo_id
        job.succeeded.connect(self._take)
        job.failed.connect(lambda error: self._fail(job, photo_id, error))
        job.finished.connect(lambda: self._end(job))

    def _take(self, loaded: LoadedPhoto) -> None:
        photo_id = loaded.entry.photo_id
        self._drop({photo_id})
        usual = loaded
        if loaded.picture is not None and photo_id == self._photo_id:
            usual = replace(loaded, picture=loaded.picture.reduced())
            self._sharp = loaded if usual.picture is not loaded.picture else None
        self._kept.put(photo_id, usual, keep=self._photo_id)
        if photo_id == self._photo_id:
            self.ready.emit(loaded)

    def _held(self, photo_id: int) -> LoadedPhoto | None:
        """A photo as sharp as it is there."""
        if self._sharp is not None and self._sharp.entry.photo_id == photo_id:
            return self._sharp
        return self._kept.get(photo_id)

    def _fail(self, job: Job, photo_id: int, error: Exception) -> None:
        # Where one that was foreseen fails, the one that was asked for may still succeed.
        last = all(other is job for other, wanted in self._jobs.items() if wanted == photo_id)
        if photo_id == self._photo_id and last:
            self.failed.emit(error)

    def _end(self, job: Job) -> None:
        self._jobs.pop(job, None)
        self._foresee()

    def _drop(self, photo_ids: set[int]) -> None:
        """Give up what is under way for these photos."""
        for job in [job for job, photo_id in self._jobs.items() if photo_id in photo_ids]:
            del self._jobs[job]
            job.cancel()

    def _foresee(self) -> None:
        """Fetch one wish at a time, once what is looked at is there."""
        while self._wishes and not self._jobs:
            wish = self._wishes.pop(0)
            if wish not in self._kept or wish in self._stale:
                self._fetch(wish, Urgency.SOON)


def _options(
    project: Project, photo_id: int, held: LoadedPhoto | None
) -> Generator[None, None, LoadedPhoto]:
    """Work for the lane: what is known of a photo, and its picture unless that is held."""
    entry = project.photo(photo_id)
    shown = None
    if held is not None and _same_picture(held.entry, entry):
        shown = held.picture
    problem = None
    if shown is None:
        yield
        try:
            photo = picture.read(project.analysed_file(entry))
            yield
            shown = picture.picture_of(photo)
        except UserError as error:
            problem = error
        yield
    return LoadedPhoto(entry, shown, _crops(entry, shown), problem)


def _sharper(project: Project, held: LoadedPhoto) -> LoadedPhoto:
    """Work for the lane: the same at full size, or at most at twice ``_SHARPEST_PX``."""
    photo = picture.read(project.analysed_file(held.entry), reduce_to_px=_SHARPEST_PX)
    return replace(held, picture=picture.picture_of(photo))


def _same_picture(one: PhotoEntry, other: PhotoEntry) -> bool:
    return (one.name, one.sha256) == (other.name, other.sha256)


def _crops(entry: PhotoEntry, shown: Picture | None) -> tuple[QImage, ...]:
    if shown is None:
        return ()
    return tuple(shown.crop(one.face.box, side_px=CROP_PX) for one in entry.faces)

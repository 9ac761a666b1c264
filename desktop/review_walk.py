"""The way through the faces: which one is in question, its photo, and where to go from there."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from desktop.folder_model import FaceModel
from desktop.folder_work import FolderWork
from desktop.jobs import Lane
from desktop.messages import Messages
from desktop.review_loader import ReviewLoader, Seen
from desktop.review_order import ReviewOrder
from engine.project import Attribute, FaceEntry

_FORESEEN = 2
_LOOKED_AHEAD = 40


class ReviewWalk(QObject):
    """Goes from face to face in the order that the grid had when it began.

    ``moved`` (row) with every face in question, and when its row gets another number;
    ``photo_left`` when another photo is being fetched, ``photo_seen`` (fresh) when it is there,
    or not ``fresh``, was read anew; ``ended`` when there is nothing left to review.
    """

    moved = Signal(int)
    photo_left = Signal()
    photo_seen = Signal(bool)
    ended = Signal()

    def __init__(
        self,
        *,
        work: FolderWork,
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
        self.seen: Seen | None = None
        self.loader = ReviewLoader(lane, self)
        self.loader.ready.connect(self._on_seen)
        self.loader.failed.connect(self._on_failed)
        work.opened.connect(self._on_opened)
        work.rows_changed.connect(self._on_rows)
        work.face_added.connect(self._on_added)
        work.turned.connect(self._on_turned)

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
        row, seen = self.face_row, self.seen
        if row is None or seen is None:
            return None, None
        face_id = int(self._work.rows.face_ids[row])
        entries = seen.entry.faces
        found = [index for index, entry in enumerate(entries) if entry.face_id == face_id]
        return (found[0], entries[found[0]]) if found else (None, None)

    def begin(self, row: int) -> None:
        """Begin at a row of ``work.rows``, in the order that the model has now."""
        self._order = ReviewOrder(self._work.rows, self._model.listing)
        place = self._order.place(row)
        self._go(self._order.insert(row, after=-1) if place is None else place)

    def end(self) -> None:
        """Stop; what was fetched is kept for a while."""
        self._order = self.seen = self._awaited = None
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

    def go_to_number(self, index: int) -> None:
        """Go to another face of the photo on screen."""
        if self.seen is not None and index < len(self.seen.entry.faces):
            self.go_to_face(self.seen.entry.faces[index].face_id)

    @Slot(int)
    def go_to_face(self, face_id: int) -> None:
        """Go to a face; one that the grid does not show stands behind the one in question."""
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

    def _go(self, place: int) -> None:
        """Put the face at a place in question; its photo follows as soon as it is read."""
        if self._order is None or (row := self._order.row(place)) is None:
            return
        self.place = place
        photo_id = int(self._work.rows.photo_ids[row])
        if self.seen is not None and self.seen.entry.photo_id != photo_id:
            self.seen = None
            self.photo_left.emit()
        self.loader.show(photo_id, then=self._next_photos(photo_id))
        self.moved.emit(row)

    def _next_photos(self, photo_id: int) -> list[int]:
        """The photos that come next, as far as one need look ahead."""
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
    def _on_seen(self, seen: Seen) -> None:
        before, self.seen = self.seen, seen
        self.photo_seen.emit(before is None or before.entry.sha256 != seen.entry.sha256)

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
    def _on_turned(self, face_id: int, _photo_id: int) -> None:
        """Show what an undo or redo changed; a face that comes back is waited for."""
        self._awaited = face_id if self._work.row_of(face_id) is None else None
        self.go_to_face(face_id)

"""The photo under review with its picture and faces; the next ones are fetched beforehand."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desktop import picture
from desktop.jobs import Job, Lane, Urgency
from desktop.picture import Picture
from engine.errors import UserError
from engine.project import PhotoEntry, Project

CROP_PX = 128
"""Side of the small pictures of the faces: enough for a dense screen, little for a crowd."""

_KEPT = 6
_SHARPEST_PX = 4000


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A photo as it can be looked at; without a ``picture`` there is a ``problem``.

    ``crops`` are small square pictures of the faces, in their order.
    """

    entry: PhotoEntry
    picture: Picture | None
    crops: tuple[QImage, ...]
    problem: UserError | None = None


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
        self._kept: OrderedDict[int, Seen] = OrderedDict()
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
        """Give up what is under way; what was fetched is kept."""
        for job in self._jobs:
            job.cancel()
        self._jobs.clear()
        self._wishes.clear()
        self._photo_id = None

    def show(self, photo_id: int, *, then: Sequence[int] = ()) -> None:
        """Serve this photo, then fetch those that are likely to be wanted next."""
        self._photo_id = photo_id
        self._wishes = [wish for wish in then if wish != photo_id]
        self._drop({other for other in self._jobs.values() if other not in (photo_id, *then)})
        held = self._kept.get(photo_id)
        if held is not None:
            self._kept.move_to_end(photo_id)
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
        held = None if photo_id is None else self._kept.get(photo_id)
        if held is None or project is None or photo_id in self._jobs.values():
            return
        job = self._lane.submit(lambda: _sharper(project, held), urgency=Urgency.SOON)
        self._follow(held.entry.photo_id, job)

    def _fetch(self, photo_id: int, urgency: Urgency) -> None:
        project, held = self._project, self._kept.get(photo_id)
        if project is None:
            return
        self._stale.discard(photo_id)
        job = self._lane.submit(lambda: _look(project, photo_id, held), urgency=urgency)
        self._follow(photo_id, job)

    def _follow(self, photo_id: int, job: Job) -> None:
        self._jobs[job] = photo_id
        job.succeeded.connect(self._take)
        job.failed.connect(lambda error: self._fail(photo_id, error))
        job.finished.connect(lambda: self._end(job))

    def _take(self, seen: Seen) -> None:
        photo_id = seen.entry.photo_id
        self._drop({photo_id})
        self._kept[photo_id] = seen
        self._kept.move_to_end(photo_id)
        while len(self._kept) > _KEPT:
            oldest = next(key for key in self._kept if key != self._photo_id)
            del self._kept[oldest]
        if photo_id == self._photo_id:
            self.ready.emit(seen)

    def _fail(self, photo_id: int, error: Exception) -> None:
        if photo_id == self._photo_id:
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


def _look(project: Project, photo_id: int, held: Seen | None) -> Generator[None, None, Seen]:
    """Work for the lane: what is known of a photo, and its picture unless that is held."""
    entry = project.photo(photo_id)
    shown = None
    if held is not None and _same_picture(held.entry, entry):
        shown = held.picture
    problem = None
    if shown is None:
        yield
        try:
            photo = picture.read(project.file_of(entry.name))
            yield
            shown = picture.picture_of(photo)
        except UserError as error:
            problem = error
        yield
    return Seen(entry, shown, _crops(entry, shown), problem)


def _sharper(project: Project, held: Seen) -> Seen:
    """Work for the lane: the same at full size, or at most at twice ``_SHARPEST_PX``."""
    photo = picture.read(project.file_of(held.entry.name), reduce_to_px=_SHARPEST_PX)
    return replace(held, picture=picture.picture_of(photo))


def _same_picture(one: PhotoEntry, other: PhotoEntry) -> bool:
    return (one.name, one.sha256) == (other.name, other.sha256)


def _crops(entry: PhotoEntry, shown: Picture | None) -> tuple[QImage, ...]:
    if shown is None:
        return ()
    return tuple(shown.crop(one.face.box, side_px=CROP_PX) for one in entry.faces)

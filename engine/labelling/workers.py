"""Photos analysed side by side: each worker has networks of its own and takes the next photo.

Everything that costs time (reading, decoding, resizing, the networks) lets go of Python's lock,
so threads fill the cores. A worker takes a photo from its file to its estimates: batches over
several photos were measured and gain nothing on a processor (docs/adr/0005-labelling.md).
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from engine.errors import UserError
from engine.images import read_photo
from engine.project import FileStamp, Pending, Project, Run, Turn, hash_of, stamp_of
from engine.results import PhotoResult, Status
from engine.words import translatable

_log = logging.getLogger(__name__)
SHARED: tuple[Status, ...] = ("ok", "no_face")
"""Results that hold for every file of the same content."""
_NAME = "labelling"


class PhotoAnalyser(Protocol):
    """What turns a file into a result, whatever is wrong with the file: a ``Pipeline``."""

    def analyse_file(self, path: Path, *, name: str | None = None) -> PhotoResult:
        """The result for one file; never raises ``UserError``."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """A photo that is done; ``result`` is ``None`` where it was known already.

    ``computed`` is false where an identical file gave the answer; ``turn`` proves that the picture
    is what lay under its name before, turned.
    """

    photo_id: int
    name: str
    result: PhotoResult | None
    stamp: FileStamp | None = None
    sha256: str | None = None
    computed: bool = False
    turn: Turn | None = None


class WorkerPool(Protocol):
    """What analyses the photos of a job: threads of this process, or workers of a cluster.

    ``FolderJob`` is the only one to call it, from one thread.
    """

    @property
    def has_room(self) -> bool:
        """Whether more work may be given: never more than a little is waiting."""
        ...

    @property
    def under_way(self) -> int:
        """Photos given and not yet taken back."""
        ...

    @property
    def helpers(self) -> int | None:
        """Workers of a cluster that can take photos now; ``None`` for threads of this process."""
        ...

    def give(self, photo: Pending) -> None:
        """Queue a photo."""
        ...

    def take(self, *, timeout_s: float) -> Outcome | None:
        """The next finished photo; ``None`` if there is none in time; raises what ends the job."""
        ...

    def take_finished(self) -> Outcome | None:
        """One more finished photo after ``stop``, whatever else went wrong; ``None`` at the end."""
        ...

    def take_notices(self) -> tuple[UserError, ...]:
        """What went wrong without ending the job, since the last call."""
        ...

    def kept(self, outcome: Outcome) -> None:
        """Say that a result is on disk."""
        ...

    def stop(self) -> None:
        """End after the photos in hand."""
        ...


def left_behind() -> bool:
    """Whether a worker that was told to stop is still in a photo, or in a file of a dead drive."""
    return any(thread.name.startswith(f"{_NAME} ") for thread in threading.enumerate())


class Workers:
    """Threads that analyse pending photos; ``give`` them work, ``take`` what is done."""

    def __init__(
        self, project: Project, run: Run, *, open_analyser: Callable[[], PhotoAnalyser], count: int
    ) -> None:
        self._project, self._run, self._open = project, run, open_analyser
        self._root = project.root
        self._tasks: queue.Queue[Pending | None] = queue.Queue()
        self._done: queue.Queue[Outcome | Exception] = queue.Queue()
        self._stopping = threading.Event()
        self._duplicates = _Duplicates()
        self._room = 2 * count
        self._given = self._taken = 0
        self._threads = [
            threading.Thread(target=self._work, name=f"{_NAME} {number}", daemon=True)
            for number in range(count)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def has_room(self) -> bool:
        """Whether more work may be given: never more than a little is waiting."""
        return self._given - self._taken < self._room

    @property
    def under_way(self) -> int:
        """Photos given and not yet taken back."""
        return self._given - self._taken

    @property
    def helpers(self) -> None:
        """None: these are threads of this process."""
        return None

    def give(self, photo: Pending) -> None:
        """Queue a photo."""
        self._given += 1
        self._tasks.put(photo)

    def take(self, *, timeout_s: float) -> Outcome | None:
        """The next finished photo; ``None`` if there is none in time.

        Raises what made a worker give up, such as ``ModelError``.
        """
        try:
            outcome = self._done.get(timeout=timeout_s)
        except queue.Empty:
            return None
        if isinstance(outcome, Exception):
            raise outcome
        self._taken += 1
        return outcome

    def take_finished(self) -> Outcome | None:
        """One more finished photo after ``stop``, whatever else went wrong; ``None`` at the end."""
        while True:
            try:
                outcome = self._done.get_nowait()
            except queue.Empty:
                return None
            if isinstance(outcome, Outcome):
                return outcome

    def take_notices(self) -> tuple[UserError, ...]:
        """None: what goes wrong in a thread ends the job or is a photo's row."""
        return ()

    def kept(self, outcome: Outcome) -> None:
        """Say that a result is on disk: duplicates find it there from now on."""
        if outcome.sha256 is not None:
            self._duplicates.forget(outcome.sha256)

    def stop(self, *, timeout_s: float = 10.0) -> None:
        """End after the photos in hand."""
        self._stopping.set()
        self._duplicates.release()
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join(timeout_s)
            if thread.is_alive():
                _log.warning("A worker is still busy with a photo, or a dead drive; it is left")

    # Everything below runs in the workers.

    def _work(self) -> None:
        try:
            analyser = self._open()
            while (photo := self._tasks.get()) is not None:
                if self._stopping.is_set():
                    return
                self._done.put(self._outcome(photo, analyser))
        except Exception as error:  # noqa: BLE001 - whoever takes the outcomes raises it
            self._done.put(error)

    def _outcome(self, photo: Pending, analyser: PhotoAnalyser) -> Outcome:
        path = Path(photo.name) if self._root is None else self._root / photo.name
        stamp, sha256 = stamp_of(path), hash_of(path)
        if sha256 is None:
            result = analysed(analyser, path, photo.name)
            return Outcome(photo.photo_id, photo.name, result, stamp, computed=True)
        photo_id, known = self._project.match_file(photo, self._run, sha256=sha256)
        if known:
            return Outcome(photo_id, photo.name, None, stamp)
        duplicate = self._from_duplicate(photo_id, sha256)
        result = duplicate or self._found(analyser, path, photo.name, sha256)
        result = replace(result, path=photo.name)
        turn = None
        if result.picture and (former := self._project.former_picture(photo_id, sha256)):
            result, turn = compared(result, path, former)
        if stamp != stamp_of(path):
            # Exchanged while we looked: the result may be of either. It is done again next time,
            # and what was said of the former picture is not taken to be said of this one.
            self._duplicates.forget(sha256)
            stamp, sha256, turn = None, hash_of(path) or sha256, None
            result = replace(result, picture="")
        computed = duplicate is None
        return Outcome(photo_id, photo.name, result, stamp, sha256, computed=computed, turn=turn)

    def _found(self, analyser: PhotoAnalyser, path: Path, name: str, sha256: str) -> PhotoResult:
        """A new answer, told to all who wait for it."""
        result: PhotoResult | None = None
        try:
            result = analysed(analyser, path, name)
            return result
        finally:
            self._duplicates.tell(sha256, result)

    def _from_duplicate(self, photo_id: int, sha256: str) -> PhotoResult | None:
        """The answer for an identical file, waiting for it if it is being found right now."""
        duplicate = self._duplicates.claim(sha256)
        if duplicate is not None:
            return duplicate
        entry = self._project.analysed_duplicate(photo_id, self._run, sha256)
        if entry is None:
            return None
        faces = tuple(face.face for face in entry.faces if face.found and face.origin == "model")
        status: Status = "ok" if faces else "no_face"
        result = PhotoResult(
            entry.name, status, entry.width_px, entry.height_px, faces, picture=entry.picture
        )
        self._duplicates.tell(sha256, result)
        return result


class _Duplicates:
    """Answers by content that are being found or not on disk yet."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._answers: dict[str, PhotoResult | None] = {}
        self._released = False

    def claim(self, sha256: str) -> PhotoResult | None:
        """A known answer; or ``None``, and then the caller is the one to find it and ``tell``."""
        with self._changed:
            while sha256 in self._answers and not self._released:
                answer = self._answers[sha256]
                if answer is not None:
                    return answer
                self._changed.wait()
            self._answers[sha256] = None
            return None

    def tell(self, sha256: str, answer: PhotoResult | None) -> None:
        """Give the answer to all who wait; none, and the next one may try."""
        with self._changed:
            if answer is not None and answer.status in SHARED:
                self._answers[sha256] = answer
            else:
                self._answers.pop(sha256, None)
            self._changed.notify_all()

    def forget(self, sha256: str) -> None:
        """The answer is on disk."""
        with self._changed:
            if self._answers.get(sha256) is not None:
                del self._answers[sha256]

    def release(self) -> None:
        """Let go of all who wait."""
        with self._changed:
            self._released = True
            self._changed.notify_all()


def compared(result: PhotoResult, path: Path, former: str) -> tuple[PhotoResult, Turn | None]:
    """The result, and whether its picture is the ``former`` one (hash of pixels) turned.

    Where it is the same picture, the result says so by the same hash, which an earlier version of
    the program may have noted.
    """
    if result.picture == former:
        return result, None
    try:
        photo = read_photo(path)
        if photo.has_digest(former):
            return replace(result, picture=former), None
        orientation = photo.turn_to(former)
    except (UserError, MemoryError):  # then nothing is proven
        return result, None
    return result, None if orientation is None else Turn(former, orientation)


def analysed(analyser: PhotoAnalyser, path: Path, name: str) -> PhotoResult:
    """One file's result; even a fault of ours is a row with a reason, and the rest goes on."""
    try:
        return analyser.analyse_file(path, name=name)
    except MemoryError:
        message = translatable("There was not enough memory for this photo.")
    except Exception:  # noqa: BLE001 - one photo must not end a night's work; the log has it
        _log.exception("A photo could not be analysed")
        message = translatable("AgeLens failed on this photo; the log has the details.")
    return PhotoResult(name, "skipped", message=f"{message} Received: {path.name}")

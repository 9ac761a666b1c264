"""A labelling job: what is new or changed is analysed, every result kept within half a second."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from engine import __version__
from engine.errors import DataError, UserError
from engine.files import opened_ordinary
from engine.images import file_in, may_have_pages, read_photo, split_page
from engine.labelling.scan import ScanSettings, photos_below
from engine.labelling.workers import Outcome, PhotoAnalyser, WorkerPool, Workers
from engine.progress import Progress
from engine.project import (
    AnalysedPhoto,
    Changes,
    Counts,
    Listed,
    Pending,
    Project,
    Run,
    hash_of,
    stamp_of,
)
from engine.project.records import FAST
from engine.spec import DETECTOR, ModelSpec

_T = TypeVar("_T")
Stage = Literal["scanning", "working", "finishing"]
_STEP_S = 0.05
_KEEP_EVERY_S = 0.5
_KEEP_AT = 64
_RATE_OVER_S = 20.0
_PAGE = 200
_SAMPLE = 5  # photos that are asked whether anything is still there
_FAILURES_IN_A_ROW = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class JobProgress(Progress):
    """How far a job is: photos ``done`` of ``total`` in this run, faces found, photos not read.

    ``photos_per_s`` is of the last seconds, ``seconds_left`` follows from it; both ``None`` until
    they can be told. ``name`` is the last photo. ``outcomes`` are the photos that were finished
    since the last progress, and they are on disk. ``notices`` say what went wrong meanwhile and
    did not end the job. ``helpers`` is how many workers of a cluster can take photos now; ``None``
    where this process does the work. ``done_before`` and ``faces_before`` are what an interrupted
    run had come to, if this one goes on with it; they are not among the others.
    """

    stage: Stage
    faces: int = 0
    unread: int = 0
    photos_per_s: float | None = None
    seconds_left: float | None = None
    name: str = ""
    outcomes: tuple[Outcome, ...] = ()
    notices: tuple[UserError, ...] = ()
    helpers: int | None = None
    done_before: int = 0
    faces_before: int = 0

    @property
    def whole(self) -> Progress:
        """How far the job is, what was done before it was interrupted included."""
        return Progress(self.done_before + self.done, self.done_before + self.total)


OpenPool = Callable[[Project, Run, int], WorkerPool]
"""Opens what analyses a job's photos, of which there are so many."""


class FolderJob:
    """Judges the photos of a project with one model, on several cores.

    ``changes`` is what it has found once it is done; ``None`` before, and where no photo was known.
    """

    def __init__(
        self,
        project: Project,
        *,
        analysers: Callable[[], PhotoAnalyser] | None = None,
        pool: OpenPool | None = None,
        run: Run,
        scan: ScanSettings | None = None,
        names: Sequence[str] | None = None,
        workers: int | None = None,
    ) -> None:
        """``analysers`` opens one for each worker, in its thread; ``names`` replace the scan.

        ``pool`` opens other workers than threads of this process; one of the two must be given.

        Networks should use one thread each: the workers fill the cores.
        Without ``names`` the project's folder is scanned with ``scan``. ``workers`` is how many
        photos are analysed at a time; by default as many as there are cores.
        """
        if (analysers is None) == (pool is None):
            raise ValueError("A job takes either analysers or a pool of workers.")
        self._project, self._run = project, run
        self._open_pool = pool or self._threads(analysers)
        self._scan = scan or ScanSettings(recursive=True)
        self._names = names
        self._count = max(workers or usable_cores(), 1)
        self._root: Path | None = None
        self._drive = _Drive()
        self.changes: Changes | None = None
        self._going = threading.Event()
        self._going.set()

    @property
    def paused(self) -> bool:
        """Whether the job waits; it then uses no core."""
        return not self._going.is_set()

    def pause(self) -> None:
        """Begin no more photos until ``resume``; from any thread."""
        self._going.clear()

    def resume(self) -> None:
        """Go on."""
        self._going.set()

    def run_all(self) -> Generator[JobProgress | None, None, Counts]:
        """Do what is to be done; every step takes about a twentieth of a second.

        Closing the generator stops the job: what is finished is kept, and running it again goes
        on there. Raises ``OutputError`` if the project cannot be written, ``DataError`` if the
        folder has gone, ``ModelError`` if the model cannot be loaded, ``ClusterError`` if the
        workers are those of a cluster that cannot be used any more.
        """
        # Once: finding out costs half as much as a small photo, and would three times a photo.
        self._root = self._project.root
        run = self._project.begin(self._run)
        yield JobProgress(stage="scanning")
        self._project.remember()
        interrupted = self._project.counts().pending > 0
        yield from self._list()
        yield from self._find_changed(run)
        counts = self._project.counts()
        total = counts.pending
        if total:
            before = (counts.ok + counts.no_face, counts.faces) if interrupted else (0, 0)
            yield from self._work(run, total, before)
        yield JobProgress(stage="finishing", done=total, total=total)
        self._project.mark_duplicates()
        self.changes = self._project.changes()
        return self._project.counts()

    def _threads(self, analysers: Callable[[], PhotoAnalyser] | None) -> OpenPool:
        """Opens threads of this process."""
        assert analysers is not None

        def open_pool(project: Project, run: Run, _total: int) -> WorkerPool:
            return Workers(project, run, open_analyser=analysers, count=self._count)

        return open_pool

    def _list(self) -> Iterator[JobProgress | None]:
        if self._names is not None:
            self._project.list_photos(self._names)
            return
        root = self._root
        if root is None or not root.is_dir():
            raise _no_folder(root)
        start = f"{root}{os.sep}"
        passed: Counter[str] = Counter()
        count, first = 0, ""
        # The list grows in the project's file, not here: an archive may hold millions of photos.
        self._project.begin_list()
        for part in _in_steps(photos_below(str(root), self._scan, passed)):
            first, count = first or "".join(part[:1]), count + len(part)
            self._project.add_to_list(
                name.removeprefix(start).replace(os.sep, "/") for name in part
            )
            yield JobProgress(stage="scanning", total=count)
        if count == 1 and first == str(root):
            raise _no_folder(root)
        self._project.take_list()
        self._project.keep_passed_over(passed)

    def _find_changed(self, run: Run) -> Iterator[JobProgress | None]:
        changed: set[int] = set()
        total = self._project.counts().photos
        drive = self._drive = _Drive(total)
        for part in _in_steps(self._listed()):
            for photo in part:
                file = self._file_of(photo.name)
                stamp = stamp_of(file)
                drive.note(file, is_there=stamp is not None)
                if photo.is_changed(stamp):
                    changed.add(photo.photo_id)
            yield JobProgress(stage="scanning", total=total)
        self._project.put_back_changed(run, changed)
        yield from self._follow_contents(frozenset(changed))

    def _follow_contents(self, changed: frozenset[int]) -> Iterator[JobProgress | None]:
        """Let photos whose files were renamed, swapped or moved take their labels along."""
        found: dict[int, str] = {}
        photos = self._project.to_identify(changed)
        for done, photo in enumerate(photos):
            sha256 = hash_of(self._file_of(photo.name))
            if sha256 is not None:
                found[photo.photo_id] = sha256
            yield JobProgress(stage="scanning", done=done, total=len(photos))
        yield from self._find_pictures(photos, found, changed)
        self._project.follow_contents(found, changed)

    def _find_pictures(
        self, photos: Sequence[Pending], found: dict[int, str], changed: frozenset[int]
    ) -> Iterator[JobProgress | None]:
        """Know labelled pages by their pixels where their file was written anew.

        They are taken for what they were (in ``found``); the analysis that follows looks again.
        """
        if not any(may_have_pages(split_page(photo.name)[0]) for photo in photos):
            return
        wanted, unknown = self._project.wanted_pictures(found, changed)
        for done, photo in enumerate(photos if wanted else ()):
            if photo.photo_id in unknown and may_have_pages(split_page(photo.name)[0]):
                with suppress(UserError, MemoryError):
                    former = wanted.get(read_photo(self._file_of(photo.name)).digest)
                    if former:
                        found[photo.photo_id] = former.pop(0)
            yield JobProgress(stage="scanning", done=done, total=len(photos))

    def _work(self, run: Run, total: int, before: tuple[int, int]) -> Iterator[JobProgress | None]:
        workers = self._open_pool(self._project, run, total)
        keeper = _Keeper(self._project, run, workers)
        meter = _Meter(total, before)
        photos = self._pending()
        helpers = workers.helpers
        try:
            # What was done before is told before the first photo is.
            yield meter.progress((), helpers=helpers)
            exhausted = False
            while not exhausted or workers.under_way:
                while workers.has_room and not exhausted and not self.paused:
                    photo = next(photos, None)
                    exhausted = photo is None
                    if photo is not None:
                        workers.give(photo)
                if self.paused:
                    meter.pause()
                outcome = workers.take(timeout_s=_STEP_S)
                if outcome is not None:
                    if self._is_lost(outcome):
                        raise _no_folder(self._root or self._file_of(outcome.name).parent)
                    keeper.add(outcome)
                kept = keeper.keep_if_due(force=self.paused or not workers.under_way)
                notices = workers.take_notices()
                told = bool(kept or notices) or workers.helpers != helpers
                helpers = workers.helpers
                yield meter.progress(kept, notices, helpers) if told else None
        finally:
            workers.stop()
            while (outcome := workers.take_finished()) is not None:
                if not self._is_lost(outcome):
                    keeper.add(outcome)
            keeper.keep_if_due(force=True)

    def _listed(self) -> Iterator[Listed]:
        """All photos that are there, page by page."""
        after = -1
        while page := self._project.listed(after=after, limit=_PAGE):
            yield from page
            after = page[-1].position

    def _pending(self) -> Iterator[Pending]:
        """All pending photos in the order of the scan, page by page."""
        after = -1
        while page := self._project.pending(after=after, limit=_PAGE):
            yield from (photo for _, photo in page)
            after = page[-1][0]

    def _is_lost(self, outcome: Outcome) -> bool:
        """Whether a photo was not read because the whole drive has gone; it may be sound."""
        result, root = outcome.result, self._root
        if result is None or result.status not in ("unreadable", "skipped"):
            self._drive.answers()
            return False
        if root is not None and not root.is_dir():
            return True
        return self._drive.has_gone(self._file_of(outcome.name))

    def _file_of(self, name: str) -> Path:
        return Path(name) if self._root is None else self._root / name


class _Drive:
    """Whether photos that were there when the job began are still there.

    A drive that was pulled out leaves no folder, or an empty one, or one whose files give an error
    each; then nothing is wrong with the photos, and no row may say so.
    """

    def __init__(self, total: int = 0) -> None:
        """``total`` is how many files will be noted."""
        self._every = max(total // _SAMPLE, 1)
        self._noted = 0
        self._missing: set[Path] = set()
        self._sample: list[Path] = []
        self._failures: list[int] = []

    def note(self, file: Path, *, is_there: bool) -> None:
        """Say of a file whether it is there as the job begins."""
        if not is_there:
            self._missing.add(file)
            return
        if self._noted % self._every == 0:
            self._sample.append(file)
        self._noted += 1

    def answers(self) -> None:
        """A photo was read."""
        self._failures = []

    def has_gone(self, file: Path) -> bool:
        """Ask about a photo that was not read."""
        code = None if file in self._missing else _system_error(file)
        if code is None:  # it is there: what stands in it is no picture
            self._failures = []
            return False
        if not file.parent.is_dir():
            return True
        self._failures = [*(one for one in self._failures if one == code), code]
        if len(self._failures) >= _FAILURES_IN_A_ROW:
            return True
        others = [other for other in self._sample if other != file]
        return bool(others) and not any(map(stamp_of, others))


def _system_error(file: Path) -> int | None:
    """The system's error for reading a file, ``None`` if it can be read."""
    try:
        with opened_ordinary(file_in(file)) as stream:
            stream.read(1)
    except OSError as error:
        return error.errno or 0
    return None


class _Keeper:
    """Collects outcomes and writes them together, twice a second or sixty-four at a time."""

    def __init__(self, project: Project, run: Run, workers: WorkerPool) -> None:
        self._project, self._run, self._workers = project, run, workers
        self._waiting: list[Outcome] = []
        self._last = time.monotonic()

    def add(self, outcome: Outcome) -> None:
        self._waiting.append(outcome)

    def keep_if_due(self, *, force: bool = False) -> tuple[Outcome, ...]:
        """Write what waits if it is time; returns what was written."""
        due = force or len(self._waiting) >= _KEEP_AT
        due = due or time.monotonic() - self._last >= _KEEP_EVERY_S
        if not self._waiting or not due:
            return ()
        kept, self._waiting = tuple(self._waiting), []
        self._project.keep(
            [
                AnalysedPhoto(done.photo_id, done.result, done.stamp, done.sha256, done.turn)
                for done in kept
                if done.result is not None
            ],
            self._run,
            unchanged={done.photo_id: done.stamp for done in kept if done.result is None},
        )
        for outcome in kept:
            self._workers.kept(outcome)
        self._last = time.monotonic()
        return kept


class _Meter:
    """Counts, and how fast it goes: over the last seconds, pauses left out."""

    def __init__(self, total: int, before: tuple[int, int]) -> None:
        self._total, self._before = total, before
        self._done = self._faces = self._unread = 0
        self._name = ""
        self._marks: deque[tuple[float, int]] = deque([(time.monotonic(), 0)])

    def pause(self) -> None:
        """Begin measuring anew: a pause says nothing about speed."""
        self._marks.clear()
        self._marks.append((time.monotonic(), self._done))

    def progress(
        self,
        kept: Iterable[Outcome],
        notices: tuple[UserError, ...] = (),
        helpers: int | None = None,
    ) -> JobProgress:
        """Count what was kept."""
        kept = tuple(kept)
        self._done += len(kept)
        for outcome in kept:
            if outcome.result is not None:
                self._faces += len(outcome.result.faces)
                self._unread += outcome.result.status in ("unreadable", "skipped")
        now = time.monotonic()
        self._marks.append((now, self._done))
        while len(self._marks) > 2 and now - self._marks[0][0] > _RATE_OVER_S:
            self._marks.popleft()
        begun, before = self._marks[0]
        rate = (self._done - before) / (now - begun) if now > begun else None
        return JobProgress(
            stage="working",
            done=self._done,
            total=self._total,
            done_before=self._before[0],
            faces_before=self._before[1],
            faces=self._faces,
            unread=self._unread,
            photos_per_s=rate,
            seconds_left=(self._total - self._done) / rate if rate else None,
            name=kept[-1].name if kept else "",
            outcomes=kept,
            notices=notices,
            helpers=helpers,
        )


def run_of(spec: ModelSpec, *, detect: bool, thorough: bool = True) -> Run:
    """The settings of a job with this model."""
    return Run(
        run_id=0,
        model_id=spec.model_id,
        model_sha256=spec.sha256,
        detector=DETECTOR if thorough or not detect else f"{DETECTOR}{FAST}",
        detect=detect,
        app_version=__version__,
    )


def usable_cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _in_steps(items: Iterable[_T]) -> Iterator[list[_T]]:
    """Items in lists, each collected in about the time of a step."""
    part: list[_T] = []
    end = time.monotonic() + _STEP_S
    for item in items:
        part.append(item)
        if time.monotonic() >= end:
            yield part
            part, end = [], time.monotonic() + _STEP_S
    yield part


def _no_folder(root: Path | None) -> DataError:
    return DataError(
        "The folder of the photos is not there: is its drive connected? Everything that was "
        "done is kept.",
        received=root,
    )

"""From a chosen photo to its picture and its faces: read and judged in the model lane."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from desktop.i18n.text import plural, translate
from desktop.jobs import Job, Lane, Urgency
from desktop.session import Session, SessionPipeline
from desktop.settings import Settings
from desktop.viewer import picture_cache as picture
from desktop.viewer.picture_cache import BytesCache, Entry, Picture
from desktop.widgets import drop_frame as intake
from desktop.widgets.dialogs import FileDialogs, photo_patterns
from desktop.widgets.drop_frame import DroppedData
from desktop.widgets.labels import plain_tip
from desktop.widgets.progress import ProgressPanel
from engine.errors import ImageError, UserError
from engine.progress import Progress
from engine.results import PhotoResult

if TYPE_CHECKING:
    from engine.images import Photo

_PICTURES_BYTES = 64 * 2**20  # four photos of 12 megapixels
_ANALYSED_AHEAD = 200
_JUDGED = ("ok", "no_face")
# Full size for 16 megapixels; more would take hundreds of megabytes for one look.
_SHARPEST_PX = 4000


@dataclass(frozen=True, slots=True, eq=False)
class OpenedPhoto:
    """A decoded photo and its drawable form."""

    photo: Photo
    picture: Picture


class PhotoLoader(QObject):
    """Serves the photo chosen last; answers to earlier requests are dropped.

    ``opened`` (entry, Picture) comes as soon as the photo is decoded, ``answered`` (entry,
    PhotoResult) when its faces are judged, ``sharpened`` (entry, Picture) on ``sharpen``,
    ``failed`` (entry, exception) instead of any of them. What was seen lately comes at once.
    ``known`` (entry, PhotoResult) comes with every answer, of photos that are not on screen, too.
    """

    opened = Signal(object, object)
    answered = Signal(object, object)
    known = Signal(object, object)
    sharpened = Signal(object, object)
    failed = Signal(object, object)
    busy_changed = Signal(bool)

    def __init__(self, *, lane: Lane, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._session = session
        self._entry: Entry | None = None
        self._job: Job | None = None
        self._judging = self._sharpen_next = False
        # Pixels are for the networks: of the photo on screen alone, should the model be changed.
        self._on_screen: OpenedPhoto | None = None
        self._pictures: BytesCache[Entry, Picture] = BytesCache(
            _PICTURES_BYTES, size_of=lambda picture: picture.bytes_held
        )
        self._results: dict[Entry, PhotoResult] = {}
        # For work in the lane, which knows earlier than the window what it has found: also where
        # the window has turned to another photo meanwhile.
        self.found: dict[Entry, PhotoResult] = {}
        session.model_changed.connect(self._start_anew)

    @property
    def results(self) -> Mapping[Entry, PhotoResult]:
        """All answers of the model in use."""
        return self._results

    @property
    def entry(self) -> Entry | None:
        """The photo that was chosen last."""
        return self._entry

    def keep(self, step: PhotoStep) -> None:
        """Take over what was found elsewhere with the model in use, if it is an answer."""
        if step.result.status in _JUDGED and step.entry not in self._results:
            self._note(step.entry, step.result)

    def _note(self, entry: Entry, result: PhotoResult) -> None:
        self._results[entry] = result
        self.known.emit(entry, result)

    def show(self, entry: Entry) -> None:
        """Serve this photo now, and drop what was asked before."""
        self._drop_job()
        if entry is not self._entry:
            self._sharpen_next, self._on_screen = False, None
        self._entry = entry
        held = self._pictures.get(entry)
        if held is not None:
            self.opened.emit(entry, held)
        result = self._results.get(entry)
        if result is not None and held is not None:
            self.answered.emit(entry, result)
        elif held is None or self._session.pipeline is not None:
            self._submit(entry, self._on_screen)

    def sharpen(self) -> None:
        """Read the photo on screen again at full size, once its faces are known."""
        entry = self._entry
        if entry is None or entry not in self._pictures:
            return
        self._sharpen_next = self._job is not None
        if self._sharpen_next:
            return
        self._judging = True
        job = self._lane.submit(lambda: _sharp(entry), urgency=Urgency.SOON)
        job.succeeded.connect(lambda sharp: self._keep_sharp(entry, sharp))
        self._watch(job, entry)

    def cancel(self) -> None:
        """Give up what is being done."""
        self._drop_job()

    def forget(self) -> None:
        """Give up and forget everything."""
        self._drop_job()
        self._entry = self._on_screen = None
        self._pictures.clear()
        self._forget_answers()

    def _forget_answers(self) -> None:
        self._results.clear()
        self.found = {}  # work that is under way keeps its own

    def _submit(self, entry: Entry, held: OpenedPhoto | None) -> None:
        pipeline, found = self._session.pipeline, self.found
        self._judging = pipeline is not None
        job = self._lane.submit(lambda: _look(entry, found, held=held, pipeline=pipeline))
        job.reported.connect(lambda opened: self._keep_opened(entry, opened))
        job.succeeded.connect(lambda answer: self._keep_answer(entry, answer))
        self._watch(job, entry)

    def _watch(self, job: Job, entry: Entry) -> None:
        self._job = job
        job.failed.connect(lambda error: self.failed.emit(entry, error))
        job.finished.connect(lambda: self._finished(job))
        self.busy_changed.emit(True)

    def _finished(self, job: Job) -> None:
        if job is not self._job:
            return
        self._job = None
        entry, opened = self._entry, self._on_screen
        came_late = not self._judging and self._session.pipeline is not None
        if came_late and entry is not None and opened is not None:
            # The model came while the photo was being read.
            self._submit(entry, opened)
            return
        self.busy_changed.emit(False)
        if self._sharpen_next:
            self.sharpen()

    def _drop_job(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self.busy_changed.emit(False)

    def _keep_opened(self, entry: Entry, opened: OpenedPhoto) -> None:
        self._on_screen = opened  # jobs for other photos have been dropped
        self._pictures.put(entry, opened.picture)
        self.opened.emit(entry, opened.picture)

    def _keep_answer(self, entry: Entry, result: PhotoResult | None) -> None:
        if result is not None:
            self._note(entry, result)
            self.answered.emit(entry, result)

    def _keep_sharp(self, entry: Entry, sharp: Picture) -> None:
        if entry is self._entry:
            self.sharpened.emit(entry, sharp)

    @Slot()
    def _start_anew(self) -> None:
        """Judge the photo on screen with the new model; other answers are no longer true."""
        self._forget_answers()
        being_read = self._job is not None and not self._judging
        if self._entry is not None and self._session.pipeline is not None and not being_read:
            self.show(self._entry)


def _look(
    entry: Entry,
    found: dict[Entry, PhotoResult],
    *,
    held: OpenedPhoto | None,
    pipeline: SessionPipeline | None,
) -> Generator[OpenedPhoto, None, PhotoResult | None]:
    """Work for the lane: read the photo unless it is held, then judge it unless that is known."""
    if held is None:
        photo = picture.read(entry.source)
        held = OpenedPhoto(photo, picture.picture_of(photo))
        yield held
    if pipeline is None:
        return None
    if entry not in found:
        found[entry] = pipeline.analyse(held.photo, path=entry.text)
    return found[entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoStep(Progress):
    """One more photo of many is analysed; its ``result`` also says if it could not be."""

    entry: Entry
    result: PhotoResult


class BackgroundAnalyser(QObject):
    """Analyses the open photos that nobody has looked at yet, in their order.

    Whatever the user asks for is served between two of its steps. Each answer goes to ``loader``.
    Only so many of the photos are analysed as somebody may page through: who opens a folder of
    thousands to look at a few of them has not asked for hours of work.
    """

    def __init__(
        self,
        *,
        lane: Lane,
        session: Session,
        loader: PhotoLoader,
        progress: ProgressPanel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._lane, self._session = lane, session
        self._loader, self._progress = loader, progress
        self._job: Job | None = None

    def start(self, entries: Sequence[Entry]) -> None:
        """Analyse what is not known of these photos; what was under way is given up."""
        self.cancel()
        pipeline, results = self._session.pipeline, self._loader.results
        unknown = [one for one in entries[:_ANALYSED_AHEAD] if one not in results]
        if pipeline is None or not unknown or unknown == [self._loader.entry]:
            return
        found = self._loader.found
        job = self._job = self._lane.submit(
            lambda: analyse_each(unknown, found, pipeline=pipeline), urgency=Urgency.BACKGROUND
        )
        job.reported.connect(self._keep)
        self._progress.watch(job, self.tr("Looking for faces in all photos"), background=True)

    @Slot()
    def cancel(self) -> None:
        """Give up; what is known stays so."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    @Slot(object)
    def _keep(self, step: PhotoStep) -> None:
        self._loader.keep(step)


def analyse_each(
    entries: Sequence[Entry], found: dict[Entry, PhotoResult], *, pipeline: SessionPipeline
) -> Generator[PhotoStep | None, None, list[PhotoResult]]:
    """Work for the lane, in steps: the results of photos; answers are ``found``, or put there.

    No more than one photo is held at a time. What cannot be read or analysed has its message.
    """
    results = []
    for number, entry in enumerate(entries, start=1):
        result = found.get(entry)
        if result is None:
            result = yield from _analysed(entry, pipeline)
            if result.status in _JUDGED:
                found[entry] = result
        results.append(result)
        yield PhotoStep(number, len(entries), entry=entry, result=result)
    return results


def _analysed(entry: Entry, pipeline: SessionPipeline) -> Generator[None, None, PhotoResult]:
    try:
        photo = picture.read(entry.source)
    except UserError as error:
        return PhotoResult(entry.text, "unreadable", message=str(error))
    yield
    try:
        return pipeline.analyse(photo, path=entry.text)
    except UserError as error:
        return PhotoResult(
            entry.text, "skipped", photo.width_px, photo.height_px, message=str(error)
        )


def _sharp(entry: Entry) -> Picture:
    """Work for the lane: the photo at full size, or at most at twice ``_SHARPEST_PX``."""
    return picture.picture_of(picture.read(entry.source, reduce_to_px=_SHARPEST_PX))


@dataclass(frozen=True, slots=True)
class Found:
    """Files that can be opened, and the error to tell about those that cannot.

    ``folders`` are those whose own photos stand in ``names``, ``here`` how many these are; what
    lies in their subfolders has not been looked at. ``asked`` is what the user named of all that,
    as far as it is there, ``gone`` what is not.
    """

    names: tuple[str, ...]
    problem: UserError | None = None
    folders: tuple[str, ...] = ()
    here: int = 0
    asked: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deeper:
    """What lies in the subfolders of opened folders, beside the ``here`` photos opened of them."""

    here: int
    names: tuple[str, ...]


class PhotoOpener(QObject):
    """Turns wishes into photos: ``found`` carries a ``Found``, ``pictured`` a ``QImage``.

    ``deeper`` carries a ``Deeper`` where opened folders have photos in their subfolders, too;
    ``failed`` the exception where nothing can be opened.
    """

    found = Signal(object)
    deeper = Signal(object)
    pictured = Signal(object)
    failed = Signal(object)

    def __init__(
        self, *, lane: Lane, dialogs: FileDialogs, progress: ProgressPanel, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._lane = lane
        self._progress = progress
        self._dialogs = dialogs
        self._window = parent
        self._counting: Job | None = None

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Look for photos under files and folders."""
        if paths:
            self.cancel()
            job = self._lane.submit(lambda: find_photos(paths))
            job.succeeded.connect(self._on_found)
            job.failed.connect(self.failed)
            self._progress.watch(job, self.tr("Looking for photos"))

    def cancel(self) -> None:
        """Look no further into subfolders."""
        if self._counting is not None:
            self._counting.cancel()
            self._counting = None

    def _on_found(self, found: Found) -> None:
        self.found.emit(found)
        if not found.folders:
            return
        self.cancel()
        job = self._counting = self._lane.submit(lambda: look_deeper(found), urgency=Urgency.IDLE)
        job.succeeded.connect(self._on_deeper)
        job.failed.connect(self.failed)
        self._progress.watch(job, self.tr("Looking into subfolders"))

    def _on_deeper(self, deeper: Deeper) -> None:
        self._counting = None
        if deeper.names:
            self.deeper.emit(deeper)

    @Slot(object)
    def open_intake(self, taken: DroppedData) -> None:
        """Open what was dropped or pasted."""
        if taken.image is not None:
            self.pictured.emit(taken.image)
        else:
            self.open_paths(taken.paths)

    @Slot()
    def paste(self) -> None:
        """Open what the clipboard holds: files, a picture, or a path as text."""
        mime = QGuiApplication.clipboard().mimeData()
        taken = intake.take(mime) if mime is not None else None
        if taken is not None:
            self.open_intake(taken)
            return
        kinds = ", ".join(mime.formats()[:3]) if mime is not None else ""
        sentence = self.tr("There is no photo to paste: copy a picture or a file first.")
        received = self.tr("Details: {0}").format(kinds or self.tr("an empty clipboard"))
        self.failed.emit(ImageError(f"{sentence} {received}"))

    @Slot()
    def ask_photos(self) -> None:
        """Ask for files."""
        kinds = self.tr("Photos ({0});;All files (*)").format(photo_patterns())
        title = self.tr("Open photos")
        self.open_paths(self._dialogs.photos(self._window, title=title, kinds=kinds))

    @Slot()
    def ask_folder(self) -> None:
        """Ask for a folder."""
        folder = self._dialogs.folder(self._window, title=self.tr("Open folder"))
        if folder is not None:
            self.open_paths([folder])


_RECENT_KEPT = 10


class RecentPhotos(QObject):
    """Fills ``menu`` whenever it opens; ``chosen`` carries the path of what is wanted again."""

    chosen = Signal(object)

    def __init__(self, menu: QMenu, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._menu, self._settings = menu, settings
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self.fill)
        menu.triggered.connect(self._choose)
        self.fill()

    def note(self, opened: Sequence[str], *, gone: Sequence[str] = ()) -> None:
        """Remember what was opened, the first one as the newest; forget what is no longer there."""
        kept = [path for path in self._settings.recent_photos if path not in gone]
        newest = list(dict.fromkeys([*opened[:_RECENT_KEPT], *kept]))
        self._settings.recent_photos = newest[:_RECENT_KEPT]
        self.fill()

    @Slot()
    def fill(self) -> None:
        """List what is remembered now; the name of a file, and the folder that it lies in."""
        self._menu.clear()
        for path in map(Path, self._settings.recent_photos):
            name, folder = path.name or str(path), path.parent.name
            shown = f"{name} – {folder}" if folder else name
            action = self._menu.addAction(shown.replace("&", "&&"))
            action.setToolTip(plain_tip(str(path)))
            action.setData(str(path))
        if self._menu.isEmpty():
            self._menu.addAction(self.tr("Nothing yet")).setEnabled(False)

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        if action.data():
            self.chosen.emit(Path(action.data()))


def find_photos(paths: Sequence[Path]) -> Generator[Progress, None, Found]:
    """Work for the lane, in steps: files as they are, and the photos of folders.

    Of a folder without photos of its own, those of its subfolders are taken.
    """
    from engine.labelling import ScanSettings, scan

    first_pages = ScanSettings(pages=False)
    names: dict[str, str] = {}
    missing: list[str] = []
    empty: list[str] = []
    folders: list[str] = []
    here = 0
    for path in map(str, paths):
        found = scan([path], first_pages)
        missing += found.missing
        kept = [] if found.missing else list(found.names)
        if found.empty:
            for own in _below(path):
                kept += own
                yield Progress(len(names) + len(kept))
            empty += [] if kept else [path]
        elif Path(path).is_dir():
            folders.append(path)
            here += len(kept)
        for name in kept:
            names.setdefault(os.path.abspath(name), name)  # noqa: PTH100 - as in scan
        yield Progress(len(names))
    problem = None
    if missing:
        gone = translate("photos", "This file does not exist, or no longer exists. File: {0}")
        problem = ImageError(gone.format(_some(missing)))
    elif empty:
        bare = translate("photos", "There is no photo in this folder. Folder: {0}")
        problem = ImageError(bare.format(_some(empty)))
    asked = tuple(
        os.path.abspath(path)  # noqa: PTH100 - as above
        for path in map(str, paths)
        if path not in missing and path not in empty
    )
    return Found(tuple(names.values()), problem, tuple(folders), here, asked, tuple(missing))


def look_deeper(found: Found) -> Generator[Progress, None, Deeper]:
    """Work for the lane, in steps: the photos in the subfolders of what was opened.

    Those that are open already are left out.
    """
    known = set(found.names)
    names: dict[str, None] = {}
    for folder in found.folders:
        for own in _below(folder):
            names |= dict.fromkeys(name for name in own if name not in known)
            yield Progress(len(names))
    return Deeper(found.here, tuple(names))


def _below(folder: str) -> Iterator[list[str]]:
    """The photos of each subfolder, however deep; nothing of those that may not be listed."""
    from engine.images import SUFFIXES
    from engine.labelling import ScanSettings, photos_by_folder

    subfolders = photos_by_folder(folder, ScanSettings(recursive=True))
    next(subfolders, None)  # the folder's own
    for own in subfolders:
        yield [name for name in own if Path(name).suffix.lower() in SUFFIXES]


def _some(names: Sequence[str]) -> str:
    """The first name, and how many more there are."""
    first = Path(names[0]).name or names[0]
    if len(names) == 1:
        return first
    return plural("photos", "{0} and %Ln more", len(names) - 1).format(first)

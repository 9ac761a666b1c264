"""Taking results along: text and pictures to the clipboard, pictures and tables to disk."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QTemporaryDir, QUrl
from PySide6.QtGui import QFontInfo, QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from desktop.i18n import text as wording
from desktop.jobs import Job, Lane, Urgency
from desktop.messages import Messages
from desktop.photos.corrections import Corrections, Told, forms_of, text_of, told
from desktop.photos.loading import PhotoStep, analyse_each
from desktop.session import SessionPipeline
from desktop.viewer import annotate
from desktop.viewer import picture_cache as picture
from desktop.viewer.picture_cache import Entry, Picture
from desktop.widgets.dialogs import FileDialogs
from desktop.widgets.progress import ProgressPanel
from engine.errors import ImageError, OutputError
from engine.results import PhotoResult

if TYPE_CHECKING:  # the window is shown before NumPy is loaded
    from engine.project.records import HumanLabel

_COPY_PX = 2000


class PhotoExport(QObject):
    """Does each export as a job and says what came of it."""

    def __init__(
        self,
        *,
        lane: Lane,
        messages: Messages,
        progress: ProgressPanel,
        dialogs: FileDialogs,
        corrections: Corrections,
        reviewer: Callable[[], str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._corrections, self._reviewer = corrections, reviewer
        self._drags: QTemporaryDir | None = None
        self._window = parent
        self._dialogs = dialogs
        self._lane = lane
        self._messages = messages
        self._progress = progress

    def copy_text(self, entry: Entry, result: PhotoResult) -> None:
        """Put the answer into the clipboard as text."""
        QGuiApplication.clipboard().setText(text_of(entry.name, self._told(entry, result)))
        self._messages.say(self.tr("Result copied."))

    def copy_picture(self, entry: Entry, result: PhotoResult) -> None:
        """Put the annotated picture into the clipboard, at a size that pastes well."""
        family = QFontInfo(QGuiApplication.font()).family()
        faces = self._told(entry, result)
        self._run(
            lambda: _annotated(entry, result, faces, family=family, reduce_to_px=_COPY_PX),
            self.tr("Copying the picture"),
            self.tr("The picture could not be copied."),
            done=self._keep_copy,
        )

    def save_picture(self, entry: Entry, result: PhotoResult) -> Job | None:
        """Ask where, then write the annotated picture at full resolution."""
        path = self._dialogs.save_as(
            self._window,
            title=self.tr("Save annotated picture"),
            name=f"{Path(entry.name).stem}-agelens.png",
            kinds=self.tr("PNG picture (*.png);;JPEG picture (*.jpg *.jpeg)"),
            purpose="pictures",
        )
        if path is None:
            return None
        family = QFontInfo(QGuiApplication.font()).family()
        faces = self._told(entry, result)
        return self._run(
            lambda: _save_picture(entry, result, faces, path=path, family=family),
            self.tr("Saving the picture"),
            self.tr("The picture was not saved."),
            done=self._tell_saved,
        )

    def save_table(
        self,
        entries: Sequence[Entry],
        found: dict[Entry, PhotoResult],
        *,
        pipeline: SessionPipeline,
    ) -> Job | None:
        """Ask where, judge what is not known yet, write one table; reports ``PhotoStep``."""
        path = self._dialogs.save_as(
            self._window,
            title=self.tr("Save table"),
            name="agelens.csv",
            kinds=self.tr("Table (*.csv)"),
        )
        if path is None:
            return None
        from engine.project import now

        corrections, reviewer, at = self._corrections.snapshot(), self._reviewer(), now()

        def labels(entry: Entry, result: PhotoResult) -> Sequence[HumanLabel | None]:
            return corrections.labels(entry, result.faces, reviewer=reviewer, at=at)

        return self._run(
            lambda: _save_table(entries, found, pipeline=pipeline, path=path, labels=labels),
            self.tr("Preparing the table"),
            self.tr("The table was not saved."),
            done=self._tell_saved,
            urgency=Urgency.IDLE,
        )

    def drag_data(self, entry: Entry, shown: Picture, result: PhotoResult) -> QMimeData | None:
        """The annotated picture as a file that can be dropped into a folder.

        It is written into a folder of this window's own, which goes when the window does. ``None``
        if it cannot be written.
        """
        if self._drags is None:
            self._drags = QTemporaryDir()
        folder = Path(self._drags.path())
        path = folder / f"{Path(entry.name).stem}-agelens.jpg"
        family = QFontInfo(QGuiApplication.font()).family()
        faces = self._told(entry, result)
        try:
            annotate.save_image(_drawn(shown, faces, family=family), path)
        except OutputError as error:
            self._messages.report(error)
            return None
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        data.setText(text_of(entry.name, faces))
        return data

    def _told(self, entry: Entry, result: PhotoResult) -> Told:
        """What goes out of a photo: its faces as the user has corrected them."""
        return told(result.faces, self._corrections, entry)

    def _run(
        self,
        work: Callable[[], object],
        text: str,
        trouble: str,
        *,
        done: Callable[[object], None],
        urgency: Urgency = Urgency.NOW,
    ) -> Job:
        job = self._lane.submit(work, urgency=urgency)
        job.succeeded.connect(done)
        job.failed.connect(lambda error: self._messages.report(error, context=trouble))
        self._progress.watch(job, text)
        return job

    def _keep_copy(self, image: object) -> None:
        if isinstance(image, QImage):
            QGuiApplication.clipboard().setImage(image)
            self._messages.say(self.tr("Picture copied."))

    def _tell_saved(self, path: object) -> None:
        self._messages.say(self.tr("Saved as {0}").format(path))


def _annotated(
    entry: Entry, result: PhotoResult, faces: Told, *, family: str, reduce_to_px: int | None
) -> QImage:
    drawable = picture.picture_of(picture.read(entry.source, reduce_to_px=reduce_to_px))
    if (drawable.width_px, drawable.height_px) != (result.width_px, result.height_px):
        changed = wording.translate(
            "photos",
            "This file has changed since AgeLens read it; open it again. File: {0}, {1} "
            "x {2} pixels",
        )
        raise ImageError(changed.format(entry.name, drawable.width_px, drawable.height_px))
    return _drawn(drawable, faces, family=family)


def _drawn(drawable: Picture, faces: Told, *, family: str) -> QImage:
    return annotate.annotated(
        drawable,
        [face for face, _ in faces],
        family=family,
        forms=lambda index: forms_of(*faces[index]),
    )


def _save_picture(
    entry: Entry, result: PhotoResult, faces: Told, *, path: Path, family: str
) -> Path:
    if isinstance(entry.source, Path) and path.exists() and path.samefile(entry.source):
        original = wording.translate(
            "photos",
            "This is the original photo, which AgeLens never changes; choose another "
            "name. File: {0}",
        )
        raise OutputError(original.format(path.name))
    image = _annotated(entry, result, faces, family=family, reduce_to_px=None)
    annotate.save_image(image, path)
    return path


def _save_table(
    entries: Sequence[Entry],
    found: dict[Entry, PhotoResult],
    *,
    pipeline: SessionPipeline,
    path: Path,
    labels: Callable[[Entry, PhotoResult], Sequence[HumanLabel | None]],
) -> Generator[PhotoStep | None, None, Path]:
    """Work for the lane, in steps, so that photos can be looked at meanwhile."""
    from engine.export import write_csv

    results = yield from analyse_each(entries, found, pipeline=pipeline)
    said = {
        id(result): labels(entry, result) for entry, result in zip(entries, results, strict=True)
    }
    write_csv(path, results, spec=pipeline.spec, labels=lambda result: said[id(result)])
    return path

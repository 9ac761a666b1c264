"""Photos of people in the room, found a face in and put on the face wall; kept in memory only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from desktop.context import AppContext
from desktop.jobs import Urgency
from desktop.training.face_wall import FaceWall
from desktop.training.own_choice import OwnFaceChoice
from desktop.training.run import TrainingRun
from desktop.widgets.dialogs import photo_patterns
from desktop.widgets.drop_frame import DroppedData

if TYPE_CHECKING:
    from engine.detection import BlazeFaceDetector
    from engine.images import Photo
    from training.own_faces import OwnFace

MOST = 6


class OwnFaces(QObject):
    """The faces that somebody put on the wall, for this run and those after it.

    They are chosen on the wall, or before a run in ``choice``. They end with the window, or when
    they are taken away. ``changed`` carries them.
    """

    changed = Signal(object)

    def __init__(
        self, context: AppContext, *, run: TrainingRun, wall: FaceWall, choice: OwnFaceChoice
    ) -> None:
        super().__init__(wall)
        self._context, self._run, self._wall = context, run, wall
        self._next, self._looking = 1, 0
        self._finder = _Finder()
        self.faces: tuple[OwnFace, ...] = ()
        wall.own.button.photo_wanted.connect(self.choose)
        wall.removal_wanted.connect(self.remove)
        choice.button.photo_wanted.connect(self.choose)
        choice.removal_wanted.connect(self.remove)
        self.changed.connect(choice.show_faces)

    def wants(self, taken: DroppedData) -> bool:
        """Whether what was dropped is pictures only; looks at names alone."""
        from engine.images import SUFFIXES

        if taken.image is not None:
            return True
        return bool(taken.paths) and all(p.suffix.lower() in SUFFIXES for p in taken.paths)

    def take(self, taken: DroppedData) -> None:
        """Put the face of each picture on the wall."""
        if taken.image is not None:
            self.take_picture(taken.image)
        for path in taken.paths:
            self._look(partial(self._finder.in_file, path), name=path.name)

    @Slot(QImage)
    def take_picture(self, image: QImage) -> None:
        """Put the face of a picture without a file on the wall."""
        self._look(partial(self._finder.in_image, image), name=self.tr("The picture"))

    @Slot()
    def choose(self) -> None:
        """Ask for photos."""
        kinds = self.tr("Photos ({0});;All files (*)").format(photo_patterns())
        title = self.tr("Own photo on the face wall")
        self.take(
            DroppedData(tuple(self._context.dialogs.photos(self._wall, title=title, kinds=kinds)))
        )

    @Slot(int)
    def remove(self, number: int) -> None:
        """Forget a face."""
        self._keep(tuple(face for face in self.faces if face.number != number))

    def _look(self, find: Callable[[], OwnFace], *, name: str) -> None:
        if len(self.faces) + self._looking >= MOST:
            told = self.tr("%Ln own photos are on the wall: remove one first.", "", MOST)
            self._context.messages.say(told)
            return
        self._looking += 1
        job = self._context.lanes.model.submit(find, urgency=Urgency.NOW)
        job.succeeded.connect(self._add)
        context = self.tr("{0} cannot be put on the face wall.").format(name)
        job.failed.connect(lambda error: self._context.messages.report(error, context=context))
        job.finished.connect(self._looked)

    @Slot()
    def _looked(self) -> None:
        self._looking -= 1

    @Slot(object)
    def _add(self, face: OwnFace) -> None:
        number, self._next = self._next, self._next + 1
        self._keep((*self.faces, replace(face, number=number)))
        if self._run.active:
            told = self.tr("Own photo {0} is on the face wall, and is guessed after each epoch.")
        else:
            told = self.tr("Own photo {0} will be on the face wall of the next training.")
        self._context.messages.say(told.format(number))

    def _keep(self, faces: tuple[OwnFace, ...]) -> None:
        self.faces = faces
        self._wall.show_own(faces)
        self.changed.emit(faces)
        self._run.show_own(faces)


class _Finder:
    """Finds the largest face of a picture; called in the model lane only."""

    def __init__(self) -> None:
        self._detector: BlazeFaceDetector | None = None

    def in_file(self, path: Path) -> OwnFace:
        """The face of a file; raises ``ImageError`` if it cannot be read or shows none."""
        from engine.images import read_photo

        return self._in(read_photo(path))

    def in_image(self, image: QImage) -> OwnFace:
        """The face of a picture in memory; raises ``ImageError`` if it shows none."""
        from desktop.viewer.qimage import pixels_of
        from engine.images import from_array

        return self._in(from_array(pixels_of(image)))

    def _in(self, photo: Photo) -> OwnFace:
        from engine.detection import BlazeFaceDetector
        from training.own_faces import find_own_face

        if self._detector is None:
            self._detector = BlazeFaceDetector(num_threads=1)
        return find_own_face(photo, number=0, detector=self._detector)

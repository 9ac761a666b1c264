"""What the lane does with a project for the controller: reading it, and writing what is said."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop.folder.backend import FolderBackend
from desktop.folder.scan_options import ScanOptions, scan_options_of
from desktop.folder.text import model_of
from desktop.session import SessionPipeline
from engine.errors import ForeignProjectError, ProjectError
from engine.project import (
    Counts,
    Edit,
    FaceEntry,
    FaceRows,
    HumanLabel,
    PhotoEntry,
    Project,
    Run,
    now,
)
from engine.project.face_table import LabelColumns
from engine.project.workload import Assignment
from engine.results import Box, Face


@dataclass(frozen=True, slots=True, eq=False)
class FaceIndex:
    """Finds the rows of faces: their ``ids``, and the numbers of the rows in that order, (N,)."""

    ids: NDArray[np.int64]
    order: NDArray[np.int64]

    @classmethod
    def of(cls, ids: NDArray[np.int64]) -> FaceIndex:
        """Of rows whose faces have these ids; 0 where there is none."""
        return cls(ids, np.argsort(ids, kind="stable"))

    def rows_of(self, face_ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """The rows of faces, -1 for those that are not (or no longer) there."""
        if not len(self.order):
            return np.full(len(face_ids), -1, dtype=np.int64)
        places = np.searchsorted(self.ids, face_ids, sorter=self.order)
        rows = self.order[np.minimum(places, len(self.order) - 1)]
        return np.where((self.ids[rows] == face_ids) & (face_ids > 0), rows, -1)

    def row_of(self, face_id: int) -> int | None:
        """The row of a face, if it is (still) there."""
        place = int(np.searchsorted(self.ids, face_id, sorter=self.order))
        if face_id <= 0 or place >= len(self.order):
            return None
        row = int(self.order[place])
        return row if int(self.ids[row]) == face_id else None


@dataclass(frozen=True, slots=True, eq=False)
class LoadedFaces:
    """A project as it was read: its rows, how far it is, whether there is something to undo.

    The answers in the rows are the ``reviewer``'s. ``by_face`` finds the rows of faces; ``judges``
    are the models whose values these are, each with its number of photos, most first;
    ``assignment`` says for whom faces are.
    """

    rows: FaceRows
    counts: Counts
    can_undo: bool
    can_redo: bool
    by_face: FaceIndex
    reviewer: str = ""
    judges: tuple[tuple[Run, int], ...] = ()
    assignment: Assignment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectSummary:
    """A project's photo folder and its scan options."""

    root: Path | None = None
    root_there: bool = True
    options: ScanOptions | None = None


@dataclass(frozen=True, slots=True, eq=False)
class OpenedProject:
    """An open project and its contents."""

    project: Project
    loaded: LoadedFaces
    about: ProjectSummary


@dataclass(frozen=True, slots=True)
class UndoResult:
    """What an undo or redo changed: nothing, a label, or (``reload``) a face as such.

    ``entry`` is the face as it is by now.

    The labels of a change of many were reported before it was done.
    """

    edit: Edit | None
    label: HumanLabel | None
    entry: FaceEntry | None
    reload: bool
    can_undo: bool
    can_redo: bool


def load(project: Project, reviewer: str) -> Generator[None, None, LoadedFaces]:
    """Read everything that is shown of a project, as it was at the beginning."""
    rows = yield from project.reading_rows(reviewer=reviewer)
    undo, redo = project.can_undo_redo(reviewer=reviewer)
    by_face = FaceIndex.of(rows.face_ids)
    return LoadedFaces(
        rows,
        project.counts(),
        undo,
        redo,
        by_face,
        reviewer,
        project.judged_by(),
        project.assignment,
    )


def about(project: Project) -> ProjectSummary:
    """Read a project's folder and scan options."""
    root = project.root
    return ProjectSummary(
        root=root, root_there=root is None or root.is_dir(), options=scan_options_of(project)
    )


def move_root(project: Project, root: Path) -> ProjectSummary:
    """Say where the folder of the photos is by now."""
    project.move_root(root)
    return about(project)


def open_project(
    backend: FolderBackend, path: Path, root: Path | None, *, reviewer: str, known: bool = True
) -> Generator[None, None, OpenedProject]:
    """Open or begin a project and read it; what cannot be read is not left open."""
    if path.parent == backend.projects_dir:
        with suppress(OSError):  # then opening says what is wrong
            path.parent.mkdir(parents=True, exist_ok=True)
    project = backend.open_project(path, root)
    try:
        if root is None and not known and not project.is_self_contained:
            raise ForeignProjectError(
                "The photos of this project lie outside its own folder.",
                folder=None if project.root is None else str(project.root),
                received=path.name,
            )
        loaded = yield from load(project, reviewer)
        return OpenedProject(project, loaded, about(project))
    except BaseException:
        project.close()
        raise


def write(project: Project, face_id: int, label: HumanLabel | None, *, reviewer: str) -> Edit:
    """Store a reviewer's label for a face, or clear it (``None``)."""
    if label is None:
        return project.clear_label(face_id, reviewer=reviewer)
    return project.set_label(face_id, label)


def undo_or_redo(
    project: Project, reviewer: str, *, back: bool
) -> Generator[LabelColumns, None, UndoResult]:
    """Undo or redo, and read what is so now.

    Of a change of many yields first what the labels will be: writing it all takes a while.
    """
    ahead = project.batch_ahead(reviewer=reviewer, back=back)
    if ahead is not None:
        yield ahead
    edit = project.undo(reviewer=reviewer) if back else project.redo(reviewer=reviewer)
    undo, redo = project.can_undo_redo(reviewer=reviewer)
    if edit is None or edit.count > 1 or ahead is not None:
        return UndoResult(edit, None, None, False, undo, redo)
    faces = {entry.face_id: entry for entry in project.photo(edit.photo_id).faces}
    entry = faces.get(edit.face_id)
    label = None if entry is None else entry.label_of(reviewer)
    relisted = edit.relists or entry is None or entry.origin == "person"
    return UndoResult(edit, label, entry, relisted, undo, redo)


def add_face(
    project: Project,
    photo_id: int,
    box: Box,
    *,
    reviewer: str,
    blind: bool,
    pipeline: SessionPipeline | None,
    judge: Callable[[SessionPipeline, Path, Box], Face],
) -> Generator[PhotoEntry | None, None, tuple[int, LoadedFaces]]:
    """Keep a face that a person drew, with the model's opinion of it where there is a model.

    Yields the photo with its new face as soon as that is known.
    """
    file = project.analysed_file(project.photo(photo_id))
    face = Face(box) if pipeline is None else judge(pipeline, file, box)
    label = HumanLabel(verdict="added", reviewer=reviewer, reviewed_at=now(), blind=blind)
    edit = project.add_face(photo_id, face, label=label)
    yield project.photo(photo_id)
    loaded = yield from load(project, reviewer)
    return edit.face_id, loaded


def move_face(
    project: Project,
    which: tuple[int, int],
    box: Box,
    *,
    reviewer: str,
    pipeline: SessionPipeline | None,
    judge: Callable[[SessionPipeline, Path, Box], Face],
) -> FaceEntry:
    """Give a face another box; ``which`` are the ids of the face and of its photo.

    The model that judged the photo judges it anew. Another one does not: its answer would stand
    among those of the former one. Raises ``ProjectError`` if the face is there no longer.
    """
    face_id, photo_id = which
    photo = project.photo(photo_id)
    face = Face(box)
    spec = None if pipeline is None else pipeline.spec
    same = spec is not None and photo.run is not None and photo.run.model == model_of(spec)
    if pipeline is not None and same:
        face = judge(pipeline, project.analysed_file(photo), box)
    try:
        project.move_face(face_id, face, reviewer=reviewer)
        faces = project.photo(photo_id).faces
        return next(entry for entry in faces if entry.face_id == face_id)
    except (LookupError, StopIteration) as error:
        raise ProjectError("This face is no longer there.") from error


def settle(project: Project, face_id: int, onto: int | None, *, reviewer: str) -> Edit:
    """Move the held label of a face to another one, or drop it (``None``).

    Raises ``ProjectError`` if a check has changed that meanwhile.
    """
    try:
        if onto is None:
            return project.drop_held(face_id, reviewer=reviewer)
        return project.move_held(face_id, onto, reviewer=reviewer)
    except LookupError as error:
        raise ProjectError(
            "This label is no longer held, or the face that it was to go to is no longer there."
        ) from error

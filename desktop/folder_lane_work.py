"""What ``FolderWork`` asks of the lane: reading and writing a project. No widget is touched."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop.folder_doors import Doors
from desktop.folder_settings import Look, look_of
from desktop.session import Pipeline
from engine.project import (
    Counts,
    Edit,
    FaceRows,
    HumanLabel,
    PhotoEntry,
    Project,
    Run,
    now,
)
from engine.results import Box, Face


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """A project as it was read: its rows, how far it is, whether there is something to undo.

    ``by_face`` are the numbers of the rows in the order of their face ids.
    """

    rows: FaceRows
    counts: Counts
    can_undo: bool
    can_redo: bool
    by_face: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a project knows beside its photos: their folder, how it was looked through, by what."""

    root: Path | None = None
    root_there: bool = True
    look: Look | None = None
    run: Run | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """An open project and what stands in it."""

    project: Project
    loaded: Loaded
    about: About


@dataclass(frozen=True, slots=True)
class Turned:
    """What an undo or redo changed: nothing, a label, or (``reload``) a face as such."""

    edit: Edit | None
    label: HumanLabel | None
    reload: bool
    can_undo: bool
    can_redo: bool


def load(project: Project, reviewer: str) -> Generator[None, None, Loaded]:
    """Read everything that is shown of a project, as it was at the beginning."""
    rows = yield from project.reading_rows(reviewer=reviewer)
    undo, redo = project.can_undo_redo(reviewer=reviewer)
    by_face = np.argsort(rows.face_ids, kind="stable")
    return Loaded(rows, project.counts(), undo, redo, by_face)


def about(project: Project) -> About:
    """Read what stands beside the photos."""
    root, runs = project.root, project.runs()
    return About(
        root=root,
        root_there=root is None or root.is_dir(),
        look=look_of(project),
        run=runs[-1] if runs else None,
    )


def move_root(project: Project, root: Path) -> About:
    """Say where the folder of the photos is by now."""
    project.move_root(root)
    return about(project)


def open_project(
    doors: Doors, path: Path, root: Path | None, *, reviewer: str
) -> Generator[None, None, Opened]:
    """Open or begin a project and read it; what cannot be read is not left open."""
    if path.parent == doors.projects_dir:
        with suppress(OSError):  # then opening says what is wrong
            path.parent.mkdir(parents=True, exist_ok=True)
    project = doors.open_project(path, root)
    try:
        loaded = yield from load(project, reviewer)
        return Opened(project, loaded, about(project))
    except BaseException:
        project.close()
        raise


def write(project: Project, face_id: int, label: HumanLabel | None, *, reviewer: str) -> Edit:
    """Keep what a person said of a face, or that they say nothing any more."""
    if label is None:
        return project.clear_label(face_id, reviewer=reviewer)
    return project.set_label(face_id, label)


def turn(project: Project, reviewer: str, *, back: bool) -> Turned:
    """Undo or redo, and read what is so now."""
    edit = project.undo(reviewer=reviewer) if back else project.redo(reviewer=reviewer)
    undo, redo = project.can_undo_redo(reviewer=reviewer)
    if edit is None:
        return Turned(None, None, False, undo, redo)
    faces = {entry.face_id: entry for entry in project.photo(edit.photo_id).faces}
    entry = faces.get(edit.face_id)
    label = None if entry is None else entry.label_of(reviewer)
    added = entry is None or entry.origin == "person"
    return Turned(edit, label, added, undo, redo)


def add_face(
    project: Project,
    photo_id: int,
    box: Box,
    *,
    reviewer: str,
    pipeline: Pipeline | None,
    judge: Callable[[Pipeline, Path, Box], Face],
) -> Generator[PhotoEntry | None, None, tuple[int, Loaded]]:
    """Keep a face that a person drew, with the model's opinion of it where there is a model.

    Yields the photo with its new face as soon as that is known.
    """
    file = project.file_of(project.photo(photo_id).name)
    face = Face(box) if pipeline is None else judge(pipeline, file, box)
    label = HumanLabel(verdict="added", reviewer=reviewer, reviewed_at=now())
    edit = project.add_face(photo_id, face, label=label)
    yield project.photo(photo_id)
    loaded = yield from load(project, reviewer)
    return edit.face_id, loaded

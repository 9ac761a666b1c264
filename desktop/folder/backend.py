"""What the Folder tab needs from outside, as functions that a test can replace.

Nothing heavy is imported before it is called.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop import paths
from desktop.session import SessionPipeline, SessionStore

if TYPE_CHECKING:
    from desktop.folder.scan_options import ScanOptions
    from engine.labelling import JobProgress
    from engine.project import Changes, Counts, Project, Run
    from engine.project.integrity import Rescued
    from engine.replay import Replay
    from engine.results import Box, Face
    from engine.spec import ModelSpec
    from engine.store import ModelStore


class LabelJob(Protocol):
    """A labelling job, as ``engine.labelling.FolderJob`` does it."""

    @property
    def changes(self) -> Changes | None:
        """What it has found once it is done; ``None`` where no photo was known before."""

    @property
    def paused(self) -> bool:
        """Whether it waits."""

    def pause(self) -> None:
        """Begin no more photos until ``resume``."""

    def resume(self) -> None:
        """Go on."""

    def run_all(self) -> Generator[JobProgress | None, None, Counts]:
        """Run the job in short steps; closing the generator keeps what is finished."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobOrder:
    """The settings of a labelling job: its model and its scan options."""

    spec: ModelSpec
    options: ScanOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderBackend:
    """Everything behind the tab; all but ``open_url`` run in the lane.

    ``projects_dir`` takes the projects that may not lie beside their photos, ``thumbnails_file``
    the thumbnails of faces that were looked at. ``open_project`` (file, folder of the photos or
    ``None`` for an existing project) may begin one; ``rescue_project`` (damaged file, new file)
    saves what can be saved. ``analyse_box`` says what the model thinks of
    the part of a photo that a person drew a box around. ``replay`` checks a table once more.
    """

    projects_dir: Path
    thumbnails_file: Path
    open_project: Callable[[Path, Path | None], Project]
    rescue_project: Callable[[Path, Path], Rescued]
    open_job: Callable[[Project, JobOrder], LabelJob]
    analyse_box: Callable[[SessionPipeline, Path, Box], Face]
    replay: Callable[[Path], Replay]
    open_url: Callable[[QUrl], bool]


def folder_backend(
    *,
    open_store: Callable[[], SessionStore],
    projects_dir: Path | None = None,
    thumbnails_file: Path | None = None,
) -> FolderBackend:
    """The real backend, in the user's own folders unless others are given."""
    return FolderBackend(
        projects_dir=projects_dir or paths.projects_dir(),
        thumbnails_file=thumbnails_file or paths.thumbnails_file(),
        open_project=_open_project,
        rescue_project=_rescue_project,
        open_job=lambda project, order: _open_job(project, order, open_store=open_store),
        analyse_box=_analyse_box,
        replay=lambda table: _replay(table, open_store=open_store),
        open_url=QDesktopServices.openUrl,
    )


def _open_project(path: Path, root: Path | None) -> Project:
    from engine.project import Project

    return Project.open(path, root=root)


def _rescue_project(path: Path, target: Path) -> Rescued:
    from engine.project.integrity import rescue

    return rescue(path, target)


def _open_job(
    project: Project, order: JobOrder, *, open_store: Callable[[], SessionStore]
) -> LabelJob:
    from engine.labelling import FolderJob, WorkerPool, run_of
    from engine.pipeline import open_pipeline

    store, options = _real_store(open_store), order.options
    run = run_of(order.spec, detect=options.detect, thorough=options.thorough)
    if options.cluster:
        from engine.labelling.cluster import ClusterPool, ClusterSettings

        settings = ClusterSettings(
            address=options.cluster,
            insecure=options.insecure,
            send=options.send,
            models=store.folders,
        )

        def open_pool(project: Project, run: Run, total: int) -> WorkerPool:
            return ClusterPool(project, run, settings=settings, total=total)

        return FolderJob(project, pool=open_pool, run=run, scan=options.scan)
    return FolderJob(
        project,
        analysers=lambda: open_pipeline(
            store,
            order.spec.model_id,
            detect=options.detect,
            thorough=options.thorough,
            num_threads=1,
        ),
        run=run,
        scan=options.scan,
    )


def _analyse_box(pipeline: SessionPipeline, path: Path, box: Box) -> Face:
    from engine.images import read_photo
    from engine.pipeline import Pipeline as RealPipeline
    from engine.results import Face

    photo = read_photo(path)
    if not isinstance(pipeline, RealPipeline):
        return Face(box.clipped(photo.width_px, photo.height_px))
    return pipeline.analyse_box(photo, box)


def _replay(table: Path, *, open_store: Callable[[], SessionStore]) -> Replay:
    from engine.replay import opener_of, replay

    return replay(table, opener=opener_of(_real_store(open_store)))


def _real_store(open_store: Callable[[], SessionStore]) -> ModelStore:
    from engine.store import ModelStore as RealStore

    store = open_store()
    if not isinstance(store, RealStore):
        raise TypeError(f"Not a model store. Received: {type(store).__name__}")
    return store

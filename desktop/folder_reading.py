"""The project in hand, as it is read: opened, closed, read anew, always in the lane."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot

from desktop import folder_lane_work as lane_work
from desktop.folder_lane_work import About, Loaded, Opened
from desktop.folder_tools import FolderTools
from desktop.jobs import Job, Urgency
from engine.project import Counts, HumanLabel, Project, no_rows


class ProjectReading(QObject):
    """An open project, or none; lives on the GUI thread and never waits there.

    ``opened``: a project was opened or closed. ``open_failed`` (exception): the former one stays
    open. ``rows_changed``: rows were read anew, so their numbers are no longer valid.
    ``photo_loaded`` (PhotoEntry) answers ``load_photo``.
    """

    opened = Signal()
    about_changed = Signal()
    open_failed = Signal(object)
    rows_changed = Signal()
    counts_changed = Signal()
    history_changed = Signal()
    photo_loaded = Signal(object)

    def __init__(self, tools: FolderTools, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self.project: Project | None = None
        self.rows = no_rows()
        self.counts = Counts()
        self.about = About()
        self.reviewer = tools.settings.reviewer
        self.can_undo = self.can_redo = False
        self._by_face: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        # Said, but not yet known to be on disk; and said since a reading began, which therefore
        # knows nothing of it: rows that were read get it put in.
        self._unwritten: dict[int, list[HumanLabel | None]] = {}
        self._since: dict[int, HumanLabel | None] = {}
        self._reading: Job | None = None
        self._again = False

    @property
    def read_only(self) -> bool:
        """Whether the open project can only be looked at."""
        return self.project is not None and self.project.read_only

    def row_of(self, face_id: int) -> int | None:
        """The row of a face, if it is (still) there."""
        ids = self.rows.face_ids
        place = int(np.searchsorted(ids, face_id, sorter=self._by_face))
        if face_id <= 0 or place >= len(self._by_face):
            return None
        row = int(self._by_face[place])
        return row if int(ids[row]) == face_id else None

    def open(self, path: Path, root: Path | None = None) -> Job:
        """Open a project, or begin one for the photos of ``root``; the former one is closed."""
        doors, reviewer = self._tools.doors, self.reviewer
        # As urgent as closing: who closes a project and opens it again finds it closed.
        job = self._tools.lane.submit(
            lambda: lane_work.open_project(doors, path, root, reviewer=reviewer),
            urgency=Urgency.SOON,
        )
        job.succeeded.connect(self._take_project)
        job.failed.connect(self.open_failed)
        return job

    def close(self) -> None:
        """Close the project; nothing is open then."""
        if self.project is not None:
            self._close_file(self.project)
            self.project, self.about = None, About()
            self._take(Loaded(no_rows(), Counts(), False, False, np.zeros(0, np.int64)))
            self.opened.emit()

    def refresh(self) -> None:
        """Read the project anew; asked while that is being done, once more afterwards."""
        if self.project is None:
            return
        if self._reading is not None:
            self._again = True
            return
        project, reviewer = self.project, self.reviewer
        self._since = {face_id: said[-1] for face_id, said in self._unwritten.items() if said}
        self._reading = self._submit(
            lambda: lane_work.load(project, reviewer), self._take, urgency=Urgency.SOON
        )
        self._reading.finished.connect(self._end_reading)

    def move_root(self, root: Path) -> None:
        """Say where the folder of the photos is by now; ``about_changed`` follows."""
        if self.project is not None:
            project = self.project
            self._submit(lambda: lane_work.move_root(project, root), self._take_about)

    def load_photo(self, photo_id: int) -> None:
        """Read a photo with all its faces; ``photo_loaded`` brings it."""
        if self.project is not None:
            project = self.project
            self._submit(lambda: project.photo(photo_id), self.photo_loaded.emit)

    def _submit(
        self,
        work: Callable[[], object],
        take: Callable[..., object],
        urgency: Urgency = Urgency.NOW,
    ) -> Job:
        """Work on the project that is open; its answer counts only while it still is."""
        project = self.project
        job = self._tools.lane.submit(work, urgency=urgency)
        job.succeeded.connect(lambda answer: take(answer) if self.project is project else None)
        job.failed.connect(self._tools.messages.report)
        return job

    def _reread(self) -> None:
        """What is being read is out of date: read again."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        self.refresh()

    @Slot()
    def _end_reading(self) -> None:
        if self.sender() is not self._reading:
            return
        self._reading = None
        if self._again:
            self._again = False
            self.refresh()

    @Slot(object)
    def _take_project(self, opened: Opened) -> None:
        if self.project is not None:
            self._close_file(self.project)
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        self.project, self.about = opened.project, opened.about
        self._unwritten.clear()
        self._since.clear()
        self._take(opened.loaded)
        self.opened.emit()

    def _take_about(self, about: About) -> None:
        self.about = about
        self.about_changed.emit()

    def _close_file(self, project: Project) -> None:
        # After what is still being read of it: the file is then one, whole and portable.
        job = self._tools.lane.submit(project.close, urgency=Urgency.SOON)
        job.failed.connect(self._tools.messages.report)

    @Slot(object)
    def _take(self, loaded: Loaded) -> None:
        self.rows, self.counts, self._by_face = loaded.rows, loaded.counts, loaded.by_face
        for face_id, label in self._since.items():
            row = self.row_of(face_id)
            if row is not None:
                self.rows.note(row, label)
        self.rows_changed.emit()
        self.counts_changed.emit()
        if not self._since:
            self._take_history(loaded.can_undo, loaded.can_redo)

    def _take_history(self, can_undo: bool, can_redo: bool) -> None:
        if (can_undo, can_redo) != (self.can_undo, self.can_redo):
            self.can_undo, self.can_redo = can_undo, can_redo
            self.history_changed.emit()

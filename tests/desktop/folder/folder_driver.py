"""The Folder tab without models: the real job with a stand-in that judges, and shorthands."""

from __future__ import annotations

import threading
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop.folder.backend import FolderBackend, JobOrder, LabelJob
from desktop.session import SessionPipeline
from engine.labelling import FolderJob, run_of
from engine.project import Project
from engine.project.integrity import rescue
from engine.replay import CellDifference, Replay, ReplayReport, ReplayStep
from engine.results import Box, Estimate, Face, PhotoResult

SIZE = (480, 320)


def face_of(number: int) -> Face:
    """A face whose answers follow from its number: every fifth is one of an unsure gender."""
    female = number % 2 == 0
    score = 0.5 if number % 5 == 4 else 0.9 if female else 0.1
    age = 20.2 + number % 50
    gender = None if score == 0.5 else "female" if female else "male"
    box = Box(60 + 2 * (number % 40), 50, 80 + number % 60, 90)
    return Face(box, score=0.9, estimate=Estimate(age, score, gender, age - 3, age + 4))


class StandIn:
    """Judges by the number in a file's name; ``bare`` in the name is no face, ``broken`` no file.

    Waits for ``gate`` before each photo, so that a test can hold it back.
    """

    def __init__(self, gate: threading.Event, entered: threading.Event) -> None:
        self._gate, self._entered = gate, entered

    def analyse_file(self, path: Path, *, name: str | None = None) -> PhotoResult:
        self._entered.set()
        assert self._gate.wait(20)
        name = str(path) if name is None else name
        if "broken" in name:
            return PhotoResult(name, "unreadable", message=f"Damaged. Received: {path.name}")
        if "bare" in name:
            return PhotoResult(name, "no_face", *SIZE)
        number = int("".join(filter(str.isdigit, path.stem)) or 0)
        return PhotoResult(name, "ok", *SIZE, (face_of(number),))


@dataclass
class FolderStage:
    """All stand-ins behind the Folder tab, and what they were asked."""

    folder: Path
    orders: list[JobOrder] = field(default_factory=list)
    replayed: list[Path] = field(default_factory=list)
    replay_error: Exception | None = None
    differences: tuple[CellDifference, ...] = ()
    report: ReplayReport = field(default_factory=lambda: ReplayReport(photos=2, rows=2, checked=2))

    def __post_init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Event()

    def backend(self) -> FolderBackend:
        return FolderBackend(
            projects_dir=self.folder / "projects",
            thumbnails_file=self.folder / "cache" / "thumbnails.db",
            open_project=lambda path, root: Project.open(path, root=root),
            rescue_project=rescue,
            open_job=self._open_job,
            analyse_box=self._analyse_box,
            replay=self._replay,
            open_url=lambda _url: True,
        )

    def _open_job(self, project: Project, order: JobOrder) -> LabelJob:
        self.orders.append(order)
        return FolderJob(
            project,
            analysers=lambda: StandIn(self.gate, self.entered),
            run=run_of(order.spec, detect=order.options.detect),
            scan=order.options.scan,
            workers=2,
        )

    def _analyse_box(self, _pipeline: SessionPipeline, _path: Path, box: Box) -> Face:
        return Face(box.clipped(*SIZE), estimate=Estimate(25.3, 0.9, "female"))

    def _replay(self, table: Path) -> Replay:
        self.replayed.append(table)
        return self._steps()

    def _steps(self) -> Generator[ReplayStep, None, ReplayReport]:
        if self.replay_error is not None:
            raise self.replay_error
        yield ReplayStep(1, 2, self.differences)
        while not self.gate.wait(0.01):
            yield ReplayStep(1, 2)
        yield ReplayStep(2, 2)
        return replace(self.report, differences=len(self.differences))


__all__ = ["SIZE", "FolderStage", "StandIn", "face_of"]

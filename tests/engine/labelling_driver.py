"""Labelling without models: an analyser that answers by a file's content, and shorthands."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from engine.labelling import FolderJob, JobProgress
from engine.project import Counts, Project, Run
from engine.results import Box, Estimate, Face, PhotoResult

RUN = Run(run_id=0, model_id="m", model_sha256="a" * 64, detector="d", detect=True, app_version="1")


class Recorder:
    """An analyser whose answer follows from a file's content; keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.begun = threading.Event()
        self.gate = threading.Event()
        self.gate.set()

    def analyse_file(self, path: Path, *, name: str | None = None) -> PhotoResult:
        assert name is not None
        self.asked.append(name)
        self.begun.set()
        assert self.gate.wait(30)
        try:
            content = path.read_bytes()
        except OSError as error:
            return PhotoResult(name, "unreadable", message=str(error))
        if content == b"crash":
            raise ZeroDivisionError
        if content == b"memory":
            raise MemoryError
        if not content:
            return PhotoResult(name, "unreadable", message="Empty. Received: 0 bytes")
        if content == b"none":
            return PhotoResult(name, "no_face", 10, 20)
        pixels = content.partition(b"#")[0]  # the rest stands for metadata
        picture = hashlib.blake2b(pixels, digest_size=16).hexdigest()
        return PhotoResult(name, "ok", 100, 200, faces_of(pixels), picture=picture)


def faces_of(content: bytes) -> tuple[Face, ...]:
    age = float(sum(content) % 90)
    return (Face(Box(5, 5, 30, 30), None, 0.9, Estimate(age, 0.8, "female")),)


Files = Callable[[dict[str, bytes]], Path]


def writer(folder: Path) -> Files:
    """``files({"a.jpg": b"1"})`` writes them into the folder of the photos."""

    def write(content: dict[str, bytes]) -> Path:
        for name, data in content.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return folder

    return write


def job(
    project: Project,
    recorder: Recorder,
    *,
    workers: int = 2,
    run: Run = RUN,
    names: Sequence[str] | None = None,
) -> FolderJob:
    return FolderJob(project, analysers=lambda: recorder, run=run, workers=workers, names=names)


def finish(folder_job: FolderJob) -> tuple[list[JobProgress], Counts]:
    told: list[JobProgress] = []
    steps = folder_job.run_all()
    while True:
        try:
            step = next(steps)
        except StopIteration as stop:
            return told, stop.value
        if step is not None:
            told.append(step)


def run(project: Project, *, workers: int = 2, model: Run = RUN) -> tuple[Recorder, Counts]:
    recorder = Recorder()
    counts = finish(job(project, recorder, workers=workers, run=model))[1]
    return recorder, counts


def table(project: Project) -> list[tuple[object, ...]]:
    return [
        (photo.name, photo.status, photo.duplicate_of, [face.face for face in photo.faces])
        for photo in project.photos()
    ]

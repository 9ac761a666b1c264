"""How long a project of 100,000 faces takes to open, read, sort and filter.

``python -m benchmarks.project [FACES]``. Prints milliseconds by the clock and of the processor,
the best of several runs, and the ratio to what the window allows itself (50 ms) for what it does
on the thread that draws.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from engine.project import ORDERS, AnalysedPhoto, FileStamp, Filter, HumanLabel, Project, Run, now
from engine.results import Box, Estimate, Face, Gender, PhotoResult

_FACES, _BATCH, _RUNS = 100_000, 2000, 5
_ALLOWED_MS = 50.0
_SIZE = (4000, 3000)
_REVIEWED = 200


@dataclass(frozen=True, slots=True)
class Time:
    clock_ms: float
    work_ms: float


def main(faces: int) -> int:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "p.agelens"
        print(f"{faces:,} photos of one face each; made in {make(path, faces):.0f} s")
        print(f"file: {path.stat().st_size / 2**20:.0f} MB")
        report("open", lambda: Project.open(path).close())
        with Project.open(path) as project:
            report("read all rows", lambda: project.rows(reviewer="A"), runs=3)
            report("count", project.counts)
            rows = project.rows(reviewer="A")
            label = HumanLabel(verdict="confirmed", reviewer="A", reviewed_at=now())
            report("keep a label (on the disk)", lambda: project.set_label(faces // 2, label))
            for order in ORDERS:
                report(
                    f"sort by {order}", partial(rows.selected, Filter(), order=order), drawn=True
                )
            for text, chosen in filters():
                report(
                    f"filter: {text}, least sure first",
                    partial(rows.selected, chosen, order="certainty"),
                    drawn=True,
                )
            model(project)
    return 0


def filters() -> list[tuple[str, Filter]]:
    return [
        ("not reviewed", Filter(show="unreviewed")),
        ("women of 20 to 30", Filter(gender="female", age_from=20, age_to=30)),
        ("text in the name", Filter(text="img_05")),
        ("one folder", Filter(folder="session 004")),
    ]


def model(project: Project) -> None:
    """The same as the window does it, with its views told."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QObject, Signal
    from PySide6.QtWidgets import QApplication

    from desktop.folder.face_grid import FaceGrid, FaceTable
    from desktop.folder.face_model import FaceModel
    from engine.project.review import NEITHER, Part

    app = QApplication.instance() or QApplication(["bench"])

    class Work(QObject):
        opened, rows_changed = Signal(), Signal()
        attribute_changed, blind_changed = Signal(), Signal()
        row_changed = Signal(int)
        rows_answered = Signal(object)
        attribute, reviewer = "both", "A"
        rows = project.rows(reviewer="A")

        def row_of(self, face_id: int) -> int:
            return int(np.flatnonzero(self.rows.face_ids == face_id)[0])

        def hidden(self, row: int) -> frozenset[Part]:
            return NEITHER

        def is_settled(self, row: int) -> bool:
            return False

    work: Any = Work()
    faces = FaceModel(work)
    grid, table = FaceGrid(faces, work), FaceTable(faces)
    for view in (grid, table):
        view.resize(1100, 600)
        view.show()
    app.processEvents()
    grid.setCurrentIndex(faces.index(len(work.rows) // 2, 0))
    report("window: sort", lambda: faces.arrange("certainty"), drawn=True)
    report("window: filter", lambda: faces.show(Filter(text="img_05")), drawn=True)
    report("window: all again", lambda: faces.show(Filter()), drawn=True)
    report("window: rows read anew", work.rows_changed.emit, drawn=True)
    bar = grid.verticalScrollBar()
    report("window: scroll a page and draw", lambda: scroll(bar, grid), drawn=True)
    for view in (grid, table):
        view.close()


def scroll(bar: Any, grid: Any) -> None:
    bar.setValue(bar.value() + bar.pageStep())
    grid.grab()


def report(what: str, do: Callable[[], object], *, runs: int = _RUNS, drawn: bool = False) -> None:
    best = min((timed(do) for _ in range(runs)), key=lambda time: time.clock_ms)
    ratio = f"  {best.clock_ms / _ALLOWED_MS:5.2f} of what is allowed" if drawn else ""
    print(f"{what:44} {best.clock_ms:8.1f} ms  (processor {best.work_ms:7.1f}){ratio}")


def timed(do: Callable[[], object]) -> Time:
    clock, work = time.perf_counter(), time.process_time()
    do()
    return Time(1e3 * (time.perf_counter() - clock), 1e3 * (time.process_time() - work))


def make(path: Path, faces: int) -> float:
    """Write a project of made-up results; returns the seconds that it took."""
    began, random = time.perf_counter(), np.random.default_rng(4)
    root = path.parent / "photos"
    root.mkdir()
    run = Run(
        run_id=0, model_id="m", model_sha256="0" * 64, detector="d", detect=True, app_version="1"
    )
    with Project.open(path, root=root) as project:
        run = project.begin(run)
        project.list_photos(f"session {n // 1000:03}/IMG_{n:06}.jpg" for n in range(faces))
        photos = [photo for _, photo in project.pending(limit=faces)]
        for start in range(0, faces, _BATCH):
            batch = [
                AnalysedPhoto(
                    photo.photo_id,
                    PhotoResult(photo.name, "ok", *_SIZE, (made_up(random),)),
                    FileStamp(size_bytes=1, mtime_ns=1),
                    None,
                )
                for photo in photos[start : start + _BATCH]
            ]
            project.keep(batch, run)
        label = HumanLabel(
            verdict="confirmed", reviewer="A", reviewed_at=now(), age_years=30.0, gender="female"
        )
        for face_id in range(1, min(faces, _REVIEWED) + 1):
            project.set_label(face_id, label)
    return time.perf_counter() - began


def made_up(random: np.random.Generator) -> Face:
    age, width, female = random.uniform(1, 80), random.uniform(4, 30), float(random.random())
    gender: Gender | None = None if 0.4 < female < 0.6 else "female" if female > 0.5 else "male"
    estimate = Estimate(age, female, gender, max(age - width / 2, 0.0), age + width / 2)
    side = random.uniform(40, 400)
    return Face(Box(random.uniform(0, 3000), 100, side, side), score=0.9, estimate=estimate)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("faces", nargs="?", type=int, default=_FACES)
    sys.exit(main(parser.parse_args().faces))

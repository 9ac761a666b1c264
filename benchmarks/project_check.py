"""How long the check of a project of 100,000 faces takes, beside reading its rows.

python benchmarks/project_check.py
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from engine.project import AnalysedPhoto, Project, Run, integrity, schema
from engine.results import Box, Estimate, Face, Keypoints, PhotoResult

PHOTOS, FACES = 25_000, 4


def build(path: Path, photos: Path) -> None:
    """Make the project."""
    points = Keypoints((1, 2), (3, 4), (5, 6), (7, 8), (9, 10), (11, 12.5))
    estimate = Estimate(34.567, 0.9, "female", 30.0, 40.0)
    faces = tuple(Face(Box(60 * n, 0.2, 30.3, 13.3), points, 0.75, estimate) for n in range(FACES))
    run = Run(
        run_id=0, model_id="m", model_sha256="a" * 64, detector="d", detect=True, app_version="1"
    )
    with Project.open(path, root=photos) as project:
        run = project.begin(run)
        project.list_photos(f"{number}.jpg" for number in range(PHOTOS))
        while waiting := project.pending(limit=1000):
            project.keep(
                [
                    AnalysedPhoto(
                        photo.photo_id,
                        PhotoResult(photo.name, "ok", 1000, 800, faces),
                        None,
                        f"{photo.photo_id:064x}",
                    )
                    for _, photo in waiting
                ],
                run,
            )


def seconds(work: Callable[[], object]) -> float:
    """The best of three, in processor time."""
    times = []
    for _ in range(3):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def main() -> None:
    """Print both and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        path, photos = Path(folder) / "p.agelens", Path(folder) / "photos"
        photos.mkdir()
        build(path, photos)
        db = schema.connect(path, read_only=True)
        check = seconds(lambda: integrity.verify(db, path))
        db.close()
        with Project.open(path) as project:
            rows = seconds(lambda: project.rows(reviewer="Ada"))
        print(f"check {check:.2f} s, rows {rows:.2f} s: {check / rows:.1f} times")


if __name__ == "__main__":
    main()

"""Cost a file of a folder of 1,000, of 10,000 and of 100,000 small photos: it should be flat.

    python -m benchmarks.many_files CHIPS [--counts 1000 10000 100000] [--networks 10000]
                                    [--against CHECKOUT]

CHIPS is a folder of faces, for instance UTKFace. The photos are 128 px, no two alike, one in three
with a face. Above ``--networks`` files a judge that only decodes stands in for the networks; all
else is the program itself: scan, job, a second job that finds nothing to do, opening the project
and reading its rows, thumbnails, export. Times are milliseconds of processor time a file, of both
threads together, each count in a fresh process. ``--against`` measures another checkout as well.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np
from PIL import Image as PillowImage

from desktop.folder.thumbnails import ThumbnailCache, thumbnails_of
from engine.export import export_csv
from engine.images import read_photo
from engine.labelling import FolderJob, PhotoAnalyser, run_of
from engine.pipeline import open_pipeline
from engine.progress import drain
from engine.project import Project
from engine.results import Box, Estimate, Face, PhotoResult, Status
from engine.store import ModelStore, shipped_models_dir

ROOT = Path(__file__).resolve().parents[1]
_SIDE_PX, _CHIPS, _IN_FOLDER = 128, 500, 5000
_THUMBNAILS = 500


class DecodingJudge:
    """Decodes a photo, and says the same of one in three."""

    def analyse_file(self, path: Path, *, name: str | None = None) -> PhotoResult:
        """What a pipeline would say, but for the networks."""
        photo = read_photo(path)
        faces: tuple[Face, ...] = ()
        if int(path.stem) % 3 == 0:
            estimate = Estimate(30.0, 0.9, "female", age_low=25.0, age_high=35.0)
            faces = (Face(Box(20, 20, 80, 80), score=0.9, estimate=estimate),)
        status: Status = "ok" if faces else "no_face"
        size = photo.width_px, photo.height_px
        return PhotoResult(name or "", status, *size, faces, picture=photo.digest)


def main() -> None:
    if sys.argv[1:2] == ["measure"]:
        _measure(Path(sys.argv[2]), Path(sys.argv[3]), networks=sys.argv[4] == "networks")
        return
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("chips", type=Path)
    parser.add_argument("--counts", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--networks", type=int, default=0, help="up to so many files")
    parser.add_argument("--against", type=Path)
    parser.add_argument("--keep", type=Path, help="where the photos are made, and left")
    args = parser.parse_args()
    states = {"this state": ROOT}
    if args.against is not None:
        states = {"the other state": args.against.resolve(), **states}
    with tempfile.TemporaryDirectory(prefix="agelens-bench-", dir=Path.cwd()) as name:
        scratch = Path(name)
        for count in sorted(args.counts):
            photos = (args.keep or scratch) / f"photos{count}"
            if not photos.exists():
                make_photos(args.chips, photos, count)
            for judge in ("decoding", "networks") if count <= args.networks else ("decoding",):
                for state, checkout in states.items():
                    told = _child(checkout, photos, scratch / f"{count}{judge}{state}", judge)
                    _tell(f"{count:,} files, {judge}, {state}", told, count)


def make_photos(chips: Path, folder: Path, count: int) -> None:
    """JPEGs of which no two are alike: a face or a graded ground, and a patch of noise."""
    faces = [
        PillowImage.open(path).convert("RGB").resize((_SIDE_PX, _SIDE_PX))
        for path in sorted(chips.glob("*.jpg"))[:_CHIPS]
    ]
    ground = PillowImage.linear_gradient("L").resize((_SIDE_PX, _SIDE_PX)).convert("RGB")
    for number in range(count):
        picture = (ground if number % 3 else faces[number // 3 % len(faces)]).copy()
        noise = np.random.default_rng(number).integers(0, 256, (8, 8, 3), np.uint8)
        picture.paste(PillowImage.fromarray(noise), (0, 0))
        place = folder / f"{number // _IN_FOLDER:03}" / f"{number:06}.jpg"
        place.parent.mkdir(parents=True, exist_ok=True)
        stream = io.BytesIO()
        picture.save(stream, "JPEG", quality=85)
        place.write_bytes(stream.getvalue())


def _tell(what: str, told: dict[str, float], count: int) -> None:
    peak_mb = told.pop("peak MB")
    thumbnails = told.pop("thumbnails")
    parts = [f"{step} {1000 * seconds / count:.3f}" for step, seconds in told.items()]
    print(
        f"{what}, ms a file: {', '.join(parts)}; a thumbnail "
        f"{1000 * thumbnails / min(count, _THUMBNAILS):.3f}; peak memory {peak_mb:.0f} MB",
        flush=True,
    )


def _child(checkout: Path, photos: Path, scratch: Path, judge: str) -> dict[str, float]:
    scratch.mkdir()
    outcome = subprocess.run(
        [sys.executable, __file__, "measure", str(photos), str(scratch), judge],
        check=True,
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    told: dict[str, float] = json.loads(outcome.stdout.splitlines()[-1])
    return told


class _Clock:
    """Processor time by step."""

    def __init__(self) -> None:
        self.steps: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        begun = time.process_time()
        yield
        self.steps[name] = self.steps.get(name, 0.0) + time.process_time() - begun


def _measure(photos: Path, scratch: Path, *, networks: bool) -> None:
    store = ModelStore([shipped_models_dir()])
    model_id = store.default_id()
    spec = store.open(model_id)[1]
    cv2.setNumThreads(1)
    clock = _Clock()

    def judge() -> PhotoAnalyser:
        if networks:
            return open_pipeline(store, model_id, num_threads=1)
        return DecodingJudge()

    def job(project: Project) -> FolderJob:
        return FolderJob(project, analysers=judge, run=run_of(spec, detect=True), workers=2)

    place = scratch / "p.agelens"
    with Project.open(place, root=photos) as project:
        begun, stage = time.process_time(), "scanning"
        for step in job(project).run_all():
            if step is not None and step.stage != stage:
                clock.steps[stage] = time.process_time() - begun
                begun, stage = time.process_time(), step.stage
        clock.steps[stage] = time.process_time() - begun
        with clock.step("again"):
            drain(job(project).run_all())
    with clock.step("opening"):
        project = Project.open(place)
    with project:
        with clock.step("rows"):
            rows = project.rows(reviewer="A")
        with clock.step("counts"):
            project.counts()
        with clock.step("export"):
            drain(export_csv(project, scratch / "table.csv"))
        photo_ids = sorted({int(one) for one in rows.photo_ids})
        chosen = photo_ids[:: max(len(photo_ids) // _THUMBNAILS, 1)][:_THUMBNAILS]
        cache = ThumbnailCache(scratch / "thumbnails.db")
        with clock.step("thumbnails"):
            for photo_id in chosen:
                thumbnails_of(project, cache, photo_id)
        cache.close()
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(clock.steps | {"peak MB": peak_mb}))


if __name__ == "__main__":
    main()

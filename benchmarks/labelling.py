"""Photos a second of a labelling job beside decoding alone, and its peak memory.

Run on demand: ``python -m benchmarks.labelling PHOTOS [--count 1000] [--small 20000]``. PHOTOS is
a folder with faces, for instance ``../shared/data/photos/press``; from its pictures two folders
are made: ``count`` JPEGs of 12 megapixels with grain as a camera leaves it, in slices with one, two
and three pictures side by side, and ``small`` JPEGs of 320 x 240. Two floors read the same files
through the same ``read_photo`` in as many threads and do nothing else: one decodes them whole, one
only as large as the job does, which is twice as fast. Every figure is of a fresh process; they take
turns on slices of the folder, so that a busy machine slows both.
"""

from __future__ import annotations

import argparse
import io
import json
import queue
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from PIL import Image as PillowImage

from engine.images import read_photo
from engine.labelling import FolderJob, run_of, usable_cores
from engine.pipeline import open_pipeline
from engine.project import Project
from engine.store import ModelStore, shipped_models_dir

_SIZE = (4000, 3000)
_QUALITY = 92
_GRAIN = 6.0


def main() -> None:
    if len(sys.argv) > 1 and sys.argv[1] in _CHILDREN:
        _CHILDREN[sys.argv[1]](*map(Path, sys.argv[2:]))
        return
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("photos", type=Path)
    parser.add_argument("--count", type=int, default=1000, help="12-megapixel JPEGs")
    parser.add_argument("--slice", type=int, default=100, help="of them at a time")
    parser.add_argument("--small", type=int, default=20_000, help="small JPEGs")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="agelens-bench-", dir=Path.cwd()) as name:
        scratch = Path(name)
        if args.count:
            _large(scratch, args)
        if args.small:
            _small(scratch, args)


class _Shares(NamedTuple):
    """The job's speed as shares of decoding alone: whole, and as small as the job does."""

    whole: float
    floor: float
    floor_by_processor: float

    def __str__(self) -> str:
        return (
            f"{self.whole:.0%} of decoding whole, {self.floor:.0%} of decoding as the job does "
            f"({self.floor_by_processor:.0%} by processor time)"
        )


def _shares(told: dict[str, dict[str, float]]) -> _Shares:
    whole, floor, job = (told[mode] for mode in ("whole", "floor", "job"))
    return _Shares(
        job["rate"] / whole["rate"], job["rate"] / floor["rate"], floor["cpu_ms"] / job["cpu_ms"]
    )


def _large(scratch: Path, args: argparse.Namespace) -> None:
    made = min(args.slice, 24)
    ratios: dict[int, list[_Shares]] = {1: [], 2: [], 3: []}
    bases = {
        pictures: [_camera_jpeg(args.photos, number, pictures) for number in range(made)]
        for pictures in ratios
    }
    sizes = [len(content) for group in bases.values() for content in group]
    print(
        f"12 MP: {args.count} files, {statistics.mean(sizes) / 1e6:.1f} MB each, "
        f"{usable_cores()} cores"
    )
    for number, start in enumerate(range(0, args.count, args.slice)):
        pictures = 1 + number % 3
        folder = scratch / f"slice{start}"
        _fill(folder, bases[pictures], range(start, min(start + args.slice, args.count)))
        order = ["whole", "floor", "job"] if (number // 3) % 2 == 0 else ["job", "floor", "whole"]
        told = {mode: _child(mode, folder, scratch / f"{start}-{mode}.agelens") for mode in order}
        ratios[pictures].append(_shares(told))
        print(
            f"  {pictures} pictures on each, files from {start}: "
            + ", ".join(f"{mode} {told[mode]['rate']:.1f}/s" for mode in ("whole", "floor", "job"))
            + f" ({told['job']['faces']:.0f} faces), {ratios[pictures][-1]}; processor time "
            + ", ".join(f"{told[mode]['cpu_ms']:.0f}" for mode in ("whole", "floor", "job"))
            + " ms a photo",
            flush=True,
        )
        for path in folder.iterdir():
            path.unlink()
    for pictures, found in ratios.items():
        if found:
            middle = _Shares(*(statistics.median(values) for values in zip(*found, strict=True)))
            print(f"{pictures} pictures on each, median: {middle}")


def _small(scratch: Path, args: argparse.Namespace) -> None:
    sources = sorted(args.photos.iterdir())
    bases = []
    for number in range(200):
        picture = _picture(sources, number)
        picture.thumbnail((320, 240))
        bases.append(_encoded(picture, 88))
    peaks: dict[int, float] = {}
    for count in (1000, args.small):
        folder = scratch / f"small{count}"
        _fill(folder, bases, range(count))
        floor = _child("floor", folder, scratch / "unused")
        job = _child("job", folder, scratch / f"small{count}.agelens")
        peaks[count] = job["peak_mb"]
        print(
            f"small: {count} files: decoding alone {floor['rate']:.0f} photos/s, job "
            f"{job['rate']:.0f} photos/s, peak memory {job['peak_mb']:.0f} MB",
            flush=True,
        )
    print(f"memory from 1000 to {args.small} files: {peaks[args.small] / peaks[1000]:.2f} times")


def _whole(folder: Path, _: Path) -> None:
    _read_all(folder, reduce_to_px=None)


def _floor(folder: Path, _: Path) -> None:
    _read_all(folder, reduce_to_px=1600)  # the default, as the job reads


def _read_all(folder: Path, *, reduce_to_px: int | None) -> None:
    tasks: queue.SimpleQueue[Path] = queue.SimpleQueue()
    paths = sorted(folder.iterdir())
    for path in paths:
        tasks.put(path)

    def work() -> None:
        while True:
            try:
                read_photo(tasks.get_nowait(), reduce_to_px=reduce_to_px)
            except queue.Empty:
                return

    threads = [threading.Thread(target=work) for _ in range(usable_cores())]
    begun, cpu = time.perf_counter(), time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    _tell(len(paths), time.perf_counter() - begun, time.process_time() - cpu, 0)


def _job(folder: Path, place: Path) -> None:
    store = ModelStore([shipped_models_dir()])
    model_id = store.default_id()
    cv2.setNumThreads(1)  # as agelens label does
    with Project.open(place, root=folder) as project:
        job = FolderJob(
            project,
            analysers=lambda: open_pipeline(store, model_id, num_threads=1),
            run=run_of(store.open(model_id)[1], detect=True),
        )
        begun, cpu = time.perf_counter(), time.process_time()
        for _ in job.run_all():
            pass
        counts = project.counts()
        seconds = time.perf_counter() - begun
        _tell(counts.done, seconds, time.process_time() - cpu, counts.faces)


def _tell(photos: int, seconds: float, cpu_seconds: float, faces: int) -> None:

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"rate": photos / seconds, "cpu_ms": 1000 * cpu_seconds / photos, "faces": faces}
    print(json.dumps(told | {"peak_mb": peak}))


def _child(mode: str, folder: Path, place: Path) -> dict[str, float]:
    outcome = subprocess.run(
        [sys.executable, __file__, mode, str(folder), str(place)],
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    told: dict[str, float] = json.loads(outcome.stdout.splitlines()[-1])
    return told


def _fill(folder: Path, bases: list[bytes], numbers: range) -> None:
    """Files that differ, though only in their last bytes: no two are twins to the job."""
    folder.mkdir()
    for number in numbers:
        content = bases[number % len(bases)] + number.to_bytes(8, "little")
        (folder / f"{number:06d}.jpg").write_bytes(content)


def _camera_jpeg(photos: Path, number: int, how_many: int) -> bytes:
    """Pictures side by side on a graded ground of 12 megapixels, with grain."""
    random = np.random.default_rng(number)
    sources = sorted(photos.iterdir())
    shade = np.linspace(60, 190, _SIZE[0], dtype=np.float32)[np.newaxis, :, np.newaxis]
    canvas = np.repeat(np.repeat(shade, _SIZE[1], axis=0), 3, axis=2)
    for place in range(how_many):
        picture = _picture(sources, int(random.integers(len(sources))))
        picture.thumbnail((_SIZE[0] // how_many, int(_SIZE[1] * 0.9)), reducing_gap=2.0)
        grow = min(_SIZE[0] / how_many / picture.width, _SIZE[1] * 0.9 / picture.height)
        picture = picture.resize((int(picture.width * grow), int(picture.height * grow)))
        left, top = place * _SIZE[0] // how_many, (_SIZE[1] - picture.height) // 2
        canvas[top : top + picture.height, left : left + picture.width] = np.asarray(picture)
    canvas += random.normal(0.0, _GRAIN, canvas.shape[:2]).astype(np.float32)[..., np.newaxis]
    return _encoded(PillowImage.fromarray(np.clip(canvas, 0, 255).astype(np.uint8)), _QUALITY)


def _picture(sources: list[Path], number: int) -> PillowImage.Image:
    return PillowImage.fromarray(read_photo(sources[number % len(sources)]).pixels)


def _encoded(picture: PillowImage.Image, quality: int) -> bytes:

    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=quality)
    return stream.getvalue()


_CHILDREN = {"whole": _whole, "floor": _floor, "job": _job}

if __name__ == "__main__":
    main()

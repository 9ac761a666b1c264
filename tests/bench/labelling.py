"""Photos a second of a labelling job beside decoding alone, and its peak memory.

Run on demand: ``python tests/bench/labelling.py PHOTOS [--count 1000] [--small 20000]``. PHOTOS is
a folder with faces, for instance ``../shared/data/photos/press``; from its pictures two folders
are made: ``count`` different JPEGs of 12 megapixels with grain as a camera leaves it, one to three
pictures on each, and ``small`` JPEGs of 320 x 240. The floor reads the same files through the same
``read_photo`` in as many threads and does nothing else. Every figure is of a fresh process; job
and floor take turns on slices of the folder, so that a busy machine slows both.
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


def _large(scratch: Path, args: argparse.Namespace) -> None:
    bases = [_camera_jpeg(args.photos, number) for number in range(min(args.count, 48))]
    print(
        f"12 MP: {args.count} files, {statistics.mean(map(len, bases)) / 1e6:.1f} MB each, "
        f"{usable_cores()} cores"
    )
    ratios: list[float] = []
    rates: list[tuple[float, float]] = []
    for start in range(0, args.count, args.slice):
        folder = scratch / f"slice{start}"
        _fill(folder, bases, range(start, min(start + args.slice, args.count)))
        order = ["floor", "job"] if (start // args.slice) % 2 == 0 else ["job", "floor"]
        told = {mode: _child(mode, folder, scratch / f"{start}-{mode}.agelens") for mode in order}
        rates.append((told["floor"]["rate"], told["job"]["rate"]))
        ratios.append(told["job"]["rate"] / told["floor"]["rate"])
        print(
            f"  slice at {start}: decoding alone {told['floor']['rate']:.1f} photos/s, "
            f"job {told['job']['rate']:.1f} photos/s ({told['job']['faces']} faces), "
            f"{ratios[-1]:.0%}; job's processor time a photo {told['job']['cpu_ms']:.0f} ms, "
            f"floor's {told['floor']['cpu_ms']:.0f} ms",
            flush=True,
        )
        for path in folder.iterdir():
            path.unlink()
    floor, job = (statistics.mean(column) for column in zip(*rates, strict=True))
    print(
        f"12 MP: floor {floor:.1f}, job {job:.1f} photos/s, median ratio "
        f"{statistics.median(ratios):.0%}"
    )


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


def _floor(folder: Path, _: Path) -> None:
    tasks: queue.SimpleQueue[Path] = queue.SimpleQueue()
    paths = sorted(folder.iterdir())
    for path in paths:
        tasks.put(path)

    def work() -> None:
        while True:
            try:
                read_photo(tasks.get_nowait())
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


def _camera_jpeg(photos: Path, number: int) -> bytes:
    """One to three pictures side by side on a graded ground of 12 megapixels, with grain."""
    random = np.random.default_rng(number)
    sources = sorted(photos.iterdir())
    shade = np.linspace(60, 190, _SIZE[0], dtype=np.float32)[np.newaxis, :, np.newaxis]
    canvas = np.repeat(np.repeat(shade, _SIZE[1], axis=0), 3, axis=2)
    how_many = 1 + number % 3
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


_CHILDREN = {"floor": _floor, "job": _job}

if __name__ == "__main__":
    main()

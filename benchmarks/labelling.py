"""A labelling job beside decoding alone: processor time by step, by how many faces a photo has.

    python -m benchmarks.labelling PHOTOS [--faces 0 1 3 10] [--count 24] [--rounds 3] [--fast]
                                   [--against CHECKOUT] [--small 20000]

PHOTOS is a folder with faces, for instance ``../shared/data/photos/press``. From its pictures JPEGs
of 12 megapixels are made, with grain as a camera leaves it: nobody on them, and one, three and ten
pictures side by side. The floor reads the same files through the same ``read_photo`` as the job, as
large as the job reads them, and does nothing else. Times are of the processor, least of the rounds,
without opening the networks, which a job does once; every figure is of a fresh process, and they
take turns, so that a busy machine slows all of them.
One thread beside two is by the clock, the median of the rounds. ``--against`` measures the job of
another checkout of this repository as well. ``--small`` is the number of small JPEGs (320 x 240)
for which peak memory is compared with that of 1,000.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import os
import queue
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image as PillowImage

import engine.images.photo as photo_module
from engine import pipeline as pipeline_module
from engine.images import Photo, read_photo
from engine.labelling import FolderJob, run_of, usable_cores
from engine.labelling import workers as workers_module
from engine.pipeline import Pipeline, open_pipeline
from engine.predictor import Predictor
from engine.project import Project
from engine.store import ModelStore, shipped_models_dir

ROOT = Path(__file__).resolve().parents[1]
_SIZE = (4000, 3000)
_QUALITY = 92
_GRAIN = 6.0
_ACROSS = 5
_STEPS = ("decode", "decode again", "detect", "cut", "predict", "hash", "pixel hash", "project")

Figures = dict[str, float]


def main() -> None:
    if len(sys.argv) > 1 and sys.argv[1] in _CHILDREN:
        _CHILDREN[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]), *sys.argv[4:])
        return
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("photos", type=Path)
    parser.add_argument("--faces", type=int, nargs="+", default=[0, 1, 3, 10])
    parser.add_argument("--count", type=int, default=24, help="12-megapixel JPEGs of each kind")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--fast", action="store_true", help="without a search for small faces")
    parser.add_argument("--against", type=Path, help="another checkout, measured as well")
    parser.add_argument("--small", type=int, default=0, help="small JPEGs")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="agelens-bench-", dir=Path.cwd()) as name:
        scratch = Path(name)
        if args.count:
            for pictures in args.faces:
                _large(scratch, args, pictures)
        if args.small:
            _small(scratch, args)


def _large(scratch: Path, args: argparse.Namespace, pictures: int) -> None:
    folder = scratch / f"pictures{pictures}"
    bases = [_camera_jpeg(args.photos, number, pictures) for number in range(min(args.count, 12))]
    _fill(folder, bases, range(args.count))
    speed = "fast" if args.fast else "thorough"
    turns: dict[str, Callable[[Path], Figures]] = {
        "floor": lambda place: _child(ROOT, "floor", folder, place),
        "one": lambda place: _child(ROOT, "job", folder, place, "1", speed),
        "two": lambda place: _child(ROOT, "job", folder, place, "2", speed),
    }
    if args.against is not None:
        before = args.against.resolve()
        turns["before"] = lambda place: _child(before, "job", folder, place, "1", speed)
    told: dict[str, list[Figures]] = {turn: [] for turn in turns}
    for number in range(args.rounds):
        order = list(turns) if number % 2 == 0 else list(reversed(turns))
        for turn in order:
            told[turn].append(turns[turn](scratch / f"{pictures}-{turn}{number}.agelens"))
    least = {turn: min(found, key=lambda one: one["cpu_ms"]) for turn, found in told.items()}
    floor, job = least["floor"]["cpu_ms"], least["one"]
    twice = statistics.median(
        two["rate"] / one["rate"] for one, two in zip(told["one"], told["two"], strict=True)
    )
    print(
        f"{pictures} pictures, {job['faces'] / args.count:.1f} faces a photo, {speed}: floor "
        f"{floor:.1f} ms, job {job['cpu_ms']:.1f} ms: {floor / job['cpu_ms']:.0%} of the floor; "
        f"two threads {twice:.2f} times one"
    )
    print(f"  {_by_step(job)}", flush=True)
    if "before" in least:
        before_ms = least["before"]["cpu_ms"]
        print(f"  before {before_ms:.1f} ms ({before_ms / job['cpu_ms']:.2f} times)")
        print(f"  {_by_step(least['before'])}", flush=True)
    for path in folder.iterdir():
        path.unlink()


def _by_step(job: Figures) -> str:
    rest = job["cpu_ms"] - sum(job[step] for step in _STEPS)
    return ", ".join([*(f"{step} {job[step]:.1f}" for step in _STEPS), f"rest {rest:.1f}"])


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
        place = scratch / f"small{count}.agelens"
        job = _child(ROOT, "job", folder, place, str(usable_cores()), "thorough")
        peaks[count] = job["peak_mb"]
        print(f"small: {count} files, peak memory {job['peak_mb']:.0f} MB", flush=True)
    print(f"memory from 1000 to {args.small} files: {peaks[args.small] / peaks[1000]:.2f} times")


def _floor(folder: Path, _: Path) -> None:
    tasks: queue.SimpleQueue[Path] = queue.SimpleQueue()
    paths = sorted(folder.iterdir())
    for path in paths:
        tasks.put(path)

    def work() -> None:
        while True:
            try:
                read_photo(tasks.get_nowait())  # as large as the job reads it
            except queue.Empty:
                return

    thread = threading.Thread(target=work)
    begun, cpu = time.perf_counter(), time.process_time()
    thread.start()
    thread.join()
    _tell(len(paths), time.perf_counter() - begun, time.process_time() - cpu, {})


class StepTimes:
    """Processor time by step, of all threads; a step within another counts for itself alone."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._lock = threading.Lock()
        self._inner = threading.local()

    def watch(self, holder: Any, name: str, step: str) -> None:
        """Let a function, or a property, of a module or class be timed as this step."""
        found = vars(holder)[name]
        inner: Callable[..., Any] | None = found.fget if isinstance(found, property) else found
        if inner is None:
            raise TypeError(f"A property that cannot be read. Received: {name}")

        def timed(*args: Any, **options: Any) -> Any:
            with self.step(step):
                return inner(*args, **options)

        setattr(holder, name, property(timed) if isinstance(found, property) else timed)

    @contextmanager
    def step(self, step: str) -> Iterator[None]:
        """Time the block as this step."""
        around, self._inner.seconds = getattr(self._inner, "seconds", 0.0), 0.0
        begun = time.thread_time()
        try:
            yield
        finally:
            whole = time.thread_time() - begun
            with self._lock:
                self.seconds[step] += whole - self._inner.seconds
            self._inner.seconds = around + whole


def _watched() -> StepTimes:
    times = StepTimes()
    times.watch(pipeline_module, "read_photo", "decode")
    times.watch(photo_module, "read_photo", "decode again")  # what ``sharper`` calls
    times.watch(pipeline_module, "find_faces", "detect")
    times.watch(pipeline_module, "cut_chips", "cut")
    times.watch(Predictor, "predict", "predict")
    times.watch(workers_module, "hash_of", "hash")
    times.watch(Photo, "digest", "pixel hash")
    for name in ("match_file", "analysed_duplicate", "former_picture", "keep", "pending"):
        times.watch(Project, name, "project")
    return times


def _job(folder: Path, place: Path, workers: str, speed: str) -> None:
    store = ModelStore([shipped_models_dir()])
    model_id = store.default_id()
    thorough = speed == "thorough"
    cv2.setNumThreads(1)  # as agelens label does
    times = _watched()
    with Project.open(place, root=folder) as project:

        def analyser() -> Pipeline:
            with times.step("open"):
                return open_pipeline(store, model_id, thorough=thorough, num_threads=1)

        job = FolderJob(
            project,
            analysers=analyser,
            run=run_of(store.open(model_id)[1], detect=True, thorough=thorough),
            workers=int(workers),
        )
        begun, cpu = time.perf_counter(), time.process_time()
        for _ in job.run_all():
            pass
        seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
        cpu -= times.seconds["open"]
        counts = project.counts()
    steps = {step: 1000 * times.seconds[step] / counts.done for step in _STEPS}
    _tell(counts.done, seconds, cpu, steps | {"faces": counts.faces})


def _tell(photos: int, seconds: float, cpu_seconds: float, more: Figures) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"rate": photos / seconds, "cpu_ms": 1000 * cpu_seconds / photos, "peak_mb": peak}
    print(json.dumps(told | more))


def _child(checkout: Path, *arguments: str | Path) -> Figures:
    outcome = subprocess.run(
        [sys.executable, __file__, *map(str, arguments)],
        check=True,
        env={**os.environ, "PYTHONPATH": str(checkout)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    told: Figures = json.loads(outcome.stdout.splitlines()[-1])
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
    across = max(min(how_many, _ACROSS), 1)
    cell = _SIZE[0] // across, _SIZE[1] // max(math.ceil(how_many / across), 1)
    room = cell[0], int(cell[1] * 0.9)
    for place in range(how_many):
        picture = _picture(sources, int(random.integers(len(sources))))
        picture.thumbnail(room, reducing_gap=2.0)
        grow = min(room[0] / picture.width, room[1] / picture.height)
        picture = picture.resize((int(picture.width * grow), int(picture.height * grow)))
        left, top = place % across * cell[0], place // across * cell[1]
        top += (cell[1] - picture.height) // 2
        canvas[top : top + picture.height, left : left + picture.width] = np.asarray(picture)
    canvas += random.normal(0.0, _GRAIN, canvas.shape[:2]).astype(np.float32)[..., np.newaxis]
    return _encoded(PillowImage.fromarray(np.clip(canvas, 0, 255).astype(np.uint8)), _QUALITY)


def _picture(sources: list[Path], number: int) -> PillowImage.Image:
    return PillowImage.fromarray(read_photo(sources[number % len(sources)]).pixels)


def _encoded(picture: PillowImage.Image, quality: int) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=quality)
    return stream.getvalue()


_CHILDREN: dict[str, Callable[..., None]] = {"floor": _floor, "job": _job}

if __name__ == "__main__":
    main()

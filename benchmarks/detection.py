"""Faces found and faces made up, against the boxes of a stronger detector.

    python -m benchmarks.detection FOLDER [--set NAME=VALUE ...] [--beside NAME=VALUE ...]
        [--crops DIR]
    python -m benchmarks.detection FOLDER --sizes [PIXELSxPIXELS ...] [--fast]

FOLDER holds photos in sub-folders and a ``boxes.json``: file -> [[left, top, right, bottom,
score], ...] in pixels of the upright full-size photo. Photos take the application's own road
(``read_photo``, ``find_faces``). A face counts as found where its box and one of the file's reach
an IoU of 0.3, each used once; a *false face* is one that reaches it with no box of the file, small
and doubtful ones included. The file is not truth: ``--crops`` writes sheets of the false and the
missed, to be looked at. ``--set`` tries other settings of ``DetectionSettings``; ``--beside``
measures a second set on the same photos in turn, for the ratio of times, which are processor time
of one thread, single calls, without decoding; ``--beside small_px=100000`` is the road of small
photos for all. Halves: every folder's first and second half by name.

``--sizes`` instead makes photos of these sizes (default: ``SIZES``) from FOLDER's portraits in
``cacd``, on a plain and on a textured ground, with faces of ``FACES_PX`` by their shorter side, and
prints for every kind how many were found, false faces, and processor time with decoding. Exits 1
where a cell has a recall under 0.95, or all together a precision under 0.98.

Last come pictures without people (scikit-image's samples, whole and in quarters), and
scikit-image's astronaut. Exits 1 where recall or false faces miss the targets.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from itertools import pairwise, product
from pathlib import Path
from statistics import median

import cv2
import numpy as np
from PIL import Image as PillowImage
from skimage import data

from engine.detection import BlazeFaceDetector, DetectionSettings
from engine.images import Photo, read_photo
from engine.images.photo import from_array
from engine.pipeline import find_faces
from engine.results import Box, Face

IOU = 0.3
FACE_PX = 30.0
MIN_RECALL, MAX_FALSE = 0.97, 0.014
EDGES_PX = (0, 15, 20, 30, 40, 60, 100, 200, 100_000)
FACES = 24
FACES_PX = (30, 45, 60, 90, 120, 200, 400)
SIZES = ("800x600", "2000x1500", "4000x3000", "8160x6144", "12000x2000", "20000x2000", "1080x12000")
GROUNDS = ("brick", "coffee", "grass", "gravel", "immunohistochemistry", "rocket")
NOBODY = (
    "brick", "cat", "cell", "checkerboard", "clock", "coffee", "coins", "colorwheel", "grass",
    "gravel", "horse", "hubble_deep_field", "immunohistochemistry", "logo", "microaneurysms",
    "moon", "page", "retina", "rocket", "shepp_logan_phantom", "text",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """One photo: what the file says, what was found, and which belong together (found -> box)."""

    name: str
    boxes: tuple[Box, ...]
    faces: tuple[Face, ...]
    pairs: dict[int, int]
    false: tuple[Face, ...]
    ms: float

    def recall(self, *, from_px: float, to_px: float = float("inf")) -> tuple[int, int]:
        """How many of the boxes whose shorter side lies in this range were found, and of all."""
        inside = [i for i, box in enumerate(self.boxes) if from_px <= min(box.w, box.h) < to_px]
        return sum(i in self.pairs.values() for i in inside), len(inside)

    @property
    def missed(self) -> tuple[Box, ...]:
        """Boxes of a sensible size that were not found."""
        return tuple(
            box
            for i, box in enumerate(self.boxes)
            if i not in self.pairs.values() and min(box.w, box.h) >= FACE_PX
        )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--set", nargs="+", default=[], metavar="NAME=VALUE")
    parser.add_argument("--beside", nargs="+", default=[], metavar="NAME=VALUE")
    parser.add_argument("--crops", type=Path)
    parser.add_argument("--sizes", nargs="*", metavar="WIDTHxHEIGHT")
    parser.add_argument("--fast", action="store_true")
    arguments = parser.parse_args()
    cv2.setNumThreads(1)  # or its helpers' time would not count
    if arguments.sizes is not None:
        return judge_sizes(arguments.folder, arguments.sizes or SIZES, thorough=not arguments.fast)
    chosen = [settings_from(arguments.set)]
    if arguments.beside:
        chosen.append(settings_from(arguments.beside))
    detectors = [BlazeFaceDetector(settings=settings, num_threads=1) for settings in chosen]
    boxes = read_boxes(arguments.folder)
    verdicts: list[list[Verdict]] = [[] for _ in detectors]
    for name in sorted(boxes):
        photo = read_photo(arguments.folder / name)
        for detector, into in zip(detectors, verdicts, strict=True):
            into.append(judge(name, photo, boxes[name], detector))
    for settings, detector, judged in zip(chosen, detectors, verdicts, strict=True):
        print("settings", ", ".join(f"{name}={value}" for name, value in asdict(settings).items()))
        print_tables(judged)
        print_nobody(detector)
    if len(detectors) > 1:
        first, second = (sum(v.ms for v in judged) / len(judged) for judged in verdicts)
        print(f"time of the first settings / the second: {first / second:.2f}")
    if arguments.crops:
        write_crops(arguments.folder, verdicts[0], arguments.crops)
    recall, false = totals(verdicts[0])
    return 0 if recall >= MIN_RECALL and false <= MAX_FALSE else 1


def judge_sizes(folder: Path, sizes: Sequence[str], *, thorough: bool) -> int:
    """Print the table of photo sizes, face sizes and grounds; the exit code."""
    detector, made = BlazeFaceDetector(num_threads=1), Montage(folder)
    good, found, wrong = True, 0, 0
    print("photo           ground    face px  found of   recall  false  s")
    for size, textured, face_px in product(sizes, (False, True), FACES_PX):
        width, height = (int(side) for side in size.split("x"))
        content, boxes = made.photo(width, height, face_px=face_px, textured=textured)
        if not boxes:  # such faces are too large for the photo
            continue
        started = time.thread_time()
        faces = find_faces(read_photo(content), detector, thorough=thorough)
        seconds = time.thread_time() - started
        hits = sum(any(face.box.iou(box) >= IOU for face in faces) for box in boxes)
        false = sum(all(face.box.iou(box) < IOU for box in boxes) for face in faces)
        good, found, wrong = good and hits >= 0.95 * len(boxes), found + len(faces), wrong + false
        print(
            f"{size:15} {'textured' if textured else 'plain':9} {face_px:7} {hits:5} of"
            f" {len(boxes):3} {hits / len(boxes):7.3f} {false:6} {seconds:5.1f}",
            flush=True,
        )
    print(f"precision {1 - wrong / max(found, 1):.4f} of {found}")
    return 0 if good and wrong <= 0.02 * found else 1


class Montage:
    """Makes JPEGs of any size from portraits with one face each; the same ones every time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        every = read_boxes(folder)
        self._boxes = {
            name: boxes[0]
            for name, boxes in sorted(every.items())
            if name.startswith("cacd/") and len(boxes) == 1
        }
        self._grounds = [as_rgb(getattr(data, name)()) for name in GROUNDS]

    def photo(
        self, width: int, height: int, *, face_px: int, textured: bool
    ) -> tuple[bytes, list[Box]]:
        """A JPEG and where its faces are: up to ``FACES`` in rows, fewer where they do not fit."""
        random = np.random.default_rng([width, height, face_px, textured])
        sheet = self._ground(random, width, height, textured=textured)
        cell = math.ceil(2.6 * face_px)
        columns, rows = width // cell, height // cell
        places = random.permutation(columns * rows)[:FACES]
        boxes = []
        for place in places:
            name = list(self._boxes)[random.integers(len(self._boxes))]
            left, top = place % columns * cell, place // columns * cell
            boxes.append(self._paste(sheet, name, left, top, face_px=face_px))
        file = io.BytesIO()
        sheet.save(file, "JPEG", quality=92)
        return file.getvalue(), boxes

    def _paste(
        self, sheet: PillowImage.Image, name: str, left: int, top: int, *, face_px: int
    ) -> Box:
        """Put what lies around a portrait's face into a cell; returns the face's box."""
        box = self._boxes[name]
        portrait = PillowImage.open(self._folder / name).convert("RGB")
        reach = 1.3 * min(box.w, box.h)
        (x, y), scale = box.centre, face_px / min(box.w, box.h)
        x0, y0 = max(round(x - reach), 0), max(round(y - reach), 0)
        x1, y1 = min(round(x + reach), portrait.width), min(round(y + reach), portrait.height)
        size = max(round((x1 - x0) * scale), 1), max(round((y1 - y0) * scale), 1)
        part = portrait.crop((x0, y0, x1, y1)).resize(size, PillowImage.Resampling.LANCZOS)
        sheet.paste(part, (left, top))
        return box.moved(-x0, -y0).scaled(scale).moved(left, top)

    def _ground(
        self, random: np.random.Generator, width: int, height: int, *, textured: bool
    ) -> PillowImage.Image:
        sheet = PillowImage.new("RGB", (width, height), tuple(random.integers(60, 220, 3).tolist()))
        if textured:
            picture = PillowImage.fromarray(self._grounds[random.integers(len(self._grounds))])
            for y, x in product(range(0, height, picture.height), range(0, width, picture.width)):
                sheet.paste(picture, (x, y))
        return sheet


def settings_from(pairs: list[str]) -> DetectionSettings:
    """``NAME=VALUE`` pairs over the defaults."""
    values: dict[str, float] = {}
    kinds = {field.name: type(field.default) for field in fields(DetectionSettings)}
    for pair in pairs:
        name, _, value = pair.partition("=")
        if name not in kinds:
            raise SystemExit(f"No such setting. Received: {pair}; known are {', '.join(kinds)}")
        values[name] = int(float(value)) if kinds[name] is int else float(value)
    return DetectionSettings(**values)  # type: ignore[arg-type]


def read_boxes(folder: Path) -> dict[str, tuple[Box, ...]]:
    """File name -> the boxes of ``boxes.json``."""
    listed = json.loads((folder / "boxes.json").read_text(encoding="utf-8"))
    return {
        name: tuple(Box(x0, y0, x1 - x0, y1 - y0) for x0, y0, x1, y1, _ in rows)
        for name, rows in listed.items()
    }


def judge(name: str, photo: Photo, boxes: tuple[Box, ...], detector: BlazeFaceDetector) -> Verdict:
    """Find the faces of a photo and compare them with its boxes."""
    started = time.thread_time()
    faces = find_faces(photo, detector)
    ms = (time.thread_time() - started) * 1000
    overlaps = sorted(
        ((f.box.iou(b), i, j) for (i, f), (j, b) in product(enumerate(faces), enumerate(boxes))),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for overlap, i, j in overlaps:
        if overlap >= IOU and i not in pairs and j not in pairs.values():
            pairs[i] = j
    false = tuple(face for face in faces if all(face.box.iou(box) < IOU for box in boxes))
    return Verdict(name, boxes, faces, pairs, false, ms)


def totals(verdicts: list[Verdict]) -> tuple[float, float]:
    """Recall of faces of ``FACE_PX`` and more; share of photos with a false face."""
    found, there = map(sum, zip(*(v.recall(from_px=FACE_PX) for v in verdicts), strict=True))
    return found / max(there, 1), sum(bool(v.false) for v in verdicts) / len(verdicts)


def print_tables(verdicts: list[Verdict]) -> None:
    """One line a folder, a half and for all; then one line a face size."""
    groups: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        groups[verdict.name.partition("/")[0]].append(verdict)
    halves = [(group[: len(group) // 2], group[len(group) // 2 :]) for group in groups.values()]
    groups["first half"] = [verdict for first, _ in halves for verdict in first]
    groups["second half"] = [verdict for _, second in halves for verdict in second]
    groups["all"] = verdicts
    print("folder       photos  faces>=30  found  recall   recall of all  precision  ", end="")
    print("photos with a false face  ms median, mean")
    for name, group in groups.items():
        found, there = map(sum, zip(*(v.recall(from_px=FACE_PX) for v in group), strict=True))
        every, of = map(sum, zip(*(v.recall(from_px=0) for v in group), strict=True))
        faces, wrong = sum(len(v.faces) for v in group), sum(len(v.false) for v in group)
        bad = sum(bool(v.false) for v in group)
        times = [v.ms for v in group]
        print(
            f"{name:12} {len(group):6} {there:10} {found:6}  {found / max(there, 1):.4f} "
            f"{every / max(of, 1):11.3f} ({of}) {1 - wrong / max(faces, 1):10.4f} "
            f"{bad:10} ({bad / len(group):.2%}) {median(times):17.1f}, {np.mean(times):.1f}"
        )
    print("shorter side, px   faces  found  recall")
    for low, high in pairwise(EDGES_PX):
        counts = (v.recall(from_px=low, to_px=high) for v in verdicts)
        found, there = map(sum, zip(*counts, strict=True))
        print(f"{low:6} to {high:6} {there:9} {found:6}  {found / max(there, 1):.3f}")


def print_nobody(detector: BlazeFaceDetector) -> None:
    """False faces in pictures without people, and what is found on the astronaut."""
    wholes = [as_rgb(getattr(data, name)()) for name in NOBODY]
    pictures = [piece for whole in wholes for piece in (whole, *quarters(whole))]
    false = [len(find_faces(from_array(picture), detector)) for picture in pictures]
    print(f"without people: {len(pictures)} pictures, {sum(map(bool, false))} with a false face")
    faces = find_faces(from_array(data.astronaut()), detector)
    print(f"astronaut: {len(faces)} face(s), {[round(face.score or 0, 2) for face in faces]}")


def as_rgb(picture: np.ndarray) -> np.ndarray:
    """Any sample picture as ``uint8`` RGB."""
    if picture.dtype != np.uint8:
        picture = (picture.astype(float) * 255 / max(float(picture.max()), 1e-9)).astype(np.uint8)
    return np.asarray(PillowImage.fromarray(picture).convert("RGB"), np.uint8)


def quarters(picture: np.ndarray) -> list[np.ndarray]:
    """The four quarters of a picture."""
    y, x = picture.shape[0] // 2, picture.shape[1] // 2
    return [picture[:y, :x], picture[:y, x:], picture[y:, :x], picture[y:, x:]]


def write_crops(folder: Path, verdicts: list[Verdict], into: Path) -> None:
    """Sheets of what was found but is in no box, and of what was missed, three faces wide each."""
    into.mkdir(parents=True, exist_ok=True)
    for kind in ("false", "missed"):
        tiles = []
        for verdict in verdicts:
            items = [f.box for f in verdict.false] if kind == "false" else verdict.missed
            if not items:
                continue
            pixels = read_photo(folder / verdict.name, reduce_to_px=None).pixels
            tiles += [crop(PillowImage.fromarray(pixels), box) for box in items]
            for _ in items:
                print(f"{kind} {len(tiles)}: {verdict.name}")
        sheet = PillowImage.new("RGB", (8 * 150, -(-max(len(tiles), 1) // 8) * 150))
        for i, tile in enumerate(tiles):
            sheet.paste(tile, (i % 8 * 150, i // 8 * 150))
        sheet.save(into / f"{kind}.png")


def crop(picture: PillowImage.Image, box: Box) -> PillowImage.Image:
    (x, y), reach = box.centre, 1.5 * max(box.w, box.h)
    corners = (round(x - reach), round(y - reach), round(x + reach), round(y + reach))
    return picture.crop(corners).resize((150, 150))


if __name__ == "__main__":
    sys.exit(main())

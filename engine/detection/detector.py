"""Faces of a whole photo: coarse candidates from overlapping views, then a second look at each.

The back-camera network proposes boxes on the whole photo and, where the photo is large, on
half-size tiles. The short-range network then looks once at each candidate's surroundings: it
gives the second score and the landmarks. All landmarks come from that one network, because the
two place the eyes differently and the aligner is measured for it. Figures behind every number
here: ``tests/bench/detection.py`` and docs/adr/0003-detection.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from engine.detection.blazeface import BlazeFace
from engine.preprocessing import Image
from engine.results import Box, Face, Keypoints

_LOOKS = 2


class Detector(Protocol):
    """Anything that finds faces; a second detector only needs this method."""

    def detect(self, image: Image) -> tuple[Face, ...]:
        """Faces of a ``uint8`` RGB image (H, W, 3), left to right, in its own pixels."""
        ...


@dataclass(frozen=True, slots=True)
class DetectionSettings:
    """Thresholds (scores 0-1) and sizes (pixels of the image given to ``detect``)."""

    coarse_score: float = 0.4
    refined_score: float = 0.5
    tile_from_px: int = 400
    tile_share: float = 0.5
    border_share: float = 0.25
    context_share: float = 2.0
    overlap_iou: float = 0.3
    min_face_px: float = 12.0


@dataclass(frozen=True, slots=True)
class _Candidate:
    box: Box
    score: float


class BlazeFaceDetector:
    """Two-stage BlazeFace; safe to share between threads."""

    def __init__(self, *, settings: DetectionSettings | None = None, num_threads: int = 2) -> None:
        self.settings = settings or DetectionSettings()
        self._coarse = BlazeFace("back", num_threads=num_threads)
        self._fine = BlazeFace("short_range", num_threads=num_threads)

    def detect(self, image: Image) -> tuple[Face, ...]:
        """Faces of a ``uint8`` RGB image (H, W, 3), left to right, in its own pixels."""
        found: list[_Candidate] = []
        for view in _views(image.shape[1], image.shape[0], self.settings):
            found.extend(self._propose(image, view))
        faces = []
        for candidate in _suppress(found, self.settings.overlap_iou):
            face = self._refine(image, candidate)
            if face is not None:
                faces.append(face)
        faces = _suppress_faces(faces, self.settings.overlap_iou)
        return tuple(sorted(faces, key=lambda face: face.box.x))

    def _propose(self, image: Image, view: Box) -> Iterable[_Candidate]:
        square = cut_square(image, view)
        raw = self._coarse.run(square, min_score=self.settings.coarse_score)
        height, width = image.shape[:2]
        for score, (x0, y0, x1, y1) in zip(raw.scores, raw.boxes, strict=True):
            box = Box(
                view.x + float(x0) * view.w,
                view.y + float(y0) * view.w,
                float(x1 - x0) * view.w,
                float(y1 - y0) * view.w,
            )
            if box.w >= self.settings.min_face_px and not _cut_by_view(box, view, width, height):
                yield _Candidate(box, float(score))

    def _refine(self, image: Image, candidate: _Candidate) -> Face | None:
        """Look again at twice the candidate's size, then once more around what was found.

        The last look decides box and landmarks: centred on the face itself, they wander by 0.9 %
        of the face between differently framed photos of it instead of 1.4 %.
        """
        face: Face | None = None
        box = candidate.box
        for _ in range(_LOOKS):
            face = self._look(image, box)
            if face is None:
                return None
            box = face.box
        return face

    def _look(self, image: Image, around: Box) -> Face | None:
        """The best face of the short-range network in the surroundings of a box."""
        x, y = around.centre
        side = max(round(max(around.w, around.h) * self.settings.context_share), 1)
        view = Box(round(x - side / 2), round(y - side / 2), side, side)
        raw = self._fine.run(cut_square(image, view), min_score=self.settings.refined_score)
        best: Face | None = None
        for score, corners, points in zip(raw.scores, raw.boxes, raw.keypoints, strict=True):
            face = _face_in_view(float(score), corners, points, view)
            same = face.box.iou(around) >= self.settings.overlap_iou
            if same and (best is None or (face.score or 0) > (best.score or 0)):
                best = face
        return best


def cut_square(image: Image, view: Box) -> Image:
    """The pixels of a square view in whole pixels; black where it leaves the image."""
    left, top, side = int(view.x), int(view.y), max(int(view.w), 1)
    height, width = image.shape[:2]
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + side, width), min(top + side, height)
    if (x0, y0, x1, y1) == (left, top, left + side, top + side):
        return image[y0:y1, x0:x1]
    square = np.zeros((side, side, 3), dtype=np.uint8)
    if x1 > x0 and y1 > y0:
        square[y0 - top : y1 - top, x0 - left : x1 - left] = image[y0:y1, x0:x1]
    return square


def _views(width_px: int, height_px: int, settings: DetectionSettings) -> list[Box]:
    """Square views: the whole photo, the photo with a border, and tiles on a large one."""
    longer = max(width_px, height_px)
    views = [_centred(width_px, height_px, longer)]
    views.append(_centred(width_px, height_px, round(longer * (1 + 2 * settings.border_share))))
    if longer >= settings.tile_from_px:
        side = max(round(longer * settings.tile_share), 1)
        starts = product(_starts(height_px, side), _starts(width_px, side))
        views += [Box(x, y, side, side) for y, x in starts]
    return views


def _centred(width_px: int, height_px: int, side: int) -> Box:
    return Box((width_px - side) // 2, (height_px - side) // 2, side, side)


def _starts(length_px: int, side: int) -> list[int]:
    """Starts of tiles that overlap by half and cover the length."""
    if length_px <= side:
        return [(length_px - side) // 2]
    steps = math.ceil((length_px - side) / (side / 2))
    return [round((length_px - side) * step / steps) for step in range(steps + 1)]


def _cut_by_view(box: Box, view: Box, width_px: int, height_px: int) -> bool:
    """Whether an edge of the view that lies inside the photo cuts the box."""
    margin = 0.01 * view.w
    left = view.x > 0 and box.x < view.x + margin
    top = view.y > 0 and box.y < view.y + margin
    right = view.x + view.w < width_px and box.x + box.w > view.x + view.w - margin
    bottom = view.y + view.h < height_px and box.y + box.h > view.y + view.h - margin
    return left or top or right or bottom


def _face_in_view(
    score: float, corners: NDArray[np.float32], points: NDArray[np.float32], view: Box
) -> Face:
    side = view.w
    x0, y0, x1, y1 = (float(value) * side for value in corners)
    landmarks = Keypoints(*((float(x) * side, float(y) * side) for x, y in points))
    box = Box(x0, y0, x1 - x0, y1 - y0).moved(view.x, view.y)
    return Face(box=box, keypoints=landmarks.moved(view.x, view.y), score=score)


def _suppress(candidates: Sequence[_Candidate], overlap_iou: float) -> list[_Candidate]:
    """Greedy non-maximum suppression, best score first."""
    kept: list[_Candidate] = []
    for candidate in sorted(candidates, key=lambda c: -c.score):
        if all(candidate.box.iou(other.box) < overlap_iou for other in kept):
            kept.append(candidate)
    return kept


def _suppress_faces(faces: Sequence[Face], overlap_iou: float) -> list[Face]:
    kept: list[Face] = []
    for face in sorted(faces, key=lambda f: -(f.score or 0)):
        if all(face.box.iou(other.box) < overlap_iou for other in kept):
            kept.append(face)
    return kept

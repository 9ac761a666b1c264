"""Faces of a whole photo: coarse candidates from overlapping views, then a second look at each.

The back-camera network proposes boxes on the whole photo and, where the photo is large, on
half-size tiles. The short-range network then looks at each candidate's surroundings: it gives the
second score, the box and the landmarks. All landmarks come from that one network, because the
networks place the eyes differently and the aligner is measured for this one. Where the two scores
do not settle it, the full-range network looks at a wider square and at its mirror image, and says
yes or no. Figures behind every number here: ``tests/bench/detection.py`` and
docs/adr/0003-detection.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from engine.detection.blazeface import BlazeFace
from engine.detection.views import cut_by_view, cut_square, views_of
from engine.preprocessing import Image
from engine.results import Box, Face, Keypoints

_LOOKS = 2
_NO_LESS = 0.05  # scores below count as none: most anchors see nothing


class Detector(Protocol):
    """Anything that finds faces; a second detector only needs this method."""

    def detect(self, image: Image) -> tuple[Face, ...]:
        """Faces of a ``uint8`` RGB image (H, W, 3), left to right, in its own pixels."""
        ...


@dataclass(frozen=True, slots=True)
class DetectionSettings:
    """Thresholds (scores 0-1), shares of a box or of the photo's longer side, sizes in pixels.

    A face needs ``coarse_score`` and ``refined_score``. Where not both reach ``sure_score``, it
    needs ``wide_score`` too, and ``mean_score`` as the mean of the three; or ``tiny_score`` where
    it is smaller than ``tiny_share`` of the smallest sure face: people who are seen together have
    faces of like sizes, badges on their clothes have not. What stays under a ``firm`` score gives
    way to an overlapping box that does not. Pixels are those of the image given to ``detect``.
    """

    coarse_score: float = 0.3
    refined_score: float = 0.1
    firm_coarse_score: float = 0.4
    firm_refined_score: float = 0.5
    sure_score: float = 0.7
    wide_score: float = 0.2
    mean_score: float = 0.4
    tiny_score: float = 0.6
    tiny_share: float = 0.4
    tile_from_px: int = 400
    tile_share: float = 0.5
    border_share: float = 0.25
    context_share: float = 2.0
    wide_share: float = 3.0
    overlap_iou: float = 0.3
    min_face_px: float = 12.0


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A box, what the coarse network thought of it, and the face seen there by the second look.

    ``firm`` is false where some look doubted it.
    """

    box: Box
    coarse: float
    firm: bool
    face: Face | None = None

    @property
    def latest(self) -> float:
        """The score of the latest look."""
        return self.coarse if self.face is None else self.face.score or 0.0

    @property
    def rank(self) -> tuple[bool, float]:
        """The greater goes first: no doubtful box decides where a firm one's landmarks lie."""
        return self.firm, self.latest


class BlazeFaceDetector:
    """Two-stage BlazeFace with an arbiter; safe to share between threads."""

    def __init__(self, *, settings: DetectionSettings | None = None, num_threads: int = 2) -> None:
        self.settings = settings or DetectionSettings()
        self._coarse = BlazeFace("back", num_threads=num_threads)
        self._fine = BlazeFace("short_range", num_threads=num_threads)
        self._wide = BlazeFace("full_range", num_threads=num_threads)

    def detect(self, image: Image) -> tuple[Face, ...]:
        """Faces of a ``uint8`` RGB image (H, W, 3), left to right, in its own pixels.

        Their ``score`` is that of the second look, which also gave box and landmarks.
        """
        proposed = _suppress(list(self._propose(image)), self.settings.overlap_iou)
        refined = [candidate for old in proposed if (candidate := self._refine(image, old))]
        seen = _suppress(refined, self.settings.overlap_iou)
        sure = [candidate.box.w for candidate in seen if self._is_sure(candidate)]
        tiny_px = self.settings.tiny_share * min(sure, default=0.0)
        faces = [
            candidate.face
            for candidate in seen
            if candidate.face is not None and self._is_face(image, candidate, tiny_px=tiny_px)
        ]
        return tuple(sorted(faces, key=lambda face: face.box.x))

    def _propose(self, image: Image) -> Iterator[_Candidate]:
        """Boxes of the coarse network in all views of the photo."""
        height, width = image.shape[:2]
        views = views_of(
            width,
            height,
            border_share=self.settings.border_share,
            tile_from_px=self.settings.tile_from_px,
            tile_share=self.settings.tile_share,
        )
        for view in views:
            raw = self._coarse.run(cut_square(image, view), min_score=self.settings.coarse_score)
            for score, corners in zip(raw.scores, raw.boxes, strict=True):
                box = _box_in_view(corners, view)
                small = box.w < self.settings.min_face_px
                if not small and not cut_by_view(box, view, width_px=width, height_px=height):
                    firm = float(score) >= self.settings.firm_coarse_score
                    yield _Candidate(box, float(score), firm)

    def _refine(self, image: Image, candidate: _Candidate) -> _Candidate | None:
        """Look again at twice the candidate's size, then once more around what was found.

        The last look decides box and landmarks: centred on the face itself, they wander by 0.9 %
        of the face between differently framed photos of it instead of 1.4 %.
        """
        for _ in range(_LOOKS):
            face = self._look(image, candidate.box)
            if face is None:
                return None
            firm = (face.score or 0.0) >= self.settings.firm_refined_score
            candidate = _Candidate(face.box, candidate.coarse, candidate.firm and firm, face)
        return candidate

    def _look(self, image: Image, around: Box) -> Face | None:
        """The best face of the short-range network in the surroundings of a box."""
        view = _surroundings(around, self.settings.context_share)
        raw = self._fine.run(cut_square(image, view), min_score=self.settings.refined_score)
        best: Face | None = None
        for score, corners, points in zip(raw.scores, raw.boxes, raw.keypoints, strict=True):
            face = _face_in_view(float(score), corners, points, view)
            same = face.box.iou(around) >= self.settings.overlap_iou
            if same and (best is None or (face.score or 0) > (best.score or 0)):
                best = face
        return best

    def _is_sure(self, candidate: _Candidate) -> bool:
        """Whether both scores settle it."""
        return min(candidate.coarse, candidate.latest) >= self.settings.sure_score

    def _is_face(self, image: Image, candidate: _Candidate, *, tiny_px: float = 0.0) -> bool:
        """Whether both scores are sure of it or, failing that, the full-range network agrees.

        That network sees it as it is and mirrored: the mean of two views misjudges fewer.
        """
        if self._is_sure(candidate):
            return True
        settings, scores = self.settings, (candidate.coarse, candidate.latest)
        mean = settings.tiny_score if candidate.box.w < tiny_px else settings.mean_score
        needed = max(settings.wide_score, 3 * mean - sum(scores))
        view = _surroundings(candidate.box, self.settings.wide_share)
        square = cut_square(image, view)
        box = candidate.box.moved(-view.x, -view.y)
        seen = self._wide_score(square, box)
        if seen < 2 * needed <= seen + 1.0:  # the other view can still decide
            mirrored = Box(view.w - box.x - box.w, box.y, box.w, box.h)
            seen += self._wide_score(square[:, ::-1], mirrored)
        return seen >= 2 * needed

    def _wide_score(self, square: Image, box: Box) -> float:
        """The full-range network's best score for a box in pixels of the square; 0 for none."""
        raw = self._wide.run(square, min_score=_NO_LESS)
        whole = Box(0, 0, square.shape[1], square.shape[0])
        return max(
            (
                float(score)
                for score, corners in zip(raw.scores, raw.boxes, strict=True)
                if _box_in_view(corners, whole).iou(box) >= self.settings.overlap_iou
            ),
            default=0.0,
        )


def _surroundings(box: Box, share: float) -> Box:
    """The square around a box, ``share`` times its longer side, in whole pixels."""
    x, y = box.centre
    side = max(round(max(box.w, box.h) * share), 1)
    return Box(round(x - side / 2), round(y - side / 2), side, side)


def _box_in_view(corners: NDArray[np.float32], view: Box) -> Box:
    """Shares of a square view (left, top, right, bottom) as a box in the image's pixels."""
    x0, y0, x1, y1 = (float(value) * view.w for value in corners)
    return Box(x0, y0, x1 - x0, y1 - y0).moved(view.x, view.y)


def _face_in_view(
    score: float, corners: NDArray[np.float32], points: NDArray[np.float32], view: Box
) -> Face:
    landmarks = Keypoints(*((float(x) * view.w, float(y) * view.w) for x, y in points))
    moved = landmarks.moved(view.x, view.y)
    return Face(box=_box_in_view(corners, view), keypoints=moved, score=score)


def _suppress(candidates: Sequence[_Candidate], overlap_iou: float) -> list[_Candidate]:
    """Greedy non-maximum suppression, best rank first.

    What is kept inherits the best coarse score of what it stands for.
    """
    kept: list[_Candidate] = []
    for candidate in sorted(candidates, key=lambda c: c.rank, reverse=True):
        for i, other in enumerate(kept):
            if candidate.box.iou(other.box) >= overlap_iou:
                kept[i] = replace(other, coarse=max(other.coarse, candidate.coarse))
                break
        else:
            kept.append(candidate)
    return kept

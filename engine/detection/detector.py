"""Faces of a whole photo: candidates from a glance or a search, then a second look at each.

The back-camera network proposes boxes: on small photos in overlapping views, on larger ones at a
glance at the whole, which settles most, else in a search on larger copies of it. The short-range
network then looks at each candidate's surroundings: it gives the second score, the box and the
landmarks. All landmarks come from that one network, because the networks place the eyes
differently and the aligner is measured for this one. Where the two scores do not settle it, the
full-range network looks at a wider square and at its mirror image, and says yes or no. Figures
behind every number here: ``benchmarks/detection.py`` and docs/adr/0003-detection.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from engine.detection.blazeface import BlazeFace
from engine.detection.views import Pyramid, cut_by_view, views_of
from engine.preprocessing import Image
from engine.results import Box, Face, Keypoints

_NO_LESS = 0.05  # scores below count as none: most anchors see nothing


class Detector(Protocol):
    """Anything that finds faces; a second detector only needs this method."""

    def detect(self, image: Image) -> tuple[Face, ...]:
        """Faces of a ``uint8`` RGB image (H, W, 3), left to right, in its own pixels."""
        ...


@runtime_checkable
class FollowingDetector(Detector, Protocol):
    """A detector that is faster where it knows the faces of the frame before."""

    def follow(self, image: Image, known: Sequence[Face]) -> tuple[Face, ...]:
        """Faces of a frame, left to right; ``known`` are those of the one before."""
        ...


@dataclass(frozen=True, slots=True)
class DetectionSettings:
    """Thresholds (scores 0-1), shares of a box or of the photo's longer side, sizes in pixels.

    A face needs ``coarse_score`` and ``refined_score``. Where not both reach ``sure_score``, it
    needs ``wide_score`` too, and ``mean_score`` as the mean of the three; or ``tiny_score`` where
    it is smaller than ``tiny_share`` of the smallest sure face: people who are seen together have
    faces of like sizes, badges on their clothes have not. What stays under a ``firm`` score gives
    way to an overlapping box that does not. Pixels are those of the image given to ``detect``.

    Photos up to ``small_px`` on their longer side are seen in views (``tile`` and ``border``).
    Larger ones get a glance, shrunk to ``glance_px``. There ``glance_score`` will do for the first
    network, if its mean with the second reaches ``glance_first_score`` at the first look and
    ``glance_mean_score`` at the last. Where it shows nobody or ``crowd`` faces and more, copies of
    ``search_px`` and ``second_search_px`` are searched; where a face is smaller than
    ``far_share``, there may be others, and the first copy is.
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
    small_px: int = 512
    tile_from_px: int = 400
    tile_share: float = 0.5
    border_share: float = 0.25
    glance_px: int = 256
    glance_score: float = 0.15
    glance_first_score: float = 0.25
    glance_mean_score: float = 0.3
    crowd: int = 5
    far_share: float = 0.045
    search_px: int = 576
    second_search_px: int = 448
    context_share: float = 2.0
    wide_share: float = 3.0
    overlap_iou: float = 0.3
    min_face_px: float = 12.0


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
        large = max(image.shape[:2]) > self.settings.small_px
        photo = Pyramid(image, halve=large)
        if not large:
            return self._confirmed(photo, self._refined(photo, self._in_views(photo)))
        return self._at_a_glance(photo)

    def follow(self, image: Image, known: Sequence[Face]) -> tuple[Face, ...]:
        """The faces of a video's frame, given those of the one before, in the same pixels.

        A look at where they were and a glance at the whole, but no search: small faces that are
        new show up at the next ``detect``.
        """
        photo = Pyramid(image, halve=max(image.shape[:2]) > self.settings.small_px)
        seen = self._sweep(photo, self.settings.glance_px, min_score=self.settings.glance_score)
        for face in known:
            score = max(face.score or 0.0, self.settings.coarse_score)
            seen.append(Candidate(face.box, score, score >= self.settings.firm_coarse_score))
        return self._confirmed(photo, self._refined(photo, seen))

    def _at_a_glance(self, photo: Pyramid) -> tuple[Face, ...]:
        """The faces of a large photo: those of a look at the whole, or of a search if need be."""
        settings = self.settings
        sizes_px = settings.search_px, settings.second_search_px
        glanced = self._sweep(photo, settings.glance_px, min_score=settings.glance_score)
        likely = [c for c in glanced if c.coarse >= settings.coarse_score]
        if sum(c.firm for c in suppress(likely, settings.overlap_iou)) >= settings.crowd:
            return self._searched(photo, likely, *sizes_px)
        faces = self._confirmed(photo, self._refined(photo, glanced))
        if not faces:
            border = self._views(photo)[1]
            return self._searched(photo, [*likely, *self._in_view(photo, border)], *sizes_px)
        if len(faces) >= settings.crowd:
            return self._searched(photo, glanced, *sizes_px)
        far_px = settings.far_share * photo.longer_px
        if any(max(face.box.w, face.box.h) < far_px for face in faces):
            return self._searched(photo, glanced, settings.search_px)
        return faces

    def _searched(
        self, photo: Pyramid, glanced: Sequence[Candidate], *sizes_px: int
    ) -> tuple[Face, ...]:
        """The faces among candidates of the glance and what copies of these sizes show."""
        candidates = list(glanced)
        for longer_px in sizes_px:
            candidates += self._sweep(photo, longer_px, min_score=self.settings.coarse_score)
        return self._confirmed(photo, self._refined(photo, candidates))

    def _views(self, photo: Pyramid) -> list[Box]:
        return views_of(
            photo.width_px,
            photo.height_px,
            border_share=self.settings.border_share,
            tile_from_px=self.settings.tile_from_px,
            tile_share=self.settings.tile_share,
        )

    def _in_views(self, photo: Pyramid) -> list[Candidate]:
        """Boxes of the coarse network in all views of the photo."""
        return [found for view in self._views(photo) for found in self._in_view(photo, view)]

    def _in_view(self, photo: Pyramid, view: Box) -> Iterator[Candidate]:
        """Boxes of the coarse network in a square view, without those that its edges cut."""
        square, view = photo.square(view, side_px=self._coarse.input_px)
        raw = self._coarse.run(square, min_score=self.settings.coarse_score)
        width, height = photo.width_px, photo.height_px
        for score, corners in zip(raw.scores, raw.boxes, strict=True):
            box = box_in_view(corners, view)
            if not cut_by_view(box, view, width_px=width, height_px=height):
                yield from self._candidates(box, float(score))

    def _sweep(self, photo: Pyramid, longer_px: int, *, min_score: float) -> list[Candidate]:
        """Boxes of the coarse network on the whole photo, shrunk to ``longer_px``."""
        raw = self._coarse.sweep(photo.whole(longer_px), min_score=min_score)
        view = Box(0, 0, photo.longer_px, photo.longer_px)
        return [
            candidate
            for score, corners in zip(raw.scores, raw.boxes, strict=True)
            for candidate in self._candidates(box_in_view(corners, view), float(score))
        ]

    def _candidates(self, box: Box, score: float) -> Iterator[Candidate]:
        if box.w >= self.settings.min_face_px:
            yield Candidate(box, score, score >= self.settings.firm_coarse_score)

    def _refined(self, photo: Pyramid, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Those that the second look sees too, each once."""
        limit = self.settings.overlap_iou
        proposed = suppress(candidates, limit)
        refined = [candidate for old in proposed if (candidate := self._refine(photo, old))]
        return suppress(refined, limit)

    def _refine(self, photo: Pyramid, candidate: Candidate) -> Candidate | None:
        """Look again at twice the candidate's size, then once more around what was found.

        The last look decides box and landmarks: centred on the face itself, they wander by 0.9 %
        of the face between differently framed photos of it instead of 1.4 %.
        """
        for least in (self.settings.glance_first_score, self.settings.glance_mean_score):
            face = self._look(photo, candidate.box)
            if face is None:
                return None
            firm = (face.score or 0.0) >= self.settings.firm_refined_score
            candidate = Candidate(face.box, candidate.coarse, candidate.firm and firm, face)
            mean = (candidate.coarse + candidate.latest) / 2
            if candidate.coarse < self.settings.coarse_score and mean < least:
                return None
        return candidate

    def _look(self, photo: Pyramid, around: Box) -> Face | None:
        """The best face of the short-range network in the surroundings of a box."""
        view = surroundings(around, self.settings.context_share)
        square, view = photo.square(view, side_px=self._fine.input_px)
        raw = self._fine.run(square, min_score=self.settings.refined_score)
        same = [
            i
            for i, corners in enumerate(raw.boxes)
            if box_in_view(corners, view).iou(around) >= self.settings.overlap_iou
        ]
        if not same:
            return None
        best = max(same, key=lambda i: raw.scores[i])
        return face_in_view(float(raw.scores[best]), raw.boxes[best], raw.keypoints[best], view)

    def _confirmed(self, photo: Pyramid, seen: Sequence[Candidate]) -> tuple[Face, ...]:
        """Those that are faces, left to right."""
        sure = [candidate.box.w for candidate in seen if self._is_sure(candidate)]
        tiny_px = self.settings.tiny_share * min(sure, default=0.0)
        faces = [
            candidate.face
            for candidate in seen
            if candidate.face is not None and self._is_face(photo, candidate, tiny_px=tiny_px)
        ]
        return tuple(sorted(faces, key=lambda face: face.box.x))

    def _is_sure(self, candidate: Candidate) -> bool:
        """Whether both scores settle it."""
        return min(candidate.coarse, candidate.latest) >= self.settings.sure_score

    def _is_face(self, photo: Pyramid, candidate: Candidate, *, tiny_px: float = 0.0) -> bool:
        """Whether both scores are sure of it or, failing that, the full-range network agrees.

        That network sees it as it is and mirrored: the mean of two views misjudges fewer.
        """
        if self._is_sure(candidate):
            return True
        settings, scores = self.settings, (candidate.coarse, candidate.latest)
        mean = settings.tiny_score if candidate.box.w < tiny_px else settings.mean_score
        needed = max(settings.wide_score, 3 * mean - sum(scores))
        view = surroundings(candidate.box, self.settings.wide_share)
        square, view = photo.square(view, side_px=self._wide.input_px)
        box = candidate.box.moved(-view.x, -view.y).scaled(1.0 / view.w)
        seen = self._wide_score(square, box)
        if seen < 2 * needed <= seen + 1.0:  # the other view can still decide
            mirrored = Box(1.0 - box.x - box.w, box.y, box.w, box.h)
            seen += self._wide_score(square[:, ::-1], mirrored)
        return seen >= 2 * needed

    def _wide_score(self, square: Image, box: Box) -> float:
        """The full-range network's best score for a box in shares of the square; 0 for none."""
        raw = self._wide.run(square, min_score=_NO_LESS)
        return max(
            (
                float(score)
                for score, corners in zip(raw.scores, raw.boxes, strict=True)
                if box_in_view(corners, Box(0, 0, 1, 1)).iou(box) >= self.settings.overlap_iou
            ),
            default=0.0,
        )


@dataclass(frozen=True, slots=True)
class Candidate:
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


def suppress(candidates: Sequence[Candidate], overlap_iou: float) -> list[Candidate]:
    """Greedy non-maximum suppression, best rank first.

    What is kept inherits the best coarse score of what it stands for.
    """
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: c.rank, reverse=True):
        for i, other in enumerate(kept):
            if candidate.box.iou(other.box) >= overlap_iou:
                kept[i] = replace(other, coarse=max(other.coarse, candidate.coarse))
                break
        else:
            kept.append(candidate)
    return kept


def surroundings(box: Box, share: float) -> Box:
    """The square around a box, ``share`` times its longer side, in whole pixels."""
    x, y = box.centre
    side = max(round(max(box.w, box.h) * share), 1)
    return Box(round(x - side / 2), round(y - side / 2), side, side)


def box_in_view(corners: NDArray[np.float32], view: Box) -> Box:
    """Shares of a square view (left, top, right, bottom) as a box in the image's pixels."""
    x0, y0, x1, y1 = (float(value) * view.w for value in corners)
    return Box(x0, y0, x1 - x0, y1 - y0).moved(view.x, view.y)


def face_in_view(
    score: float, corners: NDArray[np.float32], points: NDArray[np.float32], view: Box
) -> Face:
    """The face that a network saw in a square view, in the image's pixels."""
    landmarks = Keypoints(*((float(x) * view.w, float(y) * view.w) for x, y in points))
    moved = landmarks.moved(view.x, view.y)
    return Face(box=box_in_view(corners, view), keypoints=moved, score=score)

"""Faces of a whole photo: candidates from a glance or a search, then a second look at each.

The back-camera network proposes boxes at a glance at the whole, which settles most photos of any
size, else on a larger copy of it. The short-range network then looks at each candidate's
surroundings: it gives the second score, the box and the landmarks. All landmarks come from that one
network, because the networks place the eyes differently and the aligner is measured for this one;
they are the mean of three looks, as one alone wanders with the framing. Where the two scores do not
settle it, the full-range network looks at a wider square and at its mirror image, and says yes or
no.

That is ``detect``, all that a frame of a video gets. A photo may hold faces that are small beside
it (``search``: tiles at the scale at which the networks see them) or that do not stand upright
(``straighten``: quarter turns, then every such face in a square turned by its own tilt). Figures
behind every number here: ``benchmarks/detection.py`` and docs/adr/0003-detection.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Protocol, runtime_checkable

import numpy as np

from engine.detection.blazeface import BlazeFace, RawDetections
from engine.detection.candidates import (
    Candidate,
    box_in_view,
    face_in_turned,
    face_in_view,
    overlaps,
    settled,
    suppress,
    surroundings,
)
from engine.detection.settings import SURE_SCORE, DetectionSettings
from engine.detection.views import Pyramid, cut_by_view, liveliest, tiles_of
from engine.preprocessing import Image
from engine.results import Box, Face

_NO_LESS = 0.05  # scores below count as none: most anchors see nothing
_QUARTERS = (90.0, 180.0, 270.0)
_UNIT = Box(0.0, 0.0, 1.0, 1.0)


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


@runtime_checkable
class SearchingDetector(Detector, Protocol):
    """A detector that also finds what is small beside its photo, or not upright."""

    def straighten(
        self, image: Image, found: Sequence[Face], known: Sequence[Face] | None = None
    ) -> tuple[Face, ...]:
        """``known`` faces and those found in a photo, as they stand; without what is no face."""
        ...

    def search(self, image: Image, known: Sequence[Face], *, face_px: float) -> tuple[Face, ...]:
        """``known`` and all other faces of ``face_px`` pixels and more, left to right."""
        ...

    def scale_for(self, face_px: float) -> float:
        """How much a photo may be reduced (1: not at all) to ``search`` it for such faces."""
        ...


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
        photo = Pyramid(image)
        settings = self.settings
        glanced = self._glance(photo, min_score=settings.glance_score)
        likely = [c for c in glanced if c.coarse >= settings.coarse_score]
        if sum(c.firm for c in suppress(likely, settings.overlap_iou)) >= settings.crowd:
            return self._searched(photo, likely)
        faces = self._confirmed(photo, self._refined(photo, glanced))
        if not faces:
            return self._searched(photo, [*likely, *self._framed(photo)])
        far_px = settings.far_share * photo.longer_px
        far = any(max(face.box.w, face.box.h) < far_px for face in faces)
        return self._searched(photo, glanced) if far or len(faces) >= settings.crowd else faces

    def follow(self, image: Image, known: Sequence[Face]) -> tuple[Face, ...]:
        """The faces of a video's frame, given those of the one before, in the same pixels.

        A look at where they were and a glance at the whole, but no search: small faces that are
        new show up at the next ``detect``.
        """
        photo = Pyramid(image)
        seen = self._glance(photo, min_score=self.settings.glance_score)
        for face in known:
            score = max(face.score or 0.0, self.settings.coarse_score)
            seen.append(Candidate(face.box, score, score >= self.settings.firm_score))
        return self._confirmed(photo, self._refined(photo, seen))

    def scale_for(self, face_px: float) -> float:
        """How much a photo may be reduced (1: not at all) to ``search`` it for such faces."""
        return min(self.settings.seen_px / face_px, 1.0)

    def search(self, image: Image, known: Sequence[Face], *, face_px: float) -> tuple[Face, ...]:
        """``known`` and all other faces of ``face_px`` pixels and more, left to right.

        The cost grows with the image: a network sees all of it, in tiles. What is known is neither
        looked at again nor found twice.
        """
        photo = Pyramid(image)
        candidates: list[Candidate] = []
        longer_px = self.scale_for(face_px) * photo.longer_px
        while True:
            candidates += self._in_tiles(photo, longer_px, known)
            if longer_px <= self.settings.glanced_px:
                break
            longer_px /= 4
        refined = [self._innermost(photo, one) for one in self._refined(photo, candidates)]
        refined = [one for one in refined if one.latest >= self.settings.found_score]
        refined = suppress(refined, self.settings.overlap_iou)
        new = [c for c in refined if not any(self._same(c.box, face.box) for face in known)]
        # Those that are known say how large people are here.
        found = self._confirmed(photo, new, known=known)
        return self.merged((*known, *found))

    def _in_tiles(
        self, photo: Pyramid, longer_px: float, known: Sequence[Face]
    ) -> Iterator[Candidate]:
        """Boxes of the coarse network in tiles of the photo shrunk to ``longer_px``."""
        settings = self.settings
        side = settings.tile_px * photo.longer_px / longer_px
        width, height = photo.width_px, photo.height_px
        for tile in tiles_of(width, height, side_px=side, overlap=settings.tile_overlap):
            square, view = photo.square(tile, side_px=settings.tile_px)
            if liveliest(square) < settings.lively:
                continue
            raw = self._coarse.sweep(square, min_score=settings.glance_score)
            boxes = [box_in_view(corners, view) for corners in raw.boxes]
            seen = [
                candidate
                for score, box in zip(raw.scores, boxes, strict=True)
                if not cut_by_view(box, view, width_px=width, height_px=height)
                and not any(self._same(box, face.box) for face in known)
                for candidate in self._candidates(box, float(score))
            ]
            yield from suppress(seen, settings.overlap_iou)

    def _innermost(self, photo: Pyramid, candidate: Candidate) -> Candidate:
        """The candidate, or the smaller face in it that scores better.

        From afar, head and shoulders look like a face of twice the size.
        """
        settings, box = self.settings, candidate.box
        if candidate.latest >= settings.sure_score:
            return candidate
        view = surroundings(box, settings.inner_share)
        square, view = photo.square(view, side_px=self._fine.input_px)
        raw = self._fine.run(square, min_score=candidate.latest + settings.inner_gain)
        boxes = [box_in_view(corners, view) for corners in raw.boxes]
        inner = [i for i, one in enumerate(boxes) if one.w <= settings.inner_size * box.w]
        if not inner:
            return candidate
        best = max(inner, key=lambda i: raw.scores[i])
        face = self._look(photo, boxes[best])
        if face is None or face.box.w > settings.inner_size * box.w:
            return candidate
        return Candidate(face.box, candidate.coarse, candidate.firm, face, (face,))

    def merged(self, faces: Sequence[Face]) -> tuple[Face, ...]:
        """Each face once, left to right: of two boxes of one face the better score stays.

        A box around several better ones shows a group that looks like a face from afar.
        """
        kept: list[Face] = []
        for face in sorted(faces, key=lambda face: face.score or 0.0, reverse=True):
            inner = [one for one in kept if one.box.w < face.box.w and self._nested(one, face)]
            same = [one for one in kept if self._same(face.box, one.box)]
            if len(inner) > 1 or (same and same != inner):
                continue
            if same:  # eyes and nose of a masked face may score as well as all of it
                if (face.score or 0.0) < (same[0].score or 0.0) - self.settings.inner_gain:
                    continue
                kept.remove(same[0])
            kept.append(face)
        return tuple(sorted(kept, key=lambda face: face.box.x))

    def _nested(self, one: Face, other: Face) -> bool:
        """Whether most of the smaller lies in the larger, and they overlap too little to be one."""
        settings = self.settings
        inside = one.box.inside(other.box) >= settings.nested_share
        return inside and one.box.iou(other.box) < settings.overlap_iou

    def _same(self, one: Box, other: Box) -> bool:
        """Whether two boxes show one face: they overlap, or one lies in the other.

        Much smaller ones are something else, such as a face on a shirt under a chin.
        """
        settings = self.settings
        nested = min(one.w, other.w) >= settings.nested_size * max(one.w, other.w)
        inside = nested and one.inside(other) >= settings.nested_share
        return inside or one.iou(other) >= settings.overlap_iou

    def straighten(
        self, image: Image, found: Sequence[Face], known: Sequence[Face] | None = None
    ) -> tuple[Face, ...]:
        """``known`` faces and those found in a photo, as they stand; without what is no face.

        Boxes and landmarks stay in the photo's own pixels. Where nobody is surely upright, or most
        of those found are turned, the photo itself may be: it is looked at in that turn, too,
        unless that was done before and gave those that are ``known``.
        """
        photo = Pyramid(image)
        faces = [self._straightened(photo, face) for face in found]
        faces = [face for face in faces if self._stands(photo, face)]
        if known is not None:
            return self.merged([*known, *faces])
        turn = common_turn(faces)
        if turn:
            # In a photo that lies, folds of clothes look like upright faces.
            faces = [f for f in faces if f.turned_deg == turn or (f.score or 0.0) >= SURE_SCORE]
            return self.merged([*faces, *self._found_turned(photo, turn)])
        if any((face.score or 0.0) >= SURE_SCORE for face in faces):
            return self.merged(faces)
        # What is found is poor, or nothing: in a photo that lies, a fold may look like a face.
        for quarter in (180, 90, 270):
            if turned := self._found_turned(photo, quarter):
                return self.merged(turned)
        return self.merged(faces)

    def _found_turned(self, photo: Pyramid, turn_deg: int) -> list[Face]:
        """The sure faces that a glance at the photo shows, turned back by quarters."""
        straight = (self._straightened(photo, f) for f in self._glanced_turned(photo, turn_deg))
        return [
            face
            for face in straight
            if face.turned_deg and (face.score or 0.0) >= self.settings.turned_score
        ]

    def _glanced_turned(self, photo: Pyramid, turn_deg: int) -> list[Face]:
        """Faces of the photo turned back by quarters, in the pixels of the photo as it is."""
        level = photo.reduced(self.settings.search_px)
        factor = photo.longer_px / max(level.shape[:2])
        turned = Pyramid(np.ascontiguousarray(np.rot90(level, turn_deg // 90)))
        glanced = self._glance(turned, min_score=self.settings.coarse_score)
        glanced += self._framed(turned)
        faces = self._confirmed(turned, self._refined(turned, glanced))
        height, width = level.shape[:2]
        return [
            face.turned(turn_deg, width_px=width, height_px=height).scaled(factor) for face in faces
        ]

    def _straightened(self, photo: Pyramid, face: Face) -> Face:
        """The face as it stands: looked at in a square turned by its tilt, if that shows more."""
        settings, points, best = self.settings, face.keypoints, face
        if points is None:
            return face
        tilt, score = points.tilt_deg, face.score or 0.0
        tilted = abs(tilt) > settings.tilt_deg
        if score >= settings.upright_score and not tilted:
            return face
        for turn in (tilt, *_QUARTERS) if tilted else _QUARTERS:
            seen = self._seen_turned(photo, face, turn)
            if seen is not None and (seen.score or 0.0) > (best.score or 0.0):
                best = seen
            if (best.score or 0.0) >= settings.upright_score:
                break
        return best

    def _seen_turned(self, photo: Pyramid, face: Face, turn_deg: float) -> Face | None:
        """The face as two looks at it see it, turned back; ``None`` if it is no better so."""
        settings = self.settings
        first = self._look_turned(photo, face.box, turn_deg)
        if first is None or first.keypoints is None or face.keypoints is None:
            return None
        # Once more around what was found, turned by what is now known of its tilt.
        last = self._look_turned(photo, first.box, first.keypoints.tilt_deg)
        if last is None or last.keypoints is None:
            return None
        # What is upright after all stays as ``detect`` saw it: models are trained on its landmarks.
        if abs(last.keypoints.tilt_deg) <= settings.tilt_deg:
            return None
        if last.box.iou(face.box) < settings.overlap_iou:
            return None
        gain = 0.0 if turn_deg == face.keypoints.tilt_deg else settings.turn_gain
        needed = max((face.score or 0.0) + gain, settings.turned_score)
        if (last.score or 0.0) < needed or not self._stands(photo, last):
            return None
        turn_deg = first.keypoints.tilt_deg
        more = (self._look_turned(photo, last.box, turn_deg, s) for s in settings.settling_shares)
        return settled(last, (last, *more))

    def _stands(self, photo: Pyramid, face: Face) -> bool:
        """Whether a face looks more like one as it stands than upside down.

        Letters in a circle score as high either way; of faces only very few do, none by much.
        """
        settings = self.settings
        if (face.score or 0.0) >= settings.upright_score:
            return True
        gain = 0.0
        for network, share in (
            (self._fine, settings.context_share),
            (self._wide, settings.wide_share),
        ):
            square, _ = photo.turned_square(
                face.box.centre,
                surroundings(face.box, share).w,
                turn_deg=face.turned_deg,
                side_px=network.input_px,
            )
            middle = Box(0.5 - 0.5 / share, 0.5 - 0.5 / share, 1.0 / share, 1.0 / share)
            upright = self._score(network, square, middle)
            gain += self._score(network, square[::-1], middle) - upright
            if gain < -settings.upside_gain:
                return True
        return gain < settings.upside_gain

    def _score(self, network: BlazeFace, square: Image, box: Box) -> float:
        """A network's best score for a box in shares of the square; 0 for none."""
        raw = network.run(np.ascontiguousarray(square), min_score=_NO_LESS)
        best = self._best_over(raw, _UNIT, box)
        return 0.0 if best is None else float(raw.scores[best])

    def _best_over(self, raw: RawDetections, view: Box, box: Box) -> int | None:
        """Which of the boxes that a network saw in a view, and that lie over ``box``, scores best.

        ``None`` where none does. A face is seen by dozens of anchors.
        """
        over = overlaps(raw.boxes, view, box) >= self.settings.overlap_iou
        return int(np.argmax(np.where(over, raw.scores, -1.0))) if over.any() else None

    def _look_turned(
        self, photo: Pyramid, around: Box, turn_deg: float, share: float | None = None
    ) -> Face | None:
        """The best face of the short-range network around a box, in a square turned back."""
        share = share or self.settings.context_share
        side = surroundings(around, share).w
        square, to_photo = photo.turned_square(
            around.centre, side, turn_deg=turn_deg, side_px=self._fine.input_px
        )
        raw = self._fine.run(square, min_score=self.settings.refined_score)
        middle = Box(0.5 - 0.5 / share, 0.5 - 0.5 / share, 1.0 / share, 1.0 / share)  # the box
        best = self._best_over(raw, _UNIT, middle)
        if best is None:
            return None
        return face_in_turned(
            float(raw.scores[best]),
            raw.boxes[best] * square.shape[0],
            raw.keypoints[best] * square.shape[0],
            to_photo,
        )

    def _searched(self, photo: Pyramid, glanced: Sequence[Candidate]) -> tuple[Face, ...]:
        """The faces among candidates of the glance and what a larger copy of the photo shows."""
        settings = self.settings
        larger = self._sweep(photo, settings.search_px, min_score=settings.coarse_score)
        return self._confirmed(photo, self._refined(photo, [*glanced, *larger]))

    def _glance(self, photo: Pyramid, *, min_score: float) -> list[Candidate]:
        """Boxes of the coarse network on the whole of the photo at half its size or less."""
        settings = self.settings
        longer_px = min(math.ceil(settings.glance_share * photo.longer_px), settings.glance_px)
        return self._sweep(photo, longer_px, min_score=min_score)

    def _framed(self, photo: Pyramid) -> Iterator[Candidate]:
        """Boxes of the coarse network in the photo with a border: faces that fill a tight crop."""
        side = round(photo.longer_px * (1 + 2 * self.settings.border_share))
        around = Box((photo.width_px - side) // 2, (photo.height_px - side) // 2, side, side)
        square, view = photo.square(around, side_px=self._coarse.input_px)
        raw = self._coarse.run(square, min_score=self.settings.coarse_score)
        for score, corners in zip(raw.scores, raw.boxes, strict=True):
            yield from self._candidates(box_in_view(corners, view), float(score))

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
            yield Candidate(box, score, score >= self.settings.firm_score)

    def _refined(self, photo: Pyramid, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Those that the second look sees too, each once."""
        limit = self.settings.overlap_iou
        proposed = suppress(candidates, limit)
        refined = [candidate for old in proposed if (candidate := self._refine(photo, old))]
        return suppress(refined, limit)

    def _refine(self, photo: Pyramid, candidate: Candidate) -> Candidate | None:
        """Look again at twice the candidate's size, then once more around what was found.

        The last look decides the box: centred on the face itself, it wanders less between
        differently framed photos of it.
        """
        settings = self.settings
        looks: list[Face] = []
        for _ in range(2):
            face = self._look(photo, candidate.box)
            if face is None:
                return None
            looks.append(face)
            firm = candidate.firm and (face.score or 0.0) >= settings.firm_score
            candidate = Candidate(face.box, candidate.coarse, firm, face, tuple(looks))
            mean = (candidate.coarse + candidate.latest) / 2
            if candidate.coarse < settings.coarse_score and mean < settings.glance_mean_score:
                return None
        return candidate

    def _look(self, photo: Pyramid, around: Box, share: float | None = None) -> Face | None:
        """The best face of the short-range network in the surroundings of a box."""
        view = surroundings(around, share or self.settings.context_share)
        square, view = photo.square(view, side_px=self._fine.input_px)
        raw = self._fine.run(square, min_score=self.settings.refined_score)
        best = self._best_over(raw, view, around)
        if best is None:
            return None
        return face_in_view(float(raw.scores[best]), raw.boxes[best], raw.keypoints[best], view)

    def _confirmed(
        self, photo: Pyramid, seen: Sequence[Candidate], *, known: Sequence[Face] = ()
    ) -> tuple[Face, ...]:
        """Those that are faces, left to right, with settled landmarks.

        ``known`` are others of the same photo.
        """
        sure = [candidate.box.w for candidate in seen if self._is_sure(candidate)]
        sure += [face.box.w for face in known if (face.score or 0.0) >= self.settings.sure_score]
        share = self.settings.settling_shares[0]
        faces = [
            settled(candidate.face, (*candidate.looks, self._look(photo, candidate.box, share)))
            for candidate in seen
            if candidate.face is not None
            and self._is_face(photo, candidate, needed=self._needed(candidate.box.w, sure))
        ]
        return tuple(sorted(faces, key=lambda face: face.box.x))

    def _needed(self, width: float, sure: Sequence[float]) -> tuple[float, float]:
        """What a box of this width needs from the third network, and as the mean of all three.

        ``sure`` are the widths of the sure faces of its photo: people who are seen together have
        faces of like sizes.
        """
        settings = self.settings
        if width < settings.tiny_share * min(sure, default=0.0):
            return settings.wide_score, settings.tiny_score
        usual = median(sure) if len(sure) >= settings.crowd else math.inf
        if usual / settings.like_size <= width <= usual * settings.like_size:
            return settings.like_wide_score, settings.like_mean_score
        return settings.wide_score, settings.mean_score

    def _is_sure(self, candidate: Candidate) -> bool:
        """Whether both scores settle it."""
        return min(candidate.coarse, candidate.latest) >= self.settings.sure_score

    def _is_face(
        self, photo: Pyramid, candidate: Candidate, *, needed: tuple[float, float] | None = None
    ) -> bool:
        """Whether both scores are sure of it or, failing that, the full-range network agrees.

        That network sees it as it is and mirrored: the mean of two views misjudges fewer.
        """
        if self._is_sure(candidate):
            return True
        scores = candidate.coarse, candidate.latest
        least, mean = needed or (self.settings.wide_score, self.settings.mean_score)
        wanted = max(least, 3 * mean - sum(scores))
        view = surroundings(candidate.box, self.settings.wide_share)
        square, view = photo.square(view, side_px=self._wide.input_px)
        box = candidate.box.moved(-view.x, -view.y).scaled(1.0 / view.w)
        seen = self._wide_score(square, box)
        if seen < 2 * wanted <= seen + 1.0:  # the other view can still decide
            mirrored = Box(1.0 - box.x - box.w, box.y, box.w, box.h)
            seen += self._wide_score(square[:, ::-1], mirrored)
        return seen >= 2 * wanted

    def _wide_score(self, square: Image, box: Box) -> float:
        """The full-range network's best score for a box in shares of the square; 0 for none."""
        return self._score(self._wide, square, box)


def common_turn(faces: Sequence[Face]) -> int:
    """The quarter turn in degrees in which more than half of the sure faces stand; else 0.

    Where none is sure, of all.
    """
    sure = [face for face in faces if (face.score or 0.0) >= SURE_SCORE]
    turns = [face.turned_deg for face in sure or faces]
    return next((turn for turn in (90, 180, 270) if 2 * turns.count(turn) > len(turns)), 0)

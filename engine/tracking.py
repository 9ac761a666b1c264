"""Faces of a video from one prediction to the next: where they are now, and calm numbers.

A *track* is one face for as long as it can be followed, no longer: its id is a running number that
means nothing once the face has left, and nothing here remembers or compares what anybody looks
like. Boxes follow by their own motion; where a match is doubtful, a new track begins.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from engine.results import Box, Face
from engine.smoothing import Smoother


@dataclass(frozen=True, slots=True)
class TrackingSettings:
    """Shares of a box, and times in seconds.

    A face continues a track if their boxes overlap by ``min_iou`` or their landmarks lie within
    ``max_drift`` of the box's width; after a missed prediction ``min_iou_after_gap`` is needed. A
    second face that fits at least ``contest_share`` as well makes the match doubtful. Boxes move
    on by themselves for ``coast_s``, pale after ``fade_after_s`` without being seen and are gone
    after ``forget_after_s``.
    """

    min_iou: float = 0.3
    max_drift: float = 0.45
    min_iou_after_gap: float = 0.4
    contest_share: float = 0.6
    coast_s: float = 0.25
    fade_after_s: float = 0.5
    forget_after_s: float = 1.2
    velocity_share: float = 0.5
    window_s: float = 1.0


@dataclass(frozen=True, slots=True)
class Track:
    """A face at one moment: moved to where it should be, with its smoothed estimate.

    ``track_id`` is for the program's own use and never shown. ``strength`` is 1 for what was just
    seen and falls to 0 as it grows stale; ``seen`` says whether the latest prediction saw it, and
    ``stale_s`` how long ago it was seen.
    """

    track_id: int
    face: Face
    strength: float
    seen: bool
    stale_s: float = 0.0


class FaceTracker:
    """Follows the faces of one video; times are seconds of one clock that never goes back."""

    def __init__(self, settings: TrackingSettings | None = None) -> None:
        self.settings = settings or TrackingSettings()
        self._followed: list[_Followed] = []
        self._next_id = 1

    def update(self, faces: Sequence[Face], *, at_s: float) -> None:
        """Take in the faces of a frame that was taken at ``at_s``; boxes in its pixels."""
        settings = self.settings
        self._followed = [
            one for one in self._followed if at_s - one.seen_s <= settings.forget_after_s
        ]
        pairs = self._pairs(faces, at_s)
        replaced: set[int] = set()
        continued: dict[int, _Followed] = {}
        for fit, index, face_index in sorted(pairs, reverse=True):
            if index in replaced or face_index in continued:
                continue
            if _contested(pairs, fit, index, face_index, settings.contest_share):
                replaced.add(index)
                continued[face_index] = self._begin()
                continue
            replaced.add(index)
            continued[face_index] = self._followed[index]
        kept = [one for i, one in enumerate(self._followed) if i not in replaced]
        for one in kept:
            one.seen = False
        for face_index, face in enumerate(faces):
            one = continued.get(face_index) or self._begin()
            one.see(face, at_s, settings.velocity_share)
            kept.append(one)
        self._followed = kept

    def tracks(self, at_s: float) -> tuple[Track, ...]:
        """What is known at ``at_s``, left to right; what was forgotten is left out."""
        settings = self.settings
        shown = []
        for one in self._followed:
            stale_s = at_s - one.seen_s
            if stale_s > settings.forget_after_s:
                continue
            over = max(stale_s - settings.fade_after_s, 0.0)
            strength = 1.0 - over / (settings.forget_after_s - settings.fade_after_s)
            face = one.face_at(at_s, settings)
            shown.append(Track(one.track_id, face, strength, one.seen, max(stale_s, 0.0)))
        return tuple(sorted(shown, key=lambda track: track.face.box.x))

    def clear(self) -> None:
        """Forget everybody: another video, or another model."""
        self._followed = []

    def _begin(self) -> _Followed:
        self._next_id += 1
        return _Followed(self._next_id - 1, Smoother(window_s=self.settings.window_s))

    def _pairs(self, faces: Sequence[Face], at_s: float) -> list[tuple[float, int, int]]:
        """How well each face fits each track, where it fits at all: (fit, track, face)."""
        pairs = []
        for index, one in enumerate(self._followed):
            expected = one.face_at(at_s, self.settings)
            for face_index, face in enumerate(faces):
                fit = self._fit(expected, face, after_gap=not one.seen)
                if fit > 0.0:
                    pairs.append((fit, index, face_index))
        return pairs

    def _fit(self, expected: Face, face: Face, *, after_gap: bool) -> float:
        iou = expected.box.iou(face.box)
        if after_gap:
            return iou if iou >= self.settings.min_iou_after_gap else 0.0
        near = 1.0 - drift(expected, face) / self.settings.max_drift
        if iou < self.settings.min_iou and near <= 0.0:
            return 0.0
        return iou + max(near, 0.0)


class _Followed:
    """A face that is being followed, and how it moves (pixels a second)."""

    def __init__(self, track_id: int, smoother: Smoother) -> None:
        self.track_id = track_id
        self.seen = False
        self.seen_s = -math.inf
        self._smoother = smoother
        self._velocity = (0.0, 0.0)
        self._face = Face(Box(0, 0, 0, 0))

    def see(self, face: Face, at_s: float, share: float) -> None:
        """Take in where it is now; ``share`` of the motion counts, the rest is what it was."""
        passed = at_s - self.seen_s
        if 0.0 < passed < math.inf:
            (x, y), (old_x, old_y) = face.box.centre, self._face.box.centre
            dx, dy = (x - old_x) / passed, (y - old_y) / passed
            vx, vy = self._velocity
            self._velocity = vx + share * (dx - vx), vy + share * (dy - vy)
        self.seen, self.seen_s, self._face = True, at_s, face
        if face.estimate is not None:
            self._smoother.add(face.estimate, at_s=at_s)

    def face_at(self, at_s: float, settings: TrackingSettings) -> Face:
        """The face where it should be; it stops where nobody has seen it for long."""
        passed = min(max(at_s - self.seen_s, 0.0), settings.coast_s)
        dx, dy = self._velocity[0] * passed, self._velocity[1] * passed
        points = self._face.keypoints.moved(dx, dy) if self._face.keypoints else None
        box = self._face.box.moved(dx, dy)
        return Face(box, points, self._face.score, self._smoother.shown)


def drift(one: Face, other: Face) -> float:
    """Mean distance of the landmarks of two faces in widths of the first box.

    Of the box's centres where landmarks are missing; infinite for an empty box.
    """
    if one.box.w <= 0:
        return math.inf
    if one.keypoints is None or other.keypoints is None:
        return math.dist(one.box.centre, other.box.centre) / one.box.w
    pairs = zip(one.keypoints.points, other.keypoints.points, strict=True)
    distances = [math.dist(a, b) for a, b in pairs]
    return sum(distances) / len(distances) / one.box.w


def _contested(
    pairs: Sequence[tuple[float, int, int]], fit: float, index: int, face_index: int, share: float
) -> bool:
    """Whether another track wants the face, or another face the track, nearly as much."""
    return any(other >= share * fit for other, i, f in pairs if (i == index) != (f == face_index))

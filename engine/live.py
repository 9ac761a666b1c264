"""Faces of a video, frame by frame: a thorough look once a second, quick ones in between."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median
from typing import Protocol

from engine.images import Photo
from engine.look import Look, is_cut, look_of
from engine.results import Box, Estimate, Face, Gender, PhotoResult, greedy_pairs

_THOROUGH_EVERY_S = 1.0


class FrameAnalyser(Protocol):
    """What analyses frames: a ``Pipeline``."""

    def analyse(self, photo: Photo, *, path: str = "") -> PhotoResult:
        """Everything about a photo."""
        ...

    def follow(self, photo: Photo, known: Sequence[Face]) -> PhotoResult:
        """The same, given the faces of the frame before."""
        ...


class LiveAnalyser:
    """Judges the frames of one video after the other; to be used by one thread at a time.

    It remembers where the faces of the last frame were and how that frame looked, and nothing else.
    """

    def __init__(self) -> None:
        self._analyser: FrameAnalyser | None = None
        self._known: tuple[Face, ...] = ()
        self._size = (0, 0)
        self._thorough_s = float("-inf")
        self._look: Look | None = None

    def analyse(self, analyser: FrameAnalyser, photo: Photo, *, at_s: float) -> tuple[Face, ...]:
        """Faces of a frame that was taken at ``at_s`` (seconds of one clock), left to right.

        Another analyser, another size, another scene (after a cut) or another second begin with a
        thorough look. Raises ``ModelError`` if the model fails.
        """
        size, photo = (photo.width_px, photo.height_px), replace(photo, is_frame=True)
        before, self._look = self._look, look_of(photo.pixels)
        same = analyser is self._analyser and size == self._size
        same = same and not is_cut(before, self._look)
        if same and 0.0 <= at_s - self._thorough_s < _THOROUGH_EVERY_S:
            faces = analyser.follow(photo, self._known).faces
        else:
            faces = analyser.analyse(photo).faces
            self._thorough_s = at_s
        self._analyser, self._known, self._size = analyser, faces, size
        return faces


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
        fits = {(index, face_index): fit for fit, index, face_index in pairs}
        for index, face_index in greedy_pairs(pairs).items():
            fit = fits[index, face_index]
            contested = _contested(pairs, fit, index, face_index, settings.contest_share)
            replaced.add(index)
            continued[face_index] = self._begin() if contested else self._followed[index]
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


_AGE_SLACK_YEARS = 0.8
_SCORE_SLACK = 0.02
_UNSURE_FROM, _SURE_FROM = 0.6, 0.4


class Smoother:
    """Median age and mean score over the last ``window_s`` seconds, held still at small changes.

    The whole year shown moves only when the median is more than 0.8 years off it, the percentage
    when the mean is more than 2 points off; "not sure" comes when three fifths of the estimates
    are unsure and goes when two fifths are.
    """

    def __init__(self, *, window_s: float = 1.0) -> None:
        self._window_s = window_s
        self._samples: deque[tuple[float, Estimate]] = deque()
        self._shown: Estimate | None = None

    @property
    def shown(self) -> Estimate | None:
        """What to show; ``None`` before the first estimate."""
        return self._shown

    def add(self, estimate: Estimate, *, at_s: float) -> None:
        """Take in what the model said about the frame taken at ``at_s``."""
        self._samples.append((at_s, estimate))
        while self._samples[0][0] < at_s - self._window_s:
            self._samples.popleft()
        recent = [sample for _, sample in self._samples]
        age = median(sample.age_years for sample in recent)
        before = self._shown
        years = float(round(age))
        if before is not None and abs(age - before.age_years) <= _AGE_SLACK_YEARS:
            years = before.age_years
        score = fmean(sample.female_score for sample in recent)
        if before is not None and abs(score - before.female_score) <= _SCORE_SLACK:
            score = before.female_score
        gender = _gender(recent, score, before)
        if gender is not None and (score >= 0.5) != (gender == "female"):
            score = 0.5  # held on its side a moment longer: neither word nor number may lie
        self._shown = Estimate(years, score, gender, *_range(recent, age, years))


def _range(recent: list[Estimate], age: float, years: float) -> tuple[float | None, float | None]:
    """The usual distance of the bounds, laid around the year that is shown."""
    lows = [sample.age_low for sample in recent if sample.age_low is not None]
    highs = [sample.age_high for sample in recent if sample.age_high is not None]
    if not lows or not highs:
        return None, None
    # Whole distances: a bound then moves only when the year does.
    below, above = round(age - median(lows)), round(median(highs) - age)
    return max(years - below, 0.0), years + above


def _gender(recent: list[Estimate], score: float, before: Estimate | None) -> Gender | None:
    unsure = sum(sample.gender is None for sample in recent) / len(recent)
    limit = _UNSURE_FROM if before is None or before.gender is not None else _SURE_FROM
    if unsure >= limit:
        return None
    if before is not None and before.gender is not None and abs(score - 0.5) <= _SCORE_SLACK:
        return before.gender
    return "female" if score >= 0.5 else "male"

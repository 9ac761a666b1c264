"""What the engine says about photos: frozen values with stated units.

Glossary: a *face* is one detected face; an *estimate* is what the model says about it;
a *photo result* is everything known about one file.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Literal

Point = tuple[float, float]
Gender = Literal["female", "male"]
Status = Literal["ok", "no_face", "unreadable", "skipped"]


@dataclass(frozen=True, slots=True)
class Box:
    """An axis-aligned rectangle in pixels: left edge, top edge, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def centre(self) -> Point:
        """Centre of the box (x, y) in pixels."""
        return self.x + self.w / 2, self.y + self.h / 2

    @property
    def area(self) -> float:
        """Area in square pixels; zero for an empty box."""
        return max(self.w, 0.0) * max(self.h, 0.0)

    def scaled(self, factor: float) -> Box:
        """Return the same box in an image whose sides are ``factor`` times as long."""
        return Box(self.x * factor, self.y * factor, self.w * factor, self.h * factor)

    def moved(self, dx: float, dy: float) -> Box:
        """Return the box shifted by (dx, dy) pixels."""
        return Box(self.x + dx, self.y + dy, self.w, self.h)

    def clipped(self, width_px: float, height_px: float) -> Box:
        """Return the part of the box inside an image of the given size."""
        left, top = max(self.x, 0.0), max(self.y, 0.0)
        right, bottom = min(self.x + self.w, width_px), min(self.y + self.h, height_px)
        return Box(left, top, max(right - left, 0.0), max(bottom - top, 0.0))

    def share(
        self, size_px: tuple[int, int], orientation: int
    ) -> tuple[float, float, float, float]:
        """Centre x, y, width and height as shares (0-1) of the picture before it was turned.

        The box is in pixels of the upright picture, whose width and height are ``size_px``. The
        opposite of EXIF 2.32, tag 274 (orientation 1-8).
        """
        width, height = size_px
        x, y = self.centre[0] / width, self.centre[1] / height
        w, h = self.w / width, self.h / height
        places = {
            1: (x, y),
            2: (1 - x, y),
            3: (1 - x, 1 - y),
            4: (x, 1 - y),
            5: (y, x),
            6: (y, 1 - x),
            7: (1 - y, 1 - x),
            8: (1 - y, x),
        }
        return *places[orientation], *((h, w) if orientation >= 5 else (w, h))

    def before(
        self, size_px: tuple[int, int], orientation: int, *, into_px: tuple[int, int]
    ) -> Box:
        """The same box in the picture before it was turned, whose sides are ``into_px``."""
        x, y, w, h = self.share(size_px, orientation)
        width, height = into_px
        return Box((x - w / 2) * width, (y - h / 2) * height, w * width, h * height)

    def iou(self, other: Box) -> float:
        """Intersection over union with another box, 0 to 1."""
        width = min(self.x + self.w, other.x + other.w) - max(self.x, other.x)
        height = min(self.y + self.h, other.y + other.h) - max(self.y, other.y)
        if width <= 0 or height <= 0:
            return 0.0
        shared = width * height
        # The areas of boxes far too small to be seen are 0 as numbers.
        return shared / (self.area + other.area - shared) if shared > 0 else 0.0

    def inside(self, other: Box) -> float:
        """How much of the smaller of two boxes lies in the larger, 0 to 1."""
        shared = self.clipped_to(other).area
        return shared / min(self.area, other.area) if shared > 0 else 0.0

    def clipped_to(self, other: Box) -> Box:
        """Return the part of the box that lies in another; empty where none does."""
        return self.moved(-other.x, -other.y).clipped(other.w, other.h).moved(other.x, other.y)


@dataclass(frozen=True, slots=True)
class Keypoints:
    """Six facial landmarks (x, y) in pixels; left and right are the person's own."""

    right_eye: Point
    left_eye: Point
    nose: Point
    mouth: Point
    right_ear: Point
    left_ear: Point

    def scaled(self, factor: float) -> Keypoints:
        """Return the landmarks in an image whose sides are ``factor`` times as long."""
        return Keypoints(*((x * factor, y * factor) for x, y in self.points))

    def moved(self, dx: float, dy: float) -> Keypoints:
        """Return the landmarks shifted by (dx, dy) pixels."""
        return Keypoints(*((x + dx, y + dy) for x, y in self.points))

    @staticmethod
    def mean(several: Sequence[Keypoints]) -> Keypoints:
        """The mean of one face's landmarks from several looks (at least one)."""
        each = zip(*(one.points for one in several), strict=True)
        return Keypoints(*((fmean(x for x, _ in at), fmean(y for _, y in at)) for at in each))

    @property
    def points(self) -> tuple[Point, ...]:
        """The six points in the order of the fields."""
        return (self.right_eye, self.left_eye, self.nose, self.mouth, self.right_ear, self.left_ear)

    @property
    def tilt_deg(self) -> float:
        """By how much the face stands turned clockwise, above -180 and up to 180 degrees.

        From the middle of the eyes to the mouth, which stays reliable in a profile.
        """
        (right, left), mouth = (self.right_eye, self.left_eye), self.mouth
        across = mouth[0] - (right[0] + left[0]) / 2
        down = mouth[1] - (right[1] + left[1]) / 2
        return math.degrees(math.atan2(-across, down))


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a model says about one face: appearance, never identity.

    ``age_years`` is the apparent age; ``age_low`` and ``age_high`` bound it in years where the
    model states a range; ``age_spread`` is the standard deviation (years) of the distribution that
    a network states, where it does. ``female_score`` is the probability (0-1) of "female";
    ``gender`` is ``None`` when the model is not sure.
    """

    age_years: float
    female_score: float
    gender: Gender | None
    age_low: float | None = None
    age_high: float | None = None
    age_spread: float | None = None


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a photo; coordinates in pixels of the full-size upright image.

    ``score`` is the detector's confidence (0-1); it and ``keypoints`` are ``None`` where no
    detector ran (the centre-square path).
    """

    box: Box
    keypoints: Keypoints | None = None
    score: float | None = None
    estimate: Estimate | None = None

    @property
    def turned_deg(self) -> int:
        """The quarter turn clockwise (90, 180 or 270 degrees) in which the face stands; else 0.

        The one nearest to where its eyes and mouth lie; 0 for a head tilted by up to 60 degrees.
        """
        tilt = self.keypoints.tilt_deg if self.keypoints else 0.0
        return round(tilt / 90) % 4 * 90 if abs(tilt) > TURNED_FROM_DEG else 0

    def scaled(self, factor: float) -> Face:
        """Return the face in an image whose sides are ``factor`` times as long."""
        points = self.keypoints.scaled(factor) if self.keypoints else None
        return Face(self.box.scaled(factor), points, self.score, self.estimate)

    def turned(self, turn_deg: int, *, width_px: float, height_px: float) -> Face:
        """Return the face in an image that was turned clockwise by quarters.

        Sides in pixels are those of the image after the turn.
        """
        if turn_deg % 360 == 0:
            return self
        corner = {90: (width_px, 0.0), 180: (width_px, height_px), 270: (0.0, height_px)}[turn_deg]
        across, down = {90: (0, 1), 180: (-1, 0), 270: (0, -1)}[turn_deg]

        def place(point: Point) -> Point:
            x, y = point
            return corner[0] + across * x - down * y, corner[1] + down * x + across * y

        points = Keypoints(*map(place, self.keypoints.points)) if self.keypoints else None
        (x0, y0), (x1, y1) = (
            place((self.box.x + share * self.box.w, self.box.y + share * self.box.h))
            for share in (0, 1)
        )
        box = Box(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))
        return Face(box, points, self.score, self.estimate)


@dataclass(frozen=True, slots=True)
class PhotoResult:
    """Everything known about one file.

    ``path`` is the text the user gave; ``width_px`` and ``height_px`` are those of the upright
    image (0 if unreadable); ``faces`` run from left to right; ``message`` says why a file is
    unreadable or was skipped. ``picture`` is a hash (hex) of the pixels: the same for two files
    that differ in nothing but what is written about the picture; empty where it is not known.
    """

    path: str
    status: Status
    width_px: int = 0
    height_px: int = 0
    faces: tuple[Face, ...] = ()
    message: str = ""
    picture: str = ""


TURNED_FROM_DEG = 60.0
"""A head that is tilted further than this lies or stands on its head."""

SAME_FACE_IOU = 0.5
"""Two boxes of one photo that overlap by this much show the same face."""


def match_boxes(
    first: Sequence[Box | None], second: Sequence[Box | None], *, min_iou: float = SAME_FACE_IOU
) -> dict[int, int]:
    """Pairs as index in ``first`` to index in ``second``, the greatest overlaps (IoU) first.

    Each box is in at most one pair; those of equal overlap are taken in order. ``None`` stands for
    a row without a box, which matches nothing.
    """
    return greedy_pairs(
        (overlap, one, other)
        for one, box in enumerate(first)
        for other, candidate in enumerate(second)
        if box is not None and candidate is not None and (overlap := box.iou(candidate)) >= min_iou
    )


def greedy_pairs(scored: Iterable[tuple[float, int, int]]) -> dict[int, int]:
    """Pairs of (score, one, other) as one to other: the best first, each index used once."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, one, other in sorted(scored, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if one not in pairs and other not in taken:
            pairs[one] = other
            taken.add(other)
    return pairs

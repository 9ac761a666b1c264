"""Photos of any size: what a glance settles, what makes a search, what both find."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from engine.detection import BlazeFaceDetector, DetectionSettings
from engine.detection.blazeface import BlazeFace, RawDetections
from engine.detection.candidates import Candidate
from engine.detection.views import Pyramid
from engine.images import from_array
from engine.pipeline import cut_chips, find_faces
from engine.preprocessing import Alignment, Image
from engine.results import Box, Face

FACE = Box(102, 72, 102, 102)  # in the astronaut's head, which is 306 pixels wide


class Watched(BlazeFaceDetector):
    """Counts the searches."""

    searches = 0

    def _searched(self, photo: Pyramid, glanced: Sequence[Candidate]) -> tuple[Face, ...]:
        self.searches += 1
        return super()._searched(photo, glanced)


class Counted:
    """A network that counts its calls and remembers the largest picture that it was shown."""

    def __init__(self, network: BlazeFace) -> None:
        self.network, self.calls, self.pixels = network, 0, 0
        self.input_px = network.input_px

    def _seen(self, picture: Image) -> Image:
        self.calls += 1
        self.pixels = max(self.pixels, picture.shape[0] * picture.shape[1])
        return picture

    def run(self, square: Image, *, min_score: float) -> RawDetections:
        return self.network.run(self._seen(square), min_score=min_score)

    def sweep(self, picture: Image, *, min_score: float) -> RawDetections:
        return self.network.sweep(self._seen(picture), min_score=min_score)


@pytest.fixture
def head(astronaut: Image) -> Image:
    return np.ascontiguousarray(astronaut[:306, 72:378])


def scaled(picture: Image, factor: float) -> Image:
    return np.asarray(
        cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8
    )


def canvas(*parts: tuple[Image, int, int], width: int = 2000, height: int = 1500) -> Image:
    """Pictures at (x, y) on grey."""
    sheet = np.full((height, width, 3), 127, np.uint8)
    for part, x, y in parts:
        sheet[y : y + part.shape[0], x : x + part.shape[1]] = part
    return sheet


@pytest.mark.parametrize("upright", [False, True])
@pytest.mark.parametrize("factor", [1.0, 2.0, 3.5])
def test_a_glance_settles_a_photo_of_one_face(head: Image, factor: float, upright: bool) -> None:
    detector = Watched(num_threads=1)
    size = (1500, 2000) if upright else (2000, 1500)
    photo = canvas((scaled(head, factor), 300, 200), width=size[0], height=size[1])
    (face,) = detector.detect(photo)
    assert face.box.iou(FACE.scaled(factor).moved(300, 200)) > 0.7
    assert detector.searches == 0


def test_nobody_is_searched_for() -> None:
    detector = Watched(num_threads=1)
    assert detector.detect(canvas()) == ()
    assert detector.searches == 1


def test_a_face_far_away_makes_a_search(head: Image) -> None:
    detector = Watched(num_threads=1)
    parts = [(scaled(head, 0.5), 200, 300), (scaled(head, 2.5), 900, 300)]
    small, large = detector.detect(canvas(*parts))
    assert small.box.iou(FACE.scaled(0.5).moved(200, 300)) > 0.6
    assert large.box.iou(FACE.scaled(2.5).moved(900, 300)) > 0.7
    assert detector.searches == 1


def test_a_crowd_makes_a_search(head: Image) -> None:
    detector = Watched(num_threads=1)
    part = scaled(head, 0.6)
    places = [(x, y) for y in (100, 500, 900) for x in (100, 500, 900, 1300)]
    faces = detector.detect(canvas(*((part, x, y) for x, y in places)))
    assert len(faces) == len(places)
    assert detector.searches == 1


def test_searching_finds_faces_that_a_glance_cannot(head: Image) -> None:
    photo = canvas((scaled(head, 0.25), 640, 120))  # a face of 26 pixels
    blind = DetectionSettings(glance_score=0.99)
    (face,) = BlazeFaceDetector(settings=blind, num_threads=1).detect(photo)
    assert face.box.iou(FACE.scaled(0.25).moved(640, 120)) > 0.5
    coarse = DetectionSettings(glance_score=0.99, search_px=256)
    assert BlazeFaceDetector(settings=coarse, num_threads=1).detect(photo) == ()


def test_a_face_that_fills_a_large_photo_is_found(astronaut: Image) -> None:
    tight = scaled(np.ascontiguousarray(astronaut[68:178, 170:280]), 14)
    (face,) = BlazeFaceDetector(num_threads=1).detect(tight)
    assert face.box.iou(Box(4, 4, 102, 102).scaled(14)) > 0.6


@pytest.mark.parametrize("longer", [180, 256, 400, 512, 513, 1024, 1600, 4000])
def test_landmarks_do_not_depend_on_the_size_of_the_photo(head: Image, longer: int) -> None:
    most = 0.02 if longer >= 256 else 0.03  # a face of 46 pixels
    part = scaled(canvas((head, 90, 50), width=400, height=400), longer / 400)
    (whole,) = BlazeFaceDetector(num_threads=1).detect(
        canvas((head, 90, 50), width=400, height=400)
    )
    (face,) = BlazeFaceDetector(num_threads=1).detect(part)
    assert face.keypoints is not None
    assert whole.keypoints is not None
    moved = np.array(face.scaled(400 / longer).keypoints.points) - whole.keypoints.points
    assert np.abs(moved[:4]).max() < most * whole.box.w


def test_a_face_is_cut_the_same_however_its_photo_is_framed(astronaut: Image) -> None:
    """With landmarks of a single look, chips of these crops differ by 11 levels in the mean."""
    detector = BlazeFaceDetector(num_threads=1)

    def chip(picture: Image) -> np.ndarray:
        photo = from_array(np.ascontiguousarray(picture))
        (face,) = find_faces(photo, detector)
        return cut_chips(photo, [face], size_px=64, alignment=Alignment())[0].astype(float)

    whole = chip(astronaut)
    framed = [
        scaled(astronaut[top : 512 - top // 2, left : 512 - left // 3], size)
        for top, left, size in (
            (0, 9, 0.7),
            (7, 0, 1.0),
            (12, 30, 1.3),
            (25, 14, 0.9),
            (40, 3, 1.6),
        )
    ]
    assert np.mean([np.abs(chip(picture) - whole).mean() for picture in framed]) < 8


@pytest.mark.parametrize("longer", [120, 200, 256, 400, 448, 512, 640, 800, 1024, 1600])
def test_a_photo_of_one_face_costs_a_glance_and_a_few_looks(head: Image, longer: int) -> None:
    photo = scaled(canvas((head, 90, 50), width=400, height=400), longer / 400)
    detector = BlazeFaceDetector(num_threads=1)
    glances, looks = Counted(detector._coarse), Counted(detector._fine)
    detector._coarse, detector._fine = glances, looks  # type: ignore[assignment]
    assert len(detector.detect(photo)) == 1
    assert glances.calls == 1
    # Two find the face, one settles its landmarks, and two at most go to what else was glanced.
    assert looks.calls <= 5
    assert glances.pixels <= 256 * 256
    if longer <= 512:  # half its size shows 30 pixels as 15
        assert glances.pixels == math.ceil(photo.shape[1] / 2) * math.ceil(photo.shape[0] / 2)


@pytest.mark.parametrize("longer", [511, 512, 513, 575, 576, 577, 1024])
def test_no_size_falls_between_the_roads(head: Image, longer: int) -> None:
    photo = canvas((head, 150, 100), width=longer, height=500)
    (face,) = BlazeFaceDetector(num_threads=1).detect(photo)
    assert face.box.iou(FACE.moved(150, 100)) > 0.7

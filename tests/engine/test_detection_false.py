"""What is no face, or the same face again: boxes in boxes, letters, sizes that do not fit."""

from __future__ import annotations

import numpy as np
import pytest

from engine.detection import BlazeFaceDetector
from engine.detection.blazeface import RawDetections
from engine.detection.views import Pyramid
from engine.pipeline import _is_drawing
from engine.preprocessing import Image
from engine.results import Box, Estimate, Face, Keypoints

POINTS = Keypoints((40, 40), (60, 40), (50, 50), (50, 62), (32, 44), (68, 44))


@pytest.fixture(scope="module")
def detector() -> BlazeFaceDetector:
    return BlazeFaceDetector(num_threads=1)


def face(x: float, y: float, w: float, score: float) -> Face:
    return Face(Box(x, y, w, w), score=score)


@pytest.mark.parametrize(
    ("faces", "kept"),
    [
        ([face(0, 0, 100, 0.9), face(30, 30, 50, 0.6)], [0]),
        ([face(0, 0, 100, 0.7), face(30, 30, 50, 0.75)], [0]),  # eyes and nose of a masked face
        ([face(0, 0, 100, 0.5), face(30, 30, 50, 0.9)], [1]),  # a bust around a face
        ([face(0, 0, 100, 0.9), face(40, 70, 30, 0.8)], [0, 1]),  # a face on a shirt
        ([face(0, 0, 100, 0.9), face(80, 0, 100, 0.8)], [0, 1]),  # neighbours
        ([face(0, 0, 100, 0.5), face(5, 5, 40, 0.8), face(55, 5, 40, 0.8)], [1, 2]),  # a group
        ([face(0, 0, 100, 0.8), face(10, 10, 100, 0.9)], [1]),
        ([], []),
    ],
)
def test_every_face_is_kept_once(
    faces: list[Face], kept: list[int], detector: BlazeFaceDetector
) -> None:
    assert set(detector.merged(faces)) == {faces[i] for i in kept}
    assert set(detector.merged(faces[::-1])) == {faces[i] for i in kept}


@pytest.mark.parametrize(
    ("width", "sure", "needed"),
    [
        (50, [], (0.2, 0.4)),
        (50, [60, 60, 60, 60], (0.2, 0.4)),  # four are no crowd
        (50, [60, 60, 60, 60, 60], (0.1, 0.33)),
        (30, [60, 60, 60, 60, 60], (0.2, 0.4)),
        (20, [60, 60, 60, 60, 60], (0.2, 0.6)),
        (125, [60, 60, 60, 60, 60], (0.2, 0.4)),
    ],
)
def test_a_size_like_that_of_a_crowd_helps_and_an_odd_one_does_not(
    width: float, sure: list[float], needed: tuple[float, float], detector: BlazeFaceDetector
) -> None:
    assert detector._needed(width, sure) == needed


class FixedNetwork:
    """Gives one score for the middle of a square whose top is bright, another upside down."""

    def __init__(self, upright: float, upside_down: float, input_px: int, share: float) -> None:
        self.scores = upright, upside_down
        self.input_px = input_px
        self.corners = [0.5 - 0.5 / share] * 2 + [0.5 + 0.5 / share] * 2

    def run(self, square: Image, *, min_score: float) -> RawDetections:
        top, bottom = np.array_split(square.astype(float), 2)
        score = self.scores[0 if top.mean() > bottom.mean() else 1]
        return RawDetections(
            np.array([score], np.float32),
            np.array([self.corners], np.float32),
            np.zeros((1, 6, 2), np.float32),
        )


@pytest.mark.parametrize(
    ("fine", "wide", "score", "stands"),
    [
        ((0.7, 0.7), (0.4, 0.4), 0.7, True),
        ((0.7, 0.8), (0.4, 0.6), 0.7, False),  # letters: as good upside down
        ((0.7, 0.8), (0.6, 0.4), 0.7, True),  # the other network knows better
        ((0.7, 0.5), (0.4, 0.9), 0.7, True),  # clear enough: the other one is not asked
        ((0.7, 0.9), (0.4, 0.9), 0.9, True),  # sure enough
    ],
)
def test_what_looks_better_upside_down_is_no_face(
    fine: tuple[float, float], wide: tuple[float, float], score: float, stands: bool
) -> None:
    detector = BlazeFaceDetector(num_threads=1)
    detector._fine = FixedNetwork(*fine, 128, 2.0)  # type: ignore[assignment]
    detector._wide = FixedNetwork(*wide, 192, 3.0)  # type: ignore[assignment]
    picture = np.zeros((300, 300, 3), np.uint8)
    picture[:150] = 200
    found = Face(Box(100, 100, 100, 100), POINTS.moved(100, 100), score)
    assert detector._stands(Pyramid(picture), found) is stands
    upside_down = found.turned(180, width_px=300, height_px=300)
    turned = np.ascontiguousarray(picture[::-1])
    assert detector._stands(Pyramid(turned), upside_down) is stands


def flat_chip() -> Image:
    chip = np.full((128, 128, 3), 240, np.uint8)
    chip[50:60, 30:100] = 10
    return chip


def grainy_chip() -> Image:
    random = np.random.default_rng(2)
    return random.normal(120, 12, (128, 128, 3)).clip(0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    ("score", "spread", "chip", "drawing"),
    [
        (0.6, 26.0, flat_chip(), True),
        (0.8, 26.0, flat_chip(), False),  # the detector is sure
        (0.6, 9.0, flat_chip(), False),  # an age fits it
        (0.6, None, flat_chip(), False),  # a model that states no spread
        (0.6, 26.0, grainy_chip(), False),
        (None, 26.0, flat_chip(), False),  # nobody looked: the centre square
    ],
)
def test_letters_are_flat_and_of_no_age(
    score: float | None, spread: float | None, chip: Image, drawing: bool
) -> None:
    estimate = Estimate(40.0, 0.5, None, age_spread=spread)
    assert _is_drawing(Face(Box(0, 0, 60, 60), score=score), chip, estimate) is drawing

"""From candidates to faces: the rule on scores, merging, hard pictures."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import pytest

from engine.detection import BlazeFaceDetector, DetectionSettings
from engine.detection.blazeface import RawDetections
from engine.detection.candidates import Candidate, box_in_view, overlaps, suppress
from engine.detection.views import Pyramid
from engine.preprocessing import Image
from engine.results import Box, Face

FACE = Box(174, 72, 102, 102)  # the astronaut's, as two networks and the eye see it


@pytest.fixture(scope="module")
def detector() -> BlazeFaceDetector:
    return BlazeFaceDetector()


def on_canvas(picture: Image, *, width: int, height: int, x: int, y: int) -> Image:
    """The picture on a grey canvas."""
    canvas = np.full((height, width, 3), 127, np.uint8)
    canvas[y : y + picture.shape[0], x : x + picture.shape[1]] = picture
    return canvas


def scaled(picture: Image, factor: float) -> Image:
    return np.asarray(
        cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8
    )


class FixedScores:
    """Stands for the full-range network: gives one score a call for a box in the middle."""

    input_px = 192

    def __init__(self, *scores: float) -> None:
        self.scores = list(scores)
        self.seen: list[Image] = []

    def run(self, square: Image, *, min_score: float) -> RawDetections:
        self.seen.append(square)
        score = self.scores.pop(0)
        # A third of a square three times as wide as the box: the box itself.
        box = np.array([[1 / 3, 1 / 3, 2 / 3, 2 / 3]], np.float32)
        keep = np.array([score]) >= min_score
        return RawDetections(
            np.array([score], np.float32)[keep], box[keep], np.zeros((1, 6, 2), np.float32)[keep]
        )


# The rule on scores


def candidate(coarse: float, refined: float) -> Candidate:
    return Candidate(FACE, coarse, True, Face(box=FACE, score=refined))


@pytest.mark.parametrize(
    ("coarse", "refined", "wide", "expected"),
    [
        (0.70, 0.70, (), True),  # both sure: nobody else is asked
        (0.95, 0.69, (0.0, 0.0), False),  # one unsure, and the third sees nothing
        (0.95, 0.69, (0.15, 0.26), True),  # the mean of both views counts
        (0.95, 0.69, (0.15, 0.24), False),
        (0.95, 0.69, (0.41,), True),  # no mirror image can undo this
        (0.30, 0.40, (0.29, 0.60), False),  # three scores of 0.38 in the mean
        (0.30, 0.40, (0.50, 0.52), True),
        (0.30, 0.10, (0.55,), False),  # no mirror image can make up for this
    ],
)
def test_rule_on_scores(
    coarse: float, refined: float, wide: tuple[float, ...], expected: bool, astronaut: Image
) -> None:
    detector = BlazeFaceDetector()
    network = FixedScores(*wide)
    detector._wide = network  # type: ignore[assignment]
    assert detector._is_face(Pyramid(astronaut), candidate(coarse, refined)) is expected
    assert network.scores == []
    assert len(network.seen) == len(wide)


def test_third_look_sees_the_surroundings_and_their_mirror_image(astronaut: Image) -> None:
    detector = BlazeFaceDetector()
    network = FixedScores(0.1, 0.1)
    detector._wide = network  # type: ignore[assignment]
    detector._is_face(Pyramid(astronaut), candidate(0.9, 0.6))
    seen, mirrored = network.seen
    assert seen.shape == (192, 192, 3)
    np.testing.assert_array_equal(mirrored[:, ::-1], seen)


@pytest.mark.parametrize("side", [96, 192, 400])
def test_third_network_answers_for_images_of_any_size_and_mirrored(
    side: int, detector: BlazeFaceDetector, astronaut: Image
) -> None:
    square = scaled(astronaut[:306, 72:378], side / 306)
    box = FACE.moved(-72, 0).scaled(1 / 306)
    mirrored = Box(1 - box.x - box.w, box.y, box.w, box.h)
    assert detector._wide_score(square, box) > 0.5
    assert detector._wide_score(square[:, ::-1], mirrored) > 0.5
    assert detector._wide_score(square, Box(0, 0, 0.05, 0.05)) == 0


def test_settings_reach_the_rule(astronaut: Image) -> None:
    blind = BlazeFaceDetector(settings=DetectionSettings(refined_score=0.99))
    assert blind.detect(astronaut) == ()


# Merging


def refined(box: Box, *, coarse: float, score: float, firm: bool = True) -> Candidate:
    return Candidate(box, coarse, firm, Face(box=box, score=score))


def test_of_overlapping_boxes_the_best_stays_and_keeps_the_best_coarse_score() -> None:
    first = refined(Box(0, 0, 10, 10), coarse=0.4, score=0.9)
    second = refined(Box(1, 1, 10, 10), coarse=0.8, score=0.6)
    apart = refined(Box(30, 0, 10, 10), coarse=0.5, score=0.7)
    kept = suppress([second, apart, first], 0.3)
    assert [(c.box, c.coarse, c.latest) for c in kept] == [
        (first.box, 0.8, 0.9),
        (apart.box, 0.5, 0.7),
    ]


def test_doubtful_box_gives_way_whatever_its_second_score() -> None:
    firm = refined(Box(0, 0, 10, 10), coarse=0.5, score=0.6)
    doubtful = refined(Box(1, 1, 10, 10), coarse=0.35, score=0.9, firm=False)
    assert suppress([doubtful, firm], 0.3) == [firm]
    assert suppress([doubtful], 0.3) == [doubtful]


def test_a_doubting_second_look_makes_a_box_doubtful(astronaut: Image) -> None:
    strict = BlazeFaceDetector(settings=DetectionSettings(firm_score=0.99))
    for detector, firm in ((BlazeFaceDetector(), True), (strict, False)):
        again = detector._refine(Pyramid(astronaut), Candidate(FACE, 0.9, True))
        assert again is not None
        assert again.firm is firm
        assert again.coarse == 0.9
    assert strict._refine(Pyramid(np.zeros_like(astronaut)), Candidate(FACE, 0.9, True)) is None


def test_boxes_that_overlap_less_than_the_limit_are_two_faces() -> None:
    boxes = [Candidate(Box(x, 0, 10, 10), 0.5, True) for x in (0, 6)]  # IoU 0.25
    assert len(suppress(boxes, 0.3)) == 2
    assert len(suppress(boxes, 0.25)) == 1
    assert suppress([], 0.3) == []


# Whole pictures


def test_astronaut_has_one_face_with_landmarks_in_order(
    detector: BlazeFaceDetector, astronaut: Image
) -> None:
    (face,) = detector.detect(astronaut)
    assert face.box.iou(FACE) > 0.7
    assert face.keypoints is not None
    assert face.score is not None
    assert face.score > 0.8
    points = face.keypoints
    assert points.right_eye[0] < points.nose[0] < points.left_eye[0]
    assert max(points.right_eye[1], points.left_eye[1]) < points.nose[1] < points.mouth[1]


@pytest.mark.parametrize(
    "shape", [(1, 1), (1, 5000), (5000, 1), (2, 3), (399, 11), (30, 30), (1600, 2400)]
)
def test_grey_pictures_of_any_shape_hold_no_face(
    shape: tuple[int, int], detector: BlazeFaceDetector
) -> None:
    assert detector.detect(np.full((*shape, 3), 128, np.uint8)) == ()


def test_noise_holds_no_face(
    detector: BlazeFaceDetector, noise: Callable[[int, int], Image]
) -> None:
    assert detector.detect(noise(900, 700)) == ()


def test_same_picture_same_faces_in_any_thread(
    detector: BlazeFaceDetector, astronaut: Image
) -> None:
    mirrored = np.ascontiguousarray(astronaut[:, ::-1])
    pictures = [astronaut, mirrored] * 6
    expected = [detector.detect(astronaut), detector.detect(mirrored)] * 6
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(detector.detect, pictures)) == expected


def test_faces_run_from_left_to_right(detector: BlazeFaceDetector, astronaut: Image) -> None:
    head = astronaut[:306, 72:378]
    faces = detector.detect(np.concatenate([head, head, head], axis=1))
    assert [round(face.box.centre[0] / 306 - 0.5) for face in faces] == [0, 1, 2]


def test_face_that_fills_the_picture_is_found_through_the_border(astronaut: Image) -> None:
    tight = np.ascontiguousarray(astronaut[68:178, 170:280])
    for picture in (tight, scaled(tight, 0.5)):
        (face,) = BlazeFaceDetector().detect(picture)
        factor = picture.shape[0] / 110
        assert face.box.iou(FACE.moved(-170, -68).scaled(factor)) > 0.6


def test_face_moves_with_the_picture(detector: BlazeFaceDetector, astronaut: Image) -> None:
    head = astronaut[:306, 72:378]
    places = [(0, 0), (333, 41), (180, 97)]
    boxes = []
    for x, y in places:
        (face,) = detector.detect(on_canvas(head, width=640, height=420, x=x, y=y))
        boxes.append(face.box.moved(-x, -y))
    assert min(box.iou(boxes[0]) for box in boxes) > 0.85


def test_overlaps_with_many_boxes_are_those_with_each_to_the_last_bit() -> None:
    rng = np.random.default_rng(0)
    corners = rng.uniform(-0.5, 1.5, (400, 4)).astype(np.float32)  # some upside down, so empty
    corners[:200, 2:] = corners[:200, :2] + rng.uniform(0, 0.7, (200, 2)).astype(np.float32)
    view, box = Box(-13, 7, 131, 131), Box(20.5, 31.25, 60, 55)
    each = [box_in_view(one, view).iou(box) for one in corners]
    assert overlaps(corners, view, box).tolist() == each
    assert 0 < sum(value > 0 for value in each) < len(each)
    assert overlaps(corners[:0], view, box).tolist() == []

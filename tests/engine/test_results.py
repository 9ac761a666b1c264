"""Geometry of boxes, landmarks and faces; the values cannot be changed."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.results import Box, Estimate, Face, Keypoints, PhotoResult

POINTS = ((1.0, 2.0), (3.0, 4.0), (5.0, 6.0), (7.0, 8.0), (9.0, 10.0), (11.0, 12.0))
number = st.integers(-4000, 4000).map(lambda quarters: quarters / 4)
length = st.integers(0, 4000).map(lambda quarters: quarters / 4)
boxes = st.builds(Box, number, number, length, length)


def test_centre_and_area():
    box = Box(10, 20, 30, 40)
    assert box.centre == (25, 40)
    assert box.area == 1200


@pytest.mark.parametrize("box", [Box(0, 0, 0, 5), Box(0, 0, 5, -1), Box(0, 0, -2, -3)])
def test_boxes_without_extent_have_no_area(box):
    assert box.area == 0


def test_scaled_and_moved():
    assert Box(10, 20, 30, 40).scaled(0.5) == Box(5, 10, 15, 20)
    assert Box(10, 20, 30, 40).moved(-1, 2) == Box(9, 22, 30, 40)


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        (Box(10, 10, 20, 20), Box(10, 10, 20, 20)),
        (Box(-5, -6, 20, 20), Box(0, 0, 15, 14)),
        (Box(90, 40, 20, 20), Box(90, 40, 10, 10)),
        (Box(-10, -10, 500, 500), Box(0, 0, 100, 50)),
    ],
)
def test_clipped(box, expected):
    assert box.clipped(100, 50) == expected


@given(box=boxes)
def test_clipped_lies_inside_or_is_empty(box):
    part = box.clipped(100, 50)
    assert part.w >= 0
    assert part.h >= 0
    assert part.area <= box.area * (1 + 1e-9)
    if part.area > 0:
        assert part.x >= 0
        assert part.y >= 0
        assert part.x + part.w <= 100 + 1e-9
        assert part.y + part.h <= 50 + 1e-9


def test_boxes_beside_the_image_are_empty():
    for box in (Box(200, 10, 5, 5), Box(-50, 10, 5, 5), Box(10, 80, 5, 5), Box(10, -80, 5, 5)):
        assert box.clipped(100, 50).area == 0


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Box(0, 0, 10, 10), 1.0),
        (Box(5, 0, 10, 10), 1 / 3),
        (Box(0, 0, 5, 5), 0.25),
        (Box(10, 0, 10, 10), 0.0),
        (Box(50, 50, 10, 10), 0.0),
        (Box(2, 2, 0, 0), 0.0),
    ],
)
def test_intersection_over_union(other, expected):
    assert Box(0, 0, 10, 10).iou(other) == pytest.approx(expected)


@given(one=boxes, other=boxes)
def test_intersection_over_union_is_a_symmetric_share(one, other):
    assert 0 <= one.iou(other) <= 1 + 1e-9
    assert one.iou(other) == pytest.approx(other.iou(one))


def test_landmarks_keep_their_order():
    keypoints = Keypoints(*POINTS)
    assert keypoints.points == POINTS
    assert [field.name for field in dataclasses.fields(keypoints)][:3] == [
        "right_eye",
        "left_eye",
        "nose",
    ]
    assert keypoints.scaled(2).left_ear == (22, 24)
    assert keypoints.moved(1, -1).right_eye == (2, 1)


@given(factor=st.floats(0.01, 100))
def test_scaling_there_and_back(factor):
    points = Keypoints(*POINTS).scaled(factor).scaled(1 / factor).points
    for point, expected in zip(points, POINTS, strict=True):
        assert point == pytest.approx(expected)


def test_faces_scale_with_all_they_know():
    estimate = Estimate(age_years=31.5, female_score=0.9, gender="female", age_low=28, age_high=36)
    face = Face(Box(1, 2, 3, 4), Keypoints(*POINTS), 0.8, estimate).scaled(10)
    assert face.box == Box(10, 20, 30, 40)
    assert face.keypoints == Keypoints(*POINTS).scaled(10)
    assert (face.score, face.estimate) == (0.8, estimate)
    assert Face(Box(1, 2, 3, 4)).scaled(2) == Face(Box(2, 4, 6, 8))


@pytest.mark.parametrize(
    "value",
    [
        Box(0, 0, 1, 1),
        Keypoints(*POINTS),
        Estimate(30, 0.5, None),
        Face(Box(0, 0, 1, 1)),
        PhotoResult("photo.jpg", "no_face"),
    ],
)
def test_values_are_frozen_small_and_comparable(value):
    first = dataclasses.fields(value)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, first, None)
    assert not hasattr(value, "__dict__")
    assert value == dataclasses.replace(value)
    assert hash(value) == hash(dataclasses.replace(value))


def test_an_unreadable_photo_has_no_size_and_no_faces():
    result = PhotoResult("photo.jpg", "unreadable", message="This file is empty.")
    assert (result.width_px, result.height_px, result.faces) == (0, 0, ())

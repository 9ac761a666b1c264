"""Where the landmarks land, what fills the outside, and that no path changes the picture."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import preprocessing
from engine.preprocessing import (
    Alignment,
    align,
    brightened,
    centre_square,
    centre_square_box,
    chip_side_px,
    resize,
    similarity,
    to_input,
)
from engine.results import Keypoints

ALIGNMENT = Alignment()


def pose(side_px: float, *, degrees: float = 0.0, centre: tuple[float, float]) -> Keypoints:
    """Landmarks of a face whose chip has this side, turn and centre in the image."""
    turn = side_px * complex(math.cos(math.radians(degrees)), math.sin(math.radians(degrees)))
    moved = [complex(*centre) + turn * (complex(x, y) - (0.5 + 0.5j)) for x, y in ALIGNMENT.anchors]
    right_eye, left_eye, mouth = ((point.real, point.imag) for point in moved)
    return Keypoints(right_eye, left_eye, (0.0, 0.0), mouth, (0.0, 0.0), (0.0, 0.0))


def landmarks(keypoints: Keypoints) -> np.ndarray:
    return np.array([keypoints.right_eye, keypoints.left_eye, keypoints.mouth])


def dots(width: int, height: int, points: np.ndarray, radius_px: float) -> np.ndarray:
    """Soft white dots on black; points count from the image's edge, pixels from their centre."""
    y, x = np.arange(height)[:, np.newaxis] + 0.5, np.arange(width) + 0.5
    light = np.zeros((height, width), dtype=np.float32)
    for px, py in points:
        down, across = ((along - at) ** 2 / (2 * radius_px**2) for along, at in ((y, py), (x, px)))
        light += (np.exp(-down) * np.exp(-across)).astype(np.float32)
    grey = np.clip(light * 255, 0, 255).astype(np.uint8)
    return np.dstack([grey, grey, grey])


def centroid(chip: np.ndarray, near: np.ndarray, reach: int) -> np.ndarray:
    """Centre of the light around a point, from the chip's edge."""
    left, top = np.maximum(np.floor(near - reach).astype(int), 0)
    right, bottom = np.ceil(near + reach).astype(int)
    light = chip[top:bottom, left:right, 0].astype(float)
    y, x = np.mgrid[: light.shape[0], : light.shape[1]] + 0.5
    return np.array([(x * light).sum(), (y * light).sum()]) / light.sum() + (left, top)


def smooth(width: int, height: int) -> np.ndarray:
    """A colourful picture without fine detail, so that ways of sampling it hardly differ."""
    y, x = np.mgrid[:height, :width]
    waves = [np.sin(x / 41) + np.cos(y / 37), np.sin((x + y) / 53), np.cos(x / 67 - y / 43)]
    return np.dstack([(wave / np.ptp(wave) * 200 + 128).clip(0, 255) for wave in waves]).astype(
        np.uint8
    )


@pytest.mark.parametrize("degrees", [0, 25, -170])
def test_chip_side(degrees):
    keypoints = pose(240, degrees=degrees, centre=(300, 200))
    assert chip_side_px(keypoints, ALIGNMENT) == pytest.approx(240)
    assert chip_side_px(keypoints.scaled(0.5).moved(9, -4), ALIGNMENT) == pytest.approx(120)


@pytest.mark.parametrize("size_px", [128, 200])
@pytest.mark.parametrize("degrees", [0, 13, -45, 90, 180])
@pytest.mark.parametrize("side_px", [40, 127.3, 200, 390.7, 1100])
def test_landmarks_land_on_their_places(side_px, degrees, size_px):
    middle = max(150, side_px * 0.72)
    keypoints = pose(side_px, degrees=degrees, centre=(middle + 1.3, middle - 2.1))
    pixels = round(2 * middle)
    image = dots(pixels, pixels, landmarks(keypoints), radius_px=max(side_px * 0.03, 1.2))
    chip = align(image, keypoints, size_px=size_px, alignment=ALIGNMENT)
    assert chip.shape == (size_px, size_px, 3)
    assert chip.dtype == np.uint8
    for place in ALIGNMENT.anchors * size_px:
        found = centroid(chip, place, reach=round(0.14 * size_px))
        assert np.abs(found - place).max() < 0.5


def test_the_whole_chip_is_the_whole_square():
    """An upright face of the chip's own size is cut without any change."""
    image = smooth(300, 260)
    chip = align(image, pose(128, centre=(100 + 64, 70 + 64)), size_px=128, alignment=ALIGNMENT)
    assert np.abs(chip.astype(int) - image[70:198, 100:228]).max() <= 1


@pytest.mark.parametrize("padding", ["black", "reflect"])
@pytest.mark.parametrize("centre", [(300, 250), (20, 30), (590, 480), (-30, 250)])
@pytest.mark.parametrize("degrees", [0, 35, 160])
def test_cutting_the_surroundings_first_changes_nothing(padding, centre, degrees):
    image = smooth(600, 500)
    keypoints = pose(180, degrees=degrees, centre=centre)
    alignment = Alignment(padding=padding)
    chip = align(image, keypoints, size_px=180, alignment=alignment)
    matrix = similarity(landmarks(keypoints) - 0.5, alignment.anchors * 180 - 0.5)
    border = cv2.BORDER_CONSTANT if padding == "black" else cv2.BORDER_REFLECT_101
    whole = cv2.warpAffine(
        image, matrix, (180, 180), flags=cv2.INTER_CUBIC, borderMode=border
    ).astype(int)
    difference = np.abs(chip - whole)
    # The hard edge of the black may shift by OpenCV's step, 1/32 of a pixel.
    assert difference.mean() < 1
    assert (difference > 8).mean() < 0.02


@pytest.mark.parametrize(("side_px", "halvings"), [(380, 0), (390, 1), (760, 1), (790, 2)])
@pytest.mark.parametrize("degrees", [0, 20, 75])
def test_halving_first_gives_the_same_chip(side_px, halvings, degrees, monkeypatch):
    image = smooth(1500, 1300)
    keypoints = pose(side_px, degrees=degrees, centre=(760, 640))
    halved, halves = preprocessing._halved, []
    monkeypatch.setattr(
        preprocessing, "_halved", lambda part: halves.append(part.shape) or halved(part)
    )
    direct = resize(align(image, keypoints, size_px=512, alignment=ALIGNMENT), size_px=128)
    assert not halves
    chip = align(image, keypoints, size_px=128, alignment=ALIGNMENT)
    assert len(halves) == halvings
    assert np.abs(chip.astype(int) - direct).max() <= 3


def test_reducing_does_not_alias():
    chessboard = np.indices((900, 900)).sum(axis=0) % 2 * 200
    image = np.dstack([chessboard] * 3).astype(np.uint8)
    for side_px in (200, 300, 600):
        keypoints = pose(side_px, degrees=10, centre=(450, 450))
        chip = align(image, keypoints, size_px=64, alignment=ALIGNMENT).astype(int)
        assert np.abs(chip - 100).max() <= 5


def test_small_faces_are_enlarged():
    image = smooth(64, 64)
    chip = align(image, pose(20, centre=(32, 32)), size_px=200, alignment=ALIGNMENT)
    assert chip.shape == (200, 200, 3)
    small = resize(image[22:42, 22:42], size_px=200)
    assert np.abs(chip.astype(int) - small).max() <= 3


def test_outside_of_the_photo_is_black():
    image = np.full((200, 200, 3), 180, dtype=np.uint8)
    for side_px, size_px in ((120, 120), (60, 120), (180, 24)):
        keypoints = pose(side_px, centre=(0, 100))  # half of the chip lies left of the photo
        chip = align(image, keypoints, size_px=size_px, alignment=ALIGNMENT)
        edge = max(size_px // 20, 2)
        assert (chip[:, : size_px // 2 - edge] <= 3).all()
        assert (np.abs(chip[:, size_px // 2 + edge :].astype(int) - 180) <= 3).all()


def test_outside_of_the_photo_can_mirror_it():
    image = np.full((200, 200, 3), 180, dtype=np.uint8)
    chip = align(
        image, pose(120, centre=(0, 100)), size_px=120, alignment=Alignment(padding="reflect")
    )
    assert (np.abs(chip.astype(int) - 180) <= 2).all()


@pytest.mark.parametrize("centre", [(-5000, 50), (5000, 50), (50, -5000), (1e9, 1e9)])
@pytest.mark.parametrize("side_px", [5, 100, 3000])
def test_a_face_wholly_outside_is_all_black(centre, side_px):
    image = np.full((100, 100, 3), 255, dtype=np.uint8)
    chip = align(image, pose(side_px, centre=centre), size_px=32, alignment=ALIGNMENT)
    assert not chip.any()


def test_photos_longer_than_opencv_can_warp():
    image = np.zeros((40, 70_000, 3), dtype=np.uint8)
    image[:, 60_000:60_040] = 200
    chip = align(image, pose(40, centre=(60_020, 20)), size_px=40, alignment=ALIGNMENT)
    assert (np.abs(chip.astype(int) - 200) <= 3).all()


def test_tiny_and_strided_images():
    one = np.full((1, 1, 3), 90, dtype=np.uint8)
    assert align(one, pose(1, centre=(0.5, 0.5)), size_px=16, alignment=ALIGNMENT).max() <= 120
    image = smooth(300, 300)
    keypoints = pose(150, centre=(140, 150))
    plain = align(
        np.ascontiguousarray(image[::-1, ::-1]), keypoints, size_px=64, alignment=ALIGNMENT
    )
    strided = align(image[::-1, ::-1], keypoints, size_px=64, alignment=ALIGNMENT)
    assert np.array_equal(plain, strided)


@settings(max_examples=60, deadline=None)
@given(
    side_px=st.floats(0.5, 5000),
    degrees=st.floats(-180, 180),
    centre=st.tuples(st.floats(-300, 500), st.floats(-300, 500)),
    padding=st.sampled_from(["black", "reflect"]),
)
def test_any_pose_gives_a_chip_and_leaves_the_photo_alone(side_px, degrees, centre, padding):
    image = smooth(230, 170)
    before = image.copy()
    keypoints = pose(side_px, degrees=degrees, centre=centre)
    chip = align(image, keypoints, size_px=48, alignment=Alignment(padding=padding))
    assert chip.shape == (48, 48, 3)
    assert chip.dtype == np.uint8
    assert np.array_equal(image, before)


def test_landmarks_that_coincide_are_refused():
    keypoints = Keypoints(*[(5.0, 5.0)] * 6)
    with pytest.raises(ValueError, match="coincide"):
        align(smooth(20, 20), keypoints, size_px=16, alignment=ALIGNMENT)


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (90, 60, (15, 0, 60, 60)),
        (60, 90, (0, 15, 60, 60)),
        (61, 60, (0, 0, 60, 60)),
        (60, 63, (0, 1, 60, 60)),
        (7, 7, (0, 0, 7, 7)),
        (1, 9, (0, 4, 1, 1)),
    ],
)
def test_centre_square_box(width, height, expected):
    box = centre_square_box(width, height)
    assert (box.x, box.y, box.w, box.h) == expected


@pytest.mark.parametrize(("width", "height"), [(90, 60), (60, 90), (91, 60), (60, 95), (60, 60)])
def test_centre_square_neither_squashes_nor_shifts(width, height):
    image = np.zeros((height, width, 3), dtype=np.uint8)
    left, top = (width - 60) // 2, (height - 60) // 2
    image[top : top + 60, left : left + 60] = 100
    image[top + 15 : top + 45, left + 15 : left + 45] = 200
    chip = centre_square(image, size_px=120).astype(int)
    assert chip.shape == (120, 120, 3)
    assert np.abs(chip[34:86, 34:86] - 200).max() <= 2
    assert np.abs(chip[:24] - 100).max() <= 2
    assert np.abs(chip[:, -24:] - 100).max() <= 2


def test_resize_keeps_what_fits_and_plain_colours():
    image = smooth(50, 50)
    assert np.array_equal(resize(image, size_px=50), image)
    plain = np.full((30, 30, 3), (10, 120, 250), dtype=np.uint8)
    for size_px in (1, 7, 128):
        resized = resize(plain[:, ::-1], size_px=size_px)
        assert resized.shape == (size_px, size_px, 3)
        assert np.array_equal(np.unique(resized.reshape(-1, 3), axis=0), [(10, 120, 250)])


@pytest.mark.parametrize("shape", [(8, 8, 3), (5, 8, 8, 3), (0, 8, 8, 3), (2, 3, 8, 8, 3)])
def test_to_input(shape):
    chips = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
    values = to_input(chips)
    assert values.shape == shape
    assert values.dtype == np.float32
    assert np.array_equal(np.rint(values * 255).astype(np.uint8), chips)


def test_to_input_spans_zero_to_one():
    assert to_input(np.array([0, 255], dtype=np.uint8)).tolist() == [0.0, 1.0]


@given(dark=st.floats(0.02, 0.45), seed=st.integers(0, 99))
@settings(max_examples=25)
def test_faces_in_the_dark_become_half_bright_and_others_stay(dark: float, seed: int) -> None:
    light = np.random.default_rng(seed).random((2, 64, 64, 3), np.float32)
    assert brightened(light) is light
    night, day = brightened(np.stack([light[0] * np.float32(dark), light[1]]))
    np.testing.assert_array_equal(day, light[1])
    assert np.quantile(night, 0.99) == pytest.approx(0.5, abs=0.02)
    # All by one factor: shape and colour stay.
    np.testing.assert_allclose(night / night.max(), light[0] / light[0].max(), atol=1e-5)


def test_one_bright_eye_keeps_a_dark_face_dark() -> None:
    face = np.full((1, 128, 128, 3), 0.15, np.float32)
    face[:, 30:50, 30:60] = 0.9
    assert brightened(face) is face


def test_black_stays_black() -> None:
    black = np.zeros((1, 32, 32, 3), np.float32)
    assert not brightened(black).any()

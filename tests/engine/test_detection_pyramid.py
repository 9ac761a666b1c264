"""A photo and its halves: the right level, the right pixels in the right place."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.detection.views import Pyramid
from engine.preprocessing import Image
from engine.results import Box


def ramp(width: int, height: int) -> Image:
    """Red grows to the right and green downwards, by half a level a pixel."""
    y, x = np.mgrid[:height, :width] // 2
    return np.dstack([x, y, np.zeros_like(x)]).astype(np.uint8)


@pytest.mark.parametrize(
    ("side", "side_px", "told"),
    [(255, 128, 255), (257, 128, 256), (400, 100, 400), (90, 128, 90), (128, 128, 128)],
)
def test_squares_are_shrunk_and_never_enlarged(side: int, side_px: int, told: int) -> None:
    square, view = Pyramid(ramp(500, 400)).square(Box(40, 0, side, side), side_px=side_px)
    shown = min(side, side_px)
    assert square.shape == (shown, shown, 3)
    assert view == Box(40, 0, told, told)
    middle = np.array([(40 + side / 2) / 2, side / 4])
    assert np.abs(square[shown // 2, shown // 2, :2] - middle).max() <= 2


@given(
    x=st.integers(-300, 500),
    y=st.integers(-300, 400),
    side=st.integers(1, 600),
    side_px=st.integers(1, 300),
)
@settings(max_examples=150, deadline=None)
def test_the_view_told_is_the_view_shown(x: int, y: int, side: int, side_px: int) -> None:
    square, view = Pyramid(ramp(500, 400)).square(Box(x, y, side, side), side_px=side_px)
    size = view.w / square.shape[0]  # of a pixel shown
    half = size / 2 + 1  # and one of the photo, for the halved copies
    assert square.shape[0] == min(side, side_px)
    assert max(abs(view.x - x), abs(view.y - y), abs(view.w - side)) <= size / 2
    for row, column in ((0, 0), (square.shape[0] // 2, square.shape[1] // 2)):
        across, down = (view.x + (column + 0.5) * size, view.y + (row + 0.5) * size)
        if size <= across < 500 - size and size <= down < 400 - size:
            expected = np.array([across / 2, down / 2, 0])
            assert np.abs(square[row, column] - expected).max() <= 1.5
        elif not (-half < across < 500 + half and -half < down < 400 + half):  # no part of it
            assert not square[row, column].any()


@pytest.mark.parametrize(
    ("size", "longer_px", "shown"),
    [((500, 400), 256, (256, 205)), ((400, 500), 256, (205, 256)), ((500, 400), 600, (500, 400))],
)
def test_whole_photo(size: tuple[int, int], longer_px: int, shown: tuple[int, int]) -> None:
    picture = Pyramid(ramp(*size)).whole(longer_px)
    assert picture.shape == (shown[1], shown[0], 3)
    middle = picture[shown[1] // 2, shown[0] // 2, :2].astype(float)
    assert np.abs(middle - np.array(size) / 4).max() <= 2


@pytest.mark.parametrize("size", [(1, 1), (5000, 1), (1, 5000), (3, 2)])
def test_thin_photos_have_halves_too(size: tuple[int, int]) -> None:
    picture = np.full((size[1], size[0], 3), 90, np.uint8)
    whole = Pyramid(picture).whole(2)
    assert max(whole.shape[:2]) <= 2
    assert (whole == 90).all()
    square, _ = Pyramid(picture).square(Box(0, 0, 4096, 4096), side_px=64)
    assert square.shape == (64, 64, 3)

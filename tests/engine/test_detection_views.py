"""Which squares of a photo the detector looks at, and how they are cut out."""

from __future__ import annotations

import math
from itertools import islice, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.detection.views import cut_by_view, cut_square, tiles_of
from engine.results import Box


@given(
    width=st.integers(1, 6000),
    height=st.integers(1, 6000),
    side_px=st.floats(1, 7000),
    overlap=st.floats(0, 0.5),
)
@settings(max_examples=200, deadline=None)
def test_tiles_cover_the_photo_and_overlap(
    width: int, height: int, side_px: float, overlap: float
) -> None:
    tiles = list(islice(tiles_of(width, height, side_px=side_px, overlap=overlap), 5000))
    if len(tiles) == 5000:
        return
    side = max(math.ceil(side_px), 1)
    assert all(tile.w == tile.h == side for tile in tiles)
    assert all(value == int(value) for tile in tiles for value in (tile.x, tile.y))
    for length, starts in (
        (width, sorted({tile.x for tile in tiles})),
        (height, sorted({tile.y for tile in tiles})),
    ):
        assert starts[0] <= 0
        assert starts[-1] + side >= length
        # A pixel more where the length does not divide evenly.
        assert all(b - a <= side * (1 - overlap) + 1 for a, b in pairwise(starts))


def test_a_tile_larger_than_the_photo_stands_around_it() -> None:
    assert list(tiles_of(200, 100, side_px=300, overlap=0.25)) == [Box(-50, -100, 300, 300)]


def test_square_inside_the_photo_is_cut_without_a_copy() -> None:
    image = np.arange(20 * 30 * 3, dtype=np.uint16).astype(np.uint8).reshape(20, 30, 3)
    square = cut_square(image, Box(5, 4, 10, 10))
    np.testing.assert_array_equal(square, image[4:14, 5:15])
    assert np.shares_memory(square, image)


@pytest.mark.parametrize(
    ("x", "y", "inside"), [(-4, -3, 42), (26, 16, 16), (-10, 0, 0), (100, 100, 0), (5, -100, 0)]
)
def test_outside_of_the_photo_is_black(x: int, y: int, inside: int) -> None:
    image = np.full((20, 30, 3), 200, np.uint8)
    square = cut_square(image, Box(x, y, 10, 10))
    assert square.shape == (10, 10, 3)
    assert int((square == 200).all(axis=2).sum()) == inside
    assert int((square == 0).all(axis=2).sum()) == 100 - inside


def test_square_larger_than_the_photo_holds_all_of_it_in_place() -> None:
    image = np.full((2, 3, 3), 9, np.uint8)
    square = cut_square(image, Box(-1, -2, 6, 6))
    np.testing.assert_array_equal(square[2:4, 1:4], image)
    assert int(square.sum()) == int(image.sum())


@pytest.mark.parametrize(
    ("box", "cut"),
    [
        (Box(150, 150, 50, 50), False),  # in the middle of the tile
        (Box(100.5, 150, 50, 50), True),  # at its left edge
        (Box(150, 99, 50, 50), True),
        (Box(249.5, 150, 50, 50), True),
        (Box(150, 250, 50, 50), True),
    ],
)
def test_tile_inside_the_photo_drops_boxes_at_its_edges(box: Box, cut: bool) -> None:
    tile = Box(100, 100, 200, 200)
    assert cut_by_view(box, tile, width_px=400, height_px=400) is cut


def test_edges_of_the_photo_itself_cut_nothing() -> None:
    tile = Box(0, 0, 200, 200)
    assert not cut_by_view(Box(-10, -10, 50, 50), tile, width_px=400, height_px=400)
    whole = Box(0, -100, 400, 400)
    assert not cut_by_view(Box(380, 150, 50, 50), whole, width_px=400, height_px=200)
    assert cut_by_view(Box(180, 20, 50, 50), tile, width_px=400, height_px=400)

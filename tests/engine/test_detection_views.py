"""Which squares of a photo the detector looks at, and how they are cut out."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.detection import DetectionSettings
from engine.detection.views import cut_by_view, cut_square, views_of
from engine.results import Box

DEFAULTS = DetectionSettings()


def views(width: int, height: int) -> list[Box]:
    return views_of(
        width,
        height,
        border_share=DEFAULTS.border_share,
        tile_from_px=DEFAULTS.tile_from_px,
        tile_share=DEFAULTS.tile_share,
    )


def test_small_photo_is_seen_whole_and_with_a_border() -> None:
    assert views(200, 100) == [Box(0, -50, 200, 200), Box(-50, -100, 300, 300)]


def test_large_square_photo_has_nine_half_size_tiles_that_overlap_by_half() -> None:
    tiles = views(800, 800)[2:]
    assert {(tile.x, tile.y) for tile in tiles} == {
        (x, y) for x in (0, 200, 400) for y in (0, 200, 400)
    }
    assert {tile.w for tile in tiles} == {400}


def test_photo_as_flat_as_a_tile_has_one_row_of_tiles() -> None:
    assert [(tile.x, tile.y) for tile in views(1000, 300)[2:]] == [
        (0, -100),
        (250, -100),
        (500, -100),
    ]


@given(width=st.integers(1, 6000), height=st.integers(1, 6000))
@settings(max_examples=200, deadline=None)
def test_tiles_cover_the_photo_and_stay_few(width: int, height: int) -> None:
    found = views(width, height)
    assert len(found) <= 11
    assert all(view.w == view.h >= 1 for view in found)
    assert all(value == int(value) for view in found for value in (view.x, view.y, view.w))
    tiles = found[2:]
    assert bool(tiles) == (max(width, height) >= DEFAULTS.tile_from_px)
    for length, starts in (
        (width, sorted({tile.x for tile in tiles})),
        (height, sorted({tile.y for tile in tiles})),
    ):
        if starts:
            side = tiles[0].w
            assert starts[0] <= 0
            assert starts[-1] + side >= length
            # Half a tile, or a pixel more where lengths are odd.
            assert all(b - a <= side / 2 + 1 for a, b in pairwise(starts))


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

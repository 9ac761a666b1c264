"""Faces that are small beside their photo: found at any size and shape, at a bounded cost."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, product

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as PillowImage

from engine.detection import BlazeFaceDetector
from engine.detection.views import liveliest, tiles_of
from engine.images import Photo, from_array, read_photo
from engine.pipeline import find_faces
from engine.preprocessing import Image
from engine.results import Box, Face

FACE = Box(102, 72, 102, 102)  # in the astronaut's head, which is 306 pixels wide


class Watched(BlazeFaceDetector):
    """Counts the searches and the turns, and the pictures that the first network saw."""

    searches = 0
    turns = 0

    def search(self, image: Image, known: Sequence[Face], *, face_px: float) -> tuple[Face, ...]:
        self.searches += 1
        return super().search(image, known, face_px=face_px)

    def straighten(
        self, image: Image, found: Sequence[Face], known: Sequence[Face] | None = None
    ) -> tuple[Face, ...]:
        self.turns += 1
        return super().straighten(image, found, known)


@pytest.fixture
def head(astronaut: Image) -> Image:
    return np.ascontiguousarray(astronaut[:306, 72:378])


@pytest.fixture(scope="module")
def detector() -> BlazeFaceDetector:
    return BlazeFaceDetector(num_threads=1)


def crowd(head: Image, *, width: int, height: int, face_px: int, count: int) -> tuple[Photo, list]:
    """A JPEG with heads here and there on a soft gradient, read back, and where the faces are."""
    shade = np.linspace(70, 150, width)[np.newaxis, :, np.newaxis]
    sheet = np.broadcast_to(shade, (height, width, 3)).astype(np.uint8)
    factor = face_px / FACE.w
    small = cv2.resize(head, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    cell = int(small.shape[0] * 1.3)
    columns, rows = width // cell, height // cell
    places = np.random.default_rng(face_px).permutation(columns * rows)[:count]
    boxes = []
    for place in places.tolist():
        x, y = place % columns * cell, place // columns * cell
        sheet[y : y + small.shape[0], x : x + small.shape[1]] = small
        boxes.append(FACE.scaled(factor).moved(x, y))
    file = io.BytesIO()
    PillowImage.fromarray(sheet).save(file, "JPEG", quality=92)
    return read_photo(file.getvalue()), boxes


@pytest.mark.parametrize(
    ("width", "height", "face_px"),
    [
        (1200, 900, 30),
        (4000, 3000, 30),
        (4000, 3000, 61),
        (8160, 6144, 121),
        (12000, 2000, 200),
        (20000, 2000, 60),
        (1080, 9000, 45),
    ],
)
def test_small_faces_are_found_whatever_the_size_and_shape_of_the_photo(
    width: int, height: int, face_px: int, head: Image, detector: BlazeFaceDetector
) -> None:
    photo, boxes = crowd(head, width=width, height=height, face_px=face_px, count=20)
    faces = find_faces(photo, detector)
    found = [box for box in boxes if any(face.box.iou(box) > 0.4 for face in faces)]
    assert len(found) >= 0.95 * len(boxes)
    assert len(faces) <= len(boxes) + 1


def test_a_fast_look_does_not_search(head: Image) -> None:
    photo, boxes = crowd(head, width=4000, height=3000, face_px=40, count=6)
    fast, thorough = Watched(num_threads=1), Watched(num_threads=1)
    assert len(find_faces(photo, fast, thorough=False)) < len(boxes)
    assert len(find_faces(photo, thorough)) >= len(boxes)
    assert (fast.searches, thorough.searches) == (0, 1)


@pytest.mark.parametrize(
    ("size", "head_px", "searches"),
    [
        ((4000, 3000), 1300, 0),  # a portrait: the photo is of this face
        ((4000, 3000), 600, 1),  # somebody at some distance, who seldom stands alone
        ((6000, 1500), 1300, 1),  # a panorama shows more than one place
        ((700, 500), 200, 0),  # a glance at it shows all that a search would
    ],
)
def test_a_search_is_made_where_there_may_be_smaller_faces(
    size: tuple[int, int], head_px: int, searches: int, head: Image
) -> None:
    sheet = np.full((size[1], size[0], 3), 120, np.uint8)
    sheet[100 : 100 + head_px, 100 : 100 + head_px] = cv2.resize(head, (head_px, head_px))
    detector = Watched(num_threads=1)
    assert len(find_faces(from_array(sheet), detector)) == 1
    assert detector.searches == searches


def test_a_frame_of_a_video_is_neither_searched_nor_turned(head: Image) -> None:
    photo, _ = crowd(head, width=1920, height=1080, face_px=40, count=6)
    detector = Watched(num_threads=1)
    found = find_faces(replace(photo, is_frame=True), detector)
    assert (detector.searches, detector.turns) == (0, 0)
    assert [face.box for face in found] == [face.box for face in detector.detect(photo.pixels)]


def test_what_is_known_stays_and_is_not_found_twice(
    head: Image, detector: BlazeFaceDetector
) -> None:
    photo, boxes = crowd(head, width=1500, height=1000, face_px=60, count=5)
    known = [Face(box, score=0.9) for box in boxes[:3]]
    faces = detector.search(photo.pixels, known, face_px=30.0)
    assert len(faces) == 5
    assert set(known) < set(faces)


def test_flat_parts_cost_nothing(head: Image, monkeypatch: pytest.MonkeyPatch) -> None:
    detector = BlazeFaceDetector(num_threads=1)
    seen = []
    sweep = detector._coarse.sweep
    monkeypatch.setattr(detector._coarse, "sweep", lambda *a, **b: seen.append(1) or sweep(*a, **b))
    sheet = np.full((3000, 4000, 3), 120, np.uint8)
    assert detector.search(sheet, (), face_px=30.0) == ()
    alone = len(seen)
    assert alone <= 2  # tiles larger than the photo, whose black border is no flat part
    sheet[2000:2306, 3000:3306] = head
    (face,) = detector.search(sheet, (), face_px=30.0)
    assert face.box.iou(FACE.moved(3000, 2000)) > 0.6
    assert 1 <= len(seen) - 2 * alone <= 4  # of more than twenty tiles


def test_a_small_dark_face_is_lively_and_a_sky_is_not(head: Image) -> None:
    dim = (cv2.resize(head, (36, 36), interpolation=cv2.INTER_AREA) * 0.4).astype(np.uint8)
    sheet = np.full((64, 64, 3), 20, np.uint8)
    assert liveliest(sheet) == 0
    sheet[10:46, 10:46] = dim
    assert liveliest(sheet) > 8
    sky = np.broadcast_to(np.linspace(120, 200, 448)[:, np.newaxis, np.newaxis], (448, 448, 3))
    grain = np.random.default_rng(0).normal(0, 2.5, sky.shape)
    assert liveliest((sky + grain).astype(np.uint8)) < 5


@given(
    width=st.integers(1, 5000),
    height=st.integers(1, 5000),
    side=st.integers(50, 900),
    overlap=st.sampled_from([0.0, 1 / 7, 0.5]),
)
@settings(max_examples=100, deadline=None)
def test_tiles_cover_the_photo_and_overlap(
    width: int, height: int, side: int, overlap: float
) -> None:
    tiles = list(tiles_of(width, height, side_px=side, overlap=overlap))
    assert {tile.w for tile in tiles} == {side} == {tile.h for tile in tiles}
    for length, starts in (
        (width, sorted({tile.x for tile in tiles})),
        (height, sorted({tile.y for tile in tiles})),
    ):
        assert starts[0] <= 0
        assert starts[-1] + side >= length
        steps = [b - a for a, b in pairwise(starts)]
        assert all(step <= side * (1 - overlap) + 1 for step in steps)
    assert len({(tile.x, tile.y) for tile in tiles}) == len(tiles)
    assert [(t.y, t.x) for t in tiles] == sorted(
        product({t.y for t in tiles}, {t.x for t in tiles})
    )

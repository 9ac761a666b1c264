"""One network: from its numbers to boxes, pictures of any shape, and a file that is not there."""

from __future__ import annotations

from importlib import metadata
from typing import Any

import cv2
import numpy as np
import pytest

from engine.detection import BlazeFaceDetector, blazeface
from engine.detection.blazeface import BlazeFace, Variant, _anchor_centres, _decode, model_path
from engine.errors import ModelError
from engine.preprocessing import Image
from engine.results import Box

FACE = Box(174, 72, 102, 102)  # the astronaut's, as two networks and the eye see it


def scaled(picture: Image, factor: float) -> Image:
    return np.asarray(
        cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8
    )


@pytest.mark.parametrize(
    ("variant", "input_px", "anchors"),
    [("back", 256, 896), ("short_range", 128, 896), ("full_range", 192, 2304)],
)
def test_anchors_sit_in_the_middle_of_cells(variant: Variant, input_px: int, anchors: int) -> None:
    network = BlazeFace(variant)
    assert network.input_px == input_px
    centres = _anchor_centres((input_px, input_px), network._strides)
    assert centres.shape == (anchors, 2)
    np.testing.assert_allclose(centres.mean(axis=0), input_px / 2, rtol=1e-6)
    assert centres.min() > 0
    assert centres.max() < input_px


def test_anchors_run_along_rows_and_from_fine_to_coarse() -> None:
    back = _anchor_centres((256, 256), (16,) * 2 + (32,) * 6)
    np.testing.assert_array_equal(back[:4], [[8, 8], [8, 8], [24, 8], [24, 8]])
    # 16 x 16 cells of two anchors first, then 8 x 8 cells of six.
    np.testing.assert_array_equal(back[512:519], [[16, 16]] * 6 + [[48, 16]])
    flat = _anchor_centres((32, 64), (16,) * 2 + (32,) * 6)
    assert len(flat) == 2 * 4 * 2 + 1 * 2 * 6
    np.testing.assert_array_equal(flat[8:10], [[8, 24], [8, 24]])  # the second row of four cells
    np.testing.assert_array_equal(flat[-1], [48, 16])


def test_numbers_are_offsets_from_the_anchor_in_pixels_of_the_input() -> None:
    numbers = np.zeros((1, 16), np.float32)
    numbers[0, :4] = 12.8, -12.8, 25.6, 51.2  # centre x, y; width, height
    numbers[0, 4:6] = 6.4, 0  # right eye
    anchor = np.array([[64, 64]], np.float32)
    raw = _decode(np.array([0.9], np.float32), numbers, anchor, longer_px=128)
    np.testing.assert_allclose(raw.boxes, [[0.5, 0.2, 0.7, 0.6]], atol=1e-6)
    np.testing.assert_allclose(raw.keypoints[0, :2], [[0.55, 0.5], [0.5, 0.5]], atol=1e-6)
    assert raw.keypoints.shape == (1, 6, 2)


@pytest.mark.parametrize("variant", ["back", "short_range", "full_range"])
def test_every_network_finds_the_astronaut(variant: Variant, astronaut: Image) -> None:
    square = astronaut[:300, 75:375]
    raw = BlazeFace(variant).run(square, min_score=0.5)
    x0, y0, x1, y1 = raw.boxes[np.argmax(raw.scores)] * 300
    assert Box(x0 + 75, y0, x1 - x0, y1 - y0).iou(FACE) > 0.5
    assert raw.scores.min() >= 0.5


@pytest.mark.parametrize(
    ("variant", "longer_px"), [("back", 256), ("back", 512), ("short_range", 256)]
)
@pytest.mark.parametrize("upright", [False, True])
def test_sweep_sees_a_flat_picture_in_place(
    variant: Variant, longer_px: int, upright: bool, astronaut: Image
) -> None:
    picture = scaled(astronaut[:300] if not upright else astronaut[:, 75:375], longer_px / 512)
    raw = BlazeFace(variant).sweep(picture, min_score=0.5)
    x0, y0, x1, y1 = raw.boxes[np.argmax(raw.scores)] * 512
    shift = 75 if upright else 0
    assert Box(x0 + shift, y0, x1 - x0, y1 - y0).iou(FACE) > 0.6


def test_sweep_over_a_square_of_the_networks_size_is_a_run(astronaut: Image) -> None:
    network = BlazeFace("back")
    square = scaled(astronaut, 0.5)
    run, sweep = network.run(square, min_score=0.1), network.sweep(square, min_score=0.1)
    assert len(run.scores) > 0
    for ours, theirs in ((run.boxes, sweep.boxes), (run.scores, sweep.scores)):
        np.testing.assert_array_equal(ours, theirs)


def test_only_the_latest_shapes_are_kept_and_more_of_them_if_small(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(blazeface, "_MOST_KEPT_PX", 4 * (36_000 + 144 * 128))
    network = BlazeFace("short_range")
    for side in (64, 80, 96, 112, 64, 144):
        network.sweep(np.zeros((side, 128, 3), np.uint8), min_score=0.5)
    assert list(network._graphs) == [(96, 128), (112, 128), (64, 128), (144, 128)]
    for side in (16, 32, 48, 80):
        network.sweep(np.zeros((side, 32, 3), np.uint8), min_score=0.5)
    assert list(network._graphs) == [(144, 128), (16, 32), (32, 32), (48, 32), (80, 32)]


def test_a_shape_larger_than_all_that_is_kept_still_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blazeface, "_MOST_KEPT_PX", 1)
    network = BlazeFace("short_range")
    for side in (64, 80):
        network.sweep(np.zeros((side, 128, 3), np.uint8), min_score=0.5)
    assert list(network._graphs) == [(80, 128)]


def test_a_folder_of_small_pictures_of_all_shapes_makes_each_graph_once() -> None:
    network = BlazeFace("back")
    shapes = [(rows, columns) for rows in (64, 96, 128) for columns in (64, 96, 128)]
    for rows, columns in shapes:
        network.sweep(np.zeros((rows, columns, 3), np.uint8), min_score=0.5)
    first = dict(network._graphs)
    for rows, columns in shapes:
        network.sweep(np.zeros((rows, columns, 3), np.uint8), min_score=0.5)
    assert network._graphs == first


def test_a_network_for_squares_says_so() -> None:
    with pytest.raises(ValueError, match=r"squares only. Received: \(96, 192, 3\)"):
        BlazeFace("full_range").sweep(np.zeros((96, 192, 3), np.uint8), min_score=0.5)


@pytest.mark.parametrize("fault", ["no package", "no file list", "no such file"])
def test_missing_network_is_said_plainly(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def files(name: str) -> Any:
        if fault == "no package":
            raise metadata.PackageNotFoundError(name)
        return None if fault == "no file list" else []

    monkeypatch.setattr(metadata, "files", files)
    with pytest.raises(ModelError, match=r"install AgeLens again. Received: no face_detection_ba"):
        model_path("back")
    with pytest.raises(ModelError, match="detector's data files are missing"):
        BlazeFaceDetector()

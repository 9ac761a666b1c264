"""A face in worse photos: what is changed, and that the answer comes by the usual road."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.images import Photo
from engine.pipeline import Pipeline, open_pipeline
from engine.preprocessing import Image
from engine.results import Box, Face
from engine.robustness import CHANGES, FaceCutout, Shake
from engine.store import ModelStore, shipped_models_dir


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    shipped = shipped_models_dir()
    if not (shipped / "recommended").is_dir():
        pytest.skip("resources/models/recommended is not in this checkout: no real weights to test")
    return open_pipeline(ModelStore([shipped]), "recommended")


@pytest.fixture(scope="module")
def photo(astronaut: Image) -> Photo:
    return Photo(astronaut, astronaut.shape[1], astronaut.shape[0], None)


@pytest.fixture(scope="module")
def face(photo: Photo, pipeline: Pipeline) -> Face:
    (found,) = pipeline.analyse(photo).faces
    return found


@pytest.fixture(scope="module")
def cutout(photo: Photo, face: Face) -> FaceCutout:
    return FaceCutout(photo, face)


def test_an_unchanged_face_has_the_answer_of_its_photo(
    cutout: FaceCutout, face: Face, pipeline: Pipeline
) -> None:
    shaken = cutout.judge(Shake(), pipeline)
    assert shaken.estimate == face.estimate
    assert shaken.chip is not None
    assert shaken.chip.shape == (pipeline.spec.input_px, pipeline.spec.input_px, 3)


def test_a_small_change_changes_the_answer_little(
    cutout: FaceCutout, face: Face, pipeline: Pipeline
) -> None:
    assert face.estimate is not None
    for shake in (Shake(light_stops=0.25), Shake(turn_deg=5.0), Shake(blur_percent=0.25)):
        shaken = cutout.judge(shake, pipeline).estimate
        assert shaken is not None
        assert abs(shaken.age_years - face.estimate.age_years) < 6
        assert shaken.gender == face.estimate.gender


def test_a_blurred_face_gets_a_wider_range_and_says_so(
    cutout: FaceCutout, face: Face, pipeline: Pipeline
) -> None:
    shaken = cutout.judge(Shake(blur_percent=4.0), pipeline)
    assert shaken.widened > 1.05
    assert shaken.estimate is not None


def test_of_a_few_pixels_no_face_is_found(cutout: FaceCutout, pipeline: Pipeline) -> None:
    shaken = cutout.judge(Shake(size_px=4.0), pipeline)
    assert shaken.estimate is None
    assert shaken.chip is None
    assert shaken.picture.shape[0] < 20


def test_a_turned_face_is_turned_back_before_it_is_judged(
    cutout: FaceCutout, pipeline: Pipeline
) -> None:
    upright, turned = (cutout.judge(Shake(turn_deg=one), pipeline) for one in (0.0, 40.0))
    assert upright.chip is not None
    assert turned.chip is not None
    difference = np.abs(upright.chip.astype(int) - turned.chip.astype(int)).mean()
    assert difference < 12  # of 255; of two unlike faces it is 40 and more
    assert np.abs(upright.picture.astype(int) - turned.picture.astype(int)).mean() > 25


def test_a_mask_covers_the_face_from_the_chin_upwards(cutout: FaceCutout) -> None:
    bare, _ = cutout.shaken(Shake())
    rows = []
    for percent in (50.0, 100.0):
        masked, box = cutout.shaken(Shake(covered_percent=percent))
        changed = np.abs(masked.astype(int) - bare.astype(int)).sum(axis=2) > 30
        rows.append(np.flatnonzero(changed.sum(axis=1) > box.w / 4))
        assert box.y + box.h / 3 < rows[-1].min()
        assert rows[-1].max() < box.y + 1.25 * box.h
    assert rows[1].min() < rows[0].min()
    assert abs(rows[1].max() - rows[0].max()) <= 1


@pytest.mark.parametrize(
    ("shake", "darker"), [(Shake(light_stops=-2.0), True), (Shake(light_stops=2.0), False)]
)
def test_light_is_taken_away_or_added(cutout: FaceCutout, shake: Shake, darker: bool) -> None:
    bare, lit = cutout.shaken(Shake())[0], cutout.shaken(shake)[0]
    assert (lit.mean() < 0.7 * bare.mean()) if darker else (lit.mean() > 1.2 * bare.mean())
    assert np.array_equal(lit, cutout.shaken(shake)[0])  # no flicker


def test_sizes_are_those_of_the_face_and_end_with_its_own(cutout: FaceCutout, face: Face) -> None:
    sizes = cutout.values("size_px")
    assert sizes[-1] == max(face.box.w, face.box.h)
    assert list(sizes) == sorted(sizes)
    for size in (20.0, math.inf):
        pixels, box = cutout.shaken(Shake(size_px=size))
        assert max(box.w, box.h) == pytest.approx(min(size, cutout.side_px))
        assert abs(pixels.shape[0] / 2 - box.centre[0]) < 1
    for change in CHANGES[:3]:
        assert 0.0 in cutout.values(change)


def test_a_face_at_the_edge_and_without_landmarks_can_be_changed(astronaut: Image) -> None:
    photo = Photo(astronaut, astronaut.shape[1], astronaut.shape[0], None)
    cutout = FaceCutout(photo, Face(Box(-20.0, 430.0, 90.0, 100.0)))
    pixels, box = cutout.shaken(Shake(covered_percent=100.0, turn_deg=30.0))
    assert pixels.shape[0] == pixels.shape[1] > box.w

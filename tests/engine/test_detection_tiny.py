"""A doubtful box far smaller than the people beside it is no face: a badge on a sleeve."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image as PillowImage

from engine.detection import BlazeFaceDetector
from engine.preprocessing import Image


@pytest.fixture(scope="module")
def detector() -> BlazeFaceDetector:
    return BlazeFaceDetector()


def saved(picture: Image, quality: int) -> Image:
    file = io.BytesIO()
    PillowImage.fromarray(picture).save(file, "JPEG", quality=quality)
    return np.asarray(PillowImage.open(file).convert("RGB"), dtype=np.uint8)


def resized(picture: Image, side: int) -> Image:
    image = PillowImage.fromarray(picture)
    return np.asarray(image.resize((side, side), PillowImage.Resampling.LANCZOS), dtype=np.uint8)


@pytest.mark.parametrize("quality", [60, 75, 85, 90, 95])
def test_a_badge_is_no_face_however_the_picture_was_saved(
    quality: int, detector: BlazeFaceDetector, astronaut: Image
) -> None:
    (face,) = detector.detect(saved(astronaut, quality))
    assert 165 <= face.box.x <= 185


@pytest.mark.parametrize("side", [256, 384, 450, 600, 800, 1024])
def test_one_face_at_any_size(side: int, detector: BlazeFaceDetector, astronaut: Image) -> None:
    (face,) = detector.detect(resized(astronaut, side))
    assert face.box.w == pytest.approx(102 * side / 512, rel=0.1)


def test_a_box_far_smaller_than_any_sure_face_needs_more() -> None:
    detector = BlazeFaceDetector(num_threads=1)
    settings = detector.settings
    usual = settings.wide_score, settings.mean_score
    assert detector._needed(39.0, [100.0, 200.0]) == (settings.wide_score, settings.tiny_score)
    assert detector._needed(41.0, [100.0, 200.0]) == usual
    assert detector._needed(39.0, []) == usual  # nobody says how large people are here
    assert settings.tiny_score > settings.mean_score


def test_a_sure_small_face_beside_a_large_one_stays(
    detector: BlazeFaceDetector, astronaut: Image
) -> None:
    canvas = np.full((900, 1200, 3), 127, np.uint8)
    large, small = resized(astronaut, 900)[:, :800], resized(astronaut, 230)
    canvas[:, :800] = large
    canvas[300:530, 900:1130] = small
    faces = detector.detect(canvas)
    assert len(faces) == 2
    assert faces[1].box.w < 0.4 * faces[0].box.w

"""A box that a person draws: analysed as the face in it, or as what it shows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.detection import BlazeFaceDetector
from engine.errors import ImageError
from engine.images import from_array, read_photo
from engine.pipeline import Pipeline, find_faces
from engine.predictor import Predictor
from engine.preprocessing import Image
from engine.results import Box
from engine.store import ModelStore


@pytest.fixture
def pipeline(models_dir: Path) -> Pipeline:
    folder, spec = ModelStore([models_dir]).open("tiny")
    predictor = Predictor(folder, spec, num_threads=1)
    return Pipeline(predictor=predictor, detector=BlazeFaceDetector(num_threads=1))


def test_a_box_around_a_face_is_analysed_as_that_face(pipeline: Pipeline, astronaut: Image) -> None:
    photo = from_array(astronaut)
    (face,) = find_faces(photo, BlazeFaceDetector(num_threads=1))
    box = face.box.moved(6, -5)  # nobody draws to the pixel
    drawn = pipeline.analyse_box(photo, box)
    assert drawn.box == box
    assert drawn.keypoints is not None
    assert face.keypoints is not None
    np.testing.assert_allclose(drawn.keypoints.points, face.keypoints.points, atol=4)
    (told,) = pipeline.analyse(photo).faces
    assert drawn.estimate is not None
    assert told.estimate is not None
    assert drawn.estimate.age_years == pytest.approx(told.estimate.age_years, abs=2)


def test_a_box_without_a_face_is_analysed_as_it_is(pipeline: Pipeline) -> None:
    pixels = np.zeros((400, 600, 3), dtype=np.uint8)
    pixels[100:200, 300:400, 0] = 102  # the tiny model says 40 years
    drawn = pipeline.analyse_box(from_array(pixels), Box(300, 100, 100, 100))
    assert (drawn.keypoints, drawn.score) == (None, None)
    assert drawn.estimate is not None
    assert drawn.estimate.age_years == pytest.approx(40, abs=0.5)


def test_a_small_box_of_a_large_photo_is_read_sharply(pipeline: Pipeline, tmp_path: Path) -> None:
    from PIL import Image as PillowImage

    pixels = np.zeros((3000, 4000, 3), dtype=np.uint8)
    pixels[1000:1100, 2000:2100, 0] = 153  # 60 years
    PillowImage.fromarray(pixels).save(tmp_path / "a.png")
    photo = read_photo(tmp_path / "a.png")
    assert photo.scale < 1
    drawn = pipeline.analyse_box(photo, Box(2000, 1000, 100, 100))
    assert drawn.box == Box(2000, 1000, 100, 100)
    assert drawn.estimate is not None
    assert drawn.estimate.age_years == pytest.approx(60, abs=0.7)


@pytest.mark.parametrize("box", [Box(-50, 0, 40, 40), Box(0, 0, 0, 30), Box(700, 500, 10, 10)])
def test_a_box_outside_is_refused(pipeline: Pipeline, box: Box) -> None:
    photo = from_array(np.zeros((400, 600, 3), dtype=np.uint8))
    with pytest.raises(ImageError, match="outside the picture"):
        pipeline.analyse_box(photo, box)


def test_a_box_over_the_edge_is_clipped(pipeline: Pipeline) -> None:
    photo = from_array(np.zeros((400, 600, 3), dtype=np.uint8))
    assert pipeline.analyse_box(photo, Box(-20, 300, 100, 200)).box == Box(0, 300, 80, 100)

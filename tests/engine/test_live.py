"""Frames of a video: thorough once a second, quick in between, and as good as each photo alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from skimage import data

from engine.detection import BlazeFaceDetector
from engine.images import Photo, from_array
from engine.live import LiveAnalyser
from engine.pipeline import Pipeline, open_pipeline
from engine.preprocessing import Image
from engine.results import Box, Face, PhotoResult
from engine.store import ModelStore, shipped_models_dir


class Noting:
    """Says how it was asked; each frame shows one face more than was known."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def analyse(self, photo: Photo, *, path: str = "") -> PhotoResult:
        self.asked.append("thorough")
        return PhotoResult(path, "ok", 4, 4, (Face(Box(0, 0, 1, 1)),))

    def follow(self, photo: Photo, known: Sequence[Face]) -> PhotoResult:
        self.asked.append(f"known {len(known)}")
        return PhotoResult("", "ok", 4, 4, (*known, Face(Box(1, 1, 1, 1))))


def blank(side: int = 4) -> Photo:
    return from_array(np.zeros((side, side, 3), dtype=np.uint8))


def test_a_thorough_look_once_a_second_and_quick_ones_in_between() -> None:
    live, noting = LiveAnalyser(), Noting()
    counts = [len(live.analyse(noting, blank(), at_s=at)) for at in (5.0, 5.1, 5.2, 6.05, 6.1)]
    assert noting.asked == ["thorough", "known 1", "known 2", "thorough", "known 1"]
    assert counts == [1, 2, 3, 1, 2]


def test_another_video_or_model_begins_with_a_thorough_look() -> None:
    live, noting, other = LiveAnalyser(), Noting(), Noting()
    live.analyse(noting, blank(), at_s=5.0)
    live.analyse(noting, blank(8), at_s=5.1)  # another size
    live.analyse(noting, blank(8), at_s=3.0)  # another clock
    live.analyse(other, blank(8), at_s=3.1)
    assert noting.asked == ["thorough"] * 3
    assert other.asked == ["thorough"]


def test_another_scene_begins_with_a_thorough_look() -> None:
    """Or whoever is in it would be looked for where others were before."""
    live, noting = LiveAnalyser(), Noting()
    dark = np.zeros((36, 64, 3), dtype=np.uint8)
    bright = dark.copy()
    bright[:, 20:] = 220
    for at, pixels in (
        (5.0, dark),
        (5.1, dark + 3),
        (5.2, bright),
        (5.3, np.maximum(bright, 3) - 3),
    ):
        live.analyse(noting, from_array(pixels), at_s=at)
    assert noting.asked == ["thorough", "known 1", "thorough", "known 1"]


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return open_pipeline(ModelStore([shipped_models_dir()]))


def scene(shift: int, count: int = 5) -> Photo:
    """Portraits side by side in a 720p frame, moved to the right."""
    frame: Image = np.full((720, 1280, 3), 100, dtype=np.uint8)
    portrait = np.asarray(data.astronaut(), dtype=np.uint8)[0:220, 110:330]
    for place in range(count):
        left = 20 + 250 * place + shift
        part = frame[100 + 90 * (place % 2) :][:220, left : left + 220]
        part[:] = portrait[:, : part.shape[1]]
    return from_array(frame)


def test_followed_faces_are_those_of_a_thorough_look(pipeline: Pipeline) -> None:
    known = pipeline.analyse(scene(0)).faces
    assert len(known) == 5
    for shift in (4, 8, 12):
        thorough, known = (
            pipeline.analyse(scene(shift)).faces,
            pipeline.follow(scene(shift), known).faces,
        )
        assert len(known) == len(thorough) == 5
        for quick, slow in zip(known, thorough, strict=True):
            assert quick.box.iou(slow.box) > 0.85
            assert quick.estimate is not None
            assert slow.estimate is not None
            assert abs(quick.estimate.age_years - slow.estimate.age_years) < 6


def test_who_has_left_is_not_followed(pipeline: Pipeline) -> None:
    known = pipeline.analyse(scene(0)).faces
    assert pipeline.follow(scene(0, count=0), known).faces == ()
    assert len(pipeline.follow(scene(0, count=3), known).faces) == 3


def test_a_large_face_that_is_new_is_seen_at_once(pipeline: Pipeline) -> None:
    portrait = from_array(np.asarray(data.astronaut(), dtype=np.uint8))
    assert len(pipeline.follow(portrait, ()).faces) == 1


def test_without_a_following_detector_each_frame_is_a_photo(pipeline: Pipeline) -> None:
    class Plain:
        def detect(self, image: Image) -> tuple[Face, ...]:
            return BlazeFaceDetector().detect(image)

    plain = Pipeline(predictor=pipeline._predictor, detector=Plain())
    assert len(plain.follow(scene(0), ()).faces) == 5

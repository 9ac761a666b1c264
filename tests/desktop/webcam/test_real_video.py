"""With the shipped model on real pixels: numbers on a still face that stand still."""

from __future__ import annotations

import statistics
from pathlib import Path

import cv2
import numpy as np
import pytest

from desktop.webcam.video_session import LiveFaces
from engine.images import from_array
from engine.pipeline import open_pipeline
from engine.preprocessing import Image
from engine.store import ModelStore
from tests.desktop.webcam.webcam_driver import frame_with

_A_SECOND = 10


@pytest.mark.slow
def test_the_age_of_a_still_face_does_not_flicker(shipped_model: Path, astronaut: Image) -> None:
    """Five seconds at ten predictions a second, with the noise of a camera in poor light."""
    pipeline = open_pipeline(ModelStore([shipped_model.parent]), shipped_model.name)
    still = np.full((720, 1280, 3), 90, np.uint8)
    still[100:612, 300:812] = astronaut
    cv2.setRNGSeed(11)
    noise = np.empty_like(still, np.int16)
    faces = LiveFaces(lambda: 0.0)
    shown = []
    for step in range(6 * _A_SECOND):
        cv2.randn(noise, 0.0, 8.0)
        pixels = np.clip(still + noise, 0, 255).astype(np.uint8)
        frame = frame_with(cv2.GaussianBlur(pixels, (0, 0), 0.6), taken_s=step / _A_SECOND)
        faces.on_answer(pipeline.analyse(from_array(frame.rgb())).faces, frame)
        (one,) = faces.seen_in(frame, opt_in=False)
        assert one.track.track_id == 1
        assert one.track.face.estimate is not None
        shown.append(one.track.face.estimate.age_years)
    after_a_second = shown[_A_SECOND:]
    assert statistics.pstdev(after_a_second) <= 1.0
    assert len(set(after_a_second)) <= 2

"""A face takes the same road into training and into use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import skimage.data
from numpy.typing import NDArray
from PIL import Image

from engine.detection import BlazeFaceDetector
from engine.pipeline import Pipeline
from engine.preprocessing import Alignment
from engine.results import Estimate
from engine.spec import FileRecord, ModelSpec
from training.dataset.cache import open_cache
from training.dataset.utkface import read_utkface

NAME = "35_1_0_20170116174525125"


class Recorder:
    """A predictor that keeps the chips it is given."""

    def __init__(self, size_px: int) -> None:
        self.spec = ModelSpec(
            model_id="recorder",
            title="",
            architecture="combined",
            input_px=size_px,
            networks={"model": "model.tflite"},
            files={"model.tflite": FileRecord(0, "")},
        )
        self.chips: list[NDArray[np.uint8]] = []

    def predict(self, chips: NDArray[np.uint8]) -> list[Estimate]:
        self.chips.extend(chips)
        return [Estimate(30.0, 0.5, None) for _ in chips]


def upright_crop(picture: Image.Image) -> Image.Image:
    return picture.crop((130, 20, 330, 220))


def whole(picture: Image.Image) -> Image.Image:
    return picture


def enlarged(picture: Image.Image) -> Image.Image:
    return picture.resize((2600, 2600), Image.Resampling.LANCZOS)


def turned(picture: Image.Image) -> Image.Image:
    return picture.rotate(15, Image.Resampling.BICUBIC)


@pytest.mark.parametrize("size_px", [128, 200])
@pytest.mark.parametrize("change", [whole, upright_crop, enlarged, turned])
@pytest.mark.parametrize("suffix", [".png", ".jpg"])
def test_training_and_use_cut_the_same_chip(
    tmp_path: Path, suffix: str, change: Callable[[Image.Image], Image.Image], size_px: int
) -> None:
    path = tmp_path / "data" / (NAME + suffix)
    path.parent.mkdir()
    change(Image.fromarray(skimage.data.astronaut())).save(path)
    samples, problems = read_utkface(path.parent)
    assert problems == []
    cache = open_cache(samples, folder=tmp_path / "cache", size_px=size_px, alignment=Alignment())
    recorder = Recorder(size_px)
    pipeline = Pipeline(predictor=recorder, detector=BlazeFaceDetector())  # type: ignore[arg-type]
    result = pipeline.analyse_file(path)
    assert result.status == "ok"
    largest = max(range(len(result.faces)), key=lambda i: result.faces[i].box.area)
    difference = np.abs(recorder.chips[largest].astype(int) - cache.chips[0].astype(int))
    assert cache.unaligned == 0
    assert difference.max() <= 1


def test_both_sizes_show_the_same_part_of_the_face() -> None:
    """128 and 200 px chips differ in sharpness only."""
    from engine.preprocessing import align, resize

    image = skimage.data.astronaut()
    face = BlazeFaceDetector().detect(image)[0]
    assert face.keypoints is not None
    small, large = (
        align(image, face.keypoints, size_px=size, alignment=Alignment()) for size in (128, 200)
    )
    assert np.abs(resize(large, size_px=128).astype(int) - small.astype(int)).mean() < 1.5

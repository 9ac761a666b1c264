"""Old scans, bad light and bad copies: the face is found, and what is said of it hardly changes."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from statistics import median

import cv2
import numpy as np
import pytest
from PIL import Image as PillowImage

from engine.images import from_array, read_photo
from engine.pipeline import Pipeline, open_pipeline
from engine.preprocessing import Image
from engine.results import Face
from engine.store import ModelStore, shipped_models_dir

PRESS = Path(__file__).parents[3] / "shared" / "data" / "photos" / "press"
SIDE_PX, PHOTOS = 700, 12


def clipped(values: object) -> Image:
    return np.clip(np.asarray(values), 0, 255).astype(np.uint8)


def dark(image: Image, chance: np.random.Generator) -> Image:
    """Three stops too little light, with the grain that comes of it."""
    return clipped(image * 0.125 + chance.normal(0, 2.0, image.shape))


def faded(image: Image, chance: np.random.Generator) -> Image:
    """A colour print that lay in the sun."""
    return clipped(image * (0.5, 0.42, 0.36) + (115, 95, 80))


def sepia(image: Image, chance: np.random.Generator) -> Image:
    """A brown print with grain and a soft lens."""
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)[..., None] / 255
    tones = np.array((52, 34, 20)) + grey * np.array((180, 176, 150))
    return clipped(cv2.GaussianBlur(tones + chance.normal(0, 12, grey.shape), (0, 0), 0.8))


def scratched(image: Image, chance: np.random.Generator) -> Image:
    """A grey print with dust and long scratches."""
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    found = cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB)
    height, width = grey.shape
    for x in chance.integers(0, width, 8):
        cv2.line(found, (int(x), 0), (int(x + width // 20), height), (225, 225, 225), 1)
    dust = chance.random(grey.shape) > 0.997
    found[dust] = 240
    return np.asarray(found, np.uint8)


def halftone(image: Image, chance: np.random.Generator) -> Image:
    """A newspaper's dots."""
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY) / 255
    down, across = np.mgrid[0 : grey.shape[0], 0 : grey.shape[1]]
    raster = np.cos((across + down) * np.pi / 3) + np.cos((across - down) * np.pi / 3)
    dots = (grey > (raster + 2) / 4 * 0.9 + 0.03) * 255.0
    ink = clipped(cv2.GaussianBlur(dots, (0, 0), 1.2))
    return np.asarray(cv2.cvtColor(ink, cv2.COLOR_GRAY2RGB), np.uint8)


def squeezed(image: Image, chance: np.random.Generator) -> Image:
    """A JPEG that was sent on too often."""
    file = io.BytesIO()
    PillowImage.fromarray(image).save(file, "JPEG", quality=12)
    return np.asarray(PillowImage.open(file).convert("RGB"), np.uint8)


KINDS: dict[str, Callable[[Image, np.random.Generator], Image]] = {
    kind.__name__: kind for kind in (dark, faded, sepia, scratched, halftone, squeezed)
}


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    store = ModelStore([shipped_models_dir()])
    return open_pipeline(store, store.default_id(), num_threads=2)


def largest(pipeline: Pipeline, image: Image) -> Face | None:
    faces = pipeline.analyse(from_array(image)).faces
    return max(faces, key=lambda face: face.box.w, default=None)


def answer(face: Face) -> tuple[float, str | None]:
    assert face.estimate is not None
    return face.estimate.age_years, face.estimate.gender


@pytest.mark.parametrize("kind", KINDS)
def test_a_portrait_is_read(pipeline: Pipeline, astronaut: Image, kind: str) -> None:
    good = largest(pipeline, astronaut)
    bad = largest(pipeline, KINDS[kind](astronaut, np.random.default_rng(3)))
    assert good is not None
    assert bad is not None
    assert bad.box.iou(good.box) > 0.6
    (age, gender), (before, as_before) = answer(bad), answer(good)
    assert abs(age - before) <= 12
    assert gender in (None, as_before)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_press_photos_are_read(pipeline: Pipeline, kind: str) -> None:
    """At most one face lost or called the other gender; ages change by 5 years at the median."""
    if not PRESS.is_dir():
        pytest.skip("../shared/data/photos is not here: no real photos to test")
    chance = np.random.default_rng(7)
    lost, flipped, changes = 0, 0, []
    for path in sorted(PRESS.glob("*.jpg"))[::5][:PHOTOS]:
        image = read_photo(path, reduce_to_px=SIDE_PX).pixels
        good, bad = largest(pipeline, image), largest(pipeline, KINDS[kind](image, chance))
        assert good is not None
        if bad is None or bad.box.iou(good.box) < 0.4:
            lost += 1
            continue
        (age, gender), (before, as_before) = answer(bad), answer(good)
        changes.append(abs(age - before))
        flipped += None not in (gender, as_before) and gender != as_before
    assert lost <= 1
    assert flipped <= 1
    assert median(changes) <= 5

"""Which part of a picture becomes a chip, and what the cache makes of unusual samples."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage

from engine.detection import BlazeFaceDetector
from engine.errors import ImageError
from engine.images import read_photo
from engine.pipeline import cut_chips, face_in, find_faces
from engine.preprocessing import Alignment, Image, centre_square
from engine.results import Box, Face
from training.dataset.cache import data_fingerprint, kept_cache, open_cache
from training.dataset.chips import Cutter
from training.dataset.utkface import Sample

SIZE = 64


class NoDetector:
    """A detector that must not be asked."""

    def detect(self, image: Image) -> tuple[Face, ...]:
        raise AssertionError("no detector is needed here")


@pytest.fixture
def two_faces(tmp_path: Path, astronaut: Image) -> Path:
    """The same face twice: on the left smaller than on the right."""
    small = PillowImage.fromarray(astronaut).resize((300, 300))
    picture = PillowImage.new("RGB", (812, 512), "grey")
    picture.paste(small, (0, 0))
    picture.paste(PillowImage.fromarray(astronaut), (300, 0))
    path = tmp_path / "two.png"
    picture.save(path)
    return path


def cutter(**changes: object) -> Cutter:
    return Cutter(size_px=SIZE, alignment=Alignment(), **changes)  # type: ignore[arg-type]


def test_a_box_chooses_its_face_and_without_one_the_largest_is_meant(two_faces: Path) -> None:
    photo = read_photo(two_faces)
    left, right = find_faces(photo, BlazeFaceDetector())
    assert right.box.area > left.box.area
    chips = cut_chips(photo, [left, right], size_px=SIZE, alignment=Alignment())
    cut = cutter()
    meant = cut.cut(Sample(two_faces, 30.0, 1, box=left.box.moved(6, -4)))
    largest = cut.cut(Sample(two_faces, 30.0, 1))
    assert meant.aligned
    assert largest.aligned
    np.testing.assert_array_equal(meant.chip, chips[0])
    np.testing.assert_array_equal(largest.chip, chips[1])
    assert (meant.difference != largest.difference).any()


def test_a_box_without_a_face_is_cut_itself(two_faces: Path) -> None:
    cut = cutter().cut(Sample(two_faces, 30.0, None, box=Box(20, 350, 120, 100)))
    assert not cut.aligned
    pixels = read_photo(two_faces).pixels[350:450, 20:140]
    np.testing.assert_array_equal(cut.chip, centre_square(np.array(pixels), size_px=SIZE))


def test_a_box_reaches_to_the_edge_and_not_beyond(two_faces: Path) -> None:
    cut = cutter(detector=Nobody()).cut(Sample(two_faces, 30.0, None, box=Box(-50, -50, 90, 90)))
    pixels = read_photo(two_faces).pixels[:40, :40]
    np.testing.assert_array_equal(cut.chip, centre_square(np.array(pixels), size_px=SIZE))
    with pytest.raises(ImageError, match="outside"):
        cutter(detector=Nobody()).cut(Sample(two_faces, 30.0, None, box=Box(900, 0, 50, 50)))


class Nobody:
    """A detector that sees no face."""

    def detect(self, image: Image) -> tuple[Face, ...]:
        return ()


def test_a_small_box_of_a_large_photo_is_cut_from_a_sharper_reading(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    pixels = np.full((2400, 4000, 3), 90, dtype=np.uint8)
    pixels[100:164, 200:264] = random.integers(0, 256, (64, 64, 3), dtype=np.uint8)
    path = tmp_path / "large.png"
    PillowImage.fromarray(pixels).save(path)
    assert read_photo(path).scale < 1
    cut = cutter(detector=Nobody()).cut(Sample(path, 30.0, 0, box=Box(200, 100, 64, 64)))
    np.testing.assert_array_equal(cut.chip, pixels[100:164, 200:264])


def test_a_framed_picture_is_resized_and_no_detector_asked(tmp_path: Path) -> None:
    path = tmp_path / "30_0_0_20170109000000000.png"
    PillowImage.new("RGB", (128, 128), (10, 200, 30)).save(path)
    cut = cutter(detector=NoDetector()).cut(Sample(path, 30.0, 0, framed=True))
    assert cut.aligned
    assert cut.chip.shape == (SIZE, SIZE, 3)
    assert cut.chip[5, 5].tolist() == [10, 200, 30]


def test_no_face_is_where_the_box_is() -> None:
    faces = [Face(Box(0, 0, 10, 10)), Face(Box(100, 100, 10, 10))]
    assert face_in(Box(101, 99, 10, 10), faces) is faces[1]
    assert face_in(Box(50, 50, 10, 10), faces) is None
    assert face_in(Box(0, 0, 10, 10), []) is None


def picture(folder: Path, name: str, seed: int) -> Path:
    random = np.random.default_rng(seed)
    coarse = random.integers(0, 256, (6, 6, 3), dtype=np.uint8)
    path = folder / name
    PillowImage.fromarray(coarse).resize((48, 48), PillowImage.Resampling.BICUBIC).save(path)
    return path


def test_unknown_labels_and_bad_boxes_go_through_the_cache(tmp_path: Path) -> None:
    paths = [picture(tmp_path, f"{i}.png", i) for i in range(4)]
    samples = [
        Sample(paths[0], 20.5, None),
        Sample(paths[1], None, 1),
        Sample(paths[2], 40.0, 0, box=Box(500, 500, 10, 10)),
        Sample(paths[3], 40.0, 0, framed=True),
    ]
    cache = open_cache(samples, folder=tmp_path / "c", size_px=32, alignment=Alignment())
    np.testing.assert_array_equal(cache.ages, np.array([20.5, np.nan, 40.0], dtype=np.float32))
    np.testing.assert_array_equal(cache.genders, np.array([np.nan, 1, 0], dtype=np.float32))
    assert cache.unaligned == 2
    assert cache.chips.shape == (3, 32, 32, 3)
    assert "outside" in cache.problems[0].reason
    again = kept_cache(tmp_path / "c", cache.place)
    assert again is not None
    assert again.names == cache.names
    np.testing.assert_array_equal(again.chips, cache.chips)


def test_a_damaged_cache_is_built_anew(tmp_path: Path) -> None:
    samples = [Sample(picture(tmp_path, "1.png", 1), 20.0, 0, framed=True)]

    def opened() -> np.ndarray:
        return open_cache(
            samples, folder=tmp_path / "c", size_px=32, alignment=Alignment()
        ).chips.copy()

    whole = opened()
    (folder,) = (tmp_path / "c").iterdir()
    for name in ("table.json", "chips.npy", "hashes.npy"):
        (folder / name).write_bytes((folder / name).read_bytes()[:40])
        assert kept_cache(tmp_path / "c", folder.name) is None
        np.testing.assert_array_equal(opened(), whole)


class Cancelled(Exception):  # noqa: N818 - not an error
    """What a caller raises to stop."""


def test_what_progress_raises_stops_the_building_without_a_trace(tmp_path: Path) -> None:
    samples = [Sample(picture(tmp_path, f"{i}.png", i), 20.0, 0, framed=True) for i in range(100)]
    told: list[int] = []

    def progress(done: int, total: int) -> None:
        told.append(done)
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        open_cache(
            samples, folder=tmp_path / "c", size_px=32, alignment=Alignment(), progress=progress
        )
    assert told == [1, 2, 3]
    assert list((tmp_path / "c").iterdir()) == []


def test_plain_names_keep_the_fingerprint_that_they_always_had(tmp_path: Path) -> None:
    path = picture(tmp_path, "25_1_3_20170116174525125.png", 1)
    sample = Sample(path, 25.0, 1, 3)
    content = hashlib.sha256(path.read_bytes()).hexdigest()
    expected = hashlib.sha256(f"{path.name}\0{content}\n".encode()).hexdigest()
    assert data_fingerprint([sample]) == expected
    changed = [
        replace(sample, age_years=26.0),
        replace(sample, gender=None),
        replace(sample, group=-1),
        replace(sample, box=Box(0, 0, 10, 10)),
        replace(sample, framed=True),
    ]
    prints = {data_fingerprint([one]) for one in changed}
    assert len(prints | {expected}) == 6

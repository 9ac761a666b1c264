"""Photo to result: coordinates, order, the sharper look at small faces, and what goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as PillowImage

from engine.detection import BlazeFaceDetector
from engine.errors import ModelError
from engine.images import from_array, read_photo
from engine.pipeline import Pipeline, cut_chips, find_faces, open_pipeline
from engine.predictor import Predictor
from engine.preprocessing import Alignment, Image
from engine.results import Box, Estimate, Face, Keypoints
from engine.store import ModelStore

MakeModel = Callable[..., Path]
Noise = Callable[[int, int], Image]
SIDE = 32


def face_at(x: float, y: float, side: float, *, score: float = 0.9) -> Face:
    """A face whose chip is exactly the square with this corner and side."""
    frame = Alignment()

    def place(point: tuple[float, float]) -> tuple[float, float]:
        return x + point[0] * side, y + point[1] * side

    keypoints = Keypoints(
        right_eye=place(frame.right_eye),
        left_eye=place(frame.left_eye),
        nose=place((0.5, 0.52)),
        mouth=place(frame.mouth),
        right_ear=place((0.1, 0.4)),
        left_ear=place((0.9, 0.4)),
    )
    return Face(Box(x, y, side, side), keypoints, score)


class FixedDetector:
    """Reports given faces, stated in shares of the picture's width, and keeps what it was shown."""

    def __init__(self, *faces: Face) -> None:
        self.faces = faces
        self.seen: list[tuple[int, ...]] = []

    def detect(self, image: Image) -> tuple[Face, ...]:
        self.seen.append(image.shape)
        return tuple(face.scaled(image.shape[1]) for face in self.faces)


@pytest.fixture
def pipeline_of(models_dir: Path) -> Callable[..., Pipeline]:
    def make(detector: Any, model_id: str = "tiny") -> Pipeline:
        folder, spec = ModelStore([models_dir]).open(model_id)
        return Pipeline(predictor=Predictor(folder, spec, num_threads=1), detector=detector)

    return make


def test_faces_come_left_to_right_with_their_own_estimates(
    pipeline_of: Callable[..., Pipeline],
) -> None:
    pixels = np.zeros((200, 400, 3), dtype=np.uint8)
    pixels[:, :200, 0] = 51  # the tiny model says 20 years
    pixels[:, 200:, 0] = 102  # and 40 years
    detector = FixedDetector(face_at(0.6, 0.1, 0.3, score=0.8), face_at(0.1, 0.1, 0.3, score=0.9))
    result = pipeline_of(detector).analyse(from_array(pixels), path="some name")
    assert (result.path, result.status, result.message) == ("some name", "ok", "")
    assert (result.width_px, result.height_px) == (400, 200)
    assert [face.score for face in result.faces] == [0.9, 0.8]
    ages = [face.estimate.age_years for face in result.faces if face.estimate]
    assert ages == pytest.approx([20, 40], abs=0.5)
    assert result.faces[0].box == Box(40, 40, 120, 120)


def test_no_face(pipeline_of: Callable[..., Pipeline], noise: Noise) -> None:
    result = pipeline_of(FixedDetector()).analyse(from_array(noise(60, 40)))
    assert (result.status, result.faces) == ("no_face", ())
    assert (result.width_px, result.height_px) == (60, 40)


def test_coordinates_are_those_of_the_full_size(
    pipeline_of: Callable[..., Pipeline], make_photo: Callable[..., Path], tmp_path: Path
) -> None:
    path = make_photo(tmp_path / "large.png", 4000, 1200)
    detector = FixedDetector(face_at(0.25, 0.05, 0.2))
    result = pipeline_of(detector).analyse_file(path)
    assert detector.seen == [(600, 2000, 3)]
    assert (result.width_px, result.height_px) == (4000, 1200)
    assert result.path == str(path)
    (face,) = result.faces
    assert face.box == Box(1000, 200, 800, 800)
    assert face.keypoints is not None
    assert face.keypoints.nose == pytest.approx((1400, 616))


def test_boxes_are_clipped_to_the_photo(pipeline_of: Callable[..., Pipeline], noise: Noise) -> None:
    detector = FixedDetector(face_at(-0.1, -0.2, 0.5), face_at(0.8, 0.2, 0.5))
    result = pipeline_of(detector).analyse(from_array(noise(100, 60)))
    first, second = (face.box for face in result.faces)
    assert (first.x, first.y, first.w, first.h) == pytest.approx((0, 0, 40, 30))
    assert (second.x, second.y, second.w, second.h) == pytest.approx((80, 20, 20, 40))


def test_faces_that_cannot_be_cut_are_left_out(
    pipeline_of: Callable[..., Pipeline], noise: Noise
) -> None:
    good = face_at(0.1, 0.1, 0.3)
    point = Face(Box(0.5, 0.1, 0.2, 0.2), Keypoints(*[(0.5, 0.2)] * 6), 0.9)
    assert good.keypoints is not None
    nowhere = replace(good, keypoints=replace(good.keypoints, mouth=(float("nan"), 0.5)))
    outside = face_at(1.5, 0.1, 0.3)
    detector = FixedDetector(point, nowhere, outside, good)
    result = pipeline_of(detector).analyse(from_array(noise(200, 100)))
    assert [face.box.x for face in result.faces] == pytest.approx([20])


def test_a_small_face_is_cut_from_a_sharper_reading(tmp_path: Path, noise: Noise) -> None:
    # Fine vertical stripes: grey once reduced by two, still stripes at full size.
    pixels = noise(4000, 1200).copy()
    pixels[1000:1100, 1000:1100] = np.where(np.arange(100) // 5 % 2, 255, 0)[None, :, None]
    path = tmp_path / "large.png"
    PillowImage.fromarray(pixels).save(path, compress_level=1)
    photo = read_photo(path)
    assert photo.scale == pytest.approx(0.5)
    face = face_at(1000, 1000, 100)
    options: dict[str, Any] = {"size_px": 100, "alignment": Alignment()}
    chips = cut_chips(photo, [face], **options)
    whole = cut_chips(read_photo(path, reduce_to_px=None), [face], **options)
    assert chips.shape == (1, 100, 100, 3)
    assert np.abs(chips.astype(int) - whole).max() <= 1
    reduced = cut_chips(from_array(photo.pixels), [face.scaled(0.5)], **options)
    assert np.abs(reduced.astype(int) - whole).max() > 20


def test_a_large_face_is_cut_without_reading_again(
    make_photo: Callable[..., Path], tmp_path: Path
) -> None:
    path = make_photo(tmp_path / "large.png", 4000, 1200)
    photo = read_photo(path)
    path.unlink()
    chips = cut_chips(photo, [face_at(900, 500, 400)], size_px=128, alignment=Alignment())
    assert chips.shape == (1, 128, 128, 3)


def test_no_faces_give_an_empty_batch(noise: Noise) -> None:
    chips = cut_chips(from_array(noise(50, 50)), [], size_px=SIDE, alignment=Alignment())
    assert chips.shape == (0, SIDE, SIDE, 3)
    assert chips.dtype == np.uint8


@pytest.mark.parametrize(
    ("width", "height", "box"), [(90, 60, Box(15, 0, 60, 60)), (60, 90, Box(0, 15, 60, 60))]
)
def test_without_a_detector_the_centre_square_is_taken(
    pipeline_of: Callable[..., Pipeline], width: int, height: int, box: Box
) -> None:
    pixels = np.zeros((height, width, 3), dtype=np.uint8)
    pixels[:, :, 0] = 255
    square = (slice(int(box.y), int(box.y + box.h)), slice(int(box.x), int(box.x + box.w)))
    pixels[square] = (51, 0, 0)
    result = pipeline_of(None).analyse(from_array(pixels))
    (face,) = result.faces
    assert (result.status, face.box, face.score, face.keypoints) == ("ok", box, None, None)
    assert face.estimate is not None
    assert face.estimate.age_years == pytest.approx(20, abs=0.1)


def test_a_panorama_is_read_sharply_enough_without_a_detector(tmp_path: Path) -> None:
    stripes = np.where(np.arange(6400) // 2 % 2, 255, 0).astype(np.uint8)
    pixels = np.broadcast_to(stripes[None, :, None], (40, 6400, 3))
    path = tmp_path / "panorama.png"
    PillowImage.fromarray(np.ascontiguousarray(pixels)).save(path)
    face = Face(Box(3180, 0, 40, 40))
    (chip,) = cut_chips(read_photo(path), [face], size_px=40, alignment=Alignment())
    assert set(np.unique(chip)) == {0, 255}


def test_files_that_cannot_be_read_are_results(
    pipeline_of: Callable[..., Pipeline], tmp_path: Path
) -> None:
    pipeline = pipeline_of(FixedDetector())
    (tmp_path / "broken.jpg").write_bytes(b"nothing")
    for path in (tmp_path / "broken.jpg", tmp_path / "absent.jpg", tmp_path):
        result = pipeline.analyse_file(path, name="as given")
        assert (result.path, result.status, result.faces) == ("as given", "unreadable", ())
        assert (result.width_px, result.height_px) == (0, 0)
        assert "Received: " in result.message


def test_a_file_that_vanishes_before_the_sharper_look_is_unreadable(
    pipeline_of: Callable[..., Pipeline], make_photo: Callable[..., Path], tmp_path: Path
) -> None:
    path = make_photo(tmp_path / "large.png", 4000, 1200)

    class Vanishing(FixedDetector):
        def detect(self, image: Image) -> tuple[Face, ...]:
            path.unlink()
            return super().detect(image)

    result = pipeline_of(Vanishing(face_at(0.1, 0.1, 0.01))).analyse_file(path)
    assert (result.status, result.faces) == ("unreadable", ())
    assert "not there" in result.message


def test_a_failing_model_does_not_make_a_photo_unreadable(
    models_dir: Path,
    make_model: MakeModel,
    pipeline_of: Callable[..., Pipeline],
    make_photo: Callable[..., Path],
    tmp_path: Path,
) -> None:
    make_model(models_dir, "broken", networks={"model": "nan"})
    pipeline = pipeline_of(None, "broken")
    result = pipeline.analyse_file(make_photo(tmp_path / "a.png"))
    assert (result.status, result.width_px, result.height_px) == ("skipped", 64, 48)
    assert "not a number" in result.message
    with pytest.raises(ModelError):
        pipeline.analyse(read_photo(tmp_path / "a.png"))


def test_open_pipeline(tiny_store: ModelStore) -> None:
    assert open_pipeline(tiny_store).spec.model_id == "tiny"
    photo = from_array(np.zeros((200, 300, 3), dtype=np.uint8))
    assert open_pipeline(tiny_store, "tiny", num_threads=1).analyse(photo).status == "no_face"
    assert open_pipeline(tiny_store, detect=False).analyse(photo).status == "ok"
    with pytest.raises(ModelError, match="known: tiny"):
        open_pipeline(tiny_store, "other")


@pytest.mark.parametrize(
    ("width", "height"), [(1, 1), (1, 3000), (3000, 1), (2, 9), (17, 16), (6000, 30)]
)
def test_odd_shapes_with_the_real_detector(
    tiny_store: ModelStore, noise: Noise, width: int, height: int
) -> None:
    photo = from_array(noise(width, height))
    for detect in (True, False):
        result = open_pipeline(tiny_store, detect=detect, num_threads=1).analyse(photo)
        assert result.status in ("ok", "no_face")
        assert (result.width_px, result.height_px) == (width, height)


def test_the_real_detector_finds_the_astronaut(astronaut: Image) -> None:
    (face,) = find_faces(from_array(astronaut), BlazeFaceDetector(num_threads=1))
    assert Box(165, 60, 120, 140).iou(face.box) > 0.4
    assert face.keypoints is not None
    (chip,) = cut_chips(from_array(astronaut), [face], size_px=128, alignment=Alignment())
    assert chip.std() > 30


def test_the_same_face_gives_the_same_chip_from_any_photo(astronaut: Image, tmp_path: Path) -> None:
    """A photo decoded small, with its way back to full size, ends at the same chip."""
    path = tmp_path / "large.png"
    large = PillowImage.fromarray(astronaut).resize((4096, 4096), PillowImage.Resampling.BICUBIC)
    large.save(path, compress_level=1)
    detector = BlazeFaceDetector(num_threads=1)
    photo = read_photo(path)
    assert photo.scale == pytest.approx(0.5)
    faces = find_faces(photo, detector)
    options: dict[str, Any] = {"size_px": 128, "alignment": Alignment()}
    (small,) = cut_chips(photo, faces, **options)
    (full,) = cut_chips(read_photo(path, reduce_to_px=None), faces, **options)
    assert np.abs(small.astype(int) - full).mean() < 2


@pytest.mark.parametrize(
    ("model_id", "said"),
    [("recommended", ["female"]), ("separate", ["female"]), ("combined", ["female", None])],
)
def test_shipped_models_on_the_astronaut(
    shipped_model: Path, astronaut: Image, model_id: str, said: list[str | None]
) -> None:
    """``combined``, the weakest of them, may be unsure, as its score is 0.4 to 0.7."""
    pipeline = open_pipeline(ModelStore([shipped_model.parent]), model_id)
    (face,) = pipeline.analyse(from_array(astronaut)).faces
    assert isinstance(face.estimate, Estimate)
    assert face.estimate.gender in said
    assert 25 <= face.estimate.age_years <= 45

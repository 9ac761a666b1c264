"""Photos that lie on their side or stand on their head, and faces that are tilted in them."""

from __future__ import annotations

import io
import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as PillowImage

from engine.detection import BlazeFaceDetector
from engine.detection.detector import common_turn
from engine.detection.views import Pyramid
from engine.export.tables import write_json
from engine.images import from_array, read_photo
from engine.pipeline import cut_chips, find_faces, open_pipeline
from engine.preprocessing import Alignment, Image
from engine.results import Box, Face, Keypoints, PhotoResult
from engine.store import ModelStore, shipped_models_dir

FACE = Box(174, 72, 102, 102)  # the astronaut's, as two networks and the eye see it
UPRIGHT = Keypoints((40, 40), (60, 40), (50, 50), (50, 62), (32, 44), (68, 44))
UTKFACE = Path(__file__).parents[3] / "shared" / "data" / "utkface"


@pytest.fixture(scope="module")
def detector() -> BlazeFaceDetector:
    return BlazeFaceDetector(num_threads=1)


def turned(picture: Image, degrees: float) -> Image:
    """The picture turned clockwise on grey, all of it."""
    image = PillowImage.fromarray(picture)
    grey = (128, 128, 128)
    fast = image.rotate(
        -degrees, expand=True, fillcolor=grey, resample=PillowImage.Resampling.BICUBIC
    )
    return np.asarray(fast, np.uint8)


@pytest.mark.parametrize("enlarged", [1, 4])
@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_quarter_turn_is_told_and_the_box_lies_where_the_face_is(
    degrees: int, enlarged: int, detector: BlazeFaceDetector, astronaut: Image
) -> None:
    picture = astronaut.repeat(enlarged, axis=0).repeat(enlarged, axis=1)
    (face,) = find_faces(from_array(turned(picture, degrees)), detector)
    side = 512 * enlarged
    expected = Face(FACE.scaled(enlarged)).turned(degrees, width_px=side, height_px=side)
    assert face.box.iou(expected.box) > 0.7
    assert face.turned_deg == degrees


@pytest.mark.parametrize("degrees", [0, 45, 90, 135, 180, 225, 270, 315])
def test_chips_of_turned_faces_are_those_of_upright_ones(
    degrees: int, detector: BlazeFaceDetector, astronaut: Image
) -> None:
    def chip(picture: Image) -> np.ndarray:
        photo = from_array(picture)
        (face,) = find_faces(photo, detector)
        return cut_chips(photo, [face], size_px=64, alignment=Alignment())[0].astype(float)

    difference = np.abs(chip(turned(astronaut, degrees)) - chip(astronaut)).mean()
    assert difference < 14  # of 255; an upright chip and one upside down differ by 60
    if degrees == 0:
        assert difference == 0


def test_age_and_gender_do_not_depend_on_the_turn(astronaut: Image) -> None:
    pipeline = open_pipeline(ModelStore([shipped_models_dir()]), num_threads=1)
    answers = []
    for degrees in (0, 90, 180, 270):
        (face,) = pipeline.analyse(from_array(turned(astronaut, degrees))).faces
        assert face.estimate is not None
        answers.append(face.estimate)
    assert max(abs(one.age_years - answers[0].age_years) for one in answers) < 5
    assert {one.gender for one in answers} == {answers[0].gender}


def test_most_of_a_group_upside_down_turns_the_photo(
    detector: BlazeFaceDetector, astronaut: Image
) -> None:
    head = astronaut[:306, 72:378]
    sheet = np.full((1500, 2000, 3), 120, np.uint8)
    places = [(x, y) for y in (100, 800) for x in (100, 550, 1000, 1450)]
    for x, y in places:
        sheet[y : y + 306, x : x + 306] = head
    faces = find_faces(from_array(turned(sheet, 180)), detector)
    assert [face.turned_deg for face in faces] == [180] * len(places)


def test_small_faces_of_a_turned_large_photo_are_found(
    detector: BlazeFaceDetector, astronaut: Image
) -> None:
    head = PillowImage.fromarray(astronaut[:306, 72:378]).resize((180, 180))  # faces of 60 pixels
    sheet = PillowImage.new("RGB", (4000, 3000), (120, 120, 120))
    places = [(x, y) for y in range(300, 2700, 500) for x in range(200, 3700, 700)]
    for place in places:
        sheet.paste(head, place)
    file = io.BytesIO()
    sheet.rotate(180).save(file, "JPEG", quality=92)
    faces = find_faces(read_photo(file.getvalue()), detector)
    assert len(faces) >= 0.95 * len(places)
    assert {face.turned_deg for face in faces} == {180}


@pytest.mark.parametrize("side", [120, 200, 300])
def test_an_upright_face_keeps_the_landmarks_that_models_are_trained_on(
    side: int, detector: BlazeFaceDetector, astronaut: Image
) -> None:
    """Bit for bit what ``detect`` says, as before photos were turned and searched."""
    chip = PillowImage.fromarray(astronaut[30:250, 115:335]).resize((side, side))
    for blur in (1, 2, 4):  # until the networks doubt it
        small = chip.resize((side // blur, side // blur)).resize((side, side))
        photo = from_array(np.asarray(small, np.uint8))
        assert find_faces(photo, detector) == detector.detect(photo.pixels)


@pytest.mark.slow
def test_training_chips_keep_their_landmarks(detector: BlazeFaceDetector) -> None:
    import tarfile

    archive = UTKFACE / "utkface-part-2.tar"
    if not archive.is_file():
        pytest.skip("../shared/data/utkface is not here: no training chips to test")
    with tarfile.open(archive) as tar:
        chips = [member for member in tar if member.name.endswith(".jpg")][::20]
        for chip in chips:
            content = tar.extractfile(chip)
            assert content is not None
            photo = read_photo(content.read())
            before = max(detector.detect(photo.pixels), key=lambda f: f.box.area, default=None)
            now = max(find_faces(photo, detector), key=lambda f: f.box.area, default=None)
            assert now == before, chip.name


def test_tilt_is_clockwise_and_the_turn_the_nearest_quarter() -> None:
    assert Face(Box(0, 0, 9, 9)).turned_deg == 0
    for degrees in range(-175, 181, 5):
        turn = math.radians(degrees)
        points = Keypoints(
            *(
                (
                    (x - 50) * math.cos(turn) - (y - 50) * math.sin(turn),
                    (x - 50) * math.sin(turn) + (y - 50) * math.cos(turn),
                )
                for x, y in UPRIGHT.points
            )
        )
        tilt = (points.tilt_deg - degrees + 180) % 360 - 180
        assert tilt == pytest.approx(0, abs=1e-6)
        if degrees in (60, -60):  # the edge itself is a matter of rounding
            continue
        expected = 0 if abs(degrees) < 60 else round(degrees / 90) % 4 * 90
        if degrees % 90 != 45:
            assert Face(Box(0, 0, 9, 9), points).turned_deg == expected
    nowhere = Keypoints(*[(math.nan, math.nan)] * 6)
    assert Face(Box(0, 0, 9, 9), nowhere).turned_deg == 0


@given(
    x=st.integers(0, 30), y=st.integers(0, 20), w=st.integers(1, 9), turn=st.sampled_from([1, 2, 3])
)
def test_a_turned_box_is_where_the_turned_pixels_are(x: int, y: int, w: int, turn: int) -> None:
    picture = np.zeros((30, 40), np.uint8)
    picture[y : y + w, x : x + w] = 1
    clockwise = np.rot90(picture, -turn)
    height, width = clockwise.shape
    face = Face(Box(x, y, w, w), UPRIGHT).turned(90 * turn, width_px=width, height_px=height)
    rows, columns = np.nonzero(clockwise)
    inside = w == len(set(rows)) == len(set(columns))
    if inside:
        assert face.box == Box(columns.min(), rows.min(), w, w)
    assert face.turned_deg == 90 * turn
    back = face.turned(360 - 90 * turn, width_px=40, height_px=30)
    assert back.box == Box(x, y, w, w)
    assert back.keypoints == UPRIGHT


def test_more_than_half_make_a_common_turn() -> None:
    lying = Face(Box(0, 0, 9, 9), UPRIGHT).turned(90, width_px=9, height_px=9)
    upright = Face(Box(0, 0, 9, 9), UPRIGHT)
    assert common_turn([]) == 0
    assert common_turn([upright, lying]) == 0
    assert common_turn([upright, lying, lying]) == 90


def test_a_turned_square_shows_what_its_matrix_says() -> None:
    y, x = np.mgrid[:400, :500] // 2
    picture = np.dstack([x, y, np.zeros_like(x)]).astype(np.uint8)
    for degrees in (0.0, 33.0, 90.0, 180.0, -120.0):
        for side in (100, 150, 390):  # the last from the halved copy
            square, to_photo = Pyramid(picture).turned_square(
                (250.0, 200.0), side, turn_deg=degrees, side_px=64
            )
            for u, v in ((32, 32), (20, 40), (44, 24)):
                across, down = to_photo @ (u + 0.5, v + 0.5, 1.0)
                assert np.abs(square[v, u, :2] - np.array([across, down]) / 2).max() <= 2


def test_json_tells_the_turn_and_says_nothing_where_no_landmarks_are() -> None:
    spec = ModelStore([shipped_models_dir()]).open("combined")[1]
    lying = Face(Box(0, 0, 9, 9), UPRIGHT, 0.9).turned(270, width_px=9, height_px=9)
    faces = (lying, Face(Box(20, 0, 9, 9)))
    lines = io.StringIO()
    write_json(lines, PhotoResult("a.jpg", "ok", 40, 30, faces), spec=spec)
    write_json(lines, PhotoResult("b.jpg", "no_face", 40, 30), spec=spec)
    told = [json.loads(line)["turned_deg"] for line in lines.getvalue().splitlines()]
    assert told == [270, None, None]

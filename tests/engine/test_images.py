"""Reading photos: formats, orientation, reduction, and every way in which a file can be wrong."""

from __future__ import annotations

import io
import random

import numpy as np
import PIL.features
import PIL.Image
import PIL.ImageFile
import pillow_heif
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import ImageError
from engine.images import from_array, read_photo, sharper
from tests.broken_files import encode

RED, GREEN, BLUE, YELLOW = (220, 40, 30), (40, 190, 50), (40, 60, 210), (235, 220, 60)
ORIENTATION, MAKER = 274, 271

needs_heic = pytest.mark.skipif(
    not pillow_heif.libheif_info()["HEIF"], reason="this pillow-heif cannot write HEIC"
)
needs_avif = pytest.mark.skipif(
    not PIL.features.check("avif"), reason="this Pillow cannot write AVIF"
)
FORMATS = [
    pytest.param("JPEG", {"quality": 95}, id="jpeg"),
    pytest.param("JPEG", {"quality": 95, "progressive": True}, id="progressive"),
    pytest.param("PNG", {}, id="png"),
    pytest.param("WEBP", {"lossless": True}, id="webp"),
    pytest.param("WEBP", {"quality": 95}, id="webp-lossy"),
    pytest.param("AVIF", {"quality": 95}, id="avif", marks=needs_avif),
    pytest.param("HEIF", {"quality": 95}, id="heic", marks=needs_heic),
    pytest.param("TIFF", {}, id="tiff"),
    pytest.param("TIFF", {"compression": "tiff_lzw"}, id="tiff-lzw"),
    pytest.param("TIFF", {"compression": "jpeg", "quality": 95}, id="tiff-jpeg"),
    pytest.param("BMP", {}, id="bmp"),
    pytest.param("GIF", {}, id="gif"),
    pytest.param("JPEG2000", {}, id="jpeg2000"),
    pytest.param("PPM", {}, id="ppm"),
]
TURNABLE = [entry for entry in FORMATS if entry.id in {"jpeg", "png", "webp", "avif", "heic"}]


def quarters(width: int = 80, height: int = 48) -> np.ndarray:
    """Red, green; below them blue, yellow: no two orientations look the same."""
    pixels = np.empty((height, width, 3), dtype=np.uint8)
    pixels[: height // 2, : width // 2], pixels[: height // 2, width // 2 :] = RED, GREEN
    pixels[height // 2 :, : width // 2], pixels[height // 2 :, width // 2 :] = BLUE, YELLOW
    return pixels


def picture(width: int = 80, height: int = 48) -> PIL.Image.Image:
    return PIL.Image.fromarray(quarters(width, height))


def turned(pixels: np.ndarray, orientation: int) -> np.ndarray:
    """What the EXIF standard says about row 0 and column 0, by Pillow's own names."""
    step = PIL.Image.Transpose
    steps = [step.FLIP_LEFT_RIGHT, step.ROTATE_180, step.FLIP_TOP_BOTTOM, step.TRANSPOSE]
    steps += [step.ROTATE_270, step.TRANSVERSE, step.ROTATE_90]
    image = PIL.Image.fromarray(pixels)
    return np.asarray(image if orientation == 1 else image.transpose(steps[orientation - 2]))


def exif(orientation: object = 1) -> bytes:
    tags = PIL.Image.Exif()
    tags[ORIENTATION], tags[MAKER] = orientation, "A camera"
    return tags.tobytes()


def corners(pixels: np.ndarray) -> np.ndarray:
    """Colours in the middle of the four quarters, clear of compression at their edges."""
    height, width = pixels.shape[:2]
    rows, columns = [height // 4, height * 3 // 4], [width // 4, width * 3 // 4]
    return pixels[np.ix_(rows, columns)].astype(int)


def assert_same_picture(pixels: np.ndarray, expected: np.ndarray, tolerance: int = 6) -> None:
    assert pixels.dtype == np.uint8
    assert pixels.shape == expected.shape
    assert pixels.flags["C_CONTIGUOUS"]
    assert np.abs(corners(pixels) - corners(expected)).max() <= tolerance


@pytest.mark.parametrize(("kind", "options"), FORMATS)
def test_reads_every_format_from_a_file_and_from_its_bytes(tmp_path, kind, options):
    path = tmp_path / "photo"
    path.write_bytes(encode(picture(), kind, **options))
    for source in (path, path.read_bytes()):
        photo = read_photo(source)
        assert_same_picture(photo.pixels, quarters())
        assert (photo.width_px, photo.height_px, photo.scale) == (80, 48, 1.0)
        assert photo.source is source


@pytest.mark.parametrize(
    "name", ["photo.png", "photo", "photo.jpg.txt", "  Ünï 写真 📷 .JPG", "-x%s"]
)
def test_neither_extension_nor_name_matter(tmp_path, name):
    path = tmp_path / "Ordner mit Leerzeichen ä" / name
    path.parent.mkdir()
    path.write_bytes(encode(picture(), "JPEG", quality=95))
    assert_same_picture(read_photo(path).pixels, quarters())


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(("kind", "options"), TURNABLE)
def test_turns_photos_upright(kind, options, orientation):
    photo = read_photo(encode(picture(), kind, exif=exif(orientation), **options))
    expected = turned(quarters(), orientation)
    assert_same_picture(photo.pixels, expected)
    assert (photo.height_px, photo.width_px) == expected.shape[:2]


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("compression", [None, "tiff_lzw"])
def test_turns_tiffs_upright(compression, orientation):
    options = {"tiffinfo": {ORIENTATION: orientation}, "compression": compression}
    photo = read_photo(encode(picture(), "TIFF", **options))
    assert_same_picture(photo.pixels, turned(quarters(), orientation), tolerance=0)
    assert (photo.height_px, photo.width_px) == photo.pixels.shape[:2]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_turns_reduced_photos_upright(orientation):
    content = encode(picture(800, 480), "JPEG", quality=95, exif=exif(orientation))
    photo = read_photo(content, reduce_to_px=100)
    assert_same_picture(photo.pixels, turned(quarters(100, 60), orientation))
    assert {photo.width_px, photo.height_px} == {800, 480}
    assert (photo.width_px > photo.height_px) == (orientation < 5)
    assert photo.scale == 1 / 8


@pytest.mark.parametrize("orientation", [0, 9, 255])
def test_nonsense_orientation_is_ignored(orientation):
    photo = read_photo(encode(picture(), "JPEG", quality=95, exif=exif(orientation)))
    assert_same_picture(photo.pixels, quarters())


def test_damaged_metadata_spoil_no_photo_and_say_nothing(capfd):
    content = encode(picture(), "JPEG", quality=95, exif=exif(1))
    start, length = content.index(b"Exif\0\0") + 6, len(exif(1)) - 6
    generator = random.Random(3)
    for _ in range(200):
        damaged = bytearray(content)
        for _ in range(generator.randrange(1, 12)):
            damaged[start + generator.randrange(length)] = generator.randrange(256)
        assert {read_photo(bytes(damaged)).width_px} <= {80, 48}
    assert capfd.readouterr() == ("", "")


def test_first_picture_of_an_mpo_even_if_its_table_is_damaged():
    other = PIL.Image.new("RGB", (80, 48), "black")
    content = encode(picture(), "MPO", save_all=True, append_images=[other], quality=95)
    assert_same_picture(read_photo(content).pixels, quarters())
    table = content.index(b"MPF\0") + 12
    assert_same_picture(
        read_photo(content[:table] + bytes(30) + content[table + 30 :]).pixels, quarters()
    )


@pytest.mark.parametrize(
    "kind",
    [
        "GIF",
        "WEBP",
        "PNG",
        "TIFF",
        pytest.param("AVIF", marks=needs_avif),
        pytest.param("HEIF", marks=needs_heic),
    ],
)
def test_first_frame_of_several(kind):
    others = [PIL.Image.new("RGB", (80, 48), colour) for colour in ("black", "white")]
    content = encode(picture(), kind, save_all=True, append_images=others)
    assert_same_picture(read_photo(content).pixels, quarters(), tolerance=25)


@pytest.mark.parametrize(
    "behind",
    [
        pytest.param(encode(PIL.Image.new("L", (20, 12), 200), "JPEG"), id="gain map"),
        pytest.param(b"\0\0\0\x18ftypmp42" + bytes(50_000), id="motion photo"),
        pytest.param(b"SEFT" + bytes(64), id="trailer of a phone"),
    ],
)
def test_what_phones_put_behind_a_picture_is_passed_over(behind):
    content = encode(picture(), "JPEG", quality=95) + behind
    assert_same_picture(read_photo(content).pixels, quarters())


@needs_heic
def test_the_primary_picture_of_a_heic_wherever_it_stands():
    file = pillow_heif.HeifFile()
    file.add_from_pillow(PIL.Image.new("RGB", (40, 24), "black"))
    file.add_from_pillow(picture())
    buffer = io.BytesIO()
    file.save(buffer, primary_index=1, quality=95)
    assert_same_picture(read_photo(buffer.getvalue()).pixels, quarters(), tolerance=25)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "BMP"])
@pytest.mark.parametrize(
    ("size", "goal", "decoded"),
    [
        ((640, 480), 320, (320, 240)),
        ((640, 480), 321, (640, 480)),
        ((640, 480), 160, (160, 120)),
        ((480, 640), 40, (30, 40)),
        ((641, 481), 80, (81, 61)),
        ((641, 3), 80, (81, 1)),
        ((640, 480), 5000, (640, 480)),
        ((640, 480), None, (640, 480)),
    ],
)
def test_reduces_by_whole_factors(kind, size, goal, decoded):
    photo = read_photo(encode(picture(*size), kind), reduce_to_px=goal)
    assert photo.pixels.shape[1::-1] == decoded
    assert (photo.width_px, photo.height_px) == size
    assert 1 / photo.scale == round(max(size) / max(decoded))


@settings(max_examples=60, deadline=None)
@given(
    width=st.integers(1, 400),
    height=st.integers(1, 400),
    goal=st.integers(20, 500),
    jpeg=st.booleans(),
)
def test_reduced_size_keeps_its_promise(width, height, goal, jpeg):
    photo = read_photo(
        encode(PIL.Image.new("RGB", (width, height)), "JPEG" if jpeg else "PPM"), reduce_to_px=goal
    )
    longer = max(photo.pixels.shape[:2])
    assert min(goal, width, height) <= longer
    assert (
        (longer == max(width, height)) if max(width, height) < goal else goal <= longer < 2 * goal
    )
    assert 0 < photo.scale <= 1
    assert abs(longer - max(width, height) * photo.scale) < 1


def test_reducing_averages_areas():
    fine = np.zeros((64, 64, 3), dtype=np.uint8)
    fine[::2, ::2] = fine[1::2, 1::2] = 200  # a chessboard that plain skipping would turn black
    photo = read_photo(encode(PIL.Image.fromarray(fine), "PNG"), reduce_to_px=32)
    assert photo.pixels.shape == (32, 32, 3)
    assert set(np.unique(photo.pixels)) == {100}


def test_large_pictures_are_converted_in_strips_without_seams():
    ramp = np.arange(1500 * 1500 * 3, dtype=np.uint32).reshape(1500, 1500, 3).astype(np.uint8)
    image = PIL.Image.fromarray(ramp)
    assert np.array_equal(read_photo(encode(image, "BMP"), reduce_to_px=None).pixels, ramp)
    reduced = read_photo(encode(image, "BMP"), reduce_to_px=200).pixels
    assert np.array_equal(reduced, np.asarray(image.reduce(7)))


def test_reduces_by_other_factors_than_powers_of_two_where_no_jpeg_decoder_has_to():
    content = encode(picture(640, 480), "PNG")
    assert read_photo(content, reduce_to_px=200).pixels.shape == (160, 214, 3)


def test_sharper_reads_again_only_if_need_be(tmp_path):
    path = tmp_path / "photo.jpg"
    path.write_bytes(encode(picture(800, 480), "JPEG", exif=exif(6)))
    photo = read_photo(path, reduce_to_px=100)
    assert sharper(photo, scale=0.1) is photo
    assert sharper(photo, scale=1 / 8) is photo
    assert sharper(photo, scale=0.2).scale == 0.25
    assert sharper(photo, scale=0.4).scale == 0.5
    full = sharper(photo, scale=0.9)
    assert (full.scale, full.pixels.shape) == (1.0, (800, 480, 3))
    assert sharper(full, scale=5.0) is full
    assert sharper(photo, scale=5.0).scale == 1.0


def test_sharper_has_nothing_to_read_for_pixels_from_memory():
    photo = from_array(quarters())
    assert (photo.width_px, photo.height_px, photo.scale, photo.source) == (80, 48, 1.0, None)
    assert sharper(photo, scale=1.0) is photo


def test_sharper_notices_another_or_a_vanished_file(tmp_path):
    path = tmp_path / "photo.png"
    path.write_bytes(encode(picture(800, 480), "PNG"))
    photo = read_photo(path, reduce_to_px=100)
    path.write_bytes(encode(picture(640, 480), "PNG"))
    with pytest.raises(ImageError, match=r"changed .* Received: photo.png"):
        sharper(photo, scale=1.0)
    path.unlink()
    with pytest.raises(ImageError, match=r"not there .* Received: photo.png$"):
        sharper(photo, scale=1.0)
    assert photo.pixels.shape == (60, 100, 3)


@pytest.mark.parametrize(
    "options",
    [
        {"quality": 95},
        {"quality": 40},
        {"quality": 80, "progressive": True},
        {"quality": 80, "subsampling": 0, "optimize": True},
    ],
)
def test_a_jpeg_that_lacks_only_its_end_mark_is_read(
    astronaut: np.ndarray, options: dict[str, object]
) -> None:
    """Some cameras and broken uploads leave it out; what lacks pixels is refused as before."""
    stream = io.BytesIO()
    PIL.Image.fromarray(astronaut).save(stream, "JPEG", **options)
    content = stream.getvalue()
    whole = read_photo(content).pixels
    for missing in (1, 2):
        np.testing.assert_array_equal(read_photo(content[:-missing]).pixels, whole)
    for missing in (3, 4, 8, 64, 1000, len(content) // 2):
        with pytest.raises(ImageError, match="damaged or incomplete"):
            read_photo(content[:-missing])

"""Every depth, colour space and kind of transparency comes out as a person would see it."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import PIL.features
import PIL.Image
import pillow_heif
import pytest
from PIL import ImageCms

from engine.images import read_photo
from tests.broken_files import encode, png, png_chunk, tiff

RED, GREEN, BLUE, YELLOW = (220, 40, 30), (40, 190, 50), (40, 60, 210), (235, 220, 60)
QUARTERS = [RED, GREEN, BLUE, YELLOW]
WHITE = (255, 255, 255)
STEPS = [0, 20000, 40000, 65535]  # four greys of 16 bits ...
GREYS = [0, 78, 156, 255]  # ... and of 8
SIDE = 40
PHOTOMETRIC, WHITE_IS_ZERO = 262, 0


def quarters(values: list, dtype: type = np.uint8) -> np.ndarray:
    """An image of four equal squares, left to right, top to bottom."""
    grid = np.array(values, dtype=dtype).reshape(2, 2, -1)
    return grid.repeat(SIDE // 2, axis=0).repeat(SIDE // 2, axis=1).squeeze()


def picture(values: list = QUARTERS, dtype: type = np.uint8) -> PIL.Image.Image:
    return PIL.Image.fromarray(quarters(values, dtype))


def seen(content: bytes) -> np.ndarray:
    """The colours in the middle of the four squares, shape (4, 3)."""
    pixels = read_photo(content).pixels
    assert pixels.shape == (SIDE, SIDE, 3)
    return pixels[SIDE // 4 :: SIDE // 2, SIDE // 4 :: SIDE // 2].reshape(4, 3).astype(int)


def assert_seen(content: bytes, expected: list, tolerance: int = 3) -> None:
    wanted = np.array(expected)
    wanted = wanted if wanted.ndim == 2 else wanted[:, np.newaxis].repeat(3, axis=1)
    assert np.abs(seen(content) - wanted).max() <= tolerance


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk(kind):
    options = {"quality": 95} if kind == "JPEG" else {}
    assert_seen(encode(picture().convert("CMYK"), kind, **options), QUARTERS)


def test_adobe_cmyk_jpegs_are_inverted_once():
    content = encode(PIL.Image.new("CMYK", (SIDE, SIDE), (0, 0, 0, 0)), "JPEG")  # no ink: paper
    assert b"Adobe" in content
    assert_seen(content, [WHITE] * 4)


@pytest.mark.parametrize("mode", ["LAB", "YCbCr"])
def test_other_colour_spaces(mode):
    assert_seen(encode(picture().convert(mode), "TIFF"), QUARTERS)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "BMP"])
def test_grey(kind):
    assert_seen(encode(picture(GREYS), kind), GREYS)


@pytest.mark.parametrize("options", [{}, {"compression": "group4"}])
def test_one_bit(options):
    image = PIL.Image.fromarray(quarters([0, 255, 255, 0])).convert("1")
    assert_seen(encode(image, "TIFF" if options else "PNG", **options), [0, 255, 255, 0])


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "PPM"])
def test_16_bit_grey_is_scaled_not_clipped(kind):
    assert_seen(encode(picture(STEPS, np.uint16), kind), GREYS, tolerance=0)


def test_16_bit_colour_is_scaled_not_clipped():
    wide = quarters(QUARTERS, ">u2") * 257
    rows = b"".join(b"\0" + row.tobytes() for row in wide.astype(">u2"))
    assert_seen(png(SIDE, SIDE, zlib.compress(rows), depth=16), QUARTERS, tolerance=0)


@pytest.mark.parametrize(
    ("values", "dtype"),
    [
        pytest.param(STEPS, np.int32, id="int-16-bit-range"),
        pytest.param([value * 30_000 for value in STEPS], np.int32, id="int-any-range"),
        pytest.param([value - 30_000 for value in STEPS], np.int32, id="int-signed"),
        pytest.param(GREYS, np.int32, id="int-8-bit-range"),
        pytest.param([value / 65535 for value in STEPS], np.float32, id="float-to-1"),
        pytest.param([value / 257 for value in STEPS], np.float32, id="float-to-255"),
        pytest.param(STEPS, np.float32, id="float-to-65535"),
        pytest.param([value / 100 - 300 for value in STEPS], np.float32, id="float-any-range"),
    ],
)
@pytest.mark.parametrize("compression", [None, "tiff_lzw"])
def test_32_bit_grey(values, dtype, compression):
    assert_seen(encode(picture(values, dtype), "TIFF", compression=compression), GREYS, tolerance=1)


def test_a_dark_float_picture_stays_dark():
    assert_seen(encode(picture([0.0, 0.1, 0.2, 0.3], np.float32), "TIFF"), [0, 25, 51, 76], 1)


def test_floats_that_are_no_numbers():
    values = quarters([-1.0, 0.0, 0.5, 1.0], np.float32)
    values[0, 0], values[0, 1], values[0, 2] = np.nan, np.inf, -np.inf
    content = encode(PIL.Image.fromarray(values), "TIFF")
    assert_seen(content, [0, 128, 191, 255], tolerance=1)
    assert read_photo(content).pixels[0, :3, 0].tolist() == [0, 255, 0]
    nothing = PIL.Image.fromarray(np.full((SIDE, SIDE), np.nan, dtype=np.float32))
    assert_seen(encode(nothing, "TIFF"), [0, 0, 0, 0])


@pytest.mark.parametrize("value", [-7, 0, 2**31 - 1])
def test_one_value_everywhere_is_no_division_by_zero(value):
    assert len(np.unique(seen(encode(picture([value] * 4, np.int32), "TIFF")))) == 1


@pytest.mark.parametrize(("values", "dtype"), [(GREYS, np.uint8), (STEPS, np.uint16)])
def test_white_is_zero(values, dtype):
    size = {256: SIDE, 257: SIDE, 259: 1, 277: 1, 273: 110, PHOTOMETRIC: WHITE_IS_ZERO}
    data = quarters(values, dtype).tobytes()
    content = tiff({**size, 258: 8 * np.dtype(dtype).itemsize, 279: len(data)}, data)
    assert_seen(content, [255 - grey for grey in GREYS], tolerance=1)


def test_12_bit_grey():
    values = quarters([0, 1250, 2500, 4095], np.uint16).reshape(-1, 2)
    first, second = values[:, 0], values[:, 1]
    packed = np.stack([first >> 4, (first & 15) << 4 | second >> 8, second & 255], axis=1)
    data = packed.astype(np.uint8).tobytes()
    size = {256: SIDE, 257: SIDE, 258: 12, 259: 1, PHOTOMETRIC: 1, 273: 110, 277: 1}
    assert_seen(tiff({**size, 279: len(data)}, data), GREYS, tolerance=1)


TRANSLUCENT = [(*RED, 0), (*GREEN, 128), (*BLUE, 255), (*YELLOW, 255)]
ON_WHITE = [WHITE, (147, 222, 152), BLUE, YELLOW]


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "JPEG2000", "AVIF", "HEIF"])
def test_transparency_is_shown_on_white(kind):
    if kind == "AVIF" and not PIL.features.check("avif"):
        pytest.skip("this Pillow cannot write AVIF")
    if kind == "HEIF" and not pillow_heif.libheif_info()["HEIF"]:
        pytest.skip("this pillow-heif cannot write HEIC")
    options = {"WEBP": {"lossless": True}, "AVIF": {"quality": 95}, "HEIF": {"quality": 95}}
    assert_seen(encode(picture(TRANSLUCENT), kind, **options.get(kind, {})), ON_WHITE)


def test_grey_with_transparency():
    content = encode(picture(TRANSLUCENT).convert("LA"), "PNG")
    assert_seen(content, [255, 192, 71, 206])


def test_palettes():
    image = picture().quantize(4)
    assert_seen(encode(image, "PNG"), QUARTERS)
    assert_seen(encode(image, "GIF"), QUARTERS)
    assert_seen(encode(image, "BMP"), QUARTERS)
    assert_seen(encode(image, "TIFF"), QUARTERS)


def test_palettes_with_a_transparent_colour():
    image = picture().quantize(4)
    red = image.getpixel((0, 0))
    assert_seen(encode(image, "PNG", transparency=red), [WHITE, GREEN, BLUE, YELLOW])
    assert_seen(encode(image, "GIF", transparency=red), [WHITE, GREEN, BLUE, YELLOW])


def test_palettes_with_translucent_colours():
    image = picture().quantize(4)
    alphas = {image.getpixel((x, y)): alpha for x, y, alpha in [(0, 0, 0), (SIDE - 1, 0, 128)]}
    opacity = bytes(alphas.get(index, 255) for index in range(4))
    assert_seen(encode(image, "PNG", transparency=opacity), ON_WHITE)


@pytest.mark.parametrize("mode", ["RGB", "L", "1"])
def test_one_colour_declared_transparent(mode):
    image = PIL.Image.fromarray(quarters([0, 255, 255, 255])).convert(mode)
    colour = (0, 0, 0) if mode == "RGB" else 0
    assert_seen(encode(image, "PNG", transparency=colour), [255, 255, 255, 255])


def swapped_profile() -> bytes:
    """A colour profile whose red is sRGB's green and the other way round."""
    content = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = content.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")
    return content.replace("sRGB".encode("utf-16-be"), "test".encode("utf-16-be"))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_colour_profiles_are_applied(kind):
    swapped = [(green, red, blue) for red, green, blue in QUARTERS]
    options = {"PNG": {}, "JPEG": {"quality": 95}, "TIFF": {}, "WEBP": {"lossless": True}}
    content = encode(picture(), kind, icc_profile=swapped_profile(), **options[kind])
    assert_seen(content, swapped, tolerance=6)


def test_colour_profiles_with_transparency_and_palette():
    on_white = [(green, red, blue) for red, green, blue in ON_WHITE]
    content = encode(picture(TRANSLUCENT), "PNG", icc_profile=swapped_profile())
    assert_seen(content, on_white, tolerance=6)
    swapped = [(green, red, blue) for red, green, blue in QUARTERS]
    content = encode(picture().quantize(4), "PNG", icc_profile=swapped_profile())
    assert_seen(content, swapped, tolerance=6)


def test_srgb_profiles_change_nothing():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert_seen(encode(picture(), "PNG", icc_profile=profile), QUARTERS, tolerance=0)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_broken_and_unfitting_profiles_are_ignored(kind):
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for profile in (b"nonsense" * 20, swapped_profile()[:200], lab):
        assert_seen(encode(picture(), kind, icc_profile=profile, quality=95), QUARTERS)
    assert_seen(encode(picture(GREYS), kind, icc_profile=swapped_profile()), GREYS)


def test_a_profile_that_is_not_compressed_as_it_says_is_ignored():
    rows = b"".join(b"\0" + row.tobytes() for row in quarters(QUARTERS))
    profile = png_chunk(b"iCCP", b"name\0\0" + struct.pack(">I", 1) * 20)
    assert_seen(png(SIDE, SIDE, zlib.compress(rows), extra=profile), QUARTERS, tolerance=0)

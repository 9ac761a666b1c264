"""A decoded picture of any mode, depth, colour space or orientation to upright 8-bit sRGB."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator

import numpy as np
import PIL.Image
from PIL import ExifTags, ImageCms, TiffImagePlugin

from engine.preprocessing import Image

_STRIP_PX = 2**20  # converting in strips keeps second copies of a huge picture out of memory
# EXIF orientation: (mirror left to right first, then quarter turns counter-clockwise).
_TURNS = {
    1: (False, 0),
    2: (True, 0),
    3: (False, 2),
    4: (True, 2),
    5: (True, 1),
    6: (False, 3),
    7: (True, 3),
    8: (False, 1),
}
_SRGB = ImageCms.createProfile("sRGB")
# Profiles that change nothing, by description; converting 3 million pixels costs 50 ms.
_ALREADY_SRGB = frozenset({"sRGB IEC61966-2.1", "sRGB built-in", "sRGB", "sRGB2014", "c2"})
_BITS_A_SAMPLE, _PHOTOMETRIC, _WHITE_IS_ZERO = 258, 262, 0


def orientation_of(picture: PIL.Image.Image) -> int:
    """EXIF orientation 1-8; 1 where the metadata are missing, damaged or nonsense."""
    try:
        value = picture.getexif().get(ExifTags.Base.Orientation)
    except Exception:  # noqa: BLE001 - damaged metadata raise anything; the picture is sound
        return 1
    return value if isinstance(value, int) and value in _TURNS else 1


def upright(pixels: Image, orientation: int) -> Image:
    """Turn and mirror an image (H, W, 3) by its EXIF orientation; contiguous."""
    mirrored, turns = _TURNS[orientation]
    return np.ascontiguousarray(np.rot90(pixels[:, ::-1] if mirrored else pixels, turns))


def to_rgb(picture: PIL.Image.Image, *, factor: int) -> Image:
    """A decoded picture as sRGB ``uint8`` (H, W, 3), not turned.

    The sides are divided by ``factor``, averaging areas and rounding up.
    """
    width, height = picture.size
    pixels = np.empty((-(-height // factor), -(-width // factor), 3), dtype=np.uint8)
    levels = _levels(picture)
    transform: ImageCms.ImageCmsTransform | None = None
    for top, strip in _strips(picture, factor):
        flat = _flat(strip, levels)
        flat = flat.reduce(factor) if factor > 1 else flat
        if top == 0:
            transform = _to_srgb(picture.info.get("icc_profile"), flat.mode)
        rgb = transform.apply(flat) if transform else flat.convert("RGB")
        pixels[top // factor : top // factor + rgb.height] = np.asarray(rgb)
    return pixels


def _strips(picture: PIL.Image.Image, factor: int) -> Iterator[tuple[int, PIL.Image.Image]]:
    width, height = picture.size
    rows = max(_STRIP_PX // (width * factor), 1) * factor
    for top in range(0, height, rows):
        yield top, picture.crop((0, top, width, min(top + rows, height)))


def _levels(picture: PIL.Image.Image) -> tuple[float, float] | None:
    """The values that become black and white; ``None`` for 8 bits a channel."""
    deep = picture.mode.startswith("I;16")
    if not deep and picture.mode not in ("I", "F"):
        return None
    tags = picture.tag_v2 if isinstance(picture, TiffImagePlugin.TiffImageFile) else {}
    if deep:
        low, high = 0.0, 4095.0 if tags.get(_BITS_A_SAMPLE) == (12,) else 65535.0
    else:
        low, high = _range(picture)
    # Pillow turns these round for 8 bits only.
    return (high, low) if tags.get(_PHOTOMETRIC) == _WHITE_IS_ZERO else (low, high)


def _range(picture: PIL.Image.Image) -> tuple[float, float]:
    """The customary range (1, 8-bit, 16-bit) that holds all values, else from least to greatest."""
    low, high = math.inf, -math.inf
    for _, strip in _strips(picture, 1):
        values = np.asarray(strip)
        values = values[np.isfinite(values)]
        if values.size:
            low, high = min(low, float(values.min())), max(high, float(values.max()))
    for customary in (1.0, 255.0, 65535.0) if picture.mode == "F" else (255.0, 65535.0):
        if low >= 0.0 and high <= customary:
            return 0.0, customary
    return low, high if high > low else low + 1.0


def _flat(strip: PIL.Image.Image, levels: tuple[float, float] | None) -> PIL.Image.Image:
    """8-bit grey, RGB or CMYK; transparent parts on white, as viewers and browsers show them."""
    if levels is not None:
        black, white = levels
        shares = (np.asarray(strip, dtype=np.float64) - black) / (white - black)
        shares = np.clip(np.nan_to_num(shares, nan=0.0), 0.0, 1.0)
        return PIL.Image.fromarray(np.rint(shares * 255.0).astype(np.uint8))
    if strip.has_transparency_data:
        sheet = PIL.Image.new("RGBA", strip.size, "white")
        sheet.alpha_composite(strip.convert("RGBA"))
        return sheet.convert("RGB")
    if strip.mode in ("L", "RGB", "CMYK"):
        return strip
    return strip.convert("L" if strip.mode == "1" else "RGB")


def _to_srgb(profile: bytes | None, mode: str) -> ImageCms.ImageCmsTransform | None:
    """From an embedded colour profile; ``None`` without one, or if it is broken or unfitting."""
    if not profile:
        return None
    try:
        opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if mode == "RGB" and ImageCms.getProfileDescription(opened).strip() in _ALREADY_SRGB:
            return None
        return ImageCms.buildTransform(opened, _SRGB, mode, "RGB")
    except Exception:  # noqa: BLE001 - a picture in its own colours is better than none
        return None

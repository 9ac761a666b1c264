"""Reading photos of any mode, depth, colour space or orientation to upright 8-bit sRGB.

They are decoded as small as will do, and again larger where that was too small.

Every call works on objects of its own, so threads may read at the same time. Whatever is wrong
with a file, the answer is one ``ImageError`` with a sentence for a person.
"""

from __future__ import annotations

import hashlib
import io
import math
import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
import PIL.Image
from PIL import ExifTags, ImageCms, ImageFile, JpegImagePlugin, TiffImagePlugin

from engine.errors import ImageError
from engine.images.opening import (
    PICTURES,
    OtherFirstPage,
    check_size,
    hush_pillow,
    identified,
    not_given,
    opened,
    page_count,
    refusal,
    split_page,
)
from engine.preprocessing import Image

_UNKNOWN = "This file is not a picture that AgeLens can read, or it is damaged."
_UNKNOWN_PAGE = "This page is not a picture that AgeLens can read, or it is damaged."
_DAMAGED = "This picture is damaged or incomplete."
_NO_MEMORY = "There is not enough free memory to open this picture."
_CHANGED = "This file was changed while AgeLens was looking at it."
SHARP_PIXELS = 64_000_000
"""The most pixels of a photo that are held at a time."""
_BLOCK_BYTES = 2**16
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


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """A decoded picture: ``uint8`` RGB (h, w, 3), upright, contiguous, sRGB, maybe reduced.

    ``width_px`` and ``height_px`` are those of the full-size upright picture; ``source`` is the
    file or its content, ``None`` for pixels that came from memory. ``is_frame`` marks one of many
    pictures of a video, on which no second may be spent.
    """

    pixels: Image
    width_px: int
    height_px: int
    source: Path | bytes | None
    is_frame: bool = False

    @property
    def page(self) -> int:
        """Which page of its file it is, from 1."""
        return split_page(str(self.source))[1] if isinstance(self.source, Path) else 1

    @property
    def pages(self) -> int:
        """How many pages the file has that it comes from, each of them a photo; looked up there."""
        return 1 if self.source is None else page_count(self.source)

    @property
    def digest(self) -> str:
        """A hash (hex) of the pixels as they are decoded, and of the full size.

        It tells pictures apart that differ by accident or by an edit, not by forgery: of the pixels
        it sees check sums of blocks, which cost a quarter of what a cryptographic hash does, and
        that was a tenth of a photo's time.
        """
        found = self._hash_of_size()
        content = np.ascontiguousarray(self.pixels).reshape(-1).data
        for start in range(0, len(content), _BLOCK_BYTES):
            block = zlib.crc32(content[start : start + _BLOCK_BYTES])
            found.update(block.to_bytes(4, "little"))
        return found.hexdigest()

    @property
    def former_digest(self) -> str:
        """The hash (hex) that earlier versions of the program noted in projects."""
        found = self._hash_of_size()
        found.update(np.ascontiguousarray(self.pixels).data)
        return found.hexdigest()

    def has_digest(self, digest: str) -> bool:
        """Whether a hash of this or of an earlier version is that of this picture."""
        return digest in (self.digest, self.former_digest)

    def _hash_of_size(self) -> hashlib.blake2b:
        size = f"{self.width_px} {self.height_px} {self.pixels.shape}".encode()
        return hashlib.blake2b(size, digest_size=16)

    def turned(self, orientation: int) -> Photo:
        """The picture turned and mirrored as an EXIF orientation (1-8) says."""
        width, height = self.width_px, self.height_px
        if orientation >= 5:
            width, height = height, width
        return Photo(upright(self.pixels, orientation), width, height, None)

    def turn_to(self, digest: str) -> int | None:
        """The EXIF orientation (2-8) that makes exactly the picture of this digest of this one.

        ``None`` if none does, or more than one: then nobody can tell how it was turned.
        """
        found = [number for number in range(2, 9) if self.turned(number).has_digest(digest)]
        return found[0] if len(found) == 1 else None

    @property
    def scale(self) -> float:
        """Decoded pixels per full-size pixel, 0 < scale <= 1."""
        # Reduction is by whole factors and rounds sizes up, so the ratio of sizes is not exact.
        decoded = max(int(side) for side in self.pixels.shape[:2])
        return 1.0 / max(round(max(self.width_px, self.height_px) / decoded), 1)


def read_photo(source: Path | bytes, *, reduce_to_px: int | None = 1600) -> Photo:
    """Decode a picture file, or the content of one, whatever its extension says.

    Pictures are reduced by a whole factor that leaves the longer side at ``reduce_to_px`` pixels
    or more and below twice that (JPEGs while decoding, which is several times faster); smaller
    ones stay as they are, and ``None`` decodes at full size. First frame of an animation; of a TIFF
    the page that the path names (``split_page``), else the first; transparency on white; more than
    8 bits a channel scaled to 8. Raises ``ImageError`` for anything that is not a sound picture of
    at most ``MAX_PIXELS``.
    """
    hush_pillow()
    with opened(source) as stream:
        is_page = isinstance(source, Path) and split_page(str(source))[1] > 1
        trouble = _UNKNOWN_PAGE if is_page else _UNKNOWN
        try:
            with identified(stream) as picture:
                check_size(picture.size, source)
                trouble = _DAMAGED
                return _decoded(picture, source, reduce_to_px)
        except ImageError:
            raise
        except MemoryError as error:
            raise refusal(_NO_MEMORY, source) from error
        except Exception as error:  # a damaged file can raise anything inside a decoder
            if isinstance(error, OSError) and error.errno is not None:
                raise not_given(error, source) from error
            for mended in (_without_end, _behind_a_broken_page):
                if (whole := mended(stream, source, reduce_to_px)) is not None:
                    return whole
            raise refusal(trouble, source) from error


_JPEG_START, _JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
_FILLINGS = (b"", bytes(64), b"\x55" * 64)


def _without_end(stream: IO[bytes], source: Path | bytes, goal_px: int | None) -> Photo | None:
    """A JPEG that lacks nothing but its end mark, as some cameras and broken uploads leave it.

    Whether pixels are missing, too, the decoder does not tell: it makes up the rest. So it is given
    several rests; if they change nothing, nothing was made up. ``None`` for any other file.
    """
    try:
        stream.seek(0)
        if stream.read(len(_JPEG_START)) != _JPEG_START:
            return None
        content = _JPEG_START + stream.read()
        if content.endswith(_JPEG_END):
            return None
        content = content.removesuffix(_JPEG_END[:1])  # half of the mark
        photos = []
        for filling in _FILLINGS:
            with identified(io.BytesIO(content + filling + _JPEG_END)) as picture:
                photos.append(_decoded(picture, source, goal_px))
    except Exception:  # noqa: BLE001 - it is damaged in another way; the first error tells it
        return None
    return photos[0] if len({photo.digest for photo in photos}) == 1 else None


def _behind_a_broken_page(
    stream: IO[bytes], source: Path | bytes, goal_px: int | None
) -> Photo | None:
    """A sound page of a TIFF whose first one is not, which libtiff stumbles over in a file.

    In a copy in memory that page is not the first. ``None`` where something else is wrong.
    """
    if not isinstance(stream, OtherFirstPage):
        return None
    try:
        with suppress(Exception), identified(stream.original()):
            return None
        with PICTURES.held(stream.seek(0, os.SEEK_END)):
            stream.seek(0)
            with identified(io.BytesIO(stream.read())) as picture:
                return _decoded(picture, source, goal_px)
    except Exception:  # noqa: BLE001 - it is damaged in another way; the first error tells it
        return None


def sharper(photo: Photo, *, scale: float) -> Photo:
    """The same picture at ``scale`` or more (full size at 1), read again if need be.

    One of more than ``SHARP_PIXELS`` comes with no more than these, which keeps a JPEG of 200
    megapixels below 700 MB. Returns ``photo`` itself if it is sharp enough already or came from no
    file. Raises ``ImageError`` if the file has gone, or holds a picture of another size by now.
    """
    factor = math.ceil(math.sqrt(photo.width_px * photo.height_px / SHARP_PIXELS))
    scale = min(scale, 1.0 / factor)
    if photo.source is None or photo.scale >= scale:
        return photo
    # A hair less than a whole factor asks for that factor, however the sides are rounded.
    longer = max(photo.width_px, photo.height_px) * (1.0 - 1e-4 * (factor > 1))
    again = read_photo(photo.source, reduce_to_px=max(math.ceil(longer * scale), 1))
    if (again.width_px, again.height_px) != (photo.width_px, photo.height_px):
        raise refusal(_CHANGED, photo.source)
    return again


def from_array(pixels: Image) -> Photo:
    """A photo of pixels that are in memory already: ``uint8`` RGB (h, w, 3), upright.

    Raises ``ImageError`` for any other type or shape.
    """
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 3 or not pixels.size:
        received = f"shape={pixels.shape}, type={pixels.dtype}"
        raise ImageError("This is not a picture in 8-bit RGB.", received=received)
    return Photo(np.ascontiguousarray(pixels), pixels.shape[1], pixels.shape[0], None)


def _decoded(picture: ImageFile.ImageFile, source: Path | bytes, goal_px: int | None) -> Photo:
    width, height = picture.size
    if isinstance(picture, JpegImagePlugin.JpegImageFile):
        power = min(_factor(width, height, goal_px).bit_length() - 1, 3)  # libjpeg: up to 1/8
        picture.draft(None, (max(width >> power, 1), max(height >> power, 1)))
    with PICTURES.held(_bytes_needed(picture, width * height, goal_px)):
        picture.load()
        if not isinstance(picture, JpegImagePlugin.JpegImageFile):
            width, height = picture.size  # a HEIC may turn out other than its header said
            check_size(picture.size, source)
        pixels = to_rgb(picture, factor=_factor(*picture.size, goal_px))
        orientation = orientation_of(picture)
        if orientation >= 5:  # lying on its side
            width, height = height, width
        return Photo(upright(pixels, orientation), width, height, source)


# What decoders take beside the finished picture, in bytes for each of its pixels: the peaks of
# resident memory measured at 20 megapixels (benchmarks/decoding_memory.py), rounded up.
_DECODER_BYTES = {"AVIF": 2, "HEIF": 2, "WEBP": 8, "JPEG2000": 12, "TIFF": 2}
_PILLOW_BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16L": 2, "I;16B": 2}  # others take 4
_COEFFICIENT_BYTES = 6  # a progressive JPEG holds all of them, at full size


def _bytes_needed(picture: ImageFile.ImageFile, full_px: int, goal_px: int | None) -> int:
    """About how much memory decoding takes at its peak; ``full_px`` are pixels before a draft."""
    width, height = picture.size
    decoded = width * height
    need = decoded * (
        _PILLOW_BYTES.get(picture.mode, 4) + _DECODER_BYTES.get(picture.format or "", 0)
    )
    if picture.info.get("progressive"):
        need += full_px * _COEFFICIENT_BYTES
    # The pixels as they are handed out, once more while they are turned.
    return need + 2 * 3 * decoded // _factor(width, height, goal_px) ** 2


def _factor(width: int, height: int, goal_px: int | None) -> int:
    """The largest whole factor that leaves the longer side at the goal or more."""
    return 1 if goal_px is None else max(max(width, height) // max(goal_px, 1), 1)


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
        if transform:
            rgb = transform.apply(flat)
        else:
            rgb = flat if flat.mode == "RGB" else flat.convert("RGB")  # which would copy it
        pixels[top // factor : top // factor + rgb.height] = np.asarray(rgb)
    return pixels


def _strips(picture: PIL.Image.Image, factor: int) -> Iterator[tuple[int, PIL.Image.Image]]:
    width, height = picture.size
    rows = max(_STRIP_PX // (width * factor), 1) * factor
    if rows >= height:
        yield 0, picture
        return
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

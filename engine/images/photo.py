"""Reading photos: decoded as small as will do, and again larger where that was too small.

Every call works on objects of its own, so threads may read at the same time. Whatever is wrong
with a file, the answer is one ``ImageError`` with a sentence for a person.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import ImageFile, JpegImagePlugin

from engine.errors import ImageError
from engine.images.opening import (
    check_size,
    hush_pillow,
    identified,
    not_given,
    opened,
    refusal,
)
from engine.images.pixels import orientation_of, to_rgb, upright
from engine.preprocessing import Image

_UNKNOWN = "This file is not a picture that AgeLens can read, or it is damaged."
_DAMAGED = "This picture is damaged or incomplete."
_NO_MEMORY = "There is not enough free memory to open this picture."
_CHANGED = "This file was changed while AgeLens was looking at it."


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """A decoded picture: ``uint8`` RGB (h, w, 3), upright, contiguous, sRGB, maybe reduced.

    ``width_px`` and ``height_px`` are those of the full-size upright picture; ``source`` is the
    file or its content, ``None`` for pixels that came from memory.
    """

    pixels: Image
    width_px: int
    height_px: int
    source: Path | bytes | None

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
    ones stay as they are, and ``None`` decodes at full size. First frame of an animation, first
    page of a document; transparency on white; more than 8 bits a channel scaled to 8. Raises
    ``ImageError`` for anything that is not a sound picture of at most ``MAX_PIXELS``.
    """
    hush_pillow()
    with opened(source) as stream:
        trouble = _UNKNOWN
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
            raise refusal(trouble, source) from error


def sharper(photo: Photo, *, scale: float) -> Photo:
    """The same picture at ``scale`` or more (full size at 1), read again if need be.

    Returns ``photo`` itself if it is sharp enough already or came from no file. Raises
    ``ImageError`` if the file has gone, or holds a picture of another size by now.
    """
    if photo.source is None or photo.scale >= min(scale, 1.0):
        return photo
    longer = max(photo.width_px, photo.height_px)
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
        picture.load()
    else:
        picture.load()
        width, height = picture.size  # a HEIC may turn out other than its header said
        check_size(picture.size, source)
    pixels = to_rgb(picture, factor=_factor(*picture.size, goal_px))
    orientation = orientation_of(picture)
    if orientation >= 5:  # lying on its side
        width, height = height, width
    return Photo(upright(pixels, orientation), width, height, source)


def _factor(width: int, height: int, goal_px: int | None) -> int:
    """The largest whole factor that leaves the longer side at the goal or more."""
    return 1 if goal_px is None else max(max(width, height) // max(goal_px, 1), 1)

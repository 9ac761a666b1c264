"""How a picture lies in its file, before its orientation is applied; metadata count from there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import ImageFile, TiffImagePlugin

from engine.errors import ImageError
from engine.images.opening import check_size, hush_pillow, identified, not_given, opened, refusal
from engine.images.photo import orientation_of, upright
from engine.results import Box

_WIDTH, _HEIGHT = 256, 257
_UNKNOWN = "This file is not a picture that AgeLens can read, or it is damaged."


@dataclass(frozen=True, slots=True)
class Stored:
    """Sides in pixels of a picture as it is stored, and its EXIF orientation (1-8)."""

    width_px: int
    height_px: int
    orientation: int = 1

    @property
    def upright_size(self) -> tuple[int, int]:
        """Width and height of the upright picture."""
        if self.orientation >= 5:  # lying on its side
            return self.height_px, self.width_px
        return self.width_px, self.height_px

    def share(self, box: Box) -> tuple[float, float, float, float]:
        """Centre x, y, width and height of a box as shares (0-1) of the stored picture.

        The box is in pixels of the upright picture.
        """
        return box.share(self.upright_size, self.orientation)


def stored(source: Path | bytes) -> Stored:
    """How a picture lies in its file; nothing is decoded. Raises ``ImageError``."""
    hush_pillow()
    with opened(source) as stream:
        try:
            with identified(stream) as picture:
                check_size(picture.size, source)
                return _stored(picture)
        except ImageError:
            raise
        except Exception as error:  # a damaged file can raise anything inside a decoder
            if isinstance(error, OSError) and error.errno is not None:
                raise not_given(error, source) from error
            raise refusal(_UNKNOWN, source) from error


def embedded_xmp(source: Path | bytes) -> bytes | None:
    """The XMP packet that a picture carries in its own file; ``None`` without one, or if damaged.

    Of a JPEG the main packet, not what its writer moved into further segments.
    """
    hush_pillow()
    try:
        with opened(source) as stream, identified(stream) as picture:
            found = [picture.info.get(name) for name in ("xmp", "XML:com.adobe.xmp")]
    except Exception:  # noqa: BLE001 - a damaged file can raise anything inside a decoder
        return None
    packet = next((one for one in found if one), None)
    content = packet.encode() if isinstance(packet, str) else packet
    return content.strip(b"\0 \r\n\t") or None if isinstance(content, bytes) else None


def _stored(picture: ImageFile.ImageFile) -> Stored:
    if picture.format == "HEIF":
        return _stored_heif(picture)
    if isinstance(picture, TiffImagePlugin.TiffImageFile):
        # Pillow gives the size of the upright picture here and turns it while decoding.
        return Stored(
            int(picture.tag_v2[_WIDTH]), int(picture.tag_v2[_HEIGHT]), orientation_of(picture)
        )
    return Stored(*picture.size, orientation_of(picture))


def _stored_heif(picture: ImageFile.ImageFile) -> Stored:
    """Of HEIC the container says how to turn it (ISO/IEC 23008-12), whatever the EXIF part says.

    The decoder has done that already. Where it does not tell what it did, the picture is taken as
    it comes: upright.
    """
    width, height = picture.size
    pattern = np.arange(6, dtype=np.uint8).reshape(2, 3, 1)
    turned = pattern
    try:
        image = vars(picture)["_heif_file"][picture.tell()]._c_image
        for kind, value in (step[:2] for step in image.transformations if step[0] != "clap"):
            turned = _TRANSFORMS[kind](turned, value)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return Stored(width, height)
    orientation = next(
        number for number in range(1, 9) if np.array_equal(upright(pattern, number), turned)
    )
    return Stored(*((height, width) if orientation >= 5 else (width, height)), orientation)


_TRANSFORMS: dict[str, Any] = {
    "irot": lambda image, degrees: np.rot90(image, degrees // 90),
    "imir": lambda image, axis: image[:, ::-1] if axis == 1 else image[::-1],
}

"""Any picture file to upright ``uint8`` RGB: the only place that opens image files."""

from engine.images.opening import MAX_FILE_BYTES, MAX_PIXELS, MAX_SIDE_PX, NOT_THERE, SUFFIXES
from engine.images.photo import Photo, from_array, read_photo, sharper
from engine.images.stored import Stored, embedded_xmp, stored

__all__ = [
    "MAX_FILE_BYTES",
    "MAX_PIXELS",
    "MAX_SIDE_PX",
    "NOT_THERE",
    "SUFFIXES",
    "Photo",
    "Stored",
    "embedded_xmp",
    "from_array",
    "read_photo",
    "sharper",
    "stored",
]

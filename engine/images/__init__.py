"""Any picture file to upright ``uint8`` RGB: the only place that opens image files."""

from engine.images.opening import (
    MAX_FILE_BYTES,
    MAX_PAGES,
    MAX_PIXELS,
    MAX_SIDE_PX,
    NOT_THERE,
    SUFFIXES,
    file_in,
    may_have_pages,
    page_count,
    page_digest,
    page_name,
    split_page,
)
from engine.images.photo import Photo, from_array, read_photo, sharper
from engine.images.stored import Stored, embedded_xmp, stored

__all__ = [
    "MAX_FILE_BYTES",
    "MAX_PAGES",
    "MAX_PIXELS",
    "MAX_SIDE_PX",
    "NOT_THERE",
    "SUFFIXES",
    "Photo",
    "Stored",
    "embedded_xmp",
    "file_in",
    "from_array",
    "may_have_pages",
    "page_count",
    "page_digest",
    "page_name",
    "read_photo",
    "sharper",
    "split_page",
    "stored",
]

"""Cutting the thumbnails of a photo's faces out of one reading of its file; work for the lane."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from desktop.folder_thumb_cache import ThumbnailCache, key_of
from engine.errors import ImageError
from engine.images import read_photo
from engine.project import PhotoEntry, Project
from engine.results import Box

SIDE_PX = 160
_MARGIN = 0.15
_SHARPEST_PX = 4000
_QUALITY = 88
Pixels = NDArray[np.uint8]


def thumbnails_of(project: Project, cache: ThumbnailCache, photo_id: int) -> dict[int, QImage]:
    """The thumbnails of all faces of a photo by face id, or of the photo by its negative id.

    Raises ``ImageError`` if the file cannot be read or is another picture by now.
    """
    entry = project.photo(photo_id)
    places: dict[int, Box | None] = {face.face_id: face.face.box for face in entry.faces}
    places = places or {-photo_id: None}
    found = {key: _cached(cache, entry, box) for key, box in places.items()}
    missing = {key: places[key] for key, image in found.items() if image is None}
    if missing:
        made = _cut(project, entry, missing)
        if entry.sha256 is not None:
            cache.put(
                {
                    key_of(entry.sha256, places[key], SIDE_PX): _jpeg(pixels)
                    for key, pixels in made.items()
                }
            )
        found |= {key: _image(pixels) for key, pixels in made.items()}
    return {key: image for key, image in found.items() if image is not None}


def _cached(cache: ThumbnailCache, entry: PhotoEntry, box: Box | None) -> QImage | None:
    if entry.sha256 is None:
        return None
    jpeg = cache.get(key_of(entry.sha256, box, SIDE_PX))
    if jpeg is None:
        return None
    pixels = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    if pixels is None or pixels.shape != (SIDE_PX, SIDE_PX, 3):
        return None
    return _image(np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB), dtype=np.uint8))


def _cut(project: Project, entry: PhotoEntry, places: dict[int, Box | None]) -> dict[int, Pixels]:
    photo = read_photo(project.file_of(entry.name), reduce_to_px=_goal_px(entry, places))
    looked_at = entry.status in ("ok", "no_face")
    if looked_at and (photo.width_px, photo.height_px) != (entry.width_px, entry.height_px):
        raise ImageError(
            "This file was changed after AgeLens looked at it. "
            f"Received: {entry.name}, {photo.width_px} x {photo.height_px} pixels"
        )
    scale = photo.scale
    return {
        key: _square(photo.pixels, None if box is None else box.scaled(scale))
        for key, box in places.items()
    }


def _goal_px(entry: PhotoEntry, places: dict[int, Box | None]) -> int:
    """The longer side at which the smallest face fills its thumbnail."""
    sides = [max(box.w, box.h) for box in places.values() if box is not None]
    if not sides:
        return SIDE_PX * 2
    longer = max(entry.width_px, entry.height_px, 1)
    return min(max(round(longer * SIDE_PX / max(min(sides), 1.0)), SIDE_PX), _SHARPEST_PX)


def _square(pixels: Pixels, box: Box | None) -> Pixels:
    """The square around a box, or the middle square; ``uint8`` RGB (SIDE_PX, SIDE_PX, 3)."""
    height, width = pixels.shape[:2]
    if box is None:
        box = Box(0, 0, width, height)
        side = min(width, height)
    else:
        side = round(max(box.w, box.h, 1.0) * (1 + 2 * _MARGIN))
        side = max(min(side, width, height), 1)
    x, y = box.centre
    left = min(max(round(x - side / 2), 0), width - side)
    top = min(max(round(y - side / 2), 0), height - side)
    cut = np.ascontiguousarray(pixels[top : top + side, left : left + side])
    way = cv2.INTER_AREA if side >= SIDE_PX else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(cut, (SIDE_PX, SIDE_PX), interpolation=way), dtype=np.uint8)


def _image(pixels: Pixels) -> QImage:
    height, width = pixels.shape[:2]
    whole = np.ascontiguousarray(pixels)
    image = QImage(whole.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)  # a copy, as the screen likes it


def _jpeg(pixels: Pixels) -> bytes:
    options = [cv2.IMWRITE_JPEG_QUALITY, _QUALITY]
    _, encoded = cv2.imencode(".jpg", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), options)
    return encoded.tobytes()

"""Square views of a photo for the coarse network, and how to cut them out."""

from __future__ import annotations

import math
from itertools import product

import numpy as np

from engine.preprocessing import Image
from engine.results import Box

_EDGE_SHARE = 0.01


def views_of(
    width_px: int, height_px: int, *, border_share: float, tile_from_px: int, tile_share: float
) -> list[Box]:
    """The whole photo, the photo with a border, and tiles where its longer side is long enough.

    Shares are of the longer side. The border finds faces that fill a tight crop; neighbouring
    tiles overlap by half or more.
    """
    longer = max(width_px, height_px)
    views = [_centred(width_px, height_px, longer)]
    views.append(_centred(width_px, height_px, round(longer * (1 + 2 * border_share))))
    if longer >= tile_from_px:
        # Rounded up: a tile half a pixel short would need another row and column of tiles.
        side = max(math.ceil(longer * tile_share), 1)
        starts = product(_starts(height_px, side), _starts(width_px, side))
        views += [Box(x, y, side, side) for y, x in starts]
    return views


def cut_square(image: Image, view: Box) -> Image:
    """The pixels of a square view in whole pixels; black where it leaves the image."""
    left, top, side = int(view.x), int(view.y), max(int(view.w), 1)
    height, width = image.shape[:2]
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + side, width), min(top + side, height)
    if (x0, y0, x1, y1) == (left, top, left + side, top + side):
        return image[y0:y1, x0:x1]
    square = np.zeros((side, side, 3), dtype=np.uint8)
    if x1 > x0 and y1 > y0:
        square[y0 - top : y1 - top, x0 - left : x1 - left] = image[y0:y1, x0:x1]
    return square


def cut_by_view(box: Box, view: Box, *, width_px: int, height_px: int) -> bool:
    """Whether an edge of the view that lies inside the photo cuts the box.

    Such a box is half a face at best; the neighbouring view has the whole of it.
    """
    margin = _EDGE_SHARE * view.w
    left = view.x > 0 and box.x < view.x + margin
    top = view.y > 0 and box.y < view.y + margin
    right = view.x + view.w < width_px and box.x + box.w > view.x + view.w - margin
    bottom = view.y + view.h < height_px and box.y + box.h > view.y + view.h - margin
    return left or top or right or bottom


def _centred(width_px: int, height_px: int, side: int) -> Box:
    return Box((width_px - side) // 2, (height_px - side) // 2, side, side)


def _starts(length_px: int, side: int) -> list[int]:
    """Starts of tiles that overlap by half and cover the length."""
    if length_px <= side:
        return [(length_px - side) // 2]
    steps = math.ceil((length_px - side) / (side / 2))
    return [round((length_px - side) * step / steps) for step in range(steps + 1)]

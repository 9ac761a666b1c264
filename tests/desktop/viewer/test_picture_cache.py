"""Photos as Qt draws them: right pixels, right sizes, transparency, crops."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from desktop.viewer import picture_cache as picture
from desktop.widgets.dialogs import photo_patterns
from engine.errors import ImageError
from engine.images import SUFFIXES, Photo, from_array
from engine.results import Box


def gradient(width: int, height: int) -> Photo:
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[..., 0] = np.linspace(0, 255, width).astype(np.uint8)
    pixels[..., 1] = np.linspace(0, 255, height).astype(np.uint8)[:, None]
    pixels[..., 2] = 77
    return from_array(pixels)


def test_pixels_arrive_unchanged(qapp: QApplication) -> None:
    photo = gradient(301, 97)  # odd sizes catch a wrong row length
    image = picture.picture_of(photo).levels[0]
    for x, y in ((0, 0), (300, 0), (0, 96), (300, 96), (151, 50)):
        colour = image.pixelColor(x, y)
        assert (colour.red(), colour.green(), colour.blue()) == tuple(photo.pixels[y, x])


def test_the_picture_outlives_the_photo(qapp: QApplication) -> None:
    photo = gradient(64, 64)
    drawn = picture.picture_of(photo)
    photo.pixels[:] = 0
    assert drawn.levels[0].pixelColor(63, 63).red() == 255


def test_levels_halve_and_the_right_one_is_taken(qapp: QApplication) -> None:
    drawn = picture.picture_of(gradient(2400, 1800))
    widths = [image.width() for image in drawn.levels]
    assert widths == [2400, 1200, 600]
    assert drawn.level(1.0).width() == 2400
    assert drawn.level(0.5).width() == 1200
    assert drawn.level(0.4).width() == 1200
    assert drawn.level(0.01).width() == 600
    assert drawn.level(8.0).width() == 2400


@pytest.mark.parametrize("size", [(1, 1), (1, 5000), (5000, 1), (3, 2000)])
def test_extreme_shapes(qapp: QApplication, size: tuple[int, int]) -> None:
    drawn = picture.picture_of(gradient(*size))
    assert all(not image.isNull() for image in drawn.levels)
    crop = drawn.crop(Box(0, 0, *size), side_px=56)
    assert (crop.width(), crop.height()) == (56, 56)


@pytest.mark.parametrize("box", [Box(0, 0, 40, 60), Box(560, 360, 40, 40), Box(-20, 100, 900, 90)])
def test_crops_are_square_and_inside(qapp: QApplication, box: Box) -> None:
    crop = picture.picture_of(gradient(600, 400)).crop(box, side_px=112)
    assert (crop.width(), crop.height()) == (112, 112)
    # Outside there would be black; here every pixel is a bit blue.
    assert min(crop.pixelColor(x, y).blue() for x in (0, 111) for y in (0, 111)) == 77


def test_a_clipboard_picture_gets_a_white_ground(qapp: QApplication) -> None:
    image = QImage(7, 5, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    image.setPixelColor(6, 4, QColor(10, 20, 30))
    photo = picture.read(image)
    assert photo.pixels.shape == (5, 7, 3)
    assert tuple(photo.pixels[0, 0]) == (255, 255, 255)
    assert tuple(photo.pixels[4, 6]) == (10, 20, 30)


def test_thumbnails(qapp: QApplication, write_photo: Callable[..., Path]) -> None:
    for source in (write_photo("wide.jpg", 900, 300), QImage(30, 90, QImage.Format.Format_RGB32)):
        thumbnail = picture.thumbnail(source, side_px=160)
        assert (thumbnail.width(), thumbnail.height()) == (160, 160)
    with pytest.raises(ImageError):
        picture.thumbnail(Path("absent.jpg"), side_px=160)


def test_a_reduced_picture_is_as_it_is_read_by_default(qapp: QApplication) -> None:
    sharp = picture.picture_of(gradient(4000, 3000))
    reduced = sharp.reduced()
    assert [image.width() for image in reduced.levels] == [2000, 1000, 500]
    assert (reduced.width_px, reduced.height_px) == (4000, 3000)
    assert reduced.reduced() is reduced
    assert reduced.bytes_held == 4 * (2000 * 1500 + 1000 * 750 + 500 * 375)
    assert sharp.bytes_held == reduced.bytes_held + 4 * 4000 * 3000
    usual = picture.picture_of(gradient(3199, 20))
    assert usual.reduced() is usual


def test_a_cache_holds_so_many_bytes_and_forgets_what_was_not_used_longest() -> None:
    cache: picture.BytesCache[str, bytes] = picture.BytesCache(10, size_of=len)
    for key, size in (("a", 4), ("b", 3), ("c", 3)):
        cache.put(key, bytes(size))
    assert cache.bytes_held == 10
    assert cache.get("a") == bytes(4)
    cache.put("d", bytes(2))
    assert list(cache) == ["c", "a", "d"]
    cache.put("a", bytes(1))  # the former value counts no more
    assert (cache.bytes_held, list(cache)) == (6, ["c", "d", "a"])
    assert cache.get("b") is None
    cache.pop("b")
    cache.pop("c")
    assert (cache.bytes_held, len(cache), "c" in cache) == (3, 2, False)
    cache.clear()
    assert (cache.bytes_held, len(cache)) == (0, 0)


def test_a_cache_keeps_what_is_on_screen_and_what_comes_last_however_large() -> None:
    cache: picture.BytesCache[str, bytes] = picture.BytesCache(10, size_of=len)
    cache.put("on screen", bytes(8))
    cache.put("small", bytes(2))
    cache.put("foreseen", bytes(9), keep="on screen")
    assert set(cache) == {"on screen", "foreseen"}
    cache.put("larger than all", bytes(50))
    assert list(cache) == ["larger than all"]
    cache.put("next", bytes(1))
    assert list(cache) == ["next"]


def test_the_open_dialog_knows_all_suffixes() -> None:
    assert {pattern.removeprefix("*") for pattern in photo_patterns().split()} == SUFFIXES

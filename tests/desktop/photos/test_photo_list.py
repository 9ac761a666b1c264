"""The list of open photos and its lazy thumbnails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPixmap, QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.jobs import Lane
from desktop.photos.page import PhotoList
from desktop.viewer.picture_cache import SIDE_PX, Thumbnailer
from desktop.widgets.thumbnail_strip import PhotoStrip
from desktop.widgets.tile_view import NOTE_ROLE

DECORATION = Qt.ItemDataRole.DecorationRole


@pytest.fixture
def photos(qapp: QApplication) -> PhotoList:
    return PhotoList()


def test_files_are_listed_once(photos: PhotoList) -> None:
    tester = QAbstractItemModelTester(photos)
    first = photos.add_files(["/a/1.jpg", "/a/2.jpg"])
    again = photos.add_files(["/a/2.jpg", "/a/3.jpg"])
    assert first is photos.entry(0)
    assert again is photos.entry(1)
    assert [entry.name for entry in photos.entries] == ["1.jpg", "2.jpg", "3.jpg"]
    assert photos.add_files([]) is None
    image = photos.add_image(QImage(2, 2, QImage.Format.Format_RGB32), "Pasted picture 1")
    assert photos.row_of(image) == 3
    photos.remove(photos.entries[0])
    assert photos.row_of(image) == 2
    assert photos.add_files(["/a/1.jpg"]) is photos.entry(3)
    assert photos.data(photos.index(3)) == "1.jpg"
    assert photos.data(photos.index(3), Qt.ItemDataRole.ToolTipRole) == "/a/1.jpg"
    photos.clear()
    assert photos.rowCount() == 0
    assert photos.entry(0) is None
    del tester


def test_thumbnails_come_on_request(
    qtbot: QtBot, lane: Lane, photos: PhotoList, write_photo: Callable[..., Path]
) -> None:
    thumbnailer = Thumbnailer(lane)
    photos.thumbnail_wanted.connect(thumbnailer.want)
    thumbnailer.ready.connect(photos.set_thumbnail)
    broken = write_photo("x.jpg").with_name("broken.jpg")
    broken.write_bytes(b"no picture")
    photos.add_files([str(write_photo(f"{n}.jpg")) for n in range(3)] + [str(broken)])
    indexes = [photos.index(row) for row in range(4)]
    assert [photos.data(index, DECORATION) for index in indexes] == [None] * 4
    qtbot.waitUntil(lambda: all(photos.data(index, DECORATION) for index in indexes))
    pixmap = photos.data(indexes[3], DECORATION)
    assert isinstance(pixmap, QPixmap)
    assert pixmap.width() == SIDE_PX


def test_only_what_is_in_view_is_made(
    qtbot: QtBot, lane: Lane, photos: PhotoList, write_photo: Callable[..., Path]
) -> None:
    photo = write_photo("one.jpg")
    for number in range(3000):
        (photo.parent / f"link{number}.jpg").symlink_to(photo)
    asked: list[str] = []
    photos.thumbnail_wanted.connect(lambda entry: asked.append(entry.name))
    strip = PhotoStrip()
    qtbot.addWidget(strip)
    strip.setModel(photos)
    strip.resize(800, 100)
    with qtbot.waitExposed(strip):
        strip.show()
    photos.add_files([str(photo.parent / f"link{number}.jpg") for number in range(3000)])
    qtbot.waitUntil(lambda: len(asked) > 5)
    assert len(set(asked)) < 30
    asked.clear()
    strip.show_row(2500)
    qtbot.waitUntil(lambda: "link2500.jpg" in asked)
    assert len(set(asked)) < 60


@pytest.mark.parametrize("turn", [QPoint(0, -120), QPoint(-120, 0)])
def test_any_wheel_moves_the_strip_sideways(qtbot: QtBot, photos: PhotoList, turn: QPoint) -> None:
    strip = PhotoStrip()
    qtbot.addWidget(strip)
    strip.setModel(photos)
    strip.resize(300, 100)
    photos.add_files([f"/{number}.jpg" for number in range(30)])
    with qtbot.waitExposed(strip):
        strip.show()
    first = photos.index(0)
    before = strip.visualRect(first).left()
    for by, moved in ((turn, -120), (-turn, 0)):
        middle = QPointF(strip.viewport().rect().center())
        event = QWheelEvent(
            middle,
            strip.viewport().mapToGlobal(middle),
            QPoint(),
            by,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(strip.viewport(), event)
        assert strip.visualRect(first).left() == before + moved


def test_scrolling_past_thousands_keeps_the_newest_wishes(
    qtbot: QtBot, lane: Lane, photos: PhotoList, write_photo: Callable[..., Path]
) -> None:
    photo = write_photo("one.jpg")
    thumbnailer = Thumbnailer(lane)
    made: list[str] = []
    thumbnailer.ready.connect(lambda entry, _: made.append(entry.text))
    photos.add_files([f"{photo.parent}/n{n}.jpg" for n in range(500)])
    for entry in photos.entries:
        thumbnailer.want(entry)
    qtbot.waitUntil(lambda: not lane.busy)
    assert len(made) <= 66
    assert made[1].endswith("n499.jpg")
    thumbnailer.want(photos.entries[0])
    thumbnailer.cancel()
    qtbot.waitUntil(lambda: not lane.busy)
    assert not made[0].endswith("n499.jpg")


def test_old_thumbnails_are_forgotten(photos: PhotoList) -> None:
    photos.add_files([f"/{n}.jpg" for n in range(700)])
    image = QImage(SIDE_PX, SIDE_PX, QImage.Format.Format_RGB32)
    for entry in photos.entries:
        photos.set_thumbnail(entry, image)
    have = [photos.data(photos.index(row), DECORATION) is not None for row in range(700)]
    assert 16 * 2**20 < sum(have) * image.sizeInBytes() <= 24 * 2**20
    assert have == sorted(have)  # the last ones


def test_what_was_found_stands_on_the_thumbnail_and_in_words(photos: PhotoList) -> None:
    tester = QAbstractItemModelTester(photos)
    photos.add_files(["/a/1.jpg", "/a/2.jpg"])
    first, second = photos.entries
    photos.set_answer(first, "2 faces")
    index, other = photos.index(0), photos.index(1)
    assert photos.data(index, NOTE_ROLE) == "2 faces"
    assert photos.data(index, Qt.ItemDataRole.AccessibleTextRole) == "1.jpg, 2 faces"
    assert photos.data(index, Qt.ItemDataRole.ToolTipRole) == "/a/1.jpg\n2 faces"
    assert photos.data(index) == "1.jpg"
    assert photos.data(other, NOTE_ROLE) == ""
    assert photos.data(other, Qt.ItemDataRole.AccessibleTextRole) == "2.jpg"
    photos.remove(first)
    photos.set_answer(first, "late")  # it has been closed
    assert photos.data(photos.index(0), NOTE_ROLE) == ""
    photos.set_answer(second, "No face")
    photos.forget_answers()
    assert photos.data(photos.index(0), NOTE_ROLE) == ""
    del tester


def test_the_note_is_drawn_on_the_lower_edge(qtbot: QtBot, photos: PhotoList) -> None:
    strip = PhotoStrip()
    qtbot.addWidget(strip)
    strip.setModel(photos)
    strip.resize(300, 100)
    photos.add_files(["/1.jpg", "/2.jpg"])
    white = QImage(SIDE_PX, SIDE_PX, QImage.Format.Format_RGB32)
    white.fill(Qt.GlobalColor.white)
    for entry in photos.entries:
        photos.set_thumbnail(entry, white)
    photos.set_answer(photos.entries[0], "2 faces")
    with qtbot.waitExposed(strip):
        strip.show()
    drawn = strip.viewport().grab().toImage()
    darkest = {}
    for row in (0, 1):
        tile = strip.visualRect(photos.index(row))
        middle, lower = tile.center().y(), tile.center().y() + 72 // 2 - 8
        darkest[row] = [
            min(
                drawn.pixelColor(x, y).lightness()
                for x in range(tile.center().x() - 30, tile.center().x() + 30)
            )
            for y in (middle, lower)
        ]
    assert darkest[0][0] == darkest[1][0] == darkest[1][1] == 255
    assert darkest[0][1] < 128

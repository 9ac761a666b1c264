"""Photos come in by drop and paste, through Qt's own events."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
)
from PySide6.QtWidgets import QApplication, QWidget

from tests.desktop.conftest import FACES, Rig

WritePhoto = Callable[..., Path]
COPY = Qt.DropAction.CopyAction
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def urls(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(target: QWidget, mime: QMimeData) -> bool:
    """Drag over a widget and let go; returns whether the drop was accepted, as a copy."""
    actions = COPY | Qt.DropAction.MoveAction
    enter = QDragEnterEvent(QPoint(200, 200), actions, mime, LEFT, NONE)
    QApplication.sendEvent(target, enter)
    move = QDragMoveEvent(QPoint(210, 210), actions, mime, LEFT, NONE)
    QApplication.sendEvent(target, move)
    if not enter.isAccepted():
        QApplication.sendEvent(target, QDragLeaveEvent())
        return False
    event = QDropEvent(QPointF(210, 210), actions, mime, LEFT, NONE)
    QApplication.sendEvent(target, event)
    # A file manager that was allowed to move would delete the photo.
    assert enter.dropAction() is COPY
    assert move.dropAction() is COPY
    return event.isAccepted() and event.dropAction() is COPY


@pytest.fixture
def clipboard(rig: Rig) -> Iterator[Callable[[QMimeData], None]]:
    """Put data into the clipboard and press the keys of Paste."""
    board = QGuiApplication.clipboard()

    def paste(mime: QMimeData) -> None:
        board.setMimeData(mime)
        rig.tab.menu_actions.paste.trigger()
        rig.idle()

    yield paste
    board.clear()


def test_one_photo(rig: Rig, write_photo: WritePhoto) -> None:
    assert drop(rig.tab, urls(write_photo("ü b.jpg")))
    rig.idle()
    assert rig.shown_name == "ü b.jpg"
    assert rig.view.faces == FACES


def test_many_photos_beside_those_that_are_open(rig: Rig, write_photo: WritePhoto) -> None:
    rig.open(write_photo("0.jpg"))
    assert drop(rig.tab, urls(write_photo("1.jpg"), write_photo("2.jpg")))
    rig.idle()
    assert [entry.name for entry in rig.tab.photos.entries] == ["0.jpg", "1.jpg", "2.jpg"]
    assert rig.shown_name == "1.jpg"
    assert rig.work.strip.isVisible()


def test_a_folder_in_natural_order(rig: Rig, write_photo: WritePhoto) -> None:
    for number in (10, 9, 1):
        folder = write_photo(f"{number}.jpg").parent
    (folder / "notes.txt").write_text("no photo")
    assert drop(rig.tab, urls(folder))
    rig.idle()
    assert [entry.name for entry in rig.tab.photos.entries] == ["1.jpg", "9.jpg", "10.jpg"]


def test_the_frame_lights_up_while_hovering(rig: Rig, write_photo: WritePhoto) -> None:
    mime = urls(write_photo("a.jpg"))
    calm = rig.tab.empty.grab().toImage()
    enter = QDragEnterEvent(QPoint(9, 9), COPY, mime, LEFT, NONE)
    QApplication.sendEvent(rig.tab, enter)
    assert enter.isAccepted()
    assert rig.tab.empty.grab().toImage() != calm
    QApplication.sendEvent(rig.tab, QDragLeaveEvent())
    assert rig.tab.empty.grab().toImage() == calm


def test_text_is_not_taken(rig: Rig) -> None:
    mime = QMimeData()
    mime.setText("hello")
    assert not drop(rig.tab, mime)
    assert not rig.recorder.problems


def test_a_link_to_the_web_is_not_followed(rig: Rig) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/face.jpg")])
    drop(rig.tab, mime)
    rig.idle()
    assert rig.tab.photos.rowCount() == 0


def test_no_child_swallows_drops(rig: Rig, write_photo: WritePhoto) -> None:
    rig.open(write_photo("0.jpg"), write_photo("1.jpg"))
    takers = [
        child
        for child in rig.tab.findChildren(QWidget)
        if child.acceptDrops() and child.isVisible()
    ]
    assert takers == []


def test_paste_a_picture(rig: Rig, clipboard: Callable[[QMimeData], None]) -> None:
    image = QImage(320, 200, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    mime = QMimeData()
    mime.setImageData(image)
    clipboard(mime)
    clipboard(mime_of(image))
    assert rig.tab.photos.rowCount() == 2
    assert rig.shown_name == "Pasted picture 2"
    assert rig.view.faces == FACES


def mime_of(image: QImage) -> QMimeData:
    mime = QMimeData()
    mime.setImageData(image)
    return mime


def test_paste_files_and_paths(
    rig: Rig, write_photo: WritePhoto, clipboard: Callable[[QMimeData], None]
) -> None:
    clipboard(urls(write_photo("file.jpg")))
    assert rig.shown_name == "file.jpg"
    mime = QMimeData()
    mime.setText(f'"{write_photo("as text.jpg")}"')
    clipboard(mime)
    assert rig.shown_name == "as text.jpg"
    assert rig.view.faces == FACES


def test_pasting_nothing_useful_is_told(rig: Rig, clipboard: Callable[[QMimeData], None]) -> None:
    mime = QMimeData()
    mime.setText("some words")
    clipboard(mime)
    assert len(rig.recorder.problems) == 1
    assert "no photo to paste" in rig.recorder.sentences[0]
    mime = QMimeData()
    mime.setText("/no/such/photo.jpg")
    clipboard(mime)
    assert "no longer exists" in rig.recorder.sentences[1]


def test_drop_events_are_not_mistaken_for_each_other(rig: Rig, write_photo: WritePhoto) -> None:
    # Enter and move events are drop events, too, by inheritance; only a drop may open anything.
    mime = urls(write_photo("a.jpg"))
    QApplication.sendEvent(rig.tab, QDragEnterEvent(QPoint(9, 9), COPY, mime, LEFT, NONE))
    QApplication.sendEvent(rig.tab, QDragMoveEvent(QPoint(9, 9), COPY, mime, LEFT, NONE))
    QApplication.sendEvent(rig.tab, QEvent(QEvent.Type.DragLeave))
    rig.idle()
    assert rig.tab.photos.rowCount() == 0

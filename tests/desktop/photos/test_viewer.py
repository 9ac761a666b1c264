"""The viewer's own ways: boxes hidden, crowds, the face brought near, slideshow, recent, drags."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QDrag, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.results import Box, Estimate, Face
from tests.desktop.conftest import MakeRig, Rig

WritePhoto = Callable[..., Path]


@pytest.fixture
def rig(make_rig: MakeRig) -> Rig:
    return make_rig()


def crowd(count: int) -> tuple[Face, ...]:
    estimate = Estimate(30.0, 0.9, "female", 25.0, 36.0)
    return tuple(
        Face(Box(5 + (n % 12) * 39, 8 + (n // 12) * 44, 30, 34), score=0.9, estimate=estimate)
        for n in range(count)
    )


def press(rig: Rig, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(rig.window.windowHandle(), key, held or Qt.KeyboardModifier.NoModifier)


def test_b_hides_boxes_and_shift_b_labels(rig: Rig, write_photo: WritePhoto) -> None:
    rig.open(write_photo("a.jpg"))
    rig.window.activateWindow()
    marked = rig.view.grab().toImage()
    assert len(rig.view.label_rects()) == 3
    press(rig, Qt.Key.Key_B)
    assert not rig.view.boxes_shown
    assert not rig.tab.menu_actions.boxes.isChecked()
    bare = rig.view.grab().toImage()
    assert bare != marked
    press(rig, Qt.Key.Key_B)
    assert rig.view.grab().toImage() == marked
    press(rig, Qt.Key.Key_B, Qt.KeyboardModifier.ShiftModifier)
    assert rig.view.label_rects() == ()
    assert rig.view.boxes_shown
    assert rig.view.grab().toImage() not in (bare, marked)


def test_in_a_crowd_labels_thin_out_until_a_face_is_pointed_at(
    rig: Rig, write_photo: WritePhoto
) -> None:
    rig.open(write_photo("a.jpg"))
    rig.view.show_faces(crowd(60))
    assert 0 < len(rig.view.label_rects()) < 60
    boxes = [rig.view.box_rect(index) for index in range(60)]
    for label in rig.view.label_rects():
        assert not any(label.intersects(box) for box in boxes)
    before = rig.view.grab().toImage()
    QTest.mouseMove(rig.view, boxes[30].center().toPoint())
    assert rig.view.hovered == 30
    assert rig.view.grab().toImage() != before
    QTest.mouseMove(rig.view, QPoint(2, 2))
    assert rig.view.hovered is None
    assert rig.view.grab().toImage() == before
    rig.view.show_faces(crowd(5))
    QTest.mouseMove(rig.view, rig.view.box_rect(2).center().toPoint())
    assert rig.view.hovered is None  # all have whole labels


def test_z_brings_the_chosen_face_near(rig: Rig, write_photo: WritePhoto) -> None:
    rig.open(write_photo("a.jpg"))
    rig.window.activateWindow()
    before = rig.view.scale
    press(rig, Qt.Key.Key_Z)
    assert rig.view.selected == 0
    assert rig.view.scale > before
    face, room = rig.view.box_rect(0), min(rig.view.width(), rig.view.height())
    assert max(face.width(), face.height()) > 0.4 * room
    assert rig.view.rect().contains(face.center().toPoint())
    QTest.keyClick(rig.view, Qt.Key.Key_Down)
    press(rig, Qt.Key.Key_Z)
    assert rig.view.selected == 1
    assert rig.view.rect().contains(rig.view.box_rect(1).center().toPoint())


def test_names_stand_under_the_thumbnails(rig: Rig, write_photo: WritePhoto) -> None:
    rig.open(write_photo("a.jpg"), write_photo("b.jpg"))
    strip = rig.work.strip
    tile = strip.visualRect(rig.tab.photos.index(0))
    assert tile.height() > tile.width() + strip.fontMetrics().height() / 2
    QApplication.processEvents()
    image = strip.viewport().grab().toImage()
    ground = image.pixelColor(image.width() - 3, 3)
    below = range(tile.top() + 72 + 8, tile.bottom())
    inked = [
        (x, y)
        for y in below
        for x in range(tile.left(), tile.right())
        if image.pixelColor(x, y) != ground
    ]
    assert inked


def test_what_was_opened_is_offered_again(rig: Rig, write_photo: WritePhoto) -> None:
    first, second = write_photo("a.jpg"), write_photo("more/b & c.jpg")
    rig.open(first)
    rig.open(second)
    menu = rig.tab.menu_actions.recent_menu
    menu.aboutToShow.emit()
    texts = [action.text() for action in menu.actions()]
    assert texts[0] == "b && c.jpg – more"
    assert texts[1].startswith("a.jpg")
    rig.tab.close_all()
    menu.popup(rig.window.mapToGlobal(QPoint(50, 50)))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(menu, key)
    rig.idle()
    assert rig.shown_name == "a.jpg"
    second.unlink()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if "more" in action.text()).trigger()
    rig.idle()
    assert "no longer exists" in rig.recorder.sentences[-1]
    assert [Path(path).name for path in rig.desktop.settings.recent_photos] == ["a.jpg"]
    rig.desktop.settings.forget_history()
    rig.tab.recent.fill()
    assert [action.text() for action in menu.actions()] == ["Nothing yet"]


def test_a_slideshow_goes_round_pauses_and_ends(rig: Rig, write_photo: WritePhoto) -> None:
    rig.open(write_photo("a.jpg"), write_photo("b.jpg"), write_photo("c.jpg"))
    rig.window.activateWindow()
    press(rig, Qt.Key.Key_F5)
    show = rig.tab.slideshow
    assert show is not None
    assert show.isFullScreen()
    assert show.running
    assert len(show.view.faces) == 3
    show.stepped.emit(1)  # as its timer does
    rig.idle()
    assert rig.shown_name == "b.jpg"
    assert show.view.picture is rig.view.picture
    QTest.keyClick(show, Qt.Key.Key_Left)
    QTest.keyClick(show, Qt.Key.Key_Left)
    rig.idle()
    assert rig.shown_name == "c.jpg"  # from the first one round to the last
    QTest.keyClick(show, Qt.Key.Key_Space)
    assert not show.running
    QTest.keyClick(show, Qt.Key.Key_Right)
    rig.idle()
    assert not show.running
    QTest.keyClick(show, Qt.Key.Key_B)
    assert not show.view.boxes_shown
    # Where B lies, under a Russian or Kazakh layout.
    letter, place = "И", 48 + 8
    none = Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(QEvent.Type.KeyPress, ord(letter), none, place, 0, 0, letter)
    QApplication.sendEvent(show, event)
    assert show.view.boxes_shown
    QTest.keyClick(show, Qt.Key.Key_Escape)
    assert rig.tab.slideshow is None


def test_a_thumbnail_is_dragged_out_as_an_annotated_picture(
    rig: Rig, write_photo: WritePhoto, monkeypatch: pytest.MonkeyPatch
) -> None:
    dragged: list[tuple[str, str]] = []

    def drop(drag: QDrag, *_: object) -> Qt.DropAction:
        url = drag.mimeData().urls()[0]
        dragged.append((url.toLocalFile(), drag.mimeData().text()))
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", drop)
    rig.open(write_photo("a.jpg"), write_photo("b.jpg"))
    strip = rig.work.strip
    place = strip.visualRect(rig.tab.photos.index(0)).center()
    viewport = strip.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseMove(viewport, place + QPoint(0, -12))
    QTest.mouseMove(viewport, place + QPoint(0, -40))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=place + QPoint(0, -40))
    assert len(dragged) == 1
    path, text = dragged[0]
    assert Path(path).name == "a-agelens.jpg"
    assert Path(path).stat().st_size > 1000
    assert text.startswith("a.jpg\nFace 1")

"""The photo under mouse, wheel and keys; boxes and labels in their places."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from desktop.viewer import picture_cache as picture
from desktop.viewer.image_view import ImageView
from engine.images import from_array
from engine.results import Box, Face
from tests.desktop.conftest import FACES


@pytest.fixture
def view(qtbot: QtBot) -> ImageView:
    view = ImageView()
    qtbot.addWidget(view)
    view.resize(640, 480)
    pixels = np.random.default_rng(1).integers(0, 255, (320, 480, 3), dtype=np.uint8)
    view.show_picture(picture.picture_of(from_array(pixels)))
    view.show_faces(FACES)
    with qtbot.waitExposed(view):
        view.show()
    return view


def test_a_sharper_reading_is_kept_while_it_is_seen(qtbot: QtBot, view: ImageView) -> None:
    pixels = np.zeros((3000, 4000, 3), dtype=np.uint8)
    sharp = picture.picture_of(from_array(pixels))
    view.show_picture(sharp.reduced())
    asked: list[bool] = []
    view.detail_wanted.connect(lambda: asked.append(True))
    view.zoom_actual()
    assert len(asked) == 1
    view.sharpen(sharp)
    scale = view.scale
    view.hide()
    assert view.picture is not None
    assert view.picture.scale == 0.5
    assert len(asked) == 1
    view.show()
    assert len(asked) == 2
    assert view.scale == scale
    view.zoom_fit()
    view.sharpen(sharp.reduced())
    view.hide()
    view.show()
    assert len(asked) == 2


def wheel(view: ImageView, turns: int, at: QPointF) -> None:
    event = QWheelEvent(
        at,
        view.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120 * turns),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def test_it_draws_boxes_and_labels(view: ImageView) -> None:
    image = view.grab().toImage()
    assert len({image.pixel(x, y) for x in range(0, 640, 5) for y in range(0, 480, 5)}) > 500
    rects = view.label_rects()
    assert len(rects) == 3
    for number, rect in enumerate(rects):
        assert view.rect().contains(rect.toAlignedRect())
        assert not any(rect.intersects(other) for other in rects[:number])
    assert "apparent age around 34" in view.accessibleDescription()


def test_wheel_zooms_about_the_pointer(view: ImageView) -> None:
    at = QPointF(200, 150)
    before, scale = view.box_rect(0), view.scale
    wheel(view, 3, at)
    assert view.scale == pytest.approx(scale * 1.25**3)
    assert not view.fitted
    after = view.box_rect(0)
    ratio = (at - after.topLeft()).x() / (at - before.topLeft()).x()
    assert ratio == pytest.approx(1.25**3)
    wheel(view, -30, at)
    assert view.scale == pytest.approx(1.0)  # a small photo: its real size is less than fit


def test_pinch_zooms(view: ImageView) -> None:
    scale = view.scale
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        QPointF(100, 100),
        QPointF(100, 100),
        QPointF(100, 100),
        0.5,
        QPointF(),
    )
    QApplication.sendEvent(view, event)
    assert view.scale == pytest.approx(scale * 1.5)


@pytest.mark.parametrize("ctrl", [False, True])
def test_two_fingers_pan_and_with_ctrl_they_zoom(view: ImageView, ctrl: bool) -> None:
    view.zoom(4)
    scale, before, at = view.scale, view.box_rect(0).topLeft(), QPointF(200, 150)
    event = QWheelEvent(
        at,
        view.mapToGlobal(at),
        QPoint(-30, -20),
        QPoint(-60, -40),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.ScrollUpdate,
        False,
    )
    QApplication.sendEvent(view, event)
    if ctrl:
        assert view.scale < scale
    else:
        assert view.scale == pytest.approx(scale)
        assert view.box_rect(0).topLeft() - before == QPointF(-30, -20)


def hover(view: ImageView, at: QPoint) -> None:
    """Rest with the pointer on a point until a hint is due."""
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, at, view.mapToGlobal(at)))


def test_a_hint_tells_the_estimate_of_the_face_under_the_pointer(
    qtbot: QtBot, view: ImageView
) -> None:
    hover(view, view.box_rect(1).center().toPoint())
    assert "apparent age 46–57, around 51" in QToolTip.text()
    assert "male" in QToolTip.text()
    hover(view, QPoint(2, 2))
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_the_right_button_drags_nothing_and_chooses_where_its_menu_opens(
    qtbot: QtBot, view: ImageView
) -> None:
    view.zoom(4)
    view.pan(1e6, 1e6)
    before, face = view.box_rect(0), view.box_rect(0).center().toPoint()
    beside = view.box_rect(0).bottomRight().toPoint() + QPoint(20, 20)
    right = Qt.MouseButton.RightButton
    assert view.face_at(QPointF(beside)) is None
    with qtbot.assertNotEmitted(view.face_chosen):
        qtbot.mousePress(view, right, pos=beside)
        qtbot.mouseMove(view, face)
        qtbot.mouseRelease(view, right, pos=face)
    with qtbot.waitSignal(view.face_chosen) as chosen:
        qtbot.mousePress(view, right, pos=face)
    assert chosen.args == [0]
    with qtbot.assertNotEmitted(view.face_chosen):
        qtbot.mouseRelease(view, right, pos=face)
    assert view.box_rect(0) == before


def test_keys_zoom_and_pan(qtbot: QtBot, view: ImageView) -> None:
    scale = view.scale
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.scale > scale
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.scale == pytest.approx(scale)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    left = view.box_rect(0).left()
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.box_rect(0).left() < left
    qtbot.keyClick(view, Qt.Key.Key_1)
    assert view.scale == pytest.approx(1.0)
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.fitted


def test_drag_pans_and_does_not_select(qtbot: QtBot, view: ImageView) -> None:
    view.zoom(4)
    start = view.box_rect(0).topLeft()
    with qtbot.assertNotEmitted(view.face_chosen):
        qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
        qtbot.mouseMove(view, QPoint(340, 240))
        qtbot.mouseMove(view, QPoint(360, 260))
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(360, 260))
    moved = view.box_rect(0).topLeft() - start
    assert moved.x() > 0
    assert moved.y() > 0


def test_click_chooses_the_face(qtbot: QtBot, view: ImageView) -> None:
    with qtbot.waitSignal(view.face_chosen) as chosen:
        middle = view.box_rect(1).center().toPoint()
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle)
    assert chosen.args == [1]
    with qtbot.assertNotEmitted(view.face_chosen):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))


def test_double_click_changes_between_fit_and_actual(qtbot: QtBot, view: ImageView) -> None:
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(320, 240))
    assert view.scale == pytest.approx(1.0)
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(320, 240))
    assert view.fitted


def test_the_smaller_of_two_boxes_is_hit(view: ImageView) -> None:
    view.show_faces((Face(Box(0, 0, 400, 300)), Face(Box(100, 100, 50, 50))))
    assert view.face_at(view.box_rect(1).center()) == 1
    assert view.face_at(view.box_rect(0).topLeft() + QPointF(3, 3)) == 0


def test_arrows_ask_for_photos_and_faces(qtbot: QtBot, view: ImageView) -> None:
    steps: list[int] = []
    faces: list[int] = []
    view.stepped.connect(steps.append)
    view.face_chosen.connect(faces.append)
    view.face_chosen.connect(view.select)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(view, key)
    for key in (*[Qt.Key.Key_Down] * 4, Qt.Key.Key_Up):
        qtbot.keyClick(view, key)
    assert steps == [1, -1]
    assert faces == [0, 1, 2, 2, 1]


def test_the_selected_face_comes_into_view(view: ImageView) -> None:
    view.zoom(8)
    view.pan(1e6, 1e6)
    view.select(2)
    assert view.rect().toRectF().contains(view.box_rect(2).center())
    assert view.selected == 2


def test_detail_is_asked_for_once(qtbot: QtBot, view: ImageView) -> None:
    pixels = np.zeros((400, 600, 3), np.uint8)
    small = picture.picture_of(from_array(pixels))
    reduced = picture.Picture(small.levels, 2400, 1600)
    with qtbot.assertNotEmitted(view.detail_wanted):
        view.show_picture(reduced)
    with qtbot.waitSignal(view.detail_wanted):
        view.zoom_actual()
    scale = view.scale
    with qtbot.assertNotEmitted(view.detail_wanted):
        view.zoom(1.5)
        view.zoom(1 / 1.5)
        view.sharpen(picture.Picture(small.levels, 2400, 1600))
    assert view.scale == pytest.approx(scale)


def test_nothing_to_show_is_fine(qtbot: QtBot, view: ImageView) -> None:
    view.clear()
    view.zoom(2)
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Down, Qt.Key.Key_1, Qt.Key.Key_0):
        qtbot.keyClick(view, key)
    view.grab()
    assert view.picture is None
    assert view.label_rects() == ()


def test_the_focus_ring_is_for_the_keyboard(view: ImageView) -> None:
    corner = view.grab().toImage().pixel(1, 1)
    view.setFocus(Qt.FocusReason.MouseFocusReason)
    assert view.grab().toImage().pixel(1, 1) == corner
    view.clearFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.grab().toImage().pixel(1, 1) != corner
    QApplication.sendEvent(view, QEvent(QEvent.Type.FontChange))

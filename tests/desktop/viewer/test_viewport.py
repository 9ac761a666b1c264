"""Fit, zoom and pan as arithmetic."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF

from desktop.viewer.viewport import MARGIN_PX, Viewport
from engine.results import Box


@pytest.fixture
def viewport() -> Viewport:
    viewport = Viewport()
    viewport.set_widget(832, 632)
    viewport.set_photo(4000, 3000)
    return viewport


def test_fit_shows_the_whole_photo_in_the_middle(viewport: Viewport) -> None:
    rect = viewport.photo_rect
    assert rect.width() == pytest.approx(800)
    assert rect.center() == QPointF(416, 316)
    assert viewport.fitted


def test_a_small_photo_is_not_blown_up(viewport: Viewport) -> None:
    viewport.set_photo(40, 30)
    assert viewport.scale == 3.0


def test_zoom_keeps_the_point_under_the_pointer(viewport: Viewport) -> None:
    pointer = QPointF(500, 200)
    before = viewport.to_photo(pointer)
    viewport.zoom_to(1.0, pointer)
    after = viewport.to_photo(pointer)
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()))
    assert not viewport.fitted


def test_zoom_has_limits(viewport: Viewport) -> None:
    viewport.zoom_to(1e9)
    assert viewport.scale == 16.0
    viewport.zoom_to(1e-9)
    assert viewport.scale == viewport.fit_scale
    assert viewport.fitted


def test_pan_stops_at_the_edges(viewport: Viewport) -> None:
    viewport.zoom_to(1.0)
    viewport.pan(1e6, 1e6)
    assert viewport.photo_rect.topLeft() == QPointF(MARGIN_PX, MARGIN_PX)
    viewport.pan(-1e6, -1e6)
    assert viewport.photo_rect.bottomRight() == QPointF(832 - MARGIN_PX, 632 - MARGIN_PX)
    viewport.fit()
    viewport.pan(50, 50)
    assert viewport.photo_rect.center() == QPointF(416, 316)


def test_resize_keeps_fit_or_middle(viewport: Viewport) -> None:
    viewport.set_widget(432, 332)
    assert viewport.photo_rect.width() == pytest.approx(400)
    viewport.zoom_to(1.0)
    before = viewport.to_photo(QPointF(216, 166))
    viewport.set_widget(800, 600)
    after = viewport.to_photo(QPointF(400, 300))
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()))


def test_reveal_brings_a_face_into_view(viewport: Viewport) -> None:
    viewport.zoom_to(1.0)
    viewport.reveal(Box(100, 100, 200, 200))
    rect = viewport.to_widget(Box(100, 100, 200, 200))
    assert rect.left() >= 0
    assert rect.top() >= 0
    before = viewport.photo_rect
    viewport.reveal(Box(150, 150, 20, 20))
    assert viewport.photo_rect == before

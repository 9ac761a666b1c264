"""The layers as a picture: which networks, every layer of them, and sizes that can be read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QGraphicsSimpleTextItem
from pytestqt.qtbot import QtBot

from desktop.i18n import language
from desktop.i18n.text import number
from desktop.settings import LANGUAGES, Language
from desktop.theme import DARK, Theme
from desktop.training.architecture_picture import (
    ArchitecturePicture,
    columns_of,
    parted,
    shown_beside,
)
from desktop.training.model_details import layer_name, shape_text
from desktop.widgets.labels import plain_tip
from engine.layer_tables import NETWORKS, layer_rows
from tests.desktop.conftest import Rig
from tests.desktop.training.test_setup import open_tab
from tests.desktop.training.training_fakes import begin, end


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(qapp, "light")
    yield theme
    theme.choose("light")


@pytest.fixture
def picture(qtbot: QtBot, theme: Theme) -> ArchitecturePicture:
    picture = ArchitecturePicture(theme)
    qtbot.addWidget(picture)
    picture.resize(900, 600)
    picture.show()
    return picture


def texts(picture: ArchitecturePicture) -> list[QGraphicsSimpleTextItem]:
    items = picture.scene().items()
    return [item for item in items if isinstance(item, QGraphicsSimpleTextItem)]


@pytest.mark.parametrize("name", NETWORKS)
def test_every_layer_is_drawn_with_its_shape_and_its_parameters(
    picture: ArchitecturePicture, name: str
) -> None:
    picture.show_architectures([name])
    shown = [item.text() for item in texts(picture)]
    tips = [item.toolTip() for item in texts(picture)]
    for rows in layer_rows(name).values():
        for row in rows:
            assert plain_tip(layer_name(row)) in tips
            figures = shape_text(row)
            if row.parameters:
                figures = f"{figures}  ·  {number(row.parameters)}"
            assert figures in shown
            assert f"{layer_name(row)}, {figures}." in picture.accessibleDescription()


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_names_of_layers_are_whole_in_every_language(
    qapp: QApplication, picture: ArchitecturePicture, spoken: Language
) -> None:
    try:
        language.install(qapp, spoken)
        picture.show_architectures(NETWORKS)
        shown = [item.text() for item in texts(picture)]
        assert any("0,3" in one for one in shown) or spoken == "en"
        assert not [one for one in shown if "…" in one]
    finally:
        language.install(qapp, "en")


def test_no_layer_is_lost_or_told_twice() -> None:
    for name in NETWORKS:
        for column in columns_of(name):
            rows = [*column.trunk, *(row for head in column.heads for row in head)]
            assert sorted(map(repr, rows)) == sorted(map(repr, layer_rows(name)[column.network]))
    trunk, heads = parted(layer_rows("combined")["model"])
    assert [row.kind for row in trunk][-1] == "flatten"
    assert [[row.kind for row in head] for head in heads] == [["dense", "dropout", "output"]] * 2
    assert parted(layer_rows("separate")["age"])[1] == ()


def test_the_two_source_architectures_stand_beside_each_other() -> None:
    assert shown_beside(["combined"]) == ("combined", "separate")
    assert shown_beside(["separate"]) == ("separate", "combined")
    assert shown_beside(["separate", "combined"]) == ("separate", "combined")
    assert shown_beside(["recommended"]) == ("recommended",)
    assert shown_beside(["nobody's"]) == ()


def test_nothing_lies_on_anything_else(picture: ArchitecturePicture) -> None:
    for names in (["combined"], ["recommended"]):
        picture.show_architectures(names)
        rects = [item.sceneBoundingRect().adjusted(1, 3, -1, -3) for item in texts(picture)]
        for place, rect in enumerate(rects):
            for other in rects[place + 1 :]:
                assert not rect.intersects(other)


def test_its_size_follows_the_room_and_the_keys(qtbot: QtBot, picture: ArchitecturePicture) -> None:
    picture.show_architectures(["combined"])
    before = picture.transform().m11()
    picture.resize(560, 600)
    qtbot.waitUntil(lambda: picture.transform().m11() < before)
    small = picture.transform().m11()
    qtbot.keyClick(picture, Qt.Key.Key_Plus)
    assert picture.transform().m11() == pytest.approx(1.2 * small)
    qtbot.keyClick(picture, Qt.Key.Key_Minus)
    qtbot.keyClick(picture, Qt.Key.Key_Minus)
    assert picture.transform().m11() == pytest.approx(small / 1.2)
    qtbot.keyClick(picture, Qt.Key.Key_0)
    assert picture.transform().m11() == pytest.approx(small)


def test_it_takes_on_another_theme(picture: ArchitecturePicture, theme: Theme) -> None:
    picture.show_architectures(["combined"])
    theme.choose("dark")
    assert picture.backgroundBrush().color() == QColor(DARK.surface)
    inks = {item.brush().color().name() for item in texts(picture)}
    assert inks == {DARK.text, DARK.muted}


def test_under_the_hood_shows_it_beside_the_tables(rig: Rig) -> None:
    page = open_tab(rig)
    process = begin(rig, page)
    run_page = page.run_page
    assert not run_page.picture.isVisible()
    rig.qtbot.keyClick(rig.window, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    assert run_page.picture.isVisible()
    assert run_page.model_details.isVisible()
    assert run_page.picture.drawn == ("combined", "separate")
    end(rig, page, process)

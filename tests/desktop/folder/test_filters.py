"""The second row of filters: what cannot narrow anything says so, and no word is cut."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QTest

from engine.project import Filter
from tests.desktop.conftest import Rig
from tests.desktop.folder.folder_fakes import Folder
from tests.desktop.review.review_driver import make_project, one_face

WritePhoto = Callable[..., Path]


def test_without_age_ranges_their_filter_is_off_and_says_why(rig: Rig, tmp_path: Path) -> None:
    folder = Folder(rig)
    folder.page.open_project(make_project(tmp_path, [[one_face(0)], [one_face(1)]]))
    folder.idle()
    filters = folder.page.faces.filters
    width, orders = filters.more.width_from, filters.order_box
    assert not width.isEnabled()
    assert width.text() == "none"
    assert "No face here has an age range" in width.toolTip()
    assert filters.filter == Filter()
    model = orders.model()
    assert isinstance(model, QStandardItemModel)
    assert not model.item(orders.findData("range")).isEnabled()


def test_without_folders_the_box_says_that_all_are_shown(rig: Rig, write_photo: WritePhoto) -> None:
    folder = Folder(rig)
    folder.label(write_photo("flat/1.jpg").parent)
    box = folder.page.faces.filters.more.folder
    assert box.currentText() == "All folders"
    assert not box.isEnabled()


def test_with_age_ranges_the_filter_narrows(
    rig: Rig, write_photo: WritePhoto, tmp_path: Path
) -> None:
    write_photo("1.jpg")
    folder = Folder(rig)
    folder.label(tmp_path / "photos")
    width = folder.page.faces.filters.more.width_from
    assert width.isEnabled()
    assert width.text() == "any"
    width.setValue(8)  # the stand-in's ranges are seven years wide
    assert folder.shown == []
    # Looked at anew by a model without ranges, the filter must not go on hiding everything.
    folder.page.faces.filters.allow_ranges(False)
    assert folder.shown == ["1.jpg"]


def test_escape_empties_the_search_and_then_leaves_it(
    rig: Rig, write_photo: WritePhoto, tmp_path: Path
) -> None:
    write_photo("1.jpg")
    write_photo("2.jpg")
    folder = Folder(rig)
    folder.label(tmp_path / "photos")
    page, window = folder.page.faces, folder.rig.window.windowHandle()
    folder.menu_actions.find.trigger()
    QTest.keyClick(window, Qt.Key.Key_2)
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert folder.shown == ["2.jpg"]
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert page.filters.text.text() == ""
    assert page.filters.text.hasFocus()
    rig.qtbot.waitUntil(lambda: folder.shown == ["1.jpg", "2.jpg"])
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert page.grid.hasFocus()


def test_no_word_of_the_filters_is_cut(rig: Rig, write_photo: WritePhoto, tmp_path: Path) -> None:
    write_photo("1.jpg")
    folder = Folder(rig)
    folder.label(tmp_path / "photos")
    filters = folder.page.faces.filters
    filters.more_button.setChecked(True)
    more = filters.more
    for spin in (more.age_from, more.age_to, more.side, more.width_from):
        room = spin.lineEdit().width()
        for text in (spin.specialValueText(), f"{spin.maximum()}{spin.suffix()}"):
            assert room >= spin.fontMetrics().horizontalAdvance(text) + 4, text

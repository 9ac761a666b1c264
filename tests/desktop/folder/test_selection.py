"""Selecting many faces with keys and mouse, and saying something of all of them in one step."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage
from PySide6.QtCore import QByteArray, QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from desktop.folder import face_model as columns
from desktop.folder import selection as selecting
from desktop.folder import text
from desktop.folder.face_grid import PICTURE_PX, FaceGrid, FaceTable, fitted
from desktop.folder.selection import runs
from engine.project import HUMAN_GENDERS, VERDICTS
from tests.desktop.conftest import MakeRig, Rig
from tests.desktop.folder.folder_fakes import Folder

PHOTOS = 30
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def rig(make_rig: MakeRig) -> Rig:
    return make_rig()


@pytest.fixture
def folder(rig: Rig, tmp_path: Path) -> Folder:
    """A labelled folder of thirty faces, of which six are of an unsure gender, and a broken file.

    The tiles have the focus.
    """
    photos = tmp_path / "photos"
    photos.mkdir()
    for number in range(PHOTOS):
        picture = PillowImage.new("RGB", (480, 320), (number * 8, 99, 120))
        picture.save(photos / f"{number:02}.jpg")
    (photos / "broken.jpg").write_bytes(b"nothing")
    rig.window.resize(1000, 760)
    folder = Folder(rig)
    folder.label(photos)
    folder.page.work.set_reviewer("AB")
    folder.idle()
    folder.page.faces.focus_faces()
    assert folder.page.model.rowCount() == PHOTOS + 1
    assert grid_of(folder).columns > 2
    return folder


def grid_of(folder: Folder) -> FaceGrid:
    return folder.page.faces.grid


def press(folder: Folder, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    """Press a key as a keyboard does: the window knows who has the focus."""
    none = Qt.KeyboardModifier.NoModifier
    QTest.keyClick(folder.rig.window.windowHandle(), key, none if modifier is None else modifier)


def click(
    folder: Folder, place: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    grid = grid_of(folder)
    point = grid.tile_rect(place).center()
    QTest.mouseClick(grid.viewport(), LEFT, modifier, point)


def drag(folder: Folder, start: QPoint, end: QPoint) -> None:
    viewport = grid_of(folder).viewport()
    QTest.mousePress(viewport, LEFT, pos=start)
    for step in (1, 2, 3):
        QTest.mouseMove(viewport, start + (end - start) * step / 3)
    assert grid_of(folder)._band is not None, "the rubber band is on screen"
    QTest.mouseRelease(viewport, LEFT, pos=end)
    assert grid_of(folder)._band is None


def selected(folder: Folder) -> list[int]:
    """The places of the selected faces."""
    places = folder.page.model.places_of(folder.page.faces.selection.rows)
    return sorted(places.tolist())


def verdicts(folder: Folder) -> list[str | None]:
    rows = folder.page.work.rows
    return [rows.verdict_of(int(row)) for row in folder.page.model.listing]


def on_disk(folder: Folder) -> list[str | None]:
    folder.idle()
    project = folder.page.work.project
    assert project is not None
    rows = project.rows(reviewer="AB")
    return [None if code < 0 else VERDICTS[code] for code in rows.verdict]


def test_a_click_with_shift_selects_a_range(folder: Folder) -> None:
    click(folder, 2)
    click(folder, 7, SHIFT)
    assert selected(folder) == [2, 3, 4, 5, 6, 7]
    click(folder, 0, SHIFT)
    assert selected(folder) == [0, 1, 2], "the range begins where the first click was"
    click(folder, 5)
    assert selected(folder) == [5]


@pytest.mark.parametrize("how", ["shift", "rubber band", "ctrl+a"])
def test_a_plain_click_within_a_selection_leaves_that_tile_alone(folder: Folder, how: str) -> None:
    if how == "shift":
        click(folder, 0)
        click(folder, 5, SHIFT)
    elif how == "rubber band":
        grid = grid_of(folder)
        drag(folder, grid.tile_rect(0).center(), grid.tile_rect(grid.columns + 1).center())
    else:
        press(folder, Qt.Key.Key_A, CTRL)
    assert len(selected(folder)) > 1
    click(folder, 1)
    assert selected(folder) == [1]
    click(folder, 2, SHIFT)
    assert selected(folder) == [1, 2]


def test_a_click_with_ctrl_adds_and_takes_away(folder: Folder) -> None:
    click(folder, 1)
    click(folder, 4, CTRL)
    click(folder, 6, CTRL)
    assert selected(folder) == [1, 4, 6]
    click(folder, 4, CTRL)
    assert selected(folder) == [1, 6]
    click(folder, 8, CTRL)
    click(folder, 10, CTRL | SHIFT)
    assert selected(folder) == [1, 6, 8, 9, 10]


def test_arrows_with_shift_extend_the_range(folder: Folder) -> None:
    columns = grid_of(folder).columns
    click(folder, 1)
    press(folder, Qt.Key.Key_Right, SHIFT)
    assert selected(folder) == [1, 2]
    press(folder, Qt.Key.Key_Down, SHIFT)
    assert selected(folder) == list(range(1, 3 + columns))
    press(folder, Qt.Key.Key_Up, SHIFT)
    assert selected(folder) == [1, 2]
    press(folder, Qt.Key.Key_End, SHIFT)
    assert selected(folder) == list(range(1, PHOTOS + 1)), "also what is out of view"
    press(folder, Qt.Key.Key_Home)
    assert selected(folder) == [0]


def test_a_rubber_band_selects_what_it_touches(folder: Folder) -> None:
    grid = grid_of(folder)
    start = grid.tile_rect(0).center()
    columns = grid.columns
    drag(folder, start, grid.tile_rect(columns + 1).center())
    assert selected(folder) == [0, 1, columns, columns + 1], "a rectangle, not a range of text"
    drag(folder, grid.tile_rect(columns + 2).center(), grid.tile_rect(1).center())
    assert selected(folder) == [1, 2, columns + 1, columns + 2], "from any corner to the other"
    viewport = grid.viewport().rect()
    QTest.mouseClick(grid.viewport(), LEFT, pos=QPoint(2, viewport.height() // 2))
    assert selected(folder) == [], "a click beside all tiles selects nothing"
    drag(folder, QPoint(1, 1), grid.tile_rect(1).center())
    assert selected(folder) == [0, 1], "it may begin beside the tiles"


@pytest.mark.parametrize("as_table", [False, True])
def test_ctrl_a_selects_everything_in_either_view(folder: Folder, as_table: bool) -> None:
    page = folder.page.faces
    page.show_table(as_table)
    page.focus_faces()
    assert not page.selection_bar.isVisible()
    press(folder, Qt.Key.Key_A, CTRL)
    assert selected(folder) == list(range(PHOTOS + 1))
    assert page.selection_bar.isVisible()
    assert page.selection_bar.count.text() == f"{PHOTOS + 1} selected"
    table = page.table.selectionModel()
    assert len(table.selectedRows()) == PHOTOS + 1, "whole rows, in the table as well"


def test_tiles_select_whole_rows_of_the_table(folder: Folder) -> None:
    click(folder, 2)
    click(folder, 4, SHIFT)
    model = folder.page.faces.table.selectionModel()
    assert [index.row() for index in model.selectedRows()] == [2, 3, 4]
    press(folder, Qt.Key.Key_Down)
    assert len(model.selectedRows()) == 1


def test_rows_of_the_table_are_selected_by_mouse_and_their_columns_made_wider(
    folder: Folder,
) -> None:
    page = folder.page.faces
    page.show_table(True)
    table, viewport = page.table, page.table.viewport()
    places = [table.visualRect(folder.page.model.index(row, 1)).center() for row in range(6)]
    QTest.mouseClick(viewport, LEFT, pos=places[1])
    QTest.mouseClick(viewport, LEFT, SHIFT, places[3])
    QTest.mouseClick(viewport, LEFT, CTRL, places[5])
    assert selected(folder) == [1, 2, 3, 5]
    QTest.mousePress(viewport, LEFT, pos=places[0])
    QTest.mouseMove(viewport, places[1])
    QTest.mouseMove(viewport, places[2])
    QTest.mouseRelease(viewport, LEFT, pos=places[2])
    assert selected(folder) == [0, 1, 2], "rows that the mouse is drawn over"
    headings = table.horizontalHeader()
    before, row = headings.sectionSize(columns.AGE), headings.height() // 2
    edge = QPoint(headings.sectionViewportPosition(columns.AGE) + before - 1, row)
    QTest.mousePress(headings.viewport(), LEFT, pos=edge)
    QTest.mouseMove(headings.viewport(), edge + QPoint(20, 0))
    QTest.mouseRelease(headings.viewport(), LEFT, pos=edge + QPoint(20, 0))
    assert headings.sectionSize(columns.AGE) == before + 20


def test_all_selected_faces_are_confirmed_and_undone_in_one_step(folder: Folder) -> None:
    page = folder.page
    press(folder, Qt.Key.Key_A, CTRL)
    press(folder, Qt.Key.Key_Space)
    unsure = [number for number in range(PHOTOS) if number % 5 == 4]
    expected = [None if number in unsure else "confirmed" for number in range(PHOTOS)] + [None]
    assert verdicts(folder) == expected, "at once"
    status = folder.rig.recorder.said[-1]
    assert "24 faces labelled" in status
    assert f"{len(unsure)} have no answer" in status
    assert on_disk(folder) == expected
    assert selected(folder) == list(range(PHOTOS + 1)), "they stay selected"
    page.faces.focus_faces()
    press(folder, Qt.Key.Key_Z, CTRL)
    folder.idle()
    assert verdicts(folder) == on_disk(folder) == [None] * (PHOTOS + 1)
    assert not page.work.can_undo
    assert page.work.can_redo
    assert folder.rig.recorder.said[-1] == "Undone: a change to 24 faces."
    press(folder, Qt.Key.Key_Y, CTRL)
    folder.idle()
    assert verdicts(folder) == on_disk(folder) == expected
    assert folder.rig.recorder.said[-1] == "Redone: a change to 24 faces."
    assert page.work.can_undo


def test_keys_say_a_gender_and_reject(folder: Folder) -> None:
    click(folder, 3)
    click(folder, 5, SHIFT)
    press(folder, Qt.Key.Key_F)
    rows = folder.page.work.rows
    listing = folder.page.model.listing[3:6]
    assert [HUMAN_GENDERS[code] for code in rows.human_gender[listing]] == ["female"] * 3
    press(folder, Qt.Key.Key_U)
    assert [HUMAN_GENDERS[code] for code in rows.human_gender[listing]] == ["unknown"] * 3
    press(folder, Qt.Key.Key_Delete)
    assert verdicts(folder)[2:7] == [None, *["not_a_face"] * 3, None]
    for _ in range(2):
        press(folder, Qt.Key.Key_Z, CTRL)
    folder.idle()
    rows = folder.page.work.rows
    assert [HUMAN_GENDERS[code] for code in rows.human_gender[listing]] == ["female"] * 3
    assert on_disk(folder)[3:6] == verdicts(folder)[3:6]


def test_buttons_of_the_bar_and_the_menu_do_the_same(folder: Folder) -> None:
    bar, actions = folder.page.faces.selection_bar, folder.menu_actions
    click(folder, 0)
    assert not bar.isVisible(), "one face is no crowd"
    click(folder, 1, SHIFT)
    assert bar.isVisible()
    button = next(one for one in bar.findChildren(QWidget) if one.accessibleName() == "Not a face")
    QTest.mouseClick(button, LEFT)
    assert verdicts(folder)[:3] == ["not_a_face", "not_a_face", None]
    actions.gender_selected["male"].trigger()
    rows = folder.page.work.rows
    assert {HUMAN_GENDERS[code] for code in rows.human_gender[folder.page.model.listing[:2]]} == {
        "male"
    }
    offered = folder.page.faces.grid.actions()
    assert all(action in offered for action in actions.of_selected)


def test_nothing_is_said_without_a_name(folder: Folder) -> None:
    folder.page.work.set_reviewer("")
    folder.idle()
    folder.page.faces.focus_faces()
    press(folder, Qt.Key.Key_A, CTRL)
    press(folder, Qt.Key.Key_F)
    assert verdicts(folder) == [None] * (PHOTOS + 1)
    assert folder.page.faces.status_bar.reviewer.hasFocus()
    assert folder.rig.recorder.said[-1].startswith("Enter your name")
    for key in (Qt.Key.Key_A, Qt.Key.Key_B, Qt.Key.Key_Return):
        press(folder, key)
    folder.idle()
    assert grid_of(folder).hasFocus(), "the next key is meant for the faces"
    press(folder, Qt.Key.Key_X)
    assert verdicts(folder) == ["not_a_face"] * PHOTOS + [None]


def test_in_age_mode_no_gender_is_set(folder: Folder) -> None:
    folder.page.work.set_attribute("age")
    press(folder, Qt.Key.Key_A, CTRL)
    assert not folder.menu_actions.gender_selected["female"].isEnabled()
    press(folder, Qt.Key.Key_Space)
    assert verdicts(folder) == ["confirmed"] * PHOTOS + [None], "the gender is not asked for"


def test_blind_review_confirms_nothing_that_is_hidden(folder: Folder) -> None:
    folder.page.work.set_blind(True)
    press(folder, Qt.Key.Key_A, CTRL)
    press(folder, Qt.Key.Key_Space)
    assert verdicts(folder) == [None] * (PHOTOS + 1)
    press(folder, Qt.Key.Key_M)
    rows = folder.page.work.rows
    assert rows.blind[rows.face_ids > 0].all()
    folder.idle()
    assert folder.page.work.project is not None
    stored = folder.page.work.project.rows(reviewer="AB")
    assert (stored.blind == rows.blind).all()


@pytest.mark.parametrize("few", [100, 2], ids=["by Qt", "by faces"])
def test_a_selection_stays_with_its_faces(
    folder: Folder, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selecting, "_FEW", few)
    page = folder.page
    click(folder, 3)
    click(folder, 6, SHIFT)
    before = set(page.faces.selection.rows.tolist())
    assert len(before) == 4
    page.model.arrange("name", descending=True)
    assert set(page.faces.selection.rows.tolist()) == before
    assert selected(folder) != [3, 4, 5, 6]
    page.work.refresh()
    folder.idle()
    assert set(page.faces.selection.rows.tolist()) == before
    page.faces.filters.text.setText("04")
    QTest.keyClick(page.faces.filters.text, Qt.Key.Key_Return)
    assert page.faces.selection.count == 1, "what is not listed is not selected"
    press(folder, Qt.Key.Key_Escape)


def test_an_answer_to_many_that_cannot_be_written_is_taken_back(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = folder.page.work.project
    assert project is not None

    shown: list[str | None] = []

    def fail(*_args: object, **_named: object) -> None:
        shown.extend(verdicts(folder))
        raise OSError("the disk is gone")

    monkeypatch.setattr(project, "set_labels", fail)
    press(folder, Qt.Key.Key_A, CTRL)
    press(folder, Qt.Key.Key_X)
    folder.idle()
    assert shown == ["not_a_face"] * PHOTOS + [None]
    assert verdicts(folder) == [None] * (PHOTOS + 1)
    assert "Your answer could not be saved." in folder.rig.recorder.sentences[-1]
    folder.rig.recorder.problems.clear()


def test_places_are_joined_to_runs() -> None:
    assert runs(np.array([0, 1, 2, 5, 7, 8])) == [(0, 2), (5, 5), (7, 8)]
    assert runs(np.array([], dtype=np.int64)) == []


def test_a_tile_says_by_what_it_is_sorted(folder: Folder) -> None:
    page = folder.page
    row = int(page.model.listing[0])
    assert page.model.order_text(row) == ""
    for order, expected in (
        ("size", f"{round(float(page.work.rows.side_px[row]))} px"),
        ("detector_score", "detector 0.90"),
        ("female_score", f"score {float(page.work.rows.female[row]):.2f}"),
        ("range", "7 years wide"),
        ("name", ""),
        ("state", ""),
    ):
        page.model.arrange(order)  # type: ignore[arg-type]
        assert page.model.order_text(row) == expected
    page.model.arrange("certainty")
    assert page.model.order_text(row).startswith("certainty 0.")
    page.work.set_blind(True)
    assert page.model.order_text(row) == "", "how sure the model is tells of its answer"
    page.model.arrange("female_score")
    assert page.model.order_text(row) == ""
    page.model.arrange("size")
    assert page.model.order_text(row).endswith("px")


def test_columns_are_chosen_and_their_widths_last(folder: Folder) -> None:
    page = folder.page
    page.faces.show_table(True)
    table = page.faces.table
    headings = table.horizontalHeader()
    assert columns.PHOTO not in table.column_actions, "a row without a name says nothing"
    table.column_actions[columns.SCORE].trigger()
    assert headings.isSectionHidden(columns.SCORE)
    headings.resizeSection(columns.AGE, 222)
    folder.rig.desktop.folder_tab.cancel()
    kept = folder.rig.desktop.settings.face_columns
    again = FaceTable(page.model, folder.rig.window)
    again.show_columns(kept)
    assert again.horizontalHeader().isSectionHidden(columns.SCORE)
    assert not again.column_actions[columns.SCORE].isChecked()
    assert again.columnWidth(columns.AGE) == 222
    again.column_actions[columns.SCORE].trigger()
    assert not again.horizontalHeader().isSectionHidden(columns.SCORE)
    again.show_columns(QByteArray(b"nonsense"))
    assert again.columnWidth(columns.AGE) == 222


def test_could_not_be_read_is_never_cut(folder: Folder) -> None:
    table = folder.page.faces.table
    words = text.state_words()
    assert "could not be read" in words
    headings = table.horizontalHeader()
    headings.resizeSection(columns.STATE, 20)
    index = next(
        index
        for place in range(folder.page.model.rowCount())
        if (index := folder.page.model.index(place, columns.STATE)).data() == "could not be read"
    )
    option = QStyleOptionViewItem()
    table.initViewItemOption(option)
    needed = table.itemDelegate().sizeHint(option, index).width()
    assert headings.sectionSize(columns.STATE) >= needed
    font = grid_of(folder).font()
    for word in ("could not be read", "не удалось прочитать", "оқу мүмкін болмады"):
        smaller = fitted(font, word, PICTURE_PX)
        assert QFontMetrics(smaller).horizontalAdvance(word) <= PICTURE_PX
        assert smaller.pointSizeF() > 0.6 * font.pointSizeF(), "and can still be read"

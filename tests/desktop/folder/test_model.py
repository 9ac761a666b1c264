"""The listed faces: filters, orders, and that selections stay with their faces when rows come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPersistentModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.folder import face_model as columns
from desktop.folder.face_grid import FaceGrid, FaceTable, FaceTileDelegate
from desktop.jobs import Lane
from desktop.messages import Messages
from desktop.settings import Settings
from engine.project import AnalysedPhoto, Filter, Project
from engine.results import Face, PhotoResult
from tests.desktop.folder.folder_driver import SIZE, face_of
from tests.desktop.review.review_driver import RUN, ReviewRig, make_project, make_rig


@pytest.fixture
def rig(
    qtbot: QtBot, lane: Lane, settings: Settings, messages: Messages, tmp_path: Path
) -> Iterator[ReviewRig]:
    """A project of ten faces, a photo a face, and one photo without."""
    rig = make_rig(qtbot=qtbot, lane=lane, settings=settings, messages=messages)
    rig.open(make_project(tmp_path, [[face_of(number)] for number in range(10)] + [[]]))
    yield rig
    rig.close()


@pytest.fixture
def tester(rig: ReviewRig) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(
        rig.model, QAbstractItemModelTester.FailureReportingMode.Fatal, rig.model
    )


def add_photos(rig: ReviewRig, count: int) -> None:
    """Let the project have more photos, as a job adds them, and read it anew."""
    project = rig.work.project
    assert project is not None
    names = [f"{number:04}.jpg" for number in range(11 + count)]
    _keep(project, names, {name: [face_of(int(name[:4]))] for name in names[11:]})
    rig.work.refresh()
    rig.idle()


def _keep(project: Project, names: list[str], new: dict[str, list[Face]]) -> None:
    run = project.begin(RUN)
    project.list_photos(names)
    batch = [
        AnalysedPhoto(
            photo.photo_id, PhotoResult(photo.name, "ok", *SIZE, tuple(new[photo.name])), None, None
        )
        for _, photo in project.pending()
    ]
    project.keep(batch, run)


def names(rig: ReviewRig) -> list[str]:
    return [rig.work.rows.names[row] for row in rig.model.listing]


def test_everything_is_listed_in_the_order_of_the_scan(rig: ReviewRig, tester: object) -> None:
    assert names(rig) == [f"{number:04}.jpg" for number in range(11)]
    assert rig.model.rowCount() == rig.model.shown_of == 11


def test_rows_lead_there_and_back(rig: ReviewRig, tester: object) -> None:
    rig.model.arrange("age", descending=True)
    for place in range(11):
        index = rig.model.index(place, 0)
        assert rig.model.index_of(rig.model.row_at(index)) == index
    assert not rig.model.index_of(99).isValid()
    assert rig.model.row_at(rig.model.index(99, 0)) == -1


def test_filters_and_orders(rig: ReviewRig, tester: object) -> None:
    rig.model.show(Filter(gender="unsure"))
    assert names(rig) == ["0004.jpg", "0009.jpg"]
    rig.model.show(Filter(age_from=25.0, age_to=27.0))
    assert names(rig) == ["0005.jpg", "0006.jpg"]
    rig.model.show(Filter(show="no_face"))
    assert names(rig) == ["0010.jpg"]
    rig.model.show(Filter())
    rig.model.arrange("age", descending=True)
    # Whatever the direction, what has no age stands at the end.
    assert names(rig)[:2] == ["0009.jpg", "0008.jpg"]
    assert names(rig)[-1] == "0010.jpg"


def test_selections_stay_with_their_faces(rig: ReviewRig, tester: object) -> None:
    kept = QPersistentModelIndex(rig.model.index(3, 0))
    face = rig.work.rows.face_ids[rig.model.row_at(kept)]
    rig.model.arrange("age", descending=True)
    assert kept.row() == 6
    add_photos(rig, 20)
    assert rig.work.rows.face_ids[rig.model.row_at(kept)] == face
    rig.model.show(Filter(age_to=24.0))
    assert rig.work.rows.face_ids[rig.model.row_at(kept)] == face
    rig.model.show(Filter(age_from=26.0))
    assert not kept.isValid(), "it is not listed any more"


def test_all_rows_may_go_and_come(rig: ReviewRig, tester: object) -> None:
    rig.model.show(Filter(text="nothing"))
    assert rig.model.rowCount() == 0
    rig.model.show(Filter())
    assert rig.model.rowCount() == 11
    rig.work.close()
    assert rig.model.rowCount() == 0


def test_tiles_are_marked_by_what_was_said(rig: ReviewRig) -> None:
    grid = FaceGrid(rig.model, rig.work, rig.window)
    tiles = FaceTileDelegate(rig.model, rig.work, grid)

    def mark(row: int) -> str | None:
        return tiles._options(row, palette=grid.palette(), density=1.0).mark

    assert mark(0) is None
    for answer, expected in (
        ({"age": 20.0}, "partly"),
        ({"gender": "female"}, "confirmed"),
        ({"gender": "male"}, "corrected"),
        ({"verdict": "not_a_face"}, "not_a_face"),
    ):
        rig.work.say(0, **answer)  # type: ignore[arg-type]
        assert mark(0) == expected
    unsure = 1
    rig.work.rows.gender[unsure] = -1
    assert mark(unsure) == "unsure"
    rig.work.set_blind(True)
    assert mark(unsure) is None, "the model's doubt is an answer as well"
    rig.work.say(unsure, gender="male")
    assert mark(unsure) == "partly"


def test_what_was_dealt_with_stays_until_the_list_is_updated(
    rig: ReviewRig, tester: object
) -> None:
    rig.model.show(Filter(show="unreviewed"))
    assert rig.model.rowCount() == 10
    assert not rig.model.outdated
    rig.work.confirm(int(rig.model.listing[2]))
    assert rig.model.rowCount() == 10
    assert rig.model.outdated
    add_photos(rig, 2)
    assert names(rig)[2] == "0002.jpg", "not even when rows are read anew"
    assert rig.model.rowCount() == 12
    rig.model.update()
    assert "0002.jpg" not in names(rig)
    assert not rig.model.outdated


def test_photos_nobody_looked_at_are_not_listed(rig: ReviewRig, tester: object) -> None:
    assert rig.work.project is not None
    rig.work.project.list_photos([f"{number:04}.jpg" for number in range(15)])
    rig.work.refresh()
    rig.idle()
    assert len(rig.work.rows) == 15
    assert rig.model.rowCount() == rig.model.shown_of == 11


def test_cells_say_what_is_known(rig: ReviewRig) -> None:
    rig.work.say(1, age=40.0, gender="female")
    rig.work.not_a_face(2)

    def text(row: int, column: int) -> str:
        return str(rig.model.index(row, column).data())

    assert text(0, columns.PHOTO) == "0000.jpg"
    assert text(0, columns.AGE) == "17–24, around 20"
    assert text(0, columns.GENDER) == "female 90\N{NO-BREAK SPACE}%"
    assert text(4, columns.GENDER) == "not sure"
    assert text(1, columns.ANSWER) == "40, female"
    assert text(1, columns.STATE) == "corrected"
    assert (text(2, columns.ANSWER), text(2, columns.STATE)) == ("", "not a face")
    assert text(0, columns.SIZE) == "80 px"
    assert text(10, columns.STATE) == "no face"
    assert text(10, columns.AGE) == ""
    spoken = rig.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("0000.jpg: apparent age 17–24")
    headings = [
        str(rig.model.headerData(column, Qt.Orientation.Horizontal))
        for column in range(rig.model.columnCount())
    ]
    assert "Apparent age" in headings
    assert "Perceived gender" in headings


@pytest.fixture
def grid(rig: ReviewRig) -> FaceGrid:
    add_photos(rig, 90)
    grid = FaceGrid(rig.model, rig.work, rig.window)
    rig.window.setCentralWidget(QWidget())
    grid.setGeometry(0, 0, 640, 400)
    grid.show()
    return grid


def test_tiles_fill_the_width_and_can_be_hit(grid: FaceGrid) -> None:
    assert grid.columns == 4
    for row in grid.rows_in_view():
        assert grid.indexAt(grid.tile_rect(row).center()).row() == row
    assert not grid.indexAt(QPoint(1, 1)).isValid()
    grid.resize(330, 400)
    assert grid.columns == 2
    assert grid.verticalScrollBar().maximum() > 0


def test_arrow_keys_move_among_tiles(grid: FaceGrid, qtbot: QtBot) -> None:
    grid.setFocus()
    grid.setCurrentIndex(grid.model().index(1, 0))
    for key, row in (
        (Qt.Key.Key_Down, 5),
        (Qt.Key.Key_Right, 6),
        (Qt.Key.Key_Up, 2),
        (Qt.Key.Key_Up, 2),
        (Qt.Key.Key_Left, 1),
        (Qt.Key.Key_End, 100),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_PageDown, 8),
    ):
        QTest.keyClick(grid, key)
        assert grid.currentIndex().row() == row, key
    assert grid.visualRect(grid.currentIndex()).top() >= 0
    with qtbot.waitSignal(grid.opened) as opened:
        QTest.keyClick(grid, Qt.Key.Key_Return)
    assert opened.args == [8]


@pytest.fixture
def table(rig: ReviewRig) -> FaceTable:
    table = FaceTable(rig.model, rig.window)
    rig.window.setCentralWidget(table)
    table.setFocus()
    return table


def test_enter_opens_a_face_of_the_table(table: FaceTable, qtbot: QtBot) -> None:
    table.setCurrentIndex(table.model().index(1, 0))
    QTest.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Enter)
    assert opened.args == [2]


def test_a_double_click_opens_the_face_that_is_seen(
    table: FaceTable, rig: ReviewRig, qtbot: QtBot
) -> None:
    rig.model.arrange("age", descending=True)
    at = table.visualRect(rig.model.index(0, columns.GENDER)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened.args == [9], "the oldest face, wherever it stands in the project"


def test_a_double_click_opens_the_face_of_a_tile(
    grid: FaceGrid, rig: ReviewRig, qtbot: QtBot
) -> None:
    rig.model.arrange("age", descending=True)
    at = grid.tile_rect(0).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=at)
    with qtbot.waitSignal(grid.opened) as opened:
        QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened.args == [int(rig.model.listing[0])], "wherever it stands in the project"


def test_nothing_listed_opens_nothing(table: FaceTable, rig: ReviewRig, qtbot: QtBot) -> None:
    rig.model.show(Filter(text="nothing is called so"))
    with qtbot.assertNotEmitted(table.opened):
        QTest.keyClick(table, Qt.Key.Key_Return)


def test_what_is_looked_at_stays_in_its_place(grid: FaceGrid, rig: ReviewRig) -> None:
    grid.setCurrentIndex(rig.model.index(40, 0))
    top = grid.visualRect(grid.currentIndex()).top()
    rig.model.arrange("age", descending=True)
    assert grid.visualRect(grid.currentIndex()).top() == top
    add_photos(rig, 130)
    assert grid.visualRect(grid.currentIndex()).top() == top
    grid.resize(500, 400)
    assert grid.visualRect(grid.currentIndex()).intersects(grid.viewport().rect())


def test_at_the_top_new_rows_push_nothing_down(grid: FaceGrid, rig: ReviewRig) -> None:
    assert grid.verticalOffset() == 0
    add_photos(rig, 130)
    assert grid.verticalOffset() == 0


def test_every_kind_of_tile_draws(grid: FaceGrid, rig: ReviewRig) -> None:
    rig.work.say(1, age=40.0, gender="female")
    rig.work.confirm(0)
    rig.work.not_a_face(2)
    before = grid.grab().toImage()
    rig.work.clear(0)
    assert grid.grab().toImage() != before, "the mark is gone"
    table = FaceTable(rig.model, rig.window)
    table.resize(700, 300)
    assert not table.grab().isNull()


def test_tiles_look_the_same_after_a_long_way_there_and_back(
    grid: FaceGrid, rig: ReviewRig
) -> None:
    """More tiles than are kept drawn: each has a line of its own, its file's name."""
    for count in (290, 490):  # 200 at a time
        add_photos(rig, count)
    assert rig.model.rowCount() == 501
    rig.work.set_attribute("age")
    grid.resize(1200, 1200)
    rig.qtbot.waitUntil(lambda: grid.viewport().height() > 1100)
    pages = [grid.grab().toImage()]
    bar = grid.verticalScrollBar()
    while bar.value() < bar.maximum():
        bar.setValue(bar.value() + bar.pageStep())
        pages.append(grid.grab().toImage())
    assert len(pages) > 5
    bar.setValue(0)
    assert grid.grab().toImage() == pages[0]
    assert pages[0] != pages[1]

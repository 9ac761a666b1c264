"""The Folder tab as a whole: from a folder to faces, its job, its views and its empty states."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from desktop.folder import face_model as columns
from desktop.folder.faces_page import EmptyState
from desktop.folder.opening import recent
from desktop.help.menu import ShortcutsDialog
from desktop.settings import Settings
from engine.errors import OutputError
from engine.project import Filter, Project
from engine.results import PhotoResult
from tests.desktop.conftest import FakeStore, MakeRig, Rig
from tests.desktop.folder.folder_driver import StandIn
from tests.desktop.folder.folder_fakes import Folder
from tests.desktop.test_drops import drop, urls

WritePhoto = Callable[..., Path]


@pytest.fixture
def folder(rig: Rig) -> Folder:
    return Folder(rig)


@pytest.fixture
def photos(write_photo: WritePhoto, tmp_path: Path) -> Path:
    """Six photos, two in a subfolder, one without a face and one that is broken."""
    for name in ("1.jpg", "2.jpg", "bare 3.jpg", "broken 4.jpg"):
        write_photo(name)
    (tmp_path / "photos" / "more").mkdir()
    for name in ("more/5.png", "more/6.jpg"):
        write_photo(name)
    return tmp_path / "photos"


def test_a_folder_is_labelled_beside_itself(folder: Folder, photos: Path) -> None:
    assert folder.current_page is folder.page.start
    folder.choose(photos)
    assert folder.current_page is folder.page.setup
    assert not photos.with_suffix(".agelens").exists(), "nothing is written before the start"
    folder.page.setup.start.click()
    folder.wait_for_end()
    assert folder.current_page is folder.page.faces
    assert folder.shown == [
        "1.jpg",
        "2.jpg",
        "bare 3.jpg",
        "broken 4.jpg",
        "more/5.png",
        "more/6.jpg",
    ]
    told = folder.page.faces.header.about.text()
    assert "All 6 photos are done" in told
    assert "4 faces" in told
    assert "1 photo without a face" in told
    assert "1 could not be read" in told
    assert folder.rig.recorder.sentences == []
    with Project.open(photos.with_suffix(".agelens"), read_only=True) as project:
        assert project.counts().done == 6


def test_enter_starts_a_folder_that_was_just_dropped(folder: Folder, photos: Path) -> None:
    folder.rig.window.tabs.tabBar().setFocus()
    assert drop(folder.rig.desktop.folder_tab, urls(photos))
    folder.idle()
    assert folder.current_page is folder.page.setup
    assert folder.page.setup.start.hasFocus()
    QTest.keyClick(folder.rig.window.windowHandle(), Qt.Key.Key_Return)
    folder.wait_for_end()
    assert len(folder.shown) == 6


def test_the_focus_waits_for_the_model_and_then_is_on_the_start(
    make_rig: MakeRig, photos: Path
) -> None:
    folder = Folder(make_rig(load=False))
    folder.choose(photos)
    start = folder.page.setup.start
    assert not start.isEnabled()
    with folder.rig.qtbot.waitSignal(folder.rig.desktop.context.session.model_changed):
        folder.rig.desktop.start()
    folder.idle()
    assert start.isEnabled()
    assert start.hasFocus()


def test_subfolders_kinds_and_detector_are_as_chosen(folder: Folder, photos: Path) -> None:
    folder.choose(photos)
    setup = folder.page.setup
    setup.recursive.setChecked(False)
    assert setup.thorough.isChecked()
    setup.fast.click()
    setup.detect.setChecked(False)
    assert not setup.fast.isEnabled(), "without a detector there is nothing to search"
    setup.start.click()
    folder.wait_for_end()
    assert len(folder.shown) == 4
    (order,) = folder.stage.orders
    assert not order.options.recursive
    assert not order.options.detect
    assert not order.options.thorough
    # Looking again keeps to it.
    folder.menu_actions.check_changes.trigger()
    folder.wait_for_end()
    assert folder.stage.orders[-1].options == order.options
    assert len(folder.shown) == 4


def test_no_kind_of_files_is_no_job(folder: Folder, photos: Path) -> None:
    folder.choose(photos)
    setup = folder.page.setup
    for box, _ in setup._kinds.values():
        box.setChecked(False)
    assert not setup.start.isEnabled()
    assert "at least one file type" in setup.note


def test_one_can_review_while_it_runs_and_stop_and_go_on(folder: Folder, photos: Path) -> None:
    folder.stage.gate.clear()
    folder.choose(photos)
    folder.page.setup.start.click()
    folder.rig.qtbot.waitUntil(folder.stage.entered.is_set, timeout=20_000)
    assert "first faces" in folder.page.faces.note.heading
    assert folder.menu_actions.pause.isEnabled()
    folder.menu_actions.stop.trigger()
    assert folder.page.run.state == "stopping"
    folder.stage.gate.set()
    folder.wait_for_end()
    assert folder.page.run.state == "idle"
    assert folder.rig.recorder.sentences == [], "stopping is no error"
    assert folder.menu_actions.check_changes.text() == "Continue &labelling"
    folder.menu_actions.check_changes.trigger()
    folder.wait_for_end()
    assert len(folder.shown) == 6


def test_faces_appear_while_the_job_still_runs(
    folder: Folder, photos: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    last, analyse = threading.Event(), StandIn.analyse_file

    def hold_the_last(stand_in: StandIn, path: Path, *, name: str | None = None) -> PhotoResult:
        if path.name == "6.jpg":
            last.wait()
        return analyse(stand_in, path, name=name)

    monkeypatch.setattr(StandIn, "analyse_file", hold_the_last)
    folder.choose(photos)
    folder.page.setup.start.click()
    try:
        folder.rig.qtbot.waitUntil(lambda: len(folder.shown) == 5, timeout=20_000)
        assert folder.page.run.state == "running"
        assert folder.page.faces.views.currentWidget() is folder.page.faces.grid
        assert "5 of 6 photos" in folder.page.faces.header.about.text()
        (kept,) = recent(settings)  # all that a program leaves behind that is killed now
        assert (kept.done, kept.photos) == (5, 6)
    finally:
        last.set()
    folder.wait_for_end()
    assert len(folder.shown) == 6


def test_a_job_that_runs_is_not_begun_again(folder: Folder, photos: Path) -> None:
    folder.label(photos)
    for _ in range(2):
        folder.page.setup_controller.check_changes()
    folder.wait_for_end()
    assert len(folder.stage.orders) == 2, "the first one, and one more"
    assert folder.rig.recorder.sentences == []


def test_pause_holds_the_job(folder: Folder, photos: Path) -> None:
    folder.choose(photos)
    folder.stage.gate.clear()
    folder.page.setup.start.click()
    folder.rig.qtbot.waitUntil(lambda: folder.page.run.state == "running", timeout=20_000)
    folder.menu_actions.pause.trigger()
    folder.stage.gate.set()
    assert folder.page.run.state == "paused"
    assert "Paused" in folder.page.faces.header.about.text() or folder.page.run.active
    assert not folder.menu_actions.pause.isEnabled()
    folder.menu_actions.resume.trigger()
    folder.wait_for_end()
    assert len(folder.shown) == 6


def test_new_and_changed_photos_are_found(
    folder: Folder, photos: Path, write_photo: WritePhoto
) -> None:
    folder.label(photos)
    write_photo("7.jpg")
    (photos / "2.jpg").unlink()
    folder.menu_actions.check_changes.trigger()
    folder.wait_for_end()
    assert "7.jpg" in folder.shown
    assert "2.jpg" not in folder.shown
    assert "1 no longer there" in folder.page.faces.header.about.text()


def test_an_empty_folder_says_so(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    folder.label(tmp_path / "empty")
    assert folder.page.faces.views.currentWidget() is folder.page.faces.note
    assert "no photo" in folder.page.faces.note.heading
    assert not folder.menu_actions.review.isEnabled()


def test_filters_that_match_nothing_say_so(folder: Folder, photos: Path) -> None:
    folder.label(photos)
    faces = folder.page.faces
    faces.filters.text.setText("nothing is called so")
    QTest.keyClick(faces.filters.text, Qt.Key.Key_Return)
    assert faces.views.currentWidget() is faces.note
    assert "Nothing matches" in faces.note.heading
    assert faces.status_bar.count.text() == "0 of 6 shown"
    faces.note.clear.click()
    assert len(folder.shown) == 6
    assert faces.filters.filter == Filter()


def test_without_a_model_nothing_begins(make_rig: MakeRig, photos: Path) -> None:
    rig = make_rig(FakeStore(), load=False)
    with rig.qtbot.waitSignal(rig.desktop.context.session.model_changed, timeout=20_000):
        rig.desktop.start()
    rig.idle()
    folder = Folder(rig)
    folder.choose(photos)
    assert not folder.page.setup.start.isEnabled()
    rig.store.pipelines["tiny"] = rig.pipeline
    with rig.qtbot.waitSignal(rig.desktop.context.session.model_changed, timeout=20_000):
        rig.desktop.context.session.choose("tiny")
    assert folder.page.setup.start.isEnabled()


def told(page: QWidget) -> str:
    """All words on a page."""
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def test_while_the_model_is_loaded_the_start_waits(make_rig: MakeRig, photos: Path) -> None:
    rig = make_rig(load=False)
    folder = Folder(rig)
    folder.choose(photos)
    assert "The model is being loaded…" in told(folder.page.setup)
    assert not folder.page.setup.start.isEnabled()
    folder.page.setup.start_wanted.emit()
    folder.page.setup_controller.check_changes()
    folder.idle()
    assert folder.page.work.project is None
    with rig.qtbot.waitSignal(rig.desktop.context.session.model_changed, timeout=20_000):
        rig.desktop.start()
    folder.idle()
    assert "Tiny model (change it in the Model menu)" in told(folder.page.setup)
    folder.page.setup.start.click()
    folder.wait_for_end()
    assert len(folder.shown) == 6


def test_without_a_project_there_are_no_options(folder: Folder) -> None:
    folder.page.setup_controller.show_options()
    assert folder.current_page is folder.page.start


def test_grid_and_table_share_what_is_current(folder: Folder, photos: Path) -> None:
    folder.label(photos)
    faces = folder.page.faces
    faces.grid.setCurrentIndex(folder.page.model.index(3, 0))
    folder.menu_actions.table.trigger()
    assert faces.views.currentWidget() is faces.table
    assert faces.table.currentIndex().row() == 3
    faces.table.horizontalHeader().setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    assert faces.filters.order == "age"
    assert faces.filters.descending
    row = folder.page.model.row_at(faces.table.currentIndex())
    assert folder.page.work.rows.names[row] == "broken 4.jpg"
    folder.menu_actions.grid.trigger()
    assert folder.rig.desktop.settings.faces_as_table is False
    folder.rig.window.close()


def test_a_click_on_a_heading_sorts(folder: Folder, photos: Path) -> None:
    folder.label(photos)
    folder.menu_actions.table.trigger()
    table, filters = folder.page.faces.table, folder.page.faces.filters
    headings = table.horizontalHeader()
    middle = QPoint(headings.sectionViewportPosition(1) + 40, headings.height() // 2)
    QTest.mouseClick(headings.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert (filters.order, filters.descending) == ("age", False)
    assert folder.shown[:4] == ["1.jpg", "2.jpg", "more/5.png", "more/6.jpg"]
    QTest.mouseClick(headings.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert (filters.order, filters.descending) == ("age", True)
    # And the other way round: what the bar says is marked in the heading.
    filters.order_box.setCurrentIndex(filters.order_box.findData("certainty"))
    assert headings.sortIndicatorSection() == -1
    filters.order_box.setCurrentIndex(filters.order_box.findData("size"))
    assert headings.sortIndicatorSection() == columns.SIZE


def test_a_full_disk_ends_the_job_in_words_and_it_can_go_on(
    folder: Folder, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_project: Project, _batch: object, _run: object) -> None:
        raise OutputError("The disk is full. Received: photos.agelens")

    with monkeypatch.context() as patched:
        patched.setattr(Project, "keep", refuse)
        folder.label(photos)
    assert folder.page.run.state == "failed"
    (sentence,) = folder.rig.recorder.sentences
    assert sentence.startswith("Labelling has stopped. Everything finished so far is saved.")
    assert "No photo has been processed" in folder.page.faces.note.heading
    folder.menu_actions.check_changes.trigger()
    folder.wait_for_end()
    assert len(folder.shown) == 6


def test_every_control_has_a_name(folder: Folder, photos: Path) -> None:
    folder.label(photos)
    folder.page.faces.filters.more_button.setChecked(True)
    for page in (folder.page.start, folder.page.setup, folder.page.faces):
        folder.page.pages.setCurrentWidget(page)
        for widget in page.findChildren(QWidget):
            if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisible():
                continue
            if widget.objectName().startswith("qt_"):
                continue
            said = widget.accessibleName() or getattr(widget, "text", str)()
            assert said or isinstance(widget, EmptyState), f"{type(widget)} says nothing"


def test_review_and_back(folder: Folder, photos: Path) -> None:
    folder.label(photos)
    faces = folder.page.faces
    faces.grid.setCurrentIndex(folder.page.model.index(1, 0))
    QTest.keyClick(faces.grid, Qt.Key.Key_Return)
    folder.idle()
    assert folder.current_page is folder.page.review
    folder.page.review.step(1)
    folder.idle()
    folder.page.review.menu_actions.commands["back"].trigger()
    assert folder.current_page is faces
    assert faces.grid.currentIndex().row() == 2
    assert faces.row == int(folder.page.model.listing[2])


def test_the_review_has_a_menu_and_its_keys_are_listed(folder: Folder) -> None:
    tab = folder.rig.desktop.folder_tab
    assert len(folder.menu_actions.review_menu.actions()) > 10
    keyed = [a for group in tab.keyed_actions().values() for a in group if a is not None]
    assert folder.page.review.menu_actions.commands["confirm"] in keyed
    assert tab.key_list()
    assert next(iter(tab.keyed_actions())) == "Label the face"
    sheet = ShortcutsDialog(tab.keyed_actions(), tab.key_list(), folder.rig.window)
    told = [label.text() for label in sheet.findChildren(QLabel)]
    judging, moving = told.index("Label the face"), told.index("Move between faces")
    assert judging < told.index("Confirm and continue") < moving < told.index("Next face")
    sheet.deleteLater()


@pytest.fixture(autouse=True)
def nothing_outside(tmp_path: Path) -> Iterator[None]:
    """Photos are only read: every one is there afterwards, as it was."""
    yield
    photos = tmp_path / "photos"
    left = [path for path in photos.rglob("*") if path.suffix not in (".jpg", ".png", "")]
    assert left == []


def test_the_status_line_counts_half_answers_apart(folder: Folder, photos: Path) -> None:
    folder.label(photos)
    work, label = folder.page.work, folder.page.faces.status_bar.reviewed
    work.set_reviewer("AB")
    folder.idle()
    faces = work.counts.faces
    assert label.text() == f"0 of {faces} reviewed"
    row, other = (int(row) for row in (work.rows.face_ids > 0).nonzero()[0][:2])
    work.say(row, gender="male")
    assert label.text() == f"0 of {faces} reviewed, 1 partly"
    work.say(other, age=30.0, gender="unknown")
    assert label.text() == f"1 of {faces} reviewed, 1 partly"
    assert label.toolTip() == ""
    work.set_attribute("gender")
    assert label.text() == f"Gender of 2 of {faces} reviewed"
    assert label.toolTip() == f"Age and gender: 1 of {faces} reviewed, 1 partly"
    work.set_attribute("age")
    assert label.text() == f"Age of 1 of {faces} reviewed"

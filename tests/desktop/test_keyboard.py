"""The window by the keyboard alone, and the menus under the right mouse button."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.folder.reviewers import ReviewersDialog
from tests.desktop.conftest import Rig
from tests.desktop.folder.folder_fakes import Folder
from tests.desktop.webcam.webcam_fakes import Cam

WritePhoto = Callable[..., Path]
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def names(actions: list[QAction]) -> list[str]:
    """What a menu offers, in the words on screen."""
    found = [one.text().replace("&", "") for one in actions if not one.isSeparator()]
    return [name for name in found if name]


def noted_menu(widget: QWidget) -> list[str]:
    """Filled with what stands in the menu that is about to open, which Escape then closes."""
    found: list[str] = []

    def note() -> None:
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            found.extend(names(menu.actions()))
            QTest.keyClick(menu, Qt.Key.Key_Escape)

    QTimer.singleShot(0, widget, note)
    return found


def menu_of(widget: QWidget) -> list[str]:
    """What stands in the menu of a widget, which the menu key opens and Escape closes."""
    found = noted_menu(widget)
    at = QPoint(5, 5)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, widget.mapToGlobal(at))
    QApplication.sendEvent(widget, event)
    assert QApplication.activePopupWidget() is None
    return found


def right_click(widget: QWidget, at: QPoint) -> list[str]:
    """What stands in the menu that a right click opens; as a mouse sends it, through the window."""
    found = noted_menu(widget)
    window = widget.window()
    none = Qt.KeyboardModifier.NoModifier
    button = Qt.MouseButton.RightButton
    QTest.mouseClick(window.windowHandle(), button, none, widget.mapTo(window, at))
    QApplication.processEvents()
    assert QApplication.activePopupWidget() is None
    return found


@pytest.fixture
def open_photos(rig: Rig, write_photo: WritePhoto) -> Rig:
    rig.open(*(write_photo(f"{number}.jpg") for number in range(1, 5)))
    rig.qtbot.waitActive(rig.window)
    return rig


@pytest.mark.parametrize("key", ENTER)
def test_enter_presses_the_button_in_focus(rig: Rig, key: Qt.Key) -> None:
    rig.qtbot.waitActive(rig.window)
    asked: list[bool] = []
    rig.tab.menu_actions.open_photos.triggered.connect(lambda: asked.append(True))
    button = next(
        one
        for one in rig.tab.empty.findChildren(QPushButton)
        if one.text() == "Open photos…" and one.isVisible()
    )
    button.setFocus()
    QTest.keyClick(button, key)
    assert len(asked) == 1
    QTest.keyClick(button, key, Qt.KeyboardModifier.AltModifier)
    assert len(asked) == 1


def test_escape_closes_notices_from_the_top_then_leaves_the_full_screen(rig: Rig) -> None:
    rig.qtbot.waitActive(rig.window)
    QTest.keyClick(rig.window, Qt.Key.Key_F11)
    assert rig.window.isFullScreen()
    rig.desktop.messages.warn("Something to read.")
    rig.tab.subfolders.offer(("a.jpg",), here=2)
    assert rig.window.bar.isVisible()
    QTest.keyClick(rig.window, Qt.Key.Key_Escape)
    assert not rig.window.bar.isVisible()
    assert rig.tab.subfolders.isVisible()
    QTest.keyClick(rig.window, Qt.Key.Key_Escape)
    assert not rig.tab.subfolders.isVisible()
    assert rig.window.isFullScreen()
    QTest.keyClick(rig.window, Qt.Key.Key_Escape)
    assert not rig.window.isFullScreen()
    QTest.keyClick(rig.window, Qt.Key.Key_F11)
    QTest.keyClick(rig.window, Qt.Key.Key_F11)
    assert not rig.window.isFullScreen()


def test_home_and_end_lead_to_the_first_and_last_photo(open_photos: Rig) -> None:
    rig = open_photos
    for key, name in ((Qt.Key.Key_End, "4.jpg"), (Qt.Key.Key_Home, "1.jpg")):
        rig.view.setFocus()
        QTest.keyClick(rig.view, key)
        rig.idle()
        assert rig.shown_name == name


def test_delete_takes_a_photo_off_the_list_and_leaves_its_file(
    open_photos: Rig, tmp_path: Path
) -> None:
    rig = open_photos
    rig.tab.step(1)
    rig.idle()
    for shown, left in (("3.jpg", 3), ("4.jpg", 2), ("1.jpg", 1)):
        rig.view.setFocus()
        QTest.keyClick(rig.view, Qt.Key.Key_Delete)
        rig.idle()
        assert rig.shown_name == shown
        assert rig.tab.photos.rowCount() == left
        assert rig.view.picture is not None
    QTest.keyClick(rig.window, Qt.Key.Key_Delete)
    rig.idle()
    assert rig.tab.photos.rowCount() == 0
    assert not rig.work.isVisible()
    assert len(list((tmp_path / "photos").iterdir())) == 4
    assert not rig.recorder.problems


def test_a_failed_photo_that_is_left_alone_still_says_why(
    rig: Rig, write_photo: WritePhoto
) -> None:
    broken = write_photo("broken.jpg")
    broken.write_bytes(b"no picture")
    rig.open(write_photo("good.jpg"), broken)
    QTest.keyClick(rig.window, Qt.Key.Key_Delete)
    rig.idle()
    assert rig.work.isVisible()
    assert rig.shown_name == "broken.jpg"
    assert rig.panel.note == "This photo could not be opened"
    assert rig.view.picture is None


def test_photo_strip_and_faces_have_their_menus(open_photos: Rig) -> None:
    rig = open_photos
    of_photo = menu_of(rig.view)
    assert {"Next photo", "Zoom in", "Copy result", "Remove from the list"} <= set(of_photo)
    assert menu_of(rig.work.strip.viewport()) == of_photo
    assert menu_of(rig.panel.list.viewport()) == ["Copy result", "Copy picture", "Shake test…"]
    in_menus = {
        text
        for menu in rig.window.menuBar().actions()
        for text in names(menu.menu().actions())  # type: ignore[union-attr]
    }
    assert set(of_photo) <= in_menus


def test_a_right_click_is_about_what_it_hits(open_photos: Rig) -> None:
    rig = open_photos
    face = rig.view.box_rect(1).center().toPoint()
    assert "Shake test…" in right_click(rig.view, face)
    assert rig.view.selected == 1
    faces = rig.panel.list
    right_click(faces.viewport(), faces.visualItemRect(faces.item(2)).center())
    assert rig.view.selected == 2
    strip = rig.work.strip
    tile = strip.visualRect(rig.tab.photos.index(2)).center()
    assert "Remove from the list" in right_click(strip.viewport(), tile)
    assert rig.work.row == 2
    rig.idle()


@pytest.fixture
def folder(rig: Rig, write_photo: WritePhoto, tmp_path: Path) -> Folder:
    for name in ("1.jpg", "2.jpg", "3.jpg"):
        write_photo(name)
    folder = Folder(rig)
    folder.page.work.set_reviewer("AB")
    return folder


def test_tiles_rows_and_the_big_photo_have_their_menus(folder: Folder, tmp_path: Path) -> None:
    folder.label(tmp_path / "photos")
    page = folder.page
    of_tile = menu_of(page.faces.grid.viewport())
    assert {"Review from here", "Undo", "Redo", "Export…"} <= set(of_tile)
    page.faces.show_table(True)
    assert menu_of(page.faces.table.viewport()) == of_tile
    page.show_review(0)
    folder.idle()
    assert "Not a face" in menu_of(page.review.parts.canvas)


def test_pause_hands_the_focus_to_continue_and_back(folder: Folder, tmp_path: Path) -> None:
    rig = folder.rig
    stage = rig.folder_stage
    stage.gate.clear()
    try:
        folder.choose(tmp_path / "photos")
        folder.page.setup.start.click()
        rig.qtbot.waitUntil(lambda: folder.page.run.state == "running", timeout=20_000)
        rig.qtbot.waitActive(rig.window)
        pause = button_of(rig.window, "Pause")
        pause.setFocus()
        QTest.keyClick(pause, Qt.Key.Key_Space)
        resume = button_of(rig.window, "Continue")
        assert resume.hasFocus()
        QTest.keyClick(resume, Qt.Key.Key_Return)
        assert button_of(rig.window, "Pause").hasFocus()
    finally:
        stage.gate.set()
    folder.idle()


def test_the_keys_of_the_review_work_while_letters_are_cyrillic(
    folder: Folder, tmp_path: Path
) -> None:
    folder.label(tmp_path / "photos")
    folder.page.show_review(0)
    folder.idle()
    folder.rig.qtbot.waitActive(folder.rig.window)
    canvas, rows = folder.page.review.parts.canvas, folder.page.work.rows
    # Where F, M and X lie, with the letters that a Russian or Kazakh layout has there.
    for letter, place, verdict, gender in (
        ("А", 33, "corrected", "female"),
        ("Ь", 50, "confirmed", "male"),
        ("Ч", 45, "not_a_face", None),
    ):
        row = folder.page.review.navigator.face_row
        assert row is not None
        none = Qt.KeyboardModifier.NoModifier
        event = QKeyEvent(QEvent.Type.KeyPress, ord(letter), none, place + 8, 0, 0, letter)
        QApplication.sendEvent(canvas, event)
        folder.idle()
        assert (rows.verdict_of(row), rows.human_gender_of(row)) == (verdict, gender)


def test_escape_closes_a_notice_before_it_leaves_the_review(folder: Folder, tmp_path: Path) -> None:
    folder.label(tmp_path / "photos")
    page, window = folder.page, folder.rig.window
    page.show_review(0)
    folder.idle()
    folder.rig.qtbot.waitActive(window)
    page.review.parts.canvas.setFocus()
    folder.rig.desktop.messages.warn("Something to read.")
    assert window.bar.isVisible()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    assert not window.bar.isVisible()
    assert page.review.isVisible()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    assert not page.review.isVisible()


def button_of(window: QWidget, text: str) -> QPushButton:
    """The button of this name that is on screen."""
    (found,) = [
        one for one in window.findChildren(QPushButton) if one.text() == text and one.isVisible()
    ]
    return found


def test_a_right_click_on_tile_or_row_selects_it(folder: Folder, tmp_path: Path) -> None:
    folder.label(tmp_path / "photos")
    faces, model = folder.page.faces, folder.page.model
    folder.rig.qtbot.waitActive(folder.rig.window)
    for table, place in ((False, 2), (True, 1)):
        faces.show_table(table)
        view = faces.table if table else faces.grid
        at = view.visualRect(model.index(place, 0)).center()
        assert "Not a face" in right_click(view.viewport(), at)
        assert model.places_of(faces.selection.rows).tolist() == [place]
    view.selectAll()
    right_click(view.viewport(), at)
    assert faces.selection.count == 3, "a menu over what is selected is about all of it"


def test_a_right_click_in_the_review_turns_to_that_face(folder: Folder, tmp_path: Path) -> None:
    folder.label(tmp_path / "photos")
    review = folder.page.review
    folder.page.show_review(0)
    folder.idle()
    folder.rig.qtbot.waitActive(folder.rig.window)
    canvas, first = review.parts.canvas, review.row
    review.menu_actions.commands["add"].trigger()
    canvas.finish_drawing()  # a box in the middle: another face of the photo
    folder.idle()
    assert len(canvas.faces) == 2
    assert review.row != first
    old = next(n for n in range(2) if n != canvas.selected)
    assert "Not a face" in right_click(canvas, canvas.box_rect(old).topLeft().toPoint())
    assert review.row == first
    review.menu_actions.commands["add"].trigger()
    right_click(canvas, canvas.box_rect(1 - old).center().toPoint())
    assert review.row == first, "not while a box is drawn"
    canvas.end_drawing()


def test_home_and_end_lead_to_the_first_and_last_face(folder: Folder, tmp_path: Path) -> None:
    folder.label(tmp_path / "photos")
    page, window = folder.page, folder.rig.window
    folder.rig.qtbot.waitActive(window)
    page.faces.show_table(True)
    page.faces.focus_faces()
    selected = page.faces.selection
    for key, row in ((Qt.Key.Key_End, 2), (Qt.Key.Key_Home, 0)):
        QTest.keyClick(window.windowHandle(), key)
        assert page.model.places_of(selected.rows).tolist() == [row]
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert selected.count == 3
    page.show_review(int(page.model.listing[1]))
    folder.idle()
    for key, place in ((Qt.Key.Key_End, 2), (Qt.Key.Key_Home, 0)):
        QTest.keyClick(window.windowHandle(), key)
        assert page.review.row == int(page.model.listing[place])
    folder.idle()


def test_pause_of_the_webcam_hands_the_focus_to_start_and_back(rig: Rig) -> None:
    cam = Cam(rig)
    rig.qtbot.waitActive(rig.window)
    cam.start()
    start, pause = (
        next(one for one in cam.page.bar.findChildren(QToolButton) if one.text() == text)
        for text in ("Start", "Pause")
    )
    pause.setFocus()
    QTest.keyClick(pause, Qt.Key.Key_Space)
    assert start.hasFocus()
    QTest.keyClick(start, Qt.Key.Key_Return)
    cam.frame()
    assert cam.live.state == "live"
    assert pause.hasFocus()
    cam.menu_actions.stop.trigger()


def test_enter_in_a_field_presses_no_other_button_of_its_dialog(
    folder: Folder, tmp_path: Path
) -> None:
    rig = folder.rig
    rig.window.help_menu.help.open_page("photos")
    search = rig.window.help_menu.help.search
    for _ in range(2):
        QTest.keyClicks(search, "face")
        QTest.keyClick(search, Qt.Key.Key_Return)
    assert rig.window.help_menu.help.isVisible()
    rig.window.help_menu.help.close()
    folder.label(tmp_path / "photos")
    folder.menu_actions.reviewers.trigger()
    folder.idle()
    dialog = rig.window.findChildren(ReviewersDialog)[-1]
    dialog.method.setCurrentIndex(1)
    dialog.method.activated.emit(1)
    dialog.names.clear()
    QTest.keyClick(dialog.names, Qt.Key.Key_Return)
    assert folder.page.work.assignment is None
    QTest.keyClicks(dialog.names, "AB, CD")
    QTest.keyClick(dialog.names, Qt.Key.Key_Return)
    folder.idle()
    assert dialog.isVisible()
    assert folder.page.work.assignment is not None
    assert folder.page.work.assignment.reviewers == ("AB", "CD")


def test_enter_presses_a_button_that_qt_would_leave_alone(qtbot: QtBot, rig: Rig) -> None:
    dialog = QDialog(rig.window)
    qtbot.addWidget(dialog)
    column = QVBoxLayout(dialog)
    pressed: list[str] = []
    for name in ("one", "other"):
        button = QPushButton(name, dialog)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False, name=name: pressed.append(name))
        column.addWidget(button)
    dialog.open()
    qtbot.waitActive(dialog)
    for name in ("one", "other"):
        QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Tab)
        QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Return)
        assert pressed[-1] == name
    assert len(pressed) == 2
    dialog.close()

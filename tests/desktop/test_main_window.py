"""The window: menus, names for screen readers, sizes, looks, and what it may not become."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QWidget,
)

from desktop.viewer.image_view import ImageView
from engine import __version__
from engine.errors import ImageError
from tests.desktop.conftest import MakeRig, Rig

WritePhoto = Callable[..., Path]
QT_OWN = ("ScrollLeftButton", "ScrollRightButton", "qt_menubar_ext_button")


def menu_actions(menu: QMenu) -> list[QAction]:
    found: list[QAction] = []
    for action in menu.actions():
        found += menu_actions(action.menu()) if action.menu() else [action]
    return [action for action in found if not action.isSeparator()]


def all_actions(rig: Rig) -> dict[str, QAction]:
    menus = [action.menu() for action in rig.window.menuBar().actions()]
    return {a.text().replace("&", ""): a for menu in menus for a in menu_actions(menu)}


def test_the_menus_offer_everything(rig: Rig) -> None:
    names = [action.text().replace("&", "") for action in rig.window.menuBar().actions()]
    assert names == ["File", "Edit", "View", "Model", "Help"]
    assert set(all_actions(rig)) >= {
        "Open photos…",
        "Open folder…",
        "Save annotated picture…",
        "Save table (CSV)…",
        "Quit",
        "Paste",
        "Copy result",
        "Copy picture",
        "Zoom in",
        "Zoom out",
        "Fit to window",
        "Actual size",
        "Next photo",
        "Previous photo",
        "Light",
        "Dark",
        "Same as system",
        "Tiny model",
        "About AgeLens",
        "Keyboard shortcuts",
    }


def test_no_two_actions_on_screen_share_a_shortcut(rig: Rig) -> None:
    """Tabs may use the same keys: those of the tabs behind are hidden and know no keys."""
    for tab in range(rig.window.tabs.count()):
        rig.window.tabs.setCurrentIndex(tab)
        rig.idle()
        _ = rig.desktop.folder_tab.page  # with the menu of the review
        menus = [action.menu() for action in rig.window.menuBar().actions()]
        keys = [
            key.toString()
            for menu in menus
            for action in shown_actions(menu)
            for key in action.shortcuts()
        ]
        assert len(keys) == len(set(keys)), sorted(keys)
        assert tab != 0 or QKeySequence(QKeySequence.StandardKey.Open).toString() in keys


def shown_actions(menu: QMenu) -> list[QAction]:
    found: list[QAction] = []
    for action in menu.actions():
        if action.isVisible() and not action.isSeparator():
            found += shown_actions(action.menu()) if action.menu() else [action]
    return found


def test_every_control_has_a_name(rig: Rig, write_photo: WritePhoto) -> None:
    rig.open(write_photo("1.jpg"), write_photo("2.jpg"))
    rig.window.help_menu.show_about()
    controls = [
        child
        for child in rig.window.findChildren(QWidget)
        if isinstance(child, QAbstractButton | QAbstractItemView | ImageView)
        and child.objectName() not in QT_OWN
    ]
    assert len(controls) > 15
    nameless = []
    for control in controls:
        interface = QAccessible.queryAccessibleInterface(control)
        if not interface.text(QAccessible.Text.Name).strip():
            nameless.append(f"{type(control).__name__} {control.objectName()}")
    assert not nameless
    rig.window.findChild(QDialog).close()


def test_photo_and_faces_are_told_to_screen_readers(rig: Rig, write_photo: WritePhoto) -> None:
    rig.open(write_photo("1.jpg"))
    photo = QAccessible.queryAccessibleInterface(rig.view)
    assert "3 faces" in photo.text(QAccessible.Text.Description)
    faces = QAccessible.queryAccessibleInterface(rig.panel.list)
    assert faces.role() is QAccessible.Role.List
    assert "apparent age around 34" in faces.child(0).text(QAccessible.Text.Name)


def test_tab_reaches_everything(rig: Rig, write_photo: WritePhoto) -> None:
    rig.open(write_photo("1.jpg"), write_photo("2.jpg"))
    rig.window.activateWindow()
    reached = set()
    for _ in range(40):
        rig.qtbot.keyClick(QGuiApplication.focusWindow() or rig.window, Qt.Key.Key_Tab)
        reached.add(rig.window.focusWidget())
    assert {rig.view, rig.panel.list, rig.work.strip} <= reached
    buttons = [b for b in rig.work.bar.findChildren(QAbstractButton) if b.isEnabled()]
    assert len(buttons) > 5
    assert set(buttons) <= reached


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_is_clipped_at_the_smallest_size(
    rig: Rig, write_photo: WritePhoto, theme: str
) -> None:
    all_actions(rig)[theme.capitalize()].trigger()
    rig.window.resize(800, 600)
    for state in ("empty", "open"):
        if state == "open":
            rig.open(write_photo("a rather long name of a photo from a long holiday.jpg"))
            rig.open(write_photo("2.jpg"))
        assert rig.window.size().width() == 800
        assert rig.window.size().height() == 600
        for child in rig.window.findChildren(QWidget):
            if isinstance(child, QPushButton | QLabel) and child.isVisible() and in_view(child):
                assert needs(child).width() <= child.width() + 1, child.text()
                assert needs(child).height() <= child.height() + 1, child.text()
                place = QRect(child.mapTo(rig.window, child.rect().topLeft()), child.size())
                assert rig.window.rect().contains(place), child.text()


def test_a_screen_of_200_per_cent_holds_every_tab(rig: Rig, write_photo: WritePhoto) -> None:
    """1920 × 1080 pixels are 960 × 540 there; the status bar never leaves the screen."""
    rig.open(write_photo("1.jpg"), write_photo("2.jpg"))
    for number in range(rig.window.tabs.count()):
        rig.window.tabs.setCurrentIndex(number)
        rig.idle()
        rig.window.resize(800, 540)
        QApplication.processEvents()
        assert rig.window.minimumSizeHint().height() <= 540
        assert (rig.window.width(), rig.window.height()) == (800, 540)
        status = rig.window.statusBar()
        place = QRect(status.mapTo(rig.window, status.rect().topLeft()), status.size())
        assert rig.window.rect().contains(place)


def test_what_the_status_bar_says_expires(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.main_window._STATUS_MS", 30)
    monkeypatch.setattr("desktop.main_window._STATUS_MS_A_SIGN", 1)
    rig.desktop.messages.say("Saved.")
    assert rig.window.status_text.text() == "Saved."
    rig.qtbot.waitUntil(lambda: rig.window.status_text.text() == "")


def in_view(child: QWidget) -> bool:
    return not any(isinstance(p, QScrollArea) for p in ancestors(child))


def ancestors(child: QWidget) -> list[QWidget]:
    parent = child.parentWidget()
    return [parent, *ancestors(parent)] if parent else []


def needs(child: QLabel | QPushButton) -> QRect:
    """The room that a child's text takes; a wrapped label only needs its longest word's width."""
    if isinstance(child, QLabel) and child.wordWrap():
        return QRect(0, 0, 1, child.heightForWidth(child.width()))
    hint = child.minimumSizeHint()
    return QRect(0, 0, hint.width(), hint.height())


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_it_is_drawn_with_text_and_icons(rig: Rig, write_photo: WritePhoto, theme: str) -> None:
    actions = all_actions(rig)
    actions[theme].trigger()
    for _ in range(2):
        image = rig.window.grab().toImage()
        # Without fonts a window has a handful of colours; smoothed text alone brings dozens.
        strip = {image.pixel(x, y) for x in range(0, 300) for y in range(0, 24)}
        assert len(strip) > 12
        assert len({image.pixel(x, y) for x in range(0, 1100, 3) for y in range(0, 750, 3)}) > 60
        rig.open(write_photo("1.jpg"))
    for button in rig.work.bar.findChildren(QAbstractButton):
        assert not button.icon().isNull()
    assert rig.desktop.settings.theme == theme.lower()


def test_about_tells_what_matters(rig: Rig) -> None:
    all_actions(rig)["About AgeLens"].trigger()
    dialog = rig.window.findChild(QDialog)
    assert dialog is not None
    text = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert __version__ in text
    assert "never leave this computer" in text
    assert "not how old the person" in text
    assert "agelens.log" in text
    assert "6.1 years off" in text
    assert "91 % of its genders" in text
    assert "non-commercial research" in text
    assert "Not for identifying people" in text
    buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
    buttons["Copy path"].click()
    assert QGuiApplication.clipboard().text().endswith("agelens.log")
    dialog.close()


def test_shortcuts_are_listed(rig: Rig) -> None:
    all_actions(rig)["Keyboard shortcuts"].trigger()
    dialog = rig.window.findChild(QDialog)
    assert dialog is not None
    text = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Open photos" in text
    assert "PgDown" in text
    dialog.close()


def test_actions_follow_what_is_possible(rig: Rig, write_photo: WritePhoto) -> None:
    actions = rig.tab.menu_actions
    results = (actions.save_picture, actions.copy_picture, actions.copy_text)
    assert not any(action.isEnabled() for action in (*results, actions.next, actions.zoom_in))
    rig.open(write_photo("1.jpg"), write_photo("2.jpg"))
    assert all(action.isEnabled() for action in (*results, actions.next, actions.zoom_in))
    assert not actions.previous.isEnabled()
    actions.next.trigger()
    rig.idle()
    assert actions.previous.isEnabled()
    assert not actions.next.isEnabled()


def test_the_window_opens_where_it_was(make_rig: MakeRig) -> None:
    first = make_rig()
    first.window.resize(800, 650)  # the offscreen screen is 800 x 800
    first.desktop.close()
    second = make_rig()
    assert (second.window.width(), second.window.height()) == (800, 650)


def test_it_becomes_no_larger_than_the_screen(rig: Rig) -> None:
    room = rig.window.screen().availableGeometry()
    rig.window.setGeometry(room.right() - 50, room.bottom() - 50, 2000, 1500)
    rig.window.fit_screen()
    assert room.contains(rig.window.frameGeometry().topLeft())
    size = rig.window.size()
    assert size.boundedTo(room.size()) == size


def test_shortcuts_work_on_a_russian_keyboard(rig: Rig) -> None:
    chosen: list[bool] = []
    rig.tab.menu_actions.open_photos.triggered.disconnect()  # no dialog
    rig.tab.menu_actions.open_photos.triggered.connect(lambda: chosen.append(True))
    key = QKeyEvent(
        QEvent.Type.KeyPress, ord("Щ"), Qt.KeyboardModifier.ControlModifier, 24 + 8, 0, 0, ""
    )
    QApplication.sendEvent(rig.window, key)
    assert chosen == [True]


def test_a_message_lies_over_the_page_and_moves_nothing(make_rig: MakeRig) -> None:
    rig = make_rig()
    window, before = rig.window, rig.window.tabs.geometry()
    rig.desktop.messages.report(ImageError("This file is empty."))
    QApplication.processEvents()
    assert window.bar.isVisible()
    assert window.tabs.geometry() == before
    place = window.bar.mapTo(window, QPoint())
    lower_edge = window.centralWidget().geometry().bottom()
    assert abs(place.y() + window.bar.height() - 1 - lower_edge) <= 1
    assert window.bar.width() == window.centralWidget().width()
    for button in window.bar.findChildren(QPushButton):
        if button.isCheckable():
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    taller = window.bar.mapTo(window, QPoint()).y()
    assert taller < place.y()  # the details grow upwards
    window.resize(window.width(), window.height() - 60)
    QApplication.processEvents()
    assert window.bar.mapTo(window, QPoint()).y() == taller - 60
    QTest.keyClick(window, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert not window.bar.isVisible()
    below = window.childAt(5, window.centralWidget().geometry().bottom() - 10)
    assert below is not None
    assert window.tabs.isAncestorOf(below)  # the page takes clicks again


def controls_of(tab: QWidget) -> list[QWidget]:
    """What can be pressed, and the areas that scroll, whose inside goes on below their edge."""
    found = [*tab.findChildren(QAbstractButton), *tab.findChildren(QScrollArea)]
    return [one for one in found if one.isVisible() and in_view(one)]


def test_a_message_covers_no_control_of_a_page(rig: Rig) -> None:
    window = rig.window
    window.resize(window.minimumSize())
    rig.desktop.messages.report(ImageError("This file is empty."))
    QApplication.processEvents()
    for place in range(window.tabs.count()):
        window.tabs.setCurrentIndex(place)
        rig.idle()
        QApplication.processEvents()
        upper_edge = window.bar.mapTo(window, QPoint()).y()
        tab = window.tabs.widget(place)
        # A tab builds its page when it is first shown.
        rig.qtbot.waitUntil(lambda tab=tab: bool(controls_of(tab)), timeout=20_000)
        QApplication.processEvents()
        shown = controls_of(tab)
        for one in shown:
            assert one.mapTo(window, QPoint(0, one.height())).y() <= upper_edge, one
    assert tab.contentsMargins().bottom() == window.bar.height()
    rig.desktop.messages.clear()
    QApplication.processEvents()
    assert tab.contentsMargins().bottom() == 0


def test_a_page_that_can_spare_no_room_is_not_crushed(rig: Rig) -> None:
    window = rig.window
    window.resize(window.minimumSize())
    window.tabs.setCurrentWidget(rig.desktop.webcam_tab)
    rig.qtbot.waitUntil(lambda: bool(controls_of(rig.desktop.webcam_tab)), timeout=20_000)
    rig.desktop.messages.report(ImageError("This file is empty."))
    QApplication.processEvents()
    (details,) = [one for one in window.bar.findChildren(QPushButton) if one.isCheckable()]
    details.click()
    QApplication.processEvents()
    tab = rig.desktop.webcam_tab
    assert 0 < tab.contentsMargins().bottom() < window.bar.height()
    assert tab.height() >= tab.minimumSizeHint().height()

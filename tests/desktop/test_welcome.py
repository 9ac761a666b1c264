"""The first page: ways to begin, the note until it was read, and the same from the Help menu."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from desktop.settings import Settings
from desktop.welcome import WAYS, Way, WelcomeDialog
from tests.desktop.conftest import MakeRig, Rig

WritePhoto = Callable[..., Path]


def texts(root: object) -> str:
    assert hasattr(root, "findChildren")
    return " ".join(label.text() for label in root.findChildren(QLabel))


def test_the_first_page_offers_everything_and_promises_no_network(rig: Rig) -> None:
    page = rig.tab.empty
    assert page.isVisible()
    assert set(page.ways.buttons) == {"folder", "webcam", "training"}
    told = texts(page)
    assert "Drop photos here" in told
    assert "never leave this computer" in told
    assert "No account, no download" in told
    assert "not how old the person is" in told
    assert "Both are estimates" in told


@pytest.mark.parametrize("way", ["folder", "webcam", "training"])
def test_a_card_leads_to_its_tab(rig: Rig, way: Way) -> None:
    tabs = {
        "folder": rig.desktop.folder_tab,
        "webcam": rig.desktop.webcam_tab,
        "training": rig.desktop.training_tab,
    }
    rig.qtbot.mouseClick(rig.tab.empty.ways.buttons[way], Qt.MouseButton.LeftButton)
    assert rig.window.tabs.currentWidget() is tabs[way]
    rig.idle()
    rig.qtbot.waitUntil(lambda: not rig.desktop.context.lanes.training.busy, timeout=20_000)
    assert not rig.webcam_stage.opened, "the camera is not opened by going there"


def test_the_note_stays_until_it_was_read(make_rig: MakeRig, settings: Settings) -> None:
    first = make_rig()
    note = first.tab.empty.note
    assert note.isVisible()
    first.desktop.close()
    second = make_rig()
    assert second.tab.empty.note.isVisible()
    second.tab.empty.note.button.setFocus()
    second.qtbot.keyClick(second.tab.empty.note.button, Qt.Key.Key_Space)
    assert not second.tab.empty.note.isVisible()
    focus = second.window.focusWidget()
    assert focus is None or focus.isVisible()
    assert Settings(settings.path).welcomed
    second.desktop.close()
    assert not make_rig().tab.empty.note.isVisible()


def test_help_shows_it_again_with_photos_open(rig: Rig, write_photo: WritePhoto) -> None:
    rig.open(write_photo("1.jpg"))
    assert not rig.tab.empty.isVisible()
    dialog = welcome(rig)
    assert set(dialog.ways.buttons) == set(WAYS)
    assert "Do not base decisions" in texts(dialog)
    rig.dialogs.answer = [write_photo("2.jpg")]
    dialog.ways.buttons["photos"].click()
    rig.idle()
    assert rig.tab.photos.rowCount() == 2
    other = welcome(rig)
    other.ways.buttons["webcam"].click()
    assert rig.window.tabs.currentWidget() is rig.desktop.webcam_tab
    rig.idle()


def welcome(rig: Rig) -> WelcomeDialog:
    """The dialog that Help opens."""
    action = next(a for a in rig.window.help_menu.actions() if "Welcome" in a.text())
    action.trigger()
    QApplication.processEvents()
    shown = [one for one in rig.window.findChildren(WelcomeDialog) if one.isVisible()]
    assert len(shown) == 1
    return shown[0]

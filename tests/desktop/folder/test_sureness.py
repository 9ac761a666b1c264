"""The dialog of the threshold: its slider and curve, and what becomes of the faces on screen."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.folder.sureness import SurenessDialog
from desktop.widgets.dialogs import show
from engine.project.sureness import SurePoint
from tests.desktop.conftest import MakeRig
from tests.desktop.folder.folder_fakes import Folder

WritePhoto = Callable[..., Path]


@pytest.fixture
def folder(make_rig: MakeRig, write_photo: WritePhoto) -> Folder:
    folder = Folder(make_rig())
    root = write_photo("album/1.jpg").parent
    write_photo("album/2.jpg")
    folder.label(root)
    return folder


def ask(folder: Folder) -> SurenessDialog:
    folder.menu_actions.sureness.trigger()
    folder.idle()
    dialog = folder.rig.window.findChildren(SurenessDialog)[-1]
    assert dialog.isVisible()
    return dialog


def press(dialog: SurenessDialog, which: QDialogButtonBox.StandardButton) -> None:
    button = dialog.findChildren(QDialogButtonBox)[0].button(which)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_threshold_is_set_with_keys_and_taken_back(folder: Folder) -> None:
    work = folder.page.work
    assert work.project is not None
    before = work.rows.gender.tolist()
    assert -1 not in before
    dialog = ask(folder)
    assert dialog.own.isChecked()
    assert not dialog.slider.isEnabled()
    QTest.keyClick(dialog.own, Qt.Key.Key_Space)
    dialog.slider.setFocus()
    QTest.keyClick(dialog.slider, Qt.Key.Key_End)
    assert dialog.threshold == 0.99
    assert "0.0 % of all faces" in dialog.told.text()
    press(dialog, QDialogButtonBox.StandardButton.Ok)
    folder.idle()
    assert work.project.gender_threshold == 0.99
    assert set(work.rows.gender.tolist()) == {-1}
    dialog = ask(folder)
    assert dialog.slider.value() == 99
    QTest.keyClick(dialog.own, Qt.Key.Key_Space)
    press(dialog, QDialogButtonBox.StandardButton.Ok)
    folder.idle()
    assert work.project.gender_threshold is None
    assert work.rows.gender.tolist() == before


def test_cancel_changes_nothing(folder: Folder) -> None:
    dialog = ask(folder)
    QTest.keyClick(dialog.own, Qt.Key.Key_Space)
    press(dialog, QDialogButtonBox.StandardButton.Cancel)
    folder.idle()
    assert folder.page.work.project is not None
    assert folder.page.work.project.gender_threshold is None


def test_without_enough_stated_genders_it_says_what_is_needed(folder: Folder) -> None:
    dialog = ask(folder)
    assert not dialog.curve.isVisible()
    assert "at least 30" in dialog.told.text()


POINTS = [
    SurePoint(percent / 100, 1 - (percent - 50) / 60, 1 - (percent - 50) / 60, 0.2)
    for percent in range(50, 100)
]


def test_the_curve_has_room_at_once_and_however_small_the_dialog_is_made(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = SurenessDialog(POINTS, threshold=0.6, writable=True, parent=window)
    show(dialog)
    room = dialog.screen().availableGeometry().size()
    assert dialog.size() == dialog.size().boundedTo(room)
    assert dialog.curve.height() > 218, "at first"
    dialog.resize(1, 1)
    QApplication.sendPostedEvents()
    assert dialog.curve.height() >= 218, "160 px between the axes"
    parts = [dialog.own, dialog.slider, dialog.curve, dialog.told]
    edges = [(part.geometry().top(), part.geometry().bottom()) for part in parts]
    assert all(above[1] < below[0] for above, below in pairwise(edges)), "none upon another"
    dialog.reject()


def test_the_curve_follows_the_slider(qtbot: QtBot) -> None:
    dialog = SurenessDialog(POINTS, threshold=0.6, writable=True)
    dialog.show()
    assert dialog.curve.isVisible()
    before = dialog.curve.grab().toImage()
    QTest.keyClick(dialog.slider, Qt.Key.Key_Right)
    assert dialog.threshold == 0.61
    assert dialog.curve.grab().toImage() != before
    assert "20.0 % of them wrongly" in dialog.told.text()
    dialog.close()
    dialog.deleteLater()

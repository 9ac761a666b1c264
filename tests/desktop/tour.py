"""A tour through everything that the window can show, for tests that look at all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.crash import CrashDialog, OpenFiles
from desktop.training.page import ClosingDialog
from desktop.training.result import UnfitModelDialog
from desktop.training.tab import AddonPage
from desktop.training_addon import AddonStamp, TrainingAddon
from tests.desktop.conftest import Rig
from tests.desktop.folder.folder_fakes import Folder
from tests.desktop.training.test_setup import open_tab
from tests.desktop.training.training_driver import whole_run
from tests.desktop.training.training_fakes import begin, end, hear
from tests.desktop.webcam.webcam_driver import face_at
from tests.desktop.webcam.webcam_fakes import Cam

WritePhoto = Callable[..., Path]
Scene = tuple[str, QWidget]


def tour(rig: Rig, write_photo: WritePhoto) -> Iterator[Scene]:
    """Yield (name, widget) for every scene, while it is on screen."""
    yield from _welcome(rig)
    yield from _help(rig)
    yield from _photos(rig, write_photo)
    yield from _folder(rig, write_photo)
    yield from _webcam(rig)
    yield from _training(rig)


def _settled(rig: Rig) -> QWidget:
    if QApplication.activeModalWidget() is None:
        # A window that is not active does not pass the focus on when its holder is hidden.
        rig.window.activateWindow()
    for _ in range(4):  # a text that changes asks for its room one turn later
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    return rig.window


def _dialog(rig: Rig) -> QDialog:
    """The dialog on screen."""
    _settled(rig)
    shown = [one for one in rig.window.findChildren(QDialog) if one.isVisible()]
    assert shown, "no dialog is on screen"
    return shown[-1]


def _shown(rig: Rig, name: str) -> Iterator[Scene]:
    dialog = _dialog(rig)
    yield name, dialog
    dialog.close()
    _settled(rig)


def _welcome(rig: Rig) -> Iterator[Scene]:
    yield "welcome", _settled(rig)
    rig.window.offer.offer(OpenFiles((Path("1.jpg"),), Path("trip.agelens")))
    yield "offer after a crash", _settled(rig)
    rig.window.offer.hide()
    rig.desktop.messages.unexpected(ValueError("a test"))
    rig.qtbot.waitUntil(lambda: rig.window.findChild(CrashDialog) is not None)
    _dialog(rig).toggle.setChecked(True)
    yield from _shown(rig, "crash")


def _help(rig: Rig) -> Iterator[Scene]:
    menu = rig.window.help_menu
    by_name = {action.text().replace("&", ""): action for action in menu.actions()}
    assert len(by_name) > 7
    for name, action in by_name.items():
        if action.isSeparator():
            continue
        action.trigger()
        _settled(rig)
        if any(one.isVisible() for one in rig.window.findChildren(QDialog)):
            yield from _shown(rig, f"help: {name}")
    for page in ("folders", "teaching", "lesson"):
        menu.help.open_page(page)
        yield from _shown(rig, f"help: {page}")


def _photos(rig: Rig, write_photo: WritePhoto) -> Iterator[Scene]:
    rig.open(write_photo("1.jpg"), write_photo("2.jpg"))
    yield "photos", _settled(rig)
    yield from _corrected(rig)
    broken = write_photo("3.jpg").with_name("broken.jpg")
    broken.write_bytes(b"not a picture")
    rig.open(broken)
    yield "a photo that is none", _settled(rig)
    rig.desktop.messages.clear()


def _corrected(rig: Rig) -> Iterator[Scene]:
    """The fields in which the chosen face of a photo is corrected."""
    rig.work.select_face(0)
    rig.panel.correction.age.setValue(41)
    yield "photos: correction", _settled(rig)
    rig.tab.menu_actions.shake_test.trigger()
    rig.idle()
    yield from _shown(rig, "photos: shake test")


def _folder(rig: Rig, write_photo: WritePhoto) -> Iterator[Scene]:
    folder = Folder(rig)
    yield "folder: start", _settled(rig)
    photos = write_photo("album/1.jpg").parent
    for name in ("album/2.jpg", "album/3 bare.jpg", "album/4 broken.jpg"):
        write_photo(name)
    folder.choose(photos)
    yield "folder: setup", _settled(rig)
    folder.page.setup.start.click()
    folder.wait_for_end()
    yield "folder: pictures", _settled(rig)
    folder.menu_actions.table.trigger()
    yield "folder: table", _settled(rig)
    folder.menu_actions.grid.trigger()
    folder.page.faces.filters.more_button.setChecked(True)
    yield "folder: filters", _settled(rig)
    for action, name in (
        (folder.menu_actions.export, "export"),
        (folder.menu_actions.agreement, "agreement"),
        (folder.menu_actions.reviewers, "reviewers"),
        (folder.menu_actions.sureness, "threshold"),
    ):
        action.trigger()
        folder.idle()
        yield from _shown(rig, f"folder: {name}")
    folder.menu_actions.review.trigger()
    folder.idle()
    yield "folder: review", _settled(rig)
    folder.page.review.menu_actions.commands["move_box"].trigger()
    yield "folder: moving a box", _settled(rig)
    folder.page.review.parts.canvas.end_drawing()
    yield from _keys(rig, folder)


def _keys(rig: Rig, folder: Folder) -> Iterator[Scene]:
    """The keys of the tab in front, and the dialog in which those of the review are chosen."""
    next(a for a in rig.window.help_menu.actions() if a.shortcut().toString() == "F1").trigger()
    yield from _shown(rig, "folder: keys")
    folder.page.review.menu_actions.change_keys.trigger()
    yield from _shown(rig, "folder: choose keys")


def _webcam(rig: Rig) -> Iterator[Scene]:
    cam = Cam(rig, notice=False)
    yield "webcam: off", _settled(rig)
    cam.menu_actions.start.trigger()
    yield "webcam: notice", _settled(rig)
    cam.page.notice.accept.click()
    cam.stage.faces = (face_at(100), face_at(400, age=61.0))
    cam.frame()
    cam.frame()
    yield "webcam: live", _settled(rig)
    cam.menu_actions.stop.trigger()


def _training(rig: Rig) -> Iterator[Scene]:
    page = open_tab(rig)
    yield "training: setup", _settled(rig)
    page.setup.more.set_open(True)
    yield "training: more settings", _settled(rig)
    process = begin(rig, page)
    hear(rig, page, process, *whole_run(["combined"], upto=2))
    yield "training: running", _settled(rig)
    rig.desktop.training_tab.menu_actions.model_details.trigger()
    yield "training: under the hood", _settled(rig)
    end(rig, page, process)
    yield "training: result", _settled(rig)
    for dialog in (ClosingDialog(rig.window), UnfitModelDialog(rig.window)):
        dialog.open()
        yield from _shown(rig, f"training: {type(dialog).__name__}")
    page = AddonPage(
        TrainingAddon(Path("addons"), AddonStamp("0" * 64, 1_000_000_000)),
        lane=rig.desktop.context.lanes.training,
        messages=rig.desktop.messages,
        dialogs=rig.dialogs,
        parent=rig.window,
    )
    rig.window.tabs.setCurrentIndex(rig.window.tabs.addTab(page, "+"))
    yield "training: add-on", _settled(rig)
    rig.window.tabs.removeTab(rig.window.tabs.indexOf(page))
    page.deleteLater()

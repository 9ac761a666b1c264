"""A tour through everything that the window can show, for tests that look at all of it.

What is seen in a terminal has no scene here. The tests of these commands stand for it:

- ``agelens --out x.xlsx`` says that a command is missing: ``cli/test_main.py``, and
  ``cli/test_processes.py`` in a process of its own;
- a table or a folder of boxes that is there is replaced with ``--force`` only:
  ``cli/test_label.py``, and ``cli/test_processes.py``;
- tables and boxes in all forms, a job that is resumed, its counts: ``cli/test_label.py``.

What is in files and nowhere on screen is read back in ``engine/test_export_boxes.py`` (COCO, YOLO,
Pascal VOC, Parquet, the filter row of Excel) and ``folder/test_export.py`` (settings of a table).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QWidget

from desktop.crash import CrashDialog, OpenFiles
from desktop.folder.agreement import AgreementDialog
from desktop.folder.export_dialog import ExportDialog
from desktop.folder.reviewers import ReviewersDialog
from desktop.folder.sureness import SurenessDialog
from desktop.help.window import HelpWindow
from desktop.training.page import ClosingDialog
from desktop.training.tab import AddonPage
from desktop.training_addon import AddonStamp, TrainingAddon
from desktop.unfit_model import UnfitModelDialog
from desktop.widgets.dialogs import replace_question, show
from engine.project.sureness import SurePoint
from engine.project.workload import ReviewerWork
from engine.results import Box, Estimate, Face
from tests.desktop.conftest import FACES, Rig
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


def _menu(rig: Rig, widget: QWidget, name: str) -> Iterator[Scene]:
    """The menu under the right mouse button, without the loop in which Qt waits for an answer."""
    assert widget.contextMenuPolicy() is Qt.ContextMenuPolicy.ActionsContextMenu
    menu = QMenu(widget)
    menu.addActions(widget.actions())
    yield from _opened(rig, menu, name)
    menu.deleteLater()


def _opened(rig: Rig, menu: QMenu, name: str) -> Iterator[Scene]:
    menu.popup(rig.window.mapToGlobal(rig.window.rect().center()))
    _settled(rig)
    yield name, menu
    menu.close()


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
    menu.help.open_page("photos")
    window = _dialog(rig)
    assert isinstance(window, HelpWindow)
    window.search.setText("xyzzy")
    yield "help: found nowhere", _dialog(rig)
    window.search.setText("Escape")
    assert not window.found.isVisible()
    yield from _shown(rig, "help: found")
    window.search.clear()


def _photos(rig: Rig, write_photo: WritePhoto) -> Iterator[Scene]:
    rig.open(write_photo("1.jpg"), write_photo("2.jpg"))
    yield "photos", _settled(rig)
    yield from _menu(rig, rig.view, "photos: menu of a photo")
    yield from _menu(rig, rig.panel.list, "photos: menu of a face")
    rig.tab.recent.fill()
    yield from _opened(rig, rig.tab.menu_actions.recent_menu, "photos: recent")
    yield from _corrected(rig)
    yield from _viewed(rig)
    yield from _dragged_out(rig)
    rig.tab.subfolders.offer(("far/3.jpg",), here=2)
    yield "photos: more in subfolders", _settled(rig)
    rig.tab.subfolders.withdraw()
    yield from _waiting(rig, write_photo)
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


def _viewed(rig: Rig) -> Iterator[Scene]:
    """A face brought near, a photo without its boxes, a crowd, the slideshow, the full screen."""
    actions = rig.tab.menu_actions
    actions.zoom_face.trigger()
    yield "photos: close up", _settled(rig)
    actions.zoom_fit.trigger()
    actions.boxes.trigger()
    yield "photos: without boxes", _settled(rig)
    actions.boxes.trigger()
    estimate = Estimate(30.0, 0.9, "female", 25.0, 36.0)
    places = [Box(5 + (n % 12) * 39, 8 + (n // 12) * 44, 30, 34) for n in range(60)]
    rig.work.show_faces(tuple(Face(box, score=0.9, estimate=estimate) for box in places))
    yield "photos: a crowd", _settled(rig)
    rig.work.show_faces(FACES)
    actions.slideshow.trigger()
    assert rig.tab.slideshow is not None
    yield "photos: slideshow", rig.tab.slideshow
    rig.tab.slideshow.close()
    if rig.window.screen().size().width() < rig.window.minimumWidth():
        return  # the stand-in of a screen has 533 pixels where the scale is 150 %
    QTest.keyClick(rig.window, Qt.Key.Key_F11)
    yield "photos: the full screen", _settled(rig)
    QTest.keyClick(rig.window, Qt.Key.Key_F11)


def _dragged_out(rig: Rig) -> Iterator[Scene]:
    """The picture that a thumbnail leaves in a folder on which it is dropped."""
    data = rig.work.strip.drag_data()
    assert data is not None
    picture = QLabel(rig.window, Qt.WindowType.Window)
    picture.setPixmap(QPixmap(data.urls()[0].toLocalFile()))
    picture.show()
    yield "photos: what is dragged out", picture
    picture.close()
    picture.deleteLater()


def _waiting(rig: Rig, write_photo: WritePhoto) -> Iterator[Scene]:
    """A photo whose faces are still being looked for."""
    rig.pipeline.gate.clear()
    rig.tab.open_paths([write_photo("4.jpg")])
    rig.qtbot.waitUntil(lambda: bool(rig.panel.note), timeout=20_000)
    yield "photos: looking for faces", _settled(rig)
    rig.pipeline.gate.set()
    rig.idle()


def _folder(rig: Rig, write_photo: WritePhoto) -> Iterator[Scene]:
    folder = Folder(rig)
    yield "folder: start", _settled(rig)
    photos = write_photo("album/1.jpg").parent
    for name in ("album/2.jpg", "album/3 bare.jpg", "album/4 broken.jpg"):
        write_photo(name)
    folder.choose(photos)
    yield "folder: setup", _settled(rig)
    yield from _held_up(rig, folder)
    folder.wait_for_end()
    write_photo("album/5.jpg")
    yield from _resumed(rig, folder)
    yield "folder: pictures", _settled(rig)
    yield from _listed(rig, folder)
    folder.menu_actions.agreement.trigger()
    folder.idle()
    yield from _shown(rig, "folder: nobody to agree with")
    yield from _differing(rig, folder)
    folder.menu_actions.sureness.trigger()
    folder.idle()
    yield from _shown(rig, "folder: threshold")
    yield from _exports(rig, folder, write_photo)
    yield from _lab(rig, folder)
    folder.menu_actions.review.trigger()
    folder.idle()
    yield from _reviewed(rig, folder)


def _held_up(rig: Rig, folder: Folder) -> Iterator[Scene]:
    """A job that waits for its first photo, and one that was paused."""
    rig.folder_stage.gate.clear()
    folder.page.setup.start.click()
    rig.qtbot.waitUntil(lambda: folder.page.run.state == "running", timeout=20_000)
    yield "folder: labelling", _settled(rig)
    folder.menu_actions.pause.trigger()
    rig.qtbot.waitUntil(lambda: folder.page.run.state == "paused", timeout=20_000)
    yield "folder: paused", _settled(rig)
    folder.menu_actions.resume.trigger()
    rig.folder_stage.gate.set()


def _resumed(rig: Rig, folder: Folder) -> Iterator[Scene]:
    """A job that was stopped, and goes on: it counts what was done before."""
    run, actions, about = folder.page.run, folder.menu_actions, folder.page.faces.header.about
    actions.check_changes.trigger()
    actions.pause.trigger()
    rig.qtbot.waitUntil(lambda: run.progress.stage == "working", timeout=20_000)
    actions.stop.trigger()
    folder.wait_for_end()
    yield "folder: stopped", _settled(rig)
    rig.folder_stage.gate.clear()
    actions.check_changes.trigger()
    rig.qtbot.waitUntil(lambda: run.progress.stage == "working", timeout=20_000)
    assert str(run.progress.whole.done) in about.text()
    assert run.progress.whole.done == 3
    yield "folder: going on", _settled(rig)
    rig.folder_stage.gate.set()
    folder.wait_for_end()
    folder.page.faces.changes.hide()


def _listed(rig: Rig, folder: Folder) -> Iterator[Scene]:
    """Tiles and rows: many selected, sorted, filtered, with their menus."""
    page, actions = folder.page, folder.menu_actions
    page.work.set_reviewer("AB")
    folder.idle()
    actions.select_all.trigger()
    yield "folder: many selected", _settled(rig)
    actions.confirm_selected.trigger()
    folder.idle()
    yield "folder: many confirmed", _settled(rig)
    page.review.menu_actions.commands["undo"].trigger()
    folder.idle()
    yield from _menu(rig, page.faces.grid, "folder: menu of a tile")
    actions.table.trigger()
    yield "folder: table", _settled(rig)
    headings = page.faces.table.horizontalHeader()
    yield from _menu(rig, headings, "folder: menu of the columns")
    actions.grid.trigger()
    page.faces.filters.more_button.setChecked(True)
    order = page.faces.filters.order_box
    order.setCurrentIndex(order.findData("age"))
    yield "folder: filters", _settled(rig)
    page.faces.filters.text.setText("no such name")
    page.faces.filters.text.returnPressed.emit()
    yield "folder: nothing found", _settled(rig)
    actions.clear_filters.trigger()


def _differing(rig: Rig, folder: Folder) -> Iterator[Scene]:
    """Two reviewers who differ on a face: the figures, what counts as a difference, the list."""
    work = folder.page.work
    faces = [row for row in range(len(work.rows)) if work.rows.face_ids[row] > 0]
    for name, gender in (("CD", "female"), ("AB", "male")):
        work.set_reviewer(name)
        folder.idle()
        work.say(faces[0], age=30.0, gender=gender)
        work.say(faces[1], age=30.0, gender="male")
    folder.idle()
    folder.menu_actions.agreement.trigger()
    folder.idle()
    dialog = _dialog(rig)
    assert isinstance(dialog, AgreementDialog)
    assert dialog.defined.isVisible()
    yield "folder: agreement", dialog
    dialog.review_all.click()
    folder.idle()
    folder.page.review.leave()
    yield "folder: faces with different labels", _settled(rig)
    work.settle(None)


def _exports(rig: Rig, folder: Folder, write_photo: WritePhoto) -> Iterator[Scene]:
    """The export as it looks for pictures that are sorted, and for boxes; what it asks."""
    folder.menu_actions.export.trigger()
    folder.idle()
    dialog = _dialog(rig)
    assert isinstance(dialog, ExportDialog)
    yield "folder: export", dialog
    for kind in ("sorted", "coco", "yolo", "voc"):
        dialog.kinds[kind].click()
        yield f"folder: export as {kind}", _dialog(rig)
    there = write_photo("out/1.jpg")
    rig.dialogs.answer = [there.parent]
    dialog.accept()
    yield from _shown(rig, "folder: boxes into a folder with files")
    box = replace_question(there, rig.window)
    show(box)
    yield from _shown(rig, "folder: replace the file?")


def _lab(rig: Rig, folder: Folder) -> Iterator[Scene]:
    """Faces shared out among two people, and a threshold with its curve."""
    folder.menu_actions.reviewers.trigger()
    folder.idle()
    dialog = _dialog(rig)
    assert isinstance(dialog, ReviewersDialog)
    yield "folder: reviewers", dialog
    for place, name in enumerate(("to nobody", "in turn", "by folder")):
        dialog.method.setCurrentIndex(place)
        dialog.method.activated.emit(place)
        dialog.names.setText("AB, CD")
        if place:
            yield f"folder: faces shared out {name}", _dialog(rig)
    dialog.apply.click()
    folder.idle()
    times = (("AB", 1240, 4100.0), ("CD", 960, 3220.0))
    shares = [
        ReviewerWork(reviewer=name, reviewed=done, assigned=1500, done=done, seconds=seconds)
        for name, done, seconds in times
    ]
    dialog.show_work(shares)
    yield "folder: how far everybody is, and how fast", _dialog(rig)
    dialog.close()
    yield "folder: shared out", _settled(rig)
    shares = [(percent, 1 - (percent - 50) / 60) for percent in range(50, 100)]
    points = [SurePoint(percent / 100, share, share, 0.2) for percent, share in shares]
    threshold = SurenessDialog(points, threshold=0.8, writable=True, parent=rig.window)
    threshold.open()
    yield from _shown(rig, "folder: threshold with its curve")


def _reviewed(rig: Rig, folder: Folder) -> Iterator[Scene]:
    """The review: a face with a comment and flags, one that is drawn, one whose box is moved."""
    review = folder.page.review
    commands = review.menu_actions.commands
    yield "folder: review", _settled(rig)
    yield from _menu(rig, review.parts.canvas, "folder: menu of the big photo")
    comment = review.parts.panel.remarks.edit
    comment.setText("Too dark")
    QTest.keyClick(comment, Qt.Key.Key_Return)
    commands["discuss"].trigger()
    folder.idle()
    yield "folder: remarks", _settled(rig)
    commands["move_box"].trigger()
    yield "folder: moving a box", _settled(rig)
    review.parts.canvas.end_drawing()
    commands["add"].trigger()
    yield "folder: drawing a box", _settled(rig)
    review.parts.canvas.end_drawing()
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
    rig.desktop.training_tab.menu_actions.model_details.trigger()
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

"""The dialog of reviewers: faces shared out, who is how far, and the filter that follows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.folder.reviewers import ReviewersDialog
from engine.project.workload import Assignment
from tests.desktop.conftest import MakeRig
from tests.desktop.folder.folder_fakes import Folder

WritePhoto = Callable[..., Path]


@pytest.fixture
def folder(make_rig: MakeRig, write_photo: WritePhoto) -> Folder:
    folder = Folder(make_rig())
    root = write_photo("album/1.jpg").parent
    for name in ("album/2.jpg", "album/far/3.jpg", "album/far/4.jpg"):
        write_photo(name)
    folder.label(root)
    folder.page.work.set_reviewer("ann")
    folder.idle()
    return folder


def ask(folder: Folder) -> ReviewersDialog:
    folder.menu_actions.reviewers.trigger()
    folder.idle()
    dialog = folder.rig.window.findChildren(ReviewersDialog)[-1]
    assert dialog.isVisible()
    return dialog


def choose(dialog: ReviewersDialog, method: str) -> None:
    dialog.method.setFocus()
    place = dialog.method.findData(method)
    QTest.keyClick(dialog.method, Qt.Key.Key_Home)
    for _ in range(place):
        QTest.keyClick(dialog.method, Qt.Key.Key_Down)
    assert dialog.method.currentData() == method
    dialog.method.activated.emit(place)


def write_names(dialog: ReviewersDialog, names: str) -> None:
    dialog.names.setFocus()
    dialog.names.selectAll()
    QTest.keyClicks(dialog.names, names)


def table(dialog: ReviewersDialog) -> list[list[str]]:
    return [
        [dialog.table.item(row, column).text() for column in range(dialog.table.columnCount())]
        for row in range(dialog.table.rowCount())
    ]


def test_photos_are_shared_out_in_turn(folder: Folder) -> None:
    dialog = ask(folder)
    assert table(dialog) == []
    assert dialog.assignment is None
    choose(dialog, "photos")
    write_names(dialog, "ann, bob, ann")
    QTest.mouseClick(dialog.apply, Qt.MouseButton.LeftButton)
    folder.idle()
    work = folder.page.work
    assert work.assignment == Assignment(method="photos", reviewers=("ann", "bob"))
    assert work.project is not None
    assert work.project.assignment == work.assignment
    shares = {row[0]: row[2] for row in table(dialog)}
    assert shares == {"ann": "0 of 2", "bob": "0 of 2"}
    work.confirm(int(work.assignment.mask(work.rows, "ann").nonzero()[0][0]))
    folder.idle()
    assert work.assigned == (1, 2)
    assert "yours: 1 of 2" in folder.page.faces._reviewed_text(work.faces)[0]


def test_the_filter_lists_the_faces_of_a_reviewer(folder: Folder) -> None:
    box = folder.page.faces.filters.more.assignee
    assert box.isHidden()
    folder.page.work.assign(Assignment(method="photos", reviewers=("ann", "bob")))
    folder.idle()
    assert not box.isHidden()
    assert [box.itemText(place) for place in range(box.count())] == [
        "Anybody’s faces",
        "For ann",
        "For bob",
    ]
    everything = len(folder.shown)
    box.setCurrentIndex(2)
    assert 0 < len(folder.shown) < everything
    folder.page.work.assign(None)
    folder.idle()
    assert box.isHidden()
    assert len(folder.shown) == everything


def test_folders_go_to_the_names_in_turn_or_as_chosen(folder: Folder) -> None:
    dialog = ask(folder)
    choose(dialog, "folders")
    write_names(dialog, "ann,bob")
    assert dialog.places.isVisible()
    assert dialog.places.rowCount() == 2
    assignment = dialog.assignment
    assert assignment is not None
    assert dict(assignment.folders) == {"": "ann", "far": "bob"}
    far = dialog._boxes()[1]
    far.setFocus()
    QTest.keyClick(far, Qt.Key.Key_Home)
    assignment = dialog.assignment
    assert assignment is not None
    assert dict(assignment.folders) == {"": "ann"}


def test_without_names_nothing_can_be_shared_out(folder: Folder) -> None:
    dialog = ask(folder)
    choose(dialog, "photos")
    write_names(dialog, " , ")
    assert not dialog.apply.isEnabled()


def test_it_comes_back_as_it_was_left(folder: Folder) -> None:
    shared = Assignment(
        method="folders", reviewers=("ann", "bob"), folders=(("", "bob"), ("far", "ann"))
    )
    folder.page.work.assign(shared)
    folder.idle()
    dialog = ask(folder)
    assert dialog.assignment == shared
    assert dialog.names.text() == "ann, bob"

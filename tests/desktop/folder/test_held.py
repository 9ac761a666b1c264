"""What a check reports in the window; held labels, which a reviewer settles beside the photo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image as PillowImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.folder.job import HeldLabelsDialog, change_row, changes_text
from desktop.widgets.dialogs import ReportDialog
from engine.project import Changes, PhotoChange, Project
from tests.desktop.conftest import Rig
from tests.desktop.folder.folder_fakes import Folder

WritePhoto = Callable[..., Path]


@pytest.fixture
def folder(rig: Rig, write_photo: WritePhoto, tmp_path: Path) -> Folder:
    """Three photos; ann has labelled the face of each."""
    made = Folder(rig)
    for name in ("1.jpg", "2.jpg", "3.jpg"):
        write_photo(name)
    made.label(tmp_path / "photos")
    made.page.work.set_reviewer("ann")
    made.idle()
    for row in range(3):
        made.page.work.say(row, age=40.0 + row)
    made.idle()
    return made


def project_of(folder: Folder) -> Project:
    project = folder.page.work.project
    assert project is not None
    return project


def replace_photos(folder: Folder, tmp_path: Path, *names: str) -> None:
    """Put other pictures under these names, and let the folder be checked."""
    for number, name in enumerate(names):
        PillowImage.new("RGB", (480, 320), (number * 40, 90, 200)).save(tmp_path / "photos" / name)
    folder.menu_actions.check_changes.trigger()
    folder.wait_for_end()


def open_dialog(folder: Folder, qtbot: QtBot) -> HeldLabelsDialog:
    with qtbot.waitSignal(folder.page.held.asked, timeout=20_000) as found:
        folder.menu_actions.held.trigger()
    folder.idle()
    dialog: HeldLabelsDialog = found.args[0]
    return dialog


def labels(folder: Folder, name: str) -> list[tuple[str, float | None]]:
    return [
        (label.reviewer, label.age_years)
        for face in project_of(folder).find(name).faces
        for label in face.labels
    ]


def test_a_check_says_what_has_changed_and_lists_it(
    folder: Folder, write_photo: WritePhoto, tmp_path: Path
) -> None:
    photos = tmp_path / "photos"
    (photos / "1.jpg").rename(photos / "9.jpg")
    (photos / "2.jpg").unlink()
    write_photo("5.jpg")
    write_photo("6.jpg")
    banner = folder.page.faces.changes
    assert banner.text == "", "at first everything is new"
    replace_photos(folder, tmp_path, "3.jpg")
    assert "2 new, 1 moved, 1 changed, 1 gone" in banner.text
    banner.details.click()
    (dialog,) = folder.rig.window.findChildren(ReportDialog)
    table = dialog.table
    rows = {
        tuple(table.item(row, column).text() for column in range(3))
        for row in range(table.rowCount())
    }
    assert rows == {
        ("9.jpg", "moved", "1.jpg"),
        ("2.jpg", "gone", ""),
        ("3.jpg", "changed", ""),
        ("5.jpg", "new", ""),
        ("6.jpg", "new", ""),
    }
    dialog.copy.click()
    assert "9.jpg\tmoved\t1.jpg" in QApplication.clipboard().text()
    dialog.accept()
    folder.menu_actions.check_changes.trigger()
    folder.wait_for_end()
    assert banner.text == ""
    assert folder.rig.recorder.said[-1] == "Nothing has changed in the folder."


def test_words_of_changes() -> None:
    assert changes_text(Changes()) == ""
    moved = PhotoChange(kind="moved", name="b", former_name="a", labels_moved=2, labels_held=3)
    assert changes_text(Changes((moved, moved))) == (
        "Photos since the last check: 2 moved. The labels of 4 faces moved along. The labels of "
        "6 faces are held."
    )
    lost = PhotoChange(kind="same", name="c", labels_lost=2)
    assert changes_text(Changes((lost,))) == (
        "No photo has changed since the last check. The model no longer finds 2 faces that have "
        "labels."
    )
    assert change_row(lost) == ("c", "unchanged", "", "2 on faces no longer found")
    assert change_row(moved) == ("b", "moved", "a", "2 moved along, 3 held")


def test_held_labels_have_a_filter_and_no_other_shows_them(
    folder: Folder, tmp_path: Path, qtbot: QtBot
) -> None:
    assert not folder.menu_actions.held.isEnabled()
    replace_photos(folder, tmp_path, "1.jpg", "2.jpg")
    assert folder.menu_actions.held.isEnabled()
    assert folder.shown == ["1.jpg", "2.jpg", "3.jpg"]
    assert folder.page.faces.status_bar.count.text() == "3 shown"
    assert folder.page.work.faces == 3
    dialog = open_dialog(folder, qtbot)
    assert [name.partition(" (")[0] for name in folder.shown] == ["1", "2"]
    assert "2 of 3 shown" in folder.page.faces.status_bar.count.text()
    dialog.reject()
    # Whoever opens one is asked about it; it cannot be reviewed where it is.
    row = int(folder.page.model.listing[1])
    with qtbot.waitSignal(folder.page.held.asked, timeout=20_000) as found:
        folder.page.faces.opened.emit(row)
    folder.idle()
    assert found.args[0].current.former_name == "2.jpg"
    assert folder.current_page is folder.page.faces
    found.args[0].reject()


def test_a_label_is_moved_only_when_the_reviewer_says_so(
    folder: Folder, tmp_path: Path, qtbot: QtBot
) -> None:
    replace_photos(folder, tmp_path, "1.jpg", "2.jpg")
    dialog = open_dialog(folder, qtbot)
    assert dialog.current is not None
    assert dialog.current.former_name == "1.jpg"
    assert "ann: 40" in dialog.labels.text()
    assert dialog.view.picture is not None
    assert dialog.view.selected == 0, "the only face is proposed"
    assert "only face" in dialog.hint.text()
    assert dialog.position.text() == "1 of 2"
    assert labels(folder, "1.jpg") == []
    dialog.reviewer.setText("bob")
    dialog.move_button.click()
    folder.idle()
    assert labels(folder, "1.jpg") == [("bob", 40.0)]
    assert dialog.current.former_name == "2.jpg"
    assert dialog.position.text() == "1 of 1"
    assert folder.page.work.reviewer == "bob"
    assert len(folder.shown) == 1

    dialog.drop_button.click()
    folder.idle()
    assert dialog.hint.text() == "No label is held any more."
    assert not dialog.move_button.isEnabled()
    assert folder.page.work.counts.held == 0

    for held in (1, 2):
        dialog.undo_button.click()
        folder.idle()
        assert folder.page.work.counts.held == held
    assert not dialog.undo_button.isEnabled()
    assert labels(folder, "1.jpg") == []
    dialog.reject()


def test_without_a_name_nothing_is_settled(folder: Folder, tmp_path: Path, qtbot: QtBot) -> None:
    replace_photos(folder, tmp_path, "1.jpg")
    dialog = open_dialog(folder, qtbot)
    dialog.reviewer.setText(" ")
    assert not dialog.move_button.isEnabled()
    assert not dialog.drop_button.isEnabled()
    assert "name or initials" in dialog.hint.text()
    dialog.reject()


def test_where_nothing_has_the_name_it_can_only_be_dropped(
    folder: Folder, tmp_path: Path, qtbot: QtBot
) -> None:
    replace_photos(folder, tmp_path, "1.jpg")
    (tmp_path / "photos" / "1.jpg").unlink()
    folder.menu_actions.check_changes.trigger()
    folder.wait_for_end()
    dialog = open_dialog(folder, qtbot)
    assert "can only be dropped" in dialog.hint.text()
    assert not dialog.move_button.isEnabled()
    assert dialog.drop_button.isEnabled()
    dialog.reject()


def test_a_new_photo_that_cannot_be_shown_says_why(
    folder: Folder, tmp_path: Path, qtbot: QtBot
) -> None:
    replace_photos(folder, tmp_path, "1.jpg")
    (tmp_path / "photos" / "1.jpg").write_bytes(b"broken")
    dialog = open_dialog(folder, qtbot)
    assert "was changed after it was analysed" in dialog.hint.text()
    assert not dialog.move_button.isEnabled()
    dialog.reject()


def test_the_old_small_picture_is_shown_where_it_is_left(
    folder: Folder, tmp_path: Path, qtbot: QtBot
) -> None:
    folder.page.thumbs.want(0)  # what was on screen once is kept
    folder.idle()
    replace_photos(folder, tmp_path, "1.jpg", "2.jpg")
    dialog = open_dialog(folder, qtbot)
    assert not dialog.crop.pixmap().isNull()
    dialog.reject()
    (tmp_path / "folder-stage" / "cache" / "thumbnails.db").unlink(missing_ok=True)
    folder.page.held._cache.close()
    dialog = open_dialog(folder, qtbot)
    assert dialog.crop.text() == "No small picture of this face is left."
    dialog.reject()


def test_another_project_closes_the_question(folder: Folder, tmp_path: Path, qtbot: QtBot) -> None:
    replace_photos(folder, tmp_path, "1.jpg")
    dialog = open_dialog(folder, qtbot)
    with qtbot.waitSignal(dialog.rejected, timeout=20_000):
        folder.menu_actions.close_project.trigger()
    folder.idle()
    assert folder.page.held.dialog is None


def test_a_label_that_is_not_held_any_more_is_said(
    folder: Folder, tmp_path: Path, qtbot: QtBot
) -> None:
    replace_photos(folder, tmp_path, "1.jpg")
    dialog = open_dialog(folder, qtbot)
    assert dialog.current is not None
    project_of(folder).drop_held(dialog.current.face.face_id, reviewer="else")
    dialog.move_button.click()
    folder.idle()
    assert "no longer held" in folder.rig.recorder.sentences[-1]
    assert dialog.hint.text() == "No label is held any more."
    dialog.reject()


def test_in_a_read_only_project_held_labels_can_be_seen_only(
    folder: Folder, tmp_path: Path, qtbot: QtBot
) -> None:
    replace_photos(folder, tmp_path, "1.jpg")
    folder.menu_actions.close_project.trigger()
    folder.idle()
    path = tmp_path / "photos.agelens"
    with Project.open(path):
        folder.page.open_project(path)
        folder.idle()
        dialog = open_dialog(folder, qtbot)
        assert "read-only" in dialog.hint.text()
        assert not dialog.move_button.isEnabled()
        assert not dialog.drop_button.isEnabled()
        dialog.reject()

"""The faces on which two raters differ: gone through one by one, and the figures taken along."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.folder.agreement import AgreementDialog
from desktop.folder.face_model import STATE
from engine.agreement import FIGURE_COLUMNS
from engine.project import HumanGender
from tests.desktop.conftest import Rig
from tests.desktop.folder.folder_fakes import Folder

WritePhoto = Callable[..., Path]


@pytest.fixture
def folder(rig: Rig, write_photo: WritePhoto, tmp_path: Path) -> Folder:
    """Six faces; AB and CD differ on the second, third and fifth, and AB is the reviewer."""
    for number in range(1, 7):
        write_photo(f"{number}.jpg")
    folder = Folder(rig)
    folder.page.work.set_reviewer("CD")
    folder.label(tmp_path / "photos")
    work = folder.page.work
    genders: dict[str, HumanGender] = {"CD": "female", "AB": "male"}
    for name, gender in genders.items():
        work.set_reviewer(name)
        folder.idle()
        for row in range(6):
            work.say(row, age=30.0, gender=gender if row in (1, 2, 4) else "male")
    folder.idle()
    return folder


def agreement(folder: Folder) -> AgreementDialog:
    with folder.rig.qtbot.waitSignal(folder.page.agreement.asked, timeout=20_000) as asked:
        folder.menu_actions.agreement.trigger()
    (dialog,) = asked.args
    assert isinstance(dialog, AgreementDialog)
    folder.idle()
    return dialog


@pytest.fixture
def queue(folder: Folder) -> Folder:
    """The same, in the review of these three faces."""
    dialog = agreement(folder)
    assert dialog.review_all.isVisible()
    dialog.review_all.click()
    folder.idle()
    return folder


def position(folder: Folder) -> tuple[int | None, str]:
    """The row under review, and which of how many it is."""
    review = folder.page.review
    return review.row, review.parts.bar.position


def rows(folder: Folder) -> list[int]:
    return [int(row) for row in folder.page.model.listing]


def test_they_are_gone_through_one_by_one(queue: Folder) -> None:
    review = queue.page.review
    assert queue.current_page is review
    assert position(queue) == (1, "1 of 3")
    answer = review.parts.panel.answer
    assert answer.state == "confirmed" or answer.state == "corrected"
    review.commands.say_gender("female")
    queue.idle()
    assert position(queue) == (1, "1 of 3"), "a settled face does not jump away"
    assert answer.state.endswith(", settled")
    review.step(1)
    assert position(queue) == (2, "2 of 3")
    review.step(1)
    review.commands.say_gender("female")
    queue.page.work.refresh()
    queue.idle()
    assert position(queue) == (4, "3 of 3")
    review.step(-1)
    review.step(-1)
    assert position(queue) == (1, "1 of 3"), "nothing is lost"


def test_a_face_of_the_dialog_opens_the_list_at_it(folder: Folder) -> None:
    dialog = agreement(folder)
    dialog.differing.setFocus()
    dialog.differing.setCurrentRow(0)
    ended: list[int] = []
    dialog.finished.connect(ended.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(dialog.differing, key)
    assert ended == [AgreementDialog.DialogCode.Accepted]
    folder.idle()
    assert position(folder) == (2, "2 of 3")


def test_settled_faces_stay_until_they_are_removed(queue: Folder) -> None:
    page, work = queue.page, queue.page.work
    page.review.leave()
    line = page.faces.queue_line
    assert rows(queue) == [1, 2, 4]
    assert line.text == "Faces with different labels by AB and CD: 0 of 3 settled"
    assert not line.drop.isEnabled()
    work.say(2, gender="female")
    work.not_a_face(4)
    queue.idle()
    assert rows(queue) == [1, 2, 4]
    assert line.text.endswith("1 of 3 settled"), "that it is no face is another difference"
    states = [page.model.index_of(row, STATE).data() for row in rows(queue)]
    assert [state.endswith(", settled") for state in states] == [False, True, False]
    work.refresh()
    queue.idle()
    assert rows(queue) == [1, 2, 4]
    line.drop.click()
    assert rows(queue) == [1, 4]
    assert line.text.endswith("0 of 2 settled")
    work.undo()
    queue.idle()
    work.undo()
    queue.idle()
    assert rows(queue) == [1, 4], "what left the list is not taken back into it"
    work.say(1, gender="female")
    work.say(4, gender="female")
    page.faces.status_bar.update_button.click()
    assert work.queue is None, "an empty list is left"
    assert rows(queue) == list(range(6))
    assert line.text == ""


def test_a_change_of_reviewers_is_followed(queue: Folder) -> None:
    work, line = queue.page.work, queue.page.faces.queue_line
    queue.page.review.leave()
    work.set_reviewer("CD")
    queue.idle()
    work.say(1, gender="male")
    assert line.text.endswith("1 of 3 settled"), "the other one of the two came round"
    work.undo()
    queue.idle()
    assert line.text.endswith("0 of 3 settled")
    work.set_reviewer("Third")
    queue.idle()
    work.say(2, gender="unknown")
    assert line.text.endswith("0 of 3 settled"), "half an answer settles nothing"
    work.say(2, age=33.0)
    assert line.text.endswith("1 of 3 settled"), "a third person has decided"
    work.set_reviewer("AB")
    queue.idle()
    assert line.text.endswith("0 of 3 settled")
    assert rows(queue) == [1, 2, 4]


def test_everything_is_shown_again(queue: Folder) -> None:
    queue.page.review.leave()
    queue.page.faces.filters.show_box.setCurrentIndex(1)  # still to review
    assert rows(queue) == []
    queue.menu_actions.clear_filters.trigger()
    assert queue.page.work.queue is None
    assert rows(queue) == list(range(6))


def test_another_filter_does_not_hide_them_at_first(folder: Folder) -> None:
    folder.page.faces.filters.show_box.setCurrentIndex(1)
    assert rows(folder) == []
    agreement(folder).review_all.click()
    folder.idle()
    assert position(folder) == (1, "1 of 3")


def test_a_closed_project_leaves_no_list(queue: Folder) -> None:
    queue.menu_actions.close_project.trigger()
    queue.idle()
    assert queue.page.work.queue is None
    assert queue.page.faces.queue_line.text == ""


def test_figures_are_copied_and_saved_alike(folder: Folder, tmp_path: Path) -> None:
    dialog = agreement(folder)
    dialog.copy.click()
    copied = [line.split("\t") for line in QApplication.clipboard().text().splitlines()]
    assert tuple(copied[0]) == FIGURE_COLUMNS
    by_name = {(row[2], row[3]): row[4:6] for row in copied[1:]}
    assert by_name["gender", "agreed"] == ["6", "0.5000"]
    assert by_name["gender", "count male / female"] == ["6", "3"]
    assert by_name["age", "within 5 years"] == ["6", "1.0000"]
    assert by_name["face", "kappa"] == ["6", ""], "it is not defined where all are faces"
    assert {(row[0], row[1]) for row in copied[1:]} == {("AB", "CD")}
    target = tmp_path / "figures"
    folder.rig.dialogs.answer = [target]
    dialog.save.click()
    folder.idle()
    with target.with_suffix(".csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == copied
    assert "figures.csv" in folder.rig.recorder.said[-1]


def test_figures_that_cannot_be_saved_are_told(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "f.csv").mkdir()
    folder.rig.dialogs.answer = [tmp_path / "f.csv"]
    agreement(folder).save.click()
    folder.idle()
    assert "could not be written" in folder.rig.recorder.sentences[-1]


def test_without_figures_there_is_nothing_to_take_along(folder: Folder) -> None:
    dialog = agreement(folder)
    assert dialog.copy.isEnabled()
    dialog.other.setCurrentIndex(dialog.one.currentIndex())
    dialog.choose()
    assert not dialog.copy.isEnabled()
    assert not dialog.save.isEnabled()
    dialog.close()

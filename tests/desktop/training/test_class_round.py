"""A round of the class against the models of a run, by the keyboard alone."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtWidgets import QApplication, QLabel

from desktop.i18n import language
from desktop.jobs import ProgressReporter
from desktop.training.backend import training_backend
from desktop.training.class_round import ClassRoundDialog
from desktop.training.page import TrainingPage
from engine.errors import DataError
from tests.desktop.conftest import Rig
from tests.desktop.training.test_setup import open_tab, rest
from tests.desktop.training.training_driver import whole_run
from tests.desktop.training.training_fakes import begin, end
from training.dataset.drawn import write_drawn_set
from training.run_evaluation import RoundRequest


def dialog_of(page: TrainingPage) -> ClassRoundDialog:
    dialog = page.result.class_round
    assert dialog is not None
    return dialog


@pytest.fixture(params=["combined", "duel"])
def finished(request: pytest.FixtureRequest, rig: Rig) -> TrainingPage:
    """The page of a run that is over."""
    page = open_tab(rig)
    assert not page.run_page.report.play.isEnabled()
    process = begin(rig, page, architecture=request.param)
    process.say(*whole_run([one.architecture for one in process.settings]))
    end(rig, page, process)
    return page


def key(rig: Rig, dialog: ClassRoundDialog, *keys: Qt.Key | str) -> None:
    """Press keys where the cursor is; the dialog decides what they mean."""
    for one in keys:
        target = dialog.focusWidget()
        assert target is not None
        if isinstance(one, str):
            rig.qtbot.keyClicks(target, one)
        else:
            rig.qtbot.keyClick(target, one)


def opened(rig: Rig, page: TrainingPage) -> ClassRoundDialog:
    button = page.run_page.report.play
    button.setFocus()
    rig.qtbot.keyClick(button, Qt.Key.Key_Space)
    dialog = dialog_of(page)
    assert dialog.isVisible()
    return dialog


def started(rig: Rig, page: TrainingPage, *, count: int = 10) -> ClassRoundDialog:
    dialog = opened(rig, page)
    dialog.start_page.faces.setValue(count)
    key(rig, dialog, Qt.Key.Key_Return)
    rig.qtbot.waitUntil(lambda: dialog.round is not None, timeout=20_000)
    rest(rig)
    return dialog


def cells(dialog: ClassRoundDialog) -> list[list[str]]:
    table = dialog.guess_page.scores
    found = []
    for row in range(table.rowCount()):
        items = [table.item(row, column) for column in range(1, table.columnCount())]
        found.append([item.text() if item is not None else "" for item in items])
    return found


def texts(dialog: ClassRoundDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_a_whole_round_with_the_keyboard(rig: Rig, finished: TrainingPage, tmp_path: Path) -> None:
    dialog = started(rig, finished)
    (order,) = rig.stage.rounds
    models = len(order.model_ids)
    assert (order.place, order.count) == ("drawn", 10)
    page = dialog.guess_page
    for place in range(10):
        assert page.title.text() == f"Face {place + 1} of 10"
        assert dialog.focusWidget() is page.years
        assert [row[:2] for row in cells(dialog)] == [["–", "–"]] * (1 + models)
        age = 10 * (1 + place % 8)
        # Enter without a guess shows nothing.
        key(rig, dialog, Qt.Key.Key_Return)
        assert not page.years.isReadOnly()
        key(rig, dialog, str(age + 2), Qt.Key.Key_Return)
        assert cells(dialog)[0] == [str(age + 2), "2.0", "2.0", str(place + 1)]
        assert cells(dialog)[1] == [str(age + 5), "5.0", "5.0", "0"]
        assert page.axis.accessibleDescription() == f"Label: {age}"
        assert dialog.focusWidget() is page.button
        key(rig, dialog, Qt.Key.Key_Return)
    end_page = dialog.end_page
    assert end_page.isVisible()
    assert end_page.verdict.text() == "The class was nearest: 2.0 years off on average."
    assert "combined: 5.0 years off on average." in end_page.note.text()
    assert end_page.table.rowCount() == 10
    label, said = end_page.table.item(0, 1), end_page.table.item(0, 2)
    assert label is not None
    assert said is not None
    assert (label.text(), said.text()) == ("10", "12 (off by 2)")
    rig.dialogs.answer = [tmp_path / "round"]
    dialog.save.setFocus()
    key(rig, dialog, Qt.Key.Key_Space)
    rows = list(csv.reader((tmp_path / "round.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 11
    assert rows[-1][5] == "2.00"
    key(rig, dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_round_goes_on_where_it_was_left_and_another_begins_anew(
    rig: Rig, finished: TrainingPage
) -> None:
    dialog = started(rig, finished)
    assert not dialog.save.isEnabled()
    key(rig, dialog, "40", Qt.Key.Key_Return)
    assert dialog.save.isEnabled()
    key(rig, dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert opened(rig, finished) is dialog
    assert dialog.guess_page.isVisible()
    assert dialog.focusWidget() is dialog.guess_page.button
    key(rig, dialog, Qt.Key.Key_Return)
    assert dialog.guess_page.title.text() == "Face 2 of 10"
    # The mouse asks for another one.
    rig.qtbot.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    box = dialog.question
    assert box is not None
    assert box.informativeText() == "The score of 1 face is lost, unless you save the table."
    # Enter loses nothing.
    rig.qtbot.keyClick(box, Qt.Key.Key_Return)
    assert dialog.guess_page.isVisible()
    assert cells(dialog)[0][2] == "30.0"
    assert dialog.focusWidget() is dialog.guess_page.years
    rig.qtbot.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    box = dialog.question
    assert box is not None
    (leave,) = [one for one in box.buttons() if one is not box.escapeButton()]
    leave.click()
    assert dialog.start_page.isVisible()
    assert dialog.focusWidget() is dialog.start_page.start
    key(rig, dialog, Qt.Key.Key_Return)
    rig.qtbot.waitUntil(lambda: dialog.round is not None, timeout=20_000)
    rest(rig)
    assert dialog.guess_page.title.text() == "Face 1 of 10"
    first, second = rig.stage.rounds
    assert first.seed != second.seed
    assert cells(dialog)[0] == ["–", "–", "–", "0"]
    # Nothing has been guessed: nothing is asked.
    rig.qtbot.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    assert dialog.start_page.isVisible()
    dialog.reject()
    # Another training: these models are no longer the ones to beat.
    finished.show_setup()
    process = begin(rig, finished)
    assert finished.result.class_round is None
    assert not finished.run_page.report.play.isEnabled()
    end(rig, finished, process)


def test_a_round_with_a_score_outlives_its_models(rig: Rig, finished: TrainingPage) -> None:
    dialog, report = started(rig, finished), finished.run_page.report
    key(rig, dialog, "40", Qt.Key.Key_Return, Qt.Key.Key_Escape)
    rig.desktop.model_manager.changed.emit()  # the store of the window has none of the models
    rig.idle()
    assert report.play.isEnabled()
    assert opened(rig, finished) is dialog
    assert not dialog.again.isEnabled()
    key(rig, dialog, Qt.Key.Key_Return)
    for _ in range(9):
        key(rig, dialog, "40", Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert dialog.pages.currentWidget() is dialog.end_page
    assert dialog.save.isEnabled()
    key(rig, dialog, Qt.Key.Key_Escape)
    assert finished.result.class_round is None
    assert not report.play.isEnabled()


def test_a_round_that_cannot_be_drawn_says_why(rig: Rig, finished: TrainingPage) -> None:
    rig.stage.round_error = DataError("There is no face to guess.", received="0 faces")
    dialog = opened(rig, finished)
    key(rig, dialog, Qt.Key.Key_Return)
    rig.qtbot.waitUntil(lambda: dialog.start_page.trouble.isVisible(), timeout=20_000)
    assert "There is no face to guess." in texts(dialog)
    rest(rig)
    assert dialog.start_page.start.isEnabled()
    dialog.reject()


def colours(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


def test_the_answers_are_drawn_only_after_the_guess(rig: Rig, finished: TrainingPage) -> None:
    dialog = started(rig, finished)
    rivals: Sequence[str] = [
        rival.style.colour(rig.desktop.theme.colours).name() for rival in dialog._rivals
    ]
    axis = dialog.guess_page.axis
    assert not set(rivals) & colours(axis.grab().toImage())
    key(rig, dialog, "33", Qt.Key.Key_Return)
    QApplication.processEvents()
    assert set(rivals) <= colours(axis.grab().toImage())
    # Text that the last row can read.
    for label in dialog.guess_page.findChildren(QLabel):
        assert label.font().pointSizeF() >= 15.0
    dialog.reject()


def test_the_real_faces_of_a_round(tmp_path: Path, make_model: Callable[..., Path]) -> None:
    """From labelled pictures on the disk and a stored model to the round itself."""
    make_model(tmp_path / "models", "tiny")
    faces = write_drawn_set(tmp_path / "faces", count=24, seed=3)
    backend = training_backend(models_dir=tmp_path / "models", work_dir=tmp_path / "work")
    order = RoundRequest(place=faces, limit=20, model_ids=("tiny",), count=10, seed=1)
    played = backend.draw_round(order, ProgressReporter())
    assert played.models == ("tiny",)
    assert len(played.faces) == 10
    assert not played.unseen, "nobody knows what this model has seen"
    with pytest.raises(DataError, match="nobody can tell which of them were kept"):
        backend.draw_round(replace(order, known_only=True), ProgressReporter())
    assert all(len(face.answers) == 1 for face in played.faces)


@pytest.fixture(params=["ru", "kk"])
def foreign(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    """Another language than English, whose words are shorter."""
    assert language.install(qapp, request.param) == request.param
    yield
    language.install(qapp, "en")


def test_the_score_is_read_whole_in_a_small_window(foreign: None, rig: Rig) -> None:
    page = open_tab(rig)
    process = begin(rig, page, architecture="duel")
    process.say(*whole_run([one.architecture for one in process.settings]))
    end(rig, page, process)
    rig.window.resize(800, 600)
    dialog = started(rig, page)
    key(rig, dialog, "44", Qt.Key.Key_Return)
    QApplication.processEvents()
    assert dialog.width() <= 800
    table = dialog.guess_page.scores
    for column in range(table.columnCount()):
        head = table.horizontalHeaderItem(column)
        items = [head, *(table.item(row, column) for row in range(table.rowCount()))]
        for item in items:
            assert head is not None
            assert item is not None
            needed = QFontMetrics(head.font()).horizontalAdvance(item.text())
            assert needed < table.columnWidth(column), item.text()
    picture = dialog.guess_page.picture
    assert min(picture.width(), picture.height()) >= 200

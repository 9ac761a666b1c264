"""What leaves the Folder tab: exports, agreement, a table to train on, a table checked again."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.folder.agreement import AgreementDialog
from desktop.folder.export_dialog import ExportDialog, Kind
from desktop.widgets.banner import MessageBar
from desktop.widgets.dialogs import ReportDialog
from engine.errors import ModelError
from engine.export import CSV_COLUMNS
from engine.replay import CellDifference
from tests.desktop.conftest import Rig
from tests.desktop.folder.folder_fakes import Folder
from tests.desktop.test_drops import drop, urls
from tests.desktop.training.test_setup import open_tab
from tests.desktop.training.training_fakes import begin, end

WritePhoto = Callable[..., Path]


@pytest.fixture
def folder(rig: Rig, write_photo: WritePhoto, tmp_path: Path) -> Folder:
    """A labelled folder of five faces and a photo without one."""
    for name in ("1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg", "bare.jpg"):
        write_photo(name)
    folder = Folder(rig)
    folder.page.work.set_reviewer("AB")
    folder.label(tmp_path / "photos")
    return folder


def export(folder: Folder, kind: Kind, target: Path, **switches: bool) -> None:
    """Export through the dialog."""
    with folder.rig.qtbot.waitSignal(folder.page.export.asked, timeout=20_000) as asked:
        folder.menu_actions.export.trigger()
    (dialog,) = asked.args
    assert isinstance(dialog, ExportDialog)
    dialog.kinds[kind].setChecked(True)
    if switches.get("shown"):
        dialog.scope.setCurrentIndex(1)
    folder.rig.dialogs.answer = [target]
    dialog.accept()
    folder.idle()


def rows_of(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_table_has_a_row_for_every_face_and_bare_photo(folder: Folder, tmp_path: Path) -> None:
    folder.page.work.say(1, age=44.0, gender="female")
    export(folder, "csv", tmp_path / "out")
    rows = rows_of(tmp_path / "out.csv")
    assert tuple(rows[0]) == CSV_COLUMNS
    assert len(rows) == 6
    assert rows[1]["human_age"] == "44.0"
    assert rows[1]["reviewer"] == "AB"
    assert rows[5]["status"] == "no_face"
    assert "6 rows saved" in folder.rig.recorder.said[-1]
    assert folder.rig.dialogs.proposed == ["photos.csv"]


def test_only_what_is_shown_can_be_exported(folder: Folder, tmp_path: Path) -> None:
    folder.page.faces.filters.text.setText("bare")
    folder.page.faces.filters.filter_changed.emit()
    export(folder, "jsonl", tmp_path / "out.jsonl", shown=True)
    (line,) = (tmp_path / "out.jsonl").read_text().splitlines()
    assert json.loads(line)["status"] == "no_face"


@pytest.mark.parametrize("kind", ["xlsx", "sorted", "xmp"])
def test_the_other_forms_are_written(folder: Folder, tmp_path: Path, kind: Kind) -> None:
    target = tmp_path / ("sorted" if kind == "sorted" else f"out.{kind}")
    export(folder, kind, target)
    if kind == "xlsx":
        assert target.read_bytes()[:2] == b"PK"
    elif kind == "sorted":
        assert len(list(target.rglob("*.jpg"))) == 5
    else:
        assert len(list((tmp_path / "photos").rglob("*.xmp"))) == 5
        for sidecar in (tmp_path / "photos").rglob("*.xmp"):
            sidecar.unlink()
    assert folder.rig.recorder.sentences == []


def test_photos_that_cannot_go_out_are_listed(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "photos" / "2.jpg").unlink()
    export(folder, "sorted", tmp_path / "sorted")
    (dialog,) = folder.rig.window.findChildren(ReportDialog)
    assert dialog.table.rowCount() == 1
    assert dialog.table.item(0, 0).text().endswith("2.jpg")
    dialog.copy.click()
    assert "2.jpg" in QApplication.clipboard().text()
    dialog.close()


def test_an_export_that_fails_is_told(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "out.csv").mkdir()
    export(folder, "csv", tmp_path / "out.csv")
    assert "not finished" in folder.rig.recorder.sentences[-1]


def test_corrections_go_to_the_trainer(folder: Folder, tmp_path: Path) -> None:
    folder.rig.dialogs.answer = [tmp_path / "labels.csv"]
    folder.menu_actions.train.trigger()
    folder.idle()
    assert "No face has been labelled" in folder.rig.recorder.said[-1]
    assert folder.rig.window.tabs.currentWidget() is folder.rig.desktop.folder_tab
    folder.page.work.say(0, age=44.0, gender="female")
    folder.page.work.confirm(1)
    folder.menu_actions.train.trigger()
    folder.idle()
    assert len(rows_of(tmp_path / "labels.csv")) == 2
    assert folder.rig.window.tabs.currentWidget() is folder.rig.desktop.training_tab
    data = folder.rig.desktop.training_tab.page.setup.data
    assert data.place == tmp_path / "labels.csv"
    folder.rig.qtbot.waitUntil(
        lambda: not folder.rig.desktop.context.lanes.training.busy, timeout=20_000
    )


def test_no_table_is_written_while_a_training_is_going_on(folder: Folder, tmp_path: Path) -> None:
    folder.page.work.say(0, age=44.0, gender="female")
    folder.idle()
    tab = folder.rig.desktop.training_tab
    page = open_tab(folder.rig)
    process = begin(folder.rig, page)
    assert tab.active
    folder.rig.window.tabs.setCurrentWidget(folder.rig.desktop.folder_tab)
    folder.rig.dialogs.answer = [tmp_path / "labels.csv"]
    folder.rig.dialogs.proposed.clear()
    folder.menu_actions.train.trigger()
    folder.idle()
    assert "Training is in progress" in folder.rig.recorder.said[-1]
    assert folder.rig.dialogs.proposed == []
    assert not (tmp_path / "labels.csv").exists()
    end(folder.rig, page, process)


def agreement(folder: Folder) -> AgreementDialog:
    with folder.rig.qtbot.waitSignal(folder.page.agreement.asked, timeout=20_000) as asked:
        folder.menu_actions.agreement.trigger()
    (dialog,) = asked.args
    assert isinstance(dialog, AgreementDialog)
    folder.idle()
    return dialog


def test_agreement_of_two_and_the_faces_they_differ_on(folder: Folder) -> None:
    work = folder.page.work
    for name, age in (("AB", 30.0), ("CD", 50.0)):
        work.set_reviewer(name)
        folder.idle()
        work.say(0, age=25.0, gender="female")
        work.say(1, age=age, gender="male")
    dialog = agreement(folder)
    assert (dialog.one.currentData(), dialog.other.currentData()) == ("CD", "AB")
    assert "2 faces were labelled by both" in dialog.summary.text()
    assert "too few" in dialog.summary.text()
    figures = {row[0]: row[1:] for row in dialog.figures if row[0]}
    assert figures["Perceived gender"][:2] == ("2", "100 %")
    assert figures["Apparent age"] == ("2", "10.0 years", "50 %")
    assert dialog.differing.count() == 1
    told = dialog.differing.item(0).text()
    assert told == "2.jpg, face 1  ·  CD: 50, male  ·  AB: 30, male"
    assert "apparent age" in dialog.differing.item(0).toolTip()
    # Both said "face" every time: no kappa there, and the dialog says why.
    assert figures["A face or not"][2] == "–"
    assert "beyond chance" in dialog.kappa_note.text()
    assert dialog.kappa_note.isVisible()
    dialog.differing.itemActivated.emit(dialog.differing.item(0))
    folder.idle()
    assert folder.current_page is folder.page.review
    assert folder.page.review.row == 1


def test_agreement_with_the_model_and_without_anybody(folder: Folder) -> None:
    dialog = agreement(folder)
    assert "No face in this project has been reviewed" in dialog.summary.text()
    dialog.close()
    folder.page.work.confirm(0)
    dialog = agreement(folder)
    assert dialog.other.currentData() is None
    assert "1 face was labelled by both" in dialog.summary.text()
    dialog.close()


@pytest.mark.parametrize("tab", ["photo_tab", "folder_tab", "training_tab"])
def test_a_table_dropped_anywhere_is_checked_again(
    folder: Folder, tmp_path: Path, tab: str
) -> None:
    export(folder, "csv", tmp_path / "out.csv")
    target = getattr(folder.rig.desktop, tab)
    folder.rig.window.tabs.setCurrentWidget(target)
    with folder.rig.qtbot.waitSignal(folder.page.replay.shown, timeout=20_000) as shown:
        assert drop(target, urls(tmp_path / "out.csv"))
    (dialog,) = shown.args
    assert dialog.heading.text().startswith("No differences")
    assert folder.stage.replayed == [tmp_path / "out.csv"]
    assert folder.rig.window.tabs.currentWidget() is folder.rig.desktop.folder_tab
    dialog.close()


def test_what_differs_is_listed(folder: Folder, tmp_path: Path) -> None:
    folder.stage.differences = (
        CellDifference(
            line=2,
            image_path="/p/1.jpg",
            face_index=1,
            column="apparent_age",
            before="31.2",
            after="35.0",
        ),
    )
    folder.rig.dialogs.answer = [tmp_path / "out.csv"]
    (tmp_path / "out.csv").write_text("anything")
    with folder.rig.qtbot.waitSignal(folder.page.replay.shown, timeout=20_000) as shown:
        folder.menu_actions.replay.trigger()
    (dialog,) = shown.args
    assert dialog.heading.text() == "1 difference found"
    told = [dialog.table.item(0, column).text() for column in range(5)]
    assert told == ["/p/1.jpg", "2", "apparent_age", "31.2", "35.0"]
    dialog.close()


def test_a_table_that_cannot_be_checked_is_told(folder: Folder, tmp_path: Path) -> None:
    folder.stage.replay_error = ModelError("The model is damaged. Received: tiny")
    (tmp_path / "out.csv").write_text("anything")
    folder.page.take([tmp_path / "out.csv"])
    folder.idle()
    assert "could not be checked" in folder.rig.recorder.sentences[-1]


def test_a_check_shows_how_far_it_is_and_can_be_given_up(folder: Folder, tmp_path: Path) -> None:
    folder.stage.replay_error = ModelError("The model is damaged. Received: tiny")
    table = tmp_path / "out.csv"
    table.write_text("anything")
    folder.rig.dialogs.answer = [table]
    folder.menu_actions.replay.trigger()
    folder.idle()
    progress, bar = folder.rig.desktop.context.progress, folder.rig.window.findChild(MessageBar)
    assert bar is not None
    assert bar.isVisible()
    folder.stage.replay_error = None
    folder.stage.gate.clear()
    folder.menu_actions.replay.trigger()
    folder.rig.qtbot.waitUntil(progress.isVisible, timeout=20_000)
    assert progress.text == "Checking out.csv"
    assert not bar.isVisible()  # the sentence on the check before is gone
    progress.cancel_button.click()
    folder.idle()
    assert progress.isHidden()
    folder.stage.gate.set()
    with folder.rig.qtbot.waitSignal(folder.page.replay.shown, timeout=20_000) as shown:
        folder.menu_actions.replay.trigger()
    shown.args[0].close()


def test_other_tables_still_go_to_the_trainer(folder: Folder, tmp_path: Path) -> None:
    table = tmp_path / "faces.csv"
    table.write_text("path,age,gender\nphotos/1.jpg,30,female\n")
    tab = folder.rig.desktop.training_tab
    folder.rig.window.tabs.setCurrentWidget(tab)
    drop(tab, urls(table))
    folder.rig.qtbot.waitUntil(lambda: tab.page.setup.data.place == table, timeout=20_000)
    assert folder.stage.replayed == []
    folder.rig.qtbot.waitUntil(
        lambda: not folder.rig.desktop.context.lanes.training.busy, timeout=20_000
    )


def test_a_project_dropped_on_the_photos_opens(folder: Folder, tmp_path: Path) -> None:
    folder.menu_actions.close_project.trigger()
    folder.idle()
    folder.rig.window.tabs.setCurrentWidget(folder.rig.desktop.photo_tab)
    drop(folder.rig.desktop.photo_tab, urls(tmp_path / "photos.agelens"))
    folder.rig.qtbot.waitUntil(lambda: folder.current_page is folder.page.faces, timeout=20_000)
    assert folder.rig.window.tabs.currentWidget() is folder.rig.desktop.folder_tab


def test_a_folder_dropped_on_the_tab_is_set_up(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert drop(folder.rig.desktop.folder_tab, urls(tmp_path / "other"))
    folder.idle()
    assert folder.current_page is folder.page.setup

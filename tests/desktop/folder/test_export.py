"""What leaves the Folder tab: exports, agreement, a table to train on, a table checked again."""

from __future__ import annotations

import csv
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from desktop.folder.agreement import AgreementDialog
from desktop.folder.export_dialog import ExportDialog, Kind
from desktop.widgets.banner import MessageBar
from desktop.widgets.dialogs import ReportDialog
from engine.errors import ModelError
from engine.export import CSV_COLUMNS
from engine.project import HumanGender, HumanLabel, Project, now
from engine.replay import CellDifference, ReplayReport
from tests.desktop.conftest import Rig
from tests.desktop.folder.folder_driver import face_of
from tests.desktop.folder.folder_fakes import Folder
from tests.desktop.review.review_driver import make_project
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


def ask_export(folder: Folder, kind: Kind) -> ExportDialog:
    """The dialog of an export, in which a form is chosen."""
    with folder.rig.qtbot.waitSignal(folder.page.export.asked, timeout=20_000) as asked:
        folder.menu_actions.export.trigger()
    (dialog,) = asked.args
    assert isinstance(dialog, ExportDialog)
    dialog.kinds[kind].setChecked(True)
    return dialog


def export(folder: Folder, kind: Kind, target: Path, **switches: bool) -> None:
    """Export through the dialog."""
    dialog = ask_export(folder, kind)
    if switches.get("shown"):
        dialog.scope.setCurrentIndex(1)
    folder.rig.dialogs.answer = [target]
    if kind == "xmp":
        box = ask_beside(folder, dialog)
        press(box, QMessageBox.ButtonRole.AcceptRole)
    else:
        dialog.accept()
    folder.idle()


def ask_beside(folder: Folder, dialog: ExportDialog) -> QMessageBox:
    """The question that comes before anything is written beside the photos."""
    with folder.rig.qtbot.waitSignal(folder.page.export.planned, timeout=20_000) as planned:
        dialog.accept()
    (box,) = planned.args
    assert isinstance(box, QMessageBox)
    folder.idle()
    return box


def press(box: QMessageBox, role: QMessageBox.ButtonRole) -> None:
    (button,) = [one for one in box.buttons() if box.buttonRole(one) == role]
    button.click()


def sidecars(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "photos").rglob("*.xmp"))


@contextmanager
def busy_lane(folder: Folder) -> Iterator[None]:
    """Nothing that is asked for in the meantime begins before the end."""
    gate = threading.Event()
    folder.rig.desktop.context.lanes.model.submit(gate.wait)
    try:
        yield
    finally:
        gate.set()


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


def test_settings_of_a_table_say_how_the_folder_was_scanned(folder: Folder, tmp_path: Path) -> None:
    export(folder, "csv", tmp_path / "out")
    facts = json.loads((tmp_path / "out.settings.json").read_text())
    assert facts["settings"] | {"suffixes": None} == {
        "paths": [str(tmp_path / "photos")],
        "recursive": True,
        "hidden": False,
        "suffixes": None,
        "detect": True,
        "fast": False,
    }
    assert ".heic" in facts["settings"]["suffixes"]


@pytest.mark.parametrize("kind", ["coco", "parquet"])
def test_a_file_of_boxes_or_typed_rows_is_written(
    folder: Folder, tmp_path: Path, kind: Kind
) -> None:
    export(folder, kind, tmp_path / "out")
    if kind == "coco":
        told = json.loads((tmp_path / "out.json").read_text())
        assert (len(told["images"]), len(told["annotations"])) == (6, 5)
        assert "5 boxes saved" in folder.rig.recorder.said[-1]
    else:
        assert (tmp_path / "out.parquet").read_bytes()[:4] == b"PAR1"
        assert "6 rows saved" in folder.rig.recorder.said[-1]


def test_boxes_by_gender_with_copies_after_a_question(folder: Folder, tmp_path: Path) -> None:
    target = tmp_path / "boxes"
    dialog = ask_export(folder, "yolo")
    folder.rig.dialogs.answer = [target]
    dialog.classes.setCurrentIndex(1)
    dialog.accept()
    folder.idle()
    assert len(list((target / "labels").iterdir())) == 6
    assert len(list((target / "images").iterdir())) == 6
    assert "2: unknown" in (target / "data.yaml").read_text()
    # Whoever chooses it again, is asked; nothing is written before they agree.
    (target / "data.yaml").write_text("mine")
    for role, content in (
        (QMessageBox.ButtonRole.RejectRole, "mine"),
        (QMessageBox.ButtonRole.AcceptRole, "names"),
    ):
        box = ask_beside(folder, ask_export(folder, "yolo"))
        press(box, role)
        folder.idle()
        assert content in (target / "data.yaml").read_text()


def test_boxes_are_exported_by_keys_alone(folder: Folder, tmp_path: Path) -> None:
    rig, target = folder.rig, tmp_path / "boxes"
    target.mkdir()
    (target / "mine.txt").write_text("mine")
    rig.dialogs.answer = [target]
    for key, written in ((Qt.Key.Key_Escape, False), (Qt.Key.Key_Return, True)):
        rig.window.activateWindow()
        rig.qtbot.waitActive(rig.window)
        with rig.qtbot.waitSignal(folder.page.export.asked, timeout=20_000) as asked:
            QTest.keyClick(
                rig.window.windowHandle(), Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier
            )
        dialog: ExportDialog = asked.args[0]
        dialog.kinds["csv"].setFocus()
        while not dialog.kinds["voc"].isChecked():
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
        with rig.qtbot.waitSignal(folder.page.export.planned, timeout=20_000) as planned:
            QTest.keyClick(dialog.kinds["voc"], Qt.Key.Key_Return)
        box: QMessageBox = planned.args[0]
        assert box.text() == "The folder boxes is not empty. Write into it?"
        assert box.defaultButton() is box.button(QMessageBox.StandardButton.Cancel)
        if written:
            (agree,) = [one for one in box.buttons() if one is not box.defaultButton()]
            agree.setFocus()
            QTest.keyClick(agree, key)
        else:
            QTest.keyClick(box, key)
        folder.idle()
        assert (target / "Annotations").exists() == written
    assert (target / "mine.txt").read_text() == "mine"


def test_options_of_a_form_can_be_set_with_it_only(folder: Folder) -> None:
    dialog = ask_export(folder, "csv")
    assert not dialog.classes.isEnabled()
    dialog.kinds["coco"].setChecked(True)
    assert dialog.classes.isEnabled()
    assert not dialog.copies.isEnabled()
    dialog.kinds["voc"].setChecked(True)
    assert dialog.copies.isEnabled()
    assert dialog.height() <= dialog.screen().availableGeometry().height()
    dialog.reject()


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


def test_before_sidecars_are_written_beside_the_photos_it_is_asked(
    folder: Folder, tmp_path: Path
) -> None:
    """With where and how many; nothing is there before the answer, and nothing after a no."""
    (tmp_path / "photos" / "2.jpg.xmp").write_text(
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF "
        "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/></x:xmpmeta>"
    )
    before = sidecars(tmp_path)
    box = ask_beside(folder, ask_export(folder, "xmp"))
    assert str(tmp_path / "photos") in box.text()
    figures = [int(figure) for figure in re.findall(r"\d+", box.informativeText())]
    assert figures == [4, 1]
    assert box.defaultButton() is box.button(QMessageBox.StandardButton.Cancel)
    assert sidecars(tmp_path) == before
    press(box, QMessageBox.ButtonRole.RejectRole)
    folder.idle()
    assert sidecars(tmp_path) == before
    box = ask_beside(folder, ask_export(folder, "xmp"))
    press(box, QMessageBox.ButtonRole.AcceptRole)
    folder.idle()
    assert sidecars(tmp_path) == [f"{number}.jpg.xmp" for number in range(1, 6)]
    assert "Files written: 5" in folder.rig.recorder.said[-1]
    assert "merged with what was there: 1" in folder.rig.recorder.said[-1]
    assert folder.rig.recorder.sentences == []


def test_without_a_face_there_is_no_sidecar_to_ask_about(folder: Folder, tmp_path: Path) -> None:
    folder.page.faces.filters.text.setText("bare")
    folder.page.faces.filters.filter_changed.emit()
    dialog = ask_export(folder, "xmp")
    dialog.scope.setCurrentIndex(1)
    dialog.accept()
    folder.idle()
    assert folder.rig.recorder.said[-1] == "There is no face to write a sidecar for."
    assert sidecars(tmp_path) == []


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


def test_without_a_place_nothing_is_exported(folder: Folder, tmp_path: Path) -> None:
    # What the window keeps for itself, thumbnails and settings, may be written at any time.
    own = (tmp_path / "folder-stage", tmp_path / "settings")

    def files() -> list[Path]:
        return sorted(path for path in tmp_path.rglob("*") if not {*own} & {path, *path.parents})

    before, said = files(), list(folder.rig.recorder.said)
    dialog = ask_export(folder, "csv")
    folder.rig.dialogs.answer = []
    dialog.accept()
    folder.idle()
    assert files() == before
    assert folder.rig.recorder.said == said
    assert folder.rig.recorder.sentences == []
    export(folder, "csv", tmp_path / "out.csv")  # the next one is as if nothing had been
    assert len(rows_of(tmp_path / "out.csv")) == 6


def test_pictures_sorted_again_leave_the_folders_of_before(folder: Folder, tmp_path: Path) -> None:
    export(folder, "sorted", tmp_path / "sorted")
    folder.page.work.say(0, age=70.0, gender="female")
    export(folder, "sorted", tmp_path / "sorted")
    said = folder.rig.recorder.said[-1]
    assert said.startswith("Files written: 1, already there: 4")
    assert said.endswith("removed from folders where they no longer belong: 1")
    assert len(list((tmp_path / "sorted").rglob("*.jpg"))) == 5


def test_an_export_is_given_up_for_another_project(folder: Folder, tmp_path: Path) -> None:
    other = make_project(tmp_path / "other", [[face_of(1)]])
    dialog = ask_export(folder, "csv")
    folder.rig.dialogs.answer = [tmp_path / "out.csv"]
    with busy_lane(folder):
        dialog.accept()
        folder.page.open_project(other)
    folder.idle()
    assert folder.page.work.project is not None
    assert folder.page.work.project.path == other
    assert list(tmp_path.glob("out*")) == []
    assert folder.rig.recorder.sentences == []
    export(folder, "csv", tmp_path / "out.csv")
    assert len(rows_of(tmp_path / "out.csv")) == 1


def test_there_is_one_export_at_a_time(folder: Folder, tmp_path: Path) -> None:
    dialogs = [ask_export(folder, "csv") for _ in range(2)]
    with busy_lane(folder):
        for dialog, name in zip(dialogs, ("first.csv", "second.csv"), strict=True):
            folder.rig.dialogs.answer = [tmp_path / name]
            dialog.accept()
    folder.idle()
    assert (tmp_path / "first.csv").exists()
    assert not (tmp_path / "second.csv").exists()
    assert len(folder.rig.dialogs.proposed) == 1, "nobody is asked for a place in vain"


@pytest.mark.parametrize("name", ["export", "agreement"])
def test_without_a_project_nothing_is_asked(folder: Folder, name: str) -> None:
    controller, action = getattr(folder.page, name), getattr(folder.menu_actions, name)
    with folder.rig.qtbot.assertNotEmitted(controller.asked):
        action.trigger()
        folder.menu_actions.close_project.trigger()  # before it is known who labelled
        folder.idle()
        assert not action.isEnabled()
        controller.ask()
        folder.idle()


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


def test_the_consensus_is_a_choice_where_several_have_labelled(
    folder: Folder, tmp_path: Path
) -> None:
    work, target = folder.page.work, tmp_path / "t.csv"
    project, face_id = work.project, int(work.rows.face_ids[0])
    assert project is not None

    def say(name: str, age: float, gender: HumanGender, *, at: str) -> None:
        label = HumanLabel(
            verdict="corrected", reviewer=name, reviewed_at=at, age_years=age, gender=gender
        )
        project.set_label(face_id, label)

    say("AB", 30.0, "male", at="2026-01-31T12:00:00Z")
    dialog = ask_export(folder, "csv")
    assert [dialog.reviewer.itemText(place) for place in range(dialog.reviewer.count())] == [
        "latest label, any reviewer",
        "AB",
    ]
    dialog.reject()
    say("CD", 40.0, "female", at="2026-02-01T12:00:00Z")
    found = {}
    for place in range(4):
        dialog = ask_export(folder, "csv")
        dialog.reviewer.setCurrentIndex(place)
        choice = dialog.reviewer.currentText()
        (rule,) = [
            label.text()
            for label in dialog.findChildren(QLabel)
            if "majority" in label.text() or " count" in label.text()
        ]
        folder.rig.dialogs.answer = [target]
        dialog.accept()
        folder.idle()
        row = rows_of(target)[0]
        settings = json.loads(target.with_name("t.settings.json").read_text("utf-8"))
        found[choice] = row["human_age"], row["reviewer"]
        assert ("majority" in rule) == settings["label_rule"].startswith("consensus")
    assert found == {
        "latest label, any reviewer": ("40.0", "CD"),
        "consensus of all reviewers": ("35.0", "AB; CD"),
        "AB": ("30.0", "AB"),
        "CD": ("40.0", "CD"),
    }


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


def test_agreement_is_of_two_different_raters(folder: Folder) -> None:
    work = folder.page.work
    for row, name in enumerate(("AB", "CD")):
        work.set_reviewer(name)
        folder.idle()
        work.say(row, age=25.0, gender="female")
    dialog = agreement(folder)
    assert dialog.summary.text() == "There is no face that both have labelled."
    assert dialog.figures == ()
    for box in (dialog.one, dialog.other):
        QTest.keyClick(box, Qt.Key.Key_Home)
    folder.idle()
    assert dialog.one.currentData() == dialog.other.currentData()
    assert dialog.summary.text() == "Choose two different raters."
    QTest.keyClick(dialog.other, Qt.Key.Key_Down)
    folder.idle()
    assert dialog.summary.text() == "There is no face that both have labelled."
    dialog.close()


def test_another_pair_takes_the_place_of_the_figures(folder: Folder) -> None:
    work = folder.page.work
    for name, rows in (("AB", (0, 1, 2)), ("CD", (0, 1))):
        work.set_reviewer(name)
        folder.idle()
        for row in rows:
            work.say(row, age=80.0, gender="female")
    work.set_reviewer("AB")
    dialog = agreement(folder)
    assert dialog.summary.text().startswith("2 faces were labelled by both")
    assert dialog.differing.isHidden()
    QTest.keyClick(dialog.other, Qt.Key.Key_End)
    folder.idle()
    assert dialog.other.currentText() == "the model"
    assert dialog.summary.text().startswith("3 faces were labelled by both")
    assert dialog.differing.count() == 3
    assert "AB: 80, female" in dialog.differing.item(0).text()
    # On screen are the figures of this pair and no others.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    shown = [label.text() for label in dialog.findChildren(QLabel)]
    for row in dialog.figures:
        for text in filter(None, row):
            assert text in shown
    assert sum(text == "Apparent age" for text in shown) == 1
    dialog.close()


def test_enough_faces_have_figures_with_their_intervals(folder: Folder, tmp_path: Path) -> None:
    path = make_project(tmp_path / "study", [[face_of(number)] for number in range(32)])
    with Project.open(path) as project:
        faces = [photo.faces[0].face_id for photo in project.photos()]
        for number, face_id in enumerate(faces):
            female = number % 2 == 0
            apart = 1 if female else 3
            for name, age in (("AB", 30.0), ("CD", 30.0 + apart)):
                swapped = name == "CD" and number < 2
                refused = number == 2 or (name == "CD" and number == 3)
                label = HumanLabel(
                    verdict="not_a_face" if refused else "corrected",
                    reviewer=name,
                    reviewed_at=now(),
                    age_years=None if refused else age,
                    gender=None if refused else "female" if female != swapped else "male",
                )
                project.set_label(face_id, label)
    folder.page.take([path])
    folder.idle()
    dialog = agreement(folder)
    assert dialog.summary.text() == "32 faces were labelled by both."
    figures = {row[0]: row[1:] for row in dialog.figures if row[0]}
    # Worked out by hand after Wilson and Cohen.
    count, agreed, kappa = figures["A face or not"]
    assert (count, agreed) == ("32", "97 % (84–99)")
    assert kappa.startswith("0.65 (")
    assert kappa.endswith("–0.94)")
    assert figures["Perceived gender"][:2] == ("30", "93 % (79–98)")
    assert figures["Apparent age"] == ("30", "2.0 (1.6–2.4) years", "100 % (89–100)")
    assert dialog.kappa_note.isHidden(), "there is a kappa everywhere"
    told = [dialog.differing.item(row).text() for row in range(dialog.differing.count())]
    assert len(told) == 3
    assert told[2] == "0003.jpg, face 1  ·  AB: 30, male  ·  CD: not a face"
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
    told = [dialog.table.item(0, column).text() for column in range(6)]
    assert told == ["/p/1.jpg", "2", "1", "apparent_age", "31.2", "35.0"]
    dialog.close()


def check_again(folder: Folder, table: Path) -> ReportDialog:
    table.write_text("anything")
    with folder.rig.qtbot.waitSignal(folder.page.replay.shown, timeout=20_000) as shown:
        folder.page.take([table])
    (dialog,) = shown.args
    assert isinstance(dialog, ReportDialog)
    return dialog


def test_what_could_not_be_checked_is_told_with_its_reasons(folder: Folder, tmp_path: Path) -> None:
    folder.stage.report = ReplayReport(
        photos=5,
        rows=9,
        unchecked=5,
        missing_photos=3,
        missing_models=("tiny (0123)", "other (4567)"),
        drawn=2,
        versions=("0.1", "0.2"),
    )
    dialog = check_again(folder, tmp_path / "out.csv")
    assert dialog.windowTitle() == "Table checked: out.csv"
    assert dialog.heading.text() == "Nothing could be checked"
    assert dialog.text.text() == (
        "0 of 5 photos were checked again. 3 photos are not where the table says. "
        "This model is not installed: tiny (0123). This model is not installed: other (4567). "
        "2 faces were added by people and cannot be repeated. "
        "The table was made by AgeLens 0.1, 0.2."
    )
    assert dialog.table.isHidden()
    dialog.close()


def test_where_all_was_checked_only_that_is_told(folder: Folder, tmp_path: Path) -> None:
    dialog = check_again(folder, tmp_path / "out.csv")
    assert dialog.heading.text() == "No differences: every value is the same"
    assert dialog.text.text() == (
        "2 of 2 photos were checked again. Nobody can tell whether the table has changed since it "
        "was written: its settings file is not there. What the model said was compared, and how "
        "many rows and faces there are; what people said was not."
    )
    dialog.close()


def test_rows_that_are_missing_are_counted(folder: Folder, tmp_path: Path) -> None:
    folder.stage.report = ReplayReport(
        photos=2, rows=8, checked=2, edited=True, rows_written=12, photos_written=5
    )
    dialog = check_again(folder, tmp_path / "out.csv")
    assert dialog.heading.text() == (
        "The model says the same, but the table has changed since it was written"
    )
    assert dialog.text.text() == (
        "2 of 2 photos were checked again. The table has changed since it was written. "
        "The table has 8 rows; it was written with 12. It lists 2 photos; it was written with 5. "
        "What the model said was compared, and how many rows and faces there are; what people "
        "said was not."
    )
    assert not dialog.copy.isVisible(), "there is no list"
    dialog.close()


def test_the_next_check_takes_the_place_of_one_that_runs(folder: Folder, tmp_path: Path) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    for table in (first, second):
        table.write_text("anything")
    titles: list[str] = []
    folder.page.replay.shown.connect(lambda dialog: titles.append(dialog.windowTitle()))
    folder.stage.gate.clear()
    folder.page.take([first])
    folder.rig.qtbot.waitUntil(lambda: folder.stage.replayed == [first], timeout=20_000)
    folder.page.take([second])
    folder.rig.qtbot.waitUntil(lambda: folder.stage.replayed == [first, second], timeout=20_000)
    folder.stage.gate.set()
    folder.idle()
    assert titles == ["Table checked: second.csv"]
    (dialog,) = folder.rig.window.findChildren(ReportDialog)
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

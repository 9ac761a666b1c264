"""Which model judged: shown with its values, warned of where it is another now, never mixed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QMessageBox
from pytestqt.qtbot import QtBot

from desktop.folder.export_dialog import ExportDialog
from desktop.folder.text import judged_text, model_warning
from desktop.settings import Settings
from engine.project import Project, Run
from engine.results import PhotoResult
from tests.desktop.conftest import FakePipeline, FakeStore, MakeRig, Rig, make_spec
from tests.desktop.folder.folder_driver import SIZE, StandIn
from tests.desktop.folder.folder_fakes import Folder

WritePhoto = Callable[..., Path]
SHA = make_spec().sha256[:8]


@pytest.fixture
def folder(rig: Rig, write_photo: WritePhoto, tmp_path: Path) -> Folder:
    """Two photos that the model ``tiny`` has judged."""
    made = Folder(rig)
    write_photo("1.jpg")
    write_photo("2.jpg")
    made.label(tmp_path / "photos")
    return made


def change_model(folder: Folder, *, remove: bool = False) -> None:
    """Another model becomes the current one; the former one is deleted if ``remove``."""
    rig = folder.rig
    other = FakePipeline(make_spec("other", title="Another model"))
    rig.store.pipelines["other"] = other
    if remove:
        del rig.store.pipelines["tiny"]
    with rig.qtbot.waitSignal(rig.desktop.context.session.model_changed):
        rig.desktop.context.session.choose("other")
    folder.idle()


def question(folder: Folder) -> QMessageBox:
    """What is asked when the folder is checked for changes."""
    folder.menu_actions.check_changes.trigger()
    box = folder.page.setup_controller.question
    assert box is not None
    assert box.isVisible()
    return box


def button(box: QMessageBox, text: str) -> QAbstractButton:
    return next(one for one in box.buttons() if one.text().startswith(text))


def judges_in(folder: Folder) -> set[str]:
    project = folder.page.work.project
    assert project is not None
    return {run.model_id for run, _ in project.judged_by()}


def test_the_model_stands_over_its_faces(folder: Folder) -> None:
    assert folder.page.faces.header.model.text() == f"Values by the model Tiny model ({SHA})"
    assert folder.page.faces.banner.text == ""


def test_the_model_stands_beside_a_face_under_review(folder: Folder) -> None:
    folder.page.show_review(0)
    folder.idle()
    label = folder.page.review.parts.panel.estimate.model
    assert label.text() == f"Model: Tiny model ({SHA})"
    change_model(folder)
    assert label.text() == f"Model: Tiny model ({SHA}), not the current one"


def test_values_of_another_model_are_warned_of(folder: Folder) -> None:
    change_model(folder)
    banner = folder.page.faces.banner
    assert f"These values come from Tiny model ({SHA}); the current model is Another model" in (
        banner.text
    )
    assert banner.again.text() == "Analyse again with Another model…"
    banner.again.click()
    assert folder.current_page is folder.page.setup
    assert "Tiny model" in folder.page.setup.caution.text()
    folder.page.setup.start.click()
    folder.wait_for_end()
    assert judges_in(folder) == {"other"}
    assert banner.text == ""
    assert "Another model" in folder.page.faces.header.model.text()


def test_a_deleted_model_is_said_in_the_project(folder: Folder) -> None:
    change_model(folder, remove=True)
    assert f"These values come from tiny ({SHA}), which is no longer installed" in (
        folder.page.faces.banner.text
    )
    box = question(folder)
    texts = [one.text() for one in box.buttons()]
    assert sorted(texts) == ["Analyse everything with Another model…", "Leave everything as it is"]
    box.reject()


def test_new_photos_may_be_judged_by_the_former_model(
    folder: Folder, write_photo: WritePhoto
) -> None:
    change_model(folder)
    write_photo("3.jpg")
    button(question(folder), "Check with Tiny model").click()
    folder.wait_for_end()
    assert folder.stage.orders[-1].spec.model_id == "tiny"
    assert judges_in(folder) == {"tiny"}
    assert len(folder.shown) == 3


def test_everything_may_be_judged_again(folder: Folder, write_photo: WritePhoto) -> None:
    change_model(folder)
    write_photo("3.jpg")
    button(question(folder), "Analyse everything with Another model").click()
    assert folder.current_page is folder.page.setup
    folder.page.setup.start.click()
    folder.wait_for_end()
    assert judges_in(folder) == {"other"}
    assert len(folder.shown) == 3


def test_everything_may_be_left(folder: Folder, write_photo: WritePhoto) -> None:
    change_model(folder)
    write_photo("3.jpg")
    box = question(folder)
    assert box.defaultButton().text() == "Leave everything as it is"
    box.defaultButton().click()
    folder.idle()
    assert len(folder.stage.orders) == 1
    assert len(folder.shown) == 2


def test_a_project_that_is_chosen_as_the_place_of_another_is_asked_about_too(
    folder: Folder, tmp_path: Path
) -> None:
    project = folder.page.work.project
    assert project is not None
    folder.menu_actions.close_project.trigger()
    folder.idle()
    change_model(folder)
    (tmp_path / "others").mkdir()
    folder.choose(tmp_path / "others")
    folder.rig.dialogs.answer = [project.path]
    folder.page.setup.elsewhere.click()
    folder.page.setup.start.click()
    folder.rig.qtbot.waitUntil(lambda: folder.page.work.project is not None, timeout=20_000)
    folder.idle()
    box = folder.page.setup_controller.question
    assert box is not None
    assert not folder.page.run.active
    box.defaultButton().click()
    assert len(folder.stage.orders) == 1
    assert judges_in(folder) == {"tiny"}


def test_stopped_midway_both_models_are_said_and_it_goes_on_unasked(
    folder: Folder, write_photo: WritePhoto, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3, 40):
        write_photo(f"{number}.jpg")
    folder.menu_actions.check_changes.trigger()
    folder.wait_for_end()
    change_model(folder)
    stopped, analyse = threading.Event(), StandIn.analyse_file

    def hold_most(stand_in: StandIn, path: Path, *, name: str | None = None) -> PhotoResult:
        if len(path.stem) > 1:
            assert stopped.wait(20)
        return analyse(stand_in, path, name=name)

    monkeypatch.setattr(StandIn, "analyse_file", hold_most)
    run = folder.page.run
    folder.page.faces.banner.again.click()
    folder.page.setup.start.click()
    qtbot.waitUntil(lambda: bool(run.progress.outcomes), timeout=20_000)
    run.stop()
    stopped.set()
    folder.wait_for_end()
    assert judges_in(folder) == {"tiny", "other"}
    assert "Values by several models: " in folder.page.faces.banner.text
    assert "The current model is Another model" in folder.page.faces.banner.text
    folder.menu_actions.check_changes.trigger()
    folder.wait_for_end()
    assert judges_in(folder) == {"other"}


def test_the_export_says_which_model_it_is(folder: Folder, qtbot: QtBot) -> None:
    export = folder.page.export

    def asked() -> ExportDialog:
        with qtbot.waitSignal(export.asked, timeout=20_000) as found:
            folder.menu_actions.export.trigger()
        dialog: ExportDialog = found.args[0]
        return dialog

    dialog = asked()
    assert dialog.model.text() == f"Values by the model Tiny model ({SHA})"
    dialog.reject()
    change_model(folder)
    dialog = asked()
    assert dialog.model.text().startswith(f"These values come from Tiny model ({SHA});")
    dialog.reject()


def test_an_export_says_how_many_faces_the_model_no_longer_finds(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.page.work.set_reviewer("ann")
    folder.idle()
    for row in range(2):
        folder.page.work.say(row, age=40.0)
    folder.idle()
    change_model(folder)

    def blind(_stand_in: StandIn, _path: Path, *, name: str | None = None) -> PhotoResult:
        return PhotoResult(str(name), "no_face", *SIZE)

    monkeypatch.setattr(StandIn, "analyse_file", blind)
    folder.page.faces.banner.again.click()
    folder.page.setup.start.click()
    folder.wait_for_end()
    assert "no longer finds 2 faces that have labels" in folder.page.faces.changes.text
    folder.rig.dialogs.answer = [tmp_path / "t.csv"]
    folder.menu_actions.train.trigger()
    folder.idle()
    assert "2 faces that the model no longer finds were left out" in folder.rig.recorder.said[-1]


def run_by(model_id: str, sha256: str) -> Run:
    return Run(
        run_id=1, model_id=model_id, model_sha256=sha256, detector="d", detect=True, app_version="1"
    )


def test_a_model_of_the_same_name_is_another_one() -> None:
    spec = make_spec()
    judges = ((run_by(spec.model_id, "ab" * 32), 3),)
    assert "tiny (abababab), which is no longer installed" in model_warning(judges, spec, [spec])
    assert judged_text((), [spec]) == ""
    assert model_warning((), spec, [spec]) == ""
    assert model_warning(judges, None, [spec]) == ""


def test_the_judges_are_those_of_the_photos_not_of_the_newest_run(folder: Folder) -> None:
    project = folder.page.work.project
    assert isinstance(project, Project)
    project.begin(run_by("never used", "cd" * 32))
    assert judges_in(folder) == {"tiny"}


def test_a_deleted_model_that_was_in_use_is_said_at_the_start(
    make_rig: MakeRig, settings: Settings
) -> None:
    settings.model_id = "gone"
    rig = make_rig(FakeStore({"tiny": FakePipeline(make_spec())}))
    assert rig.recorder.sentences == [
        "The model “gone”, which was in use, is no longer installed. The current model is Tiny "
        "model now."
    ]

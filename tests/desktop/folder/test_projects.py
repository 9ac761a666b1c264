"""Projects of the Folder tab: where they are kept, closed, opened again, and what goes wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from engine.project import Project
from tests.desktop.conftest import MakeRig, Rig
from tests.desktop.folder.folder_fakes import Folder

WritePhoto = Callable[..., Path]


@pytest.fixture
def folder(rig: Rig) -> Folder:
    return Folder(rig)


@pytest.fixture
def photos(write_photo: WritePhoto, tmp_path: Path) -> Path:
    """Six photos, two in a subfolder, one without a face and one that is broken."""
    for name in ("1.jpg", "2.jpg", "bare 3.jpg", "broken 4.jpg"):
        write_photo(name)
    (tmp_path / "photos" / "more").mkdir()
    for name in ("more/5.png", "more/6.jpg"):
        write_photo(name)
    return tmp_path / "photos"


def test_an_existing_project_beside_the_folder_is_gone_on_with(
    folder: Folder, photos: Path
) -> None:
    folder.label(photos)
    folder.page.work.set_reviewer("AB")
    folder.idle()
    folder.page.work.confirm(int(folder.page.model.listing[0]))
    folder.idle()
    folder.menu_actions.close_project.trigger()
    folder.idle()
    assert folder.current_page is folder.page.start
    (card,) = folder.page.start.cards
    assert "1 of 4 faces reviewed" in card.summary
    folder.choose(photos)
    assert folder.current_page is folder.page.faces
    assert folder.page.work.reviewed == 1
    assert not folder.page.run.active, "nothing begins by itself"


def test_recent_projects_open_and_can_be_left_out(folder: Folder, photos: Path) -> None:
    folder.label(photos)
    folder.menu_actions.close_project.trigger()
    folder.idle()
    (card,) = folder.page.start.cards
    card.button.click()
    folder.idle()
    assert folder.current_page is folder.page.faces
    folder.menu_actions.close_project.trigger()
    folder.idle()
    folder.page.start.cards[0].drop.click()
    assert folder.page.start.cards == ()
    assert photos.with_suffix(".agelens").exists()


def test_a_project_is_opened_by_the_dialog(folder: Folder, photos: Path) -> None:
    folder.label(photos)
    folder.menu_actions.close_project.trigger()
    folder.idle()
    folder.rig.dialogs.answer = []
    folder.menu_actions.open_project.trigger()
    folder.idle()
    assert folder.current_page is folder.page.start, "nothing was chosen"
    folder.rig.dialogs.answer = [photos.with_suffix(".agelens")]
    folder.menu_actions.open_project.trigger()
    folder.idle()
    assert folder.current_page is folder.page.faces
    assert len(folder.shown) == 6


def test_where_nothing_may_be_written_the_project_goes_to_the_user(
    folder: Folder, photos: Path
) -> None:
    photos.parent.joinpath("photos.agelens").mkdir()  # the place is taken by something else
    folder.label(photos)
    project = folder.page.work.project
    assert project is not None
    assert project.path.parent == folder.stage.folder / "projects"
    assert len(folder.shown) == 6
    folder.menu_actions.close_project.trigger()
    folder.idle()
    folder.choose(photos)
    assert folder.current_page is folder.page.faces, "it is found there again"


def test_a_project_may_be_kept_elsewhere(folder: Folder, photos: Path, tmp_path: Path) -> None:
    folder.choose(photos)
    folder.rig.dialogs.answer = [tmp_path / "elsewhere" / "study"]
    folder.rig.dialogs.answer[0].parent.mkdir()
    folder.page.setup.elsewhere.click()
    folder.page.setup.start.click()
    folder.wait_for_end()
    assert (tmp_path / "elsewhere" / "study.agelens").exists()
    assert folder.rig.dialogs.proposed == ["photos.agelens"]


def test_a_project_stays_where_it_was_if_no_other_place_is_chosen(
    folder: Folder, photos: Path
) -> None:
    folder.choose(photos)
    folder.rig.dialogs.answer = []
    folder.page.setup.elsewhere.click()
    assert folder.current_page is folder.page.setup
    folder.page.setup.start.click()
    folder.wait_for_end()
    assert photos.with_suffix(".agelens").exists()
    # Nor does it move once it is there.
    folder.menu_actions.options.trigger()
    assert not folder.page.setup.elsewhere.isVisible()
    folder.page.setup.elsewhere.click()
    assert len(folder.rig.dialogs.proposed) == 1


def test_a_project_open_elsewhere_can_only_be_looked_at(folder: Folder, photos: Path) -> None:
    folder.label(photos)
    folder.menu_actions.close_project.trigger()
    folder.idle()
    with Project.open(photos.with_suffix(".agelens")):
        folder.choose(photos)
        assert "another window" in folder.page.faces.banner.text
        assert len(folder.shown) == 6
        assert not folder.menu_actions.check_changes.isEnabled()
        row = int(folder.page.model.listing[0])
        folder.page.work.confirm(row)
        assert folder.page.work.rows.verdict_of(row) is None
        assert "read-only" in folder.rig.recorder.said[-1]
        folder.menu_actions.close_project.trigger()
        folder.idle()


def test_a_folder_that_has_gone_is_told_and_found_again(folder: Folder, photos: Path) -> None:
    folder.label(photos)
    folder.menu_actions.close_project.trigger()
    folder.idle()
    photos.rename(photos.with_name("moved"))
    folder.page.take([photos.with_suffix(".agelens")])
    folder.idle()
    assert "is missing" in folder.page.faces.banner.text
    assert len(folder.shown) == 6, "what is known stays"
    folder.menu_actions.check_changes.trigger()
    folder.rig.qtbot.waitUntil(lambda: not folder.page.run.active, timeout=20_000)
    assert "is its drive connected?" in folder.rig.recorder.sentences[-1]
    assert len(folder.shown) == 6
    folder.rig.dialogs.answer = [photos.with_name("moved")]
    folder.page.faces.banner.search.click()
    folder.idle()
    assert folder.page.faces.banner.text == ""


@pytest.mark.parametrize("name", ["nowhere", "text.txt"])
def test_what_is_no_folder_is_refused_in_words(folder: Folder, tmp_path: Path, name: str) -> None:
    (tmp_path / "text.txt").write_text("hello")
    folder.page.take([tmp_path / name])
    folder.idle()
    (sentence,) = folder.rig.recorder.sentences
    assert name in sentence
    assert folder.current_page is folder.page.start


def test_a_damaged_project_leaves_the_former_one_open(
    folder: Folder, photos: Path, tmp_path: Path
) -> None:
    folder.label(photos)
    good = photos.with_suffix(".agelens").read_bytes()
    (tmp_path / "bad.agelens").write_bytes(good[:5000])
    folder.page.take([tmp_path / "bad.agelens"])
    folder.idle()
    assert "could not be opened" in folder.rig.recorder.sentences[-1]
    assert len(folder.shown) == 6
    assert folder.current_page is folder.page.faces


@pytest.fixture
def damaged(folder: Folder, photos: Path) -> Path:
    """A project of six photos, closed, of which a part cannot be read."""
    folder.label(photos)
    folder.menu_actions.close_project.trigger()
    folder.idle()
    path = photos.with_suffix(".agelens")
    with sqlite3.connect(path) as database:
        database.execute("UPDATE faces SET gender = '../x' WHERE id = 1")
    database.close()
    return path


def save_what_can_be_read(folder: Folder, damaged: Path, target: list[Path]) -> None:
    """Open a damaged project, and answer the question about it with a place."""
    folder.page.take([damaged])
    folder.idle()
    question = folder.page.rescue.question
    assert question is not None
    assert "damaged" in question.text()
    folder.rig.dialogs.answer = target
    (save,) = [
        button
        for button in question.buttons()
        if question.buttonRole(button) is QMessageBox.ButtonRole.AcceptRole
    ]
    save.click()
    folder.idle()


def test_what_can_be_read_of_a_damaged_project_becomes_a_new_one(
    folder: Folder, damaged: Path, tmp_path: Path
) -> None:
    before, saved = damaged.read_bytes(), tmp_path / "saved.agelens"
    save_what_can_be_read(folder, damaged, [tmp_path / "saved"])
    assert folder.rig.dialogs.proposed[-1] == "photos (saved).agelens"
    assert damaged.read_bytes() == before
    assert folder.page.work.project is not None
    assert folder.page.work.project.path == saved
    assert any("6 photos" in said and "again" in said for said in folder.rig.recorder.said)
    assert folder.page.work.counts.pending == 6


def test_a_damaged_project_is_never_overwritten(folder: Folder, damaged: Path) -> None:
    before = damaged.read_bytes()
    save_what_can_be_read(folder, damaged, [damaged])
    assert "choose another name" in folder.rig.recorder.said[-1]
    assert damaged.read_bytes() == before
    assert folder.current_page is folder.page.start
    save_what_can_be_read(folder, damaged, [])
    assert damaged.read_bytes() == before
    assert list(damaged.parent.glob("*.agelens")) == [damaged]
    assert folder.current_page is folder.page.start


def test_closing_the_window_stops_and_the_job_goes_on_later(
    make_rig: MakeRig, photos: Path
) -> None:
    folder = Folder(make_rig())
    folder.stage.gate.clear()
    folder.choose(photos)
    folder.page.setup.start.click()
    folder.rig.qtbot.waitUntil(lambda: folder.page.run.active, timeout=20_000)
    folder.rig.window.close()
    assert not folder.rig.window.isVisible(), "nobody is asked"
    assert "when you open the project again" in folder.rig.recorder.said[-1]
    folder.stage.gate.set()
    folder.rig.desktop.close()
    with Project.open(photos.with_suffix(".agelens")) as project:
        assert not project.read_only, "the lock is free"
    again = Folder(make_rig())
    again.choose(photos)
    again.menu_actions.check_changes.trigger()
    again.wait_for_end()
    assert len(again.shown) == 6


def test_another_project_may_be_opened_while_a_job_runs(
    folder: Folder, photos: Path, tmp_path: Path, write_photo: WritePhoto
) -> None:
    folder.label(photos)
    (tmp_path / "others").mkdir()
    write_photo("../others/9.jpg")
    folder.stage.gate.clear()
    folder.choose(tmp_path / "others")
    folder.page.setup.start.click()
    folder.rig.qtbot.waitUntil(
        lambda: folder.page.run.active and len(folder.stage.orders) == 2, timeout=20_000
    )
    folder.page.open_project(photos.with_suffix(".agelens"))
    folder.stage.gate.set()
    folder.rig.qtbot.waitUntil(lambda: len(folder.shown) == 6, timeout=20_000)
    folder.idle()
    assert folder.rig.recorder.sentences == []


def test_the_same_project_twice_stays_open(folder: Folder, photos: Path) -> None:
    folder.label(photos)
    folder.choose(photos)
    assert not folder.page.work.read_only
    assert len(folder.shown) == 6


@pytest.fixture
def foreign(tmp_path: Path, photos: Path) -> Path:
    """A project that somebody sent, which names a folder of this computer."""
    (tmp_path / "mail").mkdir()
    path = tmp_path / "mail" / "sent.agelens"
    with Project.open(path, root=photos) as project:
        project.list_photos(["1.jpg"])
    return path


def test_a_strangers_project_is_asked_about_before_its_photos_are_looked_for(
    folder: Folder, photos: Path, foreign: Path
) -> None:
    folder.page.open_project(foreign)
    folder.idle()
    box = folder.page.trust.question
    assert box is not None
    assert str(photos) in box.text()
    assert folder.page.work.project is None
    assert folder.rig.recorder.sentences == []
    box.button(QMessageBox.StandardButton.Cancel).click()
    folder.idle()
    assert folder.page.work.project is None
    folder.page.open_project(foreign)
    folder.idle()
    box = folder.page.trust.question
    (agree,) = [one for one in box.buttons() if one.text() == "Open it"]
    agree.click()
    folder.idle()
    assert folder.page.work.project is not None
    folder.page.trust.question = None
    folder.menu_actions.close_project.trigger()
    folder.idle()
    folder.page.open_project(foreign)
    folder.idle()
    assert folder.page.trust.question is None, "it is known by now"
    assert folder.page.work.project is not None


def test_a_project_without_a_folder_may_name_any_photo(folder: Folder, tmp_path: Path) -> None:
    path = tmp_path / "journal.agelens"
    with Project.open(path) as project:
        project.list_photos(["/etc/passwd"])
    folder.page.open_project(path)
    folder.idle()
    assert folder.page.trust.question is not None
    assert "anywhere on this computer" in folder.page.trust.question.text()
    folder.page.trust.question.button(QMessageBox.StandardButton.Cancel).click()


@pytest.fixture(autouse=True)
def nothing_outside(tmp_path: Path) -> Iterator[None]:
    """Photos are only read: every one is there afterwards, as it was."""
    yield
    photos = tmp_path / "photos"
    left = [path for path in photos.rglob("*") if path.suffix not in (".jpg", ".png", "")]
    assert left == []

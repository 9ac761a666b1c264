"""What tells which photos were opened here can be removed, by the window and by a command."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop import messages, paths
from desktop.__main__ import main
from desktop.folder.thumbnails import ThumbnailCache
from desktop.settings import Settings
from tests.desktop.conftest import Rig

SECRET = b"\xff\xd8 a small picture of a face " * 40


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Everything that is kept for convenience, in a folder of this test."""
    home = tmp_path / "home"
    for name in ("thumbnails_file", "log_file", "settings_file", "session_file"):
        monkeypatch.setattr(paths, name, lambda name=name: home / name / f"{name}.dat")
    monkeypatch.setattr(paths, "training_dir", lambda: home / "training")
    settings = Settings(paths.settings_file())
    settings.recent_projects = [{"path": "/photos/party.agelens"}]
    settings.last_folder = Path("/photos/party")
    settings.reviewer = "AB"
    settings.save()
    for path in (paths.log_file(), paths.session_file()):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("/photos/party/1.jpg")
    for name in ("crash.log", f"{paths.log_file().name}.1"):
        paths.log_file().with_name(name).write_text("/photos/party/2.jpg")
    (home / "work.agelens").write_text("a project")
    return home


def remains(home: Path) -> list[str]:
    """Files below a folder that still tell of the party, or show a face."""
    found = [path for path in home.rglob("*") if path.is_file()]
    return [
        path.name
        for path in found
        if b"party" in path.read_bytes() or b"a small picture" in path.read_bytes()
    ]


def test_the_command_removes_it_all_and_keeps_work_and_settings(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cache = ThumbnailCache(paths.thumbnails_file())
    cache.put({b"key": SECRET})
    cache.close()
    assert len(remains(kept)) == 6
    assert main(["forget"]) == 0
    assert remains(kept) == []
    told = capsys.readouterr()
    assert "removed" in told.out
    assert str(kept / "training") in told.err
    assert (kept / "work.agelens").read_text() == "a project"
    assert Settings(paths.settings_file()).reviewer == "AB"
    assert main(["forget"]) == 0  # nothing is there any more


def test_a_window_goes_on_with_its_log_and_its_pictures(kept: Path) -> None:
    close = messages.open_log(paths.log_file())
    cache = ThumbnailCache(paths.thumbnails_file())
    try:
        cache.put({b"key": SECRET})
        logging.getLogger("agelens").info("party")
        assert paths.forget_history() == ()
        assert remains(paths.log_file().parent) == []
        assert remains(paths.thumbnails_file().parent) == []
        logging.getLogger("agelens").info("afterwards")
        assert "afterwards" in paths.log_file().read_text()
        assert cache.get(b"key") is None
        cache.put({b"other": SECRET})
        assert cache.get(b"other") == SECRET
    finally:
        cache.close()
        close()


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0 party"])
def test_a_damaged_file_of_pictures_is_removed(kept: Path, content: bytes) -> None:
    paths.thumbnails_file().parent.mkdir(parents=True)
    paths.thumbnails_file().write_bytes(content)
    assert paths.forget_history() == ()
    assert not paths.thumbnails_file().exists()


def test_what_cannot_be_removed_is_named(
    kept: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(path: Path) -> None:
        raise sqlite3.OperationalError("database is locked")

    paths.thumbnails_file().parent.mkdir(parents=True)
    paths.thumbnails_file().write_bytes(b"")
    monkeypatch.setattr(paths, "_empty_database", locked)
    assert main(["forget"]) == 3
    assert str(paths.thumbnails_file()) in capsys.readouterr().err


def test_the_window_asks_and_forgets(rig: Rig) -> None:
    removed: list[bool] = []
    rig.desktop.history._clear = lambda: removed.append(True) or ()
    rig.window.tabs.setCurrentWidget(rig.desktop.folder_tab)
    rig.idle()
    rig.desktop.settings.recent_projects = [{"path": "/photos/party.agelens"}]
    rig.desktop.folder_tab.show_recent()
    assert len(rig.desktop.folder_tab.page.start.cards) == 1
    rig.window.help_menu.clearing_wanted.emit()
    box = rig.desktop.history.question
    assert box is not None
    assert not removed
    (clear,) = (b for b in box.findChildren(QPushButton) if b.text() == "Clear history")
    rig.qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    rig.idle()
    assert removed == [True]
    assert rig.desktop.settings.recent_projects == []
    assert rig.desktop.folder_tab.page.start.cards == ()
    assert rig.recorder.said[-1] == "The history is cleared."


def test_the_window_names_what_it_could_not_remove(rig: Rig, tmp_path: Path) -> None:
    rig.desktop.history._clear = lambda: (tmp_path / "thumbnails.db",)
    rig.desktop.history.ask()
    box = rig.desktop.history.question
    assert box is not None
    (clear,) = (b for b in box.findChildren(QPushButton) if b.text() == "Clear history")
    clear.click()
    rig.idle()
    assert "thumbnails.db" in rig.recorder.said[-1]

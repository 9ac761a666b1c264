"""What the program keeps about people's photos is for nobody else's eyes."""

from __future__ import annotations

import logging
import os
import stat
from pathlib import Path

import pytest

from desktop import messages
from desktop.crash import open_trace
from desktop.folder.thumbnails import ThumbnailCache
from engine.project import Project
from engine.project.integrity import rescue

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")


@pytest.fixture(autouse=True)
def generous() -> object:
    """The usual mask lets everybody read what is made."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_projects_and_journals(tmp_path: Path) -> None:
    path = tmp_path / "p.agelens"
    with Project.open(path) as project:
        project.list_photos(["a.jpg"])
        made = [one for one in tmp_path.iterdir() if not one.name.endswith("-lock")]
        assert {one.name for one in made} == {"p.agelens", "p.agelens-wal", "p.agelens-shm"}
        assert {rights(one) for one in made} == {0o600}
    rescue(path, tmp_path / "q.agelens")
    assert rights(tmp_path / "q.agelens") == 0o600


def test_the_log_and_its_older_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "_LOG_BYTES", 200)
    path = tmp_path / "state" / "log" / "agelens.log"
    close = messages.open_log(path)
    for number in range(20):
        logging.getLogger("agelens").warning("a face in photo %d", number)
    close()
    parts = list(path.parent.iterdir())
    assert len(parts) == 4
    assert {rights(one) for one in parts} == {0o600}
    assert rights(path.parent) == 0o700


def test_thumbnails_and_traces(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path / "cache" / "thumbnails.db")
    cache.put({b"key": b"face"})
    cache.close()
    open_trace(tmp_path / "state" / "crash.txt")()
    for path in (tmp_path / "cache" / "thumbnails.db", tmp_path / "state" / "crash.txt"):
        assert rights(path) == 0o600
        assert rights(path.parent) == 0o700


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "agelens.log"
    path.write_text("before\n")
    messages.open_log(path)()
    assert path.read_text() == "before\n"
    assert rights(path) == 0o600

"""The Folder tab's small parts: where projects go, what is remembered, words, thumbnails."""

from __future__ import annotations

import logging
import os
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.folder.job import JobStatus, status_line
from desktop.folder.opening import RecentProject, find_place, forget, may_write, recent, remember
from desktop.folder.scan_options import ScanOptions, keep_scan_options, scan_options_of
from desktop.folder.setup_page import kinds
from desktop.folder.thumbnails import ThumbnailCache, key_of
from desktop.i18n.text import number
from desktop.settings import Settings
from engine.errors import ProjectError
from engine.images import SUFFIXES
from engine.labelling import JobProgress
from engine.project import Counts, Project
from engine.results import Box

# English plural forms are a translation as any other.
pytestmark = pytest.mark.usefixtures("qapp")


def test_a_project_belongs_beside_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "Photos of May"
    folder.mkdir()
    place = find_place(folder, projects_dir=tmp_path / "own")
    assert (place.path, place.exists, place.beside) == (
        tmp_path / "Photos of May.agelens",
        False,
        True,
    )
    assert list(tmp_path.iterdir()) == [folder], "looking leaves nothing behind"
    Project.open(place.path, root=folder).close()
    assert find_place(folder, projects_dir=tmp_path / "own").exists


def test_elsewhere_it_has_a_name_of_its_own(tmp_path: Path) -> None:
    for where in ("a", "b"):
        (tmp_path / where / "photos").mkdir(parents=True)
        (tmp_path / where / "photos.agelens").write_text("something else")
    own = tmp_path / "own"
    first, second = (
        find_place(tmp_path / where / "photos", projects_dir=own) for where in ("a", "b")
    )
    assert first.path.parent == second.path.parent == own
    assert first.path != second.path
    assert find_place(tmp_path / "a" / "photos", projects_dir=own) == first


def test_the_whole_disk_has_no_neighbour(tmp_path: Path) -> None:
    assert find_place(Path("/"), projects_dir=tmp_path).path.parent == tmp_path


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="is its drive connected"):
        find_place(tmp_path / "nowhere", projects_dir=tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to the superuser")
def test_rights_are_asked_by_trying(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        assert not may_write(tmp_path)
    finally:
        tmp_path.chmod(0o700)


def test_a_folder_that_has_gone_cannot_be_written(tmp_path: Path) -> None:
    assert may_write(tmp_path)
    assert not may_write(tmp_path / "gone")


def test_beside_a_folder_where_nothing_may_be_written_there_is_no_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*, dir: Path) -> object:
        raise PermissionError(13, "Permission denied", str(dir))

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    folder = tmp_path / "photos"
    folder.mkdir()
    place = find_place(folder, projects_dir=tmp_path / "own")
    assert (place.path.parent, place.exists, place.beside) == (tmp_path / "own", False, False)


def test_a_recent_project_tells_how_far_it_is() -> None:
    told = RecentProject(path="/p/a.agelens", photos=10, done=4, faces=3, reviewed=1).summary
    assert "4 of 10 photos done" in told
    assert "1 of 3 faces reviewed" in told
    told = RecentProject(path="/p/a.agelens", photos=10, done=10).summary
    assert told.endswith("10 photos")
    assert "faces" not in told


def test_recent_projects_are_remembered_newest_first(settings: Settings) -> None:
    assert recent(settings) == []
    for count in range(12):
        remember(settings, RecentProject(path=f"/p/{count}.agelens", photos=count))
    remember(settings, RecentProject(path="/p/7.agelens", photos=70))
    found = recent(settings)
    assert [one.photos for one in found] == [70, 11, 10, 9, 8, 6, 5, 4]
    forget(settings, "/p/7.agelens")
    assert recent(settings)[0].title == "11"


@pytest.mark.parametrize(
    "kept",
    [
        "not json",
        "[1, 2]",
        '[{"path": 3}]',
        '[{"photos": 1}]',
        '{"a": 1}',
        '[{"path": "p", "when": "x"}]',
    ],
)
def test_nonsense_in_the_settings_is_left_out(settings: Settings, kept: str) -> None:
    settings._store.setValue("folder/recent", kept)
    assert recent(settings) == []


def test_how_a_folder_was_looked_through_is_kept(tmp_path: Path) -> None:
    with Project.open(tmp_path / "p.agelens", root=tmp_path) as project:
        assert scan_options_of(project) is None
        look = ScanOptions(recursive=False, suffixes=frozenset({".png"}), detect=False)
        for thorough in (True, False):
            look = replace(look, thorough=thorough)
            keep_scan_options(project, look)
            assert scan_options_of(project) == look
        # As the version before kept it.
        project.keep_setting(
            "look", '{"recursive": true, "hidden": false, "suffixes": null, "detect": true}'
        )
        assert scan_options_of(project) == ScanOptions()
        project.keep_setting("look", "nonsense")
        assert scan_options_of(project) is None


def test_the_kinds_of_files_are_all_there_are() -> None:
    groups = [group for _, group in kinds()]
    assert frozenset().union(*groups) == SUFFIXES
    assert sum(map(len, groups)) == len(SUFFIXES), "none twice"


def standing(state: str, progress: JobProgress | None = None, **counts: int) -> JobStatus:
    return JobStatus(
        title="p",
        state=state,
        active=state in ("running", "paused", "stopping"),
        progress=progress or JobProgress(stage="scanning"),
        counts=Counts(**counts),
    )


def test_progress_is_told_with_counts_speed_and_time() -> None:
    working = JobProgress(
        stage="working",
        done=1234,
        total=20000,
        faces=1800,
        unread=12,
        photos_per_s=8.34,
        seconds_left=2250.0,
    )
    line = status_line(standing("running", working))
    faces = f"{number(1800)} faces"
    photos = f"{number(1234)} of {number(20000)}"
    for part in (photos, faces, "12 could not", "8.3 photos a second", "38 minutes"):
        assert part in line
    assert "a second" not in status_line(standing("paused", working))
    assert "Paused" in status_line(standing("paused", working))
    scanning = JobProgress(stage="scanning", total=5)
    assert "so far" in status_line(standing("running", scanning))
    assert status_line(standing("paused", scanning)) == "Paused: 5 photos so far"
    assert status_line(standing("stopping", working)).startswith("Stopping")


def test_speed_is_told_once_it_is_known() -> None:
    resumed = JobProgress(
        stage="working", done=2, total=20, faces=3, done_before=30, faces_before=40
    )
    assert "32 of 50 photos" in status_line(standing("running", resumed))
    assert "43 faces" in status_line(standing("running", resumed))
    begun = JobProgress(stage="working", done=0, total=20, faces=0)
    assert status_line(standing("running", begun)) == "Labelling: 0 of 20 photos  ·  0 faces"
    fast = JobProgress(stage="working", done=9, total=20, photos_per_s=41.6, seconds_left=3.0)
    line = status_line(standing("running", fast))
    assert line.endswith("42 photos a second  ·  a few seconds left")


def test_a_project_at_rest_is_told() -> None:
    line = status_line(
        standing("idle", photos=10, pending=4, ok=4, no_face=1, unreadable=1, faces=1)
    )
    assert line == (
        "6 of 10 photos are done  ·  1 face  ·  1 photo without a face  ·  1 could not be read"
    )
    line = status_line(standing("done", photos=3, no_face=3, duplicates=1, gone=2))
    assert "3 photos without a face" in line
    assert "1 duplicate" in line
    assert "2 no longer there" in line
    assert status_line(standing("idle")) == "No photos yet"


def test_thumbnails_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "t.db"
    key = key_of("00", Box(1, 2, 3, 4), 160)
    assert key != key_of("00", None, 160)
    cache = ThumbnailCache(path)
    assert cache.get(key) is None
    cache.put({key: b"jpeg"})
    cache.close()
    again = ThumbnailCache(path)
    assert again.get(key) == b"jpeg"
    again.close()


def test_thumbnails_take_no_more_room_than_they_may(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path / "t.db", largest_bytes=2_000_000)
    for key in range(1500):
        cache.put({key.to_bytes(16): bytes(4000)})
    assert cache.get((0).to_bytes(16)) is None, "the oldest left"
    assert cache.get((1499).to_bytes(16)) is not None
    cache.close()
    with sqlite3.connect(tmp_path / "t.db") as db:
        (count,) = db.execute("SELECT count(*) FROM thumbnails").fetchone()
    db.close()
    assert 300 < count < 800


def filled(path: Path, *, used: int | None = None) -> None:
    """A file of 300 pictures; ``used`` is the day of their last use, else it is today."""
    cache = ThumbnailCache(path)
    for key in range(300):
        cache.put({key.to_bytes(16): bytes(4000)})
    cache.close()
    if used is not None:
        with sqlite3.connect(path) as db:
            db.execute("UPDATE thumbnails SET used = ?", (used,))
        db.close()


def test_a_thumbnail_that_is_seen_again_outlives_those_that_are_not(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    filled(path, used=1)
    cache = ThumbnailCache(path, largest_bytes=1_500_000)
    oldest = (0).to_bytes(16)
    assert cache.get(oldest) is not None
    for key in range(300, 500):
        cache.put({key.to_bytes(16): bytes(4000)})
    assert cache.get(oldest) is not None
    assert cache.get((1).to_bytes(16)) is None, "nobody looked at this one"
    cache.close()


def damage(path: Path) -> None:
    """Spoil the latter half of a file, of which opening it sees nothing."""
    content = path.read_bytes()
    half = len(content) // 2
    path.write_bytes(content[:half] + b"x" * (len(content) - half))


@pytest.mark.parametrize("put_first", [False, True])
def test_a_damaged_thumbnail_file_begins_anew_at_the_next_start(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, put_first: bool
) -> None:
    path = tmp_path / "t.db"
    filled(path)
    damage(path)
    cache = ThumbnailCache(path)
    with caplog.at_level(logging.WARNING):
        if put_first:
            cache.put({key.to_bytes(16): b"jpeg" for key in range(300, 320)})
        assert all(cache.get(key.to_bytes(16)) is None for key in range(300))
    assert len(caplog.records) == 1, "told once, and to the log only"
    cache.put({b"k": b"jpeg"})
    assert cache.get(b"k") is None, "it is used no more"
    cache.close()
    again = ThumbnailCache(path)
    again.put({b"k": b"jpeg"})
    assert again.get(b"k") == b"jpeg"
    again.close()


def test_a_thumbnail_file_in_other_hands_stays(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    filled(path)
    cache = ThumbnailCache(path)
    assert cache.get((0).to_bytes(16)) is not None
    other = sqlite3.connect(path)
    other.execute("BEGIN IMMEDIATE")
    cache.put({b"k": b"jpeg"})
    cache.close()
    other.rollback()
    other.close()
    again = ThumbnailCache(path)
    assert again.get((0).to_bytes(16)) is not None
    assert again.get(b"k") is None
    again.close()


def write_nonsense(path: Path) -> None:
    path.write_bytes(b"nonsense" * 200)


@pytest.mark.parametrize("spoil", [write_nonsense, Path.mkdir])
def test_a_spoilt_thumbnail_file_does_no_harm(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    path = tmp_path / "t.db"
    spoil(path)
    cache = ThumbnailCache(path)
    cache.put({b"k": b"jpeg"})
    assert cache.get(b"k") == (None if path.is_dir() else b"jpeg")
    cache.close()

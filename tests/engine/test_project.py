"""The project file: what it keeps, what it never loses, and who may open it."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import OutputError, ProjectError
from engine.project import (
    AnalysedPhoto,
    Counts,
    FaceNote,
    FileStamp,
    HumanLabel,
    Project,
    Run,
    is_project,
    now,
    schema,
)
from engine.results import Box, Estimate, Face, Keypoints, PhotoResult

RUN = Run(run_id=0, model_id="m", model_sha256="a" * 64, detector="d", detect=True, app_version="1")
FACE = Face(
    Box(0.1, 0.2, 30.3, 40 / 3),
    Keypoints((1, 2), (3, 4), (5, 6), (7, 8), (9, 10), (11, 12.5)),
    0.75,
    Estimate(34.567, 0.9, "female", 30.0, 40.0),
)
STAMP = FileStamp(size_bytes=10, mtime_ns=2**60)


def faces_at(*lefts: float) -> tuple[Face, ...]:
    return tuple(Face(FACE.box.moved(x, 0), None, 0.9, FACE.estimate) for x in lefts)


def said(age: float | None = 30, gender: str | None = "female", by: str = "ann") -> HumanLabel:
    return HumanLabel(
        verdict="corrected",
        reviewer=by,
        reviewed_at=now(),
        age_years=age,
        gender=gender,  # type: ignore[arg-type]
    )


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "photos").mkdir()
    with Project.open(tmp_path / "photos.agelens", root=tmp_path / "photos") as opened:
        yield opened


def analyse(project: Project, *results: tuple[int, PhotoResult], run: Run = RUN) -> None:
    run = project.begin(run)
    project.keep([AnalysedPhoto(key, result, STAMP, f"{key:064x}") for key, result in results], run)


def listed(project: Project, *names: str) -> dict[str, int]:
    project.list_photos(names)
    return {name: key for key, name in project.present()}


def test_a_result_comes_back_as_it_was(project: Project) -> None:
    odd = os.fsdecode(b"odd-\xff.jpg")
    ids = listed(project, "a.jpg", odd)
    result = PhotoResult(odd, "ok", 1000, 800, (FACE, Face(Box(500, 2, 3, 4))))
    analyse(project, (ids[odd], result))
    entry = project.find(odd)
    assert entry.result(odd) == result
    assert entry.run is not None
    assert (entry.run.model_id, entry.run.app_version) == ("m", "1")
    assert project.find("a.jpg").result("a.jpg").status == "skipped"
    assert [photo.name for photo in project.photos()] == ["a.jpg", odd]
    assert project.counts() == Counts(photos=2, pending=1, ok=1, faces=2)


def test_one_whole_file_after_closing(project: Project, tmp_path: Path) -> None:
    listed(project, "a.jpg")
    project.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["photos", "photos.agelens"]
    assert is_project(tmp_path / "photos.agelens")
    with Project.open(tmp_path / "photos.agelens") as again:
        assert [name for _, name in again.present()] == ["a.jpg"]


def test_project_and_folder_may_move_together(project: Project, tmp_path: Path) -> None:
    project.close()
    there = tmp_path / "elsewhere"
    there.mkdir()
    shutil.move(tmp_path / "photos", there / "photos")
    shutil.move(tmp_path / "photos.agelens", there / "photos.agelens")
    with Project.open(there / "photos.agelens") as moved:
        assert moved.root == there / "photos"
        assert moved.file_of("sub/a.jpg") == there / "photos" / "sub" / "a.jpg"


def test_the_folder_may_be_named_anew(project: Project, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    project.move_root(tmp_path / "other")
    assert project.root == tmp_path / "other"


def test_a_second_window_can_only_look(project: Project) -> None:
    ids = listed(project, "a.jpg")
    with Project.open(project.path) as second:
        assert second.read_only
        assert not project.read_only
        with pytest.raises(ProjectError, match="can only be looked at"):
            second.list_photos([])
        analyse(project, (ids["a.jpg"], PhotoResult("a.jpg", "ok", 9, 9, (FACE,))))
        assert second.counts().faces == 1  # it sees what the first one does
    project.close()
    with Project.open(project.path) as third:
        assert not third.read_only


def test_a_killed_window_leaves_no_lock(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from engine.project import Project;"
        "p = Project.open(Path(sys.argv[1])); p.list_photos(['a.jpg']);"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    path = tmp_path / "p.agelens"
    outcome = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert outcome.returncode != 0
    with Project.open(path) as again:
        assert not again.read_only
        assert [name for _, name in again.present()] == ["a.jpg"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_write_protected_folder(project: Project, tmp_path: Path) -> None:
    listed(project, "a.jpg")
    project.close()
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with Project.open(project.path) as opened:
            assert opened.read_only
            assert len(opened.present()) == 1
    finally:
        tmp_path.chmod(stat.S_IRWXU)


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + bytes(200)])
def test_files_that_are_no_projects_are_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.agelens"
    path.write_bytes(content)
    with pytest.raises(ProjectError, match=r"Received: x\.agelens"):
        Project.open(path)
    assert path.read_bytes() == content
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.agelens"]
    assert not is_project(path)


def test_somebody_elses_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.agelens"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE theirs (x)")
    db.close()
    before = path.read_bytes()
    with pytest.raises(ProjectError, match="not an AgeLens project"):
        Project.open(path)
    assert path.read_bytes() == before


def test_a_newer_project_is_refused_unchanged(project: Project) -> None:
    project.close()
    db = sqlite3.connect(project.path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    before = project.path.read_bytes()
    with pytest.raises(ProjectError, match="made by a newer AgeLens"):
        Project.open(project.path)
    assert project.path.read_bytes() == before


def test_an_older_project_is_brought_up_to_date(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed(project, "a.jpg")
    project.close()
    next_version = schema.VERSION + 1
    monkeypatch.setitem(
        schema.MIGRATIONS,
        schema.VERSION,
        lambda db: db.execute("ALTER TABLE photos ADD COLUMN note TEXT"),
    )
    monkeypatch.setattr(schema, "VERSION", next_version)
    with Project.open(project.path) as migrated, migrated.database.reading() as db:
        assert db.execute("SELECT name, note FROM photos").fetchall() == [("a.jpg", None)]
        assert db.execute("PRAGMA user_version").fetchone() == (next_version,)


_LABELS_UP_TO_2 = """CREATE TABLE labels (
    face INTEGER NOT NULL REFERENCES faces (id),
    reviewer TEXT NOT NULL,
    verdict TEXT NOT NULL, age REAL, gender TEXT, at TEXT NOT NULL,
    PRIMARY KEY (face, reviewer)
) WITHOUT ROWID"""


_EDITS_UP_TO_3 = (
    """CREATE TABLE edits (
    id INTEGER PRIMARY KEY,
    reviewer TEXT NOT NULL, at TEXT NOT NULL, face INTEGER NOT NULL REFERENCES faces (id),
    what TEXT NOT NULL, before TEXT, after TEXT,
    undone INTEGER NOT NULL DEFAULT 0
)""",
    "CREATE INDEX edits_by_reviewer ON edits (reviewer, undone, id)",
    "CREATE INDEX edits_by_face ON edits (face)",
)


_FACES_UP_TO_4 = (
    "id, photo, origin, found, undone, x, y, w, h, keypoints, score, age, age_low, age_high,"
    " female, gender"
)


def set_back(path: Path, version: int) -> None:
    """Make a project what an earlier version of the program would have written."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("DROP TABLE notes")
        faces = db.execute(f"SELECT {_FACES_UP_TO_4} FROM faces").fetchall()
        db.execute("DROP TABLE faces")
        for statement in schema.tables_of(4).split(";"):
            if "faces " in statement and "labels" not in statement and "edits" not in statement:
                db.execute(statement)
        marks = ", ".join("?" * len(_FACES_UP_TO_4.split(", ")))
        db.executemany(f"INSERT INTO faces VALUES ({marks})", faces)
        db.execute(f"PRAGMA user_version = {version}")
        if version > 3:
            return
        history = db.execute(
            "SELECT id, reviewer, at, face, what, before, after, undone FROM edits"
        )
        lines = history.fetchall()
        db.execute("DROP TABLE edits")
        for statement in _EDITS_UP_TO_3:
            db.execute(statement)
        db.executemany("INSERT INTO edits VALUES (?, ?, ?, ?, ?, ?, ?, ?)", lines)
        db.execute(f"PRAGMA user_version = {version}")
        if version > 2:
            return
        labels = db.execute("SELECT face, reviewer, verdict, age, gender, at FROM labels")
        kept = labels.fetchall()
        db.execute("DROP TABLE labels")
        db.execute(_LABELS_UP_TO_2)
        db.executemany("INSERT INTO labels VALUES (?, ?, ?, ?, ?, ?)", kept)
        for column in ("before", "after"):
            db.execute(f"UPDATE edits SET {column} = json_remove({column}, '$.blind')")
        if version < 2:
            db.execute("DROP TABLE contents")


@pytest.mark.parametrize("version", [1, 2, 3, 4])
def test_a_project_of_an_earlier_version_is_gone_on_with(project: Project, version: int) -> None:
    ids = listed(project, "a.jpg")
    analyse(project, (ids["a.jpg"], PhotoResult("a.jpg", "ok", 99, 99, (FACE,))))
    face_id = project.find("a.jpg").faces[0].face_id
    project.set_label(face_id, said())
    before = list(project.photos())
    project.close()
    set_back(project.path, version)
    with Project.open(project.path, read_only=True) as old:
        assert list(old.photos()) == before
        assert old.rows(reviewer="ann").blind.tolist() == [False]
    with Project.open(project.path) as migrated:
        assert list(migrated.photos()) == before
        migrated.set_label(face_id, replace(said(by="bob"), blind=True))
        # Also for the connection that was there before the file was brought up to date.
        label = migrated.find("a.jpg").faces[0].label_of("bob")
        assert label is not None
        assert label.blind
        assert migrated.undo(reviewer="ann") is not None
        assert migrated.redo(reviewer="ann") is not None
        migrated.set_note(face_id, FaceNote(reviewer="ann", comment="Is it?", noted_at=now()))
        moved = Face(FACE.box.moved(5, 5), None, 0.5, FACE.estimate)
        assert migrated.move_face(face_id, moved, reviewer="ann").what == "box"
        entry = migrated.find("a.jpg").faces[0]
        assert (entry.found_at, entry.face.box) == (FACE.box, moved.box)
        assert entry.note_of("ann") is not None
        run = migrated.begin(RUN)
        assert not migrated.put_back(run, stamps={ids["a.jpg"]: STAMP})
    with Project.open(project.path, read_only=True) as again:
        assert again.rows(reviewer="bob").blind.tolist() == [True]


def test_a_failed_migration_changes_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.close()
    version = schema.VERSION

    def broken(db: sqlite3.Connection) -> None:
        db.execute("ALTER TABLE photos ADD COLUMN note TEXT")
        db.execute("this is no SQL")

    monkeypatch.setitem(schema.MIGRATIONS, version, broken)
    monkeypatch.setattr(schema, "VERSION", version + 1)
    with pytest.raises(OutputError):
        Project.open(project.path)
    monkeypatch.undo()
    with Project.open(project.path) as opened, opened.database.reading() as db:
        columns = [row[1] for row in db.execute("PRAGMA table_info(photos)")]
        assert "note" not in columns


def test_a_full_disk_loses_nothing_that_was_there(project: Project) -> None:
    ids = listed(project, "a.jpg")
    with project.database.changing() as db:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages + 1}")  # SQLite then says what a full disk does
    with pytest.raises(OutputError, match="the disk is full"):
        project.list_photos([f"{'x' * 200}{number}.jpg" for number in range(500)])
    assert {name: key for key, name in project.present()} == ids
    with project.database.changing() as db:
        db.execute(f"PRAGMA max_page_count = {2**30}")
    assert len(listed(project, "a.jpg", "b.jpg")) == 2


def test_listing_again_keeps_what_is_known(project: Project) -> None:
    ids = listed(project, "a.jpg", "b.jpg")
    analyse(project, (ids["b.jpg"], PhotoResult("b.jpg", "ok", 9, 9, (FACE,))))
    again = listed(project, "c.jpg", "b.jpg")
    assert again["b.jpg"] == ids["b.jpg"]
    assert list(again) == ["c.jpg", "b.jpg"]
    assert project.counts().gone == 1
    assert project.find("b.jpg").status == "ok"


def test_a_gone_photo_stays_if_somebody_labelled_it(project: Project) -> None:
    ids = listed(project, "a.jpg", "b.jpg", "c.jpg")
    for name in ("a.jpg", "b.jpg"):
        analyse(project, (ids[name], PhotoResult(name, "ok", 99, 99, (FACE,))))
    project.set_label(project.find("b.jpg").faces[0].face_id, said())
    listed(project, "c.jpg")
    found = list(project.photos())
    assert [(photo.name, photo.present) for photo in found] == [("c.jpg", True), ("b.jpg", False)]


def test_faces_keep_their_labels_when_the_photo_is_analysed_again(project: Project) -> None:
    ids = listed(project, "a.jpg")
    analyse(project, (ids["a.jpg"], PhotoResult("a.jpg", "ok", 999, 99, faces_at(0, 100, 200))))
    first, second, third = project.find("a.jpg").faces
    project.set_label(second.face_id, said(age=51))
    project.set_label(third.face_id, said(age=71))
    moved = faces_at(103, 400)  # the first is no longer found, nor is the third
    analyse(project, (ids["a.jpg"], PhotoResult("a.jpg", "ok", 999, 99, moved)))
    found = {face.face.box.x: face for face in project.find("a.jpg").faces}
    assert sorted(found) == pytest.approx([103.1, 200.1, 400.1])
    labelled = next(face for face in found.values() if face.face_id == second.face_id)
    assert labelled.face.box.x == pytest.approx(103.1)
    assert labelled.label is not None
    assert labelled.label.age_years == 51
    kept = next(face for face in found.values() if face.face_id == third.face_id)
    assert (kept.found, kept.label is not None) == (False, True)
    assert first.face_id not in {face.face_id for face in found.values()}


@pytest.mark.parametrize(
    ("change", "again"),
    [({"app_version": "2"}, False), ({"model_sha256": "b" * 64}, True), ({"detect": False}, True)],
)
def test_other_settings_mean_judging_again(
    project: Project, change: dict[str, object], again: bool
) -> None:
    ids = listed(project, "a.jpg")
    analyse(project, (ids["a.jpg"], PhotoResult("a.jpg", "ok", 9, 9, (FACE,))))
    run = project.begin(replace(RUN, **change))  # type: ignore[arg-type]
    project.put_back(run, stamps={ids["a.jpg"]: STAMP})
    assert bool(project.pending()) == again


@pytest.mark.parametrize("stamp", [None, FileStamp(size_bytes=11, mtime_ns=2**60)])
def test_a_changed_file_is_analysed_again(project: Project, stamp: FileStamp | None) -> None:
    ids = listed(project, "a.jpg")
    analyse(project, (ids["a.jpg"], PhotoResult("a.jpg", "no_face", 9, 9)))
    run = project.begin(RUN)
    project.put_back(run, stamps={ids["a.jpg"]: STAMP})
    assert not project.pending()
    project.put_back(run, stamps={ids["a.jpg"]: stamp})
    assert len(project.pending()) == 1


def test_unreadable_photos_get_another_chance(project: Project) -> None:
    ids = listed(project, "a.jpg")
    analyse(project, (ids["a.jpg"], PhotoResult("a.jpg", "unreadable", message="No.")))
    project.put_back(project.begin(RUN), stamps={ids["a.jpg"]: STAMP})
    assert len(project.pending()) == 1


def test_of_four_that_begin_it_at_once_one_makes_it_and_the_others_read_it(tmp_path: Path) -> None:
    barrier = threading.Barrier(4)

    def begin(path: Path) -> tuple[bool, str]:
        barrier.wait()
        with Project.open(path) as project:
            # Held until all have it open, or the next one would be the first again.
            barrier.wait()
            return project.read_only, project.project_id

    with ThreadPoolExecutor(4) as pool:
        for number in range(20):
            path = tmp_path / f"{number}.agelens"
            found = [job.result() for job in [pool.submit(begin, path) for _ in range(4)]]
            assert sorted(read_only for read_only, _ in found) == [False, True, True, True]
            assert len({project_id for _, project_id in found}) == 1

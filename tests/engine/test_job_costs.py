"""What a job spends on each photo, counted: readings, decodings, commits, and steps of SQLite."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import engine.images.photo as photo_module
from engine import pipeline
from engine.detection import BlazeFaceDetector
from engine.images import read_photo
from engine.labelling import FolderJob
from engine.labelling import job as job_module
from engine.labelling import workers as workers_module
from engine.pipeline import Pipeline
from engine.predictor import Predictor
from engine.project import Project, photos, schema
from engine.project.file import Project as ProjectClass
from engine.store import ModelStore
from tests.engine.labelling_driver import RUN, finish, run, writer


@pytest.fixture
def project(tmp_path: Path) -> Any:
    (tmp_path / "photos").mkdir()
    with Project.open(tmp_path / "p.agelens", root=tmp_path / "photos") as opened:
        yield opened


def counting(monkeypatch: pytest.MonkeyPatch, counts: Counter[str], holder: Any, name: str) -> None:
    inner = getattr(holder, name)

    def counted(*args: Any, **options: Any) -> Any:
        counts[name] += 1
        return inner(*args, **options)

    monkeypatch.setattr(holder, name, counted)


def test_a_photo_is_decoded_once_and_read_for_its_hash_once(
    project: Project,
    tiny_store: ModelStore,
    make_photo: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert project.root is not None
    for number in range(5):
        make_photo(project.root / f"{number}.jpg", width=60 + number)
    counts: Counter[str] = Counter()
    for holder, name in (
        (pipeline, "read_photo"),
        (photo_module, "_decoded"),
        (workers_module, "hash_of"),
        (photo_module.Photo, "_hash_of_size"),
    ):
        counting(monkeypatch, counts, holder, name)
    folder, spec = tiny_store.open(tiny_store.default_id())

    def analyser() -> Pipeline:
        detector = BlazeFaceDetector(num_threads=1)
        return Pipeline(predictor=Predictor(folder, spec, num_threads=1), detector=detector)

    _, told = finish(FolderJob(project, analysers=analyser, run=RUN, workers=2))
    assert told.done == 5
    assert counts == {"read_photo": 5, "_decoded": 5, "hash_of": 5, "_hash_of_size": 5}


def test_results_are_committed_together(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_module, "_KEEP_EVERY_S", 1e9)  # by number alone
    folder = writer(tmp_path / "photos")({f"{n:03}.jpg": str(n).encode() for n in range(10)})
    few = commits_of(project)
    writer(folder)({f"{n:03}.jpg": str(n).encode() for n in range(10, 140)})
    assert commits_of(project) == few + 2, "64 photos at a time"
    for path in folder.iterdir():
        os.utime(path, (1, 1))
    assert commits_of(project) == few + 2, "of files that were only touched as well"
    folder.rename(tmp_path / "moved")
    (folder / "sub").mkdir(parents=True)
    (tmp_path / "moved").rename(folder / "sub" / "moved")
    assert commits_of(project) == few + 2, "and of files that were moved"
    assert project.counts().ok == project.counts().photos == 140


def commits_of(project: Project) -> int:
    """How many times a job waits for the disk."""
    statements: list[str] = []
    with project.database.writing() as db:
        db.set_trace_callback(statements.append)
    run(project)
    return statements.count("COMMIT")


def test_where_the_photos_lie_is_found_out_once(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: Counter[str] = Counter()
    inner = ProjectClass.root.fget
    assert inner is not None

    def root(self: Project) -> Path | None:
        asked["root"] += 1
        return inner(self)

    monkeypatch.setattr(ProjectClass, "root", property(root))
    told = []
    for count in (3, 60):
        writer(tmp_path / "photos")({f"{n:03}.jpg": str(n).encode() for n in range(count)})
        asked.clear()
        run(project)
        told.append(asked["root"])
    assert told[0] == told[1]


def steps_of(db: sqlite3.Connection, work: Callable[[], object]) -> int:
    """How many hundreds of steps SQLite's machine takes."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    db.set_progress_handler(count, 100)
    work()
    db.set_progress_handler(None, 100)
    return counted


def identical(path: Path, count: int) -> sqlite3.Connection:
    """A project's file with so many photos of one content."""
    db = schema.create(path)
    db.executemany(
        "INSERT INTO photos (name, position, hash, status) VALUES (?, ?, ?, 'no_face')",
        ((f"{n}.jpg", n, bytes(32)) for n in range(count)),
    )
    return db


def test_thousands_of_identical_files_cost_no_more_each_than_a_few(tmp_path: Path) -> None:
    found = {}
    for count in (500, 4000):
        with closing(identical(tmp_path / f"{count}.agelens", count)) as db:
            steps = steps_of(db, lambda db=db: photos.mark_duplicates(db))
            twins = db.execute("SELECT count(*), min(twin_of), max(twin_of) FROM photos")
            assert twins.fetchone()[1:] == (1, 1)
            assert db.execute("SELECT count(twin_of) FROM photos").fetchone() == (count - 1,)
            found[count] = steps / count
            again = steps_of(db, lambda db=db: photos.mark_duplicates(db))
            assert again < steps, "nothing is written of what stays as it is"
    assert found[4000] < 1.5 * found[500]


def test_the_hash_of_pixels_sees_every_pixel(astronaut: Any, tmp_path: Path) -> None:
    whole = photo_module.from_array(astronaut)
    seen = {whole.digest}
    for row, column, channel in ((0, 0, 0), (255, 300, 1), (511, 511, 2), (100, 0, 2)):
        changed = astronaut.copy()
        changed[row, column, channel] ^= 1
        seen.add(photo_module.from_array(changed).digest)
    seen.add(photo_module.from_array(astronaut[:, ::-1]).digest)
    assert len(seen) == 6
    assert photo_module.from_array(astronaut.copy()).digest == whole.digest


def test_the_hash_that_earlier_versions_noted_is_known_again(
    astronaut: Any, noise: Callable[[int, int], Any]
) -> None:
    whole, other = photo_module.from_array(astronaut), photo_module.from_array(noise(64, 48))
    assert whole.has_digest(whole.digest)
    assert whole.has_digest(whole.former_digest)
    assert not whole.has_digest(other.digest)
    assert not whole.has_digest(other.former_digest)
    turned = whole.turned(6)
    # The turn is undone by 8.
    assert turned.turn_to(whole.digest) == turned.turn_to(whole.former_digest) == 8


def test_reading_copies_no_colours_that_are_right(
    make_photo: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import PIL.Image

    path = make_photo(tmp_path / "a.jpg", width=600, height=400)
    before = read_photo(path).pixels
    counts: Counter[str] = Counter()
    counting(monkeypatch, counts, PIL.Image.Image, "convert")
    counting(monkeypatch, counts, PIL.Image.Image, "crop")
    assert (read_photo(path).pixels == before).all()
    assert counts == {}

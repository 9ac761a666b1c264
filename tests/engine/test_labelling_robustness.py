"""What ends a labelling job early: it is told in a sentence, and nothing that is done is lost."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import DataError, ModelError, OutputError
from engine.labelling import FolderJob
from engine.project import Project
from tests.engine.labelling_driver import RUN, Files, Recorder, finish, job, run, writer


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return writer(tmp_path / "photos")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "photos").mkdir()
    with Project.open(tmp_path / "p.agelens", root=tmp_path / "photos") as opened:
        yield opened


def test_a_drive_that_goes_away_ends_the_job_and_loses_nothing(
    project: Project, files: Files
) -> None:
    folder = files({f"{number}.jpg": bytes([number]) for number in range(20)})
    recorder = Recorder()
    steps = job(project, recorder, workers=1).run_all()
    while not recorder.asked:
        next(steps)
    recorder.gate.clear()
    shutil.move(folder, folder.with_name("away"))
    recorder.gate.set()
    with pytest.raises(DataError, match="is its drive connected"):
        for _ in steps:
            pass
    counts = project.counts()
    assert counts.photos == 20
    assert counts.unreadable <= 1
    shutil.move(folder.with_name("away"), folder)
    _, counts = run(project)
    assert (counts.ok, counts.unreadable) == (20, 0)


def test_no_folder_at_the_start(project: Project, files: Files) -> None:
    folder = files({"a.jpg": b"1"})
    run(project)
    shutil.rmtree(folder)
    with pytest.raises(DataError, match="is not there"):
        run(project)
    assert project.counts().ok == 1


def test_a_model_that_cannot_be_opened_ends_the_job(project: Project, files: Files) -> None:
    files({"a.jpg": b"1"})

    def refuse() -> Recorder:
        raise ModelError("It is damaged. Received: m")

    with pytest.raises(ModelError, match="damaged"):
        finish(FolderJob(project, analysers=refuse, run=RUN))
    assert project.counts().pending == 1


def test_a_full_disk_ends_the_job_with_a_sentence_and_it_goes_on_later(
    project: Project, files: Files
) -> None:
    files({f"{'n' * 150}{number}.jpg": number.to_bytes(2) for number in range(400)})
    steps = job(project, Recorder()).run_all()
    step = next(steps)
    while step is None or step.stage == "scanning":
        step = next(steps)
    with project.database.changing() as db:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(OutputError, match="the disk is full"):
        for _ in steps:
            pass
    with project.database.changing() as db:
        db.execute(f"PRAGMA max_page_count = {2**30}")
    _, counts = run(project)
    assert counts.ok == 400
    assert counts.faces == 400


def test_no_thread_is_left(project: Project, files: Files) -> None:
    files({f"{number}.jpg": bytes([number]) for number in range(9)})
    before = set(threading.enumerate())
    steps = job(project, Recorder(), workers=3).run_all()
    for _ in range(6):
        next(steps)
    steps.close()
    assert set(threading.enumerate()) == before

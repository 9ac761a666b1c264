"""What ends a labelling job early: it is told in a sentence, and nothing that is done is lost."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.errors import DataError, ModelError, OutputError
from engine.labelling import FolderJob
from engine.progress import drain
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


Accident = Callable[[Path], None]


def unplugged(folder: Path) -> None:
    """The drive's folder goes with it."""
    shutil.move(folder, folder.with_name("away"))


def unmounted(folder: Path) -> None:
    """The folder on which the drive was mounted stays, empty."""
    unplugged(folder)
    folder.mkdir()


def failing(folder: Path) -> None:
    """Everything is still listed, and each file gives an error: here, each became a folder."""
    unplugged(folder)
    for file in folder.with_name("away").iterdir():
        (folder / file.name).mkdir(parents=True)


@pytest.mark.parametrize("accident", [unplugged, unmounted, failing])
@pytest.mark.parametrize("rooted", [True, False], ids=["a project", "files by name"])
def test_photos_of_a_drive_that_went_away_are_not_called_unreadable(
    tmp_path: Path, files: Files, accident: Accident, rooted: bool
) -> None:
    folder = files({f"{number}.jpg": bytes([number]) for number in range(40)})
    names = None if rooted else sorted(map(str, folder.iterdir()))
    with Project.open(tmp_path / "drive.agelens", root=folder if rooted else None) as project:
        recorder = Recorder()
        steps = job(project, recorder, workers=1, names=names).run_all()
        while not recorder.asked:
            next(steps)
        recorder.gate.clear()
        accident(folder)
        recorder.gate.set()
        with pytest.raises(DataError, match="is its drive connected"):
            for _ in steps:
                pass
        assert project.counts().pending > 20
        shutil.rmtree(folder, ignore_errors=True)
        shutil.move(folder.with_name("away"), folder)
        _, counts = finish(job(project, Recorder(), names=names))
        assert (counts.ok, counts.unreadable, counts.pending) == (40, 0, 0)


def test_single_files_that_go_away_are_rows(tmp_path: Path, files: Files) -> None:
    """Somebody tidies up meanwhile: the job goes on, and the rows say what happened."""
    folder = files({f"{number}.jpg": bytes([number]) for number in range(40)})
    names = [*map(str, sorted(folder.iterdir())), str(tmp_path / "never" / "there.jpg")]
    with Project.open(tmp_path / "tidied.agelens") as project:
        recorder = Recorder()
        steps = job(project, recorder, workers=1, names=names).run_all()
        while not recorder.asked:
            next(steps)
        recorder.gate.clear()
        for name in names[20:-1:5]:
            Path(name).unlink()
        recorder.gate.set()
        counts = drain(steps)
        assert (counts.ok, counts.unreadable, counts.pending) == (36, 5, 0)


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

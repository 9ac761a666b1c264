"""Labelling jobs: every file judged once, in any order, stopped and resumed at any moment."""

from __future__ import annotations

import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.errors import DataError, ModelError, OutputError
from engine.labelling import FolderJob, JobProgress, Outcome, ScanSettings
from engine.project import Counts, HumanLabel, Project, Run, now
from engine.results import Box, Estimate, Face, PhotoResult

RUN = Run(run_id=0, model_id="m", model_sha256="a" * 64, detector="d", detect=True, app_version="1")


class Recorder:
    """An analyser whose answer follows from a file's content; keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.begun = threading.Event()
        self.gate = threading.Event()
        self.gate.set()

    def analyse_file(self, path: Path, *, name: str | None = None) -> PhotoResult:
        assert name is not None
        self.asked.append(name)
        self.begun.set()
        assert self.gate.wait(30)
        try:
            content = path.read_bytes()
        except OSError as error:
            return PhotoResult(name, "unreadable", message=str(error))
        if content == b"crash":
            raise ZeroDivisionError
        if content == b"memory":
            raise MemoryError
        if not content:
            return PhotoResult(name, "unreadable", message="Empty. Received: 0 bytes")
        if content == b"none":
            return PhotoResult(name, "no_face", 10, 20)
        return PhotoResult(name, "ok", 100, 200, faces_of(content))


def faces_of(content: bytes) -> tuple[Face, ...]:
    age = float(sum(content) % 90)
    return (Face(Box(5, 5, 30, 30), None, 0.9, Estimate(age, 0.8, "female")),)


Files = Callable[..., Path]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """``files({"a.jpg": b"1"})`` writes them into the folder of the photos."""

    def write(content: dict[str, bytes]) -> Path:
        for name, data in content.items():
            path = tmp_path / "photos" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return tmp_path / "photos"

    return write


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "photos").mkdir()
    with Project.open(tmp_path / "p.agelens", root=tmp_path / "photos") as opened:
        yield opened


def job(project: Project, recorder: Recorder, *, workers: int = 2, run: Run = RUN) -> FolderJob:
    return FolderJob(project, analysers=lambda: recorder, run=run, workers=workers)


def finish(folder_job: FolderJob) -> tuple[list[JobProgress], Counts]:
    told: list[JobProgress] = []
    steps = folder_job.run_all()
    while True:
        try:
            step = next(steps)
        except StopIteration as stop:
            return told, stop.value
        if step is not None:
            told.append(step)


def run(project: Project, *, workers: int = 2, model: Run = RUN) -> tuple[Recorder, Counts]:
    recorder = Recorder()
    counts = finish(job(project, recorder, workers=workers, run=model))[1]
    return recorder, counts


def table(project: Project) -> list[tuple[object, ...]]:
    return [
        (photo.name, photo.status, photo.twin_of, [face.face for face in photo.faces])
        for photo in project.photos()
    ]


def test_one_result_a_file_in_the_order_of_the_scan(project: Project, files: Files) -> None:
    files({"10.jpg": b"x", "2.jpg": b"", "sub/1.png": b"none", "note.txt": b"?", ".h.jpg": b"h"})
    recorder, counts = run(project)
    assert [row[:2] for row in table(project)] == [
        ("2.jpg", "unreadable"),
        ("10.jpg", "ok"),
        ("sub/1.png", "no_face"),
    ]
    assert sorted(recorder.asked) == ["10.jpg", "2.jpg", "sub/1.png"]
    assert counts == Counts(photos=3, ok=1, no_face=1, unreadable=1, faces=1)


def test_what_the_user_asks_for_is_scanned(project: Project, files: Files) -> None:
    files({"a.jpg": b"x", "b.png": b"y", "sub/c.jpg": b"z"})
    scan = ScanSettings(recursive=False, suffixes=frozenset({".jpg"}))
    finish(FolderJob(project, analysers=Recorder, run=RUN, scan=scan))
    assert [row[0] for row in table(project)] == ["a.jpg"]


@pytest.mark.parametrize("content", [b"crash", b"memory"])
def test_a_fault_is_a_row_and_the_rest_goes_on(
    project: Project, files: Files, content: bytes
) -> None:
    files({"a.jpg": content, "b.jpg": b"x"})
    _, counts = run(project)
    assert (counts.skipped, counts.ok) == (1, 1)
    assert "Received: a.jpg" in project.find("a.jpg").message


def test_identical_files_are_judged_once(project: Project, files: Files) -> None:
    files({f"{number}.jpg": b"same" for number in range(40)} | {"x.jpg": b"other"})
    recorder, counts = run(project, workers=4)
    assert len(recorder.asked) == 2
    assert counts.ok == 41
    assert counts.twins == 39
    assert {row[2] for row in table(project)} == {None, "0.jpg"}
    assert all(row[3] == list(faces_of(b"same")) for row in table(project)[:40])


def test_a_second_run_does_what_is_new_changed_or_was_unreadable(
    project: Project, files: Files
) -> None:
    folder = files({"a.jpg": b"1", "b.jpg": b"2", "c.jpg": b"", "d.jpg": b"4"})
    run(project)
    files({"b.jpg": b"22", "e.jpg": b"5"})
    (folder / "a.jpg").touch()  # another time, the same content
    (folder / "d.jpg").unlink()
    recorder, counts = run(project)
    assert sorted(recorder.asked) == ["b.jpg", "c.jpg", "e.jpg"]
    assert (counts.photos, counts.gone) == (4, 1)
    assert [row[0] for row in table(project)] == ["a.jpg", "b.jpg", "c.jpg", "e.jpg"]
    recorder, _ = run(project)
    assert recorder.asked == ["c.jpg"]


def test_a_moved_photo_keeps_its_labels_and_is_not_judged_again(
    project: Project, files: Files
) -> None:
    folder = files({"a.jpg": b"1", "b.jpg": b"2"})
    run(project)
    label = HumanLabel(verdict="corrected", reviewer="ann", reviewed_at=now(), age_years=50)
    project.set_label(project.find("a.jpg").faces[0].face_id, label)
    (folder / "sub").mkdir()
    shutil.move(folder / "a.jpg", folder / "sub" / "renamed.jpg")
    recorder, counts = run(project)
    assert recorder.asked == []
    assert (counts.photos, counts.gone) == (2, 0)
    assert [row[0] for row in table(project)] == ["b.jpg", "sub/renamed.jpg"]
    assert project.find("sub/renamed.jpg").faces[0].label == label


def test_a_changed_photo_and_another_model_keep_labels(project: Project, files: Files) -> None:
    from dataclasses import replace

    files({"a.jpg": b"1"})
    run(project)
    label = HumanLabel(verdict="confirmed", reviewer="ann", reviewed_at=now(), age_years=49)
    project.set_label(project.find("a.jpg").faces[0].face_id, label)
    files({"a.jpg": b"11"})
    recorder, _ = run(project)
    assert recorder.asked == ["a.jpg"]
    recorder, _ = run(project, model=replace(RUN, model_sha256="b" * 64))
    assert recorder.asked == ["a.jpg"]
    (face,) = project.find("a.jpg").faces
    assert face.label == label
    assert face.face == faces_of(b"11")[0]


def test_stopped_anywhere_and_run_again_gives_the_same_table(
    project: Project, files: Files, tmp_path: Path
) -> None:
    folder = files({f"{number}.jpg": bytes([number % 7, number % 5]) for number in range(60)})
    with Project.open(tmp_path / "whole.agelens", root=folder) as whole:
        run(whole)
        expected = table(whole)
    asked: Counter[str] = Counter()
    for stop_after in (1, 2, 3, 5, 8):
        recorder = Recorder()
        steps = job(project, recorder, workers=3).run_all()
        for _ in range(stop_after):
            next(steps)
        steps.close()
        asked.update(recorder.asked)
    recorder, _ = run(project)
    asked.update(recorder.asked)
    assert table(project) == expected
    # What was finished when the job was stopped is kept: nothing is judged twice.
    assert max(asked.values()) == 1


def test_results_that_are_told_are_on_disk(project: Project, files: Files) -> None:
    files({f"{number}.jpg": bytes([number]) for number in range(30)})
    told: list[Outcome] = []
    for step in job(project, Recorder()).run_all():
        if step is not None and step.outcomes:
            told += step.outcomes
            with Project.open(project.path, read_only=True) as reader:
                assert all(reader.find(one.name).status == "ok" for one in told)
    assert sorted(one.name for one in told) == sorted(f"{number}.jpg" for number in range(30))


def test_pause_begins_nothing_more_until_resume(project: Project, files: Files) -> None:
    files({f"{number}.jpg": bytes([number]) for number in range(50)})
    recorder = Recorder()
    folder_job = job(project, recorder, workers=1)
    steps = folder_job.run_all()
    while not recorder.asked:
        next(steps)
    folder_job.pause()
    for _ in range(5):  # what was given before comes to its end
        next(steps)
    asked = len(recorder.asked)
    for _ in range(5):
        next(steps)
    assert len(recorder.asked) == asked < 50
    assert project.counts().ok == asked
    folder_job.resume()
    assert not folder_job.paused
    for _ in steps:
        pass
    assert project.counts().ok == 50


def test_progress_adds_up(project: Project, files: Files) -> None:
    files({"a.jpg": b"1", "b.jpg": b"", "c.jpg": b"none"})
    told, _ = finish(job(project, Recorder()))
    last = [step for step in told if step.stage == "working"][-1]
    assert (last.done, last.total, last.faces, last.unread) == (3, 3, 1, 1)
    assert last.photos_per_s is not None
    assert last.photos_per_s > 0
    assert last.seconds_left == 0
    assert [told[0].stage, told[-1].stage] == ["scanning", "finishing"]


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
    with project.changing() as db:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(OutputError, match="the disk is full"):
        for _ in steps:
            pass
    with project.changing() as db:
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

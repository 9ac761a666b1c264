"""Labelling jobs: every file analysed once, in any order, stopped and resumed at any moment."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.labelling import FolderJob, Outcome, ScanSettings
from engine.project import Counts, HumanLabel, Project, now
from engine.results import PhotoResult
from tests.engine.labelling_driver import (
    RUN,
    Files,
    Recorder,
    faces_of,
    finish,
    job,
    run,
    table,
    writer,
)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return writer(tmp_path / "photos")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "photos").mkdir()
    with Project.open(tmp_path / "p.agelens", root=tmp_path / "photos") as opened:
        yield opened


def test_one_result_a_file_in_the_order_of_the_scan(project: Project, files: Files) -> None:
    files({"10.jpg": b"x", "2.jpg": b"", "sub/1.png": b"none", "note.txt": b"?", ".h.jpg": b"h"})
    recorder, counts = run(project)
    assert [row[:2] for row in table(project)] == [
        ("2.jpg", "unreadable"),
        ("10.jpg", "ok"),
        ("sub/1.png", "no_face"),
    ]
    assert sorted(recorder.asked) == ["10.jpg", "2.jpg", "sub/1.png"]
    passed = (("hidden photos", 1), ("other files", 1))
    wanted = Counts(photos=3, ok=1, no_face=1, unreadable=1, faces=1, passed_over=passed)
    assert counts == wanted


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


def test_identical_files_are_analysed_once(project: Project, files: Files) -> None:
    files({f"{number}.jpg": b"same" for number in range(40)} | {"x.jpg": b"other"})
    recorder, counts = run(project, workers=4)
    assert len(recorder.asked) == 2
    assert counts.ok == 41
    assert counts.duplicates == 39
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


def test_a_moved_photo_keeps_its_labels_and_is_not_analysed_again(
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


def test_changed_metadata_and_another_model_keep_labels(project: Project, files: Files) -> None:
    files({"a.jpg": b"1"})
    run(project)
    label = HumanLabel(verdict="confirmed", reviewer="ann", reviewed_at=now(), age_years=49)
    project.set_label(project.find("a.jpg").faces[0].face_id, label)
    files({"a.jpg": b"1#rated"})
    recorder, _ = run(project)
    assert recorder.asked == ["a.jpg"]
    recorder, _ = run(project, model=replace(RUN, model_sha256="b" * 64))
    assert recorder.asked == ["a.jpg"]
    (face,) = project.find("a.jpg").faces
    assert face.label == label
    assert face.face == faces_of(b"1")[0]


def test_an_edit_that_keeps_size_and_time_is_noticed(project: Project, files: Files) -> None:
    folder = files({"a.jpg": b"1#aa"})
    run(project)
    before = (folder / "a.jpg").stat()
    files({"a.jpg": b"2#aa"})
    os.utime(folder / "a.jpg", ns=(before.st_atime_ns, before.st_mtime_ns))
    recorder, _ = run(project)
    assert recorder.asked == ["a.jpg"]


def labelled(project: Project, name: str, years: int) -> None:
    label = HumanLabel(verdict="corrected", reviewer="ann", reviewed_at=now(), age_years=years)
    project.set_label(project.find(name).faces[0].face_id, label)


def ages(project: Project) -> dict[str, float | None]:
    """What a person said, by the name of the file; all files that are there."""
    return {
        photo.name: next((face.label.age_years for face in photo.faces if face.label), None)
        for photo in project.photos()
        if photo.present
    }


def test_labels_follow_files_that_are_numbered_anew(project: Project, files: Files) -> None:
    folder = files({f"00{number}.jpg": bytes([number]) for number in range(1, 5)})
    run(project)
    for number in range(1, 5):
        labelled(project, f"00{number}.jpg", 10 * number)
    for number in range(4, 0, -1):
        (folder / f"00{number}.jpg").rename(folder / f"00{number + 1}.jpg")
    files({"001.jpg": b"new"})
    recorder, counts = run(project)
    assert recorder.asked == ["001.jpg"]
    assert ages(project) == {"001.jpg": None} | {f"00{n + 1}.jpg": 10.0 * n for n in range(1, 5)}
    assert (counts.photos, counts.gone, counts.held) == (5, 0, 0)


def test_labels_follow_files_that_are_swapped(project: Project, files: Files) -> None:
    files({"a.jpg": b"1", "b.jpg": b"2"})
    run(project)
    labelled(project, "a.jpg", 10)
    files({"a.jpg": b"2", "b.jpg": b"1"})
    recorder, _ = run(project)
    assert recorder.asked == []
    assert ages(project) == {"a.jpg": None, "b.jpg": 10.0}


def test_the_label_of_a_replaced_picture_waits_for_it(project: Project, files: Files) -> None:
    files({"a.jpg": b"1", "b.jpg": b"2"})
    run(project)
    labelled(project, "a.jpg", 10)
    files({"a.jpg": b"3"})
    _, counts = run(project)
    assert ages(project) == {"a.jpg": None, "b.jpg": None}
    assert (counts.photos, counts.gone, counts.held) == (2, 0, 1)
    (held,) = [photo for photo in project.photos() if not photo.present]
    assert held.is_replaced
    assert held.name.startswith("a (")
    files({"c.jpg": b"1"})  # it was kept elsewhere
    _, counts = run(project)
    assert ages(project)["c.jpg"] == 10.0
    assert (counts.gone, counts.held) == (0, 0)


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
    # What was finished when the job was stopped is kept: nothing is analysed twice.
    assert max(asked.values()) == 1


def test_an_interrupted_job_counts_on_from_where_it_was(project: Project, files: Files) -> None:
    contents = {f"{number}.jpg": bytes([number + 1]) for number in range(40)}
    files(dict(list(contents.items())[:25]))
    run(project)
    files(dict(list(contents.items())[25:]))
    project.list_photos(contents)  # as far as an interrupted job came: the rest is pending
    before = project.counts()
    assert (before.ok + before.no_face, before.pending) == (25, 15)
    told = [one for one in job(project, Recorder()).run_all() if one is not None]
    working = [one for one in told if one.stage == "working"]
    assert {one.whole.total for one in working} == {40}
    assert min(one.whole.done for one in working) >= before.ok + before.no_face
    assert working[-1].whole.done == 40
    assert working[-1].faces_before + working[-1].faces == project.counts().faces
    files({"new.jpg": b"new"})
    later = [one for one in job(project, Recorder()).run_all() if one is not None]
    # A check of what is done counts what is new alone.
    assert {one.whole.total for one in later if one.stage == "working"} == {1}


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


def test_a_file_that_broke_is_no_duplicate_of_what_it_was(project: Project, files: Files) -> None:
    files({"a.jpg": b"1", "b.jpg": b"1"})
    run(project)
    labelled(project, "b.jpg", 10)
    files({"b.jpg": b""})
    _, counts = run(project)
    assert (counts.unreadable, counts.duplicates, counts.held) == (1, 0, 0)
    assert project.find("b.jpg").duplicate_of is None
    files({"b.jpg": b"1"})
    _, counts = run(project)
    assert (counts.unreadable, counts.duplicates) == (0, 1)
    assert ages(project) == {"a.jpg": None, "b.jpg": 10.0}


def test_a_broken_file_that_goes_is_gone_and_not_replaced(project: Project, files: Files) -> None:
    folder = files({"a.jpg": b"1", "b.jpg": b"2"})
    run(project)
    labelled(project, "a.jpg", 10)
    files({"a.jpg": b""})
    run(project)
    (folder / "a.jpg").unlink()
    _, counts = run(project)
    assert (counts.gone, counts.held) == (1, 0)
    (gone,) = [photo for photo in project.photos() if not photo.present]
    assert not gone.is_replaced


def test_a_file_that_is_exchanged_while_it_is_looked_at(project: Project, files: Files) -> None:
    """Judged again by another model, it becomes another picture between its hash and its pixels."""
    files({"a.jpg": b"1"})
    run(project)
    labelled(project, "a.jpg", 10)

    class Exchanging(Recorder):
        def analyse_file(self, path: Path, *, name: str | None = None) -> PhotoResult:
            files({"a.jpg": b"2 is another"})
            return super().analyse_file(path, name=name)

    other = replace(RUN, model_sha256="b" * 64)
    finish(job(project, Exchanging(), run=other, workers=1))
    assert ages(project) == {"a.jpg": None}
    assert project.counts().held == 1
    _, counts = run(project, model=other)
    assert ages(project) == {"a.jpg": None}
    assert (counts.gone, counts.held) == (0, 1)


@pytest.mark.parametrize("name", ["a.jpg", "other.jpg", "b.jpg"])
def test_what_was_damaged_and_is_restored_is_analysed_again(
    project: Project, files: Files, tmp_path: Path, name: str
) -> None:
    """Under whatever name, labelled or not: no row may go on saying that there is no face."""
    folder = tmp_path / "photos"
    files({"a.jpg": b"one", "b.jpg": b"two"})
    run(project)
    (folder / "a.jpg").write_bytes(b"")
    run(project)
    assert table(project)[0][1] == "unreadable"
    if name == "b.jpg":
        (folder / "a.jpg").write_bytes(b"two")
    else:
        (folder / "a.jpg").unlink()
    (folder / name).write_bytes(b"one")
    run(project)
    found = {row[0]: row[1] for row in table(project)}
    assert found[name] == "ok"
    assert set(found.values()) == {"ok"}


def test_labels_move_to_a_copy_when_the_original_goes(
    project: Project, files: Files, tmp_path: Path
) -> None:
    folder = tmp_path / "photos"
    files({"b.jpg": b"one"})
    run(project)
    (face,) = next(iter(project.photos())).faces
    project.set_label(
        face.face_id, HumanLabel(verdict="confirmed", reviewer="Ada", reviewed_at="2026-01-31")
    )
    (folder / "a copy.jpg").write_bytes(b"one")
    run(project)
    copy, original = project.photos()
    assert (copy.duplicate_of, original.duplicate_of) == ("b.jpg", None)
    (folder / "b.jpg").unlink()
    _, counts = run(project)
    (left,) = project.photos()
    assert (left.name, left.status, len(left.faces[0].labels)) == ("a copy.jpg", "ok", 1)
    assert (counts.photos, counts.gone) == (1, 0)

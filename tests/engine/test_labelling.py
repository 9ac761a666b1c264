"""Folder jobs: what is scanned, in which order, and how an interrupted job goes on."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.errors import OutputError
from engine.labelling import JobSettings, Journal, label, natural_key, scan
from engine.results import Box, Estimate, Face, Keypoints, PhotoResult

SETTINGS = JobSettings(
    model_id="tiny", model_sha256="a" * 64, detector="d", detect=True, recursive=False
)
FACE = Face(
    Box(0.1, 0.2, 0.3, 1 / 3),
    Keypoints((1, 2), (3, 4), (5, 6), (7, 8), (9, 10), (11, 12.5)),
    0.75,
    Estimate(34.567, 0.9, "female", 30.0, 40.0),
)


class Recorder:
    """An analyser that says "one face" and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def analyse_file(self, path: Path, *, name: str | None = None) -> PhotoResult:
        assert name is not None
        self.asked.append(name)
        if not path.read_bytes():
            return PhotoResult(name, "unreadable", message="Empty. Received: 0 bytes")
        return PhotoResult(name, "ok", 10, 20, (FACE, Face(Box(1, 2, 3, 4))))


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., str]:
    """``folder("a.jpg", "sub/b.png")``: a folder with these files; returns its path as text."""

    def make(*names: str) -> str:
        for name in names:
            path = tmp_path / "photos" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(name.encode())
        return str(tmp_path / "photos")

    return make


def relative(names: tuple[str, ...], start: str) -> list[str]:
    return [name.removeprefix(start + os.sep).replace(os.sep, "/") for name in names]


def test_natural_order() -> None:
    names = ["b.jpg", "img10.jpg", "IMG2.jpg", "img1.jpg", "a.jpg", "10.jpg", "9.jpg", "img01.jpg"]
    assert sorted(names, key=natural_key) == [
        "9.jpg",
        "10.jpg",
        "a.jpg",
        "b.jpg",
        "img01.jpg",
        "img1.jpg",
        "IMG2.jpg",
        "img10.jpg",
    ]


def test_a_folder_gives_its_photos(folder: Callable[..., str]) -> None:
    start = folder("2.jpg", "10.JPG", "1.heic", "notes.txt", ".hidden.jpg", "._1.jpg", "sub/3.jpg")
    found = scan([start])
    assert relative(found.names, start) == ["1.heic", "2.jpg", "10.JPG"]
    assert (found.empty, found.missing) == ((), ())


def test_recursive_goes_into_folders_after_their_files(folder: Callable[..., str]) -> None:
    start = folder("z.jpg", "b10/1.jpg", "b9/1.jpg", "b9/deep/2.jpg", ".git/1.jpg", "b9/.x/1.jpg")
    names = scan([start], recursive=True).names
    assert relative(names, start) == ["z.jpg", "b9/1.jpg", "b9/deep/2.jpg", "b10/1.jpg"]


def test_a_named_file_is_taken_whatever_its_kind(folder: Callable[..., str]) -> None:
    start = folder("notes.txt", ".hidden")
    paths = [f"{start}/notes.txt", f"{start}/.hidden"]
    assert scan(paths).names == tuple(paths)


def test_paths_stay_as_the_user_gave_them(
    folder: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder("a.jpg", "sub/b.jpg"))
    assert scan(["./a.jpg"]).names == ("./a.jpg",)
    assert scan(["./sub/"]).names == ("./sub/b.jpg",)
    assert scan(["."]).names == (f".{os.sep}a.jpg",)


def test_a_file_reached_twice_is_listed_once(folder: Callable[..., str]) -> None:
    start = folder("a.jpg", "b.jpg")
    found = scan([f"{start}/b.jpg", start, f"{start}/../photos/a.jpg"])
    assert relative(found.names, start) == ["b.jpg", "a.jpg"]


def test_missing_and_empty(folder: Callable[..., str], tmp_path: Path) -> None:
    start = folder("sub/a.jpg", "notes.txt")
    found = scan([start, str(tmp_path / "absent.jpg"), "", f"{start}/notes.txt/x"])
    assert found.empty == (start,)
    assert found.missing == (str(tmp_path / "absent.jpg"), "", f"{start}/notes.txt/x")
    assert found.names == found.missing


@pytest.mark.skipif(os.name != "posix", reason="links and pipes work otherwise there")
def test_links_and_pipes_in_a_folder(folder: Callable[..., str]) -> None:
    start = folder("a.jpg", "sub/b.jpg")
    here = Path(start)
    (here / "dangling.jpg").symlink_to(here / "gone.jpg")
    (here / "link.jpg").symlink_to(here / "a.jpg")
    (here / "loop.jpg").symlink_to(here / "loop.jpg")
    (here / "sub" / "round").symlink_to(here)
    (here / "folder.jpg").mkdir()
    os.mkfifo(here / "pipe.jpg")
    names = scan([start], recursive=True).names
    expected = ["a.jpg", "dangling.jpg", "link.jpg", "loop.jpg", "sub/b.jpg"]
    assert relative(names, start) == expected


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="needs a user whom permissions bind"
)
def test_a_folder_that_may_not_be_listed_has_its_row(folder: Callable[..., str]) -> None:
    start = folder("a.jpg", "closed/b.jpg")
    (Path(start) / "closed").chmod(0)
    try:
        names = scan([start], recursive=True).names
    finally:
        (Path(start) / "closed").chmod(0o700)
    assert relative(names, start) == ["a.jpg", "closed"]


def run(names: tuple[str, ...], path: Path, *, resume: bool) -> tuple[list[PhotoResult], Recorder]:
    recorder = Recorder()
    with Journal(path, SETTINGS, resume=resume) as journal:
        results = [result for result, _ in label(names, analyser=recorder, journal=journal)]
    return results, recorder


def test_a_resumed_job_gives_the_same_results_without_doing_them_again(
    folder: Callable[..., str], tmp_path: Path
) -> None:
    start = folder("1.jpg", "2.jpg", "3.jpg", "4.jpg")
    (Path(start) / "2.jpg").write_bytes(b"")
    names = scan([start]).names
    journal = tmp_path / "t.journal"
    run(names[:2], journal, resume=False)
    results, recorder = run(names, journal, resume=True)
    assert recorder.asked == list(names[2:])
    assert results == run(names, tmp_path / "other.journal", resume=False)[0]
    assert [result.status for result in results] == ["ok", "unreadable", "ok", "ok"]
    assert run(names, journal, resume=True)[1].asked == []


def test_known_results_are_marked(folder: Callable[..., str], tmp_path: Path) -> None:
    names = scan([folder("1.jpg", "2.jpg")]).names
    run(names[:1], tmp_path / "t.journal", resume=False)
    with Journal(tmp_path / "t.journal", SETTINGS, resume=True) as journal:
        marks = [known for _, known in label(names, analyser=Recorder(), journal=journal)]
    assert marks == [True, False]


@pytest.mark.parametrize("cut", [1, 2, 40])
def test_a_torn_last_line_is_done_again(
    folder: Callable[..., str], tmp_path: Path, cut: int
) -> None:
    names = scan([folder("1.jpg", "2.jpg", "3.jpg")]).names
    journal = tmp_path / "t.journal"
    run(names, journal, resume=False)
    whole = journal.read_bytes()
    journal.write_bytes(whole[:-cut])
    results, recorder = run(names, journal, resume=True)
    assert recorder.asked == [names[2]]
    assert [result.path for result in results] == list(names)
    assert journal.read_bytes() == whole


@pytest.mark.parametrize("damage", [b"\x00\xff garbage", b"[1]", b'{"name": 3}', b'{"name": "x"}'])
def test_a_damaged_line_is_done_again(
    folder: Callable[..., str], tmp_path: Path, damage: bytes
) -> None:
    names = scan([folder("1.jpg", "2.jpg")]).names
    journal = tmp_path / "t.journal"
    run(names, journal, resume=False)
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(lines[0] + damage + b"\n" + lines[2])
    assert run(names, journal, resume=True)[1].asked == [names[0]]


def test_a_changed_photo_is_done_again(folder: Callable[..., str], tmp_path: Path) -> None:
    names = scan([folder("1.jpg", "2.jpg", "3.jpg")]).names
    run(names, tmp_path / "t.journal", resume=False)
    Path(names[0]).write_bytes(b"longer than before")
    status = Path(names[1]).stat()
    os.utime(names[1], ns=(status.st_atime_ns, status.st_mtime_ns + 1_000_000_000))
    assert run(names, tmp_path / "t.journal", resume=True)[1].asked == list(names[:2])


def test_a_missing_file_is_never_taken_as_known(tmp_path: Path) -> None:
    class Absent(Recorder):
        def analyse_file(self, path: Path, *, name: str | None = None) -> PhotoResult:
            self.asked.append(str(name))
            return PhotoResult(str(name), "unreadable")

    for resume in (False, True):
        absent = Absent()
        with Journal(tmp_path / "t.journal", SETTINGS, resume=resume) as journal:
            list(label(["absent.jpg"], analyser=absent, journal=journal))
        assert absent.asked == ["absent.jpg"]


def test_other_settings_are_refused_and_named(folder: Callable[..., str], tmp_path: Path) -> None:
    names = scan([folder("1.jpg")]).names
    journal = tmp_path / "t.journal"
    run(names, journal, resume=False)
    before = journal.read_bytes()
    other = JobSettings(
        model_id="other", model_sha256="b" * 64, detector="d", detect=False, recursive=False
    )
    with pytest.raises(OutputError, match=r"Received: model_id=other, before tiny.*detect=False"):
        Journal(journal, other, resume=True)
    assert journal.read_bytes() == before
    Journal(journal, other, resume=False).remove()
    assert not journal.exists()


@pytest.mark.parametrize("content", [b"", b"torn header"])
def test_a_journal_torn_in_its_first_line_begins_anew(tmp_path: Path, content: bytes) -> None:
    journal = tmp_path / "t.journal"
    journal.write_bytes(content)
    with Journal(journal, SETTINGS, resume=True):
        (line,) = journal.read_bytes().splitlines()
    assert json.loads(line)["settings"]["model_id"] == "tiny"


def test_a_file_that_is_no_journal_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "t.journal").write_bytes(b"a diary\n")
    with pytest.raises(OutputError, match="other settings"):
        Journal(tmp_path / "t.journal", SETTINGS, resume=True)
    assert (tmp_path / "t.journal").read_bytes() == b"a diary\n"


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written here"):
        Journal(tmp_path / "absent" / "t.journal", SETTINGS, resume=False)


def test_names_that_are_no_valid_text_survive_the_journal(tmp_path: Path) -> None:
    name = str(tmp_path / b"odd \xff.jpg".decode("utf-8", "surrogateescape"))
    try:
        Path(name).write_bytes(b"x")
    except (OSError, UnicodeError):
        pytest.skip("this system has only valid names")
    results, _ = run((name,), tmp_path / "t.journal", resume=False)
    again, recorder = run((name,), tmp_path / "t.journal", resume=True)
    assert (again, recorder.asked) == (results, [])

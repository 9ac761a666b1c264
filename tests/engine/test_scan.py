"""Which photos a job finds, and in which order."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.labelling import ScanSettings, natural_key, scan
from engine.labelling.scan import PASSED_OVER


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
    names = scan([start], ScanSettings(recursive=True)).names
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
    names = scan([start], ScanSettings(recursive=True)).names
    expected = ["a.jpg", "dangling.jpg", "link.jpg", "loop.jpg", "pipe.jpg", "sub/b.jpg"]
    assert relative(names, start) == expected


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="needs a user whom permissions bind"
)
def test_a_folder_that_may_not_be_listed_has_its_row(folder: Callable[..., str]) -> None:
    start = folder("a.jpg", "closed/b.jpg")
    (Path(start) / "closed").chmod(0)
    try:
        names = scan([start], ScanSettings(recursive=True)).names
    finally:
        (Path(start) / "closed").chmod(0o700)
    assert relative(names, start) == ["a.jpg", "closed"]


def test_hidden_files_and_other_kinds_where_they_are_wanted(folder: Callable[..., str]) -> None:
    start = folder("a.jpg", ".b.jpg", ".c/d.jpg", "e.png", "f.txt")
    assert relative(scan([start], ScanSettings(hidden=True)).names, start) == [
        ".b.jpg",
        "a.jpg",
        "e.png",
    ]
    wanted = ScanSettings(recursive=True, hidden=True, suffixes=frozenset({".jpg"}))
    assert relative(scan([start], wanted).names, start) == [".b.jpg", "a.jpg", ".c/d.jpg"]


JPEG = b"\xff\xd8\xff\xe0" + bytes(20)
KINDS = {
    "other names": (
        "IMG_2021_a_long_caption(1).jp",
        "photo.jpg_large",
        "IMG_0001.JPG~2",
        "IMG_0002",
        "a.jpeg.download",
    ),
    "raw photos": ("c.dng", "d.CR3", "e.nef", "f.ARW", "g.raf"),
    "JPEG XL": ("h.jxl", "i.JXL"),
    "": ("notes.txt", "film.mp4", "empty", "page.html", "a.jpg.xmp", "text without a suffix"),
}


def test_what_people_may_take_for_photos_is_counted(tmp_path: Path) -> None:
    """Rows and what was passed over add up to the files, but for what is plainly no photo."""
    for kind, names in KINDS.items():
        for name in names:
            (tmp_path / name).write_bytes(JPEG if kind else b"")
    for start in (b"\x89PNG\r\n\x1a\n", b"RIFF1234WEBPVP8 ", b"\0\0\0\x20ftypheic", b"GIF89a"):
        (tmp_path / f"odd {start[:4].hex()}").write_bytes(start + bytes(20))
    (tmp_path / "text without a suffix").write_text("a story")
    (tmp_path / "a.jpg").write_bytes(JPEG)
    for name in ("@eaDir", "#recycle", "$RECYCLE.BIN", "System Volume Information", "sub"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "thumb.jpg").write_bytes(JPEG)
    found = scan([str(tmp_path)], ScanSettings(recursive=True))
    assert [Path(name).name for name in found.names] == ["a.jpg", "thumb.jpg"]
    expected = {kind: len(names) for kind, names in KINDS.items() if kind}
    expected["other names"] += 4
    assert found.passed_over == expected | {"system folders": 4}
    assert set(found.passed_over) <= set(PASSED_OVER)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    of_the_system = 4
    counted = len(found.names) + sum(found.passed_over.values()) - 4 + of_the_system
    assert counted + len(KINDS[""]) == len(files)


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_linked_folders_are_counted(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "b.jpg").write_bytes(JPEG)
    (tmp_path / "in" / "album").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "in" / ".Trash-1000").mkdir()
    shown = ScanSettings(recursive=True, hidden=True)
    assert scan([str(tmp_path / "in")], shown).passed_over == {
        "system folders": 1,
        "linked folders": 1,
    }
    assert scan([str(tmp_path / "in")]).passed_over == {}, "nothing below was asked for"

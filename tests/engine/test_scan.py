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
STARTS = (
    JPEG,
    b"\x89PNG\r\n\x1a\n",
    b"RIFF1234WEBPVP8 ",
    b"\0\0\0\x20ftypheic",
    b"GIF89a",
    b"II*\0",
)
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
    "other pictures": ("logo.svg", "layers.PSD", "scan.djvu", "sky.exr", "x-ray.dcm"),
    "in the cloud": (".IMG_0001.HEIC.icloud",),
    "hidden photos": (".hidden.jpg", ".jpg", ".no suffix"),
    "other files": (
        "notes.txt", "film.mp4", "empty", "page.html", "a.jpg.xmp", "text without a suffix",
        "._a.jpg", ".DS_Store", "Thumbs.db",
    ),
}  # fmt: skip
OF_THE_SYSTEM = (
    "@eaDir", "#recycle", "$RECYCLE.BIN", "System Volume Information", ".Trash-1000", ".thumbnails"
)  # fmt: skip


def folder_of_kinds(folder: Path) -> Path:
    """A folder with files of every kind, and folders that are not looked into."""
    for kind, names in KINDS.items():
        for name in names:
            (folder / name).write_bytes(b"" if kind == "other files" else JPEG)
    (folder / "text without a suffix").write_text("a story")
    (folder / "a.jpg").write_bytes(JPEG)
    for name in (*OF_THE_SYSTEM, ".git", "sub"):
        (folder / name / "deeper").mkdir(parents=True)
        (folder / name / "thumb.jpg").write_bytes(JPEG)
        (folder / name / "deeper" / "thumb.jpg").write_bytes(JPEG)
    return folder


def test_rows_and_what_was_passed_over_add_up_to_the_files(tmp_path: Path) -> None:
    folder = folder_of_kinds(tmp_path)
    found = scan([str(folder)], ScanSettings(recursive=True))
    assert [Path(name).name for name in found.names] == ["a.jpg", "thumb.jpg", "thumb.jpg"]
    assert found.passed_over == {kind: len(names) for kind, names in KINDS.items()} | {
        "system folders": len(OF_THE_SYSTEM),
        "hidden folders": 1,
        "files in them": 2 * (len(OF_THE_SYSTEM) + 1),
    }
    counted = sum(n for kind, n in found.passed_over.items() if "folder" not in kind)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(found.names) + counted == len(files)


@pytest.mark.parametrize(
    "settings",
    [
        ScanSettings(),
        ScanSettings(recursive=True),
        ScanSettings(hidden=True),
        ScanSettings(recursive=True, hidden=True),
        ScanSettings(recursive=True, suffixes=frozenset({".png"})),
    ],
)
def test_every_entry_is_a_row_or_counted(tmp_path: Path, settings: ScanSettings) -> None:
    """Whatever was asked for: nothing that lies in a folder that is looked into goes missing."""
    folder = folder_of_kinds(tmp_path)
    found = scan([str(folder)], settings)
    passed = dict(found.passed_over)
    assert set(passed) <= set(PASSED_OVER)
    passed.pop("files in them", 0)
    below = ["sub", ".git"] if settings.hidden else ["sub"]
    looked_into = {folder}
    for name in below if settings.recursive else ():
        looked_into |= {folder / name, folder / name / "deeper"}
    entries = [entry for path in looked_into for entry in path.iterdir()]
    inner = sum(entry in looked_into for entry in entries)
    assert len(found.names) + sum(passed.values()) == len(entries) - inner


@pytest.mark.parametrize("start", STARTS)
def test_pictures_under_other_names_are_known_by_their_start(tmp_path: Path, start: bytes) -> None:
    (tmp_path / "picture.jp").write_bytes(start + bytes(20))
    assert scan([str(tmp_path)]).passed_over == {"other names": 1}


def test_photos_of_types_that_were_not_asked_for_are_counted(tmp_path: Path) -> None:
    for name in ("a.jpg", "b.png", "c.heic"):
        (tmp_path / name).write_bytes(JPEG)
    found = scan([str(tmp_path)], ScanSettings(suffixes=frozenset({".jpg"})))
    assert [Path(name).name for name in found.names] == ["a.jpg"]
    assert found.passed_over == {"other types": 2}


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_linked_folders_are_counted(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "b.jpg").write_bytes(JPEG)
    (tmp_path / "in" / "album").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "in" / ".Trash-1000").mkdir()
    (tmp_path / "in" / "year").mkdir()
    shown = ScanSettings(recursive=True, hidden=True)
    passed = {"system folders": 1, "linked folders": 1}
    assert scan([str(tmp_path / "in")], shown).passed_over == passed
    assert scan([str(tmp_path / "in")]).passed_over == passed | {"subfolders": 1}

"""A folder with dozens of odd kinds of files: the summary's counts add up to the files on disk."""

from __future__ import annotations

import csv
import json
import os
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from desktop.__main__ import main
from engine.images import split_page
from engine.labelling.scan import PASSED_OVER
from tests.broken_files import encode, make_broken_files, make_odd_entries

PICTURE = PIL.Image.fromarray(
    np.random.default_rng(5).integers(0, 256, (48, 64, 3), dtype=np.uint8), "RGB"
)
NAMES = (
    "a.JPG", "b.jpeg", "comma, and; semicolon.jpg", "=cmd.jpg", "  spaces  .jpg", "Ж ж 漢字 🎂.jpg",
    "line\nbreak.jpg", "-dash.jpg", "percent%20.jpg", "IMG_0001 (copy).jpg", "x" * 200 + ".jpg",
)  # fmt: skip
PASSED = {
    "other names": ("a.jp", "b.jpg_large", "c.JPG~2", "IMG_0002", "d.jpeg.part"),
    "raw photos": ("e.dng", "f.CR3", "g.nef", "h.ARW"),
    "JPEG XL": ("i.jxl",),
    "other pictures": ("j.svg", "k.psd", "l.djvu"),
    "in the cloud": (".m.HEIC.icloud",),
    "hidden photos": (".n.jpg",),
    "other files": ("o.txt", "p.mp4", "q.xmp", "r.pdf", "s", "Thumbs.db", "._a.JPG", "t.zip"),
}
FOLDERS = ("@eaDir", "#recycle", "$RECYCLE.BIN", ".Trash-1000", ".thumbnails", ".cache")


def odd_folder(folder: Path) -> Path:
    """Sound, broken and odd files of more than 60 kinds, in folders of all kinds."""
    make_broken_files(folder / "broken")
    make_odd_entries(folder / "odd")
    jpeg = encode(PICTURE, "JPEG")
    for number, name in enumerate(NAMES):
        if os.name != "nt" or not set(name) & set('\n"*:<>?|'):
            (folder / name).write_bytes(jpeg + bytes(number))
    for kind, names in PASSED.items():
        for name in names:
            (folder / name).write_bytes(b"" if kind == "other files" else jpeg)
    for mode, form in (("L", "PNG"), ("P", "GIF"), ("CMYK", "TIFF"), ("RGBA", "PNG"), ("1", "BMP")):
        (folder / f"{mode}.{form.lower()}").write_bytes(encode(PICTURE.convert(mode), form))
    (folder / "pages.tiff").write_bytes(
        encode(PICTURE, "TIFF", save_all=True, append_images=[PICTURE])
    )
    (folder / "moving.webp").write_bytes(
        encode(PICTURE, "WEBP", save_all=True, append_images=[PICTURE.rotate(90)])
    )
    (folder / "png named.jpg").write_bytes(encode(PICTURE, "PNG"))
    (folder / "the same again.jpg").write_bytes((folder / "a.JPG").read_bytes())
    (folder / "no end mark.jpg").write_bytes(jpeg[:-2])
    for name in FOLDERS:
        (folder / name / "deep").mkdir(parents=True)
        (folder / name / "deep" / "thumb.jpg").write_bytes(jpeg)
        (folder / name / "index").write_bytes(b"x")
    (folder / "empty").mkdir()
    if os.name != "nt":
        os.mkfifo(folder / "pipe without a suffix")
        (folder / "link.jpg").symlink_to(folder / "a.JPG")
        (folder / "linked folder").symlink_to(folder / "broken")
        (folder / os.fsdecode(b"latin-\xe9.jpg")).write_bytes(jpeg + b"more")
    return folder


def files_of(folder: Path) -> int:
    """How many files lie on the disk, in whatever kind of folder; links are not followed."""
    return sum(len(files) for _, _, files in os.walk(folder)) + sum(
        Path(at, name).is_symlink() for at, names, _ in os.walk(folder) for name in names
    )


def test_counts_add_up_to_the_files_on_disk(
    models_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = odd_folder(tmp_path / "in"), tmp_path / "t.csv"
    arguments = ["label", str(folder), "--recursive", "--models", str(models_dir), "--no-detect"]
    assert main([*arguments, "--out", str(out)]) == 0
    told = capsys.readouterr().err
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    settings = json.loads(out.with_name("t.settings.json").read_text(encoding="utf-8"))
    statuses = Counter({row["image_path"]: row["status"] for row in rows}.values())
    assert settings["counts"]["photos"] == dict(sorted(statuses.items()))

    passed = settings["passed_over"]
    of_files = sum(n for kind, n in passed.items() if "folder" not in kind)
    # A link to a folder is no file but has its place in the count.
    of_files += passed.get("linked folders", 0)
    pages = {row["image_path"] for row in rows if split_page(row["image_path"])[1] > 1}
    assert pages == {str(folder / "pages.tiff#2")}
    assert sum(statuses.values()) - len(pages) + of_files == files_of(folder)
    for kind, names in PASSED.items():
        wanted = len(names) + (kind == "other files" and os.name != "nt")
        assert passed[kind] == wanted, kind
    assert passed["files in them"] == 2 * len(FOLDERS)

    line = re.search(r"^(\d+) photos: (.*?)\. ", told, re.MULTILINE)
    assert line is not None, told
    parts = re.findall(r"(\d+) (?:with \d+ faces?|without a face|unreadable|skipped)", line[2])
    assert sum(map(int, parts)) == int(line[1]) == sum(statuses.values())
    for kind, count in passed.items():
        assert f"{count} {PASSED_OVER[kind][count > 1]}" in told


MakePhoto = Callable[..., Path]


def test_subfolders_that_were_not_asked_for_are_named(
    models_dir: Path, tmp_path: Path, make_photo: MakePhoto, capsys: pytest.CaptureFixture[str]
) -> None:
    make_photo(tmp_path / "in" / "a.png")
    make_photo(tmp_path / "in" / "year" / "b.png")
    arguments = ["label", str(tmp_path / "in"), "--models", str(models_dir), "--no-detect"]
    assert main([*arguments, "--out", str(tmp_path / "t.csv")]) == 0
    told = capsys.readouterr().err
    assert "Passed over: 1 subfolder (not asked for). --recursive includes subfolders." in told

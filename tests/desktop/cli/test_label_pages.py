"""``agelens label`` on TIFFs of several pages: rows, JSON, counts, sidecars, going on."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from desktop.__main__ import main
from engine.images import MAX_PAGES
from tests.engine.export_driver import read
from tests.tiff_files import Page, plain, tiff

LabelArgs = Callable[..., list[str]]


@pytest.fixture
def label_args(models_dir: Path, tmp_path: Path) -> LabelArgs:
    """Arguments of ``agelens label`` with the tiny model and a table ``t.csv``."""

    def make(*arguments: str | Path, out: str | None = "t.csv") -> list[str]:
        given = ["label", *map(str, arguments), "--models", str(models_dir), "--no-detect"]
        return given + (["--out", str(tmp_path / out)] if out else [])

    return make


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    """A folder with a file of three pages, the second broken, and a file of one."""
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / "a.tif").write_bytes(
        tiff([plain(40, (60, 50)), Page(None), plain(120, (50, 60))], numbered=True)
    )
    (folder / "b.tiff").write_bytes(tiff([plain(80, (60, 50))]))
    return folder


def names(table: Path) -> list[tuple[str, str]]:
    return [(Path(row["image_path"]).name, row["status"]) for row in read(table)]


def test_each_page_is_a_photo(
    label_args: LabelArgs, scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*label_args(scans), "--json"]) == 0
    rows = read(tmp_path / "t.csv")
    assert names(tmp_path / "t.csv") == [
        ("a.tif", "ok"),
        ("a.tif#2", "unreadable"),
        ("a.tif#3", "ok"),
        ("b.tiff", "ok"),
    ]
    assert [(row["image_width"], row["image_height"]) for row in rows] == [
        ("60", "50"), ("", ""), ("50", "60"), ("60", "50"),
    ]  # fmt: skip
    assert rows[1]["message"].startswith("This page is not a picture that AgeLens can read")
    assert "a.tif#2" in rows[1]["message"]
    told = capsys.readouterr()
    printed = [json.loads(line) for line in told.out.splitlines()]
    assert [Path(row["image_path"]).name for row in printed] == [
        name for name, _ in names(tmp_path / "t.csv")
    ]
    assert "4 photos: 3 with 3 faces, 1 unreadable. Table: " in told.err


def test_one_page_alone(label_args: LabelArgs, scans: Path, tmp_path: Path) -> None:
    assert main(label_args(f"{scans}/a.tif#3")) == 0
    assert names(tmp_path / "t.csv") == [("a.tif#3", "ok")]


def test_a_file_called_like_a_page(label_args: LabelArgs, scans: Path, tmp_path: Path) -> None:
    literal = scans / "a.tif#3"
    literal.write_bytes((scans / "b.tiff").read_bytes())
    assert main(label_args(scans / "a.tif", literal)) == 0
    assert names(tmp_path / "t.csv") == [
        ("a.tif", "ok"),
        ("a.tif#2", "unreadable"),
        ("a.tif#3", "ok"),
        ("a.tif#3#1", "ok"),
    ]
    rows = read(tmp_path / "t.csv")
    assert [row["image_width"] for row in rows] == ["60", "", "50", "60"]
    assert main(["replay", str(tmp_path / "t.csv"), "--models", str(tmp_path / "models")]) == 0


def test_too_many_pages_are_counted(
    label_args: LabelArgs,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(import_module("engine.labelling.scan"), "MAX_PAGES", 4)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "long.tif").write_bytes(tiff([plain(number) for number in range(9)]))
    assert main(label_args(folder)) == 0
    assert len(read(tmp_path / "t.csv")) == 4
    settings = json.loads((tmp_path / "t.settings.json").read_text(encoding="utf-8"))
    assert settings["passed_over"] == {"further pages": 5}
    assert f"5 pages of TIFF files beyond their first {MAX_PAGES}" in capsys.readouterr().err


def test_sidecars_are_for_first_pages(
    label_args: LabelArgs, scans: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*label_args(scans, out=None), "--format", "xmp", "--yes"]) == 0
    told = capsys.readouterr().err
    assert "Sidecars go beside the photos: 2 photos in" in told
    assert "Sidecars: 2 written beside the photos" in told
    assert "none for 1 further page of TIFF files" in told
    assert sorted(path.name for path in scans.glob("*.xmp")) == ["a.tif.xmp", "b.tiff.xmp"]


def test_going_on_looks_at_pages_that_are_new(
    label_args: LabelArgs,
    scans: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("desktop.cli.label._remove", lambda _journal: None)
    assert main(label_args(scans)) == 0
    capsys.readouterr()
    (scans / "b.tiff").write_bytes(tiff([plain(90, (60, 50)), plain(80, (60, 50))]))
    assert main([*label_args(scans), "--resume"]) == 0
    assert names(tmp_path / "t.csv")[-2:] == [("b.tiff", "ok"), ("b.tiff#2", "ok")]
    assert "1 new" in capsys.readouterr().err

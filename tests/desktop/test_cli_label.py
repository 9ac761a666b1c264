"""``agelens label`` through the real ``main``."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop import cli_label
from desktop.__main__ import main
from engine.export import CSV_COLUMNS
from engine.labelling import label

MakePhoto = Callable[..., Path]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def photos(tmp_path: Path, make_photo: MakePhoto) -> Path:
    """A folder: 2.png, 10.png, sub/1.png, and a text."""
    folder = tmp_path / "photos"
    for name in ("10.png", "2.png", "sub/1.png"):
        make_photo(folder / name)
    (folder / "notes.txt").write_text("not a photo")
    return folder


@pytest.fixture
def label_args(models_dir: Path, tmp_path: Path) -> Callable[..., list[str]]:
    """Arguments of ``agelens label`` with the tiny model and a table ``t.csv``."""

    def make(*arguments: str | Path, out: str | None = "t.csv") -> list[str]:
        given = ["label", *map(str, arguments), "--models", str(models_dir), "--no-detect"]
        return given + (["--out", str(tmp_path / out)] if out else [])

    return make


def test_label_a_folder(
    label_args: Callable[..., list[str]],
    photos: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(label_args(photos)) == 0
    table = read(tmp_path / "t.csv")
    assert list(table[0]) == list(CSV_COLUMNS)
    assert [row["image_path"] for row in table] == [f"{photos}{os.sep}{n}.png" for n in (2, 10)]
    assert {row["status"] for row in table} == {"ok"}
    assert not (tmp_path / "t.csv.journal").exists()
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "2 photos: 2 with 2 faces. Table: " in captured.err


def test_label_recursive(
    label_args: Callable[..., list[str]], photos: Path, tmp_path: Path
) -> None:
    assert main(label_args(photos, "--recursive")) == 0
    names = [Path(row["image_path"]).name for row in read(tmp_path / "t.csv")]
    assert names == ["2.png", "10.png", "1.png"]


def test_label_json(
    label_args: Callable[..., list[str]], photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (photos / "3.png").write_bytes(b"broken")
    assert main(label_args(photos, "--json", out=None)) == 0
    objects = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [entry["status"] for entry in objects] == ["ok", "unreadable", "ok"]
    assert "Received: 3.png" in objects[1]["message"]
    assert isinstance(objects[0]["apparent_age"], float)


def test_a_missing_file_among_others_has_its_row(
    label_args: Callable[..., list[str]], photos: Path, tmp_path: Path
) -> None:
    assert main(label_args(photos / "2.png", photos / "absent.png", photos / "notes.txt")) == 0
    statuses = [row["status"] for row in read(tmp_path / "t.csv")]
    assert statuses == ["ok", "unreadable", "unreadable"]


@pytest.mark.parametrize("paths", [["absent"], ["absent", "./absent"], ["empty"], ["empty", "no"]])
def test_nothing_to_read(
    label_args: Callable[..., list[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    paths: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    assert main(label_args(*paths)) == 3
    message = capsys.readouterr().err.splitlines()[-1]
    assert f"There is no photo to look at. Received: {', '.join(paths)}" in message
    assert ("Not there: " in message) == (paths != ["empty"])
    assert not (tmp_path / "t.csv").exists()


def test_a_table_that_cannot_be_written_is_told_before_the_work(
    label_args: Callable[..., list[str]],
    photos: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(cli_label, "label", lambda *args, **kwargs: pytest.fail("work was done"))
    assert main(label_args(photos, out="absent/t.csv")) == 3
    assert "cannot be written here" in capsys.readouterr().err


def test_an_unknown_model_is_wrong_usage(
    label_args: Callable[..., list[str]], photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(label_args(photos, "--model", "nope")) == 2
    assert capsys.readouterr().err == (
        "agelens: There is no such model; known: tiny. Received: nope\n"
    )


def test_no_model_at_all(tmp_path: Path, photos: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "none").mkdir()
    arguments = ["label", str(photos), "--out", str(tmp_path / "t.csv")]
    assert main([*arguments, "--models", str(tmp_path / "none")]) == 3
    assert "No model is installed" in capsys.readouterr().err


def test_interrupted_and_resumed(
    label_args: Callable[..., list[str]],
    photos: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def interrupted(*args: Any, **kwargs: Any) -> Any:
        results = label(*args, **kwargs)
        yield next(results)
        raise KeyboardInterrupt

    monkeypatch.setattr(cli_label, "label", interrupted)
    arguments = label_args(photos, "--recursive")
    assert main(arguments) == 130
    expected = "Stopped after 1 of 3 photos. Run the same command with --resume to go on."
    assert capsys.readouterr().err.splitlines()[-1] == expected
    assert not (tmp_path / "t.csv").exists()
    monkeypatch.undo()

    assert main([*label_args(photos), "--resume"]) == 3
    assert "Received: recursive=False, before True" in capsys.readouterr().err
    assert main([*arguments, "--resume"]) == 0
    assert len(read(tmp_path / "t.csv")) == 3
    assert not (tmp_path / "t.csv.journal").exists()


def test_beginning_anew_is_told(
    label_args: Callable[..., list[str]],
    photos: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "t.csv.journal").write_text("{}\n")
    assert main(label_args(photos)) == 0
    assert "Beginning anew" in capsys.readouterr().err


def test_resume_without_a_journal_begins(
    label_args: Callable[..., list[str]], photos: Path, tmp_path: Path
) -> None:
    assert main([*label_args(photos), "--resume"]) == 0
    assert len(read(tmp_path / "t.csv")) == 2

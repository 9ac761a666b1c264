"""What ``agelens label`` says where somebody would else be left alone with it."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.__main__ import main
from desktop.cli import label as cli_label_out
from engine.errors import OutputError

MakePhoto = Callable[..., Path]


@pytest.fixture
def photos(tmp_path: Path, make_photo: MakePhoto) -> Path:
    """A folder of two photos."""
    for name in ("1.png", "2.png"):
        make_photo(tmp_path / "photos" / name)
    return tmp_path / "photos"


@pytest.fixture
def label_args(models_dir: Path, tmp_path: Path) -> Callable[..., list[str]]:
    """Arguments of ``agelens label`` with the models of the tests and a table ``t.csv``."""

    def make(*arguments: str | Path) -> list[str]:
        given = ["label", *map(str, arguments), "--models", str(models_dir), "--no-detect"]
        return [*given, "--out", str(tmp_path / "t.csv")]

    return make


@pytest.fixture
def left_unfinished(
    label_args: Callable[..., list[str]], photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A job of which all photos are judged, but whose table could not be written."""

    def no_space(*_: object) -> str:
        raise OutputError("No space. Received: t.csv")

    with monkeypatch.context() as patched:
        patched.setattr(cli_label_out, "write", no_space)
        assert main(label_args(photos, "--model", "tiny")) == 3


@pytest.mark.parametrize("word", ["-rf.jpg", "--photo.jpeg"])
def test_a_name_that_begins_with_a_dash_gets_a_helpful_line(
    word: str,
    label_args: Callable[..., list[str]],
    tmp_path: Path,
    make_photo: MakePhoto,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    make_photo(tmp_path / word.replace(".jpg", ".png").replace(".jpeg", ".png"))
    assert main(label_args(word)) == 2
    told = capsys.readouterr().err
    assert f"If it is a file, write .{os.sep}{word}. Received: {word}" in told
    assert main(label_args("--bogus", "x")) == 2
    assert "If it is a file" not in capsys.readouterr().err


@pytest.mark.usefixtures("left_unfinished")
def test_another_model_on_resume_is_told(
    label_args: Callable[..., list[str]],
    photos: Path,
    models_dir: Path,
    tmp_path: Path,
    make_model: Callable[..., Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    make_model(models_dir, "other", networks={"age": "age", "gender": "gender"})
    capsys.readouterr()
    assert main(label_args(photos, "--resume", "--model", "other")) == 0
    told = capsys.readouterr().err
    assert "All photos done before (2) are judged again" in told
    assert "another model: tiny" in told
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["model_id"] for row in rows} == {"other"}


@pytest.mark.usefixtures("left_unfinished")
def test_a_job_that_was_put_aside_is_gone_on_with_as_told(
    label_args: Callable[..., list[str]],
    photos: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    capsys.readouterr()
    assert main(label_args(photos)) == 0
    told = capsys.readouterr().err
    kept, journal = tmp_path / "t.csv.journal.before", tmp_path / "t.csv.journal"
    assert f"is kept: {kept}\n" in told
    assert f"To go on with it instead: stop this one, rename that file to {journal.name}" in told
    assert "done before" not in told
    kept.rename(journal)
    assert main(label_args(photos, "--resume")) == 0
    assert "2 photos (2 done before): 2 with 2 faces." in capsys.readouterr().err
    assert not list(tmp_path.glob("*.journal*"))


def test_one_is_one(
    label_args: Callable[..., list[str]], photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(label_args(photos / "1.png")) == 0
    told = capsys.readouterr().err
    assert "1 of 1 photo, 1 face\n" in told
    assert "1 photo: 1 with 1 face. Table: " in told

"""``agelens replay`` through the real ``main``."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage

from desktop.__main__ import main
from desktop.cli.console import TerminalProgress
from engine.export import CSV_COLUMNS, companions
from engine.replay import ReplayStep

MakePhoto = Callable[..., Path]


@pytest.fixture
def table(
    models_dir: Path, tmp_path: Path, make_photo: MakePhoto, capsys: pytest.CaptureFixture[str]
) -> Path:
    """A table of two photos and a broken file, written by ``agelens label``."""
    folder = tmp_path / "photos"
    for name in ("1.png", "2.png"):
        make_photo(folder / name)
    (folder / "3.jpg").write_bytes(b"broken")
    path = tmp_path / "t.csv"
    arguments = ["label", str(folder), "--out", str(path), "--no-detect"]
    assert main([*arguments, "--models", str(models_dir)]) == 0
    capsys.readouterr()
    return path


@pytest.fixture
def replay(models_dir: Path, table: Path) -> Callable[..., int]:
    """``replay("--out", ...)``: the exit code of ``agelens replay`` on the table."""

    def run(*arguments: str | Path, models: Path | None = None) -> int:
        given = ["replay", str(table), "--models", str(models or models_dir)]
        return main([*given, *map(str, arguments)])

    return run


def darken(path: Path) -> None:
    """Change a photo's pixels, and nothing else."""
    with PillowImage.open(path) as picture:
        pixels = np.asarray(picture) // 2
    PillowImage.fromarray(pixels).save(path)


def test_identical(replay: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert replay() == 0
    captured = capsys.readouterr()
    assert captured.out == "identical: 3 of 3 photos checked, 3 rows.\n"
    assert "3 of 3 photos" in captured.err


def test_what_changed_is_listed(
    replay: Callable[..., int], table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo = tmp_path / "photos" / "2.png"
    darken(photo)
    assert replay("--out", tmp_path / "report.json") == 1
    *lines, last = capsys.readouterr().out.splitlines()
    assert last.startswith("changed: 3 of 3 photos checked, ")
    assert any(line.startswith(f"line 3: {photo}, face 1: apparent_age: ") for line in lines)
    assert all(line.startswith("line 3: ") and " -> " in line for line in lines)
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert report["verdict"] == "changed"
    assert len(report["differences_found"]) == len(lines) == report["differences"]


def test_a_missing_photo(
    replay: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "photos" / "1.png").unlink()
    assert replay() == 1
    captured = capsys.readouterr()
    assert "1.png: photo: there -> missing" in captured.out
    assert "Photos that are not there: 1" in captured.err


def test_a_broken_file_that_has_gone_is_missing(
    replay: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "photos" / "3.jpg").unlink()
    assert replay() == 1
    captured = capsys.readouterr()
    assert "3.jpg: photo: unreadable -> missing\n" in captured.out
    assert captured.out.endswith("changed: 2 of 3 photos checked, 1 difference.\n")
    assert "Photos that are not there: 1" in captured.err


def test_a_file_that_was_never_there_is_no_difference(
    models_dir: Path, tmp_path: Path, make_photo: MakePhoto, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [str(make_photo(tmp_path / "1.png")), str(tmp_path / "absent.png")]
    table, models = str(tmp_path / "t.csv"), ["--models", str(models_dir)]
    assert main(["label", *paths, "--no-detect", "--out", table, *models]) == 0
    assert main(["replay", table, *models]) == 0
    assert capsys.readouterr().out == "identical: 2 of 2 photos checked, 2 rows.\n"
    (tmp_path / "t.settings.json").unlink()  # then nobody knows whether it was there
    assert main(["replay", table, *models]) == 1
    assert "absent.png: photo: unreadable -> missing\n" in capsys.readouterr().out


def test_a_missing_model(
    replay: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "none").mkdir()
    assert replay(models=tmp_path / "none") == 3
    captured = capsys.readouterr()
    assert "Nothing could be checked: 3 photos." in captured.out
    assert "This model is not installed: tiny " in captured.err


def test_another_version_is_only_noted(
    replay: Callable[..., int], table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    for row in rows[1:]:
        row[CSV_COLUMNS.index("app_version")] = "0.0.1"
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    assert replay() == 1, "it was edited"
    captured = capsys.readouterr()
    assert captured.out == "changed since it was written: 3 of 3 photos checked, 0 differences.\n"
    assert "The table has changed since it was written" in captured.err
    companions(table)[1].unlink()
    assert replay() == 0
    assert "Only noted: made with AgeLens 0.0.1" in capsys.readouterr().err


def test_a_row_that_was_deleted_is_told(
    replay: Callable[..., int], table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = table.read_bytes().splitlines(keepends=True)
    table.write_bytes(b"".join(lines[:-1]))
    assert replay() == 1
    captured = capsys.readouterr()
    assert captured.out == "changed since it was written: 2 of 2 photos checked, 0 differences.\n"
    assert "Rows in the table: 2, when it was written: 3\n" in captured.err
    assert "Photos in the table: 2, when it was written: 3\n" in captured.err
    assert "Not compared: what people said." in captured.err


def test_a_table_made_elsewhere_is_checked_from_anywhere(
    models_dir: Path,
    tmp_path: Path,
    make_photo: MakePhoto,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for folder in ("work/photos", "tables", "other"):
        (tmp_path / folder).mkdir(parents=True)
    make_photo(tmp_path / "work" / "photos" / "1.png")
    models = ["--models", str(models_dir)]
    monkeypatch.chdir(tmp_path / "work")
    label = ["label", "photos", "--no-detect", *models, "--out"]
    assert main([*label, "../tables/t.csv"]) == 0
    assert main([*label, "beside.csv"]) == 0
    monkeypatch.chdir(tmp_path / "other")
    assert main(["replay", "../tables/t.csv", *models]) == 0
    settings = json.loads((tmp_path / "tables" / "t.settings.json").read_text("utf-8"))
    assert settings["settings"]["paths_from"] == str(tmp_path / "work")
    # A table beside its photos moves with them: nothing absolute stands there.
    beside = json.loads((tmp_path / "work" / "beside.settings.json").read_text("utf-8"))
    assert "paths_from" not in beside["settings"]
    (tmp_path / "work").rename(tmp_path / "moved")
    assert main(["replay", "../moved/beside.csv", *models]) == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["replay", "absent.csv"], "There is no table here. Received: absent.csv"),
        (["replay", "."], "There is no table here"),
        (["replay", "other.csv"], "not a table by AgeLens"),
        (["replay", "t.csv", "--out", "t.csv"], "must end in .json"),
        (["replay", "t.csv", "--models", "absent"], "no folder with models"),
        (["replay"], "FILE.csv"),
    ],
)
def test_wrong_usage(
    table: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("other.csv").write_text("path,age\n")
    before = table.read_bytes()
    assert main(arguments) == 2
    assert sentence in capsys.readouterr().err
    assert table.read_bytes() == before


def test_a_report_that_cannot_be_written(
    replay: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "r.json").mkdir()
    assert replay("--out", tmp_path / "r.json") == 3
    assert "could not be written" in capsys.readouterr().err


def test_interrupted(
    replay: Callable[..., int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def interrupted(self: TerminalProgress, progress: ReplayStep) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(TerminalProgress, "show", interrupted)
    assert replay("--out", tmp_path / "r.json") == 130
    assert not (tmp_path / "r.json").exists()
    assert "Stopped." in capsys.readouterr().err


def test_progress_is_told_each_tenth_and_each_half_minute() -> None:
    stream = io.StringIO()
    now = [0.0]
    progress = TerminalProgress(stream=stream, clock=lambda: now[0])
    for done in range(1, 101):
        progress.show(ReplayStep(done, 100))
    assert stream.getvalue().splitlines() == [
        f"{done} of 100 photos" for done in range(10, 101, 10)
    ]
    progress = TerminalProgress(stream=stream, clock=lambda: now[0])
    progress.show(ReplayStep(1, 100))
    now[0] = 31.0
    progress.show(ReplayStep(2, 100))
    assert stream.getvalue().splitlines()[10:] == ["2 of 100 photos"]

"""``agelens label`` through the real ``main``."""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.__main__ import main
from desktop.cli import label as cli_label
from engine.export import CSV_COLUMNS
from engine.labelling import FolderJob
from engine.project import Project, is_project

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
    assert "File: 3.png" in objects[1]["message"]
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
    monkeypatch.setattr(cli_label, "FolderJob", lambda *_, **__: pytest.fail("work was done"))
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
    run_all = FolderJob.run_all

    def interrupted(job: FolderJob) -> Any:
        done = 0
        for step in run_all(job):
            yield step
            done += len(step.outcomes) if step else 0
            if done:
                raise KeyboardInterrupt

    monkeypatch.setattr(FolderJob, "run_all", interrupted)
    arguments = label_args(photos, "--recursive", "--workers", "1")
    assert main(arguments) == 130
    last = capsys.readouterr().err.splitlines()[-1]
    found = re.fullmatch(
        r"Stopped after (\d) of 3 photos\. Run the same command with --resume to go on\.", last
    )
    assert found
    done = int(found[1])
    assert done >= 1
    assert not (tmp_path / "t.csv").exists()
    assert (tmp_path / "t.csv.journal").exists()
    monkeypatch.undo()

    assert main([*arguments, "--resume"]) == 0
    assert f"3 photos ({done} done before): 3 with 3 faces" in capsys.readouterr().err
    assert len(read(tmp_path / "t.csv")) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "models",
        "photos",
        "t.columns.csv",
        "t.csv",
        "t.settings.json",
    ]


def test_a_file_that_is_no_journal_is_not_overwritten(
    label_args: Callable[..., list[str]],
    photos: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    journal = tmp_path / "t.csv.journal"
    journal.write_text("mine")
    for more in ([], ["--resume"]):
        assert main([*label_args(photos), *more]) == 3
        assert "t.csv.journal" in capsys.readouterr().err
        assert journal.read_text() == "mine"


def test_two_jobs_never_write_one_table(
    label_args: Callable[..., list[str]],
    photos: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with Project.open(tmp_path / "t.csv.journal"):
        assert main([*label_args(photos), "--resume"]) == 3
        assert "being made by another AgeLens" in capsys.readouterr().err
        assert main(label_args(photos)) == 3
        assert "being made by another AgeLens" in capsys.readouterr().err


def test_rows_are_printed_in_order_also_when_resumed(
    label_args: Callable[..., list[str]],
    make_photo: MakePhoto,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "many"
    for number in range(12):
        make_photo(folder / f"{number}.png", 40 + number, 50)
    with Project.open(tmp_path / "t.csv.journal") as project:
        project.list_photos([f"{folder}{os.sep}{number}.png" for number in range(12)])
    assert main([*label_args(folder, "--json", "--workers", "3"), "--resume"]) == 0
    told = [json.loads(line)["image_path"] for line in capsys.readouterr().out.splitlines()]
    assert told == [f"{folder}{os.sep}{number}.png" for number in range(12)]


def test_no_worker_is_wrong_usage(
    label_args: Callable[..., list[str]], photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*label_args(photos), "--workers", "0"]) == 2
    assert "Received: 0" in capsys.readouterr().err


def test_beginning_anew_is_told(
    label_args: Callable[..., list[str]],
    photos: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for kept in ("t.csv.journal.before", "t.csv.journal.before-2"):
        Project.open(tmp_path / "t.csv.journal").close()
        assert main([*label_args(photos), "--force"]) == 0
        told = capsys.readouterr().err
        assert "An unfinished job for this table was found. Beginning anew" in told
        assert f"is kept: {tmp_path / kept}\n" in told
        assert "rename that file to t.csv.journal, and run" in told
    # Nothing that was done is lost, not even by the second time.
    assert is_project(tmp_path / "t.csv.journal.before")
    assert is_project(tmp_path / "t.csv.journal.before-2")


def test_resume_without_a_journal_begins(
    label_args: Callable[..., list[str]], photos: Path, tmp_path: Path
) -> None:
    assert main([*label_args(photos), "--resume"]) == 0
    assert len(read(tmp_path / "t.csv")) == 2


def test_other_forms(
    label_args: Callable[..., list[str]],
    photos: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([*label_args(photos, out="t.jsonl"), "--format", "jsonl"]) == 0
    lines = (tmp_path / "t.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["status"] for line in lines] == ["ok", "ok"]
    assert main([*label_args(photos, out="t.xlsx"), "--format", "xlsx"]) == 0
    assert (tmp_path / "t.xlsx").read_bytes()[:2] == b"PK"
    assert main([*label_args(photos, out=None), "--format", "xmp"]) == 0
    assert "Sidecars: 2 written beside the photos" in capsys.readouterr().err
    assert sorted(path.name for path in photos.glob("*.xmp")) == ["10.png.xmp", "2.png.xmp"]
    assert main([*label_args(photos, out="side"), "--format", "xmp"]) == 0
    assert len(list((tmp_path / "side").rglob("*.xmp"))) == 2
    assert not list(tmp_path.glob("*.journal*"))


@pytest.mark.parametrize(
    ("out", "begins"),
    [
        ("t.xlsx", b"PK"),
        ("t.XLSX", b"PK"),
        ("t.jsonl", b"{"),
        ("t.csv", b"\xef"),
        ("t.json", b'{"info"'),
        ("t.parquet", b"PAR1"),
    ],
)
def test_the_name_of_the_table_tells_its_form(
    label_args: Callable[..., list[str]], photos: Path, tmp_path: Path, out: str, begins: bytes
) -> None:
    assert main(label_args(photos, out=out)) == 0
    assert (tmp_path / out).read_bytes().startswith(begins)
    assert not list(tmp_path.glob("*.journal*"))


def test_a_table_that_is_there_is_replaced_by_force_only(
    label_args: Callable[..., list[str]],
    photos: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "t.csv").write_text("a night's work")
    assert main(label_args(photos)) == 2
    assert "Say --force to replace it" in capsys.readouterr().err
    assert main([*label_args(photos), "--resume"]) == 2  # no job of this table was interrupted
    assert (tmp_path / "t.csv").read_text() == "a night's work"
    assert not list(tmp_path.glob("*.journal*"))
    assert main([*label_args(photos), "--force"]) == 0
    assert len(read(tmp_path / "t.csv")) == 2


@pytest.mark.parametrize("form", ["yolo", "voc"])
def test_boxes_go_into_an_empty_folder(
    label_args: Callable[..., list[str]],
    photos: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    form: str,
) -> None:
    wanted = ["--format", form, "--classes", "gender", "--copy-photos"]
    assert main([*label_args(photos, out="boxes"), *wanted]) == 0
    assert f"2 boxes in 2 photos: {tmp_path / 'boxes'}" in capsys.readouterr().err
    pictures, labels = ("images", "labels") if form == "yolo" else ("JPEGImages", "Annotations")
    assert len(list((tmp_path / "boxes" / pictures).iterdir())) == 2
    assert len(list((tmp_path / "boxes" / labels).iterdir())) == 2
    assert main([*label_args(photos, out="boxes"), *wanted]) == 2
    assert "This folder is not empty. Say --force" in capsys.readouterr().err
    assert main([*label_args(photos, out="boxes"), *wanted, "--force"]) == 0


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--format", "yolo"], "Give --out FOLDER"),
        (["--out", "t.csv", "--classes", "gender"], "Only coco, yolo, voc have classes"),
        (["--out", "t.json", "--copy-photos"], "Photos are copied for yolo and voc only"),
    ],
)
def test_options_of_boxes_that_mean_nothing_are_refused(
    label_args: Callable[..., list[str]],
    photos: Path,
    capsys: pytest.CaptureFixture[str],
    given: list[str],
    told: str,
) -> None:
    assert main([*label_args(photos, out=None), *given]) == 2
    assert told in capsys.readouterr().err


def test_another_name_is_no_table(
    label_args: Callable[..., list[str]], photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(label_args(photos, out="t.xls")) == 2
    told = capsys.readouterr().err
    assert "must end in .csv, .jsonl, .xlsx, .parquet or .json. Received: --out " in told


@pytest.mark.parametrize(
    ("out", "form"), [("t.csv", "xlsx"), ("t.xlsx", "csv"), ("t.csv", "jsonl"), (None, "jsonl")]
)
def test_form_and_name_must_agree(
    label_args: Callable[..., list[str]], photos: Path, out: str | None, form: str
) -> None:
    assert main([*label_args(photos, out=out), "--format", form]) == 2


def test_without_a_table_nothing_is_kept_where_others_may_look(
    label_args: Callable[..., list[str]],
    photos: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    journals = tmp_path / "state" / "journals"
    monkeypatch.setattr("desktop.paths.journals_dir", lambda: journals)
    monkeypatch.setattr("tempfile.mkdtemp", lambda *_, **__: pytest.fail("a shared folder"))
    journals.mkdir(parents=True)
    of_a_killed_job, running = journals / "killed.journal", journals / "running.journal"
    Project.open(of_a_killed_job).close()
    with Project.open(running):
        for path in (of_a_killed_job, running):
            os.utime(path, (0, 0))
        seen: list[list[str]] = []
        monkeypatch.setattr(
            "desktop.cli.label.write_json",
            lambda *_, **__: seen.append(sorted(path.name for path in journals.glob("*.journal"))),
        )
        assert main(label_args(photos, "--json", out=None)) == 0
    assert seen
    assert all(len(names) == 2 and "running.journal" in names for names in seen)
    assert [path.name for path in journals.glob("*.journal")] == ["running.journal"]

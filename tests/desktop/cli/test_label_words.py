"""What ``agelens label`` says where somebody would else be left alone with it."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.__main__ import main
from desktop.cli import label as cli_label_out
from engine.errors import OutputError
from engine.export import ExportProblem, ExportReport

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

    leave_unfinished(label_args(photos, "--model", "tiny"), monkeypatch)


def leave_unfinished(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(*_: object) -> str:
        raise OutputError("No space. Received: t.csv")

    with monkeypatch.context() as patched:
        patched.setattr(cli_label_out, "write", no_space)
        assert main(arguments) == 3


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


@pytest.mark.parametrize(
    ("before", "how"), [(True, "taking each photo as one face"), (False, "looking for faces")]
)
def test_looking_for_faces_or_not_on_resume_is_told(
    label_args: Callable[..., list[str]],
    photos: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    before: bool,
    how: str,
) -> None:
    without = label_args(photos)
    looking = [word for word in without if word != "--no-detect"]
    first, second = (looking, without) if before else (without, looking)
    leave_unfinished(first, monkeypatch)
    capsys.readouterr()
    assert main([*second, "--resume"]) == 0
    told = capsys.readouterr().err
    judged = "All photos done before (2) are judged again"
    assert f"{judged}, this time {how}.\n" in told


@pytest.mark.parametrize(("before", "how"), [([], "without"), (["--fast"], "with")])
def test_a_fast_job_is_told_from_a_thorough_one(
    label_args: Callable[..., list[str]],
    photos: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    before: list[str],
    how: str,
) -> None:
    looking = [word for word in label_args(photos) if word != "--no-detect"]
    after = [] if before else ["--fast"]
    leave_unfinished([*looking, *before], monkeypatch)
    capsys.readouterr()
    assert main([*looking, *after, "--resume"]) == 0
    judged = "All photos done before (2) are judged again"
    told = f"{judged}, this time {how} a search for small faces.\n"
    assert told in capsys.readouterr().err
    settings = json.loads((tmp_path / "t.settings.json").read_text(encoding="utf-8"))
    assert settings["settings"]["fast"] is bool(after)
    assert [run["search"] for run in settings["models"]] == ["fast" if after else "thorough"]


@pytest.mark.usefixtures("left_unfinished")
def test_photos_that_were_only_touched_count_as_done_before(
    label_args: Callable[..., list[str]], photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.utime(photos / "1.png", (0, 0))
    capsys.readouterr()
    assert main(label_args(photos, "--resume")) == 0
    assert "2 photos (2 done before): 2 with 2 faces." in capsys.readouterr().err


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


@pytest.fixture
def sidecar_args(models_dir: Path, photos: Path) -> list[str]:
    """Arguments of ``agelens label`` for sidecars beside the photos."""
    given = ["label", str(photos), "--models", str(models_dir), "--no-detect"]
    return [*given, "--format", "xmp"]


def test_sidecars_do_not_go_into_a_file(
    sidecar_args: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    assert main([*sidecar_args, "--out", str(file)]) == 2
    told = capsys.readouterr().err
    assert told == f"agelens: Sidecars go into a folder, this is none. Received: --out {file}\n"
    assert file.read_text() == "mine"


def test_a_sidecar_that_cannot_be_written_is_told_and_the_others_are(
    sidecar_args: list[str], photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = photos / "1.png.xmp"
    damaged.write_text("<x:xmpmeta")
    assert main(sidecar_args) == 3
    told = capsys.readouterr().err
    assert f"not written: {photos}{os.sep}1.png: " in told
    assert "Sidecars: 1 written beside the photos" in told
    assert damaged.read_text() == "<x:xmpmeta"
    assert (photos / "2.png.xmp").exists()


class AnsweringTerminal(io.StringIO):
    """A person at the terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("typed", "options", "code"),
    [
        ("y\n", [], 0),
        ("Yes\n", [], 0),
        ("n\n", [], 3),
        ("\n", [], 3),
        ("", [], 3),
        ("", ["--yes"], 0),
        (None, [], 0),  # a script
    ],
)
def test_before_sidecars_are_written_beside_the_photos_it_is_told_and_asked(
    sidecar_args: list[str],
    photos: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    typed: str | None,
    options: list[str],
    code: int,
) -> None:
    (photos / "1.png.xmp").write_text(
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF "
        "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/></x:xmpmeta>"
    )
    monkeypatch.setattr("sys.stdin", io.StringIO() if typed is None else AnsweringTerminal(typed))
    assert main([*sidecar_args, *options]) == code
    told = capsys.readouterr().err
    assert f"Sidecars go beside the photos: 2 photos in {photos}. " in told
    assert "Already there, to be merged: 1. The photos are not touched." in told
    assert ("[y/N]" in told) == (typed is not None and not options)
    assert ("Nothing was written." in told) == bool(code)
    assert (photos / "2.png.xmp").exists() == (not code)
    if not code:
        assert "2 written beside the photos (1 merged with what was there)" in told
        assert told.index("Sidecars go") < told.index("of 2 photos")


@pytest.mark.parametrize("absolute", [True, False])
def test_below_a_folder_sidecars_keep_their_places(
    models_dir: Path, photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, absolute: bool
) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    folder = str(photos) if absolute else os.path.relpath(photos)
    given = ["label", folder, "--models", str(models_dir), "--no-detect", "--format", "xmp"]
    assert main([*given, "--out", "side"]) == 0
    found = sorted((tmp_path / "work" / "side").rglob("*"))
    assert [path.name for path in found] == ["1.png.xmp", "2.png.xmp"]
    assert {path.parent for path in found} == {tmp_path / "work" / "side"}


def test_of_very_many_problems_the_rest_is_counted(
    sidecar_args: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def export(*_: object, **__: object) -> Iterator[None]:
        yield None
        first = ExportProblem("1.png", "it has gone")
        return ExportReport(problems=(first,), problem_count=1001)

    monkeypatch.setattr(cli_label_out, "export_sidecars", export)
    assert main(sidecar_args) == 3
    told = capsys.readouterr().err
    assert "not written: 1.png: it has gone\nnot written: 1000 more\n" in told

"""Pipes, devices and links under names that AgeLens looks for, and surroundings that go away.

Each ends in a sentence or a result within seconds, and nothing outside is changed.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.__main__ import main
from engine.errors import OutputError, UserError
from engine.export import SortSettings, companions, export_sorted
from engine.export.crops import RECORD
from engine.files import opened_ordinary, read_ordinary, replacing
from engine.progress import drain
from engine.project import Project, is_project
from engine.replay.table_reader import Written, written
from engine.store import ModelStore
from tests.engine.export_driver import Stage, face
from training.dataset.sources import open_source
from training.dataset.sources.table import is_own

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such files"),
    pytest.mark.timeout(120),
]
ROOT = Path(__file__).parents[3]
KINDS = ("pipe", "device", "folder", "dangling link", "circle")


def put(path: Path, kind: str) -> Path:
    """Something that is no ordinary file."""
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "folder":
        path.mkdir()
    elif kind == "circle":
        path.symlink_to(path)
    else:
        path.symlink_to(path.parent / "nowhere" / "at all")
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_only_ordinary_files_are_read(tmp_path: Path, kind: str) -> None:
    place = put(tmp_path / "a", kind)
    with pytest.raises(OSError), opened_ordinary(place):  # noqa: PT011 - which one differs
        pass
    (tmp_path / "b").write_bytes(b"123")
    assert read_ordinary(tmp_path / "b", longest=3) == b"123"
    with pytest.raises(OSError, match=r"(?i)too large"):
        read_ordinary(tmp_path / "b", longest=2)


@pytest.mark.parametrize("kind", KINDS)
def test_what_lies_beside_a_file_is_looked_at_with_care(tmp_path: Path, kind: str) -> None:
    """Each place that a reader looks into because of its name alone."""
    table = tmp_path / "t.csv"
    table.write_text("path,age,gender\n")
    put(companions(table)[1], kind)
    assert written(table) == Written()
    assert not is_project(put(tmp_path / "x.agelens", kind))
    assert not is_own(put(tmp_path / "own.csv", kind))
    (tmp_path / "faces").mkdir()
    put(tmp_path / "faces" / "labels.csv", kind)
    with pytest.raises(UserError):
        open_source(tmp_path / "faces", work_dir=tmp_path / "work")
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "labels.csv").write_text("path,age\na.png,3\n")
    put(tmp_path / "set" / "dataset.json", kind)
    with pytest.raises(UserError):
        open_source(tmp_path / "set", work_dir=tmp_path / "work")
    (tmp_path / "models" / "m").mkdir(parents=True)
    put(tmp_path / "models" / "m" / "model.json", kind)
    assert ModelStore([tmp_path / "models"]).models() == ()
    if kind not in ("dangling link", "circle"):
        with pytest.raises(UserError):
            Project.open(tmp_path / "x.agelens")


@pytest.mark.parametrize("kind", KINDS)
def test_the_record_of_crops(tmp_path: Path, kind: str) -> None:
    stage = Stage(tmp_path / "project")
    with stage.project:
        stage.add("a.jpg", face())
        (tmp_path / "out").mkdir()
        put(tmp_path / "out" / RECORD, kind)
        with contextlib.suppress(UserError):
            drain(export_sorted(stage.project, tmp_path / "out", SortSettings(by="gender")))
    assert {path.name for path in tmp_path.iterdir()} == {"out", "project"}


def test_nothing_but_this_module_opens_files_by_itself() -> None:
    """Files that others may have put there are read through ``engine.files`` or ``engine.images``.

    What is left is the program's own, or was looked at before.
    """
    own = {
        "desktop/cli/selftest.py",  # a table that it has just written
        "desktop/crash.py",  # below the user's own folders
        "desktop/help/window.py",
        "desktop/i18n/language.py",
        "desktop/icons.py",
        "desktop/paths.py",
        "desktop/theme.py",
        "desktop/training_addon.py",  # refuses what is no ordinary file itself
        "engine/evaluation/cost.py",  # /proc
        "engine/files.py",
        "engine/images/opening.py",  # looks before it opens
        "engine/report/page.py",  # the package's own
        "engine/store.py",  # a source that was verified, and what it writes
        "training/dataset/cache.py",  # the work folder
        "training/dataset/drawn/demo_set.py",
        "training/dataset/sources/archives.py",  # refuses what is no ordinary file itself
        "training/export.py",
        "training/interrupted_runs.py",
        "training/recalibration.py",
        "training/trainer/checkpoint.py",
        "training/trainer/face_wall.py",
        "training/trainer/start.py",
    }
    plain = re.compile(r'\.read_text\(|\.read_bytes\(|\.open\("rb?"|\.open\(encoding')
    found = {
        path.relative_to(ROOT).as_posix()
        for package in ("engine", "training", "desktop")
        for path in (ROOT / package).rglob("*.py")
        if plain.search(path.read_text(encoding="utf-8"))
    }
    assert found - own == set()


@pytest.mark.parametrize("name", ["t.csv", "t.columns.csv", "t.settings.json"])
def test_a_table_overwrites_nothing_elsewhere(
    models_dir: Path,
    tmp_path: Path,
    make_photo: Callable[..., Path],
    name: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    make_photo(tmp_path / "in" / "a.png")
    precious = tmp_path / "precious.txt"
    precious.write_text("precious")
    (tmp_path / "in" / name).symlink_to(precious)
    table = tmp_path / "in" / "t.csv"
    arguments = ["label", str(tmp_path / "in"), "--models", str(models_dir), "--no-detect"]
    assert main([*arguments, "--out", str(table)]) == 3
    assert "another folder" in capsys.readouterr().err
    assert precious.read_text() == "precious"
    assert (tmp_path / "in" / "t.csv.journal").exists()


def test_a_link_in_the_same_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("former")
    (tmp_path / "link").symlink_to("real")
    with replacing(tmp_path / "link") as file:
        file.write(b"new")
    assert (tmp_path / "real").read_text() == "new"
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "link").symlink_to("../real")
    with pytest.raises(OutputError), replacing(tmp_path / "sub" / "link") as file:
        file.write(b"newer")
    assert (tmp_path / "real").read_text() == "new"


@pytest.mark.skipif(sys.platform != "linux", reason="names are text there")
@pytest.mark.parametrize("given", ["file", "folder"])
def test_a_name_that_is_no_text(
    models_dir: Path, tmp_path: Path, make_photo: Callable[..., Path], given: str
) -> None:
    odd = tmp_path / os.fsdecode(b"dir\xff")
    photo = make_photo(odd / os.fsdecode(b"a\xff.png"))
    path = photo if given == "file" else odd
    arguments = ["label", str(path), "--models", str(models_dir), "--no-detect"]
    assert main([*arguments, "--out", str(tmp_path / "t.csv")]) == 0
    assert "\\udcff" in (tmp_path / "t.settings.json").read_text(encoding="utf-8")


def test_pipes_among_photos_have_their_row(
    models_dir: Path, tmp_path: Path, make_photo: Callable[..., Path]
) -> None:
    make_photo(tmp_path / "in" / "a.png")
    put(tmp_path / "in" / "b.jpg", "pipe")
    put(tmp_path / "in" / "c.jpg", "device")
    arguments = ["label", str(tmp_path / "in"), "--models", str(models_dir), "--no-detect"]
    assert main([*arguments, "--out", str(tmp_path / "t.csv")]) == 0
    rows = (tmp_path / "t.csv").read_text(encoding="utf-8-sig")
    assert rows.count("unreadable") == 2


def test_sidecars_that_could_not_be_written_are_no_success(
    models_dir: Path,
    tmp_path: Path,
    make_photo: Callable[..., Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    photo = make_photo(tmp_path / "in" / "a.png")
    (tmp_path / "in" / "a.png.xmp").mkdir()
    arguments = ["label", str(photo), "--models", str(models_dir), "--no-detect"]
    assert main([*arguments, "--format", "xmp"]) == 3
    assert "1 not written" in capsys.readouterr().err


def test_the_project_of_a_folder_is_no_journal(
    models_dir: Path,
    tmp_path: Path,
    make_photo: Callable[..., Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    make_photo(tmp_path / "in" / "a.png")
    journal = tmp_path / "t.csv.journal"
    Project.open(journal, root=tmp_path / "elsewhere").close()
    before = journal.read_bytes()
    arguments = ["label", str(tmp_path / "in"), "--models", str(models_dir), "--resume"]
    assert main([*arguments, "--out", str(tmp_path / "t.csv")]) == 3
    assert "project of a folder" in capsys.readouterr().err
    assert journal.read_bytes() == before


def test_a_project_that_has_gone_is_a_sentence(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "project")
    with stage.project:
        stage.add("a.jpg", face())
        shutil.rmtree(tmp_path / "project")
        with pytest.raises(UserError):
            list(stage.project.photos())
        with pytest.raises(UserError):
            stage.project.rows(reviewer="Ada")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("command", [["models"], ["selftest", "--no-training"], ["forget"]])
def test_answers_that_cannot_be_written(shipped_model: Path, command: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "desktop", *command],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            cwd=ROOT,
        )
    assert done.returncode == 3
    assert "could not be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_a_current_folder_that_is_gone(tmp_path: Path) -> None:
    code = (
        "import os, sys; gone = sys.argv[1]; os.mkdir(gone); os.chdir(gone); os.rmdir(gone);"
        "from desktop.__main__ import main; sys.exit(main(['models']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "gone")],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 3
    assert "not there any more" in done.stderr
    assert "Traceback" not in done.stderr

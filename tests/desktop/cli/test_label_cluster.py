"""``agelens label --cluster`` through the real ``main``, and in processes that are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.__main__ import main
from engine.project import Project
from tests.desktop.cli.test_processes import wait_until

MakePhoto = Callable[..., Path]


def args(models_dir: Path, *arguments: str | Path) -> list[str]:
    return ["label", *map(str, arguments), "--models", str(models_dir), "--no-detect"]


@pytest.fixture
def photos(tmp_path: Path, make_photo: MakePhoto) -> Path:
    folder = tmp_path / "photos"
    for number in range(12):
        make_photo(folder / f"{number}.png", 300, 200 + number)
    (folder / "copy.png").write_bytes((folder / "3.png").read_bytes())
    (folder / "broken.png").write_bytes(b"broken")
    return folder


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--cluster", "tcp://10.0.0.1:8786"], "Plain TCP to another computer is refused"),
        (["--cluster", "tcp://10.0.0.1:8786"], "In a network that you trust, say --insecure."),
        (["--cluster", "somewhere"], "A cluster's address looks like"),
        (["--cluster", "local", "--workers", "2"], "either --workers or --cluster"),
        (["--insecure"], "--insecure and --send are for a job with --cluster"),
        (["--send"], "--insecure and --send are for a job with --cluster"),
    ],
)
def test_wrong_usage(
    given: list[str],
    said: str,
    models_dir: Path,
    photos: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "t.csv"
    assert main([*args(models_dir, photos), "--out", str(out), *given]) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.glob("t.csv*"))


def test_without_dask_a_sentence_says_what_to_install(
    models_dir: Path,
    photos: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("engine.labelling.cluster.is_installed", lambda: False)
    out = tmp_path / "t.csv"
    assert main([*args(models_dir, photos), "--out", str(out), "--cluster", "local"]) == 3
    told = capsys.readouterr().err
    assert "install agelens[cluster]" in told
    assert "--resume" not in told  # nothing was begun, so nothing goes on
    assert not list(tmp_path.glob("t.csv*"))


def test_a_cluster_that_is_not_there_leaves_nothing_behind(
    models_dir: Path, photos: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("distributed", reason="the cluster needs Dask: agelens[cluster]")
    out = tmp_path / "t.csv"
    given = [*args(models_dir, photos), "--out", str(out), "--cluster", "tls://127.0.0.1:9"]
    assert main(given) == 3
    told = capsys.readouterr().err
    assert "they leave this computer unless those run on it." in told
    assert "needs certificates" in told
    assert "--resume" not in told
    assert not list(tmp_path.glob("t.csv*"))


def test_resuming_a_finished_table_is_said_to_begin_anew(
    models_dir: Path, photos: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [*args(models_dir, photos), "--out", str(tmp_path / "t.csv")]
    assert main(given) == 0
    assert "finished before" not in capsys.readouterr().err
    assert main([*given, "--resume"]) == 0
    assert "This job was finished before" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("relative", [False, True])
def test_the_table_is_the_same_to_the_byte(
    relative: bool,
    models_dir: Path,
    photos: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("distributed", reason="the cluster needs Dask: agelens[cluster]")
    monkeypatch.chdir(tmp_path)
    given = args(models_dir, photos.name if relative else photos, photos / "gone.png")
    assert main([*given, "--out", "one.csv", "--json"]) == 0
    rows = capsys.readouterr().out
    assert main([*given, "--out", "two.csv", "--json", "--cluster", "local:2"]) == 0
    told = capsys.readouterr()
    assert told.out == rows
    assert "leave this computer" not in told.err
    assert (tmp_path / "two.csv").read_bytes() == (tmp_path / "one.csv").read_bytes()
    assert not list(tmp_path.glob("*.journal*"))


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="looks for the processes that are left")
def test_a_killed_client_leaves_no_process_and_resumes_to_the_same_table(
    models_dir: Path, tmp_path: Path, make_photo: MakePhoto
) -> None:
    pytest.importorskip("distributed", reason="the cluster needs Dask: agelens[cluster]")
    folder = tmp_path / "many"
    for number in range(300):
        make_photo(folder / f"{number}.png", 900, 700 + number)
    whole, resumed = tmp_path / "whole.csv", tmp_path / "resumed.csv"
    given = args(models_dir, folder)
    assert main([*given, "--out", str(whole)]) == 0
    journal = tmp_path / "resumed.csv.journal"
    job = subprocess.Popen(
        [sys.executable, "-m", "desktop", *given, "--out", str(resumed), "--cluster", "local:1"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_until(lambda: done_of(journal) >= 3)
    finally:
        os.kill(job.pid, signal.SIGKILL)
        job.wait()
    assert 3 <= done_of(journal) < 300
    wait_until(lambda: not processes_of(str(job.pid)))
    again = subprocess.run(
        [sys.executable, "-m", "desktop", *given, "--out", str(resumed), "--resume"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert again.returncode == 0, again.stderr
    assert "done before" in again.stderr
    assert resumed.read_bytes() == whole.read_bytes()


def done_of(journal: Path) -> int:
    if not journal.exists():
        return 0
    with Project.open(journal, read_only=True) as project:
        return project.counts().done


def processes_of(session: str) -> list[str]:
    """What still runs of a process's session: its dispatcher, and the workers of that."""
    listed = subprocess.run(
        ["ps", "-eo", "sid,pid,args"], capture_output=True, text=True, check=True
    )
    return [line for line in listed.stdout.splitlines() if line.split()[0] == session]

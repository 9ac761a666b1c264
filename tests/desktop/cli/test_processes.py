"""``agelens`` in real processes: what kills, signals and closed pipes leave behind."""

from __future__ import annotations

import csv
import io
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from PIL import Image as PillowImage

from desktop.cli.main import leave_busy_workers
from engine.labelling import workers
from engine.preprocessing import Image
from engine.project import Project

MakePhoto = Callable[..., Path]
DEADLINE_S = 120


def start(*arguments: str, stdout: int = subprocess.DEVNULL) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "desktop", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
    )


def agelens(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "desktop", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
        check=False,
    )


def wait_until(condition: Callable[[], bool]) -> None:
    deadline, pause = time.monotonic() + DEADLINE_S, threading.Event()
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        pause.wait(0.01)


def done_of(journal: Path) -> int:
    """How many photos an unfinished job has on disk."""
    if not journal.exists():
        return 0
    with Project.open(journal, read_only=True) as project:
        return project.counts().done


def test_twenty_broken_files_are_twenty_rows(
    models_dir: Path, tmp_path: Path, make_broken_files: Callable[[Path], list[Path]]
) -> None:
    folder = tmp_path / "broken"
    broken = make_broken_files(folder)
    assert len(broken) >= 20
    out = tmp_path / "t.csv"
    outcome = agelens("label", str(folder), "--out", str(out), "--models", str(models_dir))
    assert outcome.returncode == 0, outcome.stderr
    assert "Traceback" not in outcome.stderr
    with out.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert sorted(Path(row["image_path"]).name for row in table) == sorted(p.name for p in broken)
    assert {row["status"] for row in table} == {"unreadable"}
    for path in broken:
        assert f"unreadable: {path}: " in outcome.stderr


def test_a_command_that_is_missing_and_a_table_that_is_there_are_told(
    models_dir: Path, tmp_path: Path, make_photo: MakePhoto
) -> None:
    outcome = agelens("--out", str(tmp_path / "x.xlsx"))
    assert outcome.returncode == 2
    assert outcome.stderr.startswith("agelens: A command comes first, for instance: agelens label")
    assert not list(tmp_path.glob("x.*"))
    out = tmp_path / "t.csv"
    out.write_text("mine")
    photo = make_photo(tmp_path / "one.png", 64, 48)
    wanted = ("label", str(photo), "--out", str(out), "--models", str(models_dir))
    outcome = agelens(*wanted)
    assert outcome.returncode == 2
    assert "Say --force to replace it" in outcome.stderr
    assert out.read_text() == "mine"
    assert agelens(*wanted, "--force").returncode == 0
    assert "one.png" in out.read_text(encoding="utf-8-sig")


def test_a_killed_job_resumes_to_the_same_table(
    models_dir: Path, tmp_path: Path, make_photo: MakePhoto, astronaut: Image
) -> None:
    folder = tmp_path / "many"
    for number in range(8):
        make_photo(folder / f"{number}.png", 900, 700 + number)
    PillowImage.fromarray(astronaut).save(folder / "face.png")
    (folder / "broken.png").write_bytes(b"broken")
    arguments = ["label", str(folder), "--models", str(models_dir), "--out"]
    whole, resumed = tmp_path / "whole.csv", tmp_path / "resumed.csv"
    assert agelens(*arguments, str(whole)).returncode == 0

    journal = tmp_path / "resumed.csv.journal"
    job = start(*arguments, str(resumed))
    try:
        wait_until(lambda: done_of(journal) >= 3)
    finally:
        os.kill(job.pid, signal.SIGKILL) if os.name == "posix" else job.kill()
        job.communicate()
    done = done_of(journal)
    assert 3 <= done <= 10
    assert not resumed.exists()

    outcome = agelens(*arguments, str(resumed), "--resume")
    assert outcome.returncode == 0, outcome.stderr
    # The broken one is tried again.
    assert re.search(rf"\(({done - 1}|{done}) done before\)", outcome.stderr)
    assert resumed.read_bytes() == whole.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "many",
        "models",
        "resumed.columns.csv",
        "resumed.csv",
        "resumed.settings.json",
        "whole.columns.csv",
        "whole.csv",
        "whole.settings.json",
    ]


@pytest.fixture
def heeded_interrupt() -> Iterator[None]:
    """A shell starts what runs in its background deaf to Ctrl+C, and children inherit that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name != "posix", reason="sends a signal as a terminal does")
@pytest.mark.usefixtures("heeded_interrupt")
def test_ctrl_c_keeps_the_journal(models_dir: Path, tmp_path: Path, make_photo: MakePhoto) -> None:
    folder = tmp_path / "many"
    photo = make_photo(folder / "0.png", 900, 700)
    for number in range(1, 500):  # far more than can be done before the signal, on any machine
        (folder / f"{number}.png").write_bytes(photo.read_bytes() + bytes([number % 256, 1]))
    journal = tmp_path / "t.csv.journal"
    job = start("label", str(folder), "--models", str(models_dir), "--out", str(tmp_path / "t.csv"))
    try:
        wait_until(lambda: done_of(journal) >= 2)
        job.send_signal(signal.SIGINT)
        _, err = job.communicate(timeout=DEADLINE_S)
    finally:
        job.kill()
    assert job.returncode == 130
    assert "with --resume to go on" in err
    assert "Traceback" not in err
    assert journal.exists()
    assert not (tmp_path / "t.csv").exists()


@pytest.mark.skipif(os.name != "posix", reason="closes a pipe as a shell does")
@pytest.mark.parametrize("command", ["models", "label"])
def test_a_reader_that_goes_away(
    models_dir: Path, tmp_path: Path, make_photo: MakePhoto, command: str
) -> None:
    arguments = [command, "--models", str(models_dir)]
    if command == "label":
        arguments += [str(make_photo(tmp_path / "a.png")), "--json", "--no-detect"]
    job = start(*arguments, stdout=subprocess.PIPE)
    assert job.stdout is not None
    job.stdout.close()
    assert job.stderr is not None
    err = job.stderr.read()
    assert job.wait(DEADLINE_S) == 141
    assert "Traceback" not in err
    assert "BrokenPipe" not in err
    job.stderr.close()


def test_libraries_in_c_say_nothing(
    tmp_path: Path, models_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """libtiff complains of flawed pictures by itself, LiteRT tells how it computes."""
    photos = tmp_path / "photos"
    photos.mkdir()
    sound = io.BytesIO()
    PillowImage.new("RGB", (64, 64), (90, 100, 110)).save(sound, "TIFF", compression="tiff_lzw")
    random = Random(1)
    for number in range(12):
        content = bytearray(sound.getvalue())
        for _ in range(12):
            content[random.randrange(8, len(content))] = random.randrange(256)
        (photos / f"{number}.tif").write_bytes(content)
    command = ["label", str(photos), "--models", str(models_dir), "--out", str(tmp_path / "t.csv")]
    ours = re.compile(r"(unreadable|skipped): |\d+ of \d+ photos|\d+ photos: ")
    told = agelens(*command, "--no-detect").stderr.splitlines()
    assert [line for line in told if not ours.match(line)] == []
    assert sum("unreadable" in line for line in told) > 3
    monkeypatch.setenv("AGELENS_NATIVE_LOG", "1")
    loud = agelens(*command, "--no-detect").stderr.splitlines()
    assert [line for line in loud if not ours.match(line)] != []


@pytest.mark.parametrize("busy", [False, True])
def test_a_worker_that_is_still_in_a_photo_is_left_without_a_crash(
    busy: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The interpreter must not be taken down under a network that computes in a thread."""
    ended: list[int] = []
    monkeypatch.setattr("os._exit", ended.append)
    done = threading.Event()
    name = "labelling 0" if busy else "something else"
    thread = threading.Thread(target=done.wait, name=name, daemon=True)
    thread.start()
    try:
        assert workers.left_behind() is busy
        leave_busy_workers(130)
    finally:
        done.set()
        thread.join()
    assert ended == ([130] if busy else [])
    assert not workers.left_behind()

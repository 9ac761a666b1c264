"""Kill -9 at random moments of ``agelens label``: no result lost, none twice, the same table.

A few rounds in the test suite; the environment variable ``AGELENS_KILLS=100`` makes it a hundred,
then ``python -m pytest tests/desktop/cli/test_label_kills.py``.
"""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.project import Project

ROUNDS = int(os.environ.get("AGELENS_KILLS", "4"))
DEADLINE_S = 300


def start(folder: Path, models_dir: Path, out: Path) -> subprocess.Popen[bytes]:
    arguments = ["label", str(folder), "--recursive", "--models", str(models_dir), "--no-detect"]
    return subprocess.Popen(
        [sys.executable, "-m", "desktop", *arguments, "--out", str(out), "--resume"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.fixture
def folder(tmp_path: Path, make_photo: Callable[..., Path]) -> Path:
    """A folder of 60: photos of two sizes, identical ones, broken ones."""
    folder = tmp_path / "photos"
    for number in range(45):
        make_photo(folder / f"{number % 5}" / f"{number}.png", 600 + number, 500)
    for number in range(10):
        source = folder / f"{number % 5}" / f"{number}.png"
        (folder / f"copy {number}.png").write_bytes(source.read_bytes())
    for number in range(5):
        (folder / f"broken {number}.jpg").write_bytes(b"\xff\xd8\xff" + bytes(number))
    return folder


@pytest.mark.slow
@pytest.mark.timeout(60 + 30 * ROUNDS)
def test_killed_at_random_and_resumed(folder: Path, models_dir: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole.csv"
    first = start(folder, models_dir, whole)
    begun = at_work(first, whole)
    assert first.wait(DEADLINE_S) == 0
    lasts = time.monotonic() - begun
    expected = whole.read_bytes()
    chance = random.Random(20261124)
    caught: Counter[str] = Counter()
    for number in range(ROUNDS):
        out = tmp_path / f"{number}.csv"
        job = start(folder, models_dir, out)
        at_work(job, out)
        try:
            job.wait(chance.uniform(0, 1.1) * lasts)
        except subprocess.TimeoutExpired:
            job.kill()
        job.wait()
        journal = out.with_name(out.name + ".journal")
        kept = done_of(journal) if journal.exists() else {}
        caught["midway" if 0 < len(kept) < 60 else "before" if not kept else "after"] += 1
        assert start(folder, models_dir, out).wait(DEADLINE_S) == 0
        assert out.read_bytes() == expected, f"round {number} differs"
        assert not list(tmp_path.glob(f"{number}.csv?*")), "something was left behind"
    with whole.open(encoding="utf-8-sig", newline="") as file:
        paths = [row["image_path"] for row in csv.DictReader(file)]
    assert len(paths) == len(set(paths)) == 60
    if ROUNDS >= 20:
        assert caught["midway"] >= ROUNDS // 5, caught


def at_work(job: subprocess.Popen[bytes], out: Path) -> float:
    """Wait until a job keeps what is done; returns the time. Imports take longer than the job."""
    journal = out.with_name(out.name + ".journal")
    while not journal.exists() and job.poll() is None:
        time.sleep(0.005)
    return time.monotonic()


def done_of(journal: Path) -> dict[int, str]:
    """What a killed job left: a sound project, whatever the moment."""
    with Project.open(journal) as project, project.database.reading() as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found = db.execute("SELECT id, status FROM photos WHERE status <> 'pending'")
        return dict(found.fetchall())

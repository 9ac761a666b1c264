"""Kill -9 at random moments: what was said is kept, and what is done again ends as if never killed.

A few rounds of each in the test suite; ``AGELENS_KILLS=50 python -m pytest tests/test_kills.py``
makes it fifty. ``agelens label`` has its own, in ``tests/desktop/cli/test_label_kills.py``.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.export.crops import RECORD
from engine.predictor import Predictor
from engine.project import HumanLabel, Project
from engine.store import ModelStore
from tests.engine.export_driver import Stage, face, save_picture
from tests.training.run_driver import make_data
from tests.training.small_networks import small_networks, small_networks_in_children

__all__ = ["small_networks", "small_networks_in_children"]  # fixtures

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system knows no kill -9"),
]
ROOT = Path(__file__).parents[1]
ROUNDS = int(os.environ.get("AGELENS_KILLS", "2"))
FACES = 120
DEADLINE_S = 300

_BEGIN = """
import sys
from pathlib import Path
from engine.export import SortSettings, export_csv, export_sidecars, export_sorted
from engine.progress import drain
from engine.project import HumanLabel, Project

project = Project.open(Path(sys.argv[1]))
out = Path(sys.argv[2])
print("begun", flush=True)
"""
_REVIEW = """
faces = [face.face_id for photo in project.photos() for face in photo.faces]
for number in range(int(out.name), len(faces)):
    gender = "male" if number % 3 else "female"
    project.set_label(
        faces[number],
        HumanLabel(
            verdict="corrected", reviewer="Ada", reviewed_at="2026-01-31T12:00:00Z",
            age_years=20 + number % 50, gender=gender,
        ),
    )
    print(number, flush=True)
"""
_EXPORTS = {
    "crops": 'drain(export_sorted(project, out, SortSettings(by="gender")))',
    "sidecars": "drain(export_sidecars(project, into=out))",
    "table": "out.mkdir(exist_ok=True); drain(export_csv(project, out / 't.csv'))",
}


class Moments:
    """When to kill: evenly over the time that a job takes by itself, a little more at the end."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self.lasts_s = 0.0
        self.midway = 0

    def run(self, code: str, *arguments: object, kill: bool) -> list[str]:
        """The lines that the job said after its start, killed or not."""
        with subprocess.Popen(
            [sys.executable, "-c", _BEGIN + code, *map(str, arguments)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        ) as job:
            assert job.stdout is not None
            assert job.stdout.readline() == "begun\n"
            begun = time.monotonic()
            if kill:
                time.sleep(self._chance.uniform(0, 1.1) * self.lasts_s)
                job.kill()
            lines = job.stdout.read().splitlines()
            status = job.wait(DEADLINE_S)
            if kill:
                self.midway += status != 0
            else:
                assert status == 0
                self.lasts_s = self.lasts_s or time.monotonic() - begun
        # The last line may have been cut off.
        return lines

    def check(self) -> None:
        """Fail if hardly any job was still at work when it was killed."""
        if ROUNDS >= 20:
            assert self.midway >= ROUNDS // 2


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of 40 photos with three faces each."""
    stage = Stage(tmp_path / "original")
    with stage.project:
        for number in range(FACES // 3):
            pixels = np.random.default_rng(number).integers(0, 256, (240, 320, 3), np.uint8)
            save_picture(stage.photos / f"{number % 4}" / f"{number}.jpg", pixels)
            faces = [face(10 + 90 * place, 20 + number, 60, 70, female=0.95) for place in range(3)]
            stage.add(f"{number % 4}/{number}.jpg", *faces, size=(320, 240), write=False)
    return stage.project.path


def copy_of(project: Path, folder: Path) -> Path:
    """The same project once more, of the same photos."""
    folder.mkdir()
    return Path(shutil.copy2(project, folder / project.name))


def said(project: Path) -> list[object]:
    """Every face and all that was said of it."""
    with Project.open(project, read_only=True) as opened, opened.database.reading() as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        labels = db.execute("SELECT * FROM labels ORDER BY face, reviewer").fetchall()
        edits = db.execute("SELECT face, what, before, after FROM edits ORDER BY id").fetchall()
        return [list(opened.photos()), labels, edits]


def contents(folder: Path) -> dict[str, object]:
    """Each file below a folder; of the record of crops that it is there, of settings the hash."""
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.name.endswith(".settings.json"):
            found[name] = json.loads(path.read_bytes())["table"]
        elif path.is_file():
            found[name] = b"" if path.name == RECORD else path.read_bytes()
    return found


@pytest.mark.timeout(120 + 30 * ROUNDS)
def test_review(project: Path, tmp_path: Path) -> None:
    moments = Moments(1)
    whole = copy_of(project, tmp_path / "whole")
    assert len(moments.run(_REVIEW, whole, 0, kill=False)) == FACES
    expected = said(whole)
    for number in range(ROUNDS):
        killed = copy_of(project, tmp_path / f"{number}")
        acknowledged = moments.run(_REVIEW, killed, 0, kill=True)
        with Project.open(killed, read_only=True) as opened, opened.database.reading() as db:
            (kept,) = db.execute("SELECT count(*) FROM labels").fetchone()
        # One label may have been written, and not yet acknowledged.
        assert len(acknowledged) <= kept <= len(acknowledged) + 1
        moments.run(_REVIEW, killed, kept, kill=False)
        assert said(killed) == expected
    moments.check()


def all_male(project: Path) -> None:
    """Somebody corrects every face: sorted by gender, every crop then has another place."""
    with Project.open(project) as opened:
        for photo in list(opened.photos()):
            for entry in photo.faces:
                label = HumanLabel(
                    verdict="corrected",
                    reviewer="Ada",
                    reviewed_at="2026-01-31T12:00:00Z",
                    gender="male",
                )
                opened.set_label(entry.face_id, label)


@pytest.mark.timeout(120 + 30 * ROUNDS)
@pytest.mark.parametrize("kind", list(_EXPORTS))
def test_exports(project: Path, tmp_path: Path, kind: str) -> None:
    """Killed, then done again after every label has changed."""
    code, moments = _EXPORTS[kind], Moments(2)
    moments.run(code, project, tmp_path / "first", kill=False)
    before = contents(tmp_path / "first")
    corrected = copy_of(project, tmp_path / "corrected")
    with Project.open(corrected) as opened:
        opened.move_root(project.parent / "photos")
    all_male(corrected)
    moments.run(code, corrected, tmp_path / "first", kill=False)
    after = contents(tmp_path / "first")
    assert after != before
    for number in range(ROUNDS):
        out = tmp_path / f"out {number}"
        moments.run(code, project, out, kill=True)
        again = project if number % 2 else corrected
        moments.run(code, again, out, kill=False)
        assert contents(out) == (before if number % 2 else after), f"round {number}"
    moments.check()


_TRAIN = """
import sys
from tests.training.small_networks import make_small
from desktop.__main__ import main

make_small()
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.timeout(200 + 120 * ROUNDS)
@pytest.mark.usefixtures("small_networks")
def test_training(tmp_path: Path) -> None:
    """Killed in any epoch but the first, and resumed: the same weights as in one go."""
    make_data(tmp_path / "data", count=40)
    command = ["train", "--data", str(tmp_path / "data"), "--architecture", "combined"]
    command += ["--epochs", "4", "--limit", "40", "--batch-size", "4"]

    def job(place: Path, *more: str) -> subprocess.Popen[str]:
        folders = ["--out", str(place / "models"), "--cache", str(place / "work")]
        return subprocess.Popen(
            [sys.executable, "-c", _TRAIN, *command, *folders, *more],
            env={**os.environ, "PYTHONPATH": str(ROOT), "TF_CPP_MIN_LOG_LEVEL": "3"},
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )

    def predictions(place: Path) -> NDArray[np.float64]:
        predictor = Predictor(*ModelStore([place / "models"]).open("combined"))
        chips = np.random.default_rng(0).integers(0, 256, (8, 32, 32, 3), np.uint8)
        found = predictor.predict(chips)
        return np.array([(one.age_years, one.female_score) for one in found])

    with job(tmp_path / "whole") as whole:
        epoch_s = _epoch_s(whole)
        assert whole.wait(DEADLINE_S) == 0
    expected = predictions(tmp_path / "whole")
    chance = random.Random(3)
    for number in range(max(ROUNDS // 4, 1) if ROUNDS < 20 else ROUNDS):
        place = tmp_path / f"{number}"
        with job(place) as killed:
            _after_epoch(killed, 1)
            time.sleep(chance.uniform(0, 3.3) * epoch_s)
            killed.kill()
        with job(place, "--resume") as resumed:
            _, told = resumed.communicate(timeout=DEADLINE_S)
        assert resumed.returncode == 0, told
        assert not (place / "work" / "libraries").exists()
        np.testing.assert_allclose(predictions(place), expected, rtol=1e-3)
        shutil.rmtree(place)


def _after_epoch(job: subprocess.Popen[str], number: int) -> None:
    assert job.stderr is not None
    for line in job.stderr:
        if line.startswith(f"combined, epoch {number}:"):
            return
    raise AssertionError("The run ended before this epoch.")


def _epoch_s(job: subprocess.Popen[str]) -> float:
    """How long an epoch takes, measured between two of them."""
    _after_epoch(job, 2)
    begun = time.monotonic()
    _after_epoch(job, 3)
    lasts = time.monotonic() - begun
    assert job.stderr is not None
    job.stderr.read()
    return lasts

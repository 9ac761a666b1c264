"""What the user has elsewhere does not matter: settings of other programs, homes, locales.

Every command ends well in each of these surroundings, or with a sentence where it has to write into
a home that cannot be written.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

MakePhoto = Callable[..., Path]
REPOSITORY = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the places are those of Linux")

# Python runs this at the start of each process.
_SITE = """
import os, sys

full = os.environ.get("FULL_FOR_TESTS")
if full:
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT

    def refuse(event, args):
        if event == "open":
            wanted = args[2] is not None and args[2] & writing
        else:
            wanted = event in ("os.mkdir", "sqlite3.connect")
        if wanted and isinstance(args[0], str) and os.path.abspath(args[0]).startswith(full):
            raise OSError(28, os.strerror(28), args[0])

    sys.addaudithook(refuse)
if os.environ.get("FEW_FACES_FOR_TESTS"):
    from dataclasses import replace

    from engine import layer_tables as tables
    from training.dataset import sources

    sources.DEMO_COUNT = 60
    tables.COMBINED = replace(tables.COMBINED, input_px=32, filters=(8, 16), dense=16)
    assert "keras" not in sys.modules, "what is tested is how the program imports it"
"""

_WINDOW = """
import json, sys
from PySide6.QtCore import QTimer
from desktop.__main__ import main
from desktop.application import Application

start = Application.start

def look(self, photos):
    told = []
    self.messages.problem.connect(lambda problem: told.append(problem.sentence))
    start(self, photos)

    def end():
        if self.context.session.state == "loading" or self.context.lanes.model.busy:
            return
        if self.photo_tab.photos.rowCount():
            names = [entry.name for entry in self.photo_tab.photos.entries]
            print("FOUND" + json.dumps([self.photo_tab.work.bar.name, names, told]))
            self.window.close()

    timer = QTimer(self, interval=20)
    timer.timeout.connect(end)
    timer.start()

Application.start = look
sys.exit(main())
"""

UNWRITABLE = ("nowhere", "file", "system", "full")
LOCALES: Mapping[str, Mapping[str, str]] = {
    "C": {"LC_ALL": "C", "LANG": "C"},
    "POSIX": {"LC_ALL": "POSIX"},
    "ASCII": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "ASCII streams": {"PYTHONIOENCODING": "ascii"},
    "Latin-1": {"LC_ALL": "en_US.ISO-8859-1", "PYTHONUTF8": "0"},
    "KOI8-R": {"LC_ALL": "ru_RU.KOI8-R", "PYTHONUTF8": "0"},
}


def each(names: Iterable[str], *, quick: Collection[str]) -> list[Any]:
    """All of them; those that are not ``quick`` to try are left out of a quick run."""
    marks = {True: (), False: (pytest.mark.slow,)}
    return [pytest.param(name, marks=marks[name in quick]) for name in names]


class Surroundings:
    """A user with a home, a photo, and what else there is around the program."""

    def __init__(self, folder: Path, models: Path) -> None:
        self.folder, self.models = folder, models
        self.home = folder / "home"
        self.more: dict[str, str] = {"FEW_FACES_FOR_TESTS": "", "FULL_FOR_TESTS": ""}
        (folder / "site").mkdir()
        (folder / "site" / "sitecustomize.py").write_text(_SITE)
        self.home.mkdir()

    def foreign_keras(self, backend: str) -> None:
        """Other programs want this backend: they say so in the environment and, if any, at home."""
        self.more["KERAS_BACKEND"] = backend
        if self.home != self.folder / "home" or not self.home.is_dir():
            return
        (self.home / ".keras").mkdir()
        settings = {"backend": backend, "floatx": "float64", "image_data_format": "channels_first"}
        (self.home / ".keras" / "keras.json").write_text(json.dumps(settings))

    def unwritable_home(self, kind: str) -> None:
        """One that not even root can write to."""
        if kind == "full":
            self.more["FULL_FOR_TESTS"] = str(self.home)
            return
        self.home.rmdir()
        if kind == "file":
            self.home.write_text("no folder")
        elif kind == "system":
            self.home = Path("/proc")
        else:
            self.home = Path("/proc/nowhere/at/all")

    def locale(self, name: str) -> None:
        wanted = LOCALES[name]
        language, _, charmap = wanted.get("LC_ALL", "").partition(".")
        if charmap:
            made = self.folder / "locales"
            made.mkdir()
            tool = shutil.which("localedef")
            command = [tool or "", "-i", language, "-f", charmap, str(made / wanted["LC_ALL"])]
            if tool is None or subprocess.run(command, capture_output=True, check=False).returncode:
                pytest.skip("this system cannot make such a locale")
            self.more["LOCPATH"] = str(made)
        self.more |= wanted

    def run(self, *arguments: str | Path, code: str = "") -> subprocess.CompletedProcess[str]:
        """``agelens`` with these arguments, or ``code`` in its place."""
        environment = {key: value for key, value in os.environ.items() if key[:4] != "XDG_"}
        for name in ("LC_ALL", "LANG", "PYTHONUTF8", "PYTHONSAFEPATH", "KERAS_BACKEND"):
            environment.pop(name, None)
        done = subprocess.run(
            [sys.executable, *(["-c", code] if code else ["-m", "desktop"]), *map(str, arguments)],
            env={
                **environment,
                "LANG": "C.UTF-8",
                "LANGUAGE": "en",
                "HOME": str(self.home),
                "PYTHONPATH": os.pathsep.join([str(self.folder / "site"), str(REPOSITORY)]),
                "QT_QPA_PLATFORM": "offscreen",
                "TF_CPP_MIN_LOG_LEVEL": "3",
                **self.more,
            },
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="backslashreplace",
            timeout=280,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def label(self, photo: Path) -> str:
        """Label the folder of a photo; returns the path that the table names."""
        table = self.folder / "таблица 🙂.csv"
        models = ["--models", self.models, "--no-detect"]
        done = self.run("label", photo.parent, "--out", table, *models)
        assert done.returncode == 0, done.stderr
        with table.open(encoding="utf-8-sig", newline="") as file:
            (row,) = csv.DictReader(file)
        assert row["status"] == "ok"
        again = self.run("replay", table, "--models", self.models)
        assert (again.returncode, again.stdout[:9]) == (0, "identical"), again.stderr
        return row["image_path"]

    def train(self, *places: str | Path) -> subprocess.CompletedProcess[str]:
        """Train a network on a few drawn faces."""
        self.more["FEW_FACES_FOR_TESTS"] = "1"
        given = ["--data", "drawn", "--epochs", "1", "--architecture", "combined"]
        return self.run("train", *given, *places)


@pytest.fixture
def here(tmp_path: Path, models_dir: Path) -> Surroundings:
    return Surroundings(tmp_path, models_dir)


@pytest.fixture
def photo(tmp_path: Path, make_photo: MakePhoto) -> Path:
    return make_photo(tmp_path / "фото 🙂" / "größe лицо 🙂.png")


def look(here: Surroundings, photo: Path) -> None:
    """Open the window on a photo: it is shown, and nobody is told of any problem."""
    done = here.run(photo, code=_WINDOW)
    assert done.returncode == 0, done.stderr
    line = next(line for line in done.stdout.splitlines() if line.startswith("FOUND"))
    assert json.loads(line.removeprefix("FOUND")) == [photo.name, [photo.name], []]


def use(here: Surroundings, photo: Path) -> None:
    """All that takes seconds: a table, the list of models, the self-test and the window."""
    assert here.label(photo) == str(photo)
    assert here.run("models", "--models", here.models).returncode == 0
    done = here.run("selftest", "--no-training")
    assert done.returncode == 0, done.stdout + done.stderr
    look(here, photo)


@pytest.mark.parametrize("name", each(LOCALES, quick=("ASCII", "Latin-1")))
def test_a_locale_that_cannot_hold_the_path(
    here: Surroundings, shipped_model: Path, photo: Path, name: str
) -> None:
    """The table is UTF-8 all the same, with the very names, and checked again from there."""
    here.locale(name)
    use(here, photo)
    done = here.run("label", photo, "--json", "--no-detect", "--models", here.models)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["image_path"] == str(photo)


@pytest.mark.parametrize("kind", each(UNWRITABLE, quick=("full",)))
def test_a_home_that_cannot_be_written(
    here: Surroundings, shipped_model: Path, photo: Path, kind: str
) -> None:
    here.unwritable_home(kind)
    use(here, photo)
    done = here.run("label", photo, "--json", "--no-detect", "--models", here.models)
    assert done.returncode == 3
    assert "What is done cannot be kept here" in done.stderr
    assert str(here.home) in done.stderr


@pytest.mark.parametrize("backend", each(("jax", "torch", "nonsense", ""), quick=("nonsense",)))
def test_the_keras_of_other_programs(
    here: Surroundings, shipped_model: Path, photo: Path, backend: str
) -> None:
    here.foreign_keras(backend)
    use(here, photo)


@pytest.mark.slow
def test_a_training_beside_the_keras_of_other_programs(here: Surroundings) -> None:
    here.foreign_keras("torch")
    done = here.train("--cache", here.folder / "cache", "--out", here.folder / "trained")
    assert done.returncode == 0, done.stderr
    _is_ours(here.folder / "trained", done.stderr, backend="torch")
    kept = json.loads((here.home / ".keras" / "keras.json").read_text())
    assert kept["floatx"] == "float64", "it is the user's"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "backend"), list(zip(UNWRITABLE, ("torch", "nonsense", "", "nonsense"), strict=True))
)
def test_a_training_without_a_home_in_a_locale_of_ascii(
    here: Surroundings, kind: str, backend: str
) -> None:
    here.unwritable_home(kind)
    here.foreign_keras(backend)
    here.locale("ASCII")
    done = here.train()
    assert done.returncode == 3
    assert str(here.home) in done.stderr
    trained = here.folder / "сети 🙂"
    done = here.train("--cache", here.folder / "кэш 🙂", "--out", trained)
    assert done.returncode == 0, done.stderr
    _is_ours(trained, done.stderr, backend=backend)


def _is_ours(trained: Path, told: str, *, backend: str) -> None:
    """A model was made with TensorFlow, and another wish was answered if it was one."""
    model = json.loads((trained / "combined" / "model.json").read_text("utf-8"))
    assert model["versions"]["backend"] == "tensorflow"
    refused = f"KERAS_BACKEND asks for {backend!r}, which is not installed" in told
    assert refused == bool(backend)


@pytest.mark.slow
def test_the_self_test_trains_in_all_of_them_at_once(
    here: Surroundings, shipped_model: Path
) -> None:
    here.foreign_keras("torch")
    here.unwritable_home("full")
    here.locale("ASCII")
    done = here.run("selftest")
    assert done.returncode == 0, done.stdout + done.stderr

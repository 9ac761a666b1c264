"""Odd places to start in: the window opens each time, with a sentence at most."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

WritePhoto = Callable[..., Path]

_START = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop import application
from desktop.application import Application
from engine import store

oddity = sys.argv[1]
if oddity == "full disk":
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
if oddity == "no models":
    store.shipped_models_dir = lambda: Path(sys.argv[2]).parent / "no-models"
start = Application.start

def look(self, photos):
    told, said = [], []
    self.messages.problem.connect(lambda problem: told.append(problem.sentence))
    self.messages.status.connect(said.append)
    start(self, photos)
    shown = self.window.isVisible()
    def end():
        if self.context.session.state == "loading" or self.context.lanes.model.busy:
            return
        if not self.photo_tab.photos.rowCount():
            return
        size = self.window.size()
        print("FOUND" + json.dumps({
            "shown": shown, "told": told, "said": said, "state": self.context.session.state,
            "photos": self.photo_tab.photos.rowCount(), "size": [size.width(), size.height()],
            "scale": self.window.devicePixelRatioF(),
            "tabs": [self.window.tabs.tabText(n) for n in range(4)],
        }))
        self.window.close()
    timer = QTimer(self, interval=20)
    timer.timeout.connect(end)
    timer.start()

Application.start = look
sys.exit(application.run([Path(sys.argv[2])]))
"""


@dataclass(frozen=True, slots=True)
class Found:
    """What a start came to."""

    shown: bool
    told: list[str]
    said: list[str]
    state: str
    photos: int
    size: list[int]
    scale: float
    tabs: list[str]


def begin(home: Path, photo: Path, *, oddity: str = "", **environment: str) -> Found:
    """Start the real program with ``home`` as the user's own folder; close it once it is calm."""
    places = {
        name: str(home / folder)
        for name, folder in (
            ("HOME", ""),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_STATE_HOME", "state"),
        )
    }
    language = {"LC_ALL": "C.UTF-8", "LANGUAGE": "en"}
    done = subprocess.run(
        [sys.executable, "-c", _START, oddity, str(photo)],
        env={**os.environ, **places, **language, "QT_QPA_PLATFORM": "offscreen", **environment},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    line = next(line for line in done.stdout.splitlines() if line.startswith("FOUND"))
    return Found(**json.loads(line.removeprefix("FOUND")))


@pytest.fixture
def photo(write_photo: WritePhoto) -> Path:
    return write_photo("one.jpg")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the places are those of Linux")


def test_a_broken_settings_file_is_one_sentence(home: Path, photo: Path) -> None:
    settings = home / "config" / "AgeLens" / "settings.ini"
    settings.parent.mkdir(parents=True)
    settings.write_bytes(b"\xff\xfe\x00garbage\x00[[[\x00")
    found = begin(home, photo)
    assert found.shown
    assert found.told == []
    assert [text for text in found.said if "settings" in text] == [
        "The settings could not be read, so AgeLens is using the default ones."
    ]
    assert found.photos == 1
    again = begin(home, photo)
    assert not [text for text in again.said if "settings" in text], "once is enough"


def test_a_home_that_cannot_be_written(tmp_path: Path, photo: Path) -> None:
    """A file in the place of the home folder: not even root can write below it."""
    home = tmp_path / "home"
    home.write_text("no folder")
    found = begin(home, photo)
    assert found.shown
    assert found.told == []
    assert found.state == "ready"
    assert found.photos == 1


def test_a_full_disk(home: Path, photo: Path) -> None:
    found = begin(home, photo, oddity="full disk")
    assert found.shown
    assert found.told == []
    assert found.photos == 1


def test_no_models_are_one_sentence(home: Path, photo: Path) -> None:
    found = begin(home, photo, oddity="no models")
    assert found.shown
    assert found.state == "missing"
    assert len(found.told) == 1
    assert "No model is installed" in found.told[0]
    assert found.photos == 1, "photos are shown all the same"


@pytest.mark.parametrize(
    ("wish", "scale", "tabs"),
    [
        ("de", 1.0, ["Photos", "Folder", "Webcam", "Training"]),
        ("ru", 1.0, ["Фото", "Папка", "Веб-камера", "Обучение"]),
        ("kk", 2.0, ["Фото", "Бума", "Веб-камера", "Оқыту"]),
    ],
)
def test_the_first_start_speaks_the_language_of_the_system_at_its_scale(
    home: Path, photo: Path, wish: str, scale: float, tabs: list[str]
) -> None:
    surroundings = {"LC_ALL": f"{wish}_XX.UTF-8", "LANGUAGE": wish, "QT_SCALE_FACTOR": f"{scale}"}
    found = begin(home, photo, **surroundings)
    assert found.shown
    assert found.told == []
    assert found.scale == scale
    assert found.tabs == tabs

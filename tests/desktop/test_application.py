"""The whole program: starts without heavy imports, closes while busy, survives what is broken."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop import application as app
from desktop.application import spare_collections
from tests.desktop.conftest import FACES, MakeRig, Rig

WritePhoto = Callable[..., Path]

_START = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop import application, paths
from desktop.application import Application
from desktop.settings import Settings

folder = Path(sys.argv[1])
paths.log_file = lambda: folder / "logs" / "agelens.log"
paths.settings_file = lambda: folder / "settings.ini"
paths.user_models_dir = lambda: folder / "models"
start = Application.start

def look(self, photos):
    heavy = {"tensorflow", "keras", "numpy", "cv2", "PIL", "ai_edge_litert"}
    assert not heavy & set(sys.modules), heavy & set(sys.modules)
    start(self, photos)
    assert self.window.isVisible()
    assert not heavy & set(sys.modules), heavy & set(sys.modules)
    def end():
        if self.context.session.state != "loading" and not self.context.lanes.model.busy:
            assert not {"tensorflow", "keras"} & set(sys.modules)
            print("photos", self.photo_tab.photos.rowCount())
            self.window.close()
    timer = QTimer(self, interval=20)
    timer.timeout.connect(end)
    timer.start()

Application.start = look
sys.exit(application.run([Path(name) for name in sys.argv[2:]]))
"""


def test_the_window_starts_without_heavy_imports(tmp_path: Path, write_photo: WritePhoto) -> None:
    photo = write_photo("one.jpg")
    done = subprocess.run(
        [sys.executable, "-c", _START, str(tmp_path), str(photo)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("photos 1")
    log = (tmp_path / "logs" / "agelens.log").read_text("utf-8")
    assert "AgeLens" in log
    assert (tmp_path / "settings.ini").exists()


def test_closing_while_busy_is_quick_and_leaves_no_thread(
    rig: Rig, write_photo: WritePhoto, tmp_path: Path
) -> None:
    paths = [write_photo(f"{n}.jpg") for n in range(40)]
    rig.pipeline.gate.clear()
    rig.tab.open_paths(paths)
    rig.qtbot.waitUntil(rig.pipeline.entered.is_set)
    rig.dialogs.answer = [tmp_path / "table.csv"]
    rig.tab.menu_actions.save_table.trigger()
    answers: list[object] = []
    rig.tab.loader.answered.connect(lambda *args: answers.append(args))
    threading.Timer(0.2, rig.pipeline.gate.set).start()
    begun = time.perf_counter()
    rig.window.close()
    rig.desktop.close()
    assert time.perf_counter() - begun < 3.0
    assert rig.pipeline.seen == [str(paths[0])]  # what ran was finished, nothing else begun
    assert not answers
    assert not [t for t in threading.enumerate() if t.name == "model lane"]
    assert not (tmp_path / "table.csv").exists()
    assert not rig.recorder.problems


def test_closing_before_the_model_is_loaded(make_rig: MakeRig, write_photo: WritePhoto) -> None:
    rig = make_rig(load=False)
    rig.desktop.start([write_photo("one.jpg")])
    rig.desktop.close()
    assert not [t for t in threading.enumerate() if t.name == "model lane"]


def test_closing_with_no_event_loop_turn(make_rig: MakeRig) -> None:
    make_rig(load=False).desktop.close()


def test_start_on_photos(make_rig: MakeRig, write_photo: WritePhoto) -> None:
    rig = make_rig(load=False)
    rig.desktop.start([write_photo("1.jpg"), write_photo("2.jpg")])
    rig.qtbot.waitUntil(lambda: rig.view.faces == FACES)
    assert rig.tab.photos.rowCount() == 2


def test_the_store_must_be_the_programs_own(qapp: QApplication) -> None:
    with pytest.raises(TypeError, match="Not a model store"):
        app.open_pipeline(object(), "combined")  # type: ignore[arg-type]


def test_collections_of_garbage_pass_over_what_has_been_loaded(rig: Rig) -> None:
    before = gc.get_freeze_count()  # what was there before the first test
    spare_collections(rig.desktop)
    tab = rig.desktop.webcam_tab
    try:
        rig.window.tabs.setCurrentWidget(tab)
        rig.qtbot.waitUntil(lambda: tab.is_built, timeout=20_000)
        assert gc.get_freeze_count() > before + 1000
    finally:
        gc.unfreeze()
        gc.collect()
        gc.freeze()

"""The window never freezes: the longest gap between two turns of its event loop, measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import application as desktop_app
from desktop.application import Application
from desktop.settings import Settings
from engine.preprocessing import Image
from engine.store import ModelStore, shipped_models_dir

LONGEST_MS = 50.0
# This machine may be busy with something else; the window is innocent if one run of these is calm.
RUNS = 4


class Pulse:
    """A 5 ms timer that remembers the longest wait between two of its ticks."""

    def __init__(self) -> None:
        self.longest_ms = 0.0
        self.ticks = 0
        self._clock = QElapsedTimer()
        self._timer = QTimer(interval=5, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def __enter__(self) -> Pulse:
        self._clock.start()
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.stop()

    def _tick(self) -> None:
        self.ticks += 1
        self.longest_ms = max(self.longest_ms, self._clock.nsecsElapsed() / 1e6)
        self._clock.restart()


@pytest.fixture
def large_photos(astronaut: Image, tmp_path: Path) -> list[Path]:
    """Photos of 12 megapixels: portraits side by side."""
    row = np.concatenate([astronaut, astronaut[:, ::-1]], axis=1)
    large = cv2.resize(np.concatenate([row, row], axis=0), (4000, 3000))
    paths = [tmp_path / f"large {number}.jpg" for number in range(RUNS)]
    for path in paths:
        cv2.imwrite(str(path), cv2.cvtColor(large, cv2.COLOR_RGB2BGR))
    return paths


@pytest.fixture
def window(
    qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[[], Application]]:
    """The real window on the real engine; with the shipped weights where there are any."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    shipped = shipped_models_dir()
    has_weights = (shipped / "combined").is_dir()
    store = ModelStore([shipped]) if has_weights else request.getfixturevalue("tiny_store")
    desktop = Application(
        app,
        settings=Settings(tmp_path / "settings.ini"),
        log_file=tmp_path / "agelens.log",
        open_store=lambda: store,
        open_pipeline=desktop_app.open_pipeline,
    )

    def start() -> Application:
        with qtbot.waitSignal(desktop.context.session.model_changed, timeout=60_000):
            desktop.start()
        qtbot.waitUntil(lambda: not desktop.context.lanes.model.busy)
        return desktop

    yield start
    desktop.close()


@pytest.mark.timed
@pytest.mark.slow
def test_analysing_12_megapixels_never_stalls_the_window(
    qtbot: QtBot, window: Callable[[], Application], large_photos: list[Path]
) -> None:
    desktop = window()
    longest: list[float] = []
    for path in large_photos:
        with Pulse() as pulse:
            desktop.photo_tab.open_paths([path])
            qtbot.waitUntil(lambda: not desktop.context.lanes.model.busy, timeout=60_000)
        assert len(desktop.photo_tab.work.view.faces) == 4
        assert pulse.ticks > 3
        longest.append(round(pulse.longest_ms, 1))
        if pulse.longest_ms <= LONGEST_MS:
            break
    assert min(longest) <= LONGEST_MS, f"longest gaps of {len(longest)} runs: {longest} ms"

"""A whole lesson by mouse and keyboard in the real program: no dead end from start to end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchmarks.lesson import Lesson
from desktop import application as desktop_app
from desktop.application import Application
from desktop.settings import Settings
from engine.preprocessing import Image
from tests.training.small_networks import small_networks_in_children
from training import presets

__all__ = ["small_networks_in_children"]  # a fixture

DUEL = ("combined", "separate")


@pytest.fixture
def lesson(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, astronaut: Image
) -> Iterator[Lesson]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    for variable in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{variable}_HOME", str(tmp_path / variable.lower()))
    demo = presets.PRESETS["class_demo"].paces
    pace = presets.PresetPace(limit=60, epochs=2, batch_size=16)
    monkeypatch.setitem(demo, DUEL, pace)
    photo, exported = tmp_path / "somebody.png", tmp_path / "exported"
    cv2.imwrite(str(photo), cv2.cvtColor(astronaut, cv2.COLOR_RGB2BGR))
    exported.mkdir()
    desktop = Application(
        app,
        settings=Settings(tmp_path / "settings.ini"),
        log_file=tmp_path / "agelens.log",
        open_store=desktop_app.default_store,
        open_pipeline=desktop_app.open_pipeline,
    )
    desktop.window.setGeometry(0, 0, 800, 600)  # the screen has 800 pixels on a side
    with qtbot.waitSignal(desktop.context.session.model_changed, timeout=60_000):
        desktop.start()
    held = Lesson(desktop, photo=photo, exported=exported, settle_ms=20)
    yield held
    held.pulse.stop()
    desktop.close()


@pytest.mark.slow
@pytest.mark.usefixtures("small_networks_in_children", "shipped_model")
def test_a_lesson_has_no_dead_end(lesson: Lesson) -> None:
    lesson.hold()
    assert {"paused", "own face", "round over", "renamed", "deleted"} <= set(lesson.waits)
    (own,) = lesson.page.own.faces  # until somebody takes it away
    assert own.number == 1
    assert lesson.reports[0].is_file()

"""Curves saved as picture and table, and the window's pace under a flood of steps."""

from __future__ import annotations

import csv
import importlib
import io
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.theme import Theme
from desktop.training.curves import CurvesPanel
from desktop.training.curves import panel as saving
from desktop.training.curves import series_style as look
from engine.errors import OutputError
from tests.desktop.conftest import FakeDialogs, Recorder
from tests.desktop.test_stalls import LONGEST_MS, RUNS, Pulse
from tests.desktop.training.curves_driver import (
    AGE,
    COMBINED,
    GENDER,
    STEPS,
    button,
    colour_names,
    curves,
    dialogs,
    duel,
    feed,
    run,
    theme,
)

__all__ = ["curves", "dialogs", "theme"]  # fixtures


def test_the_table(
    qtbot: QtBot, curves: CurvesPanel, dialogs: FakeDialogs, recorder: Recorder, tmp_path: Path
) -> None:
    feed(qtbot, curves, duel(2))
    dialogs.answer = [tmp_path / "run"]
    qtbot.mouseClick(button(curves, "Save the numbers"), Qt.MouseButton.LeftButton)
    assert dialogs.proposed == ["agelens-curves.csv"]
    path = tmp_path / "run.csv"
    assert recorder.said == [f"Saved as {path}"]
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert tuple(rows[0]) == saving.COLUMNS
    assert len(rows) == 3 * (2 + 2 * STEPS)
    epoch = next(row for row in rows if row["network"] == "age" and row["epoch"] == "2")
    assert epoch["row"] == "epoch"
    assert float(epoch["val_age_mae_years"]) == pytest.approx(22 / 3, rel=1e-5)
    assert epoch["gender_accuracy"] == epoch["step"] == ""
    assert float(epoch["seconds"]) == 25.0
    step = next(row for row in rows if row["row"] == "step" and row["step"] == "3")
    assert float(step["loss"]) == pytest.approx(30 / 1.3, rel=1e-5)


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_the_picture(
    qtbot: QtBot,
    curves: CurvesPanel,
    theme: Theme,
    dialogs: FakeDialogs,
    recorder: Recorder,
    tmp_path: Path,
    choice: str,
) -> None:
    theme.choose("dark" if choice == "dark" else "light")
    board = feed(qtbot, curves, duel(2))
    dialogs.answer = [tmp_path / "run.png"]
    qtbot.keyClick(button(curves, "Save the curves"), Qt.Key.Key_Space)
    image = QImage(str(tmp_path / "run.png"))
    assert image.size() == 2 * board.size()
    found = colour_names(image)
    for who in (COMBINED, AGE, GENDER):
        assert look.style_of(*who).colour(theme.colours).name() in found
    assert recorder.problems == []


def test_the_drawing_is_the_same_at_any_size(
    qtbot: QtBot, curves: CurvesPanel, theme: Theme, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    board = feed(qtbot, curves, duel(2))
    dialogs.answer = [tmp_path / "run.svg"]
    qtbot.keyClick(button(curves, "Save the curves"), Qt.Key.Key_Space)
    content = (tmp_path / "run.svg").read_text("utf-8")
    assert "lower is better" in content
    assert "Apparent-age error (years)" in content
    drawing = QSvgRenderer(str(tmp_path / "run.svg"))
    assert drawing.isValid()
    assert drawing.viewBox().size() == board.size()
    image = QImage(2 * board.size(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    drawing.render(painter)
    painter.end()
    found = colour_names(image)
    for who in (COMBINED, AGE, GENDER):
        assert look.style_of(*who).colour(theme.colours).name() in found


@pytest.mark.parametrize("what", ["Save the curves", "Save the numbers"])
def test_what_cannot_be_written_is_told(
    qtbot: QtBot,
    curves: CurvesPanel,
    dialogs: FakeDialogs,
    recorder: Recorder,
    tmp_path: Path,
    what: str,
) -> None:
    feed(qtbot, curves, run(COMBINED, 1))
    (tmp_path / "file").write_text("no folder")
    dialogs.answer = [tmp_path / "file" / "run.out"]
    qtbot.mouseClick(button(curves, what), Qt.MouseButton.LeftButton)
    (sentence,) = recorder.sentences
    assert "was not saved." in sentence
    assert "File: " in sentence
    assert recorder.said == []


def test_a_picture_that_cannot_be_encoded_is_told(
    qtbot: QtBot,
    curves: CurvesPanel,
    dialogs: FakeDialogs,
    recorder: Recorder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def without_png(buffer: QBuffer, _: bytes) -> QImageWriter:
        return QImageWriter(buffer, b"a form that Qt does not write")

    feed(qtbot, curves, run(COMBINED, 1))
    monkeypatch.setattr(saving, "QImageWriter", without_png)
    dialogs.answer = [tmp_path / "run.png"]
    qtbot.mouseClick(button(curves, "Save the curves"), Qt.MouseButton.LeftButton)
    (sentence,) = recorder.sentences
    assert sentence.startswith("The picture was not saved. The picture could not be encoded.")
    assert not (tmp_path / "run.png").exists()
    assert recorder.said == []


def test_there_is_no_picture_of_nothing(qtbot: QtBot) -> None:
    nothing = QWidget()
    qtbot.addWidget(nothing)
    nothing.resize(0, 0)
    with pytest.raises(OutputError, match=r"cannot be drawn at this size.*0 x 0 pixels"):
        saving.picture(nothing, QColor("white"))


def test_a_change_of_mind_saves_nothing(
    qtbot: QtBot, curves: CurvesPanel, dialogs: FakeDialogs, recorder: Recorder, tmp_path: Path
) -> None:
    feed(qtbot, curves, run(COMBINED, 1))
    dialogs.answer = []
    qtbot.mouseClick(button(curves, "Save the numbers"), Qt.MouseButton.LeftButton)
    assert recorder.said == []
    assert recorder.problems == []
    assert [path for path in tmp_path.rglob("*") if path.suffix == ".csv"] == []


class BusyPulse(Pulse):
    """Also remembers the most computing that the window did between two ticks.

    The wait itself depends on whoever else uses this machine; curves wait for nothing, so that
    what they compute is all that can hold the window up.
    """

    def __init__(self) -> None:
        super().__init__()
        self.busiest_ms = 0.0
        self._before = 0.0

    def __enter__(self) -> BusyPulse:
        self._before = time.thread_time()
        super().__enter__()
        return self

    def _tick(self) -> None:
        super()._tick()
        now = time.thread_time()
        self.busiest_ms = max(self.busiest_ms, 1000 * (now - self._before))
        self._before = now


@pytest.mark.timed
@pytest.mark.slow
def test_twenty_thousand_steps_never_stall_the_window(qtbot: QtBot, curves: CurvesPanel) -> None:
    importlib.import_module("desktop.training.curves.plot")  # as the page does in its lane
    busiest: list[float] = []
    longest: list[float] = []
    for _ in range(RUNS):
        curves.clear()
        with BusyPulse() as pulse:
            for who in (COMBINED, AGE, GENDER):
                for number, event in enumerate(run(who, 11, steps=600)):
                    curves.on_event(event)
                    if number % 50 == 0:
                        QApplication.processEvents()
            qtbot.waitUntil(lambda: not curves.is_behind)
        assert curves.history.networks[2].step_x[-1] == 11.0
        assert pulse.ticks > 3
        busiest.append(round(pulse.busiest_ms, 1))
        longest.append(round(pulse.longest_ms, 1))
        if pulse.longest_ms <= LONGEST_MS:
            break
    assert min(busiest) <= LONGEST_MS, f"busy for {busiest} ms, gaps of {longest} ms"

"""Who is followed by the bar with the Cancel button, and who comes next."""

from __future__ import annotations

import threading
from collections.abc import Generator

import pytest
from PySide6.QtGui import QColor, QPalette
from pytestqt.qtbot import QtBot

from desktop.jobs import Lane, LaneTask, ProgressReporter
from desktop.widgets.progress import BusyIndicator, ProgressBar, ProgressPanel
from engine.progress import Progress, drain


def held(gate: threading.Event) -> Generator[Progress, None, None]:
    """Reports that a third is done until the gate is open."""
    while not gate.wait(0.01):
        yield Progress(1, 3)


def test_who_is_watched_second_is_shown_next(qtbot: QtBot, lane: Lane) -> None:
    progress = ProgressPanel()
    qtbot.addWidget(progress)
    first, second = threading.Event(), threading.Event()
    for gate, text in ((first, "first"), (second, "second")):
        progress.watch(lane.submit(lambda gate=gate: held(gate)), text)
    qtbot.waitUntil(progress.isVisible, timeout=20_000)
    assert progress.text == "first"
    first.set()
    qtbot.waitUntil(lambda: progress.text == "second", timeout=20_000)
    assert progress.isVisible()
    second.set()
    qtbot.waitUntil(progress.isHidden, timeout=20_000)
    assert progress.text == ""


def test_background_work_gives_way_and_comes_back(qtbot: QtBot, lane: Lane) -> None:
    progress = ProgressPanel()
    qtbot.addWidget(progress)
    gate = threading.Event()
    background = lane.submit(lambda: held(gate))
    progress.watch(background, "background", background=True)
    assert progress.text == "background"
    wanted = lane.submit(lambda: held(gate))
    progress.watch(wanted, "wanted")
    assert progress.text == "wanted"
    progress.watch(lane.submit(lambda: held(gate)), "more background", background=True)
    assert progress.text == "wanted"
    wanted.cancel()
    assert progress.text == "background"
    progress.cancel_button.click()
    assert background.cancelled
    assert progress.text == "more background"
    gate.set()
    qtbot.waitUntil(lambda: not lane.busy)
    assert progress.text == ""


def test_cancel_gives_up_the_one_that_is_shown(qtbot: QtBot, lane: Lane) -> None:
    progress = ProgressPanel()
    qtbot.addWidget(progress)
    gate = threading.Event()
    shown, other = lane.submit(lambda: held(gate)), lane.submit(lambda: held(gate))
    progress.watch(shown, "shown")
    progress.watch(other, "other")
    progress.cancel_button.click()
    assert shown.cancelled
    assert not other.cancelled
    assert progress.text == "other"
    other.cancel()
    qtbot.waitUntil(lambda: not lane.busy, timeout=20_000)
    assert progress.text == ""
    assert progress.isHidden()


def test_a_bar_shows_the_share_and_moves_while_the_total_is_unknown(qtbot: QtBot) -> None:
    bar = ProgressBar()
    qtbot.addWidget(bar)
    assert bar.maximum() == 0
    bar.show_progress(Progress(1, 4))
    assert bar.value() * 4 == bar.maximum()
    bar.show_progress(Progress(3_000_000_000, 6_000_000_000))  # bytes: more than a Qt integer holds
    assert bar.value() * 2 == bar.maximum()


def highlight_px(line: BusyIndicator) -> list[int]:
    """The columns of the line that are in the colour of the highlight."""
    accent = line.palette().color(QPalette.ColorRole.Accent)
    image = line.grab().toImage()
    density = line.devicePixelRatioF()
    columns = (round(x * density) for x in range(line.width()))
    return [x for x in columns if QColor(image.pixel(x, 0)) == accent]


def test_a_highlight_runs_along_the_line_while_work_goes_on(qtbot: QtBot) -> None:
    line = BusyIndicator()
    qtbot.addWidget(line)
    line.resize(200, line.height())
    with qtbot.waitExposed(line):
        line.show()
    assert highlight_px(line) == []
    with qtbot.waitSignal(line.shown, timeout=20_000):
        line.set_busy(True)
    at_first = highlight_px(line)
    assert len(at_first) == pytest.approx(60, abs=2)
    qtbot.waitUntil(lambda: highlight_px(line)[0] > at_first[0] + 5, timeout=20_000)
    assert len(highlight_px(line)) == pytest.approx(60, abs=2)
    line.set_busy(False)
    assert highlight_px(line) == []
    assert not line.moving


def test_work_with_a_callback_reports_and_stops(qtbot: QtBot, lane: Lane) -> None:
    task, progress = LaneTask(lane), ProgressPanel()
    qtbot.addWidget(progress)
    task.started.connect(lambda job: progress.watch(job, "counting"))
    results: list[object] = []
    task.succeeded.connect(results.append)
    stopped = threading.Event()

    def endless(report: ProgressReporter) -> None:
        try:
            while True:
                report(1, 4)
        finally:
            stopped.set()

    task.start(endless)
    bar = progress.findChild(ProgressBar)
    qtbot.waitUntil(lambda: bar.maximum() > 0 and 4 * bar.value() == bar.maximum(), timeout=20_000)
    progress.cancel_button.click()
    assert not task.busy
    assert progress.text == ""
    qtbot.waitUntil(lambda: not lane.busy, timeout=20_000)
    assert stopped.is_set()
    task.start(lambda report: report(4, 4) or "counted")
    qtbot.waitUntil(lambda: results == ["counted"], timeout=20_000)
    assert progress.text == ""


def test_reports_are_rare_but_the_last_is_never_missing() -> None:
    reported: list[Progress] = []
    report = ProgressReporter(reported.append, clock=lambda: 0.0)
    for done in range(1, 101):
        report(done, 100)
    assert reported == [Progress(1, 100), Progress(100, 100)]


def test_drain_returns_the_result_and_closes_what_is_stopped() -> None:
    closed: list[bool] = []

    def steps() -> Generator[Progress, None, str]:
        try:
            yield Progress(1, 2)
            yield Progress(2, 2)
            return "done"
        finally:
            closed.append(True)

    heard: list[Progress] = []
    assert drain(steps(), heard.append) == "done"
    assert heard == [Progress(1, 2), Progress(2, 2)]

    def stop(progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        drain(steps(), stop)
    assert closed == [True, True]

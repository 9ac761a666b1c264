"""Who is followed by the bar with the Cancel button, and who comes next."""

from __future__ import annotations

import threading
from collections.abc import Generator
from dataclasses import dataclass

from pytestqt.qtbot import QtBot

from desktop.jobs import Lane
from desktop.widgets.progress import ProgressPanel


@dataclass(frozen=True, slots=True)
class Step:
    done: int
    total: int


def held(gate: threading.Event) -> Generator[Step, None, None]:
    """Reports that a third is done until the gate is open."""
    while not gate.wait(0.01):
        yield Step(1, 3)


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

"""How long selecting, confirming and undoing 100,000 faces at once takes, and stalls the window.

``python -m benchmarks.grid_selection [FACES]``. Of each step: milliseconds by the clock until it
shows, until it is on the disk, and the longest time for which the window's thread was busy or was
kept waiting meanwhile. Fails if a step takes longer than 200 ms to show or a stall than 50 ms;
of the stalls those count that the window itself makes (its processor time).
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.project import VERDICTS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.folder.page import FolderPage

_FACES = 100_000
_SHOWN_MS, _STALL_MS = 200.0, 50.0
_RUNS = 3


@dataclass(frozen=True, slots=True)
class StepTime:
    """A step in milliseconds: until it shows and is written, longest work and wait meanwhile."""

    shown_ms: float
    written_ms: float
    work_ms: float
    wait_ms: float


class Pulse:
    """A timer of 1 ms; notes for how long it was not served, by the clock and in work."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.wait_ms = self.work_ms = 0.0
        self._timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        self._clock, self._work = time.perf_counter(), time.thread_time()

    def start(self) -> None:
        self.wait_ms = self.work_ms = 0.0
        self._clock, self._work = time.perf_counter(), time.thread_time()
        self._timer.start()

    def tick(self) -> None:
        clock, work = time.perf_counter(), time.thread_time()
        self.wait_ms = max(self.wait_ms, 1e3 * (clock - self._clock))
        self.work_ms = max(self.work_ms, 1e3 * (work - self._work))
        self._clock, self._work = clock, work


def main(faces: int) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from benchmarks.project import make
    from desktop import application
    from desktop.folder.backend import folder_backend
    from desktop.i18n import language
    from desktop.settings import Settings

    app = QApplication.instance() or QApplication(["bench"])
    assert isinstance(app, QApplication)
    language.install(app, "en")
    # Collections of the many objects of a program that has just started are none of the steps'.
    gc.freeze()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project = folder / "p.agelens"
        make(project, faces)
        settings = Settings(folder / "settings.ini")
        settings.reviewer = "B"  # who has said nothing yet
        settings.welcomed = True
        store = application.default_store
        desktop = application.Application(
            app,
            settings=settings,
            log_file=folder / "agelens.log",
            open_store=store,
            open_pipeline=application.open_pipeline,
            folder=folder_backend(
                open_store=store,
                projects_dir=folder / "projects",
                thumbnails_file=folder / "thumbnails.db",
            ),
        )
        desktop.window.resize(1280, 800)
        desktop.start()
        desktop.window.tabs.setCurrentWidget(desktop.folder_tab)
        page = desktop.folder_tab.page
        page.work.open(project)
        wait(app, lambda: len(page.work.rows) == faces and not busy(page))
        told = [steps(app, page) for _ in range(_RUNS)]
        desktop.close()
    return report(faces, told)


def busy(page: FolderPage) -> bool:
    return page._context.lanes.model.busy


def wait(app: QApplication, until: Callable[[], bool]) -> None:
    from PySide6.QtCore import QEventLoop

    end = time.perf_counter() + 20
    while not until():
        if time.perf_counter() > end:
            raise TimeoutError("The window did not come to rest.")
        # Asleep in between, as the window is: else the two threads fight for the interpreter.
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def steps(app: QApplication, page: FolderPage) -> dict[str, StepTime]:
    """Select all, confirm, undo, redo, then back to the beginning."""
    page.work.set_attribute("age")  # where no face lacks an answer
    page.faces.grid.clearSelection()
    wait(app, lambda: not busy(page))
    work, faces = page.work, len(page.work.rows)
    actions = page._actions
    commands = page.review.menu_actions.commands
    told = {
        "select all": step(
            app, page, actions.select_all.trigger, lambda: page.faces.selection.count == faces
        ),
        "confirm": step(
            app, page, actions.confirm_selected.trigger, lambda: work.reviewed == faces
        ),
        "undo": step(app, page, commands["undo"].trigger, lambda: work.reviewed == 0),
        "redo": step(app, page, commands["redo"].trigger, lambda: work.reviewed == faces),
        "not a face": step(
            app,
            page,
            actions.reject_selected.trigger,
            lambda: bool((work.rows.verdict == VERDICTS.index("not_a_face")).all()),
        ),
    }
    for _ in range(2):
        commands["undo"].trigger()
        wait(app, lambda: not busy(page))
    return told


def step(
    app: QApplication, page: FolderPage, do: Callable[[], object], shows: Callable[[], bool]
) -> StepTime:
    pulse = Pulse()
    app.processEvents()
    pulse.start()
    began = time.perf_counter()
    do()
    app.processEvents()  # draws it, too
    wait(app, shows)
    page.faces.grid.viewport().repaint()
    shown = 1e3 * (time.perf_counter() - began)
    wait(app, lambda: not busy(page) and not page.work.writing)
    pulse.tick()
    return StepTime(shown, 1e3 * (time.perf_counter() - began), pulse.work_ms, pulse.wait_ms)


def report(faces: int, told: list[dict[str, StepTime]]) -> int:
    """Print the best of the runs, as a busy machine lengthens all; 1 where one is too slow."""
    print(f"{faces:,} faces; best of {len(told)} runs, in ms")
    print(f"{'':14}{'shows':>10}{'on disk':>10}{'busy for':>10}{'waited':>10}")
    slow = False
    for name in told[0]:
        shown, written, work, waited = (
            min(getattr(run[name], figure) for run in told)
            for figure in ("shown_ms", "written_ms", "work_ms", "wait_ms")
        )
        slow |= shown > _SHOWN_MS or work > _STALL_MS
        print(f"{name:14}{shown:10.1f}{written:10.1f}{work:10.1f}{waited:10.1f}")
    return int(slow)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("faces", nargs="?", type=int, default=_FACES)
    sys.exit(main(parser.parse_args().faces))

"""How long live curves hold up the window: building, redrawing and saving after a long run.

Run on demand: ``QT_QPA_PLATFORM=offscreen python -m benchmarks.curves [EPOCHS] [STEPS]`` (30 and
600). Three networks, a window of 1120 x 760; milliseconds, the best and the median of ten.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QElapsedTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from desktop.messages import Messages
from desktop.settings import Settings
from desktop.theme import Theme
from desktop.training.curves import CurvesPanel
from desktop.training.curves import panel as saving
from desktop.widgets.dialogs import FileDialogs
from training.events import BatchDone, EpochDone, Started

if TYPE_CHECKING:
    from desktop.training.curves.board import CurvesBoard

_NETWORKS = (("combined", "model"), ("separate", "age"), ("separate", "gender"))
_REPEATS = 10


def main(epochs: int, steps: int) -> int:
    """Print the figures."""
    app = QApplication([])
    report("load the library", [timed(lambda: import_module("pyqtgraph"))])
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "settings.ini")
        curves = CurvesPanel(
            theme=Theme(app, "light"), dialogs=FileDialogs(settings), messages=Messages()
        )
        curves.resize(1120, 760)
        curves.show()
        events = epochs * steps * len(_NETWORKS)
        taken = timed(lambda: feed(curves, epochs, steps))
        print(f"{'take in one step':<28}{taken / events:9.4f} ms ({events:,} steps)")
        until(lambda: not curves.is_behind)
        board = curves.board
        assert board is not None
        measure(board)
        curves.close()
    return 0


def feed(curves: CurvesPanel, epochs: int, steps: int) -> None:
    """Let the curves have a run of noisy figures that get better."""
    random = np.random.default_rng(0)
    for who in _NETWORKS:
        curves.on_event(Started(*who, 18_000, 2000, 2000, epochs, 0, steps))
        for epoch in range(1, epochs + 1):
            noise = random.normal(0.0, 0.3, steps)
            for step in range(1, steps + 1):
                age = 6 + 12 / (epoch + step / steps) + float(noise[step - 1])
                values = {"loss": age, "age_mae_years": age, "gender_accuracy": 1 - age / 40}
                curves.on_event(BatchDone(*who, epoch, step, 500.0, values))
            told = values | {f"val_{name}": 1.02 * value for name, value in values.items()}
            curves.on_event(EpochDone(*who, epoch, 30.0 * epoch, told, is_best=True))


def measure(board: CurvesBoard) -> None:
    """Time what the window does while a run goes on, and on request."""
    for metric, canvas in board.canvases.items():
        turn = list(board.canvases).index(metric)

        def redraw(turn: int = turn) -> None:
            board.draw_part(turn)
            QApplication.processEvents()

        report(f"redraw {canvas.accessibleName().split(' (')[0]}", repeated(redraw))
    report("find what is pointed at", repeated(lambda: point(board)))
    report("picture", repeated(lambda: saving.picture(board, QColor("white"))))
    report("table", repeated(lambda: saving.table(board.networks)))


def point(board: CurvesBoard) -> None:
    """Have the pointer somewhere else each time."""
    canvas = board.canvases["loss"]
    moment = board.moment
    canvas.pointed.emit(0.37 if moment is None else moment.x + 0.61)


def report(name: str, times: list[float]) -> None:
    """Print one line."""
    print(f"{name:<28}{min(times):9.1f} ms best, {statistics.median(times):.1f} ms median")


def repeated(work: Callable[[], object]) -> list[float]:
    """Milliseconds of each of some repeats."""
    return [timed(work) for _ in range(_REPEATS)]


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that ``work`` took."""
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)


def until(condition: Callable[[], bool]) -> None:
    """Let the window live until something is so, half a minute at most."""
    clock = QElapsedTimer()
    clock.start()
    while not condition() and clock.elapsed() < 30_000:
        QApplication.processEvents()


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:3]]
    sys.exit(main(*(given + [30, 600][len(given) :])))

"""How smooth the live picture is: frames shown, predictions, delay, stalls, processor, memory.

Run on demand: ``QT_QPA_PLATFORM=offscreen python -m benchmarks.webcam [SECONDS] [FACES...]`` (10
seconds each; 0, 1, 3, 5 and 8 faces; ``opt-in`` anywhere blurs as well). The real window with the
shipped model plays a 720p video of 30 frames a second, made here from NASA's portrait of the
astronaut Eileen Collins (public domain, comes with scikit-image); its faces wander about.

The window's own share of the processor is that of the GUI thread: what of 33 ms a frame costs it.
"""

from __future__ import annotations

import math
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

import cv2
import numpy as np
from PySide6.QtCore import QElapsedTimer, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication
from skimage import data

from desktop import application as desktop_app
from desktop.application import Application
from desktop.settings import Settings
from desktop.webcam.page import WebcamPage
from engine.preprocessing import Image

_WIDTH_PX, _HEIGHT_PX, _RATE = 1280, 720, 30
_VIDEO_S = 4
_WARM_UP_MS = 2500


class Meter:
    """Counts while the event loop runs for a while."""

    def __init__(self, page: WebcamPage) -> None:
        self.painted: list[float] = []
        self.came = self.answers = 0
        self.delays_ms: list[float] = []
        self.gaps_ms: list[float] = []
        self._unpainted_s: float | None = None
        self._clock = QElapsedTimer()
        self._pulse = QTimer(interval=5, timerType=Qt.TimerType.PreciseTimer)
        self._pulse.timeout.connect(self._tick)
        page.view.painted.connect(self._paint)
        page.live.frame_came.connect(self._come)
        page.judge.answered.connect(self._answer)
        self._page = page

    def run(self, seconds: float) -> None:
        self._clock.start()
        self._pulse.start()
        spin(1000 * seconds)
        self._pulse.stop()
        self._page.view.painted.disconnect(self._paint)
        self._page.live.frame_came.disconnect(self._come)
        self._page.judge.answered.disconnect(self._answer)

    def _come(self, _frame: object) -> None:
        self.came += 1

    def _answer(self, _faces: object, frame: object) -> None:
        self.answers += 1
        self._unpainted_s = frame.taken_s  # type: ignore[attr-defined]

    def _paint(self) -> None:
        now = time.monotonic()
        self.painted.append(now)
        if self._unpainted_s is not None:
            self.delays_ms.append(1000 * (now - self._unpainted_s))
            self._unpainted_s = None

    def _tick(self) -> None:
        self.gaps_ms.append(self._clock.nsecsElapsed() / 1e6)
        self._clock.restart()


def main(seconds: float, counts: list[int], *, opt_in: bool) -> int:
    """Print a line for each number of faces."""
    app = QApplication([])
    print(
        "faces  frames/s  predictions/s  delay ms (median)  stall ms (99th, longest)"
        "  picture gap ms (99th)  GUI ms a frame  cores used  MB (grown)"
    )
    with tempfile.TemporaryDirectory() as name:
        desktop = opened(app, Path(name))
        page = desktop.webcam_tab.page
        if opt_in:
            page.menu_actions.opt_in.trigger()
        for count in counts:
            page.open_file(video(Path(name) / f"{count}.mp4", count))
            spin(_WARM_UP_MS)
            measure(page, count, seconds)
        desktop.close()
    return 0


def opened(app: QApplication, folder: Path) -> Application:
    """The real window with the Webcam tab in front and the model loaded."""
    settings = Settings(folder / "settings.ini")
    settings.webcam_notice_read = True
    desktop = Application(
        app,
        settings=settings,
        log_file=folder / "agelens.log",
        open_store=desktop_app.default_store,
        open_pipeline=desktop_app.open_pipeline,
    )
    desktop.start()
    desktop.window.tabs.setCurrentWidget(desktop.webcam_tab)
    while desktop.context.session.state == "loading" or desktop.context.lanes.model.busy:
        spin(50)
    return desktop


def measure(page: WebcamPage, count: int, seconds: float) -> None:
    """Measure for a while and print."""
    meter, memory = Meter(page), memory_mb()
    begun, gui, cpu = time.monotonic(), time.thread_time(), processor_s()
    meter.run(seconds)
    passed = time.monotonic() - begun
    gui, cpu = time.thread_time() - gui, processor_s() - cpu
    gaps = np.diff(meter.painted) * 1000
    delay = statistics.median(meter.delays_ms) if meter.delays_ms else math.nan
    print(
        f"{count:5}  {len(meter.painted) / passed:8.1f}  {meter.answers / passed:13.1f}"
        f"  {delay:17.0f}  {np.percentile(meter.gaps_ms, 99):15.1f}, {max(meter.gaps_ms):7.1f}"
        f"  {np.percentile(gaps, 99):21.0f}  {1000 * gui / max(len(meter.painted), 1):14.1f}"
        f"  {cpu / passed:10.2f}  {memory_mb():4.0f} ({memory_mb() - memory:+.1f})"
    )


def video(path: Path, count: int) -> Path:
    """A few seconds of wandering portraits, which end as they begin."""
    portrait = np.asarray(data.astronaut(), dtype=np.uint8)[0:330, 60:390]
    writer = cv2.VideoWriter(
        str(path), cv2.VideoWriter.fourcc(*"mp4v"), _RATE, (_WIDTH_PX, _HEIGHT_PX)
    )
    for number in range(_VIDEO_S * _RATE):
        turn = 2 * math.pi * number / (_VIDEO_S * _RATE)
        writer.write(cv2.cvtColor(scene(portrait, count, turn), cv2.COLOR_RGB2BGR))
    writer.release()
    return path


def scene(portrait: Image, count: int, turn: float) -> Image:
    """One frame."""
    frame = np.full((_HEIGHT_PX, _WIDTH_PX, 3), (96, 104, 112), np.uint8)
    columns = 1 if count <= 1 else math.ceil(count / 2) if count > 3 else count
    side = 600 if count <= 1 else min(330, _WIDTH_PX // max(columns, 1) - 20)
    picture = cv2.resize(portrait, (side, side), interpolation=cv2.INTER_AREA)
    for index in range(count):
        column, row = index % columns, index // columns
        x = round((column + 0.5) * _WIDTH_PX / columns - side / 2 + 8 * math.sin(turn + index))
        y = round(20 + row * (side + 20) + 8 * math.cos(turn + index))
        x, y = max(x, 0), max(y, 0)
        part = frame[y : y + side, x : x + side]
        part[:] = picture[: part.shape[0], : part.shape[1]]
    return frame


def spin(milliseconds: float) -> None:
    """Let the window live."""
    loop = QEventLoop()
    QTimer.singleShot(round(milliseconds), loop.quit)
    loop.exec()


def processor_s() -> float:
    """Seconds of processor that all threads used so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def memory_mb() -> float:
    """Memory in use now; 0 where the system does not say."""
    status = Path("/proc/self/statm")
    if not status.is_file():
        return 0.0
    return int(status.read_text().split()[1]) * resource.getpagesize() / 1e6


if __name__ == "__main__":
    words = sys.argv[1:]
    numbers = [float(word) for word in words if word != "opt-in"]
    faces = [int(number) for number in numbers[1:]] or [0, 1, 3, 5, 8]
    sys.exit(main((numbers or [10.0])[0], faces, opt_in="opt-in" in words))

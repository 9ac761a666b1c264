"""The real window at work on photos of 12 megapixels: how soon, how smoothly, with how much memory.

    QT_QPA_PLATFORM=offscreen python -m benchmarks.photo_window PHOTOS [--against CHECKOUT]
        [--count 60] [--folder 68] [--runs 3] [--keep FOLDER]

PHOTOS is a folder with faces, for instance ``../shared/data/photos/press``; its pictures are
enlarged to 4000 x 3000 pixels with grain as a camera leaves it. Each run is a fresh process with
folders of its own; those of the other state (a checkout of this repository, run by the same Python)
take turns with those of this one. A run drops one photo before the model is loaded (cold), then
others one by one (warm), then ``--count`` at once; it pages through them, enlarges some, labels a
folder of ``--folder`` photos and reviews every face. Times count from the drop to the paint that
shows the boxes, by the clock; the processor time of the whole process stands beside them. A stall
is the longest wait between two turns of the event loop, by the clock and by the processor time of
the window's own thread. Medians of the runs; the least for stalls, as a busy machine lengthens
them. Memory is what is resident.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.application import Application
    from desktop.viewer.picture_cache import Entry

ROOT = Path(__file__).resolve().parents[1]
_SIZE = (4000, 3000)
_QUALITY, _GRAIN = 92, 6.0
_BASES = 20
_WARM = 6
_ENLARGED = 8
_SAMPLE_S = 0.01
_PULSE_MS = 5
_PATIENCE_S = 120.0
Told = dict[str, dict[str, float]]


def main() -> None:
    """Make the photos, run each state in turns, print what was told."""
    if len(sys.argv) > 1 and sys.argv[1] == "child":
        print(json.dumps(_Run(Path(sys.argv[2]), Path(sys.argv[3])).told))
        return
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("photos", type=Path)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--folder", type=int, default=68)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="where the photos are made, and left")
    args = parser.parse_args()
    states = {"this": ROOT}
    if args.against is not None:
        states = {"other": args.against.resolve(), **states}
    with tempfile.TemporaryDirectory(prefix="agelens-bench-", dir=Path.cwd()) as name:
        photos = args.keep or Path(name) / "photos"
        _make(args.photos, photos, {"single": _WARM + 1, "many": args.count, "job": args.folder})
        told: dict[str, list[Told]] = {state: [] for state in states}
        for number in range(args.runs):
            for state, checkout in states.items():
                folder = Path(name) / f"{state}{number}"
                folder.mkdir()
                told[state].append(_launch(checkout, photos, folder))
                print(f"run {number + 1}, {state} state: {_brief(told[state][-1])}", flush=True)
    _print_table({state: _typical(runs) for state, runs in told.items()})


def _brief(told: Told) -> str:
    parts = [
        f"{phase} {values['peak_mb']:.0f}" for phase, values in told.items() if "peak_mb" in values
    ]
    return f"warm {told['warm']['answer_ms']:.0f} ms; peaks in MB: " + ", ".join(parts)


def _typical(runs: list[Told]) -> Told:
    """The median of each figure; of a stall the least."""
    return {
        phase: {
            name: (min if name.startswith("stall") else statistics.median)(
                [run[phase][name] for run in runs if name in run.get(phase, {})]
            )
            for name in values
        }
        for phase, values in runs[0].items()
    }


def _print_table(told: dict[str, Told]) -> None:
    states = list(told)
    print(f"{'':34}" + "".join(f"{state:>10}" for state in states) + f"{'ratio':>8}")
    for phase, values in told[states[-1]].items():
        for name in values:
            row = [told[state].get(phase, {}).get(name) for state in states]
            line = f"{phase + ', ' + name:34}"
            line += "".join(f"{'':>10}" if one is None else f"{one:10.1f}" for one in row)
            if len(row) == 2 and row[0] and row[1] is not None:
                line += f"{row[1] / row[0]:8.2f}"
            print(line)


def _launch(checkout: Path, photos: Path, folder: Path) -> Told:
    """One run in a process of its own; what it prints last is what it has to tell."""
    outcome = subprocess.run(
        [sys.executable, "-P", __file__, "child", str(photos), str(folder)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(checkout), "TF_CPP_MIN_LOG_LEVEL": "3"},
        stdout=subprocess.PIPE,
        text=True,
    )
    if outcome.returncode:
        raise SystemExit(f"The run failed in {checkout}: status {outcome.returncode}")
    told: Told = json.loads(outcome.stdout.splitlines()[-1])
    return told


def _make(sources: Path, target: Path, counts: dict[str, int]) -> None:
    """Folders of files that differ, if only in their last bytes."""
    bases: list[bytes] = []
    for group, count in counts.items():
        folder = target / group
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(count):
            path = folder / f"{number:03d}.jpg"
            if path.exists():
                continue
            bases = bases or [_camera_jpeg(sources, base) for base in range(_BASES)]
            path.write_bytes(bases[number % _BASES] + f"{group}{number}".encode())


def _camera_jpeg(sources: Path, number: int) -> bytes:
    """A press photo that fills 12 megapixels, with grain."""
    import cv2
    import numpy as np

    from engine.images import read_photo

    files = sorted(sources.iterdir())
    pixels = read_photo(files[number % len(files)], reduce_to_px=None).pixels
    height, width = pixels.shape[:2]
    scale = max(_SIZE[0] / width, _SIZE[1] / height)
    large = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    top, left = (large.shape[0] - _SIZE[1]) // 3, (large.shape[1] - _SIZE[0]) // 2
    cut = large[top : top + _SIZE[1], left : left + _SIZE[0]].astype(np.float32)
    grain = np.random.default_rng(number).normal(0.0, _GRAIN, cut.shape[:2]).astype(np.float32)
    noisy = np.clip(cut + grain[..., np.newaxis], 0, 255).astype(np.uint8)
    options = [cv2.IMWRITE_JPEG_QUALITY, _QUALITY]
    _, encoded = cv2.imencode(".jpg", cv2.cvtColor(noisy, cv2.COLOR_RGB2BGR), options)
    return encoded.tobytes()


# What follows runs in the child, in either state of the program.


class _Meter:
    """Resident memory of the process, sampled by a thread, and the event loop's longest wait."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self._page = os.sysconf("SC_PAGE_SIZE")
        self._peak_bytes, self._stall_s, self._own_s = 0, 0.0, 0.0
        self._last, self._last_own = time.perf_counter(), time.thread_time()
        self._timer = QTimer(interval=_PULSE_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        threading.Thread(target=self._sample, daemon=True).start()

    def rss(self) -> int:
        """Resident bytes now."""
        return int(Path("/proc/self/statm").read_text().split()[1]) * self._page

    def _sample(self) -> None:
        while True:
            self._peak_bytes = max(self._peak_bytes, self.rss())
            time.sleep(_SAMPLE_S)

    def _tick(self) -> None:
        now, own = time.perf_counter(), time.thread_time()
        self._stall_s = max(self._stall_s, now - self._last)
        self._own_s = max(self._own_s, own - self._last_own)
        self._last, self._last_own = now, own

    @contextmanager
    def phase(self, into: dict[str, float]) -> Iterator[None]:
        """Measure what the block does."""
        self._peak_bytes, self._stall_s, self._own_s = self.rss(), 0.0, 0.0
        self._last, self._last_own = time.perf_counter(), time.thread_time()
        begun, cpu = time.perf_counter(), time.process_time()
        yield
        into["seconds"] = time.perf_counter() - begun
        into["cpu_s"] = time.process_time() - cpu
        into["stall_ms"] = 1000 * self._stall_s
        into["stall_cpu_ms"] = 1000 * self._own_s
        into["peak_mb"] = self._peak_bytes / 2**20
        into["left_mb"] = self.rss() / 2**20


def _copied(source: Path, target: Path) -> Path:
    """The same files in a folder where a project may be put beside them."""
    target.mkdir()
    for path in sorted(source.iterdir()):
        try:
            os.link(path, target / path.name)
        except OSError:  # another file system
            shutil.copy(path, target)
    return target


class _Steps:
    """How long each step of an answer takes, by the clock; steps inside others are not told."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def watch(self, owner: Any, name: str, step: str) -> None:
        """Have a function, or a method of a class, measured wherever it is looked up."""
        inner: Callable[..., Any] = getattr(owner, name)

        def measured(*args: Any, **options: Any) -> Any:
            begun = time.perf_counter()
            try:
                return inner(*args, **options)
            finally:
                spent = time.perf_counter() - begun
                self.seconds[step] = self.seconds.get(step, 0.0) + spent

        setattr(owner, name, measured)


class _Run:
    """One window from its start to the review of a folder; ``told`` is what was measured."""

    def __init__(self, photos: Path, folder: Path) -> None:
        from PySide6.QtWidgets import QApplication

        from desktop import application
        from desktop.application import Application
        from desktop.folder.backend import folder_backend
        from desktop.i18n import language
        from desktop.settings import Settings

        self.told: Told = {}
        self._app = QApplication([])
        language.install(self._app, "en")
        settings = Settings(folder / "settings.ini")
        settings.welcomed = True
        self._desktop: Application = Application(
            self._app,
            settings=settings,
            log_file=folder / "agelens.log",
            open_store=application.default_store,
            open_pipeline=application.open_pipeline,
            folder=folder_backend(
                open_store=application.default_store,
                projects_dir=folder / "projects",
                thumbnails_file=folder / "thumbnails.db",
            ),
        )
        self._tab, self._steps = self._desktop.photo_tab, _Steps()
        self._meter = _Meter()
        groups = {name: sorted((photos / name).iterdir()) for name in ("single", "many", "job")}
        self._cold(groups["single"][0])
        self._warm(groups["single"][1:])
        self._many(groups["many"])
        self._paging()
        self._enlarging()
        self._job(_copied(photos / "job", folder / "job"))
        self._review()
        self._desktop.close()

    def _until(self, done: Callable[[], bool]) -> None:
        """Let the window run until something is so."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop, end = QEventLoop(), time.monotonic() + _PATIENCE_S
        timer = QTimer(interval=2)

        def look() -> None:
            if done() or time.monotonic() > end:
                loop.quit()

        timer.timeout.connect(look)
        timer.start()
        if not done():
            loop.exec()
        timer.stop()
        if not done():
            raise TimeoutError("The window was not done in time")

    @property
    def _busy(self) -> bool:
        return self._desktop.context.lanes.model.busy

    def _settle(self) -> None:
        self._until(lambda: not self._busy)

    def _drop(self, paths: list[Path]) -> None:
        """What a file manager does."""
        from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
        from PySide6.QtGui import QDragEnterEvent, QDropEvent

        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        copy = Qt.DropAction.CopyAction
        # Qt brings a drop only to where it was dragged before.
        self._app.sendEvent(self._tab, QDragEnterEvent(QPoint(20, 20), copy, mime, button, keys))
        self._app.sendEvent(self._tab, QDropEvent(QPointF(20, 20), copy, mime, button, keys))

    def _answer(self, paths: list[Path], into: dict[str, float]) -> None:
        """Drop photos and wait for the paint that shows what was found in the first."""
        from PySide6.QtCore import QEvent, QObject

        view, loader, steps = self._tab.work.view, self._tab.loader, self._steps.seconds
        marks: dict[str, float] = {}

        class Painted(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                if event.type() == QEvent.Type.Paint:
                    for name in ("opened", "answered"):
                        if name in marks:
                            marks.setdefault(f"{name} painted", time.perf_counter())
                return False

        def note(name: str) -> Callable[[object, object], object]:
            return lambda _entry, _value: marks.setdefault(name, time.perf_counter())

        opened, answered, painted = note("opened"), note("answered"), Painted()
        loader.opened.connect(opened)
        loader.answered.connect(answered)
        view.installEventFilter(painted)
        steps.clear()
        begun, cpu = time.perf_counter(), time.process_time()
        self._drop(paths)
        self._until(lambda: "answered painted" in marks)
        spent = time.process_time() - cpu
        loader.opened.disconnect(opened)
        loader.answered.disconnect(answered)
        view.removeEventFilter(painted)
        into["picture_ms"] = 1000 * (marks["opened painted"] - begun)
        into["answer_ms"] = 1000 * (marks["answered painted"] - begun)
        into["answer_cpu_ms"] = 1000 * spent
        into |= {f"  {step}_ms": 1000 * seconds for step, seconds in steps.items()}
        self._until(lambda: not self._busy)

    def _cold(self, path: Path) -> None:
        told = self.told.setdefault("cold", {})
        with self._meter.phase(told):
            self._desktop.start()
            self._until(self._tab.empty.isVisible)
            self._answer([path], told)
        self._watch_steps()

    def _watch_steps(self) -> None:
        from desktop.photos import loading
        from desktop.viewer import picture_cache
        from engine import pipeline
        from engine.predictor import Predictor

        self._steps.watch(picture_cache, "read", "decode")
        self._steps.watch(picture_cache, "picture_of", "draw")
        self._steps.watch(loading, "find_photos", "look for files")
        self._steps.watch(pipeline, "find_faces", "find faces")
        self._steps.watch(pipeline, "cut_chips", "cut out")
        self._steps.watch(Predictor, "predict", "judge")

    def _warm(self, paths: list[Path]) -> None:
        told = self.told.setdefault("warm", {})
        every: list[dict[str, float]] = []
        with self._meter.phase(told):
            for path in paths:
                self._tab.menu_actions.close_all.trigger()
                one: dict[str, float] = {}
                self._answer([path], one)
                every.append(one)
        told |= {name: statistics.median(one.get(name, 0.0) for one in every) for name in every[0]}

    def _many(self, paths: list[Path]) -> None:
        self._tab.menu_actions.close_all.trigger()
        told = self.told.setdefault(f"drop of {len(paths)}", {})
        with self._meter.phase(told):
            self._answer(paths, told)
            self._settle()
        told["answers"] = len(self._tab.loader.results)

    def _paging(self) -> None:
        loader, work = self._tab.loader, self._tab.work

        def answered(entry: Entry) -> bool:
            return entry in loader.results and work.bar.name == entry.name

        with self._meter.phase(self.told.setdefault("paging", {})):
            for entry in self._tab.photos.entries[1:]:
                self._tab.step(1)
                self._until(partial(answered, entry))
            self._settle()

    def _enlarging(self) -> None:
        """Photos at full size, as one looks whether a face is sharp."""
        view = self._tab.work.view
        with self._meter.phase(self.told.setdefault("enlarging", {})):
            for _ in range(_ENLARGED):
                self._tab.step(-1)
                self._settle()
                self._tab.menu_actions.zoom_actual.trigger()
                self._until(lambda: view.picture is not None and view.picture.scale == 1.0)
                self._settle()

    def _job(self, folder: Path) -> None:
        tabs, tab = self._desktop.window.tabs, self._desktop.folder_tab
        told = self.told.setdefault("folder job", {})
        with self._meter.phase(told):
            tabs.setCurrentWidget(tab)
            self._settle()
            page = tab.page
            page.take([folder])
            self._until(lambda: page.pages.currentWidget() is page.setup)
            self._settle()
            page.setup.start.click()
            self._until(lambda: page.work.project is not None and page.run.state == "done")
            self._until(lambda: not page.run.active)
            self._settle()
        told["faces"] = page.work.counts.faces

    def _review(self) -> None:
        page = self._desktop.folder_tab.page
        review, navigator = page.review, page.review.navigator
        with self._meter.phase(self.told.setdefault("review", {})):
            page.show_review(int(page.model.listing[0]))
            for _ in range(navigator.count - 1):
                self._until(lambda: navigator.loaded is not None)
                review.step(1)
            self._settle()
        with self._meter.phase(self.told.setdefault("review enlarged", {})):
            canvas = review.parts.canvas
            for _ in range(_ENLARGED):
                review.step(-1)
                self._until(lambda: navigator.loaded is not None)
                self._settle()
                canvas.zoom_actual()
                self._until(lambda: canvas.picture is not None and canvas.picture.scale == 1.0)
                self._settle()


if __name__ == "__main__":
    main()

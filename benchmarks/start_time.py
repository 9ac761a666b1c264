"""How soon the window stands, and how soon it answers; beside an empty window for comparison.

Run on demand: ``QT_QPA_PLATFORM=offscreen python -m benchmarks.start_time [RUNS]``. Every run is
a fresh process; times are counted from its launch, interpreter included. Figures are medians with
the best and the worst run. Without the shipped weights only the window is measured.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import cv2
import numpy as np
from skimage import data

from engine.store import ModelStore, shipped_models_dir

_EMPTY = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print("visible", time.time(), flush=True)
            app.quit()
        return False

app = QApplication([])
window, watch = QMainWindow(), Watch()
window.installEventFilter(watch)
window.resize(1120, 760)
window.show()
app.exec()
"""

_WHOLE = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from desktop import application, paths
from desktop.application import Application

folder, photos = Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]
paths.log_file = lambda: folder / "agelens.log"
paths.settings_file = lambda: folder / "settings.ini"
paths.user_models_dir = lambda: folder / "models"
start = Application.start

class Watch(QObject):
    def __init__(self, desktop):
        super().__init__(desktop)
        self.desktop, self.seen, self.answers = desktop, False, 0
        desktop.window.installEventFilter(self)
        desktop.photo_tab.loader.answered.connect(self.answered)
        desktop.context.session.model_changed.connect(lambda: self.say("model"))

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.seen:
            self.seen = True
            self.say("visible")
            if len(photos) < 2:
                QTimer.singleShot(0, self.desktop.window.close)
        return False

    def answered(self, entry, result):
        self.answers += 1
        self.say(f"answer{self.answers}")
        if self.answers == 2:
            self.desktop.window.close()
        else:
            QTimer.singleShot(300, self.drop)

    def drop(self):
        self.say("dropped")
        self.desktop.photo_tab.open_paths(photos[1:])

    def say(self, what):
        print(what, time.time(), flush=True)

def watched_start(self, photos):
    self.watch = Watch(self)
    start(self, photos)

Application.start = watched_start
sys.exit(application.run(photos[:1]))
"""


def main(runs: int) -> int:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        has_model = bool(ModelStore([shipped_models_dir()]).models())
        photos = make_photos(folder) if has_model else []
        empty = [launch(_EMPTY) for _ in range(runs + 1)][1:]
        whole = [launch(_WHOLE, folder, *photos) for _ in range(runs + 1)][1:]
    print(f"{runs} runs each after one to warm up the disk; median (best to worst)")
    show("an empty PySide6 window is visible", [run["visible"] for run in empty])
    show("the window of AgeLens is visible", [run["visible"] for run in whole])
    if not has_model:
        print("No weights in resources/models: answers are not measured.")
        return 0
    show("the model is ready after that", [run["model"] - run["visible"] for run in whole])
    show("started on a 12 MP photo: answer after that", gaps(whole, "visible", "answer1"))
    show("dropped 12 MP photo: answer after the drop", gaps(whole, "dropped", "answer2"))
    return 0


def launch(code: str, *arguments: Path) -> dict[str, float]:
    """Run a program in a fresh process; seconds from its launch to each thing that it says."""
    begun = time.time()
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    words = (line.split() for line in done.stdout.splitlines())
    return {what: float(at) - begun for what, at in words}


def make_photos(folder: Path) -> list[Path]:
    """Two different photos of 4000 x 3000 pixels with four faces each."""
    astronaut = np.asarray(data.astronaut())
    paths = []
    for number, second in enumerate((astronaut, astronaut[:, ::-1])):
        row = np.concatenate([astronaut, second], axis=1)
        large = cv2.resize(np.concatenate([row, row], axis=0), (4000, 3000))
        paths.append(folder / f"photo {number}.jpg")
        cv2.imwrite(str(paths[-1]), cv2.cvtColor(large, cv2.COLOR_RGB2BGR))
    return paths


def gaps(runs: list[dict[str, float]], first: str, last: str) -> list[float]:
    """Seconds between two things in every run."""
    return [run[last] - run[first] for run in runs]


def show(what: str, seconds: list[float]) -> None:
    """Print one figure."""
    middle = statistics.median(seconds)
    print(f"{what:<46} {middle:5.2f} s  ({min(seconds):.2f} to {max(seconds):.2f})")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("runs", nargs="?", type=int, default=5)
    sys.exit(main(parser.parse_args().runs))

"""Make the pictures of the Webcam tab in docs/images: its notice, live pictures and troubles.

Run on demand, offscreen: ``QT_QPA_PLATFORM=offscreen python tools/screenshots/webcam.py
[FOLDER]``. The cameras are virtual; what they show is made from NASA's portrait of the astronaut
Eileen Collins (public domain), which comes with scikit-image. The answers are the shipped model's.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import cv2
import numpy as np
from PySide6.QtWidgets import QApplication
from skimage import data

from desktop import application as desktop_app
from desktop.application import Application
from desktop.settings import Language, Settings, ThemeChoice
from desktop.webcam.backend import WebcamBackend, webcam_backend
from engine.preprocessing import Image
from tests.desktop.webcam.webcam_driver import BUILT_IN, OTHER, WebcamStage, change_plugged
from tools.screenshots.photos import group, settle, until
from tools.screenshots.pictures import DOCS, application, arguments, keep_picture

_SIZE, _SMALL = (1120, 760), (800, 600)
_FRAMES = 75
# The others show nothing new; a folder that is named gets them all.
_IN_DOCS = {
    *("notice-light", "notice-dark", "live-light", "live-dark", "opt-in-light", "opt-in-dark"),
    *("none-light", "refused-light", "refused-dark", "unplugged-light", "live-small-light"),
    *("off-light", "busy-light", "paused-light"),
}


class Studio:
    """One window with virtual cameras, and the ways to bring it into the states that are shown."""

    def __init__(self, app: QApplication, folder: Path, *, theme: ThemeChoice, out: Path) -> None:
        settings = Settings(folder / "settings.ini")
        settings.theme = theme
        self._theme, self._out = theme, out
        self.stage = WebcamStage(plugged=[BUILT_IN, OTHER])
        backend = self.stage.backend()
        self.desktop = Application(
            app,
            settings=settings,
            log_file=folder / "agelens.log",
            open_store=desktop_app.default_store,
            open_pipeline=desktop_app.open_pipeline,
            webcam=WebcamBackend(
                devices=backend.devices, open_file=backend.open_file, judge=webcam_backend().judge
            ),
        )
        self.desktop.start()
        self.desktop.window.resize(*_SIZE)
        self.desktop.window.tabs.setCurrentWidget(self.desktop.webcam_tab)
        self.page, self.menu_actions = (
            self.desktop.webcam_tab.page,
            self.desktop.webcam_tab.menu_actions,
        )
        until(lambda: self.desktop.context.session.state != "loading")
        until(lambda: not self.desktop.context.lanes.model.busy)

    def play(self, frames: int = _FRAMES, *, rest: bool = False) -> None:
        """Have the camera send its picture, a little different each time, at its usual pace.

        Or wait for each prediction (``rest``): on a busy computer agreement ends with late ones.
        """
        still = people()
        random = np.random.default_rng(3)
        for _ in range(frames):
            noisy = still.astype(np.int16) + random.integers(-4, 5, still.shape, dtype=np.int16)
            self.stage.seconds = time.monotonic()
            self.stage.camera.send(np.clip(noisy, 0, 255).astype(np.uint8))
            settle(25)
            if rest:
                until(lambda: not self.desktop.context.lanes.model.busy)

    def take(self, name: str) -> None:
        settle(120)
        shown = f"{name}-{self._theme}"
        if self._out != DOCS or shown in _IN_DOCS:
            keep_picture(self.desktop.window, self._out / f"webcam-{shown}.png")
            print(shown)

    def resize(self, size: tuple[int, int]) -> None:
        self.desktop.window.resize(*size)
        settle()


def shoot(studio: Studio) -> None:
    """Take all states in one theme."""
    page, actions = studio.page, studio.menu_actions
    studio.take("off")
    actions.start.trigger()
    studio.take("notice")
    page.notice.accept.click()
    studio.take("opening")
    studio.play()
    studio.take("live")
    studio.resize(_SMALL)
    studio.play(30)
    studio.take("live-small")
    studio.resize(_SIZE)
    actions.opt_in.trigger()
    studio.play(5, rest=True)
    frame = page.view.frame
    if frame is None:
        raise LookupError("The camera shows nothing. Received: no frame")
    for seen in page.seen_in(frame)[1:3]:
        page.view.face_chosen.emit(seen.track.track_id)
    studio.take("opt-in")
    actions.opt_in.trigger()
    actions.pause.trigger()
    studio.take("paused")
    actions.start.trigger()
    studio.play(20)
    change_plugged(page, studio.stage, OTHER)
    studio.take("unplugged")
    actions.stop.trigger()
    change_plugged(page, studio.stage, BUILT_IN)
    actions.start.trigger()
    studio.stage.camera.failed.emit("Device or resource busy")
    studio.take("busy")
    studio.stage.permission = "denied"
    actions.start.trigger()
    studio.take("refused")
    studio.stage.permission = "granted"
    change_plugged(page, studio.stage)
    actions.start.trigger()
    studio.take("none")
    studio.desktop.close()


def people() -> Image:
    """Several faces in 720p."""
    astronaut: Image = np.asarray(data.astronaut(), dtype=np.uint8)
    prints = group(astronaut)
    return np.asarray(
        cv2.resize(prints[40:1120], (1280, 720), interpolation=cv2.INTER_AREA), np.uint8
    )


def main(out: Path, spoken: Language) -> int:
    """Write all pictures into ``out``, in one language."""
    app = application(out, spoken)
    for theme in ("light", "dark"):
        with tempfile.TemporaryDirectory() as name:
            shoot(Studio(app, Path(name), theme=theme, out=out))
    return 0


if __name__ == "__main__":
    asked = arguments(__doc__).parse_args()
    sys.exit(main(asked.folder, asked.language))

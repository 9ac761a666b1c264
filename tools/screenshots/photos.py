"""Make the pictures in docs/images: the Photos tab in its states, light and dark.

Run on demand, offscreen: ``QT_QPA_PLATFORM=offscreen python tools/screenshots/photos.py [FOLDER]``.
All of them show NASA's portrait of the astronaut Eileen Collins (public domain), which comes
with scikit-image, and montages of it.
"""

from __future__ import annotations

import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QElapsedTimer, QEventLoop
from PySide6.QtWidgets import QApplication
from skimage import data

from desktop import application as desktop_app
from desktop.application import Application
from desktop.session import SessionPipeline, SessionStore
from desktop.settings import Language, Settings, ThemeChoice
from engine.images import Photo
from engine.results import Face, PhotoResult
from engine.spec import ModelSpec
from tools.screenshots.pictures import application, arguments, keep_picture

Picture = NDArray[np.uint8]
_SIZE = (1120, 760)
_PATIENCE_MS = 60_000


class Gate:
    """A pipeline that can be held back, to show the window at work."""

    def __init__(self, pipeline: SessionPipeline) -> None:
        self._pipeline = pipeline
        self.open = threading.Event()
        self.open.set()

    @property
    def spec(self) -> ModelSpec:
        return self._pipeline.spec

    def analyse(self, photo: Photo, *, path: str = "") -> PhotoResult:
        self.open.wait(60)
        return self._pipeline.analyse(photo, path=path)

    def follow(self, photo: Photo, known: Sequence[Face]) -> PhotoResult:
        return self._pipeline.follow(photo, known)


class Studio:
    """One window, and the ways to bring it into the states that are shown."""

    def __init__(self, app: QApplication, folder: Path, *, theme: ThemeChoice) -> None:
        settings = Settings(folder / f"{theme}.ini")
        settings.theme = theme
        self.gates: list[Gate] = []
        self.desktop = Application(
            app,
            settings=settings,
            log_file=folder / "agelens.log",
            open_store=desktop_app.default_store,
            open_pipeline=self._open,
        )
        self.tab = self.desktop.photo_tab
        self.desktop.start()
        self.desktop.window.resize(*_SIZE)
        until(lambda: self.desktop.context.session.state != "loading" and bool(self.gates))

    def _open(self, store: SessionStore, model_id: str) -> SessionPipeline:
        gate = Gate(desktop_app.open_pipeline(store, model_id))
        self.gates.append(gate)
        return gate

    def open(self, *paths: Path) -> None:
        self.tab.open_paths(paths)
        until(lambda: not self.desktop.context.lanes.model.busy)

    def take(self, path: Path) -> None:
        until(lambda: not self.desktop.context.lanes.model.busy)
        settle()
        keep_picture(self.desktop.window, path)
        print(path.name)

    def take_busy(self, photo: Path, path: Path) -> None:
        self.gates[-1].open.clear()
        self.tab.open_paths([photo])
        until(lambda: self.tab.work.busy_line.moving and self.tab.work.bar.name == photo.name)
        settle(250)
        keep_picture(self.desktop.window, path)
        print(path.name)
        self.gates[-1].open.set()
        until(lambda: not self.desktop.context.lanes.model.busy)


def main(out: Path, spoken: Language) -> int:
    """Write all pictures into ``out``, in one language."""
    app = application(out, spoken)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = make_photos(folder / "photos")
        for theme in ("light", "dark"):
            shoot(Studio(app, folder, theme=theme), files, name=theme, out=out)
    return 0


def shoot(studio: Studio, files: dict[str, Path], *, name: str, out: Path) -> None:
    """Take all states in one theme."""
    studio.take(out / f"photos-empty-{name}.png")
    studio.open(files["one"])
    studio.tab.work.select_face(0)
    studio.take(out / f"photos-one-{name}.png")
    studio.open(*(path for key, path in files.items() if key not in ("one", "broken", "busy")))
    studio.tab.work.select_face(1)
    studio.take(out / f"photos-group-{name}.png")
    studio.open(files["broken"])
    studio.take(out / f"photos-error-{name}.png")
    studio.take_busy(files["busy"], out / f"photos-busy-{name}.png")
    studio.desktop.close()


def make_photos(folder: Path) -> dict[str, Path]:
    """Write the photos that are shown."""
    folder.mkdir()
    astronaut: Picture = data.astronaut()
    pictures = {
        "one": ("portrait.jpg", astronaut),
        "group": ("team prints.jpg", group(astronaut)),
        "grey": ("archive 1992.jpg", tinted(astronaut, (0.9, 0.86, 0.78), grey=True)),
        "mirror": ("mirrored.png", astronaut[:, ::-1]),
        "rocket": ("no face.jpg", astronaut[20:200, 330:]),
        "busy": ("large.jpg", cv2.resize(astronaut, (3000, 3000))),
    }
    paths = {key: folder / name for key, (name, _) in pictures.items()}
    for key, (_, pixels) in pictures.items():
        cv2.imwrite(str(paths[key]), cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2BGR))
    paths["broken"] = folder / "holiday 014.jpg"
    paths["broken"].write_bytes(paths["one"].read_bytes()[:2000])
    return paths


def group(astronaut: Picture) -> Picture:
    """Prints of one portrait on a table: turned, scaled, tinted and mirrored."""
    height, width = 1200, 1920
    grain = cv2.GaussianBlur(np.random.default_rng(4).normal(0, 9, (height, width)), (0, 0), 14.0)
    wood = np.array([172, 148, 124]) + 2.2 * grain[:, :, None]
    canvas = wood.astype(np.float64)
    for x, y, scale, degrees, tint, mirrored in (
        (370, 330, 1.25, 7, (1.0, 1.0, 1.0), False),
        (985, 300, 1.1, -4, (1.06, 0.97, 0.86), True),
        (1560, 345, 1.3, 5, (0.9, 0.98, 1.1), False),
        (660, 870, 1.3, -8, (0.84, 0.84, 0.88), True),
        (1290, 880, 1.2, 3, (1.1, 1.02, 0.94), False),
    ):
        lay(canvas, framed(tinted(bust(astronaut, mirrored), tint)), at=(x, y, scale, degrees))
    return np.asarray(np.clip(canvas, 0, 255), np.uint8)


def bust(astronaut: Picture, mirrored: bool) -> Picture:
    """Head and shoulders."""
    cut = astronaut[0:350, 60:390]
    return cut[:, ::-1] if mirrored else cut


def framed(picture: Picture) -> Picture:
    """A print with its white border."""
    border = cv2.BORDER_CONSTANT
    bordered = cv2.copyMakeBorder(picture, 16, 44, 16, 16, border, value=(247, 245, 240))
    return np.asarray(bordered, np.uint8)


def lay(canvas: NDArray[np.float64], sheet: Picture, *, at: tuple[int, int, float, float]) -> None:
    """Lay a print on the canvas, its middle at x, y, scaled and turned, with a soft shadow."""
    x, y, scale, degrees = at
    size = (canvas.shape[1], canvas.shape[0])
    middle = (sheet.shape[1] / 2, sheet.shape[0] / 2)
    matrix = cv2.getRotationMatrix2D(middle, degrees, scale)
    matrix[:, 2] += np.array([x, y]) - np.array(middle)
    whole = np.ones(sheet.shape[:2], np.float32)
    alpha = cv2.warpAffine(whole, matrix, size, flags=cv2.INTER_LINEAR)[:, :, None]
    shadow = cv2.GaussianBlur(np.roll(alpha[:, :, 0], (10, 6), (0, 1)), (0, 0), 12)
    canvas *= 1 - 0.45 * shadow[:, :, None]
    turned = cv2.warpAffine(
        sheet.astype(np.float32),
        matrix,
        size,
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    canvas *= 1 - alpha
    canvas += alpha * turned


def tinted(pixels: Picture, tint: tuple[float, float, float], *, grey: bool = False) -> Picture:
    """The picture in another light."""
    values = pixels.astype(np.float64)
    if grey:
        values = np.repeat(values.mean(axis=2, keepdims=True), 3, axis=2)
    return np.asarray(np.clip(values * np.array(tint), 0, 255), np.uint8)


def until(condition: Callable[[], bool]) -> None:
    """Let the window live until something is so."""
    clock = QElapsedTimer()
    clock.start()
    while not condition():
        if clock.elapsed() > _PATIENCE_MS:
            raise TimeoutError(f"Nothing happened within {_PATIENCE_MS // 1000} s")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def settle(duration_ms: int = 80) -> None:
    """Let the window draw."""
    clock = QElapsedTimer()
    clock.start()
    until(lambda: clock.elapsed() > duration_ms)


if __name__ == "__main__":
    asked = arguments(__doc__).parse_args()
    sys.exit(main(asked.folder, asked.language))

"""Make the pictures of the Training tab in docs/images: real runs on the drawn faces.

Run on demand, offscreen, for some ten minutes:
``QT_QPA_PLATFORM=offscreen python -m tools.screenshots.training [FOLDER [THEME]]``. In the light
theme the combined model is trained and the class plays against it, in the dark one both are
trained as a duel. No photo is shown.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from desktop import application as desktop_app
from desktop.application import Application
from desktop.settings import Language, Settings, ThemeChoice
from desktop.training.backend import training_backend
from engine.store import ModelStore, shipped_models_dir
from tools.screenshots.pictures import application, arguments, keep_picture

_SIZE, _SMALL = (1120, 760), (800, 600)
_PATIENCE_MS = 1_200_000
_GUESS_YEARS = 35


class Studio:
    """One window with scratch folders, and the ways to bring it into the states that are shown."""

    def __init__(self, app: QApplication, folder: Path, *, theme: ThemeChoice, out: Path) -> None:
        settings = Settings(folder / "settings.ini")
        settings.theme = theme
        models = folder / "models"
        self._theme, self._out = theme, out
        self.desktop = Application(
            app,
            settings=settings,
            log_file=folder / "agelens.log",
            open_store=lambda: ModelStore([models, shipped_models_dir()]),
            open_pipeline=desktop_app.open_pipeline,
            training=training_backend(models_dir=models, work_dir=folder / "work"),
        )
        self.desktop.start()
        self.desktop.window.resize(*_SIZE)
        until(lambda: self.desktop.context.session.state != "loading")
        self.desktop.window.tabs.setCurrentWidget(self.desktop.training_tab)
        self.page = self.desktop.training_tab.page
        until(self.resting)

    def resting(self) -> bool:
        busy = self.page.run.active or self.desktop.context.lanes.training.busy
        return not (busy or self.page.is_settling)

    def epoch(self) -> int:
        status = self.page.run.tracker.status()
        return status.epoch if status.phase == "training" else 0

    def take(self, name: str, widget: QWidget | None = None) -> None:
        settle()
        keep_picture(
            widget or self.desktop.window, self._out / f"training-{name}-{self._theme}.png"
        )
        print(name, self._theme)


def shoot(studio: Studio, *, architecture: str) -> None:
    """Take a whole run in one theme."""
    page = studio.page
    studio.take("setup")
    page.setup.data.look()
    until(studio.resting)
    studio.take("data")
    page.setup.architecture.choose(architecture)
    studio.desktop.training_tab.menu_actions.start.trigger()
    kind = "duel-" if architecture == "duel" else ""
    until(lambda: studio.epoch() == 4 or not page.run.active)
    studio.take(f"{kind}midway")
    if not kind:
        shoot_details(studio)
    until(studio.resting)
    until(lambda: not page.run_page.report.is_filling)
    studio.take(f"{kind}result")
    page.run_page.side.setCurrentWidget(page.run_page.curves)
    studio.take(f"{kind}end")
    if not kind:
        shoot_round(studio)
    studio.desktop.close()


def shoot_details(studio: Studio) -> None:
    """Take a small window and what is under the hood, while a run goes on."""
    studio.desktop.window.resize(*_SMALL)
    studio.take("small")
    studio.desktop.window.resize(*_SIZE)
    studio.desktop.training_tab.menu_actions.model_details.trigger()
    studio.take("hood")
    studio.desktop.training_tab.menu_actions.model_details.trigger()


def shoot_round(studio: Studio) -> None:
    """Take the first face of a round, after the class has said something."""
    studio.page.run_page.report.play.click()
    dialog = studio.page.result.class_round
    if dialog is None:
        raise ValueError("There is no round to be played.")
    dialog.start_page.start.click()
    until(lambda: dialog.round is not None)
    dialog.guess_page.years.setValue(_GUESS_YEARS)
    dialog.guess_page.button.click()
    studio.take("round", dialog)
    dialog.reject()


def until(condition: Callable[[], bool]) -> None:
    """Let the window live until something is so."""
    clock = QElapsedTimer()
    clock.start()
    while not condition():
        if clock.elapsed() > _PATIENCE_MS:
            raise TimeoutError(f"Nothing happened within {_PATIENCE_MS // 1000} s")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.005)  # the training shares the processor


def settle(duration_ms: int = 600) -> None:
    """Let the window draw."""
    clock = QElapsedTimer()
    clock.start()
    until(lambda: clock.elapsed() > duration_ms)


def main(out: Path, spoken: Language, only: str | None = None) -> int:
    """Write all pictures into ``out``; those of one theme ``only``, if need be."""
    app = application(out, spoken)
    plans: tuple[tuple[ThemeChoice, str], ...] = (("light", "combined"), ("dark", "duel"))
    for theme, architecture in plans:
        if only not in (None, theme):
            continue
        with tempfile.TemporaryDirectory() as name:
            studio = Studio(app, Path(name), theme=theme, out=out)
            shoot(studio, architecture=architecture)
    return 0


# The training child imports this file anew: nothing may begin then.
if __name__ == "__main__":
    parser = arguments(__doc__)
    parser.add_argument(
        "theme", nargs="?", choices=("light", "dark"), metavar="THEME", help="light or dark only"
    )
    asked = parser.parse_args()
    sys.exit(main(asked.folder, asked.language, asked.theme))

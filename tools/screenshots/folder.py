"""Make the pictures of the Folder tab in docs/images: its pages and states, light and dark.

Run on demand, offscreen: ``QT_QPA_PLATFORM=offscreen python tools/screenshots/folder.py
[FOLDER]``. All photos are made from NASA's portrait of the astronaut Eileen Collins (public
domain), which comes with scikit-image; the answers are the shipped model's.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import cv2
import numpy as np
from PySide6.QtWidgets import QApplication, QWidget
from skimage import data

from desktop import application as desktop_app
from desktop.application import Application
from desktop.folder.backend import folder_backend
from desktop.settings import Language, Settings, ThemeChoice
from desktop.widgets.dialogs import FileDialogs
from engine.images import read_photo
from engine.preprocessing import Image
from engine.project import HumanGender
from tools.screenshots import review_scenes
from tools.screenshots.photos import bust, framed, group, settle, tinted, until
from tools.screenshots.pictures import DOCS, application, arguments, keep_picture

_SIZE, _SMALL = (1120, 760), (800, 600)
_PORTRAITS = 34
# The others show where they were taken, or nothing new; a folder that is named gets them all.
_IN_DOCS = {
    *("start-light", "paused-light", "grid-light", "grid-dark", "grid-small-light"),
    *("filters-light", "filters-dark", "table-light", "table-dark", "nothing-light"),
    *("agreement-light", "agreement-dark", "export-light", "empty-light", "empty-dark"),
    *("error-light", "error-dark", "review-light", "review-dark", "review-drawing-light"),
}


class Studio:
    """One window on made-up photos, and the ways to bring it into the states that are shown."""

    def __init__(self, app: QApplication, folder: Path, *, theme: ThemeChoice, out: Path) -> None:
        self.folder, self._theme, self._out = folder, theme, out
        self.settings = Settings(folder / "settings.ini")
        self.settings.theme = theme
        self.settings.reviewer = "A"
        self.desktop = Application(
            app,
            settings=self.settings,
            log_file=folder / "agelens.log",
            open_store=desktop_app.default_store,
            open_pipeline=desktop_app.open_pipeline,
            dialogs=FileDialogs(self.settings),
            folder=folder_backend(
                open_store=desktop_app.default_store,
                projects_dir=folder / "projects",
                thumbnails_file=folder / "cache" / "thumbnails.db",
            ),
        )
        self.desktop.start()
        self.desktop.window.resize(*_SIZE)
        self.desktop.window.tabs.setCurrentWidget(self.desktop.folder_tab)
        self.page = self.desktop.folder_tab.page
        self.menu_actions = self.desktop.folder_tab.menu_actions
        until(lambda: self.desktop.context.session.state != "loading")
        self.rest()

    def rest(self) -> None:
        until(lambda: not self.desktop.context.lanes.model.busy)

    def take(self, name: str, *, rest: bool = True) -> None:
        for _ in range(3 if rest else 0):  # what is drawn may want pictures
            self.rest()
            settle(100)
        settle(150)
        self._save(name, self.desktop.window)

    def take_dialog(self, name: str) -> None:
        self.rest()
        settle(150)
        dialog = QApplication.activeModalWidget()
        assert dialog is not None, name
        self._save(name, dialog)
        dialog.close()
        settle()

    def _save(self, name: str, widget: QWidget) -> None:
        shown = f"{name}-{self._theme}"
        if self._out != DOCS or shown in _IN_DOCS:
            keep_picture(widget, self._out / f"folder-{shown}.png")
            print(shown)

    def resize(self, size: tuple[int, int]) -> None:
        self.desktop.window.resize(*size)
        settle()


def shoot(studio: Studio) -> None:
    """Take all states in one theme."""
    page, actions = studio.page, studio.menu_actions
    studio.take("start")
    page.take([studio.folder / "Summer school"])
    studio.rest()
    studio.take("setup")
    page.setup.start.click()
    until(lambda: page.run.progress.done > 8)
    until(lambda: page.model.rowCount() > 4)
    actions.pause.trigger()
    studio.take("paused", rest=False)
    actions.resume.trigger()
    until(lambda: not page.run.active)
    say(studio)
    studio.take("grid")
    studio.resize(_SMALL)
    studio.take("grid-small")
    page.faces.filters.more_button.setChecked(True)
    studio.take("filters-small")
    studio.resize(_SIZE)
    page.faces.filters.order_box.setCurrentIndex(1)
    studio.take("filters")
    page.faces.filters.text.setText("no such name")
    until(lambda: page.model.rowCount() == 0)
    studio.take("nothing")
    actions.clear_filters.trigger()
    page.faces.filters.more_button.setChecked(False)
    actions.table.trigger()
    studio.take("table")
    studio.resize(_SMALL)
    studio.take("table-small")
    studio.resize(_SIZE)
    actions.grid.trigger()
    actions.export.trigger()
    studio.take_dialog("export")
    say(studio, count=38)
    actions.agreement.trigger()
    studio.take_dialog("agreement")
    page.show_review(4)
    for name in review_scenes.scenes(page.review):
        if name:
            studio.take(name)
        else:
            studio.rest()
    page.review.leave()
    finish(studio)


def finish(studio: Studio) -> None:
    """Take what comes with other projects: an empty folder, one that has gone, recent ones."""
    page = studio.page
    (studio.folder / "Empty").mkdir()
    page.take([studio.folder / "Empty"])
    studio.rest()
    page.setup.start.click()
    until(lambda: page.work.project is not None and page.work.project.path.stem == "Empty")
    until(lambda: not page.run.active)
    studio.take("empty")
    studio.menu_actions.close_project.trigger()
    studio.rest()
    (studio.folder / "Summer school").rename(studio.folder / "Moved")
    page.take([studio.folder / "Summer school.agelens"])
    studio.take("gone")
    studio.menu_actions.close_project.trigger()
    studio.take("recent")
    studio.settings.recent_projects = []
    studio.menu_actions.close_project.trigger()
    page.start.show_recent([])
    (studio.folder / "study.agelens").write_bytes(b"SQLite format 3" + bytes(200))
    page.open_project(studio.folder / "study.agelens")
    studio.take("error")
    studio.desktop.close()


def say(studio: Studio, *, count: int = 9) -> None:
    """Let two people judge some faces, so that there is something to see and to compare."""
    work, page = studio.page.work, studio.page
    studio.rest()
    faces = [row for row in range(len(work.rows)) if work.rows.face_ids[row] > 0]
    for name, off in (("B", 3.0), ("A", 0.0)):
        work.set_reviewer(name)
        studio.rest()
        for number, row in enumerate(faces[:count]):
            if number % 4 == 1:
                age = 31.0 + number % 8 + (off if number < 12 else 3 * off)
                gender: HumanGender = "unknown" if number % 16 == 13 and off else "female"
                work.say(row, age=age, gender=gender)
            elif number == 6:
                work.not_a_face(row)
            else:
                work.confirm(row)
    studio.rest()
    page.model.update()


def make_photos(folder: Path) -> None:
    """Write portraits, prints on a table, a photo without a face and two broken files."""
    astronaut: Image = np.asarray(data.astronaut(), dtype=np.uint8)
    random = np.random.default_rng(7)
    (folder / "day 2" / "evening").mkdir(parents=True)
    for number in range(_PORTRAITS):
        tint = 1 + 0.22 * (random.random(3) - 0.5)
        grey = number % 7 == 3
        portrait = tinted(bust(astronaut, number % 2 == 1), tuple(tint), grey=grey)
        side = int(random.integers(0, 50))
        portrait = portrait[side // 2 : 350 - side // 2, side:]
        place = folder if number < 14 else folder / "day 2" / ("evening" if number > 26 else "")
        write(place / f"IMG_{2041 + 3 * number}.jpg", framed(portrait) if number % 5 else portrait)
    write(folder / "group.jpg", group(astronaut))
    write(folder / "rocket.jpg", astronaut[20:200, 330:])
    write(folder / "day 2" / "copy of IMG_2041.jpg", read_photo(folder / "IMG_2041.jpg").pixels)
    (folder / "day 2" / "broken.jpg").write_bytes((folder / "IMG_2041.jpg").read_bytes()[:1500])
    (folder / "notes.heic").write_bytes(b"this is no picture")


def write(path: Path, pixels: Image) -> None:
    cv2.imwrite(str(path), cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2BGR))


def main(out: Path, spoken: Language) -> int:
    """Write all pictures into ``out``, in one language."""
    app = application(out, spoken)
    for theme in ("light", "dark"):
        with tempfile.TemporaryDirectory() as name:
            make_photos(Path(name) / "Summer school")
            shoot(Studio(app, Path(name), theme=theme, out=out))
    return 0


if __name__ == "__main__":
    asked = arguments(__doc__).parse_args()
    sys.exit(main(asked.folder, asked.language))

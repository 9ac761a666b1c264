"""A review on a real project of drawn photos: how it is set up, and shorthands for its tests."""

from __future__ import annotations

import functools
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image as PillowImage
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from desktop.context import AppContext, Lanes
from desktop.folder.backend import folder_backend
from desktop.folder.face_model import FaceModel
from desktop.folder.project_controller import ProjectController
from desktop.jobs import Lane
from desktop.messages import Messages
from desktop.review.actions import Command
from desktop.review.view import ReviewView
from desktop.session import Session, SessionPipeline
from desktop.settings import Settings
from desktop.theme import Theme
from desktop.widgets.progress import ProgressPanel
from engine.project import AnalysedPhoto, HumanLabel, Project, Run
from engine.results import Box, Estimate, Face, PhotoResult
from tests.desktop.conftest import FACES, FakeDialogs, FakePipeline, FakeStore, Recorder, make_spec

RUN = Run(
    run_id=0,
    model_id="tiny",
    model_sha256=make_spec().sha256,
    detector="d",
    detect=True,
    app_version="1",
)
ADDED = Estimate(25.3, 0.9, "female")
SIZE = (480, 320)


def no_store() -> FakeStore:
    return FakeStore()


def analyse_box(_pipeline: SessionPipeline, _path: Path, box: Box) -> Face:
    return Face(box.clipped(*SIZE), estimate=ADDED)


@functools.cache
def drawn_photo(number: int, size: tuple[int, int]) -> bytes:
    """A JPEG file, different for each number."""
    coarse = np.random.default_rng(number).integers(0, 256, (6, 8, 3), dtype=np.uint8)
    file = io.BytesIO()
    PillowImage.fromarray(coarse).resize(size).save(file, "JPEG", quality=60)
    return file.getvalue()


def make_project(
    folder: Path, photos: Sequence[Sequence[Face]], *, size: tuple[int, int] = SIZE
) -> Path:
    """Write photos ("0000.jpg", ...) and a project beside them in which they are judged."""
    root = folder / "photos"
    root.mkdir(parents=True, exist_ok=True)
    names = [f"{number:04}.jpg" for number in range(len(photos))]
    for number, name in enumerate(names):
        (root / name).write_bytes(drawn_photo(number % 5, size))
    path = folder / "p.agelens"
    with Project.open(path, root=root) as project:
        run = project.begin(RUN)
        project.list_photos(names)
        batch = [
            AnalysedPhoto(
                key,
                PhotoResult(name, "ok" if faces else "no_face", *size, tuple(faces)),
                None,
                None,
            )
            for (key, name), faces in zip(project.present(), photos, strict=True)
        ]
        project.keep(batch, run)
    return path


@dataclass
class ReviewRig:
    """A review in a window of its own, with everything it stands on."""

    window: QMainWindow
    work: ProjectController
    model: FaceModel
    view: ReviewView
    lane: Lane
    settings: Settings
    recorder: Recorder
    qtbot: QtBot

    def __post_init__(self) -> None:
        self.parts = self.view.parts
        self.canvas = self.parts.canvas
        self.panel = self.parts.panel
        self.answer = self.parts.panel.answer
        self.navigator = self.view.navigator

    def idle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.lane.busy, timeout=20_000)

    def open(self, path: Path) -> None:
        with self.qtbot.waitSignal(self.work.opened, timeout=20_000):
            self.work.open(path)
        self.idle()

    def begin(self, place: int = 0) -> None:
        self.view.show_row(int(self.model.listing[place]))
        self.idle()
        assert self.window.focusWidget() is self.canvas

    def press(self, *keys: str) -> None:
        """Press keys as they come from a keyboard: to the window, which knows who has the focus."""
        for key in keys:
            combination = QKeySequence(key)[0]
            QTest.keyClick(
                self.window.windowHandle(), combination.key(), combination.keyboardModifiers()
            )

    def drag(self, start: QPoint, end: QPoint) -> None:
        button = Qt.MouseButton.LeftButton
        QTest.mousePress(self.canvas, button, pos=start)
        QTest.mouseMove(self.canvas, (start + end) / 2)
        QTest.mouseMove(self.canvas, end)
        QTest.mouseRelease(self.canvas, button, pos=end)

    def click(self, command: Command) -> None:
        """Click the button of a command."""
        buttons = [
            b for b in self.panel.findChildren(QWidget) if getattr(b, "_command", 0) == command
        ]
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)

    @property
    def row(self) -> int:
        assert self.navigator.row is not None
        return self.navigator.row

    @property
    def position(self) -> str:
        return self.parts.bar.position

    def said(self, row: int | None = None) -> tuple[str | None, float | None, str | None]:
        """Verdict, age and gender in a row as they stand in memory."""
        row, rows = self.row if row is None else row, self.work.rows
        age = float(rows.human_age[row])
        return rows.verdict_of(row), None if np.isnan(age) else age, rows.human_gender_of(row)

    def labels(self) -> list[HumanLabel | None]:
        """What stands on disk, a face each, in the order of the scan."""
        self.idle()
        assert self.work.project is not None
        return [
            face.label_of(self.work.reviewer)
            for photo in self.work.project.photos()
            for face in photo.faces
        ]

    def close(self) -> None:
        self.work.close()
        self.idle()
        self.window.close()
        self.window.deleteLater()


def make_rig(
    *, qtbot: QtBot, lane: Lane, settings: Settings, messages: Messages, reviewer: str = "AB"
) -> ReviewRig:
    """A shown review without a project."""
    settings.reviewer = reviewer
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    session = Session(
        lane=lane,
        messages=messages,
        open_store=no_store,
        open_pipeline=lambda store, model_id: FakePipeline(make_spec(model_id)),
    )
    session.pipeline = FakePipeline(make_spec())
    theme = Theme(app, "light")
    scratch = Path("nowhere")  # nothing is put there: projects are opened where they lie
    backend = replace(
        folder_backend(open_store=no_store, projects_dir=scratch, thumbnails_file=scratch / "t"),
        analyse_box=analyse_box,
    )
    window = QMainWindow()
    context = AppContext(
        lanes=Lanes(model=lane, training=lane),
        session=session,
        settings=settings,
        messages=messages,
        dialogs=FakeDialogs(settings),
        theme=theme,
        progress=ProgressPanel(window),
    )
    work = ProjectController(context, backend, window)
    model = FaceModel(work, window)
    view = ReviewView(work=work, model=model, context=context, parent=window)
    window.setCentralWidget(view)
    window.resize(1000, 640)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    return ReviewRig(window, work, model, view, lane, settings, Recorder(messages), qtbot)


def one_face(number: int) -> Face:
    """A face of a known age and gender: 20.2, 21.2, ... years, female and male in turn."""
    female = number % 2 == 0
    return Face(
        Box(60, 50, 80, 90),
        score=0.9,
        estimate=Estimate(20.2 + number, 0.9 if female else 0.1, "female" if female else "male"),
    )


__all__ = ["ADDED", "FACES", "ReviewRig", "make_project", "make_rig", "one_face"]

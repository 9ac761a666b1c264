"""Fixtures for the window: leaks are failures, messages recorded, the pipeline a stand-in."""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage
from PySide6.QtCore import QEvent, Qt, QThread, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.application import Application
from desktop.i18n import language
from desktop.jobs import Lane
from desktop.messages import Messages, ReportedProblem
from desktop.settings import Settings
from desktop.widgets.dialogs import FileDialogs, Purpose, with_ending
from engine.errors import ModelError
from engine.images import Photo
from engine.results import Box, Estimate, Face, PhotoResult
from engine.spec import FileRecord, ModelSpec
from tests.desktop.folder.folder_driver import FolderStage
from tests.desktop.training.training_driver import Stage
from tests.desktop.webcam.webcam_driver import WebcamStage

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application in English, whose plural forms are a translation as any other."""
    language.install(qapp, "en")
    return qapp


FACES = (
    Face(Box(60, 50, 80, 90), score=0.9, estimate=Estimate(34.2, 0.97, "female")),
    Face(Box(220, 70, 70, 80), score=0.8, estimate=Estimate(51.0, 0.08, "male", 46.0, 57.0)),
    Face(Box(330, 60, 60, 60), score=0.8, estimate=Estimate(0.4, 0.52, None)),
)


_MADE: weakref.WeakSet[QThread | QTimer] = weakref.WeakSet()
"""Every thread and timer made by Python: searching all of memory after each test took 40 ms."""


def _registered(kind: type[QThread] | type[QTimer]) -> None:
    """Note each object of this kind, of a subclass as well, when it is made."""
    original = kind.__init__

    def init(self: QThread | QTimer, *args: object, **options: object) -> None:
        original(self, *args, **options)
        _MADE.add(self)

    kind.__init__ = init


_registered(QThread)
_registered(QTimer)


def leaks(before: set[threading.Thread]) -> list[str]:
    """What is still running: threads other than those ``before``, timers, windows on screen."""
    threads = [t for t in threading.enumerate() if t not in before and t.is_alive()]
    found = [f"thread {thread.name}" for thread in threads]
    objects = [o for o in list(_MADE) if isValid(o)]
    found += [f"QThread {o}" for o in objects if isinstance(o, QThread) and o.isRunning()]
    found += [f"timer {o}" for o in objects if isinstance(o, QTimer) and o.isActive()]
    if QApplication.instance() is not None:
        found += [f"window {w}" for w in QApplication.topLevelWidgets() if w.isVisible()]
    return found


@pytest.fixture(autouse=True)
def no_button_held() -> Iterator[None]:
    """Let go of the mouse after each test.

    After a double click QTest holds the button, and the next test's mouse would be dragging.
    """
    yield
    held = QApplication.mouseButtons()
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
        if button & held:
            QTest.mouseRelease(QWidget(), button)


@pytest.fixture(autouse=True)
def no_leaks() -> Iterator[None]:
    """Fail a test that leaves a thread running, a timer ticking or a window on screen."""
    before = set(threading.enumerate())
    yield
    if QApplication.instance() is not None:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = leaks(before)
    assert not left, f"left behind: {left}"


def make_spec(model_id: str = "tiny", *, title: str = "Tiny model") -> ModelSpec:
    return ModelSpec(
        model_id=model_id,
        title=title,
        architecture="combined",
        input_px=32,
        networks={"model": "model.tflite"},
        files={"model.tflite": FileRecord(1, "0" * 64)},
        metrics={"test_age_mae_years": 6.13, "test_gender_accuracy": 0.914},
    )


class FakePipeline:
    """Answers with ``faces``; waits for ``gate`` first, so that a test can hold it back."""

    def __init__(self, spec: ModelSpec, faces: tuple[Face, ...] = FACES) -> None:
        self.spec = spec
        self.faces = faces
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Event()
        self.error: Exception | None = None
        self.seen: list[str] = []

    def analyse(self, photo: Photo, *, path: str = "") -> PhotoResult:
        self.entered.set()
        self.gate.wait(20)
        self.seen.append(path)
        if self.error is not None:
            raise self.error
        status = "ok" if self.faces else "no_face"
        return PhotoResult(path, status, photo.width_px, photo.height_px, self.faces)


@dataclass
class FakeStore:
    """Models by id; opening one takes it from here."""

    pipelines: dict[str, FakePipeline] = field(default_factory=dict)

    def models(self) -> Sequence[ModelSpec]:
        return [pipeline.spec for pipeline in self.pipelines.values()]

    def default_id(self) -> str:
        if not self.pipelines:
            raise ModelError("No model is installed. Received: an empty folder")
        return next(iter(self.pipelines))


class FakeDialogs(FileDialogs):
    """Answers at once with ``answer``; remembers the names that were proposed."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.answer: list[Path] = []
        self.proposed: list[str] = []

    def photos(
        self, parent: QWidget, *, title: str, kinds: str, purpose: Purpose = "photos"
    ) -> list[Path]:
        return self.answer

    def folder(self, parent: QWidget, *, title: str, purpose: Purpose = "photos") -> Path | None:
        return self.answer[0] if self.answer else None

    def save_as(
        self, parent: QWidget, *, title: str, name: str, kinds: str, purpose: Purpose = "exports"
    ) -> Path | None:
        self.proposed.append(name)
        return with_ending(self.answer[0], name) if self.answer else None


class Recorder:
    """What the user was told."""

    def __init__(self, messages: Messages) -> None:
        self.problems: list[ReportedProblem] = []
        self.said: list[str] = []
        messages.problem.connect(self.problems.append)
        messages.status.connect(self.said.append)

    @property
    def sentences(self) -> list[str]:
        return [problem.sentence for problem in self.problems]


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[Lane]:
    lane = Lane("model")
    yield lane
    assert lane.close()


@pytest.fixture
def messages(qapp: QApplication) -> Messages:
    return Messages()


@pytest.fixture
def recorder(messages: Messages) -> Recorder:
    return Recorder(messages)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings" / "settings.ini")


@dataclass
class Rig:
    """A whole window on stand-ins, and shorthands for what tests do with it."""

    desktop: Application
    pipeline: FakePipeline
    store: FakeStore
    dialogs: FakeDialogs
    recorder: Recorder
    qtbot: QtBot
    stage: Stage
    folder_stage: FolderStage
    webcam_stage: WebcamStage

    def __post_init__(self) -> None:
        self.window = self.desktop.window
        self.tab = self.desktop.photo_tab
        self.work = self.tab.work
        self.view = self.tab.work.view
        self.panel = self.tab.work.panel

    def idle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.desktop.context.lanes.model.busy, timeout=20_000)

    def open(self, *paths: Path) -> None:
        self.tab.open_paths(paths)
        self.idle()

    def texts(self) -> tuple[str, ...]:
        return self.panel.texts

    @property
    def shown_name(self) -> str:
        return self.work.bar.name


MakeRig = Callable[..., Rig]


@pytest.fixture
def make_rig(qtbot: QtBot, tmp_path: Path, settings: Settings) -> Iterator[MakeRig]:
    """``make_rig(store=None, load=True)``: a window, shown; closed when the test ends."""
    rigs: list[Rig] = []

    def make(store: FakeStore | None = None, *, load: bool = True) -> Rig:
        pipeline = FakePipeline(make_spec())
        store = FakeStore({"tiny": pipeline}) if store is None else store
        dialogs = FakeDialogs(settings)
        stage = Stage(tmp_path / "stage")
        folder_stage = FolderStage(tmp_path / "folder-stage")
        webcam_stage = WebcamStage()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        desktop = Application(
            app,
            settings=settings,
            log_file=tmp_path / "agelens.log",
            open_store=lambda: store,
            open_pipeline=lambda _, model_id: store.pipelines[model_id],
            dialogs=dialogs,
            training=stage.backend(),
            folder=folder_stage.backend(),
            webcam=webcam_stage.backend(),
        )
        recorder = Recorder(desktop.messages)
        stages = stage, folder_stage, webcam_stage
        rig = Rig(desktop, pipeline, store, dialogs, recorder, qtbot, *stages)
        rigs.append(rig)
        if load:
            with qtbot.waitSignal(desktop.context.session.model_changed, timeout=20_000):
                desktop.start()
            rig.idle()
        return rig

    yield make
    for rig in rigs:
        for pipeline in rig.store.pipelines.values():
            pipeline.gate.set()
        rig.folder_stage.gate.set()
        rig.webcam_stage.gate.set()
        rig.desktop.close()


@pytest.fixture
def rig(make_rig: MakeRig) -> Rig:
    """A window with a model, ready to take photos."""
    return make_rig()


@pytest.fixture
def write_photo(tmp_path: Path) -> Callable[..., Path]:
    """``write_photo(name, width=480, height=320)``: a coloured picture, different for each name."""

    def write(name: str, width: int = 480, height: int = 320) -> Path:
        path = tmp_path / "photos" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        random = np.random.default_rng(len(name) * 131 + sum(map(ord, name)))
        coarse = random.integers(0, 256, (6, 8, 3), dtype=np.uint8)
        PillowImage.fromarray(coarse).resize((width, height)).save(path)
        return path

    return write

"""The real backend of the Webcam tab, as far as they need no camera."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtMultimedia import QMediaDevices
from pytestqt.qtbot import QtBot

from desktop.webcam.backend import webcam_backend
from engine.images import Photo
from engine.results import Box, Face, PhotoResult
from tests.desktop.webcam.webcam_driver import frame_with, plain, write_video


class Noting:
    """A model that says how it was asked; each frame shows one face more than was known."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def analyse(self, photo: Photo, *, path: str = "") -> PhotoResult:
        self.asked.append(f"thorough {photo.width_px}")
        return PhotoResult(path, "ok", 4, 4, (Face(Box(0, 0, 1, 1)),))

    def follow(self, photo: Photo, known: Sequence[Face]) -> PhotoResult:
        self.asked.append(f"known {len(known)}")
        return PhotoResult("", "ok", 4, 4, (*known, Face(Box(1, 1, 1, 1))))


def test_the_judge_follows_the_faces_of_the_last_frame() -> None:
    judge, noting = webcam_backend().judge, Noting()
    model: Any = noting
    counts = [len(judge(model, frame_with(plain(), taken_s=at))) for at in (5.0, 5.1, 5.2, 6.5)]
    assert noting.asked == ["thorough 640", "known 1", "known 2", "thorough 640"]
    assert counts == [1, 2, 3, 1]


def test_each_window_has_a_memory_of_its_own() -> None:
    noting = Noting()
    model: Any = noting
    for backend in (webcam_backend(), webcam_backend()):
        backend.judge(model, frame_with(plain(), taken_s=5.0))
    assert noting.asked == ["thorough 640"] * 2


def test_the_cameras_are_those_of_this_computer(qtbot: QtBot) -> None:
    devices = webcam_backend().devices()
    assert len(devices.cameras()) == len(QMediaDevices.videoInputs())


def test_a_video_file_is_played(qtbot: QtBot, tmp_path: Path) -> None:
    path = write_video(tmp_path / "video.mp4", [plain(40 + 5 * step) for step in range(15)])
    source = webcam_backend().open_file(path)
    with qtbot.waitSignal(source.frame_came, timeout=20_000):
        source.start()
    frame = source.newest()
    assert frame is not None
    assert (frame.width_px, frame.height_px) == (640, 360)
    source.stop()

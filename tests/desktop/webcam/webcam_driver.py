"""The Webcam tab without a camera: virtual cameras that send frames, and shorthands for tests."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaCaptureSession, QVideoFrame, QVideoFrameInput

from desktop.session import SessionPipeline
from desktop.webcam.backend import WebcamBackend
from desktop.webcam.camera import (
    CameraError,
    CameraInfo,
    FileSource,
    Frame,
    Permission,
    VideoSource,
)
from desktop.webcam.page import WebcamPage
from engine.preprocessing import Image
from engine.results import Box, Estimate, Face

BUILT_IN = CameraInfo("usb-1", "Built-in camera")
OTHER = CameraInfo("usb-2", "Other camera")
SIZE = (640, 360)


def image_of(pixels: Image) -> QImage:
    height, width = pixels.shape[:2]
    image = QImage(width, height, QImage.Format.Format_RGB32)
    target = np.frombuffer(image.bits(), np.uint8).reshape(height, width, 4)
    cv2.cvtColor(pixels, cv2.COLOR_RGB2BGRA, dst=target)
    return image


def plain(shade: int = 90) -> Image:
    return np.full((SIZE[1], SIZE[0], 3), shade, np.uint8)


def face_at(x: float, y: float = 100.0, *, side: float = 80.0, age: float = 34.0) -> Face:
    return Face(Box(x, y, side, side), score=0.9, estimate=Estimate(age, 0.9, "female"))


class VirtualCamera(VideoSource):
    """Frames given to ``send`` come out as those of a camera do, through a capture session."""

    def __init__(self, info: CameraInfo, *, now: Callable[[], float]) -> None:
        super().__init__(now=now)
        self.info = info
        self.started = False
        self._session = QMediaCaptureSession(self)
        self._input = QVideoFrameInput(self)
        self._session.setVideoFrameInput(self._input)
        self._session.setVideoSink(self.sink)

    def start(self) -> None:
        self.started = True

    def release(self) -> None:
        self._session.setVideoFrameInput(None)  # type: ignore[arg-type]
        self._session.setVideoSink(None)  # type: ignore[arg-type]

    def send(self, pixels: Image) -> None:
        assert self._input.sendVideoFrame(QVideoFrame(image_of(pixels)))


class VirtualDevices(QObject):
    """Cameras that a test plugs in and pulls out."""

    changed = Signal()

    def __init__(self, stage: WebcamStage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage

    def cameras(self) -> tuple[CameraInfo, ...]:
        return tuple(self._stage.plugged)

    def permission(self) -> Permission:
        return self._stage.permission

    def ask(self, answered: Callable[[], None]) -> None:
        self._stage.asked.append(answered)

    def open(self, camera_id: str) -> VideoSource:
        for info in self._stage.plugged:
            if info.camera_id == camera_id:
                camera = VirtualCamera(info, now=self._stage.now)
                self._stage.opened.append(camera)
                return camera
        raise CameraError(f"This camera is not there any more. Received: {camera_id}")


@dataclass
class WebcamStage:
    """All stand-ins behind the Webcam tab, and what they were asked; the clock is ``seconds``."""

    plugged: list[CameraInfo] = field(default_factory=lambda: [BUILT_IN])
    permission: Permission = "granted"
    faces: tuple[Face, ...] = ()
    seconds: float = 100.0
    asked: list[Callable[[], None]] = field(default_factory=list)
    opened: list[VirtualCamera] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    judged: list[int] = field(default_factory=list)
    error: Exception | None = None

    def __post_init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Event()

    def now(self) -> float:
        return self.seconds

    def backend(self) -> WebcamBackend:
        return WebcamBackend(
            devices=lambda: VirtualDevices(self),
            open_file=self._open_file,
            judge=self._judge,
            now=self.now,
        )

    @property
    def camera(self) -> VirtualCamera:
        """The one that was opened last."""
        return self.opened[-1]

    def _open_file(self, path: Path) -> VideoSource:
        self.files.append(path)
        return FileSource(path, now=self.now)

    def _judge(self, _pipeline: SessionPipeline, frame: Frame) -> tuple[Face, ...]:
        self.entered.set()
        assert self.gate.wait(20)
        self.judged.append(frame.number)
        if self.error is not None:
            raise self.error
        return self.faces


def change_plugged(page: WebcamPage, stage: WebcamStage, *infos: CameraInfo) -> None:
    """Have these cameras from now on, and tell as the system does."""
    stage.plugged = list(infos)
    page.live.devices.changed.emit()


def write_video(path: Path, frames: list[Image], *, rate: float = 30.0) -> Path:
    """A video file (MPEG-4) of some frames, all of one size."""
    height, width = frames[0].shape[:2]
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), rate, (width, height))
    assert writer.isOpened()
    for frame in frames:
        writer.write(cv2.cvtColor(frame, cv2.COLOR_RGB2BGR))
    writer.release()
    return path


def stripes(shift: int = 0) -> Image:
    """Columns of black and white: all contrast that there can be, so that a blur shows."""
    pixels = plain(0)
    pixels[:, (shift % 2) :: 2] = 255
    return pixels


def frame_with(pixels: Image, *, taken_s: float = 0.0) -> Frame:
    return Frame(image_of(pixels), 1, taken_s)

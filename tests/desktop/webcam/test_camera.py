"""Sources of video: the newest frame as RGB, files at their own pace, formats, names, no leaks."""

from __future__ import annotations

import gc
import itertools
import resource
import threading
import time
import wave
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QtVideo, QVideoFrame, QVideoFrameFormat
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.webcam.camera import (
    CameraError,
    CameraInfo,
    FileSource,
    Frame,
    SystemDevices,
    frame_of,
    named,
    usual_format,
)
from engine.preprocessing import Image
from tests.desktop.conftest import Rig
from tests.desktop.webcam.webcam_driver import (
    BUILT_IN,
    VirtualCamera,
    change_plugged,
    frame_with,
    image_of,
    plain,
    write_video,
)
from tests.desktop.webcam.webcam_fakes import Cam

Space = QVideoFrameFormat.ColorSpace
PixelFormat = QVideoFrameFormat.PixelFormat


@pytest.fixture
def camera(qtbot: QtBot) -> VirtualCamera:
    return VirtualCamera(BUILT_IN, now=time.monotonic)


def burst(camera: VirtualCamera, *shades: int) -> None:
    """Frames from a thread of their own, as a real camera's come, while this one is busy."""
    frames = [QVideoFrame(image_of(plain(shade))) for shade in shades]
    sender = threading.Thread(target=lambda: [camera.sink.setVideoFrame(one) for one in frames])
    sender.start()
    sender.join()


@pytest.fixture
def video(tmp_path: Path) -> Path:
    """Half a second that gets brighter, 320 x 240."""
    frames = [np.full((240, 320, 3), 40 + 10 * step, np.uint8) for step in range(15)]
    return write_video(tmp_path / "video.mp4", frames)


def test_pixels_arrive_as_they_were_sent(qtbot: QtBot, camera: VirtualCamera) -> None:
    sent = np.random.default_rng(1).integers(0, 256, (48, 64, 3), dtype=np.uint8)
    with qtbot.waitSignal(camera.frame_came):
        camera.send(sent)
    frame = camera.newest()
    assert frame is not None
    assert (frame.width_px, frame.height_px, frame.number) == (64, 48, 1)
    assert np.array_equal(frame.rgb(), sent)
    assert camera.newest() is frame
    camera.stop()


def test_a_burst_leaves_only_the_newest(qtbot: QtBot, camera: VirtualCamera) -> None:
    came: list[Frame | None] = []
    camera.frame_came.connect(lambda: came.append(camera.newest()))
    burst(camera, *range(10, 60, 10))
    qtbot.waitUntil(lambda: bool(came) and came[-1] is not None and came[-1].bgra()[0, 0, 0] == 50)
    assert len(came) == 1  # all were there when the first was looked at
    camera.stop()


def test_after_stop_nothing_comes(qtbot: QtBot, camera: VirtualCamera) -> None:
    came: list[bool] = []
    camera.frame_came.connect(lambda: came.append(True))
    burst(camera, 10, 20)  # on its way when the source is stopped
    camera.stop()
    camera.stop()
    camera.sink.setVideoFrame(QVideoFrame(image_of(plain(30))))
    QApplication.processEvents()
    assert not came
    assert camera.newest() is None


def test_an_empty_frame_is_none() -> None:
    assert frame_of(QVideoFrame(), number=1, taken_s=0.0) is None


def test_pictures_with_padded_rows_and_other_formats(qtbot: QtBot) -> None:
    pixels = np.random.default_rng(2).integers(0, 256, (5, 7, 3), dtype=np.uint8)
    frame = frame_with(pixels)
    assert np.array_equal(frame.rgb(), pixels)
    argb = image_of(pixels).convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    again = frame_of(QVideoFrame(argb), number=1, taken_s=0.0)
    assert again is not None
    assert again.image.format() is QImage.Format.Format_RGB32
    assert np.array_equal(again.rgb(), pixels)


def deep_frame(
    rgb: Image,
    *,
    space: Space = Space.ColorSpace_BT709,
    full: bool = False,
    turned: QtVideo.Rotation = QtVideo.Rotation.None_,
) -> QVideoFrame:
    """A frame with 10 bits a sample and halved colours, as phones film it."""
    stored = QVideoFrameFormat(
        QSize(rgb.shape[1], rgb.shape[0]), QVideoFrameFormat.PixelFormat.Format_YUV420P10
    )
    stored.setColorSpace(space)
    ranges = QVideoFrameFormat.ColorRange
    stored.setColorRange(ranges.ColorRange_Full if full else ranges.ColorRange_Video)
    stored.setRotation(turned)
    red, blue = {Space.ColorSpace_BT601: (0.299, 0.114), Space.ColorSpace_BT709: (0.2126, 0.0722)}[
        space
    ]
    light = rgb @ np.array([red, 1 - red - blue, blue]) / 255
    first = (rgb[..., 2] / 255 - light) / (2 * (1 - blue))
    second = (rgb[..., 0] / 255 - light) / (2 * (1 - red))
    scale, colour, black = (1023, 1023, 0) if full else (876, 896, 64)
    samples = [light * scale + black, first * colour + 512, second * colour + 512]
    frame = QVideoFrame(stored)
    assert frame.map(QVideoFrame.MapMode.WriteOnly)
    for index, plane in enumerate(samples):
        wide = np.rint(plane if index == 0 else plane[::2, ::2]).astype("<u2")
        rows = np.frombuffer(frame.bits(index), "<u2").reshape(-1, frame.bytesPerLine(index) // 2)
        rows[: wide.shape[0], : wide.shape[1]] = wide
    frame.unmap()
    return frame


FOUR = np.kron(
    np.array([[[220, 40, 30], [30, 160, 60]], [[40, 50, 200], [235, 235, 235]]], np.uint8),
    np.ones((24, 32, 1), np.uint8),
)


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("space", [Space.ColorSpace_BT601, Space.ColorSpace_BT709])
def test_ten_bits_a_sample_need_no_graphics_card(space: Space, full: bool) -> None:
    frame = frame_of(deep_frame(FOUR, space=space, full=full), number=1, taken_s=0.0)
    assert frame is not None
    assert frame.rgb().shape == FOUR.shape
    assert np.abs(frame.rgb().astype(int) - FOUR)[::48, ::64].max() <= 2
    for row, column in ((5, 5), (5, 50), (40, 5), (40, 50)):
        assert np.abs(frame.rgb()[row, column].astype(int) - FOUR[row, column]).max() <= 2


@pytest.mark.parametrize(
    ("turned", "quarters"), [(QtVideo.Rotation.Clockwise90, -1), (QtVideo.Rotation.Clockwise270, 1)]
)
def test_a_phone_held_upright_is_turned(turned: QtVideo.Rotation, quarters: int) -> None:
    frame = frame_of(deep_frame(FOUR, turned=turned), number=1, taken_s=0.0)
    assert frame is not None
    wanted = np.rot90(FOUR, quarters)
    assert frame.rgb().shape == wanted.shape
    for row, column in ((5, 5), (5, 40), (58, 5), (58, 40)):
        assert np.abs(frame.rgb()[row, column].astype(int) - wanted[row, column]).max() <= 2


def test_pictures_that_can_never_be_shown_are_said(qtbot: QtBot, camera: VirtualCamera) -> None:
    unknown = QVideoFrameFormat(QSize(64, 48), PixelFormat.Format_Jpeg)
    told: list[str] = []
    camera.failed.connect(told.append)
    for _ in range(5):
        assert not told, "one damaged frame is no reason to give up"
        with qtbot.waitSignal(camera.frame_came):
            camera.sink.setVideoFrame(QVideoFrame(unknown))
        assert camera.newest() is None
    assert told == ["Its pictures are stored in a form that cannot be shown here: Jpeg"]
    camera.stop()


def test_a_video_with_sound_only_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(np.zeros(8000, np.int16).tobytes())
    source = FileSource(path)
    with qtbot.waitSignal(source.failed, timeout=20_000) as told:
        source.start()
    assert told.args == ["It holds sound, but no pictures."]
    source.stop()


def test_a_video_file_plays_over_and_over(qtbot: QtBot, video: Path) -> None:
    source = FileSource(video)
    shades: list[int] = []

    def note() -> None:
        frame = source.newest()
        assert frame is not None
        shades.append(int(frame.rgb()[100, 100, 0]))

    source.frame_came.connect(note)
    source.start()

    def rounds() -> int:
        return sum(later < sooner - 60 for sooner, later in itertools.pairwise(shades))

    qtbot.waitUntil(lambda: rounds() >= 2, timeout=20_000)
    assert min(shades) < 80
    assert max(shades) > 120
    source.stop()


def test_a_file_that_is_no_video_fails_with_details(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "broken.mp4"
    path.write_bytes(b"this is no video" * 100)
    source = FileSource(path)
    with qtbot.waitSignal(source.failed, timeout=10_000) as caught:
        source.start()
    assert caught.args
    assert caught.args[0]
    source.stop()


@dataclass(frozen=True)
class Offer:
    """A camera's format."""

    width: int
    height: int
    rate: float

    def resolution(self) -> QSize:
        return QSize(self.width, self.height)

    def maxFrameRate(self) -> float:
        return self.rate


@pytest.mark.parametrize(
    ("offers", "best"),
    [
        ([Offer(640, 480, 30), Offer(1280, 720, 30), Offer(1920, 1080, 30)], 1),
        ([Offer(1280, 720, 10), Offer(640, 480, 30)], 1),
        ([Offer(1280, 720, 30), Offer(1280, 720, 60)], 0),
        ([Offer(1280, 720, 60), Offer(320, 240, 30)], 0),
        ([Offer(1920, 1080, 30), Offer(160, 120, 30)], 0),
        ([Offer(1280, 720, 0.0), Offer(1280, 800, 25)], 1),
    ],
)
def test_the_usual_format_is_near_720p30(offers: list[Offer], best: int) -> None:
    assert usual_format(offers) is offers[best]


def test_without_formats_the_camera_decides() -> None:
    assert usual_format([]) is None


def test_cameras_of_one_name_are_told_apart() -> None:
    assert named([("a", "HD Webcam"), ("b", " "), ("c", "HD Webcam")]) == (
        CameraInfo("a", "HD Webcam (1)"),
        CameraInfo("b", "Camera"),
        CameraInfo("c", "HD Webcam (2)"),
    )


def test_the_systems_own_cameras_can_be_listed(qtbot: QtBot) -> None:
    devices = SystemDevices()
    assert all(camera.name for camera in devices.cameras())
    assert devices.permission() in ("granted", "denied", "unknown")
    with pytest.raises(CameraError, match="Camera: no such camera"):
        devices.open("no such camera")


@pytest.fixture
def frozen_memory() -> Iterator[None]:
    """Takes what earlier tests left in memory out of each search for garbage: a tenth of the time.

    What is made from then on is searched for as ever.
    """
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@dataclass(frozen=True, slots=True)
class Resources:
    """What this process holds of the system's now."""

    handles: int
    system_threads: int
    python_threads: int
    memory_mb: float

    @classmethod
    def in_use(cls) -> Resources:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return cls(
            len(list(Path("/proc/self/fd").iterdir())),
            system_threads(),
            threading.active_count(),
            pages * resource.getpagesize() / 1e6,
        )

    def check(self) -> None:
        """Hardly more is in use than was then."""
        now = Resources.in_use()
        assert now.handles <= self.handles + 2
        assert now.python_threads == self.python_threads
        assert now.memory_mb - self.memory_mb < 30


def system_threads() -> int:
    return len(list(Path("/proc/self/task").iterdir()))


def tidy() -> None:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    gc.collect()


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts handles as Linux does")
def test_a_hundred_openings_leak_nothing(qtbot: QtBot, video: Path, frozen_memory: None) -> None:
    def cycle() -> list[weakref.ref[object]]:
        source = FileSource(video)
        with qtbot.waitSignal(source.frame_came, timeout=20_000):
            source.start()
        frame = source.newest()
        assert frame is not None
        source.stop()
        return [weakref.ref(one) for one in (source, source.sink, frame.image)]

    def cycles(count: int) -> None:
        for _ in range(count):
            made = cycle()
            tidy()
            assert [one() for one in made] == [None] * 3

    cycles(20)  # what libraries keep for good, they have by then
    before = Resources.in_use()
    cycles(100)
    qtbot.waitUntil(lambda: system_threads() <= before.system_threads + 1, timeout=10_000)
    before.check()


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts handles as Linux does")
def test_twenty_times_unplugged_and_plugged_in_leak_nothing(
    frozen_memory: None, rig: Rig, astronaut: Image
) -> None:
    cam = Cam(rig)
    cam.start()

    def cycle() -> None:
        change_plugged(cam.page, cam.stage)
        assert cam.title == "The camera was unplugged"
        change_plugged(cam.page, cam.stage, BUILT_IN)
        cam.frame(astronaut)
        cam.frame(astronaut[::-1])
        assert cam.live.state == "live"
        cam.stage.opened[:-1] = []
        tidy()

    for _ in range(5):
        cycle()
    before = Resources.in_use()
    for _ in range(20):
        cycle()
    cam.qtbot.waitUntil(lambda: system_threads() <= before.system_threads + 1, timeout=10_000)
    before.check()

"""Where video comes from: cameras and video files, and the one place that turns frames into RGB.

A source hands over its newest frame only: frames that nobody took in time are gone, none waits.
"""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QCameraPermission,
    QCoreApplication,
    QObject,
    QSize,
    Qt,
    QUrl,
    Signal,
    SignalInstance,
    Slot,
)
from PySide6.QtGui import QImage, QTransform
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QMediaCaptureSession,
    QMediaDevices,
    QMediaPlayer,
    QVideoFrame,
    QVideoFrameFormat,
    QVideoSink,
)

from engine.errors import UserError
from engine.preprocessing import Image

_WIDTH_PX, _HEIGHT_PX, _RATE = 1280, 720, 30.0
_MOST_IN_VAIN = 5  # frames in a row that hold no picture


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of a video, upright: ``image`` (RGB32), its number, and when it came.

    ``taken_s`` is in seconds of the source's clock, ``video_s`` in seconds from the beginning of a
    video file (``None`` for a camera).
    """

    image: QImage
    number: int
    taken_s: float
    video_s: float | None = None

    @property
    def width_px(self) -> int:
        """Width of the picture."""
        return self.image.width()

    @property
    def height_px(self) -> int:
        """Height of the picture."""
        return self.image.height()

    def bgra(self) -> NDArray[np.uint8]:
        """The pixels as they lie in ``image``, shape (H, W, 4); valid as long as the frame is."""
        height, width = self.image.height(), self.image.width()
        rows = np.frombuffer(self.image.constBits(), np.uint8)
        return rows.reshape(height, self.image.bytesPerLine() // 4, 4)[:, :width]

    def rgb(self) -> Image:
        """A copy as ``uint8`` RGB (H, W, 3), as the engine takes it; half a millisecond at 720p."""
        return np.asarray(cv2.cvtColor(self.bgra(), cv2.COLOR_BGRA2RGB), np.uint8)


def frame_of(
    raw: QVideoFrame, *, number: int, taken_s: float, video_s: float | None = None
) -> Frame | None:
    """A video frame of any format, turned upright; ``None`` if it holds no picture."""
    image = raw.toImage()
    if image.isNull():
        image = _from_planes(raw)
    if image.isNull():
        return None
    if image.format() != QImage.Format.Format_RGB32:
        image = image.convertToFormat(QImage.Format.Format_RGB32)
    return Frame(image, number, taken_s, video_s)


_Space = QVideoFrameFormat.ColorSpace
# Shares of red and blue in the brightness: ITU-R BT.601, BT.709 and BT.2020.
_LUMA: dict[_Space, tuple[float, float]] = {
    _Space.ColorSpace_BT601: (0.299, 0.114),
    _Space.ColorSpace_AdobeRgb: (0.299, 0.114),
    _Space.ColorSpace_BT2020: (0.2627, 0.0593),
}
_BT709 = (0.2126, 0.0722)


def _from_planes(raw: QVideoFrame) -> QImage:
    """The picture of a frame with 10 bits a sample, as phones film it; null for any other.

    Qt converts these on the graphics card alone; computers without one, virtual machines and
    remote desktops would get no picture.
    """
    if raw.pixelFormat() is not QVideoFrameFormat.PixelFormat.Format_YUV420P10:
        return QImage()
    if not raw.map(QVideoFrame.MapMode.ReadOnly):
        return QImage()
    try:
        planes = [_plane(raw, index) for index in range(3)]
        rgb = _rgb_of(planes, raw.surfaceFormat())
    finally:
        raw.unmap()
    height, width = rgb.shape[:2]
    image = QImage(width, height, QImage.Format.Format_RGB32)
    target = np.frombuffer(image.bits(), np.uint8).reshape(height, width, 4)
    cv2.cvtColor(rgb, cv2.COLOR_RGB2BGRA, dst=target)
    # How the camera stores its pictures, then how a player wants this one.
    stored = raw.surfaceFormat()
    for turned, mirrored in (
        (stored.rotation(), stored.isMirrored()),
        (raw.rotation(), raw.mirrored()),
    ):
        image = image.transformed(QTransform().rotate(float(turned.value)))
        image = image.mirrored(True, False) if mirrored else image
    return image


def _plane(raw: QVideoFrame, index: int) -> NDArray[np.uint16]:
    """Samples of 10 bits (0-1023) of the brightness (0) or a colour difference (1, 2)."""
    rows = np.frombuffer(raw.bits(index), np.dtype("<u2"))
    rows = rows.reshape(-1, raw.bytesPerLine(index) // 2)
    size, half = raw.size(), min(index, 1)
    # Half the width and height in the colour differences, an odd one rounded up.
    return rows[: (size.height() + half) >> half, : (size.width() + half) >> half]


def _rgb_of(planes: Sequence[NDArray[np.uint16]], stored: QVideoFrameFormat) -> Image:
    """``uint8`` RGB (H, W, 3) from planes with 10 bits a sample.

    Sources of the matrices: ITU-R BT.601, BT.709 and BT.2020. As in Qt's own conversion, curves
    for bright screens (ITU-R BT.2100) are shown as they are.
    """
    height, width = planes[0].shape
    wide = [cv2.resize(plane, (width, height)) for plane in planes[1:]]
    red, blue = _LUMA.get(stored.colorSpace(), _BT709)
    full = stored.colorRange() is QVideoFrameFormat.ColorRange.ColorRange_Full
    black, light, colour = (0.0, 1023.0, 1023.0) if full else (64.0, 876.0, 896.0)
    of_red, of_blue, green = 2 * (1 - red), 2 * (1 - blue), 1 - red - blue
    matrix = np.array(
        [
            [1 / light, 0.0, of_red / colour],
            [1 / light, -of_blue * blue / green / colour, -of_red * red / green / colour],
            [1 / light, of_blue / colour, 0.0],
        ]
    )
    offset = -matrix @ np.array([black, 512.0, 512.0])
    samples = cv2.merge([planes[0], *wide]).astype(np.float32)
    rgb = np.clip(cv2.transform(samples, np.column_stack([matrix, offset])), 0.0, 1.0)
    return np.asarray(np.rint(rgb * 255.0), np.uint8)


class VideoSource(QObject):
    """An opened source of video; ``start`` lets it run, ``stop`` releases it for good.

    ``frame_came`` on the GUI thread when there is a newer frame; ``failed`` (details) when it
    cannot go on. After ``stop`` nothing comes any more.
    """

    frame_came = Signal()
    failed = Signal(str)

    def __init__(
        self, *, now: Callable[[], float] = time.monotonic, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._raw, self._seen = QVideoFrame(), QVideoFrame()
        self._frame: Frame | None = None
        self._count = self._in_vain = 0
        self._taken_s = 0.0
        self._stopped = False
        self.sink = QVideoSink(self)
        # The sink speaks from a thread of its own: the slot then runs in this one, a little later.
        self.sink.videoFrameChanged.connect(self._note)

    @property
    def stopped(self) -> bool:
        """True once it was released."""
        return self._stopped

    def start(self) -> None:
        """Let frames come."""

    def stop(self) -> None:
        """Release device or file at once; may be called twice."""
        if self._stopped:
            return
        self._stopped = True
        self.sink.videoFrameChanged.disconnect(self._note)
        self.release()
        self._raw, self._seen, self._frame = QVideoFrame(), QVideoFrame(), None
        self.deleteLater()

    def release(self) -> None:
        """What a kind of source does to let go of what it holds."""

    def time_in_video(self, raw: QVideoFrame) -> float | None:
        """Where in a video a frame is (seconds); ``None`` for one that has no beginning."""
        return None

    def newest(self) -> Frame | None:
        """The frame that came last, converted when first asked for (2 ms at 720p)."""
        if self._frame is None and self._raw.isValid():
            raw, self._raw = self._raw, QVideoFrame()
            self._frame = frame_of(
                raw, number=self._count, taken_s=self._taken_s, video_s=self.time_in_video(raw)
            )
            self._in_vain = 0 if self._frame is not None else self._in_vain + 1
            # One may be damaged.
            if self._in_vain == _MOST_IN_VAIN:
                form = raw.pixelFormat().name.removeprefix("Format_")
                told = QCoreApplication.translate(
                    "webcam", "Its pictures are stored in a form that cannot be shown here: {0}"
                )
                self.failed.emit(told.format(form))
        return self._frame

    @Slot()
    def _note(self) -> None:
        raw = self.sink.videoFrame()
        # Calls that piled up while the window was busy all find the same newest frame.
        if self._stopped or not raw.isValid() or raw == self._seen:
            return
        self._raw, self._seen, self._frame = raw, raw, None
        self._count += 1
        self._taken_s = self._now()
        self.frame_came.emit()


class CameraSource(VideoSource):
    """A camera of this computer, asked for about 720p at 30 frames a second."""

    def __init__(
        self,
        device: QCameraDevice,
        *,
        now: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(now=now, parent=parent)
        self._camera = QCamera(device, self)
        offered = usual_format(device.videoFormats())
        if offered is not None:
            self._camera.setCameraFormat(offered)
        self._session = QMediaCaptureSession(self)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self.sink)
        self._camera.errorOccurred.connect(self._fail)

    def start(self) -> None:
        """Switch the camera on."""
        self._camera.start()

    def release(self) -> None:
        """Switch it off; its light goes out with the last hold on it."""
        self._camera.errorOccurred.disconnect(self._fail)
        self._camera.stop()
        # None is what Qt documents; its type hints do not know.
        self._session.setCamera(None)  # type: ignore[arg-type]
        self._session.setVideoSink(None)  # type: ignore[arg-type]

    @Slot()
    def _fail(self) -> None:
        if self._camera.error() is not QCamera.Error.NoError:
            self.failed.emit(self._camera.errorString())


class FileSource(VideoSource):
    """A video file in place of a camera: silent, at its own pace, over and over.

    ``moved`` when its place or its length is another.
    """

    moved = Signal()

    def __init__(
        self,
        path: Path,
        *,
        now: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(now=now, parent=parent)
        self._player = QMediaPlayer(self)
        self._player.setVideoSink(self.sink)
        self._player.setLoops(QMediaPlayer.Loops.Infinite)
        self._player.errorOccurred.connect(self._fail)
        self._player.mediaStatusChanged.connect(self._check_tracks)
        self._player.positionChanged.connect(self.moved)
        self._player.durationChanged.connect(self.moved)
        self._path = path

    @property
    def place_ms(self) -> int:
        """Where in the file it is, in milliseconds."""
        return self._player.position()

    @property
    def length_ms(self) -> int:
        """How long the file is, in milliseconds; 0 until that is known."""
        return self._player.duration() if self._player.isSeekable() else 0

    def go_to(self, place_ms: int) -> None:
        """Go on from another place; paused, show the picture there."""
        self._player.setPosition(place_ms)

    def pause(self) -> None:
        """Stand still at this picture."""
        self._player.pause()

    def resume(self) -> None:
        """Go on after a pause."""
        self._player.play()

    def time_in_video(self, raw: QVideoFrame) -> float | None:
        """Seconds from the beginning, as the file says, else as the player does."""
        stamp_us = raw.startTime()
        return stamp_us / 1e6 if stamp_us >= 0 else self._player.position() / 1e3

    def start(self) -> None:
        """Open the file and play it."""
        self._player.setSource(QUrl.fromLocalFile(str(self._path)))
        self._player.play()

    def release(self) -> None:
        """Close the file."""
        self._player.errorOccurred.disconnect(self._fail)
        self._player.mediaStatusChanged.disconnect(self._check_tracks)
        self._player.stop()
        self._player.setVideoSink(None)  # type: ignore[arg-type]
        self._player.setSource(QUrl())

    @Slot()
    def _fail(self) -> None:
        if self._player.error() is not QMediaPlayer.Error.NoError:
            self.failed.emit(self._player.errorString())

    @Slot(QMediaPlayer.MediaStatus)
    def _check_tracks(self, status: QMediaPlayer.MediaStatus) -> None:
        """Say at once that a file holds sound only."""
        if status is QMediaPlayer.MediaStatus.LoadedMedia and not self._player.hasVideo():
            told = QCoreApplication.translate("webcam", "It holds sound, but no pictures.")
            self.failed.emit(told)


class Format(Protocol):
    """What a camera offers, as ``QCameraFormat`` says it."""

    def resolution(self) -> QSize:
        """Pixels."""

    def maxFrameRate(self) -> float:
        """Frames a second."""


Offered = TypeVar("Offered", bound=Format)


def usual_format(formats: Sequence[Offered]) -> Offered | None:
    """The format nearest to 720p at 30 frames a second; ``None`` where nothing is offered.

    Too slow counts more than too small or too large; much more than 30 is heat for nothing.
    """
    return min(formats, key=_distance, default=None)


def _distance(offered: Format) -> float:
    size, rate = offered.resolution(), max(offered.maxFrameRate(), 1.0)
    shape = abs(math.log(max(size.width(), 1) / _WIDTH_PX))
    shape += abs(math.log(max(size.height(), 1) / _HEIGHT_PX))
    pace = math.log(rate / _RATE)
    return shape + (-4.0 * pace if pace < 0 else 0.5 * pace)


Permission = Literal["granted", "denied", "unknown"]
_PERMISSIONS: dict[Qt.PermissionStatus, Permission] = {
    Qt.PermissionStatus.Granted: "granted",
    Qt.PermissionStatus.Denied: "denied",
    Qt.PermissionStatus.Undetermined: "unknown",
}


class CameraError(UserError):
    """A camera cannot be opened."""


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """A camera by the name that its maker gave it, and the id by which it is remembered."""

    camera_id: str
    name: str


class CameraDevices(Protocol):
    """The cameras of a computer, as a ``QObject``."""

    @property
    def changed(self) -> SignalInstance:
        """Emitted when a camera is plugged in or pulled out."""

    def cameras(self) -> tuple[CameraInfo, ...]:
        """Those that are there now, the system's usual one first."""

    def permission(self) -> Permission:
        """Whether the system lets this program use cameras."""

    def ask(self, answered: Callable[[], None]) -> None:
        """Let the system ask the user; ``answered`` comes once they have chosen."""

    def open(self, camera_id: str) -> VideoSource:
        """A source for one of them, not started; raises ``CameraError`` if it has gone."""

    def setParent(self, parent: QObject, /) -> None:
        """Make this belong to ``parent``."""


class SystemDevices(QObject):
    """The real ones, through Qt."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._media = QMediaDevices(self)
        self._media.videoInputsChanged.connect(self.changed)

    def cameras(self) -> tuple[CameraInfo, ...]:
        """Those that are there now, the system's usual one first."""
        devices = sorted(QMediaDevices.videoInputs(), key=lambda device: not device.isDefault())
        return named([(_id_of(device), device.description()) for device in devices])

    def permission(self) -> Permission:
        """Whether the system lets this program use cameras."""
        return _PERMISSIONS[_app().checkPermission(QCameraPermission())]

    def ask(self, answered: Callable[[], None]) -> None:
        """Let the system ask the user."""
        _app().requestPermission(QCameraPermission(), self, lambda _permission: answered())

    def open(self, camera_id: str) -> VideoSource:
        """A source for one of them."""
        for device in QMediaDevices.videoInputs():
            if _id_of(device) == camera_id:
                return CameraSource(device)
        raise CameraError(
            self.tr("This camera is no longer connected. Camera: {0}").format(camera_id)
        )


def named(cameras: list[tuple[str, str]]) -> tuple[CameraInfo, ...]:
    """Cameras from ids and names; those of one name are numbered, nameless ones get one."""
    unnamed = QCoreApplication.translate("webcam", "Camera")
    names = [name.strip() or unnamed for _, name in cameras]
    of_name, met = Counter(names), Counter[str]()
    infos = []
    for (camera_id, _), name in zip(cameras, names, strict=True):
        met[name] += 1
        shown = f"{name} ({met[name]})" if of_name[name] > 1 else name
        infos.append(CameraInfo(camera_id, shown))
    return tuple(infos)


def _id_of(device: QCameraDevice) -> str:
    return bytes(device.id().data()).decode("utf-8", "backslashreplace")


def _app() -> QCoreApplication:
    app = QCoreApplication.instance()
    if app is None:
        raise RuntimeError("There is no QApplication yet. Received: None")
    return app

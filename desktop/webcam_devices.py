"""Which cameras there are, whether they may be used, and how one is opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCameraPermission, QCoreApplication, QObject, Qt, Signal
from PySide6.QtMultimedia import QCameraDevice, QMediaDevices

from desktop.camera import CameraSource, Source
from engine.errors import UserError

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


class Devices(QObject):
    """The cameras of this computer; ``changed`` when one is plugged in or pulled out."""

    changed = Signal()

    def cameras(self) -> tuple[CameraInfo, ...]:
        """Those that are there now, the system's usual one first."""
        raise NotImplementedError

    def permission(self) -> Permission:
        """Whether the system lets this program use cameras."""
        raise NotImplementedError

    def ask(self, answered: Callable[[], None]) -> None:
        """Let the system ask the user; ``answered`` comes once they have said something."""
        raise NotImplementedError

    def open(self, camera_id: str) -> Source:
        """A source for one of them, not started; raises ``CameraError`` if it has gone."""
        raise NotImplementedError


class SystemDevices(Devices):
    """The real ones, through Qt."""

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

    def open(self, camera_id: str) -> Source:
        """A source for one of them."""
        for device in QMediaDevices.videoInputs():
            if _id_of(device) == camera_id:
                return CameraSource(device)
        raise CameraError(
            self.tr("This camera is not there any more. Received: {0}").format(camera_id)
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

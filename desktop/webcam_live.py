"""The source in use: opened, watched, released; what happened to it is one of a few states."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.webcam_doors import WebcamDoors
from desktop.webcam_words import State
from engine.errors import UserError

if TYPE_CHECKING:
    from desktop.camera import Source
    from desktop.webcam_devices import CameraInfo

_WATCH_MS = 250
_FROZEN_S = 1.5
_FIRST_FRAME_S = 8.0


class Live(QObject):
    """Holds one source at most; ``frame_came`` (Frame) for its newest picture.

    ``changed`` when the state or the list of cameras did. A camera that was pulled out is opened
    again when it comes back, unless somebody stopped it meanwhile.
    """

    changed = Signal()
    frame_came = Signal(object)

    def __init__(self, doors: WebcamDoors, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._doors = doors
        self._source: Source | None = None
        self._open: Callable[[], Source] | None = None
        self._opened_s = self._frame_s = 0.0
        self._number = 0
        self.devices = doors.devices()
        self.devices.setParent(self)
        self.devices.changed.connect(self._look_around)
        self.state: State = "off"
        self.details = ""
        self.name = ""
        self.camera_id = ""
        self.cameras: tuple[CameraInfo, ...] = self.devices.cameras()
        self._watch = QTimer(self, interval=_WATCH_MS)
        self._watch.timeout.connect(self._check)

    @property
    def holds_source(self) -> bool:
        """True while a camera or a file is open."""
        return self._source is not None

    @property
    def is_file(self) -> bool:
        """Whether the source is, or was, a file."""
        return self._open is not None and not self.camera_id

    def open_camera(self, camera_id: str = "") -> None:
        """Open a camera, the usual one by default; the system may ask the user first."""
        self._let_go()
        self.cameras = self.devices.cameras()
        known = {camera.camera_id: camera for camera in self.cameras}
        permission = self.devices.permission()
        if permission == "denied":
            self._become("refused")
        elif permission == "unknown":
            self._become("asking")
            self.devices.ask(lambda: self._asked(camera_id))
        elif not self.cameras:
            self._become("none")
        else:
            camera = known.get(camera_id, self.cameras[0])
            self.name, self.camera_id = camera.name, camera.camera_id
            self._begin(lambda: self.devices.open(camera.camera_id))

    def open_file(self, path: Path) -> None:
        """Play a video file as if it were a camera."""
        self._let_go()
        self.name, self.camera_id = path.name, ""
        self._begin(lambda: self._doors.open_file(path))

    def again(self) -> None:
        """Open once more what was open last."""
        opener = self._open
        if opener is None or self.camera_id:
            self.open_camera(self.camera_id)
        else:
            self._let_go()
            self._begin(opener)

    def stop(self, state: State = "off") -> None:
        """Release the source at once; ``state`` says why."""
        self._let_go()
        self._become(state)

    def _begin(self, opener: Callable[[], Source]) -> None:
        self._open = opener
        try:
            source = opener()
        except UserError as error:
            self.details = str(error)
            self._become("busy")
            return
        self._source = source
        source.setParent(self)
        source.frame_came.connect(self._take)
        source.failed.connect(self._fail)
        self._opened_s = self._frame_s = self._doors.now()
        self.details = ""
        self._become("opening")
        self._watch.start()
        source.start()

    def _let_go(self) -> None:
        self._watch.stop()
        source, self._source = self._source, None
        if source is not None:
            source.frame_came.disconnect(self._take)
            source.failed.disconnect(self._fail)
            source.stop()

    def _become(self, state: State) -> None:
        self.state = state
        self.changed.emit()

    def _asked(self, camera_id: str) -> None:
        if self.state != "asking":
            return  # they changed their mind meanwhile
        if self.devices.permission() == "granted":
            self.open_camera(camera_id)
        else:
            self._become("refused")

    @Slot()
    def _take(self) -> None:
        frame = self._source.newest() if self._source is not None else None
        if frame is None:
            return
        self._frame_s = self._doors.now()
        if self.state != "live":
            self._become("live")
        self.frame_came.emit(frame)

    @Slot(str)
    def _fail(self, details: str) -> None:
        self._let_go()
        self.details = details
        gone = self.camera_id and self.camera_id not in self._ids()
        self._become("unplugged" if gone else "busy" if self.camera_id else "broken")

    @Slot()
    def _check(self) -> None:
        """Notice a source that has fallen silent."""
        silent_s = self._doors.now() - self._frame_s
        if self.camera_id and self.camera_id not in self._ids():
            self._look_around()
        elif self.state == "opening" and silent_s > _FIRST_FRAME_S:
            self._fail("")
        elif self.state == "live" and silent_s > _FROZEN_S:
            self._become("frozen")

    @Slot()
    def _look_around(self) -> None:
        """Cameras came or went."""
        self.cameras = self.devices.cameras()
        here = self.camera_id in self._ids()
        if self._source is not None and self.camera_id and not here:
            self._let_go()
            self._become("unplugged")
        elif self.state == "unplugged" and here:
            self.open_camera(self.camera_id)
        elif self.state == "none" and self.cameras:
            self._become("off")
        else:
            self.changed.emit()

    def _ids(self) -> set[str]:
        return {camera.camera_id for camera in self.devices.cameras()}

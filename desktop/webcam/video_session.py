"""The source in use, what is predicted on its frames, and who in them agreed to be seen."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.jobs import Job, Lane, Urgency
from desktop.session import Session
from desktop.webcam.backend import WebcamBackend
from desktop.webcam.text import State
from desktop.webcam.video_view import DisplayedFrame
from engine.errors import UserError
from engine.live import FaceTracker, Track
from engine.look import Look, is_cut, look_of
from engine.preprocessing import Image
from engine.results import Face

if TYPE_CHECKING:
    from desktop.webcam.camera import CameraInfo, FileSource, Frame, VideoSource

_WATCH_MS = 250
_FROZEN_S = 1.5
_FIRST_FRAME_S = 8.0


class VideoSession(QObject):
    """Holds one source at most; ``frame_came`` (Frame) for its newest picture.

    ``changed`` when the state or the list of cameras did, ``moved`` when a file's place or length
    did. A camera that was pulled out is opened again when it comes back, unless somebody stopped it
    meanwhile.
    """

    changed = Signal()
    moved = Signal()
    frame_came = Signal(object)

    def __init__(self, backend: WebcamBackend, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._backend = backend
        self._source: VideoSource | None = None
        self._open: Callable[[], VideoSource] | None = None
        self._opened_s = self._frame_s = 0.0
        self._number = 0
        self.devices = backend.devices()
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

    @property
    def file(self) -> FileSource | None:
        """The file that is open."""
        from desktop.webcam.camera import FileSource

        return self._source if isinstance(self._source, FileSource) else None

    @property
    def may_open_camera(self) -> bool:
        """Whether there is a camera, and the system does not forbid to use it."""
        return bool(self.devices.cameras()) and self.devices.permission() != "denied"

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
        self._begin(lambda: self._backend.open_file(path))

    def again(self) -> None:
        """Open once more what was open last."""
        opener = self._open
        if self.file is not None and self.state == "paused":
            self.file.resume()
            self._opened_s = self._frame_s = self._backend.now()
            self._watch.start()
            self._become("live")
        elif opener is None or self.camera_id:
            self.open_camera(self.camera_id)
        else:
            self._let_go()
            self._begin(opener)

    def stop(self, state: State = "off") -> None:
        """Release the source at once; ``state`` says why. A paused file stays open, and stands."""
        if state == "paused" and self.file is not None:
            self._watch.stop()
            self.file.pause()
        else:
            self._let_go()
        self._become(state)

    def _begin(self, opener: Callable[[], VideoSource]) -> None:
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
        if self.file is not None:
            self.file.moved.connect(self.moved)
        self._opened_s = self._frame_s = self._backend.now()
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
        self._frame_s = self._backend.now()
        if self.state not in ("live", "paused"):  # paused, it is the picture at another place
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
        silent_s = self._backend.now() - self._frame_s
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


# More would only heat the computer: numbers are smoothed over a second, boxes move by themselves.
_MOST_A_SECOND = 15.0


class LivePredictor(QObject):
    """``answered`` (faces, frame) for some of the frames that are offered; the others are dropped.

    A running folder job is served between two predictions, since the next one is only handed in
    when the last one was answered. After ``failed`` (exception) it rests until another model comes.
    """

    answered = Signal(object, object)
    failed = Signal(object)

    def __init__(
        self, *, lane: Lane, session: Session, backend: WebcamBackend, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._lane, self._session, self._backend = lane, session, backend
        self._waiting: Frame | None = None
        self._job: Job | None = None
        self._begun_s = 0.0
        self._resting = False
        session.model_changed.connect(self._start_anew)

    def offer(self, frame: Frame) -> None:
        """Have a frame that may be judged, unless a newer one comes first."""
        self._waiting = frame
        self._go()

    def stop(self) -> None:
        """Drop what waits and what is being judged."""
        self._waiting = None
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _go(self) -> None:
        frame, pipeline = self._waiting, self._session.pipeline
        if frame is None or pipeline is None or self._job is not None or self._resting:
            return
        # A hair less than the pace, or frames at 30 a second would be taken every third time.
        if self._backend.now() - self._begun_s < 0.9 / _MOST_A_SECOND:
            return
        self._begun_s, self._waiting = self._backend.now(), None
        judge = self._backend.judge
        job = self._job = self._lane.submit(lambda: judge(pipeline, frame), urgency=Urgency.NOW)
        job.succeeded.connect(lambda faces: self.answered.emit(faces, frame))
        job.failed.connect(self._fail)
        job.finished.connect(lambda: self._finish(job))

    def _finish(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self._go()

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self._resting = True
        self.failed.emit(error)

    @Slot()
    def _start_anew(self) -> None:
        self._resting = False


_WINDOW_S = 2.0


class RateMeter:
    """Counts over the last two seconds; every call is told the time."""

    def __init__(self) -> None:
        self._shown: deque[float] = deque()
        self._judged: deque[float] = deque()
        self._delays: deque[tuple[float, float]] = deque()

    def frame_shown(self, at_s: float) -> None:
        """A frame was painted."""
        _keep(self._shown, at_s)

    def judged(self, at_s: float) -> None:
        """A prediction was answered."""
        _keep(self._judged, at_s)

    def overlaid(self, at_s: float, *, taken_s: float) -> None:
        """A prediction was painted whose frame had been taken at ``taken_s``."""
        self._delays.append((at_s, at_s - taken_s))
        while self._delays[0][0] < at_s - _WINDOW_S:
            self._delays.popleft()

    def shown_rate(self, at_s: float) -> float:
        """Frames shown a second."""
        return _rate(self._shown, at_s)

    def judged_rate(self, at_s: float) -> float:
        """Predictions a second."""
        return _rate(self._judged, at_s)

    @property
    def delay_ms(self) -> float | None:
        """Median milliseconds from a frame to its boxes on screen; ``None`` before the first."""
        return 1000 * median(delay for _, delay in self._delays) if self._delays else None


def _keep(times: deque[float], at_s: float) -> None:
    times.append(at_s)
    while times[0] < at_s - _WINDOW_S:
        times.popleft()


def _rate(times: deque[float], at_s: float) -> float:
    recent = [one for one in times if one >= at_s - _WINDOW_S]
    if len(recent) < 2:
        return 0.0
    # By intervals, not by the window: in its first seconds a video is not slower.
    return (len(recent) - 1) / max(at_s - recent[0], 1e-3)


class LiveFaces:
    """Tracker, agreement and pace of one video; ``now`` is the clock that frames go by.

    Agreement is to one face. It ends where the video goes on with another scene, and where what is
    seen in its place looks like somebody else; between two predictions such a face is hidden.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._unpainted: Frame | None = None
        self._newest: Frame | None = None
        self._scene: Look | None = None
        self._scene_since_s = float("-inf")
        self._looks: dict[int, Look] = {}
        self._doubtful: frozenset[int] = frozenset()
        self.tracker, self.consent, self.pace = FaceTracker(), Consent(), RateMeter()

    def seen_in(self, frame: Frame, *, opt_in: bool) -> tuple[DisplayedFrame, ...]:
        """The faces of a frame, left to right, as they are to be shown."""
        tracks = self.tracker.tracks(frame.taken_s)
        return tuple(DisplayedFrame(one, not opt_in or self._may_show(one)) for one in tracks)

    def _may_show(self, track: Track) -> bool:
        return self.consent.may_show(track) and track.track_id not in self._doubtful

    def on_frame(self, frame: Frame) -> None:
        """A newer frame came: whoever left is not agreed any more."""
        pixels = frame.rgb()
        before, self._scene = self._scene, look_of(pixels)
        if is_cut(before, self._scene):
            self._forget_scene(frame)
        self._newest = frame
        self.consent.follow(self.tracker.tracks(frame.taken_s))
        self._doubt(frame, pixels)

    def agree(self, track_id: int) -> None:
        """Let a face of the newest frame agree to be seen, or take it back."""
        self.consent.toggle(track_id)
        self._looks.pop(track_id, None)
        if self._newest is not None:
            self._doubt(self._newest, self._newest.rgb())

    def on_answer(self, faces: Sequence[Face], frame: Frame) -> None:
        """The faces of a frame are known."""
        self.pace.judged(self._now())
        if frame.taken_s < self._scene_since_s:
            return  # of the scene before
        # Before the update: after it nobody would know that a face had been gone for long.
        self.consent.follow(self.tracker.tracks(frame.taken_s))
        self.tracker.update(faces, at_s=frame.taken_s)
        self._compare(frame)
        self._unpainted = frame

    def _forget_scene(self, frame: Frame) -> None:
        """The next face in the same place is somebody whom nobody has asked."""
        self.tracker.clear()
        self.consent.clear()
        self._looks.clear()
        self._scene_since_s = frame.taken_s

    def _agreed_in(self, frame: Frame) -> list[Track]:
        tracks = self.tracker.tracks(frame.taken_s)
        return [one for one in tracks if one.seen and self.consent.has_agreed(one)]

    def _compare(self, frame: Frame) -> None:
        """End the agreement of whoever looks like somebody else where they were just found."""
        agreed = self._agreed_in(frame)
        pixels = frame.rgb() if agreed else None
        for one in agreed:
            assert pixels is not None
            before = self._looks.get(one.track_id)
            now = look_of(pixels, one.face.box)
            if now is None or (before is not None and now.differs(before)):
                self.consent.end(one.track_id)
                self._looks.pop(one.track_id, None)
            else:
                self._looks[one.track_id] = now
        if self._newest is not None:
            self._doubt(self._newest, self._newest.rgb() if agreed else None)

    def _doubt(self, frame: Frame, pixels: Image | None) -> None:
        """Hide whoever does not look as they did, until they are found or have left."""
        self._looks = {one: look for one, look in self._looks.items() if self.consent.holds(one)}
        doubtful = set()
        for one in self._agreed_in(frame):
            now = None if pixels is None else look_of(pixels, one.face.box)
            before = self._looks.setdefault(one.track_id, now) if now is not None else None
            if now is None or before is None or now.differs(before):
                doubtful.add(one.track_id)
        self._doubtful = frozenset(doubtful)

    def on_painted(self) -> None:
        """A frame is on screen, and with it the latest answer."""
        self.pace.frame_shown(self._now())
        if self._unpainted is not None:
            self.pace.overlaid(self._now(), taken_s=self._unpainted.taken_s)
            self._unpainted = None

    def clear(self) -> None:
        """Forget everybody, and the pace."""
        self.tracker.clear()
        self.consent.clear()
        self._looks.clear()
        self.pace = RateMeter()
        self._unpainted = self._newest = self._scene = None
        self._doubtful = frozenset()


# Agreement is to one face in one place. Whoever has not been seen for longer than this might have
# been replaced by somebody else, whom nobody asked.
_LEFT_AFTER_S = 0.8
_LEFT_AFTER_MISSED_S = 0.5
# A box this old may no longer be where the face is.
_HIDE_AFTER_S = 0.4


class Consent:
    """Remembers faces by their tracks, which mean nothing once a face has left."""

    def __init__(self) -> None:
        self._agreed: set[int] = set()

    def toggle(self, track_id: int) -> None:
        """Let a face agree, or take it back."""
        self._agreed ^= {track_id}

    def end(self, track_id: int) -> None:
        """Take back what this face agreed to."""
        self._agreed.discard(track_id)

    def clear(self) -> None:
        """Nobody has agreed any more."""
        self._agreed.clear()

    def holds(self, track_id: int) -> bool:
        """Whether the face of this track agreed to be seen."""
        return track_id in self._agreed

    def has_agreed(self, track: Track) -> bool:
        """Whether this face agreed to be seen."""
        return self.holds(track.track_id)

    def may_show(self, track: Track) -> bool:
        """Whether it agreed and is known to be where its box is; anything else stays blurred."""
        return self.has_agreed(track) and track.seen and track.stale_s <= _HIDE_AFTER_S

    def follow(self, tracks: Sequence[Track]) -> None:
        """Forget those who have left."""
        self._agreed &= {track.track_id for track in tracks if not _has_left(track)}


def _has_left(track: Track) -> bool:
    return track.stale_s > (_LEFT_AFTER_S if track.seen else _LEFT_AFTER_MISSED_S)

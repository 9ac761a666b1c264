"""Who is in the picture now: predictions, followed from frame to frame, and who agreed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.camera import Frame
from desktop.webcam_consent import Consent
from desktop.webcam_pace import Pace
from desktop.webcam_picture import Seen
from engine.results import Face
from engine.tracking import FaceTracker


class LiveFaces:
    """Tracker, agreement and pace of one video; ``now`` is the clock that frames go by."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._unpainted: Frame | None = None
        self.tracker, self.consent, self.pace = FaceTracker(), Consent(), Pace()

    def seen_in(self, frame: Frame, *, opt_in: bool) -> tuple[Seen, ...]:
        """The faces of a frame, left to right, as they are to be shown."""
        tracks = self.tracker.tracks(frame.taken_s)
        return tuple(Seen(one, not opt_in or self.consent.may_show(one)) for one in tracks)

    def on_frame(self, frame: Frame) -> None:
        """A newer frame came: whoever left is not agreed any more."""
        self.consent.follow(self.tracker.tracks(frame.taken_s))

    def on_answer(self, faces: Sequence[Face], frame: Frame) -> None:
        """The faces of a frame are known."""
        # Before the update: after it nobody would know that a face had been gone for long.
        self.consent.follow(self.tracker.tracks(frame.taken_s))
        self.tracker.update(faces, at_s=frame.taken_s)
        self.pace.judged(self._now())
        self._unpainted = frame

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
        self.pace = Pace()
        self._unpainted = None

"""Who is in the picture now: predictions, followed from frame to frame, and who agreed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.webcam.camera import Frame
from desktop.webcam.video_session import RateMeter
from desktop.webcam.video_view import DisplayedFrame
from engine.live import FaceTracker, Track
from engine.results import Face


class LiveFaces:
    """Tracker, agreement and pace of one video; ``now`` is the clock that frames go by."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._unpainted: Frame | None = None
        self.tracker, self.consent, self.pace = FaceTracker(), Consent(), RateMeter()

    def seen_in(self, frame: Frame, *, opt_in: bool) -> tuple[DisplayedFrame, ...]:
        """The faces of a frame, left to right, as they are to be shown."""
        tracks = self.tracker.tracks(frame.taken_s)
        return tuple(
            DisplayedFrame(one, not opt_in or self.consent.may_show(one)) for one in tracks
        )

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
        self.pace = RateMeter()
        self._unpainted = None


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

    def clear(self) -> None:
        """Nobody has agreed any more."""
        self._agreed.clear()

    def has_agreed(self, track: Track) -> bool:
        """Whether this face agreed to be seen."""
        return track.track_id in self._agreed

    def may_show(self, track: Track) -> bool:
        """Whether it agreed and is known to be where its box is; anything else stays blurred."""
        return self.has_agreed(track) and track.seen and track.stale_s <= _HIDE_AFTER_S

    def follow(self, tracks: Sequence[Track]) -> None:
        """Forget those who have left."""
        self._agreed &= {track.track_id for track in tracks if not _has_left(track)}


def _has_left(track: Track) -> bool:
    return track.stale_s > (_LEFT_AFTER_S if track.seen else _LEFT_AFTER_MISSED_S)

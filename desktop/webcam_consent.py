"""Opt-in mode: who has agreed to be seen, and for how long that holds."""

from __future__ import annotations

from collections.abc import Sequence

from engine.tracking import Track

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

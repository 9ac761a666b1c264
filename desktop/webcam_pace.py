"""How fast the video runs: frames shown and predictions a second, and how late the boxes are."""

from __future__ import annotations

from collections import deque
from statistics import median

_WINDOW_S = 2.0


class Pace:
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

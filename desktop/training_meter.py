"""How far a piece of work in the lane is: written there, read on the GUI thread."""

from __future__ import annotations

import threading


class StoppedError(Exception):
    """The user gave the work up; never shown."""


class Meter:
    """Counts parts done of all parts; a progress callback that stops the work once cancelled."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()
        # One tuple, replaced as a whole: never the parts of one report with the total of another.
        self._state = (0, 0)

    def __call__(self, done: int, total: int) -> None:
        """Note the progress; raises ``StoppedError`` after ``cancel``."""
        self.note(done, total)
        if self.cancelled:
            raise StoppedError

    def note(self, done: int, total: int) -> None:
        """Note the progress, for work that asks ``cancelled`` itself."""
        self._state = (done, total)

    @property
    def state(self) -> tuple[int, int]:
        """Parts done, and all parts; 0 of 0 before anything is known."""
        return self._state

    @property
    def cancelled(self) -> bool:
        """True once somebody gave the work up."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Give the work up."""
        self._cancelled.set()

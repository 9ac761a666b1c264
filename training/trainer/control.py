"""Pause and stop a run from outside."""

from __future__ import annotations

import threading
import time


class Control:
    """Pause and stop, from any thread; the trainer obeys after the current step."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._go = threading.Event()
        self._go.set()

    def stop(self) -> None:
        """Finish early and keep the best model so far."""
        self._stop.set()
        self._go.set()

    def pause(self) -> None:
        """Hold after the current step."""
        self._go.clear()

    def resume(self) -> None:
        """Go on after a pause."""
        self._go.set()

    @property
    def stopped(self) -> bool:
        """Whether a stop was asked for."""
        return self._stop.is_set()

    def wait(self) -> float:
        """Hold while paused; returns the seconds it lasted."""
        begun = time.monotonic()
        self._go.wait()
        return time.monotonic() - begun

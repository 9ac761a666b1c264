"""How far a job is, on a terminal or in a log."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

from desktop.cli_console import write
from engine.labelling import Outcome
from engine.words import plural

_SECONDS_BETWEEN_UPDATES = 0.1
_SECONDS_BETWEEN_LINES = 30.0


class Progress:
    """How far a job is: one line rewritten on a terminal, a line each tenth elsewhere."""

    def __init__(
        self,
        total: int,
        *,
        stream: TextIO | None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._total, self._stream, self._clock = total, stream, clock
        self._rewrites = stream is not None and stream.isatty()
        self._begun = self._last = clock()
        self.known = 0
        self._done = self._faces = self._unreadable = self._tenths = 0
        self._width = 0

    def skip(self, known: int) -> None:
        """Count photos that were done before and took no time."""
        self._done += known
        self.known += known

    def step(self, outcome: Outcome) -> None:
        """Count one finished photo and say so where it is time."""
        self._done += 1
        result = outcome.result
        if result is None:
            self.known += 1
        else:
            self._faces += len(result.faces)
            if result.status in ("unreadable", "skipped"):
                self._unreadable += 1
                self._line(f"{result.status}: {result.path}: {result.message}")
        now = self._clock()
        if self._rewrites:
            if now - self._last >= _SECONDS_BETWEEN_UPDATES:
                self._last = now
                self._rewrite(self._text(now))
            return
        tenths = 10 * self._done // max(self._total, 1)
        if tenths > self._tenths or now - self._last >= _SECONDS_BETWEEN_LINES:
            self._last, self._tenths = now, tenths
            self._line(self._text(now))

    def finish(self) -> None:
        """Leave the terminal's line empty."""
        if self._rewrites:
            self._rewrite("")

    def _text(self, now: float) -> str:
        parts = [
            f"{self._done} of {self._total} {plural('photo', self._total)}",
            f"{self._faces} {plural('face', self._faces)}",
        ]
        if self._unreadable:
            parts.append(f"{self._unreadable} not read")
        fresh, elapsed = self._done - self.known, now - self._begun
        if fresh and elapsed > 0 and self._done < self._total:
            left = (self._total - self._done) * elapsed / fresh
            parts += [f"{fresh / elapsed:.1f} photos/s", f"about {_duration(left)} left"]
        return ", ".join(parts)

    def _line(self, text: str) -> None:
        if self._rewrites:
            self._rewrite("")
        write(self._stream, f"{text}\n")

    def _rewrite(self, text: str) -> None:
        # Spaces, not escape sequences: older Windows terminals print those as they are.
        write(self._stream, f"\r{text.ljust(self._width)}" + ("" if text else "\r"))
        self._width = len(text)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"

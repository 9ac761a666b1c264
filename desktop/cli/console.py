"""The terminal: results on standard output, everything else on standard error."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import TextIO

from engine.errors import UserError
from engine.labelling import Outcome
from engine.words import plural

COMMANDS = ("label", "replay", "train", "evaluate", "models", "selftest", "add-training")
"""What the first word may be; anything else is a photo or a folder for the window."""
_WORD = re.compile(r"[A-Za-z-]+")  # what could be meant for a command: no path, no file's name
_ALIKE = 0.7  # "lable" is 0.8 like "label", "main" 0.67 like "train"
_NAME = re.compile(r"-[^=]*\.[A-Za-z]{3,5}")  # a dash, and an ending like that of a photo


class UsageError(UserError):
    """The command line asks for something that cannot be meant."""


def prepare() -> None:
    """Let no odd character of a file name end a job on a terminal that cannot show it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def tell(text: str) -> None:
    """Write a line for the person at the terminal."""
    write(sys.stderr, f"{text}\n")


def tell_dashed(words: Sequence[str]) -> None:
    """Say how a file whose name begins with a dash is named, if one of the words may be such."""
    for word in words:
        if word.startswith("-") and (os.path.lexists(word) or _NAME.fullmatch(word)):
            tell(
                f"agelens: what begins with a dash is taken for an option. If it is a file, write "
                f".{os.sep}{word}. Received: {word}"
            )
            return


def meant(word: str) -> str | None:
    """The command that was mistyped so; ``None`` if this is one, is like none, or is a file."""
    if word in COMMANDS or not _WORD.fullmatch(word) or os.path.lexists(word):
        return None
    return next(iter(get_close_matches(word.lower(), COMMANDS, n=1, cutoff=_ALIKE)), None)


def answer(text: str) -> None:
    """Write a line of the result; raises ``BrokenPipeError`` if nobody reads any more."""
    write(sys.stdout, f"{text}\n")


def write(stream: TextIO | None, text: str) -> None:
    """Write at once; a windowed program on Windows has no streams, so there it does nothing."""
    if stream is not None:
        stream.write(text)
        stream.flush()


def abandon_output() -> None:
    """After a broken pipe: let the interpreter's last flush go nowhere instead of complaining."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        pass  # not a real stream: nothing will be flushed at exit


_SECONDS_BETWEEN_UPDATES = 0.1
_SECONDS_BETWEEN_LINES = 30.0


class TerminalProgress:
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

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
from engine.progress import Progress
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
    """Shows a ``Progress``: one line rewritten on a terminal, elsewhere a line each tenth.

    Elsewhere, or with ``rewrites=False``, a line also comes every half minute in slow work.
    """

    def __init__(
        self,
        *,
        stream: TextIO | None,
        rewrites: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stream, self._clock = stream, clock
        self._rewrites = rewrites and stream is not None and stream.isatty()
        self._last = clock()
        self._tenths = self._width = 0

    def show(self, progress: Progress, details: Callable[[], Sequence[str]] = tuple) -> None:
        """Write the progress if it is time; ``details`` returns what to add after the counts."""
        now = self._clock()
        tenths = 10 * progress.done // max(progress.total, 1)
        if self._rewrites:
            due = now - self._last >= _SECONDS_BETWEEN_UPDATES
        else:
            due = tenths > self._tenths or now - self._last >= _SECONDS_BETWEEN_LINES
        if not due:
            return
        self._last, self._tenths = now, tenths
        unit = plural(progress.unit, progress.total)
        text = ", ".join((f"{progress.done} of {progress.total} {unit}", *details()))
        if self._rewrites:
            self._rewrite(text)
        else:
            self.write_line(text)

    def write_line(self, text: str) -> None:
        """Write a line that stays, above the progress."""
        if self._rewrites:
            self._rewrite("")
        write(self._stream, f"{text}\n")

    def finish(self) -> None:
        """Leave the terminal's line empty."""
        if self._rewrites:
            self._rewrite("")

    def _rewrite(self, text: str) -> None:
        # Spaces, not escape sequences: older Windows terminals print those as they are.
        write(self._stream, f"\r{text.ljust(self._width)}" + ("" if text else "\r"))
        self._width = len(text)

"""The terminal: results on standard output, everything else on standard error."""

from __future__ import annotations

import faulthandler
import io
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Self, TextIO

from engine.errors import OutputError, UserError
from engine.progress import Progress
from engine.words import plural

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Bar

COMMANDS = (
    "label",
    "replay",
    "train",
    "evaluate",
    "models",
    "runs",
    "selftest",
    "add-training",
    "forget",
)
"""What the first word may be; anything else is a photo or a folder for the window."""
_WORD = re.compile(r"[A-Za-z-]+")  # what could be meant for a command: no path, no file's name
_ALIKE = 0.7  # "lable" is 0.8 like "label", "main" 0.67 like "train"
_WIDEST_TABLE = 10_000
_NAME = re.compile(r"-[^=]*\.[A-Za-z]{3,5}")  # a dash, and an ending like that of a photo


class UsageError(UserError):
    """The command line asks for something that cannot be meant."""


def prepare() -> None:
    """Let no odd character of a file name end a job on a terminal that cannot show it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def silence_libraries() -> None:
    """Leave standard error to this program: libraries in C write there, of photos and themselves.

    libtiff tells of each flaw that Pillow gets over, LiteRT and TensorFlow of how they compute. A
    crash of theirs is still told. With ``AGELENS_NATIVE_LOG`` in the environment they may speak.
    """
    if sys.stderr is None or os.environ.get("AGELENS_NATIVE_LOG"):
        return
    try:
        sys.stderr.flush()
        own = os.dup(2)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)
    except OSError:  # there is no standard error
        return
    encoding = sys.stderr.encoding
    stream = os.fdopen(own, "w", encoding=encoding, errors="backslashreplace", buffering=1)
    sys.stderr = sys.__stderr__ = stream  # type: ignore[misc]
    faulthandler.enable(stream)


# What moves the cursor, changes colours or titles, or turns the direction of writing; a tab and a
# line break stay.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """A text that does nothing to the terminal: names of files and models may hold commands."""
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], text)


def tell(text: str) -> None:
    """Write a line for the person at the terminal."""
    write(sys.stderr, f"{printable(text)}\n")


def tell_error(text: str) -> None:
    """Write why a command failed; on a terminal the program's name stands out."""
    if is_terminal(sys.stderr):
        from rich.text import Text

        message = Text.assemble(("agelens: ", "bold red"), printable(text))
        _console(sys.stderr).print(message, soft_wrap=True)
    else:
        tell(f"agelens: {text}")


def agreed(question: str, *, alone: str = "") -> bool:
    """The answer of whoever sits at the terminal.

    If nobody does, raises ``UsageError(alone)``; without that text, takes it for a yes.
    """
    if sys.stdin is None or not sys.stdin.isatty():
        if alone:
            raise UsageError(alone)
        return True
    write(sys.stderr, printable(question))
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def answer_table(rows: Sequence[Sequence[str]]) -> None:
    """Write a table of the result, the first row being its head; a line a row."""
    from rich.table import Table

    table = Table(*rows[0], box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for row in rows[1:]:
        table.add_row(*map(printable, row))
    lines = io.StringIO()
    console = _console(lines)
    console.width = _WIDEST_TABLE  # the terminal breaks long lines, so that a hash stays whole
    console.print(table)
    for line in lines.getvalue().splitlines():
        answer(line.rstrip())


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody watches who wants bars and colours rather than lines."""
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def _console(stream: TextIO) -> Console:
    """Rich's way to write, which leaves every text as it is; imported only where it is needed."""
    from rich.console import Console

    return Console(file=stream, markup=False, highlight=False, emoji=False)


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
    write(sys.stdout, f"{printable(text)}\n")


def write(stream: TextIO | None, text: str) -> None:
    """Write at once; a windowed program on Windows has no streams, so there it does nothing.

    Raises ``BrokenPipeError`` if nobody reads any more, ``OutputError`` if it cannot be written.
    """
    if stream is None:
        return
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(
            "The answers could not be written: is the disk full?", received=error.strerror or error
        ) from error


def abandon_output() -> None:
    """After a broken pipe or full disk: let the interpreter's last flush go nowhere, in silence."""
    try:
        broken = sys.stdout.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, broken)
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        pass  # not a real stream: nothing will be flushed at exit


_SECONDS_BETWEEN_UPDATES = 0.1
_SECONDS_BETWEEN_LINES = 30.0


class TerminalProgress:
    """Shows a ``Progress``: a bar with rate and time left on a terminal, elsewhere lines.

    Elsewhere, or with ``bar=False``, a line comes at each tenth and every half minute of slow
    work; ``paced`` says that these tell rate and time left, too.
    """

    def __init__(
        self,
        *,
        stream: TextIO | None,
        bar: bool = True,
        paced: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stream, self._clock = stream, clock
        self._bar = _bar(stream) if bar and stream is not None and is_terminal(stream) else None
        self._paced = paced or self._bar is not None
        self._started = self._last = clock()
        self._tenths = self._before = self._base = 0
        self._stage: tuple[str, int] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.finish()

    @property
    def show_bar(self) -> Callable[[Progress, Callable[[], Sequence[str]]], None] | None:
        """``show`` if there is a bar; ``None`` for work that writes its own lines elsewhere."""
        return None if self._bar is None else self.show

    def show(
        self, progress: Progress, details: Callable[[], Sequence[str]] = tuple, *, known: int = 0
    ) -> None:
        """Write the progress if it is time.

        ``details`` returns what to add after the counts; ``known`` were done before and took no
        time. Rate and time left count from the first time that a stage is shown.
        """
        now = self._clock()
        self._note_stage(progress, now)
        tenths = 10 * progress.done // max(progress.total, 1)
        if self._bar is not None:
            due = now - self._last >= _SECONDS_BETWEEN_UPDATES
        else:
            due = tenths > self._tenths or now - self._last >= _SECONDS_BETWEEN_LINES
        if not due:
            return
        self._last, self._tenths = now, tenths
        unit = plural(progress.unit, progress.total)
        parts = [f"{progress.done} of {progress.total} {unit}", *details()]
        if self._paced:
            parts += _pace(progress, known=max(known, self._base), seconds=now - self._started)
        if self._bar is None:
            self.write_line(", ".join(parts))
            return
        (task,) = self._bar.task_ids
        self._bar.update(
            task, completed=progress.done, total=progress.total, description=", ".join(parts)
        )
        self._bar.start()
        self._bar.refresh()

    def _note_stage(self, progress: Progress, now: float) -> None:
        stage = progress.unit, progress.total
        if stage != self._stage or progress.done < self._before:
            self._started, self._base, self._tenths = now, progress.done, 0
        self._stage, self._before = stage, progress.done

    def write_line(self, text: str) -> None:
        """Write a line that stays, above the progress."""
        if self._bar is not None:
            self._bar.console.print(printable(text), soft_wrap=True)
        else:
            write(self._stream, f"{printable(text)}\n")

    def finish(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()


def _bar(stream: TextIO) -> Bar:
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    bar = Bar(
        BarColumn(bar_width=10),
        TextColumn("{task.description}", markup=False),
        console=_console(stream),
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,  # results go there, and nothing else
    )
    bar.add_task("")
    return bar


def _pace(progress: Progress, *, known: int, seconds: float) -> list[str]:
    """Rate and time left in words; none before the first unit and after the last."""
    fresh, left = progress.done - known, progress.total - progress.done
    if fresh <= 0 or left <= 0 or seconds <= 0:
        return []
    rate = fresh / seconds
    return [f"{rate:.1f} {plural(progress.unit, 0)}/s", f"about {_duration(left / rate)} left"]


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"

"""What a person at a terminal, or a log file, sees of a job's progress."""

from __future__ import annotations

import io

from desktop.cli.label import LabellingProgress
from engine.labelling import Outcome
from engine.results import (
    Box,
    Face,
    PhotoResult,
    Status,
)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def done(status: Status) -> Outcome:
    return Outcome(1, "a", PhotoResult("a", status, message="why"))


def test_progress_in_a_log_is_at_most_ten_lines() -> None:
    stream = io.StringIO()
    progress = LabellingProgress(1000, stream=stream, clock=lambda: 0.0)
    for _ in range(1000):
        progress.step(done("no_face"))
    progress.finish()
    lines = stream.getvalue().splitlines()
    assert len(lines) == 10
    assert lines[-1] == "1000 of 1000 photos, 0 faces"


def test_one_is_one() -> None:
    stream = io.StringIO()
    progress = LabellingProgress(1, stream=stream, clock=lambda: 0.0)
    progress.step(Outcome(1, "a", PhotoResult("a", "ok", 4, 4, (Face(Box(0, 0, 1, 1)),))))
    assert stream.getvalue() == "1 of 1 photo, 1 face\n"


def test_progress_in_a_log_speaks_up_in_a_slow_job() -> None:
    stream = io.StringIO()
    now = 0.0
    progress = LabellingProgress(1000, stream=stream, clock=lambda: now)
    for second in range(0, 100, 10):
        now = float(second)
        progress.step(done("no_face"))
    assert len(stream.getvalue().splitlines()) == 3
    assert "photos/s, about" in stream.getvalue()


def test_progress_on_a_terminal_rewrites_one_line() -> None:
    stream = Terminal()
    now = 0.0
    progress = LabellingProgress(4, stream=stream, clock=lambda: now)
    for second, status in enumerate(["ok", "unreadable", "no_face", "ok"], start=1):
        now = float(second)
        progress.step(done(status))  # type: ignore[arg-type]
    progress.finish()
    text = stream.getvalue()
    assert text.count("\n") == 1
    assert "unreadable: a: why\n" in text
    assert text.endswith("\r")
    assert "1.0 photos/s, about 2 s left" in text

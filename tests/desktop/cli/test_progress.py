"""What a person at a terminal, or a log file, sees of a job's progress."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable

import pytest

from desktop.cli import console
from desktop.cli.console import TerminalProgress
from desktop.cli.label import LabellingProgress
from desktop.cli.main import main
from engine.labelling import Outcome
from engine.progress import Progress
from engine.results import Box, Face, PhotoResult, Status


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


def run_on_a_terminal(stream: io.StringIO) -> str:
    now = 0.0
    progress = LabellingProgress(4, stream=stream, clock=lambda: now)
    for second, status in enumerate(["ok", "unreadable", "no_face", "ok"], start=1):
        now = float(second)
        progress.step(done(status))  # type: ignore[arg-type]
    progress.finish()
    return stream.getvalue()


def test_progress_on_a_terminal_is_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    text = run_on_a_terminal(Terminal())
    # The bar takes its place in the same line again and again; what went wrong stays above it.
    assert "unreadable: a: why\n" in text
    assert text.count("\n") == 2  # the second ends the bar, which is then taken away
    assert text.endswith("\x1b[1A\x1b[2K")
    assert "━" in text
    assert "2 of 4 photos, 0 faces, 1 not read, 1.0 photos/s, about 2 s left" in text


def test_a_bar_has_no_colours_if_none_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    colour = re.compile(r"\x1b\[[0-9;]*[39]\d[;m]")
    assert colour.search(run_on_a_terminal(Terminal()))
    monkeypatch.setenv("NO_COLOR", "1")
    assert not colour.search(run_on_a_terminal(Terminal()))


def test_a_dumb_terminal_gets_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in run_on_a_terminal(Terminal())


def test_names_are_written_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing in a file's name is a command to the library that draws the bar."""
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    progress = LabellingProgress(2, stream=stream)
    name = f"[bold]:smile: 12 {'long ' * 40}фото.jpg"
    progress.step(Outcome(1, name, PhotoResult(name, "unreadable", message="why")))
    progress.finish()
    assert stream.getvalue() == f"unreadable: {name}: why\n"


def test_an_error_on_a_terminal_stands_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert main(["label", "a.jpg"]) == 2
    text = terminal.getvalue()
    assert re.sub(r"\x1b\[[0-9;]*m", "", text).startswith(
        "agelens: Where should the table be saved?"
    )
    assert text.startswith("\x1b[1;31magelens: ")


def test_another_stage_has_a_rate_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    stream, now = Terminal(), [0.0]
    with TerminalProgress(stream=stream, clock=lambda: now[0]) as terminal:
        assert terminal.show_bar is not None
        for seconds, done in ((1000.0, 5), (1010.0, 1), (1012.0, 2), (1014.0, 3)):
            now[0] = seconds
            terminal.show_bar(Progress(done, 5, unit="step"), lambda: ("combined, epoch 1",))
    assert "3 of 5 steps, combined, epoch 1, 0.5 steps/s, about 4 s left" in stream.getvalue()
    assert TerminalProgress(stream=io.StringIO()).show_bar is None


@pytest.mark.parametrize("write", [console.tell, console.tell_error, console.answer])
def test_names_do_nothing_to_the_terminal(
    write: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    write("\x1b]0;title\x07a\x1b[2J\x9b31m\u202egpj.b\r\tc\n")
    told = "".join(capsys.readouterr())
    assert "\\x1b]0;title\\x07a\\x1b[2J\\x9b31m\\u202egpj.b\\r\tc\n" in told

"""``agelens replay``: whether a table's photos and model still give what the table says."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.console import UsageError, answer, tell
from desktop.cli.train import add_models_dir
from engine.errors import DataError
from engine.words import plural

if TYPE_CHECKING:
    from engine.replay import CellDifference, ReplayReport, ReplayStep

IDENTICAL, CHANGED, UNCHECKED = 0, 1, 3
_SECONDS_BETWEEN_LINES = 30.0

HELP = """\
Look once more at the photos of a table by AgeLens, with the same model, and compare
every value: "identical", or what changed.
"""
_NOTES = """\
The model is found by its hash (model_sha256), whatever it is called by now. Relative
paths are looked for from the current folder, then from the table's. What people said
is not touched, and faces that a person drew are not looked for.

exit codes:
  0    identical
  1    something changed, or photos or the model of some rows are missing
  2    wrong usage, or the file is not a table by AgeLens
  3    nothing could be checked
  130  interrupted
"""


def add_replay(parser: ArgumentParser) -> None:
    """The options of ``agelens replay``."""
    parser.description, parser.epilog = HELP, _NOTES
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.set_defaults(run=run)
    parser.add_argument("table", type=Path, metavar="FILE.csv", help="a table by AgeLens")
    add_models_dir(parser)
    parser.add_argument(
        "--out", type=Path, metavar="REPORT.json", help="write all differences here, too"
    )


def run(args: Namespace) -> int:
    """Replay a table; returns the exit code. Raises ``UserError``."""
    from desktop.cli.label import open_store
    from engine.replay import opener_of, replay

    if not args.table.is_file():
        raise UsageError(f"There is no table here. Received: {args.table}")
    _check_out(args)
    steps = replay(args.table, opener=opener_of(open_store(args.models)), out=args.out)
    progress = ReplayProgress(tell)
    try:
        while True:
            step = next(steps)
            for one in step.differences:
                answer(sentence(one))
            progress.step(step)
    except StopIteration as stop:
        report: ReplayReport = stop.value
    except DataError as error:
        raise UsageError(str(error)) from error
    finally:
        steps.close()
    answer(_summary(report))
    for line in _notes(report):
        tell(line)
    return {"identical": IDENTICAL, "changed": CHANGED, "unchecked": UNCHECKED}[report.verdict]


class ReplayProgress:
    """A line for each tenth of the photos, and one every half minute."""

    def __init__(
        self, say: Callable[[str], None], *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._say, self._clock = say, clock
        self._tenths, self._last = 0, clock()

    def step(self, step: ReplayStep) -> None:
        """Say how far it is where it is time."""
        now = self._clock()
        tenths = 10 * step.done // max(step.total, 1)
        if tenths > self._tenths or now - self._last >= _SECONDS_BETWEEN_LINES:
            self._tenths, self._last = tenths, now
            self._say(f"{step.done} of {step.total} {plural('photo', step.total)}")


def sentence(one: CellDifference) -> str:
    """A difference as a line of text."""
    face = "" if one.face_index is None else f", face {one.face_index}"
    before, after = one.before or "empty", one.after or "empty"
    return f"line {one.line}: {one.image_path}{face}: {one.column}: {before} -> {after}"


def _check_out(args: Namespace) -> None:
    out: Path | None = args.out
    if out is None:
        return
    if out.suffix.lower() != ".json":
        # Also what keeps a forgotten name from replacing the table.
        raise UsageError(f"The report's name must end in .json. Received: --out {out}")


def _summary(report: ReplayReport) -> str:
    photos = plural("photo", report.photos)
    checked = f"{report.checked} of {report.photos} {photos} checked"
    if report.verdict == "unchecked":
        return f"Nothing could be checked: {report.photos} {photos}."
    if report.verdict == "identical":
        return f"identical: {checked}, {report.rows} {plural('row', report.rows)}."
    differences = plural("difference", report.differences)
    return f"changed: {checked}, {report.differences} {differences}."


def _notes(report: ReplayReport) -> list[str]:
    notes = []
    if report.missing_photos:
        notes.append(f"Photos that are not there: {report.missing_photos}")
    notes += [f"This model is not installed: {model}" for model in report.missing_models]
    if report.drawn:
        notes.append(f"Faces that only a person can repeat: {report.drawn}")
    if report.versions:
        notes.append(f"Only noted: made with AgeLens {', '.join(report.versions)}")
    return notes

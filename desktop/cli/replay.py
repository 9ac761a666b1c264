"""``agelens replay``: whether a table's photos and model still give what the table says."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.console import TerminalProgress, UsageError, answer, is_terminal, tell
from desktop.cli.train import add_models_dir
from engine.errors import DataError
from engine.progress import drain
from engine.words import plural

if TYPE_CHECKING:
    from engine.replay import CellDifference, ReplayReport, ReplayStep

IDENTICAL, CHANGED, UNCHECKED = 0, 1, 3

HELP = """\
Look once more at the photos of a table by AgeLens, with the same model, and compare
every value of the model, and how many rows and faces there are: "identical", or what
changed.
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
    try:
        # Differences on the same terminal would be written into a bar.
        with TerminalProgress(stream=sys.stderr, bar=not is_terminal(sys.stdout)) as progress:

            def follow(step: ReplayStep) -> None:
                for one in step.differences:
                    answer(sentence(one))
                progress.show(step)

            report = drain(steps, follow)
    except DataError as error:
        raise UsageError(str(error)) from error
    answer(_summary(report))
    for line in _notes(report):
        tell(line)
    return {"identical": IDENTICAL, "changed": CHANGED, "unchecked": UNCHECKED}[report.verdict]


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
    changed = "changed"
    if report.edited or not report.counts_agree:
        changed = "changed since it was written"
    return f"{changed}: {checked}, {report.differences} {differences}."


def _notes(report: ReplayReport) -> list[str]:
    notes = [
        "Compared: what the model said, and how many rows and faces there are. "
        "Not compared: what people said."
    ]
    notes += report.notes
    if report.edited:
        notes.append("The table has changed since it was written: its hash is another one.")
    elif report.edited is None:
        notes.append(
            "Nobody can tell whether the table has changed since it was written: its settings "
            "file is not there."
        )
    for name, now, then in (
        ("Rows", report.rows, report.rows_written),
        ("Photos", report.photos, report.photos_written),
    ):
        if then not in (None, now):
            notes.append(f"{name} in the table: {now}, when it was written: {then}")
    if report.missing_photos:
        notes.append(f"Photos that are not there: {report.missing_photos}")
    notes += [f"This model is not installed: {model}" for model in report.missing_models]
    if report.drawn:
        notes.append(f"Faces that only a person can repeat: {report.drawn}")
    if report.versions:
        notes.append(f"Only noted: made with AgeLens {', '.join(report.versions)}")
    return notes

"""In which form ``agelens label`` gives its results, and where they go."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from desktop.cli_console import UsageError, tell
from engine.export import (
    PATHS_FROM,
    ExportReport,
    export_csv,
    export_jsonl,
    export_sidecars,
    export_xlsx,
    finish,
)
from engine.project import Project

FORMATS: dict[str, str] = {"csv": ".csv", "jsonl": ".jsonl", "xlsx": ".xlsx", "xmp": ""}
"""Known forms, each with the ending of its file; XMP sidecars are many files."""


def form_of(args: Namespace) -> str:
    """The form that ``--format`` names, else the one that ``--out`` ends in, else CSV."""
    if args.format is not None:
        return str(args.format)
    ending = "" if args.out is None else args.out.suffix.lower()
    return next((form for form, own in FORMATS.items() if own and own == ending), "csv")


def check(args: Namespace) -> None:
    """Raise ``UsageError`` if the results have nowhere to go."""
    ending = FORMATS[form_of(args)]
    if args.out is None:
        if args.resume:
            raise UsageError("Only a job with a table can be resumed. Received: --resume, no --out")
        if ending and not args.json:
            raise UsageError(
                f"Where shall the table go? Give --out FILE{ending}. Received: no --out"
            )
    elif args.out.suffix.lower() != ending and ending:
        # Also what keeps a forgotten file name from replacing the first photo.
        known = ending if args.format is not None else ".csv, .jsonl or .xlsx"
        raise UsageError(f"The table's name must end in {known}. Received: --out {args.out}")
    elif not ending and args.out.exists() and not args.out.is_dir():
        raise UsageError(f"Sidecars go into a folder, this is none. Received: --out {args.out}")


def write(project: Project, args: Namespace) -> str:
    """Write the results; returns where they are, for the last line. Raises ``OutputError``."""
    settings: dict[str, Any] = {"recursive": args.recursive, "paths": list(map(str, args.paths))}
    if args.out is not None and _lie_elsewhere(args):
        settings[PATHS_FROM] = str(Path.cwd())
    form = form_of(args)
    if form == "xmp":
        report = finish(export_sidecars(project, into=args.out))
        _tell_problems(report)
        where = "beside the photos" if args.out is None else f"in {args.out}"
        same = f", {report.unchanged} as they were" if report.unchanged else ""
        return f"Sidecars: {report.written} written {where}{same}"
    if args.out is None:
        return ""
    if form == "csv":
        finish(export_csv(project, args.out, settings=settings))
    elif form == "xlsx":
        finish(export_xlsx(project, args.out, settings=settings))
    else:
        finish(export_jsonl(project, args.out))
    return f"Table: {args.out}"


def _lie_elsewhere(args: Namespace) -> bool:
    """Whether the table's folder is not the one from which its relative paths count."""
    relative = not all(Path(path).is_absolute() for path in args.paths)
    return relative and args.out.absolute().parent != Path.cwd()


def journal_of(out: Path) -> Path:
    """Where a job keeps what is done until its results are written."""
    return out.with_name(out.name + ".journal")


def _tell_problems(report: ExportReport) -> None:
    for problem in report.problems:
        tell(f"not written: {problem.name}: {problem.reason}")
    unsaid = report.problem_count - len(report.problems)
    if unsaid > 0:
        tell(f"not written: {unsaid} more")

"""The commands of the terminal; the window is not loaded for them, nor Keras to parse them."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from pathlib import Path

from desktop.cli.console import (
    COMMANDS,
    UsageError,
    abandon_output,
    answer,
    meant,
    prepare,
    tell,
    tell_dashed,
    tell_error,
)
from desktop.cli.models import add_models
from desktop.cli.replay import add_replay
from desktop.cli.train import add_evaluate, add_models_dir, add_runs, add_train
from engine import __version__
from engine.errors import UserError

_USAGE, _FAILED, _INTERRUPTED, _BROKEN_PIPE = 2, 3, 130, 141

_ALONE = ("-h", "--help", "--version")
_ROOT_HELP = """\
Apparent age and perceived gender of faces in photos, entirely offline.

  agelens                  open the window
  agelens PHOTO...         open the window on these photos or folders
  agelens COMMAND ...      work in the terminal; agelens COMMAND --help says how
"""
_LABEL_HELP = """\
Write a table with one row a face, and one row for every file without a face or
that could not be read.

Of a folder its photos are taken, by suffix, in natural order; hidden files and
files of other kinds are passed over. A file that is named itself is always tried.
"""
_LABEL_NOTES = """\
the table:
  UTF-8 with BOM, dot decimals, boxes in pixels of the upright image. status is ok,
  no_face, unreadable or skipped (the model failed); why stands in the last column,
  "message", and is told on standard error.
  Cells that a spreadsheet would run (= + - @) begin with an apostrophe: take one
  away to have the path again. review_state is "unreviewed": nobody checked the row.

--json:
  prints the same rows on standard output in the order of the files, as soon as it is
  their turn, as JSON Lines: an object a row, null for an empty cell.

sidecars (--format xmp):
  without --out they go beside the photos. Where, how many photos there are, and how
  many sidecars are there already, is told before anything is judged; on a terminal
  you are asked. Below --out DIR they keep their places below the folder that was
  given; of several folders each has one of its own there.

boxes (--format coco, yolo or voc):
  photos are named by their place below the folder that was given. COCO and Pascal VOC
  carry age, gender and state as attributes; YOLO knows the class of a box alone.
  --copy-photos makes a folder that is complete.

a table that is there already is replaced with --force only.

interrupted:
  what is done stands in FILE.csv.journal (a labelling project) until the table is
  written. The same command with --resume goes on with it; photos that are new,
  changed or could not be read are done again, identical files are judged once.
  Without --resume it is kept as FILE.csv.journal.before, and a new job begins.
  If it was begun with another model than the one that is used now, --model ID must
  say which: with another one all photos are judged again, never only the rest.
  At the end stands how many photos were new, moved, changed or gone since.

exit codes:
  0    the job finished, however many files turned out to be unreadable
  2    wrong usage, or a question that nobody was there to answer
  3    there was no file to read, or no model, or the table, or any sidecar, could not be written
  130  interrupted
"""


def main(argv: Sequence[str]) -> int:
    """Run one command; returns the exit code, and tells failures in a sentence each."""
    prepare()
    try:
        if argv and argv[0] not in COMMANDS and not argv[0].startswith("-"):
            _tell_unknown(argv[0])
            return _USAGE
        if argv and argv[0].startswith("-") and argv[0] not in _ALONE:
            tell_error(
                "A command comes first, for instance: agelens label PHOTO... --out TABLE.csv; "
                f"agelens --help tells the commands. Received: {' '.join(argv)}"
            )
            return _USAGE
        try:
            args = _parser().parse_args(argv)
        except SystemExit as leaving:  # help, version, or wrong usage that argparse has told
            if leaving.code:
                tell_dashed(argv[1:])
            return leaving.code if isinstance(leaving.code, int) else 0
        code = _run(args)
        _flush()
        leave_busy_workers(code)
        return code
    except BrokenPipeError:
        abandon_output()
        return _BROKEN_PIPE


def leave_busy_workers(code: int) -> None:
    """End the process here where a worker of a stopped job is still deep in a photo.

    Everything is written. To take the interpreter down while a network computes in another thread
    would abort the process with a crash report.
    """
    workers = sys.modules.get("engine.labelling.workers")  # no other command has any
    if workers is not None and workers.left_behind():
        os._exit(code)


def _flush() -> None:
    """Write what is left now; where that failed before, the interpreter shall not complain too."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError:
        abandon_output()


def _tell_unknown(word: str) -> None:
    """Say that the first word is neither a command nor a file, and what may have been meant."""
    command = meant(word)
    if command is not None:
        tell_error(f"There is no command “{word}”. Did you mean “{command}”?")
        return
    tell_error(
        "there is no photo, folder or command of this name; agelens --help tells "
        f"the commands. Received: {word}"
    )


def _run(args: Namespace) -> int:
    try:
        code: int = args.run(args)
        return code
    except UserError as error:
        tell_error(str(error))
        return _USAGE if isinstance(error, UsageError) else _FAILED
    except KeyboardInterrupt:
        hint = " Run the same command with --resume to go on." if hasattr(args, "resume") else ""
        tell(f"Stopped.{hint}")
        return _INTERRUPTED


def _label(args: Namespace) -> int:
    from desktop.cli import label as cli_label

    return cli_label.run(args)


def _selftest(args: Namespace) -> int:
    from desktop.cli import selftest as cli_selftest

    return cli_selftest.run(args)


def _add_training(args: Namespace) -> int:
    from desktop.training_addon import default_addon

    default_addon().install(args.file)
    answer("The training add-on is installed.")
    return 0


def _forget(args: Namespace) -> int:
    from desktop import paths
    from desktop.settings import Settings

    Settings(paths.settings_file()).forget_history()
    kept = paths.forget_history()
    for path in kept:
        tell(f"This could not be removed: is a program using it? File: {path}")
    if kept:
        return _FAILED
    answer("Small pictures of faces, recent projects and folders, and the logs are removed.")
    tell("Labelling projects, models and trainings are kept.")
    tell(f"Faces that were prepared for training are in: {paths.training_dir()}")
    return 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="agelens", description=_ROOT_HELP, formatter_class=RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=f"AgeLens {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_label(
        commands.add_parser(
            "label",
            help="a table of photos and folders",
            description=_LABEL_HELP,
            epilog=_LABEL_NOTES,
            formatter_class=RawDescriptionHelpFormatter,
        )
    )
    add_replay(commands.add_parser("replay", help="does a table still hold?"))
    add_train(commands.add_parser("train", help="train models on labelled faces"))
    add_evaluate(commands.add_parser("evaluate", help="judge models on labelled faces"))
    add_runs(commands.add_parser("runs", help="list what trainings keep on the disk, or delete it"))
    models = commands.add_parser("models", help="list, import, export, rename, delete models")
    add_models(models)
    selftest = commands.add_parser(
        "selftest",
        help="check this installation",
        description="Check that models, detector, labelling and training work here, with no "
        "network, on drawn faces. Says nothing about how good the answers are. "
        "Exit code 0 if all is well, else 1.",
    )
    selftest.set_defaults(run=_selftest)
    selftest.add_argument(
        "--no-training", dest="training", action="store_false", help="leave the training out"
    )
    addon = commands.add_parser("add-training", help="install the training add-on from its file")
    addon.add_argument("file", type=Path, metavar="FILE", help="AgeLens-training-...tar.xz")
    addon.set_defaults(run=_add_training)
    forget = commands.add_parser(
        "forget",
        help="remove what tells which photos were opened here",
        description="Remove the small pictures of faces, the lists of recent projects and folders, "
        "and the logs. Photos, labelling projects, models and trainings are kept.",
    )
    forget.set_defaults(run=_forget)
    add_models_dir(selftest)
    return parser


def _add_label(parser: ArgumentParser) -> None:
    parser.set_defaults(run=_label)
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a photo or a folder of photos")
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FILE.csv",
        help="where the table goes; .jsonl, .xlsx, .parquet and .json (COCO) choose that form",
    )
    parser.add_argument(
        "--format",
        choices=("csv", "jsonl", "xlsx", "parquet", "coco", "xmp", "yolo", "voc"),
        help="csv, JSON Lines, Excel, Parquet; boxes for COCO; XMP sidecars: beside the photos, or "
        "below --out; YOLO or Pascal VOC: a data set in the folder --out "
        "(default: what the name of --out ends in, else csv)",
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="replace the table of before, or write into a folder that is not empty",
    )
    parser.add_argument(
        "--classes",
        choices=("face", "gender"),
        default="face",
        help="COCO, YOLO, Pascal VOC: each box is a face, or female, male or unknown",
    )
    parser.add_argument(
        "--copy-photos",
        action="store_true",
        help="YOLO, Pascal VOC: copy the photos beside their boxes",
    )
    parser.add_argument("--model", metavar="ID", help="which model (default: see agelens models)")
    add_models_dir(parser)
    parser.add_argument("--recursive", action="store_true", help="look into subfolders, too")
    parser.add_argument(
        "--no-detect", action="store_true", help="look for no faces: take each centre square"
    )
    parser.add_argument(
        "--fast",
        action="store_true",
        help="do not search large photos for faces that are small in them",
    )
    parser.add_argument("--json", action="store_true", help="print the rows as JSON Lines, too")
    parser.add_argument("--resume", action="store_true", help="go on with an interrupted job")
    parser.add_argument(
        "--yes",
        action="store_true",
        help="ask nothing, about sidecars beside the photos or models that know drawings only",
    )
    parser.add_argument(
        "--workers", type=int, metavar="N", help="photos judged at a time (default: one a core)"
    )
    parser.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="work on a Dask cluster: tls://HOST:PORT, tcp://HOST:PORT, slurm, or local:N for N "
        "processes on this computer (docs/cluster.md)",
    )
    parser.add_argument(
        "--insecure", action="store_true", help="allow plain tcp:// to another computer"
    )
    parser.add_argument(
        "--send",
        action="store_true",
        help="send the photos to the workers, which do not see their folder",
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

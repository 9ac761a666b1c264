"""``agelens train``, ``evaluate`` and ``runs``: their options, and how they become settings."""

from __future__ import annotations

import datetime
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import replace
from pathlib import Path

from desktop.cli.console import TerminalProgress, answer, answer_table, tell
from desktop.paths import store_of, training_dir, user_models_dir
from desktop.training_addon import default_addon, file_name
from engine.errors import DataError


def require_training() -> None:
    """Raise ``DataError`` where the training add-on is missing."""
    if default_addon().missing():
        raise DataError(
            "Training needs the add-on: agelens add-training FILE installs it. "
            f"Received: no {file_name()} was installed"
        )


def _train(args: Namespace) -> int:
    require_training()
    from training.commands import run_train
    from training.lineage import is_model
    from training.presets import PRESETS
    from training.settings import own_model_id
    from training.thinning import Thinning

    start = None if args.start_from is None else _start(args)
    fine_tuned = start is not None and is_model(start)
    settings = PRESETS[args.preset].settings(
        data=args.data[0],
        more_data=tuple(args.data[1:]) or None,
        architectures=args.architecture,
        models_dir=args.out or user_models_dir(),
        work_dir=args.cache or training_dir(),
        recipe=args.recipe or ("fine-tune" if fine_tuned else None),
        epochs=args.epochs,
        batch_size=args.batch_size,
        learning_rate=args.learning_rate,
        augment=args.augment,
        seed=args.seed,
        limit=args.limit,
        resume=args.resume,
        start_from=start,
        precision=args.precision,
        devices=args.devices,
        tensorboard=args.tensorboard,
        thin=None if args.thin is None else Thinning.parse(args.thin),
    )
    if args.out is None:
        # Beside the other models of the program: under "combined" it would hide the shipped one.
        now = datetime.datetime.now()
        settings = tuple(
            replace(one, model_id=own_model_id(one.variant, one.data, now, fine_tuned=fine_tuned))
            for one in settings
        )
    elif fine_tuned:
        settings = tuple(replace(one, model_id=f"{one.architecture}-fine") for one in settings)
    with TerminalProgress(stream=sys.stderr) as terminal:
        run_train(settings, say=terminal.write_line, show=terminal.show_bar)
    return 0


def _start(args: Namespace) -> Path:
    """The folder of the model, or of the former run, that the user named."""
    from engine.store import shipped_models_dir
    from training.lineage import find_start

    folders = [args.out] if args.out is not None else []
    store = store_of([*folders, user_models_dir(), shipped_models_dir()])
    return find_start(args.start_from, store)


def _evaluate(args: Namespace) -> int:
    from desktop.cli.label import open_store
    from training.commands import run_evaluate

    with TerminalProgress(stream=sys.stderr) as terminal:
        run_evaluate(
            *args.data,
            model_ids=args.model,
            store=open_store(args.models),
            out=args.out,
            work_dir=args.cache or training_dir(),
            say=terminal.write_line,
            show=terminal.show_bar,
            thumbnails=args.thumbnails,
        )
    return 0


def _runs(args: Namespace) -> int:
    from training.runs import kept_runs

    work_dir = args.cache or training_dir()
    runs = kept_runs(work_dir)
    rows = [
        (
            run.name,
            f"{run.when.astimezone():%Y-%m-%d %H:%M}",
            run.state,
            ", ".join(f"{name} {done}" for name, done in run.epochs.items()),
            run.model_id or "-",
            f"{run.size_bytes / 1e6:.1f} MB",
        )
        for run in runs
    ]
    answer_table([("run", "last at work", "state", "epochs done", "model", "size"), *rows])
    tell(f"They are in: {work_dir}" if runs else f"There is no run in: {work_dir}")
    return 0


def _delete_runs(args: Namespace) -> int:
    from training.runs import delete_run, kept_runs

    work_dir = args.cache or training_dir()
    ended = [run.name for run in kept_runs(work_dir) if run.state == "finished"]
    names = list(dict.fromkeys([*args.run_names, *(ended if args.finished else ())]))
    if not names:
        tell("There is nothing to delete: name runs, or say --finished.")
        return 0
    freed = 0
    for name in names:
        run = delete_run(work_dir, name)
        freed += run.size_bytes
        answer(f"{name} is deleted.")
    tell(f"{freed / 1e6:.1f} MB are free again. Models and prepared faces are kept.")
    return 0


def add_runs(parser: ArgumentParser) -> None:
    """The options and the actions of ``agelens runs``."""
    parser.set_defaults(run=_runs)
    parser.description = (
        "List the trainings, finished or not, with what they take of the disk; the Training tab "
        "shows their curves and faces again."
    )
    parser.add_argument("--cache", type=Path, metavar="DIR", help="where trainings keep their runs")
    actions = parser.add_subparsers(metavar="ACTION")
    deleting = actions.add_parser(
        "delete",
        help="remove runs, never the models that they made",
        description="Remove the curves, checkpoints and weights of runs. An interrupted or "
        "stopped run cannot go on afterwards; models and prepared faces are kept.",
    )
    deleting.add_argument("run_names", nargs="*", metavar="RUN", help="agelens runs lists them")
    deleting.add_argument(
        "--finished", action="store_true", help="all that came to their end and stored a model"
    )
    deleting.set_defaults(run=_delete_runs)


def add_models_dir(parser: ArgumentParser) -> None:
    """``--models DIR``, as every command that uses models has it."""
    parser.add_argument(
        "--models",
        type=Path,
        metavar="DIR",
        help="look for models here instead of the usual places",
    )


def add_train(parser: ArgumentParser) -> None:
    """The options of ``agelens train``."""
    parser.set_defaults(run=_train)
    _add_data(parser)
    parser.add_argument(
        "--architecture",
        required=True,
        nargs="+",
        metavar="NAME",
        help="combined, separate, recommended; several are trained in turns on the same faces, "
        "as a duel",
    )
    parser.add_argument(
        "--preset",
        choices=("class_demo", "full"),
        default="full",
        help="class_demo takes a part of the faces and few epochs; default: %(default)s",
    )
    parser.add_argument(
        "--recipe",
        choices=("source", "tuned", "broad", "fine-tune"),
        help="default: tuned; fine-tune where it starts from a model; broad for faces of several "
        "sources",
    )
    parser.add_argument("--epochs", type=_positive, metavar="N", help="default: the recipe's")
    parser.add_argument(
        "--out",
        type=Path,
        metavar="MODELS_DIR",
        help="store it here, named as its architecture (with -fine where it starts from a model); "
        "default: among your own models, under a name that says data and time",
    )
    parser.add_argument("--resume", action="store_true", help="go on with an interrupted run")
    parser.add_argument(
        "--start-from",
        metavar="MODEL",
        help="train on from what a model knows: its id, its folder, or the folder of a former run",
    )
    parser.add_argument("--batch-size", type=_positive, metavar="N", help="default: the recipe's")
    parser.add_argument("--learning-rate", type=float, metavar="RATE", help="default: the recipe's")
    parser.add_argument(
        "--no-augment",
        dest="augment",
        action="store_false",
        help="train on the faces as they are, without random changes",
    )
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="default: %(default)s")
    parser.add_argument(
        "--limit", type=_positive, metavar="N", help="use at most N faces of each place"
    )
    parser.add_argument(
        "--thin",
        metavar="GROUP",
        help="train twice as a duel, once on all faces and once with a group thinned, to see what "
        "that does to its errors: age=60+:10%%, gender=female:0%% or group=NAME:50%%, where the "
        "share is what stays of the group's training faces, or any:50%% for faces of any kind; "
        "agelens evaluate on both models then compares them group by group",
    )
    parser.add_argument(
        "--tensorboard",
        type=Path,
        metavar="DIR",
        help="write event files as well, to a folder of the run in DIR: tensorboard --logdir DIR "
        "shows them",
    )
    parser.add_argument(
        "--devices",
        choices=("one", "all"),
        default="one",
        help="all shares each batch among the devices of this machine; under JAX only",
    )
    parser.add_argument(
        "--precision",
        choices=("float32", "mixed_bfloat16"),
        default="float32",
        help="mixed_bfloat16 is faster on processors with such instructions; default: %(default)s",
    )


def add_evaluate(parser: ArgumentParser) -> None:
    """The options of ``agelens evaluate``."""
    parser.set_defaults(run=_evaluate)
    _add_data(parser)
    parser.add_argument("--model", nargs="+", required=True, metavar="ID", help="which models")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="REPORT_DIR", help="where the report goes"
    )
    parser.add_argument(
        "--thumbnails",
        action="store_true",
        help="show the faces of the worst mistakes in the report; it may then be passed on only "
        "where the data may",
    )
    add_models_dir(parser)


def _add_data(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--data",
        type=_place,
        required=True,
        nargs="+",
        metavar="PLACE",
        help="a folder of faces (named as in UTKFace, or in folders named by class), a zip or tar "
        "of one, a table (CSV) with path, age (or age_low and age_high) and gender; or the word "
        "drawn for built-in faces; of several places the first is the main one",
    )
    parser.add_argument(
        "--cache", type=Path, metavar="DIR", help="where prepared faces and checkpoints are kept"
    )


def _place(text: str) -> Path | str:
    """A path, or the word for drawn faces."""
    return text if text == "drawn" else Path(text)


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise ArgumentTypeError(f"must be at least 1, not {text}")
    return value

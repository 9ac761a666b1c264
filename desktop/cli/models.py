"""``agelens models``: list the installed models; import, export, rename and delete them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.console import agreed, answer, answer_table, tell
from desktop.cli.train import add_models_dir, require_training
from desktop.paths import default_store, store_of, user_models_dir
from engine.words import plural

if TYPE_CHECKING:
    from engine.spec import ModelSpec
    from engine.store import ModelStore

_REFUSED = 3


def add_models(parser: ArgumentParser) -> None:
    """The options and the actions of ``agelens models``."""
    parser.set_defaults(run=_list)
    add_models_dir(parser)
    actions = parser.add_subparsers(metavar="ACTION")
    importing = actions.add_parser(
        "import",
        help="copy a model folder that you received, after trying it out",
        description="Check a model folder, try it out in a process of its own, and copy it to "
        "your models. A model that is already installed is never replaced.",
    )
    importing.add_argument("folder", type=Path, metavar="FOLDER", help="the folder of model.json")
    importing.add_argument("--yes", action="store_true", help="import it without being asked")
    importing.set_defaults(run=_import)
    exporting = actions.add_parser(
        "export",
        help="copy a model elsewhere, to hand it on",
        description="Copy a model, complete and checked, to a folder ID in FOLDER. Another AgeLens "
        "imports it from there; its .tflite files run in any LiteRT.",
    )
    exporting.add_argument("model", metavar="ID", help="which one: agelens models lists them")
    exporting.add_argument("folder", type=Path, metavar="FOLDER", help="where the copy goes")
    exporting.add_argument(
        "--keras",
        action="store_true",
        help="write a .keras file of each network as well, with 32-bit weights read back from the "
        ".tflite file (needs the training add-on)",
    )
    exporting.set_defaults(run=_export)
    renaming = actions.add_parser(
        "rename",
        help="give a model of yours another name",
        description="Change the name that the window shows. The id, which tables and commands "
        "use, stays.",
    )
    renaming.add_argument("model", metavar="ID", help="which one: agelens models lists them")
    renaming.add_argument("name", metavar="NAME", help="its new name, in quotation marks")
    renaming.set_defaults(run=_rename)
    deleting = actions.add_parser(
        "delete",
        help="remove a model of yours",
        description="Remove a model from your models. Those that came with AgeLens stay.",
    )
    deleting.add_argument("model", metavar="ID", help="which one: agelens models lists them")
    deleting.add_argument("--yes", action="store_true", help="delete it without being asked")
    deleting.set_defaults(run=_delete)


def _own(args: Namespace) -> ModelStore:
    """The usual places, or the one that was named, even where that is new."""
    return default_store() if args.models is None else store_of([args.models])


def _import(args: Namespace) -> int:
    """Say what a model folder holds, ask, and copy it."""
    from engine.progress import drain
    from engine.store import verify

    spec = verify(args.folder)
    tell(f"{spec.title} ({spec.model_id})")
    for what, value in _provenance(spec):
        tell(f"  {what}: {value}")
    tell("Nobody has verified who made this model. Import models only from people you trust.")
    alone = "Nobody is there to answer. Say --yes to import without being asked."
    if not args.yes and not agreed("Import it? [y/N] ", alone=alone):
        tell("Nothing was imported.")
        return _REFUSED
    tell("Trying it out…")
    imported = drain(_own(args).import_folder(args.folder))
    answer(f"{imported.model_id} is installed.")
    return 0


def _provenance(spec: ModelSpec) -> list[tuple[str, str]]:
    """What a model says about itself, as it stands there."""
    size = sum(spec.files[name].size for name in set(spec.networks.values()))
    rows = [
        ("architecture", f"{spec.architecture}, {spec.input_px} px, {size / 1e6:.1f} MB"),
        ("made", spec.created or "not stated"),
        ("made with", f"AgeLens {spec.versions.get('agelens', '(not stated)')}"),
        ("judged on", _judged_on(spec)),
        ("meant for", spec.intended_use),
        ("terms", spec.licence),
        ("sha256", spec.sha256),
    ]
    return rows


def _list(args: Namespace) -> int:
    from desktop.cli.label import open_store

    store = open_store(args.models)
    specs = store.models()
    answer_table([_MODEL_COLUMNS, *(_model_row(spec) for spec in specs)])
    default = (
        f"Used where none is named: {store.default_id()}" if specs else "No model is installed."
    )
    tell(default)
    if args.models is None:
        tell(f"Your own models are in: {user_models_dir()}")
    for problem in store.problems():
        tell(f"not usable: {problem}")
    return 0


_MODEL_COLUMNS = (
    "id",
    "architecture",
    "input",
    "size",
    "test age MAE",
    "test gender",
    "judged on",
    "sha256",
)


def _model_row(spec: ModelSpec) -> tuple[str, ...]:
    size = sum(spec.files[name].size for name in set(spec.networks.values()))
    age = spec.metrics.get("test_age_mae_years")
    gender = spec.metrics.get("test_gender_accuracy")
    return (
        spec.model_id,
        spec.architecture,
        f"{spec.input_px} px",
        f"{size / 1e6:.1f} MB",
        "-" if age is None else f"{age:.2f} years",
        "-" if gender is None else f"{gender:.1%}",
        _judged_on(spec),
        spec.sha256,
    )


def _judged_on(spec: ModelSpec) -> str:
    """On how many faces of which kind the figures beside it were found."""
    from training.dataset.drawn import DRAWN_NOTE

    count = round(spec.metrics.get("test_faces", 0.0))
    if not count:
        return "-"
    # A model for photos that was trained on with drawings was judged on drawings, too.
    drawn = spec.knows_drawings_only or spec.intended_use == DRAWN_NOTE
    faces = plural("face", count)
    return f"{count:,} drawn {faces}" if drawn else f"{count:,} {faces} in photos"


def _export(args: Namespace) -> int:
    from desktop.cli.label import open_store

    store = open_store(args.models)
    also = None
    if args.keras:
        require_training()
        from training.export import keras_files

        also = keras_files(*store.open(args.model))
    answer(f"{args.model} is in {store.export(args.model, args.folder, also=also)}.")
    return 0


def _rename(args: Namespace) -> int:
    from desktop.cli.label import open_store

    spec = open_store(args.models).rename(args.model, args.name)
    answer(f"{spec.model_id} is now called {spec.title}.")
    return 0


def _delete(args: Namespace) -> int:
    from desktop.cli.label import open_store

    store = open_store(args.models)
    folder = store.changeable(args.model)
    size = sum(one.stat().st_size for one in folder.iterdir() if one.is_file())
    tell(f"{args.model} ({size / 1e6:.1f} MB) is in {folder}.")
    tell("Without it, tables that were made with it cannot be replayed.")
    alone = "Nobody is there to answer. Say --yes to delete without being asked."
    if not args.yes and not agreed("Delete it? [y/N] ", alone=alone):
        tell("Nothing was deleted.")
        return _REFUSED
    store.remove(args.model)
    answer(f"{args.model} is deleted.")
    return 0

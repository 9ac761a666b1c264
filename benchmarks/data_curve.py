"""What more faces would buy: one recipe on all training faces, on half and on a quarter of them.

    python -m benchmarks.data_curve --data UTKFACE MORE_FACES --cache DIR --start-from MODEL
        [--shares 0.25 0.5 1] [--epochs N] [--learning-rate RATE] [--precision P] [--seed N]
        [--out FILE.json]

UTKFACE and MORE_FACES (its table) are the sources of ``recommended``, and MODEL is what each run
begins with: one that knows UTKFace only, or nothing would be left to learn from the others.
Each run takes the same steps on batches mixed alike, so that they differ in nothing but how many
different faces stand in them; a smaller share's faces are among those of a larger one. All are
validated on the same faces after each epoch: a quarter of the steps that show all faces of UTKFace
once. What the last epoch says is printed and, with ``--out``, kept, for every source.
Killed, the same command goes on after the last finished epoch.

On two processor cores an epoch takes about a minute with ``--precision mixed_bfloat16``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

from engine.files import write_atomically
from training.dataset.mixture import Mixture
from training.events import EpochDone, Event, Started
from training.recipes import BROAD, RECIPES, Recipe
from training.settings import TrainSettings
from training.thinning import Thinning
from training.trainer.run import train

_ARCHITECTURE = "recommended"
_MAIN_PARTS = 4  # epochs to see all faces of UTKFace once, where none are left out
_SOURCES = ("utkface", "fairface", "aaf")


def main(arguments: Sequence[str] | None = None) -> int:
    """Train once a share and print what each has come to."""
    given = _parser().parse_args(arguments)
    rows = [_row(share, given) for share in given.shares]
    for row in rows:
        print(f"{row['share']:>6.0%} of the training faces ({row['train_faces']:,}): {_told(row)}")
    if given.out is not None:
        facts = {
            "epochs": given.epochs,
            "learning_rate": given.learning_rate,
            "seed": given.seed,
            "rows": rows,
        }
        write_atomically(given.out, (json.dumps(facts, indent=1) + "\n").encode())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, nargs=2, required=True, metavar="PLACE")
    parser.add_argument("--cache", type=Path, required=True, metavar="DIR")
    parser.add_argument("--start-from", type=Path, required=True, metavar="MODEL")
    parser.add_argument("--shares", type=_share, nargs="+", default=[0.25, 0.5, 1.0])
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--learning-rate", type=float, default=2.5e-3)
    parser.add_argument("--precision", choices=("float32", "mixed_bfloat16"), default="float32")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, metavar="FILE.json")
    return parser


def _share(text: str) -> float:
    share = float(text)
    parts = _MAIN_PARTS * share
    if not 0 < share <= 1 or parts != round(parts):
        raise argparse.ArgumentTypeError(f"{text} is not a quarter, a half, 0.75 or 1")
    return share


def _row(share: float, given: argparse.Namespace) -> dict[str, Any]:
    """One run on a share of the faces: how many they were, and the figures after every epoch."""
    told: list[Event] = []

    def listener(event: Event) -> None:
        told.append(event)
        if isinstance(event, EpochDone):
            print(f"{share:.0%}, epoch {event.epoch}: {event.metrics}", flush=True)

    settings = TrainSettings(
        data=given.data[0],
        more_data=(given.data[1],),
        architecture=_ARCHITECTURE,
        recipe=BROAD,
        epochs=given.epochs,
        learning_rate=given.learning_rate,
        seed=given.seed,
        precision=given.precision,
        start_from=given.start_from,
        model_id=f"data-curve-{share:g}",
        models_dir=given.cache / "data-curve",
        work_dir=given.cache,
        resume=True,
        thin=None if share == 1 else Thinning("any", "", share),
    )
    with mock.patch.dict(RECIPES[_ARCHITECTURE], {BROAD: _recipe(share)}):
        train(settings, listener=listener)
    (started,) = [event for event in told if isinstance(event, Started)]
    history = [*started.history, *(one.metrics for one in told if isinstance(one, EpochDone))]
    losses = [float(one["val_loss"]) for one in history]
    last = history[-1]
    return {
        "share": share,
        "train_faces": started.train_faces,
        "losses": losses,
        "last": {name: float(value) for name, value in last.items() if isinstance(value, float)},
    }


def _recipe(share: float) -> Recipe:
    """The recipe whose epochs are as many steps on any share; the rate falls all the way."""
    broad = RECIPES[_ARCHITECTURE][BROAD]
    mixture = broad.mixture or Mixture()
    parts = round(_MAIN_PARTS * share)
    return replace(
        broad,
        mixture=replace(mixture, main_parts=parts),
        warmup_share=0.03,
        decay_share=0.97,
        plain_epochs=3,
        interpolated=(),
    )


def _told(row: dict[str, Any]) -> str:
    last = row["last"]
    told = [f"loss {last['val_loss']:.3f}"]
    for source in _SOURCES:
        years = last[f"val_{source}_age_mae_years"]
        share = last[f"val_{source}_older_gender_accuracy"]
        told.append(f"{source} {years:.2f} years, of ten and older {share:.1%}")
    return "; ".join(told)


if __name__ == "__main__":
    raise SystemExit(main())

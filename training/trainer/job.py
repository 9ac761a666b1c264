"""What one network is given to learn, and where it keeps what it learned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.errors import DataError
from engine.preprocessing import Alignment
from engine.words import translatable
from training.dataset.batches import labels_of
from training.dataset.cache import ChipCache
from training.dataset.split import Split
from training.recipes import Recipe
from training.settings import LEAST_FACES

CHECKPOINT, BEST, WALL = "checkpoint.npz", "best.npz", "wall.json"
HISTORY = "history.csv"
START, TRAINED = "start.npz", "trained.json"
"""In a run's folder: weights read out of a model to begin with; what the run has made."""

NEUTRAL = {"age_out": 60.0, "gender_out": 0.0}
"""Biases of outputs that nothing is known to teach: 60 years, and a score of one half."""
_NAIVE = {"age_out": "age_mae_years", "gender_out": "gender_accuracy"}
_TOO_FEW = {
    "age_out": translatable("Too few faces have a known age: at least 30 are needed."),
    "gender_out": translatable("Too few faces have a known gender: at least 30 are needed."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkJob:
    """What one network is trained on and how; ``folder`` keeps its checkpoints.

    ``start`` is a file of weights to begin with instead of random ones, which know nothing of the
    outputs ``unknown``; ``wall`` are rows of validation faces whose guesses are told after each
    epoch; ``alignment`` is how the chips were cut. ``deciding`` are the validation faces by whose
    loss the best epoch is chosen, ``None`` for all of them.
    """

    architecture: str
    name: str
    cache: ChipCache
    split: Split
    recipe: Recipe
    epochs: int
    seed: int
    folder: Path
    identity: str
    start: Path | None = None
    unknown: tuple[str, ...] = ()
    wall: NDArray[np.int64] | None = None
    deciding: NDArray[np.int64] | None = None
    alignment: Alignment = field(default_factory=Alignment)


def outputs_to_train_on(outputs: Iterable[str], cache: ChipCache, split: Split) -> tuple[str, ...]:
    """Those outputs of a network that knows something already of which the data know enough.

    Perhaps none: the others are left as they are.
    """
    labels, rows = labels_of(cache), np.concatenate([split.train, split.validation, split.test])
    enough = [
        name
        for name in outputs
        if np.isfinite(labels[name][rows]).sum() >= LEAST_FACES
        and not _all_the_same(labels[name][split.train])
    ]
    return tuple(name for name in enough if np.isfinite(labels[name][split.validation]).any())


def _all_the_same(labels: NDArray[np.float32]) -> bool:
    """Whether several labels are of one kind alone, which nobody learns to tell from another."""
    known = labels[np.isfinite(labels)]
    return len(known) > 1 and bool((known == known[0]).all())


def known_outputs(outputs: Iterable[str], cache: ChipCache, split: Split) -> tuple[str, ...]:
    """Those of a network's outputs that the data can teach: not one of which all say the same.

    Raises ``DataError`` if there is none, or one with too few labels to learn and to judge by.
    """
    labels = labels_of(cache)
    known = []
    outputs = tuple(outputs)
    for name in outputs:
        counts = [
            int(np.isfinite(labels[name][rows]).sum()) for rows in (split.train, split.validation)
        ]
        if not np.isfinite(labels[name]).any():
            continue
        if _all_the_same(labels[name]):
            continue
        if min(counts) == 0:
            raise DataError(
                _TOO_FEW[name], received=f"{int(np.isfinite(labels[name]).sum())} faces"
            )
        known.append(name)
    if not known and any(_all_the_same(labels[name]) for name in outputs):
        raise DataError(
            "These labels cannot be learned: all faces are labelled alike. Choose faces of both "
            "genders, or of different ages.",
            received=f"{len(cache.names)} faces",
        )
    if not known:
        raise DataError(
            "None of these faces has a label that a network of this architecture learns; choose "
            "other faces or another architecture.",
            received=f"{len(cache.names)} faces",
        )
    return tuple(known)


def naive_figures(cache: ChipCache, split: Split, *, outputs: Iterable[str]) -> dict[str, float]:
    """Validation figures of whoever says the same of every face, to be better than.

    "age_mae_years" of the training faces' average age, "gender_accuracy" (0-1) of their commoner
    gender; only those of ``outputs`` whose labels are known.
    """
    labels, found = labels_of(cache), {}
    for name in outputs:
        if name not in _NAIVE:
            continue
        learned, judged = (labels[name][rows] for rows in (split.train, split.validation))
        known = np.isfinite(judged)
        if not np.isfinite(learned).any() or not known.any():
            continue
        said = float(np.nanmean(learned.astype(np.float64)))
        if name == "gender_out":
            right = (judged[known] >= 0.5) == (said >= 0.5)
            found[_NAIVE[name]] = float(right.mean())
            continue
        off = np.abs(judged - said) - cache.age_reaches[split.validation]
        found[_NAIVE[name]] = float(np.maximum(off[known], 0.0).mean())
    return found

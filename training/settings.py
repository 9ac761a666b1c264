"""What to train, on what, for how long: one frozen value, checked when made."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from engine.errors import DataError
from training.thinning import Thinning, variant

Precision = Literal["float32", "mixed_bfloat16"]
Devices = Literal["one", "all"]

DRAWN = "drawn"
DRAWN_WORDS = (DRAWN, "demo")
"""What to write in place of a folder for the built-in set of drawn faces."""

LEAST_FACES = 100
"""To fine-tune a model: fewer labels of a kind teach it nothing measurable (docs/adr/0006)."""
_NAME_LENGTH = 20
_HIGHEST_RATE = 1.0

# What the networks of a duel must have in common, or they would not be compared fairly.
_SHARED = (
    "data",
    "more_data",
    "work_dir",
    "models_dir",
    "seed",
    "limit",
    "precision",
    "devices",
    "tensorboard",
)
# What two networks of one architecture have in common besides, of which one learns without a group.
_SAME_RECIPE = ("recipe", "epochs", "batch_size", "learning_rate", "augment")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainSettings:
    """Settings of one training run; ``None`` takes the recipe's own value.

    ``data`` is a folder, an archive, a table, or one of ``DRAWN_WORDS``; ``more_data`` are further
    places, whose faces are learned beside those of ``data``. ``limit`` is the most faces that are
    taken of each place. ``work_dir`` holds the
    chip cache and the checkpoints; ``models_dir`` receives the result. ``augment=False`` trains on
    the faces as they are. ``start_from`` is the folder of an installed model of the same
    architecture, or that of a former run, whose weights are trained on. ``precision``:
    "mixed_bfloat16" is 1.5 times as fast on processors with such instructions. ``devices``:
    "all" shares each batch among all devices of this machine, under JAX. ``tensorboard`` is a
    folder for event files (``training.tensorboard``). ``thin`` leaves out a part of the training
    faces: for one of the two networks of a duel.
    """

    data: Path | str
    architecture: str
    models_dir: Path
    work_dir: Path
    recipe: str = "tuned"
    model_id: str | None = None
    epochs: int | None = None
    batch_size: int | None = None
    learning_rate: float | None = None
    augment: bool = True
    seed: int = 1
    limit: int | None = None
    resume: bool = False
    start_from: Path | None = None
    precision: Precision = "float32"
    devices: Devices = "one"
    more_data: tuple[Path | str, ...] = ()
    tensorboard: Path | None = None
    thin: Thinning | None = None

    @property
    def variant(self) -> str:
        """What tells it from the others of a run: its architecture, and whether it is thinned."""
        return variant(self.architecture, thinned=self.thin is not None)

    def __post_init__(self) -> None:
        for name in ("epochs", "batch_size", "learning_rate", "limit"):
            value = getattr(self, name)
            if value is not None and value <= 0:
                raise DataError(
                    "A training needs a positive number here.", received=f"{name}={value}"
                )
        if self.learning_rate is not None and self.learning_rate > _HIGHEST_RATE:
            raise DataError(
                "With a learning rate above 1 no network learns. Usual rates lie between 0.0001 "
                "and 0.01.",
                received=f"learning_rate={self.learning_rate:g}",
            )


def own_model_id(
    architecture: str, data: Path | str, now: datetime.datetime, *, fine_tuned: bool = False
) -> str:
    """An id that tells people what was trained on what and when, and hides no other model."""
    stem = Path(str(data)).name.partition(".")[0]
    name = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:_NAME_LENGTH].strip("-")
    what = f"{architecture}-fine" if fine_tuned else architecture
    return f"{what}-{name or 'faces'}-{now:%Y-%m-%d-%H%M%S}"


def together(settings: TrainSettings | Sequence[TrainSettings]) -> tuple[TrainSettings, ...]:
    """The settings of one run as a tuple; of several, a duel, checked to be a fair one.

    Raises ``DataError`` if there are none, or if they differ in what must be the same: faces,
    split, folders, precision; or agree in what must not: architecture and name of the model; or if
    one of them begins with what it knows already. Two may have the same architecture and the same
    recipe, if one of them learns from a thinned set.
    """
    several = (settings,) if isinstance(settings, TrainSettings) else tuple(settings)
    if not several:
        raise DataError("A training needs at least one architecture.", received="none")
    if len(several) > 1 and any(one.start_from is not None for one in several):
        raise DataError(
            "A duel starts from scratch: to start from a model, train one architecture.",
            received=", ".join(one.architecture for one in several),
        )
    for name in _SHARED:
        values = [getattr(one, name) for one in several]
        if len(set(values)) > 1:
            raise DataError(
                "Architectures that are trained together need the same faces, seed and folders.",
                received=f"{name} of {', '.join(str(value) for value in values)}",
            )
    for names in (
        [one.variant for one in several],
        [one.model_id or one.variant for one in several],
    ):
        if len(set(names)) < len(names):
            raise DataError(
                "Architectures that are trained together must differ, and so must the names "
                "of their models.",
                received=", ".join(names),
            )
    _check_pairs(several)
    return several


def _check_pairs(several: Sequence[TrainSettings]) -> None:
    """Raise ``DataError`` if two differ in more than the faces that they learn from."""
    for one in several:
        whole = next((other for other in several if other.variant == one.architecture), one)
        for name in _SAME_RECIPE:
            values = [getattr(whole, name), getattr(one, name)]
            if values[0] != values[1]:
                raise DataError(
                    "Two networks that differ in the faces they learn from need the same recipe.",
                    received=f"{name} of {values[0]}, {values[1]}",
                )


def with_thinned(several: Sequence[TrainSettings], thin: Thinning) -> tuple[TrainSettings, ...]:
    """The same settings as a duel with themselves: once on all faces, once on the thinned set.

    Raises ``DataError`` unless they train one architecture.
    """
    if len(several) != 1:
        raise DataError(
            "To see what a group is worth, train one architecture: it is trained twice.",
            received=", ".join(one.architecture for one in several),
        )
    (whole,) = several
    return together((whole, replace(whole, thin=thin)))

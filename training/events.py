"""What a training run reports while it goes: frozen values, in order, to one listener.

``architecture`` and ``network`` say whose event it is: a duel trains two architectures in turns,
and ``separate`` consists of two networks, "age" and "gender" (``combined`` of one, "model"). Where
one architecture is trained twice, that of the thinned set is called "combined-thinned"
(``TrainSettings.variant``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.errors import DataError


class StoppedError(DataError):
    """A run was stopped before any of its networks had begun to train: it made no model."""


Preparation = Literal["drawing", "unpacking", "chips"]
"""What is done before a training: chips are cut out of pictures, decoded and aligned."""


@dataclass(frozen=True, slots=True)
class Preparing:
    """Faces are made ready: ``done`` of ``total``, faces or bytes of an archive.

    ``notes`` say, once before that, how the labels were understood. ``size_px`` is the side of the
    chips, which are made for each size that the networks of a run see.
    """

    done: int
    total: int
    notes: tuple[str, ...] = ()
    work: Preparation = "chips"
    size_px: int = 0


@dataclass(frozen=True, slots=True)
class Started:
    """Training begins or goes on; counts of faces, epochs already done, steps in one epoch.

    ``history`` holds a row for each epoch already done, with the keys of ``EpochDone.metrics``
    and "epoch" and "seconds", so that curves of a resumed run are whole. ``began`` are the
    validation figures of the weights that it started from, if any. ``untaught`` are outputs that
    the faces cannot teach: no label is known, or all are the same. ``naive`` are the validation
    figures of whoever says the same of every face: the average age and the commoner gender.
    ``steps`` are those of the epochs already done, as ``ThinnedSteps`` keeps them, every
    ``stride``-th of them; ``None`` where nothing is known of them.
    """

    architecture: str
    network: str
    train_faces: int
    validation_faces: int
    test_faces: int
    epochs: int
    epochs_done: int
    steps_per_epoch: int
    history: tuple[dict[str, float], ...] = ()
    began: dict[str, float] = field(default_factory=dict)
    untaught: tuple[str, ...] = ()
    naive: dict[str, float] = field(default_factory=dict)
    steps: NDArray[np.float64] | None = field(default=None, compare=False)
    stride: int = 1


@dataclass(frozen=True, slots=True)
class BatchDone:
    """One step: running averages of this epoch (loss, age MAE in years, gender accuracy 0-1).

    ``alone`` are the figures of this step's batch by itself, under the same names.
    """

    architecture: str
    network: str
    epoch: int
    step: int
    images_per_second: float
    metrics: dict[str, float]
    alone: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EpochDone:
    """One epoch with its validation; ``metrics`` has the ``val_`` figures too.

    ``seconds`` is the training time so far, pauses and earlier sessions counted rightly.
    """

    architecture: str
    network: str
    epoch: int
    seconds: float
    metrics: dict[str, float]
    is_best: bool


@dataclass(frozen=True, slots=True, eq=False)
class WallFaces:
    """The faces of the face wall, told once a run: validation faces, never trained on.

    ``chips`` ``uint8`` RGB (N, S, S, 3); ``ages`` (N,) years and ``genders`` (N,) 0 male, 1 female,
    NaN where the data do not say.
    """

    chips: NDArray[np.uint8]
    ages: NDArray[np.float32]
    genders: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class WallGuesses:
    """What a network says of the wall's faces after an epoch (0: before the first).

    ``ages`` (N,) years, ``female_scores`` (N,) 0-1; ``None`` what this network does not guess.
    A resumed run tells the kept guesses of its former epochs first.
    """

    architecture: str
    network: str
    epoch: int
    ages: NDArray[np.float64] | None
    female_scores: NDArray[np.float64] | None


@dataclass(frozen=True, slots=True)
class OwnGuess:
    """What a network says after an epoch of a face that somebody put on the wall themselves.

    ``face`` is the number of the ``OwnFace``; ``age_years`` and ``female_score`` (0-1) are ``None``
    where this network does not guess them. Told once and kept nowhere.
    """

    architecture: str
    network: str
    epoch: int
    face: int
    age_years: float | None
    female_score: float | None

    def as_wall(self) -> WallGuesses:
        """The same as that of a wall with this face alone."""
        ages, scores = (
            None if value is None else np.array([value], dtype=np.float64)
            for value in (self.age_years, self.female_score)
        )
        return WallGuesses(self.architecture, self.network, self.epoch, ages, scores)


@dataclass(frozen=True, slots=True, eq=False)
class Insides:
    """What a network looks like inside after an epoch, told while somebody watches.

    ``filters`` ``uint8`` RGB (N, K, K, 3) are those of the first layer; ``maps`` hold for some
    layers, from the first on, what the face sets off, ``uint8`` (M, S, S). Each picture goes from
    its least to its largest value. ``face`` is the place of the face on the wall, or less than 0
    the number of somebody's own face.
    """

    architecture: str
    network: str
    epoch: int
    face: int
    filters: NDArray[np.uint8]
    maps: tuple[NDArray[np.uint8], ...]


@dataclass(frozen=True, slots=True)
class Exporting:
    """The best weights are being converted for prediction."""

    architecture: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The model folder is in place; ``metrics`` are those of the test split."""

    architecture: str
    model_id: str
    folder: Path
    metrics: dict[str, float]


Event = (
    Preparing
    | Started
    | BatchDone
    | EpochDone
    | WallFaces
    | WallGuesses
    | OwnGuess
    | Insides
    | Exporting
    | Finished
)
Listener = Callable[[Event], None]

"""What a training run reports while it goes: frozen values, in order, to one listener."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Preparing:
    """Chips are being decoded and aligned: ``done`` of ``total`` pictures."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Started:
    """Training begins or goes on; counts of faces, epochs already done, steps in one epoch."""

    network: str
    train_faces: int
    validation_faces: int
    test_faces: int
    epochs: int
    epochs_done: int
    steps_per_epoch: int


@dataclass(frozen=True, slots=True)
class BatchDone:
    """One step: running averages of this epoch (loss, age MAE in years, gender accuracy 0-1)."""

    network: str
    epoch: int
    step: int
    images_per_second: float
    metrics: dict[str, float]


@dataclass(frozen=True, slots=True)
class EpochDone:
    """One epoch with its validation; ``metrics`` has the ``val_`` figures too.

    ``seconds`` is the training time so far, pauses and earlier sessions counted rightly.
    """

    network: str
    epoch: int
    seconds: float
    metrics: dict[str, float]
    is_best: bool


@dataclass(frozen=True, slots=True)
class Exporting:
    """The best weights are being converted for prediction."""

    architecture: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The model folder is in place; ``metrics`` are those of the test split."""

    folder: Path
    metrics: dict[str, float]


Event = Preparing | Started | BatchDone | EpochDone | Exporting | Finished
Listener = Callable[[Event], None]

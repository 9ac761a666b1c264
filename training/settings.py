"""What to train, on what, for how long: one frozen value, checked when made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.errors import DataError

Precision = Literal["float32", "mixed_bfloat16"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainSettings:
    """Settings of one training run; ``None`` takes the recipe's own value.

    ``work_dir`` holds the chip cache and the checkpoints; ``models_dir`` receives the result.
    ``start_from`` is the folder of a former run of the same architecture, whose best weights are
    trained on. ``precision``: "mixed_bfloat16" is 1.5 times as fast on processors with such
    instructions.
    """

    data: Path
    architecture: str
    models_dir: Path
    work_dir: Path
    recipe: str = "tuned"
    model_id: str | None = None
    epochs: int | None = None
    batch_size: int | None = None
    learning_rate: float | None = None
    seed: int = 1
    limit: int | None = None
    resume: bool = False
    start_from: Path | None = None
    precision: Precision = "float32"

    def __post_init__(self) -> None:
        for name in ("epochs", "batch_size", "learning_rate", "limit"):
            value = getattr(self, name)
            if value is not None and value <= 0:
                raise DataError(
                    f"A training needs a positive number here. Received: {name}={value}"
                )

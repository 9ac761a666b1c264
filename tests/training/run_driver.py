"""Whole runs on plain pictures: in a process of their own, or in this one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from training.events import Event
from training.settings import TrainSettings
from training.trainer.control import Control
from training.trainer.run import train
from training.worker import TrainingProcess

QUICK_TO_COMPILE = "--xla_backend_optimization_level=0 --xla_llvm_disable_expensive_passes=true"
"""``XLA_FLAGS`` for a training under JAX that is over sooner than it would be compiled well."""
Ended = tuple[list[Event], tuple[str, ...]]
"""All events of a run, and the ids of its models."""


def make_data(folder: Path, count: int = 60) -> Path:
    """Plain pictures: brightness tells the age, a red half the gender."""
    folder.mkdir()
    for i in range(count):
        age, gender = 1 + (i * 37) % 79, i % 2
        rng = np.random.default_rng(i)
        stripes = rng.integers(-20, 20, (1, 25, 3))
        pixels = np.broadcast_to(60 + age + stripes, (25, 25, 3)).copy()
        pixels[:, 12:, 0] += 60 * gender
        picture = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
        picture.resize((200, 200), Image.Resampling.BICUBIC).save(
            folder / f"{age}_{gender}_{i % 5}_{20170109000000000 + i}.jpg"
        )
    return folder


def settings(tmp_path: Path, **changes: object) -> TrainSettings:
    values: dict[str, object] = {
        "data": tmp_path / "data",
        "architecture": "combined",
        "models_dir": tmp_path / "models",
        "work_dir": tmp_path / "work",
        "epochs": 1,
        "batch_size": 8,
    }
    return TrainSettings(**{**values, **changes})  # type: ignore[arg-type]


def plain_settings(tmp_path: Path, **changes: object) -> TrainSettings:
    """A run that TensorFlow soon has traced: no augmentation, no normalisation, no averaging."""
    values = {"recipe": "source", "augment": False, "batch_size": 4}
    return settings(tmp_path, **{**values, **changes})


def drained(process: TrainingProcess, act: Callable[[Event], None] | None = None) -> Ended:
    """A run in a process of its own, which starts TensorFlow; ``act`` is called with each event."""
    seen: list[Event] = []
    run = process.events()
    while True:
        try:
            event = next(run)
        except StopIteration as stop:
            return seen, stop.value
        if event is not None:
            seen.append(event)
            if act is not None:
                act(event)


def trained(
    chosen: TrainSettings | Sequence[TrainSettings],
    act: Callable[[Event], None] | None = None,
    *,
    control: Control | None = None,
) -> Ended:
    """The same in this process, for what has nothing to do with processes."""
    seen: list[Event] = []

    def listen(event: Event) -> None:
        seen.append(event)
        if act is not None:
            act(event)

    specs = train(chosen, listener=listen, control=control)
    return seen, tuple(spec.model_id for spec in specs)


class InterruptedByTestError(Exception):
    """The program was ended."""


def interrupted(
    chosen: TrainSettings | Sequence[TrainSettings],
    when: Callable[[Event], bool],
    act: Callable[[Event], None] | None = None,
) -> None:
    """A run in this process that ends at a moment, without a word to anybody."""

    def listen(event: Event) -> None:
        if act is not None:
            act(event)
        if when(event):
            raise InterruptedByTestError

    with pytest.raises(InterruptedByTestError):
        train(chosen, listener=listen)

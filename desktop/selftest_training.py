"""The self-test's training: a few drawn faces, one epoch, in the child process as in the window."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np

from desktop.selftest import CheckError, SkippedError
from desktop.training_addon import Addon
from engine.predictor import Predictor
from engine.store import ModelStore
from training.dataset.drawn import write_drawn_set
from training.settings import TrainSettings
from training.worker import TrainingProcess

_FACES, _SEED, _CHIP_PX = 60, 7, 128


def train(addon: Addon) -> str:
    """Draw, train, store, load, predict; says how long. Raises ``SkippedError`` without TensorFlow.

    ``UserError`` with the child's details in its notes if the training fails.
    """
    if addon.missing():
        raise SkippedError("the training add-on is not installed")
    with tempfile.TemporaryDirectory(prefix="agelens-selftest-") as name:
        scratch = Path(name)
        settings = TrainSettings(
            data=write_drawn_set(scratch / "faces", count=_FACES, seed=_SEED, size_px=_CHIP_PX),
            architecture="combined",
            models_dir=scratch / "models",
            work_dir=scratch / "work",
            model_id="selftest",
            epochs=1,
            batch_size=12,
        )
        steps = TrainingProcess(settings).events()
        while True:
            try:
                next(steps)
            except StopIteration as stop:
                trained: tuple[str, ...] = stop.value
                break
        if trained != ("selftest",):
            raise CheckError(f"stored models: {trained}")
        return _judge(ModelStore([scratch / "models"]))


def _judge(store: ModelStore) -> str:
    folder, spec = store.open("selftest")
    chips = np.zeros((1, spec.input_px, spec.input_px, 3), np.uint8)
    answers = Predictor(folder, spec).predict(chips)
    if len(answers) != 1:
        raise CheckError(f"{len(answers)} answers for one face")
    return f"{_FACES} drawn faces, one epoch, a model that loads and answers"

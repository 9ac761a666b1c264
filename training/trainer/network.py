"""Train one network: epochs, validation, averaging, checkpoints. Keras 3 API only."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from training.augment import Augment
from training.dataset.batches import ChipBatches
from training.dataset.cache import ChipCache
from training.dataset.split import Split
from training.events import BatchDone, EpochDone, Listener, Started
from training.recipes import Recipe
from training.settings import Precision
from training.trainer.checkpoint import (
    Progress,
    load_arrays,
    progress_from,
    progress_text,
    save_arrays,
)
from training.trainer.control import Control
from training.trainer.measures import age_loss, gender_loss, predict, scores
from training.trainer.normalising import folded_weights, normalised, recalibrate

_FINAL_RATE_SHARE = 0.01  # of the peak learning rate, where the cosine ends
_RECALIBRATION_BATCHES = 24
CHECKPOINT, BEST = "checkpoint.npz", "best.npz"


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkJob:
    """What one network is trained on and how; ``folder`` keeps its checkpoints.

    ``start`` is a file of weights (a ``best.npz``) to begin with instead of random ones.
    """

    name: str
    cache: ChipCache
    split: Split
    recipe: Recipe
    epochs: int
    seed: int
    folder: Path
    identity: str
    start: Path | None = None


class NetworkTrainer:
    """One network's run; ``run`` may be called again on a new object to resume.

    Where the recipe normalises, a normalised copy learns, and its folded weights are kept. Weights
    to start from are folded already: then the network itself learns on.
    """

    def __init__(
        self, network: keras.Model, job: NetworkJob, *, listener: Listener, control: Control
    ) -> None:
        self._folds = job.recipe.normalise and job.start is None
        self._kept = network
        self._network = normalised(network) if self._folds else network
        self._job = job
        self._listener, self._control = listener, control
        self._outputs = tuple(network.output.keys())
        self._progress = Progress(identity=job.identity)
        self._steps = max(len(job.split.train) // job.recipe.batch_size, 1)

    def run(self, *, resume: bool) -> Progress:
        """Train until done, stopped, or out of patience; best weights lie in ``best.npz``.

        Raises ``DataError`` if the saved state is damaged or of another run.
        """
        job = self._job
        job.folder.mkdir(parents=True, exist_ok=True)
        saved: dict[str, list[NDArray[Any]]] = {}
        if resume and (job.folder / CHECKPOINT).is_file():
            saved, text = load_arrays(job.folder / CHECKPOINT)
            self._progress = progress_from(text, identity=job.identity)
        model = self._compiled()
        if saved:
            self._network.set_weights(saved["network"])
            for variable, value in zip(model.optimizer.variables, saved["optimizer"], strict=True):
                variable.assign(value)
        elif job.start is not None:
            self._network.set_weights(load_arrays(job.start)[0]["network"])
        elif job.recipe.data_bias:
            self._bias_from_data()
        self._listener(
            Started(
                network=job.name,
                train_faces=len(job.split.train),
                validation_faces=len(job.split.validation),
                test_faces=len(job.split.test),
                epochs=job.epochs,
                epochs_done=self._progress.epochs_done,
                steps_per_epoch=self._steps,
            )
        )
        while self._progress.epochs_done < job.epochs and not self._done_early():
            if not self._epoch(model):
                break
        return self._progress

    def _done_early(self) -> bool:
        patience = self._job.recipe.patience_epochs
        waited = self._progress.epochs_done - self._progress.best_epoch
        return self._control.stopped or (patience is not None and waited >= patience)

    def _compiled(self) -> keras.Model:
        job = self._job
        image = keras.Input(self._network.input.shape[1:], name="image")
        seed = job.seed * 1000 + self._progress.epochs_done
        augmented = Augment(job.recipe.augment, seed=seed, name="augment")(image)
        model = keras.Model(image, self._network(augmented))
        losses = {"age_out": age_loss(job.recipe), "gender_out": gender_loss(job.recipe)}
        metrics = {
            "age_out": keras.metrics.MeanAbsoluteError(name="mae"),
            "gender_out": keras.metrics.BinaryAccuracy(name="accuracy"),
        }
        model.compile(
            optimizer=_optimizer(job.recipe, steps=self._steps * job.epochs),
            loss={name: losses[name] for name in self._outputs},
            metrics={name: [metrics[name]] for name in self._outputs},
            jit_compile="auto" if keras.backend.backend() == "jax" else False,
        )
        model.optimizer.build(model.trainable_variables)
        return model

    def _bias_from_data(self) -> None:
        """Start the outputs at the data's mean: the first epochs need not learn it."""
        rows, cache = self._job.split.train, self._job.cache
        share = float(np.clip(cache.genders[rows].mean(), 0.01, 0.99))
        biases = {
            "age_out": float(cache.ages[rows].mean()),
            "gender_out": math.log(share / (1 - share)),
        }
        for name in self._outputs:
            self._network.get_layer(name).bias.assign([biases[name]])

    def _batches(self, epoch: int) -> ChipBatches:
        job = self._job
        return ChipBatches(
            job.cache,
            job.split.train,
            outputs=self._outputs,
            batch_size=job.recipe.batch_size,
            seed=job.seed,
            epoch=epoch,
        )

    def _epoch(self, model: keras.Model) -> bool:
        """Train one epoch and judge it; False if it was stopped midway."""
        job, progress = self._job, self._progress
        epoch = progress.epochs_done + 1
        batches = self._batches(epoch)
        begun = time.monotonic()
        reporter = _Reporter(
            job, epoch, network=self._network, listener=self._listener, control=self._control
        )
        logs = model.fit(batches, epochs=1, verbose=0, shuffle=False, callbacks=[reporter])
        if self._control.stopped and reporter.steps < self._steps and progress.epochs_done:
            return False
        metrics = _plain({name: values[-1] for name, values in logs.history.items()})
        if self._folds and job.recipe.average_momentum:
            count = min(_RECALIBRATION_BATCHES, len(batches))
            recalibrate(model, self._network, (batches[index][0] for index in range(count)))
        metrics |= {f"val_{key}": value for key, value in self._validate().items()}
        progress.epochs_done = epoch
        progress.seconds += time.monotonic() - begun - reporter.paused_seconds
        progress.history.append({"epoch": epoch, "seconds": progress.seconds, **metrics})
        is_best = metrics["val_loss"] < progress.best_loss
        if is_best:
            progress.best_loss, progress.best_epoch = metrics["val_loss"], epoch
            save_arrays(job.folder / BEST, {"network": self._folded()})
        self._network.set_weights(reporter.raw_weights)
        self._save(model)
        self._listener(EpochDone(job.name, epoch, progress.seconds, metrics, is_best))
        return True

    def _folded(self) -> list[NDArray[Any]]:
        """The weights of the architecture itself, as the network stands."""
        if self._folds:
            return folded_weights(self._network, self._kept)
        return list(self._network.get_weights())

    def _validate(self) -> dict[str, float]:
        """Loss, age MAE (years) and gender accuracy of the network as it stands."""
        job = self._job
        rows = job.split.validation
        outputs = predict(self._network, job.cache, rows)
        return scores(outputs, job.cache.ages[rows], job.cache.genders[rows], recipe=job.recipe)

    def _save(self, model: keras.Model) -> None:
        optimizer = [variable.numpy() for variable in model.optimizer.variables]
        save_arrays(
            self._job.folder / CHECKPOINT,
            {"network": self._network.get_weights(), "optimizer": optimizer},
            text=progress_text(self._progress),
        )


class _Reporter(keras.callbacks.Callback):  # type: ignore[misc]
    """Turns Keras's steps into events and obeys pause and stop."""

    def __init__(
        self,
        job: NetworkJob,
        epoch: int,
        *,
        network: keras.Model,
        listener: Listener,
        control: Control,
    ) -> None:
        super().__init__()
        self._job, self._epoch, self._network = job, epoch, network
        self._listener, self._control = listener, control
        self._begun = time.monotonic()
        self.paused_seconds = 0.0
        self.steps = 0
        self.raw_weights: list[NDArray[Any]] = []

    def on_epoch_end(self, epoch: int, logs: Mapping[str, Any] | None = None) -> None:
        """Keep the weights that training goes on from.

        ``fit`` ends by putting the moving average, if there is one, in their place: that is what
        is validated and kept as the best, but training on from it would lose the last steps.
        """
        self.raw_weights = self._network.get_weights()

    def on_train_batch_end(self, batch: int, logs: Mapping[str, Any] | None = None) -> None:
        """Report the step, hold while paused, stop when asked."""
        self.steps = batch + 1
        elapsed = max(time.monotonic() - self._begun - self.paused_seconds, 1e-6)
        rate = self.steps * self._job.recipe.batch_size / elapsed
        metrics = _plain(logs or {})
        self._listener(BatchDone(self._job.name, self._epoch, self.steps, rate, metrics))
        self.paused_seconds += self._control.wait()
        if self._control.stopped:
            self.model.stop_training = True


@contextmanager
def precision(policy: Precision) -> Iterator[None]:
    """Compute in this precision inside the block; weights stay ``float32``."""
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(policy)
    try:
        yield
    finally:
        keras.config.set_dtype_policy(before)


def _optimizer(recipe: Recipe, *, steps: int) -> keras.optimizers.Optimizer:
    rate: Any = recipe.learning_rate
    if recipe.cosine:
        warmup = int(recipe.warmup_share * steps)
        rate = keras.optimizers.schedules.CosineDecay(
            initial_learning_rate=recipe.learning_rate * _FINAL_RATE_SHARE,
            decay_steps=max(steps - warmup, 1),
            alpha=_FINAL_RATE_SHARE,
            warmup_target=recipe.learning_rate,
            warmup_steps=warmup,
        )
    optimizer = keras.optimizers.Adam(
        rate,
        weight_decay=recipe.weight_decay or None,
        use_ema=recipe.average_momentum > 0,
        ema_momentum=recipe.average_momentum or 0.99,
        ema_overwrite_frequency=None,
    )
    if recipe.weight_decay:
        optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
    return optimizer


def _plain(logs: Mapping[str, Any]) -> dict[str, float]:
    """Keras's metric names, which depend on the number of outputs, in our own words."""
    names = {"loss": "loss", "mae": "age_mae_years", "accuracy": "gender_accuracy"}
    result = {}
    for key, value in logs.items():
        last = key.rpartition("_")[2]
        if last in names and (last != "loss" or key == "loss"):
            result[names[last]] = float(value)
    return result

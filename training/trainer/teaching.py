"""A network wrapped up for learning: augmentation before it, losses, metrics, optimiser after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import keras
from keras import ops

from training.augment import Augment, Tensor
from training.recipes import Recipe
from training.settings import Precision

_FINAL_RATE_SHARE = 0.01  # of the peak learning rate, where the cosine ends
_AVERAGE_SHARE_STEPS = 8.0  # weights are averaged over an eighth of a run at most


def taught(
    network: keras.Model,
    *,
    outputs: Sequence[str],
    recipe: Recipe,
    steps: int,
    seed: int,
    partial: bool,
) -> keras.Model:
    """A compiled model around ``network`` that learns these of its outputs.

    ``steps`` are those of the whole run; ``partial`` says that weights come with the batches and
    that a face with weight 0 counts for nothing. What feeds other outputs only is left alone.
    """
    image = keras.Input(network.input.shape[1:], name="image")
    augmented = Augment(recipe.augment, seed=seed, name="augment")(image)
    if len(outputs) < len(network.output):
        # Only the layers on the way to these outputs, or the others would decay untaught.
        network = keras.Model(network.input, {name: network.output[name] for name in outputs})
    model = keras.Model(image, network(augmented))
    reduction = "mean_with_sample_weight" if partial else "sum_over_batch_size"
    losses = {
        "age_out": _AgeLoss(recipe, reduction=reduction),
        "gender_out": keras.losses.BinaryCrossentropy(
            label_smoothing=recipe.gender_smoothing, reduction=reduction
        ),
    }
    metrics = {
        "age_out": keras.metrics.MeanAbsoluteError(name="mae"),
        "gender_out": keras.metrics.BinaryAccuracy(name="accuracy"),
    }
    chosen = {name: [metrics[name]] for name in outputs}
    model.compile(
        optimizer=_optimizer(recipe, steps=steps),
        loss={name: losses[name] for name in outputs},
        metrics=None if partial else chosen,
        weighted_metrics=chosen if partial else None,
        jit_compile="auto" if keras.backend.backend() == "jax" else False,
    )
    model.optimizer.build(model.trainable_variables)
    return model


@contextmanager
def precision(policy: Precision) -> Iterator[None]:
    """Compute in this precision inside the block; weights stay ``float32``."""
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(policy)
    try:
        yield
    finally:
        keras.config.set_dtype_policy(before)


def plain(logs: Mapping[str, Any]) -> dict[str, float]:
    """Keras's metric names, which depend on the number of outputs, in our own words."""
    names = {"loss": "loss", "mae": "age_mae_years", "accuracy": "gender_accuracy"}
    result = {}
    for key, value in logs.items():
        last = key.rpartition("_")[2]
        if last in names and (last != "loss" or key == "loss"):
            result[names[last]] = float(value)
    return result


class _AgeLoss(keras.losses.Loss):  # type: ignore[misc]
    """Absolute or squared error of the age in units of ``age_scale_years``."""

    def __init__(self, recipe: Recipe, *, reduction: str) -> None:
        super().__init__(name="age_loss", reduction=reduction)
        self._recipe = recipe

    def call(self, true: Tensor, predicted: Tensor) -> Tensor:
        """(N, 1) and (N, 1) to (N,)."""
        error = ops.cast(true, "float32") - ops.cast(predicted, "float32")
        error = error / self._recipe.age_scale_years
        return ops.mean(ops.abs(error) if self._recipe.age_loss == "mae" else error**2, axis=-1)


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
    # In a short run, an average over many steps would still be the untrained network.
    momentum = min(recipe.average_momentum, max(1.0 - _AVERAGE_SHARE_STEPS / steps, 0.0))
    optimizer = keras.optimizers.Adam(
        rate,
        weight_decay=recipe.weight_decay or None,
        use_ema=recipe.average_momentum > 0,
        ema_momentum=momentum,
        ema_overwrite_frequency=None,
    )
    if recipe.weight_decay:
        optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
    return optimizer

"""A network wrapped up for learning: augmentation before it, losses, metrics, optimiser after."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Literal

import keras
from keras import ops

from engine.architectures.recommended import DISTRIBUTION, expectation
from engine.errors import DataError
from training.augmentation import Augment, Tensor
from training.recipes import Recipe
from training.settings import Devices, Precision

Reduction = Literal["mean_with_sample_weight", "sum_over_batch_size"]

_FINAL_RATE_SHARE = 0.01  # of the peak learning rate, where the cosine ends
_LABEL_SPREAD_YEARS = 2.0
_DISTANCE_SHARE = 0.25  # of the distance between distributions, beside the error of the mean
_NARROW_YEARS = 1.5  # an interval no wider is as good as an exact age
_INTERVAL_PULL = 0.5  # of the error of the mean, where the label is an interval
_TINY = 1e-8  # a probability too small to tell from nought
_AVERAGE_SHARE_STEPS = 8.0  # weights are averaged over an eighth of a run at most


def taught(
    network: keras.Model,
    *,
    outputs: Sequence[str],
    recipe: Recipe,
    steps: int,
    seed: int,
    partial: bool,
    border_px: int = 0,
) -> keras.Model:
    """A compiled model around ``network`` that learns these of its outputs.

    It takes chips with a border of ``border_px`` on each side, which is for random changes only.
    ``steps`` are those of the whole run; ``partial`` says that weights come with the batches and
    that a face with weight 0 counts for nothing. What feeds other outputs only is left alone.
    """
    height, width, channels = network.input.shape[1:]
    image = keras.Input((height + 2 * border_px, width + 2 * border_px, channels), name="image")
    augmented = Augment(recipe.augment, seed=seed, border_px=border_px, name="augment")(image)
    if len(outputs) < len(network.output):
        # Only the layers on the way to these outputs, or the others would decay untaught.
        network = keras.Model(network.input, {name: network.output[name] for name in outputs})
    network = _stating_distribution(network) if recipe.age_loss == "distribution" else network
    model = keras.Model(image, network(augmented))
    reduction: Reduction = "mean_with_sample_weight" if partial else "sum_over_batch_size"
    losses = {
        "age_out": _age_loss(recipe, reduction=reduction),
        "gender_out": keras.losses.BinaryCrossentropy(
            label_smoothing=recipe.gender_smoothing, reduction=reduction
        ),
    }
    weights = {"age_out": 1.0, "gender_out": recipe.gender_weight}
    metrics = {"age_out": _age_error(recipe), "gender_out": _gender_accuracy()}
    chosen = {name: [metrics[name]] for name in outputs}
    model.compile(
        optimizer=_optimizer(recipe, steps=steps),
        loss={name: losses[name] for name in outputs},
        loss_weights={name: weights[name] for name in outputs},
        metrics=None if partial else chosen,
        weighted_metrics=chosen if partial else None,
        jit_compile="auto" if keras.backend.backend() == "jax" else False,
    )
    model.optimizer.build(model.trainable_variables)
    _build_metrics(model)
    return model


def _build_metrics(model: keras.Model) -> None:
    """Make the variables of the losses and metrics before the first step.

    Keras makes them in the first step; a step that makes variables is traced twice by TensorFlow,
    which takes seconds.
    """
    answers = {name: ops.zeros((1, *output.shape[1:])) for name, output in model.output.items()}
    labels = {name: ops.zeros((1, 1)) for name in answers}
    model.compute_loss(y=labels, y_pred=answers)
    model.compute_metrics(None, labels, answers)
    model.reset_metrics()


@contextmanager
def precision(policy: Precision) -> Iterator[None]:
    """Compute in this precision inside the block; weights stay ``float32``."""
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(policy)
    try:
        yield
    finally:
        keras.config.set_dtype_policy(before)


@contextmanager
def spread_over(devices: Devices, *, batch_sizes: Collection[int]) -> Iterator[None]:
    """Share each batch among all devices of this machine inside the block, where that is asked for.

    Raises ``DataError`` where Keras does not run under JAX, or a batch of one of these sizes cannot
    be shared evenly.
    """
    if devices == "one":
        yield
        return
    if keras.backend.backend() != "jax":
        raise DataError(
            "Several devices are used under JAX only: set KERAS_BACKEND=jax.",
            received=keras.backend.backend(),
        )
    found = keras.distribution.list_devices()
    for size in batch_sizes:
        if size % len(found):
            raise DataError(
                "A batch of {size} faces cannot be shared evenly among {count} devices: choose a "
                "multiple of {count} as --batch-size.",
                received=size,
                size=size,
                count=len(found),
            )
    before = keras.distribution.distribution()
    everything = keras.distribution.DataParallel(devices=found)
    keras.distribution.set_distribution(everything)
    try:
        yield
    finally:
        keras.distribution.set_distribution(before)


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
    """Absolute or squared error of the age in units of ``age_scale_years``; 0 in an interval."""

    def __init__(self, recipe: Recipe, *, reduction: Reduction) -> None:
        super().__init__(name="age_loss", reduction=reduction)
        self._recipe = recipe

    def call(self, true: Tensor, predicted: Tensor) -> Tensor:
        """(N, 1) or (N, 2) and (N, 1) to (N,)."""
        error = _outside(true, ops.cast(predicted, "float32")) / self._recipe.age_scale_years
        return ops.mean(ops.abs(error) if self._recipe.age_loss == "mae" else error**2, axis=-1)


class _DistributionLoss(keras.losses.Loss):  # type: ignore[misc]
    """Distance of a stated distribution from the label's, and of its mean from the label.

    An exact age is taught as a normal distribution of ``_LABEL_SPREAD_YEARS`` around it (Kullback
    and Leibler's distance), for ages are known to a year or two at best. Of an interval nothing is
    known but that the age lies inside: it is taught as the likelihood of grouped observations, the
    probability of the whole interval (Turnbull, "The Empirical Distribution Function with
    Arbitrarily Grouped, Censored and Truncated Data", JRSS B 1976; for a regression Stewart, "On
    Least Squares Estimation when the Dependent Variable is Grouped", Review of Economic Studies
    1983). While the mean lies outside, a weak pull takes it to the nearest bound: far off, the
    likelihood alone is flat.
    """

    def __init__(self, recipe: Recipe, *, reduction: Reduction) -> None:
        super().__init__(name="age_loss", reduction=reduction)
        self._scale_years = recipe.age_scale_years

    def call(self, true: Tensor, predicted: Tensor) -> Tensor:
        """(N, 1), or lowest and highest age (N, 2), and (N, K) to (N,)."""
        true = ops.cast(true, "float32")
        predicted = ops.cast(predicted, "float32")
        years = ops.arange(predicted.shape[-1], dtype="float32")
        low, high = true[:, :1], true[:, -1:]
        middle = (low + high) / 2.0
        wanted = ops.softmax(-0.5 * ops.square((years - middle) / _LABEL_SPREAD_YEARS), axis=-1)
        distance = wanted * (ops.log(wanted + _TINY) - ops.log(predicted + _TINY))
        distance = ops.sum(distance, axis=-1)
        error = ops.mean(_outside(true, expectation(predicted)), axis=-1) / self._scale_years
        if true.shape[-1] == 1:
            return _DISTANCE_SHARE * distance + error
        # Whole years count in full, those that a bound of a blended label cuts in part.
        inside = ops.clip(years - low + 1.0, 0.0, 1.0) * ops.clip(high - years + 1.0, 0.0, 1.0)
        surprise = -ops.log(ops.sum(inside * predicted, axis=-1) + _TINY)
        exact = (high - low)[:, 0] < _NARROW_YEARS
        distance = ops.where(exact, distance, surprise)
        return _DISTANCE_SHARE * distance + ops.where(exact, 1.0, _INTERVAL_PULL) * error


def _outside(true: Tensor, predicted: Tensor) -> Tensor:
    """How far ages (N, 1) lie from exact ones (N, 1) or outside intervals (N, 2), years (N, 1)."""
    true = ops.cast(true, "float32")
    low, high = true[:, :1], true[:, -1:]
    return ops.maximum(ops.maximum(low - predicted, predicted - high), 0.0)


def _stating_distribution(network: keras.Model) -> keras.Model:
    """The same network, whose age output is the distribution itself."""
    outputs = dict(network.output)
    if "age_out" in outputs:
        outputs["age_out"] = network.get_layer(DISTRIBUTION).output
    return keras.Model(network.input, outputs)


def _age_loss(recipe: Recipe, *, reduction: Reduction) -> keras.losses.Loss:
    if recipe.age_loss == "distribution":
        return _DistributionLoss(recipe, reduction=reduction)
    return _AgeLoss(recipe, reduction=reduction)


def _age_error(recipe: Recipe) -> keras.metrics.Metric:
    """Mean absolute error in years, 0 in an interval; that of the mean of a distribution."""

    def error(true: Tensor, predicted: Tensor) -> Tensor:
        if recipe.age_loss == "distribution":
            predicted = expectation(predicted)
        return ops.mean(_outside(true, ops.cast(predicted, "float32")), axis=-1)

    return keras.metrics.MeanMetricWrapper(error, name="mae")


def _gender_accuracy() -> keras.metrics.Metric:
    """Share (0-1) of faces on whose side of one half the score lies; blended ones have a side."""

    def right(true: Tensor, predicted: Tensor) -> Tensor:
        same = ops.equal(ops.cast(true, "float32") >= 0.5, ops.cast(predicted, "float32") >= 0.5)
        return ops.mean(ops.cast(same, "float32"), axis=-1)

    return keras.metrics.MeanMetricWrapper(right, name="accuracy")


class HeldRate(keras.optimizers.schedules.LearningRateSchedule):  # type: ignore[misc]
    """A learning rate that is raised, held, and lowered by half a cosine at the end.

    ``warmup`` steps raise it, the last ``share`` (0-1) of all ``steps`` lower it. A run of unknown
    length can be held at any point and let settle later.
    """

    def __init__(self, rate: float, *, warmup: int, steps: int, share: float) -> None:
        super().__init__()
        self._rate, self._warmup, self._steps, self._share = rate, warmup, steps, share

    def __call__(self, step: Tensor) -> Tensor:
        """The rate at a step (from 0)."""
        step = ops.cast(step, "float32")
        rise = ops.minimum((step + 1.0) / max(self._warmup, 1), 1.0)
        length = max(self._share * self._steps, 1.0)
        done = ops.clip((step - (self._steps - length)) / length, 0.0, 1.0)
        fall = 0.5 * (1.0 + ops.cos(math.pi * done))
        low = _FINAL_RATE_SHARE
        return self._rate * (low + (1.0 - low) * ops.minimum(rise, fall))

    def get_config(self) -> dict[str, Any]:
        """What makes another one like it."""
        return {
            "rate": self._rate,
            "warmup": self._warmup,
            "steps": self._steps,
            "share": self._share,
        }


def _optimizer(recipe: Recipe, *, steps: int) -> keras.optimizers.Optimizer:
    rate: Any = recipe.learning_rate
    if recipe.cosine:
        warmup = int(recipe.warmup_share * steps)
        if recipe.decay_share < 1:
            rate = HeldRate(
                recipe.learning_rate, warmup=warmup, steps=steps, share=recipe.decay_share
            )
        else:
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

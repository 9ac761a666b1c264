"""What a network is trained towards and judged by: losses in the graph, figures outside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import keras
import numpy as np
from keras import ops
from numpy.typing import NDArray

from training.augment import Tensor
from training.dataset.batches import ChipBatches
from training.dataset.cache import ChipCache
from training.recipes import Recipe

_PREDICT_BATCH = 128


def predict(
    network: keras.Model, cache: ChipCache, rows: NDArray[np.int64]
) -> dict[str, NDArray[np.float64]]:
    """Raw outputs of a network on rows of a cache, each of shape (N,)."""
    batches = ChipBatches(cache, rows, outputs=(), batch_size=_PREDICT_BATCH)
    parts: dict[str, list[NDArray[np.float64]]] = {}
    for index in range(len(batches)):
        for name, values in network.predict_on_batch(batches[index][0]).items():
            parts.setdefault(name, []).append(np.asarray(values, dtype=np.float64)[:, 0])
    return {name: np.concatenate(values) for name, values in parts.items()}


def scores(
    outputs: Mapping[str, NDArray[np.float64]],
    ages: NDArray[np.float32],
    genders: NDArray[np.float32],
    *,
    recipe: Recipe,
) -> dict[str, float]:
    """The recipe's loss (without smoothing), age MAE in years, gender accuracy (0-1)."""
    result = {"loss": 0.0}
    if "age_out" in outputs:
        error = np.abs(outputs["age_out"] - ages)
        scaled = error / recipe.age_scale_years
        result["loss"] += float(np.mean(scaled if recipe.age_loss == "mae" else scaled**2))
        result["age_mae_years"] = float(error.mean())
    if "gender_out" in outputs:
        female = np.clip(outputs["gender_out"], 1e-7, 1 - 1e-7)
        entropy = -(genders * np.log(female) + (1 - genders) * np.log(1 - female))
        result["loss"] += float(entropy.mean())
        result["gender_accuracy"] = float(np.mean((female >= 0.5) == (genders >= 0.5)))
    return result


def age_loss(recipe: Recipe) -> Callable[[Tensor, Tensor], Tensor]:
    """Mean absolute or squared error of the age in units of ``age_scale_years``."""

    def loss(true: Tensor, predicted: Tensor) -> Tensor:
        error = ops.cast(true, "float32") - ops.cast(predicted, "float32")
        error = error / recipe.age_scale_years
        return ops.mean(ops.abs(error) if recipe.age_loss == "mae" else error**2, axis=-1)

    return loss


def gender_loss(recipe: Recipe) -> keras.losses.Loss:
    """Binary cross-entropy, smoothed as far as the recipe's labels deserve trust."""
    return keras.losses.BinaryCrossentropy(label_smoothing=recipe.gender_smoothing)

"""What a network says of faces, and the figures by which it is judged while it learns."""

from __future__ import annotations

from collections.abc import Mapping

import keras
import numpy as np
from numpy.typing import NDArray

from training.dataset.batches import ChipBatches
from training.dataset.cache import ChipCache
from training.recipes import Recipe

_PREDICT_BATCH = 128


def predict(
    network: keras.Model, cache: ChipCache, rows: NDArray[np.int64], *, mirrored: bool = False
) -> dict[str, NDArray[np.float64]]:
    """Answers of a network on rows of a cache, each of shape (N,): the first of each output.

    ``mirrored`` averages them with those for the mirror images, as such models do in use.
    """
    batches = ChipBatches(cache, rows, outputs=(), batch_size=_PREDICT_BATCH)
    parts: dict[str, list[NDArray[np.float64]]] = {}
    for index in range(len(batches)):
        chips = batches[index][0]
        views = (chips, chips[:, :, ::-1]) if mirrored else (chips,)
        answers = [network.predict_on_batch(np.ascontiguousarray(view)) for view in views]
        for name in answers[0]:
            values = [np.asarray(one[name], dtype=np.float64)[:, 0] for one in answers]
            parts.setdefault(name, []).append(np.mean(values, axis=0))
    return {name: np.concatenate(values) for name, values in parts.items()}


def scores(
    outputs: Mapping[str, NDArray[np.float64]],
    ages: NDArray[np.float32],
    genders: NDArray[np.float32],
    *,
    recipe: Recipe,
) -> dict[str, float]:
    """The recipe's loss, age MAE in years, gender accuracy (0-1).

    The loss is that of the answers alone, weighed as the recipe says: without smoothing, without
    a distribution's shape.
    Faces without a known label count for nothing; a figure about which none is known is left out.
    """
    result = {"loss": 0.0}
    known = np.isfinite(ages)
    if "age_out" in outputs and known.any():
        error = np.abs(outputs["age_out"][known] - ages[known])
        scaled = error / recipe.age_scale_years
        result["loss"] += float(np.mean(scaled**2 if recipe.age_loss == "mse" else scaled))
        result["age_mae_years"] = float(error.mean())
    known = np.isfinite(genders)
    if "gender_out" in outputs and known.any():
        female = np.clip(outputs["gender_out"][known], 1e-7, 1 - 1e-7)
        genders = genders[known]
        entropy = -(genders * np.log(female) + (1 - genders) * np.log(1 - female))
        result["loss"] += recipe.gender_weight * float(entropy.mean())
        result["gender_accuracy"] = float(np.mean((female >= 0.5) == (genders >= 0.5)))
    return result

"""What a network says of faces, and the figures by which it is judged while it learns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import keras
import numpy as np
from numpy.typing import NDArray

from engine.preprocessing import Alignment, brightened, to_input
from training.dataset.batches import ChipBatches
from training.dataset.cache import ChipCache
from training.own_faces import OwnFace
from training.recipes import Recipe

_PREDICT_BATCH = 128
_OLDER_YEARS = 10.0


def predict(
    network: keras.Model,
    cache: ChipCache,
    rows: NDArray[np.int64],
    *,
    mirrored: bool = False,
    brighter: bool = False,
) -> dict[str, NDArray[np.float64]]:
    """Answers of a network on rows of a cache, each of shape (N,): the first of each output.

    ``mirrored`` averages them with those for the mirror images, ``brighter`` shows faces in the
    dark brightened, as such models do in use.
    """
    batches = ChipBatches(cache, rows, outputs=(), batch_size=_PREDICT_BATCH)
    parts: dict[str, list[NDArray[np.float64]]] = {}
    for index in range(len(batches)):
        chips = brightened(batches[index][0]) if brighter else batches[index][0]
        views = (chips, chips[:, :, ::-1]) if mirrored else (chips,)
        answers = [network.predict_on_batch(np.ascontiguousarray(view)) for view in views]
        for name in answers[0]:
            values = [np.asarray(one[name], dtype=np.float64)[:, 0] for one in answers]
            parts.setdefault(name, []).append(np.mean(values, axis=0))
    return {name: np.concatenate(values) for name, values in parts.items()}


def predict_own(
    network: keras.Model, faces: Sequence[OwnFace], *, size_px: int, alignment: Alignment
) -> dict[str, NDArray[np.float64]]:
    """Answers of a network on faces that are in no cache, each of shape (N,).

    Called without compiling: a new number of faces would cost a second each time.
    """
    chips = [face.chip(size_px=size_px, alignment=alignment) for face in faces]
    answers = network(to_input(np.stack(chips)), training=False)
    return {
        name: np.asarray(keras.ops.convert_to_numpy(values), dtype=np.float64)[:, 0]
        for name, values in answers.items()
    }


def scores(
    outputs: Mapping[str, NDArray[np.float64]],
    ages: NDArray[np.float32],
    genders: NDArray[np.float32],
    *,
    recipe: Recipe,
    reaches: NDArray[np.float32] | None = None,
) -> dict[str, float]:
    """The recipe's loss, age MAE in years, gender accuracy (0-1).

    Where ``reaches`` (N,) tell half the widths of age intervals, an age inside has no error, one
    outside its distance from the nearest bound.

    The loss is that of the answers alone, weighed as the recipe says: without smoothing, without
    a distribution's shape.
    Faces without a known label count for nothing; a figure about which none is known is left out.
    """
    result = {"loss": 0.0}
    known = np.isfinite(ages)
    if "age_out" in outputs and known.any():
        error = np.abs(outputs["age_out"][known] - ages[known])
        if reaches is not None:
            error = np.maximum(error - reaches[known], 0.0)
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


def source_scores(
    outputs: Mapping[str, NDArray[np.float64]], cache: ChipCache, rows: NDArray[np.int64]
) -> dict[str, float]:
    """Figures of each source among some rows of a cache, whose outputs these are.

    ``<source>_age_mae_years`` (0 inside an interval), ``<source>_gender_accuracy`` (0-1), the same
    for people of ten and older and for the women among them; empty where all faces are from one
    source. Figures about which nothing is known are left out.
    """
    names = cache.source_names
    if len(names) < 2 or cache.sources is None:
        return {}
    found: dict[str, float] = {}
    for name in names:
        chosen = cache.sources[rows] == name
        values = {output: answers[chosen] for output, answers in outputs.items()}
        word = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "other"
        for figure, value in _source_figures(values, cache, rows[chosen]):
            found[f"{word}_{figure}"] = value
    return found


def _source_figures(
    outputs: Mapping[str, NDArray[np.float64]], cache: ChipCache, rows: NDArray[np.int64]
) -> Iterator[tuple[str, float]]:
    ages, genders, reaches = cache.ages[rows], cache.genders[rows], cache.age_reaches[rows]
    if "age_out" in outputs:
        error = np.maximum(np.abs(outputs["age_out"] - ages) - reaches, 0.0)
        yield from _mean("age_mae_years", error, np.isfinite(error))
    if "gender_out" in outputs:
        right = ((outputs["gender_out"] >= 0.5) == (genders >= 0.5)).astype(np.float64)
        known = np.isfinite(genders)
        # A child's gender is hard to see for anybody; beside it, that of others says little.
        older = known & (ages - reaches >= _OLDER_YEARS)
        yield from _mean("gender_accuracy", right, known)
        yield from _mean("older_gender_accuracy", right, older)
        yield from _mean("older_women_gender_accuracy", right, older & (genders >= 0.5))


def _mean(
    name: str, values: NDArray[np.float64], chosen: NDArray[np.bool_]
) -> Iterator[tuple[str, float]]:
    if chosen.any():
        yield name, float(values[chosen].mean())

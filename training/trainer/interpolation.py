"""Weights on the way from those that a run began with to those that it ended with.

A network that learned on from another one is better on what is new to it, and often a little worse
on what that one knew. A mean of the weights of both keeps most of either, for they lie in the same
valley (Wortsman et al., "Robust fine-tuning of zero-shot models", CVPR 2022). How much of which is
judged on the validation faces.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.dataset.cache import ChipCache

Weights = Sequence[NDArray[Any]]
Errors = Mapping[str, NDArray[np.float64]]


@dataclass(frozen=True, slots=True, eq=False)
class WeightMean:
    """A share (0-1) of what was learned, its validation loss, its errors on the main source.

    ``errors`` holds an array (N,) for each output, of the same faces for every candidate.
    """

    share: float
    loss: float
    errors: Errors


def between(begun: Weights, ended: Weights, *, share: float) -> list[NDArray[Any]]:
    """The mean of both, in which ``ended`` has this share (0-1)."""
    return [
        ((1.0 - share) * first + share * last).astype(first.dtype)
        for first, last in zip(begun, ended, strict=True)
    ]


def main_errors(
    outputs: Mapping[str, NDArray[np.float64]], cache: ChipCache, rows: NDArray[np.int64]
) -> Errors:
    """Errors of answers on those ``rows`` that are from the first place: years, and 0 or 1."""
    main = rows < cache.parts[0].rows if cache.parts else np.ones(len(rows), dtype=np.bool_)
    chosen = rows[main]
    found = {}
    if "age_out" in outputs:
        off = np.abs(outputs["age_out"][main] - cache.ages[chosen]) - cache.age_reaches[chosen]
        found["age_out"] = np.maximum(off[np.isfinite(off)], 0.0)
    if "gender_out" in outputs:
        known = np.isfinite(cache.genders[chosen])
        wrong = (outputs["gender_out"][main] >= 0.5) != (cache.genders[chosen] >= 0.5)
        found["gender_out"] = wrong[known].astype(np.float64)
    return found


def is_worse(errors: Errors, before: Errors) -> bool:
    """Whether errors grew, for any output, by more than the standard error of the difference."""
    for name, values in errors.items():
        if len(values) < 2:
            continue
        difference = values - before[name]
        if difference.mean() > difference.std(ddof=1) / np.sqrt(len(difference)):
            return True
    return False


def best_of(candidates: Sequence[WeightMean], *, before: Errors) -> WeightMean:
    """The least loss among those that are no worse on the main source than what the run began with.

    Where all are, the one that has the least of what was learned.
    """
    sound = [one for one in candidates if not is_worse(one.errors, before)]
    if not sound:
        return min(candidates, key=lambda one: one.share)
    return min(sound, key=lambda one: one.loss)


def share_note(share: float) -> str:
    """What stands beside weights that were chosen: another session must not mix them again."""
    return json.dumps({"share": share})


def share_in(note: str) -> float | None:
    """The share that a note tells; ``None`` for weights as they were learned."""
    try:
        return float(json.loads(note)["share"]) if note else None
    except (ValueError, TypeError, KeyError):
        return None

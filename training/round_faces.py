"""Which faces a class guesses against models: of all ages, and kept out of their training."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.errors import DataError
from engine.predictor import Predictor
from engine.store import ModelStore
from training.class_round import ClassRound, RoundFace
from training.dataset.cache import ChipCache
from training.dataset.utkface import Sample
from training.evaluation import TEST_SPLIT, held_out_rows


def draw_round(
    caches: Sequence[ChipCache],
    *,
    samples: Sequence[Sample],
    model_ids: Sequence[str],
    store: ModelStore,
    count: int,
    seed: int,
    known_only: bool = False,
) -> ClassRound:
    """Faces of all ages that none of the models was trained on, and what each says of them.

    ``caches`` are those of the samples for each model, in the same order. The same for the same
    seed. Raises ``DataError`` if no face is left whose age is known, or if ``known_only`` and
    nobody can tell which faces were kept out; ``ModelError`` if a model cannot be used.
    """
    opened = [store.open(model_id) for model_id in model_ids]
    rows = np.arange(len(caches[0].names))
    unseen = True
    for (_, spec), cache in zip(opened, caches, strict=True):
        kept, part = held_out_rows(spec, cache, samples=samples)
        rows, unseen = np.intersect1d(rows, kept), unseen and part == TEST_SPLIT
    if known_only and not unseen:
        raise DataError(
            "These faces have changed since that training: nobody can tell which of them were kept "
            "for the test.",
            received=f"{len(rows)} faces",
        )
    labels = caches[0]
    chosen = _of_all_ages(rows[np.isfinite(labels.ages[rows])], labels.ages, count, seed=seed)
    if not len(chosen):
        raise DataError(
            "There is no face to guess: of those that were kept for the test, no age is known.",
            received=f"{len(rows)} faces",
        )
    answers = [
        [estimate.age_years for estimate in Predictor(folder, spec).predict(cache.chips[chosen])]
        for (folder, spec), cache in zip(opened, caches, strict=True)
    ]
    sharpest = max(caches, key=lambda cache: cache.chips.shape[1])
    return ClassRound(
        tuple(model_ids),
        tuple(
            RoundFace(
                np.array(sharpest.chips[row]),
                float(labels.ages[row]),
                float(labels.age_reaches[row]),
                tuple(one[place] for one in answers),
            )
            for place, row in enumerate(chosen)
        ),
        unseen=unseen,
    )


def _of_all_ages(
    rows: NDArray[np.int64], ages: NDArray[np.float32], count: int, *, seed: int
) -> NDArray[np.int64]:
    """Up to ``count`` of these rows, one from each part of the faces by age, in any order."""
    random = np.random.default_rng((seed, count))
    by_age = rows[np.argsort(ages[rows], kind="stable")]
    parts = [part for part in np.array_split(by_age, count) if len(part)]
    return random.permutation([int(random.choice(part)) for part in parts]).astype(np.int64)

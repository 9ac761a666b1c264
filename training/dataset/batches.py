"""Batches of a chip cache for Keras; nothing but rows of the memory map is ever loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import keras
import numpy as np
from numpy.typing import NDArray

from engine.preprocessing import to_input
from training.dataset.cache import ChipCache
from training.dataset.mixture import Mixture, mixes

Targets = dict[str, NDArray[np.float32]]
Batch = tuple[NDArray[np.float32], Targets] | tuple[NDArray[np.float32], Targets, Targets]

_PARTNER_YEARS = 3.0
"""Random years added to each age before neighbours are paired: not the same pairs for ever."""


class ChipBatches(keras.utils.PyDataset):  # type: ignore[misc]
    """Rows of a cache as (chips in [0, 1], {output name: targets (N, 1)}).

    Where ages may be intervals, their targets are lowest and highest age (N, 2).
    Where some of the labels asked for are unknown, weights (N,) of 0 and 1 for each output come
    third, and an unknown target is 0. With a ``seed`` the rows are shuffled anew for every epoch,
    always the same for that epoch, so that a resumed run sees what an uninterrupted one would have
    seen. Training then drops the last, smaller batch; without a seed all rows come in order.
    ``mixed`` is the share of faces (0-1) that come blended with another one of about their age.
    ``mixture`` says how to put batches together where faces come from several places; ``wide``
    chips come with their border.
    """

    def __init__(
        self,
        cache: ChipCache,
        rows: NDArray[np.int64],
        *,
        outputs: Sequence[str],
        batch_size: int,
        seed: int | None = None,
        epoch: int = 0,
        mixed: float = 0.0,
        mixture: Mixture | None = None,
        wide: bool = False,
    ) -> None:
        super().__init__()
        self._cache = cache
        self._chips = cache.wide if wide else cache.chips
        self._targets = {name: _targets(cache, name) for name in outputs}
        self._partial = any_unknown(cache, rows, outputs)
        self._batch_size = batch_size
        self._rows = rows
        self._shuffled = seed is not None
        self._mixed, self._draw = mixed, (seed or 0, epoch)
        if seed is not None and mixture is not None and mixes(cache, rows):
            self._rows = mixture.rows(cache, rows, batch_size=batch_size, seed=seed, epoch=epoch)
        elif seed is not None:
            self._rows = np.random.default_rng((seed, epoch)).permutation(rows)

    def __len__(self) -> int:
        """Batches in one epoch; at least one."""
        if self._shuffled:
            return max(len(self._rows) // self._batch_size, 1)
        return -(-len(self._rows) // self._batch_size)

    def __getitem__(self, index: int) -> Batch:
        rows = self._rows[index * self._batch_size : (index + 1) * self._batch_size]
        chips = to_input(self._chips[rows])
        targets = {name: labels[rows] for name, labels in self._targets.items()}
        if self._mixed:
            draw = np.random.default_rng((*self._draw, index))
            blend = Blend.of(self._cache.ages[rows], share=self._mixed, draw=draw)
            chips = blend(chips)
            targets = {name: blend(values) for name, values in targets.items()}
        if not self._partial:
            return chips, targets
        known = {name: np.isfinite(values) for name, values in targets.items()}
        weights = {name: mask[:, 0].astype(np.float32) for name, mask in known.items()}
        filled = {
            name: np.where(known[name], values, np.float32(0)) for name, values in targets.items()
        }
        return chips, filled, weights


@dataclass(frozen=True, slots=True, eq=False)
class Blend:
    """Each of N faces, or its labels, blended with those of a partner among them.

    Mixup (Zhang et al., ICLR 2018) between faces of about the same age: a mixture of a child and
    an old man is nobody of 40, while two people of 40 mixed are (C-Mixup: Yao et al., NeurIPS
    2022). ``partners`` (N,) are rows, ``weights`` (N,) the share (0-1) of the face itself.
    """

    partners: NDArray[np.int64]
    weights: NDArray[np.float32]

    @classmethod
    def of(cls, ages: NDArray[np.float32], *, share: float, draw: np.random.Generator) -> Blend:
        """Blends for ``share`` of the faces of these ages (N,); the others stay as they are."""
        count = len(ages)
        order = np.argsort(ages + draw.normal(0.0, _PARTNER_YEARS, count), kind="stable")
        partners = np.empty(count, dtype=np.int64)
        partners[order] = np.roll(order, -1)
        weights = draw.uniform(0.0, 1.0, count).astype(np.float32)
        weights[draw.random(count) >= share] = 1.0
        weights[order[-1]] = 1.0  # the oldest, whose partner would be the youngest
        weights[~np.isfinite(ages) | ~np.isfinite(ages[partners])] = 1.0
        return cls(partners, weights)

    def __call__(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Blended rows of ``values`` (N, ...); of an unknown label (NaN) comes an unknown one."""
        own = self.weights.reshape(-1, *(1,) * (values.ndim - 1))
        mixed = values + (1 - own) * (values[self.partners] - values)
        return np.where(own < 1, mixed, values)


def labels_of(cache: ChipCache) -> dict[str, NDArray[np.float32]]:
    """The labels (N,) of a cache that each output of a network is taught with.

    Of an interval of ages it is the middle.
    """
    return {"age_out": cache.ages, "gender_out": cache.genders}


def _targets(cache: ChipCache, output: str) -> NDArray[np.float32]:
    """What an output is taught with, (N, 1); intervals of ages as (N, 2)."""
    if output == "age_out" and cache.age_reaches.any():
        return cache.age_bounds
    return labels_of(cache)[output][:, np.newaxis]


def any_unknown(cache: ChipCache, rows: NDArray[np.int64], outputs: Sequence[str]) -> bool:
    """Whether some face among these rows lacks a label that one of the outputs needs."""
    labels = labels_of(cache)
    return any(bool(np.isnan(labels[name][rows]).any()) for name in outputs)

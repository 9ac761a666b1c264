"""Batches of a chip cache for Keras; nothing but rows of the memory map is ever loaded."""

from __future__ import annotations

from collections.abc import Sequence

import keras
import numpy as np
from numpy.typing import NDArray

from engine.preprocessing import to_input
from training.dataset.cache import ChipCache

Batch = tuple[NDArray[np.float32], dict[str, NDArray[np.float32]]]


class ChipBatches(keras.utils.PyDataset):  # type: ignore[misc]
    """Rows of a cache as (chips in [0, 1], {output name: targets (N, 1)}).

    With a ``seed`` the rows are shuffled anew for every epoch, always the same for that epoch, so
    that a resumed run sees what an uninterrupted one would have seen. Training then drops the
    last, smaller batch; without a seed all rows come in order.
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
    ) -> None:
        super().__init__()
        self._cache = cache
        self._targets = {"age_out": cache.ages, "gender_out": cache.genders}
        self._outputs = tuple(outputs)
        self._batch_size = batch_size
        self._rows = rows
        self._shuffled = seed is not None
        if seed is not None:
            self._rows = np.random.default_rng((seed, epoch)).permutation(rows)

    def __len__(self) -> int:
        """Batches in one epoch; at least one."""
        if self._shuffled:
            return max(len(self._rows) // self._batch_size, 1)
        return -(-len(self._rows) // self._batch_size)

    def __getitem__(self, index: int) -> Batch:
        rows = self._rows[index * self._batch_size : (index + 1) * self._batch_size]
        targets = {name: self._targets[name][rows, np.newaxis] for name in self._outputs}
        return to_input(self._cache.chips[rows]), targets

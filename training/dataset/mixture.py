"""Which faces of several sources an epoch shows, and in which order.

A share of every batch comes from the main source, all of whose faces pass once an epoch; the rest
is divided evenly between the other sources and, within each, drawn so that neither gender nor any
age is drowned by the most frequent ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from training.dataset.cache import ChipCache

Rows = NDArray[np.int64]
_BAND_YEARS = 10


@dataclass(frozen=True, slots=True)
class Mixture:
    """How batches are put together where faces come from several places.

    ``main_share`` (0-1) of each batch comes from the first place. ``evenness`` says how far cells
    of the other sources (gender and ten years of age) are brought to one size: 0 leaves them as
    the data have them, 1 gives each the same share. ``main_parts`` is how many epochs it takes to
    see all faces of the first place.
    """

    main_share: float = 0.5
    evenness: float = 0.5
    main_parts: int = 1

    def rows(self, cache: ChipCache, rows: Rows, *, batch_size: int, seed: int, epoch: int) -> Rows:
        """Rows of an epoch (from 1) in order, whole batches: each slice is mixed as promised.

        ``rows`` are the training faces. The same seed and epoch give the same rows.
        """
        main_size = min(max(round(self.main_share * batch_size), 1), batch_size - 1)
        main, others = self._divided(cache, rows)
        batches = self.batches(cache, rows, batch_size=batch_size)
        draw = np.random.default_rng((seed, epoch))
        turn = (epoch - 1) * batches * main_size
        chosen = _in_turn(main, start=turn, count=batches * main_size, seed=seed)
        first = chosen[_spread(_cells(cache, chosen), draw)]
        wanted = batches * (batch_size - main_size)
        counts = _shares(np.ones(len(others)), wanted)
        drawn = [
            self._drawn(cache, part, count=count, seed=seed + number + 1, epoch=epoch)
            for number, (part, count) in enumerate(zip(others, counts.tolist(), strict=True))
        ]
        rest = np.concatenate([part for part, _ in drawn])
        cells = np.concatenate([cell + 1000 * n for n, (_, cell) in enumerate(drawn)])
        rest = rest[_spread(cells, draw)]
        table = np.concatenate(
            [first.reshape(batches, main_size), rest.reshape(batches, -1)], axis=1
        )
        # A fixed part of each batch is damaged in one way, another in another: no source may
        # always stand in the same place.
        return draw.permuted(table, axis=1).reshape(-1)

    def batches(self, cache: ChipCache, rows: Rows, *, batch_size: int) -> int:
        """Batches in one epoch; at least one."""
        main_size = min(max(round(self.main_share * batch_size), 1), batch_size - 1)
        main, _ = self._divided(cache, rows)
        return max(len(main) // self.main_parts // main_size, 1)

    def _divided(self, cache: ChipCache, rows: Rows) -> tuple[Rows, list[Rows]]:
        """The rows of the first place, and those of each source of the others."""
        begin = cache.parts[0].rows
        main, rest = rows[rows < begin], rows[rows >= begin]
        assert cache.sources is not None  # a cache of several parts names them
        sources = cache.sources[rest]
        return main, [rest[sources == name] for name in dict.fromkeys(sources.tolist())]

    def _drawn(
        self, cache: ChipCache, rows: Rows, *, count: int, seed: int, epoch: int
    ) -> tuple[Rows, Rows]:
        """``count`` of these rows, and the cells they lie in; each cell's faces come in turn."""
        cells = _cells(cache, rows)
        names, sizes = np.unique(cells, return_counts=True)
        least = int(count >= len(names))  # or the rarest would never come
        weights = sizes.astype(np.float64) ** (1.0 - self.evenness)
        quotas = least + _shares(weights, count - least * len(names))
        chosen = [
            _in_turn(rows[cells == name], start=(epoch - 1) * quota, count=quota, seed=seed)
            for name, quota in zip(names.tolist(), quotas.tolist(), strict=True)
        ]
        return np.concatenate(chosen), np.repeat(names, quotas)


def mixes(cache: ChipCache, rows: Rows) -> bool:
    """Whether these rows come from the first place and from others as well."""
    if len(cache.parts) < 2:
        return False
    main = rows < cache.parts[0].rows
    return bool(main.any() and not main.all())


def _cells(cache: ChipCache, rows: Rows) -> Rows:
    """A number for gender and ten years of age of each row; unknown labels have their own."""
    ages, genders = cache.ages[rows], cache.genders[rows]
    bands = np.where(np.isfinite(ages), np.nan_to_num(ages) // _BAND_YEARS + 1, 0)
    sexes = np.where(np.isfinite(genders), np.nan_to_num(genders) + 1, 0)
    return (bands * 3 + sexes).astype(np.int64)


def _shares(weights: NDArray[np.float64], count: int) -> Rows:
    """Whole numbers in proportion to ``weights`` that add up to ``count``."""
    ends = np.round(np.cumsum(weights) / weights.sum() * count).astype(np.int64)
    shares: Rows = np.diff(ends, prepend=0)
    return shares


def _in_turn(rows: Rows, *, start: int, count: int, seed: int) -> Rows:
    """``count`` rows from place ``start`` on of an endless row of shuffles of all of them."""
    parts: list[Rows] = []
    while count > 0:
        shuffle, place = divmod(start, len(rows))
        order = np.random.default_rng((seed, shuffle)).permutation(rows)
        part = order[place : place + count]
        parts.append(part)
        start, count = start + len(part), count - len(part)
    return np.concatenate(parts) if parts else rows[:0]


def _spread(cells: Rows, draw: np.random.Generator) -> Rows:
    """An order in which every cell is spread evenly from the beginning to the end."""
    keys = np.empty(len(cells))
    for cell in np.unique(cells):
        places = np.flatnonzero(cells == cell)
        keys[places] = (draw.permutation(len(places)) + draw.random(len(places))) / len(places)
    return np.argsort(keys, kind="stable")

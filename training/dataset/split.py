"""Train, validation and test parts: duplicates together, stratified by age and gender, seeded."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.dataset.cache import ChipCache
from training.dataset.duplicates import duplicate_groups

Indices = NDArray[np.int64]
_BAND_YEARS = 10


@dataclass(frozen=True, slots=True)
class Split:
    """Row numbers of the three parts; no group of duplicates has rows in two of them."""

    train: Indices
    validation: Indices
    test: Indices


def split_by_group(
    ages: NDArray[np.float32],
    genders: NDArray[np.float32],
    groups: NDArray[np.int64],
    *,
    seed: int,
    validation_share: float = 0.1,
    test_share: float = 0.1,
) -> Split:
    """Deal out whole groups of duplicates, about the same share of each stratum to each part.

    The stratum of a group is that of its first row (age band of ten years, gender); faces whose
    age or gender is not known (NaN) have strata of their own.
    """
    order = np.random.default_rng(seed).permutation(len(ages))
    strata: dict[tuple[int, int], dict[int, list[int]]] = {}
    first_row: dict[int, int] = {}
    for row in range(len(ages)):
        first_row.setdefault(int(groups[row]), row)
    for row in order:
        group = int(groups[row])
        first = first_row[group]
        key = (_band(ages[first]), -1 if np.isnan(genders[first]) else int(genders[first]))
        strata.setdefault(key, {}).setdefault(group, []).append(int(row))
    shares = (1.0 - validation_share - test_share, validation_share, test_share)
    parts: tuple[list[int], ...] = ([], [], [])
    dealt = 0
    for key in sorted(strata):
        for rows in strata[key].values():
            dealt += len(rows)
            # To the part that is furthest behind its share: even in every stratum and, because
            # the count goes on from one to the next, in small data too.
            behind = [share * dealt - len(part) for share, part in zip(shares, parts, strict=True)]
            parts[behind.index(max(behind))].extend(rows)
    train, validation, test = (np.sort(np.array(part, dtype=np.int64)) for part in parts)
    return Split(train=train, validation=validation, test=test)


def split_faces(cache: ChipCache, *, seed: int) -> Split:
    """The parts of a whole cache, found by its own pictures.

    Each place that gave faces is split as it would be by itself, so that a model that has learned
    from one of them is still tested on faces it does not know, and figures stay comparable. Where
    pictures of different places are duplicates, those on the learning side are left out: test faces
    stay, validation faces only without a duplicate among the test faces.
    """
    sizes = [part.rows for part in cache.parts] or [len(cache.names)]
    sides = np.zeros(len(cache.names), dtype=np.int64)
    start = 0
    for size in sizes:
        rows = slice(start, start + size)
        groups = duplicate_groups(cache.hashes[rows])
        own = split_by_group(cache.ages[rows], cache.genders[rows], groups, seed=seed)
        for side, chosen in enumerate((own.train, own.validation, own.test)):
            sides[start + chosen] = side
        start += size
    if len(sizes) > 1 and cache.frame_hashes is not None:
        places = np.repeat(np.arange(len(sizes)), sizes)
        sides[_known_elsewhere(sides, places, duplicate_groups(cache.frame_hashes))] = -1
    train, validation, test = (np.flatnonzero(sides == side) for side in range(3))
    return Split(train=train, validation=validation, test=test)


def _known_elsewhere(sides: Indices, places: Indices, groups: Indices) -> NDArray[np.bool_]:
    """Rows with a duplicate from another place that is kept further away from learning, (N,)."""
    count = int(groups.max()) + 1
    furthest = np.full(count, -1)
    np.maximum.at(furthest, groups, sides)
    least, most = np.full(count, len(places)), np.full(count, -1)
    np.minimum.at(least, groups, places)
    np.maximum.at(most, groups, places)
    known: NDArray[np.bool_] = (sides < furthest[groups]) & (least < most)[groups]
    return known


def _band(age: np.float32) -> int:
    return -1 if np.isnan(age) else int(age) // _BAND_YEARS

"""How far chance alone carries a figure: the percentile bootstrap over faces, vectorised.

Source: Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13. A resample of N
faces is told by how often each face is in it, so that sums over all resamples are one product of
matrices; faces are never copied.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.evaluation.answers import Flags, Floats

LEVEL = 0.95
"""Share of chance that the intervals cover."""

ENOUGH = 30
"""Under this many faces a figure is "too few to say" and gets no interval."""

Interval = tuple[float, float]
_CELLS = 2_000_000  # counts held at a time, to bound memory


def count_matrices(faces: int, *, resamples: int, seed: int) -> Iterator[Floats]:
    """Blocks of shape (some resamples, faces): how often each face was drawn, with replacement.

    Every row sums to ``faces``; the same ``seed`` draws the same resamples, which is what makes a
    comparison of two models on the same faces a paired one. Raises ``ValueError`` for no faces.
    """
    if faces < 1:
        raise ValueError(f"A bootstrap needs faces to draw from. Received: {faces}")
    random = np.random.default_rng(seed)
    block = max(_CELLS // faces, 1)
    for start in range(0, resamples, block):
        size = min(block, resamples - start)
        drawn = random.integers(0, faces, size=(size, faces))
        drawn += np.arange(size)[:, np.newaxis] * faces
        counts = np.bincount(drawn.ravel(), minlength=size * faces)
        yield counts.reshape(size, faces).astype(np.float64)


def resampled_sums(columns: Floats, *, resamples: int, seed: int) -> Floats:
    """Sums of K columns (N, K) over each resample, shape (resamples, K)."""
    blocks = count_matrices(len(columns), resamples=resamples, seed=seed)
    parts = [counts @ columns for counts in blocks]
    return np.concatenate([np.empty((0, columns.shape[1])), *parts])


def resampled_means(values: Floats, *, resamples: int, seed: int) -> Floats:
    """Means of one column (N,) over each resample, shape (resamples,)."""
    sums = resampled_sums(values[:, np.newaxis], resamples=resamples, seed=seed)
    return sums[:, 0] / len(values)


def interval(resampled: Floats, point: float) -> Interval | None:
    """The 95 % percentile interval (low, high) of a figure, ``None`` where nothing was resampled.

    Resamples in which the figure is not defined (NaN) are left out. The interval holds ``point``,
    the figure itself: rounding may not put it outside where all resamples are equal.
    """
    defined = resampled[~np.isnan(resampled)]
    if not len(defined) or np.isnan(point):
        return None
    low, high = np.quantile(defined, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return min(float(low), point), max(float(high), point)


def share_interval(resampled: Floats, point: float, faces: int) -> Interval | None:
    """The same for a share (0-1) of so many ``faces``.

    Where all of them are right, or all wrong, so is every resample, though other faces need not be:
    then it is the exact interval of Clopper and Pearson (1934), ``None`` where ``interval`` is.
    """
    found = interval(resampled, point)
    if found is None or 0.0 < point < 1.0:
        return found
    reach = ((1 - LEVEL) / 2) ** (1 / faces)
    return (reach, 1.0) if point == 1.0 else (0.0, 1.0 - reach)


def resampled_auc(score: Floats, positive: Flags, *, resamples: int, seed: int) -> Floats:
    """Area under the ROC curve of each resample, (resamples,); NaN where one class is missing.

    Mann-Whitney with ties counted half, on counts: see ``engine.evaluation.gender.auc``.
    """
    order = np.argsort(score, kind="stable")
    ranked, is_positive = score[order], positive[order]
    first_of_ties = np.flatnonzero(np.concatenate([[True], ranked[1:] != ranked[:-1]]))
    areas = [np.empty(0)]
    for counts in count_matrices(len(score), resamples=resamples, seed=seed):
        counts = counts[:, order]
        up = np.add.reduceat(counts * is_positive, first_of_ties, axis=1)
        down = np.add.reduceat(counts * ~is_positive, first_of_ties, axis=1)
        below = np.cumsum(down, axis=1) - down
        pairs = up.sum(axis=1) * down.sum(axis=1)
        wins = (up * (below + down / 2)).sum(axis=1)
        areas.append(np.divide(wins, pairs, out=np.full(len(pairs), np.nan), where=pairs > 0))
    return np.concatenate(areas)

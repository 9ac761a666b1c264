"""Batches of several sources: whose faces, in which shares, and that none is left out."""

from __future__ import annotations

import numpy as np
import pytest

from training.dataset.batches import ChipBatches
from training.dataset.cache import ChipCache, SourcePart
from training.dataset.mixture import Mixture, mixes

MAIN, WEB, BOOK = 600, 500, 100
COUNT = MAIN + WEB + BOOK


@pytest.fixture(scope="module")
def cache() -> ChipCache:
    """Faces of a main source and of two others; in one of those nine of ten are young men."""
    random = np.random.default_rng(0)
    ages = random.integers(0, 90, COUNT).astype(np.float32)
    genders = random.integers(0, 2, COUNT).astype(np.float32)
    young = np.arange(MAIN, MAIN + 450)
    ages[young], genders[young] = 25, 0
    genders[MAIN - 1], ages[MAIN + WEB] = np.nan, np.nan
    sources = np.repeat(["main", "web", "book"], [MAIN, WEB, BOOK])
    return ChipCache(
        chips=np.zeros((COUNT, 2, 2, 3), dtype=np.uint8),
        ages=ages,
        genders=genders,
        groups=np.full(COUNT, "0"),
        hashes=np.zeros((COUNT, 32), dtype=np.uint8),
        names=tuple(map(str, range(COUNT))),
        fingerprint="print",
        unaligned=0,
        problems=(),
        sources=sources,
        parts=(SourcePart("main", "a", MAIN), SourcePart("more", "b", WEB + BOOK)),
    )


def table(cache: ChipCache, mixture: Mixture, *, epoch: int = 1, size: int = 20) -> np.ndarray:
    rows = mixture.rows(cache, np.arange(COUNT), batch_size=size, seed=1, epoch=epoch)
    return rows.reshape(-1, size)


def test_every_batch_is_mixed_and_every_main_face_comes_once(cache: ChipCache) -> None:
    batches = table(cache, Mixture(main_share=0.5))
    assert len(batches) == MAIN // 10 == Mixture().batches(cache, np.arange(COUNT), batch_size=20)
    assert ((batches < MAIN).sum(axis=1) == 10).all()
    main = np.sort(batches[batches < MAIN])
    assert main.tolist() == list(range(MAIN))
    book = (batches >= MAIN + WEB).sum(axis=1)
    assert book.sum() == MAIN // 2  # as many as of the larger source
    assert book.min() >= 1
    assert book.max() <= 9


def test_no_source_stands_always_in_the_same_place(cache: ChipCache) -> None:
    share = (table(cache, Mixture()) < MAIN).mean(axis=0)
    assert share.min() > 0.25
    assert share.max() < 0.75


def test_evenness_brings_rare_faces_forward(cache: ChipCache) -> None:
    shares = []
    for evenness in (0.0, 0.5, 1.0):
        rows = table(cache, Mixture(evenness=evenness)).ravel()
        web = rows[(rows >= MAIN) & (rows < MAIN + WEB)]
        shares.append(float((web < MAIN + 450).mean()))
    assert shares[0] > 0.8  # nine of ten, but for one of each rare kind
    assert shares[0] > shares[1] + 0.2 > shares[2] + 0.3


def test_epochs_go_on_where_the_last_one_ended(cache: ChipCache) -> None:
    mixture = Mixture(main_parts=2, evenness=0.0)
    halves = [table(cache, mixture, epoch=epoch).ravel() for epoch in (1, 2, 3)]
    main = [set(half[half < MAIN].tolist()) for half in halves]
    assert main[0].isdisjoint(main[1])
    assert main[0] | main[1] == set(range(MAIN))
    assert len(main[2] & main[0]) < len(main[2])
    seen = np.concatenate([table(cache, mixture, epoch=epoch).ravel() for epoch in range(1, 9)])
    assert set(seen.tolist()) == set(range(COUNT))


def test_the_same_epoch_has_the_same_rows_and_the_batches_use_them(cache: ChipCache) -> None:
    mixture = Mixture()
    np.testing.assert_array_equal(table(cache, mixture, epoch=3), table(cache, mixture, epoch=3))
    assert (table(cache, mixture, epoch=3) != table(cache, mixture, epoch=4)).any()
    batches = ChipBatches(
        cache,
        np.arange(COUNT),
        outputs=("age_out", "gender_out"),
        batch_size=20,
        seed=1,
        epoch=2,
        mixture=mixture,
    )
    assert len(batches) == MAIN // 10
    _, targets, weights = batches[5]
    row = table(cache, mixture, epoch=2)[5]
    known = np.isfinite(cache.ages[row])
    np.testing.assert_array_equal(targets["age_out"][known, 0], cache.ages[row][known])
    np.testing.assert_array_equal(weights["age_out"], known.astype(np.float32))


def test_faces_of_one_place_are_shuffled_as_ever(cache: ChipCache) -> None:
    assert not mixes(cache, np.arange(MAIN))
    assert not mixes(cache, np.arange(MAIN, COUNT))
    assert mixes(cache, np.arange(COUNT))
    rows = np.arange(MAIN)
    with_mixture, without = (
        ChipBatches(cache, rows, outputs=(), batch_size=MAIN, seed=4, mixture=mixture)
        for mixture in (Mixture(), None)
    )
    np.testing.assert_array_equal(with_mixture._rows, without._rows)

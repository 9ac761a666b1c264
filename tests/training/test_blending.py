"""Faces blended with others of about their age, and a loss in which the gender counts more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest

from tests.training.test_distribution import network
from training.dataset.batches import Blend, ChipBatches
from training.dataset.cache import ChipCache
from training.dataset.split import Split
from training.recipes import RECIPES, AugmentSettings
from training.trainer.batches import batches_of
from training.trainer.compilation import taught
from training.trainer.job import NetworkJob
from training.trainer.validation import scores

SIDE = 8
BOTH = ("age_out", "gender_out")


@pytest.fixture
def cache() -> ChipCache:
    """Plain chips as bright as their ages, 0 to 99; every other one a woman."""
    ages = np.arange(100, dtype=np.float32)
    genders = (np.arange(100) % 2).astype(np.float32)
    chips = np.broadcast_to(np.arange(100)[:, None, None, None], (100, SIDE, SIDE, 3))
    groups, hashes = np.arange(100), np.zeros((100, 32), dtype=np.uint8)
    names = tuple(map(str, range(100)))
    return ChipCache(chips.astype(np.uint8), ages, genders, groups, hashes, names, "print", 0, ())


def test_a_blend_is_of_two_people_of_about_the_same_age(cache: ChipCache) -> None:
    rows = np.arange(100)
    batches = ChipBatches(cache, rows, outputs=BOTH, batch_size=100, seed=3, mixed=1.0)
    chips, targets = batches[0]
    ages, genders = targets["age_out"][:, 0], targets["gender_out"][:, 0]
    # A chip is as bright as its age, so that chip and label must have been mixed alike.
    np.testing.assert_allclose(chips[:, 0, 0, 0] * 255, ages, atol=1e-3)
    assert chips.dtype == targets["age_out"].dtype == np.float32
    soft = (genders > 0.02) & (genders < 0.98)
    assert soft.mean() > 0.3  # women with men
    own = np.random.default_rng((3, 0)).permutation(rows)
    assert 0.0 < np.abs(ages - own).mean() < 4.0
    assert np.abs(ages - own).max() < 20.0


def test_the_rest_of_a_batch_stays_as_it_is() -> None:
    ages = np.linspace(1, 90, 1000, dtype=np.float32)
    blend = Blend.of(ages, share=0.3, draw=np.random.default_rng(1))
    changed = blend.weights < 1
    assert changed.mean() == pytest.approx(0.3, abs=0.05)
    values = np.random.default_rng(2).random((1000, 2, 2)).astype(np.float32)
    mixed = blend(values)
    np.testing.assert_array_equal(mixed[~changed], values[~changed])
    partners = values[blend.partners]
    assert (mixed >= np.minimum(values, partners) - 1e-6).all()
    assert (mixed <= np.maximum(values, partners) + 1e-6).all()
    assert (np.abs(mixed - values)[changed].max(axis=(1, 2)) > 0).mean() > 0.99


def test_nobody_is_blended_with_a_face_whose_age_is_not_known() -> None:
    ages = np.linspace(1, 90, 200, dtype=np.float32)
    ages[::2] = np.nan
    blend = Blend.of(ages, share=1.0, draw=np.random.default_rng(1))
    assert (blend.weights[::2] == 1).all()
    mixed = blend(ages)
    assert np.isfinite(mixed).sum() == 100
    assert 0 < (blend.weights < 1).sum() < 100


def test_the_same_epoch_is_blended_the_same_way(cache: ChipCache) -> None:
    def ages(epoch: int) -> list[float]:
        batches = ChipBatches(
            cache, np.arange(100), outputs=BOTH, batch_size=50, seed=1, epoch=epoch, mixed=0.5
        )
        return [float(one) for n in (0, 1) for one in batches[n][1]["age_out"][:, 0]]

    assert ages(1) == ages(1)
    assert ages(1) != ages(2)
    first, second = ages(1)[:50], ages(1)[50:]
    assert first != second


def test_the_last_epochs_blend_nobody(cache: ChipCache, tmp_path: Path) -> None:
    rows = np.arange(96)
    recipe = replace(RECIPES["recommended"]["tuned"], mixed=0.5, plain_epochs=2, batch_size=32)
    job = NetworkJob(
        architecture="tiny",
        name="model",
        cache=cache,
        split=Split(rows, np.array([96, 97]), np.array([98, 99])),
        recipe=recipe,
        epochs=5,
        seed=1,
        folder=tmp_path,
        identity="one",
    )
    for epoch in range(1, 6):
        _, targets = batches_of(job, BOTH, epoch)[0]
        whole = np.isin(targets["gender_out"], (0.0, 1.0)).all()
        assert whole == (epoch > 3)


def test_a_heavier_gender_moves_more_and_counts_more() -> None:
    plain = replace(
        RECIPES["recommended"]["tuned"],
        gender_weight=1.0,
        gender_smoothing=0.0,
        augment=AugmentSettings(flip=False),
    )
    random = np.random.default_rng(0)
    chips = random.random((32, SIDE, SIDE, 3)).astype(np.float32)
    ages = random.integers(5, 80, (32, 1)).astype(np.float32)
    genders = random.random((32, 1)).astype(np.float32)  # as blends leave them
    losses = {}
    keras.utils.set_random_seed(1)
    small = network()
    for weight in (1.0, 2.0):
        recipe = replace(plain, gender_weight=weight)
        model = taught(small, outputs=BOTH, recipe=recipe, steps=8, seed=1, partial=False)
        labels = {"age_out": ages, "gender_out": genders}
        told = model.evaluate(chips, labels, batch_size=32, verbose=0, return_dict=True)
        losses[weight] = told["loss"]
        # A blend of a man and a woman counts as right on the side that has more of it.
        said = np.asarray(small(chips)["gender_out"])
        accuracy = next(value for name, value in told.items() if name.endswith("accuracy"))
        assert accuracy == pytest.approx(np.mean((said >= 0.5) == (genders >= 0.5)))
    entropy = np.mean(
        keras.losses.binary_crossentropy(genders, np.asarray(small(chips)["gender_out"]))
    )
    assert losses[2.0] - losses[1.0] == pytest.approx(float(entropy), rel=1e-3)
    outputs = {"gender_out": np.array([0.9, 0.2])}
    judged = [
        scores(outputs, ages[:2, 0], np.array([1.0, 1.0], np.float32), recipe=one)["loss"]
        for one in (plain, replace(plain, gender_weight=2.0))
    ]
    assert judged[1] == pytest.approx(2 * judged[0])

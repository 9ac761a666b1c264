"""Ages taught as distributions, and last epochs on chips as they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest
from keras import layers
from numpy.typing import NDArray

from engine.architectures.recommended import AGES, DISTRIBUTION, Moments
from training.dataset.batches import ChipBatches
from training.dataset.cache import ChipCache
from training.dataset.split import Split
from training.recipes import RECIPES, AugmentSettings, Recipe
from training.trainer.batches import is_plain, lesson
from training.trainer.compilation import taught
from training.trainer.job import NetworkJob

SIDE = 8
RECIPE = replace(
    RECIPES["recommended"]["tuned"], learning_rate=0.05, warmup_share=0.0, augment=AugmentSettings()
)


def network() -> keras.Model:
    image = keras.Input((SIDE, SIDE, 3), name="image")
    x = layers.Dense(32, activation="relu")(layers.Flatten()(image))
    stated = layers.Dense(AGES, activation="softmax", name=DISTRIBUTION)(x)
    gender = layers.Dense(1, activation="sigmoid", name="gender_out")(x)
    return keras.Model(image, {"gender_out": gender, "age_out": Moments(name="age_out")(stated)})


@pytest.fixture(scope="module")
def faces() -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Chips whose brightness tells the age, and whose redness the gender."""
    random = np.random.default_rng(0)
    ages = random.integers(5, 80, 128).astype(np.float32)
    genders = random.integers(0, 2, 128).astype(np.float32)
    chips = np.empty((128, SIDE, SIDE, 3), dtype=np.float32)
    chips[:] = ages[:, None, None, None] / 120.0
    chips[..., 0] += 0.3 * genders[:, None, None]
    return chips, ages[:, None], genders[:, None]


def test_a_distribution_learns_both_its_mean_and_its_spread(
    faces: tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]],
) -> None:
    chips, ages, genders = faces
    keras.utils.set_random_seed(1)
    small = network()
    before = np.asarray(small(chips)["age_out"])
    model = taught(
        small, outputs=("gender_out", "age_out"), recipe=RECIPE, steps=600, seed=1, partial=False
    )
    labels = {"age_out": ages, "gender_out": genders}
    history = model.fit(chips, labels, batch_size=32, epochs=150, verbose=0).history
    after = np.asarray(small(chips)["age_out"])
    errors = [np.abs(said[:, 0] - ages[:, 0]).mean() for said in (before, after)]
    assert errors[1] < 6.0 < errors[0]
    assert after[:, 1].mean() < 0.6 * before[:, 1].mean()
    mae = next(values for name, values in history.items() if name.endswith("mae"))
    assert abs(mae[-1] - errors[1]) < 3.0  # told in years, of the mean


def test_a_face_without_a_known_age_teaches_none(
    faces: tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]],
) -> None:
    chips, ages, genders = faces
    keras.utils.set_random_seed(1)
    small = network()
    before = small.get_layer(DISTRIBUTION).get_weights()
    recipe = replace(RECIPE, weight_decay=0.0, average_momentum=0.0)
    model = taught(
        small, outputs=("gender_out", "age_out"), recipe=recipe, steps=8, seed=1, partial=True
    )
    weights = {"age_out": np.zeros(len(ages)), "gender_out": np.ones(len(ages))}
    labels = {"age_out": np.zeros_like(ages), "gender_out": genders}
    model.fit(chips, labels, sample_weight=weights, batch_size=32, epochs=2, verbose=0)
    for old, new in zip(before, small.get_layer(DISTRIBUTION).get_weights(), strict=True):
        np.testing.assert_array_equal(old, new)


def job(
    recipe: Recipe, *, epochs: int, cache: ChipCache, split: Split, folder: object
) -> NetworkJob:
    return NetworkJob(
        architecture="tiny",
        name="model",
        cache=cache,
        split=split,
        recipe=recipe,
        epochs=epochs,
        seed=1,
        folder=folder,
        identity="one",
    )


@pytest.mark.parametrize(("epochs", "plain"), [(26, [24, 25, 26]), (3, [2, 3]), (1, [])])
def test_the_last_epochs_see_the_chips_as_they_are(
    epochs: int, plain: list[int], drawn_cache: tuple[ChipCache, Split], tmp_path: Path
) -> None:
    cache, split = drawn_cache
    recipe = replace(
        RECIPE, plain_epochs=3, augment=AugmentSettings(flip=False, brightness=0.4, grey=1.0)
    )
    chosen = job(recipe, epochs=epochs, cache=cache, split=split, folder=tmp_path)
    assert [epoch for epoch in range(1, epochs + 1) if is_plain(chosen, epoch)] == plain
    small = network()
    chips = ChipBatches(cache, split.train, outputs=(), batch_size=8)[0][0]
    for epoch in (1, epochs):
        model = lesson(
            small,
            chosen,
            outputs=("gender_out", "age_out"),
            steps=9,
            epochs_done=epoch - 1,
            partial=False,
        )
        changed = np.asarray(model.get_layer("augment")(chips, training=True))
        untouched = np.allclose(changed, chips, atol=1e-3)
        assert untouched == (epoch in plain)


@pytest.fixture
def drawn_cache() -> tuple[ChipCache, Split]:
    """Coloured noise that stands for sixteen faces."""
    random = np.random.default_rng(1)
    chips = random.integers(0, 255, (16, SIDE, SIDE, 3)).astype(np.uint8)
    known = np.ones(16, dtype=np.float32)
    groups, hashes = np.zeros(16, dtype=np.int64), np.zeros((16, 32), dtype=np.uint8)
    cache = ChipCache(
        chips, 30 * known, known, groups, hashes, tuple(map(str, range(16))), "print", 0, ()
    )
    rows = np.arange(16)
    return cache, Split(rows[:12], rows[12:14], rows[14:])

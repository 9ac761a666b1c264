"""Random changes to training chips: what they do, and that they never reach prediction."""

from __future__ import annotations

import numpy as np
import pytest

from training.augmentation import Augment
from training.recipes import RECIPES, AugmentSettings


@pytest.fixture(scope="module")
def strong() -> AugmentSettings:
    return RECIPES["combined"]["tuned"].augment


def test_augmentation_changes_training_only_and_stays_in_range(strong: AugmentSettings) -> None:
    chips = np.random.default_rng(0).random((10, 32, 32, 3)).astype(np.float32)
    layer = Augment(strong, seed=1)
    np.testing.assert_array_equal(np.asarray(layer(chips, training=False)), chips)
    changed = np.asarray(layer(chips, training=True))
    assert changed.shape == chips.shape
    assert changed.min() >= 0
    assert changed.max() <= 1
    assert np.abs(changed - chips).mean() > 0.02
    assert not np.allclose(changed, np.asarray(layer(chips, training=True)))


def test_augmentation_off_is_the_identity() -> None:
    chips = np.random.default_rng(0).random((4, 32, 32, 3)).astype(np.float32)
    layer = Augment(AugmentSettings(flip=False), seed=1)
    np.testing.assert_allclose(np.asarray(layer(chips, training=True)), chips, atol=1e-4)


def test_flip_mirrors_about_half_of_the_chips() -> None:
    left_to_right = np.linspace(0, 1, 32, dtype=np.float32)[None, None, :, None]
    ramp = np.ascontiguousarray(np.broadcast_to(left_to_right, (64, 32, 32, 3)))
    changed = np.asarray(Augment(AugmentSettings(flip=True), seed=3)(ramp, training=True))
    mirrored = np.array(
        [np.allclose(c, r[:, ::-1], atol=1e-4) for c, r in zip(changed, ramp, strict=True)]
    )
    kept = np.array([np.allclose(c, r, atol=1e-4) for c, r in zip(changed, ramp, strict=True)])
    assert np.all(mirrored ^ kept)
    assert 15 <= mirrored.sum() <= 49


def test_grey_really_is_grey(strong: AugmentSettings) -> None:
    chips = np.random.default_rng(0).random((6, 16, 16, 3)).astype(np.float32)
    layer = Augment(AugmentSettings(flip=False, grey=1.0), seed=1)
    changed = np.asarray(layer(chips, training=True))
    assert np.abs(changed - changed[..., :1]).max() < 1e-4


def test_augmentation_under_another_batch_size(strong: AugmentSettings) -> None:
    layer = Augment(strong, seed=1)
    for count in (1, 2, 7, 33):
        chips = np.full((count, 20, 20, 3), 0.5, dtype=np.float32)
        assert np.asarray(layer(chips, training=True)).shape == chips.shape


def test_low_light_darkens_some_and_keeps_black_and_white() -> None:
    chips = np.full((40, 8, 8, 3), 0.5, dtype=np.float32)
    chips[:, 0], chips[:, 1] = 0.0, 1.0
    changed = np.asarray(
        Augment(AugmentSettings(flip=False, dark=0.5), seed=1)(chips, training=True)
    )
    middle = changed[:, 4, 4, 0]
    assert 8 < (middle < 0.45).sum() < 32
    np.testing.assert_allclose(middle[middle >= 0.45], 0.5, atol=1e-3)
    assert middle.min() > 0.5**2.6
    np.testing.assert_allclose(changed[:, 0], 0.0, atol=1e-3)
    np.testing.assert_allclose(changed[:, 1], 1.0, atol=1e-3)


def test_a_covered_part_is_one_rectangle_of_one_colour() -> None:
    chips = np.random.default_rng(0).random((40, 32, 32, 3)).astype(np.float32)
    layer = Augment(AugmentSettings(flip=False, erase=0.5), seed=1)
    changed = np.asarray(layer(chips, training=True))
    differs = np.abs(changed - chips).max(axis=-1) > 1e-3
    covered = differs.any(axis=(1, 2))
    assert 8 < covered.sum() < 32
    for mask, chip in zip(differs[covered], changed[covered], strict=True):
        rows, columns = mask.any(axis=1), mask.any(axis=0)
        inside = chip[np.ix_(rows, columns)].reshape(-1, 3)
        assert np.ptp(inside, axis=0).max() < 1e-3
        assert rows.sum() <= 14
        assert columns.sum() <= 14

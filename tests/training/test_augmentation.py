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


def test_halftone_prints_tones_as_dots_that_keep_their_mean() -> None:
    grey = np.linspace(0.2, 0.8, 48, dtype=np.float32)
    chips = np.ones((48, 64, 64, 3), np.float32) * grey[:, np.newaxis, np.newaxis, np.newaxis]
    layer = Augment(AugmentSettings(flip=False, halftone=1.0), seed=1)
    printed = np.asarray(layer(chips, training=True))
    assert printed.min() >= 0.0
    assert printed.max() <= 1.0
    assert printed.std(axis=(1, 2, 3)).min() > 0.02  # dots where there was one tone
    means = printed.mean(axis=(1, 2, 3))
    assert np.corrcoef(means, grey)[0, 1] > 0.8


def test_halftone_is_the_lot_of_a_part_of_each_batch() -> None:
    chips = np.full((50, 24, 24, 3), 0.5, np.float32)
    layer = Augment(AugmentSettings(flip=False, halftone=0.2), seed=1)
    changed = np.abs(np.asarray(layer(chips, training=True)) - chips).max(axis=(1, 2, 3)) > 0.01
    assert changed.sum() == 10


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


def test_a_border_is_taken_off_and_shifts_into_the_frame() -> None:
    chips = np.zeros((32, 40, 40, 3), dtype=np.float32)
    chips[:, 4:-4, 4:-4] = 0.25
    chips[:, :4], chips[:, -4:] = 1.0, 1.0
    chips[:, :, :4], chips[:, :, -4:] = 1.0, 1.0
    still = Augment(AugmentSettings(flip=False), seed=1, border_px=4)
    for training in (False, True):
        np.testing.assert_allclose(np.asarray(still(chips, training=training)), 0.25, atol=1e-5)
    assert still.compute_output_shape((None, 40, 40, 3)) == (None, 32, 32, 3)
    moved = np.asarray(
        Augment(AugmentSettings(flip=False, shift=0.1), seed=1, border_px=4)(chips, training=True)
    )
    assert moved.shape == (32, 32, 32, 3)
    assert (moved > 0.9).any()
    assert moved.min() > 0.2  # never black: the border reaches further than the shift


def test_some_chips_are_turned_far_and_the_others_little() -> None:
    chips = np.zeros((200, 33, 33, 3), dtype=np.float32)
    chips[:, 15:18, 17:] = 1.0  # a hand of a clock at three
    settings = AugmentSettings(flip=False, rotation_deg=2.0, turned=0.5, turned_deg=40.0)
    turned = np.asarray(Augment(settings, seed=2)(chips, training=True))[:, :, 30, 0]
    off = np.abs(turned.argmax(axis=1) - 16)
    assert 0.25 < float((off > 2).mean()) < 0.55
    assert off.max() <= 16


def test_underexposure_keeps_colours_and_stays_within_its_stops() -> None:
    chips = np.full((400, 4, 4, 3), 0.8, dtype=np.float32)
    settings = AugmentSettings(flip=False, underexposed=0.5, stops=3.0)
    changed = np.asarray(Augment(settings, seed=3)(chips, training=True))[:, 0, 0, 0]
    assert 0.35 < float((changed < 0.799).mean()) < 0.65
    assert changed.min() >= 0.8 * 0.5 ** (3.0 / 2.2) - 1e-3
    assert changed.min() < 0.4


def test_a_mask_covers_the_lower_half_and_leaves_the_eyes() -> None:
    chips = np.random.default_rng(0).random((64, 64, 64, 3)).astype(np.float32)
    changed = np.asarray(
        Augment(AugmentSettings(flip=False, masked=1.0), seed=4)(chips, training=True)
    )
    same = np.isclose(changed, chips, atol=1e-4).all(axis=-1)
    assert same[:, : int(0.46 * 64)].all()
    assert not same[:, 56, 24:40].any()
    assert same[:, :, :5].all()
    np.testing.assert_allclose(changed[:, 60, 30], changed[:, 62, 34])  # one colour


def test_every_recipe_with_a_border_reaches_no_further_than_it() -> None:
    settings = RECIPES["recommended"]["broad"].augment
    assert settings.shift <= RECIPES["recommended"]["broad"].border

"""Copies of faces as worse photos would show them."""

from __future__ import annotations

import numpy as np
import pytest

from training.dataset.degradation import HARD_KINDS, KINDS, degraded


@pytest.fixture
def chips() -> np.ndarray:
    """Two coloured chips of 40 pixels, the outer four of them white."""
    random = np.random.default_rng(0)
    made = random.integers(60, 200, (2, 40, 40, 3)).astype(np.uint8)
    made[:, :4], made[:, -4:] = 255, 255
    made[:, :, :4], made[:, :, -4:] = 255, 255
    return made


@pytest.mark.parametrize("kind", [*KINDS, *HARD_KINDS])
def test_copies_are_frames_and_always_the_same(kind: str, chips: np.ndarray) -> None:
    made = degraded(chips, kind, border_px=4)
    assert made.shape == (2, 32, 32, 3)
    assert made.dtype == np.uint8
    assert (made != chips[:, 4:-4, 4:-4]).any()
    np.testing.assert_array_equal(made, degraded(chips, kind, border_px=4))


def test_each_kind_does_what_it_says(chips: np.ndarray) -> None:
    frame = chips[:, 4:-4, 4:-4].astype(float)
    assert degraded(chips, "dark", border_px=4).mean() < 0.85 * frame.mean()
    grey = degraded(chips, "grey", border_px=4)
    assert (grey == grey[..., :1]).all()
    scanned = degraded(chips, "scanned", border_px=4).astype(float)
    assert scanned.std() < 0.8 * frame.std()
    assert scanned[..., 0].mean() > scanned[..., 2].mean()
    turned = degraded(chips, "turned", border_px=4)
    assert (turned > 250).any()  # what lies in the border comes in
    with pytest.raises(KeyError):
        degraded(chips, "upside down")


def test_hard_kinds_do_what_they_say() -> None:
    random = np.random.default_rng(1)
    coarse = random.integers(60, 200, (6, 80, 80, 3)).astype(np.uint8)
    chips = coarse.repeat(2, axis=1).repeat(2, axis=2)  # 160 pixels a side

    def detail(pictures: np.ndarray) -> float:
        return float(np.abs(np.diff(pictures.astype(float), axis=2)).mean())

    assert degraded(chips, "underexposed").mean() < 0.85 * chips.mean()
    assert detail(degraded(chips, "blurred")) < 0.8 * detail(chips)
    assert detail(degraded(chips, "small")) < detail(chips)
    masked = degraded(chips, "masked")
    assert detail(masked[:, 110:130, 60:100]) < 0.3 * detail(chips[:, 110:130, 60:100])
    assert detail(masked[:, 10:50]) > 0.6 * detail(chips[:, 10:50])
    printed = degraded(chips, "printed").astype(float)
    assert (
        np.ptp(printed.mean(axis=(1, 2)), axis=1).max() > np.ptp(chips.mean((1, 2)), axis=1).max()
    )
    assert (degraded(chips, "compressed") != chips).any()

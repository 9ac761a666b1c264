"""Between the weights a run began with and those it ended with: which mean is kept, and once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.training.test_network import cache, recipe, run, split
from training.dataset.cache import ChipCache
from training.dataset.split import Split
from training.recipes import BROAD, RECIPES
from training.trainer.checkpoint import load_arrays, save_arrays
from training.trainer.interpolation import (
    WeightMean,
    best_of,
    between,
    is_worse,
    main_errors,
    share_in,
)
from training.trainer.job import BEST

__all__ = ["cache", "split"]  # fixtures

CHANCE = np.random.default_rng(7)
BEFORE = {"age_out": CHANCE.exponential(5.0, 400), "gender_out": (CHANCE.random(400) < 0.06) * 1.0}


def candidate(share: float, loss: float, *, years: float = 0.0, wrong: int = 0) -> WeightMean:
    """Errors that differ from the former ones by so many years on average, so many answers."""
    ages = BEFORE["age_out"] + CHANCE.normal(years, 0.5, 400)
    genders = BEFORE["gender_out"].copy()
    genders[np.flatnonzero(genders == 0)[:wrong]] = 1.0
    return WeightMean(share, loss, {"age_out": ages, "gender_out": genders})


def test_the_least_loss_wins_among_those_that_lose_nothing() -> None:
    found = best_of(
        [
            candidate(0.5, 0.9, years=-0.1),
            candidate(0.7, 0.8, years=-0.1),
            candidate(0.85, 0.7, years=0.4),
            candidate(1.0, 0.6, years=-0.1, wrong=10),
        ],
        before=BEFORE,
    )
    assert found.share == 0.7


def test_where_all_lose_the_nearest_to_the_beginning_is_kept() -> None:
    found = best_of([candidate(0.5, 0.9, years=0.5), candidate(1.0, 0.1, years=1.0)], before=BEFORE)
    assert found.share == 0.5


def test_what_chance_may_have_done_is_no_loss() -> None:
    assert not is_worse(BEFORE, BEFORE)
    assert not is_worse(candidate(1.0, 0.0, wrong=1).errors, BEFORE)
    assert is_worse(candidate(1.0, 0.0, years=0.2).errors, BEFORE)


def test_only_faces_with_a_label_from_the_first_place_count(cache: ChipCache) -> None:
    ages = cache.ages.copy()
    ages[0] = np.nan
    named = replace(cache, ages=ages)
    outputs = {"age_out": np.full(20, 30.0), "gender_out": np.full(20, 0.9)}
    errors = main_errors(outputs, named, np.arange(20))
    assert len(errors["age_out"]) == 19
    np.testing.assert_allclose(errors["age_out"], np.abs(30.0 - ages[1:20]))
    np.testing.assert_array_equal(errors["gender_out"], cache.genders[:20] == 0)


@pytest.fixture(scope="module")
def begun(cache: ChipCache, split: Split, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The weights of a short training, to start from."""
    folder = tmp_path_factory.mktemp("begun")
    run(cache, split, folder, epochs=1)
    return folder / BEST


def test_a_run_ends_between_what_it_began_with_and_what_it_learned(
    cache: ChipCache, split: Split, begun: Path, tmp_path: Path
) -> None:
    run(cache, split, tmp_path / "plain", start=begun, epochs=2)
    learned = load_arrays(tmp_path / "plain" / BEST)[0]["network"]
    # What it began with knows next to nothing: all that was learned is best.
    chosen = recipe(interpolated=(0.5,))
    run(cache, split, tmp_path / "mixed", start=begun, epochs=2, chosen=chosen)
    kept, note = load_arrays(tmp_path / "mixed" / BEST)
    assert share_in(note) == 1.0
    for ours, theirs in zip(kept["network"], learned, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-5)


def test_it_is_mixed_once(cache: ChipCache, split: Split, begun: Path, tmp_path: Path) -> None:
    """Weights that overshot: a tenth of the way is best, and a second session leaves it at that."""
    chosen = recipe(interpolated=(0.1,))
    run(cache, split, tmp_path, start=begun, epochs=2, chosen=chosen)
    first = load_arrays(begun)[0]["network"]
    good = load_arrays(tmp_path / BEST)[0]["network"]
    overshot = [start + 10 * (end - start) for start, end in zip(first, good, strict=True)]
    save_arrays(tmp_path / BEST, {"network": overshot})
    for _ in range(2):
        run(cache, split, tmp_path, start=begun, epochs=2, chosen=chosen, resume=True)
        kept, note = load_arrays(tmp_path / BEST)
        assert share_in(note) == 0.1
        for ours, theirs in zip(kept["network"], good, strict=True):
            np.testing.assert_allclose(ours, theirs, atol=1e-5)


def test_nothing_is_mixed_from_scratch(cache: ChipCache, split: Split, tmp_path: Path) -> None:
    run(cache, split, tmp_path, epochs=1, chosen=recipe(interpolated=(0.5,)))
    assert share_in(load_arrays(tmp_path / BEST)[1]) is None


def test_a_mean_keeps_the_kind_of_numbers() -> None:
    (mean,) = between([np.zeros(3, np.float32)], [np.ones(3, np.float32)], share=0.25)
    assert mean.dtype == np.float32
    np.testing.assert_allclose(mean, 0.25)


@pytest.mark.parametrize("note", ["", "{", "[]", '{"share": "all"}', '{"share": null}'])
def test_a_note_of_nonsense_is_none(note: str) -> None:
    assert share_in(note) is None


def test_runs_of_former_versions_stay_the_same() -> None:
    """A setting at its usual value is no part of what a run is known by."""
    plain = RECIPES["recommended"]["tuned"].chosen()
    assert "interpolated" not in plain
    assert plain["name"] == "tuned"
    assert "interpolated" in RECIPES["recommended"][BROAD].chosen()

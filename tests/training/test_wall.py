"""The faces of the wall and what is kept of the guesses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.training.test_network import cache, split
from training.dataset.cache import ChipCache
from training.dataset.split import Split
from training.trainer.face_wall import WALL_FACES, WallNotes, wall_faces, wall_rows

__all__ = ["cache", "split"]  # fixtures


def test_a_dozen_validation_faces_of_all_ages(cache: ChipCache, split: Split) -> None:
    rows = wall_rows(cache, split.validation, seed=1)
    assert len(set(rows.tolist())) == WALL_FACES
    assert set(rows.tolist()) <= set(split.validation.tolist())
    ages = cache.ages[rows]
    assert (np.diff(ages) >= 0).all()
    spread = np.quantile(cache.ages[split.validation], [0.1, 0.9])
    assert ages[0] <= spread[0]
    assert ages[-1] >= spread[1]
    assert 4 <= cache.genders[rows].sum() <= 8
    assert wall_rows(cache, split.validation, seed=1).tolist() == rows.tolist()
    assert wall_rows(cache, split.validation, seed=2).tolist() != rows.tolist()


@pytest.mark.parametrize("unknown", ["ages", "genders", "both"])
def test_faces_with_unknown_labels_make_a_wall_too(
    cache: ChipCache, split: Split, unknown: str
) -> None:
    nothing = np.full(len(cache.names), np.nan, dtype=np.float32)
    ages = cache.ages if unknown == "genders" else nothing
    genders = cache.genders if unknown == "ages" else nothing
    partly = replace(cache, ages=ages, genders=genders)
    rows = wall_rows(partly, split.validation, seed=1)
    assert len(set(rows.tolist())) == WALL_FACES


def test_few_faces_make_a_small_wall(cache: ChipCache) -> None:
    assert wall_rows(cache, np.array([4, 9, 17]), seed=1).tolist() != []
    assert set(wall_rows(cache, np.array([4, 9, 17]), seed=1).tolist()) == {4, 9, 17}


def test_chips_are_small_enough_to_show(cache: ChipCache) -> None:
    large = np.random.default_rng(0).integers(0, 256, (3, 200, 200, 3), dtype=np.uint8)
    faces = wall_faces(replace(cache, chips=large), np.array([2, 0]))
    assert faces.chips.shape == (2, 128, 128, 3)
    assert faces.ages.tolist() == cache.ages[[2, 0]].tolist()
    same = wall_faces(cache, np.array([5]))
    np.testing.assert_array_equal(same.chips[0], cache.chips[5])


def test_guesses_are_kept_epoch_by_epoch(tmp_path: Path) -> None:
    notes = WallNotes(tmp_path / "wall.json", "separate", "age")
    kept = []
    for epoch in range(4):
        guess = notes.guesses(epoch, {"age_out": np.array([epoch + 0.5, 500.0])})
        assert guess.female_scores is None
        kept = notes.keep(guess, former=kept)
    told = notes.read(faces=2, epochs=2)
    assert [guess.epoch for guess in told] == [0, 1, 2]
    assert (told[2].architecture, told[2].network) == ("separate", "age")
    assert told[2].ages is not None
    assert told[2].ages.tolist() == [2.5, 120.0]
    again = notes.keep(notes.guesses(2, {"age_out": np.array([9.0, 9.0])}), former=kept)
    assert [guess.epoch for guess in again] == [0, 1, 2]


@pytest.mark.parametrize("text", ["", "[{}]", "{}", '[{"epoch": 1, "ages": [1], "scores": null}]'])
def test_damaged_notes_are_no_notes(tmp_path: Path, text: str) -> None:
    (tmp_path / "wall.json").write_text(text)
    assert WallNotes(tmp_path / "wall.json", "a", "b").read(faces=2, epochs=9) == []
    assert WallNotes(tmp_path / "absent.json", "a", "b").read(faces=2, epochs=9) == []

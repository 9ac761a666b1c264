"""A class against models: which faces, what the score is, and the table of a round."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from engine.errors import DataError
from engine.spec import ModelSpec
from engine.store import ModelStore
from tests.training.test_evaluation import cache, data, samples, trained, work_dir
from training.class_round import ClassRound, RoundFace
from training.dataset.cache import ChipCache
from training.dataset.split import split_faces
from training.dataset.utkface import Sample
from training.round_faces import draw_round

__all__ = ["cache", "data", "samples", "trained", "work_dir"]  # fixtures

CHIP = np.zeros((8, 8, 3), np.uint8)


def a_round() -> ClassRound:
    faces = (RoundFace(CHIP, 30.0, 0.0, (33.0, 20.0)), RoundFace(CHIP, 65.0, 5.0, (60.0, 80.0)))
    return ClassRound(("one", "=two"), faces)


def test_the_score_is_the_mean_error_of_each() -> None:
    played = a_round()
    assert all(math.isnan(score.mean_error) for score in played.scores())
    assert played.guess(31).answers == (33.0, 20.0)
    assert [score.mean_error for score in played.scores()] == [1.0, 3.0, 10.0]
    assert [score.nearest for score in played.scores()] == [1, 0, 0]
    assert not played.over
    played.guess(62)  # inside of 60-70: right, as the first model is
    assert played.over
    assert [score.mean_error for score in played.scores()] == [0.5, 1.5, 10.0]
    assert [score.nearest for score in played.scores()] == [2, 1, 0]
    with pytest.raises(ValueError, match="Received: 40"):
        played.guess(40)


@pytest.mark.parametrize("years", [-1, 121, math.nan])
def test_a_guess_is_an_age(years: float) -> None:
    played = a_round()
    with pytest.raises(ValueError, match="A guess is an age"):
        played.guess(years)
    assert played.place == 0


def test_the_table_holds_every_guess_and_the_running_score() -> None:
    played = a_round()
    played.guess(31)
    played.guess(55)
    content = played.table()
    assert content.startswith(b"\xef\xbb\xbf")
    head, first, second = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert head[:6] == [
        "face",
        "label_low",
        "label_high",
        "class_age",
        "class_error",
        "class_mean_error",
    ]
    assert head[9] == "'=two_age", "no spreadsheet may run it"
    assert first[:9] == ["1", "30", "30", "31.00", "1.00", "1.00", "33.00", "3.00", "3.00"]
    assert second[:6] == ["2", "60", "70", "55.00", "5.00", "3.00"]
    assert second[6:] == ["60.00", "0.00", "1.50", "80.00", "10.00", "10.00"]


def test_a_label_is_an_age_or_an_interval() -> None:
    assert [face.label for face in a_round().faces] == ["30", "60-70"]


def test_faces_are_of_all_ages_and_none_was_trained_on(
    cache: ChipCache, samples: list[Sample], tmp_path: Path, trained: Callable[..., ModelSpec]
) -> None:
    spec = trained(data_sha256=cache.fingerprint, seed=1, limit=None)
    store = ModelStore([tmp_path / "models"])
    test = split_faces(cache, seed=1).test

    def drawn(seed: int, *, count: int = 6) -> ClassRound:
        return draw_round(
            [cache], samples=samples, model_ids=[spec.model_id], store=store, count=count, seed=seed
        )

    played = drawn(1)
    assert played.unseen
    assert len(played.faces) == min(6, len(test))
    kept = {cache.chips[row].tobytes(): float(cache.ages[row]) for row in test}
    assert all(kept[face.chip.tobytes()] == face.age_true for face in played.faces)
    ages = sorted(face.age_true for face in played.faces)
    assert ages[0] <= np.quantile(cache.ages[test], 0.3)
    assert ages[-1] >= np.quantile(cache.ages[test], 0.7)
    assert all(0 <= face.answers[0] <= 120 for face in played.faces)
    again = [face.age_true for face in drawn(1).faces]
    assert again == [face.age_true for face in played.faces]
    assert len(drawn(2, count=500).faces) == len(test), "as many as there are"


def test_where_nobody_knows_what_a_model_has_seen_that_is_said(
    cache: ChipCache, samples: list[Sample], tmp_path: Path, trained: Callable[..., ModelSpec]
) -> None:
    spec = trained(data_sha256="another", seed=1)
    store = ModelStore([tmp_path / "models"])
    ids = [spec.model_id]
    played = draw_round([cache], samples=samples, model_ids=ids, store=store, count=10, seed=1)
    assert not played.unseen


def test_without_a_known_age_there_is_nothing_to_guess(
    cache: ChipCache, samples: list[Sample], tmp_path: Path, trained: Callable[..., ModelSpec]
) -> None:
    from dataclasses import replace

    spec = trained(data_sha256="another", seed=1)
    ageless = replace(cache, ages=np.full_like(cache.ages, np.nan))
    store = ModelStore([tmp_path / "models"])
    with pytest.raises(DataError, match="no age is known"):
        draw_round(
            [ageless], samples=samples, model_ids=[spec.model_id], store=store, count=10, seed=1
        )

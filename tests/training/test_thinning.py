"""A group thinned: which training faces go, the duel with itself, and what its models say of it."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.errors import DataError
from engine.spec import THINNED_NOTE
from engine.store import ModelStore
from tests.training.run_driver import interrupted, make_data, plain_settings, settings, trained
from tests.training.small_networks import small_networks, small_networks_in_children
from training.commands import run_evaluate
from training.dataset.cache import ChipCache
from training.dataset.split import Split
from training.events import EpochDone, Event, Finished, Started
from training.interrupted_runs import unfinished_runs
from training.presets import PRESETS
from training.runs import kept_runs
from training.settings import TrainSettings, together, with_thinned
from training.thinning import Thinning, parted, thinning_of, variant
from training.trainer.data import Data

__all__ = ["small_networks", "small_networks_in_children"]  # fixtures

NAMES = ["combined", "combined-thinned"]


def cache_of(ages: list[float], genders: list[float], groups: list[str]) -> ChipCache:
    count = len(ages)
    return ChipCache(
        chips=np.zeros((count, 4, 4, 3), np.uint8),
        ages=np.array(ages, np.float32),
        genders=np.array(genders, np.float32),
        groups=np.array(groups),
        hashes=np.zeros((count, 32), np.uint8),
        names=tuple(str(row) for row in range(count)),
        fingerprint="",
        unaligned=0,
        problems=(),
    )


def crowd(count: int = 40) -> tuple[ChipCache, Split]:
    """Ages 0 to 39, every second face labelled female; the first 30 are to train on."""
    cache = cache_of(
        [float(row) for row in range(count)],
        [float(row % 2) for row in range(count)],
        ["a" if row % 4 else "not given" for row in range(count)],
    )
    rows = np.arange(count)
    return cache, Split(train=rows[:30], validation=rows[30:35], test=rows[35:])


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("age=60+", "age=60+:0%"),
        ("age=0-9:25%", "age=0-9:25%"),
        ("gender=female:10%", "gender=female:10%"),
        ("group=West: coast = 2:50%", "group=West: coast = 2:50%"),
        ("group=20%", "group=20%:0%"),
        ("any:25%", "any:25%"),
    ],
)
def test_a_group_is_spelt_in_one_word(text: str, spelt: str) -> None:
    thin = Thinning.parse(text)
    assert str(thin) == spelt
    assert Thinning.parse(spelt) == thin


@pytest.mark.parametrize(
    "text",
    [
        "",
        "female",
        "gender=f:10%",
        "age=old",
        "age=30-20",
        "age=-3",
        "gender=male:100%",
        "race=2",
        "any:100%",
        "any=face:10%",
    ],
)
def test_other_spellings_are_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(DataError, match="thinned"):
        Thinning.parse(text)


def test_only_training_faces_of_the_group_go() -> None:
    cache, split = crowd()
    thinned = Thinning("gender", "female").thin(split, cache, seed=1)
    assert thinned.train.tolist() == list(range(0, 30, 2))
    assert thinned.validation is split.validation
    assert thinned.test is split.test
    aged = Thinning("age", "10-19", 0.5).thin(split, cache, seed=1).train
    assert sum(10 <= row < 20 for row in aged) == 5
    assert sum(not 10 <= row < 20 for row in aged) == 20
    named = Thinning("group", "a", 0.0).thin(split, cache, seed=1).train
    assert named.tolist() == list(range(0, 30, 4))


def test_faces_of_any_kind_are_thinned_to_a_share_but_all_decide() -> None:
    cache, split = crowd()
    half, quarter = (
        Data(cache, split).thinned(Thinning("any", "", one), seed=1) for one in (0.5, 0.25)
    )
    assert len(half.split.train) == half.left_out == 15
    assert set(quarter.split.train.tolist()) < set(half.split.train.tolist())
    assert half.split.validation is split.validation
    assert half.deciding is None


def test_the_seed_decides_and_fewer_are_among_more() -> None:
    cache, split = crowd()
    half, fifth = Thinning("age", "0-29", 0.5), Thinning("age", "0-29", 0.2)
    some = set(half.thin(split, cache, seed=3).train.tolist())
    assert some == set(half.thin(split, cache, seed=3).train.tolist())
    assert some != set(half.thin(split, cache, seed=4).train.tolist())
    assert set(fifth.thin(split, cache, seed=3).train.tolist()) < some


@pytest.mark.parametrize(
    ("thin", "told"),
    [
        (Thinning("age", "90+"), "No training face belongs"),
        (Thinning("age", "0+"), "no face left to train on"),
    ],
)
def test_a_group_of_nobody_or_of_everybody_is_refused(thin: Thinning, told: str) -> None:
    cache, split = crowd()
    with pytest.raises(DataError, match=told):
        thin.thin(split, cache, seed=1)


def test_labels_that_are_not_known_belong_to_no_group() -> None:
    cache = cache_of([float("nan"), 70.9, 71.0], [float("nan"), 1.0, 0.0], ["not given"] * 3)
    assert Thinning("age", "0+").members(cache).tolist() == [False, True, True]
    assert Thinning("age", "60-70").members(cache).tolist() == [False, True, False]
    assert Thinning("gender", "male").members(cache).tolist() == [False, False, True]


def test_a_duel_with_itself_has_one_recipe_and_two_names(tmp_path: Path) -> None:
    one = settings(tmp_path)
    thin = Thinning("age", "60+", 0.1)
    pair = with_thinned([one], thin)
    assert [each.variant for each in pair] == NAMES
    assert [parted(each.variant) for each in pair] == [("combined", False), ("combined", True)]
    assert variant("separate", thinned=True) == "separate-thinned"
    with pytest.raises(DataError, match="same recipe"):
        together((one, replace(one, thin=thin, epochs=7)))
    with pytest.raises(DataError, match="must differ"):
        together((replace(one, thin=thin), replace(one, thin=Thinning("gender", "male"))))
    with pytest.raises(DataError, match="starts from scratch"):
        with_thinned([replace(one, start_from=tmp_path)], thin)
    with pytest.raises(DataError, match="train one architecture"):
        with_thinned([one, replace(one, architecture="separate")], thin)
    demo = PRESETS["class_demo"].settings(
        data="drawn", architectures=["combined"], models_dir=tmp_path, work_dir=tmp_path, thin=thin
    )
    assert [each.thin for each in demo] == [None, thin]
    assert demo[0] == replace(demo[1], thin=None)


@pytest.mark.slow
@pytest.mark.usefixtures("small_networks")
def test_interrupted_and_resumed_the_pair_is_stored_shown_and_compared(tmp_path: Path) -> None:
    make_data(tmp_path / "data", count=60)
    chosen = pair_on(tmp_path, epochs=2)

    def third(event: Event) -> bool:
        return isinstance(event, EpochDone) and event.epoch == 2

    interrupted(chosen, third)
    (run,) = unfinished_runs(tmp_path / "work")
    assert run.settings == tuple(replace(one, resume=True) for one in chosen)
    assert json.loads(run.path.read_text())["settings"][0].keys() == _fields() - {"thin"}
    seen, ids = trained(run.settings)
    assert ids == tuple(NAMES)
    _train_on_other_faces_alone(seen)
    assert {event.architecture for event in seen if isinstance(event, Finished)} == set(NAMES)
    _say_what_they_are(tmp_path)
    (kept,) = kept_runs(tmp_path / "work")
    assert [one.variant for one in kept.settings] == NAMES
    assert kept.state == "finished"
    assert kept.epochs == {"combined model": 2, "combined-thinned model": 2}
    _are_compared_by_group(tmp_path)


def pair_on(tmp_path: Path, **changes: object) -> tuple[TrainSettings, ...]:
    return with_thinned([plain_settings(tmp_path, **changes)], Thinning("gender", "female", 0.25))


def _fields() -> set[str]:
    return {one.name for one in dataclasses.fields(TrainSettings)}


def _train_on_other_faces_alone(seen: list[Event]) -> None:
    whole, without = [event for event in seen if isinstance(event, Started)]
    assert (whole.architecture, without.architecture) == tuple(NAMES)
    assert (whole.epochs_done, without.epochs_done) == (2, 1)
    assert without.train_faces < whole.train_faces
    assert without.validation_faces == whole.validation_faces
    assert without.test_faces == whole.test_faces


def _say_what_they_are(tmp_path: Path) -> None:
    store = ModelStore([tmp_path / "models"])
    whole, without = (store.open(name)[1] for name in NAMES)
    assert thinning_of(whole) is None
    assert whole.for_photos
    assert str(thinning_of(without)) == "gender=female:25%"
    left_out = whole.training["train_faces"] - without.training["train_faces"]
    assert without.training["thinned"]["left_out_faces"] == left_out > 0
    assert "with 25 % of faces labelled female" in without.title
    assert without.intended_use == THINNED_NOTE
    assert not without.for_photos


def _are_compared_by_group(tmp_path: Path) -> None:
    told: list[str] = []
    run_evaluate(
        tmp_path / "data",
        model_ids=NAMES,
        store=ModelStore([tmp_path / "models"]),
        out=tmp_path / "report",
        work_dir=tmp_path / "work",
        say=told.append,
    )
    report = json.loads((tmp_path / "report" / "report.json").read_text())
    (compared,) = report["_group_comparisons"]
    assert (compared["whole"], compared["without"]) == tuple(NAMES)
    kinds = [row["kind"] for row in compared["rows"]]
    assert kinds[:2] == ["thinned", "others"]
    assert {"age", "gender", "group"} <= set(kinds)
    thinned = {row["name"] for row in compared["rows"] if row["thinned"]}
    assert thinned == {"", "female"}
    assert any("too few faces to tell a difference" in line for line in told)
    page = (tmp_path / "report" / "report.html").read_text()
    assert "A group that was thinned" in page
    assert "only 25 % of the faces labelled female" in page

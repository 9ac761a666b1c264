"""Settings that belong together, and ready-made ones."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import DataError
from training.presets import PRESETS
from training.settings import TrainSettings, together

PLACES = {"models_dir": Path("models"), "work_dir": Path("work")}


def one(architecture: str = "combined", **changes: object) -> TrainSettings:
    values: dict[str, object] = {"data": "drawn", "architecture": architecture, **PLACES}
    return TrainSettings(**{**values, **changes})  # type: ignore[arg-type]


def test_one_setting_is_a_run_and_two_are_a_duel() -> None:
    assert together(one()) == (one(),)
    assert together([one(), one("separate")]) == (one(), one("separate"))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"seed": 2}, "seed of 1, 2"),
        ({"data": Path("faces")}, "data of drawn, faces"),
        ({"limit": 50}, "limit of None, 50"),
        ({"precision": "mixed_bfloat16"}, "precision"),
        ({"architecture": "combined"}, "combined, combined"),
        ({"model_id": "combined"}, "combined, combined"),
    ],
)
def test_a_duel_is_fair_or_refused(changes: dict[str, object], told: str) -> None:
    with pytest.raises(DataError, match=told):
        together([one(), replace(one("separate"), **changes)])  # type: ignore[arg-type]


@pytest.mark.parametrize("rate", [99.0, 1.5, 0.0, -0.1])
def test_a_learning_rate_that_teaches_nothing_is_refused(rate: float) -> None:
    with pytest.raises(DataError, match=f"{rate:g}"):
        one(learning_rate=rate)
    assert one(learning_rate=1.0).learning_rate == 1.0


def test_a_duel_begins_from_scratch() -> None:
    start = {"start_from": Path("models", "combined")}
    assert together(one(**start)) == (one(**start),)
    with pytest.raises(DataError, match="A duel starts from scratch"):
        together([one(**start), one("separate", **start)])


@pytest.mark.parametrize("name", ["combined", "separate"])
def test_from_a_model_on_the_steps_are_those_of_its_recipe(name: str) -> None:
    (made,) = PRESETS["class_demo"].settings(
        data="drawn", architectures=[name], **PLACES, start_from=Path("models", name)
    )
    assert made.limit
    assert made.epochs
    assert (made.batch_size, made.learning_rate) == (None, None)


def test_nothing_to_train_is_refused() -> None:
    with pytest.raises(DataError, match="at least one"):
        together([])
    with pytest.raises(DataError, match="at least one"):
        PRESETS["full"].settings(data="drawn", architectures=[], **PLACES)


def test_the_full_preset_leaves_everything_to_the_recipe() -> None:
    made = PRESETS["full"].settings(data=Path("faces"), architectures=["separate"], **PLACES)
    assert made == (one("separate", data=Path("faces")),)


@pytest.mark.parametrize(
    "names", [["combined"], ["separate"], ["recommended"], ["combined", "separate"]]
)
def test_the_class_demo_is_short_and_fair(names: list[str]) -> None:
    made = PRESETS["class_demo"].settings(data="drawn", architectures=names, **PLACES)
    assert [each.architecture for each in made] == names
    assert together(made) == made
    assert all(each.limit and each.limit <= 1500 and each.epochs for each in made)


def test_overrides_win_over_the_preset_and_none_does_not() -> None:
    (made,) = PRESETS["class_demo"].settings(
        data="drawn",
        architectures=["combined"],
        **PLACES,
        epochs=2,
        batch_size=None,
        augment=False,
        model_id="mine",
    )
    assert (made.epochs, made.augment, made.model_id) == (2, False, "mine")
    assert made.batch_size == PRESETS["class_demo"].paces[("combined",)].batch_size
    with pytest.raises(DataError, match="epochs=0"):
        PRESETS["full"].settings(data="drawn", architectures=["combined"], **PLACES, epochs=0)


def test_presets_have_words_for_people() -> None:
    assert list(PRESETS) == ["class_demo", "full"]
    for name, preset in PRESETS.items():
        assert preset.name == name
        assert preset.title
        assert preset.sentence.endswith(".")


def test_the_window_gets_all_this_without_keras() -> None:
    code = (
        "import sys, training.presets, training.settings, training.events, training.worker, "
        "training.interrupted_runs\n"
        "print(sorted({'keras', 'tensorflow', 'jax', 'PySide6'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

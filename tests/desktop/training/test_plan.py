"""What is set up becomes the settings of a run; the layers told are those of the networks."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.training.backend import StartModel
from desktop.training.model_details import layer_name, recipe_lines, shape_text
from desktop.training.setup_page import TrainingOptions, TrainingPlan
from desktop.training.text import place_title
from engine.architectures import ARCHITECTURES
from engine.errors import DataError
from engine.layer_tables import NETWORKS, layer_rows, parameter_count
from training.recipes import recipe_for
from training.settings import TrainSettings, own_model_id

NOW = datetime.datetime(2026, 11, 24, 9, 5, 7)
FOLDERS = {"models_dir": Path("models"), "work_dir": Path("work")}


def test_the_first_plan_is_a_class_demo_on_drawn_faces() -> None:
    (one,) = TrainingPlan().settings(**FOLDERS, now=NOW)
    assert (one.data, one.architecture, one.recipe) == ("drawn", "combined", "tuned")
    assert one.model_id == "combined-drawn-2026-11-24-090507"
    assert one.epochs is not None
    assert one.augment


def test_a_duel_has_two_names_and_one_seed() -> None:
    options = TrainingOptions(recipe="source", epochs=3, batch_size=16, learning_rate=0.002, seed=7)
    plan = TrainingPlan(place=Path("/data/My UTKFace.tar.gz"), architecture="duel", options=options)
    made = plan.settings(**FOLDERS, now=NOW)
    assert [one.architecture for one in made] == ["combined", "separate"]
    assert [one.model_id for one in made] == [
        "combined-my-utkface-2026-11-24-090507",
        "separate-my-utkface-2026-11-24-090507",
    ]
    for one in made:
        assert (one.recipe, one.epochs, one.batch_size) == ("source", 3, 16)
        assert (one.learning_rate, one.seed) == (0.002, 7)


def test_a_run_that_starts_from_a_model_says_so_in_recipe_and_name() -> None:
    start = StartModel(model_id="mine", architecture="combined", folder=Path("models", "mine"))
    plan = TrainingPlan(place=Path("/a/Corrections.csv"), preset="full", start=start)
    (one,) = plan.settings(**FOLDERS, now=NOW)
    assert (one.start_from, one.recipe) == (Path("models", "mine"), "fine-tune")
    assert one.model_id == "combined-fine-corrections-2026-11-24-090507"
    (other,) = replace(plan, options=TrainingOptions(recipe="tuned")).settings(**FOLDERS, now=NOW)
    assert (other.start_from, other.recipe) == (one.start_from, "tuned")
    lines = " ".join(recipe_lines(one))
    assert "Starts from the weights of mine" in lines
    assert "without progress" in lines


def test_a_full_run_leaves_the_numbers_to_the_recipe() -> None:
    (one,) = TrainingPlan(preset="full", options=TrainingOptions(augment=False)).settings(
        **FOLDERS, now=NOW
    )
    assert (one.epochs, one.batch_size, one.limit) == (None, None, None)
    assert not one.augment


def test_numbers_without_sense_are_refused() -> None:
    with pytest.raises(DataError, match="Received: epochs=-1"):
        TrainingPlan(options=TrainingOptions(epochs=-1)).settings(**FOLDERS, now=NOW)


@pytest.mark.parametrize(
    ("place", "name"),
    [("/a/ÄÖ", "faces"), ("/a/" + "x" * 90, "x" * 20), ("/a/2024 (old).csv", "2024-old")],
)
def test_ids_are_plain_and_short(place: str, name: str) -> None:
    made = own_model_id("combined", Path(place), NOW)
    assert made == f"combined-{name}-2026-11-24-090507"
    assert len(made) <= 64
    assert len(own_model_id("separate", Path(place), NOW, fine_tuned=True)) <= 64


def test_titles_of_places() -> None:
    assert place_title("drawn") == "Drawn faces"
    assert place_title(Path("/a/b/table.csv")) == "table.csv"


def test_the_parameters_are_those_of_the_source() -> None:
    assert parameter_count("combined") == 5_108_034
    assert parameter_count("separate") == 2 * 4_426_945
    assert parameter_count("recommended") == 2_048_950
    assert layer_rows("other") == {}
    assert [shape_text(row) for row in layer_rows("combined")["model"]][:3] == [
        "128 × 128 × 3",
        "126 × 126 × 32",
        "63 × 63 × 32",
    ]


@pytest.mark.slow
def test_the_layers_told_are_those_of_keras() -> None:
    told_by_keras = {
        name: {
            network: [
                [list(layer.output.shape[1:]), layer.count_params()] for layer in build().layers
            ]
            for network, build in one.networks.items()
        }
        for name, one in ARCHITECTURES.items()
    }
    assert {name: tuple(networks) for name, networks in told_by_keras.items()} == NETWORKS
    for name in ("combined", "separate"):  # told layer by layer
        networks = told_by_keras[name]
        assert set(networks) == set(layer_rows(name))
        for network, rows in networks.items():
            told = [[list(row.output), row.parameters] for row in layer_rows(name)[network]]
            # Keras lists the two heads in turns; as a whole they are the same.
            assert sorted(told) == sorted(rows)
    (rows,) = told_by_keras["recommended"].values()
    told = [[list(row.output), row.parameters] for row in layer_rows("recommended")["model"]]
    total = parameter_count("recommended")
    assert sum(row[1] for row in told) == sum(row[1] for row in rows) == total
    shapes = [row[0] for row in rows]
    assert all(row[0] in shapes for row in told)


def test_every_layer_has_a_name() -> None:
    for name in NETWORKS:
        for rows in layer_rows(name).values():
            names = [layer_name(row) for row in rows]
            assert all(names)
            assert not any("{" in one for one in names)
            assert names[0] == "Input image, RGB"
    (rows,) = layer_rows("combined").values()
    assert layer_name(rows[1]) == "Convolution, 32 filters of 3 × 3, ReLU"
    assert [layer_name(row) for row in rows[-3:]] == [
        "Dense (age), ReLU",
        "Dropout 0.3 (age)",
        "Output: age, ReLU",
    ]


def test_recipes_in_sentences() -> None:
    settings = TrainSettings(data="drawn", architecture="combined", **FOLDERS)
    lines = " ".join(recipe_lines(settings))
    assert "Recipe “tuned”" in lines
    assert "averaged" in lines
    assert "mirrored" in lines
    plain = TrainSettings(
        data="drawn", architecture="separate", recipe="source", epochs=9, augment=False, **FOLDERS
    )
    lines = " ".join(recipe_lines(plain))
    assert "at most 9 epochs" in lines
    assert "squared errors" in lines
    assert "No augmentation" in lines
    sure = TrainSettings(data="drawn", architecture="recommended", **FOLDERS)
    lines = " ".join(recipe_lines(sure))
    recipe = recipe_for("recommended", "tuned")
    for told in (
        "narrow normal distribution",
        f"Gender is weighted {recipe.gender_weight:g} times as much.",
        f"{100 * recipe.mixed:.0f} of 100 faces are blended",
        f"the last {recipe.plain_epochs} epochs",
        "mirror image",
        "partly covered",
    ):
        assert told in lines

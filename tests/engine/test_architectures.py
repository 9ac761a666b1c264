"""The two source architectures, layer by layer, and what the recommended one promises."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from engine.architectures import ARCHITECTURES, combined, recommended, separate


def shapes(model: keras.Model) -> dict[str, tuple[int | None, ...]]:
    return {layer.name: tuple(layer.output.shape) for layer in model.layers}


def test_combined_has_the_source_layers() -> None:
    model = combined.build()
    assert model.count_params() == combined.PARAMETERS == 5_108_034
    found = shapes(model)
    expected = {
        "conv_32": (None, 126, 126, 32),
        "pool_32": (None, 63, 63, 32),
        "conv_64": (None, 61, 61, 64),
        "pool_64": (None, 30, 30, 64),
        "conv_128": (None, 28, 28, 128),
        "pool_128": (None, 14, 14, 128),
        "conv_256": (None, 12, 12, 256),
        "pool_256": (None, 6, 6, 256),
        "flatten": (None, 9216),
        "gender_dense": (None, 256),
        "age_dense": (None, 256),
        "gender_out": (None, 1),
        "age_out": (None, 1),
    }
    assert {name: found[name] for name in expected} == expected
    assert model.get_layer("gender_dropout").rate == model.get_layer("age_dropout").rate == 0.3
    assert model.get_layer("gender_out").activation is keras.activations.sigmoid
    assert model.get_layer("age_out").activation is keras.activations.relu


@pytest.mark.parametrize("task", ["age", "gender"])
def test_separate_has_the_source_layers(task: str) -> None:
    model = ARCHITECTURES["separate"].networks[task]()
    assert model.count_params() == separate.PARAMETERS_EACH == 4_426_945
    found = shapes(model)
    expected = {
        "conv_32": (None, 198, 198, 32),
        "pool_32": (None, 99, 99, 32),
        "conv_64": (None, 97, 97, 64),
        "pool_64": (None, 48, 48, 64),
        "conv_128": (None, 46, 46, 128),
        "pool_128": (None, 23, 23, 128),
        "flatten": (None, 67712),
        "dense": (None, 64),
        f"{task}_out": (None, 1),
    }
    assert {name: found[name] for name in expected} == expected
    assert model.get_layer("dropout").rate == 0.5
    expected_activation = keras.activations.relu if task == "age" else keras.activations.sigmoid
    assert model.get_layer(f"{task}_out").activation is expected_activation


@pytest.mark.parametrize("name", sorted(ARCHITECTURES))
def test_every_architecture_answers_both_questions(name: str) -> None:
    architecture = ARCHITECTURES[name]
    chips = np.zeros((2, architecture.input_px, architecture.input_px, 3), dtype=np.float32)
    answers: dict[str, np.ndarray] = {}
    for build in architecture.networks.values():
        answers |= {k: np.asarray(v) for k, v in build().predict_on_batch(chips).items()}
    assert sorted(answers) == ["age_out", "gender_out"]
    spread = name == "recommended"
    assert answers["gender_out"].shape == (2, 1)
    assert answers["age_out"].shape == ((2, 2) if spread else (2, 1))
    assert np.all(answers["age_out"] >= 0)
    assert np.all((answers["gender_out"] >= 0) & (answers["gender_out"] <= 1))


def test_recommended_is_small_and_states_a_distribution() -> None:
    model = recommended.build()
    assert model.count_params() == recommended.PARAMETERS == 2_048_950
    chips = np.random.default_rng(0).random((3, 128, 128, 3)).astype(np.float32)
    said = {name: np.asarray(values) for name, values in model(chips, training=False).items()}
    assert said["gender_out"].shape == (3, 1)
    assert said["age_out"].shape == (3, 2)
    layer = model.get_layer(recommended.DISTRIBUTION)
    stated = np.asarray(keras.Model(model.input, layer.output)(chips, training=False))
    years = np.arange(recommended.AGES)
    np.testing.assert_allclose(stated.sum(axis=1), 1.0, rtol=1e-5)
    mean = stated @ years
    np.testing.assert_allclose(said["age_out"][:, 0], mean, rtol=1e-4)
    variance = (stated * (years - mean[:, None]) ** 2).sum(axis=1)
    np.testing.assert_allclose(said["age_out"][:, 1], np.sqrt(variance), rtol=1e-3)

"""Normalising while a network learns: what is kept is the architecture and answers the same."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest
from keras import layers

from engine.architectures import ARCHITECTURES
from tests.training.test_network import cache, recipe, run, split, tiny_network
from training.dataset.cache import ChipCache
from training.dataset.split import Split
from training.recipes import RECIPES
from training.trainer.checkpoint import load_arrays
from training.trainer.job import BEST
from training.trainer.normalization import (
    folded_weights,
    hold_norms,
    normalised,
    recalibrate,
    revive_norms,
    unfolded,
)
from training.trainer.validation import scores

__all__ = ["cache", "split"]  # fixtures


def pooled_network() -> keras.Model:
    image = keras.Input((18, 18, 3), name="image")
    x = layers.MaxPooling2D(2)(layers.Conv2D(5, 3, activation="relu", name="conv")(image))
    x = layers.Conv2D(4, 3, activation="relu", name="last")(x)
    x = layers.Dense(6, activation="relu", name="dense")(layers.Flatten()(x))
    return keras.Model(image, {"age_out": layers.Dense(1, activation="relu", name="age_out")(x)})


def unsettled(model: keras.Model) -> None:
    """Give every normalisation statistics and factors of its own, as after training."""
    random = np.random.default_rng(3)
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            gamma, beta, mean, variance = (w.shape for w in layer.get_weights())
            layer.set_weights(
                [
                    random.uniform(0.0, 2.0, gamma),
                    random.normal(size=beta),
                    random.normal(size=mean),
                    random.uniform(0.1, 3.0, variance),
                ]
            )


def test_the_folded_network_answers_as_the_normalised_one() -> None:
    keras.utils.set_random_seed(1)
    network = pooled_network()
    trained = normalised(network)
    unsettled(trained)
    chips = np.random.default_rng(0).random((7, 18, 18, 3)).astype(np.float32)
    expected = np.asarray(trained(chips)["age_out"])
    assert np.ptp(expected) > 0.01
    network.set_weights(folded_weights(trained, network))
    np.testing.assert_allclose(
        np.asarray(network(chips)["age_out"]), expected, rtol=1e-4, atol=1e-4
    )


@pytest.mark.parametrize(
    "name", [name for name, recipes in RECIPES.items() if recipes["tuned"].normalise]
)
def test_every_architecture_that_is_to_be_can_be_normalised_and_folded(name: str) -> None:
    for build in ARCHITECTURES[name].networks.values():
        network = build()
        trained = normalised(network)
        norms = [one for one in trained.layers if isinstance(one, layers.BatchNormalization)]
        hidden = [
            one
            for one in network.layers
            if isinstance(one, layers.Conv2D | layers.Dense) and one.name not in network.output
        ]
        assert len(norms) == len(hidden) > 0
        shapes = [weights.shape for weights in network.get_weights()]
        assert [weights.shape for weights in folded_weights(trained, network)] == shapes
        assert list(trained.output) == list(network.output)


def test_a_pooled_layer_is_normalised_after_its_pooling() -> None:
    trained = normalised(pooled_network())
    assert trained.get_layer("conv_norm").input.shape[1:] == (8, 8, 5)
    assert trained.get_layer("last_norm").input.shape[1:] == (6, 6, 4)


def test_recalibration_takes_the_mean_of_the_batches() -> None:
    keras.utils.set_random_seed(1)
    trained = normalised(pooled_network())
    chips = np.random.default_rng(0).random((6, 18, 18, 3)).astype(np.float32)
    unsettled(trained)
    recalibrate(trained, trained, [chips[:3], chips[3:]])
    features = keras.Model(trained.input, trained.get_layer("conv_norm").input)(chips)
    mean = trained.get_layer("conv_norm").get_weights()[2]
    np.testing.assert_allclose(
        mean, np.asarray(features).mean(axis=(0, 1, 2)), rtol=1e-4, atol=1e-5
    )


def test_a_run_keeps_the_plain_network(cache: ChipCache, split: Split, tmp_path: Path) -> None:
    chosen = recipe(normalise=True, average_momentum=0.9, weight_decay=0.01, learning_rate=1e-2)
    progress, _, _ = run(cache, split, tmp_path, chosen=chosen, epochs=12)
    assert (
        progress.history[-1]["val_age_mae_years"] < 0.6 * progress.history[0]["val_age_mae_years"]
    )
    network = tiny_network()
    network.set_weights(load_arrays(tmp_path / BEST)[0]["network"])
    rows = split.validation
    answers = network.predict_on_batch(cache.chips[rows].astype(np.float32) / 255)
    outputs = {name: np.asarray(v, dtype=np.float64)[:, 0] for name, v in answers.items()}
    found = scores(outputs, cache.ages[rows], cache.genders[rows], recipe=chosen)
    assert found["loss"] == pytest.approx(progress.best_loss, rel=1e-3)


def test_a_normalised_run_resumes_where_it_was(
    cache: ChipCache, split: Split, tmp_path: Path
) -> None:
    chosen = recipe(normalise=True, average_momentum=0.9)
    whole, _, _ = run(cache, split, tmp_path / "whole", chosen=chosen, epochs=2)
    run(cache, split, tmp_path / "parts", chosen=chosen, epochs=1)
    resumed, _, _ = run(cache, split, tmp_path / "parts", chosen=chosen, epochs=2, resume=True)
    assert [row["epoch"] for row in resumed.history] == [1, 2]
    assert resumed.history[1]["val_loss"] == pytest.approx(whole.history[1]["val_loss"], rel=0.05)


def bare_network() -> keras.Model:
    """A network as a converted one is read back: its normalisations only add."""
    image = keras.Input((8, 8, 3), name="image")
    x = layers.Conv2D(4, 3, use_bias=False, name="a")(image)
    x = layers.Activation("relu")(layers.BatchNormalization(name="a_norm")(x))
    x = layers.Conv2D(5, 3, use_bias=False, name="b")(x)
    x = layers.Activation("relu")(layers.BatchNormalization(name="b_norm")(x))
    x = layers.Dense(1, name="age_out")(layers.GlobalAveragePooling2D()(x))
    network = keras.Model(image, {"age_out": x})
    random = np.random.default_rng(0)
    for name in ("a", "b"):
        kernel = network.get_layer(name)
        scales = random.uniform(0.1, 4.0, kernel.kernel.shape[-1])
        kernel.set_weights([kernel.get_weights()[0] * scales])
        norm = network.get_layer(f"{name}_norm")
        bias = random.normal(0, 0.3, kernel.kernel.shape[-1]).astype(np.float32)
        norm.set_weights(unfolded(norm, bias))
    return network


def test_revived_normalisations_answer_as_before_and_know_batches() -> None:
    keras.utils.set_random_seed(1)
    network = bare_network()
    chips = np.random.default_rng(1).random((64, 8, 8, 3)).astype(np.float32)
    before = np.asarray(network.predict_on_batch(chips)["age_out"])
    assert revive_norms(network, [chips[:32], chips[32:]])
    after = np.asarray(network.predict_on_batch(chips)["age_out"])
    np.testing.assert_allclose(after, before, rtol=1e-3, atol=1e-4)
    training = np.asarray(network(chips, training=True)["age_out"])
    np.testing.assert_allclose(training, before, rtol=0.02, atol=0.02)
    for name in ("a", "b"):
        kernel = network.get_layer(name).get_weights()[0]
        sizes = np.sqrt((kernel**2).mean(axis=(0, 1, 2)))
        np.testing.assert_allclose(sizes, np.sqrt(2 / np.prod(kernel.shape[:-1])), rtol=1e-3)
    assert not revive_norms(network, [chips])  # they are alive


def test_held_normalisations_and_those_of_a_former_run_are_left_alone() -> None:
    network = bare_network()
    hold_norms(network)
    weights = network.get_weights()
    assert not revive_norms(network, [np.zeros((1, 8, 8, 3), dtype=np.float32)])
    for ours, theirs in zip(network.get_weights(), weights, strict=True):
        np.testing.assert_array_equal(ours, theirs)

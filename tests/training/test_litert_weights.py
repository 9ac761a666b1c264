"""Weights read back out of LiteRT files: equal within quantisation, or refused in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest
from keras import layers

from engine import store
from engine.architectures import ARCHITECTURES, recommended
from engine.errors import DataError
from engine.store import shipped_models_dir
from tests.training.small_networks import small_networks, small_networks_in_children
from training.export import convert
from training.recipes import RECIPES, AugmentSettings
from training.trainer.checkpoint import save_arrays
from training.trainer.compilation import taught
from training.trainer.litert_weights import answers, read_weights, restored
from training.trainer.normalization import has_norms, hold_norms
from training.trainer.start import prove

__all__ = ["small_networks", "small_networks_in_children"]  # fixtures

SIDE = 20
Change = Callable[[object], None]
# Chains; what normalisations leave of kernels is another matter, see the last tests.
NETWORKS = [
    (name, network)
    for name, one in ARCHITECTURES.items()
    for network in one.networks
    if name != "recommended"
]


def two_heads() -> keras.Model:
    """The layout of ``combined`` in small: shared convolutions, two heads of equal shapes."""
    image = keras.Input((SIDE, SIDE, 3), name="image")
    x = layers.MaxPooling2D(2)(layers.Conv2D(64, 3, activation="relu", name="conv")(image))
    x = layers.Flatten()(x)
    heads = {}
    for name, activation in (("gender_out", "sigmoid"), ("age_out", "relu")):
        y = layers.Dense(32, activation="relu", name=f"{name}_dense")(x)
        y = layers.Dropout(0.3, name=f"{name}_dropout")(y)
        heads[name] = layers.Dense(1, activation=activation, name=name)(y)
    return keras.Model(image, heads)


def randomised(network: keras.Model, seed: int = 1) -> keras.Model:
    """Weights as after training: biases that are not zero, channels of very different size."""
    random = np.random.default_rng(seed)
    weights = []
    for one in network.get_weights():
        channels = np.exp(random.normal(0.0, 0.7, one.shape[-1]))
        weights.append((random.normal(0.0, 0.05, one.shape) * channels).astype(np.float32))
    network.set_weights(weights)
    return network


def converted(network: keras.Model, change: Change | None = None) -> bytes:
    """A LiteRT file of a network; ``change`` says how weights are stored."""
    import tensorflow as tf

    converter = tf.lite.TFLiteConverter.from_keras_model(network)
    if change is not None:
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        change(converter)
    content: bytes = converter.convert()
    return content


def half_precision(converter: object) -> None:
    import tensorflow as tf

    converter.target_spec.supported_types = [tf.float16]  # type: ignore[attr-defined]


def nothing_more(converter: object) -> None:
    """8-bit weights, as AgeLens stores them."""


def assert_within_half_a_step(read: list[np.ndarray], exact: list[np.ndarray]) -> None:
    """Kernels are off by half of a channel's scale at most: its largest weight is 127 steps."""
    for back, was in zip(read, exact, strict=True):
        assert back.shape == was.shape
        largest = np.abs(was).reshape(-1, was.shape[-1]).max(axis=0)
        step = largest / 127 if was.ndim > 1 else 0.0
        assert (np.abs(back - was) <= 0.501 * step + 1e-7).all()


@pytest.mark.slow
@pytest.mark.parametrize(("name", "part"), NETWORKS)
def test_every_architecture_comes_back_within_half_a_step(
    name: str, part: str, tmp_path: Path
) -> None:
    network = randomised(ARCHITECTURES[name].networks[part]())
    save_arrays(tmp_path / "best.npz", {"network": network.get_weights()})
    content = convert(name, part, tmp_path / "best.npz")
    back = ARCHITECTURES[name].networks[part]()
    back.set_weights(read_weights(back, content))
    assert_within_half_a_step(back.get_weights(), network.get_weights())
    prove(back, content, side_px=ARCHITECTURES[name].input_px)


SHIPPED = sorted(path.parent for path in shipped_models_dir().glob("*/model.json"))


@pytest.mark.parametrize("folder", SHIPPED, ids=[folder.name for folder in SHIPPED])
def test_every_shipped_model_comes_back_and_answers_alike(folder: Path) -> None:
    spec = store.verify(folder)
    architecture = ARCHITECTURES[spec.architecture]
    for name, build in architecture.networks.items():
        content = store.read_file(folder, spec, spec.networks[name])
        network = build()
        network.set_weights(read_weights(network, content))
        prove(network, content, side_px=architecture.input_px)


def test_heads_of_equal_shapes_are_not_mixed_up(shipped_model: Path) -> None:
    spec = store.verify(shipped_model)
    content = store.read_file(shipped_model, spec, spec.networks["model"])
    network = ARCHITECTURES["combined"].networks["model"]()
    network.set_weights(read_weights(network, content))
    heads = [network.get_layer(f"{name}_dense") for name in ("gender", "age")]
    gender, age = (layer.get_weights() for layer in heads)
    assert [one.shape for one in gender] == [one.shape for one in age]
    for layer, weights in zip(heads, (age, gender), strict=True):
        layer.set_weights(weights)
    with pytest.raises(DataError, match="different answers than the model"):
        prove(network, content, side_px=spec.input_px)


@pytest.mark.parametrize(
    ("change", "room"), [(None, 0.0), (half_precision, 2e-3), (nothing_more, 1e-2)]
)
def test_weights_in_32_16_and_8_bits_come_back(change: Change | None, room: float) -> None:
    network = randomised(two_heads())
    content = converted(network, change)
    for back, was in zip(read_weights(two_heads(), content), network.get_weights(), strict=True):
        np.testing.assert_allclose(back, was, rtol=room, atol=room * np.abs(was).max())


def test_constants_that_the_converter_has_merged_come_back() -> None:
    network = two_heads()  # all biases are zero: the file holds one of each length, if any
    for layer in network.layers:
        if layer.name.endswith("_dense"):
            layer.set_weights([np.full_like(one, 0.01) for one in layer.get_weights()])
    content = converted(network)
    for back, was in zip(read_weights(two_heads(), content), network.get_weights(), strict=True):
        np.testing.assert_array_equal(back, was)


def test_an_output_that_was_never_taught_comes_back() -> None:
    network = randomised(two_heads())
    layer = network.get_layer("gender_out")
    layer.set_weights([np.zeros_like(one) for one in layer.get_weights()])
    back = two_heads()
    back.set_weights(read_weights(back, converted(network, nothing_more)))
    assert not back.get_layer("gender_out").get_weights()[0].any()


def test_one_scale_for_all_and_one_for_each_channel_are_undone() -> None:
    raw = np.array([[0, 10], [-128, 127]], dtype=np.int8)
    one = restored(raw, scale=np.array([0.5]), zero=np.array([10.0]), axis=0)
    np.testing.assert_array_equal(one, [[-5.0, 0.0], [-69.0, 58.5]])
    rows = restored(raw, scale=np.array([0.5, 2.0]), zero=np.zeros(2), axis=0)
    np.testing.assert_array_equal(rows, [[0.0, 5.0], [-256.0, 254.0]])
    columns = restored(raw, scale=np.array([0.5, 2.0]), zero=np.array([1.0, 0.0]), axis=1)
    np.testing.assert_array_equal(columns, [[-0.5, 20.0], [-64.5, 254.0]])


def wider() -> keras.Model:
    image = keras.Input((SIDE, SIDE, 3), name="image")
    x = layers.MaxPooling2D(2)(layers.Conv2D(48, 3, activation="relu", name="conv")(image))
    x = layers.Dense(32, activation="relu", name="age_out_dense")(layers.Flatten()(x))
    return keras.Model(image, {"age_out": layers.Dense(1, activation="relu", name="age_out")(x)})


def deeper() -> keras.Model:
    image = keras.Input((SIDE, SIDE, 3), name="image")
    x = layers.Conv2D(64, 3, activation="relu", name="conv")(image)
    x = layers.Conv2D(64, 3, activation="relu", name="more")(x)
    x = layers.Dense(32, activation="relu", name="dense")(layers.Flatten()(x))
    return keras.Model(image, {"age_out": layers.Dense(1, activation="relu", name="age_out")(x)})


def other_steps() -> keras.Model:
    image = keras.Input((SIDE, SIDE, 3), name="image")
    x = layers.GlobalAveragePooling2D()(layers.Conv2D(64, 3, activation="relu")(image))
    return keras.Model(image, {"age_out": layers.Dense(1, activation="relu", name="age_out")(x)})


@pytest.mark.parametrize(
    ("build", "told"),
    [
        (wider, r"conv with \[\(3, 3, 3, 48\), \(48,\)\], expected \[\(3, 3, 3, 64\), \(64,\)\]"),
        (deeper, "4 layers with weights before age_out, not 3"),
        (other_steps, "a step"),
    ],
)
def test_another_network_is_refused(build: Callable[[], keras.Model], told: str) -> None:
    whole = two_heads()
    network = keras.Model(whole.input, {"age_out": whole.output["age_out"]})
    with pytest.raises(DataError, match=f"not those of its architecture.*Received: .*{told}"):
        read_weights(network, converted(build()))


def test_outputs_by_other_names_are_refused() -> None:
    whole = two_heads()
    content = converted(keras.Model(whole.input, {"age_out": whole.output["age_out"]}))
    with pytest.raises(DataError, match="gender_out"):
        read_weights(two_heads(), content)


@pytest.mark.parametrize("content", [b"", b"no network", bytes(5000)])
def test_what_is_no_network_is_refused(content: bytes) -> None:
    with pytest.raises(DataError, match="Received"):
        read_weights(two_heads(), content)
    with pytest.raises(DataError, match="Received"):
        answers(content, np.zeros((1, SIDE, SIDE, 3), dtype=np.float32))


def test_a_file_cut_short_is_refused() -> None:
    content = converted(randomised(two_heads()))
    for length in (len(content) // 3, len(content) - 100):
        with pytest.raises(DataError, match="Received"):
            read_weights(two_heads(), content[:length])


def test_branches_are_told_apart_and_normalisations_become_biases() -> None:
    keras.utils.set_random_seed(3)
    network = recommended.build()
    random = np.random.default_rng(3)
    for layer in network.layers:  # as if it had learned: statistics that do something
        if isinstance(layer, keras.layers.BatchNormalization):
            channels = layer.get_weights()[0].shape
            layer.set_weights([random.uniform(0.6, 1.4, channels) for _ in range(4)])
    content = converted(network)
    back = recommended.build()
    back.set_weights(read_weights(back, content))
    prove(back, content, side_px=recommended.INPUT_PX)
    chips = random.random((4, 128, 128, 3)).astype(np.float32)
    before, after = (np.asarray(one.predict_on_batch(chips)["age_out"]) for one in (network, back))
    np.testing.assert_allclose(after, before, atol=0.5)


@pytest.mark.usefixtures("small_networks")
def test_held_normalisations_stay_as_they_are_while_the_rest_learns() -> None:
    network = recommended.build()
    hold_norms(network)
    assert not has_norms(network)
    norms = [
        layer for layer in network.layers if isinstance(layer, keras.layers.BatchNormalization)
    ]
    before = [layer.get_weights() for layer in norms]
    stem = network.get_layer("stem").get_weights()[0]
    model = taught(
        network,
        outputs=("gender_out", "age_out"),
        recipe=replace(RECIPES["recommended"]["fine-tune"], augment=AugmentSettings(flip=False)),
        steps=2,
        seed=1,
        partial=False,
    )
    side = recommended.INPUT_PX
    chips = np.random.default_rng(0).random((8, side, side, 3)).astype(np.float32)
    labels = {"age_out": np.full((8, 1), 30.0), "gender_out": np.ones((8, 1))}
    model.fit(chips, labels, batch_size=4, epochs=1, verbose=0)
    for layer, was in zip(norms, before, strict=True):
        for one, other in zip(layer.get_weights(), was, strict=True):
            np.testing.assert_array_equal(one, other)
    assert np.abs(network.get_layer("stem").get_weights()[0] - stem).max() > 0

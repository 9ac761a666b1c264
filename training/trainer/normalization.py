"""Batch normalisation while a network learns, folded into its layers before it is kept.

Normalised layers learn faster and generalise better (Ioffe and Szegedy, "Batch Normalization",
ICML 2015). In use, a normalisation is a fixed scale and shift a channel, which the layer before it
can carry itself: the network that is kept, converted and shipped is the architecture, layer for
layer, with the same answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray

from training.augmentation import Tensor

_EPSILON = 1e-3
_MOMENTUM = 0.98
_SUFFIX = "_norm"


def normalised(network: keras.Model) -> keras.Model:
    """A fresh copy of ``network`` that normalises after each hidden layer with weights.

    Hidden layers are the convolutions and dense layers that end in a relu and are not outputs.
    Where a max-pooling follows, the normalisation comes after it, at a quarter of the cost: a
    scale that is not negative keeps the order of values, so it may be folded all the same.
    Inputs, outputs and the names of layers stay.
    """
    hidden = set(_hidden(network))
    # The layer after which each hidden layer is normalised.
    places = {_place(network, network.get_layer(name)).name: name for name in hidden}

    def clone(layer: keras.layers.Layer) -> keras.layers.Layer:
        config = layer.get_config()
        if layer.name in hidden:
            config |= {"activation": "linear", "use_bias": False}
        return layer.__class__.from_config(config)

    def call(layer: keras.layers.Layer, *args: Tensor, **kwargs: Tensor) -> Tensor:
        output = layer(*args, **kwargs)
        if layer.name not in places:
            return output
        name = places[layer.name]
        norm = layers.BatchNormalization(
            momentum=_MOMENTUM,
            epsilon=_EPSILON,
            gamma_constraint=keras.constraints.NonNeg(),
            name=name + _SUFFIX,
        )
        return layers.Activation("relu", name=f"{name}_relu")(norm(output))

    return keras.models.clone_model(network, clone_function=clone, call_function=call)


def _place(network: keras.Model, layer: keras.layers.Layer) -> keras.layers.Layer:
    """The max-pooling that alone takes what the layer gives, or the layer itself."""
    takers = [
        other
        for other in network.layers
        if not isinstance(other, layers.InputLayer) and other.input is layer.output
    ]
    if len(takers) == 1 and isinstance(takers[0], layers.MaxPooling2D):
        return takers[0]
    return layer


def folded_weights(trained: keras.Model, network: keras.Model) -> list[NDArray[Any]]:
    """Weights for ``network``, in its order, with which it answers as its ``normalised`` copy."""
    hidden = set(_hidden(network))
    weights: list[NDArray[Any]] = []
    for layer in network.layers:
        if layer.name in hidden:
            weights += _folded(
                trained.get_layer(layer.name), trained.get_layer(layer.name + _SUFFIX)
            )
        else:
            weights += trained.get_layer(layer.name).get_weights()
    return weights


def recalibrate(model: keras.Model, trained: keras.Model, batches: Iterable[Tensor]) -> None:
    """Measure the statistics of ``trained``, a part of ``model``, anew: the mean over batches.

    Averaged weights were never trained on themselves; the running statistics are those of the
    last steps' weights (Izmailov et al., "Averaging Weights Leads to Wider Optima", UAI 2018).
    """
    norms = _norms(trained)
    try:
        for count, batch in enumerate(batches):
            for norm in norms:
                norm.momentum = count / (count + 1)
            model(batch, training=True)
    finally:
        for norm in norms:
            norm.momentum = _MOMENTUM


def unfolded(
    norm: keras.layers.BatchNormalization, bias: NDArray[np.float32]
) -> list[NDArray[np.float32]]:
    """Weights with which a normalisation adds ``bias`` (C,) and does nothing else."""
    ones = np.ones_like(bias)
    gamma = np.sqrt(ones + np.float32(norm.epsilon))
    return [gamma, bias, np.zeros_like(bias), ones]


def revive_norms(network: keras.Model, batches: Iterable[Tensor]) -> bool:
    """Let normalisations that only add a bias measure again, without changing what is answered.

    A converted model leaves each of them as ``unfolded`` gives it: such a network can be trained
    on only in small steps. The means and variances of what comes in are measured on ``batches`` of
    chips in [0, 1]; scale and shift then undo them. The kernels before, whose size means nothing to
    a normalised network, are brought to the size of fresh ones (He et al., "Delving Deep into
    Rectifiers", ICCV 2015), for which learning rates are made. False if there are none such.
    """
    norms = [norm for norm in _norms(network) if _adds_only(norm)]
    if not norms:
        return False
    watched = keras.Model(network.input, [norm.input for norm in norms])
    sums = [np.zeros((2, norm.gamma.shape[0])) for norm in norms]
    count = 0
    for batch in batches:
        count += 1
        for total, value in zip(sums, watched.predict_on_batch(batch), strict=True):
            flat = np.asarray(value, dtype=np.float64).reshape(-1, total.shape[1])
            total += [flat.mean(axis=0), np.square(flat).mean(axis=0)]
    if not count:
        raise ValueError("Normalisations need at least one batch to measure. Received: none")
    for norm, total in zip(norms, sums, strict=True):
        mean, square = total / count
        _revive(network, norm, mean=mean, variance=np.maximum(square - mean**2, 0.0))
    return True


def _adds_only(norm: keras.layers.BatchNormalization) -> bool:
    gamma, bias, mean, variance = norm.get_weights()
    plain = unfolded(norm, bias)
    return all(
        np.array_equal(ours, theirs)
        for ours, theirs in zip(
            (gamma, mean, variance), (plain[0], plain[2], plain[3]), strict=True
        )
    )


def _revive(
    network: keras.Model,
    norm: keras.layers.BatchNormalization,
    *,
    mean: NDArray[np.float64],
    variance: NDArray[np.float64],
) -> None:
    """Give one normalisation, and the kernel before it, weights of the usual size."""
    before = network.get_layer(norm.name.removesuffix(_SUFFIX))
    kernel = np.asarray(before.get_weights()[0], dtype=np.float64)
    axes = tuple(range(kernel.ndim - 1))
    fan_in = np.prod(kernel.shape[:-1])
    size = np.sqrt(np.square(kernel).mean(axis=axes))
    scale = np.sqrt(2.0 / fan_in) / np.maximum(size, 1e-6)
    mean, variance = mean * scale, variance * scale**2
    gamma = np.sqrt(variance + norm.epsilon) / scale
    shift = np.asarray(norm.get_weights()[1], dtype=np.float64) + mean / scale
    before.set_weights([(kernel * scale).astype(np.float32)])
    norm.set_weights([value.astype(np.float32) for value in (gamma, shift, mean, variance)])


def hold_norms(network: keras.Model) -> None:
    """Keep each normalisation as it is: what a converted model left of it knows no batches."""
    for layer in network.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.trainable = False


def has_norms(network: keras.Model) -> bool:
    """Whether any layer normalises over batches, if not held."""
    return bool(_norms(network))


def _norms(network: keras.Model) -> list[keras.layers.BatchNormalization]:
    return [
        layer
        for layer in network.layers
        if isinstance(layer, layers.BatchNormalization) and layer.trainable
    ]


def _hidden(network: keras.Model) -> list[str]:
    return [
        layer.name
        for layer in network.layers
        if isinstance(layer, layers.Conv2D | layers.Dense)
        and layer.name not in network.output
        and layer.activation is keras.activations.relu
    ]


def _folded(layer: keras.layers.Layer, norm: keras.layers.Layer) -> list[NDArray[Any]]:
    """Kernel and bias that do what the layer and its normalisation do one after the other."""
    kernel = np.asarray(layer.get_weights()[0], dtype=np.float64)
    gamma, beta, mean, variance = (np.asarray(w, dtype=np.float64) for w in norm.get_weights())
    scale = gamma / np.sqrt(variance + _EPSILON)
    return [(kernel * scale).astype(np.float32), (beta - mean * scale).astype(np.float32)]

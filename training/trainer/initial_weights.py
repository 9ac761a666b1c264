"""What a network knows before its first epoch: means alone, or what another one has learned."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

import keras
import numpy as np
from numpy.typing import NDArray

from engine.architectures.recommended import DISTRIBUTION
from engine.preprocessing import to_input
from training.dataset.batches import labels_of
from training.trainer.checkpoint import load_arrays
from training.trainer.job import NEUTRAL, NetworkJob
from training.trainer.normalization import revive_norms

_MEASURED_FACES, _MEASURED_BATCH = 1024, 64
_SILENT_SPREAD_YEARS = 10.0  # narrow enough that the ends of the scale do not pull the mean


def first_weights(
    network: keras.Model, job: NetworkJob, *, taught: Sequence[str], untaught: Iterable[str]
) -> None:
    """Give a network the weights that it starts from; without any, prepare its outputs.

    ``taught`` outputs begin at the data's mean if the recipe says so, ``untaught`` ones say nothing
    of anybody. Weights to start from are left as they are: they know better.
    """
    if job.start is not None:
        network.set_weights(load_arrays(job.start)[0]["network"])
        if not job.recipe.hold_norms:
            revive_norms(network, _some_chips(job))
        return
    if job.recipe.data_bias:
        for name in taught:
            network.get_layer(name).bias.assign([_bias_from_data(name, job)])
    for name in untaught:
        _silence(network, name)


def _some_chips(job: NetworkJob) -> Iterator[NDArray[np.float32]]:
    """A few batches of training chips in [0, 1], always the same."""
    rows = np.random.default_rng(job.seed).permutation(job.split.train)
    for start in range(0, min(len(rows), _MEASURED_FACES), _MEASURED_BATCH):
        chosen = np.sort(rows[start : start + _MEASURED_BATCH])
        yield to_input(job.cache.chips[chosen])


def _silence(network: keras.Model, name: str) -> None:
    """Let an output that nothing teaches say the same of everybody."""
    layer = network.get_layer(name)
    stated = not layer.weights  # the moments of a distribution, which a layer before it states
    layer = network.get_layer(DISTRIBUTION) if stated else layer
    kernel, bias = layer.get_weights()
    said = np.full_like(bias, NEUTRAL[name])
    if stated:
        years = np.arange(len(bias), dtype=bias.dtype)
        said = -0.5 * np.square((years - NEUTRAL[name]) / _SILENT_SPREAD_YEARS)
    layer.set_weights([np.zeros_like(kernel), said])


def _bias_from_data(name: str, job: NetworkJob) -> float:
    """Start an output at the data's mean: the first epochs need not learn it."""
    mean = float(np.nanmean(labels_of(job.cache)[name][job.split.train]))
    if name == "gender_out":
        share = min(max(mean, 0.01), 0.99)
        mean = math.log(share / (1 - share))
    return mean


def hold(network: keras.Model, outputs: Iterable[str]) -> None:
    """Keep every layer on the way to these outputs as it is, so that they answer as before."""
    for name in outputs:
        for layer in keras.Model(network.input, network.output[name]).layers:
            layer.trainable = False

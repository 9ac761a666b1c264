"""What a network looks like inside while it learns: first filters, and what a face sets off.

Computed in the training's process, and only while somebody watches.
"""

from __future__ import annotations

import keras
import numpy as np
from numpy.typing import NDArray

from engine.preprocessing import to_input
from training.events import Insides

_MOST_LAYERS, _MOST_MAPS = 4, 12
_SIDE_PX = 48


class InsideView:
    """Looks into one network; the layers that it shows are chosen once."""

    def __init__(self, network: keras.Model) -> None:
        self._first = _first_convolution(network)
        self._layers = _shown_layers(network)
        outputs = [layer.output for layer in self._layers]
        self._model = keras.Model(network.input, outputs) if outputs else None

    def look(
        self, chip: NDArray[np.uint8], *, architecture: str, network: str, epoch: int, face: int
    ) -> Insides:
        """The filters as they stand, and what a face (``uint8`` RGB (S, S, 3)) sets off."""
        maps: list[NDArray[np.uint8]] = []
        if self._model is not None:
            answers = self._model(to_input(chip[np.newaxis]), training=False)
            answers = answers if isinstance(answers, list | tuple) else [answers]
            maps = [_brightest(_plain(one)[0]) for one in answers]
        filters = np.zeros((0, 1, 1, 3), np.uint8)
        if self._first is not None:
            kernels = np.moveaxis(self._first.get_weights()[0], -1, 0)
            filters = _stretched(kernels, axes=(1, 2, 3))
        return Insides(architecture, network, epoch, face, filters, tuple(maps))


def _plain(values: keras.KerasTensor) -> NDArray[np.float32]:
    return np.asarray(keras.ops.convert_to_numpy(values), dtype=np.float32)


def _first_convolution(network: keras.Model) -> keras.layers.Conv2D | None:
    """The one that sees the picture, if it sees it in colour."""
    for layer in network.layers:
        if isinstance(layer, keras.layers.Conv2D):
            return layer if layer.kernel.shape[2] == 3 else None
    return None


def _shown_layers(network: keras.Model) -> list[keras.layers.Layer]:
    """The first layer of each size whose maps are what the next ones see, from large to small."""
    kinds: tuple[type[keras.layers.Layer], ...] = (keras.layers.Activation,)
    found = [layer for layer in network.layers if isinstance(layer, kinds) and _is_map(layer)]
    if not found:  # activation is part of the convolutions; what is pooled goes on
        pools = keras.layers.MaxPooling2D
        found = [layer for layer in network.layers if isinstance(layer, pools)]
    by_side: dict[int, keras.layers.Layer] = {}
    for layer in found:
        by_side.setdefault(int(layer.output.shape[1]), layer)
    return list(by_side.values())[:_MOST_LAYERS]


def _is_map(layer: keras.layers.Layer) -> bool:
    shape = layer.output.shape
    return len(shape) == 4 and int(shape[1]) > 1


def _brightest(maps: NDArray[np.float32]) -> NDArray[np.uint8]:
    """The first maps (H, W, C) as pictures (M, s, s), each from its darkest to its brightest."""
    some = np.moveaxis(maps[:, :, :_MOST_MAPS], -1, 0)
    step = max(-(-some.shape[1] // _SIDE_PX), 1)
    return _stretched(some[:, ::step, ::step], axes=(1, 2))


def _stretched(values: NDArray[np.float32], *, axes: tuple[int, ...]) -> NDArray[np.uint8]:
    """Each picture from its least to its largest value as 0 to 255; an even one is black."""
    least = values.min(axis=axes, keepdims=True)
    span = values.max(axis=axes, keepdims=True) - least
    shares = np.divide(values - least, span, out=np.zeros_like(values), where=span > 1e-12)
    return np.asarray(np.rint(255.0 * np.nan_to_num(shares)), np.uint8)

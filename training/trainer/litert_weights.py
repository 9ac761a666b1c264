"""The weights of a network, read back out of the LiteRT file that it was converted to.

A file holds weights in 8 bits with a scale for each channel (or one for all), in 16 or in 32 bits;
its names are the converter's own. So where a network is a chain, its layers are told apart by the
graph alone: from each named output back to the image, step by step, in the file as in the Keras
network. Where branches meet, they are told apart by the names of their kernels, which the converter
makes from those of the layers, and each normalisation becomes what is left of it: a bias.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from ai_edge_litert import schema_py_generated as schema
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from engine.errors import DataError
from training.trainer.normalization import has_norms, unfolded

_SIGNATURE, _INPUT = "serving_default", "image"
_WEIGHTED = frozenset({"CONV_2D", "FULLY_CONNECTED"})
# Steps without weights; what they take from the step before stands first among their inputs.
_PLAIN = frozenset(
    {"MAX_POOL_2D", "RESHAPE", "LOGISTIC", "RELU", "TANH", "QUANTIZE", "DEQUANTIZE", "SQUEEZE"}
)
_TYPES: dict[int, type[np.generic]] = {
    schema.TensorType.FLOAT32: np.float32,
    schema.TensorType.FLOAT16: np.float16,
    schema.TensorType.INT8: np.int8,
    schema.TensorType.UINT8: np.uint8,
    schema.TensorType.INT16: np.int16,
    schema.TensorType.INT32: np.int32,
}
# As in "recommended_1/block_1a_conv1_1/convolution": Keras and the converter number what they copy.
_KERNEL_NAME = re.compile(r"([a-z][a-z0-9_]*?)(?:_\d+)?/(?:convolution|MatMul)$")
_NOTHING = -1
_BROKEN = (struct.error, IndexError, KeyError, TypeError, ValueError, AttributeError)


def read_weights(network: keras.Model, content: bytes) -> list[NDArray[np.float32]]:
    """Weights for ``network``, in its order, from the bytes of a ``.tflite`` file.

    What 8 bits have cost is gone: weights are off by half a step of their channel's scale at most.
    Raises ``DataError`` if the file's layers are not those of ``network``, one by one.
    """
    try:
        graph = _Graph.of(content)
        found: dict[str, _Step] = {}
        if has_norms(network):
            found = graph.by_name()
        else:
            for output in network.output:
                _pair(network, output, graph, found)
    except _BROKEN as error:
        raise _refusal(f"{type(error).__name__}: {error}") from error
    return _weights(network, found, graph)


def _weights(
    network: keras.Model, found: Mapping[str, _Step], graph: _Graph
) -> list[NDArray[np.float32]]:
    weights: list[NDArray[np.float32]] = []
    biases: dict[str, NDArray[np.float32]] = {}
    for layer in network.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            weights += unfolded(layer, biases[layer.input._keras_history.operation.name])
        elif layer.weights:
            if layer.name not in found:
                raise _refusal(f"nothing for {layer.name}")
            kernel, biases[layer.name] = _fitted(layer, found[layer.name], graph)
            weights += [kernel, biases[layer.name]][: len(layer.weights)]
    return weights


def answers(content: bytes, image: NDArray[np.float32]) -> dict[str, NDArray[np.float64]]:
    """What the file itself says of faces (N, S, S, 3) in [0, 1]: each output of shape (N,).

    Raises ``DataError`` if it is not a network that takes such faces.
    """
    try:
        runner = Interpreter(model_content=content).get_signature_runner(_SIGNATURE)
        outputs: Mapping[str, Any] = runner(**{_INPUT: image})
    except (ValueError, RuntimeError, KeyError) as error:
        raise _refusal(str(error).strip() or repr(error)) from error
    return {
        name: np.asarray(values, dtype=np.float64).reshape(len(image), -1)[:, 0]
        for name, values in outputs.items()
    }


@dataclass(frozen=True, slots=True)
class _Step:
    """One operation of the file: its name, and the numbers of the tensors it takes."""

    name: str
    inputs: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Graph:
    """What a file computes: the step that makes each tensor, and the tensors of the outputs."""

    model: schema.Model
    made_by: dict[int, _Step]
    outputs: dict[str, int]

    @classmethod
    def of(cls, content: bytes) -> _Graph:
        Interpreter(model_content=content)  # refuses a file whose offsets lead out of it
        model = schema.Model.GetRootAsModel(bytearray(content), 0)
        if model.SubgraphsLength() != 1 or model.SignatureDefsLength() != 1:
            raise ValueError(f"{model.SubgraphsLength()} graphs")
        names = {code: name for name, code in vars(schema.BuiltinOperator).items()}
        graph, signature = model.Subgraphs(0), model.SignatureDefs(0)
        made_by: dict[int, _Step] = {}
        for number in range(graph.OperatorsLength()):
            operator = graph.Operators(number)
            code = model.OperatorCodes(operator.OpcodeIndex())
            name = names[max(code.BuiltinCode(), code.DeprecatedBuiltinCode())]
            step = _Step(name, tuple(operator.Inputs(i) for i in range(operator.InputsLength())))
            made_by |= {operator.Outputs(i): step for i in range(operator.OutputsLength())}
        outputs = [signature.Outputs(i) for i in range(signature.OutputsLength())]
        return cls(model, made_by, {one.Name().decode(): one.TensorIndex() for one in outputs})

    def chain(self, output: str) -> list[_Step]:
        """The steps with weights from an output back to the image."""
        tensor, steps = self.outputs[output], []
        while tensor in self.made_by:
            step = self.made_by[tensor]
            if step.name in _WEIGHTED:
                steps.append(step)
            elif step.name not in _PLAIN:
                raise ValueError(f"a step {step.name}")
            tensor = step.inputs[0]
        return steps

    def by_name(self) -> dict[str, _Step]:
        """The steps with weights by the layer that their kernels are named after."""
        found: dict[str, _Step] = {}
        for step in self.made_by.values():
            if step.name in _WEIGHTED:
                name = self.model.Subgraphs(0).Tensors(step.inputs[1]).Name().decode()
                layer = _KERNEL_NAME.search(name)
                if layer is None or found.setdefault(layer[1], step) is not step:
                    raise ValueError(f"a kernel {name}")
        return found

    def values(self, tensor: int) -> NDArray[np.float32]:
        """A constant in full precision: (value - zero point) x scale where it is quantised."""
        while tensor in self.made_by and self.made_by[tensor].name == "DEQUANTIZE":
            tensor = self.made_by[tensor].inputs[0]
        if tensor in self.made_by:
            raise ValueError("weights that are computed")
        described = self.model.Subgraphs(0).Tensors(tensor)
        shape = [described.Shape(axis) for axis in range(described.ShapeLength())]
        data = self.model.Buffers(described.Buffer()).DataAsNumpy()
        raw = np.frombuffer(data.tobytes(), dtype=_TYPES[described.Type()]).reshape(shape)
        if np.issubdtype(raw.dtype, np.floating):
            return raw.astype(np.float32)
        quantised = described.Quantization()
        scale = np.asarray(quantised.ScaleAsNumpy(), dtype=np.float64)
        zero = np.asarray(quantised.ZeroPointAsNumpy(), dtype=np.float64)
        return restored(raw, scale=scale, zero=zero, axis=quantised.QuantizedDimension())


def restored(
    raw: NDArray[Any], *, scale: NDArray[np.float64], zero: NDArray[np.float64], axis: int
) -> NDArray[np.float32]:
    """(raw - zero) x scale, of which there is one for each channel along ``axis``, or one."""
    along = [1] * raw.ndim
    if scale.size > 1:
        along[axis] = scale.size
    values = (raw - zero.reshape(along if zero.size > 1 else ())) * scale.reshape(along)
    return values.astype(np.float32)


def _pair(network: keras.Model, output: str, graph: _Graph, found: dict[str, _Step]) -> None:
    """Note which step of the file is which layer, on the way from one output to the image."""
    layers, steps = _layers(network, output), graph.chain(output)
    if len(layers) != len(steps):
        raise ValueError(f"{len(steps)} layers with weights before {output}, not {len(layers)}")
    for layer, step in zip(layers, steps, strict=True):
        # A layer that several outputs share must be one and the same step for all of them.
        if found.setdefault(layer.name, step) != step:
            raise ValueError(f"two layers for {layer.name}")


def _layers(network: keras.Model, output: str) -> list[keras.layers.Layer]:
    """The layers with weights from an output of the network back to the image."""
    tensor = network.output[output]
    layers: list[keras.layers.Layer] = []
    while True:
        layer = tensor._keras_history.operation
        if isinstance(layer, keras.layers.InputLayer):
            return layers
        if layer.weights:
            layers.append(layer)
        tensor = layer.input


def _fitted(layer: keras.layers.Layer, step: _Step, graph: _Graph) -> list[NDArray[np.float32]]:
    """Kernel and bias of a step as Keras lays them out; raises ``DataError`` if they do not fit."""
    try:
        kernel = graph.values(step.inputs[1])
        # LiteRT: (out, height, width, in) and (out, in).
        kernel = kernel.transpose(1, 2, 3, 0) if kernel.ndim == 4 else kernel.T
        bias = np.zeros(kernel.shape[-1], dtype=np.float32)
        if len(step.inputs) > 2 and step.inputs[2] != _NOTHING:  # none at all if it was all zero
            bias = graph.values(step.inputs[2]).reshape(-1)
    except _BROKEN as error:
        raise _refusal(f"{type(error).__name__}: {error}") from error
    wanted = [tuple(one.shape) for one in layer.weights]
    got = [kernel.shape, bias.shape][: len(wanted)]
    if got != wanted:
        raise _refusal(f"{layer.name} with {got}, expected {wanted}")
    if not all(np.isfinite(one).all() for one in (kernel, bias)):
        raise _refusal(f"{layer.name} with numbers that are none")
    return [np.ascontiguousarray(kernel), bias]


def _refusal(received: str) -> DataError:
    return DataError(
        "The layers of this model are not those of its architecture, so it cannot be "
        "trained further.",
        received=received,
    )

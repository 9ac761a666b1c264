"""The recommended model: a small residual network that states an age as a distribution.

Residual blocks (He et al., "Deep Residual Learning", CVPR 2016) train deep networks from scratch on
little data; squeeze-excitation (Hu et al., CVPR 2018) lets each block weigh its channels for 1 % of
its cost. Plain 3x3 convolutions were preferred to MobileNet's depthwise ones: on a processor they
do four times the work in the same time. The age is a softmax over whole years, taught as a narrow
normal distribution around the label and by its expectation (Gao et al., DLDL-v2, IJCAI 2018): its
spread says how sure the network is, which a single number cannot.
"""

from __future__ import annotations

import keras
from keras import layers, ops

from engine.layer_tables import RECOMMENDED

INPUT_PX = RECOMMENDED.input_px
PARAMETERS = 2_048_950
AGES = RECOMMENDED.ages
"""The distribution's bins: 0 to 100 years."""
DISTRIBUTION = "age_distribution"
"""The layer whose output is the distribution, ``float32`` (N, 101), each row a sum of 1."""

_NORM_MOMENTUM = 0.98


def build() -> keras.Model:
    """Untrained network: ``float32`` (N, 128, 128, 3) in [0, 1] -> dict of two outputs.

    ``gender_out`` (N, 1) is the probability of female (0-1); ``age_out`` (N, 2) the expected age
    in years and the standard deviation of the distribution in years.
    """
    image = keras.Input((INPUT_PX, INPUT_PX, 3), name="image")
    x = _relu(_convolved(image, RECOMMENDED.stem, name="stem", stride=2), "stem_relu")
    for number, (channels, blocks) in enumerate(RECOMMENDED.stages, start=1):
        for block in range(blocks):
            x = _residual(x, channels, name=f"block_{number}{'abc'[block]}", halve=block == 0)
    x = layers.GlobalAveragePooling2D(name="pool")(x)
    x = layers.Dropout(RECOMMENDED.dropout, name="dropout")(x)
    # Full precision at the end even where training runs in bfloat16: ages need the digits.
    gender_out = layers.Dense(1, activation="sigmoid", dtype="float32", name="gender_out")
    distribution = layers.Dense(AGES, activation="softmax", dtype="float32", name=DISTRIBUTION)
    outputs = {"gender_out": gender_out(x), "age_out": Moments(name="age_out")(distribution(x))}
    return keras.Model(image, outputs, name="recommended")


class Moments(layers.Layer):  # type: ignore[misc]
    """Distributions over whole years (N, K) to their mean and standard deviation (N, 2), years."""

    def __init__(self, **config: object) -> None:
        super().__init__(**{"dtype": "float32", **config})

    def call(self, distribution: keras.KerasTensor) -> keras.KerasTensor:
        """Sums of products, not a matrix product: that one is rounded to 8 bits on conversion."""
        mean = expectation(distribution)
        years = ops.arange(distribution.shape[-1], dtype="float32")
        variance = ops.sum(distribution * ops.square(years - mean), axis=-1, keepdims=True)
        return ops.concatenate([mean, ops.sqrt(variance)], axis=-1)

    def compute_output_shape(self, input_shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """(N, 2)."""
        return (*input_shape[:-1], 2)


def expectation(distribution: keras.KerasTensor) -> keras.KerasTensor:
    """The mean in years (N, 1) of distributions over whole years (N, K)."""
    years = ops.arange(distribution.shape[-1], dtype="float32")
    return ops.sum(distribution * years, axis=-1, keepdims=True)


def _residual(x: keras.KerasTensor, channels: int, *, name: str, halve: bool) -> keras.KerasTensor:
    """Two convolutions whose answer, weighed channel by channel, is added to what came in."""
    stride = 2 if halve else 1
    y = _relu(_convolved(x, channels, name=f"{name}_conv1", stride=stride), f"{name}_relu1")
    y = _convolved(y, channels, name=f"{name}_conv2")
    y = _weighed(y, name=name)
    if halve:
        # Averaged before it is projected: a stride alone would drop three pixels of four.
        x = layers.AveragePooling2D(2, name=f"{name}_halve")(x)
        x = _convolved(x, channels, name=f"{name}_project", size=1)
    return _relu(layers.Add(name=f"{name}_add")([x, y]), f"{name}_relu2")


def _convolved(
    x: keras.KerasTensor, channels: int, *, name: str, size: int = 3, stride: int = 1
) -> keras.KerasTensor:
    """A normalised convolution; the normalisation is folded into it on conversion."""
    convolution = layers.Conv2D(
        channels, size, strides=stride, padding="same", use_bias=False, name=name
    )
    return layers.BatchNormalization(momentum=_NORM_MOMENTUM, name=f"{name}_norm")(convolution(x))


def _weighed(x: keras.KerasTensor, *, name: str) -> keras.KerasTensor:
    """Squeeze-excitation: a factor of 0-1 a channel, from the means of all channels."""
    channels = x.shape[-1]
    w = layers.GlobalAveragePooling2D(keepdims=True, name=f"{name}_squeeze")(x)
    squeezed = channels // RECOMMENDED.squeeze
    w = layers.Conv2D(squeezed, 1, activation="relu", name=f"{name}_reduce")(w)
    w = layers.Conv2D(channels, 1, activation="sigmoid", name=f"{name}_excite")(w)
    return layers.Multiply(name=f"{name}_weigh")([x, w])


def _relu(x: keras.KerasTensor, name: str) -> keras.KerasTensor:
    return layers.Activation("relu", name=name)(x)

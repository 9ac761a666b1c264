"""The combined model: one network, two answers.

The source method's first approach to UTKFace: a single convolutional network with
shared features and one head each for gender and age, input 128x128x3. Convolutions are unpadded
("valid"), so the feature map before the heads is 6x6x256.
"""

from __future__ import annotations

import keras
from keras import layers

from engine.layer_tables import COMBINED

INPUT_PX = COMBINED.input_px
OUTPUTS = ("gender_out", "age_out")
PARAMETERS = 5_108_034


def build() -> keras.Model:
    """Untrained network: ``float32`` (N, 128, 128, 3) in [0, 1] -> dict of two (N, 1) outputs.

    ``gender_out`` is the probability of female (0-1), ``age_out`` the age in years (>= 0).
    """
    image = keras.Input((INPUT_PX, INPUT_PX, 3), name="image")
    x = image
    for filters in COMBINED.filters:
        x = layers.Conv2D(filters, 3, activation="relu", name=f"conv_{filters}")(x)
        x = layers.MaxPooling2D(2, name=f"pool_{filters}")(x)
    x = layers.Flatten(name="flatten")(x)
    gender = _head(x, "gender")
    age = _head(x, "age")
    # Full precision at the end even where training runs in bfloat16: ages need the digits.
    gender_out = layers.Dense(1, activation="sigmoid", dtype="float32", name="gender_out")
    age_out = layers.Dense(1, activation="relu", dtype="float32", name="age_out")
    outputs = {"gender_out": gender_out(gender), "age_out": age_out(age)}
    return keras.Model(image, outputs, name="combined")


def _head(features: keras.KerasTensor, name: str) -> keras.KerasTensor:
    x = layers.Dense(COMBINED.dense, activation="relu", name=f"{name}_dense")(features)
    return layers.Dropout(COMBINED.dropout, name=f"{name}_dropout")(x)

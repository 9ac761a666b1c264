"""The separate models: two independent networks, one for age and one for gender.

The source method's second approach to UTKFace: the same small convolutional network
twice, input 200x200x3, trained apart. Convolutions are unpadded ("valid"), so the feature map
before the dense layer is 23x23x128.
"""

from __future__ import annotations

from typing import Literal

import keras
from keras import layers

from engine.layer_tables import SEPARATE

INPUT_PX = SEPARATE.input_px
OUTPUTS = ("gender_out", "age_out")
PARAMETERS_EACH = 4_426_945


def build(task: Literal["age", "gender"]) -> keras.Model:
    """Untrained network: ``float32`` (N, 200, 200, 3) in [0, 1] -> dict of one (N, 1) output.

    ``age``: ``age_out`` in years (>= 0); ``gender``: ``gender_out``, the probability of female.
    """
    image = keras.Input((INPUT_PX, INPUT_PX, 3), name="image")
    x = image
    for filters in SEPARATE.filters:
        x = layers.Conv2D(filters, 3, activation="relu", name=f"conv_{filters}")(x)
        x = layers.MaxPooling2D(2, name=f"pool_{filters}")(x)
    x = layers.Flatten(name="flatten")(x)
    x = layers.Dense(SEPARATE.dense, activation="relu", name="dense")(x)
    x = layers.Dropout(SEPARATE.dropout, name="dropout")(x)
    activation = "relu" if task == "age" else "sigmoid"
    # Full precision at the end even where training runs in bfloat16: ages need the digits.
    output = layers.Dense(1, activation=activation, dtype="float32", name=f"{task}_out")(x)
    return keras.Model(image, {f"{task}_out": output}, name=f"separate_{task}")

"""The networks that AgeLens can train, by name.

An architecture is one or more Keras networks that together answer age and gender. Importing this
package imports Keras; nothing that only predicts needs it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import keras

from engine.architectures import combined, recommended, separate


@dataclass(frozen=True, slots=True)
class Architecture:
    """A name, a title for people, an input side in pixels, and a builder for each network."""

    name: str
    title: str
    input_px: int
    networks: dict[str, Callable[[], keras.Model]]


ARCHITECTURES: dict[str, Architecture] = {
    "combined": Architecture(
        "combined", "Combined model", combined.INPUT_PX, {"model": combined.build}
    ),
    "separate": Architecture(
        "separate",
        "Separate models",
        separate.INPUT_PX,
        {"age": lambda: separate.build("age"), "gender": lambda: separate.build("gender")},
    ),
    "recommended": Architecture(
        "recommended", "Recommended model", recommended.INPUT_PX, {"model": recommended.build}
    ),
}

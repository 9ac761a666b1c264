"""The layers of each architecture as figures: the Keras builders and the window both read these.

No Keras here: it takes seconds to load, and the window shows the layers before anything is trained.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Answer = Literal["age", "gender"]
LayerKind = Literal[
    "input",
    "convolution",
    "normalised_convolution",
    "max_pooling",
    "flatten",
    "residual_block",
    "average_pooling",
    "dense",
    "dropout",
    "output",
    "age_distribution",
    "age_moments",
]
_CHANNELS = 3
_KERNEL = 9  # weights a pair of channels in a 3 x 3 convolution
_NORM = 4  # numbers a channel: scale, shift, mean, variance


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerRow:
    """One layer: its kind, the shape of its output without the batch, and its parameters.

    ``filters`` and ``rate`` (dropout) where the kind has them; ``answer`` is what an output layer
    answers, and for other layers the head that they belong to if the network has several.
    """

    kind: LayerKind
    output: tuple[int, ...]
    parameters: int = 0
    filters: int = 0
    rate: float = 0.0
    answer: Answer | Literal[""] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainNetwork:
    """The source's networks: 3 x 3 convolutions ("valid"), each with 2 x 2 max-pooling, and heads.

    Each answer has a head of its own: a dense layer, dropout and one output.
    """

    input_px: int
    filters: tuple[int, ...]
    dense: int
    dropout: float

    def rows(self, answers: tuple[Answer, ...]) -> Iterator[LayerRow]:
        """The layers of a network that gives these answers."""
        side, depth = self.input_px, _CHANNELS
        yield LayerRow(kind="input", output=(side, side, depth))
        for filters in self.filters:
            side -= 2
            weights = _KERNEL * depth * filters + filters
            yield LayerRow(
                kind="convolution",
                output=(side, side, filters),
                parameters=weights,
                filters=filters,
            )
            side, depth = side // 2, filters
            yield LayerRow(kind="max_pooling", output=(side, side, depth))
        flat = side * side * depth
        yield LayerRow(kind="flatten", output=(flat,))
        for answer in answers:
            head: Answer | Literal[""] = answer if len(answers) > 1 else ""
            weights = flat * self.dense + self.dense
            yield LayerRow(kind="dense", output=(self.dense,), parameters=weights, answer=head)
            yield LayerRow(kind="dropout", output=(self.dense,), rate=self.dropout, answer=head)
            yield LayerRow(kind="output", output=(1,), parameters=self.dense + 1, answer=answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidualNetwork:
    """A stem, stages of residual blocks with squeeze-excitation, and two heads.

    ``stages`` are (channels, blocks), each halves the side; ``ages`` is the number of whole years
    that the distribution covers, from 0.
    """

    input_px: int
    stem: int
    stages: tuple[tuple[int, int], ...]
    squeeze: int
    dropout: float
    ages: int

    def rows(self) -> Iterator[LayerRow]:
        """The layers, a residual block as one."""
        side, depth = self.input_px, _CHANNELS
        yield LayerRow(kind="input", output=(side, side, depth))
        side //= 2
        yield LayerRow(
            kind="normalised_convolution",
            output=(side, side, self.stem),
            parameters=(_KERNEL * depth + _NORM) * self.stem,
            filters=self.stem,
        )
        depth = self.stem
        for filters, blocks in self.stages:
            for block in range(blocks):
                weights = (_KERNEL * (depth + filters) + 2 * _NORM) * filters
                squeezed = filters // self.squeeze
                weights += 2 * filters * squeezed + squeezed + filters
                if block == 0:  # halves the side, and so must the shortcut
                    side //= 2
                    weights += (depth + _NORM) * filters
                yield LayerRow(
                    kind="residual_block",
                    output=(side, side, filters),
                    parameters=weights,
                    filters=filters,
                )
                depth = filters
        yield LayerRow(kind="average_pooling", output=(depth,))
        yield LayerRow(kind="dropout", output=(depth,), rate=self.dropout)
        yield LayerRow(kind="output", output=(1,), parameters=depth + 1, answer="gender")
        weights = (depth + 1) * self.ages
        yield LayerRow(
            kind="age_distribution", output=(self.ages,), parameters=weights, answer="age"
        )
        yield LayerRow(kind="age_moments", output=(2,), answer="age")


COMBINED = PlainNetwork(input_px=128, filters=(32, 64, 128, 256), dense=256, dropout=0.3)
SEPARATE = PlainNetwork(input_px=200, filters=(32, 64, 128), dense=64, dropout=0.5)
RECOMMENDED = ResidualNetwork(
    input_px=128,
    stem=32,
    stages=((32, 2), (64, 3), (128, 3), (256, 1)),
    squeeze=8,
    dropout=0.3,
    ages=101,
)
NETWORKS: dict[str, tuple[str, ...]] = {
    "combined": ("model",),
    "separate": ("age", "gender"),
    "recommended": ("model",),
}
"""The names of the networks of each architecture, in the order in which they are trained."""


def layer_rows(architecture: str) -> dict[str, tuple[LayerRow, ...]]:
    """The layers of each network of an architecture; empty for an unknown one."""
    if architecture == "combined":
        return {"model": tuple(COMBINED.rows(("gender", "age")))}
    if architecture == "separate":
        return {"age": tuple(SEPARATE.rows(("age",))), "gender": tuple(SEPARATE.rows(("gender",)))}
    if architecture == "recommended":
        return {"model": tuple(RECOMMENDED.rows())}
    return {}


def parameter_count(architecture: str) -> int:
    """Parameters of all networks of an architecture together."""
    return sum(row.parameters for rows in layer_rows(architecture).values() for row in rows)

"""The layers of the architectures as a table, told without Keras; the residual one by its blocks.

The networks themselves stand in ``engine.architectures``; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: what it is, the shape of what comes out of it, and its parameters."""

    name: str
    output: tuple[int, ...]
    parameters: int

    @property
    def shape(self) -> str:
        """The shape in words: "126 × 126 × 32"."""
        return " × ".join(f"{size:,}" for size in self.output)


@dataclass(frozen=True, slots=True)
class _Plan:
    """The figures of DESIGN.md: convolutions of 3 × 3, each followed by a 2 × 2 maximum."""

    side_px: int
    filters: tuple[int, ...]
    dense: int
    dropout: float


_PLANS = {
    "combined": _Plan(128, (32, 64, 128, 256), 256, 0.3),
    "separate": _Plan(200, (32, 64, 128), 64, 0.5),
}
_HEADS: dict[str, dict[str, tuple[str, ...]]] = {
    "combined": {"model": ("gender", "age")},
    "separate": {"age": ("age",), "gender": ("gender",)},
}
_ACTIVATION = {"age": "ReLU", "gender": "sigmoid"}


def layers(architecture: str) -> dict[str, tuple[Layer, ...]]:
    """The layers of each network of an architecture; nothing for one that is not known here."""
    if architecture == "recommended":
        return {"model": tuple(_recommended())}
    if architecture not in _PLANS:
        return {}
    plan = _PLANS[architecture]
    return {
        network: (*_features(plan), *_answers(plan, heads))
        for network, heads in _HEADS[architecture].items()
    }


def parameters(architecture: str) -> int:
    """Parameters of all networks together."""
    return sum(layer.parameters for rows in layers(architecture).values() for layer in rows)


def _features(plan: _Plan) -> Iterator[Layer]:
    side, depth = plan.side_px, 3
    yield Layer("Picture, red green blue", (side, side, depth), 0)
    for filters in plan.filters:
        side -= 2
        weights = 9 * depth * filters + filters
        yield Layer(
            f"Convolution, {filters} filters of 3 × 3, ReLU", (side, side, filters), weights
        )
        side, depth = side // 2, filters
        yield Layer("Maximum of 2 × 2", (side, side, depth), 0)
    yield Layer("Flatten", (side * side * depth,), 0)


def _answers(plan: _Plan, heads: tuple[str, ...]) -> Iterator[Layer]:
    side = plan.side_px
    for _ in plan.filters:
        side = (side - 2) // 2
    flat = side * side * plan.filters[-1]
    for head in heads:
        whose = f" ({head})" if len(heads) > 1 else ""
        yield Layer(f"Dense{whose}, ReLU", (plan.dense,), flat * plan.dense + plan.dense)
        yield Layer(f"Dropout {plan.dropout:g}{whose}", (plan.dense,), 0)
        yield Layer(f"Answer: {head}, {_ACTIVATION[head]}", (1,), plan.dense + 1)


_RESIDUAL_SIDE_PX, _STEM, _AGES, _SQUEEZE = 128, 32, 101, 8
_STAGES = ((32, 2), (64, 3), (128, 3), (256, 1))
_NORM = 4  # numbers a channel: scale, shift, mean, variance


def _recommended() -> Iterator[Layer]:
    side, depth = _RESIDUAL_SIDE_PX, 3
    yield Layer("Picture, red green blue", (side, side, depth), 0)
    side //= 2
    name = f"Convolution, {_STEM} filters of 3 × 3, every other pixel, normalised, ReLU"
    yield Layer(name, (side, side, _STEM), (9 * depth + _NORM) * _STEM)
    depth = _STEM
    for filters, blocks in _STAGES:
        for block in range(blocks):
            weights = (9 * depth + 9 * filters + 2 * _NORM) * filters
            weights += 2 * filters * (filters // _SQUEEZE) + filters // _SQUEEZE + filters
            if block == 0:  # halves the side, and so must what goes past it
                side //= 2
                weights += (depth + _NORM) * filters
            name = f"Residual block, twice {filters} filters of 3 × 3, channels weighed"
            yield Layer(name, (side, side, filters), weights)
            depth = filters
    yield Layer("Mean of the whole picture", (depth,), 0)
    yield Layer("Dropout 0.3", (depth,), 0)
    yield Layer("Answer: gender, sigmoid", (1,), depth + 1)
    yield Layer("Answer: age, a share for each year from 0 to 100", (_AGES,), (depth + 1) * _AGES)
    yield Layer("Mean and spread of the age", (2,), 0)

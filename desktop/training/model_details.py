"""Under the hood: layers, parameters, recipe and numbers of a run, for whoever wants to know."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtWidgets import QTextBrowser, QWidget

from desktop.i18n.backend_messages import spoken
from desktop.i18n.text import translate
from desktop.training.plan import architecture_title, network_title
from engine.errors import DataError
from training.recipes import AugmentSettings, Recipe, recipe_for
from training.settings import TrainSettings

_TABLE = "<table cellspacing='0' cellpadding='3' width='100%'>"


class ModelDetails(QTextBrowser):
    """One chapter for each architecture of a run."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hood")
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(16)
        self.setAccessibleName(self.tr("Under the hood"))

    def show_run(
        self, settings: Sequence[TrainSettings], faces: tuple[int, int, int] | None
    ) -> None:
        """Tell about a run; ``faces`` to train on, to validate and to test with, once known."""
        chapters = [_chapter(one) for one in settings]
        self.setHtml("".join([*chapters, _circumstances(settings, faces)]))


def _chapter(settings: TrainSettings) -> str:
    name = settings.architecture
    parts = [f"<h3>{escape(architecture_title(name))}</h3>"]
    total = translate("training", "{0} parameters: numbers that are learned.")
    parts.append(f"<p>{escape(total.format(f'{parameters(name):,}'))}</p>")
    for network, rows in layers(name).items():
        if len(layers(name)) > 1:
            parts.append(f"<h4>{escape(network_title(name, network))}</h4>")
        head = "".join(f"<th align='{side}'>{escape(text)}</th>" for text, side in _columns())
        lines = [
            f"<tr><td>{escape(spoken(row.name))}</td><td align='right'>{escape(row.shape)}</td>"
            f"<td align='right'>{row.parameters:,}</td></tr>"
            for row in rows
        ]
        parts.append(f"{_TABLE}<tr>{head}</tr>{''.join(lines)}</table>")
    parts += [f"<p>{escape(line)}</p>" for line in recipe_lines(settings)]
    return "".join(parts)


def _columns() -> tuple[tuple[str, str], ...]:
    return (
        (translate("training", "Layer"), "left"),
        (translate("training", "What comes out"), "right"),
        (translate("training", "Parameters"), "right"),
    )


def recipe_lines(settings: TrainSettings) -> list[str]:
    """How an architecture is taught, in sentences."""
    try:
        recipe = recipe_for(settings.architecture, settings.recipe)
    except DataError:
        return []
    epochs = settings.epochs or recipe.epochs
    batch = settings.batch_size or recipe.batch_size
    rate = settings.learning_rate or recipe.learning_rate
    text = translate(
        "training",
        "Recipe “{0}”: at most {1} epochs, {2} faces a step, Adam with a learning rate of {3}.",
    )
    lines = [text.format(recipe.name, epochs, batch, f"{rate:g}"), _loss(recipe)]
    if settings.start_from is not None:
        begins = translate("training", "Begins with the weights of {0}, not with chance.")
        lines.insert(0, begins.format(settings.start_from.name))
    lines += _extras(recipe)
    if settings.augment:
        lines.append(_augmentation(recipe.augment))
    else:
        lines.append(translate("training", "No augmentation: every face as it is, every time."))
    return lines


def _loss(recipe: Recipe) -> str:
    error = {
        "mae": translate("training", "the mean of the errors in years"),
        "mse": translate("training", "the mean of the squared errors"),
        "distribution": translate(
            "training",
            "the error of the mean in years, and how far what it says of every year is from a "
            "narrow bell around the right one",
        ),
    }[recipe.age_loss]
    text = translate("training", "What is made small: for age {0}, for gender the cross-entropy.")
    told = text.format(error)
    if recipe.gender_weight != 1.0:
        twice = translate("training", "The gender counts {0} times as much.")
        told = f"{told} {twice.format(f'{recipe.gender_weight:g}')}"
    return told


def _extras(recipe: Recipe) -> list[str]:
    told = {
        translate("training", "the first answer is the data's mean"): recipe.data_bias,
        translate("training", "the learning rate warms up and cools down"): recipe.cosine,
        translate("training", "the weights are averaged over time"): recipe.average_momentum > 0,
        translate("training", "large weights are held back"): recipe.weight_decay > 0,
        translate("training", "layers are normalised while they learn"): recipe.normalise,
        translate(
            "training", "{0} of 100 faces are blended with another of about the same age"
        ).format(round(100 * recipe.mixed)): recipe.mixed > 0,
        translate("training", "the last {0} epochs show the faces as they are").format(
            recipe.plain_epochs
        ): recipe.plain_epochs > 0,
        translate("training", "it answers with the mean for a face and its mirror image"): (
            recipe.mirrored
        ),
        translate("training", "it ends after {0} epochs without progress").format(
            recipe.patience_epochs
        ): recipe.patience_epochs is not None,
    }
    used = [name for name, on in told.items() if on]
    return [translate("training", "Also: {0}.").format(", ".join(used))] if used else []


def _augmentation(changes: AugmentSettings) -> str:
    told = {
        translate("training", "mirrored"): changes.flip,
        translate("training", "shifted"): changes.shift > 0,
        translate("training", "turned"): changes.rotation_deg > 0,
        translate("training", "enlarged"): changes.zoom > 0,
        translate("training", "brighter or darker"): changes.brightness > 0,
        translate("training", "of another contrast"): changes.contrast > 0,
        translate("training", "tinted"): changes.colour > 0,
        translate("training", "blurred"): changes.blur > 0,
        translate("training", "grey"): changes.grey > 0,
        translate("training", "squeezed as JPEG"): changes.jpeg > 0,
        translate("training", "grainy"): changes.noisy > 0,
        translate("training", "partly covered"): changes.erase > 0,
        translate("training", "in low light"): changes.dark > 0,
    }
    used = ", ".join(name for name, on in told.items() if on)
    return translate("training", "Augmentation: faces are at random {0}.").format(used)


def _circumstances(settings: Sequence[TrainSettings], faces: tuple[int, int, int] | None) -> str:
    lines = []
    if faces is not None:
        split = translate(
            "training",
            "{0} faces to train on, {1} to validate after each epoch, {2} kept for the test at the "
            "end; twins are kept on one side.",
        )
        lines.append(split.format(*(f"{count:,}" for count in faces)))
    if settings:
        lines.append(translate("training", "Seed {0}.").format(settings[0].seed))
    device = translate(
        "training",
        "Device: {0} processor cores ({1}), or a graphics card where TensorFlow finds one. The "
        "training runs in a process of its own.",
    )
    lines.append(device.format(os.cpu_count() or 1, platform.machine()))
    title = escape(translate("training", "Faces and machine"))
    return f"<h3>{title}</h3>" + "".join(f"<p>{escape(line)}</p>" for line in lines)


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

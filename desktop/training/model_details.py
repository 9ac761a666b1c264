"""Under the hood: layers, parameters, recipe and numbers of a run, for whoever wants to know."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from html import escape

from PySide6.QtWidgets import QTextBrowser, QWidget

from desktop.i18n.text import figure, number, plural, translate
from desktop.training.text import architecture_title, network_title, thinned_title
from engine.errors import DataError
from engine.layer_tables import LayerRow, layer_rows, parameter_count
from training.recipes import AugmentSettings, Recipe, recipe_for
from training.settings import TrainSettings

_TABLE = "<table cellspacing='0' cellpadding='3' width='100%'>"


class ModelDetails(QTextBrowser):
    """One chapter for each architecture of a run."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("modelDetails")
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
    parts = [f"<h3>{escape(architecture_title(settings.variant))}</h3>"]
    if settings.thin is not None:
        same = translate("training", "The same layers and recipe, with fewer training faces.")
        told = f"{thinned_title(settings.thin)}. {same}"
        return "".join([*parts, f"<p>{escape(told)}</p>"])
    total = plural("training", "%Ln parameters: numbers that are learned.", parameter_count(name))
    parts.append(f"<p>{escape(total)}</p>")
    for network, rows in layer_rows(name).items():
        if len(layer_rows(name)) > 1:
            parts.append(f"<h4>{escape(network_title(name, network))}</h4>")
        head = "".join(f"<th align='{side}'>{escape(text)}</th>" for text, side in _columns())
        lines = [
            f"<tr><td>{escape(layer_name(row))}</td>"
            f"<td align='right'>{escape(shape_text(row))}</td>"
            f"<td align='right'>{number(row.parameters)}</td></tr>"
            for row in rows
        ]
        parts.append(f"{_TABLE}<tr>{head}</tr>{''.join(lines)}</table>")
    parts += [f"<p>{escape(line)}</p>" for line in recipe_lines(settings)]
    return "".join(parts)


def _columns() -> tuple[tuple[str, str], ...]:
    return (
        (translate("training", "Layer"), "left"),
        (translate("training", "Output shape"), "right"),
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
    text = translate("training", "Recipe “{0}”: {1}, {2}, Adam with a learning rate of {3}.")
    most = plural("training", "at most %Ln epochs", epochs)
    step = plural("training", "%Ln faces a step", batch)
    lines = [text.format(recipe.name, most, step, figure(rate)), _loss(recipe)]
    if settings.start_from is not None:
        begins = translate("training", "Starts from the weights of {0} instead of random ones.")
        lines.insert(0, begins.format(settings.start_from.name))
    lines += _extras(recipe)
    if settings.augment:
        lines.append(_augmentation(recipe.augment))
    else:
        lines.append(translate("training", "No augmentation: each face is used unchanged."))
    return lines


def _loss(recipe: Recipe) -> str:
    error = {
        "mae": translate("training", "the mean absolute error in years"),
        "mse": translate("training", "the mean of the squared errors"),
        "distribution": translate(
            "training",
            "the error of the mean in years, plus the distance of the predicted "
            "distribution from a narrow normal distribution around the label",
        ),
    }[recipe.age_loss]
    text = translate("training", "Loss: for age, {0}; for gender, the cross-entropy.")
    told = text.format(error)
    if recipe.gender_weight != 1.0:
        twice = translate("training", "Gender is weighted {0} times as much.")
        told = f"{told} {twice.format(figure(recipe.gender_weight))}"
    return told


def _extras(recipe: Recipe) -> list[str]:
    told = {
        translate("training", "the first prediction is the mean of the data"): recipe.data_bias,
        translate("training", "the learning rate warms up and cools down"): recipe.cosine,
        translate("training", "the weights are averaged over time"): recipe.average_momentum > 0,
        translate("training", "weight decay keeps the weights small"): recipe.weight_decay > 0,
        translate("training", "batch normalisation during training"): recipe.normalise,
        plural(
            "training",
            "%Ln of 100 faces are blended with another of about the same age",
            round(100 * recipe.mixed),
        ): recipe.mixed > 0,
        plural(
            "training", "the last %Ln epochs show the faces as they are", recipe.plain_epochs
        ): recipe.plain_epochs > 0,
        translate("training", "predictions are averaged over a face and its mirror image"): (
            recipe.mirrored
        ),
        translate("training", "faces in the dark are brightened before they are judged"): (
            recipe.brightened
        ),
        plural(
            "training", "it ends after %Ln epochs without progress", recipe.patience_epochs or 0
        ): recipe.patience_epochs is not None,
    }
    used = [name for name, on in told.items() if on]
    return [translate("training", "Also: {0}.").format(", ".join(used))] if used else []


def _augmentation(changes: AugmentSettings) -> str:
    told = {
        translate("training", "mirrored"): changes.flip,
        translate("training", "shifted"): changes.shift > 0,
        translate("training", "rotated"): changes.rotation_deg > 0,
        translate("training", "zoomed"): changes.zoom > 0,
        translate("training", "brightened or darkened"): changes.brightness > 0,
        translate("training", "changed in contrast"): changes.contrast > 0,
        translate("training", "tinted"): changes.colour > 0,
        translate("training", "blurred"): changes.blur > 0,
        translate("training", "turned grey"): changes.grey > 0,
        translate("training", "compressed as JPEG"): changes.jpeg > 0,
        translate("training", "made grainy"): changes.noisy > 0,
        translate("training", "partly covered"): changes.erase > 0,
        translate("training", "put in low light"): changes.dark > 0,
    }
    used = ", ".join(name for name, on in told.items() if on)
    return translate("training", "Augmentation: faces are randomly {0}.").format(used)


def _circumstances(settings: Sequence[TrainSettings], faces: tuple[int, int, int] | None) -> str:
    lines = []
    if faces is not None:
        split = plural(
            "training",
            "%Ln faces to train on, {0} to validate after each epoch, {1} kept for the test at the "
            "end; duplicates stay on one side.",
            faces[0],
        )
        lines.append(split.format(number(faces[1]), number(faces[2])))
    if settings:
        lines.append(translate("training", "Seed {0}.").format(settings[0].seed))
    device = plural(
        "training",
        "Device: %Ln processor cores ({0}), or a graphics card where TensorFlow finds one. The "
        "training runs in a process of its own.",
        os.cpu_count() or 1,
    )
    lines.append(device.format(platform.machine()))
    title = escape(translate("training", "Faces and computer"))
    return f"<h3>{title}</h3>" + "".join(f"<p>{escape(line)}</p>" for line in lines)


def layer_name(row: LayerRow) -> str:
    """What a layer is called."""
    if row.kind in ("dense", "dropout", "output"):
        return _head_layer_name(row)
    return {
        "input": translate("training", "Input image, RGB"),
        "convolution": translate("training", "Convolution, {0} filters of 3 × 3, ReLU"),
        "normalised_convolution": translate(
            "training", "Convolution, {0} filters of 3 × 3, stride 2, batch normalisation, ReLU"
        ),
        "max_pooling": translate("training", "Max pooling, 2 × 2"),
        "flatten": translate("training", "Flatten"),
        "residual_block": translate(
            "training", "Residual block, two convolutions of {0} filters, squeeze-excitation"
        ),
        "average_pooling": translate("training", "Global average pooling"),
        "age_distribution": translate(
            "training", "Output: age, a probability for each year from 0 to 100"
        ),
        "age_moments": translate("training", "Mean and standard deviation of the age"),
    }[row.kind].format(row.filters)


def _head_layer_name(row: LayerRow) -> str:
    names = {
        ("dense", "gender"): translate("training", "Dense (gender), ReLU"),
        ("dense", "age"): translate("training", "Dense (age), ReLU"),
        ("dense", ""): translate("training", "Dense, ReLU"),
        ("dropout", "gender"): translate("training", "Dropout {0} (gender)"),
        ("dropout", "age"): translate("training", "Dropout {0} (age)"),
        ("dropout", ""): translate("training", "Dropout {0}"),
        ("output", "gender"): translate("training", "Output: gender, sigmoid"),
        ("output", "age"): translate("training", "Output: age, ReLU"),
    }
    return names[row.kind, row.answer].format(figure(row.rate))


def shape_text(row: LayerRow) -> str:
    """The shape of a layer's output: "126 × 126 × 32"."""
    return " × ".join(number(size) for size in row.output)

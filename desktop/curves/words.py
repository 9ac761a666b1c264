"""Curves in words: numbers of a table, and whole sentences for those who do not see the plots."""

from __future__ import annotations

import math

from desktop.curves.history import METRICS, Metric, Moment, Network, Reading
from desktop.curves.look import name_of
from desktop.curves.scale import figure_text
from desktop.wording import translate


def title(metric: Metric) -> str:
    """Name of a plot, with its unit."""
    return {
        "loss": translate("curves", "Loss"),
        "age_mae_years": translate("curves", "Apparent-age error (years)"),
        "gender_accuracy": translate("curves", "Perceived-gender accuracy (%)"),
    }[metric]


def column(metric: Metric) -> str:
    """Name of a column in the table of numbers."""
    return {
        "loss": translate("curves", "Loss"),
        "age_mae_years": translate("curves", "Age error\n(years)"),
        "gender_accuracy": translate("curves", "Gender\naccuracy (%)"),
    }[metric]


def hint(metric: Metric) -> str:
    """Which way is good."""
    if metric == "gender_accuracy":
        return translate("curves", "higher is better")
    return translate("curves", "lower is better")


def moment(one: Moment | None) -> str:
    """Where on the axis: "Epoch 3", "Epoch 4, step 120"; without a place, the latest."""
    if one is None:
        return translate("curves", "Latest")
    if one.step is None:
        return translate("curves", "Epoch {0}").format(one.epoch)
    return translate("curves", "Epoch {0}, step {1}").format(one.epoch, one.step)


def figure(metric: Metric, value: float) -> str:
    """One number without its unit; "–" where there is none."""
    if not math.isfinite(value):
        return "–"
    if metric == "gender_accuracy":
        return f"{100 * value:.1f}"
    return f"{value:.1f}" if metric == "age_mae_years" else figure_text(value)


def pair(metric: Metric, reading: Reading) -> str:
    """Training and validation in one cell: "7.1 / 7.9"; one alone if there is only training."""
    trained, validated = reading[metric]
    if not math.isfinite(validated):
        return figure(metric, trained)
    return f"{figure(metric, trained)} / {figure(metric, validated)}"


def unit(metric: Metric) -> str:
    """The unit with a space before it, or ""."""
    return {
        "loss": "",
        "age_mae_years": translate("curves", " years"),
        "gender_accuracy": translate("curves", " %"),
    }[metric]


def sentence(network: Network, reading: Reading) -> str:
    """All numbers of one network: "combined: loss 8.31, validation 9.02; …"."""
    names = {
        "loss": translate("curves", "loss"),
        "age_mae_years": translate("curves", "apparent-age error"),
        "gender_accuracy": translate("curves", "perceived-gender accuracy"),
    }
    parts = []
    for metric in METRICS:
        trained, validated = reading[metric]
        told = []
        if math.isfinite(trained):
            told.append(f"{names[metric]} {figure(metric, trained)}{unit(metric)}")
        if math.isfinite(validated):
            name = translate("curves", "validation") if told else names[metric]
            suffix = "" if told else translate("curves", " in validation")
            told.append(f"{name} {figure(metric, validated)}{unit(metric)}{suffix}")
        if told:
            parts.append(", ".join(told))
    text = "; ".join(parts) or translate("curves", "no figures")
    return f"{name_of(network.architecture, network.network)}: {text}"

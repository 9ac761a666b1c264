"""A run in words: its faces and networks, times, speeds, states and figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

from desktop.i18n.text import decimal, duration, figure, number, plural, time_left, translate
from desktop.training.run import State
from engine.spec import ModelSpec
from training.progress_tracker import NetworkOutcome, RunStatus
from training.run_evaluation import Place
from training.settings import DRAWN, TrainSettings
from training.thinning import Thinning, parted, variant

_LINK = re.compile(r"https://[^\s,;)]+")
_WORTH_ASKING_S = 60.0
_NO_BREAK = "\N{NO-BREAK SPACE}"


def linked(text: str) -> str:
    """Plain text as rich text in which addresses are links."""
    return _LINK.sub(
        lambda found: f'<a href="{found[0]}">{found[0]}</a>', escape(text, quote=False)
    )


def heading(state: State, status: RunStatus) -> str:
    """What is going on, in a few words."""
    if state == "paused":
        return translate("training", "Paused") + _epoch(status)
    if state == "stopping":
        if status.phase in ("starting", "preparing"):
            return translate("training", "Stopping: nothing has been trained yet")
        return translate("training", "Stopping: keeping the best model so far")
    if state == "done":
        return _ending(status)
    if state == "failed":
        return _breaking_off(status)
    if state == "idle":
        return translate("training", "Not running")
    if status.phase == "starting":
        return translate("training", "Starting…")
    if status.phase == "preparing":
        return _preparation(status)
    if status.phase == "converting":
        return translate("training", "Converting the best weights for use")
    return translate("training", "Training") + _epoch(status)


def _preparation(status: RunStatus) -> str:
    if status.work == "drawing":
        return translate("training", "Drawing the faces")
    if status.work == "unpacking":
        return translate("training", "Unpacking the faces")
    return translate("training", "Preparing the faces")


def _prepared(status: RunStatus) -> str:
    """How far the preparation is: faces are prepared for each size that a network sees."""
    if status.work == "unpacking":
        return f"{number(100 * status.done // status.total)}{_NO_BREAK}%"
    told = translate("training", "{0} of {1}").format(number(status.done), number(status.total))
    if not status.size_px:
        return told
    size = translate("training", "{0} at {1} × {1} pixels")
    return size.format(told, number(status.size_px))


def details(state: State, status: RunStatus) -> str:
    """Network, step, speed and times in a line."""
    parts: list[str] = []
    if state == "done" and len(status.cut_short) > 1:
        parts += [
            f"{network_title(one.architecture, one.network)}: {_came(one)}, {_kept(one)}"
            for one in status.cut_short
        ]
    if status.phase == "starting" and state == "running":
        parts.append(translate("training", "starting the training process"))
    if status.phase == "preparing" and status.total:
        parts.append(_prepared(status))
    if status.phase == "training" and state in ("running", "paused"):
        parts.append(network_title(status.architecture, status.network))
        if status.step:  # none between two epochs, while the network is validated
            step = translate("training", "step {0} of {1}")
            done = min(status.step, status.steps)
            parts.append(step.format(number(done), number(status.steps)))
        if status.images_per_second > 0:
            speed = round(status.images_per_second)
            parts.append(plural("training", "%Ln faces a second", speed))
    parts += _time_taken(state, status)
    if status.left_seconds is not None and state == "running" and status.phase == "training":
        parts.append(time_left(status.left_seconds))
    return "  ·  ".join(parts)


def _time_taken(state: State, status: RunStatus) -> list[str]:
    if state in ("done", "failed") and not status.elapsed_seconds:
        return []  # it ended in an earlier session
    elapsed = duration(status.elapsed_seconds)
    if state == "done":
        told = translate("training", "it took {0} with preparing and storing")
    else:
        told = translate("training", "{0} so far")
    return [told.format(elapsed)]


def stopping_costs(status: RunStatus) -> str:
    """What stopping a run now gives up, in a sentence or two; "" if it is less than a minute."""
    left = status.left_seconds
    if status.elapsed_seconds < _WORTH_ASKING_S or (left is not None and left < _WORTH_ASKING_S):
        return ""
    elapsed = duration(status.elapsed_seconds)
    if left is None:
        return translate("training", "It has been training for {0}.").format(elapsed)
    told = translate("training", "It has been training for {0}, with {1}.")
    return told.format(elapsed, time_left(left))


def place_title(place: Place) -> str:
    """What to call the data."""
    return translate("training", "Drawn faces") if place == DRAWN else Path(str(place)).name


def architecture_title(name: str) -> str:
    """What to call an architecture, or its variant that learns from a thinned set."""
    architecture, thinned = parted(name)
    if thinned:
        told = translate("training", "{0}, thinned set")
        return told.format(architecture_title(architecture))
    if name == "combined":
        return translate("training", "Combined model")
    if name == "separate":
        return translate("training", "Separate models")
    if name == "recommended":
        return translate("training", "Recommended model")
    return name


def network_title(architecture: str, network: str) -> str:
    """What to call one network of an architecture, or of such a variant."""
    title = architecture_title(architecture)
    if parted(architecture)[0] == "separate" and network == "age":
        return translate("training", "{0}, age").format(title)
    if parted(architecture)[0] == "separate" and network == "gender":
        return translate("training", "{0}, gender").format(title)
    return title


def model_title(spec: ModelSpec) -> str:
    """What to call the model of a run."""
    return architecture_title(variant(spec.architecture, thinned=spec.is_thinned))


def group_title(kind: str, value: str) -> str:
    """What to call a group of faces that may be thinned."""
    if kind == "any":
        return translate("training", "Faces of any kind")
    if kind == "group":
        return translate("training", "Faces of the group “{0}”").format(value)
    if kind == "gender" and value == "female":
        return translate("training", "Faces labelled female")
    if kind == "gender":
        return translate("training", "Faces labelled male")
    low, _, high = value.rstrip("+").partition("-")
    if high:
        return translate("training", "Faces aged {0} to {1}").format(low, high)
    return translate("training", "Faces aged {0} and over").format(low)


def thinned_title(thin: Thinning) -> str:
    """Which group is thinned, and how much of it stays."""
    title = group_title(thin.kind, thin.value)
    if not thin.share:
        return translate("training", "{0}: left out").format(title)
    told = translate("training", "{0}: {1}{2}% stay")
    return told.format(title, figure(100 * thin.share), _NO_BREAK)


def titles(settings: Sequence[TrainSettings]) -> str:
    """What to call the networks of a run."""
    if len(settings) == 2 and settings[1].variant == variant(
        settings[0].architecture, thinned=True
    ):
        told = translate("training", "{0}, with and without a group")
        return told.format(architecture_title(settings[0].architecture))
    names = [architecture_title(one.variant) for one in settings]
    return translate("training", " and ").join(names)


def age_figure(years: float, faces: int) -> str:
    """How far off ages are, in a sentence."""
    told = plural("training", "Apparent age: {0} years off on average, on %Ln test faces.", faces)
    return told.format(decimal(years))


def gender_figure(accuracy: float, faces: int) -> str:
    """How often the gender is as labelled, in a sentence."""
    told = plural("training", "Perceived gender: as labelled in {0}{1}%, on %Ln test faces.", faces)
    return told.format(decimal(100 * accuracy), _NO_BREAK)


def _breaking_off(status: RunStatus) -> str:
    """How a run ended that has stored nothing."""
    if status.stopped_early:
        return translate("training", "Stopped while preparing the faces")
    return translate("training", "The training was interrupted")


def _ending(status: RunStatus) -> str:
    """How a run ended that has stored its models."""
    if not status.cut_short:
        return translate("training", "Done")
    if len(status.cut_short) > 1:
        return translate("training", "Stopped early")
    (one,) = status.cut_short
    if one.partial:
        told = translate("training", "Stopped during {0}; {1}")
    else:
        told = translate("training", "Stopped after {0}; {1}")
    return told.format(_came(one), _kept(one))


def _came(one: NetworkOutcome) -> str:
    if one.partial:
        told = translate("training", "epoch {0} of {1}")
        return told.format(number(one.epochs_done), number(one.epochs))
    return plural("training", "{0} of %Ln epochs", one.epochs).format(number(one.epochs_done))


def _kept(one: NetworkOutcome) -> str:
    if not one.best_epoch:
        return translate("training", "kept the initial weights")
    if one.partial and one.best_epoch == one.epochs_done:
        return translate("training", "kept what it had learned so far")
    return translate("training", "kept epoch {0}").format(one.best_epoch)


def _epoch(status: RunStatus) -> str:
    if status.phase != "training":
        return ""
    told = translate("training", ", epoch {0} of {1}")
    return told.format(status.epoch, status.epochs)

"""How a run is put into words: times, speeds, states and figures."""

from __future__ import annotations

import re
from html import escape

from desktop.i18n.text import translate
from desktop.training.plan import network_title
from desktop.training.progress_tracker import NetworkOutcome, RunStatus
from desktop.training.run import State

_LINK = re.compile(r"https://[^\s,;)]+")
_NO_BREAK = "\N{NO-BREAK SPACE}"


def linked(text: str) -> str:
    """Plain text as rich text in which addresses are links."""
    return _LINK.sub(
        lambda found: f'<a href="{found[0]}">{found[0]}</a>', escape(text, quote=False)
    )


def duration(seconds: float) -> str:
    """A time in two units at most: "2 h 40 min", "3 min 20 s", "45 s"."""
    whole = max(round(seconds), 0)
    hours, minutes = whole // 3600, whole % 3600 // 60
    if hours:
        return translate("training", "{0} h {1} min").format(hours, minutes)
    if minutes:
        return translate("training", "{0} min {1} s").format(minutes, whole % 60)
    return translate("training", "{0} s").format(whole)


def time_left(seconds: float) -> str:
    """A time to come, as roughly as it is known."""
    if seconds < 10:
        return translate("training", "a few seconds left")
    if seconds < 100:
        return translate("training", "about {0} s left").format(10 * round(seconds / 10))
    if seconds < 5400:
        return translate("training", "about {0} min left").format(round(seconds / 60))
    return translate("training", "about {0} h left").format(f"{seconds / 3600:.1f}")


def heading(state: State, status: RunStatus) -> str:
    """What is going on, in a few words."""
    if state == "paused":
        return translate("training", "Paused") + _epoch(status)
    if state == "stopping":
        return translate("training", "Stopping: the best so far is being kept")
    if state == "done":
        return _ending(status)
    if state == "failed":
        return translate("training", "The training was interrupted")
    if state == "idle":
        return translate("training", "Not running")
    if status.phase == "starting":
        return translate("training", "Starting…")
    if status.phase == "preparing":
        return translate("training", "Preparing the faces")
    if status.phase == "converting":
        return translate("training", "Converting the best weights for use")
    return translate("training", "Training") + _epoch(status)


def details(state: State, status: RunStatus) -> str:
    """Network, step, speed and times in a line."""
    parts: list[str] = []
    if state == "done" and len(status.cut_short) > 1:
        parts += [
            f"{network_title(one.architecture, one.network)}: {_came(one)}, {_kept(one)}"
            for one in status.cut_short
        ]
    if status.phase == "starting" and state == "running":
        parts.append(translate("training", "a program of its own is started for the training"))
    if status.phase == "preparing" and status.total:
        told = translate("training", "{0} of {1}")
        parts.append(told.format(f"{status.done:,}", f"{status.total:,}"))
    if status.phase == "training" and state in ("running", "paused"):
        parts.append(network_title(status.architecture, status.network))
        step = translate("training", "step {0} of {1}")
        parts.append(step.format(min(status.step, status.steps), status.steps))
        if status.images_per_second > 0:
            speed = translate("training", "{0} faces a second")
            parts.append(speed.format(f"{status.images_per_second:,.0f}"))
    elapsed = duration(status.elapsed_seconds)
    if state == "done":
        parts.append(translate("training", "it took {0}").format(elapsed))
    else:
        parts.append(translate("training", "{0} so far").format(elapsed))
    if status.left_seconds is not None and state == "running" and status.phase == "training":
        parts.append(time_left(status.left_seconds))
    return "  ·  ".join(parts)


def age_figure(years: float, faces: int) -> str:
    """How far off ages are, in a sentence."""
    told = translate("training", "Apparent age: {0} years off on average, on {1} test faces.")
    return told.format(f"{years:.1f}", f"{faces:,}")


def gender_figure(accuracy: float, faces: int) -> str:
    """How often the gender is as labelled, in a sentence."""
    told = translate("training", "Perceived gender: as labelled in {0}{1}%, on {2} test faces.")
    return told.format(f"{100 * accuracy:.1f}", _NO_BREAK, f"{faces:,}")


def _ending(status: RunStatus) -> str:
    """How a run ended that has stored its models."""
    if not status.cut_short:
        return translate("training", "Done")
    if len(status.cut_short) > 1:
        return translate("training", "Stopped early")
    (one,) = status.cut_short
    told = translate("training", "Stopped after {0}; {1}")
    return told.format(_came(one), _kept(one))


def _came(one: NetworkOutcome) -> str:
    if one.epochs == 1:
        return translate("training", "{0} of 1 epoch").format(one.epochs_done)
    return translate("training", "{0} of {1} epochs").format(one.epochs_done, one.epochs)


def _kept(one: NetworkOutcome) -> str:
    if not one.best_epoch:
        return translate("training", "kept the weights it began with")
    return translate("training", "kept epoch {0}").format(one.best_epoch)


def _epoch(status: RunStatus) -> str:
    if status.phase != "training":
        return ""
    told = translate("training", ", epoch {0} of {1}")
    return told.format(status.epoch, status.epochs)

"""What tests of the curves play with: runs as events, and the widget with its surroundings."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.messages import Messages
from desktop.settings import Settings
from desktop.theme import Theme
from desktop.training.curves import CurvesPanel
from desktop.training.curves.board import CurvesBoard
from tests.desktop.conftest import FakeDialogs
from training.events import BatchDone, EpochDone, Event, Started

COMBINED = ("combined", "model")
AGE = ("separate", "age")
GENDER = ("separate", "gender")
STEPS = 10


def started(
    who: tuple[str, str], *, steps: int = STEPS, naive: dict[str, float] | None = None
) -> Started:
    return Started(*who, 900, 50, 50, 30, 0, steps, naive=naive or {})


def metrics(who: tuple[str, str], epoch: float, *, validation: bool = True) -> dict[str, float]:
    """Figures that get better: of the age, the gender or both, as the network has it."""
    values = {"loss": 30.0 / (epoch + 1)}
    if who[1] != "gender":
        values["age_mae_years"] = 20.0 / (epoch + 1)
    if who[1] != "age":
        values["gender_accuracy"] = 1.0 - 0.5 / (epoch + 1)
    if validation:
        values |= {f"val_{name}": value * 1.1 for name, value in dict(values).items()}
        if "val_gender_accuracy" in values:
            values["val_gender_accuracy"] = values["gender_accuracy"] * 0.9
    return values


def batch(who: tuple[str, str], epoch: int, step: int, *, steps: int = STEPS) -> BatchDone:
    place = epoch - 1 + step / steps
    return BatchDone(*who, epoch, step, 400.0, metrics(who, place, validation=False))


def epoch_done(who: tuple[str, str], epoch: int) -> EpochDone:
    return EpochDone(*who, epoch, 12.5 * epoch, metrics(who, epoch), is_best=True)


def run(who: tuple[str, str], epochs: int, *, steps: int = STEPS) -> Iterator[Event]:
    """A whole training, event by event."""
    yield started(who, steps=steps)
    for epoch in range(1, epochs + 1):
        for step in range(1, steps + 1):
            yield batch(who, epoch, step, steps=steps)
        yield epoch_done(who, epoch)


def duel(epochs: int) -> Iterator[Event]:
    for who in (COMBINED, AGE, GENDER):
        yield from run(who, epochs)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(qapp, "light")
    yield theme
    theme.choose("light")


@pytest.fixture
def dialogs(settings: Settings) -> FakeDialogs:
    return FakeDialogs(settings)


@pytest.fixture
def curves(qtbot: QtBot, theme: Theme, dialogs: FakeDialogs, messages: Messages) -> CurvesPanel:
    curves = CurvesPanel(theme=theme, dialogs=dialogs, messages=messages)
    qtbot.addWidget(curves)
    curves.resize(1120, 760)
    curves.show()
    return curves


def feed(qtbot: QtBot, curves: CurvesPanel, events: Iterator[Event]) -> CurvesBoard:
    """Let the curves have these events and wait until they are drawn."""
    for event in events:
        curves.on_event(event)
    qtbot.waitUntil(lambda: curves.board is not None and not curves.is_behind)
    assert curves.board is not None
    return curves.board


def button(curves: CurvesPanel, start: str) -> QPushButton:
    (found,) = [b for b in curves.findChildren(QPushButton) if b.accessibleName().startswith(start)]
    return found


def colour_names(image: QImage) -> set[str]:
    pixels = image.convertToFormat(QImage.Format.Format_RGB32)
    values = np.frombuffer(pixels.constBits(), np.uint32).reshape(pixels.height(), -1)
    return {QColor.fromRgb(int(value)).name() for value in np.unique(values)}

"""The three architectures in small, for tests of what a run does and not of what it learns.

The same builders with the same layers, on smaller chips and with fewer and narrower convolutions:
tracing, training and converting one of them takes a second or two instead of ten. The networks as
they are are trained in ``test_run``, ``test_broad``, ``test_fine_tuning``, ``test_real_run`` and
the self-test, converted in ``test_litert_weights`` and run on another backend in ``test_backends``.
"""

from __future__ import annotations

import copyreg
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

import pytest

from engine.layer_tables import COMBINED, RECOMMENDED, SEPARATE
from training.settings import TrainSettings

SMALL_PX: Mapping[str, int] = {"combined": 32, "separate": 40, "recommended": 32}
"""Sides of the chips in pixels; two sizes, as the whole ones have."""


def make_small(
    set_attribute: Callable[[object, str, object], None] = setattr,
    set_item: Callable[[dict[str, Any], str, object], None] = dict.__setitem__,
) -> None:
    """Let every network that is built in this process be a small one."""
    from engine.architectures import ARCHITECTURES, combined, recommended, separate

    plain = {"filters": (8, 16), "dense": 16}
    stages = ((16, 1), (32, 1))
    for module, name, table in (
        (combined, "combined", replace(COMBINED, input_px=SMALL_PX["combined"], **plain)),
        (separate, "separate", replace(SEPARATE, input_px=SMALL_PX["separate"], **plain)),
        (
            recommended,
            "recommended",
            replace(RECOMMENDED, input_px=SMALL_PX["recommended"], stem=8, stages=stages),
        ),
    ):
        set_attribute(module, name.upper(), table)
        set_attribute(module, "INPUT_PX", SMALL_PX[name])
        set_item(ARCHITECTURES, name, replace(ARCHITECTURES[name], input_px=SMALL_PX[name]))


def _settings_in_child(values: dict[str, Any]) -> TrainSettings:
    """Called where the settings are unpickled: in the training process, before it begins."""
    make_small()
    return TrainSettings(**values)


def _pickled(settings: TrainSettings) -> tuple[Callable[..., TrainSettings], tuple[object]]:
    return _settings_in_child, (
        {one.name: getattr(settings, one.name) for one in fields(settings)},
    )


@pytest.fixture
def small_networks_in_children(monkeypatch: pytest.MonkeyPatch) -> None:
    """Training processes that are started here build small networks; nothing is imported here."""
    monkeypatch.setitem(copyreg.dispatch_table, TrainSettings, _pickled)


@pytest.fixture
def small_networks(monkeypatch: pytest.MonkeyPatch, small_networks_in_children: None) -> None:
    """All networks that are built are small ones, here and in training processes started here."""
    make_small(monkeypatch.setattr, monkeypatch.setitem)

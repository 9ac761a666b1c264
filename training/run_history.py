"""The course of a run: steps (thinned) and epochs of every network, from the trainer's events."""

from __future__ import annotations

import contextlib
import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from training.events import BatchDone, EpochDone, Event, Started

Metric = Literal["loss", "age_mae_years", "gender_accuracy"]
Numbers = NDArray[np.float64]

METRICS: tuple[Metric, ...] = ("loss", "age_mae_years", "gender_accuracy")
STEP_LIMIT = 4096
"""Steps kept of each network, at most: more than a projector has pixels."""

_COLUMNS = 3
"""Epoch, step and place on the axis come before the metrics: averages so far, then each step's."""
# An epoch's end is wide enough to hit, and leaves most of the axis to the steps.
_SNAP_EPOCHS = 0.12


class ThinnedSteps:
    """Rows of numbers, ``limit`` (even) at most: when full, every second one is let go.

    What is kept stays evenly spread, and the newest row is always there.
    """

    def __init__(self, width: int, limit: int = STEP_LIMIT) -> None:
        self._table: Numbers = np.empty((limit + 1, width))
        self._limit = limit
        self._kept = 0
        self._pending = 0
        self._seen = 0
        self._stride = 1

    @property
    def rows(self) -> Numbers:
        """What is kept, oldest first: a view, (N, width)."""
        return self._table[: self._kept + self._pending]

    @property
    def stride(self) -> int:
        """Of how many rows one is kept."""
        return self._stride

    def load(self, rows: Numbers, *, stride: int) -> None:
        """Go on from rows that were kept before, every ``stride``-th of them.

        Raises ``ValueError`` for rows of another kind or more of them than are kept.
        """
        if rows.ndim != 2 or rows.shape[1] != self._table.shape[1] or len(rows) > self._limit:
            raise ValueError(f"{rows.shape} into {self._table.shape}")
        self._table[: len(rows)] = rows
        self._kept, self._pending, self._stride = len(rows), 0, max(stride, 1)
        self._seen = self._kept * self._stride

    def add(self, row: tuple[float, ...]) -> None:
        """Append one row."""
        if self._kept == self._limit:
            half = self._table[: self._limit : 2].copy()
            self._table[: len(half)] = half
            self._kept, self._stride = len(half), 2 * self._stride
        self._table[self._kept] = row
        self._pending = int(self._seen % self._stride != 0)
        self._kept += 1 - self._pending
        self._seen += 1

    def keep_where(self, chosen: NDArray[np.bool_]) -> None:
        """Let go of all rows but the chosen ones."""
        rows = self.rows[chosen]
        self._table[: len(rows)] = rows
        self._kept, self._pending = len(rows), 0
        self._seen = self._kept * self._stride


@dataclass(frozen=True, slots=True)
class EpochReading:
    """One finished epoch: training seconds so far, metrics by name with ``val_`` ones."""

    number: int
    seconds: float
    metrics: dict[str, float]


@dataclass(frozen=True, slots=True)
class RunPosition:
    """A place on the axis: the end of an epoch (``step`` is None) or a step within one."""

    x: float
    epoch: int
    step: int | None = None


Reading = dict[Metric, tuple[float, float]]
"""Training and validation value by metric; NaN where there is none."""


@dataclass(slots=True)
class NetworkHistory:
    """All that is known of one network's training."""

    architecture: str
    network: str
    steps_per_epoch: int = 1
    epochs: list[EpochReading] = field(default_factory=list)
    steps: ThinnedSteps = field(default_factory=lambda: ThinnedSteps(_COLUMNS + 2 * len(METRICS)))
    naive: dict[str, float] = field(default_factory=dict)
    """Figures of whoever says the same of every face, by metric."""

    @property
    def step_x(self) -> Numbers:
        """Place of each kept step on the axis, in epochs."""
        return self.steps.rows[:, 2]

    @property
    def step_epochs(self) -> Numbers:
        """The epoch of each kept step."""
        return self.steps.rows[:, 0]

    def step_values(self, metric: Metric) -> Numbers:
        """The running average at each kept step."""
        return self.steps.rows[:, _COLUMNS + METRICS.index(metric)]

    def single_values(self, metric: Metric) -> Numbers:
        """The value of each kept step by itself."""
        return self.steps.rows[:, _COLUMNS + len(METRICS) + METRICS.index(metric)]

    @property
    def epoch_x(self) -> Numbers:
        """Place of each finished epoch on the axis: its number."""
        return np.array([epoch.number for epoch in self.epochs], dtype=np.float64)

    def epoch_values(self, metric: Metric, *, validation: bool = False) -> Numbers:
        """The metric of each finished epoch; NaN where it was not measured."""
        name = f"val_{metric}" if validation else metric
        values = [epoch.metrics.get(name, math.nan) for epoch in self.epochs]
        return np.array(values, dtype=np.float64)

    def has(self, metric: Metric) -> bool:
        """Whether this network is measured by the metric at all."""
        return bool(
            np.isfinite(self.step_values(metric)).any()
            or np.isfinite(self.epoch_values(metric)).any()
            or np.isfinite(self.epoch_values(metric, validation=True)).any()
        )

    def end(self) -> float:
        """How far it is, in epochs."""
        last_step = float(self.step_x[-1]) if len(self.step_x) else 0.0
        return max(last_step, float(self.epochs[-1].number) if self.epochs else 0.0)

    @property
    def within_epoch(self) -> bool:
        """Whether steps of an epoch are done that is not validated yet, after one that is."""
        return (
            bool(self.epochs) and len(self.step_x) > 0 and self.step_x[-1] > self.epochs[-1].number
        )

    def begin(self, event: Started) -> None:
        """Go on from the epochs that the event tells; steps after them did not count."""
        self.steps_per_epoch = max(event.steps_per_epoch, 1)
        self.naive = dict(event.naive)
        if event.steps is not None and not len(self.steps.rows):
            with contextlib.suppress(ValueError):  # kept by another version: shown without them
                self.steps.load(event.steps, stride=event.stride)
        self.steps.keep_where(self.step_epochs <= event.epochs_done)
        if event.history:
            self.epochs = [
                EpochReading(int(row["epoch"]), row.get("seconds", math.nan), dict(row))
                for row in event.history
            ]
        self.epochs = [epoch for epoch in self.epochs if epoch.number <= event.epochs_done]

    def add_step(self, event: BatchDone) -> None:
        """Take in one step."""
        self.steps_per_epoch = max(self.steps_per_epoch, event.step)
        x = event.epoch - 1 + event.step / self.steps_per_epoch
        values = [event.metrics.get(metric, math.nan) for metric in METRICS]
        alone = [event.alone.get(name, one) for name, one in zip(METRICS, values, strict=True)]
        self.steps.add((event.epoch, event.step, x, *values, *alone))

    def add_epoch(self, event: EpochDone) -> None:
        """Take in one epoch; told again, it takes the place of the former."""
        self.epochs = [epoch for epoch in self.epochs if epoch.number < event.epoch]
        self.epochs.append(EpochReading(event.epoch, event.seconds, dict(event.metrics)))

    def latest(self) -> Reading:
        """The newest of everything: training from the last step, validation from the last epoch."""
        reading = self._at_epoch(self.epochs[-1]) if self.epochs else _nothing()
        if len(self.step_x) and self.step_x[-1] > (self.epochs[-1].number if self.epochs else 0):
            reading = {
                metric: (float(self.step_values(metric)[-1]), reading[metric][1])
                for metric in METRICS
            }
        return reading

    def at(self, moment: RunPosition) -> Reading:
        """What was known at a moment; the nearest step of the same epoch."""
        if moment.step is None:
            found = [epoch for epoch in self.epochs if epoch.number == moment.epoch]
            return self._at_epoch(found[0]) if found else _nothing()
        rows = np.flatnonzero(self.step_epochs == moment.epoch)
        if not len(rows):
            return _nothing()
        row = rows[np.abs(self.step_x[rows] - moment.x).argmin()]
        return {metric: (float(self.step_values(metric)[row]), math.nan) for metric in METRICS}

    def _at_epoch(self, epoch: EpochReading) -> Reading:
        known = epoch.metrics
        return {
            metric: (known.get(metric, math.nan), known.get(f"val_{metric}", math.nan))
            for metric in METRICS
        }


class RunHistory:
    """The networks of a run, in the order in which they were first heard of."""

    def __init__(self) -> None:
        self._networks: dict[tuple[str, str], NetworkHistory] = {}

    @property
    def networks(self) -> tuple[NetworkHistory, ...]:
        """Every network heard of."""
        return tuple(self._networks.values())

    @property
    def end(self) -> float:
        """How far the furthest network is, in epochs."""
        return max((network.end() for network in self.networks), default=0.0)

    def take(self, event: Event) -> bool:
        """Take in an event; False if it has nothing to do with curves."""
        if not isinstance(event, Started | BatchDone | EpochDone):
            return False
        key = event.architecture, event.network
        if key not in self._networks:
            self._networks[key] = NetworkHistory(*key)
        network = self._networks[key]
        if isinstance(event, Started):
            network.begin(event)
        elif isinstance(event, BatchDone):
            network.add_step(event)
        else:
            network.add_epoch(event)
        return True

    def nearest(self, x: float) -> RunPosition | None:
        """The epoch's end or step nearest to a place on the axis; ends are a little magnetic."""
        step: RunPosition | None = None
        for network in self.networks:
            if not len(network.step_x):
                continue
            row = int(np.abs(network.step_x - x).argmin())
            epoch, number, place = network.steps.rows[row, :_COLUMNS].tolist()
            if step is None or abs(place - x) < abs(step.x - x):
                step = RunPosition(place, int(epoch), int(number))
        ends = self.moments(steps=False)
        end = min(ends, key=lambda moment: abs(moment.x - x), default=None)
        if end is not None and (step is None or abs(end.x - x) <= _SNAP_EPOCHS):
            return end
        return step

    def beside(self, x: float | None, *, forward: bool, steps: bool) -> RunPosition | None:
        """The next or former epoch's end (or step); without a place, the last one."""
        moments = self.moments(steps=steps)
        if not moments:
            return None
        if x is None:
            return moments[-1]
        places = [moment.x for moment in moments]
        index = bisect_right(places, x) if forward else bisect_left(places, x) - 1
        return moments[min(max(index, 0), len(moments) - 1)]

    def moments(self, *, steps: bool) -> list[RunPosition]:
        """Every epoch's end, or every kept step, of all networks in order."""
        if not steps:
            numbers = {epoch.number for network in self.networks for epoch in network.epochs}
            return [RunPosition(float(number), number) for number in sorted(numbers)]
        found: dict[float, RunPosition] = {}
        for network in self.networks:
            for epoch, step, x in network.steps.rows[:, :_COLUMNS].tolist():
                found.setdefault(x, RunPosition(x, int(epoch), int(step)))
        return [found[x] for x in sorted(found)]


def _nothing() -> Reading:
    return {metric: (math.nan, math.nan) for metric in METRICS}

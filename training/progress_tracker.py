"""Where a run is, how fast it goes and how long it will take, from its events alone."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from engine.layer_tables import NETWORKS
from training.events import (
    BatchDone,
    EpochDone,
    Event,
    Exporting,
    Finished,
    Preparation,
    Preparing,
    Started,
)

Phase = Literal["starting", "preparing", "training", "converting"]
_VALIDATION_SHARE = 1.15
"""Before an epoch has been timed: how much longer it takes than its steps."""
_TELLING_STEPS = 20
"""After so many steps, or a quarter of an epoch, the speed tells how long an epoch takes."""


@dataclass(slots=True)
class _Network:
    """What is known of one network; ``epoch_seconds`` is the time of its last whole epoch."""

    started: Started
    epoch: int = 1
    step: int = 0
    epochs_done: int = 0
    images_per_second: float = 0.0
    seconds: float = 0.0
    epoch_seconds: float | None = None
    exported: bool = False
    best_loss: float = math.inf
    best_epoch: int = 0
    partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkOutcome:
    """How far a network came, and the epoch whose weights are kept; 0: those it began with.

    ``partial``: the last of ``epochs_done`` was stopped before all of its steps were done.
    """

    architecture: str
    network: str
    epochs_done: int
    epochs: int
    best_epoch: int
    partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStatus:
    """One moment of a run; times in seconds, ``share`` 0-1 of all epochs of all networks.

    ``done`` of ``total`` while preparing, of what ``work`` says, at a size. ``left_seconds`` is
    ``None`` until known. ``cut_short`` are the networks of a run that was stopped before all of
    their epochs were done, ``stopped_early`` one that was stopped before any of them had begun.
    """

    phase: Phase
    done: int = 0
    total: int = 0
    work: Preparation = "chips"
    size_px: int = 0
    architecture: str = ""
    network: str = ""
    epoch: int = 0
    epochs: int = 0
    step: int = 0
    steps: int = 0
    images_per_second: float = 0.0
    share: float = 0.0
    elapsed_seconds: float = 0.0
    left_seconds: float | None = None
    cut_short: tuple[NetworkOutcome, ...] = ()
    stopped_early: bool = False


@dataclass(slots=True)
class ProgressTracker:
    """Adds events up; ``architectures`` are those that the run will train."""

    architectures: Sequence[str]
    clock: Callable[[], float] = time.monotonic
    _phase: Phase = "starting"
    _prepared: Preparing = field(default_factory=lambda: Preparing(0, 0))
    _networks: dict[tuple[str, str], _Network] = field(default_factory=dict)
    _current: tuple[str, str] | None = None
    _begun: float = 0.0
    _paused_at: float | None = None
    _paused_s: float = 0.0
    _ended_at: float | None = None
    _stopped: bool = False

    def __post_init__(self) -> None:
        self._begun = self.clock()

    def pause(self) -> None:
        """Stop the clock."""
        if self._paused_at is None:
            self._paused_at = self.clock()

    def resume(self) -> None:
        """Let the clock run again."""
        if self._paused_at is not None:
            self._paused_s += self.clock() - self._paused_at
            self._paused_at = None

    def stop(self) -> None:
        """The run was told to finish early."""
        self._stopped = True

    def end(self) -> None:
        """The run is over: its time stays as it is."""
        self.resume()
        self._ended_at = self.clock()

    def add(self, event: Event) -> None:
        """Take one event into account."""
        if isinstance(event, Preparing):
            self._phase, self._prepared = "preparing", event
        elif isinstance(event, Started):
            self._start(event)
        elif isinstance(event, BatchDone):
            self._step(event)
        elif isinstance(event, EpochDone):
            self._finish_epoch(event)
        elif isinstance(event, Exporting):
            self._phase = "converting"
            self._finish_architecture(event.architecture)
        elif isinstance(event, Finished):
            self._finish_architecture(event.architecture)

    def training_seconds(self, architecture: str) -> float:
        """How long the networks of an architecture were trained, earlier sessions included."""
        return sum(one.seconds for (name, _), one in self._networks.items() if name == architecture)

    def faces(self) -> tuple[int, int, int] | None:
        """Faces to train on, to validate and to test with, once known."""
        for one in self._networks.values():
            begun = one.started
            return begun.train_faces, begun.validation_faces, begun.test_faces
        return None

    def status(self) -> RunStatus:
        """Where the run is now."""
        elapsed = self._elapsed()
        if self._current is None or self._phase in ("starting", "preparing"):
            return RunStatus(
                phase=self._phase,
                done=self._prepared.done,
                total=self._prepared.total,
                work=self._prepared.work,
                size_px=self._prepared.size_px,
                elapsed_seconds=elapsed,
                stopped_early=self._stopped,
            )
        one = self._networks[self._current]
        architecture, network = self._current
        return RunStatus(
            phase=self._phase,
            architecture=architecture,
            network=network,
            epoch=min(max(one.epoch, 1), one.started.epochs),
            epochs=one.started.epochs,
            step=one.step,
            steps=one.started.steps_per_epoch,
            images_per_second=one.images_per_second,
            share=self._share(),
            elapsed_seconds=elapsed,
            left_seconds=self._left(),
            cut_short=self._cut_short() if self._stopped else (),
        )

    def _start(self, event: Started) -> None:
        key = (event.architecture, event.network)
        before = max((row.get("seconds", 0.0) for row in event.history), default=0.0)
        network = self._networks[key] = _Network(
            event, epoch=event.epochs_done + 1, epochs_done=event.epochs_done, seconds=before
        )
        network.best_loss = event.began.get("loss", math.inf)
        for epoch, row in enumerate(event.history, start=1):
            if row.get("val_loss", math.inf) < network.best_loss:
                network.best_loss, network.best_epoch = row["val_loss"], epoch
        self._current, self._phase = key, "training"

    def _step(self, event: BatchDone) -> None:
        key = (event.architecture, event.network)
        one = self._networks.get(key)
        if one is None:
            return
        one.epoch, one.step = event.epoch, event.step
        one.images_per_second = event.images_per_second
        self._current, self._phase = key, "training"

    def _finish_epoch(self, event: EpochDone) -> None:
        one = self._networks.get((event.architecture, event.network))
        if one is None:
            return
        one.epoch_seconds = max(event.seconds - one.seconds, 0.0)
        one.seconds, one.epoch, one.epochs_done = event.seconds, event.epoch, event.epoch
        one.partial = self._stopped and 0 < one.step < one.started.steps_per_epoch
        one.step = 0
        if event.is_best:
            one.best_epoch = event.epoch

    def _cut_short(self) -> tuple[NetworkOutcome, ...]:
        """How far each network came; empty if all of them came to their end."""
        came = tuple(
            NetworkOutcome(
                architecture=architecture,
                network=network,
                epochs_done=one.epochs_done,
                epochs=one.started.epochs,
                best_epoch=one.best_epoch,
                partial=one.partial,
            )
            for (architecture, network), one in self._networks.items()
        )
        return came if any(one.epochs_done < one.epochs or one.partial for one in came) else ()

    def _finish_architecture(self, architecture: str) -> None:
        for (name, _), one in self._networks.items():
            if name == architecture:
                one.exported = True

    def _elapsed(self) -> float:
        until = self._ended_at if self._ended_at is not None else self._paused_at
        now = self.clock() if until is None else until
        return now - self._begun - self._paused_s

    def _missing(self) -> int:
        """Networks that have not begun yet; what is known of the others is assumed of them."""
        expected = {
            (name, network)
            for name in self.architectures
            for network in NETWORKS.get(name, ("model",))
        }
        return len(expected - set(self._networks))

    def _share(self) -> float:
        parts = [_epochs_done(one) / one.started.epochs for one in self._networks.values()]
        return min(sum(parts) / (len(parts) + self._missing()), 1.0)

    def _left(self) -> float | None:
        lengths = {key: _epoch_seconds(one) for key, one in self._networks.items()}
        known = [length for length in lengths.values() if length is not None]
        if not known:
            return None
        usual = sum(known) / len(known)
        left = 0.0
        epochs = 0
        for key, one in self._networks.items():
            epochs = max(epochs, one.started.epochs)
            length = lengths[key]
            left += (one.started.epochs - _epochs_done(one)) * (usual if length is None else length)
        return left + self._missing() * epochs * usual


def _epochs_done(one: _Network) -> float:
    if one.exported:
        return float(one.started.epochs)
    return min(one.epochs_done + one.step / max(one.started.steps_per_epoch, 1), one.started.epochs)


def _epoch_seconds(one: _Network) -> float | None:
    """How long an epoch of this network takes: as the last one did, or by its speed so far.

    ``None`` at the beginning: the first step takes longer than many others, for with it the
    network is built.
    """
    if one.epoch_seconds is not None:
        return one.epoch_seconds
    enough = min(_TELLING_STEPS, one.started.steps_per_epoch / 4)
    if one.images_per_second > 0 and one.step >= enough:
        return one.started.train_faces / one.images_per_second * _VALIDATION_SHARE
    return None

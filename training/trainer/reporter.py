"""Keras's steps as events; pause and stop as Keras understands them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import keras
from numpy.typing import NDArray

from training.events import BatchDone, Listener
from training.trainer.compilation import plain
from training.trainer.control import Control
from training.trainer.job import NetworkJob


class Reporter(keras.callbacks.Callback):  # type: ignore[misc]
    """Turns the steps of one epoch into events and obeys pause and stop.

    ``paused_seconds`` is how long it was held, ``steps`` how many are done, ``raw_weights`` those
    of the last step once the epoch has ended.
    """

    def __init__(
        self,
        job: NetworkJob,
        epoch: int,
        *,
        network: keras.Model,
        listener: Listener,
        control: Control,
    ) -> None:
        super().__init__()
        self._job, self._epoch, self._network = job, epoch, network
        self._listener, self._control = listener, control
        self._begun = time.monotonic()
        self.paused_seconds = 0.0
        self.steps = 0
        self._former: dict[str, float] = {}
        self.raw_weights: list[NDArray[Any]] = []

    def on_epoch_end(self, epoch: int, logs: Mapping[str, Any] | None = None) -> None:
        """Keep the weights that training goes on from.

        ``fit`` ends by putting the moving average, if there is one, in their place: that is what
        is validated and kept as the best, but training on from it would lose the last steps.
        """
        self.raw_weights = self._network.get_weights()

    def on_train_batch_end(self, batch: int, logs: Mapping[str, Any] | None = None) -> None:
        """Report the step, hold while paused, stop when asked."""
        self.steps = batch + 1
        elapsed = max(time.monotonic() - self._begun - self.paused_seconds, 1e-6)
        rate = self.steps * self._job.recipe.batch_size / elapsed
        metrics = plain(logs or {})
        job, alone = self._job, alone_in(metrics, self._former, step=self.steps)
        self._former = metrics
        self._listener(
            BatchDone(job.architecture, job.name, self._epoch, self.steps, rate, metrics, alone)
        )
        self.paused_seconds += self._control.wait()
        if self._control.stopped:
            self.model.stop_training = True


def alone_in(
    averages: Mapping[str, float], former: Mapping[str, float], *, step: int
) -> dict[str, float]:
    """The figures of one step by itself, from the running averages after it and before it.

    Keras tells the averages alone. Where batches hold different numbers of known labels, the
    distance of the step from the average is larger or smaller in proportion.
    """
    found = {}
    for name, value in averages.items():
        own = step * value - (step - 1) * former.get(name, value)
        if name.endswith("accuracy"):
            own = min(max(own, 0.0), 1.0)
        elif name.endswith("years"):
            own = max(own, 0.0)
        found[name] = own
    return found

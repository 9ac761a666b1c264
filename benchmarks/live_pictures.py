"""What it costs a training to show its filters and a face's activations after each epoch.

Two trainers of one network learn in turns, epoch by epoch, one of them watched. The processor time
of all threads is counted: other load of the machine would drown so small a part of the wall clock.
Run as ``python -m benchmarks.live_pictures --architecture combined``.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.training_speed import cached_faces
from engine.architectures import ARCHITECTURES
from training.dataset.cache import ChipCache
from training.dataset.split import Split
from training.events import Event, Insides
from training.recipes import recipe_for
from training.trainer.control import Control
from training.trainer.insides import InsideView
from training.trainer.job import NetworkJob
from training.trainer.network import NetworkTrainer

_WALL, _LOOKS = 12, 15


class TimedTrainer:
    """A trainer of an architecture's first network; ``seconds`` of the processor, an epoch each."""

    def __init__(
        self, name: str, cache: ChipCache, folder: Path, *, epochs: int, watched: bool
    ) -> None:
        self.told: list[Event] = []
        self.seconds: list[float] = []
        rows = np.arange(len(cache.names))
        network, build = next(iter(ARCHITECTURES[name].networks.items()))
        job = NetworkJob(
            architecture=name,
            name=network,
            cache=cache,
            split=Split(train=rows, validation=rows[:64], test=rows[:64]),
            recipe=recipe_for(name, "tuned"),
            epochs=epochs,
            seed=1,
            folder=folder / ("watched" if watched else "plain"),
            identity="bench",
            wall=rows[:_WALL],
        )
        control = Control()
        control.watch(0 if watched else None)
        self._trainer = NetworkTrainer(build(), job, listener=self.told.append, control=control)
        self._trainer.begin(resume=False)

    def epoch(self) -> None:
        """Train one more epoch."""
        start = time.process_time()
        self._trainer.epoch()
        self.seconds.append(time.process_time() - start)


def _one_look(name: str) -> float:
    """The processor's seconds of one look at filters and activations, once it is made."""
    build = next(iter(ARCHITECTURES[name].networks.values()))
    side = ARCHITECTURES[name].input_px
    view, chip = InsideView(build()), np.zeros((side, side, 3), np.uint8)
    seconds = []
    for _ in range(_LOOKS):
        start = time.process_time()
        view.look(chip, architecture=name, network="", epoch=0, face=0)
        seconds.append(time.process_time() - start)
    return statistics.median(seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--architecture", choices=sorted(ARCHITECTURES), default="combined")
    parser.add_argument("--epochs", type=int, default=5)
    args = parser.parse_args()
    name, epochs = args.architecture, args.epochs
    with (
        cached_faces(ARCHITECTURES[name].input_px) as cache,
        tempfile.TemporaryDirectory() as scratch,
    ):
        plain, watched = (
            TimedTrainer(name, cache, Path(scratch), epochs=epochs, watched=seen)
            for seen in (False, True)
        )
        for number in range(epochs):
            pair = (plain, watched) if number % 2 else (watched, plain)
            for one in pair:
                one.epoch()
    looks = sum(isinstance(event, Insides) for event in watched.told)
    # The first epoch compiles.
    without, beside = (statistics.median(one.seconds[1:]) for one in (plain, watched))
    print(f"{name}: {len(cache.names)} faces an epoch, {looks} looks inside")
    print(f"epoch alone {without:.2f} s, watched {beside:.2f} s: {beside / without - 1:+.1%}")
    look_s = _one_look(name)
    print(f"one look alone {1000 * look_s:.0f} ms: {look_s / without:.2%} of an epoch")


if __name__ == "__main__":
    main()

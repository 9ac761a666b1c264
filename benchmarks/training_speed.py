"""How fast training is when faces come from the cache, beside the same step on faces in memory.

Run it alone on a machine: ``python -m benchmarks.training_speed [--architecture combined]``.

Both ways run the trainer itself, ``NetworkTrainer``: once on a memory-mapped cache on disk, once on
the same number of random chips in memory with nothing to gather or to convert, in alternating
epochs so that a busy machine slows both. The ratio of their speeds is what the input costs; below
0.95 the processor waits for faces. The first epoch of each, in which TensorFlow traces the step,
does not count.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import keras
import numpy as np

from engine.architectures import ARCHITECTURES
from engine.preprocessing import Alignment
from training.dataset.batches import Batch, ChipBatches
from training.dataset.cache import ChipCache, open_cache
from training.dataset.drawn import write_drawn_set
from training.dataset.split import Split
from training.dataset.utkface import read_utkface
from training.events import BatchDone, Event
from training.recipes import Recipe, recipe_for
from training.trainer import network
from training.trainer.batches import batches_of
from training.trainer.control import Control
from training.trainer.job import NetworkJob
from training.trainer.network import NetworkTrainer

FACES = 256


class InMemory(ChipBatches):
    """One batch, made beforehand, over and over: an input that costs nothing."""

    def __init__(self, batches: ChipBatches) -> None:
        keras.utils.PyDataset.__init__(self)
        self._count = len(batches)
        self._batch = batches[0]

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> Batch:
        return self._batch


class InMemoryTrainer(NetworkTrainer):
    """The same trainer, fed from memory."""

    def epoch(self) -> None:
        """Train for one epoch, where the trainer would make its batches from the cache."""

        def in_memory(job: NetworkJob, outputs: Sequence[str], epoch: int) -> ChipBatches:
            return InMemory(batches_of(job, outputs, epoch))

        with mock.patch.object(network, "batches_of", in_memory):
            super().epoch()


class Stopwatch:
    """Time from the first to the last step of each epoch, and how many faces went by."""

    def __init__(self, batch_size: int) -> None:
        self._batch_size = batch_size
        self._times: dict[int, list[float]] = {}

    def __call__(self, event: Event) -> None:
        if isinstance(event, BatchDone):
            self._times.setdefault(event.epoch, []).append(time.monotonic())

    def rates(self) -> list[float]:
        """Faces a second of every epoch but the first."""
        return [
            (len(times) - 1) * self._batch_size / (times[-1] - times[0])
            for epoch, times in sorted(self._times.items())
            if epoch > 1
        ]


@contextmanager
def cached_faces(size_px: int) -> Iterator[ChipCache]:
    """Drawn faces in a real cache on disk."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = write_drawn_set(Path(scratch) / "drawn", count=FACES, seed=1)
        samples, _ = read_utkface(folder)
        yield open_cache(
            samples, folder=Path(scratch) / "cache", size_px=size_px, alignment=Alignment()
        )


def trainer(
    kind: type[NetworkTrainer],
    name: str,
    cache: ChipCache,
    recipe: Recipe,
    epochs: int,
    folder: Path,
) -> tuple[NetworkTrainer, Stopwatch]:
    """A trainer of an architecture's first network, begun."""
    rows = np.arange(len(cache.names))
    split = Split(train=rows, validation=rows[:32], test=rows[:32])
    first, build = next(iter(ARCHITECTURES[name].networks.items()))
    job = NetworkJob(
        architecture=name,
        name=first,
        cache=cache,
        split=split,
        recipe=recipe,
        epochs=epochs,
        seed=1,
        folder=folder / kind.__name__,
        identity="bench",
    )
    watch = Stopwatch(recipe.batch_size)
    made = kind(build(), job, listener=watch, control=Control())
    made.begin(resume=False)
    return made, watch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--architecture", choices=sorted(ARCHITECTURES), default="combined")
    parser.add_argument("--epochs", type=int, default=4)
    args = parser.parse_args()
    recipe = recipe_for(args.architecture, "tuned")
    size_px = ARCHITECTURES[args.architecture].input_px
    with cached_faces(size_px) as cache, tempfile.TemporaryDirectory() as scratch:
        pairs = [
            trainer(kind, args.architecture, cache, recipe, args.epochs, Path(scratch))
            for kind in (NetworkTrainer, InMemoryTrainer)
        ]
        for _ in range(args.epochs):
            for one, _ in pairs:
                one.epoch()
    real, memory = (float(np.median(watch.rates())) for _, watch in pairs)
    print(f"{args.architecture}, {size_px} px, batches of {recipe.batch_size}:")
    print(f"  from the cache on disk {real:6.1f} faces/s")
    print(f"  from memory            {memory:6.1f} faces/s")
    print(f"  ratio                  {real / memory:6.3f} (target: 0.95 or more)")


if __name__ == "__main__":
    main()

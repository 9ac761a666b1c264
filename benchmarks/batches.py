"""Milliseconds a face for batches of several sizes on one thread: whether batching pays.

Run on demand: ``python -m benchmarks.batches``. Sizes take turns, so that a busy machine slows
all of them; processor time, not time on the wall; medians.
"""

from __future__ import annotations

import statistics
import time

import numpy as np

from engine.predictor import Predictor
from engine.store import ModelStore, shipped_models_dir

_SIZES = (1, 2, 4, 8, 16, 32)
_ROUNDS = 15


def main() -> None:
    store = ModelStore([shipped_models_dir()])
    for spec in store.models():
        folder, _ = store.open(spec.model_id)
        predictor = Predictor(folder, spec, num_threads=1)
        shape = (max(_SIZES), spec.input_px, spec.input_px, 3)
        chips = np.random.default_rng(1).integers(0, 256, shape, dtype=np.uint8)
        times: dict[int, list[float]] = {size: [] for size in _SIZES}
        for _ in range(_ROUNDS):
            for size in _SIZES:
                predictor.predict(chips[:size])  # the first of a new size allocates
                begun = time.thread_time()
                predictor.predict(chips[:size])
                times[size].append(1000 * (time.thread_time() - begun) / size)
        told = ", ".join(f"{size}: {statistics.median(times[size]):.2f}" for size in _SIZES)
        print(f"{spec.model_id}, ms a face in batches of {told}")


if __name__ == "__main__":
    main()

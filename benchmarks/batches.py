"""Milliseconds a face on one thread: batches of several sizes, and LiteRT without our predictor.

Run on demand: ``python -m benchmarks.batches [MODEL...]``. Three questions, as ratios within one
run: what the predictor costs beside the bare interpreter with the same input (one face, both
answers, and its mirror image where the model asks for it); whether batches of one size pay; and
whether batches of changing sizes do, as chips of several photos would give: each new size makes
LiteRT allocate anew. Sizes take turns, so that a busy machine slows all of them; processor time,
not time on the wall; medians.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from ai_edge_litert.interpreter import Interpreter

from engine.predictor import Predictor
from engine.spec import ModelSpec
from engine.store import ModelStore, shipped_models_dir

_SIZES = (1, 2, 4, 8, 16, 32)
_CHANGING = (8, 5, 7, 3, 8, 6)
_ROUNDS = 9


def main() -> None:
    store = ModelStore([shipped_models_dir()])
    for spec in store.models():
        if sys.argv[1:] and spec.model_id not in sys.argv[1:]:
            continue
        folder, _ = store.open(spec.model_id)
        times = _times(Predictor(folder, spec, num_threads=1), _bare(folder, spec))
        middle = {what: statistics.median(found) for what, found in times.items()}
        told = ", ".join(f"{size}: {middle[str(size)]:.2f}" for size in _SIZES)
        print(f"{spec.model_id}, ms a face in batches of {told}")
        print(
            f"  one face {middle['one']:.2f}, bare LiteRT {middle['bare']:.2f}: "
            f"{_ratio(times, 'one', 'bare'):.2f} times"
        )
        print(
            f"  batches of {', '.join(map(str, _CHANGING))} in turns {middle['changing']:.2f}, the "
            f"same faces one by one {middle['singly']:.2f}: "
            f"{_ratio(times, 'changing', 'singly'):.2f} times",
            flush=True,
        )


def _times(predictor: Predictor, bare: Callable[[], object]) -> dict[str, list[float]]:
    """Milliseconds a face of every call, by what was called."""
    side = predictor.spec.input_px
    chips = np.random.default_rng(1).integers(0, 256, (max(_SIZES), side, side, 3), np.uint8)
    times: dict[str, list[float]] = defaultdict(list)

    def measure(what: str, faces: int, do: Callable[[], object]) -> None:
        begun = time.thread_time()
        do()
        times[what].append(1000 * (time.thread_time() - begun) / faces)

    for _ in range(_ROUNDS):
        for size in _SIZES:
            batch = partial(predictor.predict, chips[:size])
            batch()  # the first of a new size allocates
            measure(str(size), size, batch)
        predictor.predict(chips[:1])
        for _ in range(8):
            measure("bare", 1, bare)
            measure("one", 1, lambda: predictor.predict(chips[:1]))
        measure("singly", sum(_CHANGING), lambda: _singly(predictor, chips))
        measure("changing", sum(_CHANGING), lambda: _changing(predictor, chips))
    return times


def _ratio(times: dict[str, list[float]], one: str, other: str) -> float:
    return statistics.median(a / b for a, b in zip(times[one], times[other], strict=True))


def _singly(predictor: Predictor, chips: np.ndarray) -> None:
    for size in _CHANGING:
        for number in range(size):
            predictor.predict(chips[number : number + 1])


def _changing(predictor: Predictor, chips: np.ndarray) -> None:
    for size in _CHANGING:
        predictor.predict(chips[:size])


def _bare(folder: Path, spec: ModelSpec) -> Callable[[], object]:
    """Setting the input, running and fetching both answers, with nothing around it."""
    count = 2 if spec.calibration.mirrored else 1
    image = np.random.default_rng(0).random((count, spec.input_px, spec.input_px, 3), np.float32)
    networks = []
    for name in dict.fromkeys(spec.networks.values()):
        network = Interpreter(model_path=str(folder / name), num_threads=1)
        place = network.get_input_details()[0]["index"]
        network.resize_tensor_input(place, image.shape)
        network.allocate_tensors()
        networks.append((network, place, [one["index"] for one in network.get_output_details()]))

    def run() -> object:
        answers = []
        for network, place, outputs in networks:
            network.set_tensor(place, image)
            network.invoke()
            answers += [network.get_tensor(one) for one in outputs]
        return answers

    return run


if __name__ == "__main__":
    main()

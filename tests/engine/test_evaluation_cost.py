"""What a model costs, measured on tiny models; memory in a process of its own."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.evaluation import cost
from engine.evaluation.cost import machine, measure_cost, peak_memory_bytes
from engine.predictor import Predictor
from engine.store import verify


class Stopwatch:
    """A clock on which each call takes a little less than the one before."""

    def __init__(self) -> None:
        self.now, self.calls = 0.0, 0

    def __call__(self) -> float:
        self.calls += 1
        self.now += 1.0 / self.calls
        return self.now


def test_cost_is_what_the_model_says_and_what_the_clock_shows(
    make_model: Callable[..., Path], tmp_path: Path
) -> None:
    folder = make_model(
        tmp_path,
        networks={"age": "age", "gender": "gender"},
        training={"parameters": 1234, "seconds": {"age": 60.0, "gender": 30.5}},
    )
    predictor = Predictor(folder, verify(folder))
    cost = measure_cost(folder, predictor, clock=Stopwatch())
    sizes = [(folder / f"{name}.tflite").stat().st_size for name in ("age", "gender")]
    assert (cost.parameters, cost.training_seconds, cost.file_bytes) == (1234, 90.5, sum(sizes))
    # The shortest run counts: the last one of 60 alone, the last one of 8 with 32 faces.
    assert cost.ms_one_face == pytest.approx(1000 / 120)
    assert cost.ms_batch_face < cost.ms_one_face
    assert cost.machine == machine()


@pytest.mark.parametrize("training", [{}, {"parameters": None, "seconds": {}}, {"seconds": "1 h"}])
def test_what_a_model_does_not_say_is_not_known(
    models_dir: Path, training: dict[str, object]
) -> None:
    folder = models_dir / "tiny"
    predictor = Predictor(folder, replace(verify(folder), training=training))
    cost = measure_cost(folder, predictor)
    assert (cost.parameters, cost.training_seconds) == (None, None)
    assert 0 < cost.ms_one_face < 1000


@pytest.mark.skipif(sys.platform == "win32", reason="not measured on Windows")
def test_memory_is_that_of_the_child_however_large_this_process_is(models_dir: Path) -> None:
    ballast = np.ones(60_000_000)  # 480 MB
    peak = peak_memory_bytes(models_dir / "tiny")
    assert ballast[-1] == 1
    assert peak is not None
    assert 20e6 < peak < 450e6


@pytest.mark.skipif(sys.platform == "win32", reason="not measured on Windows")
def test_a_child_that_fails_gives_no_figure(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert peak_memory_bytes(tmp_path / "nothing") is None
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell")
def test_what_the_child_says(models_dir: Path, tmp_path: Path) -> None:
    """Here in this process: its own peak, and nothing for what is no model."""
    for folder, known in ((models_dir / "tiny", True), (tmp_path / "nothing", False)):
        receiver, sender = multiprocessing.Pipe(duplex=False)
        cost._measure(folder, sender)
        peak = receiver.recv()
        assert (peak is not None) is known
        if known:
            assert peak == pytest.approx(cost._own_peak_bytes(), rel=0.1)

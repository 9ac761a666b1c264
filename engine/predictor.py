"""A loaded model: aligned faces to estimates, in LiteRT, without TensorFlow.

A model from elsewhere answers first in a process of its own (``try_out``): what crashes, fills the
memory or never ends does so there.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Generator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from engine import store
from engine.errors import ModelError
from engine.preprocessing import Image, brightened, legibility_signals, to_input
from engine.results import Estimate, Gender
from engine.spec import MAX_AGE_YEARS, Calibration, ModelSpec, doubted

_BATCH = 32
_SIGNATURE, _INPUT = "serving_default", "image"
_OUTPUTS = ("age_out", "gender_out")
# Rounding may carry a probability past its bounds by this much; more is not a probability.
_PROBABILITY_SLACK = 1e-3
# Steps that run other steps, perhaps for ever. None of the architectures has them.
_CONTROL_FLOW = frozenset({"WHILE", "IF", "CALL", "CALL_ONCE"})
_CONTROL_FLOW_PREFIX = "STABLEHLO_"
TRIAL_SECONDS = 60.0
_POLL_SECONDS = 0.1
_LONGEST_ANSWER_BYTES, _LONGEST_REASON = 100_000, 500


class _Runner(Protocol):
    """What LiteRT gives for a named signature; it has no types of its own."""

    def __call__(self, **inputs: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]: ...

    def get_input_details(self) -> dict[str, dict[str, Any]]: ...

    def get_output_details(self) -> dict[str, dict[str, Any]]: ...


class Predictor:
    """The networks of one model, ready to run; may be shared between threads, one runs at a time.

    Raises ``ModelError`` if a file is damaged or is not a network as ``spec`` describes it.
    """

    def __init__(self, folder: Path, spec: ModelSpec, *, num_threads: int = 2) -> None:
        self.spec = spec
        # LiteRT raises if two threads use an interpreter at the same time.
        self._lock = threading.Lock()
        self._runners = tuple(
            _open_network(folder, spec, name, num_threads=num_threads)
            for name in dict.fromkeys(spec.networks.values())
        )
        answers = sorted(name for runner in self._runners for name in runner.get_output_details())
        if answers != sorted(_OUTPUTS):
            raise ModelError(
                "A model must answer {outputs} once each.",
                received=f"{', '.join(answers) or 'nothing'} from {spec.model_id}",
                outputs=" and ".join(_OUTPUTS),
            )

    def predict(self, chips: NDArray[np.uint8]) -> list[Estimate]:
        """Estimates for aligned faces, ``uint8`` RGB (N, S, S, 3) with S = ``spec.input_px``.

        N may be 0. Raises ``ValueError`` for another shape or type and ``ModelError`` if the
        model answers with something that is not an age and a probability.
        """
        side = self.spec.input_px
        if chips.dtype != np.uint8 or chips.ndim != 4 or chips.shape[1:] != (side, side, 3):
            raise ValueError(
                f"Faces must be uint8 of shape (N, {side}, {side}, 3). "
                f"Received: {chips.dtype} {chips.shape}"
            )
        estimates: list[Estimate] = []
        for start in range(0, len(chips), _BATCH):
            batch = chips[start : start + _BATCH]
            image = to_input(batch)
            if self.spec.calibration.brightened:
                image = brightened(image)
            outputs = self._answers(image)
            estimates += [
                _estimate(age, female, self.spec.calibration, chip)
                for age, (female,), chip in zip(
                    outputs["age_out"].tolist(), outputs["gender_out"].tolist(), batch, strict=True
                )
            ]
        return estimates

    def _answers(self, image: NDArray[np.float32]) -> dict[str, NDArray[np.float64]]:
        """Outputs for a batch, averaged with those for its mirror image where the model says so."""
        if not self.spec.calibration.mirrored:
            return self._run(image)
        both = self._run(np.concatenate([image, image[:, :, ::-1]]))
        return {name: (raw[: len(image)] + raw[len(image) :]) / 2 for name, raw in both.items()}

    def _run(self, image: NDArray[np.float32]) -> dict[str, NDArray[np.float64]]:
        """Raw outputs on one batch, checked: (N, 1), or (N, 2) for an age with its spread."""
        outputs: dict[str, NDArray[np.float64]] = {}
        with self._lock:
            for runner in self._runners:
                for name, raw in runner(**{_INPUT: image}).items():
                    outputs[name] = np.asarray(raw, dtype=np.float64).reshape(len(image), -1)
        for name, values in outputs.items():
            columns = (1, 2) if name == "age_out" else (1,)
            if values.shape[1] not in columns or not np.isfinite(values).all():
                raise ModelError(
                    "The model {model_id} gave an answer that is not a number: install it again.",
                    received=f"{name} {values.ravel()[:4].tolist()}",
                    model_id=self.spec.model_id,
                )
        female = outputs["gender_out"]
        if female.min() < -_PROBABILITY_SLACK or female.max() > 1 + _PROBABILITY_SLACK:
            raise ModelError(
                "The model {model_id} gave a gender score outside 0 to 1.",
                received=f"{female.min():.3g} to {female.max():.3g}",
                model_id=self.spec.model_id,
            )
        return outputs


def _estimate(
    raw_age: list[float], female: float, calibration: Calibration, chip: Image
) -> Estimate:
    """One answer from raw outputs: an age in years, perhaps its spread, a probability of female.

    The harder the chip is to read, the wider the range and the sooner "not sure".
    """
    age = min(max(raw_age[0], 0.0), MAX_AGE_YEARS)
    spread = raw_age[1] if len(raw_age) > 1 else None
    female = min(max(female, 0.0), 1.0)
    factor, trusted = 1.0, female
    if (legibility := calibration.legibility) is not None:
        signals = legibility_signals(chip)
        factor = legibility.age.factor(signals)
        answer = legibility.female if female >= 0.5 else legibility.male
        trusted = doubted(female, answer.factor(signals))
    gender: Gender | None = "female" if female >= 0.5 else "male"
    if not calibration.sure(trusted, age):
        gender = None
    if calibration.age_range is None:
        return Estimate(age, female, gender, age_spread=spread)
    low, high = calibration.age_range.bounds(age, spread, factor=factor)
    return Estimate(age, female, gender, age_low=low, age_high=high, age_spread=spread)


def _open_network(folder: Path, spec: ModelSpec, name: str, *, num_threads: int) -> _Runner:
    """A signature runner for one file; keeps no file open, so that a model can be replaced."""
    content = store.read_file(folder, spec, name)
    try:
        interpreter = Interpreter(model_content=content, num_threads=num_threads)
        runner: _Runner = interpreter.get_signature_runner(_SIGNATURE)
        shape = list(runner.get_input_details()[_INPUT]["shape_signature"])
    except (ValueError, RuntimeError, KeyError) as error:
        raise ModelError(
            "The model's file {name} is not a network with an input named {input}.",
            received=str(error).strip() or repr(error),
            name=name,
            input=_INPUT,
        ) from error
    _refuse_control_flow(interpreter, name)
    side = spec.input_px
    if shape[1:] != [side, side, 3]:
        raise ModelError(
            "The model's file {name} expects pictures of another size than its description says.",
            received=f"{shape}, expected [-1, {side}, {side}, 3]",
            name=name,
        )
    return runner


def _refuse_control_flow(interpreter: Interpreter, name: str) -> None:
    """Raise ``ModelError`` for a network that could run for ever on some photo."""
    steps = {str(step["op_name"]) for step in interpreter._get_ops_details()}
    running = (
        step for step in steps if step in _CONTROL_FLOW or step.startswith(_CONTROL_FLOW_PREFIX)
    )
    if found := sorted(running):
        raise ModelError(
            "The model's file {name} holds loops or branches, which no model needs and which "
            "might never end.",
            received=", ".join(found),
            name=name,
        )


def try_out(
    folder: Path, spec: ModelSpec, *, limit_s: float = TRIAL_SECONDS
) -> Generator[None, None, None]:
    """Let a model answer once in a process that may crash, hang or run out of memory.

    Yields ten times a second. Raises ``ModelError`` unless the model in ``folder`` answers as it
    should within ``limit_s`` seconds; closing the generator ends the process.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_answer_once, args=(folder, spec, sender), daemon=True)
    child.start()
    sender.close()
    end = time.monotonic() + limit_s
    try:
        while not receiver.poll(_POLL_SECONDS):
            if time.monotonic() > end:
                raise ModelError(
                    "The model {model_id} did not answer within {seconds} seconds.",
                    received=", ".join(spec.networks.values()),
                    model_id=spec.model_id,
                    seconds=round(limit_s),
                )
            yield None
        # Text, not objects: unpickling what comes from there might run code.
        refusal = json.loads(receiver.recv_bytes(_LONGEST_ANSWER_BYTES))
    except (EOFError, OSError, ValueError) as error:
        child.join(_POLL_SECONDS)
        raise ModelError(
            "The model {model_id} made a trial run crash.",
            received=f"exit code {child.exitcode}",
            model_id=spec.model_id,
        ) from error
    finally:
        receiver.close()
        if child.is_alive():
            child.kill()
        child.join()
        child.close()
    if refusal is not None:
        raise ModelError(refusal["template"], received=refusal["received"], **refusal["arguments"])


def _answer_once(folder: Path, spec: ModelSpec, sender: Connection) -> None:
    """What the process of a trial does: load the model, answer noise, say what went wrong."""
    _leave_with_parent()
    _limit_memory()
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - has no folder
        os.dup2(nowhere.fileno(), 2)  # LiteRT reports there what the answer says already
    refusal: ModelError | None = None
    try:
        side = spec.input_px
        noise = np.random.default_rng(0).integers(0, 256, (_BATCH, side, side, 3), np.uint8)
        Predictor(folder, spec).predict(noise)
    except ModelError as error:
        refusal = error
    except (MemoryError, RuntimeError, ValueError) as error:
        # What LiteRT raises for a network whose steps do not fit together, or that is too large.
        refusal = ModelError(
            "The model {model_id} failed a trial run.",
            received=str(error).strip()[:_LONGEST_REASON] or type(error).__name__,
            model_id=spec.model_id,
        )
    told = None
    if refusal is not None:
        arguments = {name: str(value) for name, value in refusal.arguments.items()}
        told = {"template": refusal.template, "received": refusal.received, "arguments": arguments}
    sender.send_bytes(json.dumps(told).encode())
    sender.close()


def _leave_with_parent() -> None:
    """End this process when its parent is gone: a network that hangs must not outlive it."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _limit_memory() -> None:
    """Let this process have half of the computer's memory, where the system can say so."""
    if sys.platform != "win32":
        import resource

        from engine.images.opening import memory_bytes  # a window's start does without it

        limit = memory_bytes() // 2
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

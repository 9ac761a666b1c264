"""Trained weights to LiteRT files, with the error that the conversion costs.

The only module that imports TensorFlow. Run as a program it converts in its own process, which is
how a run under another Keras backend gets its files.
"""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.errors import DataError
from training.trainer.checkpoint import load_arrays


def convert(architecture: str, network: str, weights: Path) -> bytes:
    """The bytes of a ``.tflite`` file with dynamic-range 8-bit weights.

    ``weights`` is a ``best.npz``. The file's signature ``serving_default`` takes ``image`` and
    names its outputs as the network does. Raises ``DataError`` if the conversion fails.
    """
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "network.tflite"
        if os.environ.get("KERAS_BACKEND", "tensorflow") == "tensorflow":
            _convert_here(architecture, network, weights, target)
        else:
            _convert_in_child(architecture, network, weights, target)
        return target.read_bytes()


def _convert_in_child(architecture: str, network: str, weights: Path, target: Path) -> None:
    command = [sys.executable, "-m", "training.export", architecture, network]
    outcome = subprocess.run(
        [*command, str(weights), str(target)],
        env={**os.environ, "KERAS_BACKEND": "tensorflow"},
        capture_output=True,
        text=True,
        check=False,
    )
    if outcome.returncode:
        last = (outcome.stderr.strip().splitlines() or ["no message"])[-1]
        raise DataError("The trained model could not be converted.", received=last)


def _convert_here(architecture: str, network: str, weights: Path, target: Path) -> None:
    import tensorflow as tf

    from engine.architectures import ARCHITECTURES

    # In the frozen program it finds no source code, and would say so a dozen times.
    tf.get_logger().setLevel("ERROR")

    model = ARCHITECTURES[architecture].networks[network]()
    groups, _ = load_arrays(weights)
    model.set_weights(groups["network"])
    converter = tf.lite.TFLiteConverter.from_keras_model(model)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    with contextlib.redirect_stdout(io.StringIO()):  # it prints what it has done
        content = converter.convert()
    target.write_bytes(content)


def conversion_error(
    exact: dict[str, NDArray[np.float64]], converted: dict[str, NDArray[np.float64]]
) -> dict[str, float]:
    """How far the shipped files are from the trained networks on the same faces.

    Both map ``age_out`` (years) and ``gender_out`` (0-1) to arrays (N,). Returns mean and largest
    age difference in years and the share (0-1) of changed gender decisions.
    """
    age = np.abs(exact["age_out"] - converted["age_out"])
    changed = (exact["gender_out"] >= 0.5) != (converted["gender_out"] >= 0.5)
    return {
        "faces": float(len(age)),
        "age_mean_difference_years": float(age.mean()),
        "age_largest_difference_years": float(age.max()),
        "gender_decisions_changed": float(changed.mean()),
    }


if __name__ == "__main__":  # one conversion, asked for by _convert_in_child
    _convert_here(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))

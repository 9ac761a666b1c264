"""Trained weights to LiteRT files, with the error that the conversion costs.

The only module that imports TensorFlow. Run as a program it converts in its own process, which is
how a run under another Keras backend gets its files.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from engine.errors import DataError
from engine.spec import ModelSpec
from engine.store import read_file
from training.trainer.checkpoint import load_arrays

_COPIES = 3  # of the weights, that a conversion may write


def convert(architecture: str, network: str, weights: Path) -> bytes:
    """The bytes of a ``.tflite`` file with dynamic-range 8-bit weights.

    ``weights`` is a ``best.npz``. The file's signature ``serving_default`` takes ``image`` and
    names its outputs as the network does. Raises ``DataError`` if the conversion fails, ``OSError``
    if the disk is full.
    """
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "network.tflite"
        try:
            if os.environ.get("KERAS_BACKEND", "tensorflow") == "tensorflow":
                _convert_here(architecture, network, weights, target)
            else:
                _convert_in_child(architecture, network, weights, target)
            return target.read_bytes()
        except Exception as error:
            # TensorFlow takes it for a network that it cannot save, tries another way and fails.
            if shutil.disk_usage(scratch).free < _COPIES * weights.stat().st_size:
                full = errno.ENOSPC
                raise OSError(full, os.strerror(full), scratch) from error
            raise


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


def keras_files(folder: Path, spec: ModelSpec) -> dict[str, bytes]:
    """A ``.keras`` file of each network of a model, by file name, with the weights of its files.

    Those have 8 bits; here they have 32, off by half a step at most. Raises ``ModelError`` for a
    damaged model and ``DataError`` if it is of an architecture that is not known here, or if its
    files are not such networks.
    """
    from engine.architectures import ARCHITECTURES
    from training.trainer.litert_weights import read_weights
    from training.trainer.start import prove

    known = ARCHITECTURES.get(spec.architecture)
    if known is None or sorted(known.networks) != sorted(spec.networks):
        raise DataError(
            "A .keras file can be made of models whose architecture this program has: {known}.",
            received=spec.architecture,
            known=", ".join(ARCHITECTURES),
        )
    found = {}
    for name, build in known.networks.items():
        network, content = build(), read_file(folder, spec, spec.networks[name])
        network.set_weights(read_weights(network, content))
        prove(network, content, side_px=spec.input_px)
        with tempfile.TemporaryDirectory() as scratch:
            target = Path(scratch) / f"{name}.keras"
            _of_keras_alone(network).save(target)
            found[target.name] = target.read_bytes()
    return found


def _of_keras_alone(network: keras.Model) -> keras.Model:
    """The same network, its last layers written as Keras' own operations where they are ours.

    So whoever opens the file needs no code of this program.
    """
    outputs = {}
    for name, output in network.output.items():
        layer = network.get_layer(name)
        ours = not type(layer).__module__.startswith("keras.")
        outputs[name] = layer.call(layer.input) if ours else output
    return keras.Model(network.input, outputs, name=network.name)


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

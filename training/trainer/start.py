"""Where a training begins: the weights of an installed model, or those of a former run.

An installed model holds nothing but what predicts. Its weights are read back out of those files,
and used only if the network that they are put into answers as the files do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from engine import store
from engine.architectures import Architecture
from engine.errors import DataError, ModelError
from engine.preprocessing import to_input
from engine.spec import ModelSpec
from training.dataset.drawn import draw_face
from training.lineage import FINE_TUNED_FROM, descent, is_model
from training.trainer.checkpoint import save_arrays, weights_sha256
from training.trainer.job import BEST, START, TRAINED
from training.trainer.litert_weights import answers, read_weights

# LiteRT rounds what flows between the layers to 8 bits, which Keras does not. Measured on faces,
# with trained weights of both architectures: at most 0.25 years and 0.006 of the score. Layers that
# are mixed up, or read in another order, change answers by tens of years or by half the score.
AGE_TOLERANCE_YEARS, AGE_TOLERANCE_SHARE, SCORE_TOLERANCE = 1.0, 0.02, 0.03
_PROOFS = 8

Weights = Mapping[str, list[NDArray[np.float32]]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Start:
    """What a training of ``architecture`` begins with.

    ``spec`` describes the model, ``None`` where a former run left no description; ``weights`` of
    each network were read already, or will be when they are needed.
    """

    folder: Path
    architecture: Architecture
    spec: ModelSpec | None
    installed: bool
    weights: Weights = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path, architecture: Architecture, *, noted: str | None) -> Start:
        """Look at a folder; ``noted`` is what ``note`` gave when an interrupted run began.

        Raises ``DataError`` if there is no model of this architecture, or none that can be read.
        """
        if noted is not None:  # what it began with, whatever has become of the folder since
            spec = ModelSpec.from_json(noted)
            return cls(folder=folder, architecture=architecture, spec=spec, installed=True)
        if not is_model(folder):
            made = folder / TRAINED
            described = _described(made) if made.is_file() else None
            return cls(folder=folder, architecture=architecture, spec=described, installed=False)
        spec, weights = _read(folder, architecture)
        return cls(
            folder=folder, architecture=architecture, spec=spec, installed=True, weights=weights
        )

    @property
    def note(self) -> str | None:
        """What an interrupted run has to know of a model to go on without it."""
        return self.spec.to_json() if self.spec is not None and self.installed else None

    @property
    def identity(self) -> dict[str, str]:
        """Hashes of what the run begins with."""
        if self.installed and self.spec is not None:
            return {"model": self.spec.sha256}
        return {
            name: weights_sha256(self.folder / name / BEST) for name in self.architecture.networks
        }

    @property
    def untaught(self) -> tuple[str, ...]:
        """Outputs about which the model knows nothing."""
        return () if self.spec is None else tuple(self.spec.training.get("untaught", ()))

    def facts(self) -> dict[str, Any]:
        """What the description of the new model has to say of it."""
        facts: dict[str, Any] = {}
        if not self.installed:
            facts["started_from_sha256"] = self.identity
        if self.spec is not None:
            facts[FINE_TUNED_FROM] = descent(self.spec)
        return facts

    def lay_out(self, folder: Path, *, resume: bool) -> dict[str, Path]:
        """The file of weights of each network; those of a model are put into the run's folder.

        Raises ``DataError`` if an interrupted run lacks them and the model is not there any more.
        """
        if not self.installed:
            return {name: self.folder / name / BEST for name in self.architecture.networks}
        paths = {name: folder / name / START for name in self.architecture.networks}
        if resume and all(path.is_file() for path in paths.values()):
            return paths
        weights = self.weights or self._read_again()
        for name, path in paths.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            save_arrays(path, {"network": weights[name]})
        return paths

    def _read_again(self) -> Weights:
        spec, weights = _read(self.folder, self.architecture)
        if self.spec is not None and spec.sha256 != self.spec.sha256:
            raise DataError(
                "The model to start from has changed: start without resuming.",
                received=f"{spec.model_id}, {spec.sha256}",
            )
        return weights


def _described(path: Path) -> ModelSpec:
    """What a former run made, by its own description."""
    try:
        return ModelSpec.from_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ModelError) as error:
        raise DataError(
            "The description of the earlier training is damaged: start from the model "
            "that it produced.",
            received=f"{path.name}, {error}",
        ) from error


def _read(folder: Path, architecture: Architecture) -> tuple[ModelSpec, Weights]:
    """A model's description and the weights of its networks, proved to be the right ones."""
    try:
        spec = store.verify(folder)
        contents = {name: store.read_file(folder, spec, file) for name, file in _files(spec)}
    except ModelError as error:
        raise DataError(f"The model to start from cannot be used. {error}") from error
    _check_kind(spec, architecture)
    weights = {}
    for name, build in architecture.networks.items():
        network = build()
        network.set_weights(read_weights(network, contents[name]))
        prove(network, contents[name], side_px=architecture.input_px)
        weights[name] = network.get_weights()
    return spec, weights


def _files(spec: ModelSpec) -> list[tuple[str, str]]:
    return list(spec.networks.items())


def _check_kind(spec: ModelSpec, architecture: Architecture) -> None:
    """Raise ``DataError`` if a model is of another architecture than the one to be trained."""
    wanted = (architecture.name, architecture.input_px, sorted(architecture.networks))
    if (spec.architecture, spec.input_px, sorted(spec.networks)) != wanted:
        raise DataError(
            "The model to start from is of another architecture than the one to be trained.",
            received=f"{spec.model_id}, {spec.architecture}, expected {architecture.name}",
        )


def prove(network: keras.Model, content: bytes, *, side_px: int) -> None:
    """Raise ``DataError`` unless ``network`` answers a few drawn faces as the file does.

    Ages may differ by a year and 2 %, scores by 0.03.
    """
    image = to_input(_proofs(side_px))
    said = answers(content, image)
    for name, values in network.predict_on_batch(image).items():
        ours = np.asarray(values, dtype=np.float64)[:, 0]
        theirs = said.get(name, np.full(len(ours), np.nan))
        room = np.full(len(ours), SCORE_TOLERANCE)
        if name == "age_out":
            room = AGE_TOLERANCE_YEARS + AGE_TOLERANCE_SHARE * np.abs(theirs)
        off = np.abs(ours - theirs)
        if not (off <= room).all():
            raise DataError(
                "The weights of this model could not be read back: the network gives "
                "different answers than the model.",
                received=f"{name} off by up to {off.max():.3g}",
            )


def _proofs(side_px: int) -> NDArray[np.uint8]:
    """Drawn faces of all ages and both genders, always the same."""
    return np.stack(
        [
            draw_face(
                4.0 + 80.0 * number / (_PROOFS - 1),
                number % 2,
                rng=np.random.default_rng(number),
                size_px=side_px,
            )
            for number in range(_PROOFS)
        ]
    )

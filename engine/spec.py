"""The identity card of a model: ``model.json`` in its folder, read and written here only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, cast

from engine.errors import ModelError
from engine.preprocessing import Alignment, Padding
from engine.results import Point

FORMAT_VERSION = 1
LABEL_CONVENTION = "gender_out is the probability of female (label 0 = male, 1 = female)"
LICENCE = "Weights: non-commercial research use, as the terms of their training data require."
INTENDED_USE = (
    "Estimates of apparent age and of gender as perceived from appearance, for teaching and "
    "research. Not for identifying people, nor for any decision about a person."
)


@dataclass(frozen=True, slots=True)
class FileRecord:
    """Size in bytes and SHA-256 (hex) of one file of a model folder."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Calibration:
    """How raw outputs become answers.

    ``unsure_below`` (0.5-1): a gender whose probability is lower is reported as "not sure".
    ``age_margin_years``: half width of the stated age range, or ``None`` where none is known.
    """

    unsure_below: float = 0.6
    age_margin_years: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSpec:
    """Everything needed to use a model as it was trained, and to defend what it says.

    ``networks`` maps a name ("model", or "age" and "gender") to its ``.tflite`` file; each
    network takes ``image``, ``float32`` (N, input_px, input_px, 3) in [0, 1].
    ``training`` holds data fingerprint, counts, recipe, seed, epochs and duration (seconds);
    ``metrics`` the figures on the test split; ``versions`` those of AgeLens and the libraries.
    """

    model_id: str
    title: str
    architecture: str
    input_px: int
    networks: Mapping[str, str]
    files: Mapping[str, FileRecord]
    alignment: Alignment = field(default_factory=Alignment)
    calibration: Calibration = field(default_factory=Calibration)
    detector: str = "blazeface-two-stage-1"
    label_convention: str = LABEL_CONVENTION
    training: Mapping[str, Any] = field(default_factory=dict)
    metrics: Mapping[str, float] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    licence: str = LICENCE
    intended_use: str = INTENDED_USE
    created: str = ""
    format_version: int = FORMAT_VERSION

    @property
    def sha256(self) -> str:
        """One hash (hex) over all that decides a prediction: networks, framing, calibration."""
        deciding = {
            "files": {name: self.files[name].sha256 for name in sorted(self.networks.values())},
            "networks": dict(self.networks),
            "input_px": self.input_px,
            "alignment": asdict(self.alignment),
            "calibration": asdict(self.calibration),
        }
        text = json.dumps(deciding, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def to_json(self) -> str:
        """The text of ``model.json``."""
        return json.dumps(asdict(self), indent=2, sort_keys=True, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> ModelSpec:
        """Read ``model.json``; raises ``ModelError`` with a sentence if it is not a valid one."""
        try:
            return _from_mapping(json.loads(text))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ModelError(
                f"The model's description (model.json) is damaged. Received: {error!r}"
            ) from error


def _from_mapping(data: dict[str, Any]) -> ModelSpec:
    version = data.get("format_version")
    if version != FORMAT_VERSION:
        raise ModelError(
            "This model was made for another version of AgeLens. "
            f"Received: format_version={version!r}, expected {FORMAT_VERSION}"
        )
    data = dict(data)
    data["files"] = {name: FileRecord(**record) for name, record in data["files"].items()}
    data["alignment"] = _alignment(data["alignment"])
    data["calibration"] = Calibration(**data["calibration"])
    spec = ModelSpec(**data)
    _check(spec)
    return spec


def _alignment(data: Mapping[str, Any]) -> Alignment:
    def point(name: str) -> Point:
        x, y = data[name]
        return float(x), float(y)

    return Alignment(
        right_eye=point("right_eye"),
        left_eye=point("left_eye"),
        mouth=point("mouth"),
        padding=cast(Padding, {"black": "black", "reflect": "reflect"}[data["padding"]]),
    )


def _check(spec: ModelSpec) -> None:
    if not isinstance(spec.input_px, int) or not 16 <= spec.input_px <= 1024:
        raise ValueError(f"input_px={spec.input_px!r}")
    if not spec.networks:
        raise ValueError("networks is empty")
    calibration = spec.calibration
    if not 0.5 <= calibration.unsure_below <= 1.0:
        raise ValueError(f"unsure_below={calibration.unsure_below!r}")
    if calibration.age_margin_years is not None and not 0 <= calibration.age_margin_years <= 120:
        raise ValueError(f"age_margin_years={calibration.age_margin_years!r}")
    for name, value in spec.metrics.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f"metrics {name}={value!r}")
    for name in (*spec.files, *spec.networks.values()):
        # A name with a separator could reach outside the model's folder.
        if not name or "/" in name or "\\" in name or name.startswith("."):
            raise ValueError(f"file name {name!r}")
    missing = set(spec.networks.values()) - set(spec.files)
    if missing:
        raise ValueError(f"no record of {sorted(missing)}")

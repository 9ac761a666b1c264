"""The identity card of a model: ``model.json`` in its folder, read and written here only."""

from __future__ import annotations

import hashlib
import itertools
import json
import math
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, cast

import numpy as np

from engine.errors import ModelError
from engine.preprocessing import LEGIBILITY_SIGNALS, Alignment, Padding
from engine.results import Point

FORMAT_VERSION = 1
_SHA256 = re.compile(r"[0-9a-f]{64}")
DETECTOR = "blazeface-two-stage-3"
"""How faces are found and their landmarks placed today; a new number where landmarks move."""
MAX_AGE_YEARS = 120.0
LEAST_SPREAD_YEARS = 0.5
"""Networks are never more certain of an age than that."""
LABEL_CONVENTION = "gender_out is the probability of female (label 0 = male, 1 = female)"
LICENCE = "Weights: non-commercial research use, as the terms of their training data require."
DRAWN_LICENCE = "Weights: free to use; they were trained on drawings made by a program."
"""That of a model which has learned from drawn faces only."""
INTENDED_USE = (
    "Estimates of apparent age and of gender as perceived from appearance, for teaching and "
    "research. Not for identifying people, nor for any decision about a person."
)
THINNED = "thinned"
"""In the facts of a training: the group of which a model was shown less on purpose."""
THINNED_NOTE = (
    "Trained on purpose with a part of a group left out, to show what that does to its errors. Not "
    "for use on photos."
)
"""The intended use of such a model."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """Size in bytes and SHA-256 (hex) of one file of a model folder."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class AgeRange:
    """How wide a range to state around an age; right for the share ``coverage`` of faces (0-1).

    At the stated ages ``ages`` (years, rising) it reaches ``below`` and ``above`` the age; between
    them in proportion. In years, or in the network's own standard deviations where ``by_spread``,
    raised to ``spread_power``: below 1 a network's doubt widens its ranges less than it says.
    """

    ages: tuple[float, ...]
    below: tuple[float, ...]
    above: tuple[float, ...]
    by_spread: bool = False
    coverage: float = 0.8
    spread_power: float = 1.0

    def bounds(
        self, age: float, spread: float | None, *, factor: float = 1.0
    ) -> tuple[float, float]:
        """Lower and upper end in years for a stated age and its standard deviation in years.

        They lie ``factor`` times as far from the age as they usually do. Raises ``ValueError`` if
        the spread is needed and not given.
        """
        below, above = self.reaches(age, spread)
        return max(age - factor * below, 0.0), min(age + factor * above, MAX_AGE_YEARS)

    def reaches(self, age: float, spread: float | None) -> tuple[float, float]:
        """How far below and above a stated age the range usually goes, in years.

        Raises ``ValueError`` if the spread is needed and not given.
        """
        scale = 1.0
        if self.by_spread:
            if spread is None:
                raise ValueError("This range is in standard deviations. Received: none")
            scale = max(spread, LEAST_SPREAD_YEARS) ** self.spread_power
        below = scale * float(np.interp(age, self.ages, self.below))
        return below, scale * float(np.interp(age, self.ages, self.above))


@dataclass(frozen=True, slots=True)
class GenderThresholds:
    """The least probabilities (0.5-1) at which each gender is answered, "not sure" below.

    Two of them, so that mistakes are as rare among women as among men; and two for faces whose
    stated age is below ``child_years``, in which often nobody could tell.
    """

    female: float
    male: float
    child_female: float
    child_male: float
    child_years: float = 10.0

    def sure(self, female: float, age_years: float) -> bool:
        """Whether a probability of female (0-1) at a stated age is enough for an answer."""
        if age_years < self.child_years:
            return female >= self.child_female or 1.0 - female >= self.child_male
        return female >= self.female or 1.0 - female >= self.male


@dataclass(frozen=True, slots=True)
class SignalWeight:
    """From where on a signal of a chip counts, and how much each unit beyond that does (>= 0)."""

    start: float
    weight: float


@dataclass(frozen=True, slots=True)
class Difficulty:
    """A factor of 1 or more that grows with how hard a chip is to read.

    What its ``signals`` (``engine.preprocessing.legibility_signals``) exceed their starts by,
    weighed and summed, is the difficulty: 0 for a face as clear as most. ``factors`` are those at
    ``levels`` (rising from 0) of it; between them in proportion, beyond the last as there. They
    never fall.
    """

    signals: Mapping[str, SignalWeight]
    levels: tuple[float, ...]
    factors: tuple[float, ...]

    def factor(self, signals: Mapping[str, float]) -> float:
        """The factor for a chip with these signals, by name."""
        hard = sum(
            one.weight * max(signals[name] - one.start, 0.0) for name, one in self.signals.items()
        )
        return float(np.interp(hard, self.levels, self.factors))


@dataclass(frozen=True, slots=True)
class Legibility:
    """How much less is promised of a face that is hard to see: dark, blurred, small, covered.

    A range reaches the factor of ``age`` times as far as it would. Before log odds of gender are
    compared with a threshold, they are divided by the factor of the answer that they speak for,
    ``female`` or ``male``. So no face gets a narrower range or a surer answer than a clear one.
    """

    age: Difficulty
    female: Difficulty
    male: Difficulty


def doubted(female: float, doubt: float) -> float:
    """A probability of female (0-1) whose log odds are divided by ``doubt`` (1 or more)."""
    if doubt == 1.0 or not 0.0 < female < 1.0:
        return female
    return 1.0 / (1.0 + math.exp(-math.log(female / (1.0 - female)) / doubt))


@dataclass(frozen=True, slots=True)
class Calibration:
    """How raw outputs become answers.

    ``unsure_below`` (0.5-1): a gender whose probability is lower is reported as "not sure", unless
    there are ``thresholds`` of its own for each gender and for children.
    ``age_range``: the range that is stated around an age, or ``None`` where none is known.
    ``mirrored``: each answer is the mean of those for the face and for its mirror image.
    ``legibility``: how much less is promised of faces that are hard to see, ``None`` in models made
    before that was measured.
    ``brightened``: faces in which nothing is bright are brightened first (``preprocessing``).
    """

    unsure_below: float = 0.6
    age_range: AgeRange | None = None
    mirrored: bool = False
    thresholds: GenderThresholds | None = None
    legibility: Legibility | None = None
    brightened: bool = False

    def sure(self, female: float, age_years: float) -> bool:
        """Whether a probability of female (0-1) at a stated age is enough for an answer."""
        if self.thresholds is not None:
            return self.thresholds.sure(female, age_years)
        return max(female, 1.0 - female) >= self.unsure_below


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSpec:
    """Everything needed to use a model as it was trained, and to defend what it says.

    ``networks`` maps a name ("model", or "age" and "gender") to its ``.tflite`` file; each
    network takes ``image``, ``float32`` (N, input_px, input_px, 3) in [0, 1].
    ``detector`` placed the landmarks by which the faces were cut that it learned from.
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
    detector: str = DETECTOR
    label_convention: str = LABEL_CONVENTION
    training: Mapping[str, Any] = field(default_factory=dict)
    metrics: Mapping[str, float] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    licence: str = LICENCE
    intended_use: str = INTENDED_USE
    created: str = ""
    format_version: int = FORMAT_VERSION

    @property
    def knows_drawings_only(self) -> bool:
        """Whether it has seen nothing but drawn faces: what it says of photos means nothing."""
        return self.licence == DRAWN_LICENCE

    @property
    def is_thinned(self) -> bool:
        """Whether it, or a model that it goes back to, was shown less of a group on purpose."""
        return self.intended_use == THINNED_NOTE or THINNED in self.training

    @property
    def for_photos(self) -> bool:
        """Whether it was made to be used on photos: neither of drawings nor of a thinned set."""
        return not self.knows_drawings_only and not self.is_thinned

    @property
    def before_legibility(self) -> ModelSpec:
        """The same model as it answered before it knew faces that are hard to read."""
        return replace(self, calibration=replace(self.calibration, legibility=None))

    @property
    def sha256(self) -> str:
        """One hash (hex) over all that decides a prediction: networks, framing, calibration."""
        deciding = {
            "files": {name: self.files[name].sha256 for name in sorted(self.networks.values())},
            "networks": dict(self.networks),
            "input_px": self.input_px,
            "alignment": asdict(self.alignment),
            "calibration": _deciding(self.calibration),
        }
        text = json.dumps(deciding, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def to_json(self) -> str:
        """The text of ``model.json``."""
        values = asdict(self) | {"calibration": _deciding(self.calibration)}
        return json.dumps(values, indent=2, sort_keys=True, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> ModelSpec:
        """Read ``model.json``; raises ``ModelError`` with a sentence if it is not a valid one."""
        try:
            return _from_mapping(json.loads(text, parse_constant=_unknown))
        except (ValueError, TypeError, LookupError, ArithmeticError, AttributeError) as error:
            raise ModelError(
                "The model's description (model.json) is damaged.", received=f"{error!r}"
            ) from error


def _deciding(calibration: Calibration) -> dict[str, Any]:
    """A calibration as values; what came later counts only where it is used.

    So the hash of a model made before, which stands in projects and tables, stays as it is.
    """
    values = asdict(calibration)
    for name in ("thresholds", "legibility", "brightened"):
        if not values[name]:
            del values[name]
    if calibration.age_range is not None and calibration.age_range.spread_power == 1.0:
        del values["age_range"]["spread_power"]
    return values


def _unknown(_constant: str) -> None:
    """``NaN`` and the like, which older versions wrote for a figure that there is not."""


def _from_mapping(data: dict[str, Any]) -> ModelSpec:
    _check_values(data)
    version = data.get("format_version")
    if version != FORMAT_VERSION:
        raise ModelError(
            "This model was made for another version of AgeLens.",
            received=f"format_version={version!r}, expected {FORMAT_VERSION}",
        )
    data = dict(data)
    data["files"] = {name: FileRecord(**record) for name, record in data["files"].items()}
    data["alignment"] = _alignment(data["alignment"])
    data["calibration"] = _calibration(data["calibration"])
    spec = ModelSpec(**data)
    _check(spec)
    return spec


def _calibration(data: Mapping[str, Any]) -> Calibration:
    data = dict(data)
    margin = data.pop("age_margin_years", None)  # the same on both sides at every age, once
    if margin is not None:
        data["age_range"] = {"ages": [0.0], "below": [margin], "above": [margin]}
    found = data.get("age_range")
    if found is not None:
        rows = {name: tuple(map(float, found[name])) for name in ("ages", "below", "above")}
        data["age_range"] = AgeRange(**{**found, **rows})
    thresholds = data.get("thresholds")
    if thresholds is not None:
        values = {name: float(value) for name, value in thresholds.items()}
        data["thresholds"] = GenderThresholds(**values)
    legibility = data.get("legibility")
    if legibility is not None:
        data["legibility"] = _legibility(legibility)
    return Calibration(**data)


def _legibility(data: Mapping[str, Any]) -> Legibility:
    return Legibility(**{name: _difficulty(one) for name, one in data.items()})


def _difficulty(data: Mapping[str, Any]) -> Difficulty:
    signals = {
        name: SignalWeight(**{part: float(value) for part, value in one.items()})
        for name, one in data["signals"].items()
    }
    if unknown := sorted(set(signals) - set(LEGIBILITY_SIGNALS)):
        raise ModelError(
            "This model was made for another version of AgeLens.",
            received=f"unknown signals {', '.join(unknown)}",
        )
    rows = {name: tuple(map(float, data[name])) for name in ("levels", "factors")}
    return Difficulty(**{**data, **rows, "signals": signals})


def _alignment(data: Mapping[str, Any]) -> Alignment:
    def point(name: str) -> Point:
        x, y = data[name]
        return float(x), float(y)

    points = [*point("right_eye"), *point("left_eye"), *point("mouth")]
    if not all(-10.0 <= place <= 10.0 for place in points):
        raise ValueError(f"alignment {points}")
    return Alignment(
        right_eye=point("right_eye"),
        left_eye=point("left_eye"),
        mouth=point("mouth"),
        padding=cast(Padding, {"black": "black", "reflect": "reflect"}[data["padding"]]),
    )


_DEEPEST = 40
_LONGEST = 20_000  # characters of one text
_MOST_FILES = 32
_MOST_BYTES = 512 * 2**20
"""Largest file of a model: the shipped ones take five million."""
_TEXTS = (
    "model_id",
    "title",
    "architecture",
    "detector",
    "label_convention",
    "licence",
    "intended_use",
    "created",
)
_LINES = frozenset({"model_id", "title", "architecture", "detector", "created"})
_LONGEST_LINE = 200


def _check_values(value: object, depth: int = 0) -> None:
    """Raise ``ValueError`` for what no description holds, anywhere in it."""
    if depth > _DEEPEST:
        raise ValueError("nested too deeply")
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("a number that is not finite")
    if isinstance(value, int) and abs(value) >= 2**63:
        raise ValueError("a number that is too large")
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, dict):
        for key, entry in value.items():
            _check_text(key)
            _check_values(entry, depth + 1)
    elif isinstance(value, list):
        for entry in value:
            _check_values(entry, depth + 1)


def _check_text(text: str) -> None:
    text.encode()  # half a surrogate pair is no text: a UnicodeEncodeError is a ValueError
    if len(text) > _LONGEST:
        raise ValueError(f"a text of {len(text)} characters")
    if any(ord(one) < 32 and one not in "\t\n\r" for one in text):
        raise ValueError("a text with control characters")


_LARGEST_FIGURE = 1e9  # of faces, years and shares: more is nonsense, and fills the screen


def _check(spec: ModelSpec) -> None:
    _check_texts(spec)
    for name in ("networks", "files", "training", "metrics", "versions"):
        if not isinstance(getattr(spec, name), Mapping):
            raise TypeError(f"{name} is no object")
    if type(spec.input_px) is not int or not 16 <= spec.input_px <= 1024:
        raise ValueError(f"input_px={spec.input_px!r}")
    _check_calibration(spec.calibration)
    _check_files(spec)
    for name, value in spec.metrics.items():
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or abs(value) > _LARGEST_FIGURE:
            raise ValueError(f"metrics {name}={value!r}")
    for name, version in spec.versions.items():
        if not isinstance(version, str):
            raise TypeError(f"versions {name}={version!r}")


def _check_texts(spec: ModelSpec) -> None:
    for name in _TEXTS:
        text = getattr(spec, name)
        if not isinstance(text, str):
            raise TypeError(f"{name}={text!r}")
        if name in _LINES and (len(text) > _LONGEST_LINE or len(text.splitlines()) > 1):
            raise ValueError(f"{name}={text[:40]!r}")


def _check_files(spec: ModelSpec) -> None:
    if not spec.networks or len(spec.files) > _MOST_FILES:
        raise ValueError(f"{len(spec.networks)} networks, {len(spec.files)} files")
    for name, record in spec.files.items():
        _check_record(name, record)
    for name in (*spec.files, *spec.networks.values()):
        if not isinstance(name, str):
            raise TypeError(f"file name {name!r}")
        # A name with a separator could reach outside the model's folder.
        if not name or "/" in name or "\\" in name or name.startswith("."):
            raise ValueError(f"file name {name!r}")
    missing = set(spec.networks.values()) - set(spec.files)
    if missing:
        raise ValueError(f"no record of {sorted(missing)}")


def _check_record(name: str, record: FileRecord) -> None:
    size, digest = record.size, record.sha256
    if type(size) is not int or not 0 <= size <= _MOST_BYTES:
        raise ValueError(f"size of {name}: {size!r}")
    if not isinstance(digest, str) or _SHA256.fullmatch(digest) is None:
        raise ValueError(f"sha256 of {name}: {digest!r}")


def _check_calibration(calibration: Calibration) -> None:
    # Something that is not a number raises a TypeError here.
    if not 0.5 <= calibration.unsure_below <= 1.0 or isinstance(calibration.unsure_below, bool):
        raise ValueError(f"unsure_below={calibration.unsure_below!r}")
    for name in ("mirrored", "brightened"):
        if not isinstance(getattr(calibration, name), bool):
            raise ValueError(f"{name}={getattr(calibration, name)!r}")
    if calibration.age_range is not None:
        _check_range(calibration.age_range)
    if calibration.thresholds is not None:
        _check_thresholds(calibration.thresholds)
    if (told := calibration.legibility) is not None:
        for one in (told.age, told.female, told.male):
            _check_difficulty(one)


def _check_thresholds(thresholds: GenderThresholds) -> None:
    scores = (thresholds.female, thresholds.male, thresholds.child_female, thresholds.child_male)
    # Past 1 nobody is answered: that may be the best for children.
    if not all(0.5 <= score <= 1.01 for score in scores) or not 0 <= thresholds.child_years <= 100:
        raise ValueError(f"{thresholds=}")


_MOST_LEVELS, _MOST_TIMES = 100, 50.0


def _check_difficulty(told: Difficulty) -> None:
    rising = all(one < other for one, other in itertools.pairwise(told.levels))
    if not 0 < len(told.levels) <= _MOST_LEVELS or told.levels[0] != 0.0 or not rising:
        raise ValueError(f"levels={told.levels}")
    grows = all(one <= other for one, other in itertools.pairwise(told.factors))
    if len(told.factors) != len(told.levels) or not grows:
        raise ValueError(f"factors={told.factors}")
    if not 1.0 <= told.factors[0] <= told.factors[-1] <= _MOST_TIMES:
        raise ValueError(f"factors={told.factors}")
    for name, one in told.signals.items():
        if not abs(one.start) <= _LARGEST_FIGURE or not 0.0 <= one.weight <= _LARGEST_FIGURE:
            raise ValueError(f"{name}={one!r}")


def _check_range(ages: AgeRange) -> None:
    lengths = {len(ages.ages), len(ages.below), len(ages.above)}
    rising = all(one < other for one, other in itertools.pairwise(ages.ages))
    reaches = (*ages.below, *ages.above)
    if len(lengths) != 1 or not ages.ages or not rising or not 0.0 < ages.coverage < 1.0:
        raise ValueError(f"age_range={ages!r}")
    if not all(math.isfinite(value) and value >= 0 for value in (*ages.ages, *reaches)):
        raise ValueError(f"age_range={ages!r}")
    if not 0.0 <= ages.spread_power <= 2.0:
        raise ValueError(f"age_range={ages!r}")

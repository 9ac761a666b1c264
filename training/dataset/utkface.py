"""A folder of UTKFace chips: names to labels.

Source: Zhang, Song and Qi, "Age Progression/Regression by Conditional Adversarial Autoencoder",
CVPR 2017. Names are ``[age]_[gender]_[race]_[date].jpg``; gender 0 is male, 1 female.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.errors import DataError
from engine.images import SUFFIXES

MAX_AGE_YEARS = 120
_NAME = re.compile(r"(?P<age>\d{1,3})_(?P<gender>[01])_(?P<group>[0-4])_(?P<date>\d+)\.")


@dataclass(frozen=True, slots=True)
class Sample:
    """One labelled chip: age in years, gender 0 male or 1 female, group 0-4 (audit only)."""

    path: Path
    age_years: float
    gender: int
    group: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that cannot be used, and why, in words for a person."""

    name: str
    reason: str


def read_utkface(folder: Path) -> tuple[list[Sample], list[Problem]]:
    """Labelled chips of a folder and its subfolders, by name, and the files that do not parse.

    Raises ``DataError`` if the folder is missing or holds no usable chip.
    """
    if not folder.is_dir():
        raise DataError(f"There is no folder with training data here. Received: {folder}")
    samples: list[Sample] = []
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*"), key=lambda found: found.relative_to(folder).as_posix()):
        if path.suffix.lower() not in SUFFIXES or path.name.startswith(".") or not path.is_file():
            continue
        found = parse_name(path)
        if isinstance(found, Sample):
            samples.append(found)
        else:
            problems.append(found)
    if not samples:
        raise DataError(
            "No face in this folder has a name like 25_0_2_20170116174525125.jpg "
            f"(age, gender, group, date). Received: {folder}, {len(problems)} other pictures"
        )
    return samples, problems


def parse_name(path: Path) -> Sample | Problem:
    """Labels from one file's name, or why it has none."""
    match = _NAME.match(path.name)
    if match is None:
        return Problem(path.name, "The name does not give age, gender, group and date.")
    age = int(match["age"])
    if age > MAX_AGE_YEARS:
        return Problem(path.name, f"The age {age} is above {MAX_AGE_YEARS}.")
    return Sample(path, float(age), int(match["gender"]), int(match["group"]))


def limited(samples: Sequence[Sample], limit: int | None) -> list[Sample]:
    """An evenly spread choice of at most ``limit`` samples, for a quick look."""
    if limit is None or limit >= len(samples):
        return list(samples)
    if limit < 1:
        raise DataError(f"A training needs at least one face. Received: limit={limit}")
    return [samples[i * len(samples) // limit] for i in range(limit)]

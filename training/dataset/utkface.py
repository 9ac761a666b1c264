"""Labelled faces as values, and a folder of UTKFace chips: names to labels.

Source: Zhang, Song and Qi, "Age Progression/Regression by Conditional Adversarial Autoencoder",
CVPR 2017. Names are ``[age]_[gender]_[race]_[date].jpg``; gender 0 is male, 1 female.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.errors import DataError
from engine.images import SUFFIXES
from engine.results import Box

MAX_AGE_YEARS = 120
NO_GROUP = -1
UTKFACE_NOTE = (
    "UTKFace is a collection of more than 20,000 face photos labelled with ages from 0 to 116 and "
    "with gender, by Zhang, Song and Qi (CVPR 2017). AgeLens neither contains nor downloads it: "
    "fetch it yourself from its authors' project page, https://susanqq.github.io/UTKFace/ (the "
    "aligned and cropped faces), then choose the folder or the archive here. Its terms: for "
    "non-commercial research only; the photos come from the internet and are not the authors' "
    "property. A model trained on it is bound by the same terms."
)
"""For a person who has no UTKFace yet: what it is, where it comes from, what its terms are."""

_NAME = re.compile(r"(?P<age>\d{1,3})_(?P<gender>[01])_(?P<group>[0-4])_(?P<date>\d+)\.")
_NOT_OURS = frozenset({"__MACOSX"})  # what a Mac adds to its archives


@dataclass(frozen=True, slots=True)
class Sample:
    """One labelled face: age in years, gender 0 male or 1 female; one of them may be ``None``.

    Where the label is an interval of ages, ``age_years`` is its middle and ``age_reach`` how far it
    reaches to both sides in years, 0 for an exact age. ``group`` serves the audit of errors only,
    ``NO_GROUP`` where it is not given. ``source`` names where the data say that the face is from,
    empty if they do not. ``box`` names one face of a photo, in pixels of the full-size upright
    picture; without one the largest face is meant. ``framed`` says that the picture is a chip
    already: no detector is needed; ``border`` is how much of the photo it shows on each side of
    the canonical frame, as a share of the frame's side. Raises ``DataError`` if neither label is
    known.
    """

    path: Path
    age_years: float | None
    gender: int | None
    group: int | str = NO_GROUP
    box: Box | None = None
    framed: bool = False
    age_reach: float = 0.0
    source: str = ""
    border: float = 0.0

    def __post_init__(self) -> None:
        if self.age_years is None and self.gender is None:
            raise DataError("A face needs an age or a gender.", received=self.path.name)


@dataclass(frozen=True, slots=True)
class DataProblem:
    """A file that cannot be used, and why, in words for a person."""

    name: str
    reason: str


def read_utkface(folder: Path) -> tuple[list[Sample], list[DataProblem]]:
    """Labelled chips of a folder and its subfolders, by name, and the files that do not parse.

    Raises ``DataError`` if the folder is missing or holds no usable chip.
    """
    if not folder.is_dir():
        raise DataError("There is no folder with training data here.", received=folder)
    samples: list[Sample] = []
    problems: list[DataProblem] = []
    for path in pictures_in(folder):
        found = parse_name(path)
        if isinstance(found, Sample):
            samples.append(found)
        else:
            problems.append(found)
    if not samples:
        raise DataError(
            "No face in this folder has a name like 25_0_2_20170116174525125.jpg "
            "(age, gender, group, date).",
            received=f"{folder}, {len(problems)} other pictures",
        )
    return samples, problems


def pictures_in(folder: Path) -> list[Path]:
    """Files with a picture's suffix in a folder and its subfolders, ordered by relative path.

    Hidden files and folders are passed over, links to folders not followed: they may lead round
    in a circle. A folder that may not be listed counts as empty.
    """
    found: list[Path] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not _passed_over(name)]
        paths = (Path(parent, name) for name in names if not _passed_over(name))
        found += [path for path in paths if path.suffix.lower() in SUFFIXES and is_file(path)]
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def is_file(path: Path) -> bool:
    """Whether an ordinary file is there; no, if we may not look or the path is nonsense."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def parse_name(path: Path) -> Sample | DataProblem:
    """Labels from one file's name, or why it has none."""
    match = _NAME.match(path.name)
    if match is None:
        return DataProblem(path.name, "The name does not give age, gender, group and date.")
    age = int(match["age"])
    if age > MAX_AGE_YEARS:
        return DataProblem(path.name, f"The age {age} is above {MAX_AGE_YEARS}.")
    return Sample(path, float(age), int(match["gender"]), int(match["group"]))


def limited(samples: Sequence[Sample], limit: int | None) -> list[Sample]:
    """An evenly spread choice of at most ``limit`` samples, for a quick look."""
    if limit is None or limit >= len(samples):
        return list(samples)
    if limit < 1:
        raise DataError("A training needs at least one face.", received=f"limit={limit}")
    return [samples[i * len(samples) // limit] for i in range(limit)]


def _passed_over(name: str) -> bool:
    return name.startswith(".") or name in _NOT_OURS

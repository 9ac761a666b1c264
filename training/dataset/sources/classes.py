"""A folder per class: labels from the names of the folders in which a picture lies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.words import translatable
from training.dataset.utkface import MAX_AGE_YEARS, DataProblem, Sample

_FEMALE = frozenset({"female", "females", "woman", "women", "girl", "girls", "f", "w"})
_MALE = frozenset({"male", "males", "man", "men", "boy", "boys", "m"})
_UNITS = re.compile(r"(?<![a-z])(?:ages?|aged|years?|yrs?|y|yo|old)(?![a-z])")
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d+)?")
_RANGE = re.compile(r"(?P<low>\d{1,3})\s*(?:-|–|—|to)\s*(?P<high>\d{1,3})")
_OPEN = re.compile(r"(?P<low>\d{1,3})\s*(?:\+|plus|and (?:over|above|older)|or (?:over|older))")
_PAIR = re.compile(r"[\[(]\s*(?P<low>\d{1,3})\s*[,;-]\s*(?P<high>\d{1,3})\s*[\])]")
_ABOVE = re.compile(r"(?:>=?|more than|over|above|from)\s*(?P<low>\d{1,3})(?: up| on)?")
_BELOW = re.compile(r"(?:<=?|less than|under|below|up to)\s*(?P<high>\d{1,3})")
_OLDEST_YEARS = 100.0  # where an interval without an end is taken to end: hardly anybody is older
_DECADE = re.compile(r"(?P<low>\d{1,2}0)\s*'?s")
OPEN_RANGE_YEARS = 10.0
"""How far a range without an upper bound ("60+") is taken to reach."""


@dataclass(frozen=True, slots=True)
class AgeClass:
    """An age in years read from a folder's name, and whether the name gives a range only."""

    years: float
    is_range: bool


@dataclass(frozen=True, slots=True)
class ClassFolders:
    """What a folder per class holds; ``notes`` say how its names were understood."""

    samples: tuple[Sample, ...]
    problems: tuple[DataProblem, ...]
    notes: tuple[str, ...]


def gender_of(word: str) -> int | None:
    """0 for a word that means male, 1 for female, in any case; ``None`` for any other."""
    word = word.strip().casefold()
    if word in _FEMALE:
        return 1
    return 0 if word in _MALE else None


def age_of(name: str) -> AgeClass | None:
    """The age that a folder's name gives: ``30``, ``age_30``, ``20-29``, ``60+``, ``20s``.

    A range stands for its middle, counted in whole years: 20-29 is 24.5. ``None`` if there is no
    age in the name, or none that a person reaches.
    """
    text = _UNITS.sub(" ", name.casefold().replace("_", " ")).strip()
    low: float
    high: float
    if _NUMBER.fullmatch(text):
        low = high = float(text.replace(",", "."))
    elif match := _RANGE.fullmatch(text):
        low, high = float(match["low"]), float(match["high"])
    elif match := _OPEN.fullmatch(text):
        low, high = float(match["low"]), float(match["low"]) + OPEN_RANGE_YEARS - 1
    elif match := _DECADE.fullmatch(text):
        low, high = float(match["low"]), float(match["low"]) + 9
    else:
        return None
    if low > high or low > MAX_AGE_YEARS:
        return None
    return AgeClass((low + high) / 2, is_range=low != high)


def interval_of(text: str) -> tuple[float, float] | None:
    """Least and greatest age of a cell that gives an interval, ``None`` if it gives none.

    ``20-29``, ``(25, 32)``, ``60+``, ``more than 70``, ``under 3``, ``20s``: as public data sets
    write them. One without an end reaches to 100 years, one without a beginning from 0.
    """
    text = _UNITS.sub(" ", text.casefold().replace("_", " ")).strip()
    text = " ".join(text.split())
    low: float
    high: float
    if match := _RANGE.fullmatch(text) or _PAIR.fullmatch(text):
        low, high = float(match["low"]), float(match["high"])
    elif match := _OPEN.fullmatch(text) or _ABOVE.fullmatch(text):
        low = float(match["low"])
        high = max(_OLDEST_YEARS, low)
    elif match := _BELOW.fullmatch(text):
        low, high = 0.0, float(match["high"])
    elif match := _DECADE.fullmatch(text):
        low, high = float(match["low"]), float(match["low"]) + 9
    else:
        return None
    return (low, high) if low <= high <= MAX_AGE_YEARS else None


def read_classes(folder: Path, pictures: Sequence[Path]) -> ClassFolders:
    """Labels of pictures below ``folder`` from the folders between; those without are problems."""
    samples: list[Sample] = []
    problems: list[DataProblem] = []
    used: set[str] = set()
    for path in pictures:
        parts = path.relative_to(folder).parts[:-1]
        genders = {gender for part in parts if (gender := gender_of(part)) is not None}
        ages = {age for part in parts if (age := age_of(part)) is not None}
        reason = _trouble(genders, ages)
        if reason:
            problems.append(DataProblem(path.relative_to(folder).as_posix(), reason))
            continue
        years = next(iter(ages)).years if ages else None
        samples.append(Sample(path, years, next(iter(genders), None)))
        used.update(part for part in parts if age_of(part) is not None)
    return ClassFolders(tuple(samples), tuple(problems), _notes(used))


def _trouble(genders: set[int], ages: set[AgeClass]) -> str:
    if len(genders) > 1:
        return translatable("It lies in a folder for female and in one for male.")
    if len(ages) > 1:
        return translatable("It lies in folders for two different ages.")
    if not genders and not ages:
        return translatable("No folder in which it lies has a name that says an age or a gender.")
    return ""


def _notes(names: Iterable[str]) -> tuple[str, ...]:
    """How the names of the folders for ages were understood, where one may wonder."""
    ages = {name: age for name in sorted(names) if (age := age_of(name)) is not None}
    ranges = [f"{name} as {age.years:g}" for name, age in ages.items() if age.is_range]
    notes = []
    if ranges:
        notes.append(f"Ranges stand for their middle: {', '.join(ranges)} years.")
    if ages and set(ages) <= {"0", "1"}:
        notes.append(
            "The folders 0 and 1 were read as ages. If they mean gender, call them male and female."
        )
    return tuple(notes)

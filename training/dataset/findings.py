"""What a look at labelled faces found: counts, and rows of a table for a person to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from training.dataset.sources import Source
from training.dataset.utkface import MAX_AGE_YEARS, Problem, Sample

Level = Literal["note", "warning", "error"]

FEW_FACES, TOO_FEW_FACES = 200, 30
USUAL_YEARS = (0.0, 116.0)
DECADES = MAX_AGE_YEARS // 10 + 1
AGES_DIFFER_YEARS = 5.0
_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of the table: how serious, what, how many, and up to five examples."""

    level: Level
    what: str
    count: int
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Twins:
    """Nearly identical pictures among ``compared`` ones.

    ``copies`` are faces whose file is there another time, byte for byte; ``faces`` those with a
    twin, copies among them; ``pairs`` all pairs of twins; ``disagreeing`` those with another
    gender, or ages more than 5 years apart.
    """

    compared: int
    copies: int
    faces: int
    pairs: int
    disagreeing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Everything that a look at a source told.

    ``usable`` faces have a label and, as far as they were among the ``looked_at`` ones, a picture
    that can be read; ``ages_by_decade[3]`` counts those from 30 to below 40. ``complete`` is
    false after a cancellation: the figures are then of no use.
    """

    usable: int
    females: int
    males: int
    without_age: int
    without_gender: int
    ages_by_decade: tuple[int, ...]
    unreadable: tuple[Problem, ...]
    unlabelled: tuple[Problem, ...]
    looked_at: int
    twins: Twins
    rows: tuple[Finding, ...]
    complete: bool = True

    @property
    def trainable(self) -> bool:
        """Whether nothing was found that rules a training out."""
        return self.complete and not any(row.level == "error" for row in self.rows)


def rows_on_size(findings: Findings, source: Source) -> Iterator[Finding]:
    """What the number of faces, and those left out, are to tell."""
    if findings.usable < TOO_FEW_FACES:
        yield Finding(
            "error",
            "Too few faces to train on and to test with; a few dozen is the least.",
            findings.usable,
        )
    elif findings.usable < FEW_FACES:
        yield Finding("warning", "Few faces: a model will learn little.", findings.usable)
    if findings.looked_at < len(source.samples) and findings.complete:
        yield Finding(
            "note", "Of this large set an even choice of pictures was opened.", findings.looked_at
        )
    if findings.unreadable:
        yield Finding(
            "warning",
            "Files that cannot be read are left out.",
            len(findings.unreadable),
            _examples(findings.unreadable),
        )
    if findings.unlabelled:
        yield Finding(
            "warning",
            "Files or rows without a usable label are left out.",
            len(findings.unlabelled),
            _examples(findings.unlabelled),
        )


def rows_on_labels(findings: Findings, usable: Sequence[Sample]) -> Iterator[Finding]:
    """What missing, one-sided or odd labels are to tell."""
    if not usable:
        return
    ages = [sample.age_years for sample in usable if sample.age_years is not None]
    for name, without in (("age", findings.without_age), ("gender", findings.without_gender)):
        if without == len(usable):
            yield Finding("warning", f"No face has a known {name}: it cannot be learned.", without)
        elif without:
            yield Finding("note", f"Faces without a known {name}.", without)
    if findings.females + findings.males and not (findings.females and findings.males):
        which = "female" if findings.males else "male"
        yield Finding("warning", f"No face is labelled {which}: gender cannot be learned.", 0)
    if len(ages) > 1 and min(ages) == max(ages):
        yield Finding(
            "warning",
            f"All faces have the same age, {ages[0]:g}: age cannot be learned.",
            len(ages),
        )
    low, high = USUAL_YEARS
    odd = [one for one in usable if one.age_years is not None and not low <= one.age_years <= high]
    if odd:
        names = tuple(f"{one.path.name}: {one.age_years:g}" for one in odd[:_EXAMPLES])
        yield Finding("warning", f"Ages outside {low:g} to {high:g} years.", len(odd), names)


def rows_on_twins(twins: Twins) -> Iterator[Finding]:
    """What nearly identical pictures are to tell."""
    if twins.copies:
        yield Finding("note", "Faces whose file is there another time.", twins.copies)
    if twins.faces:
        yield Finding(
            "note",
            f"Faces with a twin, a nearly identical picture, among {twins.compared} compared; "
            "twins are kept on one side of the split.",
            twins.faces,
        )
    if twins.disagreeing:
        yield Finding(
            "warning",
            f"Of {twins.pairs} pairs of twins these disagree: another gender, or ages more than "
            f"{AGES_DIFFER_YEARS:g} years apart.",
            twins.disagreeing,
        )


def _examples(problems: Sequence[Problem]) -> tuple[str, ...]:
    return tuple(f"{one.name}: {one.reason}" for one in problems[:_EXAMPLES])

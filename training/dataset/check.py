"""A look at labelled faces before they are used: what is there, what is wrong, as a table.

Whatever is found is a row for a person to read; nothing here stops a training.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.errors import ImageError, UserError
from engine.files import opened_ordinary
from engine.images import file_in, read_photo, sharper, split_page
from engine.preprocessing import Image
from training.dataset.duplicates import HASH_BYTES, difference_hash, duplicate_groups
from training.dataset.sources import DataSource
from training.dataset.utkface import MAX_AGE_YEARS, DataProblem, Sample, limited

__all__ = ["DuplicateGroup", "Finding", "Findings", "Level", "check"]

Progress = Callable[[int, int], None]

LOOK_AT_MOST = 30_000
"""Pictures that are opened; of larger sets an even choice, which a row then says."""

COMPARE_AT_MOST = 20_000
"""Pictures that are compared for duplicates: the work grows with the square of the number."""

_LEVELS: tuple[Level, ...] = ("error", "warning", "note")
_SMALL_PX = 64  # decoded so small: enough for a hash, and proof that it can be read
_WORKERS = 2
_NO_HASH = np.zeros(HASH_BYTES, dtype=np.uint8)


def check(
    source: DataSource,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    look_at_most: int = LOOK_AT_MOST,
    compare_at_most: int = COMPARE_AT_MOST,
) -> Findings:
    """Count, open and compare the faces of a source; never raises for what is in it.

    ``progress`` is told pictures opened of all that will be; ``cancelled`` is asked before each
    one, and once it says yes, the findings come at once with ``complete`` false.
    """
    chosen = limited(source.samples, max(look_at_most, 1))
    stop = cancelled or (lambda: False)
    looks = _looked(chosen, progress=progress, stop=stop)
    complete = len(looks) == len(chosen) and not stop()
    seen = [look for look in looks if not look.problem]
    duplicates = _compared(_spread(seen, compare_at_most) if complete else [])
    unreadable = {look.sample: look.problem for look in looks if look.problem}
    usable = [sample for sample in source.samples if sample not in unreadable]
    ages = [sample.age_years for sample in usable if sample.age_years is not None]
    genders = [sample.gender for sample in usable if sample.gender is not None]
    counts = Counter(min(int(age // 10), DECADES - 1) for age in ages)
    findings = Findings(
        usable=len(usable),
        females=genders.count(1),
        males=genders.count(0),
        without_age=len(usable) - len(ages),
        without_gender=len(usable) - len(genders),
        ages_by_decade=tuple(counts[decade] for decade in range(DECADES)),
        unreadable=tuple(unreadable.values()),
        unlabelled=source.problems,
        looked_at=len(looks),
        duplicates=duplicates,
        rows=(),
        complete=complete,
    )
    rows = [*rows_on_size(findings, source), *rows_on_labels(findings, usable)]
    rows += rows_on_duplicates(duplicates)
    rows += [Finding("note", note, len(source.samples)) for note in source.notes]
    return replace(findings, rows=tuple(sorted(rows, key=lambda row: _LEVELS.index(row.level))))


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """One opened picture: its problem in a sentence, or its hash and a digest of its content."""

    sample: Sample
    problem: DataProblem | None
    difference: NDArray[np.uint8]
    content: bytes


def _looked(
    samples: Sequence[Sample], *, progress: Progress | None, stop: Callable[[], bool]
) -> list[_Look]:
    """A look at each sample, in order; fewer if stopped."""
    looks: list[_Look] = []

    def one(sample: Sample) -> _Look | None:
        return None if stop() else _look(sample)

    with ThreadPoolExecutor(_WORKERS) as pool:
        try:
            for look in pool.map(one, samples):
                if look is None:
                    break
                looks.append(look)
                if progress is not None:
                    progress(len(looks), len(samples))
        finally:
            pool.shutdown(cancel_futures=True)
    return looks


def _look(sample: Sample) -> _Look:
    try:
        difference = difference_hash(_seen(sample))
        with opened_ordinary(file_in(sample.path)) as file:
            content = hashlib.file_digest(file, "sha256").digest()
    except UserError as error:
        return _Look(sample, DataProblem(sample.path.name, str(error)), _NO_HASH, b"")
    except OSError as error:
        reason = f"This file could not be read ({error.strerror or error})."
        return _Look(sample, DataProblem(sample.path.name, reason), _NO_HASH, b"")
    which = f"{split_page(str(sample.path))[1]} {sample.box}"  # page, and part of it
    return _Look(sample, None, difference, content + which.encode())


def _seen(sample: Sample) -> Image:
    """The picture, or the part of it that the sample means, small; raises ``ImageError``."""
    photo = read_photo(sample.path, reduce_to_px=_SMALL_PX)
    if sample.box is None:
        return photo.pixels
    box = sample.box.clipped(photo.width_px, photo.height_px)
    if min(box.w, box.h) < 1:
        size = f"{photo.width_px} x {photo.height_px} pixels"
        raise ImageError("The box of this face lies outside the picture.", received=size)
    photo = sharper(photo, scale=min(_SMALL_PX / max(box.w, box.h), 1.0))
    small = box.scaled(photo.scale)
    left, top = int(small.x), int(small.y)
    right, bottom = math.ceil(small.x + small.w), math.ceil(small.y + small.h)
    part = photo.pixels[top:bottom, left:right]
    return np.ascontiguousarray(part) if part.size else photo.pixels


def _spread(looks: Sequence[_Look], most: int) -> list[_Look]:
    """An even choice of at most ``most``."""
    if len(looks) <= most:
        return list(looks)
    return [looks[i * len(looks) // most] for i in range(most)]


def _compared(looks: Sequence[_Look]) -> DuplicateGroup:
    if not looks:
        return DuplicateGroup(0, 0, 0, 0, 0)
    contents = Counter(look.content for look in looks)
    copies = sum(count for count in contents.values() if count > 1)
    groups: dict[int, list[Sample]] = {}
    for group, look in zip(
        duplicate_groups(np.stack([look.difference for look in looks])).tolist(), looks, strict=True
    ):
        groups.setdefault(group, []).append(look.sample)
    duplicates = [group for group in groups.values() if len(group) > 1]
    return DuplicateGroup(
        compared=len(looks),
        copies=copies,
        faces=sum(len(group) for group in duplicates),
        pairs=sum(len(group) * (len(group) - 1) // 2 for group in duplicates),
        disagreeing=sum(_disagreeing(group) for group in duplicates),
    )


def _disagreeing(group: Sequence[Sample]) -> int:
    """Pairs with another gender, or ages too far apart; unknown labels agree with all."""
    ages = np.array([np.nan if one.age_years is None else one.age_years for one in group])
    genders = np.array([np.nan if one.gender is None else one.gender for one in group])
    count = 0
    for row in range(len(group) - 1):  # row by row: a group of thousands must not fill the memory
        apart = np.abs(ages[row + 1 :] - ages[row]) > AGES_DIFFER_YEARS
        count += int(np.count_nonzero(apart | (np.abs(genders[row + 1 :] - genders[row]) > 0)))
    return count


Level = Literal["note", "warning", "error"]

FEW_FACES, TOO_FEW_FACES = 200, 30
USUAL_YEARS = (0.0, 116.0)
DECADES = MAX_AGE_YEARS // 10 + 1
AGES_DIFFER_YEARS = 5.0
_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of the table: how serious, what, how many, and up to five examples.

    ``template`` is the sentence with named places, ``arguments`` what stands in them.
    """

    level: Level
    template: str
    count: int
    examples: tuple[DataProblem, ...] = ()
    arguments: Mapping[str, object] = field(default_factory=dict)

    @property
    def what(self) -> str:
        """The sentence in English."""
        return self.template.format(**self.arguments) if self.arguments else self.template


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Nearly identical pictures among ``compared`` ones.

    ``copies`` are faces in byte-identical files; ``faces`` those with a near-identical duplicate,
    copies among them; ``pairs`` all pairs of duplicates; ``disagreeing`` the pairs with different
    genders, or ages more than 5 years apart.
    """

    compared: int
    copies: int
    faces: int
    pairs: int
    disagreeing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Everything that a check of a source found.

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
    unreadable: tuple[DataProblem, ...]
    unlabelled: tuple[DataProblem, ...]
    looked_at: int
    duplicates: DuplicateGroup
    rows: tuple[Finding, ...]
    complete: bool = True

    @property
    def trainable(self) -> bool:
        """Whether nothing was found that rules a training out."""
        return self.complete and not any(row.level == "error" for row in self.rows)


def rows_on_size(findings: Findings, source: DataSource) -> Iterator[Finding]:
    """What the number of faces, and those left out, mean for a training."""
    if findings.usable < TOO_FEW_FACES:
        yield Finding(
            "error",
            "There are too few faces to train and test with: at least 30 are needed.",
            findings.usable,
        )
    elif findings.usable < FEW_FACES:
        yield Finding("warning", "Few faces: a model will learn little.", findings.usable)
    if findings.looked_at < len(source.samples) and findings.complete:
        yield Finding(
            "note",
            "From this large set, an evenly spread selection of pictures was opened.",
            findings.looked_at,
        )
    if findings.unreadable:
        yield Finding(
            "warning",
            "Files that cannot be read are left out.",
            len(findings.unreadable),
            findings.unreadable[:_EXAMPLES],
        )
    if findings.unlabelled:
        yield Finding(
            "warning",
            "Files or rows without a usable label are left out.",
            len(findings.unlabelled),
            findings.unlabelled[:_EXAMPLES],
        )


def rows_on_labels(findings: Findings, usable: Sequence[Sample]) -> Iterator[Finding]:
    """What missing, one-sided or odd labels mean for a training."""
    if not usable:
        return
    ages = [sample.age_years for sample in usable if sample.age_years is not None]
    if findings.without_age == len(usable):
        yield Finding("warning", "No face has a known age: it cannot be learned.", len(usable))
    elif findings.without_age:
        yield Finding("note", "Faces without a known age.", findings.without_age)
    if findings.without_gender == len(usable):
        yield Finding("warning", "No face has a known gender: it cannot be learned.", len(usable))
    elif findings.without_gender:
        yield Finding("note", "Faces without a known gender.", findings.without_gender)
    if findings.males and not findings.females:
        yield Finding("warning", "No face is labelled female: gender cannot be learned.", 0)
    if findings.females and not findings.males:
        yield Finding("warning", "No face is labelled male: gender cannot be learned.", 0)
    if len(ages) > 1 and min(ages) == max(ages):
        yield Finding(
            "warning",
            "All faces have the same age, {age}: age cannot be learned.",
            len(ages),
            arguments={"age": f"{ages[0]:g}"},
        )
    low, high = USUAL_YEARS
    odd = [one for one in usable if one.age_years is not None and not low <= one.age_years <= high]
    if odd:
        yield Finding(
            "warning",
            "Ages outside {low} to {high} years.",
            len(odd),
            tuple(DataProblem(one.path.name, f"{one.age_years:g}") for one in odd[:_EXAMPLES]),
            arguments={"low": f"{low:g}", "high": f"{high:g}"},
        )


def rows_on_duplicates(duplicates: DuplicateGroup) -> Iterator[Finding]:
    """What nearly identical pictures mean for a training."""
    if duplicates.copies:
        yield Finding("note", "Faces in duplicate files.", duplicates.copies)
    if duplicates.faces:
        yield Finding(
            "note",
            "Faces with a nearly identical picture among the {compared} compared; such "
            "duplicates stay on one side of the split.",
            duplicates.faces,
            arguments={"compared": duplicates.compared},
        )
    if duplicates.disagreeing:
        yield Finding(
            "warning",
            "Of {pairs} pairs of duplicates these disagree: different genders, or ages more than "
            "{years} years apart.",
            duplicates.disagreeing,
            arguments={"pairs": duplicates.pairs, "years": f"{AGES_DIFFER_YEARS:g}"},
        )

"""How far two people agree about the same faces of a project, or one person with the model.

Percent agreement and Cohen's kappa for "a face or not" and for the perceived gender, differences
in years for the apparent age. Sources: J. Cohen, "A coefficient of agreement for nominal scales",
1960 (kappa); E. B. Wilson, "Probable inference, the law of succession, and statistical
inference", 1927 (intervals of shares).

Faces on which the two differ can be gone through as a ``DisagreementQueue``; the figures are saved
as a table.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.export.columns import encodable, neutralised
from engine.export.tables import CsvWriter
from engine.files import replacing
from engine.progress import drain
from engine.project.records import HUMAN_GENDERS, FaceEntry, HumanLabel, PhotoEntry

ENOUGH = 30
"""Under this many common faces a figure is "too few to say" and gets no interval."""

FAR_YEARS = 5.0
"""Ages that differ by more than this many years count as a disagreement."""

About = Literal["face", "gender", "age"]
FACE_CLASSES = ("face", "not_a_face")
_Z = 1.959964  # the normal distribution's 97.5 % point
_PHOTOS_A_STEP = 200


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its 95 % interval; ``low`` and ``high`` are ``None`` for too few faces."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassAgreement:
    """Agreement about classes on ``faces`` >= 1 faces.

    ``counts[i][j]`` are the faces that the first gave ``classes[i]`` and the second
    ``classes[j]``; ``agreed`` is a share (0-1); ``kappa`` is ``None`` where it is not defined, as
    both put all faces into one and the same class and so could not have disagreed by chance.
    """

    faces: int
    classes: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    agreed: Figure
    kappa: Figure | None

    @property
    def enough(self) -> bool:
        """Whether there are faces enough to say anything."""
        return self.faces >= ENOUGH


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeAgreement:
    """Differences of the ages, first minus second, in years, on ``faces`` >= 1 faces.

    ``within_2`` and ``within_5`` are the shares (0-1) that differ by at most so many years.
    """

    faces: int
    difference: Figure
    absolute: Figure
    within_2: Figure
    within_5: Figure

    @property
    def enough(self) -> bool:
        """Whether there are faces enough to say anything."""
        return self.faces >= ENOUGH


@dataclass(frozen=True, slots=True)
class StatedLabel:
    """One rater on one face; gender and age are ``None`` where they said nothing of it."""

    is_face: bool
    gender: str | None
    age_years: float | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A face on which the two differ, in what, and what each of them ``said``.

    ``face_index`` is its number in its photo as in the table, from 1, left to right.
    """

    face_id: int
    photo_id: int
    about: tuple[About, ...]
    face_index: int
    said: tuple[StatedLabel, StatedLabel]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """All figures on two raters; ``other`` is ``None`` for the model.

    ``faces`` were labelled by both. ``face``, ``gender`` and ``age`` are ``None`` where there is no
    face of which both said so much. ``disagreements`` run in the order of the scan.
    """

    one: str
    other: str | None
    faces: int
    face: ClassAgreement | None
    gender: ClassAgreement | None
    age: AgeAgreement | None
    disagreements: tuple[Disagreement, ...]

    @property
    def enough(self) -> bool:
        """Whether there are common faces enough to say anything."""
        return self.faces >= ENOUGH


@dataclass(slots=True)
class _Pairs:
    """What both said, face by face."""

    face: list[tuple[str, str]] = field(default_factory=list)
    gender: list[tuple[str, str]] = field(default_factory=list)
    age: list[tuple[float, float]] = field(default_factory=list)
    disagreements: list[Disagreement] = field(default_factory=list)

    def add(self, entry: FaceEntry, index: int, said: tuple[StatedLabel, StatedLabel]) -> None:
        first, second = said
        self.face.append((FACE_CLASSES[not first.is_face], FACE_CLASSES[not second.is_face]))
        if first.gender is not None and second.gender is not None:
            self.gender.append((first.gender, second.gender))
        if first.age_years is not None and second.age_years is not None:
            self.age.append((first.age_years, second.age_years))
        about = differing(first, second)
        if about:
            self.disagreements.append(
                Disagreement(entry.face_id, entry.photo_id, about, index, said)
            )


def differing(first: StatedLabel, second: StatedLabel) -> tuple[About, ...]:
    """In what two labels differ; an age or gender that one of them lacks is no difference."""
    about: list[About] = []
    if first.is_face != second.is_face:
        about.append("face")
    if None not in (first.gender, second.gender) and first.gender != second.gender:
        about.append("gender")
    ages = [one.age_years for one in (first, second) if one.age_years is not None]
    if len(ages) == 2 and abs(ages[0] - ages[1]) > FAR_YEARS:
        about.append("age")
    return tuple(about)


class DisagreementQueue:
    """The faces on which two raters differed, to be gone through one by one.

    A face stays when the two agree on it by now, until ``without`` takes it out.
    """

    def __init__(self, found: Agreement) -> None:
        self.one, self.other = found.one, found.other
        self._said: dict[int, list[StatedLabel | None]] = {
            face.face_id: list(face.said) for face in found.disagreements
        }

    @property
    def face_ids(self) -> frozenset[int]:
        """The faces in it."""
        return frozenset(self._said)

    def __contains__(self, face_id: int) -> bool:
        return face_id in self._said

    def note(self, face_id: int, rater: str, label: HumanLabel | None) -> None:
        """Follow what one of the two, or anybody else, says of a face by now."""
        said = self._said.get(face_id)
        if said is not None and rater in (self.one, self.other):
            said[rater != self.one] = stated_label(label)

    def agreed(self, face_id: int) -> bool:
        """Whether the two agree on a face by now."""
        first, second = self._said.get(face_id, (None, None))
        return first is not None and second is not None and not differing(first, second)

    def without(self, face_ids: Iterable[int]) -> None:
        """Take faces out."""
        for face_id in face_ids:
            self._said.pop(face_id, None)


def agreement(photos: Iterable[PhotoEntry], one: str, other: str | None) -> Agreement:
    """Compare two reviewers, or with ``other=None`` a reviewer with the model.

    The model counts as having said "face" of what it found and "not a face" of what a person had
    to add; where it is not sure of the gender it counts as "unknown". Raises ``ValueError`` for
    one and the same reviewer.
    """
    return drain(agreement_steps(photos, one, other))


def agreement_steps(
    photos: Iterable[PhotoEntry], one: str, other: str | None
) -> Generator[None, None, Agreement]:
    """The same in short steps, for a lane that others wait for."""
    if one == other:
        raise ValueError(f"Nobody can be compared with themselves. Received: {one}")
    pairs = _Pairs()
    for number, photo in enumerate(photos, start=1):
        listed = (face for face in photo.faces if face.found or face.labels)
        for index, entry in enumerate(listed, start=1):
            first, second = _said(entry, one), _said(entry, other)
            if first is not None and second is not None:
                pairs.add(entry, index, (first, second))
        if number % _PHOTOS_A_STEP == 0:
            yield
    return Agreement(
        one=one,
        other=other,
        faces=len(pairs.face),
        face=class_agreement(pairs.face, FACE_CLASSES),
        gender=class_agreement(pairs.gender, HUMAN_GENDERS),
        age=age_agreement(pairs.age),
        disagreements=tuple(pairs.disagreements),
    )


def class_agreement(
    pairs: Sequence[tuple[str, str]], classes: Sequence[str]
) -> ClassAgreement | None:
    """Percent agreement and kappa of N pairs of classes; ``None`` without any."""
    if not pairs:
        return None
    counts = np.zeros((len(classes), len(classes)), dtype=np.int64)
    for first, second in pairs:
        counts[classes.index(first), classes.index(second)] += 1
    return ClassAgreement(
        faces=len(pairs),
        classes=tuple(classes),
        counts=tuple(tuple(row) for row in counts.tolist()),
        agreed=_share(int(np.trace(counts)), len(pairs)),
        kappa=kappa(counts),
    )


def kappa(counts: NDArray[np.int64]) -> Figure | None:
    """Cohen's kappa of a square table of counts, -1 to 1; ``None`` where it is not defined.

    kappa = (p_o - p_e) / (1 - p_e) with the observed agreement p_o and the agreement p_e that the
    two would reach by chance, each keeping to how often they use the classes (Cohen, 1960). For
    the interval Wilson's limits of p_o take its place, p_e held fixed as Cohen does: unlike a
    symmetric one it does not shrink to a point where all agree; it is rather too wide than too
    narrow (Fleiss, Cohen and Everitt, 1969).
    """
    total = int(counts.sum())
    if total == 0:
        return None
    agreed = int(np.trace(counts))
    chance = float(counts.sum(axis=0) @ counts.sum(axis=1)) / total**2
    if chance >= 1.0:
        return None

    def of(observed: float) -> float:
        return max((observed - chance) / (1.0 - chance), -1.0)

    share = _share(agreed, total)
    if share.low is None or share.high is None:
        return Figure(of(share.value))
    return Figure(of(share.value), of(share.low), of(share.high))


def age_agreement(pairs: Sequence[tuple[float, float]]) -> AgeAgreement | None:
    """Differences of N pairs of ages in years; ``None`` without any."""
    if not pairs:
        return None
    ages = np.asarray(pairs, dtype=np.float64)
    differences = ages[:, 0] - ages[:, 1]
    apart = np.abs(differences)
    return AgeAgreement(
        faces=len(pairs),
        difference=_mean(differences),
        absolute=_mean(apart),
        within_2=_share(int((apart <= 2).sum()), len(pairs)),
        within_5=_share(int((apart <= FAR_YEARS).sum()), len(pairs)),
    )


def _said(entry: FaceEntry, rater: str | None) -> StatedLabel | None:
    """What a rater said of a face; ``None`` if nothing."""
    if rater is None:
        estimate = entry.face.estimate
        if estimate is None:
            return None
        if not entry.found:  # by the model in use no longer; its estimate is one of before
            return StatedLabel(False, None, None)
        # Not sure is an answer too: leaving such faces out would flatter the model.
        return StatedLabel(
            entry.origin == "model", estimate.gender or "unknown", estimate.age_years
        )
    return stated_label(entry.label_of(rater))


def stated_label(label: HumanLabel | None) -> StatedLabel | None:
    """A person's label as a rater's; ``None`` if there is none."""
    if label is None:
        return None
    if label.verdict == "not_a_face":
        return StatedLabel(False, None, None)
    return StatedLabel(True, label.gender, label.age_years)


def _share(part: int, total: int) -> Figure:
    """A share of ``total`` >= 1 with its interval after Wilson (1927)."""
    value = part / total
    if total < ENOUGH:
        return Figure(value)
    square = _Z**2 / total
    middle = (value + square / 2) / (1 + square)
    half = _Z * math.sqrt((value * (1 - value) + square / 4) / total) / (1 + square)
    # Rounding may not put the figure itself outside.
    return Figure(value, min(max(middle - half, 0.0), value), max(min(middle + half, 1.0), value))


def _mean(values: NDArray[np.float64]) -> Figure:
    """A mean with its interval of 1.96 standard errors; ``ENOUGH`` values are nearly normal."""
    value = float(values.mean())
    if len(values) < ENOUGH:
        return Figure(value)
    half = _Z * float(values.std(ddof=1)) / math.sqrt(len(values))
    # No mean lies outside the values; absolute differences would else reach below nought.
    return Figure(value, max(value - half, values.min()), min(value + half, values.max()))


FIGURE_COLUMNS = ("rater_1", "rater_2", "about", "figure", "faces", "value", "low_95", "high_95")
_MODEL = "model"


def figure_table(found: Agreement) -> Iterator[tuple[str, ...]]:
    """The figures of two raters as rows under ``FIGURE_COLUMNS``, dot decimals, shares 0 to 1.

    ``count A / B`` are the faces that the first gave A and the second B. The interval is empty for
    too few faces, a kappa that is not defined as well. Names are neutralised: a spreadsheet takes
    none of them for a formula.
    """
    names = found.one, _MODEL if found.other is None else found.other
    raters = tuple(" ".join(neutralised(encodable(name)).split()) for name in names)
    for about, figure, faces, value in _figures(found):
        numbers = (None,) * 3 if value is None else (value.value, value.low, value.high)
        cells = ("" if one is None else f"{one:.4f}" for one in numbers)
        yield (*raters, about, figure, str(faces), *cells)
    for name, classes in (("face", found.face), ("gender", found.gender)):
        if classes is None:
            continue
        for first, counts in zip(classes.classes, classes.counts, strict=True):
            for second, count in zip(classes.classes, counts, strict=True):
                figure = f"count {first} / {second}"
                yield (*raters, name, figure, str(classes.faces), str(count), "", "")


def _figures(found: Agreement) -> Iterator[tuple[str, str, int, Figure | None]]:
    """What a figure is about, its name, on how many faces, and the figure."""
    for name, classes in (("face", found.face), ("gender", found.gender)):
        if classes is not None:
            yield name, "agreed", classes.faces, classes.agreed
            yield name, "kappa", classes.faces, classes.kappa
    age = found.age
    if age is not None:
        yield "age", "mean difference in years", age.faces, age.difference
        yield "age", "mean absolute difference in years", age.faces, age.absolute
        yield "age", "within 2 years", age.faces, age.within_2
        yield "age", "within 5 years", age.faces, age.within_5


def save_figures(path: Path, found: Agreement) -> None:
    """Write the figures as a CSV (UTF-8 with BOM), in one step; raises ``OutputError``."""
    with replacing(path) as file:
        table = CsvWriter(file, FIGURE_COLUMNS)
        for row in figure_table(found):
            table.write(row)

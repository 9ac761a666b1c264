"""Two networks of which one was shown less of a group: what that does to each group's errors.

Both answer the same test faces, so that each difference is told from chance by the paired
bootstrap, as between any two models.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from engine.evaluation.answers import Answers, Flags
from engine.evaluation.comparison import Comparison, MetricDifference, check_same_faces, compare
from engine.evaluation.parts import GENDERS, Part, band_name, bands_of, part_of
from engine.words import translatable

RowKind = Literal["thinned", "others", "age", "gender", "group"]
_RESAMPLES, _SEED = 1000, 0

DIFFERENCES_NOTE = (
    "Of twenty differences that are none, chance makes one look real: what counts is the first "
    "row, for which the networks were trained."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """The figures of both networks on one group of test faces.

    ``kind`` is "thinned" for the group that was thinned, "others" for all faces but those, else
    what tells the faces of ``name`` apart; ``thinned`` says that all of them belong to the group
    that was. ``comparison`` is that of the network of all faces with the other one.
    """

    kind: RowKind
    name: str
    thinned: bool
    whole: Part
    without: Part
    comparison: Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupComparison:
    """A network that learned from all faces (``whole``, its id) beside one that did not.

    ``group`` is the group as it was spelt ("gender=female:10%"), ``group_words`` what to call it,
    ``share`` (0-1) how much of it was left, ``train_faces`` how many faces each network has learned
    from. ``rows`` begin with the group and with all others.
    """

    whole: str
    without: str
    group: str
    group_words: str
    share: float
    train_faces: tuple[int, int]
    rows: tuple[GroupRow, ...]

    def statements(self) -> tuple[tuple[str, dict[str, str]], ...]:
        """Template and arguments of what the group's loss did, for age and gender.

        Nothing where no test face belongs to the group.
        """
        row = self.rows[0]
        if row.kind != "thinned":
            return ((_NO_FACE, {}),)
        age, gender = row.comparison.age, row.comparison.gender
        ages = f"{row.whole.age_mae_years:.1f}", f"{row.without.age_mae_years:.1f}"
        shares = tuple(f"{100 * one.gender_accuracy:.1f}" for one in (row.whole, row.without))
        count = str(row.whole.count)
        return (
            _statement(_AGE, age, count=count, figures=ages, factor=1.0),
            _statement(_GENDER, gender, count=count, figures=shares, factor=100.0),
        )

    def to_dict(self) -> dict[str, Any]:
        """The comparison as plain values for JSON, with the sentences in English."""
        told = [template.format(**arguments) for template, arguments in self.statements()]
        return asdict(self) | {"statements": told, "note": DIFFERENCES_NOTE}


_NO_FACE = translatable("No test face belongs to the thinned group, so nothing can be said of it.")
_AGE = {
    "real difference": translatable(
        "Age error on the test faces of the thinned group ({count}): {first} years after training "
        "on all faces, {second} years on the thinned set. The difference of {amount} years "
        "(95 % interval {low} to {high}) is beyond chance."
    ),
    "cannot tell": translatable(
        "Age error on the test faces of the thinned group ({count}): {first} years after training "
        "on all faces, {second} years on the thinned set. The difference of {amount} years "
        "(95 % interval {low} to {high}) is within what chance gives."
    ),
    "no difference": translatable(
        "Age error on the test faces of the thinned group ({count}): {first} years for both "
        "networks."
    ),
    "too few to say": translatable(
        "Age error on the test faces of the thinned group ({count}): {first} years after training "
        "on all faces, {second} years on the thinned set. These are too few faces to tell a "
        "difference from chance."
    ),
}
_GENDER = {
    "real difference": translatable(
        "Gender as labelled on the test faces of the thinned group ({count}): {first} % after "
        "training on all faces, {second} % on the thinned set. The difference of {amount} "
        "percentage points (95 % interval {low} to {high}) is beyond chance."
    ),
    "cannot tell": translatable(
        "Gender as labelled on the test faces of the thinned group ({count}): {first} % after "
        "training on all faces, {second} % on the thinned set. The difference of {amount} "
        "percentage points (95 % interval {low} to {high}) is within what chance gives."
    ),
    "no difference": translatable(
        "Gender as labelled on the test faces of the thinned group ({count}): {first} % for both "
        "networks."
    ),
    "too few to say": translatable(
        "Gender as labelled on the test faces of the thinned group ({count}): {first} % after "
        "training on all faces, {second} % on the thinned set. These are too few faces to tell a "
        "difference from chance."
    ),
}


def compare_groups(
    whole: Answers,
    without: Answers,
    *,
    ids: tuple[str, str],
    group: str,
    group_words: str,
    kind: RowKind | Literal["any"],
    share: float,
    train_faces: tuple[int, int],
    members: Flags,
    names: NDArray[np.str_] | None = None,
) -> GroupComparison:
    """Both networks' figures on the same N test faces, by group.

    ``members`` (N,) are the faces of the thinned group, one of ``kind`` (of "any", all); ``names``
    (N,) the data set's own groups. Raises ``DataError`` if the faces are not the same.
    """
    check_same_faces(whole, without)
    rows = []
    for row_kind, name, places in _groups(whole, members, names):
        ours, theirs = whole.take(places), without.take(places)
        rows.append(
            GroupRow(
                kind=row_kind,
                name=name,
                thinned=row_kind in ("thinned", kind) and bool(members[places].all()),
                whole=part_of(name, ours, resamples=_RESAMPLES, seed=_SEED),
                without=part_of(name, theirs, resamples=_RESAMPLES, seed=_SEED),
                comparison=compare(ours, theirs, ids=ids),
            )
        )
    return GroupComparison(
        whole=ids[0],
        without=ids[1],
        group=group,
        group_words=group_words,
        share=share,
        train_faces=train_faces,
        rows=tuple(rows),
    )


def _groups(
    answers: Answers, members: Flags, names: NDArray[np.str_] | None
) -> Iterator[tuple[RowKind, str, Flags]]:
    """Kind, name and faces of each group that has any."""
    found: list[tuple[RowKind, str, Flags]] = [("thinned", "", members), ("others", "", ~members)]
    bands = bands_of(answers)
    found += [("age", band_name(band), bands == band) for band in np.unique(bands).tolist()]
    found += [("gender", GENDERS[label], answers.female_true == bool(label)) for label in (0, 1)]
    if names is not None:
        found += [("group", str(name), names == name) for name in np.unique(names)]
    yield from (one for one in found if one[2].any())


def _statement(
    templates: dict[str, str],
    difference: MetricDifference,
    *,
    count: str,
    figures: Sequence[str],
    factor: float,
) -> tuple[str, dict[str, str]]:
    """The template of an outcome and what stands in it; differences are stated as positive."""
    arguments = {"count": count, "first": figures[0], "second": figures[1]}
    if difference.interval is not None and difference.outcome != "no difference":
        # Stated the way round in which the difference is positive.
        turned = factor if difference.advantage >= 0 else -factor
        spans = sorted(turned * bound for bound in difference.interval)
        low, high = (f"{one:.1f}".replace("-", "−") for one in spans)
        amount = f"{turned * difference.advantage:.1f}"
        arguments |= {"amount": amount, "low": low, "high": high}
    return templates[difference.outcome], arguments

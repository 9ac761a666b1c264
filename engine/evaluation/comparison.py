"""Two models on the same faces: whether one is better, or chance alone can make the difference."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np

from engine.errors import DataError
from engine.evaluation.answers import Answers, Floats
from engine.evaluation.bootstrap import ENOUGH, Interval, interval, resampled_sums
from engine.words import translatable

RESAMPLES = 4000
Outcome = Literal["real difference", "cannot tell", "no difference", "too few to say"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricDifference:
    """One figure of two models: by how much the first is better than the second.

    ``advantage`` is above 0 where the first model is better: fewer years of error, or a higher
    share right (0-1). ``interval`` is its 95 % paired bootstrap interval, ``None`` for too few
    faces. ``better`` is the id of the better model where the difference is real. ``verdict`` says
    all of it in a sentence.
    """

    outcome: Outcome
    better: str | None
    advantage: float
    interval: Interval | None
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two models by id on the same ``count`` faces."""

    first: str
    second: str
    count: int
    age: MetricDifference
    gender: MetricDifference

    def statements(self) -> tuple[tuple[str, dict[str, str]], ...]:
        """Template and arguments of the verdicts on age and gender, for translation."""
        return tuple(
            _statement(
                one.outcome,
                one.better,
                advantage=one.advantage,
                bounds=one.interval,
                count=self.count,
                wording=wording,
            )
            for one, wording in ((self.age, _AGE), (self.gender, _GENDER))
        )

    def to_dict(self) -> dict[str, Any]:
        """The comparison as plain values for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wording:
    """How to state a difference: the factor to its unit, and a template for each outcome."""

    factor: float
    better: str
    cannot_tell: str
    no_difference: str
    too_few: str

    def amount(self, value: float, *, signed: bool = False) -> str:
        """The number alone, with a decimal, or two where one would read as nothing."""
        scaled = value * self.factor
        digits = 1 if abs(scaled) >= 0.1 or scaled == 0 else 2
        text = f"{scaled:.{digits}f}" if signed else f"{abs(scaled):.{digits}f}"
        return text.replace("-", "−") if float(text) else text.lstrip("-")


_AGE = _Wording(
    factor=1.0,
    better=translatable(
        "{better} is better at age by {amount} ± {margin} years: a real difference."
    ),
    cannot_tell=translatable(
        "Cannot tell which is better at age: the difference of {amount} years is within what "
        "chance gives (95 % interval {low} to {high})."
    ),
    no_difference=translatable("No difference at age: both do equally well on every face."),
    too_few=translatable("Too few faces to tell which is better at age: {count}."),
)
_GENDER = _Wording(
    factor=100.0,
    better=translatable(
        "{better} is better at gender by {amount} ± {margin} percentage points: a real difference."
    ),
    cannot_tell=translatable(
        "Cannot tell which is better at gender: the difference of {amount} percentage points is "
        "within what chance gives (95 % interval {low} to {high})."
    ),
    no_difference=translatable("No difference at gender: both do equally well on every face."),
    too_few=translatable("Too few faces to tell which is better at gender: {count}."),
)


def compare(
    first: Answers,
    second: Answers,
    *,
    ids: tuple[str, str],
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Comparison:
    """Compare two models' answers on the same N faces, in the same order.

    Age by the mean absolute error in years, gender by the share right at 0.5. Faces are drawn
    once for both models, so that what makes a face hard for both cancels out (the paired
    bootstrap). Raises ``DataError`` if the faces or their labels are not the same, or none.
    """
    check_same_faces(first, second)
    columns = np.column_stack(
        [
            np.abs(second.age_error) - np.abs(first.age_error),
            first.gender_right.astype(np.float64) - second.gender_right,
        ]
    )
    enough = len(first) >= ENOUGH
    drawn = resampled_sums(columns, resamples=resamples if enough else 0, seed=seed) / len(first)
    return Comparison(
        first=ids[0],
        second=ids[1],
        count=len(first),
        age=_difference(columns[:, 0], drawn[:, 0], ids=ids, wording=_AGE),
        gender=_difference(columns[:, 1], drawn[:, 1], ids=ids, wording=_GENDER),
    )


def check_same_faces(first: Answers, second: Answers) -> None:
    """Raise ``DataError`` unless both are about the same faces with the same labels, and any."""
    if not len(first) or not len(second):
        raise DataError(
            "There is no face on which both models can be compared.",
            received=f"{len(first)} and {len(second)} faces",
        )
    same = (
        first.names == second.names
        and np.array_equal(first.rows, second.rows)
        and np.array_equal(first.age_true, second.age_true)
        and np.array_equal(first.age_reach, second.age_reach)
        and np.array_equal(first.female_true, second.female_true)
    )
    if not same:
        raise DataError(
            "Two models can only be compared on the same faces with the same labels.",
            received=f"{len(first)} and {len(second)} faces, {_first_difference(first, second)}",
        )


def _first_difference(first: Answers, second: Answers) -> str:
    """What differs first, for the error's end."""
    for place in range(min(len(first), len(second))):
        faces = [
            f"{answers.names[place] or 'a face'} in row {answers.rows[place]}, "
            f"{answers.age_true[place]:g} years, "
            f"{'female' if answers.female_true[place] else 'male'}"
            for answers in (first, second)
        ]
        if faces[0] != faces[1]:
            return " / ".join(faces)
    return "one list is longer"


def _difference(
    advantages: Floats, drawn: Floats, *, ids: tuple[str, str], wording: _Wording
) -> MetricDifference:
    advantage = float(advantages.mean())
    bounds = interval(drawn, advantage)
    outcome = _outcome(advantages, bounds)
    better = None
    if outcome == "real difference":
        better = ids[0] if advantage > 0 else ids[1]
    template, arguments = _statement(
        outcome, better, advantage=advantage, bounds=bounds, count=len(advantages), wording=wording
    )
    return MetricDifference(
        outcome=outcome,
        better=better,
        advantage=advantage,
        interval=bounds,
        verdict=template.format(**arguments),
    )


def _outcome(advantages: Floats, bounds: Interval | None) -> Outcome:
    if len(advantages) < ENOUGH or bounds is None:
        return "too few to say"
    if not advantages.any():
        return "no difference"
    return "cannot tell" if bounds[0] <= 0 <= bounds[1] else "real difference"


def _statement(
    outcome: Outcome,
    better: str | None,
    *,
    advantage: float,
    bounds: Interval | None,
    count: int,
    wording: _Wording,
) -> tuple[str, dict[str, str]]:
    """Template of the verdict and what stands in it."""
    if bounds is None or outcome == "too few to say":
        return wording.too_few, {"count": str(count)}
    if outcome == "no difference":
        return wording.no_difference, {}
    amount = wording.amount(advantage)
    # Stated the way round in which the difference is positive.
    low, high = bounds if advantage >= 0 else (-bounds[1], -bounds[0])
    if outcome == "cannot tell":
        ends = {"low": wording.amount(low, signed=True), "high": wording.amount(high, signed=True)}
        return wording.cannot_tell, {"amount": amount, **ends}
    margin = wording.amount((high - low) / 2)
    return wording.better, {"better": str(better), "amount": amount, "margin": margin}

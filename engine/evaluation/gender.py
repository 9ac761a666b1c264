"""Figures about the perceived gender: per class, ROC, calibration, error against share answered.

All take scores of "female" (N,) in 0-1 and labels (N,), true for female.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.evaluation.answers import DECIDED_AT, Answers, Flags, Floats

CALIBRATION_BINS = 10
_CURVE_POINTS = 101


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """How well one class is told, deciding at 0.5; shares (0-1), ``None`` where not defined.

    ``precision``: of the faces answered so, the share labelled so; ``recall``: of those labelled
    so, the share answered so; ``f1``: their harmonic mean (van Rijsbergen, 1979).
    """

    name: str
    count: int
    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Faces whose score of "female" lies in [low, high): mean score against share labelled so."""

    low: float
    high: float
    count: int
    mean_score: float
    female_share: float


@dataclass(frozen=True, slots=True)
class CoveragePoint:
    """Answering only faces of at least this confidence: the share answered and its error (0-1)."""

    confidence: float
    answered_share: float
    error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GenderFigures:
    """Everything about the perceived gender beyond the plain accuracy.

    ``confusion`` holds counts by label and answer: ``female_as_male`` are faces labelled female
    and answered male. ``roc`` are points (false positive rate, true positive rate) for "female",
    ``auc`` the area below; both empty or ``None`` if only one class is there. ``brier`` is the
    Brier score, ``calibration_error`` the expected calibration error (0-1, lower is better).
    """

    confusion: dict[str, int]
    classes: tuple[ClassFigures, ...]
    roc: tuple[tuple[float, float], ...]
    auc: float | None
    brier: float
    calibration_error: float
    calibration: tuple[CalibrationBin, ...]
    coverage: tuple[CoveragePoint, ...]


def gender_figures(answers: Answers) -> GenderFigures:
    """Work out all figures about the perceived gender of N >= 1 faces."""
    score, female = answers.female_score, answers.female_true
    bins = calibration_bins(score, female)
    return GenderFigures(
        confusion=confusion(score, female),
        classes=class_figures(score, female),
        roc=thinned(roc(score, female)),
        auc=auc(score, female),
        brier=brier(score, female),
        calibration_error=calibration_error(bins),
        calibration=bins,
        coverage=coverage(answers.confidence, answers.gender_right),
    )


def confusion(score: Floats, female: Flags) -> dict[str, int]:
    """Counts by label and answer, deciding at 0.5 (a score of 0.5 is "female")."""
    says = score >= DECIDED_AT
    return {
        "female_as_female": int(np.count_nonzero(female & says)),
        "female_as_male": int(np.count_nonzero(female & ~says)),
        "male_as_female": int(np.count_nonzero(~female & says)),
        "male_as_male": int(np.count_nonzero(~female & ~says)),
    }


def class_figures(score: Floats, female: Flags) -> tuple[ClassFigures, ...]:
    """Precision, recall and F1 of both classes, female first."""
    says = score >= DECIDED_AT
    return (
        _class_figures("female", labelled=female, answered=says),
        _class_figures("male", labelled=~female, answered=~says),
    )


def _class_figures(name: str, *, labelled: Flags, answered: Flags) -> ClassFigures:
    right = int(np.count_nonzero(labelled & answered))
    is_so, says_so = int(labelled.sum()), int(answered.sum())
    return ClassFigures(
        name=name,
        count=is_so,
        precision=right / says_so if says_so else None,
        recall=right / is_so if is_so else None,
        f1=2 * right / (is_so + says_so) if is_so + says_so else None,
    )


def roc(score: Floats, female: Flags) -> tuple[tuple[float, float], ...]:
    """Points (false positive rate, true positive rate) from (0, 0) to (1, 1), one a threshold.

    Equal scores make one step (Fawcett, "An introduction to ROC analysis", 2006). Empty if only
    one class is there.
    """
    positives, negatives = int(female.sum()), int((~female).sum())
    if not positives or not negatives:
        return ()
    order = np.argsort(-score, kind="stable")
    ranked, hit = score[order], female[order]
    last_of_ties = np.concatenate([ranked[1:] != ranked[:-1], [True]])
    true_rate = np.cumsum(hit)[last_of_ties] / positives
    false_rate = np.cumsum(~hit)[last_of_ties] / negatives
    points = zip(false_rate.tolist(), true_rate.tolist(), strict=True)
    return ((0.0, 0.0), *points)


def thinned(
    points: tuple[tuple[float, float], ...], limit: int = _CURVE_POINTS
) -> tuple[tuple[float, float], ...]:
    """At most ``limit`` points of a rising curve, evenly spread along it, with both ends."""
    if len(points) <= limit:
        return points
    along = np.array(points).sum(axis=1)
    wanted = np.linspace(along[0], along[-1], limit)
    places = np.unique(np.minimum(np.searchsorted(along, wanted), len(points) - 1))
    return tuple(points[place] for place in places)


def auc(score: Floats, female: Flags) -> float | None:
    """Area under the ROC curve: how often a female face scores above a male one, ties half.

    Mann-Whitney U over the number of pairs (Hanley and McNeil, "The meaning and use of the area
    under a ROC curve", 1982). ``None`` if only one class is there.
    """
    males = np.sort(score[~female])
    females = score[female]
    if not len(males) or not len(females):
        return None
    below = np.searchsorted(males, females, side="left")
    not_above = np.searchsorted(males, females, side="right")
    return float((below + not_above).sum() / 2 / (len(males) * len(females)))


def brier(score: Floats, female: Flags) -> float:
    """Mean squared difference of score and label (Brier, 1950): 0 perfect, 0.25 a coin."""
    return float(np.mean((score - female) ** 2))


def calibration_bins(
    score: Floats, female: Flags, *, bins: int = CALIBRATION_BINS
) -> tuple[CalibrationBin, ...]:
    """The reliability diagram: equal-width bins over 0-1, empty ones left out, 1.0 in the last.

    Niculescu-Mizil and Caruana, "Predicting good probabilities with supervised learning", 2005.
    """
    place = np.minimum((score * bins).astype(np.int64), bins - 1)
    return tuple(
        CalibrationBin(
            low=b / bins,
            high=(b + 1) / bins,
            count=int(np.count_nonzero(place == b)),
            mean_score=float(score[place == b].mean()),
            female_share=float(female[place == b].mean()),
        )
        for b in np.unique(place).tolist()
    )


def calibration_error(bins: tuple[CalibrationBin, ...]) -> float:
    """Expected calibration error: the bins' |mean score - share| weighted by their faces.

    Naeini, Cooper and Hauskrecht (2015); Guo et al., "On calibration of modern neural networks",
    2017; here over the score of "female" in equal-width bins.
    """
    total = sum(b.count for b in bins)
    return sum(b.count * abs(b.mean_score - b.female_share) for b in bins) / total


def coverage(
    confidence: Floats, right: Flags, *, limit: int = _CURVE_POINTS
) -> tuple[CoveragePoint, ...]:
    """Error against share answered, from the surest faces to all of them.

    The risk-coverage curve of El-Yaniv and Wiener (2010). Faces of equal confidence are answered
    together; at most ``limit`` points, evenly spread over the share, the last answering all.
    """
    order = np.argsort(-confidence, kind="stable")
    ranked, wrong = confidence[order], ~right[order]
    ends = np.flatnonzero(np.concatenate([ranked[1:] != ranked[:-1], [True]]))
    if len(ends) > limit:
        wanted = np.linspace(ends[0], ends[-1], limit)
        ends = ends[np.unique(np.searchsorted(ends, wanted))]
    mistakes = np.cumsum(wrong)
    return tuple(
        CoveragePoint(
            confidence=float(ranked[end]),
            answered_share=(end + 1) / len(ranked),
            error=float(mistakes[end] / (end + 1)),
        )
        for end in ends.tolist()
    )

"""Calm numbers from a stream of estimates of one face, so that nothing flickers on screen."""

from __future__ import annotations

from collections import deque
from statistics import fmean, median

from engine.results import Estimate, Gender

_AGE_SLACK_YEARS = 0.8
_SCORE_SLACK = 0.02
_UNSURE_FROM, _SURE_FROM = 0.6, 0.4


class Smoother:
    """Median age and mean score over the last ``window_s`` seconds, held still at small changes.

    The whole year shown moves only when the median is more than 0.8 years off it, the percentage
    when the mean is more than 2 points off; "not sure" comes when three fifths of the estimates
    are unsure and goes when two fifths are.
    """

    def __init__(self, *, window_s: float = 1.0) -> None:
        self._window_s = window_s
        self._samples: deque[tuple[float, Estimate]] = deque()
        self._shown: Estimate | None = None

    @property
    def shown(self) -> Estimate | None:
        """What to show; ``None`` before the first estimate."""
        return self._shown

    def add(self, estimate: Estimate, *, at_s: float) -> None:
        """Take in what the model said about the frame taken at ``at_s``."""
        self._samples.append((at_s, estimate))
        while self._samples[0][0] < at_s - self._window_s:
            self._samples.popleft()
        recent = [sample for _, sample in self._samples]
        age = median(sample.age_years for sample in recent)
        before = self._shown
        years = float(round(age))
        if before is not None and abs(age - before.age_years) <= _AGE_SLACK_YEARS:
            years = before.age_years
        score = fmean(sample.female_score for sample in recent)
        if before is not None and abs(score - before.female_score) <= _SCORE_SLACK:
            score = before.female_score
        gender = _gender(recent, score, before)
        if gender is not None and (score >= 0.5) != (gender == "female"):
            score = 0.5  # held on its side a moment longer: neither word nor number may lie
        self._shown = Estimate(years, score, gender, *_range(recent, age, years))


def _range(recent: list[Estimate], age: float, years: float) -> tuple[float | None, float | None]:
    """The usual distance of the bounds, laid around the year that is shown."""
    lows = [sample.age_low for sample in recent if sample.age_low is not None]
    highs = [sample.age_high for sample in recent if sample.age_high is not None]
    if not lows or not highs:
        return None, None
    # Whole distances: a bound then moves only when the year does.
    below, above = round(age - median(lows)), round(median(highs) - age)
    return max(years - below, 0.0), years + above


def _gender(recent: list[Estimate], score: float, before: Estimate | None) -> Gender | None:
    unsure = sum(sample.gender is None for sample in recent) / len(recent)
    limit = _UNSURE_FROM if before is None or before.gender is not None else _SURE_FROM
    if unsure >= limit:
        return None
    if before is not None and before.gender is not None and abs(score - 0.5) <= _SCORE_SLACK:
        return before.gender
    return "female" if score >= 0.5 else "male"

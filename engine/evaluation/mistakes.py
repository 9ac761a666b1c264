"""The faces a model got most wrong, for a person to look at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.evaluation.answers import Answers, Rows
from engine.results import Gender

LISTED = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One face: label and answer. ``row`` and ``name`` are the caller's own; ages in years."""

    row: int
    name: str
    age_true: float
    age_years: float
    gender_true: Gender
    female_score: float


def worst_ages(answers: Answers, *, limit: int = LISTED) -> tuple[Mistake, ...]:
    """The faces with the largest error of age, worst first; right answers are not listed."""
    errors = np.abs(answers.age_error)
    order = np.argsort(-errors, kind="stable")
    return _mistakes(answers, order[errors[order] > 0][:limit])


def worst_genders(answers: Answers, *, limit: int = LISTED) -> tuple[Mistake, ...]:
    """The faces whose gender is wrong, those with the highest confidence first."""
    wrong = np.flatnonzero(~answers.gender_right)
    order = np.argsort(-answers.confidence[wrong], kind="stable")
    return _mistakes(answers, wrong[order][:limit])


def _mistakes(answers: Answers, places: Rows) -> tuple[Mistake, ...]:
    return tuple(
        Mistake(
            row=int(answers.rows[place]),
            name=answers.names[place],
            age_true=float(answers.age_true[place]),
            age_years=float(answers.age[place]),
            gender_true="female" if answers.female_true[place] else "male",
            female_score=float(answers.female_score[place]),
        )
        for place in places.tolist()
    )

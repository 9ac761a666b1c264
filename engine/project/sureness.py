"""From which score on a project takes the model's gender for an answer, and what that costs.

The model has a rule of its own for when it is not sure. A project may use a plain threshold
instead: "female" from that score of "female" on, "male" up to one minus it.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.project.face_table import FaceRows
from engine.project.records import HUMAN_GENDERS, VERDICTS
from engine.results import Face, Gender

LOWEST, HIGHEST = 0.5, 0.99
SETTING = "gender threshold"
_REJECTED = VERDICTS.index("not_a_face")
_FEMALE, _MALE = HUMAN_GENDERS.index("female"), HUMAN_GENDERS.index("male")


def gender_at(score: float, threshold: float) -> Gender | None:
    """The answer for a score of "female" (0-1); ``None`` for not sure."""
    if score >= threshold:
        return "female"
    return "male" if 1.0 - score >= threshold else None


def decided_at(face: Face, threshold: float | None) -> Face:
    """A face with the gender of a threshold; unchanged without one, or without an estimate."""
    if threshold is None or face.estimate is None:
        return face
    gender = gender_at(face.estimate.female_score, threshold)
    return replace(face, estimate=replace(face.estimate, gender=gender))


def codes_at(female: NDArray[np.float32], threshold: float) -> NDArray[np.int8]:
    """The same for many scores, as ``FaceRows.gender`` has it; NaN is not sure."""
    codes = np.where(female >= threshold, 1, np.where(1 - female >= threshold, 0, -1))
    return codes.astype(np.int8)


def kept_threshold(text: str | None) -> float | None:
    """The threshold that a project keeps as text; ``None`` for the model's own rule."""
    try:
        threshold = float(text or "nan")
    except ValueError:
        return None
    return threshold if LOWEST <= threshold <= HIGHEST else None


def threshold_of(db: sqlite3.Connection) -> float | None:
    """The threshold of a project; ``None`` for the model's own rule."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (f"setting {SETTING}",)).fetchone()
    return None if row is None else kept_threshold(str(row[0]))


@dataclass(frozen=True, slots=True)
class SurePoint:
    """What a threshold comes to: shares (0-1).

    ``answered`` of all faces with a score, ``known_answered`` of those whose gender the reviewer
    stated; ``error`` is the share of wrong ones among the latter's answers, ``None`` where there
    are too few of them.
    """

    threshold: float
    answered: float
    known_answered: float
    error: float | None


def sure_points(rows: FaceRows, *, enough: int) -> tuple[SurePoint, ...]:
    """What each threshold from 0.50 to 0.99 comes to; none without a face that has a score.

    Errors are told from ``enough`` answers on whose truth is known.
    """
    there = (rows.face_ids > 0) & ~rows.held & ~np.isnan(rows.female)
    score = np.sort(np.maximum(rows.female[there], 1 - rows.female[there]))
    if not len(score):
        return ()
    stated = np.isin(rows.human_gender, (_FEMALE, _MALE)) & (rows.verdict != _REJECTED) & there
    female, truth = rows.female[stated], rows.human_gender[stated] == _FEMALE
    sure = np.maximum(female, 1 - female)
    wrong = (female >= 1 - female) != truth
    points = []
    for percent in range(round(100 * LOWEST), round(100 * HIGHEST) + 1):
        threshold = percent / 100
        answered = 1 - float(np.searchsorted(score, np.float32(threshold))) / len(score)
        known = sure >= np.float32(threshold)
        points.append(
            SurePoint(
                threshold,
                answered,
                float(known.mean()) if len(known) else 0.0,
                float(wrong[known].mean()) if int(known.sum()) >= enough else None,
            )
        )
    return tuple(points)

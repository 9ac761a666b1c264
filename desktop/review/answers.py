"""The review in words: answers, labels, how sure the model is and who found a face."""

from __future__ import annotations

import math
from collections.abc import Sequence

from desktop.folder import text as words
from desktop.i18n.text import decimal, translate
from engine.project import (
    Attribute,
    FaceEntry,
    FaceRows,
    HumanGender,
    HumanLabel,
)
from engine.project.review import ReviewAnswer

_SURE, _FAIRLY = 0.8, 0.5


def confirm_text(offer: ReviewAnswer | None) -> str:
    """The name of the button that confirms: it says what will be kept."""
    if offer is None:
        return translate("review", "Next face")
    if offer.empty:
        return translate("review", "Nothing to confirm")
    parts = [] if offer.age is None else [words.years(offer.age)]
    parts += [] if offer.gender is None else [gender_brief(offer.gender)]
    return translate("review", "Confirm {0}").format(", ".join(parts))


def gender_brief(gender: HumanGender) -> str:
    """A gender where there is little room."""
    brief: dict[HumanGender, str] = {
        "female": translate("review", "female"),
        "male": translate("review", "male"),
        "unknown": translate("review", "unknown"),
    }
    return brief[gender]


def sureness(rows: FaceRows, row: int, attribute: Attribute) -> str:
    """How sure the model is, in a sentence; "" without an estimate."""
    of_age = not math.isnan(float(rows.age_range[row]))
    if attribute == "age" and not of_age:
        return ""  # without a range nobody knows
    certainty = float(rows.certainty(attribute if of_age else "gender")[row])
    if math.isnan(certainty):
        return ""
    if attribute == "both" and of_age:
        sentences = (
            translate("review", "The model is sure."),
            translate("review", "The model is fairly sure."),
            translate("review", "The model is not very sure."),
        )
    elif attribute == "age":
        sentences = (
            translate("review", "Sure of the age."),
            translate("review", "Fairly sure of the age."),
            translate("review", "Not very sure of the age."),
        )
    else:
        sentences = (
            translate("review", "Sure of the gender."),
            translate("review", "Fairly sure of the gender."),
            translate("review", "Not very sure of the gender."),
        )
    return sentences[0 if certainty >= _SURE else 1 if certainty >= _FAIRLY else 2]


def found_by(rows: FaceRows, row: int, entry: FaceEntry | None) -> str:
    """Who found the face, in a sentence."""
    score = float(rows.score[row])
    if entry is not None and entry.origin == "person":
        return translate("review", "Drawn by hand.")
    if entry is not None and not entry.found:
        return translate("review", "The current model no longer finds this face.")
    if math.isnan(score):
        return translate("review", "Centre of the photo; face detection was off.")
    return translate("review", "Face found with score {0}.").format(decimal(score, 2))


def others(entry: FaceEntry | None, reviewer: str) -> Sequence[str]:
    """Other reviewers' labels of a face, a line each."""
    labels = [] if entry is None else [one for one in entry.labels if one.reviewer != reviewer]
    return [f"{one.reviewer}: {label_text(one)}" for one in labels]


def label_text(label: HumanLabel) -> str:
    """A label in words: "31, female (corrected)"."""
    parts = [] if label.age_years is None else [words.years(label.age_years)]
    parts += [] if label.gender is None else [gender_brief(label.gender)]
    verdict = words.verdict_text(label.verdict)
    return f"{', '.join(parts)} ({verdict})" if parts else verdict

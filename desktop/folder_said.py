"""What a reviewer said of a face, worked out from the columns of a project."""

from __future__ import annotations

import math

from engine.project import FaceRows, HumanGender, HumanLabel, Verdict


def said_of(rows: FaceRows, row: int, reviewer: str) -> HumanLabel | None:
    """What the reviewer said in this row (without the time), ``None`` if nothing."""
    verdict = rows.verdict_of(row)
    if verdict is None:
        return None
    age = float(rows.human_age[row])
    return HumanLabel(
        verdict=verdict,
        reviewer=reviewer,
        reviewed_at="",
        age_years=None if math.isnan(age) else age,
        gender=rows.human_gender_of(row),
    )


def settled(rows: FaceRows, row: int, *, age: float | None, gender: HumanGender | None) -> Verdict:
    """Whether these answers confirm the model's or correct them; a drawn face stays "added"."""
    if rows.verdict_of(row) == "added":
        return "added"
    model_age = float(rows.age[row])
    same_age = age is None or (not math.isnan(model_age) and age == round(model_age))
    models = {1: "female", 0: "male"}.get(int(rows.gender[row]))
    same_gender = gender is None or gender == models
    return "confirmed" if same_age and same_gender else "corrected"

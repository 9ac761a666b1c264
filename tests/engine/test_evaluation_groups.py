"""Two networks group by group, one of them without a part of a group: figures and verdicts."""

from __future__ import annotations

import json

import numpy as np
import pytest

from engine.errors import DataError
from engine.evaluation import Answers, GroupComparison, compare_groups, gather
from engine.results import Estimate

COUNT = 120


def answers(off_years: float, *, right: float = 1.0, count: int = COUNT) -> Answers:
    """Ages 0 to 79, women of them so far off on average, their gender right as often as told."""
    random = np.random.default_rng(1)
    ages = np.arange(count) % 80
    females = np.arange(count) % 2
    noise = random.normal(0, 2, count) + off_years * females
    wrong = (females == 1) & (np.arange(count) / count >= right)
    scores = np.where(wrong, 0.1, 0.1 + 0.8 * females)
    estimates = [
        Estimate(float(max(age, 0)), float(score), "female" if score >= 0.5 else "male")
        for age, score in zip(ages + noise, scores, strict=True)
    ]
    return gather(ages, females, estimates)


def compared(whole: Answers, without: Answers, **changes: object) -> GroupComparison:
    values: dict[str, object] = {
        "ids": ("whole", "without"),
        "group": "gender=female:0%",
        "group_words": "faces labelled female",
        "kind": "gender",
        "share": 0.0,
        "train_faces": (900, 450),
        "members": whole.female_true,
    }
    return compare_groups(whole, without, **{**values, **changes})  # type: ignore[arg-type]


def sentences(one: GroupComparison) -> list[str]:
    return [template.format(**arguments) for template, arguments in one.statements()]


def test_every_group_has_both_figures_and_the_thinned_one_is_marked() -> None:
    found = compared(answers(0.0), answers(9.0, right=0.25), names=np.array(["a", "b"] * 60))
    kinds = [row.kind for row in found.rows]
    assert kinds[:2] == ["thinned", "others"]
    assert kinds.count("age") == 9
    assert [row.name for row in found.rows if row.kind == "group"] == ["a", "b"]
    assert [(row.kind, row.name) for row in found.rows if row.thinned] == [
        ("thinned", ""),
        ("gender", "female"),
    ]
    women, others = found.rows[:2]
    assert women.whole.count + others.whole.count == COUNT
    assert women.without.age_mae_years > women.whole.age_mae_years + 5
    assert women.comparison.age.better == "whole"
    assert others.comparison.age.outcome == "no difference"
    assert "without" not in json.dumps([row.name for row in found.rows])


def test_a_difference_beyond_chance_is_told_with_its_interval() -> None:
    age, gender = sentences(compared(answers(0.0), answers(9.0, right=0.25)))
    assert age.startswith("Age error on the test faces of the thinned group (60): 1.")
    assert "is beyond chance" in age
    assert "100.0 % after training on all faces, 25.0 % on the thinned set" in gender
    assert "The difference of 75.0 percentage points (95 % interval 6" in gender


def test_a_gain_is_stated_as_a_positive_difference_too() -> None:
    age, _ = sentences(compared(answers(9.0), answers(0.0)))
    assert "−" not in age
    assert "is beyond chance" in age


def test_what_is_the_same_or_too_little_is_told_so() -> None:
    same = compared(answers(1.0), answers(1.0))
    assert all(told.endswith("for both networks.") for told in sentences(same))
    few = sentences(compared(answers(0.0, count=40), answers(9.0, count=40)))
    assert all("too few faces" in told for told in few)
    nobody = compared(answers(0.0), answers(9.0), members=np.zeros(COUNT, np.bool_))
    assert sentences(nobody) == [
        "No test face belongs to the thinned group, so nothing can be said of it."
    ]
    assert json.loads(json.dumps(nobody.to_dict()))["statements"] == sentences(nobody)


def test_other_faces_are_refused() -> None:
    with pytest.raises(DataError, match="same faces"):
        compared(answers(0.0), answers(0.0, count=118))

"""Two models on the same faces: verdicts that are right, and that say so when nobody can know."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import DataError
from engine.evaluation import Answers, compare, gather
from engine.results import Estimate

IDS = ("combined", "separate")


def answers(
    ages_said: np.ndarray,
    *,
    wrong: np.ndarray | None = None,
    seed: int = 0,
    names: list[str] | None = None,
) -> Answers:
    """Answers on faces of 40 years, every second one female; ``wrong`` says whose gender is."""
    count = len(ages_said)
    females = np.arange(count) % 2
    missed = np.zeros(count, dtype=bool) if wrong is None else wrong
    scores = np.where((females == 1) ^ missed, 0.9, 0.1)
    estimates = [
        Estimate(float(age), float(score), "female" if score > 0.5 else "male")
        for age, score in zip(ages_said, scores, strict=True)
    ]
    return gather(np.full(count, 40), females, estimates, names=names)


def errors(count: int, mean: float, seed: int) -> np.ndarray:
    """Ages said about people of 40, ``mean`` years off on average."""
    return 40 + np.random.default_rng(seed).exponential(mean, count)


def test_a_real_difference_is_told_with_its_size() -> None:
    comparison = compare(
        answers(errors(2000, 6.0, 1), wrong=np.arange(2000) % 20 == 0),
        answers(errors(2000, 8.0, 2), wrong=np.arange(2000) % 10 == 1),
        ids=IDS,
    )
    assert comparison.count == 2000
    assert comparison.age.better == "combined"
    assert comparison.age.advantage == pytest.approx(2.0, abs=0.5)
    assert comparison.age.verdict.startswith("combined is better at age by ")
    assert comparison.age.verdict.endswith(" years: a real difference.")
    assert " ± 0.4 years" in comparison.age.verdict
    assert comparison.gender.advantage == pytest.approx(0.05)
    assert comparison.gender.verdict.startswith("combined is better at gender by 5.0 ± ")
    assert "percentage points" in comparison.gender.verdict


def test_turned_round_the_same_model_is_better() -> None:
    one, other = answers(errors(900, 6.0, 1)), answers(errors(900, 8.0, 2))
    there, back = compare(one, other, ids=IDS), compare(other, one, ids=IDS[::-1])
    assert there.age.better == back.age.better == "combined"
    assert there.age.verdict == back.age.verdict
    assert there.age.advantage == -back.age.advantage


def test_what_chance_can_do_is_called_so() -> None:
    comparison = compare(answers(errors(300, 7.0, 1)), answers(errors(300, 7.2, 2)), ids=IDS)
    difference = comparison.age
    assert (difference.outcome, difference.better) == ("cannot tell", None)
    assert difference.interval is not None
    assert difference.interval[0] < 0 < difference.interval[1]
    assert "is within what chance gives (95 % interval −" in difference.verdict
    # The interval is told the way round in which the difference is positive.
    turned = compare(answers(errors(300, 7.2, 2)), answers(errors(300, 7.0, 1)), ids=IDS[::-1])
    assert turned.age.verdict == difference.verdict


def test_equal_answers_are_no_difference() -> None:
    one = answers(errors(100, 7.0, 1))
    comparison = compare(one, one, ids=IDS)
    assert comparison.age.outcome == comparison.gender.outcome == "no difference"
    assert "both do equally well" in comparison.age.verdict


def test_few_faces_are_too_few_whatever_the_difference() -> None:
    comparison = compare(answers(errors(29, 1.0, 1)), answers(errors(29, 50.0, 2)), ids=IDS)
    assert comparison.age.outcome == "too few to say"
    assert comparison.age.interval is None
    assert comparison.age.verdict == "Too few faces to tell which is better at age: 29."


def test_hard_faces_cancel_out_because_the_draws_are_paired() -> None:
    hard = errors(400, 15.0, 1)
    comparison = compare(answers(hard), answers(hard + 0.5), ids=IDS)
    # On its own each error is known to about 1.5 years only, their difference exactly.
    assert comparison.age.outcome == "real difference"
    assert comparison.age.interval == pytest.approx((0.5, 0.5))


def test_a_tiny_real_difference_does_not_read_as_none() -> None:
    hard = errors(400, 15.0, 1)
    verdict = compare(answers(hard), answers(hard + 0.04), ids=IDS).age.verdict
    assert verdict == "combined is better at age by 0.04 ± 0.00 years: a real difference."


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 90), st.floats(0, 90)), min_size=30, max_size=80),
    st.integers(0, 3),
)
def test_intervals_hold_the_difference(ages: list[tuple[float, float]], seed: int) -> None:
    first, second = (np.array(column) for column in zip(*ages, strict=True))
    one, other = answers(first), answers(second)
    difference = compare(one, other, ids=IDS, resamples=200, seed=seed).age
    by_hand = np.abs(second - 40).mean() - np.abs(first - 40).mean()
    assert difference.advantage == pytest.approx(by_hand, abs=1e-9)
    assert difference.interval is not None
    assert difference.interval[0] <= difference.advantage <= difference.interval[1]


def test_two_equally_good_models_are_rarely_told_apart() -> None:
    outcomes = [
        compare(
            answers(errors(200, 7.0, 2 * trial)),
            answers(errors(200, 7.0, 2 * trial + 1)),
            ids=IDS,
            resamples=400,
            seed=trial,
        ).age.outcome
        for trial in range(100)
    ]
    assert outcomes.count("real difference") <= 12  # 5 of 100 by chance


def test_other_faces_are_refused_with_the_first_that_differs() -> None:
    one = answers(errors(40, 7.0, 1), names=[f"{i}.jpg" for i in range(40)])
    names = [f"{i}.jpg" for i in range(39)] + ["other.jpg"]
    with pytest.raises(DataError, match=r"39\.jpg in row 39.* / other\.jpg in row 39"):
        compare(one, answers(errors(40, 7.0, 1), names=names), ids=IDS)
    with pytest.raises(DataError, match="one list is longer"):
        compare(one, one.take(np.arange(39)), ids=IDS)
    with pytest.raises(DataError, match="no face on which both"):
        compare(one.take(np.arange(0)), one.take(np.arange(0)), ids=IDS)


def test_a_comparison_is_json() -> None:
    one, other = answers(errors(50, 6.0, 1)), answers(errors(50, 8.0, 2))
    data = json.loads(json.dumps(compare(one, other, ids=IDS).to_dict(), allow_nan=False))
    assert (data["first"], data["second"], data["count"]) == ("combined", "separate", 50)
    assert set(data["age"]) == {"outcome", "better", "advantage", "interval", "verdict"}

"""Judgements on made-up models and made-up answers, as a run's end brings them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from engine.evaluation import (
    Answers,
    GroupComparison,
    compare,
    compare_groups,
    evaluate_answers,
    gather,
)
from engine.evaluation.cost import Cost
from engine.evaluation.report import Evaluation, Report
from engine.results import Estimate
from engine.spec import ModelSpec
from tests.desktop.conftest import make_spec
from tests.desktop.training.training_driver import faces
from training.evaluation import EvaluationResult

COST = Cost(
    parameters=1000,
    file_bytes=4000,
    training_seconds=60.0,
    ms_one_face=2.0,
    ms_batch_face=1.0,
    peak_memory_bytes=None,
    machine="a stand-in",
)


def made_up_evaluation(model_ids: Sequence[str], *, count: int = 80) -> EvaluationResult:
    """Models of which the first is better at age, on drawn faces; "-thinned" ones lack women."""
    evaluations = [
        Evaluation(
            spec=_made_up_spec(model_id),
            part="test split",
            metrics=evaluate_answers(answers, resamples=50),
            cost=COST,
            answers=answers,
        )
        for place, model_id in enumerate(model_ids)
        for answers in [made_up_answers(count, off_years=5.0 + 6.0 * place)]
    ]
    pairs = [(a, b) for n, a in enumerate(evaluations) for b in evaluations[n + 1 :]]
    report = Report(
        data_name="Drawn faces",
        data_faces=800,
        created="2026-11-24T12:00:00+00:00",
        evaluations=tuple(evaluations),
        comparisons=tuple(
            compare(a.answers, b.answers, ids=(a.spec.model_id, b.spec.model_id), resamples=200)
            for a, b in pairs
        ),
        notes=(),
        group_comparisons=tuple(
            made_up_groups(a, b) for a, b in pairs if b.spec.is_thinned and not a.spec.is_thinned
        ),
    )
    return EvaluationResult(report=report, chips=dict(enumerate(faces(count, side_px=64))))


def _made_up_spec(model_id: str) -> ModelSpec:
    spec = replace(make_spec(model_id), architecture=model_id.partition("-")[0])
    if "-thinned" not in model_id:
        return spec
    return replace(spec, training={"thinned": {"group": "gender=female:10%"}})


def made_up_groups(whole: Evaluation, without: Evaluation) -> GroupComparison:
    """What they answer, by group, as if a tenth of the women had been left."""
    return compare_groups(
        whole.answers,
        without.answers,
        ids=(whole.spec.model_id, without.spec.model_id),
        group="gender=female:10%",
        group_words="faces labelled female",
        kind="gender",
        share=0.1,
        train_faces=(640, 350),
        members=whole.answers.female_true,
    )


def made_up_answers(count: int, *, off_years: float) -> Answers:
    """The same faces each time, their ages guessed so far off, a tenth of the genders wrong."""
    random = np.random.default_rng(3)
    ages = random.uniform(2, 85, count).round()
    genders = random.integers(0, 2, count)
    guesses = np.clip(ages + random.normal(0, off_years, count), 0, 110)
    wrong = random.random(count) < 0.1
    scores = np.where(wrong, 1 - genders, genders) * 0.9 + 0.05
    estimates = [
        Estimate(float(age), float(score), "female" if score >= 0.5 else "male")
        for age, score in zip(guesses, scores, strict=True)
    ]
    names = [f"face {number}.png" for number in range(count)]
    return gather(ages, genders, estimates, rows=np.arange(count), names=names)

"""The model card: what is read is what was written, and damage is told in a sentence."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

import pytest

from engine.errors import ModelError
from engine.preprocessing import Alignment
from engine.spec import AgeRange, Calibration, FileRecord, GenderThresholds, ModelSpec, _deciding

RANGE = AgeRange(ages=(10.0, 60.0), below=(2.0, 6.0), above=(3.0, 9.0))

SPEC = ModelSpec(
    model_id="tiny",
    title="Title with an ü",
    architecture="combined",
    input_px=128,
    networks={"model": "model.tflite"},
    files={
        "model.tflite": FileRecord(size=3, sha256="a" * 64),
        "report.json": FileRecord(size=2, sha256="b" * 64),
    },
    alignment=Alignment(padding="reflect"),
    calibration=Calibration(unsure_below=0.7, age_range=RANGE),
    training={"seed": 1, "epochs": {"model": 3}},
    metrics={"test_age_mae_years": 6.5},
    versions={"agelens": "0.1.0"},
    created="2026-11-24T00:00:00+00:00",
)


def changed(**fields: Any) -> str:
    """The JSON text of ``SPEC`` with other values."""
    return json.dumps({**json.loads(SPEC.to_json()), **fields})


def with_range(**fields: Any) -> dict[str, Any]:
    """A calibration whose range has other values."""
    return {"unsure_below": 0.6, "age_range": {**asdict(RANGE), **fields}}


def test_a_range_follows_the_age_and_stays_within_a_life() -> None:
    assert RANGE.bounds(10.0, None) == (8.0, 13.0)
    assert RANGE.bounds(35.0, None) == (31.0, 41.0)  # halfway between the two
    assert RANGE.bounds(1.0, None) == (0.0, 4.0)
    assert RANGE.bounds(115.0, None) == (109.0, 120.0)


def test_a_range_in_spreads_needs_one() -> None:
    told = replace(RANGE, by_spread=True)
    assert told.bounds(60.0, 2.0) == (48.0, 78.0)
    assert told.bounds(60.0, 0.0) == (57.0, 64.5)  # no network is that sure
    with pytest.raises(ValueError, match="standard deviations"):
        told.bounds(60.0, None)


def test_a_margin_of_an_older_model_is_read_as_a_range() -> None:
    older = ModelSpec.from_json(changed(calibration={"unsure_below": 0.6, "age_margin_years": 4.5}))
    assert older.calibration.age_range is not None
    assert older.calibration.age_range.bounds(40.0, None) == (35.5, 44.5)
    none = ModelSpec.from_json(changed(calibration={"unsure_below": 0.6, "age_margin_years": None}))
    assert none.calibration == Calibration()


def test_round_trip_keeps_everything() -> None:
    assert ModelSpec.from_json(SPEC.to_json()) == SPEC


def test_json_is_plain_and_readable() -> None:
    text = SPEC.to_json()
    assert "Title with an ü" in text
    assert text.endswith("}\n")
    assert json.loads(text)["calibration"] == {
        "age_range": {
            "ages": [10.0, 60.0],
            "below": [2.0, 6.0],
            "above": [3.0, 9.0],
            "by_spread": False,
            "coverage": 0.8,
        },
        "mirrored": False,
        "unsure_below": 0.7,
    }


@pytest.mark.parametrize(
    "other",
    [
        replace(SPEC, input_px=64),
        replace(SPEC, alignment=Alignment(padding="black")),
        replace(SPEC, calibration=Calibration(unsure_below=0.6, age_range=RANGE)),
        replace(
            SPEC, calibration=replace(SPEC.calibration, age_range=replace(RANGE, by_spread=True))
        ),
        replace(SPEC, calibration=replace(SPEC.calibration, brightened=True)),
        replace(SPEC, files={**SPEC.files, "model.tflite": FileRecord(size=3, sha256="c" * 64)}),
    ],
)
def test_sha256_changes_with_all_that_decides_an_answer(other: ModelSpec) -> None:
    assert other.sha256 != SPEC.sha256


@pytest.mark.parametrize(
    "other",
    [
        replace(SPEC, model_id="other", title="Other"),
        replace(SPEC, metrics={}),
        replace(SPEC, files={"model.tflite": SPEC.files["model.tflite"]}),
    ],
)
def test_sha256_stays_when_only_words_change(other: ModelSpec) -> None:
    assert other.sha256 == SPEC.sha256
    assert len(SPEC.sha256) == 64


@pytest.mark.parametrize(
    "text",
    [
        changed(calibration={"unsure_below": "x", "age_margin_years": None}),
        changed(calibration={"unsure_below": 0.3, "age_margin_years": None}),
        changed(calibration={"unsure_below": 0.6, "age_margin_years": -1}),
        changed(calibration={"unsure_below": 0.6, "mirrored": "yes"}),
        changed(calibration={"unsure_below": 0.6, "brightened": 1}),
        changed(calibration=with_range(ages=[])),
        changed(calibration=with_range(ages=[60, 10])),
        changed(calibration=with_range(below=[1])),
        changed(calibration=with_range(above=[1, -1])),
        changed(calibration=with_range(above=[1, float("inf")])),
        changed(calibration=with_range(coverage=1.0)),
        changed(metrics={"test_age_mae_years": "good"}),
        "",
        "not json",
        "[]",
        "null",
        "{}",
        changed(format_version=2),
        changed(input_px="128"),
        changed(input_px=0),
        changed(networks={}),
        changed(networks={"model": "other.tflite"}),
        changed(files={"../model.tflite": {"size": 1, "sha256": ""}}),
        changed(files={"model.tflite": {"size": 1}}),
        changed(files=[]),
        changed(networks={"model": "sub\\model.tflite"}),
        changed(alignment={"right_eye": [0.3]}),
        changed(calibration={"unknown": 1}),
        changed(surprise=1),
    ],
)
def test_damage_is_told_in_a_sentence(text: str) -> None:
    with pytest.raises(ModelError, match=r"Received: "):
        ModelSpec.from_json(text)


def test_another_format_is_not_called_damage() -> None:
    with pytest.raises(ModelError, match="made for another version of AgeLens"):
        ModelSpec.from_json(changed(format_version=99))


def test_thresholds_come_back_and_change_the_hash() -> None:
    thresholds = GenderThresholds(female=0.65, male=0.8, child_female=0.9, child_male=1.01)
    spec = replace(SPEC, calibration=Calibration(thresholds=thresholds))
    assert ModelSpec.from_json(spec.to_json()) == spec
    assert spec.sha256 != replace(SPEC, calibration=Calibration()).sha256
    assert [thresholds.sure(score, 40.0) for score in (0.66, 0.6, 0.25, 0.19)] == [
        True,
        False,
        False,
        True,
    ]
    assert [thresholds.sure(score, 5.0) for score in (0.66, 0.95, 0.0)] == [False, True, False]


@pytest.mark.parametrize("wrong", [{"female": 0.4}, {"child_male": 1.2}, {"child_years": -1}])
def test_thresholds_that_make_no_sense_are_refused(wrong: dict[str, float]) -> None:
    values = {"female": 0.6, "male": 0.6, "child_female": 0.6, "child_male": 0.6, **wrong}
    with pytest.raises(ModelError):
        ModelSpec.from_json(changed(calibration={"unsure_below": 0.6, "thresholds": values}))


def test_a_spread_may_widen_a_range_less_than_it_says() -> None:
    told = AgeRange(ages=(0.0,), below=(1.0,), above=(1.0,), by_spread=True, spread_power=0.5)
    assert told.bounds(30.0, 9.0) == (27.0, 33.0)
    spec = replace(SPEC, calibration=Calibration(age_range=told))
    assert ModelSpec.from_json(spec.to_json()) == spec
    plain = replace(SPEC, calibration=Calibration(age_range=replace(told, spread_power=1.0)))
    assert plain.sha256 != spec.sha256


def test_hashes_of_models_made_before_stay_as_they_were() -> None:
    deciding = _deciding(Calibration(age_range=RANGE))
    assert sorted(deciding) == ["age_range", "mirrored", "unsure_below"]
    assert sorted(deciding["age_range"]) == ["above", "ages", "below", "by_spread", "coverage"]

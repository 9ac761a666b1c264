"""The model card: what is read is what was written, and damage is told in a sentence."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from engine.errors import ModelError
from engine.preprocessing import Alignment
from engine.spec import Calibration, FileRecord, ModelSpec

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
    calibration=Calibration(unsure_below=0.7, age_margin_years=4.5),
    training={"seed": 1, "epochs": {"model": 3}},
    metrics={"test_age_mae_years": 6.5},
    versions={"agelens": "0.1.0"},
    created="2026-11-24T00:00:00+00:00",
)


def changed(**fields: Any) -> str:
    """The JSON text of ``SPEC`` with other values."""
    return json.dumps({**json.loads(SPEC.to_json()), **fields})


def test_round_trip_keeps_everything() -> None:
    assert ModelSpec.from_json(SPEC.to_json()) == SPEC


def test_json_is_plain_and_readable() -> None:
    text = SPEC.to_json()
    assert "Title with an ü" in text
    assert text.endswith("}\n")
    assert json.loads(text)["calibration"] == {"age_margin_years": 4.5, "unsure_below": 0.7}


@pytest.mark.parametrize(
    "other",
    [
        replace(SPEC, input_px=64),
        replace(SPEC, alignment=Alignment(padding="black")),
        replace(SPEC, calibration=Calibration(unsure_below=0.6, age_margin_years=4.5)),
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

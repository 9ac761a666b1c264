"""Results in words: the range first, no false certainty, "not sure" where it is so."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from desktop.i18n import language
from desktop.i18n import text as wording
from engine.results import Box, Estimate, Face, PhotoResult


@pytest.mark.parametrize(
    ("estimate", "age", "brief"),
    [
        (Estimate(34.4, 0.9, "female"), "around 34", "34"),
        (Estimate(34.6, 0.9, "female", 29.4, 40.6), "29–41, around 35", "35"),
        (Estimate(0.4, 0.9, "female"), "under 1", "<1"),
        (Estimate(119.7, 0.9, "female"), "around 120", "120"),
        (None, "no estimate", "?"),
    ],
)
def test_age(estimate: Estimate | None, age: str, brief: str) -> None:
    assert wording.age(estimate) == age
    assert wording.age_brief(estimate) == brief


def test_figures_have_the_sign_of_the_language(qapp: QApplication) -> None:
    assert [wording.figure(one) for one in (0.0015, 0.3, 2)] == ["0.0015", "0.3", "2"]
    try:
        language.install(qapp, "ru")
        assert [wording.figure(one) for one in (0.0015, 0.3, 2)] == ["0,0015", "0,3", "2"]
    finally:
        language.install(qapp, "en")


@pytest.mark.parametrize(
    ("estimate", "expected"),
    [
        (Estimate(30, 0.97, "female"), "female 97 %"),
        (Estimate(30, 0.08, "male"), "male 92 %"),
        (Estimate(30, 0.9999, "female"), "female 99 %"),
        (Estimate(30, 0.0, "male"), "male 99 %"),
        (Estimate(30, 0.55, None), "not sure"),
        (None, ""),
    ],
)
def test_gender(estimate: Estimate | None, expected: str) -> None:
    assert wording.gender(estimate).replace("\N{NO-BREAK SPACE}", " ") == expected


def test_the_words_of_the_design(qapp: QApplication) -> None:
    face = Face(Box(0, 0, 1, 1), estimate=Estimate(34, 0.97, "female"))
    text = wording.result("a.jpg", PhotoResult("a.jpg", "ok", 9, 9, (face, face)))
    lines = text.splitlines()
    assert lines[0] == "a.jpg"
    assert lines[1].startswith("Face 1: apparent age around 34")
    assert "perceived gender (from appearance) female" in lines[2]
    assert wording.result("b", PhotoResult("b", "no_face")).endswith("No face found.")
    assert [wording.face_count(n) for n in (0, 1, 5)] == ["No face", "1 face", "5 faces"]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "0 s"), (45, "45 s"), (200, "3 min 20 s"), (9600, "2 h 40 min"), (-3, "0 s")],
)
def test_durations(seconds: float, words: str) -> None:
    assert wording.duration(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (4, "a few seconds left"),
        (43, "less than a minute left"),
        (61, "about 1 minute left"),
        (185, "about 3 minutes left"),
        (3590, "about 1 h 0 min left"),
        (9000, "about 2 h 30 min left"),
    ],
)
def test_time_left_is_as_exact_as_anybody_believes(seconds: float, words: str) -> None:
    assert wording.time_left(seconds) == words

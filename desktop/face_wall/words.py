"""The face wall in words: what the data say of a face, what a network says."""

from __future__ import annotations

import math

from desktop import wording
from desktop.face_wall.guesses import Guess
from desktop.wording import translate
from engine.results import Estimate, Gender

_FEMALE_FROM = 0.5


def truth(age_years: float, gender: float) -> str:
    """What the data say: "age 34, female"; NaN is left out."""
    parts = []
    if math.isfinite(age_years):
        parts.append(translate("wall", "age {0}").format(round(age_years)))
    if math.isfinite(gender):
        female = gender >= _FEMALE_FROM
        parts.append(translate("wall", "female") if female else translate("wall", "male"))
    return ", ".join(parts) or translate("wall", "no label")


def age(guess: Guess) -> str:
    """A guessed age as a bare number, "…" while there is none."""
    return "…" if guess.age_years is None else wording.age_brief(_estimate(guess))


def gender(guess: Guess) -> str:
    """A guessed gender with its score, "female 97 %", "…" while there is none."""
    return "…" if guess.female_score is None else wording.gender(_estimate(guess))


def widest_gender() -> str:
    """The longest that ``gender`` can say."""
    return max((gender(Guess("", female_score=score)) for score in (0.0, 1.0)), key=len)


def epoch(number: int) -> str:
    """Where the slider stands."""
    if number == 0:
        return translate("wall", "Before training")
    return translate("wall", "After epoch {0}").format(number)


def sentence(number: int, *, label: str, guesses: tuple[Guess, ...], after_epoch: int) -> str:
    """One face in full, for screen readers."""
    said = [
        translate(
            "wall", "{0} says apparent age {1}, perceived gender (from appearance) {2}"
        ).format(guess.architecture, age(guess), gender(guess))
        for guess in guesses
    ]
    told = "; ".join(said) or translate("wall", "no guess yet")
    return translate("wall", "Face {0}. The data say: {1}. {2}: {3}.").format(
        number, label, epoch(after_epoch), told
    )


def _estimate(guess: Guess) -> Estimate:
    score = guess.female_score if guess.female_score is not None else _FEMALE_FROM
    gender: Gender = "female" if score >= _FEMALE_FROM else "male"
    years = guess.age_years if guess.age_years is not None else 0.0
    return Estimate(years, score, gender)

"""What each architecture said of each face after each epoch; no widgets here."""

from __future__ import annotations

import math
from dataclasses import dataclass

from desktop.i18n import text as wording
from desktop.i18n.text import translate
from engine.results import Estimate, Gender
from training.events import WallGuesses


@dataclass(frozen=True, slots=True)
class Guess:
    """One architecture's guess of one face: years and a score (0-1), None while there is none.

    ``age_network`` and ``gender_network`` say which of its networks spoke, "" for none.
    """

    architecture: str
    age_years: float | None = None
    age_network: str = ""
    female_score: float | None = None
    gender_network: str = ""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A network and the epoch after which it said what is shown."""

    architecture: str
    network: str
    epoch: int


class Guesses:
    """Every guess of a run, by network and epoch."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, str], dict[int, WallGuesses]] = {}

    @property
    def architectures(self) -> tuple[str, ...]:
        """Those that spoke, in the order in which they first did."""
        return tuple(dict.fromkeys(architecture for architecture, _ in self._told))

    @property
    def epochs(self) -> tuple[int, ...]:
        """Every epoch after which somebody spoke, in order; 0 is before training."""
        return tuple(sorted({epoch for told in self._told.values() for epoch in told}))

    def take(self, event: WallGuesses) -> None:
        """Keep what a network said; told again, it takes the place of the former."""
        self._told.setdefault((event.architecture, event.network), {})[event.epoch] = event

    def legend_entries(self, epoch: int) -> tuple[LegendEntry, ...]:
        """Each network with the newest epoch up to this one in which it spoke."""
        newest = [(key, self._newest(key, epoch)) for key in self._told]
        return tuple(LegendEntry(*key, found.epoch) for key, found in newest if found is not None)

    def at(self, face: int, epoch: int) -> tuple[Guess, ...]:
        """One guess of a face for each architecture, as it stood after an epoch."""
        return tuple(self._guess(name, face, epoch) for name in self.architectures)

    def _guess(self, architecture: str, face: int, epoch: int) -> Guess:
        age: float | None = None
        female: float | None = None
        age_network = gender_network = ""
        for key in self._told:
            found = self._newest(key, epoch) if key[0] == architecture else None
            if found is None:
                continue
            if found.ages is not None:
                age, age_network = float(found.ages[face]), key[1]
            if found.female_scores is not None:
                female, gender_network = float(found.female_scores[face]), key[1]
        return Guess(architecture, age, age_network, female, gender_network)

    def _newest(self, key: tuple[str, str], epoch: int) -> WallGuesses | None:
        told = self._told[key]
        former = [number for number in told if number <= epoch]
        return told[max(former)] if former else None


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
            "wall", "{0} predicts apparent age {1}, perceived gender (from appearance) {2}"
        ).format(guess.architecture, age(guess), gender(guess))
        for guess in guesses
    ]
    told = "; ".join(said) or translate("wall", "no prediction yet")
    return translate("wall", "Face {0}. Label: {1}. {2}: {3}.").format(
        number, label, epoch(after_epoch), told
    )


def _estimate(guess: Guess) -> Estimate:
    score = guess.female_score if guess.female_score is not None else _FEMALE_FROM
    gender: Gender = "female" if score >= _FEMALE_FROM else "male"
    years = guess.age_years if guess.age_years is not None else 0.0
    return Estimate(years, score, gender)

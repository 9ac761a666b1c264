"""What each architecture said of each face after each epoch; no widgets here."""

from __future__ import annotations

from dataclasses import dataclass

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
class Speaker:
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

    def speakers(self, epoch: int) -> tuple[Speaker, ...]:
        """Each network with the newest epoch up to this one in which it spoke."""
        newest = [(key, self._newest(key, epoch)) for key in self._told]
        return tuple(Speaker(*key, found.epoch) for key, found in newest if found is not None)

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

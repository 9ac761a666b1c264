"""A class against models: faces that no model was trained on, ages said of them, and the score.

The class says an age before it sees what the models say; the score is the mean error of each.
"""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine.export.columns import neutralised
from engine.spec import MAX_AGE_YEARS

LEAST, MOST, USUAL = 10, 20, 12
"""How many faces a round has."""


@dataclass(frozen=True, slots=True, eq=False)
class RoundFace:
    """A face to be guessed: ``chip`` ``uint8`` RGB (S, S, 3), its labelled age, what models say.

    ``age_true`` in years is the middle of an interval that reaches ``age_reach`` to both sides;
    ``answers`` are the models' ages in years.
    """

    chip: NDArray[np.uint8]
    age_true: float
    age_reach: float
    answers: tuple[float, ...]

    @property
    def label(self) -> str:
        """The labelled age in whole years: "30", or "30-39" for an interval."""
        low, high = self.age_true - self.age_reach, self.age_true + self.age_reach
        return f"{low:.0f}-{high:.0f}" if self.age_reach else f"{self.age_true:.0f}"

    def error(self, years: float) -> float:
        """How far an age is off, in years; 0 inside an interval."""
        return max(abs(years - self.age_true) - self.age_reach, 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Score:
    """Who said how well so far: the mean error in years, and of how many faces it was nearest.

    Nearest together, each of them counts.
    """

    mean_error: float
    nearest: int


@dataclass(slots=True, eq=False)
class ClassRound:
    """One round: its faces in their order, the models by id, and what the class has said.

    ``unseen`` is false where nobody can tell whether the models know these faces.
    """

    models: tuple[str, ...]
    faces: tuple[RoundFace, ...]
    unseen: bool = True
    guesses: list[float] = field(default_factory=list)

    @property
    def place(self) -> int:
        """The number of the face that is to be guessed now, from 0."""
        return len(self.guesses)

    @property
    def over(self) -> bool:
        """Whether every face has been guessed."""
        return self.place >= len(self.faces)

    def guess(self, years: float) -> RoundFace:
        """Note what the class says of the next face, and return that face.

        Raises ``ValueError`` if the round is over or this is no age.
        """
        if self.over or not 0 <= years <= MAX_AGE_YEARS:
            raise ValueError(f"A guess is an age of a face that is left. Received: {years}")
        face = self.faces[self.place]
        self.guesses.append(float(years))
        return face

    def errors(self) -> NDArray[np.float64]:
        """Errors in years so far, (faces, 1 + models): those of the class first."""
        rows = [
            [face.error(years) for years in (guess, *face.answers)]
            for face, guess in zip(self.faces, self.guesses, strict=False)
        ]
        return np.array(rows, dtype=np.float64).reshape(len(rows), 1 + len(self.models))

    def scores(self) -> tuple[Score, ...]:
        """The class's score and each model's; errors are NaN before the first guess."""
        errors = self.errors()
        if not len(errors):
            return tuple(Score(math.nan, 0) for _ in range(1 + len(self.models)))
        nearest = np.isclose(errors, errors.min(axis=1, keepdims=True)).sum(axis=0)
        means = errors.mean(axis=0)
        return tuple(Score(float(m), int(n)) for m, n in zip(means, nearest, strict=True))

    def table(self) -> bytes:
        """What was said so far as CSV (UTF-8 with BOM, dot decimals), one row a face.

        ``face``, ``label_low``, ``label_high``, then for the class and each model its age, error
        and mean error so far, in years.
        """
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        names = ["class", *self.models]
        figures = ("age", "error", "mean_error")
        columns = [f"{name}_{figure}" for name in names for figure in figures]
        writer.writerow(["face", "label_low", "label_high", *map(neutralised, columns)])
        errors = self.errors()
        for row, (face, guess) in enumerate(zip(self.faces, self.guesses, strict=False)):
            means = errors[: row + 1].mean(axis=0)
            said = zip((guess, *face.answers), errors[row], means, strict=True)
            low, high = face.age_true - face.age_reach, face.age_true + face.age_reach
            cells = [f"{value:.2f}" for one in said for value in one]
            writer.writerow([row + 1, f"{low:g}", f"{high:g}", *cells])
        return text.getvalue().encode("utf-8-sig")

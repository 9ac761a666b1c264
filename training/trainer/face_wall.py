"""The face wall: a dozen validation faces, and what each network says of them epoch by epoch."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.files import write_atomically
from engine.preprocessing import resize
from engine.spec import MAX_AGE_YEARS
from training.dataset.cache import ChipCache
from training.events import OwnGuess, WallFaces, WallGuesses
from training.own_faces import OwnFace

WALL_FACES = 12
_LARGEST_PX = 128

Outputs = Mapping[str, NDArray[np.float64]]


def wall_rows(cache: ChipCache, validation: NDArray[np.int64], *, seed: int) -> NDArray[np.int64]:
    """Rows of up to a dozen validation faces, youngest first; the same for the same seed.

    One is drawn from each twelfth of the faces by age, of the gender that is rarer so far. Faces
    with both labels known are preferred; without any age, a draw from all.
    """
    random = np.random.default_rng((seed, WALL_FACES))
    ages, genders = cache.ages[validation], cache.genders[validation]
    known = np.isfinite(ages) & np.isfinite(genders)
    for usable in (known, np.isfinite(ages), np.full(len(validation), True)):
        if usable.sum() >= min(WALL_FACES, len(validation)):
            break
    places = np.flatnonzero(usable)
    places = places[np.argsort(ages[places], kind="stable")]
    chosen: list[int] = []
    for part in np.array_split(places, WALL_FACES):
        if len(part):
            rarer = float(np.nansum(genders[chosen] - 0.5) < 0)
            fitting = part[genders[part] == rarer]
            chosen.append(int(random.choice(fitting if len(fitting) else part)))
    rows: NDArray[np.int64] = validation[chosen]
    return rows


def wall_faces(cache: ChipCache, rows: NDArray[np.int64]) -> WallFaces:
    """The faces themselves, at most 128 pixels on a side."""
    side = min(int(cache.chips.shape[1]), _LARGEST_PX)
    chips = np.stack([resize(np.array(cache.chips[row]), size_px=side) for row in rows])
    return WallFaces(chips, cache.ages[rows], cache.genders[rows])


@dataclass(frozen=True, slots=True)
class WallNotes:
    """What one network said, kept in a file, so that a resumed run can tell it again."""

    path: Path
    architecture: str
    network: str

    def guesses(self, epoch: int, outputs: Outputs) -> WallGuesses:
        """An event from raw outputs, each of shape (N,); ages bounded as in use."""
        ages, scores = outputs.get("age_out"), outputs.get("gender_out")
        return WallGuesses(
            self.architecture,
            self.network,
            epoch,
            None if ages is None else np.clip(ages, 0.0, MAX_AGE_YEARS),
            None if scores is None else np.clip(scores, 0.0, 1.0),
        )

    def own_guesses(self, epoch: int, faces: Sequence[OwnFace], outputs: Outputs) -> list[OwnGuess]:
        """An event for each face somebody put on the wall; they are told, and never kept."""
        told = self.guesses(epoch, outputs)
        return [
            OwnGuess(
                self.architecture,
                self.network,
                epoch,
                face.number,
                None if told.ages is None else float(told.ages[place]),
                None if told.female_scores is None else float(told.female_scores[place]),
            )
            for place, face in enumerate(faces)
        ]

    def keep(self, guesses: WallGuesses, *, former: list[WallGuesses]) -> list[WallGuesses]:
        """Write the former guesses and this one; returns all of them."""
        kept = [one for one in former if one.epoch < guesses.epoch] + [guesses]
        rows = [
            {
                "epoch": one.epoch,
                "ages": None if one.ages is None else one.ages.tolist(),
                "scores": None if one.female_scores is None else one.female_scores.tolist(),
            }
            for one in kept
        ]
        write_atomically(self.path, json.dumps(rows).encode())
        return kept

    def read(self, *, faces: int, epochs: int) -> list[WallGuesses]:
        """The kept guesses up to an epoch; none if there are none for these faces."""
        try:
            rows = json.loads(self.path.read_text(encoding="utf-8"))
            kept = [
                WallGuesses(
                    self.architecture,
                    self.network,
                    int(row["epoch"]),
                    _column(row["ages"], faces),
                    _column(row["scores"], faces),
                )
                for row in rows
            ]
        except (OSError, ValueError, TypeError, KeyError):
            return []
        return [one for one in kept if one.epoch <= epochs]


def _column(values: list[float] | None, faces: int) -> NDArray[np.float64] | None:
    if values is None:
        return None
    column = np.array(values, dtype=np.float64)
    if column.shape != (faces,):
        raise ValueError(f"{column.shape} for {faces} faces")
    return column

"""``agelens selftest``: whether this installation works, with no network and no photo of anyone."""

from __future__ import annotations

import tempfile
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np

from desktop.cli_console import answer
from desktop.cli_label import open_store
from engine.detection import BlazeFaceDetector
from engine.errors import UserError
from engine.export import write_csv
from engine.pipeline import Pipeline
from engine.predictor import MAX_AGE_YEARS, Predictor
from engine.preprocessing import Image
from engine.store import ModelStore

_SEED = 7


class CheckError(Exception):
    """A check did not hold; the text says what was found."""


class Checks:
    """The checks in their order; each returns what it found, or raises."""

    def __init__(self, store: ModelStore) -> None:
        self._store = store
        self._predictor: Predictor | None = None

    def all(self) -> Sequence[tuple[str, Callable[[], str]]]:
        """What each check is about, and the check."""
        return (
            ("the installed models are whole", self.models),
            ("the default model loads", self.load),
            ("it answers noise with ages and scores, the same twice", self.predict),
            ("the face detector runs on a generated picture", self.detect),
            ("a generated photo file goes through to a table", self.road),
        )

    def models(self) -> str:
        """Every model folder passes its hashes."""
        if problems := self._store.problems():
            raise CheckError(" ".join(problems))
        return ", ".join(spec.model_id for spec in self._store.models()) or "none"

    def load(self) -> str:
        """The default model loads."""
        folder, spec = self._store.open(self._store.default_id())
        self._predictor = Predictor(folder, spec)
        return f"{spec.model_id} {spec.sha256[:12]}"

    def predict(self) -> str:
        """Answers are finite, in range, and repeatable; nothing is said about their quality."""
        predictor = self._loaded()
        side = predictor.spec.input_px
        chips = np.random.default_rng(_SEED).integers(0, 256, (5, side, side, 3), dtype=np.uint8)
        first, second = predictor.predict(chips), predictor.predict(chips)
        if first != second:
            raise CheckError(f"the answers differ: {first} and {second}")
        ages = [estimate.age_years for estimate in first]
        if not all(0 <= age <= MAX_AGE_YEARS for age in ages):
            raise CheckError(f"ages {ages}")
        return f"{len(first)} answers"

    def detect(self) -> str:
        """The detector runs; whether it finds faces, only photos of faces can show."""
        return f"{len(BlazeFaceDetector().detect(_picture()))} faces in a picture without people"

    def road(self) -> str:
        """Reading, the centre square, the model and the table work together."""
        with tempfile.TemporaryDirectory() as scratch:
            photo, table = Path(scratch) / "generated.png", Path(scratch) / "table.csv"
            done, content = cv2.imencode(".png", _picture())
            if not done:
                raise CheckError("the picture could not be encoded")
            photo.write_bytes(content.tobytes())
            predictor = self._loaded()
            result = Pipeline(predictor=predictor, detector=None).analyse_file(photo)
            if result.status != "ok":
                raise CheckError(result.message)
            write_csv(table, [result], spec=predictor.spec)
            lines = table.read_text(encoding="utf-8-sig").splitlines()
        if len(lines) != 2:
            raise CheckError(f"{len(lines)} lines in the table, expected 2")
        return "1 row"

    def _loaded(self) -> Predictor:
        if self._predictor is None:
            raise CheckError("no model is loaded")
        return self._predictor


def run(args: Namespace) -> int:
    """Print a line for each check; returns 0 if all hold, else 1."""
    failures = 0
    for about, check in Checks(open_store(args.models)).all():
        try:
            answer(f"ok      {about}: {check()}")
        except (CheckError, UserError) as error:
            failures += 1
            answer(f"FAILED  {about}: {error}")
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 - a self-test reports whatever is broken
            failures += 1
            answer(f"FAILED  {about}: {error!r}")
    return 1 if failures else 0


def _picture() -> Image:
    """A colourful picture without people, 800 x 600."""
    random = np.random.default_rng(_SEED)
    coarse = random.integers(0, 256, (12, 16, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(coarse, (800, 600), interpolation=cv2.INTER_CUBIC), np.uint8)

"""``agelens selftest``: whether this installation works, with no network and no photo of anyone."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np

from desktop import training_addon
from desktop.cli.console import answer
from desktop.cli.label import open_store
from desktop.training_addon import TrainingAddon
from engine import __version__
from engine.detection import BlazeFaceDetector
from engine.errors import UserError
from engine.export import export_csv, export_xlsx
from engine.labelling import FolderJob, ScanSettings, run_of
from engine.pipeline import open_pipeline
from engine.predictor import Predictor
from engine.preprocessing import Image
from engine.progress import drain
from engine.project import Counts, Project
from engine.spec import MAX_AGE_YEARS
from engine.store import ModelStore
from engine.words import plural
from training.dataset.drawn import draw_face, write_drawn_set
from training.settings import TrainSettings
from training.worker import TrainingProcess

Check = tuple[str, Callable[[], str]]


def run(args: Namespace) -> int:
    """Print a page on what works; returns 0 if all that can be tried here does, else 1."""
    begun = time.monotonic()
    for line in _head():
        answer(line)
    checks = list(Checks(open_store(args.models)).all())
    if args.training:
        checks.append(("a network learns in a process of its own", _train))
    failures = sum(not _holds(about, check) for about, check in checks)
    seconds = time.monotonic() - begun
    verdict = f"{failures} of {len(checks)} checks failed" if failures else "This AgeLens works"
    answer(f"{verdict}. {seconds:.0f} s, no network used.")
    return 1 if failures else 0


def _head() -> Sequence[str]:
    """What is being tested; nothing that tells who tests it or where."""
    kind = "installed program" if getattr(sys, "frozen", False) else "Python package"
    cores = os.cpu_count() or 1
    return (
        f"AgeLens {__version__}, {kind}: self-test",
        f"{platform.system()} {platform.release()}, {platform.machine()}, "
        f"{cores} {plural('core', cores)}, Python {platform.python_version()}",
    )


def _holds(about: str, check: Callable[[], str]) -> bool:
    """Make one check and print its line."""
    begun = time.monotonic()
    try:
        found = check()
    except SkippedError as reason:
        answer(f"left out  {about}: {reason}")
        return True
    except (CheckError, UserError) as error:
        notes = getattr(error, "__notes__", ())
        answer("\n".join([f"FAILED  {about}: {error}", *notes]))
        return False
    except Exception as error:  # noqa: BLE001 - a self-test reports whatever is broken
        answer(f"FAILED  {about}: {error!r}")
        return False
    answer(f"ok      {about}: {found} ({time.monotonic() - begun:.1f} s)")
    return True


def _train() -> str:
    return train(training_addon.default_addon())


_SEED = 7
_FACE_PX = 240
_PLACES = ((60, 60), (440, 300))
"""Left and top of the two faces in the drawn picture, pixels."""
_PHOTOS = 3


class CheckError(Exception):
    """A check did not hold; the text says what was found."""


class SkippedError(Exception):
    """A check cannot be made here, and need not be; the text says why."""


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
            ("the face detector finds drawn faces where they are", self.detect),
            ("a folder is labelled and exported", self.label),
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
        """Each drawn face is found, at its place, and nothing else."""
        faces = BlazeFaceDetector().detect(drawn_picture(_SEED))
        centres = sorted(face.box.centre for face in faces)
        wanted = [(left + _FACE_PX / 2, top + _FACE_PX / 2) for left, top in _PLACES]
        near = [
            abs(x - at_x) < _FACE_PX / 3 and abs(y - at_y) < _FACE_PX / 3
            for (x, y), (at_x, at_y) in zip(centres, wanted, strict=False)
        ]
        if len(centres) != len(wanted) or not all(near):
            found = ", ".join(f"({x:.0f}, {y:.0f})" for x, y in centres) or "none"
            raise CheckError(f"{len(wanted)} faces were drawn, found: {found}")
        return f"{len(centres)} of {len(wanted)}"

    def label(self) -> str:
        """Scan, detect, predict, keep and export: drawn photos, and one file that is none."""
        with tempfile.TemporaryDirectory(prefix="agelens-selftest-") as name:
            scratch = Path(name)
            photos = scratch / "photos"
            photos.mkdir()
            for number in range(_PHOTOS):
                _write(photos / f"drawn {number}.png", drawn_picture(_SEED + number))
            (photos / "broken.jpg").write_bytes(b"not a photo")
            with Project.open(scratch / "selftest.agelens", root=photos) as project:
                counts = self._run_job(project)
                table, sheet = scratch / "table.csv", scratch / "table.xlsx"
                drain(export_csv(project, table, settings={}))
                drain(export_xlsx(project, sheet, settings={}))
            rows = len(table.read_text(encoding="utf-8-sig").splitlines()) - 1
            if not sheet.stat().st_size:
                raise CheckError("the Excel table is empty")
        expected = counts.faces + counts.no_face + counts.unreadable + counts.skipped
        if counts.done != _PHOTOS + 1 or counts.unreadable != 1 or counts.faces < _PHOTOS:
            raise CheckError(f"{_PHOTOS} photos and 1 broken file gave {counts}")
        if rows != expected:
            raise CheckError(f"{rows} rows in the table, expected {expected}")
        return f"{_PHOTOS} photos, {counts.faces} faces, 1 broken file told, {rows} rows"

    def _run_job(self, project: Project) -> Counts:
        spec = self._loaded().spec
        job = FolderJob(
            project,
            analysers=lambda: open_pipeline(self._store, spec.model_id, num_threads=1),
            run=run_of(spec, detect=True),
            scan=ScanSettings(recursive=True),
        )
        return drain(job.run_all())

    def _loaded(self) -> Predictor:
        if self._predictor is None:
            raise CheckError("no model is loaded")
        return self._predictor


def drawn_picture(seed: int) -> Image:
    """A picture with two drawn faces, ``uint8`` RGB (600, 800, 3)."""
    random = np.random.default_rng(seed)
    picture = np.full((600, 800, 3), (120, 150, 180), np.uint8)
    for gender, (left, top) in enumerate(_PLACES):
        age_years = float(random.uniform(20, 60))
        face = draw_face(age_years, gender, rng=random, size_px=_FACE_PX)
        picture[top : top + _FACE_PX, left : left + _FACE_PX] = face
    return picture


def _write(path: Path, picture: Image) -> None:
    done, content = cv2.imencode(".png", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
    if not done:
        raise CheckError("a picture could not be encoded")
    path.write_bytes(content.tobytes())


_FACES, _TRAINING_SEED, _CHIP_PX = 60, 7, 128


def train(addon: TrainingAddon) -> str:
    """Draw, train, store, load, predict; says how long. Raises ``SkippedError`` without TensorFlow.

    ``UserError`` with the child's details in its notes if the training fails.
    """
    if addon.missing():
        raise SkippedError("the training add-on is not installed")
    with tempfile.TemporaryDirectory(prefix="agelens-selftest-") as name:
        scratch = Path(name)
        settings = TrainSettings(
            data=write_drawn_set(
                scratch / "faces", count=_FACES, seed=_TRAINING_SEED, size_px=_CHIP_PX
            ),
            architecture="combined",
            models_dir=scratch / "models",
            work_dir=scratch / "work",
            model_id="selftest",
            epochs=1,
            batch_size=12,
        )
        trained = drain(TrainingProcess(settings).events())
        if trained != ("selftest",):
            raise CheckError(f"stored models: {trained}")
        return _judge(ModelStore([scratch / "models"]))


def _judge(store: ModelStore) -> str:
    folder, spec = store.open("selftest")
    chips = np.zeros((1, spec.input_px, spec.input_px, 3), np.uint8)
    answers = Predictor(folder, spec).predict(chips)
    if len(answers) != 1:
        raise CheckError(f"{len(answers)} answers for one face")
    return f"{_FACES} drawn faces, one epoch, a model that loads and answers"

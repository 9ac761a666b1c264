"""The set of drawn faces on disk: seeded, written in one step, reused when complete."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image as PillowImage

from engine.errors import DataError
from training.dataset.drawn.face import draw_face

Progress = Callable[[int, int], None]

DEMO_COUNT = 3000
DEMO_SEED = 1
OLDEST_YEARS = 90
DRAWN_NOTE = (
    "These faces are drawn by a program and strongly simplified. The signs of age and gender in "
    "them were made up so that a network can learn them in minutes; they say nothing about "
    "people, and a model trained on them must not be used on photos."
)
"""To be shown wherever the drawn set or a model trained on it is offered."""

_FORMAT = "drawn-1"
_MARK = "drawn.json"
_WORKERS = 2
_FIRST_DATE = 20_000_101_000_000_000


def write_drawn_set(
    folder: Path, *, count: int, seed: int, size_px: int = 128, progress: Progress | None = None
) -> Path:
    """Draw a set of faces into ``folder/<seed>-<count>`` unless it is there, complete.

    Ages 0 to 90 come about equally often, genders too; names are those of UTKFace. The same seed
    gives the same faces. ``progress`` is told faces done of all; what it raises stops the work
    without a trace. Returns the set's folder; raises ``DataError`` if it cannot be written.
    """
    if count < 1 or size_px < 16:
        raise DataError(
            "A drawn set needs at least one face of 16 pixels.",
            received=f"count={count}, size_px={size_px}",
        )
    target = folder / f"{seed}-{count}"
    mark = {"format": _FORMAT, "count": count, "seed": seed, "size_px": size_px}
    if _mark_of(target) == mark and len(list(target.glob("*.jpg"))) == count:
        return target
    try:
        folder.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=".drawing-", dir=folder))
        try:
            _draw_all(scratch, count=count, seed=seed, size_px=size_px, progress=progress)
            (scratch / _MARK).write_text(json.dumps(mark), encoding="utf-8")
            shutil.rmtree(target, ignore_errors=True)
            scratch.replace(target)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    except OSError as error:
        raise DataError(
            "The drawn faces could not be written: is the disk full or read-only?",
            received=f"{target}, {error.strerror or error}",
        ) from error
    return target


def is_drawn_set(folder: Path) -> bool:
    """Whether a folder holds drawn faces, wherever it has been moved to."""
    return _mark_of(folder).get("format") == _FORMAT


def _mark_of(folder: Path) -> dict[str, object]:
    try:
        mark = json.loads((folder / _MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return mark if isinstance(mark, dict) else {}


def _draw_all(
    folder: Path, *, count: int, seed: int, size_px: int, progress: Progress | None
) -> None:
    def one(index: int) -> None:
        # A generator for each face: the order in which threads come does not matter.
        rng = np.random.default_rng((seed, index))
        age, gender = int(rng.integers(OLDEST_YEARS + 1)), index % 2
        face = draw_face(age, gender, rng=rng, size_px=size_px)
        name = f"{age}_{gender}_0_{_FIRST_DATE + index}.jpg"
        PillowImage.fromarray(face).save(folder / name, quality=95, subsampling=0)

    with ThreadPoolExecutor(_WORKERS) as pool:
        try:
            for done, _ in enumerate(pool.map(one, range(count)), start=1):
                if progress is not None:
                    progress(done, count)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise

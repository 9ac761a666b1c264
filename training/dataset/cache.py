"""Chips decoded and aligned once, kept in a memory-mapped ``uint8`` array with a fingerprint.

An epoch never decodes a JPEG, and data larger than memory trains too. Chips take the same road as
a photo's face: ``read_photo``, ``find_faces``, ``cut_chips``.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.detection import BlazeFaceDetector
from engine.errors import DataError, UserError
from engine.images import read_photo
from engine.pipeline import cut_chips, find_faces
from engine.preprocessing import Alignment, resize
from engine.results import Face
from training.dataset.twins import HASH_BYTES, difference_hash
from training.dataset.utkface import Problem, Sample

Progress = Callable[[int, int], None]
_FORMAT = "chips-1"
_WORKERS = 2


@dataclass(frozen=True, slots=True)
class ChipCache:
    """Aligned chips and their labels; row i of every array is the same face.

    ``chips`` (N, S, S, 3) ``uint8`` memory-mapped; ``ages`` years; ``genders`` 0 male, 1 female;
    ``groups`` 0-4 (audit only); ``hashes`` (N, 32) for twins; ``unaligned`` counts the chips in
    which no face was found and the whole picture was taken.
    """

    chips: NDArray[np.uint8]
    ages: NDArray[np.float32]
    genders: NDArray[np.float32]
    groups: NDArray[np.int64]
    hashes: NDArray[np.uint8]
    names: tuple[str, ...]
    fingerprint: str
    unaligned: int
    problems: tuple[Problem, ...]


def open_cache(
    samples: Sequence[Sample],
    *,
    folder: Path,
    size_px: int,
    alignment: Alignment,
    progress: Progress | None = None,
) -> ChipCache:
    """Open the cache of these samples in ``folder``, building it first where it is missing.

    Raises ``DataError`` if no sample can be read or the disk is full.
    """
    fingerprint = data_fingerprint(samples)
    framing = {"format": _FORMAT, "size_px": size_px, "alignment": asdict(alignment)}
    text = json.dumps({"data": fingerprint, **framing}, sort_keys=True)
    target = folder / f"{size_px}px-{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    if not (target / "table.json").is_file():
        try:
            _build(samples, target, fingerprint, size_px, alignment, progress)
        except OSError as error:
            raise DataError(
                "The prepared faces could not be written: is the disk full or read-only? "
                f"Received: {error}"
            ) from error
    return _load(target)


def data_fingerprint(samples: Sequence[Sample]) -> str:
    """SHA-256 (hex) over names and contents, so that an exchanged file is noticed."""
    total = hashlib.sha256()
    for sample in samples:
        try:
            content = hashlib.sha256(sample.path.read_bytes()).hexdigest()
        except OSError:
            content = "unreadable"
        total.update(f"{sample.path.name}\0{content}\n".encode())
    return total.hexdigest()


def _load(target: Path) -> ChipCache:
    table = json.loads((target / "table.json").read_text(encoding="utf-8"))
    return ChipCache(
        chips=np.load(target / "chips.npy", mmap_mode="r", allow_pickle=False),
        ages=np.array(table["ages"], dtype=np.float32),
        genders=np.array(table["genders"], dtype=np.float32),
        groups=np.array(table["groups"], dtype=np.int64),
        hashes=np.load(target / "hashes.npy", allow_pickle=False),
        names=tuple(table["names"]),
        fingerprint=table["fingerprint"],
        unaligned=table["unaligned"],
        problems=tuple(Problem(**problem) for problem in table["problems"]),
    )


def _build(
    samples: Sequence[Sample],
    target: Path,
    fingerprint: str,
    size_px: int,
    alignment: Alignment,
    progress: Progress | None,
) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".building-", dir=target.parent))
    try:
        shape = (len(samples), size_px, size_px, 3)
        chips = np.lib.format.open_memmap(
            scratch / "all.npy", mode="w+", dtype=np.uint8, shape=shape
        )
        outcome = _fill(samples, chips, size_px, alignment, progress)
        _write(scratch, samples, chips, outcome, fingerprint)
        del chips
        (scratch / "all.npy").unlink()
        scratch.replace(target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Outcome:
    hashes: NDArray[np.uint8]
    aligned: NDArray[np.bool_]
    problems: dict[int, Problem]


def _fill(
    samples: Sequence[Sample],
    chips: NDArray[np.uint8],
    size_px: int,
    alignment: Alignment,
    progress: Progress | None,
) -> _Outcome:
    hashes = np.zeros((len(samples), HASH_BYTES), dtype=np.uint8)
    aligned = np.zeros(len(samples), dtype=np.bool_)
    problems: dict[int, Problem] = {}
    local = threading.local()

    def one(row: int) -> None:
        if not hasattr(local, "detector"):
            local.detector = BlazeFaceDetector(num_threads=1)
        try:
            photo = read_photo(samples[row].path)
        except UserError as error:
            problems[row] = Problem(samples[row].path.name, str(error))
            return
        hashes[row] = difference_hash(photo.pixels)
        face = main_face(find_faces(photo, local.detector))
        if face is None:
            chips[row] = resize(photo.pixels, size_px=size_px)
        else:
            aligned[row] = True
            chips[row] = cut_chips(photo, [face], size_px=size_px, alignment=alignment)[0]

    with ThreadPoolExecutor(_WORKERS) as pool:
        for done, _ in enumerate(pool.map(one, range(len(samples))), start=1):
            if progress is not None:
                progress(done, len(samples))
    return _Outcome(hashes, aligned, problems)


def _write(
    scratch: Path,
    samples: Sequence[Sample],
    chips: NDArray[np.uint8],
    outcome: _Outcome,
    fingerprint: str,
) -> None:
    """Keep the readable rows; ``table.json`` last, since its presence says "complete"."""
    rows = [row for row in range(len(samples)) if row not in outcome.problems]
    if not rows:
        raise DataError(f"None of these pictures can be read. Received: {len(samples)} files")
    kept = np.lib.format.open_memmap(
        scratch / "chips.npy", mode="w+", dtype=np.uint8, shape=(len(rows), *chips.shape[1:])
    )
    for place, row in enumerate(rows):
        kept[place] = chips[row]
    kept.flush()
    del kept
    np.save(scratch / "hashes.npy", outcome.hashes[rows])
    table = {
        "fingerprint": fingerprint,
        "names": [samples[row].path.name for row in rows],
        "ages": [samples[row].age_years for row in rows],
        "genders": [samples[row].gender for row in rows],
        "groups": [samples[row].group for row in rows],
        "unaligned": int(np.count_nonzero(~outcome.aligned[rows])),
        "problems": [asdict(outcome.problems[row]) for row in sorted(outcome.problems)],
    }
    (scratch / "table.json").write_text(json.dumps(table), encoding="utf-8")


def main_face(faces: Sequence[Face]) -> Face | None:
    """The face a chip or portrait is about: the largest."""
    return max(faces, key=lambda face: face.box.area, default=None)

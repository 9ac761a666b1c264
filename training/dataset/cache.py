"""Chips decoded and aligned once, kept in a memory-mapped ``uint8`` array with a fingerprint.

An epoch never decodes a JPEG, and data larger than memory trains too. Chips take the same road as
a photo's face; see ``training.dataset.chips``.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from engine.errors import DataError, UserError
from engine.preprocessing import Alignment
from engine.words import plural
from training.dataset.chips import Cut, Cutter
from training.dataset.utkface import DataProblem, Sample, parse_name

Progress = Callable[[int, int], None]
_FORMAT = "chips-1"
_WORKERS = 2
_BUNDLE = 32  # pictures under way at once: what ``progress`` raises stops the rest soon


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """What is remembered of a chip that has been written."""

    difference: NDArray[np.uint8]
    aligned: bool


@dataclass(frozen=True, slots=True)
class ChipCache:
    """Aligned chips and their labels; row i of every array is the same face.

    ``chips`` (N, S, S, 3) ``uint8`` memory-mapped; ``ages`` years; ``genders`` 0 male, 1 female,
    both NaN where the data do not say; ``groups`` 0-4 (audit only), -1 where not given; ``hashes``
    (N, 32) for twins; ``unaligned`` counts the chips in which no face was found and the whole
    picture was taken. ``place`` is the name of its folder.
    """

    chips: NDArray[np.uint8]
    ages: NDArray[np.float32]
    genders: NDArray[np.float32]
    groups: NDArray[np.int64]
    hashes: NDArray[np.uint8]
    names: tuple[str, ...]
    fingerprint: str
    unaligned: int
    problems: tuple[DataProblem, ...]
    place: str = ""


def open_cache(
    samples: Sequence[Sample],
    *,
    folder: Path,
    size_px: int,
    alignment: Alignment,
    progress: Progress | None = None,
) -> ChipCache:
    """Open the cache of these samples in ``folder``, building it first where it is missing.

    What ``progress`` raises stops the work without a trace. Raises ``DataError`` if no sample can
    be read or the disk is full.
    """
    fingerprint = data_fingerprint(samples)
    framing = {"format": _FORMAT, "size_px": size_px, "alignment": asdict(alignment)}
    text = json.dumps({"data": fingerprint, **framing}, sort_keys=True)
    place = f"{size_px}px-{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    found = kept_cache(folder, place)
    if found is not None:
        return found
    target = folder / place
    try:
        shutil.rmtree(target, ignore_errors=True)  # damaged, or not there
        _build(samples, target, fingerprint, size_px, alignment, progress)
        return _load(target)
    except OSError as error:
        raise DataError(
            "The prepared faces could not be written: is the disk full or read-only? "
            f"Received: {error}"
        ) from error


def kept_cache(folder: Path, place: str) -> ChipCache | None:
    """The cache of that name in ``folder``, whatever has become of the pictures.

    ``None`` if it is not there or damaged.
    """
    try:
        return _load(folder / place)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def data_fingerprint(samples: Sequence[Sample]) -> str:
    """SHA-256 (hex) over names, contents and labels, so that an exchanged file is noticed.

    Labels are spelt out only where the name does not give them.
    """
    total = hashlib.sha256()
    for sample in samples:
        try:
            content = hashlib.sha256(sample.path.read_bytes()).hexdigest()
        except OSError:
            content = "unreadable"
        total.update(f"{sample.path.name}\0{content}\n".encode())
        if sample != parse_name(sample.path):
            box = None if sample.box is None else asdict(sample.box)
            known = [sample.age_years, sample.gender, sample.group, sample.framed, box]
            total.update(f"{json.dumps(known)}\n".encode())
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
        problems=tuple(DataProblem(**problem) for problem in table["problems"]),
        place=target.name,
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
        local = threading.local()

        def one(sample: Sample) -> Cut | DataProblem:
            if not hasattr(local, "cutter"):
                local.cutter = Cutter(size_px=size_px, alignment=alignment)
            try:
                cut: Cut = local.cutter.cut(sample)
            except UserError as error:
                return DataProblem(sample.path.name, str(error))
            return cut

        with (scratch / "chips.npy").open("wb") as file:
            outcome = _write_chips(file, _cuts(samples, one), size_px, len(samples), progress)
        _write_table(scratch, samples, outcome, fingerprint)
        scratch.replace(target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _cuts(
    samples: Sequence[Sample], one: Callable[[Sample], Cut | DataProblem]
) -> Iterator[Cut | DataProblem]:
    """What becomes of each sample, in order; no more than a bundle is worked on ahead."""
    with ThreadPoolExecutor(_WORKERS) as pool:
        for start in range(0, len(samples), _BUNDLE):
            yield from pool.map(one, samples[start : start + _BUNDLE])


def _write_chips(
    file: BinaryIO,
    cuts: Iterator[Cut | DataProblem],
    size_px: int,
    total: int,
    progress: Progress | None,
) -> list[_Kept | DataProblem]:
    """Append chip after chip to an ``.npy`` file; returns what came, without the pixels.

    By ordinary writes: on a full disk, writing to a memory map ends the process.
    """
    outcome: list[_Kept | DataProblem] = []
    count = 0
    _write_header(file, 0, size_px)
    begin = file.tell()
    for done, cut in enumerate(cuts, start=1):
        if isinstance(cut, Cut):
            file.write(np.ascontiguousarray(cut.chip, dtype=np.uint8).tobytes())
            count += 1
            outcome.append(_Kept(cut.difference, cut.aligned))
        else:
            outcome.append(cut)
        if progress is not None:
            progress(done, total)
    file.seek(0)
    _write_header(file, count, size_px)
    if file.tell() != begin:  # NumPy leaves room in the header for the first axis to grow
        raise OSError(f"the header of the chips grew from {begin} to {file.tell()} bytes")
    return outcome


def _write_header(file: BinaryIO, count: int, size_px: int) -> None:
    shape = (count, size_px, size_px, 3)
    np.lib.format.write_array_header_1_0(
        file, {"descr": "|u1", "fortran_order": False, "shape": shape}
    )


def _write_table(
    scratch: Path,
    samples: Sequence[Sample],
    outcome: Sequence[_Kept | DataProblem],
    fingerprint: str,
) -> None:
    """Labels of the readable rows; ``table.json`` last, since its presence says "complete"."""
    kept = [
        (sample, cut)
        for sample, cut in zip(samples, outcome, strict=True)
        if isinstance(cut, _Kept)
    ]
    if not kept:
        files = plural("file", len(samples))
        raise DataError(f"None of these pictures can be read. Received: {len(samples)} {files}")
    np.save(scratch / "hashes.npy", np.stack([cut.difference for _, cut in kept]))
    table = {
        "fingerprint": fingerprint,
        "names": [sample.path.name for sample, _ in kept],
        "ages": [sample.age_years for sample, _ in kept],
        "genders": [sample.gender for sample, _ in kept],
        "groups": [sample.group for sample, _ in kept],
        "unaligned": sum(not cut.aligned for _, cut in kept),
        "problems": [asdict(problem) for problem in outcome if isinstance(problem, DataProblem)],
    }
    (scratch / "table.json").write_text(json.dumps(table), encoding="utf-8")

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
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from engine.errors import DataError, UserError
from engine.files import read_ordinary
from engine.images import MAX_FILE_BYTES, file_in
from engine.preprocessing import Alignment
from engine.spec import DETECTOR
from engine.words import plural
from training.dataset.chips import Cut, Cutter, border_px
from training.dataset.utkface import NO_GROUP, DataProblem, Sample, parse_name

Progress = Callable[[int, int], None]
NOT_GIVEN = "not given"
"""What a group is called where the data name none."""
_FORMAT = "chips-2"
_WORKERS = 2
_BUNDLE = 32  # pictures under way at once: what ``progress`` raises stops the rest soon


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """What is remembered of a chip that has been written."""

    difference: NDArray[np.uint8]
    frame: NDArray[np.uint8]
    aligned: bool


@dataclass(frozen=True, slots=True)
class SourcePart:
    """The faces that one of several places gave: what it is called, its fingerprint, its rows."""

    name: str
    fingerprint: str
    rows: int


@dataclass(frozen=True, slots=True)
class ChipCache:
    """Aligned chips and their labels; row i of every array is the same face.

    ``chips`` (N, S, S, 3) ``uint8`` memory-mapped; ``ages`` years, of an interval its middle;
    ``genders`` 0 male, 1 female, both NaN where the data do not say; ``groups`` names (audit only),
    ``NOT_GIVEN`` where there are none; ``hashes`` (N, 32) find duplicates; ``unaligned`` counts the
    chips in which no face was found and the whole picture was taken. ``place`` is the name of its
    folder.

    ``bordered`` (N, S + 2B, S + 2B, 3) are the same chips with a border, where there is one;
    ``frame_hashes`` (N, 32) find duplicates across places; ``reaches`` (N,) are half the widths of
    age intervals in years; ``sources`` (N,) where each face is from. ``parts`` are the places in
    the order of their rows.
    """

    chips: NDArray[np.uint8]
    ages: NDArray[np.float32]
    genders: NDArray[np.float32]
    groups: NDArray[Any]
    hashes: NDArray[np.uint8]
    names: tuple[str, ...]
    fingerprint: str
    unaligned: int
    problems: tuple[DataProblem, ...]
    place: str = ""
    bordered: NDArray[np.uint8] | None = None
    frame_hashes: NDArray[np.uint8] | None = None
    reaches: NDArray[np.float32] | None = None
    sources: NDArray[np.str_] | None = None
    parts: tuple[SourcePart, ...] = ()

    @property
    def wide(self) -> NDArray[np.uint8]:
        """The chips with all that is kept of their surroundings."""
        return self.chips if self.bordered is None else self.bordered

    @property
    def age_reaches(self) -> NDArray[np.float32]:
        """Half the widths (N,) of age intervals in years; 0 for an exact age."""
        return np.zeros_like(self.ages) if self.reaches is None else self.reaches

    @property
    def age_bounds(self) -> NDArray[np.float32]:
        """Lowest and highest age in years that a label allows, (N, 2)."""
        reach = self.age_reaches
        return np.stack([self.ages - reach, self.ages + reach], axis=1)

    @property
    def source_names(self) -> tuple[str, ...]:
        """The sources in the order in which they first come; none if the faces name none."""
        return () if self.sources is None else tuple(dict.fromkeys(self.sources.tolist()))


def open_cache(
    samples: Sequence[Sample],
    *,
    folder: Path,
    size_px: int,
    alignment: Alignment,
    border: float = 0.0,
    parts: Sequence[tuple[str, int]] = (),
    progress: Progress | None = None,
) -> ChipCache:
    """Open the cache of these samples in ``folder``, building it first where it is missing.

    ``border`` is how much is kept around the canonical frame on each side, as a share of the
    frame's side. ``parts`` are names and sizes of the places that gave the samples, in their order;
    without any, they are all from one. What ``progress`` raises stops the work without a trace.
    Raises ``DataError`` if no sample can be read or the disk is full.
    """
    places = _places(samples, parts)
    cutting = {"size_px": size_px, "alignment": asdict(alignment), "border": border}
    made = {"format": _FORMAT, "detector": DETECTOR}
    data = [asdict(place) for place in places]
    text = json.dumps({"data": data, **made, **cutting}, sort_keys=True)
    place = f"{size_px}px-{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    found = kept_cache(folder, place)
    if found is not None:
        return found
    target = folder / place
    try:
        shutil.rmtree(target, ignore_errors=True)  # damaged, or not there
        cut = _Cutting(size_px=size_px, alignment=alignment, border=border)
        _build(samples, target, places, cut, progress)
        return _load(target)
    except OSError as error:
        raise DataError(
            "The prepared faces could not be written: is the disk full or read-only?",
            received=error,
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
            content = hashlib.sha256(
                read_ordinary(file_in(sample.path), longest=MAX_FILE_BYTES)
            ).hexdigest()
        except OSError:
            content = "unreadable"
        total.update(f"{sample.path.name}\0{content}\n".encode())
        if sample != parse_name(sample.path):
            box = None if sample.box is None else asdict(sample.box)
            known: list[Any] = [sample.age_years, sample.gender, sample.group, sample.framed, box]
            further = [sample.age_reach, sample.source, sample.border]
            known += further if any(further) else []
            total.update(f"{json.dumps(known)}\n".encode())
    return total.hexdigest()


def _places(samples: Sequence[Sample], parts: Sequence[tuple[str, int]]) -> tuple[SourcePart, ...]:
    """The places with their fingerprints and numbers of samples."""
    if not parts:
        return (SourcePart("", data_fingerprint(samples), len(samples)),)
    places, start = [], 0
    for name, count in parts:
        places.append(SourcePart(name, data_fingerprint(samples[start : start + count]), count))
        start += count
    if start != len(samples):
        raise ValueError(f"The parts hold {start} samples. Received: {len(samples)}")
    return tuple(places)


def joined_fingerprint(prints: Sequence[str]) -> str:
    """One fingerprint of several places; that of a single place is its own."""
    if len(prints) == 1:
        return prints[0]
    return hashlib.sha256("\n".join(prints).encode()).hexdigest()


def _load(target: Path) -> ChipCache:
    table = json.loads((target / "table.json").read_text(encoding="utf-8"))
    wide = np.load(target / "chips.npy", mmap_mode="r", allow_pickle=False)
    border = int(table["border_px"])
    return ChipCache(
        chips=wide[:, border:-border, border:-border] if border else wide,
        ages=np.array(table["ages"], dtype=np.float32),
        genders=np.array(table["genders"], dtype=np.float32),
        groups=np.array(table["groups"], dtype=np.str_),
        hashes=np.load(target / "hashes.npy", allow_pickle=False),
        names=tuple(table["names"]),
        fingerprint=table["fingerprint"],
        unaligned=table["unaligned"],
        problems=tuple(DataProblem(**problem) for problem in table["problems"]),
        place=target.name,
        bordered=wide if border else None,
        frame_hashes=np.load(target / "frame_hashes.npy", allow_pickle=False),
        reaches=np.array(table["reaches"], dtype=np.float32),
        sources=np.array(table["sources"], dtype=np.str_),
        parts=tuple(SourcePart(**part) for part in table["parts"]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cutting:
    """How chips are cut: side of the frame in pixels, alignment, border as a share of the side."""

    size_px: int
    alignment: Alignment
    border: float

    @property
    def side_px(self) -> int:
        """Side of a chip with its border."""
        return self.size_px + 2 * border_px(self.size_px, self.border)

    def cutter(self) -> Cutter:
        """One for a thread."""
        return Cutter(size_px=self.size_px, alignment=self.alignment, border=self.border)


def _build(
    samples: Sequence[Sample],
    target: Path,
    places: Sequence[SourcePart],
    cutting: _Cutting,
    progress: Progress | None,
) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".building-", dir=target.parent))
    try:
        local = threading.local()

        def one(sample: Sample) -> Cut | DataProblem:
            if not hasattr(local, "cutter"):
                local.cutter = cutting.cutter()
            try:
                cut: Cut = local.cutter.cut(sample)
            except UserError as error:
                return DataProblem(sample.path.name, str(error))
            return cut

        with (scratch / "chips.npy").open("wb") as file:
            cuts = _cuts(samples, one)
            outcome = _write_chips(file, cuts, cutting.side_px, len(samples), progress)
        _write_table(scratch, samples, outcome, places, border_px(cutting.size_px, cutting.border))
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
    side_px: int,
    total: int,
    progress: Progress | None,
) -> list[_Kept | DataProblem]:
    """Append chip after chip to an ``.npy`` file; returns what came, without the pixels.

    By ordinary writes: on a full disk, writing to a memory map ends the process.
    """
    outcome: list[_Kept | DataProblem] = []
    count = 0
    _write_header(file, 0, side_px)
    begin = file.tell()
    for done, cut in enumerate(cuts, start=1):
        if isinstance(cut, Cut):
            file.write(np.ascontiguousarray(cut.chip, dtype=np.uint8).tobytes())
            count += 1
            outcome.append(_Kept(cut.difference, cut.frame, cut.aligned))
        else:
            outcome.append(cut)
        if progress is not None:
            progress(done, total)
    file.seek(0)
    _write_header(file, count, side_px)
    if file.tell() != begin:  # NumPy leaves room in the header for the first axis to grow
        raise OSError(f"the header of the chips grew from {begin} to {file.tell()} bytes")
    return outcome


def _write_header(file: BinaryIO, count: int, side_px: int) -> None:
    shape = (count, side_px, side_px, 3)
    np.lib.format.write_array_header_1_0(
        file, {"descr": "|u1", "fortran_order": False, "shape": shape}
    )


def _write_table(
    scratch: Path,
    samples: Sequence[Sample],
    outcome: Sequence[_Kept | DataProblem],
    places: Sequence[SourcePart],
    border: int,
) -> None:
    """Labels of the readable rows; ``table.json`` last, since its presence says "complete"."""
    kept = [
        (sample, cut)
        for sample, cut in zip(samples, outcome, strict=True)
        if isinstance(cut, _Kept)
    ]
    if not kept:
        files = plural("file", len(samples))
        raise DataError("None of these pictures can be read.", received=f"{len(samples)} {files}")
    np.save(scratch / "hashes.npy", np.stack([cut.difference for _, cut in kept]))
    np.save(scratch / "frame_hashes.npy", np.stack([cut.frame for _, cut in kept]))
    names = [place.name for place in places for _ in range(place.rows)]
    sources = [sample.source or name for sample, name in zip(samples, names, strict=True)]
    readable = [isinstance(cut, _Kept) for cut in outcome]
    table = {
        "fingerprint": joined_fingerprint([place.fingerprint for place in places]),
        "border_px": border,
        "parts": [asdict(part) for part in _readable_parts(places, readable)],
        "names": [sample.path.name for sample, _ in kept],
        "ages": [sample.age_years for sample, _ in kept],
        "genders": [sample.gender for sample, _ in kept],
        "reaches": [sample.age_reach for sample, _ in kept],
        "sources": [name for name, keep in zip(sources, readable, strict=True) if keep],
        "groups": [
            NOT_GIVEN if sample.group == NO_GROUP else str(sample.group) for sample, _ in kept
        ],
        "unaligned": sum(not cut.aligned for _, cut in kept),
        "problems": [asdict(problem) for problem in outcome if isinstance(problem, DataProblem)],
    }
    (scratch / "table.json").write_text(json.dumps(table), encoding="utf-8")


def _readable_parts(places: Sequence[SourcePart], readable: Sequence[bool]) -> Iterator[SourcePart]:
    """The same places with the number of their rows that came out readable."""
    start = 0
    for place in places:
        yield replace(place, rows=sum(readable[start : start + place.rows]))
        start += place.rows

"""Where labelled faces come from: recognised by looking, read without a crash.

A built-in set of drawn faces, a table (CSV), an archive, a folder of UTKFace chips, or a folder
per class; see ``open_source``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from engine.errors import DataError
from engine.words import plural, translatable
from training.dataset.drawn import DEMO_COUNT, DEMO_SEED, DRAWN_NOTE, is_drawn_set, write_drawn_set
from training.dataset.sources.archives import is_archive, unpacked
from training.dataset.sources.classes import read_classes
from training.dataset.sources.table import is_own, read_table
from training.dataset.utkface import NO_GROUP, DataProblem, Sample, parse_name, pictures_in
from training.settings import DRAWN_WORDS

__all__ = [
    "DRAWN_WORDS",
    "NOTHING_FITS",
    "DataSource",
    "Kind",
    "is_own_table",
    "open_source",
    "open_sources",
]

Kind = Literal["utkface", "classes", "csv", "drawn"]
Progress = Callable[[int, int], None]

NOTHING_FITS = (
    "No labelled faces were found here. AgeLens looks for UTKFace names such as "
    "25_0_2_20170116174525125.jpg, for folders named by class (female, male, 30, 20-29, 60+), "
    "and for a table (CSV) with path, age and gender."
)


@dataclass(frozen=True, slots=True)
class DataSource:
    """Labelled faces from one place, what was left out and why, and how labels were understood."""

    kind: Kind
    title: str
    samples: tuple[Sample, ...]
    problems: tuple[DataProblem, ...]
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What to call it in a table of figures: "utkface", or the title in small letters."""
        if self.kind in ("utkface", "drawn"):
            return self.kind
        return self.title.removesuffix(".csv").casefold()


def open_source(
    place: Path | str, *, work_dir: Path, progress: Progress | None = None
) -> DataSource:
    """Look at what is in ``place`` and read its labels; no picture is decoded.

    ``place`` is the word ``drawn`` or ``demo``, a table, an archive or a folder; a folder of
    archives is read as one set. Drawn faces and unpacked archives are kept in ``work_dir``;
    ``progress`` hears of that work (done, total), and what it raises stops it. Raises
    ``DataError`` in a sentence that says what was looked for.
    """
    if str(place) in DRAWN_WORDS:
        folder = write_drawn_set(
            work_dir / "drawn", count=DEMO_COUNT, seed=DEMO_SEED, progress=progress
        )
        return _drawn(folder)
    path = Path(place)
    if path.is_dir():
        return _folder(path, work_dir=work_dir, progress=progress)
    if not path.is_file():
        raise DataError(
            "There is no folder, archive or table with training data here.", received=place
        )
    if path.suffix.lower() == ".csv":
        return _table(path)
    if is_archive(path):
        return _archive(path, work_dir=work_dir, progress=progress)
    raise DataError(
        "This file is neither a table (.csv) nor an archive (.zip, .tar, .tar.gz).", received=path
    )


def open_sources(
    places: Sequence[Path | str], *, work_dir: Path, progress: Progress | None = None
) -> tuple[DataSource, ...]:
    """Look at several places, each as ``open_source`` does; raises ``DataError`` if one is twice.

    The order counts: of several, the first is the main source of a training.
    """
    if len({str(place) for place in places}) < len(places):
        raise DataError(
            "The same faces were chosen twice.", received=", ".join(str(place) for place in places)
        )
    return tuple(open_source(place, work_dir=work_dir, progress=progress) for place in places)


def is_own_table(place: Path | str) -> bool:
    """Whether ``place`` is a table that AgeLens wrote of what people said of faces.

    Looks at the first line only; no if it cannot be read.
    """
    path = Path(place)
    return path.suffix.lower() == ".csv" and is_own(path)


def _archive(path: Path, *, work_dir: Path, progress: Progress | None) -> DataSource:
    folder, left_out = unpacked(path, work_dir=work_dir, progress=progress)
    source = _looked_at(folder, path)
    return replace(source, title=path.name, problems=left_out + source.problems)


def _folder(path: Path, *, work_dir: Path, progress: Progress | None) -> DataSource:
    archives = sorted(entry for entry in path.iterdir() if is_archive(entry) and entry.is_file())
    if archives and not pictures_in(path):  # UTKFace comes so: in parts
        parts = [_archive(part, work_dir=work_dir, progress=progress) for part in archives]
        return _joined(parts, path)
    return _looked_at(path, path)


def _joined(parts: Sequence[DataSource], path: Path) -> DataSource:
    kinds = {part.kind for part in parts}
    if len(kinds) > 1:
        raise DataError(
            "The archives in this folder hold data of different kinds; choose one of them.",
            received=f"{path}, {', '.join(sorted(kinds))}",
        )
    return DataSource(
        kind=parts[0].kind,
        title=path.name,
        samples=tuple(sample for part in parts for sample in part.samples),
        problems=tuple(problem for part in parts for problem in part.problems),
        notes=tuple(dict.fromkeys(note for part in parts for note in part.notes)),
    )


def _looked_at(folder: Path, place: Path) -> DataSource:
    """A folder of pictures of whatever kind; ``place`` is what the user chose."""
    if is_drawn_set(folder):
        return _drawn(folder)
    pictures = pictures_in(folder)
    parsed = [parse_name(path) for path in pictures]
    chips = tuple(found for found in parsed if isinstance(found, Sample))
    problems = tuple(found for found in parsed if isinstance(found, DataProblem))
    if chips and len(chips) >= len(problems):
        return DataSource("utkface", place.name, chips, problems)
    classes = read_classes(folder, pictures)
    if classes.samples and len(classes.samples) >= len(chips):
        return DataSource("classes", place.name, classes.samples, classes.problems, classes.notes)
    if chips:
        return DataSource("utkface", place.name, chips, problems)
    tables = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".csv")
    if len(tables) == 1:
        return _table(tables[0])
    found = (
        f"{len(pictures)} {plural('picture', len(pictures))} and "
        f"{len(tables)} {plural('table', len(tables))}"
    )
    raise DataError(NOTHING_FITS, received=f"{place}, {found}")


def _table(path: Path) -> DataSource:
    table = read_table(path)
    if not table.samples:
        first = next((f"; {one.name}: {one.reason}" for one in table.problems), "")
        raise DataError(
            "No row of this table gives a face with a label.",
            received=f"{path}, {len(table.problems)} {plural('row', len(table.problems))}{first}",
        )
    note = translatable("Labels are what people entered; a model's estimates are not used.")
    notes = (*((note,) if table.own else ()), *table.notes)
    return DataSource("csv", path.name, table.samples, table.problems, notes)


def _drawn(folder: Path) -> DataSource:
    parsed = [parse_name(path) for path in pictures_in(folder)]
    samples = tuple(
        replace(found, group=NO_GROUP, framed=True) for found in parsed if isinstance(found, Sample)
    )
    problems = tuple(found for found in parsed if isinstance(found, DataProblem))
    return DataSource("drawn", "Drawn faces", samples, problems, (DRAWN_NOTE,))

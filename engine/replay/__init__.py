"""Replay: a table's photos looked at once more by the same model, and every value compared."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

from engine import __version__
from engine.export import Dialect
from engine.files import replacing
from engine.pipeline import open_pipeline
from engine.progress import Progress
from engine.project import now
from engine.replay.comparison import (
    FACE,
    MODEL,
    PHOTO,
    ROW,
    CellDifference,
    differences,
    model_missing,
    photo_missing,
    recounted,
)
from engine.replay.table_reader import (
    Group,
    Written,
    find,
    groups,
    is_own_table,
    own_dialect,
    written,
)
from engine.results import PhotoResult
from engine.spec import DETECTOR, ModelSpec
from engine.store import ModelStore

__all__ = [
    "FACE",
    "MODEL",
    "PHOTO",
    "ROW",
    "CellDifference",
    "Opener",
    "Replay",
    "ReplayPredictor",
    "ReplayReport",
    "ReplayStep",
    "is_own_table",
    "opener_of",
    "replay",
]

_log = logging.getLogger(__name__)
Verdict = Literal["identical", "changed", "unchecked"]
_COUNT_EVERY = 2000


class ReplayPredictor(Protocol):
    """What analyses a photo: a ``Pipeline``."""

    @property
    def spec(self) -> ModelSpec:
        """The model in use."""
        ...

    def analyse_file(self, path: Path, *, name: str | None = None) -> PhotoResult:
        """The result for a file, whatever is wrong with it."""
        ...


Opener = Callable[[str, bool, bool], ReplayPredictor | None]
"""The model of a hash, with a detector or without, thorough or fast; ``None`` if not installed."""


@dataclass(frozen=True, slots=True)
class ReplayStep(Progress):
    """How far it is, in photos, and what was found to differ since the step before."""

    differences: tuple[CellDifference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayReport:
    """What came of it.

    ``checked`` photos were analysed anew; ``unchecked`` are those whose photo or model is missing
    and those that no model had analysed. ``drawn`` faces are a person's: only people can repeat
    them. ``versions`` are other versions of AgeLens that the table names; they are only noted.
    ``edited`` says whether anything in the table has changed since AgeLens wrote it, a person's
    answers included, by the hash in the settings beside it; ``rows_written`` and ``photos_written``
    are how many of each it had then, by the same file. ``None`` if nobody can tell. ``notes`` say
    in which encoding the table was read, where that had to be found out.
    """

    photos: int = 0
    rows: int = 0
    checked: int = 0
    unchecked: int = 0
    missing_photos: int = 0
    missing_models: tuple[str, ...] = ()
    drawn: int = 0
    differences: int = 0
    versions: tuple[str, ...] = ()
    edited: bool | None = None
    rows_written: int | None = None
    photos_written: int | None = None
    notes: tuple[str, ...] = ()

    @property
    def counts_agree(self) -> bool:
        """Whether the table has as many rows and photos as it was written with, where known."""
        return self.rows_written in (None, self.rows) and self.photos_written in (None, self.photos)

    @property
    def verdict(self) -> Verdict:
        """``identical`` only if something was checked, and nothing differs, lacks or was edited."""
        if not self.checked:
            return "unchecked"
        changed = self.differences or self.edited or not self.counts_agree
        return "changed" if changed else "identical"


Replay = Generator[ReplayStep, None, ReplayReport]


def opener_of(store: ModelStore, *, num_threads: int = 2) -> Opener:
    """Finds models of a store by their hash, whatever they are called by now.

    A model that has since learned to say less of faces that are hard to read is also known by the
    hash that it had before, and then answers as it did.
    """
    models = list(reversed(store.models()))
    known = {spec.before_legibility.sha256: spec.before_legibility for spec in models}
    known |= {spec.sha256: spec for spec in models}

    def opened(sha256: str, detect: bool, thorough: bool) -> ReplayPredictor | None:
        spec = known.get(sha256)
        if spec is None:
            return None
        return open_pipeline(
            store,
            spec.model_id,
            detect=detect,
            thorough=thorough,
            num_threads=num_threads,
            calibration=spec.calibration,
        )

    return opened


def replay(table: Path, *, opener: Opener, out: Path | None = None) -> Replay:
    """Analyse every photo of a table again and compare; a generator that can be closed at any time.

    Paths are taken from the current folder, then from the table's, then from the one that the
    settings beside the table name. ``out`` is where all
    differences go as JSON. Raises ``DataError`` if the table is not AgeLens's own, ``ModelError``
    if its model cannot be loaded, and ``OutputError``.
    """
    beside = written(table)
    dialect = own_dialect(table, beside.base)
    total = 0
    for group in groups(table, dialect):
        total += 1
        if total % _COUNT_EVERY == 0:
            yield ReplayStep(0, total)
        del group
    steps = _run(table, dialect, beside, total, opener)
    return (yield from steps if out is None else _kept(steps, table, out))


def _kept(steps: Replay, table: Path, out: Path) -> Replay:
    """The same steps, with all that differs written to a file."""
    with replacing(out) as file, closing(steps):
        begin = {"table": str(table), "replayed_at": now(), "app_version": __version__}
        text = json.dumps(begin, indent=2).removesuffix("\n}")
        file.write(f'{text},\n  "differences_found": ['.encode())
        first = True
        while True:
            try:
                step = next(steps)
            except StopIteration as stop:
                report: ReplayReport = stop.value
                break
            for one in step.differences:
                file.write(f"{'' if first else ','}\n    {json.dumps(asdict(one))}".encode())
                first = False
            yield step
        file.write(("]" if first else "\n  ]").encode())
        end = json.dumps({"verdict": report.verdict} | asdict(report), indent=2)
        file.write(f",{end.removeprefix('{')}\n".encode())
    return report


def _run(table: Path, dialect: Dialect, beside: Written, total: int, opener: Opener) -> Replay:
    checker = _Checker(_Predictors(opener, thorough=not beside.fast), table, beside)
    checker.edited, checker.notes = beside.is_edited(table), dialect.notes
    if beside.detectors - {DETECTOR}:
        checker.notes += (
            "Faces were found in an earlier way then: boxes, and with them ages and genders, may "
            "differ a little for that alone.",
        )
    for group in groups(table, dialect):
        yield ReplayStep(checker.photos + 1, total, tuple(checker.check(group)))
    return checker.report()


class _Predictors:
    """The model in use; another one only where the table names another."""

    def __init__(self, opener: Opener, *, thorough: bool) -> None:
        self._opener, self._thorough = opener, thorough
        self._key: tuple[str, bool] | None = None
        self._predictor: ReplayPredictor | None = None

    def of(self, group: Group) -> ReplayPredictor | None:
        """Who analysed this photo, in the same way; ``None`` if that model is not there."""
        key = group.model_sha256, self._detects(group)
        if key != self._key:
            self._key, self._predictor = key, self._opener(*key, self._thorough)
        return self._predictor

    def anew(self) -> ReplayPredictor | None:
        """The one in use, loaded once more."""
        key = self._key
        self._predictor = None if key is None else self._opener(*key, self._thorough)
        return self._predictor

    def _detects(self, group: Group) -> bool:
        """Whether faces were looked for; where a photo does not tell, as in the one before."""
        if any(row.is_centre_square for row in group.rows):
            return False
        tells = any(row.detected for row in group.rows) or group.first.cells["status"] == "no_face"
        same = self._key is not None and self._key[0] == group.model_sha256
        return self._key[1] if self._key is not None and same and not tells else True


@dataclass(slots=True)
class _Checker:
    """Checks photos and counts."""

    predictors: _Predictors
    table: Path
    written: Written
    photos: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    models: dict[str, None] = field(default_factory=dict)
    versions: dict[str, None] = field(default_factory=dict)
    edited: bool | None = None
    notes: tuple[str, ...] = ()

    def check(self, group: Group) -> list[CellDifference]:
        """What differs in one photo."""
        self.photos += 1
        self._count("rows", len(group.rows))
        self._count("drawn", sum(_is_drawn(group, place) for place in range(len(group.rows))))
        version = group.first.cells["app_version"]
        if version != __version__:
            self.versions[version] = None
        found = [*recounted(group, chosen=self.written.chosen), *self._found(group)]
        self._count("differences", len(found))
        return found

    def report(self) -> ReplayReport:
        """What came of it."""
        figures: dict[str, Any] = dict(self.counts)
        return ReplayReport(
            photos=self.photos,
            missing_models=tuple(self.models),
            versions=tuple(self.versions),
            edited=self.edited,
            notes=self.notes,
            rows_written=self.written.rows,
            photos_written=self.written.photos,
            **figures,
        )

    def _found(self, group: Group) -> list[CellDifference]:
        if not group.model_sha256:  # nobody had analysed it when the table was written
            self._count("unchecked", 1)
            return []
        predictor = self.predictors.of(group)
        if predictor is None:
            self.models[f"{group.first.cells['model_id']} {group.model_sha256}"] = None
            self._count("unchecked", 1)
            return [model_missing(group)]
        path = self._place(group)
        if path is None:
            self._count("unchecked", 1)
            self._count("missing_photos", 1)
            return [photo_missing(group)]
        result = self._analysed(predictor, path, name=group.name)
        self._count("checked", 1)
        return differences(group, result, spec=predictor.spec)

    def _place(self, group: Group) -> Path | None:
        """Where a photo is, or would be if it was not there before, either; ``None`` if missing."""
        unreadable = group.first.cells["status"] == "unreadable"
        path = find(group.name, self.table, base=self.written.base, unreadable=unreadable)
        if path is None and unreadable and group.name in self.written.absent:
            return Path(group.name)
        return path

    def _analysed(self, predictor: ReplayPredictor, path: Path, *, name: str) -> PhotoResult:
        """The result for a file; a network that fails on it is opened anew, once.

        LiteRT was seen to refuse an interpreter in the check after one that was given up; why is
        not known. A long check shall not end at that. Raises what fails a second time.
        """
        try:
            return predictor.analyse_file(path, name=name)
        except RuntimeError:
            _log.exception("A network failed in a check and is opened anew")
            again = self.predictors.anew()
            if again is None:
                raise
            return again.analyse_file(path, name=name)

    def _count(self, name: str, number: int) -> None:
        self.counts[name] = self.counts.get(name, 0) + number


def _is_drawn(group: Group, place: int) -> bool:
    row = group.rows[place]
    return row.face_index is not None and not row.detected and not row.is_centre_square

"""Faces made ready for a run: read, cut, cached, split, the same for every network of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from engine.errors import DataError
from engine.preprocessing import Alignment
from engine.spec import ModelSpec
from training.dataset.cache import ChipCache, data_fingerprint, kept_cache, open_cache
from training.dataset.sources import open_sources
from training.dataset.split import Split, split_faces
from training.dataset.utkface import limited
from training.events import Listener, Preparation, Preparing, StoppedError
from training.lineage import refuse_known_faces
from training.settings import DRAWN, TrainSettings
from training.thinning import Thinning
from training.trainer.control import Control

_SECONDS_BETWEEN_REPORTS = 0.2


@dataclass(frozen=True, slots=True)
class Data:
    """Prepared faces and their split.

    Of a thinned set, ``left_out`` were taken from those to train on, and ``deciding`` are the
    validation faces that decide which epoch is kept, all of them if ``None``.
    """

    cache: ChipCache
    split: Split
    left_out: int = 0
    deciding: NDArray[np.int64] | None = None

    def thinned(self, thin: Thinning | None, *, seed: int) -> Data:
        """The same with fewer faces of a group to train on; raises ``DataError`` as ``thin``."""
        if thin is None:
            return self
        split = thin.thin(self.split, self.cache, seed=seed)
        return replace(
            self,
            split=split,
            left_out=len(self.split.train) - len(split.train),
            deciding=None
            if thin.kind == "any"
            else thin.staying(split.validation, self.cache, seed=seed),
        )


def prepare(
    settings: TrainSettings,
    *,
    sizes: Mapping[str, int],
    alignment: Alignment,
    kept: Mapping[str, str],
    start: ModelSpec | None,
    listener: Listener,
    control: Control,
    border: float = 0.0,
) -> dict[str, Data]:
    """Faces for each variant of ``sizes`` (chip side in pixels); the rows are the same.

    ``border`` is how much is kept around each chip, as a share of its side.
    ``kept`` names the caches of an interrupted run: while they are whole, the run goes on with
    what it began with, whatever has become of the data since. ``start`` is the model that is
    trained on. Raises ``DataError`` if there is nothing to use, if the data change meanwhile, if
    that model knows faces that it would be tested on, or if a stop was asked for.
    """
    folder = settings.work_dir / "cache"
    caches = {name: kept_cache(folder, kept[name]) for name in sizes if name in kept}
    whole = {name: cache for name, cache in caches.items() if cache is not None}
    if set(whole) != set(sizes):
        report = _Report(listener, control)
        whole = _fresh(settings, sizes, alignment, start, report, border=border)
    prints = {cache.fingerprint: cache.names for cache in whole.values()}
    if len(prints) != 1 or len({cache.names for cache in whole.values()}) != 1:
        raise DataError(
            "The pictures changed while they were being read: start again.", received=settings.data
        )
    split = _split(next(iter(whole.values())), seed=settings.seed)
    return {name: Data(cache, split) for name, cache in whole.items()}


def _fresh(
    settings: TrainSettings,
    sizes: Mapping[str, int],
    alignment: Alignment,
    start: ModelSpec | None,
    report: _Report,
    *,
    border: float,
) -> dict[str, ChipCache]:
    places = (settings.data, *settings.more_data)
    opening = report.on("drawing" if DRAWN in places else "unpacking")
    sources = open_sources(places, work_dir=settings.work_dir, progress=opening)
    report.tell([note for source in sources for note in source.notes])
    chosen = [limited(source.samples, settings.limit) for source in sources]
    if start is not None:
        for source, samples in zip(sources, chosen, strict=True):
            refuse_known_faces(
                start,
                fingerprint=data_fingerprint(samples),
                seed=settings.seed,
                limit=settings.limit,
                samples=source.samples,
            )
    names = [source.name for source in sources]
    caches = {
        size_px: open_cache(
            [sample for samples in chosen for sample in samples],
            folder=settings.work_dir / "cache",
            size_px=size_px,
            alignment=alignment,
            border=border,
            parts=list(zip(names, map(len, chosen), strict=True)) if len(names) > 1 else (),
            progress=report.on("chips", size_px=size_px),
        )
        for size_px in dict.fromkeys(sizes.values())
    }
    return {name: caches[size_px] for name, size_px in sizes.items()}


def _split(cache: ChipCache, *, seed: int) -> Split:
    split = split_faces(cache, seed=seed)
    if min(len(split.train), len(split.validation), len(split.test)) == 0:
        raise DataError(
            "There are too few faces to train and test with: at least 30 are needed.",
            received=f"{len(cache.names)} faces",
        )
    return split


class _Report:
    """Tells of pictures done a few times a second; holds and stops the work when asked."""

    def __init__(self, listener: Listener, control: Control) -> None:
        self._listener, self._control = listener, control
        self._last = float("-inf")

    def tell(self, notes: Sequence[str]) -> None:
        """Tell how the labels were understood, if there is anything to tell."""
        if notes:
            self._listener(Preparing(0, 0, tuple(notes)))

    def on(self, work: Preparation, *, size_px: int = 0) -> Callable[[int, int], None]:
        """What to call with what is done of all of one piece of work."""
        return partial(self._report, work=work, size_px=size_px)

    def _report(self, done: int, total: int, *, work: Preparation, size_px: int) -> None:
        self._control.wait()
        if self._control.stopped:
            raise StoppedError(
                "The training was stopped while its faces were being prepared, so there is no "
                "model."
            )
        if done < total and time.monotonic() - self._last < _SECONDS_BETWEEN_REPORTS:
            return
        self._last = time.monotonic()
        self._listener(Preparing(done, total, work=work, size_px=size_px))

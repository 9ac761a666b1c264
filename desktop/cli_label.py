"""``agelens label``: a table for files and folders, with progress and a way to go on."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TextIO

from desktop.cli_console import UsageError, tell, write
from desktop.paths import default_store
from engine.errors import DataError, ModelError
from engine.export import write_csv, write_json
from engine.labelling import JobSettings, Journal, label, scan
from engine.pipeline import Pipeline, open_pipeline
from engine.results import PhotoResult, Status
from engine.store import ModelStore

_SECONDS_BETWEEN_UPDATES = 0.1
_SECONDS_BETWEEN_LINES = 30.0
_INTERRUPTED = 130


def run(args: Namespace) -> int:
    """Do the job; returns the exit code. Raises ``UserError`` if it cannot start or be written."""
    _check(args)
    names = _names(args.paths, recursive=args.recursive)
    pipeline = _pipeline(args)
    results: list[PhotoResult] = []
    progress = Progress(len(names), stream=sys.stderr)
    try:
        with _journal(args, pipeline) as journal:
            try:
                for result, known in label(names, analyser=pipeline, journal=journal):
                    results.append(result)
                    progress.step(result, known=known)
                    if args.json and sys.stdout is not None:
                        write_json(sys.stdout, result, spec=pipeline.spec)
            finally:
                progress.finish()
            if args.out is not None:
                write_csv(args.out, results, spec=pipeline.spec)
            if journal is not None:
                journal.remove()
    except KeyboardInterrupt:
        hint = " Run the same command with --resume to go on." if args.out is not None else ""
        tell(f"Stopped after {len(results)} of {len(names)} photos.{hint}")
        return _INTERRUPTED
    tell(_summary(results, known=progress.known, out=args.out))
    return 0


def open_store(models_dir: Path | None) -> ModelStore:
    """The store of one folder, or the usual ones; raises ``UsageError`` if it is no folder."""
    if models_dir is None:
        return default_store()
    if not models_dir.is_dir():
        raise UsageError(f"There is no folder with models here. Received: {models_dir}")
    return ModelStore([models_dir])


class Progress:
    """How far a job is: one line rewritten on a terminal, a line each tenth elsewhere."""

    def __init__(
        self,
        total: int,
        *,
        stream: TextIO | None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._total, self._stream, self._clock = total, stream, clock
        self._rewrites = stream is not None and stream.isatty()
        self._begun = self._last = clock()
        self.known = 0
        self._done = self._faces = self._unreadable = self._tenths = 0
        self._width = 0

    def step(self, result: PhotoResult, *, known: bool) -> None:
        """Count one finished photo and say so where it is time; ``known`` ones took no time."""
        self._done += 1
        self.known += known
        self._faces += len(result.faces)
        if result.status in ("unreadable", "skipped"):
            self._unreadable += 1
            self._line(f"{result.status}: {result.path}: {result.message}")
        now = self._clock()
        if self._rewrites:
            if now - self._last >= _SECONDS_BETWEEN_UPDATES:
                self._last = now
                self._rewrite(self._text(now))
            return
        tenths = 10 * self._done // self._total
        if tenths > self._tenths or now - self._last >= _SECONDS_BETWEEN_LINES:
            self._last, self._tenths = now, tenths
            self._line(self._text(now))

    def finish(self) -> None:
        """Leave the terminal's line empty."""
        if self._rewrites:
            self._rewrite("")

    def _text(self, now: float) -> str:
        parts = [f"{self._done} of {self._total} photos", f"{self._faces} faces"]
        if self._unreadable:
            parts.append(f"{self._unreadable} not read")
        fresh, elapsed = self._done - self.known, now - self._begun
        if fresh and elapsed > 0 and self._done < self._total:
            left = (self._total - self._done) * elapsed / fresh
            parts += [f"{fresh / elapsed:.1f} photos/s", f"about {_duration(left)} left"]
        return ", ".join(parts)

    def _line(self, text: str) -> None:
        if self._rewrites:
            self._rewrite("")
        write(self._stream, f"{text}\n")

    def _rewrite(self, text: str) -> None:
        # Spaces, not escape sequences: older Windows terminals print those as they are.
        write(self._stream, f"\r{text.ljust(self._width)}" + ("" if text else "\r"))
        self._width = len(text)


def _check(args: Namespace) -> None:
    if args.out is None and not args.json:
        raise UsageError("Where shall the table go? Give --out FILE.csv. Received: no --out")
    if args.out is None and args.resume:
        raise UsageError("Only a job with a table can be resumed. Received: --resume, no --out")
    if args.out is not None and args.out.suffix.lower() != ".csv":
        # Also what keeps a forgotten file name from replacing the first photo.
        raise UsageError(f"The table's name must end in .csv. Received: --out {args.out}")


def _names(paths: Sequence[str], *, recursive: bool) -> tuple[str, ...]:
    found = scan(paths, recursive=recursive)
    for folder in found.empty:
        hint = "" if recursive else " (subfolders are looked into with --recursive)"
        tell(f"No photo in this folder{hint}: {folder}")
    if not set(found.names) - set(found.missing):
        gone = f"Not there: {', '.join(found.missing)}. " if found.missing else ""
        raise DataError(f"{gone}There is no photo to look at. Received: {', '.join(paths)}")
    return found.names


def _pipeline(args: Namespace) -> Pipeline:
    store = open_store(args.models)
    if args.model is not None:
        try:
            store.open(args.model)
        except ModelError as error:
            raise UsageError(str(error)) from error
    return open_pipeline(store, args.model, detect=not args.no_detect)


def _journal(args: Namespace, pipeline: Pipeline) -> Journal | nullcontext[None]:
    if args.out is None:
        return nullcontext()
    settings = JobSettings.of(pipeline.spec, detect=not args.no_detect, recursive=args.recursive)
    path = args.out.with_name(args.out.name + ".journal")
    if path.exists() and not args.resume:
        tell("Beginning anew: the interrupted job is given up (--resume would go on with it).")
    return Journal(path, settings, resume=args.resume)


def _summary(results: Sequence[PhotoResult], *, known: int, out: Path | None) -> str:
    faces = sum(len(result.faces) for result in results)
    texts: dict[Status, str] = {
        "ok": f"with {faces} faces",
        "no_face": "without a face",
        "unreadable": "unreadable",
        "skipped": "skipped",
    }
    counts = Counter(result.status for result in results)
    words = (f"{counts[status]} {text}" for status, text in texts.items() if counts[status])
    table = f" Table: {out}" if out is not None else ""
    before = f" ({known} done before)" if known else ""
    return f"{len(results)} photos{before}: {', '.join(words)}.{table}"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"

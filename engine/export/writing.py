"""Long writing in small steps: whole files or none, progress, and what was left out."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from engine.progress import Progress
from engine.project import Project

_STEP_S = 0.03
_MOST_PROBLEMS = 1000


@dataclass(frozen=True, slots=True)
class ExportProblem:
    """A photo that could not go out, and the sentence that says why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    """What an export did.

    ``paths`` are the files or the folder that were written; ``rows`` the rows of a table,
    ``written`` and ``unchanged`` the files of an export of many, ``merged`` those of the written
    that were there before and keep what others wrote in them, ``removed`` what an earlier one had
    written of the same faces. ``left_out`` counts faces that the model finds no longer and nobody
    has confirmed since, ``changed`` photos of which another picture lies under their name by now.
    ``further_pages`` are pages of a file, beyond its first, for which there is no place.
    ``problems`` holds the first thousand of ``problem_count``.
    """

    paths: tuple[Path, ...] = ()
    photos: int = 0
    rows: int = 0
    written: int = 0
    merged: int = 0
    unchanged: int = 0
    removed: int = 0
    left_out: int = 0
    changed: int = 0
    further_pages: int = 0
    problems: tuple[ExportProblem, ...] = ()
    problem_count: int = 0


Export = Generator[Progress, None, ExportReport]
"""An export as work for a lane: each step is short, and closing it leaves nothing half-written."""


class StepTimer:
    """Counts photos and says when it is time to report, so that no step takes long."""

    def __init__(self, project: Project) -> None:
        counts = project.counts()
        self._total = counts.photos
        self.done = 0
        self._last = time.monotonic()

    def step(self) -> Progress | None:
        """Count a photo; a step if one is due."""
        self.done += 1
        return self.tick()

    def tick(self) -> Progress | None:
        """A step if one is due."""
        now = time.monotonic()
        if now - self._last < _STEP_S:
            return None
        self._last = now
        return self.now()

    def now(self) -> Progress:
        """How far it is. Labelled photos that are gone come on top of those counted."""
        return Progress(self.done, max(self._total, self.done))


class Problems:
    """What was left out, the first thousand in words."""

    def __init__(self) -> None:
        self.count = 0
        self._first: list[ExportProblem] = []

    def add(self, name: str, reason: object) -> None:
        """Note a photo and why."""
        self.count += 1
        if len(self._first) < _MOST_PROBLEMS:
            self._first.append(ExportProblem(name, str(reason)))

    @property
    def first(self) -> tuple[ExportProblem, ...]:
        """The first thousand."""
        return tuple(self._first)

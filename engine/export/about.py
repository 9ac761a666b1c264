"""What stands beside a table: the meaning of its columns, and how it came to be."""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib import metadata
from typing import Any, BinaryIO, Self

from engine import __version__
from engine.export.columns import COLUMNS, Column, Value, encodable, neutralised
from engine.export.records import FaceSelection, OutPhoto, reason
from engine.project import Project, now
from engine.project.records import FAST, Run

DICTIONARY_COLUMNS = ("column", "meaning", "unit", "values")
PATHS_FROM = "paths_from"
"""Among the settings of a table: the folder from which relative paths of its photos count."""
ALL_ROWS = "all"
"""What a table's settings say of its selection where no row was left out."""

_LIBRARIES = ("ai-edge-litert", "numpy", "opencv-python-headless", "pillow", "pillow-heif")
_SPOOL_BYTES = 2**20


class Notes:
    """Gathers, photo by photo, what the settings of a table say; a context manager.

    The lists of duplicates and of files not read wait on disk where they grow long.
    """

    def __init__(
        self, project: Project, choice: FaceSelection, settings: Mapping[str, Any] | None
    ) -> None:
        self._project, self._choice, self._settings = project, choice, dict(settings or {})
        self._photos: Counter[str] = Counter()
        self._states: Counter[str] = Counter()
        self._runs: Counter[Run] = Counter()
        self.rows = self.changed = self._gone = 0
        self._files = tempfile.SpooledTemporaryFile(  # noqa: SIM115 - closed by __exit__
            max_size=_SPOOL_BYTES, mode="w+", encoding="utf-8", newline="\n"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._files.close()

    @property
    def photos(self) -> int:
        """Photos that went out."""
        return self._photos.total()

    def add(self, photo: OutPhoto, records: list[dict[str, Value]]) -> None:
        """Count a photo and its rows."""
        entry, status = photo.entry, photo.status
        self.rows += len(records)
        self._photos[status] += 1
        self.changed += photo.changed
        self._gone += not entry.present
        self._states.update(face.state for face in photo.faces)
        if entry.run is not None:
            self._runs[entry.run] += 1
        path = encodable(photo.path)
        if photo.duplicate_of is not None:
            first = encodable(photo.duplicate_of)
            self._note("duplicates", {"image_path": path, "duplicate_of": first})
        if status in ("unreadable", "skipped"):
            why = reason(entry.result(photo.path))
            self._note("not_read", {"image_path": path, "status": status, "reason": why})

    def facts(self) -> dict[str, Any]:
        """Everything but the lists."""
        root = self._project.root
        return {
            "written_by": f"AgeLens {__version__}",
            "written_at": now(),
            "project": {
                "file": encodable(self._project.path.name),
                "id": self._project.project_id,
                "folder": None if root is None else encodable(str(root)),
            },
            "reviewer": self._choice.reviewer or "anybody",
            "label_rule": self._choice.rule,
            "gender_threshold": self._project.gender_threshold or "the model's own rule",
            "selection": ALL_ROWS if self._choice.face_ids is None else "chosen rows",
            "settings": self._settings,
            "models": [_run(run, photos) for run, photos in self._runs.items()],
            "counts": {
                "rows": self.rows,
                "photos": dict(sorted(self._photos.items())),
                "faces": dict(sorted(self._states.items())),
                # Labels of pictures that were changed or replaced since: in no row.
                "held_labels": self._project.counts().held,
                # Another picture lies under their name by now; their rows say so.
                "changed_photos": self.changed,
                # Kept for their labels; their rows say so.
                "gone_photos": self._gone,
            },
            "passed_over": self._project.passed_over,
            "versions": versions(),
        }

    def lists(self, name: str) -> Iterator[dict[str, str]]:
        """The entries of ``duplicates`` or ``not_read``, in the order of the table."""
        self._files.seek(0)
        for line in self._files:
            kind, entry = json.loads(line)
            if kind == name:
                yield entry

    def write(self, file: BinaryIO, table: Mapping[str, Any]) -> None:
        """Write the settings as JSON; ``table`` says which table they belong to."""
        text = json.dumps({"table": dict(table)} | self.facts(), indent=2, ensure_ascii=False)
        # A name given on the command line may hold bytes that are no text.
        file.write(encodable(text.removesuffix("\n}")).encode())
        for name in ("duplicates", "not_read"):
            file.write(f',\n  "{name}": ['.encode())
            end = ""
            for number, entry in enumerate(self.lists(name)):
                row = json.dumps(entry, ensure_ascii=False)
                file.write(f"{',' if number else ''}\n    {row}".encode())
                end = "\n  "
            file.write(f"{end}]".encode())
        file.write(b"\n}\n")

    def _note(self, kind: str, entry: dict[str, str]) -> None:
        self._files.write(json.dumps([kind, entry]) + "\n")


def dictionary() -> Iterator[tuple[str, ...]]:
    """The rows of the data dictionary, its header first."""
    yield DICTIONARY_COLUMNS
    for column in COLUMNS:
        yield tuple(neutralised(text) for text in _described(column))


def versions() -> dict[str, str]:
    """The versions of everything that may change an answer."""
    found = {"agelens": __version__, "python": sys.version.split()[0]}
    for name in _LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:  # a frozen program may carry no such notes
            found[name] = "unknown"
    return found


def _described(column: Column) -> tuple[str, ...]:
    return column.name, column.meaning, column.unit, column.values


def _run(run: Run, photos: int) -> dict[str, Any]:
    return {
        "model_id": run.model_id,
        "model_sha256": run.model_sha256,
        "detector": run.detector.removesuffix(FAST) if run.detect else None,
        "search": ("thorough" if run.thorough else "fast") if run.detect else None,
        "faces": "detected" if run.detect else "the centre square of each photo",
        "app_version": run.app_version,
        "photos": photos,
    }

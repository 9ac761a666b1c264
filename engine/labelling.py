"""A labelling job over files and folders: scan, run, and a journal that survives interruptions."""

from __future__ import annotations

import errno
import json
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal, Protocol

from engine import __version__
from engine.errors import OutputError
from engine.images import SUFFIXES
from engine.results import Box, Estimate, Face, Keypoints, PhotoResult
from engine.spec import ModelSpec

_FORMAT = 1
_DIGITS = re.compile(r"([0-9]+)")


@dataclass(frozen=True, slots=True)
class Scan:
    """What a job will look at.

    ``names`` are file paths as text, each one the path that the user gave, joined with the
    relative path of the photo where that is a folder; ``empty`` are the folders without a photo
    and ``missing`` the paths that lead nowhere (they stand among ``names``, too).
    """

    names: tuple[str, ...]
    empty: tuple[str, ...]
    missing: tuple[str, ...]


class Analyser(Protocol):
    """What turns a file into a result, whatever is wrong with the file: a ``Pipeline``."""

    def analyse_file(self, path: Path, *, name: str | None = None) -> PhotoResult:
        """The result for one file; never raises ``UserError``."""
        ...


def scan(paths: Sequence[str], *, recursive: bool = False) -> Scan:
    """List the photos of files and folders in natural order (``2.jpg`` before ``10.jpg``).

    Of a folder, the files with a photo's suffix are taken and hidden ones passed over; subfolders
    only if ``recursive``. A file that was named itself is taken whatever its suffix. A file
    reached twice is listed once. A folder that may not be listed stands in the list itself, so
    that the table says that its photos are missing.
    """
    names: dict[str, str] = {}
    empty: list[str] = []
    missing: list[str] = []
    for path in paths:
        kind = _kind(path)
        found = list(_photos(path, recursive)) if kind == "folder" else [path]
        if not found:
            empty.append(path)
        elif kind == "missing":
            missing.append(path)
        for name in found:
            # Not resolve(): a link and the photo that it leads to are two files of a folder.
            names.setdefault(os.path.abspath(name), name)  # noqa: PTH100
    return Scan(tuple(names.values()), tuple(empty), tuple(missing))


def _photos(folder: str, recursive: bool) -> Iterator[str]:
    """Files of a folder, then of its subfolders, each as ``folder`` joined with its name."""
    try:
        entries = [path for path in Path(folder).iterdir() if not path.name.startswith(".")]
    except OSError:
        yield folder
        return
    entries.sort(key=lambda path: natural_key(path.name))
    # The text that the user gave stays as it is, "./" and all, where Path would tidy it.
    start = folder if folder.endswith(("/", os.sep)) else folder + os.sep
    kinds = [(path, _kind(path)) for path in entries]
    for path, kind in kinds:
        # "missing" is a link that leads nowhere: a photo that cannot be read, so it gets its row.
        if kind in ("file", "missing") and path.suffix.lower() in SUFFIXES:
            yield start + path.name
    for path, kind in kinds:
        # Links to folders are not followed: they may lead round in a circle.
        if recursive and kind == "folder" and not path.is_symlink():
            yield from _photos(start + path.name, recursive)


def _kind(path: str | Path) -> Literal["file", "folder", "missing", "other"]:
    """What is at a path; "file" also if something is there at which we may not look."""
    try:
        if not path:  # Path("") would be the current folder, which nobody meant
            return "missing"
        mode = Path(path).stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return "missing"
    except OSError as error:
        return "missing" if error.errno == errno.ELOOP else "file"
    if stat.S_ISDIR(mode):
        return "folder"
    return "file" if stat.S_ISREG(mode) else "other"


def natural_key(name: str) -> tuple[list[str | int], str]:
    """Sort key in which numbers count by value: ``img2`` before ``img10``, case ignored."""
    parts = _DIGITS.split(name.casefold())
    return [int(part) if index % 2 else part for index, part in enumerate(parts)], name


@dataclass(frozen=True, slots=True, kw_only=True)
class JobSettings:
    """Everything beside the photos on which the answers of a job depend."""

    model_id: str
    model_sha256: str
    detector: str
    detect: bool
    recursive: bool
    app_version: str = __version__

    @classmethod
    def of(cls, spec: ModelSpec, *, detect: bool, recursive: bool) -> JobSettings:
        """The settings of a job with this model."""
        return cls(
            model_id=spec.model_id,
            model_sha256=spec.sha256,
            detector=spec.detector,
            detect=detect,
            recursive=recursive,
        )


class Journal:
    """The finished part of a job on disk: JSON Lines, the settings first, then a line a file.

    A context manager; ``remove`` it once the table is written. What a kill leaves of a last line
    is cut off when the journal is opened again.
    """

    def __init__(self, path: Path, settings: JobSettings, *, resume: bool) -> None:
        """Begin a journal, or go on with the one at ``path`` if ``resume`` and it exists.

        Raises ``OutputError`` if it cannot be written, or belongs to a job with other settings.
        """
        self.path = path
        self._done: dict[str, dict[str, Any]] = {}
        header = {"format": _FORMAT, "settings": asdict(settings)}
        try:
            lines = _whole_lines(path) if resume and path.exists() else []
            if lines:
                self._done = _finished(lines, header)
            self._file: BinaryIO = path.open("r+b" if lines else "wb")
            self._file.truncate(sum(len(line) for line in lines))
            self._file.seek(0, os.SEEK_END)
            if not lines:
                self._append(header)
        except OSError as error:
            raise _unwritable(path, error) from error

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._file.close()

    def known(self, name: str) -> PhotoResult | None:
        """The result of a file that was done before and has not changed since."""
        entry = self._done.get(name)
        if entry is None or entry["stamp"] is None or entry["stamp"] != _stamp(name):
            return None
        return _result_from(entry["result"])

    def add(self, name: str, stamp: list[int] | None, result: PhotoResult) -> None:
        """Note a finished file with its stamp from before; raises ``OutputError``."""
        try:
            self._append({"name": name, "stamp": stamp, "result": asdict(result)})
        except OSError as error:
            raise _unwritable(self.path, error) from error

    def remove(self) -> None:
        """Delete the journal: the job is over."""
        self._file.close()
        self.path.unlink(missing_ok=True)

    def _append(self, entry: dict[str, Any]) -> None:
        self._file.write(json.dumps(entry, separators=(",", ":")).encode() + b"\n")
        self._file.flush()


def label(
    names: Iterable[str], *, analyser: Analyser, journal: Journal | None = None
) -> Iterator[tuple[PhotoResult, bool]]:
    """Analyse files one after the other; yields each result and whether it was known before.

    Every result is in the journal before it is yielded. Raises ``OutputError`` if the journal
    cannot be written; nothing that is wrong with a photo ends the job.
    """
    for name in names:
        known = journal.known(name) if journal else None
        if known is not None:
            yield known, True
            continue
        stamp = _stamp(name)
        result = analyser.analyse_file(Path(name), name=name)
        if journal is not None:
            journal.add(name, stamp, result)
        yield result, False


def _stamp(name: str) -> list[int] | None:
    """Size in bytes and time of change in nanoseconds: what tells that a file was exchanged."""
    try:
        status = Path(name).stat()
    except (OSError, ValueError):
        return None
    return [status.st_size, status.st_mtime_ns]


def _whole_lines(path: Path) -> list[bytes]:
    """All complete lines of a journal with their ends, without a torn last one."""
    with path.open("rb") as file:
        return [line for line in file if line.endswith(b"\n")]


def _finished(lines: Sequence[bytes], header: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The entries of a journal by name; a damaged line only means that a file is done again."""
    found = _parsed(lines[0]).get("settings")
    expected = header["settings"]
    if found != expected:
        found = found if isinstance(found, dict) else {}
        differing = [name for name in expected if found.get(name) != expected[name]]
        raise OutputError(
            "The interrupted job had other settings: run it with the same ones, or without "
            "--resume to begin anew. Received: "
            + ", ".join(f"{name}={expected[name]}, before {found.get(name)}" for name in differing)
        )
    entries = [entry for entry in map(_parsed, lines[1:]) if _is_sound(entry)]
    return {entry["name"]: entry for entry in entries}


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except ValueError:
        return {}
    return entry if isinstance(entry, dict) else {}


def _is_sound(entry: dict[str, Any]) -> bool:
    try:
        _result_from(entry["result"])
        return isinstance(entry["name"], str) and "stamp" in entry
    except (KeyError, TypeError, AttributeError):
        return False


def _result_from(data: dict[str, Any]) -> PhotoResult:
    """The opposite of ``asdict`` for a ``PhotoResult``."""
    return PhotoResult(**{**data, "faces": tuple(_face_from(face) for face in data["faces"])})


def _face_from(data: dict[str, Any]) -> Face:
    points, estimate = data["keypoints"], data["estimate"]
    return Face(
        box=Box(**data["box"]),
        keypoints=Keypoints(**{name: (x, y) for name, (x, y) in points.items()})
        if points
        else None,
        score=data["score"],
        estimate=Estimate(**estimate) if estimate else None,
    )


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(
        "The result cannot be written here: does the folder exist, may you write in it, and is "
        f"there space on the disk? Received: {path}, {error.strerror or error}"
    )

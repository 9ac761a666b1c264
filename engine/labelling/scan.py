"""Which photos there are: files and folders, in an order that people expect."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.images import SUFFIXES

_DIGITS = re.compile(r"([0-9]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanSettings:
    """What of a folder counts: its subfolders, hidden files, and which suffixes (lower case)."""

    recursive: bool = False
    hidden: bool = False
    suffixes: frozenset[str] = SUFFIXES


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


def scan(paths: Sequence[str], settings: ScanSettings | None = None) -> Scan:
    """List the photos of files and folders in natural order (``2.jpg`` before ``10.jpg``).

    By default, of a folder the files with a photo's suffix are taken and hidden ones and
    subfolders passed over. A file that was named itself is taken whatever its suffix. A file
    reached twice is listed once. A folder that may not be listed stands in the list itself, so
    that the table says that its photos are missing.
    """
    settings = settings or ScanSettings()
    names: dict[str, str] = {}
    empty: list[str] = []
    missing: list[str] = []
    for path in paths:
        kind = _kind(path)
        found = list(photos_below(path, settings)) if kind == "folder" else [path]
        if not found:
            empty.append(path)
        elif kind == "missing":
            missing.append(path)
        for name in found:
            # Not resolve(): a link and the photo that it leads to are two files of a folder.
            names.setdefault(os.path.abspath(name), name)  # noqa: PTH100
    return Scan(tuple(names.values()), tuple(empty), tuple(missing))


def photos_below(folder: str, settings: ScanSettings) -> Iterator[str]:
    """Files of a folder, then of its subfolders, each as ``folder`` joined with its name."""
    try:
        # One call of the system for name and kind of a whole folder, not one a file.
        with os.scandir(folder) as found:
            entries = [entry for entry in found if settings.hidden or entry.name[0] != "."]
    except OSError:
        yield folder
        return
    entries.sort(key=lambda entry: natural_key(entry.name))
    # The text that the user gave stays as it is, "./" and all, where Path would tidy it.
    start = folder if folder.endswith(("/", os.sep)) else folder + os.sep
    kinds = [(entry, _kind_of(entry)) for entry in entries]
    for entry, kind in kinds:
        # "missing" is a link that leads nowhere, "other" a pipe or device: by its name each is a
        # photo, which cannot be read, so it gets its row.
        wanted = os.path.splitext(entry.name)[1].lower() in settings.suffixes  # noqa: PTH122
        if wanted and kind != "folder":
            yield start + entry.name
    for entry, kind in kinds:
        # Links to folders are not followed: they may lead round in a circle.
        if settings.recursive and kind == "folder" and not entry.is_symlink():
            yield from photos_below(start + entry.name, settings)


def _kind_of(entry: os.DirEntry[str]) -> Literal["file", "folder", "missing", "other"]:
    try:
        if entry.is_file(follow_symlinks=False):
            return "file"
        if entry.is_dir(follow_symlinks=False):
            return "folder"
    except OSError:
        pass
    return _kind(entry.path)


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

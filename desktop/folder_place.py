"""Where the project of a folder is kept: beside the folder, or where the user may write."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path

from engine.errors import ProjectError
from engine.project import SUFFIX, is_project

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of photos and its project: the file, whether it is there, and if it lies beside."""

    folder: Path
    path: Path
    exists: bool
    beside: bool


def find_place(folder: Path, *, projects_dir: Path) -> Place:
    """Where the project of a folder is, or would be made; work for the lane.

    Raises ``ProjectError`` if there is no such folder.
    """
    folder = folder.absolute()
    if not folder.is_dir():
        raise ProjectError(
            "This folder is not there, or may not be looked into: is its drive connected? "
            f"Received: {folder}"
        )
    beside, own = folder.parent / f"{folder.name}{SUFFIX}", own_place(folder, projects_dir)
    if folder.name and is_project(beside):
        return Place(folder, beside, True, True)
    if is_project(own):
        return Place(folder, own, True, False)
    if folder.name and not beside.exists() and may_write(folder.parent):
        return Place(folder, beside, False, True)
    return Place(folder, own, False, False)


def own_place(folder: Path, projects_dir: Path) -> Path:
    """The file in the user's own folder for a project that may not lie beside its photos."""
    name = folder.name[:_LONGEST_NAME] or "photos"
    # Many folders are called "photos": their paths tell them apart.
    mark = hashlib.blake2b(str(folder).encode("utf-8", "surrogateescape"), digest_size=4)
    return projects_dir / f"{name}-{mark.hexdigest()}{SUFFIX}"


def may_write(folder: Path) -> bool:
    """Whether files can be made in a folder; asked by making one, as rights do not tell all."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False

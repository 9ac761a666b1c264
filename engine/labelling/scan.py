"""Which photos there are: files and folders, in an order that people expect."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from engine.files import opened_ordinary
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
    """What a job will look at; ``passed_over`` counts what it will not, by kind.

    ``names`` are file paths as text, each one the path that the user gave, joined with the
    relative path of the photo where that is a folder; ``empty`` are the folders without a photo
    and ``missing`` the paths that lead nowhere (they stand among ``names``, too).
    """

    names: tuple[str, ...]
    empty: tuple[str, ...]
    missing: tuple[str, ...]
    passed_over: Mapping[str, int] = field(default_factory=dict)


def scan(paths: Sequence[str], settings: ScanSettings | None = None) -> Scan:
    """List the photos of files and folders in natural order (``2.jpg`` before ``10.jpg``).

    By default, of a folder the files with a photo's suffix are taken and hidden ones and
    subfolders passed over. A file that was named itself is taken whatever its suffix. A file
    reached twice is listed once. A folder that may not be listed stands in the list itself, so
    that the table says that its photos are missing.
    """
    settings = settings or ScanSettings()
    passed: Counter[str] = Counter()
    names: dict[str, str] = {}
    empty: list[str] = []
    missing: list[str] = []
    for path in paths:
        kind = _kind(path)
        found = list(photos_below(path, settings, passed)) if kind == "folder" else [path]
        if not found:
            empty.append(path)
        elif kind == "missing":
            missing.append(path)
        for name in found:
            # Not resolve(): a link and the photo that it leads to are two files of a folder.
            names.setdefault(os.path.abspath(name), name)  # noqa: PTH100
    return Scan(tuple(names.values()), tuple(empty), tuple(missing), dict(passed))


PASSED_OVER: Mapping[str, tuple[str, str]] = {
    "other names": (
        "picture whose name does not end like a photo's",
        "pictures whose names do not end like a photo's",
    ),
    "raw photos": ("raw photo (not supported)", "raw photos (not supported)"),
    "JPEG XL": ("picture in JPEG XL (not supported)", "pictures in JPEG XL (not supported)"),
    "linked folders": ("linked folder (not followed)", "linked folders (not followed)"),
    "system folders": (
        "folder of thumbnails or of a wastebasket",
        "folders of thumbnails or of a wastebasket",
    ),
}
"""What people may take for photos and is not judged, by kind: in words for one, and several."""


def _suffixes(words: str) -> frozenset[str]:
    return frozenset(f".{word}" for word in words.split())


_RAW = _suffixes(
    "3fr ari arw bay cr2 cr3 crw cs1 dcr dng erf fff gpr iiq k25 kdc mef mos mrw nef nrw "
    "orf pef ptx raf raw rw2 rwl rwz sr2 srf srw x3f "
)
_SYSTEM = frozenset(
    {
        "@eadir",
        "#recycle",
        "@recycle",
        "@recently-snapshot",
        "$recycle.bin",
        "recycler",
        "system volume information",
        "lost+found",
        ".thumbnails",
        ".trashes",
        "__macosx",
    }
)
# What is no picture, by its name, is not opened to see.
_NO_PICTURES = _suffixes(
    "agelens aac avi bak bz2 csv db doc docx exe flac gz htm html ini js json log m4a md "
    "mkv mov mp3 mp4 mpg odt ogg pdf ppt pptx py rtf sqlite svg tar txt wav webm xls xlsx "
    "xml xmp xz yaml yml zip zst "
)
_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"II*\0", b"MM\0*", b"\0\0\0\x0cjP  ")
_BRANDS = (b"heic", b"heix", b"heif", b"mif1", b"avif", b"hevc")


def photos_below(
    folder: str, settings: ScanSettings, passed: Counter[str] | None = None
) -> Iterator[str]:
    """Files of a folder, then of its subfolders, each as ``folder`` joined with its name.

    ``passed`` counts what a person may take for photos and is left out (``PASSED_OVER``).
    """
    passed = Counter() if passed is None else passed
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
        elif kind == "file":
            passed.update(_kinds_of(entry))
    for entry, kind in kinds:
        if not settings.recursive or kind != "folder":
            continue
        # Links to folders are not followed: they may lead round in a circle.
        if entry.is_symlink():
            passed["linked folders"] += 1
        elif _is_of_the_system(entry.name):
            passed["system folders"] += 1
        else:
            yield from photos_below(start + entry.name, settings, passed)


def _is_of_the_system(name: str) -> bool:
    """Whether a folder holds what systems keep beside photos: copies, and what was thrown away."""
    return name.casefold() in _SYSTEM or name.casefold().startswith(".trash-")


def _kinds_of(entry: os.DirEntry[str]) -> list[str]:
    """As what a file is counted that has not got a photo's name; none if it is no picture."""
    suffix = os.path.splitext(entry.name)[1].lower()  # noqa: PTH122
    if suffix in _RAW:
        return ["raw photos"]
    if suffix == ".jxl":
        return ["JPEG XL"]
    if suffix in _NO_PICTURES or suffix in SUFFIXES:
        return []
    try:
        with opened_ordinary(Path(entry.path)) as file:
            start = file.read(16)
    except OSError:
        return []
    if start.startswith(_STARTS) or (start[4:8] == b"ftyp" and start[8:12] in _BRANDS):
        return ["other names"]
    return ["other names"] if start[:4] == b"RIFF" and start[8:12] == b"WEBP" else []


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

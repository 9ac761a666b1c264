"""Which photos there are: files and folders, in an order that people expect."""

from __future__ import annotations

import errno
import itertools
import os
import re
import stat
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from engine.files import opened_ordinary
from engine.images import MAX_PAGES, SUFFIXES, may_have_pages, page_count, page_name, split_page

_DIGITS = re.compile(r"([0-9]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanSettings:
    """What of a folder counts: its subfolders, hidden files, and which suffixes (lower case).

    ``pages``: each page of a TIFF is a photo of its own, not the first one alone.
    """

    recursive: bool = False
    hidden: bool = False
    suffixes: frozenset[str] = SUFFIXES
    pages: bool = True


@dataclass(frozen=True, slots=True)
class Scan:
    """What a job will look at; ``passed_over`` counts what it will not, by kind.

    ``names`` are file paths as text, each one the path that the user gave, joined with the
    relative path of the photo where that is a folder; further pages of a file follow it, named as
    ``engine.images.page_name`` does. ``empty`` are the folders without a photo
    and ``missing`` the paths that lead nowhere (they stand among ``names``, too).
    """

    names: tuple[str, ...]
    empty: tuple[str, ...]
    missing: tuple[str, ...]
    passed_over: Mapping[str, int] = field(default_factory=dict)


def scan(paths: Sequence[str], settings: ScanSettings | None = None) -> Scan:
    """List the photos of files and folders in natural order (``2.jpg`` before ``10.jpg``).

    By default, of a folder the files with a photo's suffix are taken; hidden ones, subfolders and
    all other files are counted. A file that was named itself is taken whatever its suffix, and so
    is one page of a file (``name.tif#2``), unless there is a file of just that name. A file reached
    twice is listed once. A folder that may not be listed stands in the list itself, so that the
    table says that its photos are missing.
    """
    settings = settings or ScanSettings()
    passed: Counter[str] = Counter()
    names: dict[str, str] = {}
    empty: list[str] = []
    missing: list[str] = []
    for path in paths:
        kind = _kind(path)
        if kind == "folder":
            found = list(photos_below(path, settings, passed))
        elif kind == "missing":
            file, page = split_page(path)
            is_page = file != path and _kind(file) == "file"
            kind, found = ("file", [page_name(file, page)]) if is_page else (kind, [path])
        else:
            found = list(_with_pages(path, settings, passed))
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
    "other pictures": (
        "picture of a type that is not supported",
        "pictures of types that are not supported",
    ),
    "other types": ("photo of a type not asked for", "photos of types not asked for"),
    "in the cloud": (
        "photo that is in the cloud and not on this computer",
        "photos that are in the cloud and not on this computer",
    ),
    "hidden photos": ("hidden photo", "hidden photos"),
    "subfolders": ("subfolder (not asked for)", "subfolders (not asked for)"),
    "linked folders": ("linked folder (not followed)", "linked folders (not followed)"),
    "hidden folders": ("hidden folder", "hidden folders"),
    "system folders": (
        "folder of thumbnails or of a wastebasket",
        "folders of thumbnails or of a wastebasket",
    ),
    "files in them": (
        "file in hidden folders and folders of the system",
        "files in hidden folders and folders of the system",
    ),
    "other files": ("file that is no photo", "files that are no photos"),
    "further pages": (
        f"page of a TIFF file beyond its first {MAX_PAGES}",
        f"pages of TIFF files beyond their first {MAX_PAGES}",
    ),
}
"""What is not judged, by kind, in words for one and several; with the rows they are all files and
all pages of them."""


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
_OTHER_PICTURES = _suffixes(
    "ai cdr clip dcm dds djv djvu emf eps exr fit fits hdr icns jxr kra pcx psb psd svg svgz tga "
    "wdp wmf xcf "
)
# What is no picture, by its name, is not opened to see.
_NO_PICTURES = _suffixes(
    "agelens aac avi bak bz2 csv db doc docx exe flac gz htm html ini js json log m4a md "
    "mkv mov mp3 mp4 mpg odt ogg pdf ppt pptx py rtf sqlite tar txt wav webm xls xlsx "
    "xml xmp xz yaml yml zip zst "
)
_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"II*\0", b"MM\0*", b"\0\0\0\x0cjP  ")
_BRANDS = (b"heic", b"heix", b"heif", b"mif1", b"avif", b"hevc")


def photos_below(
    folder: str, settings: ScanSettings, passed: Counter[str] | None = None
) -> Iterator[str]:
    """Files of a folder, then of its subfolders, each as ``folder`` joined with its name.

    After each come its further pages. ``passed`` counts what is left out, by the kinds of
    ``PASSED_OVER``.
    """
    for own in photos_by_folder(folder, settings, passed):
        for name in own:
            yield from _with_pages(name, settings, passed)


def _with_pages(
    file: str, settings: ScanSettings, passed: Counter[str] | None = None
) -> Iterator[str]:
    """A file under its name as a photo, and its further pages, at most so many that a job ends."""
    yield page_name(file, 1)
    # Other files are not opened to see: on a slow drive that takes longer than the listing.
    if not settings.pages or not may_have_pages(file):
        return
    count = page_count(Path(page_name(file, 1)))
    for page in range(2, min(count, MAX_PAGES) + 1):
        yield page_name(file, page)
    if passed is not None and count > MAX_PAGES:
        passed["further pages"] += count - MAX_PAGES


def photos_by_folder(
    folder: str, settings: ScanSettings, passed: Counter[str] | None = None
) -> Iterator[list[str]]:
    """The same, folder by folder: the files of each in one list, empty where there are none.

    The first list is that of the folder itself; further pages are not listed. A folder that may
    not be listed stands in its own list.
    """
    try:
        # One call of the system for name and kind of a whole folder, not one a file.
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: natural_key(entry.name))
    except OSError:
        yield [folder]
        return
    # The text that the user gave stays as it is, "./" and all, where Path would tidy it.
    start = folder if folder.endswith(("/", os.sep)) else folder + os.sep
    kinds = [(entry, _kind_of(entry)) for entry in entries]
    files = [(entry, kind == "file") for entry, kind in kinds if kind != "folder"]
    yield [start + entry.name for entry, _ in files if _is_wanted(entry.name, settings)]
    if passed is not None:  # some are opened to see
        passed.update(
            _kind_passed_over(entry, is_file=is_file)
            for entry, is_file in files
            if not _is_wanted(entry.name, settings)
        )
    for entry, kind in kinds:
        if kind != "folder":
            continue
        reason = _reason_to_stay_out(entry, settings)
        if reason is None:
            yield from photos_by_folder(start + entry.name, settings, passed)
        elif passed is not None:
            passed[reason] += 1
            if reason in ("hidden folders", "system folders"):
                _count_inside(start + entry.name, passed)


def _is_wanted(name: str, settings: ScanSettings) -> bool:
    """Whether the name is that of a photo that was asked for.

    Links that lead nowhere, pipes and devices are none, but by such a name each gets its row.
    """
    wanted = os.path.splitext(name)[1].lower() in settings.suffixes  # noqa: PTH122
    return wanted and (settings.hidden or name[0] != ".")


def _reason_to_stay_out(entry: os.DirEntry[str], settings: ScanSettings) -> str | None:
    """The kind as which a folder is passed over; ``None`` if it is looked into."""
    if _is_of_the_system(entry.name):
        return "system folders"
    # Links to folders are not followed: they may lead round in a circle.
    if entry.is_symlink():
        return "linked folders"
    if entry.name[0] == "." and not settings.hidden:
        return "hidden folders"
    return None if settings.recursive else "subfolders"


_MOST_FOLDERS = 10_000


def _count_inside(folder: str, passed: Counter[str]) -> None:
    """Count the files below a folder; of a huge one, those in its first 10,000 folders."""
    for _, _, files in itertools.islice(os.walk(folder), _MOST_FOLDERS):
        if files:
            passed["files in them"] += len(files)


def _is_of_the_system(name: str) -> bool:
    """Whether a folder holds what systems keep beside photos: copies, and what was thrown away."""
    return name.casefold() in _SYSTEM or name.casefold().startswith(".trash-")


def _kind_passed_over(entry: os.DirEntry[str], *, is_file: bool) -> str:
    """As what a file is counted that is not judged."""
    stem, suffix = os.path.splitext(entry.name)  # noqa: PTH122
    suffix = suffix.lower()
    if suffix == ".icloud":  # ".IMG_0001.HEIC.icloud" holds the place of a photo
        return "in the cloud"
    # "._photo.jpg" is what a Mac has to say about photo.jpg on a drive of another system.
    if not is_file or entry.name.startswith("._"):
        return "other files"
    if suffix in _RAW:
        return "raw photos"
    if suffix == ".jxl":
        return "JPEG XL"
    if suffix in _OTHER_PICTURES:
        return "other pictures"
    if suffix in SUFFIXES:
        return "hidden photos" if stem.startswith(".") else "other types"
    if suffix in _NO_PICTURES or not _starts_like_a_picture(entry.path):
        return "other files"
    return "hidden photos" if stem.startswith(".") else "other names"


def _starts_like_a_picture(path: str) -> bool:
    try:
        with opened_ordinary(Path(path)) as file:
            start = file.read(16)
    except OSError:
        return False
    if start.startswith(_STARTS) or (start[4:8] == b"ftyp" and start[8:12] in _BRANDS):
        return True
    return start[:4] == b"RIFF" and start[8:12] == b"WEBP"


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

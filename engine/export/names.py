"""File names that every system takes, whatever the photo is called."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import PurePosixPath

_MOST_BYTES = 120  # leaves room for what is added; file systems take 255
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ud800-\udfff]')
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)


def safe_name(text: str) -> str:
    """The text as a file or folder name on Windows, macOS and Linux; never empty or hidden."""
    name = _FORBIDDEN.sub("_", text).strip(" ").rstrip(". ")
    while len(name.encode()) > _MOST_BYTES:
        name = name[:-1].rstrip(". ")
    if not name or name.startswith((".", "-")) or _DEVICES.fullmatch(name):
        name = f"_{name}"
    return name


def photo_key(name: str) -> str:
    """Eight digits that tell photos of the same name in different folders apart."""
    return hashlib.sha256(os.fsencode(name)).hexdigest()[:8]


def stem_and_suffix(name: str) -> tuple[str, str]:
    """A photo's file name, split and safe: ``("IMG_1", ".jpg")``."""
    path = PurePosixPath(name.replace(os.sep, "/"))
    suffix = path.suffix
    return safe_name(path.name.removesuffix(suffix)), _FORBIDDEN.sub("_", suffix)[:16].rstrip(". ")

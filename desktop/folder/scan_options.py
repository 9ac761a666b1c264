"""How a folder is scanned for photos: what the user chose, and how the project remembers it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from desktop.i18n.text import translate
from engine.images import SUFFIXES
from engine.labelling import ScanSettings
from engine.project import Project

_SETTING = "look"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanOptions:
    """Subfolders, hidden files, suffixes, and whether faces are looked for."""

    recursive: bool = True
    hidden: bool = False
    suffixes: frozenset[str] = SUFFIXES
    detect: bool = True

    @property
    def scan(self) -> ScanSettings:
        """The same for a job."""
        return ScanSettings(recursive=self.recursive, hidden=self.hidden, suffixes=self.suffixes)

    def kept(self) -> str:
        """The text that a project keeps."""
        return json.dumps(
            {
                "recursive": self.recursive,
                "hidden": self.hidden,
                "suffixes": None if self.suffixes == SUFFIXES else sorted(self.suffixes),
                "detect": self.detect,
            }
        )


def scan_options_of(project: Project) -> ScanOptions | None:
    """What a project remembers of its last job, ``None`` if nothing that can be understood."""
    try:
        kept = json.loads(project.setting(_SETTING) or "null")
        suffixes = SUFFIXES if kept["suffixes"] is None else frozenset(kept["suffixes"]) & SUFFIXES
        return ScanOptions(
            recursive=bool(kept["recursive"]),
            hidden=bool(kept["hidden"]),
            suffixes=suffixes or SUFFIXES,
            detect=bool(kept["detect"]),
        )
    except (ValueError, TypeError, KeyError):
        return None


def keep_scan_options(project: Project, options: ScanOptions) -> None:
    """Let a project remember how its folder is scanned."""
    project.keep_setting(_SETTING, options.kept())


def kinds() -> list[tuple[str, frozenset[str]]]:
    """Kinds of files by name; together they are all that AgeLens reads."""
    named = [
        (translate("folder", "JPEG"), {".jpg", ".jpeg", ".jpe", ".jfif", ".mpo"}),
        (translate("folder", "PNG"), {".png", ".apng"}),
        (translate("folder", "HEIC and AVIF"), {".heic", ".heif", ".hif", ".avif"}),
        (translate("folder", "TIFF"), {".tif", ".tiff"}),
        (translate("folder", "WebP"), {".webp"}),
    ]
    known = [(name, SUFFIXES & group) for name, group in named]
    rest = SUFFIXES.difference(*(group for _, group in known))
    return [*known, (translate("folder", "Other"), rest)]

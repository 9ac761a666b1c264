"""How a project's folder is scanned, and how the project remembers it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from engine.images import SUFFIXES
from engine.labelling import ScanSettings
from engine.project import Project

_SCAN_SETTING = "look"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanOptions:
    """Subfolders, hidden files, suffixes, whether faces are looked for, and how thoroughly.

    ``cluster`` is the address of a Dask cluster that does the work, "" for this computer;
    ``insecure`` and ``send`` are as for ``engine.labelling.cluster.ClusterSettings``.
    """

    recursive: bool = True
    hidden: bool = False
    suffixes: frozenset[str] = SUFFIXES
    detect: bool = True
    thorough: bool = True
    cluster: str = ""
    insecure: bool = False
    send: bool = False

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
                "thorough": self.thorough,
                "cluster": self.cluster,
                "send": self.send,
            }
        )


def scan_options_of(project: Project) -> ScanOptions | None:
    """What a project remembers of its last job, ``None`` if nothing that can be understood."""
    try:
        kept = json.loads(project.setting(_SCAN_SETTING) or "null")
        suffixes = SUFFIXES if kept["suffixes"] is None else frozenset(kept["suffixes"]) & SUFFIXES
        return ScanOptions(
            recursive=bool(kept["recursive"]),
            hidden=bool(kept["hidden"]),
            suffixes=suffixes or SUFFIXES,
            detect=bool(kept["detect"]),
            thorough=bool(kept.get("thorough", True)),  # earlier versions knew one way only
            cluster=str(kept.get("cluster", "")),
            send=bool(kept.get("send", False)),
        )
    except (ValueError, TypeError, KeyError):
        return None


def keep_scan_options(project: Project, options: ScanOptions) -> None:
    """Let a project remember how its folder is scanned."""
    project.keep_setting(_SCAN_SETTING, options.kept())

"""Shared libraries of a Linux build: which are still needed, and which the system must bring."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

Entry = tuple[str, str, str]
"""As PyInstaller has it: name in the program, file here, kind."""

_OF_THE_SYSTEM = ("libstdc++.so", "libgcc_s.so")
"""Graphics drivers need the system's own, which is newer than ours wherever ours would do."""
_NEEDED = re.compile(r"\(NEEDED\)\s+Shared library: \[(.+)\]")


def needed_by(library: Path) -> tuple[str, ...]:
    """The names of the libraries that a library asks for; none if the file is no library."""
    told = subprocess.run(
        ["readelf", "-d", str(library)], capture_output=True, text=True, check=False
    )
    return tuple(_NEEDED.findall(told.stdout))


def pruned(
    entries: Sequence[Entry], *, needs: Callable[[Path], Iterable[str]] = needed_by
) -> list[Entry]:
    """Without libraries that only what was cut had asked for, and those of the system.

    Only libraries at the top are judged: PyInstaller puts there what it found by following others.
    """
    candidates = {
        name: Path(source)
        for name, source, kind in entries
        if kind == "BINARY" and "/" not in name and name.startswith("lib")
    }
    wanted = {name for name in candidates if name.startswith(("libpython", "libpy"))}
    queue = [
        Path(source)
        for name, source, kind in entries
        if kind in ("BINARY", "EXTENSION") and (name not in candidates or name in wanted)
    ]
    while queue:
        for name in needs(queue.pop()):
            if name in candidates and name not in wanted:
                wanted.add(name)
                queue.append(candidates[name])
    return [
        entry
        for entry in entries
        if entry[0] not in candidates
        or (entry[0] in wanted and not entry[0].startswith(_OF_THE_SYSTEM))
    ]


def outside(folder: Path) -> dict[str, str]:
    """Libraries that something in a frozen folder asks for and that are not in it; and who asks."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    inside = {path.name for path in files}
    asked: dict[str, str] = {}
    for path in files:
        if ".so" in path.name or path.parent == folder:
            for name in needed_by(path):
                if name not in inside:
                    asked.setdefault(name, path.relative_to(folder).as_posix())
    return asked

"""Print the size of each package at a git revision: ``python -m tools.layout_table [REVISION]``.

Columns: files, lines, median of the lines, and how many modules of fewer than 100 lines only one
other module imports. ``--slivers LINES`` lists those of fewer than that many lines with their
importer instead. Package initialisers and ``__main__`` are no slivers.
"""

from __future__ import annotations

import argparse
import ast
import statistics
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("engine", "training", "desktop")
SMALL_LINES = 100


@dataclass(frozen=True, slots=True)
class Module:
    """A module's dotted name, its length, and the modules of the project that import it."""

    name: str
    lines: int
    is_package: bool
    importers: frozenset[str]

    @property
    def is_sliver(self) -> bool:
        """Whether a single other module imports it, so that it might belong into that one."""
        entry = self.is_package or self.name.endswith("__main__")
        return not entry and len(self.importers) == 1


def sources_of(revision: str | None) -> dict[str, str]:
    """The text of each module by its path, at a revision or (None) in the working tree."""
    if revision is None:
        paths = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
        return {
            path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths
        }
    listing = _git("ls-tree", "-r", "--name-only", revision, "--", *PACKAGES)
    names = [name for name in listing.splitlines() if name.endswith(".py")]
    return {name: _git("show", f"{revision}:{name}") for name in names}


def modules_of(sources: Mapping[str, str]) -> list[Module]:
    """Every module with its importers; ``sources`` maps paths to texts."""
    names = {path: _dotted(path) for path in sources}
    known = set(names.values())
    importers: dict[str, set[str]] = {name: set() for name in known}
    for path, text in sources.items():
        own = names[path]
        for target in _imported(ast.parse(text, path), known):
            if target != own:
                importers[target].add(own)
    return [
        Module(
            name=name,
            lines=len(sources[path].splitlines()),
            is_package=path.endswith("__init__.py"),
            importers=frozenset(importers[name]),
        )
        for path, name in sorted(names.items())
    ]


def _dotted(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _imported(tree: ast.Module, known: set[str]) -> Iterator[str]:
    """Names of the known modules that a module imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module in known:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from inner & known
            if inner - known:
                yield node.module


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8"
    )
    return done.stdout


def _table(modules: Iterable[Module]) -> Iterator[str]:
    modules = list(modules)
    yield f"| package | files | lines | median | one importer, under {SMALL_LINES} lines |"
    yield "|---|---:|---:|---:|---:|"
    for package in PACKAGES:
        own = [one for one in modules if one.name.split(".")[0] == package]
        lines = [one.lines for one in own]
        slivers = sum(one.is_sliver and one.lines < SMALL_LINES for one in own)
        median = statistics.median(lines)
        yield f"| {package} | {len(own)} | {sum(lines):,} | {median:.0f} | {slivers} |"


def main() -> int:
    """Print the table, or the slivers."""
    parser = argparse.ArgumentParser(prog="tools.layout_table", description=__doc__)
    parser.add_argument("revision", nargs="?", help="default: the working tree")
    parser.add_argument("--slivers", type=int, metavar="LINES")
    args = parser.parse_args()
    modules = modules_of(sources_of(args.revision))
    if args.slivers is None:
        print("\n".join(_table(modules)))
        return 0
    for one in modules:
        if one.is_sliver and one.lines < args.slivers:
            print(f"{one.lines:4}  {one.name}  (imported by {', '.join(one.importers)})")
    return 0


if __name__ == "__main__":
    sys.exit(main())

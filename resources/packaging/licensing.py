"""The licence texts of all parts, as they lie in the frozen program: ``resources/licences``."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path, PurePosixPath

TARGET = "resources/licences"
_WORDS = ("licen", "copying", "notice", "authors")
_TOOLS = ("altgraph", "packaging", "pip", "pyinstaller-hooks-contrib", "setuptools", "wheel")
"""Of the environment, but not of the program. PyInstaller itself puts its starter into it."""
_APACHE = ("flatbuffers", "google-pasta", "tensorflow", "tensorflow-cpu")
_LGPL = ("pyside6-addons", "pyside6-essentials", "shiboken6")
"""Packages that come without a text, by the licence that their description names."""
_INSIDE = ("tensorflow/THIRD_PARTY_NOTICES.txt",)
"""Texts that lie among a package's own files."""


def licences(root: Path) -> list[tuple[str, str]]:
    """Each text, and the folder of the program that it goes to.

    Ends the build for a package whose licence is not known: it must not be passed on.
    """
    found = [(str(root / "LICENSE"), f"{TARGET}/AgeLens"), (_of_python(), f"{TARGET}/Python")]
    texts = root / "resources" / "packaging" / "licences"
    for distribution in metadata.distributions():
        name = distribution.metadata["Name"].lower().replace("_", "-")
        if name in _TOOLS or name == "agelens":
            continue
        own = _of_package(distribution, f"{TARGET}/{name}")
        if name in _LGPL:
            own += [(str(texts / f"{one}-3.0.txt"), f"{TARGET}/{name}") for one in ("LGPL", "GPL")]
        elif name in _APACHE:
            own.append((str(root / "LICENSE"), f"{TARGET}/{name}"))
        if not own:
            raise SystemExit(f"Under which licence is this package? Received: {name}")
        found += own
    return found


def _of_package(distribution: metadata.Distribution, target: str) -> list[tuple[str, str]]:
    found = []
    for file in distribution.files or []:
        inside = PurePosixPath(str(file).replace("\\", "/"))
        top = inside.parts[0]
        if top.endswith(".dist-info"):
            rest = PurePosixPath(*inside.parts[1:])
            wanted = any(word in str(rest).lower() for word in _WORDS)
        else:
            rest, wanted = PurePosixPath(inside.name), str(inside) in _INSIDE
        path = Path(str(distribution.locate_file(file)))
        if wanted and path.is_file():
            # A package may have many of one name, in folders of their own.
            found.append((str(path), str(PurePosixPath(target, *rest.parent.parts))))
    return found


def _of_python() -> str:
    base = Path(sys.base_prefix)
    for place in (base / "LICENSE.txt", *sorted(base.glob("lib/python3*/LICENSE.txt"))):
        if place.is_file():
            return str(place)
    system = Path(f"/usr/share/doc/python{sys.version_info[0]}.{sys.version_info[1]}/copyright")
    if system.is_file():
        return str(system)
    raise SystemExit(f"Where is Python's own licence? Received: none in {base}")

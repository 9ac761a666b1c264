"""Refresh the translations: ``python -m tools.translations`` after every change of a string.

Collects the strings of the sources into ``resources/translations/*.ts`` and makes the ``.qm``
files that the program reads. Strings without a translation are named; docs/translating.md tells
how to go on.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import PySide6

from desktop.settings import LANGUAGES, Language

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"


@dataclass(frozen=True, slots=True)
class Message:
    """One string: where it is used, what it says, and its translations (one a plural form)."""

    context: str
    source: str
    comment: str
    plural: bool
    finished: bool
    translations: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from all others."""
        return self.context, self.source, self.comment


def read(path: Path) -> Iterator[Message]:
    """Yield the strings of a ``.ts`` file that the sources still have."""
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name") or ""
        for one in context.iter("message"):
            translation = one.find("translation")
            if translation is None or translation.get("type") in ("vanished", "obsolete"):
                continue
            plural = one.get("numerus") == "yes"
            forms = translation.iter("numerusform") if plural else iter([translation])
            yield Message(
                context=name,
                source=one.findtext("source") or "",
                comment=one.findtext("comment") or "",
                plural=plural,
                finished=translation.get("type") != "unfinished",
                translations=tuple(form.text or "" for form in forms),
            )


def ts_file(language: Language, folder: Path = FOLDER) -> Path:
    """The strings of a language, for translators."""
    return folder / f"agelens_{language}.ts"


def collect(language: Language, folder: Path = FOLDER) -> None:
    """Bring the ``.ts`` file of ``folder`` in line with the sources; translations stay."""
    # English needs a file for its plurals only: everything else is said in the sources.
    plurals = ["-pluralonly"] if language == "en" else []
    names = ["-source-language", "en", "-target-language", language]
    told = ["-silent", "-no-obsolete", "-locations", "none", "-extensions", "py", *plurals, *names]
    with tempfile.TemporaryDirectory() as spare:
        gathered = Path(spare) / "gathered.py"
        gathered.write_text(_unseen_by_lupdate(), "utf-8")
        sources = ("desktop", str(gathered))
        _run("lupdate", *told, *sources, "-ts", str(ts_file(language, folder)))


@cache  # the same for each language, and all sources are read for it
def _unseen_by_lupdate() -> str:
    """What lupdate does not find in the sources by itself."""
    return "".join((*_plural_forms(), *_backend_messages()))


def _plural_forms() -> Iterator[str]:
    """Each call of ``plural("context", "text", count)`` as lupdate understands it.

    For Python, lupdate knows plural forms in ``self.tr`` and in a call as Qt 4 had it.
    """
    for path in sorted((ROOT / "desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "plural":
                match node.args:
                    case [ast.Constant(str(context)), ast.Constant(str(text)), _]:
                        yield f'translate("{context}", {_quoted(text)}, "", UnicodeUTF8, 1)\n'


def _backend_messages() -> Iterator[str]:
    """Each sentence of ``backend_sentences`` as lupdate understands it."""
    for text in sorted(backend_sentences()):
        yield f'QT_TRANSLATE_NOOP("below", {_quoted(text)})\n'


def backend_sentences() -> set[str]:
    """The sentences of ``engine`` and ``training`` that the window translates.

    The templates of ``UserError`` and its subclasses, the findings of a data check, and what is
    marked as ``translatable``; of a name, the texts that its module gives to it.
    """
    paths = sorted(path for part in ("engine", "training") for path in (ROOT / part).rglob("*.py"))
    trees = [ast.parse(path.read_text("utf-8")) for path in paths]
    places = {name: 0 for name in ("UserError", "refusal", "translatable")}
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    for node in classes:  # a subclass stands after its base
        if any(getattr(base, "id", "") in places for base in node.bases):
            places[node.name] = 0
    places |= {"Finding": 1, "DataProblem": 1}
    return {text for tree in trees for text in _texts_given(tree, places)}


def _texts_given(tree: ast.Module, places: Mapping[str, int]) -> Iterator[str]:
    """The texts in a module that are the argument at its place of a call of one of these names."""
    values: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    values.setdefault(target.id, []).append(node.value)
    for node in ast.walk(tree):
        name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Call) and name in places and len(node.args) > places[name]:
            yield from _texts_of(node.args[places[name]], values, frozenset())


def _texts_of(
    given: ast.expr, values: Mapping[str, list[ast.expr]], met: frozenset[str]
) -> Iterator[str]:
    """All texts that an expression may stand for: itself, a choice, whatever a name was given."""
    if isinstance(given, ast.Constant) and isinstance(given.value, str):
        yield given.value
    elif isinstance(given, ast.IfExp):
        yield from _texts_of(given.body, values, met)
        yield from _texts_of(given.orelse, values, met)
    elif isinstance(given, ast.Name) and given.id not in met:
        for value in values.get(given.id, ()):
            yield from _texts_of(value, values, met | {given.id})


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def release(language: Language, folder: Path = FOLDER) -> Path:
    """Make the ``.qm`` file of a language from its ``.ts`` file; returns where it is."""
    source = ts_file(language, folder)
    made = source.with_suffix(".qm")
    _run("lrelease", "-silent", str(source), "-qm", str(made))
    return made


def _run(tool: str, *arguments: str) -> None:
    program = next(Path(PySide6.__file__).parent.glob(f"{tool}*"), Path(tool))
    # In the repository, so that the names in the files are the same for everybody.
    subprocess.run([str(program), *arguments], cwd=ROOT, check=True)


def main() -> int:
    """Refresh all languages; 0 when every string has its translation."""
    missing = 0
    for language in LANGUAGES:
        collect(language)
        release(language)
        for one in read(ts_file(language)):
            if not one.finished or not all(one.translations):
                missing += 1
                sys.stdout.write(f"{language}: {one.context}: {one.source!r}\n")
    sys.stdout.write(f"Strings without a translation: {missing}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())

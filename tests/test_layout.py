"""The layout of the project: unique class names, no slivers, contracts that cover every module."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from tools.layout_table import PACKAGES, modules_of, sources_of

ROOT = Path(__file__).parents[1]
ARCHITECTURE = ROOT / "docs" / "architecture.md"
SLIVER_LINES = 60


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    return sources_of(None)


@pytest.fixture(scope="module")
def contracts() -> dict[str, dict[str, Any]]:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    return {contract["id"]: contract for contract in listed}


def packages_in(folder: str) -> set[str]:
    """Dotted names of the packages directly inside a package of the project."""
    inits = (ROOT / folder).glob("*/__init__.py")
    return {f"{folder}.{path.parent.name}" for path in inits}


def named_files(section: str) -> dict[str, list[str]]:
    """The numbered files of each walk in docs/architecture.md, by the walk's heading."""
    text = ARCHITECTURE.read_text(encoding="utf-8")
    body = text.split(f"\n## {section}\n", 1)[1].split("\n## ", 1)[0]
    walks = re.split(r"^### ", body, flags=re.MULTILINE)[1:]
    return {
        walk.splitlines()[0]: re.findall(r"^\d+\. `([^`]+)`", walk, flags=re.MULTILINE)
        for walk in walks
    }


def test_no_public_class_name_stands_twice(sources: dict[str, str]) -> None:
    found = defaultdict(list)
    for path, text in sources.items():
        for node in ast.walk(ast.parse(text, path)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(path)
    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}


def test_a_sliver_is_named_with_a_reason(sources: dict[str, str]) -> None:
    """Each module under 60 lines with one importer, in a row of the table in architecture.md."""
    slivers = {
        one.name for one in modules_of(sources) if one.is_sliver and one.lines < SLIVER_LINES
    }
    table = ARCHITECTURE.read_text(encoding="utf-8").split("\n## Small modules\n", 1)[1]
    rows = dict(re.findall(r"^\| `([\w.]+)` \| (.{20,}) \|$", table, flags=re.MULTILINE))
    assert slivers == set(rows)


def test_every_package_is_a_layer(contracts: dict[str, dict[str, Any]]) -> None:
    assert contracts["direction"]["layers"] == [
        "installers",
        "desktop",
        *PACKAGES[1::-1],
        "resources",
    ]
    found = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert found - {"tools", "benchmarks", "tests"} == {*PACKAGES, "installers", "resources"}


def test_every_package_of_the_window_is_under_a_contract(
    contracts: dict[str, dict[str, Any]],
) -> None:
    """A new folder in ``desktop`` is a tab or is shared; no contract lists single modules."""
    tabs, shared = contracts["tabs"], contracts["shared"]
    named = {*tabs["modules"], *shared["source_modules"], *shared["forbidden_modules"]}
    assert named == packages_in("desktop")
    assert set(tabs["modules"]) <= set(shared["forbidden_modules"])
    assert set(shared["forbidden_modules"]).isdisjoint(shared["source_modules"])


def test_contracts_name_packages_and_exceptions_only(contracts: dict[str, dict[str, Any]]) -> None:
    for contract in contracts.values():
        members = [*contract.get("source_modules", []), *contract.get("modules", [])]
        for member in members:
            assert (ROOT / member.replace(".", "/") / "__init__.py").is_file(), member


@pytest.mark.parametrize(
    ("walk", "most"),
    [
        ("A photo, from drop to box", 7),
        ("A setting, from the form to the model folder", 8),
        ("An answer, from key press to SQLite", 5),
    ],
)
def test_the_walks_are_short_and_their_files_exist(walk: str, most: int) -> None:
    files = named_files("How something travels")[walk]
    assert 3 <= len(files) <= most
    assert [name for name in files if not (ROOT / name).is_file()] == []


def test_paths_in_documents_exist() -> None:
    """Files of the repository that the pages for developers name in backticks."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ARCHITECTURE]
    pages += [ROOT / "docs" / name for name in ("packaging.md", "translating.md")]
    folders = {path.name for path in ROOT.iterdir() if path.is_dir()} - {"build", ".venv"}
    missing = []
    for page in pages:
        for name in re.findall(r"`([\w.-]+/[\w./-]*)`", page.read_text(encoding="utf-8")):
            placeholder = any(word in name for word in ("NAME", "CODE", "LANGUAGE"))
            if name.split("/")[0] in folders and not placeholder and not (ROOT / name).exists():
                missing.append(f"{page.name}: {name}")
    assert missing == []


def test_the_lock_holds_every_dependency_and_no_private_index() -> None:
    lock = (ROOT / "uv.lock").read_text(encoding="utf-8")
    hosts = set(re.findall(r"https?://([^/\"]+)", lock))
    assert hosts == {"pypi.org", "files.pythonhosted.org"}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    (own,) = [one for one in tomllib.loads(lock)["package"] if one["name"] == "agelens"]
    locked = {(one["name"], one.get("specifier", "")) for one in own["metadata"]["requires-dist"]}
    for requirement in named:
        name, bounds = re.fullmatch(r"([\w.-]+)(.*)", requirement).groups()  # type: ignore[union-attr]
        found = [spec for other, spec in locked if other == name.lower().replace("_", "-")]
        assert found, requirement
        assert sorted(found[0].split(",")) == sorted(bounds.split(",")), requirement


def test_actions_are_pinned_by_commit() -> None:
    for workflow in (ROOT / ".github" / "workflows").glob("*.yml"):
        text = workflow.read_text(encoding="utf-8")
        for used in re.findall(r"uses: (.+)", text):
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", used), used
        assert re.search(r"^permissions:\n  contents: read$", text, flags=re.MULTILINE)


def test_hooks_run_the_versions_of_the_project() -> None:
    """Local hooks: ruff and mypy of the environment, never a second version of their own."""
    text = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert re.findall(r"repo: (\S+)", text) == ["local"]
    assert set(re.findall(r"language: (\S+)", text)) == {"system"}


_ERRORS = {"UserError", "ImageError", "ModelError", "DataError", "OutputError", "ProjectError"}


def test_every_error_is_a_whole_sentence() -> None:
    """A full stop is easily forgotten where what was received follows."""
    unfinished = []
    for package in ("engine", "training", "desktop"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _ERRORS:
                    text = _template(node)
                    sentence = re.split(r" (?:Received|Details|File):", text)[0].rstrip()
                    if not sentence.endswith((".", "!", "?", "}")):
                        unfinished.append(f"{path.name}:{node.lineno}: {text}")
    assert unfinished == []


def _template(call: ast.Call) -> str:
    """The first argument of a call as text, places as ``{}``; "." if it is no text."""
    first = call.args[0] if call.args else None
    if isinstance(first, ast.Constant) and isinstance(first.value, str):
        return first.value
    if isinstance(first, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "{}" for part in first.values
        )
    return "."

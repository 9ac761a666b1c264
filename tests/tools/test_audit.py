"""What is said of an audit, whatever its answer."""

from __future__ import annotations

import json

from tools.audit import verdict


def package(name: str, *vulnerabilities: tuple[str, list[str]]) -> dict[str, object]:
    return {
        "name": name,
        "version": "1.0",
        "vulns": [{"id": known, "fix_versions": mended} for known, mended in vulnerabilities],
    }


def test_nothing_known() -> None:
    answer = json.dumps({"dependencies": [package("pillow"), package("numpy")], "fixes": []})
    assert verdict(answer, "") == (["Packages looked up: 2; known vulnerabilities: 0"], 0)


def test_what_is_known_is_named_and_fails() -> None:
    found = package("pillow", ("CVE-1", ["1.1"]), ("CVE-2", []))
    lines, code = verdict(json.dumps({"dependencies": [found]}), "")
    assert code == 1
    assert lines == [
        "pillow 1.0: CVE-1, mended in 1.1",
        "pillow 1.0: CVE-2, mended in no version yet",
        "Packages looked up: 1; known vulnerabilities: 2",
    ]


def test_an_index_without_a_database_is_said() -> None:
    unknown = {"name": "numpy", "skip_reason": "not found"}
    lines, code = verdict(json.dumps({"dependencies": [package("pillow"), unknown]}), "")
    assert code == 0
    assert lines == [
        "Packages looked up: 1; known vulnerabilities: 0; not in the database that was asked: 1"
    ]


def test_without_a_network_it_says_why_and_passes() -> None:
    assert verdict("", "Traceback\nConnectionError: no route") == (
        ["The packages could not be audited: ConnectionError: no route"],
        0,
    )
    assert verdict("[]", "") == (["The packages could not be audited: no answer"], 0)

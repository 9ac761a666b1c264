"""Known vulnerabilities of the installed packages: ``python -m tools.audit``.

Asks the vulnerability database of the package index through pip-audit. Without a network, or with
an index that keeps no such database, it says how many packages were not looked up, and passes.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any


def main() -> int:
    """0 if nothing is known against any package that could be looked up, else 1."""
    command = [sys.executable, "-m", "pip_audit", "--local", "--skip-editable"]
    command += ["--progress-spinner", "off", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines, code = verdict(done.stdout, done.stderr)
    print("\n".join(lines))
    return code


def verdict(answer: str, complaint: str) -> tuple[list[str], int]:
    """What to print, and the exit code, for what pip-audit wrote on its two streams."""
    try:
        packages: list[dict[str, Any]] = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = (complaint.strip().splitlines() or ["no answer"])[-1]
        return [f"The packages could not be audited: {last}"], 0
    looked_up = [one for one in packages if "vulns" in one]
    lines = [
        f"{one['name']} {one['version']}: {found['id']}, mended in "
        f"{', '.join(found['fix_versions']) or 'no version yet'}"
        for one in looked_up
        for found in one["vulns"]
    ]
    left = len(packages) - len(looked_up)
    summary = f"Packages looked up: {len(looked_up)}; known vulnerabilities: {len(lines)}"
    if left:
        summary += f"; not in the database that was asked: {left}"
    return [*lines, summary], int(bool(lines))


if __name__ == "__main__":
    sys.exit(main())
